package ask

import (
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// openFilter chooses the pass and whose questions are asked.
func (a *Ask) openFilter() screen.Action {
	return a.show(a.newPick(i18n.Text{ZH: "筛选问题", EN: "Which questions"}, i18n.Text{
		ZH: "enter 切换，esc 完成。不选角色即所有人的问题。", EN: "enter switches, esc is done. Without a role, everybody's questions are asked.",
	}, among(func() []choice {
		out := []choice{
			a.toggle(a.env.Say("快速：只问核心问题", "Quick: core questions only"), a.filter.Quick, func() { a.filter.Quick = !a.filter.Quick }),
			a.toggle(a.env.Say("只看未回答的", "Open questions only"), a.filter.Open, func() { a.filter.Open = !a.filter.Open }),
		}
		for _, r := range a.roles() {
			at := slices.Index(a.filter.Roles, r.ID)
			out = append(out, a.toggle(r.Text.In(a.env.Lang), at >= 0, func() {
				if at >= 0 {
					a.filter.Roles = slices.Delete(slices.Clone(a.filter.Roles), at, at+1)
				} else {
					a.filter.Roles = append(slices.Clone(a.filter.Roles), r.ID)
				}
			}))
		}
		return out
	})))
}

// toggle is a choice that switches something of the filter on or off.
func (a *Ask) toggle(text string, on bool, change func()) choice {
	mark := a.env.Theme.Marks.CheckOff
	if on {
		mark = a.env.Theme.Marks.CheckOn
	}
	return choice{text: text, mark: mark + " ", pick: func() (screen.Action, bool) {
		if err := a.Leave(); err != nil {
			return screen.Fail(err), true
		}
		change()
		a.refilter()
		return screen.Done(), true
	}}
}
