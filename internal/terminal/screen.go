package terminal

import (
	"fmt"
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// Cursor is where the next character would go, in cells from the top left, and
// whether the cursor is shown. An input method opens its window there.
type Cursor struct {
	Col, Row int
	Visible  bool
}

// Screen is what the terminal showed at one moment. It never changes, and it is
// never half a frame of a program that uses synchronized output.
type Screen struct {
	// Width and Height are in cells.
	Width, Height int
	Cursor        Cursor
	// Alternate tells whether the program shows its own screen, away from the shell's.
	Alternate bool

	rows  []uv.Line
	light bool
}

func capture(e *vt.Emulator, light bool) *Screen {
	at := e.CursorPosition()
	s := &Screen{
		Width: e.Width(), Height: e.Height(),
		Cursor:    Cursor{Col: at.X, Row: at.Y, Visible: !e.CursorHidden()},
		Alternate: e.IsAltScreen(),
		rows:      make([]uv.Line, e.Height()),
		light:     light,
	}
	cells := make(uv.Line, s.Width*s.Height)
	for y := range s.rows {
		s.rows[y], cells = cells[:s.Width:s.Width], cells[s.Width:]
		for x := range s.rows[y] {
			if c := e.CellAt(x, y); c != nil {
				s.rows[y][x] = *c
			}
		}
	}
	return s
}

// Equal tells whether both screens look the same, the cursor included.
func (s *Screen) Equal(o *Screen) bool {
	return s.Width == o.Width && s.Height == o.Height && s.Cursor == o.Cursor && s.Alternate == o.Alternate &&
		slices.EqualFunc(s.rows, o.rows, sameLine)
}

func sameLine(a, b uv.Line) bool {
	return slices.EqualFunc(a, b, func(c, d uv.Cell) bool { return c.Equal(&d) })
}

// Lines is the text of every row, without blanks at the end.
func (s *Screen) Lines() []string {
	out := make([]string, len(s.rows))
	for i, row := range s.rows {
		out[i] = strings.TrimRight(row.String(), " ")
	}
	return out
}

// Line is the text of one row, "" for a row that the screen does not have.
func (s *Screen) Line(row int) string {
	if row < 0 || row >= len(s.rows) {
		return ""
	}
	return strings.TrimRight(s.rows[row].String(), " ")
}

// Text is the whole screen as text, without blank rows at its end. It serves as a
// picture for documentation, too.
func (s *Screen) Text() string {
	return strings.TrimRight(strings.Join(s.Lines(), "\n"), "\n")
}

// Contains tells whether every text can be read on the screen, each within one row.
func (s *Screen) Contains(texts ...string) bool {
	all := s.Text()
	for _, t := range texts {
		if !strings.Contains(all, t) {
			return false
		}
	}
	return true
}

// Find returns the cell where the text begins for the first time.
func (s *Screen) Find(text string) (col, row int, found bool) {
	for row, cells := range s.rows {
		line, starts := "", make([]int, len(cells)) // where in the line each cell begins, in bytes
		for col, c := range cells {
			starts[col] = len(line)
			line += c.Content
		}
		if at := strings.Index(line, text); at >= 0 && text != "" {
			col, _ := slices.BinarySearch(starts, at)
			for cells[col].Content == "" { // the second half of the character before
				col++
			}
			return col, row, true
		}
	}
	return 0, 0, false
}

// String is the screen in a frame, for messages.
func (s *Screen) String() string {
	var b strings.Builder
	state := "hidden"
	if s.Cursor.Visible {
		state = "visible"
	}
	fmt.Fprintf(&b, "+-- %d×%d, cursor at column %d, row %d, %s\n", s.Width, s.Height, s.Cursor.Col, s.Cursor.Row, state)
	for line := range strings.SplitSeq(s.Text(), "\n") {
		b.WriteString("| " + line + "\n")
	}
	b.WriteString("+--")
	return b.String()
}
