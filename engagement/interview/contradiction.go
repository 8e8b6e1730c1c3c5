package interview

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// rule is about answers that cannot all hold.
type rule struct {
	id string
	// reads are the questions that it looks at, the likeliest to settle it first.
	// What is said of others never changes what it finds.
	reads []string
	// overall rules compare what different places say, and report at the
	// organisation. The others look at one place and report where the most special
	// of the answers was given, so that a conflict is not repeated below.
	overall bool
	advice  i18n.Text
	pair    *pair // of two answers, or
	check   func(*view) (finding, bool)
}

func (r *rule) find(v *view) (finding, bool) {
	if r.pair != nil {
		return r.pair.check(v)
	}
	return r.check(v)
}

// finding is what a rule found: the facts that cannot hold together.
type finding struct {
	facts []fact
	text  i18n.Text
}

// fact is an answer, or what the evidence suggests where nobody answered.
type fact struct {
	question *survey.Question
	value    survey.Value
	place    survey.Place // where it was said
	origin   factOrigin
	evidence []string
}

type factOrigin int

const (
	answered factOrigin = iota
	suggested
	assumed // the default of the question
)

// env is the environment that the fact is about, "" for all.
func (f fact) env() string { return f.place.Env }

// column is a cell of a record.
func (f fact) column(key string) string { return f.value.Record().Get(key) }

// show prints the value, or a cell of the record, as a person reads it, with the
// environment that it is about.
func (f fact) show(column string) i18n.Text {
	out := i18n.Text{ZH: f.question.ShowValue(f.value, i18n.ZH), EN: f.question.ShowValue(f.value, i18n.EN)}
	if column != "" {
		c, _ := f.question.Column(column)
		out = i18n.Text{ZH: c.Show(f.column(column), i18n.ZH), EN: c.Show(f.column(column), i18n.EN)}
	}
	if env := f.env(); env != "" {
		out.ZH, out.EN = out.ZH+"（"+env+" 环境）", out.EN+" (in "+env+")"
	}
	return out
}

// view is what a rule sees: what holds in a place.
type view struct {
	m *Machine
	c chain
}

// all returns what is known of a question: one fact, or one for each environment
// where the environments differ.
func (v *view) all(id string) []fact {
	i := v.m.bank.Index(id)
	if i < 0 {
		return nil
	}
	here, ok := v.at(i, &v.c)
	if here.place.Level() != survey.Org || !v.m.questions[i].Allows(survey.Env) {
		return some(here, ok)
	}
	var out []fact
	differ, rest := false, false
	for _, env := range v.m.subjects.current.Envs {
		c := v.m.chain(survey.Place{Env: env})
		f, known := v.at(i, &c)
		if f.place.Env == "" {
			rest = true
			continue
		}
		differ = true
		if known {
			out = append(out, f)
		}
	}
	if ok && (rest || !differ) {
		out = append([]fact{here}, out...)
	}
	return out
}

func some(f fact, ok bool) []fact {
	if !ok {
		return nil
	}
	return []fact{f}
}

// at looks a question up, and tells whether a value is known.
func (v *view) at(question int, c *chain) (fact, bool) {
	f := v.m.find(question, c)
	value, ok := f.known()
	out := fact{question: &v.m.questions[question], value: value, place: f.from}
	switch {
	case len(f.held) > 0:
	case len(f.suggestions) > 0:
		s := f.suggestions[0]
		out.place, out.origin, out.evidence = s.Place, suggested, s.Evidence
		ok = ok && s.Confidence != survey.Assumed // nothing that is merely assumed contradicts an answer
	default:
		out.place = survey.Place{}
	}
	return out, ok
}

// one returns what is known of a question that environments do not differ in.
func (v *view) one(id string) (fact, bool) {
	i := v.m.bank.Index(id)
	if i < 0 {
		return fact{}, false
	}
	return v.at(i, &v.c)
}

// orDefault adds the default of a question that nobody answered.
func (v *view) orDefault(id string) []fact {
	i := v.m.bank.Index(id)
	if i < 0 {
		return nil
	}
	if f := v.m.find(i, &v.c); f.status() != Open || !v.m.questions[i].Default.Given {
		return v.all(id)
	}
	q := &v.m.questions[i]
	return append(v.all(id), fact{question: q, value: q.Default.Value, origin: assumed})
}

// judge computes what is stale of the rules.
func (t *tally) judge(m *Machine) {
	if !t.rules.all && len(t.rules.list) == 0 {
		return
	}
	v := &view{m, m.chain(t.at)}
	for _, i := range t.rules.take(len(m.links.rules)) {
		c, is := v.judge(&m.links.rules[i])
		t.put(t.broken, i, c, is)
	}
}

func (v *view) judge(r *rule) (Conflict, bool) {
	switch {
	case v.c.level == survey.Env, r.overall && v.c.level != survey.Org:
		return Conflict{}, false
	case !r.overall && v.c.level != survey.Org && !v.says(r):
		return Conflict{}, false // it is told above
	}
	f, ok := r.find(v)
	if !ok || !r.overall && depth(f.facts) != placeDepth(v.c.at) {
		return Conflict{}, false
	}
	c := Conflict{ID: r.id, Kind: Contradiction, Place: v.c.at, Text: f.text, Advice: r.advice}
	for _, id := range r.reads {
		if said, ok := first(f.facts, func(f fact) bool { return f.question.ID == id }); ok {
			c.Questions, c.Places = append(c.Questions, id), append(c.Places, said.place)
		}
	}
	c.sources(f.facts)
	return c, true
}

// says tells whether something was said in this very place of what the rule reads.
func (v *view) says(r *rule) bool {
	s := v.c.sites[0]
	if s == nil {
		return false
	}
	return slices.ContainsFunc(r.reads, func(id string) bool {
		i := v.m.bank.Index(id)
		return i >= 0 && (s.answers != nil && s.answers[i] != nil || s.suggested != nil && len(s.suggested[i]) > 0)
	})
}

func placeDepth(p survey.Place) int {
	switch p.Level() {
	case survey.App:
		return 1
	case survey.Component:
		return 2
	}
	return 0
}

// depth is that of the most special place in which one of the facts was said.
func depth(facts []fact) int {
	out := 0
	for _, f := range facts {
		out = max(out, placeDepth(f.place))
	}
	return out
}

// sources says which of the facts nobody has confirmed.
func (c *Conflict) sources(facts []fact) {
	var zh, en []string
	for _, f := range facts {
		for _, e := range f.evidence {
			if !slices.Contains(c.Evidence, e) {
				c.Evidence = append(c.Evidence, e)
			}
		}
		id := f.question.ID
		switch f.origin {
		case suggested:
			zh, en = append(zh, id+" 来自证据，尚未确认"), append(en, id+" is from the evidence and not confirmed")
		case assumed:
			zh, en = append(zh, id+" 未回答，取默认值"), append(en, id+" was not answered and has its default")
		}
	}
	if len(zh) > 0 {
		c.Text.ZH += "（" + strings.Join(slices.Compact(zh), "；") + "）"
		c.Text.EN += " (" + strings.Join(slices.Compact(en), "; ") + ")"
	}
}
