package resolve

import (
	"cmp"
	"path"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Ids of the findings that assessing itself makes.
const (
	FindingUnreadable   = "source.unreadable"
	FindingDetector     = "source.detector-stopped"
	FindingSkipped      = "source.skipped"
	FindingUnrecognised = "source.unrecognised-stack"
	FindingEmpty        = "source.no-component"
)

func errorFindings(detector string, err error) []assess.Finding {
	files, rest := fileErrors(err)
	var out []assess.Finding
	for _, f := range files {
		out = append(out, assess.Finding{
			ID: FindingUnreadable, Dimension: assess.DimSource, Severity: assess.Medium,
			Title: i18n.Textf("无法解析文件: %v", "the file cannot be understood: %v", f.Err),
			Remedy: i18n.Text{ZH: "修正该文件，或确认它不属于本应用；其余文件已照常分析。",
				EN: "Correct the file, or confirm that it is not part of the application; all other files were read as usual."},
			Evidence: []fact.Evidence{{Path: f.Path, Line: f.Line}},
		})
	}
	for _, e := range rest {
		out = append(out, assess.Finding{
			ID: FindingDetector, Dimension: assess.DimSource, Severity: assess.Medium,
			Title: i18n.Textf("检测器 %[1]s 未能完成: %[2]v", "detector %[1]s did not finish: %[2]v", detector, e),
			Remedy: i18n.Text{ZH: "该技术栈的结果可能不完整，请人工复核，并把此信息报告给工具维护者。",
				EN: "What it says of its stack may be incomplete: review by hand, and report this to the maintainers of the tool."},
			Evidence: []fact.Evidence{},
		})
	}
	return out
}

// maxPlaces is how many places one finding about skipped files shows.
const maxPlaces = 20

// skipFindings makes one finding for each reason, since a tree may hold
// thousands of links.
func skipFindings(skips []scan.Skip) []assess.Finding {
	places := map[i18n.Text][]fact.Evidence{}
	for _, s := range skips {
		places[s.Reason] = append(places[s.Reason], fact.Evidence{Path: s.Path})
	}
	var out []assess.Finding
	for reason, at := range places {
		out = append(out, assess.Finding{
			ID: FindingSkipped, Dimension: assess.DimSource, Severity: assess.Low,
			Title: i18n.Textf("%[1]d 处未分析: %[2]s", "%[1]d places left out: %[3]s", len(at), reason.ZH, reason.EN),
			Remedy: i18n.Text{ZH: "若其中有应用源码，请单独指向它再分析一次。",
				EN: "If it holds source of the application, point at it and assess again."},
			Evidence: at[:min(len(at), maxPlaces)],
		})
	}
	return out
}

// unrecognised lists the places that a Dockerfile says are deployed but that no
// stack's detector knows, so that nothing is silently missing.
func unrecognised(units []*unit, loose []detect.Note) []assess.Finding {
	seen := map[string]bool{}
	var out []assess.Finding
	for _, n := range loose {
		if n.Dir == "" || seen[n.Dir] || len(n.Facts) == 0 || n.Backing == "" && slices.ContainsFunc(units, func(u *unit) bool {
			return u.path == n.Dir || within(u.path, n.Dir) || within(n.Dir, u.path) && (u.deployable() || deployDir(n.Dir))
		}) {
			continue
		}
		seen[n.Dir] = true
		if n.Backing != "" {
			out = append(out, ownImage(n))
			continue
		}
		out = append(out, assess.Finding{
			ID: FindingUnrecognised, Dimension: assess.DimSource, Severity: assess.High,
			Title: i18n.Textf("目录 %s 有部署描述，但技术栈未识别", "%s is deployed, but its stack is not recognised", n.Dir),
			Remedy: i18n.Text{ZH: "该组件不会被生成；请人工处理，或等待该技术栈的检测器。",
				EN: "Nothing is generated for it: handle it by hand until its stack has a detector."},
			Evidence: n.Facts[0].Evidence,
		})
	}
	return out
}

func emptyFindings(cs []assess.Component) []assess.Finding {
	if slices.ContainsFunc(cs, func(c assess.Component) bool { return c.Deployable }) {
		return nil
	}
	return []assess.Finding{{
		ID: FindingEmpty, Dimension: assess.DimSource, Severity: assess.High,
		Title: i18n.Text{ZH: "没有找到可部署的组件", EN: "no deployable component was found"},
		Remedy: i18n.Text{ZH: "确认指向的是应用源码的根目录，且含有 pom.xml、build.gradle、package.json、requirements.txt、pyproject.toml 或 go.mod 等构建文件。",
			EN: "Check that the path is the root of an application's source with a build file: pom.xml, build.gradle, package.json, requirements.txt, pyproject.toml or go.mod."},
		Evidence: []fact.Evidence{},
	}}
}

func sortFindings(fs []assess.Finding) {
	slices.SortStableFunc(fs, func(a, b assess.Finding) int {
		return cmp.Or(
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Component, b.Component),
			compareEvidence(a.Evidence, b.Evidence), cmp.Compare(a.Title.EN, b.Title.EN),
		)
	})
}

func compareEvidence(a, b []fact.Evidence) int {
	return slices.CompareFunc(a, b, func(x, y fact.Evidence) int {
		return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Line, y.Line))
	})
}

// within tells whether the directory dir is below parent.
func within(dir, parent string) bool {
	if parent == "." {
		return dir != "."
	}
	for d := path.Dir(dir); d != "." && d != "/"; d = path.Dir(d) {
		if d == parent {
			return true
		}
	}
	return false
}
