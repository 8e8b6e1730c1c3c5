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
	list  *screen.List
}

// NewApplication returns the screen of an application.
func NewApplication(env *screen.Env, steps Steps, a *ask.Ask, name string) screen.Screen {
	p := &application{env: env, steps: steps, ask: a, name: name}
	p.list = screen.NewList(env, &screen.List{Name: textOf(name), Build: p.lines})
	return p.list
}

func (p *application) lines() []screen.Line {
	env := p.env
	stored, assessed, err := p.steps.Stored(p.name)
	files := newMaking(env, p.steps, p.ask, p.name)
	checks := &checking{env: env, steps: p.steps, app: p.name, dir: p.steps.Output(p.name)}
	out := []screen.Line{env.HeadingLine(env.Say("1 读懂源码", "1 Read the source"))}
	if err != nil {
		out = append(out, env.TextLine(env.Theme.Marks.Bad, env.Say("已存的评估读不出，请重新评估", "The stored assessment cannot be read: assess again"), errorText(err).In(env.Lang)))
	}
	out = append(out, p.assessLines(stored, assessed)...)
	out = append(out,
		env.HeadingLine(env.Say("2 访谈", "2 Interview")),
		p.interviewLine(),
		env.HeadingLine(env.Say("3 生成", "3 Generate")),
		p.action(env.Say("预览将生成的文件", "Preview what would be generated"), files.start(true), env.Say("不写任何文件；逐个查看差异、假设和待办", "Nothing is written; look at differences, assumptions, open points")),
		p.action(env.Say("生成", "Generate"), files.start(false), env.Sayf("写入 %s；人工修改会保留", "To %s; what was edited by hand stays", p.steps.Output(p.name))),
		env.HeadingLine(env.Say("4 校验", "4 Verify")),
		p.action(env.Say("校验已生成的文件", "Verify what was generated"), checks.start(false)),
		p.action(env.Say("交付前校验", "Verify before delivery"), checks.start(true), env.Say("还要求只有人和平台能给出的内容都已填好", "Also asks for everything that only people and the platform supply")),
	)
	if assessed {
		out = append(out, p.componentLines(stored)...)
	}
	return out
}

func (p *application) assessLines(stored assess.Assessment, assessed bool) []screen.Line {
	env := p.env
	judgement := newJudging(env, p.steps, p.ask, p.name)
	if _, listed := p.steps.Source(p.name); !listed {
		out := []screen.Line{p.sourceLine()}
		if env.Session.ProgressOf(p.places()...).Answered() > 0 {
			out = append(out, judgement.line())
		}
		return out
	}
	if !assessed {
		return []screen.Line{p.action(env.Say("评估源代码", "Assess the source"), p.assess,
			env.Say("得出组件、事实与发现，并为访谈提供证据；只读，不改源码", "Finds components, facts and findings, and evidence for the interview; it only reads"))}
	}
	count := map[assess.Severity]int{}
	for _, f := range stored.Findings {
		count[f.Severity]++
	}
	return []screen.Line{
		p.action(env.Sayf("发现 %d 个", "Findings: %d", len(stored.Findings)), opens(func() screen.Screen {
			return NewFindings(env, p.steps, p.name, stored)
		}), env.Sayf("高 %d，中 %d，低 %d", "high %d, medium %d, low %d", count[assess.High], count[assess.Medium], count[assess.Low])),
		judgement.line(),
		p.action(env.Say("重新评估", "Assess again"), p.assess, env.Say("源码变化之后", "After the source changed")),
	}
}

func (p *application) interviewLine() screen.Line {
	env := p.env
	all := env.Session.ProgressOf(p.places()...)
	detail := env.Sayf("已回答 %d/%d", "answered %d of %d", all.Answered(), all.Asked)
	if all.Suggested > 0 {
		detail += env.Sayf("；%d 个有源码证据，确认即可", "; %d are shown by the source, to be confirmed", all.Suggested)
	}
	return p.action(env.Say("访谈这个应用", "Interview about it"), p.interview, detail)
}

// places are the application with its components.
func (p *application) places() []survey.Place {
	out := []survey.Place{{App: p.name}}
	a, _ := p.env.Session.Subjects().Application(p.name)
	for _, c := range a.Components {
		out = append(out, survey.Place{App: p.name, Component: c})
	}
	return out
}

func (p *application) componentLines(stored assess.Assessment) []screen.Line {
	env := p.env
	var deployed, others []screen.Line
	for _, c := range stored.Components {
		if c.Deployable {
			deployed = append(deployed, p.component(c))
		} else {
			others = append(others, p.component(c))
		}
	}
	out := []screen.Line{env.HeadingLine(env.Sayf("可部署的组件 %d 个", "Components to deploy: %d", len(deployed)))}
	if len(deployed) == 0 {
		out = append(out, env.TextLine(env.Theme.Marks.Warn, env.Say("没有找到可部署的组件，无法生成",
			"No component to deploy was found, so nothing can be generated"),
			env.Say("看“发现”说明原因；确认 gantry.yaml 里 source 指向应用的源码", "The findings tell why; make sure that source in gantry.yaml points to the application's source")))
	}
	out = append(out, deployed...)
	if len(others) > 0 {
		out = append(out, env.HeadingLine(env.Sayf("库与父工程 %d 个，不单独部署", "Libraries and parents, not deployed by themselves: %d", len(others))))
	}
	return append(out, others...)
}

func (p *application) action(text string, enter func() screen.Action, details ...string) screen.Line {
	return link(p.env, p.env.Theme.Marks.Bullet, text, enter, details...)
}

// component is one line about a component; enter shows its facts.
func (p *application) component(c assess.Component) screen.Line {
	parts := nonEmpty([]string{
		strings.TrimSpace(c.Language.ID + " " + c.Language.Version), strings.TrimSpace(c.Framework.ID + " " + c.Framework.Version), c.BuildTool.ID,
		workloadText(c.Workload).In(p.env.Lang), c.Path,
	})
	mark := p.env.Theme.Marks.Bullet
	if len(c.Conflicts) > 0 {
		mark = p.env.Theme.Marks.Warn
		parts = append(parts, p.env.Sayf("矛盾 %d 处", "contradictions: %d", len(c.Conflicts)))
	}
	return link(p.env, mark, c.Name, opens(func() screen.Screen { return newComponent(p.env, p.steps, p.name, c) }), strings.Join(parts, " · "))
}

// interview goes on with the application where it was left, else at its first
// question that is open.
func (p *application) interview() screen.Action {
	if p.ask.Where().Place.App == p.name {
		return push(p.ask)
	}
	for _, f := range []interview.Filter{{Open: true}, {}} {
		for _, at := range p.places() {
			if items := p.env.Session.Agenda(at, f); len(items) > 0 {
				p.ask.Open(items[0])
				return push(p.ask)
			}
		}
	}
	return push(p.ask)
}

func (p *application) assess() screen.Action {
	title := i18n.Textf("评估 %s", "Assessing %s", textOf(p.name).ZH)
	return work(p.env, title, func(ctx context.Context, report Report) (func() screen.Action, error) {
		result, err := p.steps.Assess(ctx, p.name, report)
		if err != nil {
			return nil, err
		}
		return func() screen.Action { return p.assessed(result) }, nil
	})
}

// assessed takes a new assessment in, and shows what is wrong with the source.
func (p *application) assessed(a assess.Assessment) screen.Action {
	p.steps.Assessed(p.name, a)
	p.list.Resume()
	waiting := p.env.Session.ProgressOf(p.places()...).Suggested
	action := screen.Action{Handled: true, Status: &screen.Status{Text: i18n.Textf(
		"评估完成：可部署组件 %d 个，发现 %d 个；访谈里有 %d 题等待确认",
		"assessed: %d components to deploy, %d findings; %d answers wait to be confirmed",
		len(a.Deployables()), len(a.Findings), waiting)}}
	if len(a.Findings) > 0 {
		action.Push = NewFindings(p.env, p.steps, p.name, a)
	}
	return action
}
