package report

import (
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
)

// components prints what each component is, with the place that says so behind every value.
func (p *printer) components(r Report) {
	var libraries []string
	for _, c := range r.Assessment.Components {
		if !c.Deployable {
			libraries = append(libraries, c.Name)
			continue
		}
		p.component(c, judged(r.Judgement, c.Name))
	}
	if len(libraries) > 0 {
		p.line(0, "%s %s", p.say("不单独部署（库、父工程）：", "not deployed by themselves (libraries, parents):"), strings.Join(libraries, ", "))
		p.blank()
	}
}

func judged(j *classify.Judgement, name string) *classify.Component {
	if j == nil {
		return nil
	}
	for i := range j.Components {
		if j.Components[i].Name == name {
			return &j.Components[i]
		}
	}
	return nil
}

func (p *printer) component(c assess.Component, j *classify.Component) {
	p.line(0, "%s  (%s, %s)", c.Name, c.Path, c.Workload)
	if j != nil {
		p.pack("  ", "    ", p.sayf("适合度 %d/100", "suitability %d/100", j.Suitability.Value), p.say("形态 ", "style: ")+orUnknown(j.Style).In(p.Lang),
			p.say("状态 ", "state: ")+orUnknown(j.State).In(p.Lang), p.sayf("%s 人日", "%s person-days", days(j.Effort.Total)))
	}
	p.value(c, p.say("语言", "language"), versioned(c.Language), fact.LanguageVersion, fact.Language)
	p.value(c, p.say("框架", "framework"), versioned(c.Framework), fact.FrameworkVersion, fact.Framework)
	p.value(c, p.say("构建", "build"), strings.TrimSpace(versioned(c.BuildTool)+" @ "+c.BuildRoot+" → "+c.Packaging), fact.BuildTool)
	for _, listening := range c.Ports {
		key := fact.Port
		if listening.Name != "" {
			key = fact.PortNamed(listening.Name)
		}
		p.value(c, p.say("端口", "port"), port(listening), key)
	}
	p.value(c, p.say("启动", "start"), strings.Join(c.Start.Command, " "), fact.Start)
	for _, h := range c.Health {
		p.value(c, p.say("健康检查", "health"), h.Kind+" "+h.Path, fact.Health)
	}
	for _, s := range c.Services {
		value := strings.TrimSpace(s.Kind + " " + s.Address)
		if s.Optional {
			value += p.say("（可选）", " (optional)")
		}
		p.valueOf(c, p.say("后端服务", "service"), value, fact.Service, s.Kind)
	}
	for _, x := range c.Conflicts {
		p.conflict(x)
	}
	p.blank()
}

// value prints a value with the evidence of the first of the keys that has some.
func (p *printer) value(c assess.Component, label, value string, keys ...string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	where := ""
	for _, key := range keys {
		if f, ok := c.Facts.Best(key); ok {
			where = "  [" + placeOrOrigin(f) + "]"
			break
		}
	}
	p.hang("  "+label+": ", value+where)
}

// valueOf prints one value of a many-valued key.
func (p *printer) valueOf(c assess.Component, label, value, key, of string) {
	for _, f := range c.Facts.All(key) {
		if f.Value == of {
			p.hang("  "+label+": ", value+"  ["+placeOrOrigin(f)+"]")
			return
		}
	}
}

func (p *printer) conflict(x assess.Conflict) {
	p.hang("  "+p.say("矛盾", "conflict")+" ", x.Key+": "+x.Reason.In(p.Lang))
	for _, f := range x.Candidates {
		mark := "  "
		if f.Value == x.Chosen {
			mark = "* "
		}
		p.hang("    "+mark, f.Value+"  ["+placeOrOrigin(f)+"]")
	}
}

// placeOrOrigin names the first place of evidence, or the origin when there is none.
func placeOrOrigin(f fact.Fact) string {
	if len(f.Evidence) == 0 {
		return string(f.Origin)
	}
	at := f.Evidence[0].String()
	if f.Origin == fact.FromDefault {
		at += ", " + string(f.Origin)
	}
	return at
}
