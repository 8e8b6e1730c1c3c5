package decide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// routes decides which paths of a static front end other components answer. A
// browser asks the front end's own host for them, so without a route the front
// end finds no backend.
func routes(q *inquiry, c component, peers []peer) ([]generate.Route, generate.Decision) {
	if c.role != assess.Static {
		q.byDefault("workload", string(c.role))
		return nil, q.decide("", i18n.Textf("只有静态前端需要把路径转给别的组件", "only a static front end has paths that others answer"))
	}
	if i := slices.IndexFunc(peers, func(p peer) bool { return p.role == assess.Gateway }); i >= 0 {
		q.byDefault("front-door", peers[i].name)
		return nil, q.decide("", i18n.Textf("网关 %[1]s 在前面，由它分发", "the gateway %[1]s stands in front and passes requests on", peers[i].name))
	}
	var out []generate.Route
	var why because
	for _, f := range q.all(fact.StaticProxy) {
		prefix, target, _ := strings.Cut(f.Value, "=")
		if !strings.HasPrefix(prefix, "/") || prefix == "/" {
			continue
		}
		p, ok := routeTarget(c, peers, target)
		if !ok {
			why.add("%[1]s 转给谁不能确定，需在入口处配置", "who answers %[1]s is not certain and must be set at the entry", prefix)
			continue
		}
		why.add("%[1]s 由 %[2]s 应答", "%[2]s answers %[1]s", prefix, p.name)
		out = append(out, generate.Route{Prefix: prefix, Component: p.name, Port: p.ports[0].Number, Strip: strings.HasSuffix(target, "/")})
	}
	if len(why) == 0 {
		if len(q.inputs) == 0 {
			q.byDefault("static.proxy", none)
		}
		why.add("前端不转发请求", "the front end passes nothing on")
	}
	slices.SortStableFunc(out, func(a, b generate.Route) int { return cmp.Compare(a.Prefix, b.Prefix) })
	out = slices.CompactFunc(out, func(a, b generate.Route) bool { return a.Prefix == b.Prefix })
	values := make([]string, len(out))
	for i, r := range out {
		values[i] = fmt.Sprintf("%s -> %s:%d", r.Prefix, r.Component, r.Port)
	}
	return out, q.decide(strings.Join(values, ", "), why.text())
}

// routeTarget finds the component that a development server passes requests to:
// by the target's port or host, else the only other component that speaks HTTP.
func routeTarget(c component, peers []peer, target string) (peer, bool) {
	host, port := hostPort(target)
	var servers []peer
	for _, p := range peers {
		if p.name != c.name && p.speaksHTTP() && p.role != assess.Static {
			servers = append(servers, p)
		}
	}
	for _, match := range []func(peer) bool{
		func(p peer) bool { return port > 0 && p.listensOn(port) },
		func(p peer) bool { return host != "" && p.answersTo(stem(host)) },
		func(peer) bool { return true },
	} {
		var found []peer
		for _, p := range servers {
			if match(p) {
				found = append(found, p)
			}
		}
		if len(found) == 1 {
			return found[0], true
		}
	}
	return peer{}, false
}
