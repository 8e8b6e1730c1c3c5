package frame

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Binding is one thing that a key does. Help lines, the page of keys, docs/keys.md
// and what a key press is matched with all come from it.
type Binding struct {
	ID   string    // what the code acts on, unique within a KeyMap
	Keys []string  // as tea.KeyPressMsg.String prints them; the first is the one shown
	Text i18n.Text // two or three words for the help line
	Help i18n.Text // a sentence for the page of keys; Text when empty
	// ShowInHelpLine asks for a place in the help line, in the order of the bindings.
	ShowInHelpLine bool
	// Disabled tells why it does nothing at the moment; empty while it works.
	Disabled i18n.Text
}

// Enabled tells whether the binding works at the moment.
func (b Binding) Enabled() bool { return b.Disabled == i18n.Text{} }

// KeyMap is the keys of one context, such as a screen or an input field.
type KeyMap struct {
	ID       string    // of the context
	Title    i18n.Text // of its group on the page of keys
	Bindings []Binding
}

// Match returns the binding that the key press means. A disabled one is returned
// too: the caller shows its reason.
func (m KeyMap) Match(msg tea.KeyPressMsg) (Binding, bool) {
	for _, s := range Strokes(msg) {
		for _, b := range m.Bindings {
			if slices.Contains(b.Keys, s) {
				return b, true
			}
		}
	}
	return Binding{}, false
}

// Is tells whether the key press means the binding with the id, and it is enabled.
func (m KeyMap) Is(msg tea.KeyPressMsg, id string) bool {
	b, ok := m.Match(msg)
	return ok && b.ID == id && b.Enabled()
}

// Find looks a binding up by its id.
func (m KeyMap) Find(id string) (Binding, bool) {
	for _, b := range m.Bindings {
		if b.ID == id {
			return b, true
		}
	}
	return Binding{}, false
}

// Clashes lists the keys that several bindings of the maps claim, as
// "key: first, second". Maps that are asked one after the other may share keys;
// within one context nothing may.
func Clashes(maps ...KeyMap) []string {
	var out []string
	owner := map[string]string{}
	for _, m := range maps {
		for _, b := range m.Bindings {
			for _, k := range b.Keys {
				name := m.ID + "." + b.ID
				if first, taken := owner[k]; taken {
					out = append(out, k+": "+first+", "+name)
					continue
				}
				owner[k] = name
			}
		}
	}
	return out
}

// Strokes returns the names that a key press may be bound under, the most exact
// first: what it types, the same as a half-width character, for a Chinese input
// method sends ？ for ?, and the key of a US keyboard at the same place.
func Strokes(msg tea.KeyPressMsg) []string {
	out := []string{msg.String()}
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if r, size := utf8.DecodeRuneInString(msg.Text); size > 0 && size == len(msg.Text) {
		if half, ok := HalfWidth(r); ok {
			if half == ' ' {
				add("space")
			} else {
				add(string(half))
			}
		}
	}
	if msg.BaseCode != 0 && (msg.Text == "" || msg.Code > 0x7F) {
		add(msg.Keystroke())
	}
	return out
}

// HalfWidth returns the ASCII character that a full-width or Chinese punctuation
// character stands for when the input method is left switched on.
func HalfWidth(r rune) (rune, bool) {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!', true
	case r == '\u3000':
		return ' ', true
	}
	const chinese, half = "。、【】《》“”‘’￥·", `./[]<>""''$` + "`"
	n := 0
	for _, c := range chinese {
		if c == r {
			return rune(half[n]), true
		}
		n++
	}
	return r, false
}

// Label is how a key is shown: "ctrl+z", "↑", "esc".
func (t Theme) Label(key string) string {
	name := strings.NewReplacer("pgdown", "PgDn", "pgup", "PgUp", "space", "space").Replace(key)
	if t.ASCII {
		return name
	}
	switch name {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	}
	return name
}
