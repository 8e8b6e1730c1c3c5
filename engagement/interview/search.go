package interview

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// HitKind tells what of an item a search found.
type HitKind string

// The kinds of hits.
const (
	HitQuestion HitKind = "question" // its id, words, options or columns
	HitPlace    HitKind = "place"    // the name of an environment, application or component
	HitAnswer   HitKind = "answer"   // an answer or note, with or without the question and place that it belongs to
)

// Hit is something that a search found: where to go, and what was found there.
type Hit struct {
	Item
	Kind HitKind
	Text string // the question, the place or the answer, in the language of the index
}

// Index finds questions, places and answers by what people type. It shows what is
// in force when it is used.
type Index struct {
	m *Machine
	l i18n.Lang
}

// Index returns the index of the interview; its hits are in the language.
func (m *Machine) Index(l i18n.Lang) *Index { return &Index{m, l} }

// Find returns the best hits for words that are all to be found: ids, Chinese and
// English words, pinyin in full or by initials. Where a question is asked in
// several places the hit is in the first of them.
func (x *Index) Find(query string, limit int) []Hit {
	return x.FindNear(query, survey.Place{}, limit)
}

// FindNear prefers the place in which somebody is.
func (x *Index) FindNear(query string, near survey.Place, limit int) []Hit {
	words := strings.Fields(plainWords(query))
	if len(words) == 0 || limit <= 0 {
		return nil
	}
	x.m.refresh()
	x.m.file()
	s := &search{m: x.m, near: near, words: words[:min(len(words), mostWords)]}
	s.run()
	slices.SortFunc(s.hits, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), a.at.Compare(b.at), cmp.Compare(a.question, b.question), cmp.Compare(a.kind, b.kind))
	})
	out := make([]Hit, min(limit, len(s.hits)))
	for i := range out {
		h := s.hits[i]
		if h.anywhere {
			h.at = s.asked(h.question)
		}
		out[i] = x.show(h)
	}
	return out
}

// mostWords is how many words of a query are looked for.
const mostWords = 8

func (x *Index) show(h scored) Hit {
	q := &x.m.questions[h.question]
	out := Hit{Item{h.at, q.ID, q.Section}, h.kind, q.Text.In(x.l)}
	switch h.kind {
	case HitPlace:
		out.Text = strings.TrimPrefix(h.at.App+"/"+h.at.Component, "/")
		if h.at.Component == "" {
			out.Text = h.at.Env + h.at.App
		}
	case HitAnswer:
		if held := x.m.heldAt(h.question, h.at); len(held) > 0 {
			out.Text = q.Show(held[0].Answer, x.l)
		}
	}
	return out
}

// The weights of what a word is found in. Whole texts and beginnings count more
// than what is somewhere inside.
const (
	inID     = 90
	inName   = 70
	inText   = 60
	inPinyin = 40
	inOption = 30
	inAnswer = 25
	inHelp   = 10
	whole    = 30
	begins   = 10
)

// atWord tells whether a word begins there: ack does in "on ack", not in package.
// Chinese has no such places, and every character begins one.
func atWord(text string, i int) bool {
	return text[i] >= 0x80 || !isLatin(text[i-1])
}

func isLatin(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// plainWords is a text as it is compared: in lower case, with the wide letters of
// Chinese input methods made narrow.
func plainWords(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			r -= 0xFEE0
		case r == 0x3000:
			return ' '
		}
		return unicode.ToLower(r)
	}, s)
}
