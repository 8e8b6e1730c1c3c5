package field

import (
	"charm.land/lipgloss/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// paint renders every line in a style; segments are styled one by one so that no
// style runs over a border.
func paint(s lipgloss.Style, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = s.Render(l)
	}
	return out
}

// isEmpty tells a text that says nothing.
func isEmpty(t i18n.Text) bool { return t == i18n.Text{} }

// RiskText names the risk of an option in words; empty when there is none.
func RiskText(r survey.Risk) i18n.Text {
	switch r {
	case survey.Red:
		return i18n.Text{ZH: "高风险", EN: "high risk"}
	case survey.Yellow:
		return i18n.Text{ZH: "有风险", EN: "some risk"}
	case survey.Green:
		return i18n.Text{ZH: "无特别风险", EN: "no particular risk"}
	}
	return i18n.Text{}
}

// riskLook is the symbol and the style of a risk.
func riskLook(r survey.Risk, t frame.Theme) (string, lipgloss.Style) {
	switch r {
	case survey.Red:
		return t.Marks.Bad, t.Bad
	case survey.Yellow:
		return t.Marks.Warn, t.Warn
	}
	return t.Marks.Good, t.Good
}

// consequences tells what choosing the option means: its risk with the reason,
// what is done about it, and whether the service only advises. It is shown after
// choosing, so that it does not lead the answer.
func consequences(o survey.Option, l i18n.Lang, t frame.Theme, width int) []string {
	var out []string
	colon := i18n.Text{ZH: "：", EN: ": "}.In(l)
	if o.Risk != "" {
		mark, style := riskLook(o.Risk, t)
		text := RiskText(o.Risk).In(l)
		if o.Rationale.Complete() {
			text += colon + o.Rationale.In(l)
		}
		out = append(out, paint(style, cells.WrapIndent(mark+" ", text, width))...)
	}
	if o.Mitigation.Complete() {
		text := i18n.Text{ZH: "措施", EN: "Mitigation"}.In(l) + colon + o.Mitigation.In(l)
		out = append(out, paint(t.Text, cells.WrapIndent("  ", text, width))...)
	}
	if o.Advice {
		text := i18n.Text{ZH: "仅供建议：服务只支持 ACK 和阿里云产品，这一项给出建议，不交付制品", EN: "advice only: the service supports ACK and products of Alibaba Cloud; this gets advice, no artefacts"}.In(l)
		out = append(out, paint(t.Warn, cells.WrapIndent(t.Marks.Warn+" ", text, width))...)
	}
	return out
}

// boolOptions are the two answers to a question for yes or no.
func boolOptions() []survey.Option {
	return []survey.Option{
		{Key: "true", Text: i18n.Text{ZH: "是", EN: "Yes"}},
		{Key: "false", Text: i18n.Text{ZH: "否", EN: "No"}},
	}
}

// Options are the options of a choice, a multi or a bool; nil of every other type.
func Options(f survey.Field) []survey.Option {
	if f.Type == survey.Bool {
		return boolOptions()
	}
	return f.Options
}
