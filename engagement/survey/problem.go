package survey

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Problem is one thing that is wrong in an answers file: where, what was found
// and what is allowed. It never repeats what looks like a secret.
type Problem struct {
	Line, Column int
	Text         i18n.Text
}

// ParseError is every problem of an answers file, in the order of its lines.
type ParseError struct {
	Problems []Problem
	Omitted  int // problems beyond the first maxProblems
}

const maxProblems = 1000

// Error lists the problems in English.
func (e *ParseError) Error() string { return e.In(i18n.EN) }

// In lists the problems in a language, one a line.
func (e *ParseError) In(l i18n.Lang) string {
	var b strings.Builder
	n := len(e.Problems) + e.Omitted
	b.WriteString(i18n.Textf("读取答案文件: 有 %d 处问题", "reading answers: %d problem(s)", n).In(l))
	for _, p := range e.Problems {
		b.WriteString("\n  " + i18n.Textf("第 %d 行第 %d 列: ", "line %d, column %d: ", p.Line, p.Column).In(l) + p.Text.In(l))
	}
	if e.Omitted > 0 {
		b.WriteString("\n  " + i18n.Textf("另有 %d 处未列出", "%d more are not listed", e.Omitted).In(l))
	}
	return b.String()
}

func newParseError(problems []Problem) *ParseError {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	e := &ParseError{Problems: problems}
	if len(problems) > maxProblems {
		e.Problems, e.Omitted = problems[:maxProblems], len(problems)-maxProblems
	}
	return e
}

// show quotes what was found, shortened.
func show(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// choices lists what is allowed, and names the closest to what was found first.
func choices(found string, allowed []string) i18n.Text {
	list := strings.Join(allowed, ", ")
	if len(allowed) == 0 {
		return i18n.Text{}
	}
	if s := suggest(found, allowed); s != "" {
		if len(allowed) > 12 {
			return i18n.Textf("; 是否想写 %s?", "; did you mean %s?", s)
		}
		return i18n.Textf("; 是否想写 %s? 可用: %s", "; did you mean %s? Allowed: %s", s, list)
	}
	if len(allowed) > 12 {
		return i18n.Text{ZH: "; 见 docs/answers-file.md", EN: "; see docs/answers-file.md"}
	}
	return i18n.Textf("; 可用: %s", "; allowed: %s", list)
}

// suggest returns the candidate that is closest to the word, "" when none is close.
func suggest(word string, candidates []string) string {
	norm := func(s string) string { return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(s)) }
	best, least := "", max(2, len(word)/3)+1
	for _, c := range candidates {
		if d := distance(norm(word), norm(c)); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance is the number of single edits between two words; of long words only
// the beginning is compared.
func distance(a, b string) int {
	const most = 64
	a, b = a[:min(len(a), most)], b[:min(len(b), most)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
