package image

import (
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gantry-ack/gantry/assess/internal/cmdline"
)

// startForm is how a container starts its program, as far as signals are concerned.
type startForm struct {
	shell  bool   // through sh -c without exec
	script string // path of the script that is started; "" for none
	line   int    // of the script, where it starts the program without exec
	tail   bool   // the script keeps alive by tail -f or sleep while the program runs in the background
	many   string // a supervisor that starts several programs
}

// form tells how the container starts its program.
func (im *Image) form() startForm {
	args := behindInit(im.argv())
	var f startForm
	if len(args) == 0 {
		return f
	}
	switch base := path.Base(args[0]); base {
	case "supervisord", "s6-svscan", "runsvdir", "monit", "circusd":
		f.many = base
		return f
	case "init", "systemd":
		f.many = base
		return f
	}
	if text, ok := shellText(args); ok {
		f.shell, f.tail = execless(text)
		return f
	}
	for _, a := range args[:min(len(args), 2)] {
		name := im.located(a)
		if text := im.text(name, cmdline.MaxScript); name != "" && strings.HasPrefix(text, "#!") && shellShebang(text) {
			f.script = name
			f.line, f.tail = scriptEnd(text)
			return f
		}
		if !shell(path.Base(a)) {
			break
		}
	}
	return f
}

// located returns the real path of a word of the start command among the files that it names.
func (im *Image) located(arg string) string {
	for _, s := range im.starts {
		if path.Base(s) == path.Base(arg) || im.tree.root.real(path.Join("/", im.config.Config.WorkingDir, arg)) == s || im.tree.root.real(arg) == s {
			return s
		}
	}
	return ""
}

// behindInit drops a small init, which passes signals on to the program that it starts.
func behindInit(args []string) []string {
	for len(args) > 0 {
		switch path.Base(args[0]) {
		case "tini", "dumb-init", "catatonit", "docker-init", "env", "gosu", "su-exec":
			rest := args[1:]
			for len(rest) > 0 && (strings.HasPrefix(rest[0], "-") || strings.Contains(rest[0], "=")) {
				rest = rest[1:]
			}
			args = rest
			continue
		}
		break
	}
	return args
}

func shellShebang(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	fields := strings.Fields(strings.TrimPrefix(first, "#!"))
	return slices.ContainsFunc(fields, func(f string) bool { return shell(path.Base(f)) })
}

// execless tells whether a command of sh -c keeps the shell as the process that signals go to. A single command
// without anything around it is replaced by many shells, but not by all.
func execless(text string) (bool, bool) {
	line, tail := scriptEnd(text)
	return line > 0, tail
}

// scriptEnd finds the command that a script ends with. It returns its line unless that is exec, or a shell ends where
// nothing is started; tail tells that what it ends with only keeps the container alive.
func scriptEnd(text string) (line int, tail bool) {
	if len(text) > cmdline.MaxScript {
		return 0, false
	}
	f, err := syntax.NewParser().Parse(strings.NewReader(text), "")
	if err != nil || len(f.Stmts) == 0 || nested(text) {
		return 0, false
	}
	last := f.Stmts[len(f.Stmts)-1]
	if execs(f) && !last.Background && !ends(last, "tail", "sleep", "wait") {
		return 0, false
	}
	if ends(last, "tail", "sleep") || ends(last, "wait") && background(f) {
		return int(last.Pos().Line()), true
	}
	if program(last) {
		return int(last.Pos().Line()), false
	}
	return 0, false
}

// nested tells of a text whose parentheses would take a walk too deep.
func nested(text string) bool {
	return strings.Count(text, "(")+strings.Count(text, "{") > 5000
}

// execs tells whether any command of the script replaces the shell.
func execs(f *syntax.File) bool {
	found := false
	syntax.Walk(f, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.CallExpr); ok && len(c.Args) > 1 && c.Args[0].Lit() == "exec" {
			found = true
		}
		return !found
	})
	return found
}

func background(f *syntax.File) bool {
	return slices.ContainsFunc(f.Stmts, func(s *syntax.Stmt) bool { return s.Background })
}

// ends tells whether a statement is one of the commands, at its end.
func ends(s *syntax.Stmt, names ...string) bool {
	c := lastCall(s)
	return c != nil && slices.Contains(names, path.Base(c.Args[0].Lit()))
}

// lastCall is the command that a statement ends with: the last of a list.
func lastCall(s *syntax.Stmt) *syntax.CallExpr {
	for s != nil {
		switch c := s.Cmd.(type) {
		case *syntax.CallExpr:
			if len(c.Args) == 0 {
				return nil
			}
			return c
		case *syntax.BinaryCmd:
			s = c.Y
		default:
			return nil
		}
	}
	return nil
}

// program tells whether a statement starts something that keeps running, as far as its name tells.
func program(s *syntax.Stmt) bool {
	c := lastCall(s)
	if c == nil {
		return false
	}
	name := c.Args[0].Lit()
	if name == "" {
		return true // "$JAVA_HOME"/bin/java, "$@"
	}
	switch path.Base(name) {
	case "exec", "exit", "return", "echo", "printf", "true", "cd", "export", "set", "unset", "source", ".", "mkdir", "chown", "chmod", "cp", "mv", "rm", "ln", "test", "[", "sleep", "tail", "wait", "fi", "done":
		return false
	}
	return true
}
