package workbook

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// taker makes an answer of the lines about one question in one place.
type taker struct {
	*lines
	record   record
	lang     i18n.Lang
	problems []Problem
}

func (t *taker) problem(at string, text i18n.Text) {
	t.problems = append(t.problems, Problem{at, text})
}

func (t *taker) base() *survey.Answer { return t.record.Base.answer(t.q) }

// at is the cell that stands for the whole question.
func (t *taker) at() string {
	if at := t.cells[colAnswer].at; at != "" {
		return at
	}
	for _, p := range parts(t.q) {
		if f, ok := t.parts[p.key]; ok {
			return f.at
		}
	}
	if len(t.rows) > 0 {
		return t.rows[0].at
	}
	return ""
}

// take returns the answer, and whether it differs from that with which the workbook
// was made.
func (t *taker) take() (survey.Answer, bool) {
	before := show(t.q, t.base(), t.lang)
	now := t.shown(before)
	if len(t.problems) > 0 {
		return survey.Answer{}, false
	}
	same := sameValue(t.q, fitted(before), now)
	about := now.confidence == before.confidence && tidy(fit(before.note)) == tidy(fit(now.note)) && tidy(before.owner) == tidy(now.owner) && before.due == now.due
	if same && about && now.state == before.state {
		return survey.Answer{}, false
	}
	state, ok := t.state(before, now, same)
	if !ok {
		return survey.Answer{}, false
	}
	a := survey.Answer{State: state, Confidence: now.confidence, By: now.by, Note: now.note, Owner: now.owner, Due: now.due}
	switch {
	case state == agree:
		a.State, a.Value = survey.Known, valueOf(t.q, *t.record.Suggested)
	case state == survey.Known && same && before.state == survey.Known:
		a.Value = t.base().Value
	case state == survey.Known:
		a.Value = t.value(now)
	}
	t.checkWords(a)
	return a, len(t.problems) == 0 && !t.equal(a)
}

// equal tells whether the answer is what it was before, in other words.
func (t *taker) equal(a survey.Answer) bool {
	b := t.base()
	if b == nil || a.State != b.State || a.Confidence != b.Confidence || a.Note != b.Note || a.Owner != b.Owner || a.Due != b.Due {
		return false
	}
	return sameValue(t.q, show(t.q, &a, t.lang), show(t.q, b, t.lang))
}

// fitted is what was shown after it was cut to the size of a cell.
func fitted(s shown) shown {
	s.answer = fit(s.answer)
	return s
}

// shown is what the cells show now. A line or a column that somebody deleted says
// what it said before. Cells that show nothing usable are problems.
func (t *taker) shown(before shown) shown {
	s := shown{answer: t.said(colAnswer, fit(before.answer)), parts: map[string]string{}, rows: before.rows}
	for _, p := range parts(t.q) {
		text := before.parts[p.key]
		if f, there := t.parts[p.key]; there {
			text = t.text(f)
		}
		if text != "" {
			s.parts[p.key] = text
		}
	}
	if t.listed {
		s.rows = nil
	}
	for _, r := range t.rows {
		row := map[string]string{}
		for _, c := range t.q.Columns {
			if text := t.text(r.cells[c.Key]); text != "" {
				row[c.Key] = text
			}
		}
		s.rows = append(s.rows, row)
	}
	s.by, s.note, s.owner = t.said(colBy, before.by), t.said(colNote, before.note), t.said(colOwner, before.owner)
	t.readAbout(&s, before)
	return s
}

// said is what a cell in the line of the question says, or what it said when it is
// gone.
func (t *taker) said(c column, before string) string {
	f, there := t.cells[c]
	if !there {
		return before
	}
	return t.text(f)
}

// readAbout reads the cells with fixed words and the day.
func (t *taker) readAbout(s *shown, before shown) {
	var ok bool
	if s.state, ok = readState(t.said(colState, string(before.state))); !ok {
		t.problem(t.cells[colState].at, wantOne(texts(states(), stateText)))
	}
	if s.confidence, ok = readConfidence(t.said(colConfidence, string(before.confidence))); !ok {
		t.problem(t.cells[colConfidence].at, wantOne(texts(survey.Confidences(), survey.Confidence.Text)))
	}
	if due := t.said(colDue, before.due); due != "" && due != before.due {
		var want i18n.Text
		if s.due, want = typed.Read(survey.Field{Type: survey.Date}, due); want.Complete() {
			t.problem(t.cells[colDue].at, want)
		}
	} else {
		s.due = due
	}
}

// text is what a cell says, when a person can have meant it.
func (t *taker) text(f found) string {
	switch {
	case f.into != "":
		t.problem(f.at, i18n.Textf("这个单元格被合并到 %s：请取消合并，每行各填一个答案", "the cell is merged into %s: please split it and answer line by line", f.into))
	case f.Kind == sheets.Uncomputed:
		t.problem(f.at, i18n.Text{ZH: "公式没有计算结果：请填写值", EN: "the formula has no result: please enter the value"})
	case f.Kind == sheets.Failed:
		t.problem(f.at, i18n.Text{ZH: "公式出错：请填写值", EN: "the formula fails: please enter the value"})
	default:
		return f.Text
	}
	return ""
}

// state decides which state the cells mean. People fill in an answer and leave the
// state as it was, or change the state and leave the answer.
func (t *taker) state(before, now shown, same bool) (survey.State, bool) {
	full := now.answer != "" || len(now.parts) > 0 || len(now.rows) > 0
	was := before.state
	switch {
	case now.state == was && full && (!same || was == survey.Known):
		return survey.Known, true
	case now.state == was && was == "":
		t.problem(t.at(), i18n.Text{ZH: "写了备注、把握或跟进人，但没有答案：不知道答案请在状态里选“不知道”", EN: `there is a note, a degree of certainty or a follow-up but no answer: choose "unknown" as the state when nobody knows`})
	case now.state == was && was == survey.Known && !t.canBeEmpty(before):
		t.problem(t.at(), i18n.Text{ZH: "原来的答案被清空了，没有改动：不再确定请在状态里选“不知道”", EN: `the answer was removed, and nothing was changed: choose "unknown" as the state when it is no longer certain`})
	case now.state == was:
		return was, true
	case now.state == "" && !full:
		t.problem(t.at(), i18n.Text{ZH: "状态被清空了，没有改动：请选一个状态", EN: "the state was removed, and nothing was changed: please choose one"})
	case now.state == "":
		return survey.Known, true
	case now.state == agree && t.record.Suggested == nil:
		t.problem(t.cells[colState].at, i18n.Text{ZH: "这个问题没有已知信息：请填写答案", EN: "nothing is known about this question: please enter the answer"})
	case now.state != survey.Known && full && !same:
		t.problem(t.cells[colState].at, i18n.Text{ZH: "填了答案，状态却不是“已回答”：请删去其中一个", EN: `there is an answer, but the state is not "answered": please remove one of them`})
	case now.state == survey.Known && !full && !t.isListed():
		t.problem(t.at(), i18n.Text{ZH: "状态是“已回答”，但没有答案", EN: `the state is "answered", but there is no answer`})
	default:
		return now.state, true
	}
	return "", false
}

// canBeEmpty tells whether nothing in the cells was an answer before.
func (t *taker) canBeEmpty(before shown) bool {
	return t.isListed() && before.answer == "" && len(before.parts) == 0 && len(before.rows) == 0
}

// isListed tells whether having none is an answer.
func (t *taker) isListed() bool {
	return t.q.Type == survey.Multi || t.q.Type == survey.List || t.q.Type == survey.Table
}

const maxWords = 4000 // bytes, as in the answers file

// checkWords refuses what people wrote beside the answer when it is too long or
// looks like a secret.
func (t *taker) checkWords(a survey.Answer) {
	for c, s := range map[column]string{colBy: a.By, colNote: a.Note, colOwner: a.Owner} {
		switch at := t.cells[c].at; {
		case survey.LooksSecret(s):
			t.problem(at, i18n.Text{ZH: "像是口令、密钥或令牌：只写明保管位置，不写内容", EN: "it looks like a password, key or token: say where it is kept, not what it is"})
		case len(s) > maxWords:
			t.problem(at, i18n.Textf("太长：%d 字，最多约 %d 字", "too long: %d characters, about %d at most", utf8.RuneCountInString(s), maxWords/3))
		}
	}
	slices.SortStableFunc(t.problems, func(a, b Problem) int { return strings.Compare(a.Cell, b.Cell) })
}

func texts[T any](of []T, text func(T) i18n.Text) []i18n.Text {
	out := make([]i18n.Text, len(of))
	for i, v := range of {
		out[i] = text(v)
	}
	return out
}

func wantOne(of []i18n.Text) i18n.Text {
	return i18n.Text{ZH: "应为：" + strings.Join(in(of, i18n.ZH), "、"), EN: "want one of: " + strings.Join(in(of, i18n.EN), ", ")}
}
