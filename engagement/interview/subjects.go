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
	columnDeploy         = "deploy"
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
	alive    map[survey.Place]bool // places with something in force, as Subjects took them
	current  *Subjects
	byName   map[string]Application
	stale    bool
}

func (s *subjects) declare(apps []Application) {
	s.declared, s.alive = apps, map[survey.Place]bool{}
	s.current, s.byName, s.stale = &Subjects{}, map[string]Application{}, true
}

// Declare replaces the applications that the workspace lists, with the components
// that are known of them.
func (m *Machine) Declare(apps []Application) {
	m.subjects.declare(apps)
	m.forget()
}

// see notes whether what was said of a question in a place may change Subjects.
func (s *subjects) see(at *site, question string, events map[string]*stamped) {
	switch question {
	case questionApplications, questionEnvironments, questionComponents:
		s.stale = true
	}
	if !s.stale && at.alive(events) != s.alive[at.place] {
		s.stale = true
	}
}

// Subjects are what the interview is about: the applications of the workspace,
// those that the answers name, and the places that have answers. What the answers
// put out of scope is left out.
func (m *Machine) Subjects() Subjects {
	m.refresh()
	s := m.subjects.current
	return Subjects{Envs: slices.Clone(s.Envs), Applications: slices.Clone(s.Applications)}
}

// refresh computes the subjects anew when they may have changed, and forgets what
// hangs on those that did.
func (m *Machine) refresh() {
	s := &m.subjects
	if !s.stale {
		return
	}
	next := m.computeSubjects()
	names := map[string]Application{}
	for _, a := range next.Applications {
		names[a.Name] = a
	}
	if !slices.Equal(next.Envs, s.current.Envs) {
		clear(m.tallies)
	}
	maps.DeleteFunc(m.tallies, func(p survey.Place, _ *tally) bool {
		old, was := s.byName[p.App]
		now, is := names[p.App]
		return p.App != "" && (was != is || !slices.Equal(old.Components, now.Components))
	})
	if org := m.tallies[survey.Place{}]; org != nil {
		org.rules.all = true
	}
	s.current, s.byName, s.stale = &next, names, false
}

func (m *Machine) computeSubjects() Subjects {
	components, outside := map[string]map[string]bool{}, map[string]bool{}
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
	for name, in := range m.named(questionApplications, survey.Place{}, columnInScope) {
		if outside[name] = !in; in {
			app(name)
		}
	}
	envs := m.answered(app)
	var out Subjects
	for _, name := range slices.Sorted(maps.Keys(components)) {
		if outside[name] {
			continue
		}
		for c, deployed := range m.named(questionComponents, survey.Place{App: name}, columnDeploy) {
			if components[name][c] = true; !deployed {
				delete(components[name], c)
			}
		}
		out.Applications = append(out.Applications, Application{name, slices.Sorted(maps.Keys(components[name]))})
	}
	out.Envs = m.environments(out.Applications, envs)
	return out
}

// answered hands on the applications and components that have answers, and
// returns the environments that have some, sorted.
func (m *Machine) answered(app func(string) map[string]bool) []string {
	var envs []string
	m.subjects.alive = map[survey.Place]bool{}
	for p, s := range m.sites {
		if !s.alive(m.events) {
			continue
		}
		m.subjects.alive[p] = true
		switch p.Level() {
		case survey.Env:
			envs = append(envs, p.Env)
		case survey.App:
			app(p.App)
		case survey.Component:
			app(p.App)[p.Component] = true
		}
	}
	slices.Sort(envs)
	return envs
}

// named are the names that the rows of a table list, each with whether the column
// says so; a row that leaves it out says yes.
func (m *Machine) named(id string, at survey.Place, column string) map[string]bool {
	out := map[string]bool{}
	for _, r := range m.rows(id, at) {
		if name := r.Get(columnName); name != "" && nameable(name) {
			is, given := r.Bool(column)
			out[name] = is || !given
		}
	}
	return out
}

// environments puts those that the answers list first, in their order.
func (m *Machine) environments(apps []Application, answered []string) []string {
	var out []string
	add := func(at survey.Place) {
		for _, r := range m.rows(questionEnvironments, at) {
			if name := r.Get(columnName); name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	add(survey.Place{})
	for _, a := range apps {
		add(survey.Place{App: a.Name})
	}
	if i := m.bank.Index(questionEnvironments); i >= 0 && len(out) == 0 {
		for _, r := range m.questions[i].Default.Value.Rows {
			out = append(out, r.Get(columnName))
		}
	}
	for _, name := range answered {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// rows are the rows of what is known in the very place: an answer, else what the
// evidence suggests.
func (m *Machine) rows(id string, at survey.Place) []survey.Row {
	i, s := m.bank.Index(id), m.sites[at]
	if i < 0 || s == nil {
		return nil
	}
	c := chain{at: at, n: 1}
	c.sites[0] = s
	value, _ := m.find(i, &c).known()
	return value.Rows
}
