package fact

import (
	"encoding/json"
	"strings"
)

// Keys of facts. A single-valued key has one value that holds (Set.Best) and
// candidates that may disagree; a many-valued key holds all its values.
const (
	// Name is a name for the component as its build file states it (artifactId,
	// package name, last element of a Go module path). Single.
	Name = "name"
	// Language is an id in lower-kebab: java javascript python go. TypeScript is
	// javascript with Transpiler set. Single.
	Language = "language"
	// LanguageVersion is the version that the source asks for: "17" for Java (8,
	// not 1.8), "20" or "20.11" for Node, "3.11" for Python, "1.24" for Go; a range is kept as it
	// is written (">=18 <21"). Single.
	LanguageVersion = "language.version"
	// Framework is an id: spring-boot spring-cloud-gateway dubbo express koa egg
	// nestjs next nuxt vue react angular django flask fastapi gin echo ... Single.
	Framework = "framework"
	// FrameworkVersion is the resolved version, e.g. 3.2.5. Single.
	FrameworkVersion = "framework.version"
	// BuildTool is maven gradle npm yarn pnpm pip poetry uv pipenv go. Single.
	BuildTool = "build-tool"
	// BuildToolVersion is the version that a wrapper or packageManager field pins. Single.
	BuildToolVersion = "build-tool.version"
	// Packaging is what the build leaves: jar war binary static source; image where nothing but an
	// image is there. Single.
	Packaging = "packaging"
	// Deployable is true or false: a unit that runs, or a library, parent or test. Single.
	Deployable = "deployable"
	// Workload is web worker job cron static gateway library. Single.
	Workload = "workload"
	// Port is the main listening port as NUMBER/PROTOCOL, e.g. 8080/http; the
	// protocols are http https grpc tcp udp dubbo ws. Single; a second port that
	// exists beside it has a key of its own, see PortNamed.
	Port = "port"
	// Start is the command that production runs, as a JSON array (see Command). Single.
	Start = "start"
	// StartBefore is a command that today's start runs before the program itself, as a
	// JSON array (see Command). Many.
	StartBefore = "start.before"
	// Health is KIND:PATH with KIND one of liveness readiness startup health, e.g.
	// liveness:/actuator/health/liveness, or grpc: for the gRPC health service. Many.
	Health = "health"
	// HealthGuarded is the path of a health endpoint that exists but answers only to who is
	// logged in, so that no probe can ask it. Single.
	HealthGuarded = "health.guarded"
	// HealthTool is a program, by the name of its system package, that today's health check runs
	// in the container. Many.
	HealthTool = "health.tool"
	// Service is the kind of a backing service: mysql postgresql oracle sqlserver
	// sqlite mongodb redis memcached elasticsearch kafka rabbitmq rocketmq nacos eureka
	// consul zookeeper apollo config-server minio oss smtp ldap clickhouse ... Many; its place is
	// ServiceAddress(kind), and ServiceOptional(kind) says when it is not needed.
	Service = "service"
	// ConfigFile is the path of a configuration file that the program reads. Many.
	ConfigFile = "config.file"
	// ConfigOverride is how environment variables win over properties of configuration files:
	// relaxed (Spring Boot) or microprofile (Quarkus, Micronaut); without it they do not. Single.
	ConfigOverride = "config.override"
	// ConfigServed is the path of a configuration file that a configuration server gives to the
	// program and whose properties win over its environment variables. Many.
	ConfigServed = "config.served"
	// SecretSetting is the name of a property whose value stands in plain text in a configuration
	// file and is a secret, or the user that goes with one; the value itself is never kept. Many.
	SecretSetting = "secret.setting"
	// LocalWrite is a path that the program writes to. Many.
	LocalWrite = "local-write"
	// Schedule is a job inside the process: a cron expression, a rate ("every 30s"), or
	// the name of a framework (quartz, xxl-job, celery-beat). Many.
	Schedule = "schedule"
	// ScheduleLock is what keeps the jobs of several instances from running twice: shedlock,
	// quartz-jdbc, lock (taken in code beside the job). Single.
	ScheduleLock = "schedule.lock"
	// Single is what the program keeps to one instance, as KIND or KIND:WHAT, so that a second
	// one would answer otherwise: registry:eureka, memory-database:hsqldb, sockets:socket.io. Many.
	Single = "single"
	// KeptMount is a path in the container that today's deployment keeps beyond it: a directory
	// of the machine, a named volume, a claim. Many; each is a LocalWrite, too.
	KeptMount = "local-write.kept"
	// WriteSetting is a property that names a path that the program writes to, as
	// PROPERTY=PATH (see Property). Many; the path is a LocalWrite, too.
	WriteSetting = "local-write.setting"
	// WorkDir is the directory in which today's image or unit runs the program. Single.
	WorkDir = "work-dir"
	// Session is where HTTP sessions live: memory redis jdbc cookie none. Single.
	Session = "session"
	// GracefulShutdown is true when the program handles SIGTERM or its framework does. Single.
	GracefulShutdown = "graceful-shutdown"
	// MetricsPath is the path of a Prometheus endpoint. Single.
	MetricsPath = "metrics.path"
	// Tests is the command that runs the unit tests, as a JSON array; present only
	// when there are tests. Single.
	Tests = "tests"
	// SystemPackage is a system library or command needed at run time, by a
	// neutral name: fontconfig ffmpeg libreoffice imagemagick wkhtmltopdf
	// chromium libaio libpq git curl tini ... Many.
	SystemPackage = "system-package"
	// CJKFonts is true when the program draws text (captcha, PDF, chart, Excel to image). Single.
	CJKFonts = "fonts.cjk"
	// Locale is a locale that the program relies on, e.g. zh_CN.UTF-8. Single.
	Locale = "locale"
	// Charset is a character set other than UTF-8 that the program relies on, e.g. GBK. Single.
	Charset = "charset"
	// TimeZone is a zone that the source names, e.g. Asia/Shanghai. Single.
	TimeZone = "time-zone"
	// HeapMax is the largest Java heap as the start command gives it, in bytes with a
	// Kubernetes suffix: 1Gi, 512Mi. Single.
	HeapMax = "memory.heap-max"
	// RunUser is the user that today's start runs as. Single.
	RunUser = "run-user"
	// ConnectionPool is the size of the database connection pool of one instance. Single.
	ConnectionPool = "database.pool"
	// SchemaMigration is flyway liquibase django alembic prisma ... Single.
	SchemaMigration = "database.migration"
	// ContextPath is the path prefix under which the program serves. Single.
	ContextPath = "context-path"
	// Profile is a configuration profile that exists (Spring profile, NODE_ENV). Many.
	Profile = "profile"
	// Instances is a count of instances that a deployment file gives. Single.
	Instances = "instances"
	// StaticProxy is a path prefix that the development server of a front end passes on, and
	// where to: "/api=http://localhost:8080". A target that ends with a slash drops the prefix,
	// as in nginx. The prefix is that of the production build. Many.
	StaticProxy = "static.proxy"
)

// Keys that tell a stack's Dockerfile how its build goes. Paths are relative to
// the build root unless said otherwise.
const (
	// BuildRoot is the directory, relative to the source root, from which the
	// build must run (reactor root, workspace root, the module itself). Single.
	BuildRoot = "build.root"
	// BuildModule is the component's directory below the build root, "." when they are the same. Single.
	BuildModule = "build.module"
	// BuildWrapper is true when mvnw or gradlew and its jar or properties are there. Single.
	BuildWrapper = "build.wrapper"
	// BuildFile is a file that dependency resolution reads (poms, gradle files, package
	// manifests of workspaces, lock files, .npmrc, requirements). Many.
	BuildFile = "build.file"
	// BuildLockFile is the lock file to honour. Single.
	BuildLockFile = "build.lock-file"
	// BuildCommand is the command that builds, as a JSON array, when the stack's usual one
	// does not do: e.g. ["npm","run","build:prod"]. Single.
	BuildCommand = "build.command"
	// BuildLogin is a file of the source, relative to the build root, that holds a login to a
	// registry of packages, which no layer of an image may have. Many.
	BuildLogin = "build.login"
	// BuildAddress is NAME=ADDRESS: a variable of the build of a front end whose value, an
	// address with a host, becomes part of its pages. Many.
	BuildAddress = "build.address"
	// BuildMissingFile is the path, as the source asks for it, of a module that the program loads
	// from its own tree and that the tree does not hold; the evidence is where it is loaded, and
	// after that a sample of it. Many.
	BuildMissingFile = "build.missing-file"
	// BuildDevAtRuntime is a dependency that is declared for development only and that
	// the running program loads. Many.
	BuildDevAtRuntime = "build.dev-at-runtime"
	// BuildOutside is what the build of a front end that is not deployed leaves in the tree of
	// another component, as Outside encodes it. It is a fact of the front end, with paths relative
	// to the source root, and of the component, relative to its build root. Many.
	BuildOutside = "build.outside"
	// BuildArtifact is the path of what is built, e.g. target/app.jar, dist. It may hold a
	// glob. Single.
	BuildArtifact = "build.artifact"
	// BuildNeeds is the path of another module of the same build that this one is
	// compiled with (Maven reactor, Gradle project, workspace package). Many.
	BuildNeeds = "build.needs"
	// BuildProfile is a profile of the build tool that is not active by default (the id
	// of a Maven profile). Many.
	BuildProfile = "build.profile"
	// Transpiler is typescript babel vite webpack ... when source is compiled before it runs. Many.
	Transpiler = "build.transpiler"
	// MainClass is the Java class with the main method. Single.
	MainClass = "java.main-class"
	// Layered is true when the Spring Boot version can extract layers (2.3 and later). Single.
	Layered = "java.layered"
	// GoMain is the import path of the main package relative to the directory of go.mod, which is
	// BuildModule below the build root, "." as a rule: e.g. ./cmd/server. Single.
	GoMain = "go.main"
	// CGO is true when a dependency needs C (go-sqlite3, confluent-kafka-go). Single.
	CGO = "go.cgo"
	// Vendored is true when dependencies are committed (vendor/modules.txt). Single.
	Vendored = "build.vendored"
	// PythonApp is the WSGI or ASGI application, module:attribute, e.g. shop.wsgi:application. Single.
	PythonApp = "python.app"
	// PythonServer is gunicorn uvicorn uwsgi daphne hypercorn waitress when it is a dependency. Single.
	PythonServer = "python.server"
	// PythonInstalled is a requirement that today's image installs beside those of the
	// manifests, e.g. gunicorn[gevent]. Many.
	PythonInstalled = "python.installed"
	// PythonTestFile is a requirements file that only tests and development need, relative to
	// the module. Many.
	PythonTestFile = "python.test-file"
	// PythonStatic is true when static files must be gathered before the program serves
	// them (manage.py collectstatic). Single.
	PythonStatic = "python.collect-static"
	// PythonExtras is an extra or dependency group that production needs. Many.
	PythonExtras = "python.extras"
	// BuildPackage is a system package needed to compile dependencies, neutral name:
	// gcc libpq mysqlclient libxml2 ... Many.
	BuildPackage = "build.system-package"
	// RuntimeFile is a file, or a folder with a slash at its end, that the program opens
	// while it runs and that its image must hold beside the binary. Many.
	RuntimeFile = "build.runtime-file"
	// NativeModule is a dependency with native code (node-gyp, bcrypt, sharp). Many.
	NativeModule = "build.native-module"
)

const (
	portPrefix        = "port."
	servicePrefix     = "service."
	envPrefix         = "env."
	envOptionalPrefix = "env-optional."
)

// PortNamed is the key of a further port, e.g. management, dubbo, grpc, metrics.
// Single per name; the value has the form of Port.
func PortNamed(name string) string { return portPrefix + name }

// PortPrefix starts the keys of further ports.
func PortPrefix() string { return portPrefix }

// ServiceAddress is the key of where a backing service is, as configured:
// host:port with placeholders kept (${MYSQL_HOST:localhost}:3306). Single per kind.
func ServiceAddress(kind string) string { return servicePrefix + kind + ".address" }

// ServiceOptional is the key, value "true" or the name of the profile or variable
// that switches it on, of a backing service that the program can do without. Single per kind.
func ServiceOptional(kind string) string { return servicePrefix + kind + ".optional" }

// ServiceSetting is the key of a property that says where a backing service is, as
// it holds in production: PROPERTY=VALUE with the property as it is written and its
// whole value, without passwords (spring.datasource.url=jdbc:mysql://db:3306/shop).
// A property that asks the environment for the address is none. A kind may have settings
// and be no Service: where logs and traces go, and http for some other server. Many per kind.
func ServiceSetting(kind string) string { return servicePrefix + kind + settingSuffix }

const settingSuffix = ".setting"

// ServiceSettingIn is the key of what a ServiceSetting is under another profile, in
// the same form; the value after the equals sign is empty when the property does not lead to
// the service there. It is there only for properties that differ. Many per kind and profile.
func ServiceSettingIn(kind, profile string) string {
	return ServiceSetting(kind) + "." + profile
}

// SettingKind returns the kind of a backing service if key is one that ServiceSetting made.
func SettingKind(key string) (kind string, ok bool) {
	kind, ok = strings.CutPrefix(key, servicePrefix)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(kind, settingSuffix)
}

// Property splits the value of a ServiceSetting.
func Property(value string) (name, setting string) {
	name, setting, _ = strings.Cut(value, "=")
	return name, setting
}

// Env is the key of an environment variable that the program reads. The value is
// its default, "" when it has none or when Sensitive(name). Single per name.
func Env(name string) string { return envPrefix + name }

// EnvName returns the variable's name if key is one that Env made.
func EnvName(key string) (string, bool) { return strings.CutPrefix(key, envPrefix) }

// EnvOptional is the key, value "true", of a variable or of the property of a
// SecretSetting that the program does without: it has an empty default wherever it is
// read, or what it belongs to is switched off. Single per name.
func EnvOptional(name string) string { return envOptionalPrefix + name }

// Command encodes a command as the value of a fact.
func Command(args ...string) string {
	b, err := json.Marshal(args)
	if err != nil { // strings always marshal
		return "[]"
	}
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(b))
}

// Args decodes a value that Command made; nil when it is none.
func Args(value string) []string {
	var out []string
	if json.Unmarshal([]byte(value), &out) != nil {
		return nil
	}
	return out
}
