package verify

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Bounds of a Dockerfile. Variables that hold variables grow exponentially, so
// what its text expands to is bounded, too.
const (
	maxDockerfileBytes = 256 << 10
	maxStages          = 100
	maxInstructions    = 1_000 // the conversion's work grows with their square
	maxExpanded        = 8 << 20
)

// dockerfile is one Dockerfile as its instructions.
type dockerfile struct {
	path    string
	content []byte
	stages  []stage
	builds  []Build // what builds it; empty when nothing names it
}

// stage is one build stage with the variables that its words may use.
type stage struct {
	instructions.Stage

	base   string // expanded
	parent int    // index of the stage that it builds on; -1 for an image
	line   int
	env    []string // NAME=value as they stand at the end of the stage
}

// readDockerfiles parses the Dockerfiles of the tree and those that builds name.
func (t *Tree) readDockerfiles(ctx context.Context) {
	names := slices.DeleteFunc(slices.Clone(t.paths), func(p string) bool { return !isDockerfile(p) })
	for _, b := range t.builds {
		if info, _, ok := t.stat(b.Dockerfile); in(b.Dockerfile) && ok && !info.IsDir() {
			names = append(names, b.Dockerfile)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if ctx.Err() != nil {
			return
		}
		d := &dockerfile{path: name}
		for _, b := range t.builds {
			if b.Dockerfile == name {
				d.builds = append(d.builds, b)
			}
		}
		content, ok := t.read(name)
		if !ok {
			continue
		}
		d.content = content
		if problem, ok := d.parse(); !ok {
			t.problems = append(t.problems, problem)
			continue
		}
		t.dockerfiles = append(t.dockerfiles, d)
		t.nameLast(d)
	}
}

// nameLast takes the name of the last stage out of the builds that name it: it is
// what they would build anyway.
func (t *Tree) nameLast(d *dockerfile) {
	last := d.final().Name
	for _, builds := range [][]Build{t.builds, d.builds} {
		for i := range builds {
			if b := &builds[i]; last != "" && b.Dockerfile == d.path && strings.EqualFold(b.Target, last) {
				b.Target = ""
			}
		}
	}
}

func isDockerfile(name string) bool {
	base := path.Base(name)
	if strings.HasSuffix(base, ".dockerignore") {
		return false
	}
	return base == "Dockerfile" || strings.HasPrefix(base, "Dockerfile.") || strings.HasSuffix(base, ".Dockerfile")
}

// parse reads the instructions; a problem means that there are none.
func (d *dockerfile) parse() (problem Finding, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			problem, ok = d.unreadable(0, i18n.Textf("解析器无法处理：%[1]v", "the parser cannot take it: %[1]v", r)), false
		}
	}()
	if len(d.content) > maxDockerfileBytes {
		return d.unreadable(0, i18n.Textf("超过 %[1]d 字节", "it has more than %[1]d bytes", maxDockerfileBytes)), false
	}
	result, err := parser.Parse(bytes.NewReader(d.content))
	if err != nil {
		return d.unreadable(errorLine(err), i18n.Text{ZH: brief(err.Error()), EN: brief(err.Error())}), false
	}
	if n := len(result.AST.Children); n > maxInstructions {
		return d.unreadable(0, i18n.Textf("有 %[1]d 条指令，超过 %[2]d 条", "it has %[1]d instructions, more than %[2]d", n, maxInstructions)), false
	}
	if line, large := expansion(result.AST); large {
		return d.unreadable(line, i18n.Text{ZH: "变量展开后过大", EN: "its variables expand to too much"}), false
	}
	stages, meta, err := instructions.Parse(result.AST, nil)
	if err != nil {
		return d.unreadable(errorLine(err), i18n.Text{ZH: brief(err.Error()), EN: brief(err.Error())}), false
	}
	if len(stages) == 0 || len(stages) > maxStages {
		return d.unreadable(0, i18n.Textf("有 %[1]d 个阶段（应为 1 到 %[2]d 个）", "it has %[1]d stages, not 1 to %[2]d", len(stages), maxStages)), false
	}
	d.resolve(stages, meta, shell.NewLex(result.EscapeToken))
	return Finding{}, true
}

func (d *dockerfile) unreadable(line int, why i18n.Text) Finding {
	return checked("dockerfile.parse", place{d.path, line}.problem(
		i18n.Textf("Dockerfile 无法解析：%[1]s", "the Dockerfile cannot be parsed: %[2]s", why.ZH, why.EN),
		i18n.Text{ZH: "修正该指令，或重新生成", EN: "correct the instruction, or generate the file again"}))
}

var parseLineRE = regexp.MustCompile(`line (\d+)`)

// errorLine is the line that an error of the parser names.
func errorLine(err error) int {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		return located.Locations[0][0].Start.Line
	}
	if m := parseLineRE.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

var variableRE = regexp.MustCompile(`\$\{?([A-Za-z_][A-Za-z0-9_]*)`)

// expansion estimates from above what the text becomes when every variable has
// the longest value that it is ever given.
func expansion(ast *parser.Node) (line int, large bool) {
	longest := map[string]int{}
	total := 0
	for _, n := range ast.Children {
		size := len(n.Original)
		for _, m := range variableRE.FindAllStringSubmatch(n.Original, -1) {
			if size += longest[m[1]]; size > maxExpanded {
				return n.StartLine, true
			}
		}
		if total += size; total > maxExpanded {
			return n.StartLine, true
		}
		switch strings.ToUpper(n.Value) {
		case "ARG", "ENV":
			for _, name := range assignedRE.FindAllStringSubmatch(n.Original, -1) {
				longest[name[1]] = max(longest[name[1]], size)
			}
		}
	}
	return 0, false
}

var assignedRE = regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_]*)[= \t]`)

// resolve expands the names of base images and links the stages.
func (d *dockerfile) resolve(stages []instructions.Stage, meta []instructions.ArgCommand, lex *shell.Lex) {
	var global []string
	for _, a := range meta {
		for _, kv := range a.Args {
			value := ""
			if kv.Value != nil {
				value = expand(lex, *kv.Value, global)
			}
			global = append(global, kv.Key+"="+value)
		}
	}
	global = append(global, "TARGETPLATFORM=linux/amd64", "BUILDPLATFORM=linux/amd64", "TARGETOS=linux", "TARGETARCH=amd64", "BUILDOS=linux", "BUILDARCH=amd64")
	for i, s := range stages {
		out := stage{Stage: s, base: expand(lex, s.BaseName, global), parent: -1}
		if len(s.Location) > 0 {
			out.line = s.Location[0].Start.Line
		}
		for j := range i {
			if strings.EqualFold(stages[j].Name, out.base) && out.base != "" {
				out.parent = j
			}
		}
		if out.parent >= 0 {
			out.env = slices.Clone(d.stages[out.parent].env)
		}
		out.env = stageEnv(lex, s, out.env, global)
		readMounts(lex, out)
		d.stages = append(d.stages, out)
	}
}

// readMounts makes the mounts of RUN readable: until they are expanded, only their
// type is. What cannot be expanded is reported by the linter.
func readMounts(lex *shell.Lex, s stage) {
	for _, c := range s.Commands {
		if r, ok := c.(*instructions.RunCommand); ok {
			_ = r.Expand(func(word string) (string, error) { return expand(lex, word, s.env), nil })
		}
	}
}

func stageEnv(lex *shell.Lex, s instructions.Stage, env, global []string) []string {
	set := func(key, value string) {
		env = slices.DeleteFunc(env, func(e string) bool { return strings.HasPrefix(e, key+"=") })
		env = append(env, key+"="+value)
	}
	for _, c := range s.Commands {
		switch c := c.(type) {
		case *instructions.EnvCommand:
			for _, kv := range c.Env {
				set(kv.Key, expand(lex, kv.Value, env))
			}
		case *instructions.ArgCommand:
			for _, kv := range c.Args {
				value, _ := lookup(global, kv.Key)
				if kv.Value != nil {
					value = expand(lex, *kv.Value, env)
				}
				set(kv.Key, value)
			}
		}
	}
	return env
}

func lookup(env []string, key string) (string, bool) {
	for _, e := range slices.Backward(env) {
		if k, v, _ := strings.Cut(e, "="); k == key {
			return v, true
		}
	}
	return "", false
}

// expand gives a word its variables; a word that cannot be expanded stays as it is.
func expand(lex *shell.Lex, word string, env []string) string {
	out, _, err := lex.ProcessWord(word, shell.EnvsFromSlice(env))
	if err != nil {
		return word
	}
	return out
}

func (d *dockerfile) word(word string, s stage) string {
	return expand(shell.NewLex('\\'), word, s.env)
}

// final is the stage that is built when none is named.
func (d *dockerfile) final() stage { return d.stages[len(d.stages)-1] }

// chain is a stage and the stages that it builds on, the stage itself first.
func (d *dockerfile) chain(s stage) []stage {
	out := []stage{s}
	for s.parent >= 0 {
		s = d.stages[s.parent]
		out = append(out, s)
	}
	return out
}

// contextDirs are the directories that COPY may read from: what the builds say;
// where nothing builds it, the directory of the Dockerfile and those above.
func (d *dockerfile) contextDirs() []string {
	var out []string
	for _, b := range d.builds {
		out = append(out, cmp.Or(b.Context, "."))
	}
	if len(out) > 0 {
		slices.Sort(out)
		return slices.Compact(out)
	}
	for dir := path.Dir(d.path); ; dir = path.Dir(dir) {
		if out = append(out, dir); dir == "." {
			return out
		}
	}
}

// contexts are the named contexts that every build of it has.
func (d *dockerfile) contexts() []string {
	var out []string
	for _, b := range d.builds {
		out = append(out, b.Contexts...)
	}
	return out
}

func (d *dockerfile) at(c instructions.Command) place {
	if l := c.Location(); len(l) > 0 {
		return place{d.path, l[0].Start.Line}
	}
	return place{d.path, 0}
}

// eachDockerfile runs a check on every Dockerfile.
func eachDockerfile(check func(t *Tree, d *dockerfile) []Finding) func(context.Context, *Tree) []Finding {
	return func(ctx context.Context, t *Tree) []Finding {
		var out []Finding
		for _, d := range t.dockerfiles {
			if ctx.Err() != nil {
				break
			}
			out = append(out, check(t, d)...)
		}
		return out
	}
}
