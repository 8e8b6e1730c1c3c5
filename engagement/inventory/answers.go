package inventory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// ScopeQuestion is the question which applications are in scope.
const ScopeQuestion = "biz.scope.apps"

// Proposals makes answers of the list. Applications is what the survey says of the
// applications in scope so far, nil when that is open: the list adds to it. Questions
// that the bank does not have are left out. A value that does not fit is a problem.
func (inv Inventory) Proposals(bank *survey.Bank, applications *survey.Answer) ([]interview.Proposal, []Problem) {
	p := &proposer{bank: bank}
	p.applications(inv.Applications, applications)
	for _, a := range inv.Applications {
		p.application(a)
	}
	return p.proposals, p.problems
}

type proposer struct {
	bank      *survey.Bank
	proposals []interview.Proposal
	problems  []Problem
}

// fields are the cells of a row by the keys of its columns.
type fields map[string]Value

// row reads cells into a row. Cells that do not fit are problems, and columns that the
// bank does not have are left out.
func (p *proposer) row(q survey.Question, cells fields) (survey.Row, bool) {
	var row survey.Row
	for _, c := range q.Columns {
		v, given := cells[c.Key]
		if !given || v.Text == "" {
			if c.Required {
				return nil, false
			}
			continue
		}
		text, want := typed.Read(c.Field, v.Text)
		if want.Complete() {
			p.problems = append(p.problems, Problem{v.At, i18n.Text{ZH: c.Text.ZH + "：" + want.ZH, EN: c.Text.EN + ": " + want.EN}})
			if c.Required {
				return nil, false
			}
			continue
		}
		row = append(row, survey.Cell{Column: c.Key, Text: text})
	}
	return row, len(row) > 0
}

// add proposes a value when it fits its question.
func (p *proposer) add(q survey.Question, at survey.Place, v survey.Value, how survey.Confidence, from string, base *survey.Answer) {
	value, wrong := q.Check(v)
	for _, w := range wrong {
		p.problems = append(p.problems, Problem{from, w})
	}
	if len(wrong) > 0 || !q.Allows(at.Level()) {
		return
	}
	p.proposals = append(p.proposals, interview.Proposal{
		Place: at, Question: q.ID, From: from, Base: base, Answer: survey.Answer{State: survey.Known, Value: value, Confidence: how},
	})
}

// question looks a question up and tells whether it still has the type that is
// answered here.
func (p *proposer) question(id string, t survey.Type) (survey.Question, bool) {
	q, ok := p.bank.Question(id)
	return q, ok && q.Type == t
}

// applications proposes the table of applications: what it holds, and the list.
func (p *proposer) applications(apps []Application, now *survey.Answer) {
	q, ok := p.question(ScopeQuestion, survey.Table)
	if !ok || len(apps) == 0 {
		return
	}
	var rows []survey.Row
	if now != nil {
		rows = slices.Clone(now.Value.Rows)
	}
	for _, a := range apps {
		row, ok := p.row(q, fields{
			"name": {a.Name, a.At}, "purpose": a.purpose(), "contact": a.Owner, "department": a.Department, "in-scope": a.InScope,
		})
		known := func(r survey.Row) bool { return r.Get("name") == a.Name }
		if ok && !slices.ContainsFunc(rows, known) {
			rows = append(rows, row)
		}
	}
	if now == nil || len(rows) > len(now.Value.Rows) {
		p.add(q, survey.Place{}, survey.Value{Rows: rows}, survey.Confirmed, apps[0].At, now)
	}
}

// purpose says how the list calls the application, too, when that is not its name.
func (a Application) purpose() Value {
	v := Value{a.Purpose.Text, cmp.Or(a.Purpose.At, a.At)}
	if strings.EqualFold(a.Display, a.Name) {
		return v
	}
	v.Text = a.Display
	if a.Purpose.Text != "" {
		v.Text += " · " + a.Purpose.Text
	}
	return v
}

func (p *proposer) application(a Application) {
	at := survey.Place{App: a.Name}
	p.criticality(a, at)
	p.choice("cur.os", at, a.OS, osKey)
	p.record("dev.vcs", at, fields{"url": a.Repository, "branch": a.Branch, "product": with(a.Repository, gitProduct)}, a.Repository)
	p.record("app.stack", at, a.stack(), a.Language)
	p.instances(a, at)
	p.table("dep.down", at, each(a.DependsOn, func(v Value) fields { return fields{"name": v} }))
	p.table("data.stores", at, each(a.Databases, productFields))
	p.table("dep.middleware", at, each(a.Middleware, productFields))
}

// criticality takes the words of the survey as they are, and ranks as an assumption.
func (p *proposer) criticality(a Application, at survey.Place) {
	q, ok := p.question("biz.criticality", survey.Choice)
	if !ok || a.Criticality.Text == "" {
		return
	}
	key, how := "", survey.Confirmed
	if key, ok = typed.Option(q.Field, a.Criticality.Text); !ok {
		key, how = criticality(a.Criticality.Text), survey.Assumed
	}
	if _, ok := q.Option(key); !ok {
		_, want := typed.Read(q.Field, a.Criticality.Text)
		p.problems = append(p.problems, Problem{a.Criticality.At, want})
		return
	}
	p.add(q, at, survey.Value{Text: key}, how, a.Criticality.At, nil)
}

// choice proposes an option when the words are those of one.
func (p *proposer) choice(id string, at survey.Place, v Value, key func(string) string) {
	q, ok := p.question(id, survey.Choice)
	if !ok || v.Text == "" {
		return
	}
	option, ok := typed.Option(q.Field, v.Text)
	if !ok {
		option = key(v.Text)
	}
	if _, ok := q.Option(option); ok {
		p.add(q, at, survey.Value{Text: option}, survey.Confirmed, v.At, nil)
	}
}

func (p *proposer) record(id string, at survey.Place, cells fields, from Value) {
	q, ok := p.question(id, survey.Record)
	if !ok || from.Text == "" {
		return
	}
	if row, ok := p.row(q, cells); ok {
		p.add(q, at, survey.Value{Rows: []survey.Row{row}}, survey.Confirmed, from.At, nil)
	}
}

func (p *proposer) table(id string, at survey.Place, cells []fields) {
	q, ok := p.question(id, survey.Table)
	if !ok {
		return
	}
	var rows []survey.Row
	from := ""
	for _, c := range cells {
		row, ok := p.row(q, c)
		same := func(o survey.Row) bool { return slices.Equal(o, row) }
		if !ok || slices.ContainsFunc(rows, same) {
			continue
		}
		rows = append(rows, row)
		if from == "" {
			from = c.at(q)
		}
	}
	if len(rows) > 0 {
		p.add(q, at, survey.Value{Rows: rows}, survey.Confirmed, from, nil)
	}
}

// at is the first cell that a row comes from.
func (f fields) at(q survey.Question) string {
	for _, c := range q.Columns {
		if v, ok := f[c.Key]; ok && v.At != "" {
			return v.At
		}
	}
	return ""
}

// instances proposes how many instances there are. A size alone is not enough.
func (p *proposer) instances(a Application, at survey.Place) {
	var cells []fields
	for _, i := range a.Instances {
		if i.Count.Text == "" {
			where := cmp.Or(i.CPU.At, i.Memory.At, i.Disk.At)
			p.problems = append(p.problems, Problem{where, i18n.Text{ZH: "有规格但没有实例数，没有导入", EN: "there is a size but no number of instances, and it was not read"}})
			continue
		}
		env := Value{envName(i.Env.Text), cmp.Or(i.Env.At, i.Count.At)}
		cells = append(cells, fields{"env": env, "count": i.Count, "cpu": i.CPU, "memory": i.Memory, "disk": i.Disk})
	}
	p.table("cur.instances", at, cells)
}

func (a Application) stack() fields {
	version := Value{plainVersion(a.Version.Text), a.Version.At}
	if a.Version.Text == "" {
		version = Value{versionIn(a.Language.Text), a.Language.At}
	}
	return fields{"language": with(a.Language, languageKey), "version": version, "framework": a.Framework}
}

func productFields(v Value) fields {
	kind, version := product(v.Text)
	return fields{"kind": {kind, v.At}, "version": {version, v.At}}
}

func with(v Value, f func(string) string) Value { return Value{f(v.Text), v.At} }

func each(vs []Value, f func(Value) fields) []fields {
	out := make([]fields, len(vs))
	for i, v := range vs {
		out[i] = f(v)
	}
	return out
}
