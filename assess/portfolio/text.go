package portfolio

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func i18nf(zh, en string, args ...any) i18n.Text { return i18n.Textf(zh, en, args...) }

// most is how many names a sentence lists.
const most = 6

// joinNames lists names for a sentence.
func joinNames(names []string) i18n.Text {
	shown := names[:min(len(names), most)]
	out := i18n.Text{ZH: strings.Join(shown, "、"), EN: strings.Join(shown, ", ")}
	if len(names) > most {
		out.ZH += fmt.Sprintf("等 %d 个", len(names))
		out.EN += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return out
}

func appendNew(to []string, s string) []string {
	if slices.Contains(to, s) {
		return to
	}
	return append(to, s)
}

// spaceAfter puts a space behind a name, and none behind a bracket that closes.
func spaceAfter(name string) string {
	if strings.HasSuffix(name, "）") {
		return name
	}
	return name + " "
}

func stayText(a *application) i18n.Text {
	text := a.strategy.Text()
	return i18n.Text{ZH: cmp.Or(text.ZH, "未定"), EN: cmp.Or(text.EN, "open")}
}

// options names several options of a question.
func (e *estate) options(id string, keys []string) i18n.Text {
	var out []i18n.Text
	for _, k := range keys {
		out = append(out, e.optionText(id, "", k))
	}
	return i18n.Text{ZH: list(out, i18n.ZH), EN: list(out, i18n.EN)}
}
