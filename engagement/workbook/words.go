package workbook

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// column is a column of a sheet of questions. Import finds it by its title.
type column int

const (
	colDone column = iota
	colPlace
	colQuestion
	colWhy
	colAnswer
	colAccepts
	colState
	colConfidence
	colBy
	colNote
	colOwner
	colDue
	colSuggested
	colID
	columns // their number
)

func (c column) title() i18n.Text {
	return [columns]i18n.Text{
		{ZH: "完成", EN: "Done"}, {ZH: "对象", EN: "About"}, {ZH: "问题", EN: "Question"}, {ZH: "说明", EN: "Why it is asked"},
		{ZH: "答案", EN: "Answer"}, {ZH: "怎么填", EN: "What to enter"}, {ZH: "状态", EN: "State"}, {ZH: "把握", EN: "Sure?"},
		{ZH: "回答人", EN: "Answered by"}, {ZH: "备注", EN: "Note"}, {ZH: "跟进人", EN: "Follow-up by"}, {ZH: "跟进期限", EN: "Follow-up until"},
		{ZH: "已知信息", EN: "What is known"}, {ZH: "编号", EN: "Id"},
	}[c]
}

// width is in characters of the usual font.
func (c column) width() float64 {
	return [columns]float64{5.5, 18, 40, 42, 34, 32, 11, 9, 11, 26, 11, 12.5, 34, 26}[c]
}

// open tells whether the customer writes into the column.
func (c column) open() bool {
	switch c {
	case colAnswer, colState, colConfidence, colBy, colNote, colOwner, colDue:
		return true
	}
	return false
}

// agree is what the customer chooses to take what is known as the answer. It is no
// state of an answer.
const agree survey.State = "agree"

func states() []survey.State {
	return []survey.State{survey.Known, agree, survey.Unknown, survey.NotApplicable}
}

func stateText(s survey.State) i18n.Text {
	switch s {
	case survey.Known:
		return i18n.Text{ZH: "已回答", EN: "answered"}
	case agree:
		return i18n.Text{ZH: "已知信息对", EN: "known is right"}
	case survey.Unknown:
		return i18n.Text{ZH: "不知道", EN: "unknown"}
	case survey.NotApplicable:
		return i18n.Text{ZH: "不适用", EN: "not applicable"}
	}
	return i18n.Text{}
}

// readState reads a state in either language, or a word that means one.
func readState(s string) (survey.State, bool) {
	s = strings.ToLower(typed.Fold(s))
	if s == "" {
		return "", true
	}
	for _, state := range states() {
		t := stateText(state)
		if s == t.ZH || s == t.EN || s == string(state) {
			return state, true
		}
	}
	switch s {
	case "未知", "不清楚", "不确定", "don't know", "not known", "?":
		return survey.Unknown, true
	case "n/a", "不涉及", "无关":
		return survey.NotApplicable, true
	case "未回答", "待回答", "open":
		return "", true
	}
	return "", false
}

// confidenceText names a confidence; nothing when none was said.
func confidenceText(c survey.Confidence) i18n.Text {
	if c == "" {
		return i18n.Text{}
	}
	return c.Text()
}

func readConfidence(s string) (survey.Confidence, bool) {
	s = strings.ToLower(typed.Fold(s))
	if s == "" {
		return "", true
	}
	for _, c := range survey.Confidences() {
		t := c.Text()
		if s == t.ZH || s == t.EN || s == string(c) {
			return c, true
		}
	}
	return "", false
}

// none is what is chosen when a list has nothing in it.
func none() i18n.Text { return i18n.Text{ZH: "没有", EN: "none"} }

func isNone(s string) bool {
	switch strings.ToLower(typed.Fold(s)) {
	case "没有", "无", "none", "（无）", "(无)", "(none)":
		return true
	}
	return false
}

// in joins the two languages of a list of texts.
func in(texts []i18n.Text, l i18n.Lang) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.In(l)
	}
	return out
}
