package classify

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// overallStyle is that of the application: what most of it is.
func overallStyle(components []Component) Trait {
	for _, value := range []string{"vendor", "microservice", "layered", "modular-monolith", "monolith", "gateway", "batch", "frontend"} {
		for _, c := range components {
			if c.Style.Value == value {
				return c.Style
			}
		}
	}
	return trait("", StyleText)
}

// overallState is the heaviest that any component keeps. It is stateless only when all are known to be.
func overallState(components []Component) Trait {
	for _, value := range []string{"cluster-member", "embedded-database", "local-files", "session"} {
		var reasons []Reason
		for _, c := range components {
			if c.State.Value == value {
				reasons = append(reasons, c.State.Reasons...)
			}
		}
		if len(reasons) > 0 {
			return trait(value, StateText, reasons...)
		}
	}
	var reasons, undecided []Reason
	open := false
	for _, c := range components {
		if c.State.Value == "" {
			open, undecided = true, append(undecided, c.State.Reasons...)
		}
		reasons = append(reasons, c.State.Reasons...)
	}
	if open {
		return trait("", StateText, undecided...)
	}
	return trait("stateless", StateText, reasons...)
}

// coupling is how closely the application hangs together with others and within itself.
func (s *subject) coupling() Trait {
	var tight, moderate, loose []Reason
	sort := func(question, option string, into *[]Reason) {
		for _, at := range s.spots {
			if r, ok := s.chose(question, at, option); ok && !slices.ContainsFunc(*into, func(o Reason) bool { return o.Question == r.Question && o.Where == r.Where }) {
				*into = append(*into, r)
			}
		}
	}
	sort("dep.shareddb", "table", &tight)
	sort("dep.up", "ip-fixed", &tight)
	sort("dep.registry", "unrouted", &tight)
	sort("dep.shareddb", "schema", &moderate)
	sort("dep.shareddb", "directory", &moderate)
	sort("dep.up", "ip", &moderate)
	sort("dep.down", "strong", &moderate)
	moderate = append(moderate, s.sharedDatabase()...)
	if a, ok := s.ask("dep.shareddb", ""); ok && a.State != survey.Unknown {
		q, _ := s.question("dep.shareddb")
		loose = append(loose, s.said(q, a))
	}
	for _, u := range s.units {
		if r, ok := s.registry(u); ok && len(s.backends()) > 1 {
			loose = append(loose, r)
		}
	}
	switch {
	case len(tight) > 0:
		return trait("tight", CouplingText, tight...)
	case len(moderate) > 0:
		return trait("moderate", CouplingText, moderate...)
	case len(loose) > 0:
		return trait("loose", CouplingText, loose...)
	}
	return trait("", CouplingText)
}

// everyPlace is the application and each of its components, by their names in answers.
func (s *subject) everyPlace() []string {
	out := append([]string{""}, s.named...)
	for _, u := range s.units {
		if u.answers != "" && !slices.Contains(out, u.answers) {
			out = append(out, u.answers)
		}
	}
	return out
}

// sharedDatabase are the components whose configuration leads to the same database.
func (s *subject) sharedDatabase() []Reason {
	first := map[string]unit{}
	var out []Reason
	for _, u := range s.units {
		for _, v := range u.Services {
			if v.Address == "" || !server(v.Kind) {
				continue
			}
			key := databaseOf(u, v)
			if key == "" {
				continue
			}
			other, shared := first[key]
			if !shared {
				first[key] = u
				continue
			}
			if f, ok := u.Facts.Best(fact.ServiceAddress(v.Kind)); ok && other.Name != u.Name {
				out = append(out, shows(u, f, textf("%[1]s 和 %[2]s 用同一个 %[3]s 库", "%[1]s and %[2]s use the same %[3]s database", other.Name, u.Name, v.Kind)))
			}
		}
	}
	return out
}

// databaseOf is the setting that leads to a database, which names the schema too; "" without one.
func databaseOf(u unit, v assess.Service) string {
	if f, ok := u.Facts.Best(fact.ServiceSetting(v.Kind)); ok {
		_, setting := fact.Property(f.Value)
		return v.Kind + " " + setting
	}
	return ""
}
