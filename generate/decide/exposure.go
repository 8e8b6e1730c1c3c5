package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// exposure decides whether a component is reached from outside the cluster. With
// no answer, the front door is, see isFront.
func exposure(q *inquiry, c component, ps []generate.Port, peers []peer) (bool, generate.Decision) {
	done := func(yes bool, zh, en string) (bool, generate.Decision) {
		value := "internal"
		if yes {
			value = "exposed"
		}
		return yes, q.decide(value, i18n.Text{ZH: zh, EN: en})
	}
	if len(ps) == 0 {
		q.byDefault("ports", none)
		return done(false, "没有端口", "it has no port")
	}
	rows, answered := q.rows("app.ports")
	said := false
	for _, r := range rows {
		exposed, given := r.Bool("exposed")
		if exposed {
			return done(true, "对外，按答案", "reached from outside, as answered")
		}
		said = said || given
	}
	if said {
		return done(false, "只在集群内访问，按答案", "reached inside the cluster only, as answered")
	}
	hostRows, _ := q.rows("net.hosts")
	door := doorWithin(peers, func(p peer) bool { return isFront(p.component, peers) })
	if slices.ContainsFunc(hostRows, func(r survey.Row) bool {
		return c.is(r.Get("component")) || r.Get("component") == "" && c.name == door
	}) {
		return done(true, "域名指向该组件", "a host name leads to it")
	}
	if len(hostRows) > 0 && !slices.ContainsFunc(hostRows, func(r survey.Row) bool { return r.Get("component") == "" }) {
		return done(false, "没有域名指向它，只在集群内访问", "no host name leads to it, so it is reached inside the cluster only")
	}
	if !answered {
		q.assume("app.ports", "")
	}
	if isFront(c, peers) {
		q.byDefault("front-door", c.name)
		return done(true, "它是应用的入口：没有别的组件在它前面", "it is the front door of the application: no other component stands before it")
	}
	q.byDefault("front-door", orNone(door))
	return done(false, "应用的入口是别的组件，它只在集群内访问", "another component is the front door, so it is reached inside the cluster only")
}

// is tells whether a name in an answer means the component.
func (c component) is(name string) bool {
	return name != "" && (name == c.name || name == c.Name || name == c.Path)
}

// isFront tells whether requests come in through the component: the gateways;
// without one the static front ends, and the web services that speak HTTP and that
// no other component calls; without those all that speak HTTP.
func isFront(c component, peers []peer) bool {
	called := map[string]bool{}
	for _, p := range peers {
		for _, name := range p.calls {
			called[name] = true
		}
	}
	for _, front := range []func(peer) bool{
		func(p peer) bool { return p.role == assess.Gateway },
		func(p peer) bool {
			return p.role == assess.Static || p.role == assess.Web && p.speaksHTTP() && !called[p.name]
		},
		func(p peer) bool { return p.role == assess.Web && p.speaksHTTP() },
	} {
		if slices.ContainsFunc(peers, front) {
			return slices.ContainsFunc(peers, func(p peer) bool { return p.name == c.name && front(p) })
		}
	}
	return false
}

// doorWithin is the component that a host name without a component means: the
// first gateway of those given, else front end, else web service.
func doorWithin(peers []peer, open func(peer) bool) string {
	for _, role := range []assess.Workload{assess.Gateway, assess.Static, assess.Web} {
		for _, p := range peers {
			if p.role == role && open(p) {
				return p.name
			}
		}
	}
	return ""
}

func (p peer) speaksHTTP() bool {
	return len(p.ports) > 0 && slices.Contains([]string{"http", "https", "ws"}, p.ports[0].Protocol)
}

// hosts decides under which host names a component is reached in an environment.
// None is ever invented: without an answer there is no ingress.
func hosts(q *inquiry, c component, peers []peer, exposed bool, e generate.Environment, exposure generate.Decision) ([]string, generate.Decision) {
	q.uses(exposure)
	if !exposed {
		return nil, q.decide("", i18n.Textf("不对外", "it is not reached from outside"))
	}
	rows, answered := q.rows("net.hosts")
	var out []string
	for _, r := range rows {
		mine := c.is(r.Get("component")) || r.Get("component") == "" && c.name == frontDoor(peers)
		if r.Get("env") == e.Name && mine && !slices.Contains(out, r.Get("host")) {
			out = append(out, r.Get("host"))
		}
	}
	if len(out) > 0 {
		return out, q.decide(strings.Join(out, ", "), i18n.Textf("域名按答案", "host names as answered"))
	}
	if !answered {
		q.assume("net.hosts", "")
	}
	return nil, q.decide("", i18n.Textf("该环境没有域名，不生成入口规则", "there is no host name in this environment, so no ingress is made"))
}

// frontDoor is the component of those reached from outside that a host name
// without a component means.
func frontDoor(peers []peer) string {
	if name := doorWithin(peers, func(p peer) bool { return p.exposed }); name != "" {
		return name
	}
	for _, p := range peers {
		if p.exposed {
			return p.name
		}
	}
	return ""
}
