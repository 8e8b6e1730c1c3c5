package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// placeText names a place, a component with its application.
func placeText(p survey.Place) i18n.Text {
	switch p.Level() {
	case survey.Env:
		return i18n.Textf("环境 %s", "environment %s", p.Env)
	case survey.App:
		return i18n.Textf("应用 %s", "application %s", p.App)
	case survey.Component:
		return i18n.Textf("应用 %[1]s 的组件 %[2]s", "component %[2]s of application %[1]s", p.App, p.Component)
	}
	return i18n.Text{ZH: "整个组织", EN: "whole organisation"}
}

func (t *talk) place(p survey.Place) string { return placeText(p).In(t.lang) }

// section is the title of a section.
func (t *talk) section(id string) string {
	for _, s := range t.Bank().Sections() {
		if s.ID == id {
			return s.Title.In(t.lang)
		}
	}
	return id
}

// sectionOf is the title of the section that holds a question.
func (t *talk) sectionOf(question string) string {
	q, _ := t.Bank().Question(question)
	return t.section(q.Section)
}

// list joins words as a person reads them out.
func (t *talk) list(words []string) string { return strings.Join(words, t.say("、", ", ")) }

// parts joins the parts of a line that are given.
func (t *talk) parts(words ...string) string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, t.say("，", ", "))
}

// line joins parts to a line that begins with a capital.
func (t *talk) line(words ...string) string {
	text := t.parts(words...)
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

func confidences() []survey.Confidence {
	return []survey.Confidence{survey.Confirmed, survey.Estimated, survey.Assumed}
}

func confidenceText(c survey.Confidence) i18n.Text {
	switch c {
	case survey.Estimated:
		return i18n.Text{ZH: "估计", EN: "estimated"}
	case survey.Assumed:
		return i18n.Text{ZH: "假定", EN: "assumed"}
	}
	return i18n.Text{ZH: "已确认", EN: "confirmed"}
}

// same tells whether a person means a text by what he typed.
func same(typed string, names ...string) bool {
	for _, n := range names {
		if n != "" && strings.EqualFold(strings.TrimSpace(typed), n) {
			return true
		}
	}
	return false
}

// contains tells whether all words stand in the text.
func contains(text, words string) bool {
	text = strings.ToLower(text)
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// equal tells whether two values are the same.
func equal(a, b survey.Value) bool {
	return a.Text == b.Text && slices.Equal(a.List, b.List) &&
		slices.EqualFunc(a.Rows, b.Rows, slices.Equal[survey.Row])
}
