// Package words finds many words in a text in one pass, however many they are.
package words

// Set is a set of words to look for. It is an automaton after Aho and Corasick, safe
// for concurrent use.
type Set struct {
	class  [256]uint8 // of a byte; 0 for those that are in no word
	width  int        // number of classes
	next   []int32    // state and class → state
	ending []bool     // whether a word ends in the state
}

// New returns the set of the words. Empty ones are left out.
func New(list ...string) *Set {
	s := &Set{width: 1}
	for _, w := range list {
		for i := range len(w) {
			if s.class[w[i]] == 0 && s.width < 256 {
				s.class[w[i]] = uint8(s.width) //nolint:gosec // less than 256
				s.width++
			}
		}
	}
	s.state()
	for _, w := range list {
		if w != "" {
			s.insert(w)
		}
	}
	s.link()
	return s
}

// NewFold is New for words in lower case that are found in whatever case of ASCII letters.
func NewFold(list ...string) *Set {
	s := New(list...)
	for c := byte('a'); c <= 'z'; c++ {
		if s.class[c-'a'+'A'] == 0 {
			s.class[c-'a'+'A'] = s.class[c]
		}
	}
	return s
}

// state adds a state and returns its number.
func (s *Set) state() int32 {
	s.next = append(s.next, make([]int32, s.width)...)
	s.ending = append(s.ending, false)
	return int32(len(s.ending) - 1) //nolint:gosec // bounded by the length of the words
}

func (s *Set) insert(word string) {
	at := int32(0)
	for i := range len(word) {
		slot := int(at)*s.width + int(s.class[word[i]])
		if s.next[slot] == 0 {
			n := s.state()
			s.next[slot] = n
		}
		at = s.next[slot]
	}
	s.ending[at] = true
}

// link gives every state the transitions of its longest proper suffix that is a
// state, in the order of their length.
func (s *Set) link() {
	fail := make([]int32, len(s.ending))
	var queue []int32
	for c := range s.width {
		if n := s.next[c]; n != 0 {
			queue = append(queue, n)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		s.ending[at] = s.ending[at] || s.ending[fail[at]]
		for c := range s.width {
			slot, suffix := int(at)*s.width+c, s.next[int(fail[at])*s.width+c]
			if n := s.next[slot]; n != 0 {
				fail[n] = suffix
				queue = append(queue, n)
			} else {
				s.next[slot] = suffix
			}
		}
	}
}

// In tells whether the text holds any of the words.
func (s *Set) In(text string) bool {
	at := int32(0)
	for i := range len(text) {
		if at = s.next[int(at)*s.width+int(s.class[text[i]])]; s.ending[at] {
			return true
		}
	}
	return false
}

// Ends returns the places where a word ends, in order: the offset of its last byte.
func (s *Set) Ends(text string) []int {
	var out []int
	at := int32(0)
	for i := range len(text) {
		if at = s.next[int(at)*s.width+int(s.class[text[i]])]; s.ending[at] {
			out = append(out, i)
		}
	}
	return out
}
