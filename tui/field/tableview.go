package field

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Render draws a record as a form, and a table or list as rows with the current cell
// in full below them.
func (t *table) Render(width, height int) ([]string, *tea.Cursor) {
	width, height = max(1, width), max(1, height)
	if t.record {
		return t.renderForm(width, height)
	}
	if len(t.rows) == 0 {
		lines := t.empty(width)
		return lines[:min(len(lines), height)], nil
	}
	below, cursor := t.cellBelow(width, height)
	room := height - len(below)
	var out []string
	if room > 0 {
		out = t.grid(width, room)
	}
	if cursor != nil {
		cursor.Y += len(out)
	}
	return append(out, below...), cursor
}

// empty is shown while there are no rows.
func (t *table) empty(width int) []string {
	if t.none {
		return paint(t.theme.Chosen, cells.Wrap(t.say("已答：没有。按 a 加一行，按 0 取消。", "Answered: there are none. Press a to add a row, 0 to take that back."), width))
	}
	out := t.hint(t.say("还没有内容。按 a 加一行，可从表格软件整块粘贴；确实没有时按 0。",
		"Nothing here yet. Press a to add a row, or paste rows from a spreadsheet; press 0 when there are none."), width)
	if t.list {
		return out
	}
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = t.columnName(c)
	}
	comma := t.say("、", ", ")
	return append(out, t.hint(t.say("列：", "Columns: ")+strings.Join(names, comma), width)...)
}

// grid draws the names of the columns and the rows around the current one.
func (t *table) grid(width, height int) []string {
	rows := t.live()
	first, widths := t.window(rows, width)
	var out []string
	if !t.list && height > 1 {
		out = append(out, t.headLine(first, widths, width))
		height--
	}
	more := len(t.rows) > height && height > 2
	if more {
		height--
	}
	t.scroll.SetItems(len(t.rows), func(i, _ int) []string { return []string{t.rowLine(rows, i, first, widths, width)} })
	t.scroll.SetSize(width, height)
	t.scroll.Select(t.row)
	out = append(out, t.scroll.Render()...)
	if more {
		out = append(out, t.theme.Muted.Render(cells.PadLeft(t.scroll.Position(), width)))
	}
	return out
}

// gutterWidth is the room for the cursor and the number of a row.
func (t *table) gutterWidth() int {
	return cells.Width(t.theme.Marks.NoCursor) + len(strconv.Itoa(len(t.rows)))
}

const (
	leastColumn = 8
	mostColumn  = 28
	// cellFrame is the room beside a cell for the brackets around the current one.
	cellFrame = 2
)

// window returns the columns that are shown, so that the current one is among them.
func (t *table) window(rows [][]string, width int) (first int, widths []int) {
	room := max(1, width-t.gutterWidth()-cellFrame)
	wanted := make([]int, len(t.columns))
	for i, c := range t.columns {
		wanted[i] = max(cells.Width(t.columnName(c)), 4)
		for _, row := range rows[:min(len(rows), 100)] {
			wanted[i] = max(wanted[i], cells.Width(t.shownCell(c, row[i])))
		}
		wanted[i] = min(wanted[i], mostColumn)
	}
	if t.list {
		return 0, []int{room}
	}
	for first = 0; ; first++ {
		widths = cells.FitColumns(wanted[first:], room, cellFrame, leastColumn)
		if first+len(widths) > t.column {
			return first, widths
		}
		if first == t.column {
			return first, []int{room}
		}
	}
}

func (t *table) headLine(first int, widths []int, width int) string {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", t.gutterWidth()))
	for i, w := range widths {
		b.WriteString(" " + cells.Pad(t.columnName(t.columns[first+i]), w) + " ")
	}
	line := t.theme.Title.Render(strings.TrimRight(b.String(), " "))
	if hidden := len(t.columns) - len(widths); hidden > 0 {
		note := fmt.Sprintf(" +%d", hidden) // columns out of sight
		return cells.Pad(line, width-len(note)) + t.theme.Muted.Render(note)
	}
	return cells.Truncate(line, width)
}

func (t *table) rowLine(rows [][]string, i, first int, widths []int, width int) string {
	here := t.focused && i == t.row
	number := cells.PadLeft(strconv.Itoa(i+1), t.gutterWidth()-cells.Width(t.theme.Marks.NoCursor))
	var b strings.Builder
	if here {
		b.WriteString(t.theme.Selected.Render(t.theme.Marks.Cursor + number))
	} else {
		b.WriteString(t.theme.Muted.Render(t.theme.Marks.NoCursor + number))
	}
	for j, w := range widths {
		at := first + j
		current := here && at == t.column && !t.list
		open, end := " ", " "
		style := t.theme.Text
		switch {
		case current:
			open, end, style = "[", "]", t.theme.Selected
		case here && t.list:
			style = t.theme.Selected
		}
		text := t.shownCell(t.columns[at], rows[i][at])
		if !isEmpty(t.cellProblem(rows, i, at)) && !isBlank(rows[i]) && !(current && t.mode != browsing) {
			text, style = t.theme.Marks.Bad+" "+text, t.theme.Bad
		}
		b.WriteString(style.Render(open + cells.Pad(text, w) + end))
	}
	return cells.Truncate(strings.TrimRight(b.String(), " "), width)
}

// shownCell is what a cell shows: the words of an option, a number with its sign.
func (t *table) shownCell(c survey.Column, text string) string {
	if text == "" {
		return ""
	}
	switch c.Type {
	case survey.Choice, survey.Bool:
		if _, known := OptionKey(c.Field, text); known {
			return cells.Clean(c.Show(text, t.lang))
		}
	case survey.Percent:
		if _, want := c.Parse(text); isEmpty(want) {
			return c.Show(text, t.lang)
		}
	}
	return cells.Clean(text) // the unit of a number would repeat on every row
}

// cellBelow is the current cell in full: its name, what it holds or where it is
// typed, and what is wrong with it or how it is written.
func (t *table) cellBelow(width, height int) ([]string, *tea.Cursor) {
	most := max(2, height*2/3)
	if height <= 3 {
		most = max(1, height-1)
	}
	if t.mode != browsing {
		most = max(most, min(height, 3))
	}
	var out []string
	if !t.list && most > 2 {
		out = append(out, t.cellTitle(width))
	}
	editor, cursor := t.editor(width, most-len(out))
	if cursor != nil {
		cursor.Y += len(out)
	}
	out = append(out, editor...)
	return out[:min(len(out), most)], cursor
}

// cellTitle names the current column and what it asks for.
func (t *table) cellTitle(width int) string {
	c := t.at()
	text := t.columnName(c)
	var rules []string
	if c.Required {
		rules = append(rules, t.say("必填", "required"))
	}
	if c.Unique {
		rules = append(rules, t.say("不重复", "unique"))
	}
	if len(rules) > 0 {
		text += " (" + strings.Join(rules, t.say("，", ", ")) + ")"
	}
	text = fmt.Sprintf("%s  %d/%d", text, t.column+1, len(t.columns))
	return t.theme.Focus.Render(cells.Truncate(text, width))
}

// editor is where the current cell is typed or picked, or what it holds, and the
// lines about it.
func (t *table) editor(width, height int) ([]string, *tea.Cursor) {
	height = max(1, height)
	c := t.at()
	switch t.mode {
	case typing:
		lines, cursor := renderInput(t.input, c.Field, t.lang, t.theme, width, height)
		return t.withNotes(lines, width, height), cursor
	case picking:
		notes := t.withNotes(nil, width, max(0, height-2))
		lines, _ := t.pick.Render(width, height-len(notes))
		return append(lines, notes...), nil
	}
	text := t.rows[t.row][t.column]
	if o, ok := c.Option(text); ok {
		lines := paint(t.theme.Text, cells.Wrap(o.Text.In(t.lang), width))
		lines = append(lines, consequences(o, t.lang, t.theme, width)...)
		return t.withNotes(lines, width, height), nil
	}
	if t.list && cells.Width(text) <= width-t.gutterWidth()-cellFrame {
		return t.withNotes(nil, width, height), nil // the row shows all of it
	}
	shown := t.say("（空）", "(empty)")
	if text != "" {
		shown = t.shownCell(c, text)
		if u := unit(c.Field, t.lang); u != "" && c.Type == survey.Number {
			shown += " " + u
		}
	}
	return t.withNotes(paint(t.theme.Text, cells.Wrap(shown, width)), width, height), nil
}

// withNotes adds below the lines what matters most and fits: a notice, what is wrong,
// or how the cell is written.
func (t *table) withNotes(lines []string, width, height int) []string {
	var notes []string
	problem := t.cellProblem(t.rows, t.row, t.column)
	switch f := Form(t.at().Field); {
	case !isEmpty(t.notice):
		notes = paint(t.theme.Warn, cells.WrapIndent(t.theme.Marks.Warn+" ", t.notice.In(t.lang), width))
	case t.told != nil:
		notes = paint(t.theme.Muted, cells.Wrap(i18n.Textf("已选：%[1]s", "chosen: %[2]s", t.told.Text.ZH, t.told.Text.EN).In(t.lang), width))
		notes = append(notes, consequences(*t.told, t.lang, t.theme, width)...)
	case t.mode != typing && !isEmpty(problem) && !isBlank(t.rows[t.row]):
		notes = t.fault(problem, width)
	case t.mode == browsing && t.shown && !isEmpty(t.Problem()):
		notes = t.fault(t.Problem(), width)
	case !isEmpty(f):
		notes = t.hint(f.In(t.lang), width)
	}
	if len(lines) > max(0, height-len(notes)) && len(notes) < height {
		lines = lines[:height-len(notes)]
	}
	lines = append(lines, notes...)
	return lines[:min(len(lines), height)]
}
