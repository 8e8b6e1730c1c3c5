package plain

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
)

// gridPrompt asks for the first column of the next row.
func (t *talk) gridPrompt(e interview.Entry) string {
	f := t.filling(e, len(base(e)))
	return t.cellPrompt(f)
}

// filling prepares a row of the question: an existing one, or a new one behind the
// last. A record has one row.
func (t *talk) filling(e interview.Entry, at int) *filling {
	f := &filling{columns: columns(e.Question), at: at, record: e.Question.Type == survey.Record}
	f.cells = make([]string, len(f.columns))
	rows := base(e)
	if f.record {
		f.at = 0
	}
	if f.at < len(rows) {
		copy(f.cells, rows[f.at])
	}
	return f
}

// addRow takes a line as the next row, or as its first column.
func (t *talk) addRow(e interview.Entry, line string) error {
	if e.Question.Type == survey.List {
		t.addItems(e, line)
		return nil
	}
	f := t.filling(e, len(base(e)))
	f.shown = 1
	switch {
	case line != "":
		t.typed(f, line)
	case f.columns[0].Required:
		t.hint(e)
		return nil
	default:
		f.column++
	}
	return t.finish(e, f)
}

// addItems adds items to a list. What is no item is said, and the others stay.
func (t *talk) addItems(e interview.Entry, line string) {
	rows := base(e)
	added := 0
	for _, s := range splitItems(line) {
		item, want := field.Read(e.Question.Field, s)
		switch {
		case want.Complete():
			t.refuse(e.Question.Field, want)
			continue
		case item == "" || slices.ContainsFunc(rows, func(r []string) bool { return r[0] == item }):
			t.tellf("已经有 %s。", "%s is there already.", item)
			continue
		}
		rows = append(rows, []string{item})
		added++
	}
	if added > 0 {
		t.keepAs(e, valueOf(e.Question, rows), survey.Value{}, t.sayf("已保存 %d 项，共 %d 项。直接回车即到下一题。", "%d saved, %d in all. Enter goes on.", added, len(rows)))
	}
}

// finish asks for the columns that are left and keeps the row. A row that does not
// fit is asked for again, with what was typed in place.
func (t *talk) finish(e interview.Entry, f *filling) error {
	for {
		done, err := t.fill(f)
		switch {
		case err != nil:
			t.rescue(e, f)
			return err
		case !done:
			t.tell("已放弃这一行。", "The row is dropped.")
			return nil
		case blank(f.cells):
			t.tell("这一行没有内容。", "The row is empty.")
			return nil
		}
		if t.keepRow(e, f) {
			break
		}
		t.tell("请逐列改正；直接回车保留已填的。", "Correct it column by column; enter keeps what is there.")
		f.column = 0
	}
	if f.record {
		t.next()
	} else {
		t.options(f.columns[0].Field)
	}
	return nil
}

// keepRow keeps the row among the others.
func (t *talk) keepRow(e interview.Entry, f *filling) bool {
	rows := base(e)
	if twice := f.twice(rows); twice.Complete() {
		t.out.print(t.say("没有采用：", "Not taken: ") + twice.In(t.lang) + t.say("。", "."))
		return false
	}
	if f.at < len(rows) {
		rows[f.at] = f.cells
	} else {
		rows = append(rows, f.cells)
	}
	if f.record {
		return t.keep(e, valueOf(e.Question, rows))
	}
	return t.keepAs(e, valueOf(e.Question, rows), valueOf(e.Question, [][]string{f.cells}),
		t.sayf("已保存第 %d 行：%s", "Row %d is saved: %s", f.at+1, t.row(e.Question, f.cells)))
}

// rescue keeps a row that the end of the input cut short, if it can be kept.
func (t *talk) rescue(e interview.Entry, f *filling) {
	if blank(f.cells) {
		return
	}
	if f.missing() >= 0 || !t.keepRow(e, f) {
		t.tellf("没有填完、未保存：%s", "Not complete and not saved: %s", t.row(e.Question, f.cells))
	}
}

// row is a row in words.
func (t *talk) row(q survey.Question, cells []string) string {
	v := valueOf(q, [][]string{cells})
	if q.Type == survey.List {
		return cells[0]
	}
	return q.ShowRow(v.Rows[0], t.lang)
}

// twice tells which value is there already that no two rows may share.
func (f *filling) twice(rows [][]string) i18n.Text {
	for i, c := range f.columns {
		for n, r := range rows {
			if c.Unique && n != f.at && f.cells[i] != "" && r[i] == f.cells[i] {
				return i18n.Textf("%[1]s %[3]s 已在第 %[4]d 行", "%[2]s %[3]s is in row %[4]d already", c.Text.ZH, c.Text.EN, f.cells[i], n+1)
			}
		}
	}
	return i18n.Text{}
}

// rowsNow lists the rows.
func (t *talk) rowsNow() {
	e, _ := t.entry()
	for i, r := range base(e) {
		t.out.item("  ", t.sayf("第 %d 行：", "Row %d: ", i+1)+t.row(e.Question, r))
	}
}

func (t *talk) showRows(string) error {
	e, _ := t.entry()
	switch {
	case !isGrid(e.Question):
		t.noRows()
	case len(base(e)) == 0:
		t.tell("还没有行。", "There are no rows yet.")
	default:
		t.rowsNow()
	}
	return nil
}

func (t *talk) noRows() {
	t.tell("这个问题的答案没有行。", "The answer to this question has no rows.")
}

// edit asks for the columns of a row again, or of a record from a column on.
func (t *talk) edit(arg string) error {
	e, _ := t.entry()
	rows := base(e)
	if !isGrid(e.Question) {
		t.noRows()
		return nil
	}
	f := t.filling(e, 0)
	limit := len(rows)
	if f.record {
		limit = len(f.columns)
	}
	n, ok := numberIn(arg, limit)
	switch {
	case limit == 0:
		t.tell("还没有行。", "There are no rows yet.")
		return nil
	case arg == "" && (f.record || len(rows) == 1):
	case !ok:
		t.tellf("写 1 到 %d 的序号。", "It takes a number from 1 to %d.", limit)
		return nil
	case f.record:
		f.column = n
	default:
		f = t.filling(e, n)
	}
	return t.finish(e, f)
}

// remove deletes a row. The answer goes with the last one: that there are none is
// another answer.
func (t *talk) remove(arg string) error {
	e, _ := t.entry()
	rows := base(e)
	n, ok := numberIn(arg, len(rows))
	switch {
	case !isGrid(e.Question) || e.Question.Type == survey.Record:
		t.noRows()
	case len(rows) == 0:
		t.tell("还没有行。", "There are no rows yet.")
	case !ok:
		t.tellf("写 1 到 %d 的序号。", "It takes a number from 1 to %d.", len(rows))
	case len(rows) == 1:
		t.tell("只剩这一行：:d 清除整个答案，:none 回答一项也没有。", "It is the only row: :d clears the answer, :none says that there are none.")
	default:
		gone := t.row(e.Question, rows[n])
		t.keepAs(e, valueOf(e.Question, slices.Delete(rows, n, n+1)), survey.Value{}, t.say("已删除：", "Deleted: ")+gone)
	}
	return nil
}

// nothing answers that there are none.
func (t *talk) nothing(string) error {
	e, _ := t.entry()
	if e.Question.Type != survey.Table && e.Question.Type != survey.List {
		t.noRows()
		return nil
	}
	if t.keep(e, valueOf(e.Question, nil)) {
		t.next()
	}
	return nil
}
