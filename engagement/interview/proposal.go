package interview

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Proposal is an answer that comes from outside: an answers file, a workbook, a
// list of applications, another application.
type Proposal struct {
	Place    survey.Place
	Question string
	Answer   survey.Answer // with note, owner and due
	From     string        // 应用!B7, answers.yaml:12
	// Base is the answer that the proposal was made from, for a workbook that was
	// exported before; nil when it was open then or when nothing is known of it.
	Base *survey.Answer
}

// Verdict tells what taking a proposal would do.
type Verdict string

// The verdicts.
const (
	Same     Verdict = "same"        // it is the answer in force
	Fresh    Verdict = "new"         // the question is open
	Changes  Verdict = "changed"     // it replaces the answer that it was made from, or says more
	Clashes  Verdict = "conflicting" // it differs from an answer that it did not know
	Unusable Verdict = "invalid"
)

// Text names the verdict.
func (v Verdict) Text() i18n.Text {
	switch v {
	case Fresh:
		return i18n.Text{ZH: "新增", EN: "new"}
	case Changes:
		return i18n.Text{ZH: "变更", EN: "changed"}
	case Clashes:
		return i18n.Text{ZH: "矛盾", EN: "conflicting"}
	case Unusable:
		return i18n.Text{ZH: "无效", EN: "invalid"}
	}
	return i18n.Text{ZH: "相同", EN: "same"}
}

// Compared is a proposal beside what is there.
type Compared struct {
	Proposal
	Verdict Verdict
	Now     []Held    // answers in force in the very place
	Problem i18n.Text // of an unusable one
}

// Compare holds proposals against the answers in force, in the order given.
func (m *Machine) Compare(proposals []Proposal) []Compared {
	out := make([]Compared, len(proposals))
	names := m.namesWith(proposals)
	for i, p := range proposals {
		if out[i] = m.compare(p); out[i].Verdict == Unusable {
			continue
		}
		if problem := names.lacks(p.Place); problem.Complete() {
			out[i].Verdict, out[i].Problem = Unusable, problem
		}
	}
	return out
}

func (m *Machine) compare(p Proposal) Compared {
	c := Compared{Proposal: p, Verdict: Unusable}
	i := m.bank.Index(p.Question)
	if i < 0 {
		c.Problem = i18n.Textf("没有问题 %s", "there is no question %s", p.Question)
		return c
	}
	q := m.questions[i]
	if c.Problem = p.unusable(q); c.Problem.Complete() {
		return c
	}
	if p.Answer.State == survey.Known {
		value, problems := q.Check(p.Answer.Value)
		if len(problems) > 0 {
			c.Problem = problems[0]
			return c
		}
		c.Answer.Value = value
	}
	c.Now = slices.Clone(m.heldAt(i, p.Place))
	at := m.chain(p.Place)
	c.Verdict = c.judge(m.entry(i, &at))
	return c
}

// unusable tells why a proposal can never be taken, whatever its value.
func (p Proposal) unusable(q survey.Question) i18n.Text {
	names := []string{p.Place.Env, p.Place.App, p.Place.Component}
	if !p.Place.Valid() || !q.Allows(p.Place.Level()) || slices.ContainsFunc(names, func(s string) bool { return !nameable(s) }) {
		return i18n.Textf("%s 不能在 %q 回答", "%s cannot be answered at %q", p.Question, p.Place.String())
	}
	switch p.Answer.State {
	case survey.Known, survey.Unknown, survey.NotApplicable:
		return refuseWords(p.Answer.Note, p.Answer.Owner, p.Answer.Due)
	}
	return i18n.Text{ZH: "没有写答案", EN: "there is no answer"}
}

func (c Compared) judge(e Entry) Verdict {
	is := func(a survey.Answer) func(Held) bool { return func(h Held) bool { return same(h.Answer, a) } }
	about := (c.Answer.Note == "" || c.Answer.Note == e.Note) && (c.Answer.Owner == "" || c.Answer.Owner == e.Owner) && (c.Answer.Due == "" || c.Answer.Due == e.Due)
	switch {
	case len(c.Now) == 1 && is(c.Answer)(c.Now[0]) && about:
		return Same
	case len(c.Now) == 0:
		return Fresh
	case len(c.Now) == 1 && (is(c.Answer)(c.Now[0]) || c.Base != nil && is(*c.Base)(c.Now[0])):
		return Changes
	case slices.ContainsFunc(c.Now, is(c.Answer)):
		return Changes // it settles a conflict
	case len(c.Now) == 1 && extends(c.Answer, c.Now[0].Answer):
		return Changes // nothing that was said is lost
	}
	return Clashes
}

// extends tells whether an answer holds all cells of each row of another: what the
// evidence showed of a table, for one, with what only people know beside it.
func extends(more, less survey.Answer) bool {
	if more.State != survey.Known || less.State != survey.Known || len(less.Value.Rows) == 0 {
		return false
	}
	return !slices.ContainsFunc(less.Value.Rows, func(row survey.Row) bool {
		return !slices.ContainsFunc(more.Value.Rows, func(other survey.Row) bool {
			return !slices.ContainsFunc(row, func(c survey.Cell) bool { return !slices.Contains(other, c) })
		})
	})
}

// Take returns the drafts that make the compared proposals answers; those that are
// the same or unusable make none.
func (m *Machine) Take(compared []Compared, origin Origin) []Event {
	var out []Event
	for _, c := range compared {
		if c.Verdict == Same || c.Verdict == Unusable {
			continue
		}
		if len(c.Now) != 1 || !same(c.Now[0].Answer, c.Answer) {
			answer := Event{Kind: Answered, Place: c.Place, Question: c.Question, Answer: AnswerOf(c.Answer), Origin: origin}
			if c.From != "" {
				answer.Evidence = []string{c.From}
			}
			out = append(out, answer)
		}
		e, _ := m.Entry(c.Place, c.Question)
		if c.Answer.Note != "" && c.Answer.Note != e.Note {
			out = append(out, Event{Kind: Noted, Place: c.Place, Question: c.Question, Text: c.Answer.Note, Origin: origin})
		}
		if owner, due := c.Answer.Owner, c.Answer.Due; (owner != "" || due != "") && (owner != e.Owner || due != e.Due) {
			out = append(out, Event{Kind: FollowUp, Place: c.Place, Question: c.Question, Owner: owner, Due: due, Origin: origin})
		}
	}
	return out
}

// Copy proposes the answers of one application for another: those given at the
// application itself, and those of components that both have.
func (m *Machine) Copy(from, to string, f Filter) []Proposal {
	var out []Proposal
	places := []survey.Place{{App: from}}
	if target, ok := m.Subjects().Application(to); ok {
		for _, c := range target.Components {
			places = append(places, survey.Place{App: from, Component: c})
		}
	}
	for _, p := range places {
		for _, i := range m.Agenda(p, f) {
			e, _ := m.Entry(p, i.Question)
			if a, ok := e.Answer(); ok && e.From == p && e.Status() != NotKnown {
				a.Note, a.Owner, a.Due = "", "", ""
				out = append(out, Proposal{Place: survey.Place{App: to, Component: p.Component}, Question: i.Question, Answer: a, From: p.String()})
			}
		}
	}
	return out
}
