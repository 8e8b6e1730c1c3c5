package ask

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// The widths of the areas beside the question, and what they leave to it.
const (
	treeShare  = 3 // of ten
	panelWidth = 30
	gap        = 3 // a rule with a space on each side
)

// Render draws tree, question and panel side by side, as far as there is room.
func (a *Ask) Render(width, height int) ([]string, *tea.Cursor) {
	if a.field != nil {
		a.field.SetLook(a.env.Lang, a.env.Theme)
	}
	var left, right []string
	treeWidth, x := 0, 0
	content := width
	if width >= frame.TreeFrom {
		treeWidth = min(36, max(24, width*treeShare/10))
		left = a.renderTree(treeWidth, height)
		x = treeWidth + gap
		content -= x
	}
	if width >= frame.SideFrom {
		content -= panelWidth + gap
		right = a.panel(panelWidth, height)
	}
	var top []string
	if treeWidth == 0 {
		if a.onTree {
			return a.renderTree(width, height), nil
		}
		top = []string{a.env.Theme.Muted.Render(frame.Truncate(a.breadcrumb(), width))}
	}
	if right == nil {
		top = append(top, a.env.Theme.Muted.Render(frame.Truncate(a.summary(), content)))
	}
	lines, cursor := a.question(content, height-len(top))
	lines = append(top, lines...)
	if cursor != nil {
		cursor.Y += len(top)
		cursor.X += x
	}
	if a.dialog != nil {
		lines, cursor = a.dialogOver(lines, content, height)
		if cursor != nil {
			cursor.X += x
		}
	}
	return a.beside(left, lines, right, treeWidth, content, height), cursor
}

// beside sets the areas side by side.
func (a *Ask) beside(left, middle, right []string, treeWidth, content, height int) []string {
	t := a.env.Theme
	rule := " " + t.Border.Render(t.Marks.Box.Left) + " "
	line := func(lines []string, i, width int) string {
		if i < len(lines) {
			return frame.Pad(lines[i], width)
		}
		return strings.Repeat(" ", width)
	}
	out := make([]string, height)
	for i := range out {
		if treeWidth > 0 {
			out[i] = line(left, i, treeWidth) + rule
		}
		out[i] += line(middle, i, content)
		if right != nil {
			out[i] += rule + line(right, i, panelWidth)
		}
	}
	return out
}

// question draws the question with everything about it. The field keeps at least a
// few lines; what stands above gives way.
func (a *Ask) question(width, height int) ([]string, *tea.Cursor) {
	e, ok := a.entry()
	if !ok || a.field == nil {
		return frame.Wrap(a.env.Say("这里没有要问的问题。", "There is nothing to ask here."), width), nil
	}
	above := a.above(e, width)
	below := a.below(e, width)
	const fieldMin = 6
	if room := height - fieldMin; len(above) > room {
		above = a.shortened(e, width, room)
	}
	if room := height - len(above) - fieldMin; len(below) > room {
		below = below[:max(0, room)]
	}
	lines, cursor := a.field.Render(width, max(1, height-len(above)-len(below)-1))
	out := append(above, lines...)
	if cursor != nil {
		moved := *cursor
		moved.Y += len(above)
		cursor = &moved
	}
	if len(below) > 0 {
		out = append(append(out, ""), below...)
	}
	if a.onTree {
		cursor = nil
	}
	return out, cursor
}

// above is what stands before the field: where it belongs, the question, why it
// is asked, what holds now and what the evidence shows.
func (a *Ask) above(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	out := a.heading(e, width)
	out = append(out, screen.Styled(t.Muted.Render, frame.Wrap(e.Question.Help.In(l), width))...)
	if drives := a.drives(e.Question); drives != "" {
		out = append(out, screen.Styled(t.Muted.Render, frame.Wrap(a.env.Say("决定：", "Decides: ")+drives, width))...)
	}
	out = append(out, a.now(e, width)...)
	out = append(out, a.evidence(e, width)...)
	return append(out, "")
}

// shortened is above without the reasons, for a low terminal.
func (a *Ask) shortened(e interview.Entry, width, room int) []string {
	out := append(a.heading(e, width), a.now(e, width)...)
	out = append(out, a.evidence(e, width)...)
	return out[:min(len(out), max(1, room))]
}

func (a *Ask) heading(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	items := a.machine().Agenda(a.at, a.filter)
	n := 0
	for i, it := range items {
		if it.Question == a.id {
			n = i + 1
		}
	}
	place := fmt.Sprintf("%s · %d/%d · %s", a.placeName(a.at), n, len(items), e.Question.ID)
	if e.Question.Blocker {
		place += " · " + a.env.Say("可能否决迁移", "may veto the migration")
	}
	out := []string{t.Muted.Render(frame.Truncate(place, width))}
	return append(out, screen.Styled(t.Title.Render, frame.Wrap(e.Question.Text.In(l), width))...)
}

func (a *Ask) drives(q survey.Question) string {
	var words []string
	for _, d := range q.Drives {
		if text, ok := survey.DriveText(d); ok {
			words = append(words, text.In(a.env.Lang))
		}
	}
	return strings.Join(words, a.env.Say("、", ", "))
}

// now is the answer in force, with who gave it and where.
func (a *Ask) now(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	var out []string
	add := func(mark string, render func(...string) string, text string) {
		out = append(out, screen.Styled(render, frame.WrapIndent(mark+" ", text, width))...)
	}
	switch e.Status() {
	case interview.Conflicting:
		for _, h := range e.Held {
			add(t.Marks.Warn, t.Warn.Render, fmt.Sprintf("%s %s: %s", frame.Clean(h.By), h.Answer.At, e.Question.Show(h.Answer, l)))
		}
	case interview.Broken:
		add(t.Marks.Bad, t.Bad.Render, a.env.Sayf("答案失效：%[1]s", "no longer valid: %[2]s", e.Held[0].Invalid.ZH, e.Held[0].Invalid.EN))
	case interview.Done, interview.NotKnown, interview.Excluded:
		h := e.Held[0]
		text := e.Question.Show(h.Answer, l)
		if who := strings.TrimSpace(frame.Clean(h.By) + " " + h.Answer.At); who != "" {
			text += "  · " + who
		}
		if c := h.Answer.Confidence; c != "" && h.Answer.State == survey.Known {
			text += " · " + confidenceText(c).In(l)
		}
		if e.Inherited() {
			text += a.env.Sayf("（沿用%s的答案，按 e 分别回答）", " (from %s; e answers apart)", a.placeName(e.From))
		}
		add(t.Marks.Good, t.Good.Render, text)
		if h.Answer.State == survey.Unknown {
			out = append(out, screen.Styled(t.Muted.Render, frame.Wrap(a.env.Say("默认：", "Default: ")+e.Question.Default.Text.In(l), width))...)
		}
	}
	return out
}

// evidence is what the source shows, and where.
func (a *Ask) evidence(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	var out []string
	const most = 3
	for i, s := range e.Suggestions {
		if i == most {
			break
		}
		text := a.env.Say("源码显示：", "The source shows: ") + e.Question.ShowValue(s.Value, l)
		if len(s.Evidence) > 0 {
			text += " (" + frame.Clean(strings.Join(s.Evidence[:min(len(s.Evidence), most)], ", ")) + ")"
		}
		out = append(out, screen.Styled(t.Accent.Render, frame.WrapIndent(t.Marks.Bullet+" ", text, width))...)
	}
	if e.Status() == interview.Suggested && a.fromScan {
		out = append(out, t.Accent.Render(frame.Truncate(a.env.Say("对吗？按 enter 确认，或直接修改。", "Is that right? enter confirms it, or change it."), width)))
	}
	return out
}

// below is what stands after the field: what is wrong, conflicts, note, follow-up.
func (a *Ask) below(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	var out []string
	add := func(mark string, render func(...string) string, text string) {
		out = append(out, screen.Styled(render, frame.WrapIndent(mark+" ", text, width))...)
	}
	if a.confidence != survey.Confirmed {
		add(t.Marks.Bullet, t.Muted.Render, a.env.Say("把握程度：", "Confidence: ")+confidenceText(a.confidence).In(l))
	}
	for _, c := range a.machine().ConflictsAt(a.at) {
		if c.Questions[0] != a.id || c.Kind == interview.BetweenAnswers {
			continue
		}
		if c.Accepted != "" {
			add(t.Marks.Bullet, t.Muted.Render, a.env.Sayf("已接受的矛盾：%s（%s）", "accepted conflict: %s (%s)", c.Text.In(l), frame.Clean(c.Accepted)))
			continue
		}
		add(t.Marks.Warn, t.Warn.Render, c.Kind.Text().In(l)+a.env.Say("：", ": ")+c.Text.In(l))
		add(" ", t.Muted.Render, c.Advice.In(l))
	}
	if e.Note != "" {
		add(t.Marks.Bullet, t.Text.Render, a.env.Say("备注：", "Note: ")+frame.Clean(e.Note))
	}
	if e.Owner != "" || e.Due != "" {
		add(t.Marks.Bullet, t.Text.Render, a.env.Sayf("待跟进：%s %s", "Follow-up: %s %s", frame.Clean(e.Owner), e.Due))
	}
	return out
}

// summary is the panel in one line.
func (a *Ask) summary() string {
	p := a.total()
	text := a.env.Sayf("就绪 %d%% · 完整 %d%% · 把握 %d%%", "ready %d%% · complete %d%% · confident %d%%", p.Readiness(), p.Completeness(), p.Confidence())
	if n := a.openConflicts(); n > 0 {
		text += a.env.Sayf(" · %s矛盾 %d", " · %sconflicts %d", a.env.Theme.Marks.Warn, n)
	}
	if p.Blockers > 0 {
		text += a.env.Sayf(" · %s否决 %d", " · %svetoes %d", a.env.Theme.Marks.Bad, p.Blockers)
	}
	return text
}

func (a *Ask) total() interview.Progress {
	return a.machine().ProgressOf(a.machine().Subjects().Places()...)
}

func (a *Ask) openConflicts() int {
	n := 0
	for _, c := range a.machine().Conflicts() {
		if c.Accepted == "" {
			n++
		}
	}
	return n
}

// conflictHere is an open conflict that the question settles.
func (a *Ask) conflictHere() (interview.Conflict, bool) {
	for _, c := range a.machine().ConflictsAt(a.at) {
		if c.Questions[0] == a.id && c.Accepted == "" && c.Kind != interview.BetweenAnswers {
			return c, true
		}
	}
	return interview.Conflict{}, false
}

// placesFor are the places at which the question may be answered apart from here.
func (a *Ask) placesFor(e interview.Entry) []survey.Place {
	var out []survey.Place
	for _, p := range a.machine().Subjects().Places() {
		if p != a.at && e.Question.Allows(p.Level()) && related(p, a.at) {
			out = append(out, p)
		}
	}
	return out
}

// related tells whether an answer at one of the places bears on the other.
func related(p, at survey.Place) bool {
	switch {
	case p.Level() == survey.Org || at.Level() == survey.Org || p.Level() == survey.Env || at.Level() == survey.Env:
		return true
	}
	return p.App == at.App
}
