package field

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/tui/frame"
)

// Input is a text that is typed: one line, or a note of several. It is built on the
// text area, also for one line, because that places the real cursor right behind
// Chinese. A long line is wrapped over up to three lines of the screen.
type Input struct {
	area  textarea.Model
	many  bool
	theme frame.Theme
}

const (
	// maxTyped is the number of characters that a text can have; the survey takes fewer
	// bytes than that many Chinese characters have and says so.
	maxTyped = 4000
	// maxWrapped is how many lines of the screen one line of text may take.
	maxWrapped = 3
)

// NewLine returns an input of one line; the placeholder is shown while it is empty.
func NewLine(theme frame.Theme, placeholder string) *Input {
	return newInput(theme, placeholder, false)
}

// NewNote returns an input of several lines: enter begins a new one.
func NewNote(theme frame.Theme, placeholder string) *Input { return newInput(theme, placeholder, true) }

func newInput(theme frame.Theme, placeholder string, many bool) *Input {
	in := &Input{area: textarea.New(), many: many}
	a := &in.area
	a.Prompt, a.ShowLineNumbers, a.CharLimit, a.MaxWidth = "", false, maxTyped, 0
	a.MaxHeight = maxWrapped
	if many {
		a.MaxHeight = 0
	}
	a.DynamicHeight, a.MinHeight = !many, 1
	a.Placeholder = cells.Clean(placeholder)
	a.SetVirtualCursor(false)
	a.KeyMap = inputKeys(many)
	in.SetTheme(theme)
	return in
}

// inputKeys are the keys of the text area without those that would read the clipboard
// or wait for a second key.
func inputKeys(many bool) textarea.KeyMap {
	k := textarea.DefaultKeyMap()
	k.InsertNewline.SetKeys("enter", "ctrl+m", "ctrl+j", "alt+enter", "shift+enter")
	k.InsertNewline.SetEnabled(many)
	k.PageUp.SetEnabled(many)
	k.PageDown.SetEnabled(many)
	k.LineNext.SetKeys("down")
	k.LinePrevious.SetKeys("up")
	none := []*key.Binding{
		&k.Paste, &k.CopySelection, &k.SelectAll, &k.TransposeCharacterBackward,
		&k.UppercaseWordForward, &k.LowercaseWordForward, &k.CapitalizeWordForward,
	}
	for _, b := range none {
		b.SetEnabled(false)
	}
	return k
}

// SetTheme changes the styles.
func (in *Input) SetTheme(t frame.Theme) {
	in.theme = t
	text := textarea.StyleState{Text: t.Text, Placeholder: t.Muted, Selection: lipgloss.NewStyle().Reverse(true)}
	in.area.SetStyles(textarea.Styles{
		Focused: text, Blurred: text, Cursor: textarea.CursorStyle{Shape: tea.CursorBar, Blink: true},
	})
}

// SetPlaceholder changes what is shown while nothing is typed.
func (in *Input) SetPlaceholder(s string) { in.area.Placeholder = cells.Clean(s) }

// Focus gives the input the keys, the cursor where it was.
func (in *Input) Focus() { in.area.Focus() }

// Blur takes the keys away.
func (in *Input) Blur() { in.area.Blur() }

// Focused tells whether the input takes keys.
func (in *Input) Focused() bool { return in.area.Focused() }

// Text returns what is typed.
func (in *Input) Text() string { return in.area.Value() }

// SetText replaces what is typed, made harmless, and places the cursor behind it.
func (in *Input) SetText(s string) {
	in.area.SetValue(in.clean(s))
	in.area.MoveToEnd()
}

// clean makes a text harmless; in one line, line ends become spaces.
func (in *Input) clean(s string) string {
	lines := cells.CleanLines(s)
	if in.many {
		return strings.Join(lines, "\n")
	}
	return strings.Trim(strings.Join(lines, " "), "\n")
}

// Update takes a key press or pasted text, and tells whether the input used it.
func (in *Input) Update(msg tea.Msg) bool {
	if !in.Focused() {
		return false
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		in.area, _ = in.area.Update(tea.PasteMsg{Content: in.pasted(msg.Content)})
		return true
	case tea.KeyPressMsg:
		return in.press(msg)
	}
	return false
}

// pasted drops the line end that comes with a copied line.
func (in *Input) pasted(s string) string {
	if !in.many {
		s = strings.TrimSpace(s)
	}
	return in.clean(s)
}

func (in *Input) press(msg tea.KeyPressMsg) bool {
	k := in.area.KeyMap
	switch {
	case msg.Text != "":
		if msg.Text = in.clean(msg.Text); msg.Text == "" {
			return true
		}
	case key.Matches(msg, k.LineNext, k.LinePrevious):
		row, line := in.area.Line(), in.area.LineInfo().RowOffset
		in.area, _ = in.area.Update(msg)
		return row != in.area.Line() || line != in.area.LineInfo().RowOffset
	case !key.Matches(msg, editing(k)...):
		return false
	}
	in.area, _ = in.area.Update(msg)
	return true
}

func editing(k textarea.KeyMap) []key.Binding {
	return []key.Binding{
		k.CharacterBackward, k.CharacterForward, k.DeleteAfterCursor, k.DeleteBeforeCursor, k.DeleteCharacterBackward,
		k.DeleteCharacterForward, k.DeleteWordBackward, k.DeleteWordForward, k.InsertNewline, k.LineEnd, k.LineStart,
		k.PageUp, k.PageDown, k.WordBackward, k.WordForward, k.InputBegin, k.InputEnd,
		k.SelectCharacterForward, k.SelectCharacterBackward, k.SelectWordForward, k.SelectWordBackward,
		k.SelectLineUp, k.SelectLineDown,
	}
}

// Render returns the lines and, with the focus, the cursor. A note has exactly
// height lines; one line has as many as its text needs.
func (in *Input) Render(width, height int) ([]string, *tea.Cursor) {
	prompt := in.theme.Marks.Prompt
	indent := cells.Width(prompt)
	room := max(1, width-indent)
	view := ""
	for range 2 { // the text area scrolls by what it drew last
		if in.many {
			in.area.SetHeight(max(1, height))
		} else {
			in.area.MaxHeight = max(1, min(maxWrapped, height))
		}
		in.area.SetWidth(room)
		view = in.area.View()
	}
	lines := strings.Split(view, "\n")
	lines = lines[:min(len(lines), max(1, height))]
	for i, l := range lines {
		head := strings.Repeat(" ", indent)
		if i == 0 || in.many {
			head = in.theme.Accent.Render(prompt)
		}
		lines[i] = cells.Truncate(head+cells.Truncate(strings.TrimRight(l, " "), room), width)
	}
	c := in.area.Cursor()
	if c != nil {
		c.X = min(indent+c.X, max(0, width-1))
		c.Y = min(max(0, c.Y), len(lines)-1)
	}
	return lines, c
}
