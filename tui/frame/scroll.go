package frame

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Scroll shows a part of a long list. It scrolls by rendered lines, so that items
// of several lines are never cut at the wrong place, and renders only what is
// visible: a list of any length costs as much as a screen.
//
// With a selection it keeps the selected item in view; an item that is taller than
// the view is scrolled through line by line before the next is selected. Without
// one (Free) the keys move the view.
type Scroll struct {
	Free bool // nothing is selected, as in a text
	// Skip tells of an item that cannot be selected, such as a heading; nil means that
	// every item can be.
	Skip func(i int) bool

	count         int
	item          func(i, width int) []string
	width, height int
	selected      int
	top, offset   int   // the first visible item, and how many of its lines are above
	rows          []int // the item on each rendered line
	drawn         map[int][]string
}

// SetItems replaces the list: how many items there are, and how one is rendered at
// a width. The selection and the place stay as far as the list allows. An item
// renders as at least one line.
func (s *Scroll) SetItems(count int, item func(i, width int) []string) {
	s.count, s.item = max(0, count), item
	s.forget()
	s.selected = min(max(0, s.selected), max(0, s.count-1))
	if s.count > 0 && s.skip(s.selected) {
		s.step(1)
	}
	s.top = min(s.top, max(0, s.count-1))
}

// SetSize sets the size of the view.
func (s *Scroll) SetSize(width, height int) {
	s.forget()
	s.width, s.height = max(1, width), max(1, height)
}

// Selected is the index of the selected item, -1 when there is none.
func (s *Scroll) Selected() int {
	if s.Free || s.count == 0 {
		return -1
	}
	return s.selected
}

// Select selects the item, or the nearest that can be.
func (s *Scroll) Select(i int) {
	if s.count == 0 {
		return
	}
	s.selected = min(max(0, i), s.count-1)
	s.forget()
	if s.skip(s.selected) && !s.step(1) {
		s.step(-1)
	}
}

// Move goes up or down by items, or by lines when nothing is selected. It tells
// whether anything moved.
func (s *Scroll) Move(delta int) bool {
	if s.count == 0 || s.item == nil {
		return false
	}
	s.forget()
	if s.Free {
		return s.scroll(delta)
	}
	moved := false
	for range max(delta, -delta) {
		if !s.moveOne(sign(delta)) {
			break
		}
		moved = true
	}
	return moved
}

// moveOne scrolls within an item that is taller than the view before it leaves it.
func (s *Scroll) moveOne(dir int) bool {
	if s.height == 0 {
		return s.step(dir) // nothing has been drawn yet
	}
	s.reveal()
	if h := s.heightOf(s.selected); h > s.height && s.top == s.selected {
		if o := s.offset + dir; o >= 0 && o+s.height <= h {
			s.offset = o
			return true
		}
	}
	if !s.step(dir) {
		return dir < 0 && s.top > 0 && s.scroll(-1) // headings above the first item
	}
	if dir < 0 {
		if h := s.heightOf(s.selected); h > s.height {
			s.top, s.offset = s.selected, h-s.height // enter a tall item from below
		}
	}
	return true
}

// Page goes up or down by a screen.
func (s *Scroll) Page(dir int) bool {
	if s.count == 0 || s.item == nil {
		return false
	}
	s.forget()
	if s.Free {
		return s.scroll(sign(dir) * max(1, s.height-1))
	}
	lines, moved := 0, false
	for lines < max(1, s.height-1) && s.moveOne(sign(dir)) {
		lines += min(s.heightOf(s.selected), s.height)
		moved = true
	}
	return moved
}

// Home goes to the beginning.
func (s *Scroll) Home() {
	s.top, s.offset = 0, 0
	s.Select(0)
}

// End goes to the end.
func (s *Scroll) End() {
	if s.count == 0 {
		return
	}
	s.Select(s.count - 1)
	s.top, s.offset = s.count-1, 0
	if s.item != nil {
		s.offset = max(0, s.heightOf(s.top)-1)
		s.fill()
	}
}

// Position tells where the view is: "12/5000", the selected item of all; without a
// selection the last visible one.
func (s *Scroll) Position() string {
	at := s.selected
	if s.Free {
		at = s.top
		if n := len(s.rows); n > 0 {
			at = s.rows[n-1]
		}
	}
	return fmt.Sprintf("%d/%d", min(at+1, s.count), s.count)
}

// More tells whether there is more above and below what was rendered last.
func (s *Scroll) More() (above, below bool) {
	above = s.top > 0 || s.offset > 0
	if n := len(s.rows); n > 0 {
		last := s.rows[n-1]
		shown := 0
		for i := n - 1; i >= 0 && s.rows[i] == last; i-- {
			shown++
		}
		if last == s.top {
			shown += s.offset
		}
		below = last < s.count-1 || shown < s.heightOf(last)
	}
	return above, below
}

// Render returns the visible lines, at most as many as the height, none wider than
// the width.
func (s *Scroll) Render() []string {
	s.rows = s.rows[:0]
	if s.count == 0 || s.item == nil {
		return nil
	}
	s.forget()
	if !s.Free {
		s.reveal()
	}
	s.fill()
	var out []string
	for i := s.top; i < s.count && len(out) < s.height; i++ {
		lines := s.lines(i)
		if i == s.top {
			lines = lines[min(s.offset, len(lines)-1):]
		}
		for _, l := range lines {
			if len(out) == s.height {
				break
			}
			out = append(out, cells.Truncate(l, s.width))
			s.rows = append(s.rows, i)
		}
	}
	return out
}

// Update moves by the keys of ScrollKeys and by the mouse wheel, and tells whether
// it did anything.
func (s *Scroll) Update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		b, _ := ScrollKeys().Match(msg)
		switch b.ID {
		case "up":
			return s.Move(-1)
		case "down":
			return s.Move(1)
		case "page-up":
			return s.Page(-1)
		case "page-down":
			return s.Page(1)
		case "home":
			s.Home()
			return true
		case "end":
			s.End()
			return true
		}
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			return s.Move(-1)
		case tea.MouseWheelDown:
			return s.Move(1)
		}
	}
	return false
}

// ScrollKeys are the keys of every list and text.
func ScrollKeys() KeyMap {
	return KeyMap{ID: "scroll", Title: i18n.Text{ZH: "移动", EN: "Moving"}, Bindings: []Binding{
		{ID: "up", Keys: []string{"up", "k"}, Text: i18n.Text{ZH: "上移", EN: "up"}},
		{ID: "down", Keys: []string{"down", "j"}, Text: i18n.Text{ZH: "下移", EN: "down"}},
		{ID: "page-up", Keys: []string{"pgup", "ctrl+b"}, Text: i18n.Text{ZH: "上一屏", EN: "a screen up"}},
		{ID: "page-down", Keys: []string{"pgdown", "ctrl+f"}, Text: i18n.Text{ZH: "下一屏", EN: "a screen down"}},
		{ID: "home", Keys: []string{"home"}, Text: i18n.Text{ZH: "到开头", EN: "to the beginning"}},
		{ID: "end", Keys: []string{"end"}, Text: i18n.Text{ZH: "到末尾", EN: "to the end"}},
	}}
}
