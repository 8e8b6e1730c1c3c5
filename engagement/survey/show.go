package survey

import (
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Show prints a scalar as a person reads it: the words of an option, yes or no,
// a number with what it counts.
func (f Field) Show(s string, l i18n.Lang) string {
	switch f.Type {
	case Choice, Multi:
		if o, ok := f.Option(s); ok {
			return o.Text.In(l)
		}
	case Bool:
		return map[string]i18n.Text{yes: {ZH: "是", EN: "yes"}, no: {ZH: "否", EN: "no"}}[s].In(l)
	case Number:
		if f.Measure.Complete() && f.Measure.EN != portNumber {
			return s + " " + f.Measure.In(l)
		}
	case Percent:
		return s + "%"
	}
	return s
}

// ShowValue prints a value on one line as a person reads it.
func (q Question) ShowValue(v Value, l i18n.Lang) string {
	comma := i18n.Text{ZH: "、", EN: ", "}.In(l)
	switch q.Type {
	case Multi, List:
		if len(v.List) == 0 {
			return i18n.Text{ZH: "（无）", EN: "(none)"}.In(l)
		}
		out := make([]string, len(v.List))
		for i, s := range v.List {
			out[i] = q.Field.Show(s, l)
		}
		return strings.Join(out, comma)
	case Table, Record:
		if len(v.Rows) == 0 {
			return i18n.Text{ZH: "（无）", EN: "(none)"}.In(l)
		}
		rows := make([]string, len(v.Rows))
		for i, r := range v.Rows {
			rows[i] = q.ShowRow(r, l)
		}
		return strings.Join(rows, i18n.Text{ZH: "；", EN: "; "}.In(l))
	}
	return q.Field.Show(v.Text, l)
}

// ShowRow prints a row on one line, each cell below the name of its column.
func (q Question) ShowRow(r Row, l i18n.Lang) string {
	out := make([]string, len(r))
	for i, cell := range r {
		column, _ := q.Column(cell.Column)
		out[i] = column.Text.In(l) + i18n.Text{ZH: "：", EN: ": "}.In(l) + column.Show(cell.Text, l)
	}
	return strings.Join(out, i18n.Text{ZH: "，", EN: ", "}.In(l))
}

// Show prints an answer on one line as a person reads it.
func (q Question) Show(a Answer, l i18n.Lang) string {
	switch a.State {
	case Unknown:
		return i18n.Text{ZH: "不知道", EN: "unknown"}.In(l)
	case NotApplicable:
		return i18n.Text{ZH: "不适用", EN: "not applicable"}.In(l)
	}
	return q.ShowValue(a.Value, l)
}

// portNumber is the measure of numbers that name something and count nothing.
const portNumber = "port number"
