package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/moby/patternmatcher"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// ignoreFile keeps out of the build what no build reads: what a person's tools
// leave, what builds leave, secrets, and what describes the delivery. Names are
// exact where a broad pattern could hit source.
func (b *builder) ignoreFile() []byte {
	title := i18n.Text{ZH: b.w.Name + " 的构建不需要的文件", EN: "What the build of " + b.w.Name + " does not read"}
	lines := []string{
		"# " + b.print.Header(title),
		"",
		".git", ".gitattributes", ".github", ".gitlab-ci.yml", "**/.svn", "**/.idea", "**/.vscode", "**/*.iml", "**/.DS_Store",
		"",
		"# " + b.text("交付用的文件：改它们不会使构建缓存失效", "files of the delivery: a change of them leaves the build's cache alone"),
		"**/Dockerfile", "**/*.Dockerfile", "**/*.dockerignore",
	}
	if path.Clean(b.w.Build.Context) == "." { // else they lie outside of the context
		lines = append(lines, ".gantry", "deploy/README.md", "deploy/docker-bake.hcl", "deploy/kustomize", "deploy/tekton", "deploy/suggestions")
	}
	lines = append(lines, "", "# "+b.text("密钥和本机设置", "secrets and settings of one machine"))
	lines = append(lines, b.secretPatterns()...)
	if stack := slices.Compact(b.ignore); len(stack) > 0 {
		lines = append(lines, "", "# "+b.text("构建和测试的产物", "what builds and tests leave"))
		lines = append(lines, stack...)
	}
	if keep := b.keepPatterns(patterns(lines)); len(keep) > 0 {
		lines = append(lines, "", "# "+b.text("程序要用的例外", "exceptions that the program needs"))
		lines = append(lines, keep...)
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// patterns leaves out comments and blank lines.
func patterns(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "" || strings.HasPrefix(l, "#") })
}

// secretPatterns: builds of front ends read .env files, whose values end up in
// public pages anyway; elsewhere they hold secrets.
func (b *builder) secretPatterns() []string {
	out := []string{"**/*.pem", "**/*.key", "**/*.p12", "**/*.jks"}
	if b.w.Component.Language.ID == "java" { // what is packed into the program
		out = append(out, "!**/src/main/resources/**")
	}
	out = append(out, "**/id_rsa", "**/.env.local", "**/.env.*.local")
	if !isStatic(b.w.Component) && b.value(fact.BuildCommand) == "" {
		out = append(out, "**/.env", "**/.env.*")
	}
	if b.npmrcHasLogin() {
		out = append(out, "**/.npmrc")
	}
	return out
}

// keepPatterns are the files that the program opens although a pattern hits them.
func (b *builder) keepPatterns(patterns []string) []string {
	m, err := patternmatcher.New(patterns)
	if err != nil { // the patterns are ours and always good
		return nil
	}
	var out []string
	for _, f := range b.facts.Values(fact.RuntimeFile) {
		name := strings.TrimSuffix(f, "/")
		if hit, err := m.MatchesOrParentMatches(name); err == nil && hit && !path.IsAbs(f) && !strings.HasPrefix(f, "../") {
			out = append(out, "!"+name)
		}
	}
	return out
}

// ignoreOutput keeps out the output directories of a build tool, but not packages
// of source that have the same name.
func (b *builder) ignoreOutput(name string) {
	b.ignore = append(b.ignore, "**/"+name, "!**/src/**/"+name)
}

func (b *builder) ignoreNode() {
	b.ignore = append(b.ignore, "**/node_modules", "**/coverage", "**/.nyc_output", "**/*.log")
	if a := b.value(fact.BuildArtifact); a != "" && a != "." && b.nodeBuildCommand() != "" {
		first := a
		if strings.HasSuffix(first, "/standalone") {
			first = path.Dir(first)
		}
		b.ignore = append(b.ignore, first)
	}
}
