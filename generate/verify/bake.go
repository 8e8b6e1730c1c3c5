package verify

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// BakePath is where the bake file is, relative to the repository root.
const BakePath = "deploy/docker-bake.hcl"

// Bounds of a bake file: the parser recurses as deep as brackets nest.
const (
	maxBakeBytes = 128 << 10
	maxBakeDepth = 50
)

// bakeFile is what a bake file says of its targets.
type bakeFile struct {
	path    string
	targets []bakeTarget // in the order of the file
}

type bakeTarget struct {
	name                        string
	line                        int
	context, dockerfile, target string
	tags, contexts              []string
	inherits                    []string
	abstract                    bool // inherited from, and without a context, Dockerfile or tag of its own
}

// readBake parses the bake file, when there is one.
func (t *Tree) readBake() {
	if _, err := fs.Stat(t.tree, BakePath); err != nil {
		return
	}
	content, ok := t.read(BakePath)
	if !ok {
		return
	}
	t.bake.path = BakePath
	if len(content) > maxBakeBytes || nesting(content) > maxBakeDepth {
		t.problems = append(t.problems, bakeProblem(0, "文件过大或嵌套过深", "the file is too large or nests too deep"))
		return
	}
	file, diags := hclsyntax.ParseConfig(content, BakePath, hcl.InitialPos)
	for _, d := range diags {
		t.problems = append(t.problems, bakeProblem(lineOf(d.Subject), d.Summary+"："+d.Detail, d.Summary+": "+d.Detail))
	}
	if diags.HasErrors() {
		return
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return
	}
	if r := loop(body); r != nil {
		t.problems = append(t.problems, bakeProblem(lineOf(r), "for 表达式不会被求值，请逐个写出", "a for expression is not evaluated; write its elements out"))
		return
	}
	r := bakeReader{eval: &hcl.EvalContext{Variables: variables(body), Functions: functions()}}
	for _, b := range body.Blocks {
		if b.Type == "target" && len(b.Labels) == 1 {
			t.bake.targets = append(t.bake.targets, r.target(b))
		}
	}
	t.problems = append(t.problems, r.problems...)
	t.bake.inherit()
}

// loop finds a for expression, whose work may grow with every nesting.
func loop(body *hclsyntax.Body) *hcl.Range {
	var found *hcl.Range
	_ = hclsyntax.VisitAll(body, func(n hclsyntax.Node) hcl.Diagnostics {
		if e, ok := n.(*hclsyntax.ForExpr); ok && found == nil {
			r := e.Range()
			found = &r
		}
		return nil
	})
	return found
}

func bakeProblem(line int, zh, en string) Finding {
	return checked("bake.parse", place{BakePath, line}.problem(
		i18n.Textf("bake 文件无法解析：%[1]s", "the bake file cannot be parsed: %[2]s", zh, en),
		i18n.Text{ZH: "修正该行，或重新生成", EN: "correct that line, or generate it again"}))
}

func lineOf(r *hcl.Range) int {
	if r == nil {
		return 0
	}
	return r.Start.Line
}

// nesting is the deepest nesting of brackets, those in text included.
func nesting(content []byte) int {
	depth, deepest := 0, 0
	for _, c := range content {
		switch c {
		case '(', '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ')', ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest
}

// variables are the defaults, which is what a build without settings takes.
func variables(body *hclsyntax.Body) map[string]cty.Value {
	out := map[string]cty.Value{}
	for _, b := range body.Blocks {
		if b.Type != "variable" || len(b.Labels) != 1 {
			continue
		}
		out[b.Labels[0]] = cty.StringVal("")
		if a, ok := b.Body.Attributes["default"]; ok {
			if v, diags := a.Expr.Value(&hcl.EvalContext{Variables: out, Functions: functions()}); !diags.HasErrors() && bounded(v) {
				out[b.Labels[0]] = v
			}
		}
	}
	return out
}

// maxBakeValue bounds a text that expressions put together, in bytes.
const maxBakeValue = 4096

func bounded(v cty.Value) bool {
	return !v.IsWhollyKnown() || v.IsNull() || v.Type() != cty.String || len(v.AsString()) <= maxBakeValue
}

func functions() map[string]function.Function {
	return map[string]function.Function{
		"lower": stdlib.LowerFunc, "upper": stdlib.UpperFunc, "equal": stdlib.EqualFunc, "notequal": stdlib.NotEqualFunc,
		"coalesce": stdlib.CoalesceFunc, "trimspace": stdlib.TrimSpaceFunc, "split": stdlib.SplitFunc, "not": stdlib.NotFunc,
	}
}

type bakeReader struct {
	eval     *hcl.EvalContext
	problems []Finding
}

func (r *bakeReader) target(b *hclsyntax.Block) bakeTarget {
	t := bakeTarget{name: b.Labels[0], line: b.DefRange().Start.Line}
	if _, ok := b.Body.Attributes["matrix"]; ok {
		t.abstract = true
		return t
	}
	t.context, t.dockerfile, t.target = r.text(b, "context"), r.text(b, "dockerfile"), r.text(b, "target")
	t.tags, t.inherits = r.list(b, "tags"), r.list(b, "inherits")
	if a, ok := b.Body.Attributes["contexts"]; ok {
		if v := r.value(a); v.IsWhollyKnown() && !v.IsNull() && (v.Type().IsObjectType() || v.Type().IsMapType()) {
			for k := range v.AsValueMap() {
				t.contexts = append(t.contexts, k)
			}
			slices.Sort(t.contexts)
		}
	}
	return t
}

func (r *bakeReader) value(a *hclsyntax.Attribute) cty.Value {
	v, diags := a.Expr.Value(r.eval)
	for _, d := range diags {
		r.problems = append(r.problems, bakeProblem(lineOf(d.Subject), d.Summary+"："+d.Detail, d.Summary+": "+d.Detail))
	}
	if diags.HasErrors() || !bounded(v) {
		return cty.NullVal(cty.String)
	}
	return v
}

func (r *bakeReader) text(b *hclsyntax.Block, name string) string {
	a, ok := b.Body.Attributes[name]
	if !ok {
		return ""
	}
	return asText(r.value(a))
}

func asText(v cty.Value) string {
	if v.IsNull() || !v.IsKnown() || v.Type() != cty.String {
		return ""
	}
	return v.AsString()
}

func (r *bakeReader) list(b *hclsyntax.Block, name string) []string {
	a, ok := b.Body.Attributes[name]
	if !ok {
		return nil
	}
	v := r.value(a)
	if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() || v.Type().IsObjectType() || v.Type().IsMapType() {
		return nil
	}
	out := []string{} // an empty list is not inherited over
	for _, e := range v.AsValueSlice() {
		if s := asText(e); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// inherit fills in what a target takes from others; the later one wins. A target
// that is only inherited from is no build of its own.
func (f *bakeFile) inherit() {
	byName := map[string]bakeTarget{}
	parents := map[string]bool{}
	for _, t := range f.targets {
		byName[t.name] = t
		for _, p := range t.inherits {
			parents[p] = true
		}
	}
	for i := range f.targets {
		t := &f.targets[i]
		if parents[t.name] && t.context == "" && t.dockerfile == "" && len(t.tags) == 0 {
			t.abstract = true
		}
		queue := slices.Clone(t.inherits)
		slices.Reverse(queue)
		for seen := 0; len(queue) > 0 && seen < 64; seen++ {
			p := byName[queue[0]]
			queue = append(queue[1:], p.inherits...)
			t.context, t.dockerfile, t.target = cmp.Or(t.context, p.context), cmp.Or(t.dockerfile, p.dockerfile), cmp.Or(t.target, p.target)
			if t.tags == nil {
				t.tags = p.tags
			}
			t.contexts = append(t.contexts, p.contexts...)
		}
	}
}

// builds are the targets with their paths from the repository root, where bake runs.
func (f bakeFile) builds() []Build {
	var out []Build
	for _, t := range f.targets {
		if t.abstract || strings.Contains(t.context, "://") {
			continue
		}
		context := path.Clean(cmp.Or(t.context, "."))
		b := Build{Context: context, Dockerfile: path.Join(context, cmp.Or(t.dockerfile, "Dockerfile")), Target: t.target,
			Bake: true, Contexts: t.contexts, Path: f.path, Line: t.line}
		if len(t.tags) > 0 {
			b.Repository, _, _ = imageName(t.tags[0])
			b.Name = path.Base(b.Repository)
		}
		out = append(out, b)
	}
	return out
}
