package gantry

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/prefill"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// material is what an interview of a workspace starts from beside its events: the
// bank, the stored assessments, and what they suggest.
type material struct {
	Workspace engagement.Workspace

	bank        *survey.Bank
	assessments map[string]assess.Assessment
	broken      map[string]journal.Problem   // assessments that cannot be read
	aliases     map[string]map[string]string // names of components by application and what people call them
}

func gather(w engagement.Workspace, bank *survey.Bank) material {
	m := material{Workspace: w, bank: bank, assessments: map[string]assess.Assessment{}, broken: map[string]journal.Problem{}}
	for _, app := range w.Config.Applications {
		m.load(app.Name)
	}
	return m
}

// machine replays events; a device makes new ones, "" makes none.
func (i *material) machine(device string, events []interview.Event) *interview.Machine {
	m := interview.New(interview.Options{Bank: i.bank, Device: device, Applications: i.applications(events), Suggestions: i.suggestions(events)})
	m.Replay(events)
	return m
}

// Assessment is the stored assessment of an application.
func (i *material) Assessment(app string) (assess.Assessment, bool) {
	a, ok := i.assessments[app]
	return a, ok
}

// problems are what was found wrong in assessments and events.
func (i *material) problems(m *interview.Machine) []journal.Problem {
	var out []journal.Problem
	for _, app := range i.Workspace.Config.Applications {
		if p, ok := i.broken[app.Name]; ok {
			out = append(out, p)
		}
	}
	for _, p := range m.Problems() {
		out = append(out, journal.Problem{File: p.ID, Text: p.Text})
	}
	return out
}

// load reads the stored assessment of an application.
func (i *material) load(app string) {
	delete(i.assessments, app)
	delete(i.broken, app)
	a, err := ReadAssessment(i.Workspace, app)
	switch {
	case err == nil:
		i.assessments[app] = a
	case !errors.Is(err, fs.ErrNotExist):
		i.broken[app] = journal.Problem{File: assessmentFile(app), Text: i18n.Textf("没有读懂：%[1]v", "it cannot be read: %[1]v", err)}
	}
}

func assessmentFile(app string) string { return path.Join("assessment", app+".json") }

// ReadAssessment reads the stored assessment of an application; the error wraps
// fs.ErrNotExist when there is none.
func ReadAssessment(w engagement.Workspace, app string) (assess.Assessment, error) {
	if err := engagement.CheckName(app); err != nil {
		return assess.Assessment{}, err
	}
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("reading the assessment of %s: %w", app, err)
	}
	defer func() { _ = root.Close() }()
	f, err := root.Open(assessmentFile(app))
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("reading the assessment of %s: %w", app, err)
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return assess.Assessment{}, fmt.Errorf("reading the assessment of %s: it is not a regular file", app)
	}
	return assess.Decode(f)
}

// applications are those of the workspace, with the components that were found.
func (i *material) applications(events []interview.Event) []interview.Application {
	i.aliases = map[string]map[string]string{}
	var out []interview.Application
	for _, app := range i.Workspace.Config.Applications {
		a := interview.Application{Name: app.Name}
		if found, ok := i.assessments[app.Name]; ok {
			o := prefillOptions(app, events)
			a.Components, i.aliases[app.Name] = prefill.Components(found, o), prefill.Aliases(found, o)
		}
		out = append(out, a)
	}
	return out
}

// Proposals are the answers of a file as proposals, in the order of its lines. A
// component goes by the name that the interview has for it.
func (i *material) Proposals(answers survey.Answers, file string) []interview.Proposal {
	var out []interview.Proposal
	for _, g := range answers.All() {
		if name, ok := i.aliases[g.Place.App][g.Place.Component]; ok {
			g.Place.Component = name
		}
		out = append(out, interview.Proposal{Place: g.Place, Question: g.Question, Answer: g.Answer, From: fmt.Sprintf("%s:%d", file, g.Answer.Line)})
	}
	slices.SortStableFunc(out, func(a, b interview.Proposal) int { return cmp.Compare(a.Answer.Line, b.Answer.Line) })
	return out
}

func (i *material) suggestions(events []interview.Event) []interview.Suggestion {
	var listed []prefill.Application
	for _, app := range i.Workspace.Config.Applications {
		listed = append(listed, prefill.Application{Name: app.Name, Place: engagement.ConfigFile})
	}
	out := prefill.Applications(i.bank, engagement.ConfigFile, listed)
	for _, app := range i.Workspace.Config.Applications {
		if a, ok := i.assessments[app.Name]; ok {
			out = append(out, prefill.Suggest(a, i.bank, prefillOptions(app, events))...)
		}
		out = append(out, prefill.SuggestRepository(i.bank, app.Name, repository(i.Workspace, app))...)
	}
	return out
}

// prefillOptions limit suggestions to what the workspace lists, under the names
// that answers use already.
func prefillOptions(app engagement.Application, events []interview.Event) prefill.Options {
	o := prefill.Options{Application: app.Name, Components: app.Components}
	for _, e := range events {
		if e.Place.App == app.Name && e.Place.Component != "" {
			o.Named = append(o.Named, e.Place.Component)
		}
	}
	return o
}
