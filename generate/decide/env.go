package decide

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// variables decides the environment of the process: what is plain, what differs
// by environment, and what is a secret. Static files have none: what their build
// reads is in the image.
func (b *builder) variables() {
	for _, e := range b.app.Environments {
		b.w.Settings = append(b.w.Settings, generate.Setting{Environment: e.Name})
	}
	secrets := b.inquire(generate.AspectSecrets)
	if b.c.role != assess.Static {
		plain, _ := secretSettings(b.c)
		for _, name := range b.variableNames(plain) {
			f, inFile := plain[name]
			switch {
			case inFile && !b.unused(secrets, name) && !b.answeredPlain(name):
				b.secretSetting(secrets, name, f)
			case b.secret(secrets, name):
				b.w.Secrets = append(b.w.Secrets, generate.Secret{Name: name, Key: name, Optional: b.c.Facts.Value(fact.EnvOptional(name)) == "true"})
			default:
				b.variable(name)
			}
		}
	}
	b.take(secretsDecision(secrets, b.w.Secrets))
}

func secretsDecision(q *inquiry, secrets []generate.Secret) generate.Decision {
	if len(q.inputs) == 0 {
		q.byDefault("cfg.perenv", none)
	}
	if len(secrets) == 0 {
		return q.decide("", i18n.Textf("没有读取敏感变量", "no secret variable is read"))
	}
	names := make([]string, len(secrets))
	for i, s := range secrets {
		names[i] = s.Name
	}
	return q.decide(strings.Join(names, ", "), i18n.Textf("敏感变量只从 Secret 注入，值不进仓库", "secret variables come from a Secret, and their values are in no repository"))
}

// secretSetting takes over a secret that stands in a configuration file, so that
// nothing works with what is committed.
func (b *builder) secretSetting(q *inquiry, name string, f fact.Fact) {
	q.use(f)
	b.w.Secrets = append(b.w.Secrets, generate.Secret{Name: name, Key: name, Optional: b.c.Facts.Value(fact.EnvOptional(f.Value)) == "true"})
	one := b.inquire(generate.AspectEnv(name))
	one.use(f)
	b.take(one.decide("secret", i18n.Textf("配置项 %[1]s 在文件里是明文，改由 Secret %[2]s 注入并覆盖；请更换后从仓库删除",
		"the property %[1]s stands in a file in plain text; the Secret %[2]s takes it over. Please change it and take it out of the repository", f.Value, b.w.SecretName())))
}

// answeredPlain tells whether an answer gives a value for what is a secret by its
// place alone: the user beside a password, an address with a password in it.
func (b *builder) answeredPlain(name string) bool {
	q := b.inquire(generate.AspectEnv(name))
	return !fact.Sensitive(name) && len(q.rowsOf("cfg.perenv", func(r survey.Row) bool { return r.Get("key") == name && r.Get("setting") != "" })) > 0
}

// variableNames are the variables to decide on, sorted.
func (b *builder) variableNames(secrets map[string]fact.Fact) []string {
	out := frameworkNames(b.c, b.w.Ports)
	for _, f := range b.c.Facts.Prefixed("env.") {
		if name, _ := fact.EnvName(f.Key); !fact.Ambient(name) {
			out = append(out, name)
		}
	}
	q := b.inquire(generate.AspectEnv(""))
	rows, _ := q.rows("cfg.perenv")
	for _, r := range rows {
		out = append(out, r.Get("key"))
	}
	out = slices.AppendSeq(out, maps.Keys(b.found))
	out = slices.AppendSeq(out, maps.Keys(b.held))
	out = slices.AppendSeq(out, maps.Keys(secrets))
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(n string) bool { return n == "" })
}

// secret tells whether a variable is one, and records why.
func (b *builder) secret(q *inquiry, name string) bool {
	rows := q.rowsOf("cfg.perenv", func(r survey.Row) bool { return r.Get("key") == name && r.Get("secret") == "true" })
	if len(rows) > 0 {
		return true
	}
	f, inSource := b.c.given(name)
	a, isAddress := b.found[name]
	if !fact.Sensitive(name) && !hasPassword(f.Value) && !(isAddress && a.carriesPassword()) {
		return false
	}
	if b.unused(q, name) {
		return false
	}
	if inSource {
		f.Value = "" // whatever it is, it stays where it is
		q.use(f)
	} else {
		q.byDefault("secret", name)
	}
	return true
}

// variable decides one plain variable.
func (b *builder) variable(name string) {
	q := b.inquire(generate.AspectEnv(name))
	rows := q.rowsOf("cfg.perenv", func(r survey.Row) bool { return r.Get("key") == name && r.Get("setting") != "" })
	f, inSource := b.c.given(name)
	if fact.Sensitive(name) || hasPassword(f.Value) {
		b.unset(q, f, inSource, "可选服务未启用，不需要", "it belongs to an optional service that is not in use")
		return
	}
	a, isAddress := b.found[name]
	held, isHeld := b.held[name]
	peer, isPeer := findSibling(b.c, b.peers, name, f.Value)
	switch {
	case len(rows) > 0:
		b.answered(name, rows)
	case b.byFramework(name):
	case isHeld && f.Origin != fact.FromStart: // what today's start gives is nearer to the truth
		b.setting(name, held)
	case isAddress && b.hostedAddress(name, a):
	case isAddress:
		b.address(name, a)
	case b.unused(q, name):
		b.unset(q, f, inSource, "可选服务未启用，不需要", "it belongs to an optional service that is not in use")
	case inSource && isLogFile(name) && f.Origin == fact.FromStart:
		b.unset(q, f, true, "日志只写标准输出，由平台采集，不沿用主机上的日志文件", "logs go to standard output, where the platform collects them, and today's file is not carried over")
	case isPeer:
		if inSource {
			q.use(f)
		}
		q.byDefault("service", peer.name)
		b.set(q, name, peer.value(), "", peerReason(peer.name))
	case inSource && f.Value != "" && !pointsHome(f.Value):
		q.use(f)
		b.keep(q, name, f)
	case inSource && f.Value != "":
		q.assume("cfg.perenv", "")
		b.unset(q, f, true, "默认指向本机，容器里没有该服务，请给出地址", "its default is the machine itself, where no container finds it; please give the address")
	case inSource:
		if f.Origin == fact.FromConfig { // code can do without more often than a configuration file
			q.assume("cfg.perenv", "")
		}
		b.unset(q, f, true, "程序读取它但没有默认值，未设置，请确认", "the program reads it, it has no default and is left unset; please confirm")
	}
}

// keep sets a variable to what it is today. Where that leads to something beside
// today's deployment that is not generated, a person must see to it.
func (b *builder) keep(q *inquiry, name string, f fact.Fact) {
	why := keptReason(f)
	if host, inside := insideHost(f.Value); inside && fromDeployment(f) {
		q.assume("cfg.perenv", f.Value)
		why = joined(i18n.Textf("现有部署描述的取值", "the value of today's deployment"), i18n.Textf("%[1]s 不在本次生成的组件里，请确认它在集群的同一命名空间里，或改成能访问的地址", "%[1]s is none of the components that are generated; please see that it is in the cluster, in the same namespace, or give an address that can be reached", host))
	}
	b.set(q, name, f.Value, "", why)
}

// unused tells a variable of an optional service that nobody says is in use.
func (b *builder) unused(q *inquiry, name string) bool {
	s, ok := assess.ServiceNamed(b.c.Services, name)
	return ok && b.c.optional(s.Kind) && !named(q, s.Kind)
}

func peerReason(name string) i18n.Text {
	return i18n.Textf("指向本应用的 %s", "it leads to %s of the application", name)
}

// pointsHome tells a value that leads to the machine itself.
func pointsHome(v string) bool {
	for part := range strings.SplitSeq(v, ",") {
		if host, _ := hostPort(strings.TrimSpace(part)); host != "0.0.0.0" && localRE.MatchString(host) {
			return true
		}
	}
	return false
}

// set takes the decision on a variable that is the same in every environment.
func (b *builder) set(q *inquiry, name, value, binding string, why i18n.Text) {
	d := q.decide(value, why)
	b.take(d)
	b.w.Env = append(b.w.Env, generate.EnvVar{Name: name, Value: value, Decision: d.ID, Binding: binding})
}

// setIn takes the decision on a variable in one environment.
func (b *builder) setIn(q *inquiry, i int, name, value, binding string, why i18n.Text) {
	d := q.decide(value, why)
	b.take(d)
	s := &b.w.Settings[i]
	s.Env = append(s.Env, generate.EnvVar{Name: name, Value: value, Decision: d.ID, Binding: binding})
}

// unset records that a variable is read and not set.
func (b *builder) unset(q *inquiry, f fact.Fact, inSource bool, zh, en string) {
	if inSource {
		if fact.Sensitive(strings.TrimPrefix(f.Key, "env.")) || hasPassword(f.Value) {
			f.Value = ""
		}
		q.use(f)
	}
	if len(q.inputs) == 0 {
		q.byDefault("cfg.perenv", none)
	}
	b.take(q.decide("", i18n.Text{ZH: zh, EN: en}))
}

// answered sets a variable as cfg.perenv says, the general row in all
// environments and the others in theirs.
func (b *builder) answered(name string, rows []survey.Row) {
	why := i18n.Textf("取值按答案", "the value as answered")
	for _, r := range rows {
		if r.Get("env") == "" {
			q := b.inquire(generate.AspectEnv(name))
			q.rowsOf("cfg.perenv", func(x survey.Row) bool { return x.Get("key") == name && x.Get("env") == "" })
			b.set(q, name, r.Get("setting"), "", why)
			break
		}
	}
	for i, e := range b.app.Environments {
		q := b.inquireIn(generate.AspectEnv(name), e)
		own := q.rowsOf("cfg.perenv", func(r survey.Row) bool {
			return r.Get("key") == name && r.Get("env") == e.Name && r.Get("setting") != ""
		})
		if len(own) > 0 {
			b.setIn(q, i, name, own[0].Get("setting"), "", why)
		}
	}
}

// address sets a variable that holds the address of a backing service.
func (b *builder) address(name string, a address) {
	q := b.inquire(generate.AspectEnv(name))
	use := func(q *inquiry) {
		q.fact(fact.ServiceAddress(a.kind))
		q.fact(fact.Env(name))
		if len(q.inputs) == 0 {
			q.byDefault("service", a.kind)
		}
	}
	if a.optional && !named(q, a.kind) {
		use(q)
		b.take(q.decide("", i18n.Textf("可选的 %s 没有启用，不设置", "the optional %s is not in use, so it is left unset", a.kind)))
		return
	}
	var places []place
	for _, e := range b.app.Environments {
		places = append(places, locate(b.inquireIn(generate.AspectEnv(name), e), b.app.Name, b.owner(a.kind), a.kind, e.Name))
	}
	same := !slices.ContainsFunc(places, func(p place) bool {
		return a.value(p) != a.value(places[0]) || p.binding != places[0].binding && a.part != portPart
	})
	if same {
		p := locate(q, b.app.Name, b.owner(a.kind), a.kind, b.app.Environments[0].Name)
		use(q)
		b.setPlace(q, -1, name, a, p)
		return
	}
	for i, e := range b.app.Environments {
		q := b.inquireIn(generate.AspectEnv(name), e)
		locate(q, b.app.Name, b.owner(a.kind), a.kind, e.Name)
		use(q)
		b.setPlace(q, i, name, a, places[i])
	}
}

// setPlace sets an address; i is the environment, or below 0 for all of them.
func (b *builder) setPlace(q *inquiry, i int, name string, a address, p place) {
	binding := p.binding
	why := i18n.Textf("%[1]s 的地址按答案", "where %[1]s is, as answered", a.kind)
	switch {
	case a.part == portPart:
		binding = ""
		why = i18n.Textf("%[1]s 的端口", "the port of %[1]s", a.kind)
	case binding != "" && q.src.bindings[binding] != "":
		why = i18n.Textf("%[1]s 的地址取自平台绑定 %[2]s", "where %[1]s is, by the platform's binding %[2]s", a.kind, binding)
	case binding != "":
		q.assume(cmp.Or(storeQuestion(a.kind), "dep.middleware"), binding)
		why = i18n.Textf("%[1]s 的地址未知，由平台绑定 %[2]s 提供", "where %[1]s is, is unknown and the platform must bind %[2]s", a.kind, binding)
	}
	if i < 0 {
		b.set(q, name, a.value(p), binding, why)
		return
	}
	b.setIn(q, i, name, a.value(p), binding, why)
}

// storeQuestion is the question that asks for a kind of service.
func storeQuestion(kind string) string {
	if fact.IsStore(kind) {
		return "data.stores"
	}
	return "dep.middleware"
}
