// Package cmdline reads shell scripts and command lines: which programs they
// start, and what their flags say of ports, memory, profiles and applications.
package cmdline

import (
	"errors"
	"fmt"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Line is a simple command of a script, its variables replaced as far as the
// script tells them.
type Line struct {
	Args       []string
	Env        []Var  // assignments in front of the command
	Dir        string // directory that the script changed to before, "" when it did not
	Line       int
	Background bool
	Open       bool // holds an expansion that only the machine knows
}

// Var is a variable that is set. Open tells that its value is not fully known.
type Var struct {
	Name, Value string
	Line        int
	Open        bool
}

// Script is what a shell script does, in the order of its text: conditions and
// functions are read as if all of them ran.
type Script struct {
	Lines []Line
	Vars  []Var
}

// MaxScript is the largest script that is read, in bytes. What people write is
// far smaller.
const MaxScript = 128 << 10

const (
	maxNesting  = 200
	maxExpanded = 1 << 20
)

// Errors of Parse.
var (
	errSize   = errors.New("script too large or too deeply nested to read")
	errSyntax = errors.New("not a shell script that can be read")
)

// Parse reads a shell script. Beside an error it returns what could be read.
func Parse(text string) (Script, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if len(text) > MaxScript || nesting(text) > maxNesting {
		return Script{}, errSize
	}
	f, err := syntax.NewParser(syntax.RecoverErrors(5)).Parse(strings.NewReader(text), "")
	if f == nil {
		return Script{}, fmt.Errorf("%w: %w", errSyntax, err)
	}
	r := reader{text: text, vars: map[string]Var{}}
	syntax.Walk(f, r.visit)
	if err != nil {
		err = fmt.Errorf("%w: %w", errSyntax, err)
	}
	return r.out, err
}

// Words splits one command line as a shell does; false when it is more than one
// simple command. Variables are replaced by vars, which may be nil.
func Words(line string, vars map[string]string) (Line, bool) {
	r := reader{text: line, vars: map[string]Var{}}
	for name, value := range vars {
		r.vars[name] = Var{Name: name, Value: value}
	}
	if len(line) > MaxScript || nesting(line) > maxNesting {
		return Line{}, false
	}
	f, err := syntax.NewParser().Parse(strings.NewReader(line), "")
	if err != nil {
		return Line{}, false
	}
	syntax.Walk(f, r.visit)
	if len(r.out.Lines) != 1 {
		return Line{}, false
	}
	return r.out.Lines[0], true
}

// nesting bounds from above how deep the parser would have to go.
func nesting(text string) int {
	depth, deepest := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '(', '{':
			depth++
			deepest = max(deepest, depth)
		case ')', '}':
			depth = max(depth-1, 0)
		}
	}
	return deepest
}

type reader struct {
	text       string
	vars       map[string]Var
	dir        string
	expanded   int  // bytes of all values of variables
	background uint // offset up to which commands run in the background
	out        Script
}

func (r *reader) visit(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Stmt:
		if n.Background {
			r.background = max(r.background, n.End().Offset())
		}
	case *syntax.DeclClause:
		for _, a := range n.Args {
			r.assign(a)
		}
		return false
	case *syntax.CallExpr:
		r.call(n)
		return false
	case *syntax.CmdSubst, *syntax.ProcSubst:
		return false
	}
	return true
}

func (r *reader) call(c *syntax.CallExpr) {
	var env []Var
	for _, a := range c.Assigns {
		if v, ok := r.value(a); ok {
			env = append(env, v)
		}
	}
	if len(c.Args) == 0 {
		for _, v := range env {
			r.set(v)
		}
		return
	}
	line := Line{Env: env, Dir: r.dir, Line: lineOf(c), Background: c.Pos().Offset() < r.background}
	for _, w := range c.Args {
		args, open := r.word(w)
		line.Args = append(line.Args, args...)
		line.Open = line.Open || open
	}
	if len(line.Args) == 0 {
		return
	}
	if line.Args[0] == "cd" && len(line.Args) == 2 {
		r.dir = line.Args[1]
	}
	r.out.Lines = append(r.out.Lines, line)
}

func (r *reader) assign(a *syntax.Assign) {
	if v, ok := r.value(a); ok {
		r.set(v)
	}
}

func (r *reader) set(v Var) {
	r.vars[v.Name] = v
	r.out.Vars = append(r.out.Vars, v)
}

func (r *reader) value(a *syntax.Assign) (Var, bool) {
	if a.Name == nil || a.Naked || a.Array != nil {
		return Var{}, false
	}
	v := Var{Name: a.Name.Value, Line: lineOf(a)}
	if a.Value != nil {
		v.Value, v.Open = r.text1(a.Value.Parts, false)
	}
	if a.Append {
		v.Value = r.vars[v.Name].Value + v.Value
	}
	if r.expanded += len(v.Value); r.expanded > maxExpanded { // A=$A$A, again and again
		v.Value, v.Open = "", true
	}
	return v, true
}

func lineOf(n syntax.Node) int { return int(n.Pos().Line()) }
