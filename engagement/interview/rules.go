package interview

import (
	"fmt"
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// rules are all rules, in the order in which their conflicts are listed. They are
// few on purpose: what is only a risk is told at the option that means it.
func rules() []rule {
	return slices.Concat(availabilityRules(), stateRules(), imageRules(), clusterRules(), networkRules(), cutoverRules(), complianceRules())
}

// side is one of two answers that do not go together.
type side struct {
	id     string
	column string   // of a record
	is     []string // the keys with which it holds; of a multi, one of them
	test   func(fact) bool
	orElse bool // the default counts, too: it is what will be generated
}

func (s side) holds(f fact) bool {
	switch {
	case s.test != nil:
		return s.test(f)
	case s.column != "":
		return slices.Contains(s.is, f.column(s.column))
	}
	return slices.Contains(s.is, f.value.Text) || slices.ContainsFunc(s.is, f.value.Has)
}

func (s side) facts(v *view) []fact {
	facts := v.all(s.id)
	if s.orElse {
		facts = v.orDefault(s.id)
	}
	return slices.DeleteFunc(slices.Clone(facts), func(f fact) bool { return !s.holds(f) })
}

// show prints what does not go with the other side: of several options those.
func (s side) show(f fact) i18n.Text {
	if len(s.is) > 0 && len(f.value.List) > 0 {
		f.value.List = slices.DeleteFunc(slices.Clone(f.value.List), func(key string) bool { return !slices.Contains(s.is, key) })
	}
	return f.show(s.column)
}

// pair is the check of a rule about two answers; the texts name the first and the
// second one.
type pair struct {
	sides  [2]side
	zh, en string
}

func both(a, b side, zh, en string) *pair { return &pair{[2]side{a, b}, zh, en} }

// check finds two answers that do not go together. Those for different
// environments do not meet.
func (p *pair) check(v *view) (finding, bool) {
	right := p.sides[1].facts(v)
	for _, x := range p.sides[0].facts(v) {
		for _, y := range right {
			if x.env() == "" || y.env() == "" || x.env() == y.env() {
				return tell([]fact{x, y}, p.zh, p.en, p.sides[0].show(x), p.sides[1].show(y))
			}
		}
	}
	return finding{}, false
}

// tell makes a finding. Both texts take the same arguments, each in the language
// of the text.
func tell(facts []fact, zh, en string, args ...i18n.Text) (finding, bool) {
	a, b := make([]any, len(args)), make([]any, len(args))
	for i, t := range args {
		a[i], b[i] = t.ZH, t.EN
	}
	return finding{facts, i18n.Text{ZH: fmt.Sprintf(zh, a...), EN: fmt.Sprintf(en, b...)}}, true
}

// plain is a text that is the same in both languages.
func plain(format string, args ...any) i18n.Text { return i18n.Textf(format, format, args...) }

// first returns the first fact for which the test is true.
func first(facts []fact, test func(fact) bool) (fact, bool) {
	i := slices.IndexFunc(facts, test)
	if i < 0 {
		return fact{}, false
	}
	return facts[i], true
}

// rowsWhere are the rows of a table for which the test is true.
func (f fact) rowsWhere(test func(survey.Row) bool) []survey.Row {
	return slices.DeleteFunc(slices.Clone(f.value.Rows), func(r survey.Row) bool { return !test(r) })
}

// most is the largest of the numbers below a column, 0 when there are none.
func (f fact) most(column string) int {
	out := 0
	for _, r := range f.value.Rows {
		out = max(out, r.Int(column))
	}
	return out
}

// isYes and isNo test a bool below a column. A row that leaves it out says neither.
func isYes(r survey.Row, column string) bool { yes, given := r.Bool(column); return given && yes }
func isNo(r survey.Row, column string) bool  { yes, given := r.Bool(column); return given && !yes }
