package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// packages tells what the dependencies and the commands that are run need of the system.
func (p *pyProject) packages() fact.Set {
	var facts fact.Set
	add := func(key, value string, origin fact.Origin, at fact.Evidence, c fact.Confidence) {
		facts = append(facts, fact.New(key, value, origin, at.Path, at.Line).With(c))
	}
	for _, need := range pyPackageNeeds() {
		r, ok := p.requires(need.name)
		if !ok || r.Name == "psycopg" && (slices.Contains(r.Extras, "binary") || slices.Contains(r.Extras, "c")) {
			continue
		}
		at, c := fact.Evidence{Path: r.file, Line: r.Line}, fact.High
		if r.variant {
			c = fact.Low
		}
		for _, b := range need.build {
			add(fact.BuildPackage, b, fact.FromBuild, at, c)
		}
		for _, s := range need.run {
			add(fact.SystemPackage, s, fact.FromBuild, at, c)
		}
		if need.fonts {
			add(fact.CJKFonts, "true", fact.FromBuild, at, fact.Medium)
		}
	}
	if at, ok := p.imported("PIL.ImageFont", "PIL.ImageDraw"); ok {
		add(fact.CJKFonts, "true", fact.FromCode, at, fact.Medium)
	}
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		if !strings.HasPrefix(callee, "subprocess.") && callee != "os.system" && callee != "os.popen" && callee != "shutil.which" {
			return
		}
		a, ok := e.Arg(0)
		if ok && a.Kind == python.List && len(a.Args) > 0 {
			a = a.Args[0]
		}
		for _, t := range p.eval(f, stmt, a) {
			command, _, _ := strings.Cut(strings.TrimSpace(t.Default()), " ")
			if pkg := systemPackage(command); pkg != "" {
				add(fact.SystemPackage, pkg, fact.FromCode, fact.Evidence{Path: f.Path, Line: e.Line}, fact.High)
			}
		}
	})
	return facts
}
