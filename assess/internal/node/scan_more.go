package node

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

var (
	healthRE = regexp.MustCompile(`^/?(?:[\w-]+/){0,3}(?:_?health(?:z|[-_]?check)?|livez|readyz|liveness|readiness|heartbeat|ping|live|ready|alive|up)(?:/(?:live|liveness|ready|readiness|startup|check))?$`)
	cronRE   = regexp.MustCompile(`^(?:@(?:daily|hourly|weekly|monthly|yearly|midnight)|(?:[\d*/,?L#-]+\s+){4,5}[\d*/,?L#A-Za-z-]+)$`)
	schemeRE = regexp.MustCompile(`^[a-z][a-z0-9+]*://`)
	routerRE = regexp.MustCompile(`(?i)(app|router|routes?|server|fastify|api|instance|express|koa|v\d|health)$`)
	zoneRE   = regexp.MustCompile(`^(Asia|Europe|America|Australia)/[A-Z][A-Za-z_]+$`)
)

// more reads idioms beyond ports and the environment.
func (r *reader) more(i int, t js.Token) {
	switch t.Text {
	case "get", "head", "all", "route", "use":
		if r.method(i) {
			r.route(i)
		}
		if t.Text == "get" && r.f.At(i-1).Is(".") {
			r.configGet(i, t)
		}
	case "getOrThrow":
		r.configGet(i, t)
	case "Controller", "Get", "All":
		if r.f.At(i-1).Is("@") && r.called(i) {
			r.decorator(i, t)
		}
	case "url", "path":
		if t.Text == "path" {
			r.write(i, t)
		}
		if r.property(i) && r.f.Imports("fastify", "@hapi/hapi", "hapi", "fastify-plugin") {
			r.healthPath(r.f.Eval(i+2).Text, t.Line, fact.High)
		}
	case "setGlobalPrefix":
		if r.method(i) {
			r.out.prefix = r.argument(i, 0).Text
		}
	case "enableShutdownHooks", "createTerminus", "closeWithGrace", "gracefulShutdown":
		if r.called(i) && !r.f.At(i-1).Is("function") {
			r.out.signal = t.Line
		}
	case "HealthImplementation", "HealthService":
		r.add(fact.Health, "grpc:", t.Line)
	case "service":
		if r.f.At(i-1).Is(".") && r.f.At(i-2).Is("Health") {
			r.add(fact.Health, "grpc:", t.Line)
		}
	case "session":
		if r.called(i) && r.f.Imports("express-session") {
			r.session(i, t)
		}
	case "extends":
		r.customStore(i, t)
	case "setInterval", "consume", "eachMessage", "eachBatch", "Worker", "Processor", "MessagePattern", "EventPattern", "Process", "subscribe":
		r.out.consumes = r.out.consumes || r.called(i) || r.property(i)
	case "CronExpression":
		if r.f.At(i + 1).Is(".") {
			r.add(fact.Schedule, strings.ToLower(strings.ReplaceAll(r.f.At(i+2).Text, "_", " ")), t.Line)
		}
	case "interval", "every":
		r.rate(i, t)
	case "connectionLimit", "max":
		r.pool(i, t)
	default:
		r.write(i, t)
		r.schema(i, t)
		r.helper(i, t)
	}
}

// route reads app.get('/healthz', ...). What is mounted below another path is
// known less well.
func (r *reader) route(i int) {
	receiver := r.f.At(i - 2).Text
	if r.f.At(i - 2).Is(")") {
		receiver = "app"
	}
	v := r.f.At(i + 2)
	if v.Kind != js.String || !strings.HasPrefix(v.Text, "/") || !routerRE.MatchString(receiver) {
		return
	}
	c := fact.High
	if strings.HasSuffix(strings.ToLower(receiver), "router") || strings.HasSuffix(strings.ToLower(receiver), "route") {
		c = fact.Medium
	}
	r.healthPath(v.Text, v.Line, c)
}

// healthPath records a route that is a health check, or the metrics.
func (r *reader) healthPath(p string, line int, c fact.Confidence) {
	if p == "/metrics" || p == "metrics" {
		r.out.facts = append(r.out.facts, fact.New(fact.MetricsPath, "/metrics", fact.FromCode, r.f.Path, line).With(c))
		return
	}
	if !healthRE.MatchString(p) {
		return
	}
	p = "/" + strings.TrimPrefix(p, "/")
	r.out.facts = append(r.out.facts, fact.New(fact.Health, healthKind(p)+":"+p, fact.FromCode, r.f.Path, line).With(c))
}

func healthKind(p string) string {
	switch last := path.Base(p); {
	case strings.HasPrefix(last, "live") || last == "alive":
		return "liveness"
	case strings.HasPrefix(last, "ready") || strings.HasPrefix(last, "readi"):
		return "readiness"
	case last == "startup":
		return "startup"
	}
	return "health"
}

// decorator reads the routes of a Nest or Midway controller.
func (r *reader) decorator(i int, t js.Token) {
	v := r.argument(i, 0)
	if v.Kind == js.Object {
		v = v.Get("path")
	}
	if t.Text == "Controller" {
		r.controller = v.Text
		return
	}
	r.healthPath(path.Join("/", r.controller, v.Text), t.Line, fact.High)
}

// str reads what a string stands for by its form and by what is around it.
func (r *reader) str(i int, t js.Token) {
	before := r.f.At(i - 1)
	switch {
	case t.Text == "SIGTERM":
		if named := r.named(r.f.Around(i)); len(named) == 0 || named[0] != "kill" {
			r.out.signal = t.Line
		}
	case strings.Contains(t.Text, "://"):
		r.url(i, r.f.Eval(i))
	case strings.HasPrefix(t.Text, "/") && (before.Is("===") || before.Is("==") || before.Is("case") || r.f.At(i+1).Is(":") && r.f.Imports("@godaddy/terminus", "lightship")):
		r.healthPath(t.Text, t.Line, fact.High)
	case strings.Contains(t.Text, " ") && len(t.Text) < 60 && cronRE.MatchString(t.Text):
		r.cron(i, t)
	case zoneRE.MatchString(t.Text) && r.zone(i):
		r.out.facts = append(r.out.facts, fact.New(fact.TimeZone, t.Text, fact.FromCode, r.f.Path, t.Line).With(fact.Medium))
	}
	if r.f.At(i+1).Is(":") && before.Kind == js.Punct && (before.Text == "{" || before.Text == ",") {
		r.setting(i, t)
	}
}

// zone tells whether a string is the zone that the program works in, and not one of
// a list: moment.tz.setDefault(zone), cron.schedule(…, {timezone: zone}), process.env.TZ = zone.
func (r *reader) zone(i int) bool {
	name := r.f.At(i - 2).Text
	if before := r.f.At(i - 1); !before.Is("(") && !before.Is(":") && !before.Is("=") {
		return false
	}
	switch strings.ToLower(name) {
	case "setdefault", "tz":
		return true
	case "timezone": // of a schedule or a connection, and not of a person or an event
		open := r.f.Around(i)
		outer := r.f.Around(open)
		if !r.f.At(open).Is("{") || !r.f.At(outer).Is("(") {
			return false
		}
		return zonedRE.MatchString(r.f.At(outer - 1).Text)
	}
	return false
}

// zonedRE has the functions whose options name the zone that they work in.
var zonedRE = regexp.MustCompile(`^(?:[sS]chedule(?:Job)?|Cron(?:Job)?|[jJ]ob|Sequelize|createPool|createConnection|DataSource|forRoot)$`)

// cron records a string that is a cron expression where one is expected.
func (r *reader) cron(i int, t js.Token) {
	name := ""
	if r.f.At(i-1).Is(":") || r.f.At(i-1).Is("=") {
		name = r.f.At(i - 2).Text
	} else if open := r.f.Around(i); r.f.At(open).Is("(") {
		name = r.f.At(open - 1).Text
	}
	switch strings.ToLower(name) {
	case "schedule", "schedulejob", "cronjob", "cron", "pattern", "crontime", "rule", "job", "task", "crontab", "cronexpression", "add", "createtask":
		r.add(fact.Schedule, t.Text, t.Line)
		r.out.consumes = true
	}
}

// rate reads the interval of an egg schedule and of a repeated job of a queue.
func (r *reader) rate(i int, t js.Token) {
	if !r.property(i) {
		return
	}
	switch v := r.f.At(i + 2); {
	case t.Text == "interval" && strings.Contains(r.f.Path, "/schedule/"):
		r.add(fact.Schedule, "every "+milliseconds(v.Text), t.Line)
	case t.Text == "every" && v.Kind == js.Number && len(r.owners(i)) > 0 && r.owners(i)[0] == "repeat":
		r.add(fact.Schedule, "every "+milliseconds(v.Text), t.Line)
	}
}

// milliseconds writes a number of milliseconds as a duration; a text stays.
func milliseconds(s string) string {
	if len(s) > 3 && strings.HasSuffix(s, "000") && numeric(s) != "" {
		return s[:len(s)-3] + "s"
	}
	if numeric(s) != "" {
		return s + "ms"
	}
	return s
}

// session reads how the middleware is set up: with a store or without.
func (r *reader) session(i int, t js.Token) {
	v := r.argument(i, 0)
	if v.Kind != js.Object {
		return
	}
	store := js.Token{Line: t.Line}
	for _, fl := range v.Fields() {
		if fl.Key == "store" || fl.Key == "..." {
			store.Text = "store"
		}
	}
	r.out.stores = append(r.out.stores, store)
}

// customStore reads class RedisSessionStore extends session.Store.
func (r *reader) customStore(i int, t js.Token) {
	last := r.f.At(i + 1)
	if r.f.At(i+2).Is(".") && last.Is("session") {
		last = r.f.At(i + 3)
	}
	if last.Is("Store") && r.f.Imports("express-session") {
		value := "memory"
		if strings.Contains(strings.ToLower(r.f.At(i-1).Text), "redis") {
			value = "redis"
		}
		if value != "memory" {
			r.out.facts = append(r.out.facts, fact.New(fact.Session, value, fact.FromCode, r.f.Path, t.Line).With(fact.Medium))
		}
	}
}

// pool reads the size of a pool of connections.
func (r *reader) pool(i int, t js.Token) {
	if !r.property(i) {
		return
	}
	v := r.f.Eval(i + 2)
	if numeric(v.Text) == "" || v.Text == "" || t.Text == "max" && (len(r.owners(i)) == 0 || !strings.EqualFold(r.owners(i)[0], "pool")) {
		return
	}
	r.add(fact.ConnectionPool, v.Text, t.Line)
}
