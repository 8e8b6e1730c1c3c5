package cmdline

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// flag returns the value of the last of the flags among args, "" when none is
// there: --name=value, --name value, -name value, and -nvalue for one letter.
func flag(args []string, names ...string) string {
	out := ""
	for i, a := range args {
		for _, n := range names {
			v, ok := flagValue(a, n)
			if ok && v == "" && i+1 < len(args) && !strings.HasPrefix(args[i+1], "-") {
				v = args[i+1]
			}
			if ok && v != "" {
				out = v
			}
		}
	}
	return out
}

// flagValue tells whether arg is the flag, with the value that is part of it.
func flagValue(arg, name string) (string, bool) {
	rest, dashes := arg, 0
	for dashes < 2 && strings.HasPrefix(rest, "-") {
		rest = rest[1:]
		dashes++
	}
	if dashes == 0 {
		return "", false
	}
	if rest == name {
		return "", true
	}
	v, ok := strings.CutPrefix(rest, name)
	switch {
	case !ok:
		return "", false
	case strings.HasPrefix(v, "="):
		return v[1:], true
	case dashes == 1 && len(name) == 1 && !isLetter(v[0]):
		return v, true
	}
	return "", false
}

func isLetter(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '.'
}

// has tells whether one of the arguments is there as it is.
func has(args []string, names ...string) bool {
	return slices.ContainsFunc(args, func(a string) bool { return slices.Contains(names, a) })
}

// operands returns the arguments that are no flags, given the flags that take a
// value of their own.
func operands(args []string, withValue ...string) []string {
	var out []string
	for i := 0; i < len(args); i++ {
		a := args[i]
		if !strings.HasPrefix(a, "-") || a == "-" {
			out = append(out, a)
			continue
		}
		if has(withValue, a) {
			i++
		}
	}
	return out
}

// portOf finds the port in an address: 8000, :8000, 0.0.0.0:8000, [::]:8000,
// *:8000, tcp://0.0.0.0:8000.
func portOf(addr string) (int, bool) {
	addr = strings.Trim(addr, `"'`)
	if _, rest, ok := strings.Cut(addr, "://"); ok {
		addr, _, _ = strings.Cut(rest, "/")
	}
	if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		addr = addr[i+1:]
	}
	n, err := strconv.Atoi(addr)
	return n, err == nil && n > 0 && n <= 65535
}

// loopback tells of an address that only the machine itself reaches.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(strings.TrimPrefix(strings.TrimPrefix(addr, "tcp://"), "http://"))
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// urls reads the addresses that ASP.NET Core listens on.
func (c *Command) urls(list string) {
	for u := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ';' || r == ',' }) {
		n, ok := portOf(strings.NewReplacer("+", "x", "*", "x").Replace(u))
		if !ok {
			continue
		}
		protocol, name := "http", ""
		if p, err := url.Parse(strings.NewReplacer("+", "x", "*", "x").Replace(u)); err == nil && p.Scheme == "https" {
			protocol = "https"
		}
		if len(c.Ports) > 0 {
			name = protocol
		}
		c.port(name, n, protocol)
	}
}
