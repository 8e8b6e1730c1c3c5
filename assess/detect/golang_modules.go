package detect

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// GoModule is a module that a program of Go was built with.
type GoModule struct{ Path, Version string }

// GoModuleFacts tells framework and backing services by the modules that a built program names, where its source is
// not at hand. A module may be there for another's sake, so that services are less than certain.
func GoModuleFacts(modules []GoModule, at string) fact.Set {
	var out fact.Set
	for _, f := range goFrameworks() {
		if m, ok := goHasModule(modules, f); ok {
			out = append(out, fact.New(fact.Framework, f.id, fact.FromBuild, at, 0).With(fact.Medium))
			if v := strings.TrimPrefix(m.Version, "v"); v != "" {
				out = append(out, fact.New(fact.FrameworkVersion, v, fact.FromBuild, at, 0).With(fact.Medium))
			}
			break
		}
	}
	for _, table := range [][]goNamed{goDatabases(), goStores(), goServices()} {
		for _, s := range table {
			if _, ok := goHasModule(modules, s); ok {
				out = append(out, fact.New(fact.Service, s.id, fact.FromBuild, at, 0).With(fact.Medium))
			}
		}
	}
	return out
}

// goHasModule finds a module of the table's, of whatever major version.
func goHasModule(modules []GoModule, n goNamed) (GoModule, bool) {
	for _, m := range modules {
		for _, p := range n.paths {
			if m.Path == p || strings.HasPrefix(m.Path, p+"/") {
				return m, true
			}
		}
	}
	return GoModule{}, false
}
