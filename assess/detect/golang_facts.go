package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/golang"
)

// facts tells everything about a program.
func (p *goProgram) facts() fact.Set {
	file, line := p.mainPlace()
	facts := p.src.moduleFacts(p.mod)
	facts = append(facts, p.names(file, line)...)
	facts = append(facts, p.verdict(file, line)...)
	facts = append(facts, p.framework()...)
	facts = append(facts, p.cgo()...)
	if p.workload == "" {
		return facts
	}
	facts = append(facts, portFacts(p.ports(p.listening))...)
	facts = append(facts, p.start(file, line))
	facts = append(facts, p.serviceFacts()...)
	facts = append(facts, p.environment()...)
	facts = append(facts, p.health()...)
	facts = append(facts, p.operations()...)
	facts = append(facts, p.metrics()...)
	facts = append(facts, p.assets()...)
	facts = append(facts, p.writes()...)
	return facts
}

// mainPlace returns where func main is.
func (p *goProgram) mainPlace() (string, int) {
	for _, f := range p.main.files {
		if f.MainLine > 0 {
			return f.Path, f.MainLine
		}
	}
	return p.main.names[0], 0
}

// name is the last element of the module path, or of the folder of main when the
// module has several programs. One that says nothing (server, cmd/api) is told with
// the one above.
func (p *goProgram) name() string {
	elems := strings.Split(golang.PathWithoutMajor(p.mod.Path), "/")
	if rel := relTo(p.mod.Dir, p.main.dir); rel != "." && !p.sole {
		elems = append(elems, strings.Split(rel, "/")...)
	}
	name := elems[len(elems)-1]
	if !goGenericName(name) {
		return name
	}
	above := slices.DeleteFunc(elems[:len(elems)-1], func(e string) bool {
		return strings.Contains(e, ".") || slices.Contains([]string{"cmd", "app", "apps", "services", "internal", "src"}, e)
	})
	if len(above) == 0 {
		return name
	}
	return above[len(above)-1] + "-" + name
}

func goGenericName(name string) bool {
	switch name {
	case "server", "api", "rpc", "main", "cmd", "web", "job", "mq", "worker", "app", "service", "scheduler", "admin", "cron", "task", "backend":
		return true
	}
	return false
}

func (p *goProgram) names(file string, line int) fact.Set {
	rel := relTo(p.mod.Dir, p.main.dir)
	mainPath := "./" + rel
	if rel == "." {
		mainPath = "."
	}
	facts := fact.Set{
		fact.New(fact.Name, p.name(), fact.FromBuild, path.Join(p.mod.Dir, "go.mod"), p.mod.Line),
		fact.New(fact.Packaging, "binary", fact.FromCode, file, line),
		fact.New(fact.GoMain, mainPath, fact.FromCode, file, line),
	}
	return facts
}

func (p *goProgram) framework() fact.Set {
	for _, fw := range goFrameworks() {
		at, ok := p.imported(fw.paths...)
		if !ok {
			continue
		}
		facts := fact.Set{fact.New(fact.Framework, fw.id, fact.FromCode, at.file, at.line)}
		for _, r := range p.mod.Requires {
			if slices.ContainsFunc(fw.paths, func(want string) bool { return goPathIs(r.Path, want) }) && !r.Indirect {
				version := strings.TrimSuffix(strings.TrimPrefix(r.Version, "v"), "+incompatible")
				return append(facts, fact.New(fact.FrameworkVersion, version, fact.FromBuild, path.Join(p.mod.Dir, "go.mod"), r.Line))
			}
		}
		return facts
	}
	return nil
}

func (p *goProgram) cgo() fact.Set {
	at, ok := p.imported(goCGO()...)
	if !ok {
		return nil
	}
	return fact.Set{
		fact.New(fact.CGO, "true", fact.FromCode, at.file, at.line),
		fact.New(fact.BuildPackage, "gcc", fact.FromCode, at.file, at.line),
	}
}

// verdict tells whether the program is one to deploy, and as what.
func (p *goProgram) verdict(file string, line int) fact.Set {
	if p.workload == "" {
		return fact.Set{fact.New(fact.Deployable, "false", fact.FromCode, file, line).With(fact.Medium)}
	}
	return fact.Set{
		fact.New(fact.Deployable, "true", fact.FromCode, p.evident.file, p.evident.line).With(p.sure),
		fact.New(fact.Workload, p.workload, fact.FromCode, p.evident.file, p.evident.line).With(p.sure),
	}
}

// classify finds what kind of workload the program is; none when it does its work
// and ends, as tools do.
func (p *goProgram) classify() {
	p.listening = p.listeners()
	cli := p.main.imports(goCLI()...)
	for _, l := range p.listening {
		if l.role != "" && l.role != "admin" || cli && l.sure != fact.High {
			continue
		}
		p.workload, p.evident, p.sure = "web", l.at, l.sure
		return
	}
	if at, ok := p.consumer(); ok {
		p.workload, p.evident, p.sure = "worker", at, fact.Medium
		return
	}
	if at, ok := p.loop(); ok && !cli && !p.interactive() {
		p.workload, p.evident, p.sure = "worker", at, fact.Medium
		return
	}
	if len(p.listening) > 0 && !cli {
		p.workload, p.evident, p.sure = "web", p.listening[0].at, fact.Medium
	}
}

// loop returns where main loops without end.
func (p *goProgram) loop() (goPlace, bool) {
	for _, d := range p.main.named[golang.WordOf("main")] {
		if line := p.src.read(d).Loop; line > 0 {
			return goPlace{p.main, d.file.Path, line}, true
		}
	}
	return goPlace{}, false
}

// interactive tells whether main talks to a person at a terminal.
func (p *goProgram) interactive() bool {
	return slices.ContainsFunc(p.main.files, func(f *goFile) bool { return f.Stdin })
}

// consumer finds a call that keeps the program working: a queue consumer, a
// scheduler, or waiting for the signal to stop.
func (p *goProgram) consumer() (goPlace, bool) {
	table := goConsumers()
	for c := range p.calls(goHintConsume, goHintSignal) {
		paths := table[c.Name]
		switch {
		case len(paths) > 0 && c.at.pkg.imports(paths...),
			c.Name == "Start" && c.at.pkg.imports("github.com/robfig/cron", "github.com/go-co-op/gocron"),
			c.Pkg == "os/signal" && slices.Contains(c.Refs, "syscall.SIGTERM") && p.distance[c.at.pkg] <= 1 && !p.interactive():
			return c.at, true
		}
	}
	return goPlace{}, false
}

// start returns the command: the binary's name and what it must be given.
func (p *goProgram) start(file string, line int) fact.Fact {
	args := []string{p.name()}
	sure := fact.Medium
	if sub, at, ok := p.serverCommand(); ok {
		args, file, line = append(args, sub), at.file, at.line
	}
	for _, f := range p.config.files {
		if f.flag != "" {
			args = append(args, f.flag, relTo(p.mod.Dir, f.arg))
			file, line = f.at.file, f.at.line
			break
		}
	}
	return fact.New(fact.Start, fact.Command(args...), fact.FromCode, file, line).With(sure)
}

// serverCommand finds the subcommand that serves, when the program has commands
// and does nothing without one.
func (p *goProgram) serverCommand() (string, goPlace, bool) {
	var word string
	var at goPlace
	rootRuns := false
	for lit := range p.literals(goHintCommand) {
		if lit.Type != "Command" || !slices.ContainsFunc(goCLI(), func(cli string) bool { return goPathIs(lit.Pkg, cli) }) {
			continue
		}
		name := goCommandName(lit)
		runs := lit.Field("Run") != nil || lit.Field("RunE") != nil || lit.Field("Action") != nil
		switch {
		case !runs:
		case goServesBy(name):
			if word == "" {
				word, at = name, lit.at
			}
		case name == p.name() || name == golang.LastElement(p.mod.Path):
			rootRuns = true
		}
	}
	if word != "" && p.evident.pkg == at.pkg && at.pkg != p.main {
		rootRuns = false // the root command does something else, as printing help
	}
	return word, at, word != "" && !rootRuns
}

func goCommandName(lit goLiteral) string {
	for _, field := range []string{"Use", "Name"} {
		for _, t := range lit.Field(field) {
			if s, ok := t.Literal(); ok {
				name, _, _ := strings.Cut(s, " ")
				return name
			}
		}
	}
	return ""
}

func goServesBy(word string) bool {
	switch word {
	case "serve", "server", "start", "run", "web", "api", "http", "daemon":
		return true
	}
	return false
}
