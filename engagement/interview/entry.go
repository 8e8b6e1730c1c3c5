package interview

import (
	"slices"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Held is an answer in force with the event that gave it.
type Held struct {
	Event
	Answer survey.Answer
	// Invalid says why the answer does not fit its question, such as an option
	// that the bank no longer has. Nothing reads such an answer.
	Invalid i18n.Text
}

// checked is the value of an answer after it was held to its question.
type checked struct {
	value   survey.Value
	invalid i18n.Text
}

// Suggestion is an answer that evidence gives before anybody was asked.
type Suggestion struct {
	Place      survey.Place
	Question   string
	Value      survey.Value
	Evidence   []string // pom.xml:31
	By         string   // what found it: a detector, a list of applications
	Confidence survey.Confidence
}

// Status tells how far a question is in a place.
type Status string

// The statuses.
const (
	Open        Status = "open"
	Suggested   Status = "suggested" // the evidence has an answer that nobody confirmed
	Done        Status = "answered"
	NotKnown    Status = "unknown"
	Excluded    Status = "na"
	Conflicting Status = "conflict" // two answers are in force
	Broken      Status = "invalid"  // the answer no longer fits the question
)

// Answered tells whether somebody said something, be it that it is unknown.
func (s Status) Answered() bool { return s == Done || s == NotKnown || s == Excluded }

// Text names the status.
func (s Status) Text() i18n.Text {
	switch s {
	case Suggested:
		return i18n.Text{ZH: "待确认", EN: "to be confirmed"}
	case Done:
		return i18n.Text{ZH: "已回答", EN: "answered"}
	case NotKnown:
		return i18n.Text{ZH: "不知道", EN: "unknown"}
	case Excluded:
		return i18n.Text{ZH: "不适用", EN: "not applicable"}
	case Conflicting:
		return i18n.Text{ZH: "答案不一致", EN: "conflicting answers"}
	case Broken:
		return i18n.Text{ZH: "答案失效", EN: "no longer valid"}
	}
	return i18n.Text{ZH: "未回答", EN: "open"}
}

// Entry is everything that is known about a question in a place.
type Entry struct {
	Place    survey.Place
	Question survey.Question
	// Held are the answers in force, those of the nearest place that has any: From.
	Held        []Held
	From        survey.Place
	Suggestions []Suggestion
	Note        string
	Owner, Due  string // of an open follow-up
}

// Inherited tells whether the answer was given at a coarser place.
func (e Entry) Inherited() bool { return len(e.Held) > 0 && e.From != e.Place }

// Status is the status of the entry.
func (e Entry) Status() Status {
	switch {
	case len(e.Held) > 1:
		return Conflicting
	case len(e.Held) == 1 && e.Held[0].Invalid.Complete():
		return Broken
	case len(e.Held) == 1:
		return map[survey.State]Status{survey.Known: Done, survey.Unknown: NotKnown, survey.NotApplicable: Excluded}[e.Held[0].Answer.State]
	case len(e.Suggestions) > 0:
		return Suggested
	}
	return Open
}

// Answer returns the one answer in force.
func (e Entry) Answer() (survey.Answer, bool) {
	if len(e.Held) != 1 || e.Held[0].Invalid.Complete() {
		return survey.Answer{}, false
	}
	return e.Held[0].Answer, true
}

// Suggest replaces the suggestions. Values that do not fit their question are
// left out: a suggestion is only a help.
func (m *Machine) Suggest(suggestions []Suggestion) {
	m.suggestions = map[survey.Place]map[string][]Suggestion{}
	m.progress = map[survey.Place]*Progress{}
	for _, s := range suggestions {
		q, ok := m.bank.Question(s.Question)
		if !ok || !q.Allows(s.Place.Level()) {
			continue
		}
		value, problems := q.Check(s.Value)
		if len(problems) > 0 {
			continue
		}
		s.Value = value
		if m.suggestions[s.Place] == nil {
			m.suggestions[s.Place] = map[string][]Suggestion{}
		}
		m.suggestions[s.Place][s.Question] = append(m.suggestions[s.Place][s.Question], s)
	}
}

// Entry returns what is known about a question in a place: answers given there,
// else those of the places above.
func (m *Machine) Entry(at survey.Place, id string) (Entry, bool) {
	q, ok := m.bank.Question(id)
	if !ok {
		return Entry{}, false
	}
	return m.entry(q, at), true
}

func (m *Machine) entry(q survey.Question, at survey.Place) Entry {
	e := Entry{Place: at, Question: q, From: at}
	for _, p := range append([]survey.Place{at}, at.Above()...) {
		if held := m.held(q, p); len(held) > 0 && len(e.Held) == 0 {
			e.Held, e.From = held, p
		}
		if len(e.Suggestions) == 0 {
			e.Suggestions = m.suggestions[p][q.ID]
		}
	}
	e.Note = m.text(cell{at, q.ID, Noted, ""})
	for _, f := range m.heads(cell{at, q.ID, FollowUp, ""}) {
		if f.Owner != "" || f.Due != "" {
			e.Owner, e.Due = join(e.Owner, f.Owner, "、"), latest(e.Due, f.Due)
		}
	}
	return e
}

// text joins what devices wrote at the same time, so that nothing is lost.
func (m *Machine) text(c cell) string {
	out := ""
	for _, n := range m.heads(c) {
		out = join(out, n.Text, "\n")
	}
	return out
}

func join(a, b, by string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return a + by + b
}

func latest(a, b string) string { return max(a, b) }

// held are the answers in force in the very place; equal ones count as one.
func (m *Machine) held(q survey.Question, at survey.Place) []Held {
	var out []Held
	for _, s := range m.heads(cell{at, q.ID, Answered, ""}) {
		if s.Kind != Answered {
			continue
		}
		h := m.hold(q, s)
		if !slices.ContainsFunc(out, func(o Held) bool { return same(o.Answer, h.Answer) }) {
			out = append(out, h)
		}
	}
	return out
}

func (m *Machine) hold(q survey.Question, s *stamped) Held {
	h := Held{Event: s.Event}
	h.Answer = survey.Answer{State: s.Answer.State, Confidence: s.Answer.Confidence, By: s.By, At: s.At.Format(time.DateOnly), Scope: s.Place.String()}
	if s.Answer.State != survey.Known {
		return h
	}
	c, ok := m.checks[s.ID]
	if !ok {
		value, problems := q.Check(s.Answer.value(q))
		c = checked{value: value}
		if len(problems) > 0 {
			c = checked{s.Answer.value(q), problems[0]}
		}
		m.checks[s.ID] = c
	}
	h.Answer.Value, h.Invalid = c.value, c.invalid
	return h
}

// same tells whether two answers say the same, however sure their authors were.
func same(a, b survey.Answer) bool {
	return a.State == b.State && a.Value.Text == b.Value.Text && slices.Equal(a.Value.List, b.Value.List) &&
		slices.EqualFunc(a.Value.Rows, b.Value.Rows, func(x, y survey.Row) bool { return slices.Equal(x, y) })
}

// known is what can be taken for true in a place: the answer, else what the
// evidence suggests. An answer that nobody knows hides what is suggested.
func (m *Machine) known(id string, at survey.Place) (survey.Value, bool) {
	e, ok := m.Entry(at, id)
	if !ok {
		return survey.Value{}, false
	}
	if a, ok := e.Answer(); ok {
		return a.Value, a.State == survey.Known
	}
	if len(e.Held) == 0 && len(e.Suggestions) > 0 {
		return e.Suggestions[0].Value, true
	}
	return survey.Value{}, false
}

// Answers are the answers as generators read them. Two answers that are not
// settled are unknown: neither may decide.
func (m *Machine) Answers() survey.Answers {
	var out survey.Answers
	for c := range m.cells {
		q, ok := m.bank.Question(c.question)
		if c.kind != Answered || !ok || !q.Allows(c.place.Level()) {
			continue
		}
		held := m.held(q, c.place)
		if len(held) == 0 {
			continue
		}
		e := m.entry(q, c.place)
		a := held[0].Answer
		if len(held) > 1 || held[0].Invalid.Complete() {
			a = survey.Answer{State: survey.Unknown}
		}
		a.Note, a.Owner, a.Due = e.Note, e.Owner, e.Due
		out.Set(c.place, q.ID, a)
	}
	return out
}
