package workbook

import (
	"fmt"
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// plan is where everything will stand, before anything is written: lines and lists
// point at one another.
type plan struct {
	lang  i18n.Lang
	forms []*form
	lists []*list
}

// form is a sheet of questions.
type form struct {
	name    string
	title   i18n.Text
	roles   []string // who can answer, the main one first
	usual   []string // who can answer most questions of the section
	lines   []line   // the first stands in row firstLine
	entries int
	known   bool  // whether something is known about one of them
	list    *list // the lists beside it, nil when it has none
}

const firstLine = 4

// line is a row of a form: the name of a place, a question, or a part of one.
type line struct {
	*entry
	band survey.Place // of a line without entry
	part string       // key of the column or option; empty for the question itself
}

// entry is a question in a place.
type entry struct {
	Item
	q     survey.Question
	shown shown
	row   int // in its form
	rows  span
}

// span is where the rows of a table stand.
type span struct {
	sheet       string
	first, last int
	columns     int
}

func (e *entry) subject() subject { return subject{e.Place, e.q.ID} }

// A sheet ends early when it grows beyond what is pleasant to scroll through, and
// what the writer keeps in memory without help of a disk.
const (
	maxLines = 3000
	maxBytes = 6 << 20
)

// newPlan lays the items out. Items about questions that the bank does not have are
// an error.
func newPlan(bank *survey.Bank, o Options, items []Item) (*plan, error) {
	p := &plan{lang: o.Lang}
	groups := map[string][]*entry{}
	for _, i := range items {
		q, ok := bank.Question(i.Question)
		if !ok {
			return nil, fmt.Errorf("writing a workbook: there is no question %s", i.Question)
		}
		e := &entry{Item: i, q: q, shown: show(q, i.Now, o.Lang)}
		key := groupOf(q)
		groups[key] = append(groups[key], e)
	}
	names := newNames(o)
	for _, s := range bank.Sections() {
		roles := mainRoles(s)
		for _, role := range roles {
			entries := groups[s.ID+"\x00"+role]
			for n, chunk := range chunks(entries) {
				p.addForm(names, s, role, len(roles) > 1, n, chunk)
			}
		}
	}
	return p, nil
}

// groupOf is the sheet on which a question stands: that of its section for the
// role that is named first.
func groupOf(q survey.Question) string { return q.Section + "\x00" + mainRole(q) }

func mainRole(q survey.Question) string {
	if len(q.Roles) == 0 {
		return ""
	}
	return q.Roles[0]
}

func mainRoles(s survey.Section) []string {
	var out []string
	for _, q := range s.Questions {
		if r := mainRole(q); !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// chunks sorts entries by place and cuts them where a sheet would become too long.
func chunks(entries []*entry) [][]*entry {
	slices.SortStableFunc(entries, func(a, b *entry) int { return a.Place.Compare(b.Place) })
	var out [][]*entry
	lines, bytes := 0, 0
	for i, e := range entries {
		l, b := e.size()
		if i == 0 || lines+l > maxLines || bytes+b > maxBytes {
			out = append(out, nil)
			lines, bytes = 0, 0
		}
		out[len(out)-1] = append(out[len(out)-1], e)
		lines, bytes = lines+l, bytes+b
	}
	return out
}

// size is what an entry adds to its sheets, in lines and about that many bytes.
func (e *entry) size() (lines, bytes int) {
	lines = 1 + len(parts(e.q)) + len(e.shown.rows)
	bytes = 1500*lines + len(e.shown.answer) + len(e.shown.note)
	for _, r := range e.shown.rows {
		for _, c := range r {
			bytes += len(c)
		}
	}
	for _, s := range e.Suggested {
		bytes += len(s.Value.String())
	}
	return lines, bytes
}

func (p *plan) addForm(names *names, s survey.Section, role string, split bool, n int, entries []*entry) {
	f := &form{title: s.Title, usual: s.Roles, entries: len(entries)}
	var who i18n.Text
	if split {
		r := names.role(role)
		who = i18n.Text{ZH: "（" + r.ZH + "）", EN: " (" + r.EN + ")"}
		f.title = i18n.Text{ZH: s.Title.ZH + who.ZH, EN: s.Title.EN + who.EN}
	}
	f.name = names.sheet(s.Title.In(p.lang), who.In(p.lang), n)
	p.forms = append(p.forms, f)
	several := slices.ContainsFunc(entries, func(e *entry) bool { return e.Place != entries[0].Place })
	for i, e := range entries {
		if several && (i == 0 || e.Place != entries[i-1].Place) {
			f.lines = append(f.lines, line{band: e.Place})
		}
		e.row = firstLine + len(f.lines)
		f.lines = append(f.lines, line{entry: e})
		for _, part := range parts(e.q) {
			f.lines = append(f.lines, line{entry: e, part: part.key})
		}
		f.known = f.known || len(e.Suggested) > 0 || e.Inherited != nil
		for _, r := range e.q.Roles {
			if !slices.Contains(f.roles, r) {
				f.roles = append(f.roles, r)
			}
		}
	}
	p.addList(names, f, entries)
}

// part is what has a line of its own below a question.
type part struct {
	key   string
	text  i18n.Text
	field survey.Field
	must  bool
}

// parts are the columns of a record and the options of a multi.
func parts(q survey.Question) []part {
	var out []part
	switch q.Type {
	case survey.Record:
		for _, c := range q.Columns {
			out = append(out, part{c.Key, c.Text, c.Field, c.Required})
		}
	case survey.Multi:
		f := survey.Field{Type: survey.Bool}
		if q.Ranked {
			f = survey.Field{Type: survey.Number, Min: 1, Max: len(q.Options)}
			if q.Most > 0 {
				f.Max = q.Most
			}
		}
		for _, o := range q.Options {
			out = append(out, part{o.Key, o.Text, f, false})
		}
	}
	return out
}
