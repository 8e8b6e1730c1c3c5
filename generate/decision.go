package generate

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Decision is a value chosen for the output, with what led to it. Its id is
// <component>.<aspect> (order-service.replicas), or app.<aspect> for the application as a whole;
// aspects are lower-kebab with dots, permanent.
type Decision struct {
	ID     string    `json:"id"`
	Value  string    `json:"value"`
	Reason i18n.Text `json:"reason"`
	Inputs []Input   `json:"inputs"`
	// Assumes is the id of the question whose answer is unknown and whose default
	// was taken, which makes the decision an assumption; "" otherwise.
	Assumes string `json:"assumes,omitempty"`
}

// InputKind tells where an input of a decision came from.
type InputKind string

// The kinds of input.
const (
	FromAnswer   InputKind = "answer"   // Ref is the question id
	FromFact     InputKind = "fact"     // Ref is the fact key
	FromDefault  InputKind = "default"  // Ref names the documented default
	FromDecision InputKind = "decision" // Ref is the id of another decision
)

// Input is one thing that a decision read. It never holds a person's name or note.
type Input struct {
	Kind     InputKind       `json:"kind"`
	Ref      string          `json:"ref"`
	Scope    string          `json:"scope,omitempty"` // of an answer: org, envs.prod, apps.shop ...
	Value    string          `json:"value"`
	Evidence []fact.Evidence `json:"evidence,omitempty"`
}

// Assumption tells whether the decision rests on an unknown answer.
func (d Decision) Assumption() bool { return d.Assumes != "" }

// Comment is the line that marks an assumption where its value stands in a
// generated file, without the comment sign; "" for other decisions.
func (d Decision) Comment(l i18n.Lang) string {
	if !d.Assumption() {
		return ""
	}
	return i18n.Textf("假设: %[1]s 未知, 采用 %[2]s", "assumed: %[1]s is unknown, %[3]s is used", d.Assumes, brief(d.Value, i18n.ZH), brief(d.Value, i18n.EN)).In(l)
}

// maxComment is how much of a value a comment repeats, in characters. The value itself
// stands beside the comment, and gantry explain prints all of it.
const maxComment = 60

// brief shortens a value for a comment: of a list the first and how many there are,
// of anything else the beginning.
func brief(value string, l i18n.Lang) string {
	runes := []rune(value)
	if len(runes) <= maxComment {
		return value
	}
	for _, separator := range []string{"; ", ", ", " "} {
		items := strings.Split(value, separator)
		if first := []rune(items[0]); len(items) > 1 && len(first) <= maxComment {
			return i18n.Textf("%[1]s 等 %[2]d 项", "%[1]s and %[3]d more", items[0], len(items), len(items)-1).In(l)
		}
	}
	return string(runes[:maxComment-1]) + "…"
}
