package interview

import (
	"maps"
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// The questions whose answers say what else is to be asked about.
const (
	questionApplications = "biz.scope.apps"
	questionEnvironments = "tgt.envs"
	questionComponents   = "app.components"
	columnName           = "name"
	columnInScope        = "in-scope"
)

// Subjects are what an interview is about: environments in the order of
// promotion, and applications with their components, sorted.
type Subjects struct {
	Envs         []string
	Applications []Application
}

// Application looks an application up by its name.
func (s Subjects) Application(name string) (Application, bool) {
	for _, a := range s.Applications {
		if a.Name == name {
			return a, true
		}
	}
	return Application{}, false
}

// Places returns every place, the organisation first.
func (s Subjects) Places() []survey.Place {
	out := []survey.Place{{}}
	for _, e := range s.Envs {
		out = append(out, survey.Place{Env: e})
	}
	for _, a := range s.Applications {
		out = append(out, survey.Place{App: a.Name})
		for _, c := range a.Components {
			out = append(out, survey.Place{App: a.Name, Component: c})
		}
	}
	return out
}

// subjects computes Subjects and keeps them until an event may change them.
type subjects struct {
	declared []Application
	seen     map[survey.Place]bool
	current  *Subjects
}

func (s *subjects) declare(apps []Application) {
	s.declared, s.seen, s.current = apps, map[survey.Place]bool{}, nil
}

// see forgets the subjects when the event may change them.
func (s *subjects) see(e *stamped) {
	switch e.Question {
	case questionApplications, questionEnvironments, questionComponents:
		s.current = nil
	}
	if !s.seen[e.Place] {
		s.seen[e.Place] = true
		s.current = nil
	}
}

// Subjects are what the interview is about: the applications of the workspace,
// those that the answers name, and the places that have answers.
func (m *Machine) Subjects() Subjects {
	if m.subjects.current == nil {
		s := m.computeSubjects()
		m.subjects.current = &s
	}
	return *m.subjects.current
}

func (m *Machine) computeSubjects() Subjects {
	components := map[string]map[string]bool{}
	app := func(name string) map[string]bool {
		if components[name] == nil {
			components[name] = map[string]bool{}
		}
		return components[name]
	}
	for _, a := range m.subjects.declared {
		for _, c := range a.Components {
			app(a.Name)[c] = true
		}
		app(a.Name)
	}
	for _, r := range m.rows(questionApplications, survey.Place{}) {
		if in, given := r.Bool(columnInScope); r.Get(columnName) != "" && (in || !given) {
			app(r.Get(columnName))
		}
	}
	var envs []string
	for c := range m.cells {
		if len(m.heads(c)) == 0 {
			continue
		}
		switch c.place.Level() {
		case survey.Env:
			envs = append(envs, c.place.Env)
		case survey.App:
			app(c.place.App)
		case survey.Component:
			app(c.place.App)[c.place.Component] = true
		}
	}
	var out Subjects
	for _, name := range slices.Sorted(maps.Keys(components)) {
		for _, r := range m.rows(questionComponents, survey.Place{App: name}) {
			if n := r.Get(columnName); n != "" {
				components[name][n] = true
			}
		}
		out.Applications = append(out.Applications, Application{name, slices.Sorted(maps.Keys(components[name]))})
	}
	slices.Sort(envs)
	out.Envs = m.environments(out.Applications, envs)
	return out
}

// environments puts those that the answers list first, in their order.
func (m *Machine) environments(apps []Application, answered []string) []string {
	var out []string
	add := func(name string) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	places := []survey.Place{{}}
	for _, a := range apps {
		places = append(places, survey.Place{App: a.Name})
	}
	for _, p := range places {
		for _, r := range m.rows(questionEnvironments, p) {
			add(r.Get(columnName))
		}
	}
	if q, ok := m.bank.Question(questionEnvironments); ok && len(out) == 0 {
		for _, r := range q.Default.Value.Rows {
			add(r.Get(columnName))
		}
	}
	for _, name := range answered {
		add(name)
	}
	return out
}

// rows are the rows of a known answer in the very place.
func (m *Machine) rows(id string, at survey.Place) []survey.Row {
	q, ok := m.bank.Question(id)
	if !ok {
		return nil
	}
	held := m.held(q, at)
	if len(held) != 1 || held[0].Answer.State != survey.Known {
		return nil
	}
	return held[0].Answer.Value.Rows
}
