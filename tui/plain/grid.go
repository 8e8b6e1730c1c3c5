package plain

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// isGrid tells whether the answer is filled in row by row: a table, a record, which
// is one row, or a list, which is a table with one column.
func isGrid(q survey.Question) bool {
	return q.Type == survey.Table || q.Type == survey.Record || q.Type == survey.List
}

// columns are the columns of a question that is filled in by rows.
func columns(q survey.Question) []survey.Column {
	if q.Type != survey.List {
		return q.Columns
	}
	return []survey.Column{{Text: text("内容", "Item"), Field: q.Field, Required: true, Unique: true}}
}

// gridOf is a value as rows of cells.
func gridOf(q survey.Question, v survey.Value) [][]string {
	var out [][]string
	for _, s := range v.List {
		out = append(out, []string{s})
	}
	for _, r := range v.Rows {
		cells := make([]string, len(q.Columns))
		for i, c := range q.Columns {
			cells[i] = r.Get(c.Key)
		}
		out = append(out, cells)
	}
	return out
}

// valueOf is rows of cells as a value.
func valueOf(q survey.Question, rows [][]string) survey.Value {
	v := survey.Value{}
	if q.Type == survey.List {
		v.List = []string{}
	} else {
		v.Rows = []survey.Row{}
	}
	for _, cells := range rows {
		if q.Type == survey.List {
			v.List = append(v.List, cells[0])
			continue
		}
		row := survey.Row{}
		for i, c := range q.Columns {
			if cells[i] != "" {
				row = append(row, survey.Cell{Column: c.Key, Text: cells[i]})
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// base are the rows that a new one is added to: those of the answer, else those of
// the evidence.
func base(e interview.Entry) [][]string {
	if a, ok := e.Answer(); ok {
		return gridOf(e.Question, a.Value)
	}
	if e.Status() == interview.Suggested {
		return gridOf(e.Question, e.Suggestions[0].Value)
	}
	return nil
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(s string) bool { return s != "" })
}

// splitCells parts a row: at tabs, as spreadsheets copy it, else at upright strokes.
// A stroke behind a backslash belongs to the text.
func splitCells(line string) []string {
	if strings.Contains(line, "\t") {
		return trimAll(strings.Split(line, "\t"))
	}
	const stroke = "\x00"
	line = strings.NewReplacer(`\|`, stroke, "｜", "|").Replace(line)
	cells := strings.Split(line, "|")
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(c, stroke, "|")
	}
	return trimAll(cells)
}

// splitItems parts the items of a list.
func splitItems(line string) []string {
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",，、;；|｜\t", r) })
	return slices.DeleteFunc(trimAll(parts), func(s string) bool { return s == "" })
}

func trimAll(list []string) []string {
	for i, s := range list {
		list[i] = strings.TrimSpace(s)
	}
	return list
}
