package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
	"github.com/gantry-ack/gantry/internal/conf"
)

// dotenv returns a lookup in the environment files of a mode, as vite and vue-cli
// read them: those of the mode first.
func (a *analysis) dotenv(p *pkg, mode string) func(string) (string, bool) {
	var files []conf.Settings
	for _, n := range []string{".env." + mode, "env/.env." + mode, ".env", "env/.env"} {
		if f := a.file(p, n); f != "" {
			files = append(files, a.settings(f))
		}
	}
	return func(name string) (string, bool) {
		for _, s := range files {
			if v, ok := s.Get(name); ok {
				return strings.Trim(v.Value, `'"`), true
			}
		}
		return "", false
	}
}

// configure reads where the bundler puts what it makes, and the path that it is
// served under.
func (a *analysis) configure(p *pkg, b *bundle, cmd command) {
	switch b.tool {
	case "vite":
		a.vite(p, b, cmd)
	case "vue-cli":
		a.read3(p, b, cmd, "vue.config", "outputDir", "publicPath", "baseUrl")
		if d := cmd.option("--dest"); d != "" {
			b.artifact = path.Clean(d)
		}
	case "cra":
		if v := p.Manifest.root.Text("homepage"); strings.HasPrefix(v, "/") {
			b.base, b.baseAt = v, fact.Evidence{Path: p.Path, Line: p.Manifest.root.Get("homepage").Line}
		}
	case "umi":
		a.read3(p, b, cmd, ".umirc", "outputPath", "base", "publicPath")
		a.read3(p, b, cmd, "config/config", "outputPath", "base", "publicPath")
	case "ng":
		a.angular(p, b, cmd)
	case "webpack":
		a.webpack(p, b, cmd)
	case "rsbuild":
		if c := a.configFile(p, b, cmd, "rsbuild.config", "production"); c != nil {
			v := c.Exported()
			b.out(v.Get("output", "distPath", "root"), p)
			b.served(or2(v.Get("server", "base"), v.Get("output", "assetPrefix")))
		}
	case "vitepress", "vuepress":
		if dir := cmd.lastOperand(); dir != "build" && dir != "" {
			b.artifact = path.Join(dir, b.artifact)
		}
	}
}

func (c command) lastOperand() string {
	ops := operands(c.args[1:])
	if len(ops) == 0 {
		return ""
	}
	return ops[len(ops)-1]
}

func or2(a, b js.Value) js.Value {
	if a.Known() {
		return a
	}
	return b
}

// configFile parses the configuration of the bundler with the environment of a mode.
func (a *analysis) configFile(p *pkg, b *bundle, cmd command, stem, mode string) *js.File {
	f := ""
	if c := cmd.option("--config", "-c"); c != "" {
		f = a.file(p, c)
	}
	if f == "" {
		f = a.config(p, stem)
	}
	if f == "" {
		return nil
	}
	b.config = f
	return a.parse(f, a.dotenv(p, mode))
}

// mode returns the mode of a build command: --mode of it, else production.
func mode(cmd command) string { return or(cmd.option("--mode", "-m"), "production") }

func (a *analysis) vite(p *pkg, b *bundle, cmd command) {
	c := a.configFile(p, b, cmd, "vite.config", mode(cmd))
	if c == nil {
		return
	}
	v := c.Exported()
	if lib := v.Get("build", "lib"); lib.Kind == js.Object {
		b.app, b.confidence, b.why, b.whyPath = false, fact.Medium, lib.Line, b.config
	}
	if f := c; !b.app && f.Imports("laravel-vite-plugin") {
		b.why, b.whyPath = f.Modules[0].Line, b.config
	}
	root := v.Get("root")
	b.out(v.Get("build", "outDir"), p)
	if r := viteRoot(root, p); r != "" && r != "." && !v.Get("build", "outDir").Path { // the output counts from there
		b.artifact = path.Join(r, b.artifact)
	}
	if !b.app && b.why == b.script.Line {
		if r := viteRoot(root, p); r != "" && a.file(p, path.Join(r, "index.html")) != "" {
			b.app = true
		}
	}
	if out := cmd.option("--outDir"); out != "" {
		b.artifact = path.Clean(out)
	}
	b.served(v.Get("base"))
	if base := cmd.option("--base"); base != "" {
		b.base, b.baseAt = base, fact.Evidence{Path: p.Path, Line: b.script.Line}
	}
}

func viteRoot(v js.Value, p *pkg) string {
	if !v.Known() {
		return ""
	}
	if v.Path && v.Name != "cwd" {
		return relative(p.dir, path.Clean(v.Text))
	}
	return path.Clean(v.Text)
}

// out takes the output directory when it is known.
func (b *bundle) out(v js.Value, p *pkg) {
	if v.Kind != js.Text || v.Text == "" || strings.Contains(v.Form, "${}") {
		return
	}
	s := path.Clean(v.Text)
	if v.Path && v.Name != "cwd" && !path.IsAbs(s) {
		s = relative(p.dir, s)
	}
	if path.IsAbs(s) {
		return
	}
	b.artifact, b.artifactAt = s, fact.Evidence{Path: v.File.Path, Line: v.Line}
}

// served takes the path that the site is served under; a full URL is that of a
// content network.
func (b *bundle) served(v js.Value) {
	if v.Kind == js.Text && strings.HasPrefix(v.Text, "/") && !strings.HasPrefix(v.Text, "//") && v.File != nil {
		b.base, b.baseAt = v.Text, fact.Evidence{Path: v.File.Path, Line: v.Line}
	}
}

// read3 reads a configuration whose output directory and base are at its top.
func (a *analysis) read3(p *pkg, b *bundle, cmd command, stem, out string, bases ...string) {
	c := a.configFile(p, b, command{args: []string{""}}, stem, mode(cmd))
	if c == nil {
		return
	}
	v := c.Exported()
	b.out(v.Get(out), p)
	for _, k := range bases {
		if b.base == "" {
			b.served(v.Get(k))
		}
	}
}

// webpack reads output.path of the configuration, or that of the template of Vue CLI 2.
func (a *analysis) webpack(p *pkg, b *bundle, cmd command) {
	if c := a.configFile(p, b, command{args: []string{""}}, "config/index", "production"); c != nil && oldTemplate(cmd.operand()) {
		v := c.Exported().Get("build")
		b.out(v.Get("assetsRoot"), p)
		b.served(v.Get("assetsPublicPath"))
		return
	}
	for _, stem := range []string{"webpack.prod", "webpack.config.prod", "webpack.config", "build/webpack.prod.conf", "build/webpack.prod", "config/webpack.prod", "config/webpack.config.prod", "webpack.common", "build/webpack.base.conf"} {
		if c := a.configFile(p, b, cmd, stem, "production"); c != nil {
			v := c.Exported().Get("output")
			if o := v.Get("path"); o.Known() {
				b.out(o, p)
				b.served(v.Get("publicPath"))
				return
			}
		}
	}
}

// angular reads the application that angular.json builds by default: the one that
// is named in the command, else the default one, else the first application.
func (a *analysis) angular(p *pkg, b *bundle, cmd command) {
	f := a.file(p, "angular.json")
	if f == "" {
		return
	}
	b.config = f
	n := a.json(f)
	projects := n.Get("projects").Items()
	want := n.Text("defaultProject")
	if ops := operands(cmd.args[1:]); len(ops) > 1 {
		want = ops[1]
	}
	i := slices.IndexFunc(projects, func(c conf.Node) bool { return c.Key == want })
	if i < 0 {
		i = slices.IndexFunc(projects, func(c conf.Node) bool { return c.Text("projectType") != "library" })
	}
	if i < 0 {
		b.app = len(projects) == 0 && n != nil
		return
	}
	project := &projects[i]
	build := project.Get("architect", "build")
	if build == nil {
		build = project.Get("targets", "build")
	}
	out := build.Get("options", "outputPath")
	b.artifact, b.artifactAt = path.Join("dist", project.Key), fact.Evidence{Path: f, Line: project.Line}
	browser := strings.HasSuffix(build.Text("builder"), ":application")
	switch {
	case out == nil:
	case out.Kind == conf.Scalar:
		b.artifact, b.artifactAt.Line = path.Clean(out.Value), out.Line
	default:
		b.artifact, b.artifactAt.Line = path.Clean(or(out.Text("base"), b.artifact)), out.Line
		if x := out.Get("browser"); x != nil {
			browser = false
			b.artifact = path.Join(b.artifact, x.Value)
		}
	}
	if browser {
		b.artifact = path.Join(b.artifact, "browser")
	}
	if base := build.Get("options", "baseHref"); base != nil && strings.HasPrefix(base.Value, "/") {
		b.base, b.baseAt = base.Value, fact.Evidence{Path: f, Line: base.Line}
	}
}
