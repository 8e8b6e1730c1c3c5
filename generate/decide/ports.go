package decide

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// staticPort is where the web server that the tool puts in front of static files
// listens: above 1024, so that it needs no root.
const staticPort = 8080

// ports decides on which ports the container listens, the main one first. What
// the source fixes wins over an answer, since the program listens where it
// listens; an answer wins over a default or a deployment file, and adds ports.
// A port below 1024 is kept: the pod lets the user listen on it (Security.LowPorts).
func ports(q *inquiry, c component) ([]generate.Port, generate.Decision) {
	if c.role == assess.Static {
		q.byDefault("static.port", strconv.Itoa(staticPort))
		var why because
		why.add("静态文件由镜像内的 Web 服务器提供，监听 %d，不需要 root", "the image's web server serves the files on %d, which needs no root", staticPort)
		return []generate.Port{{Name: "http", Number: staticPort, Protocol: "http"}}, q.decide("8080/http", why.text())
	}
	var why because
	found := foundPorts(q, c)
	answered, _ := q.rows("app.ports")
	out := mergePorts(&why, found, answered)
	if len(out) == 0 && (c.role == assess.Web || c.role == assess.Gateway) {
		n := stackPort(c)
		q.assume("app.ports", strconv.Itoa(n))
		out = []generate.Port{{Number: n, Protocol: "http"}}
		why.add("没有找到端口，按技术栈惯例采用 %d", "no port was found, so the stack's usual %d is taken", n)
	}
	if len(out) == 0 {
		q.byDefault("workload", string(c.role))
		why.add("不监听端口", "it listens on no port")
	}
	namePorts(out)
	return out, q.decide(portsValue(out), why.text())
}

// foundPort is a port of the evidence.
type foundPort struct {
	generate.Port
	strong bool
}

func foundPorts(q *inquiry, c component) []foundPort {
	var out []foundPort
	for _, p := range c.Ports {
		key := fact.Port
		if p.Name != "" {
			key = fact.PortNamed(p.Name)
		}
		value := fmt.Sprintf("%d/%s", p.Port, p.Protocol)
		f, ok := q.factOf(key, value)
		if !ok {
			if f, ok = q.fact(key); !ok {
				q.record(generate.Input{Kind: generate.FromFact, Ref: key, Value: value})
			}
			ok = false
		}
		protocol := p.Protocol
		if protocol == "tcp" && p.Name == "" && (c.role == assess.Web || c.role == assess.Gateway) {
			protocol = "http" // EXPOSE cannot say more than tcp of what serves the web
		}
		out = append(out, foundPort{generate.Port{Name: p.Name, Number: p.Port, Protocol: protocol}, ok && strong(f)})
	}
	return out
}

// mergePorts puts the answered ports beside those found. The first answered port
// speaks of the main one.
func mergePorts(why *because, found []foundPort, answered []survey.Row) []generate.Port {
	var out []generate.Port
	for _, p := range found {
		out = append(out, p.Port)
	}
	if len(found) > 0 {
		why.add("端口取自源码", "the ports are the source's")
	}
	for i, r := range answered {
		p := answeredPort(r)
		at := slices.IndexFunc(out, func(x generate.Port) bool { return x.Number == p.Number })
		switch {
		case at >= 0:
			out[at] = refine(out[at], p)
		case i == 0 && len(found) > 0 && p.Name == "" && found[0].strong:
			why.add("答案写的是 %[1]d，但源码固定监听 %[2]d，以源码为准，请确认", "the answer says %[1]d, but the source listens on %[2]d and is followed; please confirm", p.Number, out[0].Number)
		case i == 0 && len(found) > 0 && p.Name == "":
			why.add("答案 %[1]d 优先于较弱的证据 %[2]d", "the answer %[1]d wins over the weaker evidence for %[2]d", p.Number, out[0].Number)
			out[0] = p
		default:
			why.add("端口 %d 按答案", "port %d as answered", p.Number)
			out = append(out, p)
		}
	}
	return out
}

func answeredPort(r survey.Row) generate.Port {
	p := generate.Port{Name: r.Get("name"), Number: r.Int("port"), Protocol: r.Get("protocol")}
	if p.Protocol == "" {
		p.Protocol = "http"
	}
	return p
}

// refine completes a found port by an answer: evidence such as EXPOSE knows no
// more than tcp.
func refine(found, answered generate.Port) generate.Port {
	if found.Protocol == "tcp" || found.Protocol == "" {
		found.Protocol = answered.Protocol
	}
	if found.Name == "" {
		found.Name = answered.Name
	}
	return found
}

// stackPort is where the usual servers of a stack listen.
func stackPort(c component) int {
	switch c.stack() {
	case "javascript", "ssr":
		return 3000
	case "python":
		return 8000
	}
	return 8080
}

// namePorts gives every port a name of its own, an IANA service name of at most 15 characters.
func namePorts(ps []generate.Port) {
	const most = 15
	used := map[string]bool{}
	for i, p := range ps {
		name := assess.Slug(p.Name)
		if name == "" {
			name = assess.Slug(p.Protocol)
		}
		if !strings.ContainsFunc(name, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			name = strings.TrimSuffix("port-"+name, "-")
		}
		if len(name) > most {
			name = strings.TrimSuffix(name[:most], "-")
		}
		if used[name] {
			number := "-" + strconv.Itoa(p.Number)
			name = strings.TrimSuffix(name[:min(len(name), most-len(number))], "-") + number
		}
		used[name] = true
		ps[i].Name = name
	}
}

func portsValue(ps []generate.Port) string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = fmt.Sprintf("%d/%s", p.Number, p.Protocol)
	}
	return strings.Join(out, ", ")
}
