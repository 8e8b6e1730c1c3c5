package cockpit

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// openStatus looks at the workspace and shows where the engagement stands.
func openStatus(env *screen.Env, steps Steps) screen.Action {
	return quick(work(env, i18n.Text{ZH: "查看项目状态", EN: "Looking at the engagement"}, func(ctx context.Context, _ Report) (func() screen.Action, error) {
		report, err := steps.Status(ctx)
		if err != nil {
			return nil, err
		}
		return func() screen.Action {
			s := &status{env, steps, report}
			return push(screen.NewList(env, &screen.List{Name: i18n.Text{ZH: "项目状态", EN: "Status"}, Build: s.lines}))
		}, nil
	}))
}

// status shows phases, deliverables and milestones.
type status struct {
	env    *screen.Env
	steps  Steps
	report engagement.StatusReport
}

func (s *status) lines() []screen.Line {
	env, r := s.env, s.report
	var out []screen.Line
	for _, p := range r.Problems {
		out = append(out, env.TextLine(env.Theme.Marks.Bad, p))
	}
	out = append(out, env.HeadingLine(env.Say("项目准备", "Preparation")), s.preparation())
	out = append(out, env.HeadingLine(env.Say("阶段与服务", "Phases and services")))
	for _, p := range r.Phases {
		out = append(out, s.item("", p.Item))
		for _, x := range p.Services {
			out = append(out, s.item("  ", x))
		}
	}
	out = append(out, env.HeadingLine(env.Say("交付物", "Deliverables")))
	for _, d := range r.Deliverables {
		out = append(out, s.item("", d))
	}
	out = append(out, env.HeadingLine(env.Say("验收里程碑", "Acceptance milestones")))
	for _, m := range r.Milestones {
		out = append(out, s.item("", m))
	}
	if r.SupportEnds != "" {
		out = append(out, env.TextLine(env.Theme.Marks.Bullet, env.Say("支持服务到期日：", "The support ends on ")+r.SupportEnds))
	}
	return append(out, env.TextLine(env.Theme.Marks.Bullet, env.Sayf("待与客户确认的事项 %d 项", "Points to be confirmed with the customer: %d", r.OpenPoints)))
}

func (s *status) preparation() screen.Line {
	env, p := s.env, s.report.Preparation
	var details []string
	if p.Due != nil {
		details = append(details, dueText(env, *p.Due))
	}
	mark := env.Theme.Marks.Warn
	if p.Confirmed == p.Total {
		mark = env.Theme.Marks.Good
	}
	return link(env, mark, env.Sayf("准备清单：已确认 %d/%d 项", "Checklist: %d of %d confirmed", p.Confirmed, p.Total),
		func() screen.Action { return openPreparation(env, s.steps) }, details...)
}

func dueText(env *screen.Env, due catalog.DueDates) string {
	return env.Sayf("计划 %s 开始，最晚 %s 提出申请", "Planned start %s: apply by %s", due.Start.Format(time.DateOnly), due.ByWorkingDays.Format(time.DateOnly))
}

// item is one part with its state in a word, a sign, and what it lacks.
func (s *status) item(indent string, x engagement.Item) screen.Line {
	env := s.env
	mark := map[engagement.State]string{
		engagement.Done: env.Theme.Marks.Good, engagement.Partly: env.Theme.Marks.Warn, engagement.Missing: env.Theme.Marks.Bullet, engagement.NotInEdition: " ",
	}[x.State]
	title := x.Title.In(env.Lang)
	if x.Number > 0 {
		title = fmt.Sprintf("%d %s", x.Number, title)
	}
	if x.Proposed {
		title += env.Say("（建议）", " (proposed)")
	}
	var lacks []string
	for _, l := range x.Lacks {
		lacks = append(lacks, l.In(env.Lang))
	}
	detail := ""
	if len(lacks) > 0 {
		detail = env.Say("待补：", "lacks ") + strings.Join(lacks, env.Say("；", "; "))
	}
	return env.TextLine(indent+mark, title+" · "+x.State.Text().In(env.Lang), detail, strings.Join(x.Files, ", "))
}

// openPreparation shows the checklist of what has to be confirmed before the start.
func openPreparation(env *screen.Env, steps Steps) screen.Action {
	return quick(work(env, i18n.Text{ZH: "读取准备清单", EN: "Reading the checklist"}, func(ctx context.Context, _ Report) (func() screen.Action, error) {
		items, err := steps.Preparation(ctx)
		if err != nil {
			return nil, err
		}
		return func() screen.Action {
			return push(screen.NewList(env, &screen.List{
				Name: i18n.Text{ZH: "准备清单", EN: "Checklist"}, Build: func() []screen.Line { return preparationLines(env, items) },
			}))
		}, nil
	}))
}

func preparationLines(env *screen.Env, items []engagement.PreparationItem) []screen.Line {
	out := []screen.Line{env.HeadingLine(env.Say("与客户确认一项，就在 preparation.yaml 把它改为 true", "Once the customer confirms an item, set it to true in preparation.yaml"))}
	for _, i := range items {
		mark := env.Theme.Marks.CheckOff
		if i.Confirmed {
			mark = env.Theme.Marks.CheckOn
		}
		due := ""
		if i.Due != nil {
			due = dueText(env, *i.Due)
		}
		out = append(out, env.TextLine(mark, i.Check.In(env.Lang), i.ID, due))
	}
	return out
}
