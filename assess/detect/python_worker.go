package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// worker finds a script that keeps working: it, or a module that it imports, consumes
// messages, runs a scheduler, loops until it is told to stop or handles SIGTERM.
func (p *pyProject) worker() pyProgram {
	for _, entry := range p.code {
		if !p.entryPoint(entry) {
			continue
		}
		for _, f := range p.importedBy(entry) {
			if line := pyKeepsWorking(f, f == entry); line > 0 {
				return pyProgram{workload: "worker", entry: entry, script: p.scriptOf(entry), at: fact.Evidence{Path: f.Path, Line: line}, sure: fact.Medium}
			}
		}
	}
	return pyProgram{}
}

// importedBy returns a module and those of the project that it imports, nearest first.
func (p *pyProject) importedBy(entry *python.File) []*python.File {
	out := []*python.File{entry}
	for i := 0; i < len(out) && len(out) < 200; i++ {
		for _, imp := range out[i].Imported() {
			for _, name := range []string{imp.Name, imp.Name[:max(0, strings.LastIndexByte(imp.Name, '.'))]} {
				if f := p.modules[name]; f != nil && !slices.Contains(out, f) {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// pyKeepsWorking returns the line that shows that a file works without end, 0 when
// none does. An endless loop counts in the script itself only: elsewhere it may be
// one of trying again.
func pyKeepsWorking(f *python.File, entry bool) int {
	table := pyConsumers()
	line := 0
	f.Calls(func(_ int, callee string, e python.Expr) {
		last := callee[strings.LastIndexByte(callee, '.')+1:]
		module, ok := table[callee]
		if !ok {
			module, ok = table[last]
		}
		consumes := ok && (module == "" || pyImports(f, module))
		if first, has := e.Arg(0); has && entry && callee == "signal.signal" && strings.HasSuffix(f.Dotted(first), "SIGTERM") {
			consumes = true
		}
		if consumes && line == 0 {
			line = e.Line
		}
	})
	for _, s := range f.Stmts {
		if s.Kind == python.If && s.Word == "while" && line == 0 && (entry && (s.Value.Text == "True" || s.Value.Text == "1") || pyUntilStopped(f, s.Value)) {
			line = s.Line
		}
	}
	return line
}

// pyUntilStopped tells whether a condition is one like not stop.is_set() or running.
func pyUntilStopped(f *python.File, cond python.Expr) bool {
	found := false
	cond.Walk(func(e python.Expr) {
		name := strings.ToLower(f.Dotted(e))
		for _, word := range []string{"stop", "shutdown", "running", "terminat", "exit_event"} {
			found = found || strings.Contains(name, word)
		}
	})
	return found
}

// entryPoint tells whether a file is something that is started.
func (p *pyProject) entryPoint(f *python.File) bool {
	return p.guarded(f) || path.Base(f.Path) == "__main__.py" || p.scriptOf(f) != ""
}

func (p *pyProject) scriptOf(f *python.File) string {
	for _, m := range p.manifests {
		for _, s := range m.Scripts {
			if module, _, _ := strings.Cut(s.Target, ":"); module == f.Module {
				return s.Name
			}
		}
	}
	return ""
}
