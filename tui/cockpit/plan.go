package cockpit

import (
	"context"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// planning plans the portfolio and shows the plan.
type planning struct {
	env   *screen.Env
	steps Steps
	ask   *ask.Ask
	below func() // renews the screen that it was started from
}

// start plans from the day of the stored plan.
func (p *planning) start() screen.Action { return p.run(p.steps.PlanStart(), false) }

// run plans; again takes the place of the plan that is on top.
func (p *planning) run(start portfolio.Date, again bool) screen.Action {
	title := i18n.Text{ZH: "组合规划", EN: "Planning the portfolio"}
	return work(p.env, title, func(ctx context.Context, report Report) (func() screen.Action, error) {
		made, err := p.steps.Plan(ctx, start, report)
		switch {
		case err != nil && ctx.Err() != nil:
			return func() screen.Action { return p.stopped(made) }, nil
		case err != nil:
			return func() screen.Action {
				p.steps.Planned(made)
				return failure(p.env, title, err)
			}, nil
		}
		return func() screen.Action { return p.done(made, again) }, nil
	})
}

// stopped keeps what was assessed until then.
func (p *planning) stopped(made gantry.Planning) screen.Action {
	p.steps.Planned(made)
	p.below()
	return screen.Tell(i18n.Textf("已停止，没有计划；停止之前评估了 %d 个应用", "stopped, and not planned; %d applications were assessed before", len(made.Assessed)))
}

func (p *planning) done(made gantry.Planning, again bool) screen.Action {
	p.steps.Planned(made)
	page := newPlanPage(p, made)
	action := screen.Action{Handled: true, Push: page, Status: &screen.Status{Text: i18n.Textf("已存入 %s", "stored in %s", textOf(made.Stored).ZH)}}
	if made.Plan.Calendar.Start == "" {
		action.Status.Text = i18n.Textf("已存入 %s；按 d 填开始日期，排出日历", "stored in %s; d sets the first day, for a calendar", textOf(made.Stored).ZH)
	}
	if again {
		action.Push, action.Replace = nil, page
	}
	if n := len(made.Missing); n > 0 {
		action.Status = &screen.Status{Bad: true, Text: i18n.Textf("%d 个应用读不出源代码，只按答案计划", "the source of %d applications cannot be read; they are planned from answers", n)}
	}
	return action
}

// planLine leads to the plan of the portfolio.
func (h *Home) planLine() screen.Line {
	env := h.env
	p := &planning{env: env, steps: h.steps, ask: h.ask, below: h.Resume}
	missing := 0
	for _, a := range env.Session.Subjects().Applications {
		_, listed := h.steps.Source(a.Name)
		if _, ok, err := h.steps.Stored(a.Name); listed && err == nil && !ok {
			missing++
		}
	}
	details := []string{env.Say("依赖、波次、示例应用、容量、割接与日程；存入 plan.json", "Dependencies, waves, sample, capacity, cutover and calendar; stored as plan.json")}
	if missing > 0 {
		details = append(details, env.Sayf("先评估还没有评估的 %d 个应用", "The %d applications that are not assessed yet are assessed first", missing))
	}
	return link(env, env.Theme.Marks.Bullet, env.Say("组合规划", "Portfolio plan"), p.start, details...)
}
