package rules

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/golang"
	"github.com/gantry-ack/gantry/assess/internal/node"
	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/internal/conf"
)

// The ecosystems of dependencies.
const (
	Maven    = "maven"
	NPM      = "npm"
	PyPI     = "pypi"
	GoMod    = "go"
	Composer = "composer"
	NuGet    = "nuget"
	Gem      = "gem"
)

func ecosystems() []string { return []string{Maven, NPM, PyPI, GoMod, Composer, NuGet, Gem} }

// dependency is one that a file declares.
type dependency struct {
	name    string // as the ecosystem compares it
	version string // as declared, "" when it is not told
	dev     bool   // for development and tests only
	line    int
}

// dependencyKey is the form of a name, or of a pattern for names, in which it is compared.
func dependencyKey(ecosystem, name string) string {
	switch ecosystem {
	case PyPI:
		return python.NormalName(name)
	case NuGet, Composer:
		return strings.ToLower(name)
	}
	return name
}

// manifestOf returns the ecosystem of a file that declares dependencies, by its base name; "" for others.
func manifestOf(base string) string {
	lower := strings.ToLower(base)
	ext := path.Ext(lower)
	switch {
	case lower == "pom.xml", strings.HasSuffix(lower, ".gradle"), strings.HasSuffix(lower, ".gradle.kts"), strings.HasSuffix(lower, ".versions.toml"):
		return Maven
	case lower == "package.json":
		return NPM
	case lower == "pyproject.toml", lower == "pipfile", lower == "setup.py", lower == "setup.cfg", requirementsRE.MatchString(lower):
		return PyPI
	case lower == "go.mod":
		return GoMod
	case lower == "composer.json":
		return Composer
	case ext == ".csproj", ext == ".fsproj", ext == ".vbproj", lower == "packages.config", lower == "directory.build.props":
		return NuGet
	case lower == "gemfile", ext == ".gemspec", lower == "gems.rb":
		return Gem
	}
	return ""
}

var (
	requirementsRE = regexp.MustCompile(`^(?:[\w.-]*[._-])?requirements(?:[._-][\w.-]+)?\.(?:txt|in)$`)
	devFileRE      = regexp.MustCompile(`(?:^|[._/-])(?:dev|develop|development|test|tests|testing|lint|docs?|ci|local)(?:[._/-]|$)`)
)

// manifest looks at the dependencies that a file declares.
func (l *looker) manifest(name, text string) {
	ecosystem := manifestOf(path.Base(name))
	x := l.prog.dependencies[ecosystem]
	if x == nil {
		return
	}
	for _, d := range l.declared(ecosystem, name, text) {
		l.dependency(x, d)
	}
}

func (l *looker) declared(ecosystem, name, text string) []dependency {
	switch ecosystem {
	case Maven:
		if strings.HasSuffix(name, ".xml") {
			return l.poms.dependencies(l.tree, name, text)
		}
		return gradleDependencies(name, text)
	case NPM:
		return nodeDependencies(name, text)
	case PyPI:
		return pythonDependencies(name, text)
	case GoMod:
		return goDependencies(name, text)
	case Composer:
		return composerDependencies(text)
	case NuGet:
		return nugetDependencies(l.tree, name, text)
	}
	return gemDependencies(text)
}

func (l *looker) dependency(x *index, d dependency) {
	for _, c := range x.find(nil, d.name) {
		if want := l.prog.conds[c].Dependency; (want.Dev || !d.dev) && l.prog.conds[c].accept.holds(d.version) {
			l.hit(c, d.line)
		}
	}
}

func nodeDependencies(name, text string) []dependency {
	m, err := node.ParseManifest(name, text)
	if err != nil {
		return nil
	}
	var out []dependency
	for _, d := range m.Dependencies {
		out = append(out, dependency{name: d.Name, version: d.Range, dev: d.Dev, line: d.Line})
	}
	return out
}

func pythonDependencies(name, text string) []dependency {
	base := strings.ToLower(path.Base(name))
	var reqs []python.Requirement
	dev := false
	switch base {
	case "pyproject.toml":
		m, _ := python.ReadPyproject(name, text)
		reqs = m.Requirements
	case "pipfile":
		m, _ := python.ReadPipfile(name, text)
		reqs = m.Requirements
	case "setup.cfg":
		reqs = python.ReadSetupCfg(name, text).Requirements
	case "setup.py":
		reqs = python.ReadSetup(name, text).Requirements
	default:
		reqs, _ = python.ReadRequirements(text)
		dev = devFileRE.MatchString(strings.TrimSuffix(base, path.Ext(base)))
	}
	var out []dependency
	for _, r := range reqs {
		if r.Name != "" {
			out = append(out, dependency{name: r.Name, version: r.Spec, dev: dev || r.Dev, line: r.Line})
		}
	}
	return out
}

// goDependencies returns the modules that are required directly.
func goDependencies(name, text string) []dependency {
	m, err := golang.ReadModule(name, text)
	if err != nil {
		return nil
	}
	var out []dependency
	for _, r := range m.Requires {
		if !r.Indirect {
			out = append(out, dependency{name: r.Path, version: r.Version, line: r.Line})
		}
	}
	return out
}

func composerDependencies(text string) []dependency {
	root, err := conf.JSONNode(text)
	if err != nil {
		return nil
	}
	var out []dependency
	for _, list := range []string{"require", "require-dev"} {
		for _, n := range root.Get(list).Items() {
			out = append(out, dependency{name: strings.ToLower(n.Key), version: n.Value, dev: list != "require", line: n.Line})
		}
	}
	return out
}

var (
	gemRE      = regexp.MustCompile(`^\s*gem\s*\(?\s*["']([\w.-]+)["'](?:\s*,\s*["']([^"']*)["'])?(.*)$`)
	gemSpecRE  = regexp.MustCompile(`^\s*\w+\.add_(runtime_|development_)?dependency\s*\(?\s*["']([\w.-]+)["'](?:\s*,\s*["']([^"']*)["'])?`)
	gemGroupRE = regexp.MustCompile(`^\s*group\s+(.*?)\s*do\b`)
	gemDevRE   = regexp.MustCompile(`\bgroups?(?:\s*:|\s*=>)?.*:(?:development|test)\b|\bgroups?\s*:\s*\[?\s*["']?(?:development|test)`)
	gemBlockRE = regexp.MustCompile(`\bdo\b(?:\s*\|[^|]*\|)?\s*$|^\s*(?:if|unless|case|begin)\b`)
	gemEndRE   = regexp.MustCompile(`^\s*end\b`)
)

// gemDependencies reads a Gemfile or a gemspec, line by line.
func gemDependencies(text string) []dependency {
	var out []dependency
	var blocks []bool // whether each block around is for development or tests
	n := 0
	for line := range strings.Lines(text) {
		n++
		if at := strings.Index(" "+line, " #"); at >= 0 {
			line = line[:max(0, at-1)] + "\n"
		}
		line = strings.TrimRight(line, "\r\n")
		inDev := len(blocks) > 0 && blocks[len(blocks)-1]
		switch m, s := gemRE.FindStringSubmatch(line), gemSpecRE.FindStringSubmatch(line); {
		case m != nil:
			out = append(out, dependency{name: m[1], version: m[2], dev: inDev || gemDevRE.MatchString(m[3]), line: n})
		case s != nil:
			out = append(out, dependency{name: s[2], version: s[3], dev: s[1] == "development_", line: n})
		case gemEndRE.MatchString(line) && len(blocks) > 0:
			blocks = blocks[:len(blocks)-1]
		case gemBlockRE.MatchString(line):
			dev := inDev
			if g := gemGroupRE.FindStringSubmatch(line); g != nil {
				dev = inDev || devGroups(g[1])
			}
			blocks = append(blocks, dev)
		}
	}
	return out
}

// devGroups tells whether all groups are for development or tests.
func devGroups(list string) bool {
	for g := range strings.SplitSeq(list, ",") {
		switch strings.Trim(g, " :'\"") {
		case "development", "test", "dev", "ci", "doc", "debug":
		default:
			return false
		}
	}
	return true
}
