package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/engagement/survey"
)

func (t *talk) place(p survey.Place) string { return p.Text().In(t.lang) }

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
