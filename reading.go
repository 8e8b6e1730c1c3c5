package gantry

import (
	"cmp"
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
	m := gather(w, bank)
	return look(w, bank, m.machine, m.problems)
}

// ReadInterview reads the answers of a workspace without a lock: those of the logs,
// or of answers.yaml as long as there are no logs.
func ReadInterview(w engagement.Workspace) (Reading, error) {
	bank, err := survey.Load()
	if err != nil {
		return Reading{}, err
	}
	l, err := look(w, bank, func(device string, events []interview.Event) *interview.Machine {
		m := interview.New(interview.Options{Bank: bank, Device: device})
		m.Replay(events)
		return m
	}, nil)
	return l.Reading, err
}

// ReadAnswers are the answers of ReadInterview.
func ReadAnswers(w engagement.Workspace) (survey.Answers, error) {
	r, err := ReadInterview(w)
	return r.Answers, err
}

func look(w engagement.Workspace, bank *survey.Bank, machine func(device string, events []interview.Event) *interview.Machine,
	more func(*interview.Machine) []journal.Problem) (Look, error) {
	events, problems, err := journal.Read(w.Root)
	if err != nil {
		return Look{}, err
	}
	if len(events) == 0 {
		return lookAtFile(w, bank, machine, problems)
	}
	m := machine("", events)
	out := readingOf(m)
	out.Problems = problems
	if more != nil {
		out.Problems = append(out.Problems, more(m)...)
	}
	view, err := journal.ReadView(w.Root, out.Answers, bank)
	if view.Open() {
		out.Edited = view
	}
	return Look{m, out}, err
}

// fileDevice is the device of answers that no log holds.
const fileDevice = "answers-file"

// lookAtFile takes answers.yaml for the log.
func lookAtFile(w engagement.Workspace, bank *survey.Bank, machine func(device string, events []interview.Event) *interview.Machine, problems []journal.Problem) (Look, error) {
	answers, err := readAnswersFile(w.AnswersPath(), bank)
	if err != nil {
		return Look{}, err
	}
	empty := machine(fileDevice, nil)
	events, err := empty.Make(time.Unix(0, 0), "", empty.Take(empty.Compare(Proposals(answers, filepath.Base(w.AnswersPath()))), interview.File)...)
	if err != nil {
		return Look{}, err
	}
	return Look{machine(fileDevice, events), Reading{Answers: answers, Problems: problems}}, nil
}

// Proposals are the answers of a file as proposals, in the order of its lines.
func Proposals(answers survey.Answers, file string) []interview.Proposal {
	var out []interview.Proposal
	for _, g := range answers.All() {
		out = append(out, interview.Proposal{Place: g.Place, Question: g.Question, Answer: g.Answer, From: fmt.Sprintf("%s:%d", file, g.Answer.Line)})
	}
	slices.SortStableFunc(out, func(a, b interview.Proposal) int { return cmp.Compare(a.Answer.Line, b.Answer.Line) })
	return out
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
