package rules

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/gantry-ack/gantry/assess/scan"
)

// pom is what a POM says of dependencies and of what their versions are made of.
type pom struct {
	deps       []pomDependency
	managed    map[string]string // version by group:artifact
	properties map[string]string
	parent     string // path of the parent's POM in the tree, which may not exist
	version    string
}

type pomDependency struct {
	group, artifact, version, scope string
	line                            int
}

// pomCache keeps POMs, since modules share their parents.
type pomCache struct {
	mu   sync.Mutex
	poms map[string]*pom
}

const (
	maxParents = 8
	maxPOM     = 1 << 20
)

func (p *pomCache) get(tree *scan.Tree, name string) *pom {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m, ok := p.poms[name]; ok {
		return m
	}
	if p.poms == nil {
		p.poms = map[string]*pom{}
	}
	var m *pom
	if tree.Has(name) && tree.Size(name) <= maxPOM {
		if text, err := tree.Text(name); err == nil {
			m = readPOM(name, text)
		}
	}
	p.poms[name] = m
	return m
}

// dependencies returns those that a POM declares itself, with versions as far as it and its parents
// in the tree tell them.
func (p *pomCache) dependencies(tree *scan.Tree, name, text string) []dependency {
	if len(text) > maxPOM {
		return nil
	}
	own := readPOM(name, text)
	chain := []*pom{own}
	for m := own; m.parent != "" && len(chain) < maxParents; {
		if m = p.get(tree, m.parent); m == nil {
			break
		}
		chain = append(chain, m)
	}
	var out []dependency
	for _, d := range own.deps {
		version := d.version
		for i := 0; version == "" && i < len(chain); i++ {
			version = chain[i].managed[d.group+":"+d.artifact]
		}
		out = append(out, dependency{
			name: fill(d.group, chain) + ":" + d.artifact, version: fill(version, chain), dev: d.scope == "test", line: d.line,
		})
	}
	return out
}

var propertyRE = regexp.MustCompile(`^\$\{([\w.-]+)\}$`)

// fill replaces a text that is one placeholder by the property of the POM or the nearest parent.
func fill(text string, chain []*pom) string {
	for range maxParents {
		m := propertyRE.FindStringSubmatch(text)
		if m == nil {
			return text
		}
		next := ""
		for i := 0; next == "" && i < len(chain); i++ {
			if next = chain[i].properties[m[1]]; next == "" && (m[1] == "project.version" || m[1] == "version") {
				next = chain[i].version
			}
		}
		if next == "" {
			return ""
		}
		text = next
	}
	return ""
}

// readPOM reads a POM, profiles included.
func readPOM(name, text string) *pom {
	doc := readXML(text)
	m := &pom{managed: map[string]string{}, properties: map[string]string{}}
	fields := make([]map[string]string, len(doc)) // texts of the children, of the elements that have a use for them
	for i := range doc {
		e := &doc[i]
		switch {
		case e.name == "dependency" && e.parentName(doc) == "dependencies", e.name == "parent" && elementAt(doc, i, "project/parent"):
			fields[i] = map[string]string{}
		case e.parent >= 0 && fields[e.parent] != nil:
			fields[e.parent][e.name] = e.text
			if e.name == "artifactId" {
				doc[e.parent].line = e.line // the line that names it
			}
		case e.parentName(doc) == "properties":
			m.properties[e.name] = e.text
		case elementAt(doc, i, "project/version"):
			m.version = e.text
		}
	}
	for i := range doc {
		f := fields[i]
		switch {
		case f == nil:
		case doc[i].name == "parent":
			rel, told := f["relativePath"]
			m.parent = parentPath(name, rel, told)
			if m.version == "" {
				m.version = f["version"]
			}
		case elementAt(doc, i, "//dependencyManagement/dependencies/dependency"):
			m.managed[f["groupId"]+":"+f["artifactId"]] = f["version"]
		case elementAt(doc, i, "project/dependencies/dependency"), elementAt(doc, i, "project/profiles/profile/dependencies/dependency"):
			m.deps = append(m.deps, pomDependency{f["groupId"], f["artifactId"], f["version"], f["scope"], doc[i].line})
		}
	}
	return m
}

// parentPath is where the POM of the parent lies, as Maven looks for it; "" for one outside of the tree.
func parentPath(name, rel string, told bool) string {
	if !told {
		rel = "../pom.xml"
	}
	if rel == "" || path.IsAbs(rel) || strings.Contains(rel, `\`) {
		return ""
	}
	p := path.Join(path.Dir(name), rel)
	if path.Ext(p) != ".xml" {
		p = path.Join(p, "pom.xml")
	}
	if p == ".." || strings.HasPrefix(p, "../") || p == name {
		return ""
	}
	return p
}

var (
	gradleLineRE   = regexp.MustCompile(`^\s*(?:"?([A-Za-z]+)"?)\s*\(?\s*(?:(?:enforcedPlatform|platform)\s*\(\s*)?(?:dependencies\.create\()?["']([\w.-]+):([\w.-]+)(?::([^"'@:]+))?[^"']*["']`)
	gradleMapRE    = regexp.MustCompile(`^\s*([A-Za-z]+)\s*\(?\s*group\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["']([\w.-]+)["'](?:\s*,\s*version\s*[:=]\s*["']([^"']+)["'])?`)
	gradleConfigRE = regexp.MustCompile(`^(?:compile|api|implementation|runtime|runtimeOnly|compileOnly|compileOnlyApi|providedCompile|providedRuntime|annotationProcessor|kapt|ksp|developmentOnly|\w*(?:Implementation|RuntimeOnly|Api|CompileOnly|Compile|Runtime|AnnotationProcessor))$`)
	gradleVarRE    = regexp.MustCompile(`^\s*(?:def\s+|val\s+|var\s+|ext\.|set\(\s*)?["']?([A-Za-z_][\w.]*)["']?\s*[=,:]\s*["'](\d[\w.-]*)["']`)
	catalogRE      = regexp.MustCompile(`^\s*[\w.-]+\s*=\s*(?:\{\s*)?(?:module\s*=\s*)?["']([\w.-]+):([\w.-]+)(?::([\w.+-]+))?["']`)
	catalogMapRE   = regexp.MustCompile(`^\s*[\w.-]+\s*=\s*\{\s*group\s*=\s*["']([\w.-]+)["']\s*,\s*name\s*=\s*["']([\w.-]+)["']`)
	catalogRefRE   = regexp.MustCompile(`version(?:\.ref\s*=\s*["']([\w.-]+)["']|\s*=\s*["']([^"']+)["'])`)
)

// gradleDependencies reads what stands in build scripts and catalogues as it is written there.
func gradleDependencies(name, text string) []dependency {
	if strings.HasSuffix(name, ".toml") {
		return catalogDependencies(text)
	}
	var out []dependency
	vars := map[string]string{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if m := gradleVarRE.FindStringSubmatch(line); m != nil {
			vars[m[1]] = m[2]
		}
		m := gradleLineRE.FindStringSubmatch(line)
		if m == nil {
			m = gradleMapRE.FindStringSubmatch(line)
		}
		if m == nil || !gradleConfigRE.MatchString(m[1]) {
			continue
		}
		version := m[4]
		if ref := strings.Trim(strings.TrimPrefix(version, "$"), "{}"); ref != version {
			version = vars[ref[strings.LastIndex(ref, ".")+1:]]
		}
		config := strings.ToLower(m[1])
		out = append(out, dependency{
			name: m[2] + ":" + m[3], version: version, line: n,
			dev: strings.Contains(config, "test") || strings.Contains(config, "annotationprocessor") || config == "developmentonly" || config == "kapt" || config == "ksp",
		})
	}
	return out
}

// catalogDependencies reads a version catalogue: what it names, build scripts use.
func catalogDependencies(text string) []dependency {
	var out []dependency
	vars := map[string]string{}
	n := 0
	section := ""
	for line := range strings.Lines(text) {
		n++
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "[") {
			section = strings.Trim(trimmed, "[] ")
			continue
		}
		if section == "versions" {
			if m := gradleVarRE.FindStringSubmatch(line); m != nil {
				vars[m[1]] = m[2]
			} else if key, value, ok := strings.Cut(trimmed, "="); ok {
				vars[strings.TrimSpace(key)] = strings.Trim(strings.TrimSpace(value), `"'`)
			}
		}
		if section != "libraries" {
			continue
		}
		m := catalogRE.FindStringSubmatch(line)
		if m == nil {
			if m = catalogMapRE.FindStringSubmatch(line); m == nil {
				continue
			}
			m = append(m, "")
		}
		version := m[3]
		if ref := catalogRefRE.FindStringSubmatch(line); ref != nil {
			if version = ref[2]; ref[1] != "" {
				version = vars[ref[1]]
			}
		}
		out = append(out, dependency{name: m[1] + ":" + m[2], version: version, line: n})
	}
	return out
}

var archiveRE = regexp.MustCompile(`^([A-Za-z][\w.-]*?)(?:-(\d[\w.]*(?:[-.](?:RELEASE|Final|GA|SNAPSHOT|jre\d*|android|jdk\d+))?))?\.jar$`)

// archive takes a jar in the tree for a dependency, by its name. Its group is lost, so that only the artifact
// is compared.
func (l *looker) archive(name string) {
	x := l.prog.dependencies[Maven]
	if x == nil || path.Ext(name) != ".jar" || strings.HasSuffix(name, "-wrapper.jar") {
		return
	}
	m := archiveRE.FindStringSubmatch(path.Base(name))
	if m == nil {
		return
	}
	for _, c := range l.prog.artifacts.find(nil, m[1]) {
		if l.prog.conds[c].accept.holds(m[2]) {
			l.hit(c, 0)
		}
	}
}
