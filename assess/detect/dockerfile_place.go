package detect

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/dockerfile"
	"github.com/gantry-ack/gantry/assess/scan"
)

// dockerPlacer finds the directory of the component that a Dockerfile is about.
type dockerPlacer struct {
	tree *scan.Tree
	file *dockerfile.File
	name string
}

// place returns the directory: the module that the build names, the Dockerfile's
// own when a component lives there, or where what it copies comes from. It is ""
// when nothing tells. The build context is given when a compose file says so.
func (p dockerPlacer) place(given string, args map[string]string) string {
	own := path.Dir(p.name)
	if given == "" && !p.buildFile(own) {
		for dir := own; ; dir = path.Dir(dir) {
			if m := p.named(dir); m != "" {
				return m
			}
			if dir == "." {
				break
			}
		}
	}
	ctx := given
	if ctx == "" {
		ctx = p.guessContext(own, args)
	}
	if ctx == "" {
		if p.buildFile(own) {
			return own
		}
		return ""
	}
	if m := p.named(ctx); m != "" {
		return m
	}
	if own != ctx && p.buildFile(own) {
		return own
	}
	return p.common(ctx, own, args)
}

// named returns the module below the context that the build names, "" without one.
func (p dockerPlacer) named(ctx string) string {
	for _, m := range p.file.Modules() {
		if dir := p.module(ctx, m); dir != "" {
			return dir
		}
	}
	return ""
}

// guessContext tries the Dockerfile's own directory and those above it: the
// context is where what is copied can be found.
func (p dockerPlacer) guessContext(own string, args map[string]string) string {
	best, most, named := "", 0, 0
	for dir := own; ; dir = path.Dir(dir) {
		found := 0
		named = 0
		for _, s := range p.file.Sources(args) {
			if s == "." || s == "*" {
				continue
			}
			named++
			if p.exists(path.Join(dir, s)) {
				found++
			}
		}
		if found > most {
			best, most = dir, found
		}
		if dir == "." {
			break
		}
	}
	switch {
	case best != "":
		return best
	case p.buildFile(own):
		return own
	case named > 0: // copies files that only a build leaves
		return ""
	}
	for dir := own; ; dir = path.Dir(dir) { // copies everything, or nothing
		if p.buildFile(dir) || dir == "." || !deployWord(path.Base(dir)) {
			return dir
		}
	}
}

func (p dockerPlacer) exists(name string) bool {
	if strings.ContainsAny(name, "*?[") {
		return len(p.tree.Match(name)) > 0
	}
	return p.tree.Has(name) || p.tree.HasDir(name)
}

// module finds a directory that the build names below the context. It may be
// written as it is inside the image: /src/order is order.
func (p dockerPlacer) module(ctx, name string) string {
	name = path.Clean(name)
	for name != "" && name != "." && !strings.HasPrefix(name, "..") {
		if dir := path.Join(ctx, name); p.tree.HasDir(dir) && (p.buildFile(dir) || p.goMain(dir)) {
			return dir
		}
		_, rest, ok := strings.Cut(name, "/")
		if !ok {
			return ""
		}
		name = rest
	}
	return ""
}

// common returns the directory below the context that all sources come from,
// apart from the files that lie beside the Dockerfile.
func (p dockerPlacer) common(ctx, own string, args map[string]string) string {
	var shared []string
	first := true
	for _, s := range p.file.Sources(args) {
		full := path.Join(ctx, s)
		if s == "." || s == "*" {
			return ctx
		}
		if own != ctx && (full == own || strings.HasPrefix(full, own+"/")) {
			continue
		}
		dir := path.Dir(s)
		if p.tree.HasDir(full) {
			dir = s
		}
		elems := strings.Split(dir, "/")
		if first {
			shared, first = elems, false
		} else {
			shared = sharedElems(shared, elems)
		}
	}
	for n := len(shared); n > 0; n-- {
		if dir := path.Join(ctx, path.Join(shared[:n]...)); dir != ctx && p.buildFile(dir) {
			return dir
		}
	}
	return ctx
}

// sharedElems returns the elements that two paths start with alike.
func sharedElems(a, b []string) []string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// buildFile tells whether a directory holds a file that makes it a component's.
func (p dockerPlacer) buildFile(dir string) bool { return componentDir(p.tree, dir) }

func (p dockerPlacer) goMain(dir string) bool {
	return p.tree.Has(path.Join(dir, "main.go")) || len(p.tree.Match(path.Join(dir, "*.go"))) > 0
}

// componentDir tells whether a directory holds a build file of some stack. The
// parent of a Maven build is no component.
func componentDir(t *scan.Tree, dir string) bool {
	if dir == "" {
		return false
	}
	if pom := path.Join(dir, "pom.xml"); t.Has(pom) {
		text, err := t.Text(pom)
		return err != nil || !parentPomRE.MatchString(text)
	}
	for _, f := range []string{
		"build.gradle", "build.gradle.kts", "package.json", "go.mod", "requirements.txt", "pyproject.toml",
		"setup.py", "Pipfile", "manage.py", "composer.json", "Gemfile", "Cargo.toml", "mix.exs",
	} {
		if t.Has(path.Join(dir, f)) {
			return true
		}
	}
	return len(t.Match(path.Join(dir, "*.csproj"))) > 0
}

var parentPomRE = regexp.MustCompile(`<packaging>\s*pom\s*</packaging>`)

// deployWord tells of names that say what a directory or file is for and not
// which component it is about.
func deployWord(name string) bool {
	switch strings.ToLower(strings.Trim(name, "._-")) {
	case "docker", "dockerfile", "dockerfiles", "docker-compose", "compose", "deploy", "deployment", "deployments", "build", "ci", "cicd", "devops", "ops", "k8s", "kubernetes",
		"manifests", "container", "containers", "image", "images", "sh", "script", "scripts", "bin", "conf", "config", "document", "docs", "doc", "src", "main", "resources", "app",
		"prod", "production", "release", "staging", "stage", "uat", "dev", "development", "test", "local", "debug", "systemd", "supervisor", "supervisord", "etc", "tools",
		"alpine", "debian", "ubuntu", "centos", "slim", "amd64", "arm64", "x86", "multi", "new", "ee", "ce", "base", "builder", "jib", "server", "service", "services", "apps", "jvm", "native", "legacy", "legacy-jar":
		return true
	}
	return name == ""
}

var artefactVersionRE = regexp.MustCompile(`[-_]v?\d+(\.\d+)+([.-]?(SNAPSHOT|RELEASE|GA|Final|RC\d*|M\d+|boot|exec|\d+))*$|-(SNAPSHOT|exec|boot|fat|all)$`)

// artefactName is the name of what a jar, a script or a binary is made from: the
// last element without extension and version; "" when it names nothing.
func artefactName(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	for _, ext := range []string{".jar", ".war", ".py", ".js", ".dll", ".sh"} {
		base = strings.TrimSuffix(base, ext)
	}
	base = artefactVersionRE.ReplaceAllString(base, "")
	if base == "." || base == "/" || strings.ContainsAny(base, "*?$`{(") || deployWord(base) || base == "application" || base == "index" {
		return ""
	}
	return base
}
