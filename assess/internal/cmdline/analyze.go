package cmdline

import (
	"path"
	"slices"
	"strings"
)

// Command is what a command line says of the program that it starts.
type Command struct {
	Args     []string // the program and its arguments, without nohup, env and the like
	Env      []Var    // variables that the line itself sets
	Program  string   // java node python gunicorn uvicorn celery pm2 ...; "" when not known
	Artefact string   // jar, script or binary that runs
	App      string   // WSGI or ASGI application, module:attribute
	Class    string   // Java main class
	User     string   // user that sudo, su, gosu or a flag changes to

	Ports       []Port
	HeapMax     string // as fact.HeapMax
	TimeZone    string
	Charset     string
	Profiles    []string
	ConfigFiles []string
	ContextPath string
	Schedule    string // celery-beat
	Workload    string // worker when the program is one by its nature, else ""

	Before [][]string // what a script prepares before it starts the program, see Steps

	Serves  bool // keeps running in production: a server or a worker
	Dev     bool // development, test or build
	Wrapped bool // was started by nohup, exec, a daemon tool or a container's init
	Open    bool // holds what only the machine knows
}

// Port is a port that a flag or variable gives. Name is "" for the main one.
// Assumed tells that the protocol is only what is usual.
type Port struct {
	Name     string
	Number   int
	Protocol string
	Assumed  bool
}

// Analyze takes one simple command apart.
func Analyze(line Line) Command {
	c := Command{Args: slices.Clone(line.Args), Env: slices.Clone(line.Env), Open: line.Open, Wrapped: line.Background}
	c.unwrap()
	if len(c.Args) == 0 {
		return c
	}
	c.Program = programName(c.Args[0])
	for _, v := range c.Env {
		c.variable(v.Name, v.Value)
	}
	if run, ok := programs()[c.Program]; ok {
		run(&c, c.Args[1:])
	} else {
		c.binary(c.Args[1:])
	}
	if given := func(p Port) bool { return p.Name == "" && !p.Assumed }; slices.ContainsFunc(c.Ports, given) {
		c.Ports = slices.DeleteFunc(c.Ports, func(p Port) bool { return p.Assumed }) // flags win over PORT
	}
	return c
}

// programName is the last element of a path, without what tells a version or
// Windows: python3.11 is python.
func programName(arg string) string {
	name := strings.TrimSuffix(path.Base(strings.ReplaceAll(arg, `\`, "/")), ".exe")
	for _, p := range []string{"python", "pip", "php", "celery", "javaw"} {
		if rest, ok := strings.CutPrefix(name, p); ok && strings.Trim(rest, "0123456789.") == "" {
			return strings.TrimSuffix(p, "w")
		}
	}
	return name
}

// programs knows the programs whose flags mean something to us.
func programs() map[string]func(*Command, []string) {
	return map[string]func(*Command, []string){
		"java":             (*Command).java,
		"catalina.sh":      (*Command).catalina,
		"startup.sh":       (*Command).catalina,
		"node":             (*Command).node,
		"nodejs":           (*Command).node,
		"bun":              (*Command).node,
		"pm2":              (*Command).pm2,
		"pm2-runtime":      (*Command).pm2,
		"forever":          (*Command).pm2,
		"npm":              (*Command).packageScript,
		"yarn":             (*Command).packageScript,
		"pnpm":             (*Command).packageScript,
		"cnpm":             (*Command).packageScript,
		"next":             (*Command).nodeServer,
		"nuxt":             (*Command).nodeServer,
		"serve":            (*Command).staticServer,
		"http-server":      (*Command).staticServer,
		"nodemon":          (*Command).development,
		"ts-node-dev":      (*Command).development,
		"vite":             (*Command).development,
		"webpack":          (*Command).development,
		"vue-cli-service":  (*Command).development,
		"react-scripts":    (*Command).development,
		"ng":               (*Command).development,
		"mvn":              (*Command).development,
		"mvnw":             (*Command).development,
		"gradle":           (*Command).development,
		"gradlew":          (*Command).development,
		"go":               (*Command).development,
		"air":              (*Command).development,
		"pytest":           (*Command).development,
		"python":           (*Command).python,
		"flask":            (*Command).flask,
		"gunicorn":         (*Command).gunicorn,
		"uvicorn":          (*Command).uvicorn,
		"hypercorn":        (*Command).gunicorn,
		"daphne":           (*Command).daphne,
		"waitress-serve":   (*Command).waitress,
		"uwsgi":            (*Command).uwsgi,
		"fastapi":          (*Command).fastapi,
		"streamlit":        (*Command).streamlit,
		"celery":           (*Command).celery,
		"rq":               (*Command).worker,
		"dramatiq":         (*Command).worker,
		"sidekiq":          (*Command).worker,
		"dotnet":           (*Command).dotnet,
		"php":              (*Command).php,
		"php-fpm":          (*Command).server,
		"puma":             (*Command).ruby,
		"rails":            (*Command).ruby,
		"rackup":           (*Command).ruby,
		"unicorn":          (*Command).ruby,
		"nginx":            (*Command).server,
		"httpd":            (*Command).server,
		"apache2ctl":       (*Command).server,
		"apachectl":        (*Command).server,
		"supervisord":      (*Command).server,
		"httpd-foreground": (*Command).server,
	}
}

// binary is a program of the customer's own or one that is not known: only the
// flags that nearly all programs name alike are read.
func (c *Command) binary(args []string) {
	c.Artefact = c.Args[0]
	if n, ok := portOf(flag(args, "port", "http-port", "http_port", "server.port", "addr", "address", "listen", "bind", "http-addr", "listen-address")); ok {
		c.port("", n, "tcp")
	}
	if f := flag(args, "config", "conf", "config-file", "c"); strings.Contains(path.Base(f), ".") {
		c.ConfigFiles = append(c.ConfigFiles, f)
	}
	c.Serves = strings.Contains(c.Args[0], "/") && !strings.HasSuffix(c.Args[0], ".sh") && !systemPath(c.Args[0])
}

// systemPath tells of a command of the system, which no customer wrote.
func systemPath(p string) bool {
	for _, dir := range []string{"/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"} {
		if strings.HasPrefix(p, dir) {
			return true
		}
	}
	return false
}

func (c *Command) server([]string)      { c.Serves = true }
func (c *Command) worker([]string)      { c.Serves, c.Workload = true, "worker" }
func (c *Command) development([]string) { c.Dev = true }

func (c *Command) port(name string, number int, protocol string) {
	c.Ports = append(c.Ports, Port{Name: name, Number: number, Protocol: protocol})
}

// variable reads the variables that servers and frameworks agree on.
func (c *Command) variable(name, value string) {
	switch name {
	case "PORT":
		if n, ok := portOf(value); ok {
			c.Ports = append(c.Ports, Port{Number: n, Protocol: "http", Assumed: true})
		}
	case "SERVER_PORT", "FLASK_RUN_PORT", "UVICORN_PORT", "NITRO_PORT", "NUXT_PORT", "HTTP_PORT":
		if n, ok := portOf(value); ok {
			c.port("", n, "http")
		}
	case "APP_PORT", "LISTEN_PORT":
		if n, ok := portOf(value); ok {
			c.port("", n, "tcp")
		}
	case "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS":
		c.urls(value)
	case "MANAGEMENT_SERVER_PORT":
		if n, ok := portOf(value); ok {
			c.port("management", n, "http")
		}
	case "TZ":
		c.TimeZone = strings.Trim(value, `"'`)
	case "NODE_ENV", "APP_ENV", "FLASK_CONFIG", "ASPNETCORE_ENVIRONMENT":
		c.profiles(value)
	case "SPRING_PROFILES_ACTIVE", "spring.profiles.active":
		c.profiles(value)
	case "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JVM_OPTS", "CATALINA_OPTS", "JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_ARGS", "JVM_ARGS", "JAVA_MEM_OPTS", "JAVA_MEM":
		for a := range strings.FieldsSeq(value) {
			c.jvmFlag(a)
		}
	}
}

func (c *Command) profiles(list string) {
	for p := range strings.SplitSeq(strings.Trim(list, `"'`), ",") {
		if p = strings.TrimSpace(p); p != "" && !strings.Contains(p, "$") {
			c.Profiles = append(c.Profiles, p)
		}
	}
}

// FromVars reads what variables of an environment say, as Analyze does for those
// in front of a command.
func FromVars(vars []Var) Command {
	var c Command
	for _, v := range vars {
		c.variable(v.Name, v.Value)
	}
	return c
}
