package dockerfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	workDir   = "/app"
	cacheRoot = "/root/.cache"
	// buildPlatform is for stages whose output is the same for every platform, so that
	// none of it runs under emulation.
	buildPlatform = "$BUILDPLATFORM"
)

// prepare brings the last stage to where the program can be copied in: system
// packages, locale, variables and the working directory.
func (b *builder) prepare(s *ast.Stage, c images.Choice, env ast.Env, packages ...string) {
	b.runtimePackages(s, c, packages)
	if tz := b.w.Build.TimeZone; tz != "" {
		env = append(env, ast.Variable{Name: "TZ", Value: tz})
		b.explain(s.Name+".ENV.TZ", b.id(generate.AspectTimeZone))
	}
	if l := b.w.Build.Locale; l != "" {
		env = append(env, ast.Variable{Name: "LANG", Value: l}, ast.Variable{Name: "LC_ALL", Value: l})
		b.explain(s.Name+".ENV.LANG", b.id(generate.AspectLocale))
	}
	if len(env) > 0 {
		comment := append(b.assumedIf(b.w.Build.TimeZone != "", generate.AspectTimeZone), b.assumedIf(b.w.Build.Locale != "", generate.AspectLocale)...)
		s.Add(env, comment...)
	}
	s.Add(ast.Workdir(workDir))
}

func (b *builder) assumedIf(ok bool, aspect string) []string {
	if !ok {
		return nil
	}
	return b.assumed(b.id(aspect))
}

// writableDirs are the directories that the program writes to. /tmp is there and
// open to everybody.
func (b *builder) writableDirs() []string {
	var out []string
	for _, v := range b.w.Volumes {
		if v.Path != "/tmp" && !strings.HasPrefix(v.Path, "/tmp/") {
			out = append(out, v.Path)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// writable makes the directories that the program may write to; everything else
// belongs to root. It comes after the copies, which may bring such a directory.
func (b *builder) writable(s *ast.Stage) {
	dirs := b.writableDirs()
	if len(dirs) == 0 {
		return
	}
	b.explain(s.Name+".RUN.writable", b.id(generate.AspectVolumes))
	comment := append(b.assumed(b.id(generate.AspectVolumes)), b.text("程序只能写这些目录", "the only directories that the program may write to"))
	s.Add(ast.Run{Commands: []string{fmt.Sprintf("install -d -o %d -g %d %s", b.w.Security.UID, b.w.Security.GID, words(dirs))}}, comment...)
}

// finish ends the last stage: who runs what, on which ports.
func (b *builder) finish(s *ast.Stage, start []string) {
	if s.From != images.Scratch {
		b.writable(s)
	}
	b.user(s)
	if len(b.w.Ports) > 0 {
		s.Add(ast.Expose(b.exposed()))
		b.explain(s.Name+".EXPOSE", b.id(generate.AspectPorts))
	}
	s.Add(ast.StopSignal("SIGTERM"))
	s.Add(ast.Entrypoint(start), b.assumedStart()...)
	b.explain(s.Name+".ENTRYPOINT", b.startDecision())
	b.add(s)
}

func (b *builder) user(s *ast.Stage) {
	step := ast.Step{Do: ast.User(fmt.Sprintf("%d:%d", b.w.Security.UID, b.w.Security.GID)), Comment: b.assumed(b.id(generate.AspectUser)), Apart: true}
	s.Steps = append(s.Steps, step)
	b.explain(s.Name+".USER", b.id(generate.AspectUser))
}

func (b *builder) exposed() []string {
	var out []string
	for _, p := range b.w.Ports {
		port := strconv.Itoa(p.Number)
		if p.Protocol == "udp" {
			port += "/udp"
		}
		if !slices.Contains(out, port) {
			out = append(out, port)
		}
	}
	return out
}

// startDecision is the decision that the entry point comes from: the one taken
// here when there is one, else that of the start command.
func (b *builder) startDecision() string {
	for _, d := range b.decisions {
		if d.ID == b.id(AspectEntrypoint) {
			return d.ID
		}
	}
	return b.id(generate.AspectStart)
}

// assumedStart marks the entry point when the start command is assumed.
func (b *builder) assumedStart() []string { return b.assumed(b.id(generate.AspectStart)) }

// underTini puts a small init before a program that does not handle the signal to
// stop: the kernel does not deliver it to process 1 otherwise.
func (b *builder) underTini(start []string) []string {
	out := append([]string{"tini", "--"}, start...)
	b.decide(AspectEntrypoint, words(out), i18n.Textf("程序没有处理 SIGTERM，作为 1 号进程收不到它；tini 在前面转发",
		"the program does not handle SIGTERM and would not hear it as process 1, so tini stands before it and hands it on"), fact.GracefulShutdown, fact.Start)
	return out
}

func tiniPackage(start []string) []string {
	if start[0] == "tini" {
		return []string{"tini"}
	}
	return nil
}

// test adds the stage that runs the unit tests, when the pipeline runs them.
func (b *builder) test(from string, run ast.Run, before ...ast.Instruction) {
	if !b.w.Build.Tests {
		return
	}
	s := &ast.Stage{From: from, Name: TestStage, Comment: append(b.assumed(b.id(generate.AspectTests)),
		b.text("单元测试: docker build --target test", "the unit tests: docker build --target test"))}
	for _, i := range before {
		s.Add(i)
	}
	s.Add(run)
	b.explain(TestStage+".RUN", b.id(generate.AspectTests))
	b.add(s)
}
