package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// title is the question as it is asked; a star marks one that can stop the
// migration.
func (e *entry) title(l i18n.Lang) string {
	if e.q.Blocker {
		return "★ " + e.q.Text.In(l)
	}
	return e.q.Text.In(l)
}

// why is the help of a question, and who can answer it when not everybody for whom
// its section is.
func (w *formWriter) why(q survey.Question) string {
	s := q.Help.In(w.lang)
	if !slices.Equal(q.Roles, w.usual) {
		comma := i18n.Text{ZH: "、", EN: ", "}.In(w.lang)
		s += i18n.Text{ZH: "\n可以回答的岗位：", EN: "\nWho can answer: "}.In(w.lang) + strings.Join(w.names.roleWords(q.Roles), comma)
	}
	return s
}

// acceptsOf says where and how a question is answered.
func acceptsOf(e *entry, l i18n.Lang) string {
	switch e.q.Type {
	case survey.Record:
		return i18n.Text{ZH: "↓ 填下面几行", EN: "↓ fill in the lines below"}.In(l)
	case survey.Multi:
		return multiAccepts(e.q).In(l)
	case survey.List:
		return (i18n.Text{ZH: "每行一项（单元格内换行：Alt+Enter）；没有就填“没有”。", EN: `One item a line (Alt+Enter breaks a line in a cell); enter "none" if there are none. `}).In(l) + e.q.Accepts().In(l)
	case survey.Table:
		return i18n.Text{ZH: "→ 填在清单表里（点击打开）", EN: "→ fill in the list (click to open)"}.In(l)
	}
	return fieldAccepts(e.q.Field).In(l)
}

func multiAccepts(q survey.Question) i18n.Text {
	t := i18n.Text{ZH: "↓ 在适用的各行选“是”", EN: `↓ choose "yes" in the lines that apply`}
	if q.Ranked {
		t = i18n.Text{ZH: "↓ 按重要性在下面填 1、2、3……", EN: "↓ enter 1, 2, 3 … below, the most important first"}
	}
	if q.Most > 0 {
		t.ZH, t.EN = fmt.Sprintf("%s，最多 %d 项", t.ZH, q.Most), fmt.Sprintf("%s, %d at most", t.EN, q.Most)
	}
	return t
}

// fieldAccepts says what a single cell takes. Choices are listed for those who
// read the workbook on paper or paste into it.
func fieldAccepts(f survey.Field) i18n.Text {
	if f.Type != survey.Choice {
		return f.Accepts()
	}
	var zh, en []string
	for _, o := range f.Options {
		zh, en = append(zh, o.Text.ZH), append(en, o.Text.EN)
	}
	return i18n.Text{ZH: "选一项：" + strings.Join(zh, " / "), EN: "Choose one: " + strings.Join(en, " / ")}
}

// knownText is what evidence and coarser places say.
func knownText(e *entry, l i18n.Lang) string {
	var out []string
	for _, s := range e.Suggested {
		text := e.q.ShowValue(s.Value, l)
		if len(s.Evidence) > 0 {
			text += i18n.Text{ZH: "（依据：", EN: " (from "}.In(l) + strings.Join(s.Evidence, ", ") + i18n.Text{ZH: "）", EN: ")"}.In(l)
		}
		out = append(out, text)
	}
	if a := e.Inherited; a != nil {
		where, _ := survey.ParsePlace(a.Scope)
		head := i18n.Textf("沿用%s的答案，不同才填：", "As for the %s, fill in only if different: ", where.Text().In(l))
		out = append(out, head.In(l)+e.q.Show(*a, l))
	}
	return strings.Join(out, "\n")
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func partOf(q survey.Question, key string) (part, bool) {
	for _, p := range parts(q) {
		if p.key == key {
			return p, true
		}
	}
	return part{}, false
}

// valueFor is a shown text as the value of a cell: numbers and days are such, so
// that a spreadsheet can compute and check them.
func valueFor(f survey.Field, s string) any {
	switch f.Type {
	case survey.Number:
		if n, err := strconv.Atoi(s); err == nil {
			return n
		}
	case survey.Percent:
		if p, err := strconv.ParseFloat(s, 64); err == nil {
			return p
		}
	case survey.Date:
		if t, err := time.Parse(time.DateOnly, s); err == nil && t.Year() > 1900 {
			return sheets.DateSerial(t)
		}
	}
	return fit(s)
}

// mostInCell is the longest text of a cell.
const mostInCell = 32_000

// fit keeps a text within what a cell holds. Such an answer cannot be changed in the
// workbook; as it was shown so, leaving it is no change.
func fit(s string) string {
	if utf8.RuneCountInString(s) <= mostInCell/2 {
		return s
	}
	return string([]rune(s)[:mostInCell/2]) + "…"
}

func formatFor(f survey.Field) string {
	switch f.Type {
	case survey.Number, survey.Percent:
		return ""
	case survey.Date:
		return dateFormat
	}
	return textFormat
}

// columnHelp explains a column in a comment on its title.
func columnHelp(c column) i18n.Text {
	switch c {
	case colAnswer:
		return i18n.Text{ZH: "黄色单元格可以填写。带下拉箭头的请从列表里选。填好后变绿。", EN: "Yellow cells are to be filled in. Choose from the list where there is an arrow. They turn green when filled in."}
	case colState:
		return i18n.Text{
			ZH: "填了答案就不用选。没有人知道选“不知道”；问题和你们无关选“不适用”；“已知信息”一列的内容正确，选“已知信息对”，答案留空。",
			EN: `Leave it empty when there is an answer. Choose "unknown" when nobody knows, "not applicable" when the question does not concern you, and "known is right", leaving the answer empty, when the column "What is known" is right.`,
		}
	case colConfidence:
		return i18n.Text{ZH: "可选：已确认（查过）、估计（凭经验）、假定（先按这个做）。", EN: "Optional: confirmed (looked up), estimated (from experience), assumed (to begin with)."}
	case colOwner:
		return i18n.Text{ZH: "还要去问或去查的，写由谁跟进，期限写在后一列。", EN: "Who finds out what is still open; until when goes into the next column."}
	case colID:
		return i18n.Text{ZH: "导入时按编号识别，请勿修改。", EN: "Import finds lines by their id. Please leave it as it is."}
	}
	return i18n.Text{}
}
