package interview

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// search is one run over everything that can be found.
type search struct {
	m     *Machine
	near  survey.Place
	words []string
	all   []survey.Place

	questions [][]int                // score by word and question
	places    map[survey.Place][]int // score by word, of the places with some
	hits      []scored
}

type scored struct {
	at       survey.Place
	question int
	kind     HitKind
	score    int
	anywhere bool // it is not about a place
}

func (s *search) run() {
	s.rate()
	s.wholeQuestions()
	s.wholePlaces()
	s.questionsInPlaces()
	s.answers()
}

// rate looks every word up in questions and places.
func (s *search) rate() {
	s.questions, s.places = make([][]int, len(s.words)), map[survey.Place][]int{}
	s.all = s.m.subjects.current.Places()
	for w, word := range s.words {
		s.questions[w] = make([]int, len(s.m.questions))
		for i := range s.m.questions {
			s.questions[w][i] = s.m.shelf.question(i, word)
		}
		for _, p := range s.all[1:] {
			if n := s.m.shelf.place(p, word); n > 0 {
				if s.places[p] == nil {
					s.places[p] = make([]int, len(s.words))
				}
				s.places[p][w] = n
			}
		}
	}
}

// wholeQuestions are those in which all words are found.
func (s *search) wholeQuestions() {
	for i := range s.m.questions {
		if sum, ok := s.total(func(w int) int { return s.questions[w][i] }); ok {
			s.hits = append(s.hits, scored{question: i, kind: HitQuestion, score: sum, anywhere: true})
		}
	}
}

// total combines the scores of all words, if each has some. A word that is found
// only poorly weighs most.
func (s *search) total(score func(int) int) (sum int, ok bool) {
	least := 0
	for w := range s.words {
		n := score(w)
		if n == 0 {
			return 0, false
		}
		if sum += n; w == 0 || n < least {
			least = n
		}
	}
	return sum + weakest*least, true
}

// weakest is how often the score of the word that is found worst counts.
const weakest = 4

// asked is where a question is asked: where somebody is, else in the application in
// which that is, else in the first place.
func (s *search) asked(question int) survey.Place {
	try := []survey.Place{s.near}
	for _, p := range s.all {
		if s.near.App != "" && p.App == s.near.App {
			try = append(try, p)
		}
	}
	for _, p := range append(try, s.all...) {
		c := s.m.chain(p)
		if s.m.asks(question, &c) {
			return p
		}
	}
	return survey.Place{}
}

// wholePlaces are those in whose name all words are found.
func (s *search) wholePlaces() {
	for p, scores := range s.places {
		sum, ok := s.total(func(w int) int { return scores[w] })
		if !ok {
			continue
		}
		if q := s.firstIn(p); q >= 0 {
			s.hits = append(s.hits, scored{at: p, question: q, kind: HitPlace, score: sum})
		}
	}
}

func (s *search) firstIn(at survey.Place) int {
	c := s.m.chain(at)
	first := -1
	for i := range s.m.questions {
		if s.m.asks(i, &c) {
			return i
		}
		if first < 0 && s.m.questions[i].Allows(c.level) {
			first = i
		}
	}
	return first
}

// questionsInPlaces are those where some words name the place and the others the
// question.
func (s *search) questionsInPlaces() {
	if len(s.words) < 2 {
		return
	}
	for p, scores := range s.places {
		c := s.m.chain(p)
		for i := range s.m.questions {
			inQuestion := false
			sum, ok := s.total(func(w int) int {
				inQuestion = inQuestion || s.questions[w][i] > scores[w]
				return max(s.questions[w][i], scores[w])
			})
			if ok && inQuestion && s.m.asks(i, &c) {
				s.hits = append(s.hits, scored{at: p, question: i, kind: HitQuestion, score: sum + begins})
			}
		}
	}
}

// answers are those of which a word is found in the answer or the note, and the
// others there, in the question or in the place.
func (s *search) answers() {
	found := map[*stamped][]int{}
	for w, word := range s.words {
		if len(word) < 2 {
			continue // one letter is everywhere
		}
		s.m.shelf.answers.find(word, func(e *stamped, score int) {
			if found[e] == nil {
				found[e] = make([]int, len(s.words))
			}
			found[e][w] = score
		})
	}
	for e, scores := range found {
		question, inPlace := s.m.bank.Index(e.Question), s.places[e.Place]
		sum, ok := s.total(func(w int) int {
			best := max(scores[w], s.questions[w][question])
			if inPlace != nil {
				best = max(best, inPlace[w])
			}
			return best
		})
		if ok && slices.Contains(e.register.head(s.m.events), e) {
			s.hits = append(s.hits, scored{at: e.Place, question: question, kind: HitAnswer, score: sum})
		}
	}
}
