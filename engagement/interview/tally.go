package interview

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// marks are what one question adds to the Progress of a place, each at most once.
type marks uint16

const (
	markAsked marks = 1 << iota
	markKnown
	markUnknown
	markSuggested
	markParked
	markConflict
	markInvalid
	markConfirmed
	markGreen
	markYellow
	markRed
	markRisky
	markBlocker
)

// add adds the marks of a question, or takes them away.
func (p *Progress) add(m marks, by int) {
	for _, c := range [...]struct {
		mark  marks
		count *int
	}{
		{markAsked, &p.Asked}, {markKnown, &p.Known}, {markUnknown, &p.Unknown}, {markSuggested, &p.Suggested},
		{markParked, &p.Parked}, {markConflict, &p.Conflicts}, {markInvalid, &p.Invalid}, {markConfirmed, &p.Confirmed},
		{markGreen, &p.Green}, {markYellow, &p.Yellow}, {markRed, &p.Red}, {markRisky, &p.Risky}, {markBlocker, &p.Blockers},
	} {
		if m&c.mark != 0 {
			*c.count += by
		}
	}
}

// marksOf are the marks of a question that is asked in a place.
func (m *Machine) marksOf(question int, c *chain) marks {
	f := m.find(question, c)
	out := markAsked
	if owner, due := m.followUp(c.at, m.questions[question].ID); owner != "" || due != "" {
		out |= markParked
	}
	switch f.status() {
	case Done, Excluded:
		out |= markKnown
		if sure := f.held[0].Answer.Confidence; sure == survey.Confirmed || sure == "" {
			out |= markConfirmed
		}
	case NotKnown:
		out |= markUnknown
	case Suggested:
		out |= markSuggested
	case Conflicting:
		out |= markConflict
	case Broken:
		out |= markInvalid
	}
	return out | m.riskOf(question, f)
}

func (m *Machine) riskOf(question int, f found) marks {
	if !m.links.risky[question] {
		return 0
	}
	a, ok := answerOf(f.held)
	switch {
	case !ok || a.State == survey.Unknown:
		return markRisky
	case a.State == survey.NotApplicable:
		return markRisky | markGreen
	}
	q := &m.questions[question]
	switch WorstRisk(*q, a.Value) {
	case survey.Red:
		if q.Blocker {
			return markRisky | markRed | markBlocker
		}
		return markRisky | markRed
	case survey.Yellow:
		return markRisky | markYellow
	case survey.Green:
		return markRisky | markGreen
	}
	return markRisky
}

// links tell what has to be computed again when something is said of a question.
type links struct {
	rules  []rule
	asked  [][]int       // by question: itself and those whose condition reads it
	ruled  [][]int       // by question: the rules that read it
	risky  []bool        // by question
	drives [][]i18n.Text // by question
}

func link(questions []survey.Question, rules []rule) links {
	n := len(questions)
	l := links{rules: rules, asked: make([][]int, n), ruled: make([][]int, n), risky: make([]bool, n), drives: make([][]i18n.Text, n)}
	drives := map[string]i18n.Text{}
	for _, d := range survey.Drives() {
		drives[d.ID] = d.Text
	}
	for i := range questions {
		for _, id := range questions[i].Drives {
			l.drives[i] = append(l.drives[i], drives[id])
		}
		id := questions[i].ID
		l.risky[i] = questions[i].HasRisk()
		l.asked[i] = []int{i}
		for j := range questions {
			if slices.ContainsFunc(questions[j].ShowIf, func(c survey.Condition) bool { return c.Question == id }) {
				l.asked[i] = append(l.asked[i], j)
			}
		}
		for j := range rules {
			if slices.Contains(rules[j].reads, id) {
				l.ruled[i] = append(l.ruled[i], j)
			}
		}
	}
	return l
}

// tally is what was computed of a place, and what of it has to be computed again.
type tally struct {
	at        survey.Place
	sum       Progress
	marks     []marks          // by question
	conflicts map[int]Conflict // by question: two answers, or answer and evidence
	broken    map[int]Conflict // by rule
	list      []Conflict       // all of them, with what was accepted
	listed    bool             // whether the list is right

	questions stale
	rules     stale
}

// stale lists what is no longer right.
type stale struct {
	all  bool
	list []int // may name one twice
}

func (s *stale) add(list ...int) {
	if len(s.list) > 200 {
		s.all, s.list = true, nil
	}
	if !s.all {
		s.list = append(s.list, list...)
	}
}

// take returns what is stale among n and leaves nothing.
func (s *stale) take(n int) []int {
	out := s.list
	if s.all {
		out = make([]int, n)
		for i := range out {
			out[i] = i
		}
	}
	*s = stale{}
	return out
}

// forget forgets all that was computed.
func (m *Machine) forget() {
	m.tallies = map[survey.Place]*tally{}
	m.subjects.stale = true
}

func (m *Machine) tally(at survey.Place) *tally {
	t := m.tallies[at]
	if t == nil {
		t = &tally{
			at: at, marks: make([]marks, len(m.questions)), conflicts: map[int]Conflict{}, broken: map[int]Conflict{},
			questions: stale{all: true}, rules: stale{all: true},
		}
		m.tallies[at] = t
	}
	return t
}

// progress computes what is stale of the questions.
func (t *tally) progress(m *Machine) Progress {
	if !t.questions.all && len(t.questions.list) == 0 {
		return t.sum
	}
	c := m.chain(t.at)
	for _, i := range t.questions.take(len(m.questions)) {
		var now marks
		if m.asks(i, &c) {
			now = m.marksOf(i, &c)
		}
		t.sum.add(t.marks[i], -1)
		t.sum.add(now, 1)
		t.marks[i] = now
		conflict, is := m.questionConflict(i, &c)
		t.put(t.conflicts, i, conflict, is)
	}
	return t.sum
}

// put keeps or removes a conflict, and notes whether the list is still right.
func (t *tally) put(among map[int]Conflict, i int, c Conflict, is bool) {
	switch old, was := among[i]; {
	case !is && !was, is && was && old.is(c):
		return
	case is:
		among[i] = c
	default:
		delete(among, i)
	}
	t.listed = false
}

// touch notes what an event makes stale.
func (m *Machine) touch(s *stamped) {
	switch {
	case s.register != nil:
		m.touchQuestion(s)
	case s.Kind == Undone || s.Kind == Redone:
		if b := m.batches[s.Target]; b != nil {
			for _, e := range b.events {
				m.touchQuestion(e)
			}
		}
	}
}

func (m *Machine) touchQuestion(s *stamped) {
	at := m.sites[s.Place]
	m.subjects.see(at, s.Question, m.events)
	i := m.bank.Index(s.Question)
	if i < 0 {
		return
	}
	switch s.Kind {
	case Accepted:
		if t := m.tallies[s.Place]; t != nil {
			t.listed = false
		}
	case FollowUp:
		if t := m.tallies[s.Place]; t != nil {
			t.questions.add(i)
		}
	case Answered, Cleared:
		for p, t := range m.tallies {
			if holdsIn(s.Place, p) {
				t.questions.add(m.links.asked[i]...)
			}
			if len(m.links.ruled[i]) > 0 && related(s.Place, p) {
				t.rules.add(m.links.ruled[i]...)
			}
		}
	}
}

// holdsIn tells whether what was said of one place holds in another.
func holdsIn(said, at survey.Place) bool {
	switch said.Level() {
	case survey.Org:
		return true
	case survey.App:
		return said.App == at.App
	}
	return said == at
}

// related tells whether a rule may read at one place what was said of the other:
// of a place above or below it, or of an environment.
func related(said, at survey.Place) bool {
	return said.Level() == survey.Env || holdsIn(said, at) || holdsIn(at, said)
}
