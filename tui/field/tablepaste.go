package field

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// paste fills cells with what was copied from a spreadsheet: columns between tabs,
// rows between line ends. Plain text goes into the cell that is typed.
func (t *table) paste(content string) bool {
	content = strings.TrimRight(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(content), "\n")
	cells := grid(content)
	if t.mode == typing && len(cells) == 1 && len(cells[0]) == 1 {
		t.input.Update(tea.PasteMsg{Content: content})
		t.touch()
		return true
	}
	if content == "" {
		return true
	}
	t.quiet()
	t.commit()
	t.remember()
	t.none = false
	columns, cells := t.header(cells)
	if t.record && len(cells) > 1 && len(cells[0]) == 1 {
		cells = transpose(cells)
	}
	left := t.fill(columns, cells)
	t.touch()
	if left > 0 {
		t.notice = i18n.Textf("%d 个单元格没有位置，未粘贴", "%d cells had no place and were not pasted", left)
	}
	return true
}

// grid splits what was copied at tabs and line ends. A cell in quotes may hold both.
func grid(content string) [][]string {
	var out [][]string
	row, cell, quoted := []string{}, strings.Builder{}, false
	end := func() {
		row = append(row, strings.TrimSpace(cells.Clean(cell.String())))
		cell.Reset()
	}
	runes := []rune(content)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case quoted && r == '"' && i+1 < len(runes) && runes[i+1] == '"':
			cell.WriteRune('"')
			i++
		case quoted && r == '"':
			quoted = false
		case quoted:
			cell.WriteRune(r)
		case r == '"' && cell.Len() == 0 && closes(runes[i+1:]):
			quoted = true
		case r == '\t':
			end()
		case r == '\n':
			end()
			out = append(out, row)
			row = []string{}
		default:
			cell.WriteRune(r)
		}
	}
	end()
	return append(out, row)
}

// closes tells whether a quote that was opened is closed at the end of a cell, so that
// a text that merely begins with a quote is left alone.
func closes(rest []rune) bool {
	for i := 0; i < len(rest); i++ {
		switch {
		case rest[i] != '"':
			continue
		case i+1 == len(rest) || rest[i+1] == '\t' || rest[i+1] == '\n':
			return true
		case rest[i+1] == '"':
			i++
		default:
			return false
		}
	}
	return false
}

// header returns the columns that the cells go to and the cells without a first row
// that names columns.
func (t *table) header(cells [][]string) ([]int, [][]string) {
	var columns []int
	found := false
	for _, name := range cells[0] {
		at := -1
		for i, c := range t.columns {
			for _, n := range []string{c.Key, c.Text.ZH, c.Text.EN} {
				if n != "" && strings.EqualFold(strings.TrimRight(name, " *"), n) {
					at, found = i, true
				}
			}
		}
		columns = append(columns, at)
	}
	if found && len(cells) > 1 {
		return columns, cells[1:]
	}
	columns = nil
	for i := t.column; i < len(t.columns); i++ {
		columns = append(columns, i)
	}
	return columns, cells
}

// fill writes the cells from the current row on and returns how many had no place.
func (t *table) fill(columns []int, cells [][]string) (left int) {
	for i, row := range cells {
		at := t.row + i
		for at >= len(t.rows) && !t.record && len(t.rows) < maxRows {
			t.rows = append(t.rows, t.blankRow())
		}
		for j, text := range row {
			if j >= len(columns) || columns[j] < 0 || at >= len(t.rows) {
				if text != "" {
					left++
				}
				continue
			}
			t.rows[at][columns[j]], _ = Read(t.columns[columns[j]].Field, text)
		}
	}
	return left
}

func transpose(cells [][]string) [][]string {
	row := make([]string, len(cells))
	for i, r := range cells {
		row[i] = r[0]
	}
	return [][]string{row}
}
