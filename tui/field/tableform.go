package field

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
)

// renderForm draws a record: a line for each column, the current one opened in place.
func (t *table) renderForm(width, height int) ([]string, *tea.Cursor) {
	label := t.labelWidth(width)
	var cursor *tea.Cursor
	t.scroll.SetItems(len(t.columns), func(i, _ int) []string {
		lines, c := t.formItem(i, label, width, height)
		if i == t.column {
			cursor = c
		}
		return lines
	})
	t.scroll.SetSize(width, height)
	t.scroll.Select(t.column)
	lines := t.scroll.Render()
	if cursor == nil {
		return lines, nil
	}
	inItem := cursor.Y
	t.scroll.ShowLine(inItem)
	lines = t.scroll.Render()
	cursor.Y, _ = t.scroll.Row(inItem)
	return lines, cursor
}

// labelWidth is the room for the names of the columns.
func (t *table) labelWidth(width int) int {
	widest := 0
	for _, c := range t.columns {
		widest = max(widest, cells.Width(t.columnName(c)))
	}
	return min(widest, max(8, width*2/5))
}

// formItem renders one column of a record; a name that is too long for its room stands
// on a line of its own.
func (t *table) formItem(i, label, width, height int) ([]string, *tea.Cursor) {
	here := t.focused && i == t.column
	head, style := t.theme.Marks.NoCursor, t.theme.Title
	if here {
		head, style = t.theme.Marks.Cursor, t.theme.Selected
	}
	name := t.columnName(t.columns[i])
	const gap = 2
	indent := cells.Width(head) + label + gap
	var out []string
	first := style.Render(head+cells.Pad(name, label)) + strings.Repeat(" ", gap)
	if cells.Width(name) > label {
		out = paint(style, cells.WrapIndent(head, name, width))
		first = strings.Repeat(" ", indent)
	}
	if width-indent < 12 { // no room beside the name: everything below it
		indent = min(2, width-1)
		first = strings.Repeat(" ", indent)
		out = paint(style, cells.WrapIndent(head, name, width))
	}
	value, cursor := t.formValue(i, here, width-indent, max(2, height-len(out)))
	if cursor != nil {
		cursor.X += indent
		cursor.Y += len(out)
	}
	for j, l := range value {
		if j > 0 {
			first = strings.Repeat(" ", indent)
		}
		out = append(out, first+l)
	}
	return out, cursor
}

// formValue is what stands beside the name of a column.
func (t *table) formValue(i int, here bool, width, height int) ([]string, *tea.Cursor) {
	if here {
		return t.editor(width, height)
	}
	c, text := t.columns[i], t.rows[0][i]
	problem := t.cellProblem(t.rows, 0, i)
	if text == "" {
		if t.shown && !isEmpty(problem) {
			return t.fault(problem, width), nil
		}
		return []string{t.theme.Muted.Render(cells.Truncate(t.theme.Marks.Bullet, width))}, nil
	}
	shown := t.shownCell(c, text)
	if u := unit(c.Field, t.lang); u != "" && u != "%" {
		shown += " " + u
	}
	lines := paint(t.theme.Text, cells.Wrap(shown, width))
	if !isEmpty(problem) {
		lines = append(lines, t.fault(problem, width)...)
	} else if o, ok := c.Option(text); ok && o.Risk != "" {
		mark, style := riskLook(o.Risk, t.theme)
		lines = append(lines, paint(style, cells.WrapIndent(mark+" ", RiskText(o.Risk).In(t.lang), width))...)
	}
	return lines, nil
}
