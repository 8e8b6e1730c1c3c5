package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// declaredServer is the server among the dependencies that the source declares; one
// that only a start command names is none.
func (b *builder) declaredServer() string {
	for _, f := range b.facts.All(fact.PythonServer) {
		if f.Origin == fact.FromBuild {
			return f.Value
		}
	}
	return ""
}

// dependsOn tells whether the source declares the package of a server.
func (b *builder) dependsOn(program string) bool {
	name := strings.TrimSuffix(program, "-serve")
	return slices.ContainsFunc(b.facts.All(fact.PythonServer), func(f fact.Fact) bool {
		return f.Origin == fact.FromBuild && f.Value == name
	})
}

// pythonInstalled installs what today's image has beside the lists of the source,
// but for the server, which is installed already.
func (b *builder) pythonInstalled(s *ast.Stage, server string) {
	var specs []string
	for _, spec := range b.facts.Values(fact.PythonInstalled) {
		if spec == packageName(spec) && b.dependsOn(spec) || server != "" && packageName(spec) == packageName(server) {
			continue
		}
		specs = append(specs, shellWord(spec))
	}
	if len(specs) == 0 {
		return
	}
	s.Add(ast.Run{Mounts: pipMounts(b), Commands: []string{"pip install --no-compile " + strings.Join(specs, " ")}},
		b.text("现有镜像另外安装的包；建议写进依赖清单并固定版本", "what today's image installs beside the lists; better name and pin it there"))
	b.decide(AspectDependencies, strings.Join(specs, " "), i18n.Textf("现有 Dockerfile 另外安装 %s，照装", "today's Dockerfile installs %s beside the lists, and so does this one", strings.Join(specs, " ")), fact.PythonInstalled)
	b.explain("build.RUN.installed", b.id(AspectDependencies))
}

// packageName is the name in a requirement: gunicorn in gunicorn[gevent]==23.0.0.
func packageName(spec string) string {
	if i := strings.IndexAny(spec, "[=<>~!; "); i >= 0 {
		spec = spec[:i]
	}
	return strings.ToLower(strings.ReplaceAll(spec, "_", "-"))
}

// workerClass is the kind of workers that a command of gunicorn asks for.
func workerClass(command []string) string {
	v, _ := option(command, "--worker-class", "-k")
	return v
}

// option returns the value of an option.
func option(command []string, names ...string) (string, bool) {
	for i, a := range command {
		name, value, joined := strings.Cut(a, "=")
		switch {
		case !slices.Contains(names, name):
		case joined:
			return value, true
		case i+1 < len(command):
			return command[i+1], true
		}
	}
	return "", false
}

// offHost drops from a command of gunicorn what holds on the old machine only: its
// users, a process file, the background, log files, whose lines a container writes to
// its output, and directories. The level for debugging goes too: it prints every
// request.
func (b *builder) offHost(command []string) []string {
	out := withoutOptions(command, "--user", "-u", "--group", "-g", "--daemon", "-D", "--pid", "-p", "--umask", "-m", "--initgroups")
	for _, log := range [][]string{{"--log-file", "--error-logfile"}, {"--access-logfile"}} {
		for _, name := range log {
			if v, ok := option(out, name); ok && v != "-" {
				out = withoutOptions(out, name)
				if name == "--access-logfile" { // someone reads it
					out = append(slices.Clone(out[:1]), append([]string{name, "-"}, out[1:]...)...)
				}
			}
		}
	}
	if v, _ := option(out, "--log-level"); strings.EqualFold(v, "debug") {
		out = withoutOptions(out, "--log-level")
	}
	if v, _ := option(out, "--pythonpath"); path.IsAbs(v) {
		out = withoutOptions(out, "--pythonpath")
	}
	if v, ok := option(out, "--chdir"); ok && path.IsAbs(v) {
		out = withoutOptions(out, "--chdir")
		if dir := b.sourceDir(); dir != "" {
			out = slices.Insert(slices.Clone(out), 1, "--chdir", dir)
		}
	}
	return out
}

// sourceDir is the directory below the project that the source says it is started
// in, "" for the project itself.
func (b *builder) sourceDir() string {
	for _, f := range b.facts.All(fact.Start) {
		if v, ok := option(fact.Args(f.Value), "--chdir"); ok && !path.IsAbs(v) && v != "." {
			return v
		}
	}
	return ""
}
