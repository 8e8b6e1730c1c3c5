package portfolio

import (
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// address is where something is, as configuration writes it.
type address struct {
	host, port, path string
}

// String prints host, port and the first part of the path, which names a database.
func (a address) String() string {
	s := a.host
	if a.port != "" {
		s = net.JoinHostPort(a.host, a.port)
	}
	if a.path != "" {
		s += "/" + a.path
	}
	return s
}

var (
	placeholderRE = regexp.MustCompile(`\$\{[^${}:]*(?::-?([^{}$]*))?\}|%\([^)]*\)s|\{\{[^}]*\}\}`)
	oracleRE      = regexp.MustCompile(`(?i)^jdbc:oracle:thin:@(?://)?`)
)

// parseAddress reads an address: a URL, a JDBC address, host:port, or a list of these, of which the
// first tells them all. It is false for what names no place of its own: the machine itself, a
// placeholder without a default, an identifier without a dot or port.
func parseAddress(s string) (address, bool) {
	if len(s) > maxAddress {
		return address{}, false
	}
	for range 3 { // a default may hold a placeholder
		s = placeholderRE.ReplaceAllString(s, "$1")
	}
	s = strings.TrimSpace(s)
	if oracleRE.MatchString(s) {
		return oracle(oracleRE.ReplaceAllString(s, ""))
	}
	s = strings.TrimPrefix(s, "jdbc:")
	if scheme, rest, ok := strings.Cut(s, "://"); ok {
		if scheme == "" {
			return address{}, false
		}
		s = rest
	}
	if i := strings.LastIndex(strings.SplitN(s, "/", 2)[0], "@"); i >= 0 {
		s = s[i+1:]
	}
	u, err := url.Parse("//" + firstOf(s))
	if err != nil {
		return address{}, false
	}
	a := address{host: strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")), port: u.Port()}
	a.path, _, _ = strings.Cut(strings.Trim(u.Path, "/"), "/")
	a.path, _, _ = strings.Cut(a.path, ";")
	if q := sqlserver(s); q != "" {
		a.path = q
	}
	return a, hostRE.MatchString(a.host) && !ownMachine(a.host)
}

const maxAddress = 2048

var hostRE = regexp.MustCompile(`^[a-z0-9_]([-a-z0-9_.]{0,252}[a-z0-9_])?$`)

// firstOf takes the first of several hosts and keeps the path behind the last.
func firstOf(s string) string {
	hosts, path, found := strings.Cut(s, "/")
	hosts, _, _ = strings.Cut(hosts, ",")
	hosts, _, _ = strings.Cut(hosts, ";")
	path, _, _ = strings.Cut(path, "?")
	if found {
		return hosts + "/" + path
	}
	return hosts
}

var databaseNameRE = regexp.MustCompile(`(?i);\s*database(?:name)?\s*=\s*([A-Za-z0-9_.-]+)`)

func sqlserver(s string) string {
	if m := databaseNameRE.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// oracle reads host:port:sid and host:port/service.
func oracle(s string) (address, bool) {
	s, _, _ = strings.Cut(s, "?")
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ':' || r == '/' })
	if len(parts) == 0 {
		return address{}, false
	}
	a := address{host: strings.ToLower(parts[0])}
	if len(parts) > 1 {
		a.port = parts[1]
	}
	if len(parts) > 2 {
		a.path = parts[2]
	}
	return a, hostRE.MatchString(a.host) && !ownMachine(a.host)
}

// ownMachine tells addresses that mean the machine itself, or nothing.
func ownMachine(host string) bool {
	if host == "" || host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "host.docker.internal" || strings.HasSuffix(host, "example.com") || strings.HasSuffix(host, "example.org") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || ip.IsUnspecified())
}
