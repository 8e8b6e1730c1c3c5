package field

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// openCell begins to type in the current cell or to pick one of its options. With
// text, that replaces what is there.
func (t *table) openCell(text string) {
	if t.row >= len(t.rows) {
		return
	}
	c, now := t.at(), t.rows[t.row][t.column]
	if Options(c.Field) != nil {
		t.mode = picking
		t.pick = newOptions(base{
			question: survey.Question{ID: c.Key, Field: c.Field}, lang: t.lang, theme: t.theme,
		}, c.Field)
		t.pick.Set(survey.Value{Text: now})
		t.pick.Focus()
		return
	}
	t.mode = typing
	t.input = NewLine(t.theme, placeholder(c.Field, t.lang))
	t.input.SetText(now)
	if text != "" {
		t.input.SetText(text)
	}
	t.input.Focus()
}

// commit ends typing or picking and keeps what the cell then holds.
func (t *table) commit() {
	if t.mode == typing && t.row < len(t.rows) {
		text, _ := Read(t.at().Field, t.input.Text())
		t.setCell(text)
	}
	t.closeCell()
}

func (t *table) closeCell() { t.mode, t.input, t.pick = browsing, nil, nil }

// setCell changes the current cell.
func (t *table) setCell(text string) {
	if t.rows[t.row][t.column] == text {
		return
	}
	t.remember()
	t.rows[t.row][t.column] = text
	t.none = false
	t.touch()
}

// remember keeps the rows for undo.
func (t *table) remember() {
	t.undo = append(t.undo, snapshot{cloneRows(t.rows), t.none, t.row, t.column})
	if len(t.undo) > maxUndo {
		t.undo = t.undo[1:]
	}
}

func cloneRows(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(r)
	}
	return out
}

// takeBack undoes the last change within the field.
func (t *table) takeBack() bool {
	n := len(t.undo)
	if n == 0 {
		return false
	}
	s := t.undo[n-1]
	t.undo = t.undo[:n-1]
	t.rows, t.none, t.row, t.column = s.rows, s.none, s.row, s.column
	t.touch()
	return true
}

// typeKey takes a key while a cell is typed.
func (t *table) typeKey(msg tea.KeyPressMsg) bool {
	b, _ := cellKeys().Match(msg)
	switch b.ID {
	case "leave":
		t.commit()
		return true
	case "next":
		return t.advance(1, msg.String() == "enter")
	case "previous":
		return t.advance(-1, false)
	case "above", "below":
		if t.input.Update(msg) {
			return true
		}
		dir := 1
		if b.ID == "above" {
			dir = -1
		}
		t.commit()
		if t.vertical(dir) {
			t.openCell("")
		}
		return true
	}
	before := t.input.Text()
	handled := t.input.Update(msg)
	if t.input.Text() != before {
		t.touch()
	}
	return handled
}

// pickKey takes a key while an option of a cell is picked.
func (t *table) pickKey(msg tea.KeyPressMsg) bool {
	b, _ := cellKeys().Match(msg)
	switch b.ID {
	case "leave":
		t.closeCell()
		return true
	case "next":
		if msg.String() == "enter" && t.pick.pointed {
			t.pick.choose(t.pick.scroll.Selected())
			t.take()
		}
		return t.advance(1, msg.String() == "enter")
	case "previous":
		return t.advance(-1, false)
	}
	if s := msg.String(); s == "backspace" || s == "delete" {
		t.setCell("")
		t.pick.Set(survey.Value{})
		return true
	}
	if _, digit := t.pick.numbered(msg); digit {
		t.pick.Update(msg)
		t.take()
		t.advance(1, true)
		return true
	}
	handled := t.pick.Update(msg)
	t.take()
	return handled
}

// take takes over what was picked, and tells what it means until the next key.
func (t *table) take() {
	if len(t.pick.chosen) == 0 || t.pick.chosen[0] == t.rows[t.row][t.column] {
		return
	}
	t.setCell(t.pick.chosen[0])
	if o, ok := t.pick.option(t.pick.chosen[0]); ok && (o.Risk == survey.Red || o.Risk == survey.Yellow || o.Advice) {
		t.told = &o
	}
}

// advance keeps the cell and opens the next or previous one. Behind the last cell
// typing ends; of a record, enter there is left to the caller, who accepts the answer.
func (t *table) advance(dir int, enter bool) bool {
	t.commit()
	last := len(t.columns) - 1
	next := t.column + dir
	switch {
	case next >= 0 && next <= last:
		t.column = next
	case t.record:
		return false
	case next < 0 && t.row > 0:
		t.row, t.column = t.row-1, last
	case next > last && t.row < len(t.rows)-1:
		t.row, t.column = t.row+1, 0
	default:
		return enter || dir < 0
	}
	t.openCell("")
	return true
}

// cellKeys are the keys while a cell is edited.
func cellKeys() frame.KeyMap {
	return frame.KeyMap{ID: "cell", Title: i18n.Text{ZH: "表格单元格", EN: "Cell of a table"}, Bindings: []frame.Binding{
		{ID: "next", Keys: []string{"enter", "tab"}, Text: i18n.Text{ZH: "下一格", EN: "next cell"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "保留内容，到下一格；选项要先移动光标或按数字才会选上", EN: "keep the text and go to the next cell; an option is chosen only after moving to it or by its digit"}},
		{ID: "previous", Keys: []string{"shift+tab"}, Text: i18n.Text{ZH: "上一格", EN: "previous cell"}},
		{ID: "leave", Keys: []string{"esc"}, Text: i18n.Text{ZH: "结束编辑", EN: "stop editing"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "结束编辑，内容保留", EN: "stop editing and keep the text"}},
		{ID: "above", Keys: []string{"up"}, Text: i18n.Text{ZH: "上一行", EN: "row above"}},
		{ID: "below", Keys: []string{"down"}, Text: i18n.Text{ZH: "下一行", EN: "row below"}},
	}}
}
