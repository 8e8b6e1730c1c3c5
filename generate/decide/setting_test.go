package decide

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

func TestRelaxed(t *testing.T) {
	for property, want := range map[string]string{
		"spring.datasource.url": "SPRING_DATASOURCE_URL", "spring.datasource.druid.master.url": "SPRING_DATASOURCE_DRUID_MASTER_URL",
		"minio.accessKey": "MINIO_ACCESSKEY", "spring.cloud.nacos.discovery.server-addr": "SPRING_CLOUD_NACOS_DISCOVERY_SERVERADDR",
		"eureka.client.serviceUrl.defaultZone": "EUREKA_CLIENT_SERVICEURL_DEFAULTZONE", "druid.statViewServlet.login-password": "DRUID_STATVIEWSERVLET_LOGINPASSWORD", "dynamic.slave_1.url": "DYNAMIC_SLAVE_1_URL",
		"spring.rabbitmq.addresses[0]": "SPRING_RABBITMQ_ADDRESSES", "a.b[1]": "", "list[0].url": "", "map[a.b].url": "", "spring.config.import": "", "": "", "a b.c": "", "1st.url": "",
	} {
		if got, ok := relaxed(property); got != want || ok != (want != "") {
			t.Errorf("relaxed(%q) = %q, %v", property, got, ok)
		}
	}
	for property, want := range map[string]string{"quarkus.datasource.jdbc.url": "QUARKUS_DATASOURCE_JDBC_URL", "%prod.my-app.url": "MY_APP_URL", "%prod": ""} {
		if got, _ := microprofile(property); got != want {
			t.Errorf("microprofile(%q) = %q", property, got)
		}
	}
}

func TestRelocate(t *testing.T) {
	for _, tt := range []struct {
		property, value string
		port            int
		want            string
	}{
		{"url", "jdbc:mysql://db:3306/mall?useUnicode=true&serverTimezone=Asia/Shanghai", 0, "jdbc:mysql://h:3306/mall?useUnicode=true&serverTimezone=Asia/Shanghai"},
		{"url", "jdbc:mysql://127.0.0.1/crm", 0, "jdbc:mysql://h/crm"},
		{"url", "jdbc:mysql://127.0.0.1/crm", 3307, "jdbc:mysql://h:3307/crm"},
		{"url", "jdbc:mysql://db:3306/${DB:mall}", 0, "jdbc:mysql://h:3306/${DB:mall}"},
		{"url", "jdbc:mysql:replication://a:3306,b:3307/shop", 0, "jdbc:mysql:replication://h:3306/shop"},
		{"url", "jdbc:sqlserver://10.0.0.5:1433;DatabaseName=oa", 0, "jdbc:sqlserver://h:1433;DatabaseName=oa"},
		{"url", "jdbc:oracle:thin:@10.0.0.1:1521:orcl", 0, "jdbc:oracle:thin:@h:1521:orcl"},
		{"url", "jdbc:oracle:thin:@//ora:1522/svc", 1600, "jdbc:oracle:thin:@//h:1600/svc"},
		{"url", "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=o)(PORT=15))(CONNECT_DATA=(SID=x)))", 0, "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=15))(CONNECT_DATA=(SID=x)))"},
		{"endpoint", "http://192.168.3.101:9090", 0, "http://h:9090"},
		{"endpoint", "http://192.168.3.101:9090", 9000, "http://h:9000"},
		{"endpoint", "https://minio.example.com", 0, "https://h"},
		{"eureka.client.serviceUrl.defaultZone", "http://one:8761/eureka/,http://two:8761/eureka/", 0, "http://h:8761/eureka/"},
		{"uri", "mongodb://m1:27017,m2:27017/shop?replicaSet=rs", 0, "mongodb://h:27017/shop?replicaSet=rs"},
		{"dubbo.registry.address", "zookeeper://zk1:2181?backup=zk2:2181", 0, "zookeeper://h:2181"},
		{"dubbo.registry.address", "zookeeper://zk1:2181?backup=zk2:2181&timeout=5", 0, "zookeeper://h:2181?timeout=5"},
		{"spring.redis.cluster.nodes", "10.0.0.1:7000,10.0.0.2:7000", 0, "h:7000"},
		{"spring.cloud.nacos.discovery.server-addr", "nacos.example.com", 0, "h"},
		{"spring.cloud.nacos.discovery.server-addr", "nacos.example.com", 8848, "h:8848"},
		{"spring.redis.host", "localhost", 6390, "h"},
	} {
		if got := relocate(tt.property, tt.value, "h", tt.port); got != tt.want {
			t.Errorf("%s=%s, port %d: %s, want %s", tt.property, tt.value, tt.port, got, tt.want)
		}
	}
}

func FuzzRelocate(f *testing.F) {
	f.Add("a.url", "jdbc:mysql://a,b:1/x?y")
	f.Add("host", "//")
	f.Fuzz(func(_ *testing.T, property, value string) { relocate(property, value, "h", 1) })
}

// inFile are the facts of a Spring Boot program with an address and secrets in plain text.
func inFile(fs ...fact.Fact) fact.Set {
	return append(fact.Set{
		at(fact.Profile, "dev", config, "application-dev.yml", 1), at(fact.Profile, "prod", config, "application-prod.yml", 1),
	}, fs...)
}

func held(kind, setting string) fact.Fact {
	return at(fact.ServiceSetting(kind), setting, config, "application-prod.yml", 7)
}

func secret(property string) fact.Fact {
	return at(fact.SecretSetting, property, config, "application-prod.yml", 9)
}

// TestSettings is the table of what becomes of addresses and secrets in the
// configuration files of a Spring Boot program.
func TestSettings(t *testing.T) {
	jdbc := held("mysql", "spring.datasource.url=jdbc:mysql://db:3306/mall?useSSL=false")
	mysql := assess.Service{Kind: "mysql", Address: "db:3306"}
	tests := []struct {
		name            string
		c               assess.Component
		answers         string
		base, dev, prod map[string]string
		secrets         []generate.Secret
	}{
		{name: "a JDBC URL", c: uses(java(inFile(jdbc)...), mysql),
			dev:  map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://shop-dev-mysql-host.invalid:3306/mall?useSSL=false"},
			prod: map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://shop-prod-mysql-host.invalid:3306/mall?useSSL=false"}},
		{name: "a JDBC URL, answered for production", c: uses(java(inFile(jdbc)...), mysql), answers: org("data.stores: [{kind: mysql, env: prod, host: rm-1.example.com, port: 3307}]"),
			dev:  map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://shop-dev-mysql-host.invalid:3306/mall?useSSL=false"},
			prod: map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://rm-1.example.com:3307/mall?useSSL=false"}},
		{name: "another database under the profile of development", c: uses(java(inFile(jdbc, at(fact.ServiceSettingIn("mysql", "dev"), "spring.datasource.url=", config, "application-dev.yml", 3))...), mysql),
			answers: org("data.stores: [{kind: mysql, host: rm-1.example.com}]"), prod: map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://rm-1.example.com:3306/mall?useSSL=false"}},
		{name: "another name of the database in development", c: uses(java(inFile(jdbc, at(fact.ServiceSettingIn("mysql", "dev"), "spring.datasource.url=jdbc:mysql://localhost/mall_dev", config, "application-dev.yml", 3))...), mysql),
			dev:  map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://shop-dev-mysql-host.invalid/mall_dev"},
			prod: map[string]string{"SPRING_DATASOURCE_URL": "jdbc:mysql://shop-prod-mysql-host.invalid:3306/mall?useSSL=false"}},
		{name: "an own property", c: uses(java(inFile(held("minio", "minio.endpoint=http://192.168.3.101:9090"))...), assess.Service{Kind: "minio"}), answers: org("dep.middleware: [{kind: minio, host: minio.example.com}]"),
			base: map[string]string{"MINIO_ENDPOINT": "http://minio.example.com:9090"}},
		{name: "a port that stays", c: uses(java(inFile(held("redis", "spring.redis.host=redis"), held("redis", "spring.redis.port=6380"))...), assess.Service{Kind: "redis"}), answers: org("data.stores: [{kind: redis, host: r.example.com, port: 6380}]"),
			base: map[string]string{"SPRING_REDIS_HOST": "r.example.com"}},
		{name: "another port", c: uses(java(inFile(held("redis", "spring.redis.host=redis"), held("redis", "spring.redis.port=6380"))...), assess.Service{Kind: "redis"}), answers: org("data.stores: [{kind: redis, host: r.example.com, port: 6379}]"),
			base: map[string]string{"SPRING_REDIS_HOST": "r.example.com", "SPRING_REDIS_PORT": "6379"}},
		{name: "a service of the internet stays", c: uses(java(inFile(held("oss", "aliyun.oss.endpoint=oss-cn-shenzhen.aliyuncs.com"), held("smtp", "spring.mail.host=smtp.qq.com"))...), assess.Service{Kind: "oss"}, assess.Service{Kind: "smtp"})},
		{name: "optional and not in use", c: uses(java(inFile(held("nacos", "spring.cloud.nacos.discovery.server-addr=n:8848"), secret("spring.cloud.nacos.discovery.password"))...), assess.Service{Kind: "nacos", Optional: true})},
		{name: "comes with the profile of production", answers: org("dep.middleware: [{kind: kafka, host: k.example.com}]"),
			c:    uses(java(inFile(held("kafka", "spring.kafka.bootstrap-servers=k1:9092,k2:9092"), at(fact.ServiceOptional("kafka"), "prod", config, "application-prod.yml", 7))...), assess.Service{Kind: "kafka", Optional: true}),
			base: map[string]string{"SPRING_KAFKA_BOOTSTRAPSERVERS": "k.example.com:9092"}},
		{name: "secrets in plain text", c: java(inFile(secret("spring.datasource.password"), secret("jwt.secret"), secret("sms.password"), at(fact.EnvOptional("sms.password"), "true", config, "a.yml", 1))...),
			secrets: []generate.Secret{{Name: "JWT_SECRET", Key: "JWT_SECRET"}, {Name: "SMS_PASSWORD", Key: "SMS_PASSWORD", Optional: true}, {Name: "SPRING_DATASOURCE_PASSWORD", Key: "SPRING_DATASOURCE_PASSWORD"}}},
		{name: "an address with a password in it", c: uses(java(inFile(held("mongodb", "spring.data.mongodb.uri=mongodb://m/shop"), secret("spring.data.mongodb.uri"))...), assess.Service{Kind: "mongodb"}),
			secrets: []generate.Secret{{Name: "SPRING_DATA_MONGODB_URI", Key: "SPRING_DATA_MONGODB_URI"}}},
		{name: "the user beside a password, answered", c: java(inFile(secret("spring.datasource.username"))...), answers: org("cfg.perenv: [{key: SPRING_DATASOURCE_USERNAME, setting: mall}]"),
			base: map[string]string{"SPRING_DATASOURCE_USERNAME": "mall"}},
		{name: "a variable with an empty default", c: java(inFile(at(fact.Env("REDIS_PASSWORD"), "", config, "a.yml", 1), at(fact.EnvOptional("REDIS_PASSWORD"), "true", config, "a.yml", 1))...),
			secrets: []generate.Secret{{Name: "REDIS_PASSWORD", Key: "REDIS_PASSWORD", Optional: true}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := one(t, tt.c, tt.answers)
			got := []map[string]string{plain(w.Env)}
			for _, env := range []string{"dev", "prod"} {
				s, _ := w.Setting(env)
				got = append(got, plain(s.Env))
			}
			for _, m := range got { // those that every Spring Boot program has
				for _, name := range []string{"JAVA_TOOL_OPTIONS", "SPRING_PROFILES_ACTIVE"} {
					delete(m, name)
				}
			}
			if d := cmp.Diff([]map[string]string{orEmpty(tt.base), orEmpty(tt.dev), orEmpty(tt.prod)}, got); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(tt.secrets, w.Secrets); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestFixed is the table of addresses and secrets that no variable reaches.
func TestFixed(t *testing.T) {
	address := func(kind, value string, origin fact.Origin) fact.Fact {
		return at(fact.ServiceAddress(kind), value, origin, "config.yaml", 4)
	}
	served := func(fs ...fact.Fact) assess.Component {
		return java(append(fs, at(fact.ConfigServed, "application-prod.yml", config, "application-prod.yml", 0))...)
	}
	tests := []struct {
		name string
		c    assess.Component
		want map[string]string
	}{
		{"in a file of a Go program", uses(lang("go", address("mysql", "10.0.0.1:3306", config)), assess.Service{Kind: "mysql", Address: "10.0.0.1:3306"}), map[string]string{"services.mysql": "fixed"}},
		{"nothing says where", uses(lang("go", address("mysql", "mysql:3306", deploy), at(fact.Service, "mysql", code, "main.go", 3)), assess.Service{Kind: "mysql", Address: "mysql:3306"}), map[string]string{"services.mysql": "unknown"}},
		{"the variable's own default", uses(java(at(fact.Env("SETTINGS_URL"), "http://localhost:8888/", config, "config.yaml", 4), address("config-server", "localhost:8888", config)), assess.Service{Kind: "config-server"}), nil},
		{"in code", uses(lang("javascript", address("redis", "localhost:6379", code)), assess.Service{Kind: "redis", Address: "localhost:6379"}), map[string]string{"services.redis": "fixed"}},
		{"a variable reaches it", uses(lang("go", env("MYSQL_HOST", ""), address("mysql", "10.0.0.1:3306", config)), assess.Service{Kind: "mysql"}), nil},
		{"optional", uses(lang("go", address("redis", "localhost:6379", config)), assess.Service{Kind: "redis", Optional: true}), nil},
		{"a file", uses(lang("go", address("sqlite", "app.db", config)), assess.Service{Kind: "sqlite"}), nil},
		{"the internet", uses(lang("python", address("smtp", "smtp.qq.com:465", code)), assess.Service{Kind: "smtp"}), nil},
		{"given by a configuration server", uses(served(address("mysql", "db:3306", config), held("mysql", "spring.datasource.url=jdbc:mysql://db:3306/x"), secret("spring.datasource.password")), assess.Service{Kind: "mysql"}),
			map[string]string{"services.mysql": "fixed", "secrets.fixed": "spring.datasource.password"}},
		{"an entry in a list", java(secret("accounts[0].password")), map[string]string{"secrets.fixed": "accounts[0].password"}},
		{"a legacy program", lang("java", secret("jdbc.password")), map[string]string{"secrets.fixed": "jdbc.password"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := one(t, tt.c, "")
			got := map[string]string{}
			for _, d := range w.Decisions {
				aspect := d.ID[len("svc."):]
				if _, ok := generate.ServiceKind(aspect); ok || aspect == generate.AspectSecretsFixed {
					got[aspect] = d.Value
				}
			}
			if d := cmp.Diff(orEmpty(tt.want), got); d != "" {
				t.Error(d)
			}
			if len(w.Secrets) > 0 {
				t.Errorf("secrets %v", w.Secrets)
			}
		})
	}
}

// TestSettingsOfPeers holds that an address of a component of the application
// becomes that of its Service.
func TestSettingsOfPeers(t *testing.T) {
	spring := func(name string, port int, fs ...fact.Fact) assess.Component {
		c := called(name, ported(java(fs...), assess.Port{Port: port, Protocol: "http"}))
		return c
	}
	job := uses(spring("orders", 8081, held("xxl-job", "xxl.job.admin.addresses=http://job-admin:8080/xxl-job-admin"),
		held("config-server", "spring.cloud.config.uri=http://localhost:8888")), assess.Service{Kind: "xxl-job"}, assess.Service{Kind: "config-server"})
	job.Facts = append(job.Facts, held("http", "host.config=http://localhost:8888/x"), held("http", "host.other=http://localhost:9999/x"),
		held("http", "storage.address=http://localhost:8081/files/"), held("http", "host.pages=http://localhost:5173"))
	app := together(t, "", job, spring("job-admin", 8080), spring("config", 8888), called("pages", as(assess.Static, ported(lang("javascript"), assess.Port{Port: 5173, Protocol: "http"}))))
	w, _ := app.Workload("orders")
	want := map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75", "XXL_JOB_ADMIN_ADDRESSES": "http://job-admin:8080/xxl-job-admin", "SPRING_CLOUD_CONFIG_URI": "http://config:8888", "SERVER_PORT": "8081", "HOST_CONFIG": "http://config:8888/x"}
	if d := cmp.Diff(want, plain(w.Env)); d != "" {
		t.Error(d)
	}
}
