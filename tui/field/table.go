package field

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// table is the field for a table, for a record, which is a table of one row shown as
// a form, and for a list, which is a table of one column.
//
// Cells hold what was typed: the canonical form when it is valid, else the text as it
// is, with its problem beside it.
type table struct {
	base
	columns []survey.Column
	record  bool
	list    bool
	rows    [][]string
	none    bool // the answer is that there are no rows
	row     int
	column  int
	mode    mode
	input   *Input   // of the cell while it is typed
	pick    *options // of the cell while one of its options is picked
	sure    bool     // deleting the row was asked for once
	undo    []snapshot
	problem *i18n.Text     // found since the last change
	notice  i18n.Text      // to show until the next key
	told    *survey.Option // picked just now: what it means is shown until the next key
	scroll  frame.Scroll
}

// mode is what the keys act on.
type mode int

const (
	browsing mode = iota // on rows and cells
	typing               // in the text of a cell
	picking              // among the options of a cell
)

const (
	maxRows = 1000 // as the survey takes
	maxUndo = 100
)

// snapshot is what undo goes back to.
type snapshot struct {
	rows        [][]string
	none        bool
	row, column int
}

func newTable(b base) *table {
	t := &table{base: b, columns: b.question.Columns, record: b.question.Type == survey.Record}
	if b.question.Type == survey.List {
		f := b.question.Field
		f.Type = survey.Text
		t.list, t.columns = true, []survey.Column{{Field: f, Unique: true}}
	}
	t.Set(survey.Value{})
	return t
}

func (t *table) SetLook(l i18n.Lang, theme frame.Theme) {
	t.lang, t.theme = l, theme
	if t.input != nil {
		t.input.SetTheme(theme)
		t.input.SetPlaceholder(placeholder(t.at().Field, l))
	}
	if t.pick != nil {
		t.pick.SetLook(l, theme)
	}
}

// Set replaces the rows.
func (t *table) Set(v survey.Value) {
	t.rows, t.undo, t.problem = nil, nil, nil
	t.row, t.column = 0, 0
	t.quiet()
	t.changed, t.shown = false, false
	t.closeCell()
	switch {
	case t.list:
		for _, s := range v.List {
			t.rows = append(t.rows, []string{s})
		}
		t.none = v.List != nil && len(v.List) == 0
	default:
		for _, r := range v.Rows {
			row := make([]string, len(t.columns))
			for i, c := range t.columns {
				row[i] = r.Get(c.Key)
			}
			t.rows = append(t.rows, row)
		}
		t.none = !t.record && v.Rows != nil && len(v.Rows) == 0
	}
	if t.record {
		t.rows = append(t.rows, t.blankRow())[:1]
	}
	if t.focused {
		t.Focus()
	}
}

func (t *table) blankRow() []string { return make([]string, len(t.columns)) }

// Focus opens the first cell of an empty record; everything else begins with browsing.
func (t *table) Focus() {
	t.focused = true
	if t.record && isBlank(t.rows[0]) && t.mode == browsing {
		t.column = 0
		t.openCell("")
	}
}

func (t *table) Blur() {
	t.commit()
	t.quiet()
	t.focused, t.shown = false, true
}

// quiet ends what is shown or asked until the next key.
func (t *table) quiet() { t.sure, t.notice, t.told = false, i18n.Text{}, nil }

func (t *table) Editing() bool { return t.mode == typing }

// at is the current column.
func (t *table) at() survey.Column { return t.columns[t.column] }

// live are the rows with what is being typed.
func (t *table) live() [][]string {
	if t.mode != typing || t.row >= len(t.rows) {
		return t.rows
	}
	rows := slices.Clone(t.rows)
	rows[t.row] = slices.Clone(rows[t.row])
	rows[t.row][t.column], _ = Read(t.at().Field, t.input.Text())
	return rows
}

// Value returns the rows that are not blank.
func (t *table) Value() (survey.Value, bool) {
	v, given := t.raw()
	if !given {
		return survey.Value{}, false
	}
	v, problem := t.check(v)
	return v, isEmpty(problem)
}

func (t *table) raw() (survey.Value, bool) {
	var v survey.Value
	for _, row := range t.live() {
		if isBlank(row) {
			continue
		}
		if t.list {
			v.List = append(v.List, row[0])
			continue
		}
		var cells survey.Row
		for i, c := range t.columns {
			if row[i] != "" {
				cells = append(cells, survey.Cell{Column: c.Key, Text: row[i]})
			}
		}
		v.Rows = append(v.Rows, cells)
	}
	given := len(v.Rows) > 0 || len(v.List) > 0
	if !given && t.none {
		v.List, v.Rows = []string{}, []survey.Row{}
		return v, true
	}
	return v, given
}

// Problem is the first thing that is wrong, with the row and the column of it.
func (t *table) Problem() i18n.Text {
	if t.mode == typing {
		return t.findProblem()
	}
	if t.problem == nil { // a long table is not read again for every line that is drawn
		p := t.findProblem()
		t.problem = &p
	}
	return *t.problem
}

// touch notes a change by a person.
func (t *table) touch() {
	t.problem = nil
	t.base.touch()
}

func (t *table) findProblem() i18n.Text {
	rows := t.live()
	for i, row := range rows {
		for j := range t.columns {
			p := t.cellProblem(rows, i, j)
			if isEmpty(p) || isBlank(row) {
				continue
			}
			return t.placed(i, j, p)
		}
	}
	v, given := t.raw()
	if !given {
		return i18n.Text{}
	}
	_, problem := t.check(v)
	return problem
}

// placed says where a problem is.
func (t *table) placed(i, j int, p i18n.Text) i18n.Text {
	name := t.columns[j].Text
	switch {
	case t.record:
		return i18n.Textf("%[1]s：%[3]s", "%[2]s: %[4]s", name.ZH, name.EN, p.ZH, p.EN)
	case t.list:
		return i18n.Textf("第 %[1]d 行：%[2]s", "row %[1]d: %[3]s", i+1, p.ZH, p.EN)
	}
	return i18n.Textf("第 %[1]d 行 %[2]s：%[4]s", "row %[1]d, %[3]s: %[5]s", i+1, name.ZH, name.EN, p.ZH, p.EN)
}

// cellProblem tells what is wrong with one cell among the rows.
func (t *table) cellProblem(rows [][]string, i, j int) i18n.Text {
	c, text := t.columns[j], rows[i][j]
	if text == "" {
		if c.Required && !isBlank(rows[i]) {
			return i18n.Text{ZH: "必填", EN: "is required"}
		}
		return i18n.Text{}
	}
	if _, want := Read(c.Field, text); !isEmpty(want) {
		return want
	}
	if !c.Unique {
		return i18n.Text{}
	}
	for k := range i {
		if rows[k][j] == text {
			return i18n.Textf("与第 %d 行重复", "is the same as in row %d", k+1)
		}
	}
	return i18n.Text{}
}

// Read turns what a person typed for a scalar or a cell into its canonical form, or
// leaves it as it is and tells what is wanted. Nothing typed is neither.
func Read(f survey.Field, s string) (string, i18n.Text) {
	if key, ok := OptionKey(f, s); ok {
		return key, i18n.Text{}
	}
	s = normalize(f, s)
	if s == "" {
		return "", i18n.Text{}
	}
	text, want := f.Parse(s)
	if !isEmpty(want) {
		return s, want
	}
	return text, i18n.Text{}
}

func isBlank(row []string) bool {
	return !slices.ContainsFunc(row, func(s string) bool { return s != "" })
}

// Update takes a key press, a paste or the mouse wheel.
func (t *table) Update(msg tea.Msg) bool {
	if !t.focused {
		return false
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return t.paste(msg.Content)
	case tea.KeyPressMsg:
		sure := t.sure
		t.quiet()
		switch t.mode {
		case typing:
			return t.typeKey(msg)
		case picking:
			// A letter that means nothing here must not answer the whole question.
			return t.pickKey(msg) || msg.Text != ""
		}
		return t.browse(msg, sure)
	case tea.MouseWheelMsg:
		return t.moveBy(msg)
	}
	return false
}

func (t *table) moveBy(msg tea.MouseWheelMsg) bool {
	if t.mode != browsing {
		return false
	}
	if msg.Button == tea.MouseWheelUp {
		return t.vertical(-1)
	}
	return msg.Button == tea.MouseWheelDown && t.vertical(1)
}

// columnName is the name of a column, with the sign of one that must be filled in.
func (t *table) columnName(c survey.Column) string {
	name := cells.Clean(c.Text.In(t.lang))
	if c.Required {
		name += t.theme.Marks.Required
	}
	return strings.TrimSpace(name)
}
