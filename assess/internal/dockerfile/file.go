// Package dockerfile reads what a Dockerfile says of the program in its final
// stage. It builds nothing and takes nothing over.
package dockerfile

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"

	"github.com/gantry-ack/gantry/assess/internal/image"
	"github.com/gantry-ack/gantry/internal/conf"
)

// File is a Dockerfile taken apart.
type File struct {
	Stages []Stage
	meta   map[string]string // ARG before the first FROM
}

// Stage is a build stage. Base is what it starts from, variables with a default
// replaced; Parent is the stage that this is, or -1.
type Stage struct {
	Name   string
	Base   string
	Line   int
	Parent int
	Steps  []Step
}

// Step is an instruction and its line.
type Step struct {
	Command instructions.Command
	Line    int
}

// maxBytes bounds a Dockerfile. What people write is far smaller.
const maxBytes = 512 << 10

// Parse reads a Dockerfile. Instructions that are not valid are left out; an
// error is of package conf and tells the line.
func Parse(text string) (*File, error) {
	if len(text) > maxBytes {
		return nil, &conf.Error{Err: conf.ErrTooLarge}
	}
	res, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		return nil, located(err)
	}
	f := &File{meta: map[string]string{}}
	for _, n := range res.AST.Children {
		cmd, err := instructions.ParseInstruction(n)
		if err != nil {
			continue // an instruction of another builder, or half a template
		}
		f.add(cmd, n.StartLine)
	}
	if len(f.Stages) == 0 {
		return nil, &conf.Error{Line: 1, Err: errors.New("no FROM instruction")}
	}
	return f, nil
}

func located(err error) error {
	line := 0
	if l, ok := errors.AsType[*parser.LocationError](err); ok && len(l.Locations) > 0 && len(l.Locations[0]) > 0 {
		line = l.Locations[0][0].Start.Line
	}
	return &conf.Error{Line: line, Err: fmt.Errorf("invalid Dockerfile: %w", err)}
}

func (f *File) add(cmd any, line int) {
	switch c := cmd.(type) {
	case *instructions.Stage:
		base := expand(c.BaseName, f.meta)
		f.Stages = append(f.Stages, Stage{Name: strings.ToLower(c.Name), Base: base, Line: line, Parent: f.index(base)})
	case *instructions.ArgCommand:
		if len(f.Stages) > 0 {
			f.step(c, line)
			return
		}
		for _, a := range c.Args {
			f.meta[a.Key] = expand(a.ValueString(), f.meta)
		}
	case instructions.Command:
		if len(f.Stages) > 0 {
			f.step(c, line)
		}
	}
}

func (f *File) step(c instructions.Command, line int) {
	s := &f.Stages[len(f.Stages)-1]
	s.Steps = append(s.Steps, Step{Command: c, Line: line})
}

// index finds the stage of a name, -1 when there is none.
func (f *File) index(name string) int {
	for i, s := range slices.Backward(f.Stages) {
		if s.Name != "" && s.Name == strings.ToLower(name) {
			return i
		}
	}
	return -1
}

// Chain returns the stages that the image is made of, the outermost base first:
// those of the target or, when there is no such stage, of the last one.
func (f *File) Chain(target string) []Stage {
	i := f.index(target)
	if i < 0 {
		i = len(f.Stages) - 1
	}
	return f.chain(i)
}

func (f *File) chain(i int) []Stage {
	var out []Stage
	for ; i >= 0; i = f.Stages[i].Parent {
		out = append([]Stage{f.Stages[i]}, out...)
	}
	return out
}

// builders returns the stages that those of a chain copy from when they are of the same
// language, with what they are made of and copy from in turn.
func (f *File) builders(chain []Stage) []Stage {
	final, ok := image.Parse(chain[0].Base).Language()
	if !ok {
		return nil
	}
	var out []Stage
	seen := map[int]bool{}
	for _, s := range chain {
		seen[s.Line] = true // no two start on the same
	}
	for queue := slices.Clone(chain); len(queue) > 0; queue = queue[1:] {
		for _, step := range queue[0].Steps {
			c, ok := step.Command.(*instructions.CopyCommand)
			if !ok || c.From == "" {
				continue
			}
			from := f.Chain(c.From)
			if f.index(c.From) < 0 {
				n, err := strconv.Atoi(c.From)
				if err != nil || n < 0 || n >= len(f.Stages) {
					continue
				}
				from = f.chain(n)
			}
			if l, ok := image.Parse(from[0].Base).Language(); !ok || l.ID != final.ID {
				continue
			}
			for _, s := range from {
				if !seen[s.Line] {
					seen[s.Line] = true
					out, queue = append(out, s), append(queue, s)
				}
			}
		}
	}
	return out
}

// Base returns the image that the final stage comes from.
func (f *File) Base(target string) image.Ref {
	return image.Parse(f.Chain(target)[0].Base)
}

// Proxy tells of an image that only configures a piece of infrastructure, such
// as nginx, and builds no program in any of its stages.
func (f *File) Proxy(target string) bool {
	if !f.Base(target).Infrastructure() {
		return false
	}
	for _, s := range f.Stages {
		if _, ok := image.Parse(s.Base).Language(); ok {
			return false
		}
	}
	return true
}

// expand replaces the variables in a word and takes its quotes off; variables
// without a value become empty.
func expand(word string, vars map[string]string) string {
	if !strings.ContainsAny(word, "$\"'\\") {
		return word
	}
	s, _, err := shell.NewLex('\\').ProcessWord(word, environment(vars))
	if err != nil {
		return ""
	}
	return s
}

// environment lends variables to the expander of BuildKit.
type environment map[string]string

// Get returns the value of a variable.
func (e environment) Get(name string) (string, bool) {
	v, ok := e[name]
	return v, ok
}

// Keys names the variables; the expander only wants them for advice.
func (e environment) Keys() []string { return nil }
