package node

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// shape is what a package is when it runs.
type shape struct {
	kind       shapeKind
	deployable fact.Fact
	workload   string
	framework  string
	dep        Dependency // of the framework
	start      run
	port       int  // that the framework opens by itself
	graceful   bool // the framework ends on SIGTERM by itself
	artifact   string
	artifactAt fact.Evidence
	build      Script // zero when nothing is built
	needsBuild bool
	bundle     bundle
	entry      string // source file of the server in the tree
}

type shapeKind uint8

const (
	library shapeKind = iota
	server
	rendered // on the server, by Next and the like
	static
)

// decide tells what the package is, by the strongest evidence first: what cannot
// run in a container, what renders on the server, a server, a static site.
func (a *analysis) decide(p *pkg) shape {
	if f, ok := a.elsewhere(p); ok {
		return shape{kind: library, deployable: f}
	}
	b := a.bundle(p)
	s, ok := a.rendered(p, b)
	if !ok {
		s, ok = a.server(p, b.app)
	}
	if !ok && b.tool != "" {
		s, ok = a.site(p, b), true
	}
	if !ok {
		s = shape{kind: library, deployable: p.not(fact.High, 0)}
		if !p.Library && len(p.Scripts) > 0 && len(p.members) == 0 {
			s.deployable = s.deployable.With(fact.Medium)
		}
	}
	if f, ok := a.aside(p); ok && s.kind != library {
		s.kind, s.deployable = library, f
	}
	return s
}

func (p *pkg) not(c fact.Confidence, line int) fact.Fact {
	return fact.New(fact.Deployable, "false", fact.FromBuild, p.Path, line).With(c)
}

func (p *pkg) yes(c fact.Confidence, line int) fact.Fact {
	return fact.New(fact.Deployable, "true", fact.FromBuild, p.Path, line).With(c)
}

// elsewhere tells whether the package runs somewhere else than in a container: on
// a desktop, a phone, in an editor, inside another application.
func (a *analysis) elsewhere(p *pkg) (fact.Fact, bool) {
	if p.Plugin {
		return p.not(fact.High, 0), true
	}
	if v, ok := p.Engines["vscode"]; ok {
		return p.not(fact.High, v.Line), true
	}
	if d, ok := p.First("electron"); ok {
		return p.not(fact.High, d.Line), true
	}
	if d, ok := p.First("@tauri-apps/cli", "@tauri-apps/api"); ok && a.tree.HasDir(path.Join(p.dir, "src-tauri")) {
		return p.not(fact.High, d.Line), true
	}
	if d, ok := p.FirstRun("react-native", "expo"); ok {
		if _, web := p.First("react-native-web", "next"); !web {
			return p.not(fact.High, d.Line), true
		}
	}
	d, mini := p.First("@tarojs/taro", "@dcloudio/uni-app", "@dcloudio/vue-cli-plugin-uni", "@vue-mini/core", "wepy", "mpvue", "@wepy/core")
	f := a.file(p, "project.config.json", "app.json", "miniprogram/app.json")
	if _, h5 := p.Script("build:h5"); mini && !h5 || !mini && f != "" && path.Base(f) == "project.config.json" {
		return p.not(fact.High, d.Line), true
	}
	return fact.Fact{}, false
}

var mockRE = regexp.MustCompile(`(^|[-_/])mock(s|ed|[-_]?server|[-_]?api)?($|[-_/])`)

// asideRE is a folder of what goes with a package and is not part of it.
var asideRE = regexp.MustCompile(`(^|/)([\w-]+-)?(examples?|samples?|demos?|playgrounds?|sandbox|templates?|docs?|documentation|benchmarks?|website)(/|$)`)

// aside tells whether the package, though it could run, is beside the product: a
// mock, a test, documentation, an example of the package that it lies in.
func (a *analysis) aside(p *pkg) (fact.Fact, bool) {
	base := path.Base(p.dir)
	if p.dir != "." && (mockRE.MatchString(p.Name.Value) || mockRE.MatchString(base)) {
		return p.not(fact.Medium, p.Name.Line), true
	}
	if hasSegment(p.dir, "test", "tests", "e2e", "cypress", "__tests__", "storybook", ".storybook") {
		return p.not(fact.Medium, 0), true
	}
	for q := a.above(p.dir); q != nil; q = a.above(q.dir) {
		inner := relative(q.dir, p.dir)
		if asideRE.MatchString(inner) {
			return p.not(fact.Medium, 0), true
		}
	}
	return fact.Fact{}, false
}

// above returns the package in the nearest directory above dir.
func (a *analysis) above(dir string) *pkg {
	for dir != "." {
		dir = path.Dir(dir)
		if p := a.byDir[dir]; p != nil {
			return p
		}
	}
	return nil
}

// serverFramework returns the framework that the package depends on in production.
func (p *pkg) serverFramework() (string, Dependency, bool) {
	for _, f := range serverFrameworks() {
		if d, ok := p.FirstRun(f[0]); ok {
			return f[1], d, true
		}
	}
	return "", Dependency{}, false
}

// major returns the first number of a version range, "" when there is none.
func major(rng string) string {
	i := strings.IndexAny(rng, "0123456789")
	if i < 0 || strings.Contains(rng, "://") {
		return ""
	}
	end := i
	for end < len(rng) && rng[end] >= '0' && rng[end] <= '9' {
		end++
	}
	return rng[i:end]
}

// files of the package with one of the names.
func (a *analysis) config(p *pkg, stem string) string {
	var names []string
	for _, ext := range []string{".ts", ".js", ".mjs", ".cjs", ".mts"} {
		names = append(names, stem+ext)
	}
	return a.file(p, names...)
}

func (p *pkg) hasFile(match func(rel string) bool) bool {
	return slices.ContainsFunc(p.files, func(f string) bool { return match(p.rel(f)) })
}
