package workbook

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// ruleOf accepts one of the choices.
func (b *book) ruleOf(choices []i18n.Text) rule {
	return rule{
		kind: fromList, list: b.choices(choices), title: wrongTitle().In(b.lang),
		say: short(i18n.Text{ZH: "请从列表里选：", EN: "Choose from the list: "}.In(b.lang)+strings.Join(in(choices, b.lang), " / "), 250),
	}
}

// fieldRule accepts what the field takes, as far as a spreadsheet can check it.
func (b *book) fieldRule(f survey.Field) rule {
	r := rule{title: wrongTitle().In(b.lang), say: short(f.Accepts().In(b.lang), 250)}
	switch f.Type {
	case survey.Choice:
		texts := make([]i18n.Text, len(f.Options))
		for i, o := range f.Options {
			texts[i] = o.Text
		}
		return b.ruleOf(texts)
	case survey.Bool:
		return b.ruleOf([]i18n.Text{yes(), no()})
	case survey.Number:
		r.kind, r.min, r.max = wholeNumber, f.Min, f.Max
	case survey.Percent:
		r.kind = percentage
	case survey.Date:
		r.kind = day
	default:
		return rule{}
	}
	return r
}

func wrongTitle() i18n.Text {
	return i18n.Text{ZH: "这里不能填这个内容", EN: "This cannot be entered here"}
}

// stateChoices are the states that a question can have: what is known can be right
// only where something is known.
func stateChoices(e *entry) []i18n.Text {
	var out []i18n.Text
	for _, s := range states() {
		if s != agree || len(e.Suggested) > 0 {
			out = append(out, stateText(s))
		}
	}
	return out
}

func confidenceChoices() []i18n.Text {
	var out []i18n.Text
	for _, c := range survey.Confidences() {
		out = append(out, c.Text())
	}
	return out
}

// short cuts a text to a number of characters.
func short(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}
