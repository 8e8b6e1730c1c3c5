package plain

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/tui/field"
)

// describe reads the question out: where it stands, what it asks and why, what is
// known, and what an answer looks like.
func (t *talk) describe() {
	t.entered()
	e, ok := t.entry()
	if !ok {
		return
	}
	q := e.Question
	t.out.blank()
	t.out.print(t.heading(e))
	t.out.print(q.Text.In(t.lang))
	if q.Help.Complete() {
		t.out.print(t.say("为什么问：", "Why it is asked: ") + q.Help.In(t.lang))
	}
	if words := t.drives(q); words != "" {
		t.out.print(t.say("决定：", "It decides: ") + words)
	}
	if q.Blocker {
		t.tell("这个答案可能否决迁移。", "The answer may veto the migration.")
	}
	t.now(e)
	t.evidence(e)
	t.around(e)
	t.form(q)
}

func (t *talk) heading(e interview.Entry) string {
	items := t.Agenda(t.at.Place, t.filter)
	at := indexOf(items, t.at)
	count := t.say("不在这一轮里", "not in this pass")
	if at >= 0 {
		count = t.sayf("第 %d 题，共 %d 题", "question %d of %d", at+1, len(items))
	}
	return t.line(t.place(e.Place), t.section(e.Question.Section), count, t.say("编号 ", "id ")+e.Question.ID)
}

func (t *talk) drives(q survey.Question) string {
	var words []string
	for _, d := range q.Drives {
		if text, ok := survey.DriveText(d); ok {
			words = append(words, text.In(t.lang))
		}
	}
	return t.list(words)
}

// now is the answer in force, with who gave it, when and where.
func (t *talk) now(e interview.Entry) {
	switch e.Status() {
	case interview.Conflicting:
		t.tell("有几个不一致的答案。再答一次，或用 :t 加序号采用其中一个：", "The answers differ. Answer once more, or take one with :t and its number:")
		for i, h := range e.Held {
			t.out.item(number(i), t.held(e, h))
		}
	case interview.Broken:
		t.out.print(t.say("原来的答案已失效：", "The answer is no longer valid: ") + e.Held[0].Invalid.In(t.lang))
	case interview.Done, interview.NotKnown, interview.Excluded:
		h := e.Held[0]
		text := t.say("现在的答案：", "The answer now: ") + t.held(e, h)
		if e.Inherited() {
			text += t.sayf("，沿用%s的答案", ", taken over from the %s", t.place(e.From))
		}
		t.out.print(text)
		if h.Answer.State == survey.Unknown {
			t.assumed(e.Question)
		}
	}
}

// held is an answer with who gave it.
func (t *talk) held(e interview.Entry, h interview.Held) string {
	sure := ""
	if h.Answer.Confidence != "" && h.Answer.State == survey.Known {
		sure = h.Answer.Confidence.Text().In(t.lang)
	}
	shown := e.Question.Show(h.Answer, t.lang)
	if e.Question.Type == survey.Table && len(e.Held) == 1 && len(h.Answer.Value.Rows) > 0 {
		shown = t.count(h.Answer.Value)
	}
	about := t.parts(h.Answer.By, h.Answer.At, sure)
	if about == "" {
		return shown
	}
	return shown + t.sayf("（%s）", " (%s)", about)
}

// count stands for the rows of a table, which are listed below.
func (t *talk) count(v survey.Value) string {
	return t.sayf("%d 行，见下", "%d rows, listed below", len(v.Rows))
}

// assumed says what generation takes where nobody knows.
func (t *talk) assumed(q survey.Question) {
	if q.Default.Text.Complete() {
		t.out.print(t.say("按默认处理：", "The default holds: ") + q.Default.Text.In(t.lang))
	}
}

// evidence is what the source shows, and where.
func (t *talk) evidence(e interview.Entry) {
	const most = 3
	for i, s := range e.Suggestions[:min(len(e.Suggestions), most)] {
		shown := e.Question.ShowValue(s.Value, t.lang)
		if i == 0 && e.Question.Type == survey.Table && e.Status() == interview.Suggested && len(s.Value.Rows) > 0 {
			shown = t.count(s.Value)
		}
		text := t.say("证据显示：", "The evidence shows: ") + shown
		if len(s.Evidence) > 0 {
			text += t.sayf("（%s）", " (%s)", strings.Join(s.Evidence[:min(len(s.Evidence), most)], ", "))
		}
		if i == 0 && e.Status() == interview.Suggested {
			text += t.say("。对吗？直接回车即确认。", ". Is that right? Enter confirms it.")
		}
		t.out.print(text)
	}
}

// around is what was said about the question besides answers.
func (t *talk) around(e interview.Entry) {
	for _, c := range t.ConflictsAt(t.at.Place) {
		switch {
		case c.Questions[0] != e.Question.ID || c.Kind == interview.BetweenAnswers:
		case c.Accepted != "":
			t.out.print(t.sayf("已保留的矛盾：%s（%s）", "A conflict that may stand: %s (%s)", c.Text.In(t.lang), c.Accepted))
		default:
			t.conflict("", c)
		}
	}
	if e.Note != "" {
		t.out.print(t.say("备注：", "Note: ") + e.Note)
	}
	if e.Owner != "" || e.Due != "" {
		t.out.print(t.say("待跟进：", "Follow-up: ") + t.parts(e.Owner, e.Due))
	}
	if t.confidence != "" {
		t.out.print(t.say("下一个答案的把握程度：", "Confidence of the next answer: ") + t.confidence.Text().In(t.lang))
	}
}

// options lists the options of a choice, without what choosing one means: that
// must not lead the answer.
func (t *talk) options(f survey.Field) {
	options := field.Options(f)
	if len(options) == 0 {
		return
	}
	switch {
	case f.Type != survey.Multi:
		t.tell("选一个：", "Choose one:")
	case f.Ranked && f.Most > 0:
		t.tellf("按重要性从高到低选，最多 %d 个，用逗号分开：", "Choose in order of importance, %d at most, with commas between:", f.Most)
	case f.Ranked:
		t.tell("按重要性从高到低选，用逗号分开：", "Choose in order of importance, with commas between:")
	case f.Most > 0:
		t.tellf("可选几个，最多 %d 个，用逗号分开：", "Choose some, %d at most, with commas between:", f.Most)
	default:
		t.tell("可选几个，用逗号分开：", "Choose some, with commas between:")
	}
	for i, o := range options {
		text := o.Text.In(t.lang)
		if o.Exclusive {
			text += t.say("（不与其他同选）", " (nothing else beside it)")
		}
		t.out.item(number(i), text)
	}
}

// form says in which form a value is accepted.
func (t *talk) form(q survey.Question) {
	switch q.Type {
	case survey.Table, survey.Record:
		names := make([]string, len(q.Columns))
		for i, c := range q.Columns {
			names[i] = t.column(c)
		}
		t.out.print(t.say("各列：", "Columns: ") + t.list(names))
		if q.Type == survey.Table {
			t.rowsNow()
		} else if e, ok := t.entry(); ok && len(base(e)) > 0 {
			t.tell("直接回车保留全部；:edit 加第几列来修改。", "Enter keeps all of it; :edit with the number of a column changes that.")
		}
	}
	t.wanted(first(q))
}

// wanted says which options there are, or in which form a scalar is accepted.
func (t *talk) wanted(f survey.Field) {
	t.options(f)
	if text := t.scalarForm(f); text != "" {
		t.out.print(t.say("形式：", "Form: ") + text)
	}
}

// column is the name of a column, with whether it must be filled in.
func (t *talk) column(c survey.Column) string {
	if c.Required {
		return c.Text.In(t.lang) + t.say("（必填）", " (required)")
	}
	return c.Text.In(t.lang)
}

// scalarForm is the accepted form of a scalar, with its unit and an example.
func (t *talk) scalarForm(f survey.Field) string {
	text := field.Form(f).In(t.lang)
	if f.Type == survey.Number && f.Measure.Complete() {
		text = t.parts(text, t.say("单位 ", "unit: ")+f.Measure.In(t.lang))
	}
	if e := field.Example(f); e != "" {
		text = t.parts(text, t.say("如 ", "such as ")+e)
	}
	return text
}
