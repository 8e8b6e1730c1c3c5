package decide

import (
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// calls are the names of the components that a component calls: those whose
// addresses its variables hold, and those that dep.down names.
func calls(q *inquiry, c component, peers []peer) []string {
	var out []string
	if c.role != assess.Static {
		for _, f := range c.Facts.Prefixed("env.") {
			name, _ := fact.EnvName(f.Key)
			if s, ok := findSibling(c, peers, name, f.Value); ok {
				q.use(f)
				out = append(out, s.name)
			}
		}
	}
	if c.role == assess.Static {
		answering, _ := routes(q, c, peers)
		for _, r := range answering {
			out = append(out, r.Component)
		}
	}
	for _, s := range c.Services {
		if p, ok := hosted(c, peers, s.Kind); ok {
			out = append(out, p.name)
		}
	}
	held := settings(c, peers)
	for _, name := range slices.Sorted(maps.Keys(held)) {
		if p, ok := leadsTo(c, peers, held[name]); ok {
			q.use(held[name].fact)
			out = append(out, p.name)
		}
	}
	rows, _ := q.rows("dep.down")
	for _, r := range rows {
		for _, p := range peers {
			if p.name != c.name && p.is(r.Get("name")) {
				out = append(out, p.name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// network decides whom the component talks to. The policies deny everything else
// only when somebody said that the list is complete; a wrong policy cuts off
// what nobody thought of.
func network(q *inquiry, c component, peers []peer) (generate.Network, generate.Decision) {
	var why because
	var n generate.Network
	n.Egress = append(egressPeers(q, c, peers), outside(q, &why, peers)...)
	n.Ingress = callers(q, c, peers)
	complete := q.ask("dep.complete")
	n.Enforce = complete.Value.Bool()
	switch {
	case n.Enforce:
		why.add("依赖已确认写全，其余一律拒绝", "the dependencies are said to be complete, and everything else is denied")
	default:
		if complete.State == survey.Unknown {
			q.assume("dep.complete", "false")
		}
		why.add("依赖未确认写全，策略只作为建议", "nobody said that the dependencies are complete, so the policy is a suggestion")
	}
	value := "suggest"
	if n.Enforce {
		value = "enforce"
	}
	return n, q.decide(value+"; in: "+peersValue(n.Ingress)+"; out: "+peersValue(n.Egress), why.text())
}

// callers are the components and ranges that call the component.
func callers(q *inquiry, c component, peers []peer) []generate.Peer {
	var ports []int
	for _, p := range c.decidedPorts(peers) {
		ports = append(ports, p.Number)
	}
	var out []generate.Peer
	if len(ports) == 0 {
		return nil
	}
	add := func(p generate.Peer) {
		if !slices.ContainsFunc(out, func(x generate.Peer) bool { return x.Component == p.Component && x.CIDR == p.CIDR }) {
			out = append(out, p)
		}
	}
	for _, p := range peers {
		if slices.Contains(p.calls, c.name) {
			add(generate.Peer{Component: p.name, Ports: ports})
		}
	}
	rows, _ := q.rows("dep.up")
	for _, r := range rows {
		if r.Get("cidr") != "" {
			add(generate.Peer{CIDR: r.Get("cidr"), Ports: ports})
			continue
		}
		for _, p := range peers {
			if p.is(r.Get("name")) && p.name != c.name {
				add(generate.Peer{Component: p.name, Ports: ports})
			}
		}
	}
	return out
}

func (c component) decidedPorts(peers []peer) []generate.Port {
	for _, p := range peers {
		if p.name == c.name {
			return p.ports
		}
	}
	return nil
}

// egressPeers are the components and backing services that it calls.
func egressPeers(q *inquiry, c component, peers []peer) []generate.Peer {
	var out []generate.Peer
	for _, name := range calls(q, c, peers) {
		for _, p := range peers {
			if p.name == name && len(p.ports) > 0 {
				out = append(out, generate.Peer{Component: name, Ports: []int{p.ports[0].Number}})
			}
		}
	}
	for _, kind := range usedServices(q, c, peers) {
		if _, ok := hosted(c, peers, kind); !ok { // else it is among the calls
			out = append(out, servicePeers(q, c, kind)...)
		}
	}
	return out
}

// usedServices are the kinds that the source uses for certain and those that
// answers name, sorted.
func usedServices(q *inquiry, c component, peers []peer) []string {
	var out []string
	for _, s := range c.Services {
		if c.optional(s.Kind) && !named(q, s.Kind) || s.Kind == "sqlite" || isServer(c, s.Kind) {
			continue
		}
		q.factOf(fact.Service, s.Kind)
		out = append(out, s.Kind)
	}
	for _, s := range settings(c, peers) { // sorted below
		if s.kind != plainHTTP && !slices.ContainsFunc(c.Services, func(x assess.Service) bool { return x.Kind == s.kind }) {
			out = append(out, s.kind) // where logs and traces go
		}
	}
	for _, id := range []string{"data.stores", "dep.middleware"} {
		rows, _ := q.rows(id)
		for _, r := range rows {
			out = append(out, r.Get("kind"))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// servicePeers is where a backing service is: its addresses when answers give
// them as numbers, else anywhere on its port.
func servicePeers(q *inquiry, c component, kind string) []generate.Peer {
	var out []generate.Peer
	var ports []int
	named := false
	for _, id := range []string{"data.stores", "dep.middleware"} {
		for _, r := range q.rowsOf(id, func(r survey.Row) bool { return r.Get("kind") == kind }) {
			port := r.Int("port")
			if port == 0 && r.Get("host") == "" {
				port = foundServicePort(c, kind) // the answer names the kind alone
			}
			if port == 0 {
				port = servicePort(kind)
			}
			if cidr := oneAddress(r.Get("host")); cidr != "" {
				out = append(out, generate.Peer{CIDR: cidr, Ports: some(port)})
				continue
			}
			named, ports = true, append(ports, some(port)...)
		}
	}
	if len(out) > 0 && !named {
		return out
	}
	if len(ports) == 0 {
		ports = some(foundServicePort(c, kind))
	}
	slices.Sort(ports)
	return append(out, generate.Peer{Service: kind, Ports: slices.Compact(ports)})
}

// foundServicePort is the port in the configured address, else the usual one.
func foundServicePort(c component, kind string) int {
	for _, s := range c.Services {
		if s.Kind == kind {
			if n := fallbackPort(placeholderRE.ReplaceAllString(s.Address, "$2")); n > 0 {
				return n
			}
		}
	}
	return servicePort(kind)
}

func some(port int) []int {
	if port == 0 {
		return nil
	}
	return []int{port}
}

// oneAddress is the range of a single IP address, "" for a host name.
func oneAddress(host string) string {
	a, err := netip.ParseAddr(host)
	if err != nil {
		return ""
	}
	return netip.PrefixFrom(a, a.BitLen()).String()
}

// outside are the other systems that dep.down names.
func outside(q *inquiry, why *because, peers []peer) []generate.Peer {
	rows, _ := q.rows("dep.down")
	isolated := false
	var out []generate.Peer
	for _, r := range rows {
		if slices.ContainsFunc(peers, func(p peer) bool { return p.is(r.Get("name")) }) {
			continue
		}
		p := generate.Peer{CIDR: r.Get("cidr"), Ports: some(r.Int("port"))}
		if p.CIDR == "" {
			p.CIDR = oneAddress(r.Get("address"))
		}
		internet := r.Get("location") == "internet"
		if internet && p.CIDR == "" {
			p.CIDR = "0.0.0.0/0"
			if len(p.Ports) == 0 {
				p.Ports = []int{443}
			}
		}
		if p.CIDR == "" {
			p.Service = label(r.Get("name"), "system")
			if p.Service == "" {
				p.Service = "external"
			}
		}
		isolated = isolated || internet
		out = append(out, p)
	}
	if isolated && q.ask("net.egress").Value.Record().Get("run") == "isolated" {
		why.add("答案说运行环境隔离，又依赖互联网上的系统，请确认", "the runtime is said to be isolated, and yet it depends on the internet; please confirm")
	}
	return out
}

func peersValue(ps []generate.Peer) string {
	if len(ps) == 0 {
		return none
	}
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.Component + p.Service + p.CIDR
		if len(p.Ports) > 0 {
			numbers := make([]string, len(p.Ports))
			for j, n := range p.Ports {
				numbers[j] = strconv.Itoa(n)
			}
			out[i] += ":" + strings.Join(numbers, ",")
		}
	}
	return strings.Join(out, " ")
}
