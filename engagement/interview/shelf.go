package interview

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// shelf holds all that can be found: the texts of the bank, the names of places,
// answers and notes. Each text is there in the forms in which it can be found.
type shelf struct {
	speller   *speller
	questions [][]weighed // by question
	places    map[survey.Place]*doc
	answers   stack
	spelt     map[string]doc // texts that came before, as most answers did
}

// doc is a text in the forms in which it can be found: in lower case, by the
// initials of its pinyin, in pinyin.
type doc struct {
	text  string // the forms, apart by a zero byte
	words int    // length of the first of them
}

type weighed struct {
	doc
	weight int
}

// score rates how well a word is found in the text, 0 when it is not.
func (d *doc) score(word string, weight int) int {
	i := strings.Index(d.text, word)
	if i < 0 {
		return 0
	}
	return d.rate(i, word, weight)
}

// rate rates a word that stands in the text.
func (d *doc) rate(i int, word string, weight int) int {
	switch {
	case i >= d.words && len(word) < 2:
		return 0 // one letter is everywhere
	case i >= d.words && d.text[i-1] == 0:
		return min(weight, inPinyin) + begins
	case i >= d.words:
		return min(weight, inPinyin)
	case i == 0 && d.words == len(word):
		return weight + whole
	case i == 0:
		return weight + begins
	case atWord(d.text, i) || atWord(d.text, strings.LastIndex(d.text[:d.words], word)):
		return weight
	}
	return weight/3 + 1 // inside a word: ack in package
}

// doc makes the forms of a text.
func (s *shelf) doc(text string) doc {
	if d, ok := s.spelt[text]; ok {
		return d
	}
	words := plainWords(text)
	initials, full := s.speller.spell(words)
	d := doc{words, len(words)}
	if full != words {
		d.text += "\x00" + initials + "\x00" + full
	}
	s.spelt[text] = d
	return d
}

// file puts what is new on the shelf, in an order that does not depend on that of
// the events.
func (m *Machine) file() {
	if m.shelf == nil {
		m.shelf = newShelf(m.questions)
	}
	slices.SortFunc(m.unfiled, func(a, b *register) int {
		x, y := a.events[0], b.events[0]
		return cmp.Or(x.Place.Compare(y.Place), cmp.Compare(m.bank.Index(x.Question), m.bank.Index(y.Question)), cmp.Compare(x.register.kind, y.register.kind))
	})
	for _, r := range m.unfiled {
		r.filed = true
		for _, h := range r.head(m.events) {
			if i := m.bank.Index(h.Question); i >= 0 && h.Kind != Cleared && !h.shelved {
				m.shelf.answers.add(m.docOf(i, h), h)
				h.shelved = true
			}
		}
	}
	m.unfiled = nil
}

func newShelf(questions []survey.Question) *shelf {
	s := &shelf{speller: newSpeller(), questions: make([][]weighed, len(questions)), places: map[survey.Place]*doc{}, spelt: map[string]doc{}}
	for i := range questions {
		q := &questions[i]
		add := func(weight int, t i18n.Text) {
			s.questions[i] = append(s.questions[i], weighed{s.doc(t.ZH), weight}, weighed{s.doc(t.EN), weight})
		}
		s.questions[i] = append(s.questions[i], weighed{s.doc(q.ID), inID})
		add(inText, q.Text)
		for _, o := range q.Options {
			add(inOption, o.Text)
		}
		for _, c := range q.Columns {
			add(inOption, c.Text)
			for _, o := range c.Options {
				add(inOption, o.Text)
			}
		}
		help := plainWords(q.Help.ZH + "\n" + q.Help.EN)
		s.questions[i] = append(s.questions[i], weighed{doc{help, len(help)}, inHelp})
	}
	return s
}

// question rates a word in all texts of a question.
func (s *shelf) question(i int, word string) int {
	best := 0
	for k := range s.questions[i] {
		if w := &s.questions[i][k]; w.weight+whole > best {
			best = max(best, w.score(word, w.weight))
		}
	}
	return best
}

// place rates a word in the name of a place.
func (s *shelf) place(at survey.Place, word string) int {
	d := s.places[at]
	if d == nil {
		made := s.doc(cmp.Or(at.Component, at.App, at.Env))
		d = &made
		s.places[at] = d
	}
	return d.score(word, inName)
}

// docOf is an answer or note as it is searched, without the names of columns: those
// are the question's.
func (m *Machine) docOf(question int, s *stamped) doc {
	if s.Kind == Noted {
		return m.shelf.doc(s.Text)
	}
	q, v := &m.questions[question], m.hold(question, s).Answer.Value
	var zh, en strings.Builder
	say := func(f survey.Field, text string) {
		zh.WriteString(f.Show(text, i18n.ZH) + "\n")
		if other := f.Show(text, i18n.EN); f.Type == survey.Choice || f.Type == survey.Multi {
			en.WriteString(other + "\n")
		}
	}
	if v.Text != "" {
		say(q.Field, v.Text)
	}
	for _, text := range v.List {
		say(q.Field, text)
	}
	for _, r := range v.Rows {
		for _, c := range r {
			column, _ := q.Column(c.Column)
			say(column.Field, c.Text)
		}
	}
	return m.shelf.doc(strings.TrimSpace(zh.String() + en.String()))
}

// stack is many texts behind each other, so that one search goes over all of them.
// A text that several answers have is there once.
type stack struct {
	text   []byte
	whole  string // text, once it was searched
	starts []int  // of the texts
	words  []int  // lengths of their first form
	events [][]*stamped
	byText map[string]int
}

func (s *stack) add(d doc, e *stamped) {
	i, known := s.byText[d.text]
	if !known {
		if s.byText == nil {
			s.byText = map[string]int{}
		}
		i = len(s.starts)
		s.byText[d.text] = i
		s.starts, s.words, s.events = append(s.starts, len(s.text)), append(s.words, d.words), append(s.events, nil)
		s.text = append(append(s.text, d.text...), 0, 0)
		s.whole = ""
	}
	s.events[i] = append(s.events[i], e)
}

// mostFound is in how many answers a word is looked for; nobody goes through more.
const mostFound = 1000

// find hands on the answers that hold a word, with how well they do.
func (s *stack) find(word string, found func(e *stamped, score int)) {
	if s.whole == "" {
		s.whole = string(s.text)
	}
	for at, n := 0, 0; n < mostFound; {
		hit := strings.Index(s.whole[at:], word)
		if hit < 0 {
			return
		}
		hit += at
		i := sort.SearchInts(s.starts, hit+1) - 1
		if at = len(s.whole); i+1 < len(s.starts) {
			at = s.starts[i+1]
		}
		d := doc{s.whole[s.starts[i]:at], s.words[i]}
		score := d.rate(hit-s.starts[i], word, inAnswer)
		for _, e := range s.events[i] {
			if n++; n <= mostFound {
				found(e, score)
			}
		}
	}
}
