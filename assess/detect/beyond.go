package detect

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// The detectors of this file tell what a unit of PHP, .NET or Ruby is and which version of
// what it asks for. They know nothing of ports and starts: such an application can be judged, and
// generating says that it makes nothing for it.

// named is a package by which a framework is told.
type named struct{ pkg, framework string }

func phpDetector() Detector {
	return Detector{Name: "php", Globs: []string{"**/composer.json", "index.php", "*/index.php"}, Run: runPHP}
}

func runPHP(_ context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	seen := map[string]bool{}
	for _, name := range in.Paths {
		if path.Base(name) != "composer.json" || seen[path.Dir(name)] {
			continue
		}
		m, err := composerModule(in.Tree, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		seen[m.Path] = true
		out.Modules = append(out.Modules, m)
	}
	for _, name := range in.Paths { // scripts that nothing describes
		dir := path.Dir(name)
		if path.Base(name) != "index.php" || seen[dir] || seen[path.Dir(dir)] || seen["."] {
			continue
		}
		seen[dir] = true
		out.Modules = append(out.Modules, Module{Path: dir, Facts: fact.Set{
			fact.New(fact.Language, "php", fact.FromBuild, name, 0), fact.New(fact.Packaging, "source", fact.FromBuild, name, 0),
			fact.New(fact.Deployable, "true", fact.FromBuild, name, 0).With(fact.Medium), fact.New(fact.Workload, "web", fact.FromBuild, name, 0).With(fact.Medium),
		}})
	}
	return out, errors.Join(errs...)
}

func phpFrameworks() []named {
	return []named{
		{"laravel/framework", "laravel"}, {"topthink/framework", "thinkphp"}, {"symfony/framework-bundle", "symfony"}, {"yiisoft/yii2", "yii"},
		{"codeigniter4/framework", "codeigniter"}, {"hyperf/framework", "hyperf"}, {"slim/slim", "slim"}, {"drupal/core", "drupal"},
	}
}

func composerModule(tree *scan.Tree, name string) (Module, error) {
	text, err := tree.Text(name)
	if err != nil {
		return Module{}, fileError(name, err)
	}
	doc, err := conf.JSON(text)
	if err != nil {
		return Module{}, fileError(name, err)
	}
	dir := path.Dir(name)
	m := Module{Path: dir, Facts: fact.Set{
		fact.New(fact.Language, "php", fact.FromBuild, name, 0), fact.New(fact.BuildTool, "composer", fact.FromBuild, name, 0), fact.New(fact.Packaging, "source", fact.FromBuild, name, 0),
	}}
	runs := tree.Has(path.Join(dir, "index.php")) || tree.Has(path.Join(dir, "public", "index.php")) || tree.Has(path.Join(dir, "web", "index.php")) || tree.Has(path.Join(dir, "artisan"))
	for _, s := range doc {
		list, pkg, ok := strings.Cut(s.Key, ".")
		switch {
		case s.Key == "name":
			m.Facts = append(m.Facts, fact.New(fact.Name, path.Base(s.Value), fact.FromBuild, name, s.Line))
		case s.Key == "type":
			runs = runs && s.Value != "library"
		case ok && list == "require" && pkg == "php":
			m.Facts = append(m.Facts, fact.New(fact.LanguageVersion, s.Value, fact.FromBuild, name, s.Line))
		case ok && list == "require":
			m.Facts = append(m.Facts, frameworkOf(phpFrameworks(), pkg, s.Value, name, s.Line)...)
		}
	}
	m.Facts = append(m.Facts, runnable(runs, name)...)
	return m, nil
}

func frameworkOf(known []named, pkg, version, name string, line int) fact.Set {
	for _, k := range known {
		if k.pkg != pkg {
			continue
		}
		out := fact.Set{fact.New(fact.Framework, k.framework, fact.FromBuild, name, line)}
		if version != "" {
			out = append(out, fact.New(fact.FrameworkVersion, version, fact.FromBuild, name, line))
		}
		return out
	}
	return nil
}

func runnable(runs bool, name string) fact.Set {
	if !runs {
		return fact.Set{fact.New(fact.Deployable, "false", fact.FromBuild, name, 0).With(fact.Medium), fact.New(fact.Workload, "library", fact.FromBuild, name, 0).With(fact.Medium)}
	}
	return fact.Set{fact.New(fact.Deployable, "true", fact.FromBuild, name, 0).With(fact.Medium), fact.New(fact.Workload, "web", fact.FromBuild, name, 0).With(fact.Medium)}
}

func rubyDetector() Detector {
	return Detector{Name: "ruby", Globs: []string{"**/Gemfile"}, Run: runRuby}
}

var (
	gemRE         = regexp.MustCompile(`^\s*gem\s+["']([\w.-]+)["'](?:\s*,\s*["']([^"']*)["'])?`)
	rubyVersionRE = regexp.MustCompile(`^\s*ruby\s+["']([^"']+)["']`)
)

func runRuby(_ context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	for _, name := range in.Paths {
		text, err := in.Tree.Text(name)
		if err != nil {
			errs = append(errs, fileError(name, err))
			continue
		}
		dir := path.Dir(name)
		m := Module{Path: dir, Facts: fact.Set{
			fact.New(fact.Language, "ruby", fact.FromBuild, name, 0), fact.New(fact.BuildTool, "bundler", fact.FromBuild, name, 0), fact.New(fact.Packaging, "source", fact.FromBuild, name, 0),
		}}
		frameworks := []named{{"rails", "rails"}, {"sinatra", "sinatra"}, {"hanami", "hanami"}}
		n := 0
		for line := range strings.Lines(text) {
			n++
			if g := rubyVersionRE.FindStringSubmatch(line); g != nil {
				m.Facts = append(m.Facts, fact.New(fact.LanguageVersion, g[1], fact.FromBuild, name, n))
			}
			if g := gemRE.FindStringSubmatch(line); g != nil {
				m.Facts = append(m.Facts, frameworkOf(frameworks, g[1], g[2], name, n)...)
			}
		}
		m.Facts = append(m.Facts, runnable(in.Tree.Has(path.Join(dir, "config.ru")) || in.Tree.Has(path.Join(dir, "config", "application.rb")), name)...)
		out.Modules = append(out.Modules, m)
	}
	return out, errors.Join(errs...)
}

func dotnetDetector() Detector {
	return Detector{Name: "dotnet", Globs: []string{"**/*.csproj"}, Run: runDotnet}
}

// maxProject bounds a project file, in bytes.
const maxProject = 1 << 20

func runDotnet(_ context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	for _, name := range in.Paths {
		text, err := in.Tree.Text(name)
		if err == nil && len(text) > maxProject {
			err = scan.ErrFileSize
		}
		if err == nil {
			var m Module
			var ok bool
			if m, ok, err = dotnetModule(in.Tree, name, text); err == nil {
				if ok {
					out.Modules = append(out.Modules, m)
				}
				continue
			}
		}
		errs = append(errs, fileError(name, err))
	}
	return out, errors.Join(errs...)
}

// project is what a project file says.
type project struct {
	sdk, target, output string
	line                int // of the target
	web, tool           bool
	needs               []reference
}

// reference is a project that another one is compiled with.
type reference struct {
	path string // relative, as it is written
	line int
}

// dotnetModule makes a module of a project. Tests and other tools of developers are none.
func dotnetModule(tree *scan.Tree, name, text string) (Module, bool, error) {
	p, err := readProject(text)
	if err != nil || p.tool {
		return Module{}, false, err
	}
	dir, base := path.Dir(name), strings.TrimSuffix(path.Base(name), ".csproj")
	framework := p.target == "" || strings.HasPrefix(p.target, "v") || strings.HasPrefix(p.target, "net4") // .NET Framework
	p.web = p.web || strings.HasSuffix(p.sdk, ".Web") || framework && (tree.Has(path.Join(dir, "Web.config")) || tree.Has(path.Join(dir, "web.config")))
	m := Module{Path: dir, Facts: fact.Set{
		fact.New(fact.Name, base, fact.FromBuild, name, 0), fact.New(fact.Language, "csharp", fact.FromBuild, name, 0),
		fact.New(fact.BuildTool, "dotnet", fact.FromBuild, name, 0), fact.New(fact.Packaging, "binary", fact.FromBuild, name, 0),
	}}
	if p.target != "" {
		m.Facts = append(m.Facts, fact.New(fact.LanguageVersion, p.target, fact.FromBuild, name, p.line))
	}
	m.Facts = append(m.Facts, neededProjects(tree, dir, name, p.needs)...)
	runs := p.web || strings.HasSuffix(p.sdk, ".Worker") || strings.EqualFold(p.output, "Exe") || strings.EqualFold(p.output, "WinExe")
	switch {
	case p.web && framework:
		m.Facts = append(m.Facts, fact.New(fact.Framework, "aspnet", fact.FromBuild, name, 0))
	case p.web:
		m.Facts = append(m.Facts, fact.New(fact.Framework, "aspnet-core", fact.FromBuild, name, 1))
	}
	if runs && !p.web {
		return Module{Path: dir, Facts: append(m.Facts, fact.New(fact.Deployable, "true", fact.FromBuild, name, 0).With(fact.Medium), fact.New(fact.Workload, "worker", fact.FromBuild, name, 0).With(fact.Medium))}, true, nil
	}
	m.Facts = append(m.Facts, runnable(runs, name)...)
	return m, true, nil
}

// neededProjects are the projects of the tree that a project is compiled with, and the
// directory that holds them all.
func neededProjects(tree *scan.Tree, dir, name string, needs []reference) fact.Set {
	root := dir
	var dirs []reference
	for _, n := range needs {
		at := path.Join(dir, strings.ReplaceAll(n.path, `\`, "/"))
		if strings.HasPrefix(at, "../") || !tree.Has(at) {
			continue
		}
		dirs = append(dirs, reference{path.Dir(at), n.line})
		root = commonDir(root, path.Dir(at))
	}
	if len(dirs) == 0 {
		return nil
	}
	out := fact.Set{fact.New(fact.BuildRoot, root, fact.FromBuild, name, dirs[0].line)}
	for _, n := range dirs {
		out = append(out, fact.New(fact.BuildNeeds, relTo(root, n.path), fact.FromBuild, name, n.line))
	}
	return out
}

// developersRE tells the packages by which a project is a test, a benchmark or a fuzzer.
var developersRE = regexp.MustCompile(`(?i)^(Microsoft\.NET\.Test\.Sdk|xunit(\.v3)?(\.core)?|NUnit|MSTest(\.TestFramework)?|TUnit|BenchmarkDotNet|SharpFuzz)$`)

func readProject(text string) (project, error) {
	var p project
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // the text is UTF-8 by now
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		line, _ := d.InputPos()
		switch start.Name.Local {
		case "Project", "Sdk":
			for _, a := range start.Attr {
				if a.Name.Local == "Sdk" || a.Name.Local == "Name" {
					p.sdk = a.Value
				}
			}
		case "TargetFramework", "TargetFrameworks", "TargetFrameworkVersion":
			p.target, p.line = strings.TrimSpace(content(d)), line
		case "OutputType":
			p.output = strings.TrimSpace(content(d))
		case "ProjectTypeGuids":
			p.web = strings.Contains(strings.ToUpper(content(d)), "349C5851-65DF-11DA-9384-00065B846F21") // web application
		case "IsTestProject":
			p.tool = p.tool || strings.EqualFold(strings.TrimSpace(content(d)), "true")
		case "PackageReference", "ProjectReference":
			for _, a := range start.Attr {
				switch {
				case a.Name.Local != "Include":
				case start.Name.Local == "ProjectReference":
					p.needs = append(p.needs, reference{a.Value, line})
				default:
					p.tool = p.tool || developersRE.MatchString(a.Value)
				}
			}
		}
	}
}

// content is the text right behind the start of an element.
func content(d *xml.Decoder) string {
	if token, err := d.Token(); err == nil {
		if chars, ok := token.(xml.CharData); ok {
			return string(chars)
		}
	}
	return ""
}
