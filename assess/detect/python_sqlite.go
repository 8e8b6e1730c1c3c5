package detect

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// sqliteFiles tells the database files that the program writes.
func (p *pyProject) sqliteFiles() fact.Set {
	var facts fact.Set
	seen := map[string]bool{}
	add := func(f *python.File, stmt int, e python.Expr) {
		for _, t := range p.eval(f, stmt, e) {
			name := pyOwnPath(leadingPath(t))
			if _, rest, ok := strings.Cut(name, ":///"); ok && strings.HasPrefix(name, "sqlite") {
				name = rest
			} else if strings.Contains(name, "://") {
				continue
			}
			if clean := path.Clean(name); writable(name) && !strings.Contains(name, "memory") && !seen[clean] {
				seen[clean] = true
				facts = append(facts, fact.New(fact.LocalWrite, path.Clean(name), fact.FromCode, f.Path, e.Line).With(fact.Medium))
			}
		}
	}
	for _, f := range p.code {
		f.Each(func(i int, e python.Expr) {
			if engine, ok := e.Get("ENGINE"); ok && engine.Kind == python.Str && pyEngines()[engine.Text] == "sqlite" {
				if name, ok := e.Get("NAME"); ok {
					add(f, i, name)
				}
			}
			if callee := f.Callee(e); callee == "sqlite3.connect" || callee == "aiosqlite.connect" {
				if a, ok := e.Arg(0); ok {
					add(f, i, a)
				}
			}
		})
		for _, v := range f.Variables() {
			s := f.Stmts[v.Stmt]
			for _, t := range p.eval(f, v.Stmt, s.Value) {
				if d := t.Default(); strings.HasPrefix(d, "sqlite:///") || strings.HasPrefix(d, "sqlite+aiosqlite:///") {
					add(f, v.Stmt, s.Value)
					break
				}
			}
		}
	}
	return facts
}
