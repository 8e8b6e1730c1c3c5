package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/conf"
)

// buildNames are the scripts that build for production, surest first.
func buildNames() []string {
	return []string{
		"build", "build:prod", "build:production", "build-prod", "build_prod", "build:pro", "production", "compile", "build:client", "build-client",
		"build-ts", "build:ts", "build:server", "build:dist", "bundle", "dist", "tsc", "build:all", "build:h5", "build:stage", "build:test",
	}
}

// buildScript returns the script that builds the package. One that makes images,
// installers or documentation is none.
func (p *pkg) buildScript() (Script, bool) {
	for _, n := range buildNames() {
		s, ok := p.Script(n)
		if !ok {
			continue
		}
		cmds := p.expand(n)
		useful := slices.ContainsFunc(cmds, func(c command) bool {
			switch c.base() {
			case "docker", "docker-compose", "echo", "electron-builder", "tauri", "exit", "true", "rimraf", "rm", "eslint", "make-dir":
				return false
			}
			return len(c.args) > 0
		})
		if useful {
			return s, true
		}
	}
	return Script{}, false
}

// compiled returns where the build puts what it makes of a source file, both
// relative to the package, "" when that is not known.
func (a *analysis) compiled(p *pkg, entry string) string {
	script, ok := p.buildScript()
	if !ok {
		return ""
	}
	cmds := p.expand(script.Name)
	base := strings.TrimSuffix(entry, path.Ext(entry))
	name := path.Base(base) + ".js"
	if _, ok := ran(cmds, "nest"); ok {
		out, root := a.tsOutput(p, entry, "tsconfig.build.json", "tsconfig.json")
		if out == "" {
			out, root = "dist", "src"
		}
		return path.Join(out, relative(root, base)+".js")
	}
	if _, ok := ran(cmds, "nx"); ok {
		if f := a.file(p, "project.json"); f != "" {
			opt := a.json(f).Get("targets", "build", "options")
			if out := opt.Text("outputPath"); out != "" {
				return path.Join(out, name)
			}
		}
	}
	if out := bundled(cmds, base); out != "" {
		return out
	}
	if out := a.tsCompiled(p, cmds, entry); out != "" {
		return out
	}
	if _, ok := ran(cmds, "rollup", "vite", "webpack", "rspack", "rsbuild"); ok {
		return path.Join("dist", name)
	}
	return ""
}

// bundled is the output of the bundlers and of the compilers that keep the layout.
func bundled(cmds []command, base string) string {
	name := path.Base(base) + ".js"
	if c, ok := ran(cmds, "ncc"); ok {
		return path.Join(or(c.option("-o", "--out"), "dist"), "index.js")
	}
	if c, ok := ran(cmds, "tsup", "unbuild", "tsdown"); ok {
		return path.Join(or(c.option("-d", "--out-dir"), "dist"), name)
	}
	if c, ok := ran(cmds, "esbuild"); ok {
		if f := c.option("--outfile"); f != "" {
			return path.Clean(f)
		}
		return path.Join(or(c.option("--outdir"), "dist"), name)
	}
	if c, ok := ran(cmds, "babel", "swc"); ok {
		out := or(c.option("-d", "--out-dir"), "dist")
		if src := c.operand(); src != "" && c.base() == "babel" {
			return path.Join(out, relative(path.Clean(src), base)+".js")
		}
		return path.Join(out, base+".js")
	}
	return ""
}

// tsCompiled is the output of the TypeScript compiler, in one of its guises.
func (a *analysis) tsCompiled(p *pkg, cmds []command, entry string) string {
	c, ok := ran(cmds, "tsc", "ttsc", "tspc", "midway-bin", "mwtsc", "etsc")
	if !ok || slices.Contains(c.args, "--noEmit") {
		return ""
	}
	configs := []string{"tsconfig.build.json", "tsconfig.prod.json", "tsconfig.json"}
	if f := c.option("-p", "--project", "-b", "--build"); f != "" {
		configs = []string{f, path.Join(f, "tsconfig.json")}
	} else if c.base() == "tsc" {
		configs = []string{"tsconfig.json"}
	}
	out, root := a.tsOutput(p, entry, configs...)
	if o := c.option("--outDir", "--outdir"); o != "" {
		out = path.Clean(o)
	}
	switch {
	case out != "":
	case c.base() == "midway-bin" || c.base() == "mwtsc":
		out, root = "dist", "src"
	default:
		out, root = ".", "."
	}
	return path.Join(out, relative(root, strings.TrimSuffix(entry, path.Ext(entry)))+".js")
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// tsOutput returns the output directory of the first of the configurations that is
// there, and the directory whose layout it repeats, both relative to the package.
func (a *analysis) tsOutput(p *pkg, entry string, configs ...string) (out, root string) {
	f := a.file(p, configs...)
	if f == "" {
		return "", "."
	}
	t := a.tsConfig(f, 0)
	base := path.Dir(p.rel(f))
	if t.outDir != "" {
		out = path.Join(base, t.outDir)
	}
	if t.rootDir != "" {
		return out, path.Join(base, t.rootDir)
	}
	return out, a.commonRoot(p, t, base, entry)
}

type tsConfig struct {
	outDir, rootDir  string
	include, exclude []string
}

// tsConfig reads a configuration with those that it extends; paths in them count
// from the file that holds them.
func (a *analysis) tsConfig(name string, depth int) tsConfig {
	n := a.json(name)
	if n == nil || depth > 4 {
		return tsConfig{}
	}
	var t tsConfig
	if base := n.Text("extends"); strings.HasPrefix(base, ".") {
		if path.Ext(base) != ".json" {
			base += ".json"
		}
		if full := path.Join(path.Dir(name), base); a.tree.Has(full) {
			t = a.tsConfig(full, depth+1)
			for _, s := range []*string{&t.outDir, &t.rootDir} {
				if *s != "" {
					*s = relative(path.Dir(name), path.Join(path.Dir(full), *s))
				}
			}
		}
	}
	opt := n.Get("compilerOptions")
	t.outDir = or(opt.Text("outDir"), t.outDir)
	t.rootDir = or(opt.Text("rootDir"), t.rootDir)
	for _, l := range []struct {
		to  *[]string
		key string
	}{{&t.include, "include"}, {&t.exclude, "exclude"}} {
		if items := list(n.Get(l.key)); len(items) > 0 {
			*l.to = nil
			for _, i := range items {
				*l.to = append(*l.to, strings.TrimPrefix(i.Value, "./"))
			}
		}
	}
	return t
}

// commonRoot returns the directory that holds all sources, which is what the
// compiler takes when it is not told.
func (a *analysis) commonRoot(p *pkg, t tsConfig, base, entry string) string {
	top, _, nested := strings.Cut(entry, "/")
	if !nested {
		return "."
	}
	if len(t.include) > 0 {
		for _, i := range t.include {
			if first, _, _ := strings.Cut(path.Join(base, i), "/"); first != top && !strings.HasSuffix(i, ".d.ts") && !strings.HasPrefix(i, "types") && !strings.HasPrefix(i, "typings") {
				if strings.ContainsAny(first, "*") {
					return a.commonOfFiles(p, t, top)
				}
				return "."
			}
		}
		return top
	}
	return a.commonOfFiles(p, t, top)
}

func (a *analysis) commonOfFiles(p *pkg, t tsConfig, top string) string {
	for _, f := range p.files {
		r := p.rel(f)
		if !typeScriptRE.MatchString(r) || strings.HasSuffix(r, ".d.ts") {
			continue
		}
		first, _, _ := strings.Cut(r, "/")
		if first != top && !slices.ContainsFunc(t.exclude, func(x string) bool { return matches([]string{x, x + "/**", "**/" + x}, r) }) {
			return "."
		}
	}
	return top
}

// settings reads a configuration file of any format into settings; a problem is
// recorded.
func (a *analysis) settings(name string) conf.Settings {
	if s, ok := a.parsed[name]; ok {
		return s
	}
	s := a.readSettings(name)
	a.parsed[name] = s
	return s
}

func (a *analysis) readSettings(name string) conf.Settings {
	text, err := a.tree.Text(name)
	if err != nil {
		a.problem(name, 0, err)
		return nil
	}
	var s conf.Settings
	switch path.Ext(name) {
	case ".json", ".json5":
		s, err = conf.JSON(text)
	case ".yml", ".yaml":
		s, err = conf.YAML(text)
	case ".toml":
		s, err = conf.TOML(text)
	default:
		s, _ = conf.Dotenv(text) // a stray line does not spoil the others
	}
	if err != nil {
		a.parseProblem(name, err)
	}
	return s
}
