package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// bundle is how a front end is built.
type bundle struct {
	tool       string // id of the bundler, "" when there is none
	app        bool   // it makes a site and no library or part of another one
	confidence fact.Confidence
	script     Script
	config     string // file of the bundler's configuration
	artifact   string // relative to the package
	artifactAt fact.Evidence
	base       string
	baseAt     fact.Evidence
	proxies    []proxy
	why        int // line that says that it is no site
	whyPath    string
}

// proxy is a prefix that the development server passes on.
type proxy struct {
	prefix, target string
	at             fact.Evidence
}

// bundlers returns the programs that build front ends with the ids of the bundlers
// and their usual output.
func bundlers() [][3]string {
	return [][3]string{
		{"vite", "vite", "dist"}, {"rolldown-vite", "vite", "dist"}, {"vue-cli-service", "vue-cli", "dist"}, {"react-scripts", "cra", "build"}, {"react-app-rewired", "cra", "build"}, {"craco", "cra", "build"},
		{"ng", "ng", "dist"}, {"umi", "umi", "dist"}, {"max", "umi", "dist"}, {"roadhog", "roadhog", "dist"}, {"poi", "poi", "dist"}, {"ice", "ice", "build"}, {"icejs", "ice", "build"},
		{"rsbuild", "rsbuild", "dist"}, {"rspack", "rspack", "dist"}, {"farm", "farm", "dist"}, {"uni", "uni-app", "dist/build/h5"}, {"taro", "taro", "dist"}, {"quasar", "quasar", "dist/spa"},
		{"gatsby", "gatsby", "public"}, {"astro", "astro", "dist"}, {"docusaurus", "docusaurus", "build"}, {"vitepress", "vitepress", ".vitepress/dist"}, {"vuepress", "vuepress", ".vuepress/dist"}, {"hexo", "hexo", "public"}, {"eleventy", "eleventy", "_site"},
		{"ember", "ember", "dist"}, {"stencil", "stencil", "www"}, {"parcel", "parcel", "dist"}, {"webpack", "webpack", "dist"}, {"webpack-cli", "webpack", "dist"}, {"preact", "preact", "build"}, {"snowpack", "snowpack", "build"}, {"trunk", "trunk", "dist"},
		{"gulp", "gulp", "dist"}, {"fis3", "fis3", "dist"}, {"grunt", "grunt", "dist"},
	}
}

// bundle finds out what builds a front end, and where to.
func (a *analysis) bundle(p *pkg) bundle {
	s, ok := p.buildScript()
	if !ok {
		return bundle{}
	}
	b := bundle{script: s, confidence: fact.High}
	cmds := p.expand(s.Name)
	var cmd command
	for _, x := range bundlers() {
		if c, ok := ran(cmds, x[0]); ok {
			b.tool, b.artifact, cmd = x[1], x[2], c
			break
		}
	}
	if c, ok := ran(cmds, "node"); ok && b.tool == "" && oldTemplate(c.operand()) {
		b.tool, b.artifact, cmd = "webpack", "dist", c
	}
	if c, ok := ran(cmds, "vue-cli-service"); ok && c.operand() == "uni-build" {
		b.tool, b.artifact, cmd = "uni-app", "dist/build/h5", c
	}
	if b.tool == "" {
		return b
	}
	b.artifactAt = fact.Evidence{Path: p.Path, Line: s.Line}
	b.judge(a, p, cmd)
	a.configure(p, &b, cmd)
	a.proxies(p, &b)
	if b.app && strings.HasPrefix(b.artifact, "..") { // into the files of another program
		b.app, b.confidence, b.why, b.whyPath = false, fact.Medium, b.artifactAt.Line, b.artifactAt.Path
	}
	if at, ok := a.builtByJava(p); ok && b.app {
		b.app, b.confidence, b.why, b.whyPath = false, fact.Medium, at.Line, at.Path
	}
	return b
}

// oldTemplate tells whether node runs the build of the webpack template of Vue CLI 2.
func oldTemplate(entry string) bool {
	return slices.Contains([]string{"build/build.js", "build/build", "build/index.js", "scripts/build.js", "config/build.js", "build/prod.js"}, strings.TrimPrefix(entry, "./"))
}

// judge tells a site from a library and from assets of another program.
func (b *bundle) judge(a *analysis, p *pkg, cmd command) {
	b.whyPath, b.why = p.Path, b.script.Line
	page := a.page(p)
	switch b.tool {
	case "vite":
		_, laravel := p.First("laravel-vite-plugin", "vite-plugin-rails", "vite-plugin-ruby")
		b.app = page != "" && !laravel
	case "vue-cli":
		b.app = !slices.Contains(cmd.args, "lib")
	case "webpack", "gulp", "fis3", "grunt", "rspack", "parcel":
		_, html := p.First("html-webpack-plugin", "html-rspack-plugin")
		_, spa := p.First("vue", "react", "@angular/core", "svelte", "preact")
		b.app = html || page != "" && spa
		b.confidence = fact.Medium
	case "ng":
		b.app = a.file(p, "angular.json", ".angular-cli.json", "project.json") != ""
	case "uni-app", "taro":
		b.app = strings.Contains(b.script.Name, "h5") || slices.Contains(cmd.args, "h5") || b.tool == "uni-app" && len(operands(cmd.args)) <= 2
		b.confidence = fact.Medium
	case "stencil":
		b.app = page != ""
	default:
		b.app = true
	}
	if b.app && p.Library && !p.Private && p.Main.Value != "" && b.tool != "ng" { // published, with a page to try it
		b.app, b.confidence = false, fact.Medium
	}
}

// page finds the page that a bundler starts from.
func (a *analysis) page(p *pkg) string {
	if f := a.file(p, "index.html", "public/index.html", "src/index.html", "app/index.html", "public/index.ejs", "index.ejs", "src/index.ejs"); f != "" {
		return f
	}
	best := ""
	for _, f := range p.files {
		r := p.rel(f)
		if path.Base(r) == "index.html" && strings.Count(r, "/") <= 3 && !hasSegment(r, "dist", "docs", "test", "tests", "coverage", "node_modules", "static", "examples", "demo", "templates", "public") {
			best = f
			break
		}
	}
	return best
}

// builtByJava tells whether the build of a Java program makes this front end a part
// of it.
func (a *analysis) builtByJava(p *pkg) (fact.Evidence, bool) {
	for dir := p.dir; ; dir = path.Dir(dir) {
		for _, f := range []string{"pom.xml", "build.gradle", "build.gradle.kts"} {
			name := path.Join(dir, f)
			if !a.tree.Has(name) {
				continue
			}
			text, err := a.tree.Text(name)
			if err != nil {
				continue
			}
			for _, plugin := range []string{"frontend-maven-plugin", "com.github.node-gradle", "com.moowork.node"} {
				if i := strings.Index(text, plugin); i >= 0 && (dir == p.dir || strings.Contains(text, path.Base(p.dir))) {
					return fact.Evidence{Path: name, Line: lineAt(text, i)}, true
				}
			}
		}
		if dir == "." {
			return fact.Evidence{}, false
		}
	}
}

// site is the shape of what a bundler builds.
func (a *analysis) site(p *pkg, b bundle) shape {
	if !b.app {
		f := fact.New(fact.Deployable, "false", fact.FromBuild, b.whyPath, b.why).With(b.confidence)
		if b.confidence == fact.High {
			f = f.With(fact.Medium)
		}
		return shape{kind: library, deployable: f, bundle: b}
	}
	s := shape{kind: static, workload: "static", build: b.script, needsBuild: true, bundle: b, artifact: b.artifact, artifactAt: b.artifactAt}
	s.framework, s.dep = p.siteFramework(b.tool)
	s.deployable = p.yes(b.confidence, b.script.Line)
	if f := a.page(p); f != "" {
		s.deployable.Evidence = append(s.deployable.Evidence, fact.Evidence{Path: f})
	}
	return s
}

func (p *pkg) siteFramework(tool string) (string, Dependency) {
	for _, f := range [][2]string{
		{"gatsby", "gatsby"}, {"@docusaurus/core", "docusaurus"}, {"vitepress", "vitepress"}, {"vuepress", "vuepress"}, {"hexo", "hexo"}, {"astro", "astro"},
		{"@angular/core", "angular"}, {"vue", "vue"}, {"react", "react"}, {"svelte", "svelte"}, {"solid-js", "solid"}, {"preact", "preact"},
		{"umi", "react"}, {"@umijs/max", "react"}, {"@umijs/plugins", "react"}, {"@vue/cli-service", "vue"}, {"@vitejs/plugin-vue", "vue"}, {"react-scripts", "react"},
	} {
		if d, ok := p.First(f[0]); ok && (f[0] != f[1] || !generator(f[1]) || tool == f[1]) {
			return f[1], d
		}
	}
	return "", Dependency{}
}

func generator(id string) bool {
	return slices.Contains([]string{"gatsby", "docusaurus", "vitepress", "vuepress", "hexo", "astro"}, id)
}
