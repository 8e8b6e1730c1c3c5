package symbolic

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Listen is where a server listens. Host is "" for all interfaces.
type Listen struct {
	Host string
	Port int
}

// Local tells whether the address is reachable from the same machine only.
func (l Listen) Local() bool {
	return l.Host == "localhost" || strings.HasPrefix(l.Host, "127.") || l.Host == "::1"
}

// ParseListen reads a listening address as programs write it: 8080, :8080,
// 0.0.0.0:8080, [::]:8080, tcp://:8080.
func ParseListen(s string) (Listen, bool) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "unix:") || strings.HasPrefix(s, "/") {
		return Listen{}, false
	}
	if i := strings.Index(s, "://"); i >= 0 {
		s = strings.TrimSuffix(s[i+3:], "/")
	}
	host, port := "", s
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		host, port = strings.Trim(s[:i], "[]"), s[i+1:]
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 1 || n > 65535 {
		return Listen{}, false
	}
	if host == "0.0.0.0" || host == "::" || host == "*" {
		host = ""
	}
	return Listen{Host: host, Port: n}, true
}

// Endpoint is a backing service as an address names it. Kind is "" when the
// address does not tell. Address is host:port without user and password, with
// ${NAME:default} for what the environment decides.
type Endpoint struct {
	Kind    string
	Address string
}

var (
	schemeRE  = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9]*)(?:\+[a-zA-Z0-9_]+)?://`)
	dsnTCPRE  = regexp.MustCompile(`@(?:tcp|tcp4|tcp6)\(([^()]*)\)`)
	dsnHostRE = regexp.MustCompile(`(?i)(?:^|[\s;])(?:host|server|data source|addr)=([^\s;]+)`)
	dsnPortRE = regexp.MustCompile(`(?i)(?:^|[\s;])port=([^\s;]+)`)
	hostRE    = regexp.MustCompile(`^(?:[A-Za-z0-9._\-\[\]:]|\$\{[A-Za-z0-9_]+(?::[A-Za-z0-9._\-]*)?\})+$`)
)

// ParseEndpoint reads the address of a backing service: a URL, a Go MySQL DSN, a
// libpq keyword string or host:port. An address that has no host, or whose host
// is unknown, has Address "".
func ParseEndpoint(s string) Endpoint {
	s = strings.TrimSpace(s)
	if m := schemeRE.FindStringSubmatch(s); m != nil {
		kind := KindOfScheme(m[1])
		if kind == "sqlite" {
			return Endpoint{Kind: kind, Address: strings.TrimPrefix(s[len(m[0]):], "/")}
		}
		return Endpoint{Kind: kind, Address: authority(s[len(m[0]):])}
	}
	if m := dsnTCPRE.FindStringSubmatch(s); m != nil {
		return Endpoint{Kind: "mysql", Address: safeHost(m[1])}
	}
	if m := dsnHostRE.FindStringSubmatch(s); m != nil {
		host := safeHost(m[1])
		if p := dsnPortRE.FindStringSubmatch(s); p != nil && host != "" {
			host += ":" + safeHost(p[1])
		}
		return Endpoint{Address: strings.TrimSuffix(host, ":")}
	}
	return Endpoint{Address: safeHost(s)}
}

// authority cuts user and password before, and path after, the host of a URL.
// The last @ counts since passwords may hold one.
func authority(rest string) string {
	if i := strings.IndexAny(rest, "/?#"); i >= 0 && !strings.Contains(rest[i:], "@") {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return safeHost(rest)
}

// safeHost returns s when it can only be a list of hosts with ports, so that
// nothing secret slips through.
func safeHost(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		s = u
	}
	for h := range strings.SplitSeq(s, ",") {
		if !hostRE.MatchString(h) || len(h) > 253 {
			return ""
		}
	}
	return s
}

// KindOfScheme maps the scheme of a URL to the kind of a backing service, "" when it is none.
func KindOfScheme(scheme string) string {
	switch strings.ToLower(scheme) {
	case "mysql", "mariadb":
		return "mysql"
	case "postgresql", "postgres", "pgsql", "postgis":
		return "postgresql"
	case "oracle":
		return "oracle"
	case "mssql", "sqlserver":
		return "sqlserver"
	case "sqlite", "sqlite3":
		return "sqlite"
	case "mongodb":
		return "mongodb"
	case "redis", "rediss":
		return "redis"
	case "memcached", "memcache":
		return "memcached"
	case "amqp", "amqps", "pyamqp", "rabbitmq":
		return "rabbitmq"
	case "kafka":
		return "kafka"
	case "clickhouse":
		return "clickhouse"
	case "elasticsearch":
		return "elasticsearch"
	case "nats":
		return "nats"
	case "ldap", "ldaps":
		return "ldap"
	case "smtp", "smtps":
		return "smtp"
	}
	return ""
}
