package classify

import (
	"cmp"
	"path"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// subject is what is judged, with everything known of it at hand.
type subject struct {
	app       string
	model     Model
	bank      *survey.Bank
	questions []survey.Question // those that a judgement depends on, in the order of the bank
	answers   survey.Answers
	// instead holds answers that are tried in place of the given ones, wherever those were given.
	instead    map[string]survey.Answer
	assessment assess.Assessment
	source     bool // whether a source was read
	units      []unit
	splits     []split
	spots      []string // everyPlace
	named      []string // components that answers name on their own, sorted
	envs       []string
	suggested  []interview.Suggestion
}

// unit is one component: what the source shows of it, or what answers call one.
type unit struct {
	assess.Component
	answers  string // its name in the answers
	source   bool
	findings []assess.Finding
}

func newSubject(in Input) *subject {
	s := &subject{app: in.Application, model: in.Model, bank: in.Bank, answers: in.Answers, assessment: in.Assessment}
	s.source = in.Assessment.Schema != "" || len(in.Assessment.Components) > 0
	s.named, s.envs = s.answers.Components(s.app), s.answers.Environments()
	if s.bank != nil {
		for _, q := range s.bank.Questions() {
			if slices.ContainsFunc(q.Drives, judged) {
				s.questions = append(s.questions, q)
			}
		}
	}
	s.readUnits(in.Names)
	s.spots = s.everyPlace()
	s.suggested, s.splits = s.suggestions(), splitUp(in.Assessment.Findings)
	return s
}

// judged tells the uses of answers that judgements are.
func judged(drive string) bool {
	return drive == "assess.risk" || drive == "assess.strategy" || drive == "assess.effort"
}

// readUnits takes the components that are deployed, else those that answers name,
// else the application as one.
func (s *subject) readUnits(names map[string]string) {
	for _, c := range s.assessment.Deployables() {
		s.units = append(s.units, unit{Component: c, answers: cmp.Or(names[c.Name], c.Name), source: true})
	}
	if len(s.units) == 0 {
		for _, name := range s.toldComponents() {
			s.units = append(s.units, unit{Component: assess.Component{Name: name}, answers: name})
		}
	}
	if len(s.units) == 0 {
		s.units = []unit{{Component: assess.Component{Name: cmp.Or(s.app, "application")}}}
	}
	for i := range s.units {
		for _, f := range s.assessment.Findings {
			if f.Dimension != assess.DimSource && s.concerns(f, s.units[i]) {
				s.units[i].findings = append(s.units[i].findings, f)
			}
		}
	}
}

// toldComponents are the components that answers list or speak of.
func (s *subject) toldComponents() []string {
	out := slices.Clone(s.named)
	if a, ok := s.ask("app.components", ""); ok && a.State == survey.Known {
		for _, r := range a.Value.Rows {
			if deploy, given := r.Bool("deploy"); r.Get("name") != "" && (deploy || !given) {
				out = append(out, r.Get("name"))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// concerns tells whether a finding is about a component: its own, that of a library that it is
// built with, or one of the application as a whole.
func (s *subject) concerns(f assess.Finding, u unit) bool {
	if f.Component == "" || f.Component == u.Name {
		return true
	}
	owner, ok := s.assessment.Component(f.Component)
	if !ok {
		return true
	}
	if owner.Deployable {
		return false
	}
	users := s.users(owner)
	return len(users) == 0 || slices.Contains(users, u.Name)
}

// users are the deployed components that are built with a library.
func (s *subject) users(library assess.Component) []string {
	var out []string
	for _, c := range s.assessment.Deployables() {
		needs := func(module string) bool { return path.Join(c.BuildRoot, module) == library.Path }
		if slices.ContainsFunc(c.Facts.Values(fact.BuildNeeds), needs) {
			out = append(out, c.Name)
		}
	}
	return out
}

// ask returns the answer that holds for a component, or for the application with "". Where only
// environments have answers, the worst of theirs holds.
func (s *subject) ask(question, component string) (survey.Answer, bool) {
	if a, ok := s.instead[question]; ok {
		return a, true
	}
	if a, ok := s.answers.Lookup(question, survey.Scope{App: s.app, Component: component}); ok {
		return a, true
	}
	q, known := s.question(question)
	if !known || !q.Allows(survey.Env) {
		return survey.Answer{}, false
	}
	var worst survey.Answer
	found := false
	for _, env := range s.envs {
		a, ok := s.answers.At(survey.Place{Env: env}, question)
		if !ok {
			continue
		}
		if !found || s.credit(q, a) < s.credit(q, worst) {
			worst, found = a, true
		}
	}
	return worst, found
}

// known is ask for answers that are known.
func (s *subject) known(question, component string) (survey.Answer, bool) {
	a, ok := s.ask(question, component)
	return a, ok && a.State == survey.Known
}

// chose tells whether the answer chose an option, in itself or in a cell, and returns the reason.
func (s *subject) chose(question, component, option string) (Reason, bool) {
	a, ok := s.known(question, component)
	if !ok || !mentions(a.Value, option) {
		return Reason{}, false
	}
	q, known := s.question(question)
	if !known {
		return Reason{}, false
	}
	for _, o := range interview.ChosenOptions(q, a.Value) {
		if o.Key == option {
			return s.said(q, a), true
		}
	}
	return Reason{}, false
}

// mentions tells whether a value holds a key anywhere, which most do not.
func mentions(v survey.Value, key string) bool {
	return v.Text == key || slices.Contains(v.List, key) ||
		slices.ContainsFunc(v.Rows, func(r survey.Row) bool {
			return slices.ContainsFunc(r, func(c survey.Cell) bool { return c.Text == key })
		})
}

// said is an answer as a reason.
func (s *subject) said(q survey.Question, a survey.Answer) Reason {
	return Reason{Text: answerText(q, a), Question: q.ID, Where: a.Scope}
}

// answerText puts question and answer side by side, without what people write freely.
func answerText(q survey.Question, a survey.Answer) i18n.Text {
	t := i18n.Text{ZH: "“" + q.Text.ZH + "”" + clip(shown(q, a, i18n.ZH)), EN: "“" + q.Text.EN + "” " + clip(shown(q, a, i18n.EN))}
	switch risk := riskOf(q, a); {
	case a.State != survey.Known:
	case risk == survey.Red:
		t.ZH, t.EN = t.ZH+"（红）", t.EN+" (red)"
	case risk == survey.Yellow:
		t.ZH, t.EN = t.ZH+"（黄）", t.EN+" (yellow)"
	}
	return t
}

// shown is the answer itself. Of options, the worst are named; text that people write is not repeated.
func shown(q survey.Question, a survey.Answer, l i18n.Lang) string {
	if a.State != survey.Known {
		return q.Show(a, l)
	}
	switch q.Type {
	case survey.Choice, survey.Multi, survey.Bool, survey.Percent, survey.Number, survey.Duration, survey.Quantity:
		return q.Show(a, l)
	}
	var names []string
	worst := riskOf(q, a)
	for _, o := range interview.ChosenOptions(q, a.Value) {
		if o.Risk == worst && !slices.Contains(names, o.Text.In(l)) {
			names = append(names, o.Text.In(l))
		}
	}
	if len(names) == 0 {
		return text("已回答", "answered").In(l)
	}
	return joinedIn(names, l)
}

const clipRunes = 60

func clip(s string) string {
	if r := []rune(s); len(r) > clipRunes {
		return string(r[:clipRunes]) + "…"
	}
	return s
}

func joinedIn(names []string, l i18n.Lang) string {
	texts := make([]i18n.Text, len(names))
	for i, n := range names {
		texts[i] = i18n.Text{ZH: n, EN: n}
	}
	return joined(texts).In(l)
}

func (s *subject) question(id string) (survey.Question, bool) {
	if s.bank == nil {
		return survey.Question{}, false
	}
	return s.bank.Question(id)
}

// backends are the units that are no front end.
func (s *subject) backends() []unit {
	return slices.DeleteFunc(slices.Clone(s.units), func(u unit) bool { return s.workload(u).Value == string(assess.Static) })
}
