package workbook

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// findLists finds the titles of lists.
func (c *collector) findLists(p *page) {
	for _, r := range p.Rows {
		id, ok := parseID(r.At(p.idColumn).Text)
		if !ok || id.place != "" {
			continue
		}
		q, known := c.bank.Question(id.question)
		if _, again := p.lists[id.question]; !known || again {
			continue
		}
		h := listHead{row: r.Number, columns: map[string]int{}}
		for _, cell := range r.Cells {
			if col, ok := columnTitled(cell.Text); ok && col == colPlace && h.place == 0 {
				h.place = cell.Column
			} else if key, ok := keyTitled(q, cell.Text); ok && h.columns[key] == 0 {
				h.columns[key] = cell.Column
			}
		}
		p.lists[id.question] = h
	}
}

// keyTitled finds the column of a table that has a title, with or without the star
// of those that every row needs.
func keyTitled(q survey.Question, s string) (string, bool) {
	s = strings.TrimSpace(strings.TrimRight(comparable(s), "*"))
	for _, c := range q.Columns {
		if s == comparable(c.Text.ZH) || s == comparable(c.Text.EN) || s == c.Key {
			return c.Key, true
		}
	}
	return "", false
}

// listReader goes down a sheet of lists. Rows that people inserted have no id: they
// belong to the list and the place above them.
type listReader struct {
	*collector
	page     *page
	question string
	place    survey.Place
	placed   bool
}

func (l *listReader) head(question string) {
	l.question, l.placed = question, false
	if _, ok := l.bank.Question(question); !ok {
		l.question = ""
	}
}

func (l *listReader) row(r sheets.Row, id lineID) {
	l.question = id.question
	q, ok := l.bank.Question(id.question)
	head, known := l.page.lists[id.question]
	if !ok || !known {
		if len(r.Cells) > 2 {
			l.problem(l.page.Cell(r.Cells[0].Column, r.Number), i18n.Textf("%s 的表头没有了，这一行没有导入", "the titles of %s are gone, and the row was not read", id.question))
		}
		return
	}
	row, first := l.cells(q, head, r)
	if id.place != "" {
		l.place, l.placed = l.places[id.place], true
		if _, ok := l.places[id.place]; !ok {
			l.place, l.placed = survey.ParsePlace(id.place)
		}
	}
	if l.placed && id.place != "" && q.Allows(l.place.Level()) {
		l.of(q, l.place).listed = true
	}
	if len(row.cells) == 0 || id.place == "" && isAccepts(q, row) {
		return
	}
	row.at = first
	place, ok := l.placeOf(r, head)
	if !ok || !q.Allows(place.Level()) {
		l.problem(first, i18n.Text{ZH: "不知道这一行说的是哪个对象：请在第一列写明", EN: "it is unknown what this row is about: please say so in the first column"})
		return
	}
	lines := l.of(q, place)
	lines.rows, lines.listed = append(lines.rows, row), true
}

// cells returns what the row holds below the titles, and its first cell.
func (l *listReader) cells(q survey.Question, head listHead, r sheets.Row) (foundRow, string) {
	row := foundRow{cells: map[string]found{}}
	first := ""
	for _, c := range q.Columns {
		f := l.page.cell(r, head.columns[c.Key])
		if f.Text == "" && f.Kind != sheets.Uncomputed {
			continue
		}
		row.cells[c.Key] = f
		if first == "" {
			first = f.at
		}
	}
	return row, first
}

// placeOf is what the row says it is about, else what its id says, else what the row
// above it is about.
func (l *listReader) placeOf(r sheets.Row, head listHead) (survey.Place, bool) {
	said := l.page.cell(r, head.place).Text
	if said == "" {
		if !l.placed {
			return l.onlyPlace()
		}
		return l.place, true
	}
	if t := l.place.Text(); l.placed && (said == t.ZH || said == t.EN) {
		return l.place, true
	}
	p, ok := l.called[said]
	if !ok {
		p, ok = l.called[comparable(said)]
	}
	return p, ok
}

// onlyPlace is the place that the workbook asks the question about, when there is
// but one.
func (l *listReader) onlyPlace() (survey.Place, bool) {
	var out survey.Place
	n := 0
	for _, r := range l.meta.subjects {
		if r.Question == l.question {
			out, n = r.Place, n+1
		}
	}
	return out, n == 1
}

// isAccepts tells whether the row is that below the titles, which says what its
// columns take.
func isAccepts(q survey.Question, row foundRow) bool {
	for _, c := range q.Columns {
		f, ok := row.cells[c.Key]
		if !ok {
			continue
		}
		t := listAccepts(c)
		if s := tidy(f.Text); s != tidy(t.ZH) && s != tidy(t.EN) {
			return false
		}
	}
	return true
}
