package frame

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Theme is how everything looks, by meaning. A style never carries a meaning alone:
// a symbol or a word stands beside it, so that a screen without colours says the same.
type Theme struct {
	Dark   bool    // on a dark background
	ASCII  bool    // borders and symbols of ASCII characters only
	Colour bool    // false with NO_COLOR and on terminals without colours
	Marks  Symbols // symbols and borders

	Title    lipgloss.Style // of a screen, a box, a column
	Text     lipgloss.Style
	Muted    lipgloss.Style // help, hints, what is not in question now
	Accent   lipgloss.Style // what to look at: prompts, numbers of options, links
	Selected lipgloss.Style // the item that a key would act on
	Chosen   lipgloss.Style // an option that is part of the answer
	Focus    lipgloss.Style // the border or label of what takes the keys
	Key      lipgloss.Style // a key in a help line
	Border   lipgloss.Style

	Good lipgloss.Style
	Warn lipgloss.Style
	Bad  lipgloss.Style

	Added   lipgloss.Style // in a diff: lines that are new
	Removed lipgloss.Style
	Changed lipgloss.Style // headers of a diff, values that differ from before
	Hunk    lipgloss.Style
}

// shade is one colour for both backgrounds, and what stands for it where there are
// only sixteen.
type shade struct {
	light, dark string // #rrggbb
	basic       color.Color
}

// NewTheme returns the styles for a background and for what the terminal can show.
// With profile colorprofile.ASCII or less there are no colours, as NO_COLOR asks for.
func NewTheme(dark, ascii bool, profile colorprofile.Profile) Theme {
	ink := func(s shade) lipgloss.Style { return lipgloss.NewStyle().Foreground(s.in(dark, profile)) }
	plain := lipgloss.NewStyle()
	t := Theme{
		Dark: dark, ASCII: ascii, Colour: profile > colorprofile.ASCII, Marks: symbols(ascii),
		Title: plain.Bold(true), Text: plain, Border: ink(grey()),
		Muted:    ink(grey()),
		Accent:   ink(accent()),
		Selected: ink(accent()).Bold(true),
		Chosen:   plain.Bold(true),
		Focus:    ink(accent()).Bold(true),
		Key:      ink(accent()).Bold(true),
		Good:     ink(green()),
		Warn:     ink(shade{"#8A5A00", "#E3B341", lipgloss.Yellow}),
		Bad:      ink(red()).Bold(true),
		Added:    ink(green()),
		Removed:  ink(red()),
		Changed:  plain.Bold(true),
		Hunk:     ink(shade{"#6B3FA0", "#C297FF", lipgloss.Magenta}),
	}
	if !t.Colour {
		t.Muted, t.Border = plain, plain
	}
	return t
}

func accent() shade { return shade{"#0B5FA5", "#6CB6FF", lipgloss.Cyan} }
func grey() shade   { return shade{"#5F6670", "#9AA4B0", nil} }
func green() shade  { return shade{"#1A6E33", "#57C27A", lipgloss.Green} }
func red() shade    { return shade{"#B3261E", "#FF8078", lipgloss.Red} }

// in is the colour on a background; nil, the terminal's own, where there is none.
func (s shade) in(dark bool, profile colorprofile.Profile) color.Color {
	hex := s.light
	if dark {
		hex = s.dark
	}
	switch {
	case profile <= colorprofile.ASCII:
		return lipgloss.NoColor{}
	case profile == colorprofile.ANSI && s.basic == nil:
		return lipgloss.NoColor{} // grey is unreadable in many palettes of sixteen
	case profile == colorprofile.ANSI:
		return s.basic
	}
	return profile.Convert(lipgloss.Color(hex))
}
