package detect

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// healthRE matches paths that answer whether a program is well.
var healthRE = regexp.MustCompile(`(?i)(?:^|/)(_?health[a-z_-]*|livez?|liveness|readyz?|readiness|ping|actuator/health[a-z/]*)/?$`)

// healthKind tells what a health path is about; "" when it is none.
func healthKind(route string) string {
	m := healthRE.FindStringSubmatch(route)
	if m == nil || len(route) > 100 || strings.ContainsAny(route, " *{:<") {
		return ""
	}
	last := strings.ToLower(m[1])
	switch {
	case strings.Contains(route, "live"):
		return "liveness"
	case strings.Contains(last, "ready") || strings.Contains(last, "readi"):
		return "readiness"
	}
	return "health"
}

func goRoutes() []string {
	return []string{"Handle", "HandleFunc", "GET", "Get", "Any", "All", "HEAD", "Head", "Path", "HandlerFunc", "Router", "AddRoute", "BindHandler"}
}

// route returns the path that a call registers, "" when it registers none.
func (p *goProgram) route(c goCall) string {
	if !slices.Contains(goRoutes(), c.Name) || len(c.Args) < 2 && c.Name != "Path" || c.Recv == "" && c.Pkg == "" {
		return ""
	}
	for i := range min(2, len(c.Args)) { // chi's and gin's Handle take the method first
		texts := p.resolve(c.at, symbolic.Join(c.Prefix, c.Args[i]))
		for _, t := range texts {
			s := t.Default()
			if _, rest, ok := strings.Cut(s, " "); ok { // "GET /healthz"
				s = rest
			}
			if strings.HasPrefix(s, "/") {
				return s
			}
		}
	}
	return ""
}

func (p *goProgram) health() fact.Set {
	var facts fact.Set
	for c := range p.calls(goHintRoute|goHintHealth, goHintAnswer) {
		if c.Name == "RegisterHealthServer" {
			facts = append(facts, fact.New(fact.Health, "grpc:", fact.FromCode, c.at.file, c.at.line))
			continue
		}
		r := p.route(c)
		if kind := healthKind(r); kind != "" {
			f := fact.New(fact.Health, kind+":"+path.Clean(r), fact.FromCode, c.at.file, c.at.line)
			if strings.HasSuffix(r, "ping") {
				f = f.With(fact.Medium)
			}
			facts = append(facts, f)
		}
	}
	for lit := range p.literals(goHintRoute | goHintHealth) {
		if lit.Type != "Route" {
			continue
		}
		for _, t := range lit.Field("Path") {
			if s, ok := t.Literal(); ok && healthKind(s) != "" {
				facts = append(facts, fact.New(fact.Health, healthKind(s)+":"+s, fact.FromCode, lit.at.file, lit.at.line).With(fact.Medium))
			}
		}
	}
	return facts
}

// operations tells how the program stops, what it does on a schedule and what it
// keeps sessions in.
func (p *goProgram) operations() fact.Set {
	var facts fact.Set
	if f, ok := p.graceful(); ok {
		facts = append(facts, f)
	}
	facts = append(facts, p.schedules()...)
	if f, ok := p.session(); ok {
		facts = append(facts, f)
	}
	for c := range p.calls(goHintZone) {
		if c.Pkg == "time" && c.Name == "LoadLocation" {
			for _, t := range p.resolve(c.at, c.Arg(0)) {
				if s, ok := t.Literal(); ok && s != "" && s != "Local" {
					facts = append(facts, fact.New(fact.TimeZone, s, fact.FromCode, c.at.file, c.at.line))
				}
			}
		}
	}
	return facts
}

// goStops lists functions and methods that end something.
func goStops() []string {
	return []string{"Shutdown", "GracefulStop", "ShutdownWithTimeout", "GracefulShutdown", "Stop", "Close"}
}

// goSchedulers lists libraries that run things at a time.
func goSchedulers() []string {
	return []string{"github.com/robfig/cron", "github.com/go-co-op/gocron", "github.com/jasonlvhit/gocron", "github.com/gogf/gf", "github.com/hibiken/asynq"}
}

func (p *goProgram) graceful() (fact.Fact, bool) {
	for c := range p.calls(goHintSignal) {
		if c.Pkg == "os/signal" && (c.Name == "Notify" || c.Name == "NotifyContext") && slices.ContainsFunc(c.Refs, func(r string) bool { return strings.HasSuffix(r, ".SIGTERM") }) {
			if p.stops() {
				return fact.New(fact.GracefulShutdown, "true", fact.FromCode, c.at.file, c.at.line), true
			}
			break
		}
	}
	at, ok := p.imported("github.com/go-kratos/kratos/v2", "github.com/zeromicro/go-zero/rest", "github.com/zeromicro/go-zero/zrpc",
		"go.uber.org/fx", "github.com/fvbock/endless", goHertz, "github.com/gogf/gf", "github.com/hibiken/asynq")
	return fact.New(fact.GracefulShutdown, "true", fact.FromDefault, at.file, at.line).With(fact.Medium), ok
}

// stops tells whether the program ends anything that it started.
func (p *goProgram) stops() bool {
	for c := range p.calls(goHintStop) {
		if slices.Contains(goStops(), c.Name) {
			return true
		}
	}
	return false
}

var cronRE = regexp.MustCompile(`^(?:@(?:every|hourly|daily|weekly|monthly|yearly|midnight)\b.*|(?:TZ=\S+ )?[-0-9*/,?A-Za-z]+(?: +[-0-9*/,?#LWA-Za-z]+){4,6})$`)

func (p *goProgram) schedules() fact.Set {
	libraries := goSchedulers()
	at, ok := p.imported(libraries[:3]...)
	var facts fact.Set
	for c := range p.calls(goHintSchedule, goHintAdd|goHintCron) {
		if !slices.Contains([]string{"AddFunc", "AddJob", "Cron", "Register", "Add", "AddSingleton", "AddOnce", "AddTaskByFunc"}, c.Name) || len(c.Args) == 0 {
			continue
		}
		for i := range min(2, len(c.Args)) {
			for _, t := range p.resolve(c.at, c.Args[i]) {
				if s, known := t.Literal(); known && cronRE.MatchString(s) && (ok || c.at.pkg.imports(libraries...)) {
					facts = append(facts, fact.New(fact.Schedule, s, fact.FromCode, c.at.file, c.at.line))
				}
			}
		}
	}
	if ok && len(facts) == 0 {
		facts = append(facts, fact.New(fact.Schedule, "cron", fact.FromCode, at.file, at.line).With(fact.Medium))
	}
	return facts
}

func (p *goProgram) session() (fact.Fact, bool) {
	for _, s := range []goNamed{
		{"redis", []string{"github.com/gin-contrib/sessions/redis", "github.com/boj/redistore", "github.com/rbcervilla/redisstore", "github.com/alexedwards/scs/redisstore"}},
		{"jdbc", []string{"github.com/gin-contrib/sessions/gorm", "github.com/antonlindstrom/pgstore", "github.com/alexedwards/scs/mysqlstore", "github.com/alexedwards/scs/postgresstore"}},
		{"memory", []string{"github.com/gin-contrib/sessions/memstore", "github.com/gofiber/fiber/v2/middleware/session", "github.com/kataras/iris/v12/sessions", "github.com/alexedwards/scs"}},
		{"cookie", []string{"github.com/gin-contrib/sessions/cookie", "github.com/gorilla/sessions"}},
	} {
		if at, ok := p.imported(s.paths...); ok {
			return fact.New(fact.Session, s.id, fact.FromCode, at.file, at.line).With(fact.Medium), true
		}
	}
	return fact.Fact{}, false
}

// metrics finds the path of the Prometheus endpoint.
func (p *goProgram) metrics() fact.Set {
	var facts fact.Set
	for c := range p.calls(goHintMetrics) {
		if slices.ContainsFunc(c.Nested, func(n string) bool {
			return strings.HasSuffix(n, "promhttp.Handler") || strings.HasSuffix(n, "promhttp.HandlerFor")
		}) {
			if r := p.route(c); r != "" {
				facts = append(facts, fact.New(fact.MetricsPath, r, fact.FromCode, c.at.file, c.at.line))
			}
		}
	}
	if at, ok := p.imported("github.com/zsais/go-gin-prometheus", "github.com/penglongli/gin-metrics", "github.com/labstack/echo-contrib/prometheus", "github.com/labstack/echo-contrib/echoprometheus"); ok && len(facts) == 0 {
		facts = append(facts, fact.New(fact.MetricsPath, "/metrics", fact.FromDefault, at.file, at.line).With(fact.Medium))
	}
	return append(facts, p.zeroMetrics()...)
}

// zeroMetrics reads the Prometheus agent that go-zero starts when it is configured.
func (p *goProgram) zeroMetrics() fact.Set {
	if _, ok := p.imported("github.com/zeromicro/go-zero/rest", "github.com/zeromicro/go-zero/zrpc", "github.com/zeromicro/go-zero/core/service"); !ok {
		return nil
	}
	port, ok := p.config.exact("Prometheus.Port")
	if !ok {
		return nil
	}
	listen, ok := symbolic.ParseListen(port.Default())
	if !ok {
		return nil
	}
	at, _ := textPlace(port)
	route, ok := p.config.exact("Prometheus.Path")
	if !ok || !strings.HasPrefix(route.Default(), "/") {
		route = symbolic.Lit("/metrics")
	}
	l := goPort{goListener{protocol: "http", role: "metrics", sure: fact.High, at: goPlace{file: at.Path, line: at.Line}}, listen, fact.FromConfig, at}
	return fact.Set{l.fact(fact.PortNamed("metrics")), fact.New(fact.MetricsPath, route.Default(), fact.FromConfig, at.Path, at.Line)}
}
