package dockerfile

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Aspects of the decisions that are taken here, beside build.base.
const (
	AspectDependencies = "build.dependencies" // how dependencies are resolved
	AspectEntrypoint   = "build.entrypoint"   // what becomes of the start command
	AspectServer       = "build.server"       // the server program, where the source has none
	AspectProxy        = "build.proxy"        // what a static site does with calls to a backend
)

// builder gathers the stages of one workload.
type builder struct {
	app    generate.Application
	w      generate.Workload
	facts  fact.Set
	table  images.Table
	pins   Digests
	print  generate.Printer
	file   ast.File
	ignore []string // stack-specific patterns

	refs      []string // base images as a registry is asked for them
	base      []images.Choice
	decisions []generate.Decision
	why       []fileset.Why
}

func newBuilder(app generate.Application, w generate.Workload, table images.Table, pins Digests) *builder {
	return &builder{app: app, w: w, facts: w.Component.Facts, table: table, pins: pins, print: generate.NewPrinter(app)}
}

// text says something in the language of the engagement.
func (b *builder) text(zh, en string, args ...any) string {
	return i18n.Textf(zh, en, args...).In(b.app.Lang)
}

func (b *builder) value(key string) string { return b.facts.Value(key) }

// add puts a finished stage into the file.
func (b *builder) add(s *ast.Stage) { b.file.Stages = append(b.file.Stages, *s) }

// from starts a stage on a base image.
func (b *builder) from(name string, c images.Choice) *ast.Stage {
	ref := images.At(given(b.app.Mirrors.Images), c.Ref)
	b.refs = append(b.refs, ref)
	if pinned, ok := b.pins[ref]; ok {
		ref = pinned
	}
	if !slices.ContainsFunc(b.base, func(o images.Choice) bool { return o.Ref == c.Ref }) {
		b.base = append(b.base, c)
	}
	b.explain(name+".FROM", b.id(generate.AspectBuildBase))
	return &ast.Stage{From: ref, Name: name, Comment: b.assumed(b.id(generate.AspectBuildVersion))}
}

func (b *builder) id(aspect string) string { return b.w.DecisionID(aspect) }

// explain links a place in the Dockerfile to the decision behind it.
func (b *builder) explain(field, decision string) {
	b.why = append(b.why, fileset.Why{Field: field, Ref: decision})
}

// assumed is the line that marks an assumption, if the decision is one.
func (b *builder) assumed(decision string) []string {
	if c := b.print.Comment(decision); c != "" {
		return []string{c}
	}
	return nil
}

// explained holds the file to the rule that nothing is generated without a decision.
func (b *builder) explained() error {
	known := map[string]bool{}
	for _, d := range b.app.AllDecisions() {
		known[d.ID] = true
	}
	for _, d := range slices.Concat(b.w.Decisions, b.decisions) {
		known[d.ID] = true
	}
	for _, w := range b.why {
		if !known[w.Ref] {
			return fmt.Errorf("no decision %s explains %s", w.Ref, w.Field)
		}
	}
	return nil
}

// decide records a decision that is taken here, with the facts that it rests on. A
// second one of the same aspect goes further than the first.
func (b *builder) decide(aspect, value string, reason i18n.Text, keys ...string) {
	d := generate.Decision{ID: b.id(aspect), Value: value, Reason: reason}
	for _, k := range keys {
		if f, ok := b.facts.Best(k); ok {
			d.Inputs = append(d.Inputs, generate.Input{Kind: generate.FromFact, Ref: k, Value: f.Value, Evidence: f.Evidence})
		}
	}
	if len(d.Inputs) == 0 {
		d.Inputs = []generate.Input{{Kind: generate.FromDefault, Ref: aspect, Value: value}}
	}
	if i := slices.IndexFunc(b.decisions, func(o generate.Decision) bool { return o.ID == d.ID }); i >= 0 {
		d.Reason = joined(b.decisions[i].Reason, d.Reason)
		b.decisions[i] = d
		return
	}
	b.decisions = append(b.decisions, d)
}

// joined puts two reasons into one.
func joined(a, c i18n.Text) i18n.Text {
	if !c.Complete() {
		return a
	}
	return i18n.Text{ZH: a.ZH + "；" + c.ZH, EN: a.EN + "; " + c.EN}
}

// decideBase records the base images and why they were chosen.
func (b *builder) decideBase() {
	refs := make([]string, len(b.base))
	var zh, en []string
	for i, c := range b.base {
		refs[i] = c.Ref
		line := i18n.Textf("%[1]s: %[2]s", "%[1]s: %[3]s", c.Ref, c.Reason.ZH, c.Reason.EN)
		if c.Ref == images.Scratch {
			line = i18n.Text{ZH: "scratch: 静态链接，不需要操作系统", EN: "scratch: linked statically, so no operating system is needed"}
		}
		zh, en = append(zh, line.ZH), append(en, line.EN)
	}
	d := generate.Decision{ID: b.id(generate.AspectBuildBase), Value: strings.Join(refs, ", ")}
	d.Reason = i18n.Text{ZH: strings.Join(zh, "; "), EN: strings.Join(en, "; ")}
	d.Inputs = []generate.Input{
		{Kind: generate.FromDecision, Ref: b.id(generate.AspectBuildVersion), Value: b.w.Build.Version},
		{Kind: generate.FromDefault, Ref: "images", Value: b.table.AsOf},
	}
	b.decisions = append(b.decisions, d)
}

// module is the component's directory below the build root, "." for the root itself.
func (b *builder) module() string {
	if m := b.value(fact.BuildModule); m != "" {
		return path.Clean(m)
	}
	return "."
}

// version of a framework or tool: at least major.minor.
func atLeast(v string, major, minor int) bool {
	var have [2]int
	if n, _ := fmt.Sscanf(v, "%d.%d", &have[0], &have[1]); n == 0 {
		return false
	}
	return have[0] > major || have[0] == major && have[1] >= minor
}

var exactRE = regexp.MustCompile(`^\d+(\.\d+){0,2}$`)

// exact is the version when it is one, or the first number of a range.
func exact(v string) string {
	if exactRE.MatchString(v) {
		return v
	}
	return regexp.MustCompile(`\d+`).FindString(v)
}

// globWord writes a path for a shell that may hold a pattern.
func globWord(s string) string {
	if globWordRE.MatchString(s) {
		return s
	}
	return shellWord(s)
}

// words writes a command for a shell.
func words(args []string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = shellWord(a)
	}
	return strings.Join(quoted, " ")
}

var (
	plainWordRE = regexp.MustCompile(`^[\w@%+=:,./-]+$`)
	globWordRE  = regexp.MustCompile(`^[\w@%+=:,./*?-]+$`)
	contextRE   = regexp.MustCompile(`^(/[\w.~-]+)+$`)
	zoneRE      = regexp.MustCompile(`^[A-Za-z0-9_+/-]+$`)
	localeRE    = regexp.MustCompile(`^[A-Za-z]+(_[A-Za-z]+)?(\.[\w-]+)?(@\w+)?$`)
)

// contextPath is the prefix under which the program serves, "" for none or what
// is no path.
func (b *builder) contextPath() string {
	p := strings.TrimRight(b.value(fact.ContextPath), "/")
	if !contextRE.MatchString(p) || path.Clean(p) != p {
		return ""
	}
	return p
}

// sound refuses values that would say something else in the file than was meant.
func (b *builder) sound() error {
	img := b.w.Build
	switch {
	case img.TimeZone != "" && !zoneRE.MatchString(img.TimeZone):
		return fmt.Errorf("time zone %q is no name such as Asia/Shanghai: correct the answer app.locale", img.TimeZone)
	case img.Locale != "" && !localeRE.MatchString(img.Locale):
		return fmt.Errorf("locale %q is no name such as zh_CN.UTF-8: correct the answer app.locale", img.Locale)
	}
	return nil
}

func shellWord(s string) string {
	if plainWordRE.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
