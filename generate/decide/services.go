package decide

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// servicePort is where a kind of backing service listens by default; 0 when it
// has no port or none that is usual.
func servicePort(kind string) int {
	return map[string]int{
		"mysql": 3306, "mariadb": 3306, "postgresql": 5432, "oracle": 1521, "sqlserver": 1433, "mongodb": 27017, "clickhouse": 8123,
		"redis": 6379, "memcached": 11211, "elasticsearch": 9200, "kafka": 9092, "rabbitmq": 5672, "rocketmq": 9876,
		"nacos": 8848, "eureka": 8761, "consul": 8500, "zookeeper": 2181, "apollo": 8080, "config-server": 8888, "etcd": 2379,
		"minio": 9000, "smtp": 25, "ldap": 389, "dameng": 5236, "oceanbase": 2881, "tidb": 4000, "mqtt": 1883, "influxdb": 8086,
		"kingbase": 54321, "gaussdb": 5432, "polardb": 3306, "cassandra": 9042, "tdengine": 6030, "neo4j": 7687,
	}[kind]
}

// part is which part of a service's address a variable holds.
type part int

const (
	noPart   part = iota
	hostPart      // mysql.example.com
	portPart      // 3306
	pairPart      // mysql.example.com:3306
	urlPart       // redis://redis.example.com:6379/0
)

// address is a variable that holds the address of a service.
type address struct {
	kind     string // of the service
	part     part
	fallback string // the program's own default
	optional bool   // the program does without the service
}

// addresses finds the variables that hold addresses of backing services: by the
// placeholders of the configured address, else by the variable's name.
func addresses(c component) map[string]address {
	out := map[string]address{}
	for _, s := range c.Services {
		m := placeholderRE.FindAllStringSubmatch(s.Address, -1)
		for i, p := range m {
			a := address{kind: s.Kind, fallback: p[2], optional: c.optional(s.Kind), part: hostPart}
			if f, ok := c.given(p[1]); ok && a.fallback == "" {
				a.fallback = f.Value // today's deployment shows what it holds
			}
			switch {
			case strings.Contains(a.fallback, "://"):
				a.part = urlPart
			case i > 0 || isNumber(a.fallback):
				a.part = portPart
			case len(m) == 1 && !strings.Contains(s.Address, "}:"):
				a.part = cmp.Or(partByName(p[1], a.fallback), pairPart)
			}
			out[p[1]] = a
		}
	}
	for _, f := range c.Facts.Prefixed("env.") {
		name, _ := fact.EnvName(f.Key)
		if _, done := out[name]; done {
			continue
		}
		if s, ok := assess.ServiceNamed(c.Services, name); ok {
			f, _ := c.given(name)
			if p := partByName(name, f.Value); p != noPart {
				out[name] = address{kind: s.Kind, part: p, fallback: f.Value, optional: c.optional(s.Kind)}
			}
		}
	}
	return out
}

// partByName tells by the end of a variable's name, and by its default, which
// part of an address it holds.
func partByName(name, fallback string) part {
	n := strings.ToLower(name)
	switch {
	case strings.EqualFold(fallback, "true") || strings.EqualFold(fallback, "false"):
		return noPart // whether to give an address, not one
	case strings.Contains(fallback, "://"):
		return urlPart
	case hasAnySuffix(n, "port"):
		return portPart
	case hasAnySuffix(n, "url", "uri", "dsn"):
		if pairRE.MatchString(fallback) {
			return pairPart // the program puts the rest around it
		}
		return urlPart
	case hasAnySuffix(n, "host", "hostname"):
		if _, port, ok := strings.Cut(fallback, ":"); ok && isNumber(port) {
			return pairPart
		}
		return hostPart
	case hasAnySuffix(n, "addr", "address", "server", "servers", "brokers", "endpoint", "hosts", "nodes", "addresses", "addrs"):
		return pairPart
	}
	return noPart
}

func hasAnySuffix(s string, suffixes ...string) bool {
	return slices.ContainsFunc(suffixes, func(x string) bool { return strings.HasSuffix(s, x) })
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// place is where a service is in one environment.
type place struct {
	host    string
	port    int
	given   int    // the port, when an answer names it
	binding string // name in platform.yaml, "" when an answer says where
	answer  bool
}

// serviceRows are the rows of data.stores and dep.middleware about a kind.
func serviceRows(q *inquiry, kind, env string) survey.Row {
	for _, id := range []string{"data.stores", "dep.middleware"} {
		for _, want := range []string{env, ""} {
			rows := q.rowsOf(id, func(r survey.Row) bool { return r.Get("kind") == kind && r.Get("env") == want && r.Get("host") != "" })
			if len(rows) > 0 {
				return rows[0]
			}
		}
	}
	return nil
}

// named tells whether an answer says that the component uses a kind of service.
func named(q *inquiry, kind string) bool {
	for _, id := range []string{"data.stores", "dep.middleware"} {
		if len(q.rowsOf(id, func(r survey.Row) bool { return r.Get("kind") == kind })) > 0 {
			return true
		}
	}
	return false
}

// locate finds a service in an environment: by answer, else by the platform's
// binding for the environment, else by that for the application. A binding that
// has no value yet stands in; no address is invented. owner is the component whose server it
// is, "" when the application has but one of the kind.
func locate(q *inquiry, app, owner, kind, env string) place {
	if r := serviceRows(q, kind, env); r != nil {
		return place{host: r.Get("host"), port: cmp.Or(r.Int("port"), servicePort(kind)), given: r.Int("port"), answer: true}
	}
	whose := kind
	if owner != "" {
		whose = owner + "." + kind
	}
	own, general := strings.Join([]string{app, env, whose, "host"}, "."), strings.Join([]string{app, whose, "host"}, ".")
	for _, b := range []string{own, general} {
		if host := q.src.bindings[b]; host != "" {
			q.byDefault(b, host)
			return place{host: host, port: servicePort(kind), binding: b}
		}
	}
	return place{host: generate.Bound{Binding: own}.String(), port: servicePort(kind), binding: own}
}

// value writes the part of the address that a variable holds. A port keeps the
// program's default unless an answer says otherwise.
func (a address) value(p place) string {
	port := p.port
	if !p.answer {
		if own := fallbackPort(a.fallback); own > 0 {
			port = own
		}
	}
	switch a.part {
	case hostPart:
		return p.host
	case portPart:
		if port == 0 {
			return ""
		}
		return strconv.Itoa(port)
	case urlPart:
		return urlTo(a.kind, a.fallback, p.host, port)
	}
	return withPort(p.host, port)
}

func withPort(host string, port int) string {
	if port == 0 {
		return host
	}
	return host + ":" + strconv.Itoa(port)
}

var pairRE = regexp.MustCompile(`^[A-Za-z0-9.-]+:[0-9]{2,5}$`)

var trailingPortRE = regexp.MustCompile(`(?:^|:)([0-9]{2,5})(?:[/?].*)?$`)

func fallbackPort(s string) int {
	m := trailingPortRE.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n
}

// urlTo puts host and port into the program's default URL, or makes one.
func urlTo(kind, fallback, host string, port int) string {
	if strings.Contains(fallback, "://") {
		return authorityRE.ReplaceAllLiteralString(fallback, "//"+withPort(host, port))
	}
	scheme := map[string]string{"postgresql": "postgresql", "mongodb": "mongodb", "rabbitmq": "amqp", "redis": "redis", "smtp": "smtp", "ldap": "ldap", "mysql": "mysql", "kafka": "kafka"}[kind]
	return cmp.Or(scheme, "http") + "://" + withPort(host, port)
}

// carriesPassword tells whether a URL holds a password, or is of a kind that has
// to: a database's connection string with no default of its own.
func (a address) carriesPassword() bool {
	if a.part != urlPart {
		return false
	}
	if m := authorityRE.FindStringSubmatch(a.fallback); m != nil {
		return strings.Contains(m[1], ":")
	}
	return a.fallback == "" && slices.Contains([]string{"mysql", "mariadb", "postgresql", "oracle", "sqlserver", "mongodb", "rabbitmq"}, a.kind)
}

// hasPassword tells whether any text holds a URL with a password.
func hasPassword(s string) bool {
	if u, err := url.Parse(s); err == nil && u.User != nil {
		_, set := u.User.Password()
		return set
	}
	m := authorityRE.FindStringSubmatch(s)
	return m != nil && strings.Contains(m[1], ":")
}
