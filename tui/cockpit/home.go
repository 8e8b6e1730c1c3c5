package cockpit

import (
	"fmt"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Home is the overview: where the engagement stands and what to do next.
type Home struct {
	*screen.List
	env   *screen.Env
	steps Steps
	ask   *ask.Ask
}

// NewHome returns the overview. Start is the question to go on with, the zero Item
// for the first that is open.
func NewHome(env *screen.Env, steps Steps, start interview.Item) *Home {
	h := &Home{env: env, steps: steps, ask: ask.New(env, interview.Filter{}, start)}
	h.List = screen.NewList(env, &screen.List{
		Name: i18n.Text{ZH: "总览", EN: "Overview"}, Build: h.lines, Root: true,
		More: homeKeys(),
		Do:   map[string]func() screen.Action{"interview": h.interview(interview.Filter{}), "search": h.search},
	})
	return h
}

func homeKeys() []frame.Binding {
	return []frame.Binding{
		{ID: "interview", Keys: []string{"i"}, Text: i18n.Text{ZH: "访谈", EN: "interview"}, ShowInHelpLine: true},
		{ID: "search", Keys: []string{"/"}, Text: i18n.Text{ZH: "查找", EN: "search"}, ShowInHelpLine: true},
	}
}

// Ask is the interview, which remembers where it was left.
func (h *Home) Ask() *ask.Ask { return h.ask }

func (h *Home) search() screen.Action {
	action := h.ask.Search()
	action.Push = h.ask
	return action
}

func (h *Home) interview(f interview.Filter) func() screen.Action {
	return func() screen.Action {
		h.ask.SetFilter(f)
		return screen.Action{Handled: true, Push: h.ask}
	}
}

func (h *Home) lines() []screen.Line {
	env, bullet := h.env, h.env.Theme.Marks.Bullet
	apps := env.Session.Subjects().Applications
	out := h.head()
	out = append(out, env.HeadingLine(env.Say("访谈", "Interview")))
	out = append(out, h.interviewLines()...)
	out = append(out, env.HeadingLine(env.Sayf("应用 %d 个", "Applications: %d", len(apps))))
	for _, a := range apps {
		out = append(out, h.application(a))
	}
	if len(apps) == 0 {
		out = append(out, env.TextLine("", env.Say("还没有应用：在这里添加，或在访谈的“本期涉及哪些应用”里填写。",
			"There is no application yet: add one here, or name them in the interview's question about the scope.")))
	}
	out = append(out, link(env, bullet, env.Say("添加应用", "Add an application"), opens(h.addForm)))
	if len(apps) > 1 {
		out = append(out, link(env, bullet, env.Say("预览全部应用将生成的文件", "Preview what would be generated for all"), newMaking(env, h.steps, h.ask).start(true)))
	}
	if len(apps) > 0 {
		out = append(out, h.planLine())
	}
	return append(out,
		env.HeadingLine(env.Say("项目", "Engagement")),
		link(env, bullet, env.Say("阶段、交付物与验收", "Phases, deliverables, acceptance"), func() screen.Action { return openStatus(env, h.steps) }),
		link(env, bullet, env.Say("项目准备清单", "Checklist of the preparation"), func() screen.Action { return openPreparation(env, h.steps) }),
		env.HeadingLine(env.Say("工具", "Tools")),
		link(env, bullet, env.Say("导出调研表（Excel）或答案", "Export the workbook or the answers"), opens(h.exportMenu)),
		link(env, bullet, env.Say("导入调研表、答案或应用清单", "Import a workbook, answers or a list of applications"), opens(h.importPrompt)),
		link(env, bullet, env.Say("校验任意产物目录", "Verify any generated directory"), opens(h.verifyPrompt)),
		link(env, bullet, env.Say("说明任意生成文件的依据", "Explain any generated file"), opens(h.explainPrompt)),
	)
}

// head is the customer and the three numbers.
func (h *Home) head() []screen.Line {
	p := h.env.Session.ProgressOf(h.env.Session.Subjects().Places()...)
	return []screen.Line{{Heading: true, Render: func(width int, _ bool) []string {
		t := h.env.Theme
		out := []string{t.Title.Render(cells.Truncate(cells.Clean(h.env.Customer)+" · "+h.env.Edition.In(h.env.Lang), width))}
		for _, n := range []struct {
			name i18n.Text
			of   int
			say  i18n.Text
		}{
			{i18n.Text{ZH: "就绪度", EN: "Readiness"}, p.Readiness(), i18n.Text{ZH: "有风险的问题里，已确认没有风险的比例", EN: "risk questions known to have no risk"}},
			{i18n.Text{ZH: "完整度", EN: "Completeness"}, p.Completeness(), i18n.Text{ZH: "全部问题里，答案已知的比例", EN: "questions whose answer is known"}},
			{i18n.Text{ZH: "把握度", EN: "Confidence"}, p.Confidence(), i18n.Text{ZH: "已回答的问题里，有人确认的比例", EN: "answers that a person confirmed"}},
		} {
			bar := cells.Pad(n.name.In(h.env.Lang), 13) + t.Bar(n.of, 100, 26) + "  "
			if say := n.say.In(h.env.Lang); cells.Width(bar)+cells.Width(say) <= width {
				bar += t.Muted.Render(say)
			}
			out = append(out, bar)
		}
		return out
	}}}
}

func (h *Home) interviewLines() []screen.Line {
	s, env := h.env.Session, h.env
	quick := s.Count(s.FullAgenda(interview.Filter{Quick: true}))
	full := s.ProgressOf(s.Subjects().Places()...)
	where := h.ask.Where()
	next := ""
	if q, ok := s.Bank().Question(where.Question); ok {
		next = env.Sayf("从这里继续：%s · %s", "goes on at: %s · %s", cells.Clean(where.Place.Text().In(env.Lang)), q.Text.In(env.Lang))
	}
	out := []screen.Line{
		h.line(env.Say("继续访谈（完整）", "Go on with the interview (full)")+"  "+env.Theme.Badge(full.Answered(), full.Asked, full.Warnings()), h.interview(interview.Filter{}), next),
		h.line(env.Say("快速访谈（只问核心问题）", "Quick interview (core questions)")+"  "+env.Theme.Badge(quick.Answered(), quick.Asked, quick.Warnings()), h.interview(interview.Filter{Quick: true})),
		h.line(env.Sayf("矛盾 %d 个", "Conflicts: %d", len(s.OpenConflicts())), opens(func() screen.Screen { return ask.NewConflicts(env, h.ask) })),
		h.line(env.Sayf("待跟进 %d 个", "Follow-ups: %d", len(s.Waiting())), opens(func() screen.Screen { return ask.NewWaiting(env, h.ask) }), overdue(env)),
		h.line(env.Say("复核：否决项、未知项与假设", "Review: blockers, unknowns, assumptions"), opens(func() screen.Screen { return ask.NewReview(env, h.ask) })),
	}
	for _, m := range s.Meetings() {
		out = append(out, h.line(env.Sayf("会议纪要：%s", "Minutes: %s", m.Subject),
			opens(func() screen.Screen { return ask.NewMinutes(env, m.ID) }), m.At.Format(time.DateOnly)))
	}
	return out
}

func overdue(env *screen.Env) string {
	n, today := 0, env.Session.Now().Format(time.DateOnly)
	for _, o := range env.Session.Waiting() {
		if o.Due != "" && o.Due < today {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return env.Sayf("%d 个已过期", "%d are overdue", n)
}

// application is the line of an application: how far it is in each respect.
func (h *Home) application(a interview.Application) screen.Line {
	s, env := h.env.Session, h.env
	places := []survey.Place{{App: a.Name}}
	for _, c := range a.Components {
		places = append(places, survey.Place{App: a.Name, Component: c})
	}
	p := s.ProgressOf(places...)
	assessed := env.Say("未评估", "not assessed")
	if _, listed := h.steps.Source(a.Name); !listed {
		assessed = env.Say("源代码位置未知", "source not known")
	} else if stored, ok, err := h.steps.Stored(a.Name); err != nil {
		assessed = env.Say("评估读不出", "assessment unreadable")
	} else if ok {
		assessed = env.Sayf("已评估：%d 个组件，%d 个发现", "assessed: %d components, %d findings", len(stored.Deployables()), len(stored.Findings))
	}
	detail := fmt.Sprintf("%s · %s · %s", p.Colour().Text().In(env.Lang), assessed, env.Sayf("完整 %d%%", "complete %d%%", p.Completeness()))
	return h.line(a.Name+"  "+env.Theme.Badge(p.Answered(), p.Asked, p.Warnings()), opens(func() screen.Screen {
		return NewApplication(env, h.steps, h.ask, a.Name)
	}), detail)
}

func (h *Home) line(text string, enter func() screen.Action, details ...string) screen.Line {
	return link(h.env, h.env.Theme.Marks.Bullet, text, enter, details...)
}
