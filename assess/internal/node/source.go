package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

// Bounds of what is read of a package's source.
const (
	maxSource = 512 << 10 // bytes of one file
	maxFiles  = 6000      // files of one package
	cacheable = 32        // parsed files that are kept
)

// sourceCache keeps the last files that expressions reached into: a configuration
// module is asked for by many.
type sourceCache struct {
	files map[string]*js.File
	order []string
}

func (c *sourceCache) get(name string) (*js.File, bool) {
	f, ok := c.files[name]
	return f, ok
}

func (c *sourceCache) put(name string, f *js.File) {
	if c.files == nil {
		c.files = map[string]*js.File{}
	}
	if len(c.order) >= cacheable {
		delete(c.files, c.order[0])
		c.order = c.order[1:]
	}
	c.files[name] = f
	c.order = append(c.order, name)
}

// source parses a source file; nil when it cannot be read or is too large. The
// file may be kept.
func (a *analysis) source(name string) *js.File {
	if f, ok := a.sources.get(name); ok {
		return f
	}
	f := a.parse(name, nil)
	a.sources.put(name, f)
	return f
}

// parse parses a source file that is not kept.
func (a *analysis) parse(name string, lookup func(string) (string, bool)) *js.File {
	if size := a.tree.Size(name); size < 0 || size > maxSource {
		return nil
	}
	text, err := a.tree.Text(name)
	if err != nil {
		return nil
	}
	return js.Parse(name, text, &js.Loader{Open: a.open, Lookup: lookup})
}

// scan parses a source file that is read through once; it is valid until the next one.
func (a *analysis) scan(name string) *js.File {
	if size := a.tree.Size(name); size < 0 || size > maxSource {
		return nil
	}
	text, err := a.tree.Text(name)
	if err != nil {
		return nil
	}
	return a.buffer.Parse(name, text, &js.Loader{Open: a.open})
}

// open finds the file that a relative specifier means.
func (a *analysis) open(from, specifier string) *js.File {
	name := a.resolve(from, specifier)
	if name == "" {
		return nil
	}
	if path.Ext(name) == ".json" {
		return a.jsonModule(name)
	}
	return a.source(name)
}

// jsonModule reads a JSON file as the module that it is when required.
func (a *analysis) jsonModule(name string) *js.File {
	if f, ok := a.sources.get(name); ok {
		return f
	}
	if size := a.tree.Size(name); size < 0 || size > maxSource {
		return nil
	}
	text, err := a.tree.Text(name)
	if err != nil {
		return nil
	}
	f := js.Parse(name, "module.exports ="+text, nil)
	a.sources.put(name, f)
	return f
}

// resolve finds the file of the tree that a relative specifier means, as bundlers
// and Node do: the file itself, with an extension, or the index of a folder.
func (a *analysis) resolve(from, specifier string) string {
	var base string
	switch {
	case strings.HasPrefix(specifier, "."):
		base = path.Join(path.Dir(from), specifier)
	case strings.HasPrefix(specifier, "@/") || strings.HasPrefix(specifier, "~/") || strings.HasPrefix(specifier, "src/"):
		i := strings.Index("/"+from, "/src/")
		if i < 0 {
			return ""
		}
		rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(specifier, "@/"), "~/"), "src/")
		base = path.Join(from[:i], "src", rest)
	default:
		return ""
	}
	stem := strings.TrimSuffix(base, path.Ext(base))
	for _, c := range []string{base, base + ".ts", base + ".js", base + ".mjs", base + ".cjs", base + ".json", base + ".tsx", base + "/index.js", base + "/index.ts", stem + ".ts"} {
		if a.tree.Has(c) && (path.Ext(c) == ".json" || sourceExtRE.MatchString(c)) {
			return c
		}
	}
	return ""
}

// sourceFiles returns the source files of a server: no tests, tools, built or
// vendored files, no front end, no configuration of build tools.
func (a *analysis) sourceFiles(p *pkg) []string {
	var out []string
	for _, f := range p.files {
		r := p.rel(f)
		if len(out) < maxFiles && sourceExtRE.MatchString(r) && !strings.HasSuffix(r, ".d.ts") && !skippedDir(path.Dir(r)) && !skippedName(path.Base(r)) {
			out = append(out, f)
		}
	}
	return out
}

func skippedDir(dir string) bool {
	for s := range strings.SplitSeq(dir, "/") {
		if slices.Contains([]string{
			"dist", "build", "out", "output", ".output", "coverage", "public", "static", "vendor", "wwwroot", "node_modules", "tmp",
			"test", "tests", "__tests__", "e2e", "spec", "specs", "__mocks__", "mock", "mocks", "fixtures", "cypress", "testing", "uitest",
			"docs", "doc", "examples", "example", "scripts", "tools", "bench", "benchmark", "benchmarks", "typings", ".storybook", "storybook",
			"client", "frontend", "locales", "i18n", "seeders", "seeds",
		}, s) || strings.HasSuffix(s, "migrations") {
			return true
		}
	}
	return false
}

func skippedName(name string) bool {
	if strings.HasSuffix(name, ".min.js") || strings.HasPrefix(name, ".") {
		return true
	}
	stem, _, _ := strings.Cut(name, ".")
	rest := name[len(stem):]
	switch {
	case strings.Contains(rest, ".test.") || strings.Contains(rest, ".spec.") || strings.Contains(rest, ".stories.") || strings.Contains(rest, ".e2e-spec."):
		return true
	case strings.HasPrefix(rest, ".config.") || strings.HasPrefix(rest, ".conf."):
		switch strings.ToLower(stem) {
		case "vite", "vitest", "vue", "webpack", "rollup", "babel", "jest", "karma", "tailwind", "postcss", "eslint", "prettier", "playwright", "cypress",
			"commitlint", "stylelint", "next", "nuxt", "svelte", "astro", "metro", "tsup", "rsbuild", "drizzle", "codegen", "lint-staged", "ecosystem", "uno", "unocss", "wdio", "protractor":
			return true
		}
	}
	switch strings.ToLower(stem) {
	case "gulpfile", "gruntfile", "fis-conf", "rollup", "jest", "webpack", "test":
		return true
	}
	return false
}
