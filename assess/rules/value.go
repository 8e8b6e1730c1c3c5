package rules

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/words"
)

// subject is a text that a Value is tested on. Masked has "{}" for each part that
// is not known until the program runs; it is the text itself in source code.
type subject struct {
	text   string
	masked string
	known  bool
	path   bool // it is an argument, so that a rule that asks for a path knows that it is one
}

// literal is the subject of source code, where "{}" already stands for what is computed.
func literal(text string, known bool) subject { return subject{text: text, masked: text, known: known} }

// setting is the subject of a value in a configuration file.
func setting(text string) subject {
	if !strings.ContainsAny(text, "${<#@%") { // no placeholder begins otherwise, and most values have none
		return subject{text: text, masked: text, known: true}
	}
	masked := placeholderRE.ReplaceAllString(text, "{}")
	return subject{text: text, masked: masked, known: masked == text}
}

// placeholderRE finds what configuration files leave to be filled in: ${X:default}, {{x}}, <%= x %>, #{x},
// @x@, %(x)s, %X%, $X and what Ansible, Helm and envsubst know beside them.
var placeholderRE = regexp.MustCompile(`\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\{\{[^{}]*\}\}|<%[^%]*%>|#\{[^{}]*\}|@[A-Za-z][\w.-]*@|%\([\w.-]+\)s|%[A-Za-z_]\w*%|\$\([^()]*\)|\$[A-Z_][A-Z0-9_]*`)

// expression is a regular expression with the words of which every text that it matches holds one, so that most
// texts need not be compared at all.
type expression struct {
	*regexp.Regexp
	find *words.Set // nil when there are none
}

// newExpression prepares an expression that was checked when its rule was loaded; nil for none.
func newExpression(expr string) *expression {
	if expr == "" {
		return nil
	}
	x := &expression{Regexp: regexp.MustCompile(expr)}
	if list := needed(expr); list != nil {
		x.find = words.NewFold(list...)
	}
	return x
}

// in tells whether a text matches.
func (x *expression) in(text string) bool {
	return (x.find == nil || x.find.In(text)) && x.MatchString(text)
}

// valueTest is a Value that was prepared.
type valueTest struct {
	matches, not *expression
	is           []Sort
	known        *bool
	words        []string // see needed, of Matches
}

func newValueTest(v *Value) *valueTest {
	if v == nil {
		return nil
	}
	return &valueTest{is: v.Is, known: v.Known, matches: newExpression(v.Matches), not: newExpression(v.Not), words: needed(v.Matches)}
}

// holds tells whether the text passes. A nil test passes everything.
func (t *valueTest) holds(s subject) bool {
	if t == nil {
		return true
	}
	if t.known != nil && *t.known != s.known {
		return false
	}
	if nothing := !s.known && (s.masked == "" || s.masked == "{}") && s.text == s.masked; nothing && (t.matches != nil || len(t.is) > 0) {
		return false
	}
	if t.matches != nil && !t.matches.in(s.text) || t.not != nil && t.not.in(s.text) {
		return false
	}
	return len(t.is) == 0 || slices.ContainsFunc(t.is, func(sort Sort) bool {
		return sort.is(s.masked) || s.path && sort == AbsolutePath && anyAbsolutePath(s.masked)
	})
}

const (
	mostWords = 32 // that stand for one expression
	leastWord = 3  // letters of a word that is worth looking for
)

// needed returns words, in lower case, of which every text that the expression matches holds at least
// one in whatever case; nil when that cannot be told.
func needed(expr string) []string {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil
	}
	list := wordsOf(re.Simplify())
	if slices.ContainsFunc(list, func(w string) bool { return len(w) < leastWord }) {
		return nil
	}
	return list
}

func wordsOf(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return wordsOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return wordsOf(re.Sub[0])
		}
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			words := wordsOf(sub)
			if words == nil || len(out)+len(words) > mostWords {
				return nil
			}
			out = append(out, words...)
		}
		return out
	case syntax.OpConcat:
		return bestWords(re.Sub)
	}
	return nil
}

// bestWords chooses the part of a sequence whose shortest word is the longest.
func bestWords(parts []*syntax.Regexp) []string {
	var best []string
	shortest := func(words []string) int {
		n := 0
		for i, w := range words {
			if i == 0 || len(w) < n {
				n = len(w)
			}
		}
		return n
	}
	for _, p := range parts {
		if words := wordsOf(p); words != nil && (best == nil || shortest(words) > shortest(best)) {
			best = words
		}
	}
	return best
}
