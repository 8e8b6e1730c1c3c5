package decide

import (
	"reflect"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// source is where inquiries read answers and bindings.
type source struct {
	bank     *survey.Bank
	answers  survey.Answers
	bindings map[string]string
	app      string // name of the application in the answers
	asked    func(question, decision string)
}

func (s *source) inquire(id string, scope survey.Scope, facts fact.Set) *inquiry {
	return &inquiry{src: s, id: id, scope: scope, facts: facts}
}

// inquiry reads for one decision and records what it read.
type inquiry struct {
	src     *source
	id      string // of the decision
	scope   survey.Scope
	facts   fact.Set
	inputs  []generate.Input
	assumes string
}

// ask returns the answer that holds; State is Unknown when there is none. What
// was said is recorded as an input, without who said it.
func (q *inquiry) ask(question string) survey.Answer {
	return q.askIn(question, q.scope.Env)
}

// askIn asks about another environment than the decision's.
func (q *inquiry) askIn(question, env string) survey.Answer {
	a, ok := q.lookup(question, env)
	if !ok {
		return survey.Answer{State: survey.Unknown}
	}
	value := string(a.State)
	if a.State == survey.Known {
		value = a.Value.String()
	}
	q.record(generate.Input{Kind: generate.FromAnswer, Ref: question, Scope: a.Scope, Value: orNone(value)})
	return a
}

func (q *inquiry) lookup(question, env string) (survey.Answer, bool) {
	if q.src.asked != nil {
		q.src.asked(question, q.id)
	}
	scope := q.scope
	scope.Env = env
	return q.src.answers.Lookup(question, scope)
}

// option is what a choice is called, without the explanation behind the colon.
func (q *inquiry) option(question, key string) i18n.Text {
	def, _ := q.src.bank.Question(question)
	o, _ := def.Option(key)
	zh, _, _ := strings.Cut(o.Text.ZH, "：")
	en, _, _ := strings.Cut(o.Text.EN, ":")
	return i18n.Text{ZH: zh, EN: strings.ToLower(en)}
}

// rows returns the rows of a table or record, and whether it was answered; not
// applicable is an answer without rows.
func (q *inquiry) rows(question string) ([]survey.Row, bool) {
	a := q.ask(question)
	return a.Value.Rows, a.State != survey.Unknown
}

// rowOf returns the row of a table whose column has the value, and records that
// row alone.
func (q *inquiry) rowOf(question, column, value string) survey.Row {
	rows := q.rowsOf(question, func(r survey.Row) bool { return r.Get(column) == value })
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

// rowsOf returns the rows of a table that matter to the decision, and records
// those alone.
func (q *inquiry) rowsOf(question string, matter func(survey.Row) bool) []survey.Row {
	a, ok := q.lookup(question, q.scope.Env)
	if !ok {
		return nil
	}
	var out []survey.Row
	for _, r := range a.Value.Rows {
		if matter(r) {
			out = append(out, r)
		}
	}
	if len(out) > 0 {
		v := survey.Value{Rows: out}
		q.record(generate.Input{Kind: generate.FromAnswer, Ref: question, Scope: a.Scope, Value: v.String()})
	}
	return out
}

// fact returns the fact that holds and records it with its evidence.
func (q *inquiry) fact(key string) (fact.Fact, bool) {
	f, ok := q.facts.Best(key)
	if ok {
		q.use(f)
	}
	return f, ok
}

// factOf returns the strongest fact of the key that has the value, and records it.
func (q *inquiry) factOf(key, value string) (fact.Fact, bool) {
	for _, f := range q.facts.All(key) {
		if f.Value == value {
			q.use(f)
			return f, true
		}
	}
	return fact.Fact{}, false
}

// all returns the facts with the key, one for each value, and records them.
func (q *inquiry) all(key string) fact.Set {
	var out fact.Set
	for _, v := range q.facts.Values(key) {
		if f, ok := q.factOf(key, v); ok {
			out = append(out, f)
		}
	}
	return out
}

func (q *inquiry) use(f fact.Fact) {
	q.record(generate.Input{Kind: generate.FromFact, Ref: f.Key, Value: orNone(f.Value), Evidence: f.Evidence})
}

// uses records another decision as an input.
func (q *inquiry) uses(d generate.Decision) {
	q.record(generate.Input{Kind: generate.FromDecision, Ref: d.ID, Value: d.Value})
}

// byDefault records a documented default that is a rule of the tool, no stand-in
// for an answer.
func (q *inquiry) byDefault(name, value string) {
	q.record(generate.Input{Kind: generate.FromDefault, Ref: name, Value: value})
}

// assume records the default of a question that nobody could answer. The first
// one makes the decision an assumption.
func (q *inquiry) assume(question, value string) {
	q.byDefault(question, orNone(value))
	if q.assumes == "" {
		q.assumes = question
	}
}

func (q *inquiry) record(in generate.Input) {
	if !slices.ContainsFunc(q.inputs, func(x generate.Input) bool { return reflect.DeepEqual(x, in) }) {
		q.inputs = append(q.inputs, in)
	}
}

// aside reads the same for a value that is not decided here, and records nothing.
func (q *inquiry) aside() *inquiry { return q.src.inquire("", q.scope, q.facts) }

// decide closes the inquiry.
func (q *inquiry) decide(value string, reason i18n.Text) generate.Decision {
	return generate.Decision{ID: q.id, Value: orNone(value), Reason: reason, Inputs: q.inputs, Assumes: q.assumes}
}

// none is the value of a decision to have nothing.
const none = "none"

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}

// because is a reason of several sentences.
type because []i18n.Text

func (b *because) add(zh, en string, args ...any) { *b = append(*b, i18n.Textf(zh, en, args...)) }

func (b because) text() i18n.Text {
	zh, en := make([]string, len(b)), make([]string, len(b))
	for i, t := range b {
		zh[i], en[i] = t.ZH, t.EN
	}
	return i18n.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

// strong tells whether a fact states what the program does, so that an answer
// cannot change it.
func strong(f fact.Fact) bool {
	return f.Confidence == fact.High && slices.Contains([]fact.Origin{fact.FromStart, fact.FromConfig, fact.FromCode}, f.Origin)
}
