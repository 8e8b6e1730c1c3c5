package dockerfile

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/container"
	"github.com/gantry-ack/gantry/assess/internal/image"
)

// Facts returns what the image of a target says of its program. Args are build
// arguments that someone is known to give.
func (f *File) Facts(path, target string, args map[string]string) fact.Set {
	e := evaluator{
		file: f, args: args, vars: map[string]string{},
		b: container.Builder{Origin: fact.FromDeploy, Path: path},
	}
	chain := f.Chain(target)
	for i, s := range chain {
		for _, step := range s.Steps {
			e.step(step, i)
		}
	}
	for _, s := range f.builders(chain) {
		e.builder(s)
	}
	e.start()
	e.language(chain)
	if e.user != "" {
		e.b.User(e.user, e.userLine)
	}
	e.b.WorkDir(e.dir, e.dirLine)
	return e.b.Facts()
}

// evaluator runs the instructions of the stages that make up an image.
type evaluator struct {
	file     *File
	args     map[string]string
	vars     map[string]string
	b        container.Builder
	user     string
	userLine int
	dir      string // of WORKDIR
	dirLine  int
	entry    launch
	cmd      launch
}

// launch is an ENTRYPOINT or CMD, and the stage of the chain that it stands in.
type launch struct {
	args  []string
	shell bool
	line  int
	stage int
}

func (e *evaluator) step(s Step, stage int) {
	switch c := s.Command.(type) {
	case *instructions.ArgCommand:
		e.arg(c)
	case *instructions.EnvCommand:
		for _, kv := range c.Env {
			e.vars[kv.Key] = expand(kv.Value, e.vars)
			e.b.Env(kv.Key, e.vars[kv.Key], s.Line)
		}
	case *instructions.ExposeCommand:
		for _, p := range c.Ports {
			e.b.Port(expand(p, e.vars), s.Line)
		}
	case *instructions.RunCommand:
		e.b.Install(script(c.ShellDependantCmdLine), s.Line)
	case *instructions.UserCommand:
		e.user, e.userLine = expand(c.User, e.vars), s.Line
	case *instructions.WorkdirCommand:
		if dir := expand(c.Path, e.vars); !path.IsAbs(dir) {
			e.dir = path.Join("/", e.dir, dir)
		} else {
			e.dir = dir
		}
		e.dirLine = s.Line
	case *instructions.VolumeCommand:
		for _, v := range c.Volumes {
			e.b.Volume(expand(v, e.vars), s.Line)
		}
	case *instructions.HealthCheckCommand:
		if c.Health != nil {
			e.b.HealthTest(c.Health.Test, s.Line)
		}
	case *instructions.EntrypointCommand:
		e.entry = launch{c.CmdLine, c.PrependShell, s.Line, stage}
		if e.cmd.stage != stage {
			e.cmd = launch{} // an image's CMD does not outlive a new ENTRYPOINT
		}
	case *instructions.CmdCommand:
		e.cmd = launch{c.CmdLine, c.PrependShell, s.Line, stage}
	case *instructions.CopyCommand:
		e.fonts(c.SourcesAndDest, s.Line)
	case *instructions.AddCommand:
		e.fonts(c.SourcesAndDest, s.Line)
	}
}

// builder reads a stage of the image's own language that the image copies from: what it
// compiles with, our own build needs too.
func (e *evaluator) builder(s Stage) {
	for _, step := range s.Steps {
		if c, ok := step.Command.(*instructions.RunCommand); ok {
			e.b.InstallBuild(script(c.ShellDependantCmdLine), step.Line)
		}
	}
}

func (e *evaluator) arg(c *instructions.ArgCommand) {
	for _, a := range c.Args {
		value, ok := e.args[a.Key]
		switch {
		case ok:
		case a.Value != nil:
			value, ok = expand(*a.Value, e.vars), true
		default:
			value, ok = e.file.meta[a.Key]
		}
		if _, set := e.vars[a.Key]; ok && !set { // ENV wins over ARG
			e.vars[a.Key] = value
		}
	}
}

// fonts notes the fonts of Chinese that are copied into an image.
func (e *evaluator) fonts(sd instructions.SourcesAndDest, line int) {
	for _, s := range sd.SourcePaths {
		s = strings.ToLower(s)
		if strings.HasSuffix(s, ".ttc") || strings.HasSuffix(s, ".ttf") || strings.Contains(s, "simsun") || strings.Contains(s, "simhei") {
			e.b.AddAs(fact.Medium, fact.CJKFonts, "true", line)
		}
	}
}

// script returns the text that a RUN hands to a shell, here documents included.
func script(c instructions.ShellDependantCmdLine) string {
	if len(c.Files) > 0 {
		var out []string
		for _, f := range c.Files {
			out = append(out, f.Data)
		}
		return strings.Join(out, "\n")
	}
	if !c.PrependShell && len(c.CmdLine) == 3 && c.CmdLine[1] == "-c" {
		return c.CmdLine[2]
	}
	return strings.Join(c.CmdLine, " ")
}

// start puts ENTRYPOINT and CMD together as a container runtime does.
func (e *evaluator) start() {
	switch {
	case len(e.entry.args) == 0:
		e.launch(e.cmd)
	case e.entry.shell || e.cmd.shell || len(e.cmd.args) == 0:
		e.launch(e.entry)
	default:
		e.entry.args = append(slices.Clone(e.entry.args), e.cmd.args...)
		e.launch(e.entry)
	}
}

func (e *evaluator) launch(l launch) {
	switch {
	case len(l.args) == 0:
	case l.shell:
		e.b.Shell(strings.Join(l.args, " "), e.vars, l.line)
	default:
		e.b.Command(cmdline.Line{Args: l.args}, l.line)
	}
}

// language states the language of the image. When the final stage has none, as
// for Go or a built front end, that of the stage which it was built in counts, if
// there is one language among them.
func (e *evaluator) language(chain []Stage) {
	if l, ok := image.Parse(chain[0].Base).Language(); ok {
		e.version(fact.High, l, chain[0].Line)
		return
	}
	found := map[string]image.Language{}
	lines := map[string]int{}
	for _, s := range e.file.Stages {
		if l, ok := image.Parse(s.Base).Language(); ok {
			if _, seen := found[l.ID]; !seen {
				found[l.ID], lines[l.ID] = l, s.Line
			}
		}
	}
	if ids := slices.Collect(maps.Keys(found)); len(ids) == 1 {
		e.version(fact.Medium, found[ids[0]], lines[ids[0]])
	}
}

func (e *evaluator) version(c fact.Confidence, l image.Language, line int) {
	e.b.AddAs(c, fact.Language, l.ID, line)
	if _, err := strconv.ParseFloat(l.Version, 64); err == nil {
		e.b.AddAs(c, fact.LanguageVersion, l.Version, line)
	}
}
