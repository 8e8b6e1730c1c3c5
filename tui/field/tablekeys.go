package field

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// browse takes a key while rows and cells are browsed; sure tells that the key before
// asked to delete the row.
func (t *table) browse(msg tea.KeyPressMsg, sure bool) bool {
	b, _ := t.Keys().Match(msg)
	switch b.ID {
	case "row-up":
		return t.vertical(-1)
	case "row-down":
		return t.vertical(1)
	case "cell-left":
		return t.horizontal(-1)
	case "cell-right":
		return t.horizontal(1)
	case "next-cell":
		return t.neighbour(1)
	case "previous-cell":
		return t.neighbour(-1)
	case "first-row", "last-row":
		return t.jump(b.ID == "last-row")
	}
	return t.change(b.ID, msg, sure)
}

// change takes the keys that change something.
func (t *table) change(id string, msg tea.KeyPressMsg, sure bool) bool {
	switch id {
	case "add":
		t.add()
		return true
	case "edit":
		if len(t.rows) == 0 {
			t.add()
			return true
		}
		t.openCell("")
		return true
	case "cycle":
		return t.cycle()
	case "delete":
		t.remove(sure)
		return true
	case "clear":
		t.clearCell()
		return true
	case "move-up":
		return t.moveRow(-1)
	case "move-down":
		return t.moveRow(1)
	case "undo":
		return t.takeBack()
	}
	return t.direct(msg)
}

// direct takes digits and text that change the current cell without opening it first.
func (t *table) direct(msg tea.KeyPressMsg) bool {
	switch {
	case len(t.rows) == 0 && slices.Contains(frame.Strokes(msg), "0"):
		t.remember()
		t.none = !t.none
		t.touch()
		return true
	case len(t.rows) == 0 || !beginsText(msg):
		return false
	}
	t.openCell(msg.Text)
	if t.mode != picking {
		t.touch()
		return true
	}
	if _, ok := t.pick.numbered(msg); !ok {
		t.closeCell()
		return false
	}
	t.pick.Update(msg)
	t.take()
	t.closeCell()
	return true
}

// vertical goes up or down: to another row, or to another column of a record.
func (t *table) vertical(dir int) bool {
	at, last := &t.row, len(t.rows)-1
	if t.record {
		at, last = &t.column, len(t.columns)-1
	}
	if *at+dir < 0 || *at+dir > last {
		return false
	}
	*at += dir
	return true
}

func (t *table) horizontal(dir int) bool {
	if t.record || len(t.rows) == 0 || t.column+dir < 0 || t.column+dir >= len(t.columns) {
		return false
	}
	t.column += dir
	return true
}

// neighbour goes to the next or previous cell, over the ends of rows.
func (t *table) neighbour(dir int) bool {
	if t.record {
		return t.vertical(dir)
	}
	if t.horizontal(dir) {
		return true
	}
	if !t.vertical(dir) {
		return false
	}
	t.column = 0
	if dir < 0 {
		t.column = len(t.columns) - 1
	}
	return true
}

func (t *table) jump(last bool) bool {
	at, end := &t.row, len(t.rows)-1
	if t.record {
		at, end = &t.column, len(t.columns)-1
	}
	*at = 0
	if last {
		*at = max(0, end)
	}
	return true
}

// add puts a row below the current one and opens its first cell.
func (t *table) add() {
	if len(t.rows) >= maxRows {
		t.notice = i18n.Textf("最多 %d 行", "at most %d rows", maxRows)
		return
	}
	t.remember()
	t.row = min(t.row+1, len(t.rows))
	t.rows = slices.Insert(t.rows, t.row, t.blankRow())
	t.column, t.none = 0, false
	t.touch()
	t.openCell("")
}

// remove deletes the current row; one with content only when asked twice.
func (t *table) remove(sure bool) {
	switch {
	case len(t.rows) == 0:
		return
	case !sure && !isBlank(t.rows[t.row]):
		t.sure = true
		t.notice = i18n.Textf("再按一次 d 删除第 %d 行", "press d again to delete row %d", t.row+1)
		return
	}
	t.remember()
	t.rows = slices.Delete(t.rows, t.row, t.row+1)
	t.row = min(t.row, max(0, len(t.rows)-1))
	t.notice = i18n.Text{ZH: "已删除，ctrl+z 恢复", EN: "deleted; ctrl+z brings it back"}
	t.touch()
}

func (t *table) clearCell() {
	if len(t.rows) > 0 {
		t.setCell("")
	}
}

// cycle goes to the next option of the current cell; a text is opened instead.
func (t *table) cycle() bool {
	if len(t.rows) == 0 {
		return false
	}
	list := Options(t.at().Field)
	if list == nil {
		t.openCell("")
		return true
	}
	now := t.rows[t.row][t.column]
	i := slices.IndexFunc(list, func(o survey.Option) bool { return o.Key == now })
	t.setCell(list[(i+1)%len(list)].Key)
	return true
}

func (t *table) moveRow(dir int) bool {
	to := t.row + dir
	if to < 0 || to >= len(t.rows) {
		return true
	}
	t.remember()
	t.rows[t.row], t.rows[to] = t.rows[to], t.rows[t.row]
	t.row = to
	t.touch()
	return true
}

// Keys are those of the mode.
func (t *table) Keys() frame.KeyMap {
	if t.mode != browsing {
		return cellKeys()
	}
	m := frame.KeyMap{ID: "table", Title: i18n.Text{ZH: "表格", EN: "Table"}}
	if t.record {
		m.ID, m.Title = "record", i18n.Text{ZH: "表单", EN: "Form"}
	}
	edit := editBinding()
	edit.Help = i18n.Text{ZH: "编辑当前格；直接输入数字或汉字也可以", EN: "edit the current cell; typing a digit does too"}
	m.Bindings = append(m.Bindings, edit)
	if !t.record {
		m.Bindings = append(m.Bindings, rowBindings()...)
	}
	m.Bindings = append(m.Bindings, t.cellBindings()...)
	undo := frame.Binding{ID: "undo", Keys: []string{"ctrl+z"}, Text: i18n.Text{ZH: "撤销", EN: "undo"},
		Help: i18n.Text{ZH: "撤销在这里做的上一步修改；没有可撤销的时，撤销上一个答案", EN: "undo the last change made here; when there is none, the last answer"}}
	if len(t.undo) > 0 {
		m.Bindings = append(m.Bindings, undo)
	}
	return m
}

func rowBindings() []frame.Binding {
	return []frame.Binding{
		{ID: "add", Keys: []string{"a", "+"}, Text: i18n.Text{ZH: "加一行", EN: "add a row"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "在当前行下面加一行并开始编辑", EN: "add a row below the current one and edit it"}},
		{ID: "delete", Keys: []string{"d"}, Text: i18n.Text{ZH: "删行", EN: "delete"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "删除当前行；有内容时要按两次", EN: "delete the current row; twice when it has content"}},
		{ID: "move-up", Keys: []string{"K", "shift+up", "alt+up"}, Text: i18n.Text{ZH: "行上移", EN: "move the row up"}},
		{ID: "move-down", Keys: []string{"J", "shift+down", "alt+down"}, Text: i18n.Text{ZH: "行下移", EN: "move the row down"}},
		{ID: "none", Keys: []string{"0"}, Text: i18n.Text{ZH: "没有", EN: "there are none"},
			Help: i18n.Text{ZH: "一行也没有时，回答“没有”", EN: "without any row, answer that there are none"}},
	}
}

func (t *table) cellBindings() []frame.Binding {
	out := []frame.Binding{
		{ID: "row-up", Keys: []string{"up", "k"}, Text: i18n.Text{ZH: "上移", EN: "up"}},
		{ID: "row-down", Keys: []string{"down", "j"}, Text: i18n.Text{ZH: "下移", EN: "down"}},
		{ID: "next-cell", Keys: []string{"tab"}, Text: i18n.Text{ZH: "下一格", EN: "next cell"}},
		{ID: "previous-cell", Keys: []string{"shift+tab"}, Text: i18n.Text{ZH: "上一格", EN: "previous cell"}},
		{ID: "cycle", Keys: []string{"space"}, Text: i18n.Text{ZH: "换选项", EN: "next option"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "换到下一个选项；是否型切换", EN: "go to the next option; toggle yes and no"}},
		{ID: "clear", Keys: []string{"backspace", "delete"}, Text: i18n.Text{ZH: "清空格", EN: "clear the cell"}},
		{ID: "first-row", Keys: []string{"home"}, Text: i18n.Text{ZH: "到第一行", EN: "to the first row"}},
		{ID: "last-row", Keys: []string{"end"}, Text: i18n.Text{ZH: "到最后一行", EN: "to the last row"}},
	}
	if !t.record && len(t.rows) > 0 { // an empty table leaves the keys to who goes from question to question
		out = append(out,
			frame.Binding{ID: "cell-left", Keys: []string{"left", "h"}, Text: i18n.Text{ZH: "左移", EN: "left"}},
			frame.Binding{ID: "cell-right", Keys: []string{"right", "l"}, Text: i18n.Text{ZH: "右移", EN: "right"}})
	}
	return out
}
