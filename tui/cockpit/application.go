package cockpit

import (
	"context"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// application is what can be done with one application, in the order in which it is.
type application struct {
	env   *screen.Env
	steps Steps
	ask   *ask.Ask
	name  string
}

// NewApplication returns the screen of an application.
func NewApplication(env *screen.Env, steps Steps, a *ask.Ask, name string) screen.Screen {
	p := &application{env, steps, a, name}
	return screen.NewList(env, &screen.List{Name: i18n.Text{ZH: name, EN: name}, Build: p.lines})
}

func (p *application) lines() []screen.Line {
	env := p.env
	stored, assessed, err := p.steps.Stored(p.name)
	out := []screen.Line{
		p.action(env.Say("评估源代码", "Assess the source"), env.Say("读源代码，得出组件、事实与发现，并为访谈提供证据", "Read the source: components, facts, findings, and evidence for the interview"), p.assess),
		p.action(env.Say("访谈这个应用", "Interview about it"), "", p.interview),
	}
	if err != nil {
		out = append(out, env.TextLine(env.Theme.Marks.Bad, err.Error()))
	}
	if assessed {
		out = append(out, p.action(env.Sayf("发现 %d 个", "Findings: %d", len(stored.Findings)), severities(env, stored), func() screen.Action {
			return screen.Action{Handled: true, Push: NewFindings(env, p.steps, p.name, stored)}
		}))
	}
	out = append(out,
		p.action(env.Say("预览将生成的文件", "Preview what would be generated"), env.Say("不写任何文件；逐个查看差异", "Nothing is written; look at every difference"), p.generate(true)),
		p.action(env.Say("生成", "Generate"), p.steps.Output(p.name), p.generate(false)),
		p.action(env.Say("校验已生成的文件", "Verify what was generated"), "", p.verify(false)),
		p.action(env.Say("交付前校验", "Verify before delivery"), env.Say("还要求只有人和平台能给出的内容都已填好", "Also asks for everything that only people and the platform supply"), p.verify(true)),
	)
	if assessed {
		out = append(out, env.HeadingLine(env.Say("组件", "Components")))
		for _, c := range stored.Components {
			out = append(out, p.component(c))
		}
	}
	return out
}

func (p *application) action(text, detail string, enter func() screen.Action) screen.Line {
	l := p.env.TextLine(p.env.Theme.Marks.Bullet, text, detail)
	l.Enter = enter
	return l
}

// component is one line about a component; enter shows its facts.
func (p *application) component(c assess.Component) screen.Line {
	parts := []string{strings.TrimSpace(c.Language.ID + " " + c.Language.Version), c.Framework.ID, c.BuildTool.ID, string(c.Workload), c.Path}
	var shown []string
	for _, s := range parts {
		if s != "" {
			shown = append(shown, s)
		}
	}
	return p.action(c.Name, strings.Join(shown, " · "), func() screen.Action {
		return screen.Action{Handled: true, Push: newComponent(p.env, p.steps, p.name, c)}
	})
}

func severities(env *screen.Env, a assess.Assessment) string {
	count := map[assess.Severity]int{}
	for _, f := range a.Findings {
		count[f.Severity]++
	}
	return env.Sayf("高 %d，中 %d，低 %d", "high %d, medium %d, low %d", count[assess.High], count[assess.Medium], count[assess.Low])
}

func (p *application) interview() screen.Action {
	items := p.env.Session.Agenda(survey.Place{App: p.name}, interview.Filter{Open: true})
	if len(items) == 0 {
		items = p.env.Session.Agenda(survey.Place{App: p.name}, interview.Filter{})
	}
	if len(items) > 0 {
		p.ask.Open(items[0])
	}
	return screen.Action{Handled: true, Push: p.ask}
}

func (p *application) assess() screen.Action {
	return screen.Action{Handled: true, Task: &screen.Task{
		Title: i18n.Textf("评估 %s", "Assessing %s", p.name),
		Run: func(ctx context.Context, report func(screen.Progress)) (func() screen.Action, error) {
			result, err := p.steps.Assess(ctx, p.name, report)
			if err != nil {
				return nil, err
			}
			return func() screen.Action {
				p.steps.Assessed(p.name, result)
				p.ask.Resume()
				return screen.Action{Handled: true, Push: NewFindings(p.env, p.steps, p.name, result), Status: &screen.Status{Text: i18n.Textf(
					"评估完成：%d 个可部署组件，%d 个发现；证据已填入访谈，等待确认",
					"done: %d deployable components, %d findings; the evidence waits in the interview to be confirmed",
					len(result.Deployables()), len(result.Findings))}}
			}, nil
		},
	}}
}
