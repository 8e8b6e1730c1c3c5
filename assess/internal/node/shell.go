package node

import (
	"path"
	"strings"
)

// command is one command of a script, with the variables that it is given.
type command struct {
	env    [][2]string
	args   []string
	dir    string // that an earlier cd leads to, "" when none
	script string // the script whose text it stands in
	line   int
}

// splitShell splits the text of a script into commands. Quotes are honoured;
// pipes, lists and the background end a command. What the text would expand to is
// not looked into.
func splitShell(text string) [][]string {
	var out [][]string
	var words []string
	var word strings.Builder
	quote, has := byte(0), false
	endWord := func() {
		if has {
			words = append(words, word.String())
		}
		word.Reset()
		has = false
	}
	endCommand := func() {
		endWord()
		if len(words) > 0 {
			out = append(out, words)
		}
		words = nil
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0 && c == '\\' && quote == '"' && i+1 < len(text):
			i++
			word.WriteByte(text[i])
		case quote != 0:
			word.WriteByte(c)
		case c == '"' || c == '\'':
			quote, has = c, true
		case c == '\\' && i+1 < len(text) && strings.IndexByte(" \"'&|;", text[i+1]) >= 0:
			i++
			word.WriteByte(text[i])
			has = true
		case c == ' ' || c == '\t' || c == '\r':
			endWord()
		case c == ';' || c == '|' || c == '\n' || c == '&' && !strings.HasSuffix(word.String(), ">"):
			endCommand()
		default:
			word.WriteByte(c)
			has = true
		}
	}
	endCommand()
	return out
}

// maxExpand bounds how deep scripts call scripts, and maxCommands how many commands
// and scripts are looked at.
const (
	maxExpand   = 8
	maxCommands = 200
)

// expander replaces scripts that scripts run by their commands.
type expander struct {
	*Manifest
	out   []command
	steps int
}

// expand returns the commands that running a script comes to: scripts that it runs
// take its place, and its pre script goes before.
func (m *Manifest) expand(name string) []command {
	e := expander{Manifest: m, steps: maxCommands}
	e.script(name, nil, 0)
	return e.out
}

func (e *expander) script(name string, args []string, depth int) {
	s, ok := e.Script(name)
	e.steps--
	if !ok || depth > maxExpand || e.steps < 0 {
		return
	}
	e.script("pre"+name, nil, depth+1)
	dir := ""
	cmds := splitShell(s.Command)
	for n, words := range cmds {
		c := strip(words)
		c.dir, c.script, c.line = dir, s.Name, s.Line
		if n == len(cmds)-1 {
			c.args = append(c.args, args...)
		}
		if len(c.args) == 0 || len(e.out) > maxCommands {
			continue
		}
		if c.args[0] == "cd" && len(c.args) > 1 {
			dir = path.Join(dir, c.args[1])
			continue
		}
		e.command(c, depth)
	}
}

func (e *expander) command(c command, depth int) {
	if c.args[0] == "concurrently" {
		e.side(c, depth)
		return
	}
	scripts, at := c.runs()
	scripts = e.named(scripts)
	if c.dir != "" || len(scripts) == 0 {
		e.out = append(e.out, c)
		return
	}
	if _, ok := e.Script(scripts[0]); !ok && len(scripts) == 1 && c.args[0] != "npm" { // yarn vite build
		inner := strip(c.args[at:])
		c.args = inner.args
		c.env = append(c.env, inner.env...)
		if len(c.args) > 0 {
			e.out = append(e.out, c)
		}
		return
	}
	before := len(e.out)
	for i, r := range scripts {
		var args []string
		if i == len(scripts)-1 && at > 0 {
			args = afterDashes(c.args[at+1:])
		}
		e.script(r, args, depth+1)
	}
	for i := before; i < len(e.out); i++ {
		e.out[i].env = append(e.out[i].env, c.env...)
	}
}

// side takes apart what concurrently runs side by side: commands, and npm:NAME for scripts.
func (e *expander) side(c command, depth int) {
	if depth > maxExpand {
		return
	}
	for i := 1; i < len(c.args); i++ {
		o := c.args[i]
		if o == "-n" || o == "--names" || o == "-c" || o == "--prefix-colors" || o == "-p" || o == "--prefix" {
			i++
			continue
		}
		if strings.HasPrefix(o, "-") {
			continue
		}
		if name, ok := strings.CutPrefix(o, "npm:"); ok {
			for _, n := range e.named([]string{name}) {
				e.script(n, nil, depth+1)
			}
			continue
		}
		for _, words := range splitShell(o) {
			inner := strip(words)
			inner.dir, inner.script, inner.line = c.dir, c.script, c.line
			if e.steps--; len(inner.args) > 0 && e.steps > 0 {
				e.command(inner, depth+1)
			}
		}
	}
}

// named puts the scripts in the place of patterns (build:*), as npm-run-all has them,
// and takes arguments off names.
func (e *expander) named(names []string) []string {
	var out []string
	for _, n := range names {
		n, _, _ = strings.Cut(n, " ")
		prefix, pattern := strings.CutSuffix(n, "*")
		if !pattern {
			out = append(out, n)
			continue
		}
		prefix = strings.TrimSuffix(prefix, "*")
		for _, s := range e.Scripts {
			if rest, ok := strings.CutPrefix(s.Name, prefix); ok && rest != "" && (strings.HasSuffix(n, "**") || !strings.Contains(rest, ":")) {
				out = append(out, s.Name)
			}
		}
	}
	return out
}

// afterDashes returns what follows "--".
func afterDashes(words []string) []string {
	for i, w := range words {
		if w == "--" {
			return words[i+1:]
		}
	}
	return nil
}

// strip takes variables and wrappers off a command.
func strip(words []string) command {
	var c command
	for len(words) > 0 {
		w := words[0]
		k, v, isEnv := strings.Cut(w, "=")
		switch {
		case isEnv && isVarName(k):
			c.env = append(c.env, [2]string{k, v})
		case w == "cross-env" || w == "cross-env-shell" || w == "env" || w == "npx" || w == "bunx" || w == "exec" ||
			w == "set" || w == "SET" || w == "export" || w == "--yes" || w == "-y" || w == "nice" || w == "time":
		case (w == "pnpm" || w == "yarn" || w == "npm") && len(words) > 2 && (words[1] == "exec" || words[1] == "dlx"):
			words = words[1:]
			if len(words) > 1 && words[1] == "--" {
				words = words[1:]
			}
		case (w == "dotenv" || w == "env-cmd" || w == "dotenvx") && afterOptions(words) > 0:
			words = words[afterOptions(words)-1:]
		default:
			c.args = append([]string(nil), words...)
			return c
		}
		words = words[1:]
	}
	return c
}

// afterOptions returns where the command of dotenv or env-cmd starts.
func afterOptions(words []string) int {
	for i := 1; i < len(words); i++ {
		switch w := words[i]; {
		case w == "--":
			return i + 1
		case w == "-f" || w == "-e" || w == "--file" || w == "-c":
			i++
		case strings.HasPrefix(w, "-") || w == "run":
		default:
			return i
		}
	}
	return 0
}

func isVarName(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// runs returns the scripts that a command runs, nil when it runs none, and where
// the name of the only one stands.
func (c command) runs() ([]string, int) {
	switch c.args[0] {
	case "npm", "yarn", "pnpm", "cnpm", "bun":
	case "npm-run-all", "run-s", "run-p", "npm-run-all2":
		return operands(c.args[1:]), 0
	default:
		return nil, 0
	}
	for i := 1; i < len(c.args); i++ {
		switch w := c.args[i]; {
		case w == "run" || w == "run-script" || w == "-s" || w == "--silent":
		case w == "--filter" || w == "-F" || w == "--prefix" || w == "-C" || w == "--cwd" || w == "workspace" || w == "workspaces" ||
			w == "-w" || w == "--workspace" || w == "-r" || strings.HasPrefix(w, "--"):
			return nil, 0
		case strings.HasPrefix(w, "-"):
		case c.args[0] != "npm" || i > 1 || w == "start" || w == "test":
			return []string{w}, i
		default: // npm install and the like
			return nil, 0
		}
	}
	return nil, 0
}

func operands(words []string) []string {
	var out []string
	for _, w := range words {
		if !strings.HasPrefix(w, "-") {
			out = append(out, w)
		}
	}
	return out
}

// base returns the name of the program that a command runs: of a path into
// node_modules the package's, of a file run by node "node".
func (c command) base() string {
	if len(c.args) == 0 {
		return ""
	}
	b := path.Base(c.args[0])
	if b == "node" {
		for _, w := range c.args[1:] {
			if strings.HasPrefix(w, "-") {
				continue
			}
			if _, rest, ok := strings.Cut(w, "node_modules/"); ok {
				rest = strings.TrimPrefix(rest, ".bin/")
				name, _, _ := strings.Cut(rest, "/")
				return name
			}
			break
		}
	}
	return b
}

// operand returns the first argument after the program that is no option.
func (c command) operand() string {
	for i := 1; i < len(c.args); i++ {
		if w := c.args[i]; !strings.HasPrefix(w, "-") && !strings.Contains(w, "node_modules/") {
			return w
		}
	}
	return ""
}

// option returns the value of an option, as --name value or --name=value.
func (c command) option(names ...string) string {
	for i, w := range c.args {
		for _, n := range names {
			if w == n && i+1 < len(c.args) {
				return c.args[i+1]
			}
			if v, ok := strings.CutPrefix(w, n+"="); ok {
				return v
			}
		}
	}
	return ""
}

// ran tells whether one of the commands runs one of the programs.
func ran(cmds []command, programs ...string) (command, bool) {
	for _, c := range cmds {
		for _, p := range programs {
			if c.base() == p {
				return c, true
			}
		}
	}
	return command{}, false
}
