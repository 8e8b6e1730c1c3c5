package decide

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// managementPort is the name of the port on which a framework serves its own endpoints.
const managementPort = "management"

// portVariables are the variables by which the framework takes over its port and
// that of its own endpoints; "" where it knows none.
func portVariables(c component) (server, management string) {
	switch {
	case c.spring():
		return "SERVER_PORT", "MANAGEMENT_SERVER_PORT"
	case c.Framework.ID == "quarkus":
		return "QUARKUS_HTTP_PORT", "QUARKUS_MANAGEMENT_PORT"
	case c.Framework.ID == "micronaut":
		return "MICRONAUT_SERVER_PORT", ""
	}
	return "", ""
}

// contextPath is the variable that takes over the prefix of a Spring Boot program.
const contextPath = "SERVER_SERVLET_CONTEXTPATH"

// listening are the variables that make true where the container listens and that the
// source itself does not fix: what an option of today's command, a manifest or a build file says
// of it does not reach the process in the image, and a configuration server may say otherwise.
func listening(c component, ps []generate.Port) map[string]string {
	out := map[string]string{}
	server, management := portVariables(c)
	if len(ps) == 0 || server == "" {
		return out
	}
	if !fixesPort(c, fact.Port, ps[0].Number) && !(fallsTo(c, ps[0].Number) && !configuredElsewhere(c)) {
		out[server] = mainPort(ps)
	}
	i := slices.IndexFunc(ps, func(p generate.Port) bool { return p.Name == managementPort })
	if i > 0 && management != "" && !fixesPort(c, fact.PortNamed(managementPort), ps[i].Number) {
		out[management] = strconv.Itoa(ps[i].Number)
	}
	if f, ok := c.Facts.Best(fact.ContextPath); ok && c.spring() && f.Origin == fact.FromStart && f.Value != "" {
		out[contextPath] = f.Value
	}
	return out
}

// fixesPort tells whether code or configuration says a port and nothing else.
func fixesPort(c component, key string, number int) bool {
	for _, f := range c.Facts.All(key) {
		if f.Origin == fact.FromConfig || f.Origin == fact.FromCode {
			return portNumber(f) == number // the strongest
		}
	}
	return false
}

// fallsTo tells whether the framework listens on a port where nothing says which.
func fallsTo(c component, number int) bool {
	for _, f := range c.Facts.All(fact.Port) {
		switch f.Origin {
		case fact.FromConfig, fact.FromCode:
			return false // that is what holds then
		case fact.FromDefault:
			return portNumber(f) == number
		}
	}
	return number == stackPort(c)
}

// configuredElsewhere tells whether a configuration server whose files are not in the
// source has a say.
func configuredElsewhere(c component) bool {
	uses := slices.ContainsFunc(c.Services, func(s assess.Service) bool { return s.Kind == "config-server" })
	return uses && len(c.Facts.All(fact.ConfigServed)) == 0 && !isServer(c, "config-server")
}

func portNumber(f fact.Fact) int {
	number, _, _ := strings.Cut(f.Value, "/")
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0
	}
	return n
}

// listen sets a variable that says where the program listens, and tells whether it is one.
func (b *builder) listen(name string) bool {
	server, management := portVariables(b.c)
	value, needed := listening(b.c, b.w.Ports)[name]
	switch {
	case name == "" || len(b.w.Ports) == 0:
		return false
	case needed && name == contextPath:
		q := b.inquire(generate.AspectEnv(name))
		f, _ := q.fact(fact.ContextPath)
		b.set(q, name, value, "", i18n.Textf("路径前缀取自现有启动命令%s，镜像不带该参数，用环境变量保持不变", "the prefix is that of today's start command%s, which the image does not carry over, so a variable keeps it", firstPlace(f)))
		return true
	case name == server:
		value = mainPort(b.w.Ports)
	case needed && name == management:
	default:
		return false
	}
	q := b.inquire(generate.AspectEnv(name))
	q.uses(b.decision(generate.AspectPorts))
	b.set(q, name, value, "", i18n.Textf("端口不是由源码固定的，用环境变量让程序监听容器端口", "the source does not fix the port, so the variable makes the program listen on the container's"))
	return true
}

// listensAt tells whether the default of a variable is where the program listens.
func (c component) listensAt(value string) bool {
	host, port := hostPort(value)
	if isNumber(value) {
		host, port = "", fallbackPort(value)
	}
	return port > 0 && (host == "" || host == "0.0.0.0") && slices.ContainsFunc(c.Ports, func(p assess.Port) bool { return p.Port == port })
}
