package ask

import (
	"strconv"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/tui/screen"
)

// panel is what the answers add up to, and what is in the way.
func (a *Ask) panel(width, height int) []string {
	t, l := a.env.Theme, a.env.Lang
	var out []string
	head := func(s string) {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, t.Title.Render(cells.Truncate(s, width)))
	}
	number := func(zh, en string, n int) {
		label := a.env.Say(zh, en)
		out = append(out, cells.Pad(label, 12)+t.Bar(n, 100, width-12))
	}
	numbers := func(p interview.Progress) {
		number("就绪度", "readiness", p.Readiness())
		number("完整度", "complete", p.Completeness())
		number("把握度", "confidence", p.Confidence())
		mark, style := t.Marks.Bullet, t.Muted
		switch p.Colour() {
		case interview.ColourRed:
			mark, style = t.Marks.Bad, t.Bad
		case interview.ColourYellow:
			mark, style = t.Marks.Warn, t.Warn
		case interview.ColourGreen:
			mark, style = t.Marks.Good, t.Good
		}
		out = append(out, style.Render(cells.Truncate(mark+" "+p.Colour().Text().In(l), width)))
	}
	if a.at.App != "" {
		head(a.placeName(survey.Place{App: a.at.App}))
		numbers(a.machine().ProgressOf(a.appPlaces(a.at.App)...))
	}
	head(a.env.Say("全部", "All"))
	p := a.tally().all
	out = append(out, a.left())
	numbers(p)
	if p.Blockers > 0 {
		out = append(out, t.Bad.Render(cells.Truncate(t.Marks.Bad+" "+a.env.Sayf("否决项 %d 个", "%d blockers", p.Blockers), width)))
	}
	if p.Parked > 0 {
		out = append(out, t.Text.Render(cells.Truncate(t.Marks.Bullet+" "+a.env.Sayf("待跟进 %d 个", "%d follow-ups", p.Parked), width)))
	}
	a.panelConflicts(&out, head, width)
	if id := a.machine().CurrentMeeting(); id != "" {
		head(a.env.Say("会议进行中", "Meeting"))
		for _, m := range a.machine().Meetings() {
			if m.ID == id {
				out = append(out, cells.Truncate(cells.Clean(m.Subject), width), t.Muted.Render(a.env.Sayf("%d 人参加", "%d people", len(m.People))))
			}
		}
	}
	return out[:min(len(out), height)]
}

func (a *Ask) panelConflicts(out *[]string, head func(string), width int) {
	t, l := a.env.Theme, a.env.Lang
	open := a.tally().conflicts
	if len(open) == 0 {
		return
	}
	head(a.env.Say("矛盾 ", "Conflicts ") + strconv.Itoa(len(open)))
	const most = 3
	for i, c := range open {
		if i == most {
			*out = append(*out, t.Muted.Render(a.env.Say("按 w 查看全部", "w shows all")))
			return
		}
		lines := cells.WrapIndent(t.Marks.Warn+" ", c.Text.In(l), width)
		*out = append(*out, screen.Styled(t.Warn.Render, lines[:min(2, len(lines))])...)
	}
}

func (a *Ask) appPlaces(app string) []survey.Place {
	out := []survey.Place{{App: app}}
	if s, ok := a.machine().Subjects().Application(app); ok {
		for _, c := range s.Components {
			out = append(out, survey.Place{App: app, Component: c})
		}
	}
	return out
}
