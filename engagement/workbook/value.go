package workbook

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// value reads the value that the cells show; what is wrong with it is noted at its
// cell.
func (t *taker) value(now shown) survey.Value {
	var v survey.Value
	at := t.cells[colAnswer].at
	switch t.q.Type {
	case survey.Multi:
		v.List = t.multi(now)
	case survey.List:
		if v.List = []string{}; !isNone(now.answer) {
			for _, item := range splitList(now.answer) {
				v.List = append(v.List, t.scalar(t.q.Field, item, at))
			}
		}
	case survey.Record:
		v.Rows = []survey.Row{t.row(now.parts, func(key string) string { return t.parts[key].at }, at)}
	case survey.Table:
		v.Rows = t.table(now)
	default:
		v.Text = t.scalar(t.q.Field, now.answer, at)
	}
	if len(t.problems) > 0 {
		return v
	}
	checked, wrong := t.q.Check(v)
	for _, w := range wrong {
		t.problem(t.at(), w)
	}
	return checked
}

func (t *taker) scalar(f survey.Field, s, at string) string {
	text, want := typed.Read(f, s)
	if want.Complete() {
		t.problem(at, want)
	}
	return text
}

// multi reads the options that were chosen: by marks in their lines, or as a list of
// words in the line of the question, which nobody is asked to write.
func (t *taker) multi(now shown) []string {
	if now.answer != "" {
		return t.multiWords(now)
	}
	type chosen struct {
		key  string
		rank int
	}
	var all []chosen
	for i, o := range t.q.Options {
		text, ok := now.parts[o.Key]
		if !ok {
			continue
		}
		rank := i + 1
		if t.q.Ranked {
			if rank = t.rank(text, t.parts[o.Key].at); rank == 0 {
				continue
			}
		} else if t.scalar(survey.Field{Type: survey.Bool}, text, t.parts[o.Key].at) != "true" {
			continue
		}
		all = append(all, chosen{o.Key, rank})
	}
	slices.SortStableFunc(all, func(a, b chosen) int { return cmp.Compare(a.rank, b.rank) })
	out := []string{}
	for i, c := range all {
		if t.q.Ranked && i > 0 && c.rank == all[i-1].rank {
			t.problem(t.parts[c.key].at, i18n.Textf("次序 %d 写了两次：每个次序只能用一次", "%d is there twice: every place in the order is given once", c.rank))
		}
		out = append(out, c.key)
	}
	return out
}

// rank reads a place in an order, 0 when the option was not chosen. A yes is the
// only one or stands behind those with numbers.
func (t *taker) rank(text, at string) int {
	if n, err := strconv.Atoi(typed.Fold(text)); err == nil && n >= 0 && n <= len(t.q.Options) {
		return n
	}
	switch b, ok := typed.Bool(text); {
	case ok && b:
		return len(t.q.Options) + 1
	case !ok:
		t.problem(at, i18n.Textf("应为次序：1 到 %d，不选的留空", "want a place in the order: 1 to %d, or nothing for what does not apply", len(t.q.Options)))
	}
	return 0
}

func (t *taker) multiWords(now shown) []string {
	at := t.cells[colAnswer].at
	if len(now.parts) > 0 {
		t.problem(at, i18n.Text{ZH: "这里写了答案，下面各行也选了：请只在下面各行选", EN: "there is an answer here and in the lines below: please choose in the lines below only"})
		return nil
	}
	out := []string{}
	if isNone(now.answer) && !slices.ContainsFunc(t.q.Options, func(o survey.Option) bool { return isNone(o.Text.ZH) || isNone(o.Text.EN) }) {
		return out
	}
	for _, item := range splitList(now.answer) {
		out = append(out, t.scalar(t.q.Field, item, at))
	}
	return out
}

// row reads the cells of a record or of a row of a table.
func (t *taker) row(cells map[string]string, at func(key string) string, whole string) survey.Row {
	var row survey.Row
	for _, c := range t.q.Columns {
		text, ok := cells[c.Key]
		switch {
		case ok:
			row = append(row, survey.Cell{Column: c.Key, Text: t.scalar(c.Field, text, at(c.Key))})
		case c.Required:
			where := cmp.Or(at(c.Key), whole)
			t.problem(where, i18n.Textf("缺少“%[1]s”：%[2]s", `"%[3]s" is missing: %[4]s`, c.Text.ZH, c.Accepts().ZH, c.Text.EN, c.Accepts().EN))
		}
	}
	return row
}

// table reads the rows of a list. That there are none is said in the line of the
// question.
func (t *taker) table(now shown) []survey.Row {
	at := t.cells[colAnswer].at
	switch {
	case now.answer != "" && !isNone(now.answer):
		t.problem(at, i18n.Text{ZH: "这个问题请在清单里一行一项地填；没有就选“没有”", EN: `please answer this in the list, one item a row; choose "none" if there are none`})
	case now.answer != "" && len(now.rows) > 0:
		t.problem(at, i18n.Text{ZH: "选了“没有”，清单里却有内容：请改正其中一处", EN: `"none" was chosen, but the list has rows: please correct one of them`})
	}
	out := []survey.Row{}
	seen := map[survey.Cell]string{}
	for i, cells := range now.rows {
		found := t.rows[i]
		row := t.row(cells, func(key string) string { return found.cells[key].at }, found.at)
		for _, cell := range row {
			c, _ := t.q.Column(cell.Column)
			if first := seen[cell]; c.Unique && first != "" && cell.Text != "" {
				t.problem(found.cells[cell.Column].at, i18n.Textf("“%[1]s”和 %[3]s 重复", `"%[2]s" is the same as in %[3]s`, c.Text.ZH, c.Text.EN, first))
			}
			seen[cell] = found.cells[cell.Column].at
		}
		out = append(out, row)
	}
	return out
}
