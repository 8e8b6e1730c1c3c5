package gantry

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

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

// Look is an interview as it is, for commands that show it: nothing can be
// answered in it.
type Look struct {
	*interview.Machine
	Reading Reading
}

// LookAtInterview reads the interview of a workspace without a lock, with what the
// stored assessments suggest. As long as there are no logs, answers.yaml stands for them.
func LookAtInterview(w engagement.Workspace) (Look, error) {
	bank, err := survey.Load()
	if err != nil {
		return Look{}, err
	}
	return look(gather(w, bank))
}

// ReadInterview reads the answers of a workspace without a lock: those of the logs,
// or of answers.yaml as long as there are no logs.
func ReadInterview(w engagement.Workspace) (Reading, error) {
	bank, err := survey.Load()
	if err != nil {
		return Reading{}, err
	}
	l, err := look(material{Workspace: w, bank: bank}) // answers need no assessments
	return l.Reading, err
}

func look(i material) (Look, error) {
	events, problems, err := journal.Read(i.Workspace.Root)
	if err != nil {
		return Look{}, err
	}
	if len(events) == 0 {
		return lookAtFile(i, problems)
	}
	m := i.machine("", events)
	out := readingOf(m)
	out.Problems = slices.Concat(problems, i.problems(m))
	view, err := journal.ReadView(i.Workspace.Root, out.Answers, i.bank)
	if view.Open() {
		out.Edited = view
	}
	return Look{m, out}, err
}

// fileDevice is the device of answers that no log holds.
const fileDevice = "answers-file"

// lookAtFile takes answers.yaml for the log.
func lookAtFile(i material, problems []journal.Problem) (Look, error) {
	answers, err := readAnswersFile(i.Workspace.AnswersPath(), i.bank)
	if err != nil {
		return Look{}, err
	}
	m := i.machine(fileDevice, nil)
	drafts := m.Take(m.Compare(i.Proposals(answers, filepath.Base(i.Workspace.AnswersPath()))), interview.File)
	events, err := m.Make(time.Unix(0, 0), "", drafts...)
	if err != nil {
		return Look{}, err
	}
	m.Replay(events)
	return Look{m, Reading{Answers: answers, Problems: append(problems, i.problems(m)...)}}, nil
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
