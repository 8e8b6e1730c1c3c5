package resolve

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// FindingFrontEnd is the id of findings about front ends that another component serves
// and that its own build cannot make.
const FindingFrontEnd = "build.front-end"

// handOver gives each component the front ends that are built into its tree, as far
// as its build context holds them, and tells of the others.
func handOver(units []*unit) []assess.Finding {
	var out []assess.Finding
	for _, u := range units {
		for _, f := range u.facts.All(fact.BuildOutside) {
			o, ok := fact.ParseOutside(f.Value)
			if !ok || u.deployable() {
				continue
			}
			v := serving(units, u, o.Output)
			if v == nil {
				continue
			}
			root := path.Clean(v.buildRoot())
			if lang := v.language(); lang != "python" && lang != "javascript" || !inside(root, o.Dir) || !inside(root, o.Output) {
				out = append(out, frontEnd(v, o, f))
				continue
			}
			o.Dir, o.Output = below(root, o.Dir), below(root, o.Output)
			if o.Lock != "" {
				o.Lock = below(root, o.Lock)
			}
			f.Value = o.Value()
			v.facts = append(v.facts, f)
		}
	}
	return out
}

func frontEnd(v *unit, o fact.Outside, f fact.Fact) assess.Finding {
	return assess.Finding{
		ID: FindingFrontEnd, Dimension: assess.DimBuild, Severity: assess.High,
		Title: i18n.Textf("前端 %[1]s 的构建结果 %[2]s 由 %[3]s 提供，镜像构建不会生成它", "%[3]s serves %[2]s, which the front end in %[1]s builds and the build of the image does not make", o.Dir, o.Output, v.path),
		Remedy: i18n.Text{ZH: "在 Dockerfile 中为它加一个 Node 构建阶段并复制结果，或先提交构建结果。",
			EN: "Add a stage of Node to the Dockerfile that builds it and copy the result, or commit what it builds."},
		Evidence: f.Evidence,
	}
}

// serving returns the deployable unit, other than u, in whose directory a path lies:
// the deepest one.
func serving(units []*unit, u *unit, name string) *unit {
	var best *unit
	for _, v := range units {
		if v != u && v.deployable() && inside(v.path, name) && (best == nil || len(v.path) > len(best.path)) {
			best = v
		}
	}
	return best
}

// inside tells whether a path is a directory or lies in it.
func inside(dir, name string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}

func below(dir, name string) string {
	if dir == "." {
		return name
	}
	return path.Clean("./" + strings.TrimPrefix(strings.TrimPrefix(name, dir), "/"))
}
