package workbook

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// list is a sheet with the rows of tables, in one block for each question.
type list struct {
	name   string
	title  i18n.Text
	form   *form
	blocks []*block
	width  int // columns of the widest block
	last   int // the last row
}

// block is the rows of one question in all places. Above them stand, from row top
// on, its title, its help, the titles of its columns and what to enter below them.
type block struct {
	q       survey.Question
	top     int
	rows    []listRow
	several bool // whether the rows are about several places
}

type listRow struct {
	*entry
	cells map[string]string
}

const (
	firstBlock = 4
	blockHead  = 4 // rows above the first one that is filled in
)

// empty is how many rows stand ready in a table, the fewer the more places there
// are: more can be inserted.
func empty(places int) int {
	switch {
	case places <= 3:
		return 6
	case places <= 20:
		return 3
	}
	return 1
}

// addList puts the rows of the tables of a form on a sheet beside it.
func (p *plan) addList(names *names, f *form, entries []*entry) {
	l := &list{form: f, title: i18n.Text{ZH: f.title.ZH + " · 清单", EN: f.title.EN + ": lists"}}
	row := firstBlock
	for _, id := range tableIDs(entries) {
		b := newBlock(id, entries)
		b.top = row
		row += blockHead + len(b.rows) + 1
		l.blocks = append(l.blocks, b)
		l.width = max(l.width, len(b.q.Columns))
	}
	if len(l.blocks) == 0 {
		return
	}
	l.last = row
	l.name = names.beside(f.name)
	f.list = l
	for _, b := range l.blocks {
		b.place(l.name)
	}
	p.lists = append(p.lists, l)
}

func tableIDs(entries []*entry) []string {
	var out []string
	for _, e := range entries {
		if e.q.Type == survey.Table && !slices.Contains(out, e.q.ID) {
			out = append(out, e.q.ID)
		}
	}
	return out
}

func newBlock(id string, entries []*entry) *block {
	var mine []*entry
	for _, e := range entries {
		if e.q.ID == id {
			mine = append(mine, e)
		}
	}
	b := &block{q: mine[0].q, several: len(mine) > 1}
	for _, e := range mine {
		for _, r := range e.shown.rows {
			b.rows = append(b.rows, listRow{e, r})
		}
		for range empty(len(mine)) {
			b.rows = append(b.rows, listRow{e, nil})
		}
	}
	return b
}

func (b *block) first() int { return b.top + blockHead }

// place tells every entry where its rows stand.
func (b *block) place(sheet string) {
	for i, r := range b.rows {
		if at := b.first() + i; r.rows.first == 0 {
			r.rows = span{sheet, at, at, len(b.q.Columns)}
		} else {
			r.rows.last = at
		}
	}
}
