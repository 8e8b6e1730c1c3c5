package cockpit

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// component is everything that the source shows about one component.
type component struct {
	env    *screen.Env
	source *reader
	of     assess.Component
}

// newComponent lists what a component is, then what contradicts, then all facts.
// Enter shows the source that says so.
func newComponent(env *screen.Env, steps Steps, app string, c assess.Component) screen.Screen {
	x := &component{env: env, source: newReader(env, steps, app), of: c}
	return screen.NewList(env, &screen.List{
		Name: textOf(c.Name), Build: x.lines, Verb: i18n.Text{ZH: "看源码", EN: "source"},
	})
}

func (x *component) lines() []screen.Line {
	env := x.env
	out := x.summary()
	if len(x.of.Conflicts) > 0 {
		out = append(out, env.HeadingLine(env.Sayf("互相矛盾的证据 %d 处（访谈时请确认）", "Evidence that contradicts: %d (to be confirmed in the interview)", len(x.of.Conflicts))))
	}
	for _, c := range x.of.Conflicts {
		out = append(out, x.conflict(c))
	}
	out = append(out, env.HeadingLine(env.Sayf("事实与证据 %d 条", "Facts and evidence: %d", len(x.of.Facts))))
	for _, f := range x.of.Facts {
		about := []string{places(f), originText(f.Origin).In(env.Lang), confidenceText(f.Confidence).In(env.Lang)}
		l := env.TextLine(env.Theme.Marks.Bullet, pair(f.Key, f.Value), strings.Join(nonEmpty(about), " · "))
		l.Enter = x.show(pair(f.Key, f.Value), f.Evidence)
		out = append(out, l)
	}
	return out
}

// pair is a key with its value. That there is a variable is a fact without a value.
func pair(key, value string) string {
	if value == "" {
		return key
	}
	return key + " = " + value
}

// summary is what the component is, in the words of a person.
func (x *component) summary() []screen.Line {
	c, env := x.of, x.env
	var out []screen.Line
	add := func(zh, en, value string, keys ...string) {
		value = strings.Join(strings.Fields(value), " ")
		if value == "" {
			return
		}
		text := env.Sayf("%[1]s：%[3]s", "%[2]s: %[3]s", zh, en, value)
		l := env.TextLine(env.Theme.Marks.Bullet, text)
		for _, key := range keys {
			if f, ok := c.Facts.Best(key); ok && len(f.Evidence) > 0 {
				l.Enter = x.show(text, f.Evidence)
				break
			}
		}
		out = append(out, l)
	}
	kind := workloadText(c.Workload).In(env.Lang)
	if !c.Deployable {
		kind = env.Say("库，不单独部署", "a library, not deployed by itself")
	}
	add("类型", "kind", kind, fact.Workload, fact.Deployable)
	add("目录", "path", c.Path)
	add("语言", "language", c.Language.ID+" "+c.Language.Version, fact.LanguageVersion, fact.Language)
	add("框架", "framework", c.Framework.ID+" "+c.Framework.Version, fact.FrameworkVersion, fact.Framework)
	add("构建", "build", c.BuildTool.ID+" "+c.BuildTool.Version+" "+c.Packaging, fact.BuildTool)
	for _, p := range c.Ports {
		key := fact.Port
		if p.Name != "" {
			key = fact.PortNamed(p.Name)
		}
		add("端口", "port", fmt.Sprintf("%d/%s %s", p.Port, p.Protocol, p.Name), key)
	}
	add("启动", "start", strings.Join(c.Start.Command, " "), fact.Start)
	for _, h := range c.Health {
		add("健康检查", "health check", h.Kind+" "+h.Path, fact.Health)
	}
	for _, s := range c.Services {
		optional := ""
		if s.Optional {
			optional = env.Say("，可选", ", optional")
		}
		add("依赖服务", "service", s.Kind+" "+s.Address+optional, fact.Service)
	}
	return out
}

func (x *component) conflict(c assess.Conflict) screen.Line {
	details := []string{c.Reason.In(x.env.Lang)}
	var all []fact.Evidence
	for _, f := range c.Candidates {
		mark := "  "
		if f.Value == c.Chosen {
			mark = "* "
		}
		details = append(details, mark+f.Value+"  "+places(f))
		all = append(all, f.Evidence...)
	}
	l := x.env.TextLine(x.env.Theme.Marks.Warn, pair(c.Key, c.Chosen), details...)
	l.Enter = x.show(pair(c.Key, c.Chosen), all)
	return l
}

// show opens the source; nil when nothing points there.
func (x *component) show(about string, at []fact.Evidence) func() screen.Action {
	if len(at) == 0 {
		return nil
	}
	return func() screen.Action { return x.source.open(textOf(about), at, 0, nil) }
}

// places are the places of a fact, the first few of them.
func places(f fact.Fact) string {
	const most = 3
	var out []string
	for _, e := range f.Evidence[:min(most, len(f.Evidence))] {
		out = append(out, e.String())
	}
	if more := len(f.Evidence) - most; more > 0 {
		out = append(out, fmt.Sprintf("+%d", more))
	}
	return strings.Join(out, ", ")
}

func originText(o fact.Origin) i18n.Text {
	switch o {
	case fact.FromStart:
		return i18n.Text{ZH: "启动参数", EN: "start"}
	case fact.FromConfig:
		return i18n.Text{ZH: "配置文件", EN: "configuration"}
	case fact.FromCode:
		return i18n.Text{ZH: "代码", EN: "code"}
	case fact.FromBuild:
		return i18n.Text{ZH: "构建文件", EN: "build file"}
	case fact.FromDeploy:
		return i18n.Text{ZH: "部署文件", EN: "deployment file"}
	case fact.FromDefault:
		return i18n.Text{ZH: "框架默认值", EN: "default of the framework"}
	}
	return textOf(string(o))
}

func confidenceText(c fact.Confidence) i18n.Text {
	switch c {
	case fact.High:
		return i18n.Text{ZH: "确定", EN: "certain"}
	case fact.Medium:
		return i18n.Text{ZH: "较可靠", EN: "likely"}
	case fact.Low:
		return i18n.Text{ZH: "推测", EN: "a guess"}
	}
	return textOf(string(c))
}

func workloadText(w assess.Workload) i18n.Text {
	switch w {
	case assess.Web:
		return i18n.Text{ZH: "Web 服务", EN: "web service"}
	case assess.Worker:
		return i18n.Text{ZH: "后台进程", EN: "worker"}
	case assess.Job:
		return i18n.Text{ZH: "一次性任务", EN: "job"}
	case assess.Cron:
		return i18n.Text{ZH: "定时任务", EN: "scheduled job"}
	case assess.Static:
		return i18n.Text{ZH: "静态站点", EN: "static site"}
	case assess.Gateway:
		return i18n.Text{ZH: "网关", EN: "gateway"}
	case assess.Library:
		return i18n.Text{ZH: "库", EN: "library"}
	}
	return textOf(string(w))
}
