package image

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/container"
)

// detectorName is the detector that facts out of the configuration are of.
const detectorName = "image"

// Facts is what the configuration and the system of the image say of the program that it runs. Unlike a
// Dockerfile it is what production starts, so that it is stronger than what lies in the image.
func (im *Image) Facts() fact.Set {
	c := im.config.Config
	start := container.Builder{Origin: fact.FromStart, Path: ConfigPath}
	deploy := container.Builder{Origin: fact.FromDeploy, Path: ConfigPath}
	base := im.baseVariables()
	for _, kv := range c.Env {
		name, value, _ := strings.Cut(kv, "=")
		if secretValue(name, value) {
			value = ""
		}
		if !base[name] && !ofTheBase(name) || name == "LANG" || name == "LC_ALL" {
			start.Env(name, value, 0)
		}
	}
	for _, p := range keys(c.ExposedPorts) {
		deploy.Port(p, 0)
	}
	for _, v := range keys(c.Volumes) {
		deploy.Volume(v, 0)
	}
	if c.Healthcheck != nil {
		deploy.HealthTest(c.Healthcheck.Test, 0)
	}
	start.WorkDir(c.WorkingDir, 0)
	if c.User != "" {
		start.User(c.User, 0)
	}
	im.command(&start)
	return append(start.Facts(), deploy.Facts()...)
}

// command adds the start command, taking a shell apart.
func (im *Image) command(b *container.Builder) {
	args := behindInit(im.argv())
	if len(args) == 0 {
		return
	}
	if text, ok := shellText(args); ok {
		vars := map[string]string{}
		for _, kv := range im.config.Config.Env {
			if k, v, _ := strings.Cut(kv, "="); !secretValue(k, v) {
				vars[k] = v
			}
		}
		b.Shell(text, vars, 0)
		return
	}
	b.Command(cmdline.Line{Args: args}, 0)
}

// language guesses the language of the program by the start command, by a program of the application, or by the only
// runtime that the base image is for.
func (im *Image) language() (id, version string) {
	find := func(id string) (string, string) {
		for _, r := range im.found.runtimes {
			if r.ID == id {
				return id, r.Version
			}
		}
		return id, ""
	}
	for _, arg := range im.startWords() {
		switch c := cmdline.Analyze(cmdline.Line{Args: []string{arg}}); c.Program {
		case "java", "catalina.sh", "startup.sh":
			return find("java")
		case "node", "nodejs", "npm", "yarn", "pnpm", "pm2", "pm2-runtime":
			return find("javascript")
		case "python", "gunicorn", "uvicorn", "uwsgi", "celery", "hypercorn", "daphne", "flask":
			return find("python")
		case "php", "php-fpm", "apache2-foreground", "docker-php-entrypoint":
			return find("php")
		case "ruby", "rails", "puma", "bundle", "unicorn":
			return find("ruby")
		case "dotnet":
			return find("dotnet")
		}
	}
	for _, p := range im.found.programs {
		if p.Language != "" && im.started(p.Path) {
			return p.Language, p.Version
		}
	}
	for _, r := range im.found.runtimes {
		if im.env(map[string]string{"java": "JAVA_VERSION", "javascript": "NODE_VERSION", "python": "PYTHON_VERSION", "php": "PHP_VERSION", "ruby": "RUBY_VERSION", "dotnet": "DOTNET_VERSION"}[r.ID]) != "" {
			return r.ID, r.Version
		}
	}
	return "", ""
}

// Detectors returns those to run over Tree: all that read source, and those for what images alone hold.
func (im *Image) Detectors() []detect.Detector {
	return append(detect.All(), programDetector(im), explodedDetector(im), im.detector(false))
}

// detector notes what the configuration says. With alone set it states a component, too, for an image in which
// nothing else is recognised.
func (im *Image) detector(alone bool) detect.Detector {
	return detect.Detector{Name: detectorName, Globs: []string{"**/*"}, Run: func(context.Context, detect.Input) (detect.Output, error) {
		facts := im.Facts()
		if alone {
			return detect.Output{Modules: []detect.Module{{Path: im.home(), Facts: append(facts, im.identity()...)}}}, nil
		}
		return detect.Output{Notes: []detect.Note{{Dir: im.home(), Name: im.title(facts), Facts: append(facts, im.runtimeFact()...)}}}, nil
	}}
}

// home is the directory of the application.
func (im *Image) home() string {
	if wd := im.tree.root.real(im.config.Config.WorkingDir); wd != "" && im.application(wd) {
		return wd
	}
	if len(im.apps) == 0 {
		return "."
	}
	dir := path.Dir(im.apps[0])
	if n := im.tree.root.find(im.apps[0], false); n != nil && !n.dir() && dir != "." && !systemDir(dir) {
		return dir
	}
	return im.apps[0]
}

// title is what the program that starts is called.
func (im *Image) title(facts fact.Set) string {
	for _, a := range fact.Args(facts.Value(fact.Start)) {
		if ext := path.Ext(a); ext == ".jar" || ext == ".war" || ext == ".dll" {
			return strings.TrimSuffix(path.Base(a), ext)
		}
	}
	return im.Spec.AppName()
}

// runtimeFact is the version of the runtime, where the image has the language of the program.
func (im *Image) runtimeFact() fact.Set {
	id, version := im.language()
	if id == "" {
		return nil
	}
	i := slices.IndexFunc(im.found.runtimes, func(r Runtime) bool { return r.ID == id })
	at := ConfigPath
	if i >= 0 {
		at = im.found.runtimes[i].Path
	}
	out := fact.Set{fact.New(fact.Language, languageID(id), fact.FromDeploy, at, 0).With(fact.Medium)}
	if v := shortVersion(id, version); v != "" {
		out = append(out, fact.New(fact.LanguageVersion, v, fact.FromDeploy, at, 0))
	}
	return out
}

// languageID is the language that facts name for a runtime.
func languageID(runtime string) string {
	if runtime == "dotnet" {
		return "csharp"
	}
	return runtime
}

// shortVersion is a version as fact.LanguageVersion has it.
func shortVersion(id, version string) string {
	parts := strings.Split(strings.TrimPrefix(version, "1."), ".")
	if parts[0] == "" {
		return ""
	}
	switch id {
	case "java", "javascript":
		head, _, _ := strings.Cut(parts[0], "_")
		return head
	case "dotnet":
		return "net" + strings.Join(parts[:min(len(parts), 2)], ".")
	}
	parts = strings.Split(version, ".")
	return strings.Join(parts[:min(len(parts), 2)], ".")
}

// identity states that the image is a component of its own.
func (im *Image) identity() fact.Set {
	out := im.runtimeFact()
	for i := range out {
		out[i].Origin = fact.FromBuild
	}
	out = append(out,
		fact.New(fact.Name, im.Spec.AppName(), fact.FromBuild, ConfigPath, 0).With(fact.Medium),
		fact.New(fact.Deployable, "true", fact.FromBuild, ConfigPath, 0).With(fact.Medium),
		fact.New(fact.Packaging, "image", fact.FromBuild, ConfigPath, 0),
	)
	if args := im.argv(); slices.ContainsFunc(args, func(a string) bool {
		return path.Base(a) == "nginx" || strings.HasPrefix(a, "nginx ") || path.Base(a) == "httpd"
	}) {
		if im.has("usr/share/nginx/html/index.html") || im.has("usr/local/apache2/htdocs/index.html") {
			out = append(out, fact.New(fact.Workload, string(assess.Static), fact.FromBuild, ConfigPath, 0).With(fact.Medium))
		}
	}
	return out
}
