package rules

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/internal/conf"
)

const (
	maxDockerfile = 512 << 10
	maxUnit       = 64 << 10
)

// dockerfile looks at instructions and at the commands in them. Those of the final stage and of what it is made from
// count as its own.
func (l *looker) dockerfile(text string) {
	if len(text) > maxDockerfile || len(l.prog.instructions) == 0 && l.noCommands() {
		return
	}
	res, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		return
	}
	final := finalStages(res.AST.Children)
	for i, n := range res.AST.Children {
		name := strings.ToUpper(n.Value)
		rest := strings.TrimSpace(n.Original[min(len(n.Value), len(n.Original)):])
		for _, c := range l.prog.instructions[name] {
			if x := &l.prog.conds[c]; (x.Instruction.All || final[i]) && x.value.holds(setting(rest)) {
				l.hit(c, n.StartLine)
			}
		}
		if name == "RUN" || name == "CMD" || name == "ENTRYPOINT" {
			l.instruction(n, rest)
		}
	}
}

// finalStages marks the instructions of the last stage and of the stages that it starts from.
func finalStages(nodes []*parser.Node) map[int]bool {
	stage := make([]int, len(nodes))
	type from struct{ name, base string }
	var stages []from
	for i, n := range nodes {
		if strings.EqualFold(n.Value, "FROM") {
			f := from{}
			if n.Next != nil {
				f.base = strings.ToLower(n.Next.Value)
				if as := n.Next.Next; as != nil && strings.EqualFold(as.Value, "as") && as.Next != nil {
					f.name = strings.ToLower(as.Next.Value)
				}
			}
			stages = append(stages, f)
		}
		stage[i] = len(stages) - 1
	}
	used := map[int]bool{}
	for at := len(stages) - 1; at >= 0 && !used[at]; {
		used[at] = true
		base := stages[at].base
		at = slices.IndexFunc(stages[:at], func(f from) bool { return f.name != "" && f.name == base })
	}
	out := map[int]bool{}
	for i, s := range stage {
		out[i] = used[s]
	}
	return out
}

// instruction looks at the commands of RUN, CMD and ENTRYPOINT.
func (l *looker) instruction(n *parser.Node, rest string) {
	if l.noCommands() {
		return
	}
	var args []string
	if n.Attributes["json"] && json.Unmarshal([]byte(rest), &args) == nil {
		l.command(cmdline.Line{Args: args}, n.StartLine)
		return
	}
	for strings.HasPrefix(rest, "--") { // flags of RUN
		_, rest, _ = strings.Cut(rest, " ")
		rest = strings.TrimSpace(rest)
	}
	l.shell(rest, func(int) int { return n.StartLine })
	for _, h := range n.Heredocs {
		l.shell(h.Content, func(int) int { return n.StartLine })
	}
}

func (l *looker) noCommands() bool {
	x := &l.prog.commands
	return len(x.exact) == 0 && len(x.prefixed.len) == 0 && len(x.suffixed.len) == 0 && len(x.loose) == 0
}

// script looks at the commands of a shell script.
func (l *looker) script(text string) {
	if !l.noCommands() {
		l.shell(text, func(line int) int { return line })
	}
}

// shell looks at all commands of a text for the shell; place makes a line of the file of one of the text.
func (l *looker) shell(text string, place func(line int) int) {
	script, _ := cmdline.Parse(text) // what could be read counts
	for _, line := range script.Lines {
		l.command(line, place(line.Line))
	}
}

// command looks at one command, and at the one that it wraps, as sudo and nohup do.
func (l *looker) command(line cmdline.Line, place int) {
	l.program(line.Args, place)
	if len(line.Args) > 1 {
		if inner := cmdline.Analyze(line).Args; len(inner) > 0 && !slices.Equal(inner, line.Args) {
			l.program(inner, place)
		}
	}
}

func (l *looker) program(args []string, place int) {
	if len(args) == 0 {
		return
	}
	joined := strings.Join(args[1:], " ")
	for _, c := range l.prog.commands.find(nil, path.Base(args[0])) {
		if x := &l.prog.conds[c]; x.target == nil || x.target.in(joined) {
			l.hit(c, place)
		}
	}
}

// isScript tells of shell scripts by their names.
func isScript(name string) bool {
	switch path.Ext(name) {
	case ".sh", ".bash", ".ksh":
		return true
	case "":
		return slices.Contains([]string{"entrypoint", "docker-entrypoint", "start", "startup", "run", "entrypoint-sh"}, path.Base(name))
	}
	return false
}

// isProcess tells of files that start programs beside scripts and Dockerfiles.
func isProcess(base string) bool {
	return base == "Procfile" || base == "package.json" || path.Ext(base) == ".service"
}

var processRE = regexp.MustCompile(`^[A-Za-z0-9_-]+\s*:\s*(\S.*)$`)

// processes looks at what a Procfile, a package.json or a unit file starts.
func (l *looker) processes(base, text string) {
	if l.noCommands() || !isProcess(base) {
		return
	}
	at := func(n int) func(int) int { return func(int) int { return n } }
	if base == "package.json" {
		settings, _ := conf.JSON(text)
		for _, s := range settings {
			if strings.HasPrefix(s.Key, "scripts.") {
				l.shell(s.Value, at(s.Line))
			}
		}
		return
	}
	if len(text) > maxUnit {
		return
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if base == "Procfile" {
			if m := processRE.FindStringSubmatch(line); m != nil {
				l.shell(m[1], at(n))
			}
		} else if key, command, ok := strings.Cut(line, "="); ok && strings.HasPrefix(key, "Exec") {
			l.shell(strings.TrimLeft(command, "@-:+! "), at(n))
		}
	}
}
