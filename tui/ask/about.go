package ask

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/screen"
)

// heading says where the question belongs, how far the place is, and what is asked.
func (a *Ask) heading(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	items := a.machine().Agenda(a.at, a.filter)
	rest, mark := "", ""
	if n := slices.IndexFunc(items, func(i interview.Item) bool { return i.Question == a.id }); n >= 0 {
		rest += fmt.Sprintf(" · %d/%d", n+1, len(items))
	}
	rest += " · " + e.Question.ID
	if e.Question.Blocker {
		mark = " · " + t.Marks.Warn + " " + a.env.Say("可能否决迁移", "may veto the migration")
	}
	place := a.placeName(a.at)
	if cells.Width(place+rest+mark) > width && a.at.Component != "" { // the id, by which people speak of a question, is to stay
		place = cells.Clean(a.at.App + " / " + a.at.Component)
	}
	out := []string{t.Muted.Render(cells.Truncate(place+rest, width))}
	if room := width - cells.Width(mark); mark != "" && cells.Width(place+rest) <= room {
		out[0] = t.Muted.Render(place+rest) + t.Warn.Render(mark)
	}
	return append(out, screen.Styled(t.Title.Render, cells.Wrap(e.Question.Text.In(l), width))...)
}

// why says why the question is asked, and what it decides.
func (a *Ask) why(q survey.Question, width int) (help, drives []string) {
	t := a.env.Theme
	help = screen.Styled(t.Muted.Render, cells.Wrap(q.Help.In(a.env.Lang), width))
	if words := a.drives(q); words != "" {
		drives = screen.Styled(t.Muted.Render, cells.Wrap(a.env.Say("决定：", "Decides: ")+words, width))
	}
	return help, drives
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
	switch e.Status() {
	case interview.Conflicting:
		for _, h := range e.Held {
			a.add(&out, t.Marks.Warn, t.Warn.Render, h.Answer.By+" "+h.Answer.At+a.env.Say(" 答：", " said: ")+e.Question.Show(h.Answer, l), width)
		}
		a.add(&out, " ", t.Muted.Render, a.env.Sayf("两个答案不一致：再答一次即以新的为准；%s 轮流填入", "The answers differ: one more answer settles it; %s puts in one after the other", a.keyName(doOffer)), width)
	case interview.Broken:
		a.add(&out, t.Marks.Bad, t.Bad.Render, a.env.Sayf("答案失效：%[1]s", "no longer valid: %[2]s", e.Held[0].Invalid.ZH, e.Held[0].Invalid.EN), width)
	case interview.Done, interview.NotKnown, interview.Excluded:
		a.add(&out, t.Marks.Good, t.Good.Render, a.inForce(e), width)
		if e.Held[0].Answer.State == survey.Unknown {
			a.add(&out, " ", t.Muted.Render, a.env.Say("按默认：", "The default is taken: ")+defaultText(e.Question).In(l), width)
		}
	}
	return out
}

// inForce is the answer in words. One that the field shows anyway is not repeated.
func (a *Ask) inForce(e interview.Entry) string {
	h, l := e.Held[0], a.env.Lang
	parts := []string{a.env.Say("已答", "answered")}
	if h.Answer.State != survey.Known || a.changed() {
		parts = []string{e.Question.Show(h.Answer, l)}
	}
	if who := strings.TrimSpace(h.Answer.By + " " + h.Answer.At); who != "" {
		parts = append(parts, who)
	}
	if c := h.Answer.Confidence; c != "" && h.Answer.State == survey.Known {
		parts = append(parts, c.Text().In(l))
	}
	if len(h.Evidence) > 0 {
		parts = append(parts, h.Evidence[0])
	}
	text := strings.Join(parts, " · ")
	if e.Inherited() {
		text += a.env.Sayf("（沿用%[1]s的答案；在这里改即分别回答）", " (from %[1]s; a change here is an answer apart)", a.placeName(e.From))
	}
	return text
}

// evidenceLines are what the source shows, and where.
func (a *Ask) evidenceLines(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	var out []string
	const most = 3
	for _, s := range e.Suggestions[:min(most, len(e.Suggestions))] {
		text := a.env.Say("源码显示：", "The source shows: ") + e.Question.ShowValue(s.Value, l)
		if len(s.Evidence) > 0 {
			text += " (" + strings.Join(s.Evidence[:min(len(s.Evidence), most)], ", ") + ")"
		}
		a.add(&out, t.Marks.Bullet, t.Accent.Render, text, width)
	}
	switch {
	case len(e.Suggestions) > most:
		a.add(&out, " ", t.Muted.Render, a.env.Sayf("另有 %d 处", "%d more", len(e.Suggestions)-most), width)
	case e.Status() == interview.Suggested && a.asOffered():
		a.add(&out, " ", t.Accent.Render, a.env.Say("对吗？按 enter 确认，或直接修改。", "Is that right? enter confirms it, or change it."), width)
	}
	return out
}

// below is what stands after the field: how sure it is, conflicts, note, follow-up.
func (a *Ask) below(e interview.Entry, width int) []string {
	t, l := a.env.Theme, a.env.Lang
	var out []string
	for _, c := range a.machine().ConflictsAt(a.at) {
		switch {
		case !slices.Contains(c.Questions, a.id) || c.Kind == interview.BetweenAnswers:
		case c.Accepted != "":
			a.add(&out, t.Marks.Bullet, t.Muted.Render, a.env.Sayf("已保留的矛盾：%s（%s）", "a conflict that stands: %s (%s)", c.Text.In(l), c.Accepted), width)
		default:
			a.add(&out, t.Marks.Warn, t.Warn.Render, c.Kind.Text().In(l)+a.env.Say("：", ": ")+c.Text.In(l), width)
			a.add(&out, " ", t.Muted.Render, c.Advice.In(l), width)
		}
	}
	if answer, answered := e.Answer(); a.confidence != survey.Confirmed && !(answered && answer.Confidence.Same(a.confidence)) {
		a.add(&out, t.Marks.Bullet, t.Muted.Render, a.env.Say("把握程度：", "Confidence: ")+a.confidence.Text().In(l), width)
	}
	if e.Note != "" {
		a.add(&out, t.Marks.Bullet, t.Text.Render, a.env.Say("备注：", "Note: ")+e.Note, width)
	}
	if e.Owner != "" || e.Due != "" {
		a.add(&out, t.Marks.Bullet, t.Text.Render, a.env.Sayf("待跟进：%s %s", "Follow-up: %s %s", e.Owner, e.Due), width)
	}
	return out
}

// defaultText is what holds when nobody knows the answer.
func defaultText(q survey.Question) i18n.Text {
	if !q.Default.Given {
		return q.Default.Text
	}
	return i18n.Text{
		ZH: q.ShowValue(q.Default.Value, i18n.ZH) + "。" + q.Default.Text.ZH,
		EN: q.ShowValue(q.Default.Value, i18n.EN) + ". " + q.Default.Text.EN,
	}
}

// openAbout is the page with all that the bank says about the question.
func (a *Ask) openAbout() screen.Action {
	e, ok := a.entry()
	if !ok {
		return screen.Done()
	}
	q := e.Question
	return screen.Action{Handled: true, Push: screen.NewPage(a.env, &screen.Page{
		Name: i18n.Text{ZH: q.ID, EN: q.ID}, Text: func() []string { return a.about(q) },
	})}
}

func (a *Ask) about(q survey.Question) []string {
	env, l := a.env, a.env.Lang
	out := []string{q.Text.In(l), "", q.Help.In(l), ""}
	add := func(zh, en, text string) {
		if text != "" {
			out = append(out, env.Say(zh, en)+text)
		}
	}
	add("决定：", "Decides: ", a.drives(q))
	add("谁能回答：", "Who can answer: ", a.roleNames(q.Roles))
	if q.Blocker {
		add("", "", env.Say("有的答案可能否决迁移。", "An answer may veto the migration."))
	}
	add("不知道时：", "When nobody knows: ", defaultText(q).In(l))
	for _, o := range q.Options {
		out = append(out, optionLines(env, o)...)
	}
	for _, c := range q.Columns {
		out = append(out, "", strings.TrimSuffix(c.Text.In(l)+env.Say("：", ": ")+field.Form(c.Field).In(l), env.Say("：", ": ")))
		for _, o := range c.Options {
			out = append(out, optionLines(env, o)...)
		}
	}
	return out
}

func optionLines(env *screen.Env, o survey.Option) []string {
	l := env.Lang
	out := []string{"", env.Theme.Marks.Bullet + " " + o.Text.In(l)}
	if o.Risk != "" {
		out = append(out, strings.TrimSuffix("  "+field.RiskText(o.Risk).In(l)+env.Say("：", ": ")+o.Rationale.In(l), env.Say("：", ": ")))
	}
	if o.Mitigation.Complete() {
		out = append(out, "  "+env.Say("措施：", "Mitigation: ")+o.Mitigation.In(l))
	}
	return out
}

// roles are those of the catalogue, read once.
func (a *Ask) roles() []catalog.Role {
	if a.known == nil {
		cat, err := catalog.Load()
		if err != nil {
			return nil // a mistake in the data, which its own tests find
		}
		a.known = cat.Roles
	}
	return a.known
}

// roleNames names roles by their ids.
func (a *Ask) roleNames(ids []string) string {
	var out []string
	for _, r := range a.roles() {
		if slices.Contains(ids, r.ID) {
			out = append(out, r.Text.In(a.env.Lang))
		}
	}
	return strings.Join(out, a.env.Say("、", ", "))
}
