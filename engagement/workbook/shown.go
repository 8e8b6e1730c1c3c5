package workbook

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// shown is an answer as the cells of a workbook show it. Import compares what it
// finds with what was shown, so that a cell that nobody touched never counts as
// changed, however the program that saved it writes numbers and dates.
type shown struct {
	answer string              // in the line of the question: of a scalar or list
	parts  map[string]string   // by option of a multi or column of a record
	rows   []map[string]string // of a table, by column

	state                survey.State
	confidence           survey.Confidence
	by, note, owner, due string
}

// show is what the cells hold for an answer; nil is an open question.
func show(q survey.Question, a *survey.Answer, l i18n.Lang) shown {
	if a == nil {
		return shown{}
	}
	s := shown{state: a.State, confidence: a.Confidence, by: a.By, note: a.Note, owner: a.Owner, due: a.Due}
	if a.State != survey.Known {
		return s
	}
	switch q.Type {
	case survey.Multi:
		s.parts = showMulti(q, a.Value, l)
	case survey.List:
		s.answer = showList(a.Value.List, l)
	case survey.Record:
		s.parts = showRow(q, a.Value.Record(), l)
	case survey.Table:
		if len(a.Value.Rows) == 0 {
			s.answer = none().In(l)
		}
		for _, r := range a.Value.Rows {
			s.rows = append(s.rows, showRow(q, r, l))
		}
	default:
		s.answer = showScalar(q.Field, a.Value.Text, l)
	}
	return s
}

func showScalar(f survey.Field, s string, l i18n.Lang) string {
	switch f.Type {
	case survey.Choice, survey.Bool:
		return f.Show(s, l)
	}
	return s
}

// showMulti has a yes for every option that was chosen, or its place in the order.
func showMulti(q survey.Question, v survey.Value, l i18n.Lang) map[string]string {
	out := map[string]string{}
	for i, key := range v.List {
		if q.Ranked {
			out[key] = strconv.Itoa(i + 1)
		} else {
			out[key] = yes().In(l)
		}
	}
	return out
}

func yes() i18n.Text { return i18n.Text{ZH: "是", EN: "yes"} }
func no() i18n.Text  { return i18n.Text{ZH: "否", EN: "no"} }

// listSeparators part the items of a list when each has no line of its own.
const listSeparators = ",，;；、"

// showList has one item a line. A single item that holds a separator ends with a
// line of its own, so that it is not taken apart.
func showList(items []string, l i18n.Lang) string {
	switch {
	case len(items) == 0:
		return none().In(l)
	case len(items) == 1 && strings.ContainsAny(items[0], listSeparators):
		return "- " + items[0]
	}
	return strings.Join(items, "\n")
}

// splitList reads what showList writes and what people write instead.
func splitList(s string) []string {
	separators := listSeparators
	if rest, single := strings.CutPrefix(s, "- "); single || strings.Contains(s, "\n") {
		separators = "\n"
		if !strings.Contains(s, "\n") {
			s = rest
		}
	}
	var out []string
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

func showRow(q survey.Question, r survey.Row, l i18n.Lang) map[string]string {
	out := map[string]string{}
	for _, c := range r {
		column, _ := q.Column(c.Column)
		out[c.Column] = showScalar(column.Field, c.Text, l)
	}
	return out
}

// sameValue tells whether two shown answers have the same value. The order of rows
// does not count, since people sort them.
func sameValue(q survey.Question, a, b shown) bool {
	if !sameCell(q.Field, a.answer, b.answer) || len(a.rows) != len(b.rows) {
		return false
	}
	if !sameParts(q, a.parts, b.parts) {
		return false
	}
	left := slices.Clone(b.rows)
	for _, r := range a.rows {
		i := slices.IndexFunc(left, func(o map[string]string) bool { return sameParts(q, r, o) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

func sameParts(q survey.Question, a, b map[string]string) bool {
	for _, keys := range []map[string]string{a, b} {
		for key := range keys {
			f := survey.Field{Type: survey.Text}
			if c, ok := q.Column(key); ok {
				f = c.Field
			}
			if !sameCell(f, a[key], b[key]) {
				return false
			}
		}
	}
	return true
}

// sameCell compares the texts of two cells: 8 is 8.0 for a number.
func sameCell(f survey.Field, a, b string) bool {
	a, b = tidy(a), tidy(b)
	if a == b {
		return true
	}
	if f.Type != survey.Number && f.Type != survey.Percent {
		return false
	}
	x, errX := strconv.ParseFloat(strings.TrimSuffix(typed.Fold(a), "%"), 64)
	y, errY := strconv.ParseFloat(strings.TrimSuffix(typed.Fold(b), "%"), 64)
	return errX == nil && errY == nil && x == y
}

// tidy is a text without what programs change when they save it.
func tidy(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\u00A0", " "))
}
