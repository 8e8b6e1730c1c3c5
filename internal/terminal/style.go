package terminal

import (
	"fmt"
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Style is how a cell looks. Colours are "#rrggbb", or empty for the terminal's own.
type Style struct {
	Foreground, Background                          string
	Bold, Faint, Italic, Underline, Strike, Inverse bool
}

// StyleAt returns the style of a cell; that of blank cells when it is off the screen.
func (s *Screen) StyleAt(col, row int) Style {
	if row < 0 || row >= len(s.rows) || col < 0 || col >= len(s.rows[row]) {
		return Style{}
	}
	return themeFor(s.light).style(s.rows[row][col].Style)
}

// Coloured tells whether any cell has a colour of its own, which a program that
// honours NO_COLOR never gives one.
func (s *Screen) Coloured() bool {
	for _, row := range s.rows {
		for _, c := range row {
			if c.Style.Fg != nil || c.Style.Bg != nil {
				return true
			}
		}
	}
	return false
}

// theme holds the colours of a terminal: its own two and the sixteen that programs
// name by number, black to white, then bright.
type theme struct {
	foreground, background color.RGBA
	basic                  [16]color.RGBA
}

// themeFor returns colours that can be read on either background, those of GitHub's pages.
func themeFor(light bool) theme {
	if light {
		return theme{
			foreground: rgb(0x1f2328), background: rgb(0xffffff),
			basic: [16]color.RGBA{
				rgb(0x24292f), rgb(0xcf222e), rgb(0x116329), rgb(0x7d4e00), rgb(0x0969da), rgb(0x8250df), rgb(0x1b7c83), rgb(0x6e7781),
				rgb(0x57606a), rgb(0xa40e26), rgb(0x1a7f37), rgb(0x633c01), rgb(0x218bff), rgb(0xa475f9), rgb(0x3192aa), rgb(0x8c959f),
			},
		}
	}
	return theme{
		foreground: rgb(0xe6edf3), background: rgb(0x0d1117),
		basic: [16]color.RGBA{
			rgb(0x484f58), rgb(0xff7b72), rgb(0x3fb950), rgb(0xd29922), rgb(0x58a6ff), rgb(0xbc8cff), rgb(0x39c5cf), rgb(0xb1bac4),
			rgb(0x6e7681), rgb(0xffa198), rgb(0x56d364), rgb(0xe3b341), rgb(0x79c0ff), rgb(0xd2a8ff), rgb(0x56d4dd), rgb(0xffffff),
		},
	}
}

func rgb(v uint32) color.RGBA {
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff} //nolint:gosec // one byte each
}

func (t theme) style(c uv.Style) Style {
	return Style{
		Foreground: t.hex(c.Fg), Background: t.hex(c.Bg),
		Bold: c.Attrs&uv.AttrBold != 0, Faint: c.Attrs&uv.AttrFaint != 0, Italic: c.Attrs&uv.AttrItalic != 0,
		Underline: c.Underline != uv.UnderlineNone, Strike: c.Attrs&uv.AttrStrikethrough != 0, Inverse: c.Attrs&uv.AttrReverse != 0,
	}
}

func (t theme) hex(c color.Color) string {
	if c == nil {
		return ""
	}
	if b, ok := c.(ansi.BasicColor); ok && int(b) < len(t.basic) {
		c = t.basic[b]
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
