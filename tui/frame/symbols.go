package frame

import "charm.land/lipgloss/v2"

// Symbols are the signs that stand beside words and colours, and the borders.
// Apart from the borders no sign has a width that differs between terminals.
type Symbols struct {
	Cursor    string // before the item that a key would act on; as wide as NoCursor
	NoCursor  string
	Prompt    string // before a text that can be typed
	RadioOn   string // of an option when one can be chosen
	RadioOff  string
	CheckOn   string // of an option when several can be chosen
	CheckOff  string
	Good      string
	Warn      string
	Bad       string
	Required  string // behind the name of what must be filled in
	Open      string // a branch that shows what is below it
	Closed    string
	Bullet    string
	Separator string // between the parts of a breadcrumb
	Full      string // a step of a progress bar that is done
	Empty     string
	Box       lipgloss.Border
}

func symbols(ascii bool) Symbols {
	s := Symbols{
		Cursor: "> ", NoCursor: "  ", Prompt: "> ", RadioOn: "(*)", RadioOff: "( )", CheckOn: "[x]", CheckOff: "[ ]",
		Good: "+", Warn: "!", Bad: "X", Required: "*", Open: "-", Closed: "+", Bullet: "-", Separator: ">",
		Full: "#", Empty: "-", Box: lipgloss.ASCIIBorder(),
	}
	if ascii {
		return s
	}
	s.Cursor, s.Prompt, s.Separator = "▸ ", "› ", "›"
	s.CheckOn = "[✓]"
	s.Good, s.Warn, s.Bad = "✓", "⚠", "✗"
	s.Open, s.Closed = "▾", "▸"
	s.Full, s.Empty = "▰", "▱"
	s.Box = lipgloss.NormalBorder()
	return s
}
