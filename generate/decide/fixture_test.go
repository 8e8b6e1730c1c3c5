package decide

import (
	"os"
	"sync"
	"testing"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

var loadBank = sync.OnceValues(survey.Load)

func bank(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := loadBank()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// answers parses the body of an answers file.
func answers(t testing.TB, body string) survey.Answers {
	t.Helper()
	a, err := survey.ParseAnswers([]byte("schema: "+survey.Schema+"\n"+body), bank(t))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func shopAnswers(t testing.TB) survey.Answers {
	t.Helper()
	data, err := os.ReadFile("../../examples/shop/answers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := survey.ParseAnswers(data, bank(t))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func at(key, value string, origin fact.Origin, path string, line int) fact.Fact {
	f := fact.New(key, value, origin, path, line)
	f.Detector = "test"
	return f
}

// shop is what the assessment of examples/shop says, as far as decisions read it.
func shop() assess.Assessment {
	return assess.Assessment{Schema: assess.Schema, Components: []assess.Component{
		{Name: "order-api", Path: "order-service/order-api", Workload: assess.Library},
		orderServer(), bff(), gateway(), storefront(), worker(),
	}}
}

func orderServer() assess.Component {
	const dir, cfg = "order-service/order-server", "order-service/order-server/src/main/resources/application.yml"
	const unit = "ops/order-service.service"
	return assess.Component{
		Name: "order-server", Path: dir, BuildRoot: "order-service", Deployable: true, Workload: assess.Web,
		Language: assess.Versioned{ID: "java", Version: "17"}, Framework: assess.Versioned{ID: "spring-boot", Version: "3.5.0"}, Packaging: "jar",
		Ports:  []assess.Port{{Port: 8081, Protocol: "http"}},
		Health: []assess.Health{{Path: "/actuator/health/liveness", Kind: "liveness"}, {Path: "/actuator/health/readiness", Kind: "readiness"}},
		Services: []assess.Service{
			{Kind: "mysql", Address: "${MYSQL_HOST:localhost}:${MYSQL_PORT:3306}"},
			{Kind: "nacos", Address: "${NACOS_ADDR:localhost:8848}", Optional: true},
			{Kind: "redis", Address: "${REDIS_HOST:localhost}:${REDIS_PORT:6379}"},
		},
		Start: assess.Start{Command: []string{"java", "-jar", "order-server.jar"}},
		Facts: fact.Set{
			at(fact.Workload, "web", fact.FromBuild, dir+"/pom.xml", 20),
			at(fact.LanguageVersion, "17", fact.FromBuild, "order-service/pom.xml", 18),
			at(fact.BuildRoot, "order-service", fact.FromBuild, "order-service/pom.xml", 1),
			at(fact.Port, "8081/http", fact.FromConfig, cfg, 32),
			at(fact.Health, "liveness:/actuator/health/liveness", fact.FromConfig, cfg, 44),
			at(fact.Health, "readiness:/actuator/health/readiness", fact.FromConfig, cfg, 44),
			at(fact.Service, "mysql", fact.FromConfig, cfg, 5), at(fact.Service, "redis", fact.FromConfig, cfg, 18), at(fact.Service, "nacos", fact.FromConfig, cfg, 29),
			at(fact.ServiceAddress("mysql"), "${MYSQL_HOST:localhost}:${MYSQL_PORT:3306}", fact.FromConfig, cfg, 5),
			at(fact.Env("MYSQL_HOST"), "localhost", fact.FromConfig, cfg, 5), at(fact.Env("MYSQL_PORT"), "3306", fact.FromConfig, cfg, 5),
			at(fact.Env("MYSQL_DATABASE"), "shop", fact.FromConfig, cfg, 5), at(fact.Env("MYSQL_USER"), "shop", fact.FromConfig, cfg, 6),
			at(fact.Env("DB_PASSWORD"), "", fact.FromConfig, cfg, 7), at(fact.Env("DB_POOL_SIZE"), "10", fact.FromConfig, cfg, 9),
			at(fact.Env("REDIS_HOST"), "localhost", fact.FromConfig, cfg, 18), at(fact.Env("REDIS_PORT"), "6379", fact.FromConfig, cfg, 19),
			at(fact.Env("REDIS_PASSWORD"), "", fact.FromConfig, cfg, 20), at(fact.EnvOptional("REDIS_PASSWORD"), "true", fact.FromConfig, cfg, 20), at(fact.Env("LOG_FILE"), "", fact.FromConfig, "application-prod.yml", 10),
			at(fact.Env("NACOS_ADDR"), "localhost:8848", fact.FromConfig, "application-nacos.yml", 7), at(fact.Env("NACOS_PASSWORD"), "", fact.FromConfig, "application-nacos.yml", 10),
			at(fact.Profile, "prod", fact.FromConfig, "application-prod.yml", 0), at(fact.Profile, "local", fact.FromConfig, "application-local.yml", 0), at(fact.Profile, "nacos", fact.FromConfig, "application-nacos.yml", 0),
			at(fact.GracefulShutdown, "true", fact.FromConfig, cfg, 33), at(fact.Schedule, "every 1m", fact.FromConfig, cfg, 50),
			at(fact.HeapMax, "1Gi", fact.FromStart, unit, 16), at(fact.TimeZone, "Asia/Shanghai", fact.FromStart, unit, 13), at(fact.RunUser, "shop", fact.FromStart, unit, 9),
			at(fact.LocalWrite, "/var/log/shop/order-server.log", fact.FromStart, unit, 15), at(fact.ConnectionPool, "10", fact.FromConfig, cfg, 9),
			at(fact.Tests, fact.Command("mvn", "test"), fact.FromBuild, dir+"/pom.xml", 1), at(fact.Start, fact.Command("java", "-jar", "order-server.jar"), fact.FromStart, unit, 16),
		},
	}
}

func bff() assess.Component {
	const cfg = "bff/src/config.js"
	return assess.Component{
		Name: "shop-bff", Path: "bff", BuildRoot: "bff", Deployable: true, Workload: assess.Web,
		Language: assess.Versioned{ID: "javascript", Version: ">=20"}, Framework: assess.Versioned{ID: "express", Version: "5.1.0"},
		Ports: []assess.Port{{Port: 3000, Protocol: "http"}}, Health: []assess.Health{{Path: "/healthz", Kind: "health"}},
		Services: []assess.Service{{Kind: "redis", Address: "${REDIS_URL}", Optional: true}}, Start: assess.Start{Command: []string{"node", "src/server.js"}},
		Facts: fact.Set{
			at(fact.Workload, "web", fact.FromBuild, "bff/package.json", 1), at(fact.LanguageVersion, ">=20", fact.FromBuild, "bff/package.json", 8),
			at(fact.Port, "3000/http", fact.FromCode, cfg, 9), at(fact.Health, "health:/healthz", fact.FromCode, "bff/src/app.js", 12),
			at(fact.Env("PORT"), "3000", fact.FromCode, cfg, 9), at(fact.Env("ORDER_SERVICE_URL"), "http://localhost:8081", fact.FromCode, cfg, 10),
			at(fact.Env("REDIS_URL"), "", fact.FromCode, cfg, 12), at(fact.Env("SESSION_SECRET"), "", fact.FromCode, cfg, 13), at(fact.Env("NODE_ENV"), "", fact.FromCode, cfg, 3),
			at(fact.Service, "redis", fact.FromBuild, "bff/package.json", 18), at(fact.Session, "redis", fact.FromCode, "bff/src/session.js", 5),
			at(fact.Tests, fact.Command("npm", "test"), fact.FromBuild, "bff/package.json", 13), at(fact.Start, fact.Command("node", "src/server.js"), fact.FromBuild, "bff/package.json", 11),
			at(fact.GracefulShutdown, "true", fact.FromCode, "bff/src/server.js", 20),
		},
	}
}

func gateway() assess.Component {
	const cfg = "gateway/config.go"
	return assess.Component{
		Name: "gateway", Path: "gateway", BuildRoot: "gateway", Deployable: true, Workload: assess.Gateway,
		Language: assess.Versioned{ID: "go", Version: "1.26"}, Ports: []assess.Port{{Port: 8080, Protocol: "http"}},
		Health: []assess.Health{{Path: "/healthz", Kind: "liveness"}, {Path: "/readyz", Kind: "readiness"}},
		Facts: fact.Set{
			at(fact.Workload, "gateway", fact.FromCode, "gateway/gateway.go", 10), at(fact.LanguageVersion, "1.26", fact.FromBuild, "gateway/go.mod", 3),
			at(fact.Port, "8080/http", fact.FromCode, cfg, 16), at(fact.Health, "liveness:/healthz", fact.FromCode, "gateway/gateway.go", 30), at(fact.Health, "readiness:/readyz", fact.FromCode, "gateway/gateway.go", 31),
			at(fact.Env("GATEWAY_ADDR"), ":8080", fact.FromCode, cfg, 16), at(fact.Env("ORDER_SERVICE_URL"), "http://localhost:8081", fact.FromCode, cfg, 21),
			at(fact.Env("BFF_URL"), "http://localhost:3000", fact.FromCode, cfg, 22), at(fact.Env("STOREFRONT_URL"), "http://localhost:8090", fact.FromCode, cfg, 23),
			at(fact.GracefulShutdown, "true", fact.FromCode, "gateway/main.go", 22), at(fact.Tests, fact.Command("go", "test", "./..."), fact.FromCode, "gateway/main_test.go", 0),
		},
	}
}

func storefront() assess.Component {
	return assess.Component{
		Name: "shop-storefront", Path: "storefront", BuildRoot: "storefront", Deployable: true, Workload: assess.Static,
		Language: assess.Versioned{ID: "javascript", Version: ">=20.19"}, Framework: assess.Versioned{ID: "vue", Version: "3.5.0"}, Packaging: "static",
		Ports: []assess.Port{{Port: 5173, Protocol: "http"}},
		Facts: fact.Set{
			at(fact.Workload, "static", fact.FromBuild, "storefront/package.json", 1), at(fact.LanguageVersion, ">=20.19", fact.FromBuild, "storefront/package.json", 8),
			at(fact.Port, "5173/http", fact.FromDefault, "storefront/vite.config.js", 1), at(fact.Env("VITE_API_BASE"), "/api", fact.FromCode, "storefront/src/api.js", 1),
			at(fact.Tests, fact.Command("npm", "test"), fact.FromBuild, "storefront/package.json", 14),
		},
	}
}

func worker() assess.Component {
	const cfg = "worker/worker/config.py"
	return assess.Component{
		Name: "worker", Path: "worker", BuildRoot: "worker", Deployable: true, Workload: assess.Worker,
		Language: assess.Versioned{ID: "python", Version: "3.11"}, Services: []assess.Service{{Kind: "redis", Address: "${REDIS_URL:redis://localhost:6379/0}"}},
		Start: assess.Start{Command: []string{"python", "-m", "worker"}},
		Facts: fact.Set{
			at(fact.Workload, "worker", fact.FromStart, "worker/Procfile", 1), at(fact.LanguageVersion, "3.11", fact.FromBuild, "worker/.python-version", 1),
			at(fact.Service, "redis", fact.FromBuild, "worker/requirements.txt", 1), at(fact.Start, fact.Command("python", "-m", "worker"), fact.FromStart, "worker/Procfile", 1),
			at(fact.Env("REDIS_URL"), "redis://localhost:6379/0", fact.FromCode, cfg, 21), at(fact.Env("INVOICE_DIR"), "/data/invoices", fact.FromCode, cfg, 25),
			at(fact.Env("ORDER_STREAM"), "order-events", fact.FromCode, cfg, 22), at(fact.Env("CONSUMER_NAME"), "", fact.FromCode, cfg, 24),
			at(fact.LocalWrite, "/data/invoices", fact.FromCode, cfg, 25), at(fact.GracefulShutdown, "true", fact.FromCode, "worker/worker/__main__.py", 9),
		},
	}
}

// decideShop decides on the shop with the answers of its file.
func decideShop(t testing.TB) generate.Application {
	t.Helper()
	app, err := Decide(Input{Name: "shop", Assessment: shop(), Answers: shopAnswers(t), Bank: bank(t), Lang: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	return app
}
