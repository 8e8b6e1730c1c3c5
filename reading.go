package gantry

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// Reading is what an interview has come to, for commands that only read.
type Reading struct {
	Answers survey.Answers
	// Unsettled are questions that two people answered differently and nobody has
	// settled; to Answers they are unknown.
	Unsettled []interview.Conflict
	Problems  []journal.Problem // in the logs
	// Edited is what a person wrote into answers.yaml that the logs do not know;
	// it does not count until it is taken.
	Edited journal.View
}

// ReadInterview reads the answers of a workspace without a lock: those of the logs,
// or of answers.yaml as long as there are no logs.
func ReadInterview(w engagement.Workspace) (Reading, error) {
	bank, err := survey.Load()
	if err != nil {
		return Reading{}, err
	}
	events, problems, err := journal.Read(w.Root)
	if err != nil {
		return Reading{}, err
	}
	if len(events) == 0 {
		answers, err := readAnswersFile(w.AnswersPath(), bank)
		return Reading{Answers: answers, Problems: problems}, err
	}
	machine := interview.New(interview.Options{Bank: bank})
	machine.Replay(events)
	out := readingOf(machine)
	out.Problems = problems
	view, err := journal.ReadView(w.Root, out.Answers, bank)
	if err != nil {
		return out, err
	}
	if view.Open() {
		out.Edited = view
	}
	return out, nil
}

// ReadAnswers are the answers of ReadInterview.
func ReadAnswers(w engagement.Workspace) (survey.Answers, error) {
	r, err := ReadInterview(w)
	return r.Answers, err
}

func readingOf(m *interview.Machine) Reading {
	out := Reading{Answers: m.Answers()}
	for _, c := range m.Conflicts() {
		if c.Kind == interview.BetweenAnswers {
			out.Unsettled = append(out.Unsettled, c)
		}
	}
	return out
}

// maxAnswersFile bounds an answers file, in bytes; the parser gives the same bound a message.
const maxAnswersFile = 8 << 20

// readAnswersFile reads answers.yaml; without it there are no answers.
func readAnswersFile(path string, bank *survey.Bank) (survey.Answers, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return survey.Answers{}, nil
	}
	if err != nil {
		return survey.Answers{}, fmt.Errorf("reading the answers: %w", err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxAnswersFile+1))
	if err != nil {
		return survey.Answers{}, fmt.Errorf("reading the answers: %w", err)
	}
	return survey.ParseAnswers(data, bank)
}

// forApplication are the answers that hold for one application: its own and those
// of the organisation and the environments.
func (r Reading) forApplication(app string) survey.Answers {
	var out survey.Answers
	for _, g := range r.Answers.All() {
		if g.Place.App == "" || g.Place.App == app {
			out.Set(g.Place, g.Question, g.Answer)
		}
	}
	return out
}

// unsettledFor are the unsettled questions that bear on an application.
func (r Reading) unsettledFor(app string) []interview.Conflict {
	return slices.DeleteFunc(slices.Clone(r.Unsettled), func(c interview.Conflict) bool {
		return c.Place.App != "" && c.Place.App != app
	})
}
