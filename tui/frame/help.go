package frame

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// HelpLine is one line of the keys that matter now, of at most width columns: the
// bindings that ask for a place, in order, as long as they fit. The last binding
// with the id "help" always keeps its place, so that the rest can be found.
func (t Theme) HelpLine(l i18n.Lang, width int, maps ...KeyMap) string {
	var parts []string
	var last string
	for _, m := range maps {
		for _, b := range m.Bindings {
			switch {
			case !b.ShowInHelpLine || !b.Enabled() || len(b.Keys) == 0:
			case b.ID == HelpID:
				last = t.hint(b, l)
			default:
				parts = append(parts, t.hint(b, l))
			}
		}
	}
	const gap = "  "
	room := width
	if last != "" {
		room -= cells.Width(last) + len(gap)
	}
	var line []string
	for _, p := range parts {
		if room -= cells.Width(p) + len(gap); room < -len(gap) {
			break
		}
		line = append(line, p)
	}
	if last != "" {
		line = append(line, last)
	}
	return cells.Truncate(strings.Join(line, gap), width)
}

// HelpID is the id of the binding that opens the page of keys.
const HelpID = "help"

func (t Theme) hint(b Binding, l i18n.Lang) string {
	return t.Key.Render(t.Label(b.Keys[0])) + " " + t.Muted.Render(b.Text.In(l))
}

// HelpPage is the page of all keys, a group for each map, wrapped to width columns.
// A disabled binding is listed with its reason.
func (t Theme) HelpPage(l i18n.Lang, width int, maps ...KeyMap) []string {
	var out []string
	for _, m := range maps {
		if len(m.Bindings) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, t.Title.Render(cells.Truncate(m.Title.In(l), width)))
		for _, b := range m.Bindings {
			out = append(out, t.helpEntry(b, l, width)...)
		}
	}
	return out
}

// keyColumn is the width of the keys on the page; names of keys there are words,
// because arrows are two columns wide on some terminals.
const keyColumn = 18

func (t Theme) helpEntry(b Binding, l i18n.Lang, width int) []string {
	column := min(keyColumn, width/2)
	text := b.sentence().In(l)
	style := t.Text
	if !b.Enabled() {
		style = t.Muted
		text += i18n.Textf("（现在不可用：%[1]s）", " (not now: %[2]s)", b.Disabled.ZH, b.Disabled.EN).In(l)
	}
	lines := cells.Wrap(text, width-column)
	for i, line := range lines {
		key := ""
		if i == 0 {
			key = strings.Join(b.Keys, " ")
		}
		lines[i] = t.Key.Render(cells.Pad(key, column)) + style.Render(line)
	}
	return lines
}

func (b Binding) sentence() i18n.Text {
	if b.Help.Complete() {
		return b.Help
	}
	return b.Text
}

// KeysMarkdown prints the maps as tables, for docs/keys.md.
func KeysMarkdown(l i18n.Lang, maps ...KeyMap) string {
	var b strings.Builder
	for i, m := range maps {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "## %s\n\n", m.Title.In(l))
		fmt.Fprintf(&b, "| %s | %s |\n|---|---|\n", i18n.Text{ZH: "键", EN: "Key"}.In(l), i18n.Text{ZH: "作用", EN: "What it does"}.In(l))
		for _, k := range m.Bindings {
			keys := make([]string, len(k.Keys))
			for j, name := range k.Keys {
				keys[j] = codeSpan(name)
			}
			fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(keys, " "), strings.ReplaceAll(k.sentence().In(l), "|", `\|`))
		}
	}
	return b.String()
}

func codeSpan(key string) string {
	switch key {
	case "`":
		return "`` ` ``"
	case "|":
		return "`\\|`"
	}
	return "`" + key + "`"
}
