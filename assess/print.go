package assess

import (
	"fmt"
	"io"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Print writes the assessment as text for a person: what each component is, with
// the place that says so behind every value.
func (a Assessment) Print(w io.Writer, lang i18n.Lang) error {
	p := printer{lang: lang}
	var libraries []string
	for _, c := range a.Components {
		if c.Deployable {
			p.component(c)
		} else {
			libraries = append(libraries, c.Name)
		}
	}
	if len(libraries) > 0 {
		p.line(0, "%s %s", p.say("不单独部署（库、父工程）：", "not deployed by themselves (libraries, parents):"), strings.Join(libraries, ", "))
	}
	for _, f := range a.Findings {
		p.finding(f)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct {
	lang i18n.Lang
	b    strings.Builder
}

func (p *printer) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(p.lang) }

func (p *printer) line(depth int, format string, args ...any) {
	p.b.WriteString(strings.TrimRight(strings.Repeat("  ", depth)+fmt.Sprintf(format, args...), " ") + "\n")
}

func (p *printer) component(c Component) {
	p.line(0, "%s  (%s, %s)", c.Name, c.Path, c.Workload)
	p.value(c, p.say("语言", "language"), c.Language.ID+" "+c.Language.Version, fact.LanguageVersion, fact.Language)
	p.value(c, p.say("框架", "framework"), c.Framework.ID+" "+c.Framework.Version, fact.FrameworkVersion, fact.Framework)
	p.value(c, p.say("构建", "build"), strings.TrimSpace(c.BuildTool.ID+" "+c.BuildTool.Version)+" @ "+c.BuildRoot+" → "+c.Packaging, fact.BuildTool)
	for _, port := range c.Ports {
		key := fact.Port
		if port.Name != "" {
			key = fact.PortNamed(port.Name)
		}
		p.value(c, p.say("端口", "port"), strings.TrimSpace(fmt.Sprintf("%d/%s %s", port.Port, port.Protocol, port.Name)), key)
	}
	p.value(c, p.say("启动", "start"), strings.Join(c.Start.Command, " "), fact.Start)
	for _, h := range c.Health {
		p.value(c, p.say("健康检查", "health"), h.Kind+" "+h.Path, fact.Health)
	}
	for _, s := range c.Services {
		value := s.Kind
		if s.Address != "" {
			value += " " + s.Address
		}
		if s.Optional {
			value += p.say("（可选）", " (optional)")
		}
		p.valueOf(c, p.say("后端服务", "service"), value, fact.Service, s.Kind)
	}
	for _, x := range c.Conflicts {
		p.conflict(x)
	}
	p.line(0, "")
}

// value prints a value with the evidence of the first of the keys that has some.
func (p *printer) value(c Component, label, value string, keys ...string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	for _, key := range keys {
		if f, ok := c.Facts.Best(key); ok {
			p.line(1, "%s: %s  [%s]", label, strings.TrimSpace(value), where(f))
			return
		}
	}
	p.line(1, "%s: %s", label, strings.TrimSpace(value))
}

// valueOf prints one value of a many-valued key.
func (p *printer) valueOf(c Component, label, value, key, of string) {
	for _, f := range c.Facts.All(key) {
		if f.Value == of {
			p.line(1, "%s: %s  [%s]", label, value, where(f))
			return
		}
	}
}

func (p *printer) conflict(x Conflict) {
	p.line(1, "%s %s: %s", p.say("矛盾", "conflict"), x.Key, x.Reason.In(p.lang))
	for _, f := range x.Candidates {
		mark := "  "
		if f.Value == x.Chosen {
			mark = "* "
		}
		p.line(2, "%s%s  [%s]", mark, f.Value, where(f))
	}
}

func (p *printer) finding(f Finding) {
	p.line(0, "%s %s: %s", p.say("发现", "finding"), f.ID, f.Title.In(p.lang))
	for _, e := range f.Evidence {
		p.line(1, "%s", e)
	}
	p.line(1, "→ %s", f.Remedy.In(p.lang))
}

// where names the first place of evidence, or the origin when there is none.
func where(f fact.Fact) string {
	if len(f.Evidence) == 0 {
		return string(f.Origin)
	}
	at := f.Evidence[0].String()
	if f.Origin == fact.FromDefault {
		at += ", " + string(f.Origin)
	}
	return at
}
