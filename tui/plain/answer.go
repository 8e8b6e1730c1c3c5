package plain

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
)

// prompt is what stands before the next line.
func (t *talk) prompt() string {
	e, ok := t.entry()
	switch {
	case !ok:
		return t.say("命令：", "Command:")
	case isGrid(e.Question):
		return t.gridPrompt(e)
	}
	return t.say("答：", "Answer:")
}

// answer takes a line as the answer to the question.
func (t *talk) answer(e interview.Entry, line string) error {
	switch {
	case line == "" && (e.Question.Type != survey.Record || e.Status() != interview.Open):
		t.enter(e)
	case isGrid(e.Question):
		return t.addRow(e, line)
	default:
		t.scalar(e, line)
	}
	return nil
}

// enter takes an empty line: it confirms what the evidence shows, keeps what was
// answered, and goes on.
func (t *talk) enter(e interview.Entry) {
	switch e.Status() {
	case interview.Suggested:
		if !t.keep(e, e.Suggestions[0].Value) {
			return
		}
	case interview.Done:
		a, _ := e.Answer()
		if t.confidence != "" && !t.keep(e, a.Value) {
			return
		}
	case interview.NotKnown, interview.Excluded:
	default:
		t.hint(e)
		return
	}
	t.next()
}

// hint says what a question without an answer wants.
func (t *talk) hint(e interview.Entry) {
	t.tell("还没有答案。请回答，或 :u 不知道，:x 不适用，:f 待跟进，:s 跳过。", "There is no answer yet. Answer, or :u unknown, :x not applicable, :f follow-up, :s skip.")
	if e.Question.Type == survey.List || e.Question.Type == survey.Table {
		t.tell("一项也没有时写 :none。", "When there are none, :none says so.")
	}
}

// scalar takes a line as a single value or as options.
func (t *talk) scalar(e interview.Entry, line string) {
	v, problem := read(e.Question.Field, line)
	if problem.Complete() {
		t.refuse(e.Question.Field, problem)
		return
	}
	if t.keep(e, v) {
		t.wordTaken(e.Question.Field, line)
		t.next()
	}
}

// wordTaken says that what might have been meant as a command was taken as a text.
func (t *talk) wordTaken(f survey.Field, line string) {
	if wordless(f) {
		return
	}
	for _, c := range commands() {
		if c.bare && same(line, c.words...) {
			t.tellf("“%[1]s”当作文字采用了；命令要写冒号，如 :%[1]s。", "%[1]q was taken as a text; a command takes a colon: :%[1]s.", line)
		}
	}
}

// read reads a value that is given on one line.
func read(f survey.Field, line string) (survey.Value, i18n.Text) {
	if len(field.Options(f)) == 0 {
		s, problem := field.Read(f, line)
		return survey.Value{Text: s}, problem
	}
	keys, problem := choose(f, line)
	switch {
	case problem.Complete():
		return survey.Value{}, problem
	case f.Type == survey.Multi:
		return survey.Value{List: keys}, i18n.Text{}
	}
	return survey.Value{Text: keys[0]}, i18n.Text{}
}

// refuse says what is wrong with what was typed, and what is accepted.
func (t *talk) refuse(f survey.Field, problem i18n.Text) {
	t.out.print(t.say("没有采用：", "Not taken: ") + problem.In(t.lang) + t.say("。", "."))
	if form := t.scalarForm(f); form != "" {
		t.out.print(t.say("形式：", "Form: ") + form)
	}
}

// keep records a value as the answer and says what that means; false when the value
// was refused.
func (t *talk) keep(e interview.Entry, v survey.Value) bool {
	return t.keepAs(e, v, v, t.say("已保存：", "Saved: ")+e.Question.ShowValue(v, t.lang))
}

// keepAs says what was saved in its own words, and what the new part of it means.
func (t *talk) keepAs(e interview.Entry, v, news survey.Value, saved string) bool {
	v, problems := e.Question.Check(v)
	for _, p := range problems {
		t.out.print(t.say("没有采用：", "Not taken: ") + p.In(t.lang) + t.say("。", "."))
	}
	if len(problems) > 0 {
		return false
	}
	answer := survey.Answer{State: survey.Known, Value: v, Confidence: t.sureness(e)}
	if now, ok := e.Answer(); ok && !e.Inherited() && now.State == survey.Known && equal(now.Value, v) && now.Confidence.Same(answer.Confidence) {
		t.tell("答案没有变化。", "The answer stays as it is.")
		return true
	}
	draft := interview.Event{Kind: interview.Answered, Place: e.Place, Question: e.Question.ID, Origin: interview.Person, Answer: interview.AnswerOf(answer)}
	if e.Status() == interview.Suggested && equal(e.Suggestions[0].Value, v) {
		draft.Origin, draft.Evidence = interview.Scan, e.Suggestions[0].Evidence
	}
	if !t.settle(saved, draft) {
		return false
	}
	t.confidence = ""
	for _, o := range interview.ChosenOptions(e.Question, news) {
		t.consequences(o)
	}
	return true
}

// settle records drafts, says so, and names the conflicts that they raise.
func (t *talk) settle(saved string, drafts ...interview.Event) bool {
	before := t.OpenConflicts()
	if !t.do(drafts...) {
		return false
	}
	t.out.print(saved)
	for _, c := range t.OpenConflicts() {
		if !slices.ContainsFunc(before, func(b interview.Conflict) bool { return b.Key() == c.Key() }) {
			t.conflict("", c)
		}
	}
	return true
}

// sureness is the confidence of the next answer: what was said, else that of the
// answer which it replaces.
func (t *talk) sureness(e interview.Entry) survey.Confidence {
	if t.confidence != "" {
		return t.confidence
	}
	if a, ok := e.Answer(); ok && a.State == survey.Known && a.Confidence != "" {
		return a.Confidence
	}
	return survey.Confirmed
}

// consequences says what choosing an option means, now that it is chosen.
func (t *talk) consequences(o survey.Option) {
	colon := t.say("：", ": ")
	if risk := field.RiskText(o.Risk); risk.Complete() {
		text := o.Text.In(t.lang) + colon + risk.In(t.lang)
		if o.Rationale.Complete() {
			text += t.say("。", ". ") + o.Rationale.In(t.lang)
		}
		t.out.print(text)
	}
	if o.Mitigation.Complete() {
		t.out.print(t.say("措施", "Mitigation") + colon + o.Mitigation.In(t.lang))
	}
	if o.Advice {
		t.tell("仅供建议：服务只支持 ACK 和阿里云产品，这一项给出建议，不交付制品。", "Advice only: the service supports ACK and products of Alibaba Cloud; this gets advice, no artefacts.")
	}
}

// unknown answers that nobody knows.
func (t *talk) unknown(string) error {
	e, _ := t.entry()
	if t.state(e, survey.Unknown, t.say("已保存：不知道。", "Saved: unknown.")) {
		t.assumed(e.Question)
		t.next()
	}
	return nil
}

// notApplicable answers that the question does not fit.
func (t *talk) notApplicable(string) error {
	e, _ := t.entry()
	if t.state(e, survey.NotApplicable, t.say("已保存：不适用。", "Saved: not applicable.")) {
		t.next()
	}
	return nil
}

func (t *talk) state(e interview.Entry, s survey.State, saved string) bool {
	return t.settle(saved, stateDraft(e, s))
}

func stateDraft(e interview.Entry, s survey.State) interview.Event {
	return interview.Event{
		Kind: interview.Answered, Place: e.Place, Question: e.Question.ID, Origin: interview.Person,
		Answer: &interview.Answer{State: s, Confidence: survey.Confirmed},
	}
}
