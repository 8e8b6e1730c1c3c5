package workbook

import (
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Schema names the form of the hidden sheet.
const Schema = "gantry.workbook/v1"

// MaxFile is the largest workbook that is read, in bytes.
const MaxFile = 20 << 20

// Options are about the whole workbook.
type Options struct {
	Lang     i18n.Lang
	Customer string         // on the cover, may be empty
	Roles    []catalog.Role // names of the roles that questions name
}

// Item is a question in a place, with what is known about it.
type Item struct {
	Place     survey.Place
	Question  string
	Now       *survey.Answer // given in this very place, with note, owner and due; nil when open
	Inherited *survey.Answer // given at a coarser place, whose name is in its Scope
	Suggested []interview.Suggestion
}

// Problem is a cell that cannot be taken as it is, and what is accepted there. It
// never repeats what looks like a secret.
type Problem struct {
	Cell string // 应用!B7; empty when it is about the whole file
	Text i18n.Text
}

// Filled is what a workbook brings back.
type Filled struct {
	// Proposals are the answers that differ from those with which the workbook was
	// made, in the order of the bank.
	Proposals []interview.Proposal
	Problems  []Problem
	Unchanged int // questions left as they were
	Lang      i18n.Lang
}

// Items returns the questions that a pass of the interview asks, in all places,
// with what the machine knows about them.
func Items(m *interview.Machine, f interview.Filter) []Item {
	agenda := m.FullAgenda(f)
	out := make([]Item, 0, len(agenda))
	for _, a := range agenda {
		if e, ok := m.Entry(a.Place, a.Question); ok {
			out = append(out, itemOf(e))
		}
	}
	return out
}

func itemOf(e interview.Entry) Item {
	i := Item{Place: e.Place, Question: e.Question.ID, Suggested: e.Suggestions}
	a, ok := e.Answer()
	switch {
	case !ok:
	case e.Inherited():
		a.Scope = e.From.String()
		i.Inherited = &a
	default:
		a.Note, a.Owner, a.Due = e.Note, e.Owner, e.Due
		i.Now = &a
	}
	return i
}
