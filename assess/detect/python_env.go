package detect

import (
	"maps"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// environment tells the variables that the code reads, with their defaults.
func (p *pyProject) environment() fact.Set {
	type variable struct {
		def string
		at  fact.Evidence
	}
	vars := map[string]variable{}
	note := func(t symbolic.Text, at fact.Evidence) {
		for _, part := range t {
			if part.Kind != symbolic.Env || !python.EnvName(part.Text) {
				continue
			}
			v, seen := vars[part.Text]
			if !seen {
				v.at = at
			}
			if v.def == "" {
				v.def = safeDefault(part.Text, part.Default.Default())
			}
			vars[part.Text] = v
		}
	}
	for _, f := range p.code {
		f.Each(func(i int, e python.Expr) {
			at := fact.Evidence{Path: f.Path, Line: e.Line}
			switch e.Kind {
			case python.Call, python.Index:
			case python.Binary:
				if e.Text == "in" && e.Args[0].Kind == python.Str && f.Dotted(e.Args[1]) == "os.environ" {
					note(symbolic.EnvOr(e.Args[0].Text, nil), at)
				}
				if e.Text != "or" {
					return
				}
			default:
				return
			}
			if callee := f.Callee(e); e.Kind == python.Call && (callee == "os.environ.setdefault" || callee == "os.environ.pop" || strings.HasSuffix(callee, ".join")) {
				return
			}
			for _, t := range p.eval(f, i, e) {
				note(t, at)
			}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(p.fields)) {
		for _, field := range p.fields[name] {
			for _, t := range field.texts {
				note(t, fact.Evidence{Path: field.file.Path, Line: field.line})
			}
		}
	}
	var facts fact.Set
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		facts = append(facts, fact.New(fact.Env(name), vars[name].def, fact.FromCode, vars[name].at.Path, vars[name].at.Line))
	}
	return facts
}
