package detect

import (
	"context"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/scan"
)

// procfileDetector notes the process types of a Procfile. The web process is the
// component; the others are named after their type, for they may be components
// of their own.
func procfileDetector() Detector {
	return Detector{Name: "procfile", Globs: []string{"**/Procfile"}, Run: runProcfiles}
}

// buildpackRE tells of programs that only the buildpacks of a platform bring along.
var buildpackRE = regexp.MustCompile(`(?:^|[&;|/]\s*)heroku-(?:php|hhvm)-\w+`)

var processRE = regexp.MustCompile(`^([A-Za-z0-9_-]+)\s*:\s*(\S.*)$`)

// process is a program that a file starts, by the name that the file gives it.
type process struct {
	name string
	line int
	cmd  cmdline.Command
	more fact.Set // what else the file says of it
}

func runProcfiles(ctx context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	generated := Generated(in.Tree)
	for _, name := range in.Paths {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		text, ok, err := deployText(in.Tree, generated, name)
		if err != nil {
			errs = append(errs, fileError(name, err))
		}
		if ok {
			out.Notes = append(out.Notes, processNotes(in.Tree, name, procfile(text))...)
		}
	}
	return out, errors.Join(errs...)
}

// procfile reads the process types, less release, which runs once for each
// version and is no component, and less those whose program no image of one's own has.
func procfile(text string) []process {
	var out []process
	n := 0
	for line := range strings.Lines(text) {
		n++
		m := processRE.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || m[1] == "release" || buildpackRE.MatchString(m[2]) {
			continue
		}
		c := commandOf(m[2], nil)
		c.Serves = c.Serves || !c.Dev // that it is in a Procfile says so
		out = append(out, process{name: m[1], line: n, cmd: c})
	}
	return out
}

// commandOf takes a command line apart; one that is more than a simple command
// is read as what a shell runs last.
func commandOf(line string, vars map[string]string) cmdline.Command {
	l, ok := cmdline.Words(line, vars)
	if !ok {
		l = cmdline.Line{Args: []string{"sh", "-c", line}}
	}
	return cmdline.Analyze(l)
}

// processNotes makes notes of the programs that one file starts. The main one, a
// web server or the only one, is about the directory; each of the others only
// about a component of its name.
func processNotes(t *scan.Tree, file string, ps []process) []Note {
	var out []Note
	main := mainProcess(ps)
	for i, p := range ps {
		facts := append(p.cmd.Facts(fact.FromStart, file, p.line), p.more...)
		if len(facts) == 0 {
			continue
		}
		n := Note{Name: p.name, Facts: facts}
		if i == main {
			n.Dir = startDir(t, file, p.cmd)
		}
		out = append(out, n)
	}
	return out
}

// mainProcess returns the index of the program that serves: the one called web,
// the only one that is no worker, or the only one with a port; -1 when none
// stands out.
func mainProcess(ps []process) int {
	for _, fits := range []func(process) bool{
		func(p process) bool { return p.name == "web" },
		func(p process) bool { return p.cmd.Workload == "" || p.cmd.Workload == "web" || len(ps) == 1 },
		func(p process) bool { return len(p.cmd.Ports) > 0 },
	} {
		if i := slices.IndexFunc(ps, fits); i >= 0 && !slices.ContainsFunc(ps[i+1:], fits) {
			return i
		}
	}
	return -1
}

// startDir returns the directory of the component that a file in it starts: its
// own or, for folders like bin and deploy, the nearest above with a build file.
// When the jar that runs is that of a module, this is what it is about.
func startDir(t *scan.Tree, file string, c cmdline.Command) string {
	if dir := builtDir(t, file, c); dir != "" {
		return dir
	}
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		if componentDir(t, dir) {
			return dir
		}
		if dir == "." || !deployWord(path.Base(dir)) {
			return ""
		}
	}
}

// builtDir finds the module that a jar is built by: the path of the jar leads
// through its target folder, from where the script may be run, or only one module
// with a build file has the name of the jar.
func builtDir(t *scan.Tree, file string, c cmdline.Command) string {
	if c.Program != "java" || c.Artefact == "" {
		return ""
	}
	for _, output := range []string{"/target/", "/build/libs/"} {
		module, _, ok := strings.Cut(path.Clean(c.Artefact), output)
		for dir := path.Dir(file); ok && !path.IsAbs(module); dir = path.Dir(dir) {
			if m := path.Join(dir, module); componentDir(t, m) {
				return m
			}
			if dir == "." {
				break
			}
		}
	}
	name := artefactName(c.Artefact)
	if name == "" {
		return ""
	}
	found := ""
	for _, f := range t.Match("**/"+name+"/pom.xml", "**/"+name+"/build.gradle", "**/"+name+"/build.gradle.kts") {
		if found != "" && found != path.Dir(f) {
			return ""
		}
		found = path.Dir(f)
	}
	return found
}
