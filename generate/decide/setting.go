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

// setting is a property of a configuration file that says where a service is, and
// that an environment variable takes over.
type setting struct {
	kind, property, value string
	fact                  fact.Fact
}

// plainHTTP is the kind of a setting that leads to some HTTP server, which matters
// when that is a component of the application.
const plainHTTP = "http"

// settings are the component's by the names of the variables. Of those that lead to
// just any HTTP server, the ones that lead to a peer.
func settings(c component, peers []peer) map[string]setting {
	out := map[string]setting{}
	for _, f := range c.Facts.Prefixed("service.") { // those of one key strongest first
		kind, ok := fact.SettingKind(f.Key)
		if !ok || isServer(c, kind) || f.Origin == fact.FromDefault && ownVariable(c, kind) {
			continue
		}
		name, ok := c.variableFor(f)
		if _, done := out[name]; !ok || done {
			continue
		}
		property, value := fact.Property(f.Value)
		if _, ok := leadsTo(c, peers, setting{kind: kind, value: value}); kind == plainHTTP && !ok {
			continue
		}
		out[name] = setting{kind: kind, property: property, value: value, fact: f}
	}
	return out
}

// isPort tells a setting that holds the port alone.
func (s setting) isPort() bool { return isNumber(s.value) }

// at returns the setting as it is when the program runs with a profile. Its value is
// "" when it leads nowhere near the service there.
func (s setting) at(c component, profile string) setting {
	for _, f := range c.Facts.All(fact.ServiceSettingIn(s.kind, profile)) {
		if property, value := fact.Property(f.Value); property == s.property {
			s.value, s.fact = value, f
			break
		}
	}
	return s
}

// public tells an address that is the same from everywhere: that of a cloud's object
// store, of a mail provider, or of a repository. Anything else is a place of its own in each environment.
func (s setting) public() bool {
	if s.kind == "git" {
		return true
	}
	if !slices.Contains([]string{"oss", "s3", "smtp"}, s.kind) {
		return false
	}
	if s.isPort() {
		return true
	}
	host, _ := hostPort(s.value)
	return strings.Contains(host, ".") && oneAddress(host) == "" && !hasAnySuffix(host, ".local", ".internal", ".lan", ".intranet", ".corp")
}

// choice is what a variable is to be in one environment; "" leaves it unset.
type choice struct {
	value, binding string
	assumes        string // the question whose answer is missing
	why            i18n.Text
}

// setting decides on a variable that takes over a property, once where all
// environments agree.
func (b *builder) setting(name string, s setting) {
	aspect := generate.AspectEnv(name)
	var all []choice
	for _, e := range b.app.Environments {
		all = append(all, b.choose(b.inquireIn(aspect, e), s, e))
	}
	same := !slices.ContainsFunc(all, func(c choice) bool { return c.value != all[0].value || c.binding != all[0].binding })
	for i, e := range b.app.Environments {
		q := b.inquireIn(aspect, e)
		if same {
			q, i = b.inquire(aspect), -1
		}
		c := b.choose(q, s, e)
		if c.assumes != "" {
			q.assume(c.assumes, c.binding)
		}
		switch {
		case c.value == "":
			b.take(q.decide("", c.why))
		case same:
			b.set(q, name, c.value, c.binding, c.why)
		default:
			b.setIn(q, i, name, c.value, c.binding, c.why)
		}
		if same {
			return
		}
	}
}

// choose takes the place of the service in one environment.
func (b *builder) choose(q *inquiry, s setting, e generate.Environment) choice {
	profile := profileFor(e, b.c.Facts.Values(fact.Profile))
	s = s.at(b.c, profile)
	q.use(s.fact)
	switch {
	case s.value == "":
		return choice{why: i18n.Textf("该环境以 profile %[1]s 运行，那里没有用到 %[2]s", "this environment runs with profile %[1]s, which does not use %[2]s", profile, s.kind)}
	case b.c.optional(s.kind) && !named(q, s.kind):
		return choice{why: i18n.Textf("可选的 %s 没有启用，不设置", "the optional %s is not in use, so it is left unset", s.kind)}
	}
	if p, ok := b.answering(s); ok {
		if s.isPort() {
			return choice{value: strconv.Itoa(p.ports[0].Number), why: peerReason(p.name)}
		}
		return choice{value: relocate(s.property, s.value, p.name, p.ports[0].Number), why: peerReason(p.name)}
	}
	p := locate(q, b.app.Name, b.owner(s.kind), s.kind, e.Name)
	switch {
	case s.isPort() && (p.given == 0 || strconv.Itoa(p.given) == s.value):
		return choice{why: i18n.Textf("端口与配置文件一致，不必设置", "the port is that of the configuration file and need not be set")}
	case s.isPort():
		return choice{value: strconv.Itoa(p.given), why: i18n.Textf("%[1]s 的端口按答案", "the port of %[1]s, as answered", s.kind)}
	case !p.answer && s.public():
		return choice{why: i18n.Textf("%[1]s 是公网服务，沿用配置文件中的地址", "%[1]s is a service in the internet, and its address in the configuration file is kept", s.kind)}
	}
	c := choice{value: relocate(s.property, s.value, p.host, p.given), binding: p.binding, why: s.why()}
	switch {
	case p.answer:
		c.why = joined(c.why, i18n.Textf("%[1]s 的地址按答案", "where %[1]s is, as answered", s.kind))
	case q.src.bindings[p.binding] != "":
		c.why = joined(c.why, i18n.Textf("%[1]s 的地址取自平台绑定 %[2]s", "where %[1]s is, by the platform's binding %[2]s", s.kind, p.binding))
	default:
		c.assumes = storeQuestion(s.kind)
		c.why = joined(c.why, i18n.Textf("%[1]s 的地址未知，由平台绑定 %[2]s 提供", "where %[1]s is, is unknown and the platform must bind %[2]s", s.kind, p.binding))
	}
	return c
}

func (s setting) why() i18n.Text {
	return i18n.Textf("环境变量覆盖配置项 %[1]s，只换主机和端口", "the variable takes over the property %[1]s and changes host and port alone", s.property)
}

func joined(texts ...i18n.Text) i18n.Text { return because(texts).text() }

// answering returns the component of the application that a setting leads to.
func (b *builder) answering(s setting) (peer, bool) { return leadsTo(b.c, b.peers, s) }

func leadsTo(self component, peers []peer, s setting) (peer, bool) {
	if p, ok := hosted(self, peers, s.kind); ok {
		return p, true
	}
	host, port := hostPort(s.value)
	if host == "" || port == 0 || storeQuestion(s.kind) == "data.stores" {
		return peer{}, false
	}
	local := localRE.MatchString(host)
	if local && slices.ContainsFunc(self.Ports, func(p assess.Port) bool { return p.Port == port }) {
		return peer{}, false // it leads to the component itself
	}
	var found []peer
	for _, p := range peers {
		if p.name == self.name || len(p.ports) == 0 || !p.listensOn(port) || s.kind == plainHTTP && p.role == assess.Static {
			continue // pages are for browsers, which know no Service
		}
		if p.answersTo(stem(host)) || local && s.kind == plainHTTP {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return peer{}, false
	}
	return found[0], true
}

// optional tells a backing service that the program does without. One that comes
// with a profile in which an environment runs is in use, and so is one that today's deployment gives.
func (c component) optional(kind string) bool {
	i := slices.IndexFunc(c.Services, func(s assess.Service) bool { return s.Kind == kind })
	return i >= 0 && c.Services[i].Optional && !slices.Contains(c.runs, c.Facts.Value(fact.ServiceOptional(kind))) && !c.deployedWith(kind)
}

// ownVariable tells whether the program has a variable of its own for the address,
// which shows in a default on the service's port.
func ownVariable(c component, kind string) bool {
	return slices.ContainsFunc(c.Facts.Prefixed("env."), func(f fact.Fact) bool {
		_, port := hostPort(f.Value)
		return port > 0 && port == servicePort(kind)
	})
}
