package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// secretSettings are the plain-text secrets of configuration files by the names of
// the variables that take them over, and those that no variable takes over.
func secretSettings(c component) (byName map[string]fact.Fact, fixed fact.Set) {
	byName = map[string]fact.Fact{}
	for _, f := range c.Facts.All(fact.SecretSetting) {
		if name, ok := c.variableFor(f); ok {
			byName[name] = f
		} else {
			fixed = append(fixed, f)
		}
	}
	return byName, fixed
}

// fixed decides about what stays in files where no variable reaches it: addresses of
// services and secrets. A person must change them, and is told where they are.
func (b *builder) fixed() {
	if b.c.role == assess.Static {
		return
	}
	reached := map[string]bool{}
	for _, a := range b.found {
		reached[a.kind] = true
	}
	for _, s := range b.held {
		reached[s.kind] = true
	}
	for _, s := range b.c.Services {
		if !reached[s.Kind] {
			b.fixedService(s)
		}
	}
	_, secrets := secretSettings(b.c)
	if len(secrets) == 0 {
		return
	}
	q := b.inquire(generate.AspectSecretsFixed)
	for _, f := range secrets {
		q.use(f)
	}
	b.take(q.decide(strings.Join(secrets.Values(fact.SecretSetting), ", "), b.instead(secrets[0], i18n.Text{
		ZH: "敏感配置以明文写在文件里，环境变量覆盖不了", EN: "secrets stand in plain text in files, and no environment variable wins over them",
	})))
}

// fixedService decides about a service that no variable is known to reach: its address
// stands in a file or in code, or nothing says where it comes from.
func (b *builder) fixedService(s assess.Service) {
	scratch := b.src.inquire("", b.c.scope, b.c.Facts)
	if s.Kind == "sqlite" || isServer(b.c, s.Kind) || b.c.optional(s.Kind) && !named(scratch, s.Kind) {
		return
	}
	f, ok := b.c.Facts.Best(fact.ServiceAddress(s.Kind))
	switch {
	case ok && (placeholderRE.MatchString(f.Value) || b.asked(f)):
		return
	case !ok || f.Value == "" || !slices.Contains([]fact.Origin{fact.FromConfig, fact.FromCode}, f.Origin):
		b.unknownService(s)
		return
	}
	host, _ := hostPort(f.Value)
	if p, ok := b.answering(setting{kind: s.Kind, value: f.Value}); ok && p.name == host {
		return // it goes by the same name in the cluster
	}
	if (setting{kind: s.Kind, value: f.Value}).public() {
		return
	}
	q := b.inquire(generate.AspectService(s.Kind))
	q.use(f)
	b.take(q.decide(generate.ServiceFixed, b.instead(f, i18n.Textf(
		"%[1]s 的地址 %[2]s 写死，环境变量覆盖不了，在集群里仍会连到那里", "the address of %[1]s, %[2]s, is fixed and no environment variable wins over it, so the program still connects there from the cluster", s.Kind, f.Value))))
}

// asked tells whether an address is the default of a variable.
func (b *builder) asked(address fact.Fact) bool {
	return slices.ContainsFunc(b.c.Facts.Prefixed("env."), func(f fact.Fact) bool {
		return slices.ContainsFunc(f.Evidence, func(e fact.Evidence) bool { return e.Line > 0 && slices.Contains(address.Evidence, e) })
	})
}

// unknownService decides about a database or broker of which the source shows
// that it is used and not where. What a compose file calls it is no address in the cluster.
func (b *builder) unknownService(s assess.Service) {
	f, used := bestOf(b.c.Facts.All(fact.Service), s.Kind)
	if !used || f.Confidence == fact.Low || !slices.Contains([]string{
		"mysql", "mariadb", "postgresql", "oracle", "sqlserver", "dameng", "mongodb", "redis", "elasticsearch", "kafka", "rabbitmq", "rocketmq",
	}, s.Kind) {
		return
	}
	if _, ok := hosted(b.c, b.peers, s.Kind); ok {
		return
	}
	q := b.inquire(generate.AspectService(s.Kind))
	q.use(f)
	b.take(q.decide(generate.ServiceUnknown, i18n.Textf(
		"程序使用 %[1]s，但没有找到它的地址从哪里读取：请确认，并用环境变量或挂载的配置文件给出各环境的地址",
		"the program uses %[1]s, but nothing was found that tells it where: please find out, and give each environment's address by a variable or a mounted configuration file", s.Kind)))
}

func bestOf(fs fact.Set, value string) (fact.Fact, bool) {
	i := slices.IndexFunc(fs, func(f fact.Fact) bool { return f.Value == value })
	if i < 0 {
		return fact.Fact{}, false
	}
	return fs[i], true
}

// instead says what to change so that a value can be given from outside.
func (b *builder) instead(f fact.Fact, what i18n.Text) i18n.Text {
	var why because
	why = append(why, what)
	switch served := slices.ContainsFunc(b.c.Facts.All(fact.ConfigServed), func(s fact.Fact) bool {
		return len(f.Evidence) > 0 && f.Evidence[0].Path == s.Value
	}); {
	case served:
		why.add("该文件由配置中心下发，优先于环境变量：请在下发的配置里写 ${变量名} 占位，或在其中设 spring.cloud.config.override-system-properties: false",
			"a configuration server gives that file, and it wins over the environment: write ${NAME} placeholders in it, or set spring.cloud.config.override-system-properties: false in what is served")
	case f.Origin == fact.FromCode:
		why.add("请改为读取环境变量", "please read an environment variable instead")
	case b.c.Facts.Value(fact.ConfigOverride) != "":
		why.add("请在文件里写 ${变量名} 占位", "please write a ${NAME} placeholder in the file")
	default:
		why.add("请改为读取环境变量，或把该文件作为 Secret 挂载进容器", "please read an environment variable instead, or mount the file into the container from a Secret")
	}
	return why.text()
}
