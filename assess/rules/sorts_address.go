package rules

import (
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// address is where a text leads, as far as it says: http://10.1.2.3:8080/x, jdbc:mysql://db:3306/shop,
// Server=db;Database=shop, db:3306. Scheme is "" for the last two.
type address struct {
	scheme, host, port string
	rest               bool // something follows
	setting            bool // stood in a connection string
}

var (
	schemeRE     = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.:-]{1,40}):(?:thin:@)?//`)
	thinRE       = regexp.MustCompile(`^jdbc:oracle:(?:thin|oci):(?:[^@/]*(?:/[^@]*)?)?@(?://)?`)
	connectionRE = regexp.MustCompile(`(?i)(?:^|[;\s])(?:server|data source|host|hostname|addr|address|network address)\s*=\s*(?:tcp:)?([^;,\s\\]+)`)
	hostRE       = regexp.MustCompile(`^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\.|\(local\)|\(localdb\))$`)
)

// addressOf takes a text apart. It is false for a text that is no address as a whole, such as a sentence that
// holds one.
func addressOf(text string) (address, bool) {
	var a address
	rest := text
	switch m := schemeRE.FindStringSubmatch(text); {
	case thinRE.MatchString(text):
		a.scheme, rest = "jdbc", thinRE.ReplaceAllString(text, "")
	case m != nil:
		a.scheme, rest = strings.ToLower(m[1]), text[len(m[0]):]
		if i := strings.IndexAny(rest, "/?#;"); i < 0 || strings.Contains(rest[:i], "@") || !strings.Contains(rest[i:], "@") {
			authority := rest
			if i >= 0 {
				authority = rest[:i]
			}
			rest = rest[strings.LastIndex(authority, "@")+1:]
		}
	case strings.Contains(text, "=") && connectionRE.MatchString(text):
		a.setting, rest = true, connectionRE.FindStringSubmatch(text)[1]
	}
	end := strings.IndexAny(rest, "/?#;,")
	if strings.HasPrefix(rest, "//") {
		return a, false
	}
	authority := rest
	if end >= 0 {
		authority, a.rest = rest[:end], true
	}
	a.host, a.port = hostPort(authority)
	if !hostRE.MatchString(a.host) || a.port != "" && a.port != "{}" && !isPort(a.port) {
		return a, false
	}
	return a, a.scheme != "" || a.setting || !strings.ContainsAny(text, " \t\n")
}

func hostPort(authority string) (host, port string) {
	if strings.HasPrefix(authority, "[") {
		if end := strings.Index(authority, "]"); end > 0 {
			return authority[:end+1], strings.TrimPrefix(authority[end+1:], ":")
		}
		return authority, ""
	}
	if strings.Count(authority, ":") > 2 {
		return "[" + authority + "]", "" // an IPv6 address as it is
	}
	host, port, _ = strings.Cut(authority, ":")
	if before, _, ok := strings.Cut(port, ":"); ok { // host:1521:SID
		port = before
	}
	return host, port
}

func isPort(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n > 0 && n < 65536
}

func (a address) ip() (netip.Addr, bool) {
	ip, err := netip.ParseAddr(strings.Trim(a.host, "[]"))
	return ip, err == nil
}

// isIPAddress tells of an address of a machine that is written down as such.
func isIPAddress(text string) bool {
	if strings.Count(text, ".") < 3 && strings.Count(text, ":") < 2 {
		return false
	}
	a, ok := addressOf(text)
	if !ok {
		return false
	}
	ip, ok := a.ip()
	if !ok || ip.IsLoopback() || ip.IsUnspecified() || ip.IsMulticast() || documentation(ip) {
		return false
	}
	bare := a.scheme == "" && !a.setting && a.port == ""
	if ip.Is6() {
		if bare && networkRE.MatchString(text) {
			return false
		}
		return !bare || strings.Count(a.host, ":") > 3
	}
	b := ip.As4()
	switch {
	case b[0] == 255 || b[0] == 0 || bare && (b[0] < 10 || b[3] == 0): // netmask, version, object identifier, network
		return bare && slices.Contains([]string{"8.8.8.8", "8.8.4.4", "1.1.1.1"}, a.host)
	case bare && a.rest && networkRE.MatchString(text):
		return false
	case bare && b[0] < 100 && b[1] < 30 && b[2] < 30 && b[3] < 10 && b[0] != 10: // 11.2.0.4 is a version
		return false
	}
	return true
}

var networkRE = regexp.MustCompile(`^(?:[\d.]+/\d{1,2}|[0-9A-Fa-f:.]+/\d{1,3})$`)

// documentation tells of addresses that stand for any.
func documentation(ip netip.Addr) bool {
	for _, p := range []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"} {
		if netip.MustParsePrefix(p).Contains(ip) {
			return true
		}
	}
	return slices.Contains([]string{"1.2.3.4", "12.34.56.78", "123.123.123.123", "111.111.111.111", "123.45.67.89"}, ip.String())
}

// isLoopbackURL tells of an address on the machine itself.
func isLoopbackURL(text string) bool {
	a, ok := addressOf(text)
	if !ok || a.scheme == "" && a.port == "" && !a.setting {
		return false
	}
	if a.setting && slices.Contains([]string{".", "(local)", "(localdb)"}, strings.ToLower(a.host)) {
		return true
	}
	ip, isIP := a.ip()
	return strings.EqualFold(a.host, "localhost") || strings.EqualFold(a.host, "localhost.localdomain") || isIP && ip.IsLoopback()
}

// isURL tells of a URL that is called, not of one that names a schema.
func isURL(text string) bool {
	a, ok := addressOf(text)
	return ok && (a.scheme == "http" || a.scheme == "https") && a.host != "" && !schemaHostRE.MatchString(strings.ToLower(a.host)) && !strings.ContainsAny(text, " \n\t")
}

var schemaHostRE = regexp.MustCompile(`^(?:www\.w3\.org|schemas?\..*|.*\.xmlns\.com|xmlns\..*|java\.sun\.com|json-schema\.org|purl\.org|xml\.apache\.org|.*\.apache\.org|www\.springframework\.org|mybatis\.org|(?:.*\.)?example\.(?:com|org|net))$`)

// isInternal tells of a host that only a private name service knows.
func isInternal(text string) bool {
	if !strings.ContainsAny(text, ".:=") {
		return false
	}
	a, ok := addressOf(text)
	if !ok || !callScheme(a.scheme) {
		return false
	}
	host := strings.ToLower(a.host)
	if _, isIP := a.ip(); isIP || strings.HasPrefix(host, "localhost") || strings.Trim(host, "0123456789.{}") == "" || standsForAny(host) {
		return false
	}
	labels := strings.Split(host, ".")
	switch {
	case slices.Contains(labels, "svc") || strings.HasSuffix(host, ".docker.internal"):
		return false
	case len(labels) == 1 && a.scheme != "":
		return true
	case len(labels) == 1:
		return backingPort(a.port)
	case !slices.Contains([]string{"local", "internal", "corp", "lan", "intra", "intranet", "localdomain", "home"}, labels[len(labels)-1]):
		return false
	}
	return a.scheme != "" || a.port != "" || a.setting || len(labels) > 2 && !slices.Contains([]string{"com", "org", "net", "io", "cn", "java", "javax", "jakarta", "sun", "django", "app"}, labels[0])
}

// callScheme tells of the schemes by which programs call others; "" is one of them.
func callScheme(s string) bool {
	base, _, _ := strings.Cut(s, ":")
	base, _, _ = strings.Cut(base, "+")
	return slices.Contains([]string{
		"", "http", "https", "jdbc", "redis", "rediss", "amqp", "amqps", "mongodb", "mysql", "postgres", "postgresql", "tcp", "nats", "ldap", "ldaps",
		"ws", "wss", "ftp", "sftp", "smb", "rmi", "t3", "t3s", "iiop", "kafka", "zookeeper", "dubbo", "nacos", "memcached", "mssql", "oracle", "grpc",
	}, base)
}

// standsForAny tells of hosts in examples and messages.
func standsForAny(host string) bool {
	return slices.Contains([]string{"host", "hostname", "server", "servername", "domain", "yourhost", "your-host", "ip", "example", "test", "foo", "bar", "x", "xxx", "url", "address", "addr", "some-host", "myhost", "dummy", "unused", "ignored", "a", "b", "c"}, host)
}

func backingPort(port string) bool {
	return slices.Contains([]string{
		"25", "80", "389", "443", "465", "587", "636", "1433", "1521", "2181", "2379", "3306", "5432", "5672", "6379", "7001", "8080", "8081", "8443", "8848", "8888",
		"9000", "9092", "9200", "9300", "9876", "11211", "15672", "20880", "27017", "61616",
	}, port)
}
