package rules

import (
	"cmp"
	"math"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

const (
	maxEvidence = 50     // places that a finding shows; Places counts them all
	maxPlaces   = 20_000 // that are counted: whoever has more needs no exact number
)

// Findings makes findings of the hits, now that the components are known: one for each rule
// and component, and beside them the places that comments in the source keep out. Places in a library count for
// every component that is built with it; the work on them is counted once, for the first.
func (s *Set) Findings(h Hits, a assess.Assessment, tree *scan.Tree) ([]assess.Finding, []assess.Suppression) {
	j := &judge{set: s, owners: newOwners(a), tree: tree, held: map[int32]holding{}, ruled: map[string]map[[2]int32]bool{}, places: map[key][]place{}}
	for _, f := range h.files {
		j.gather(f)
	}
	for i, c := range a.Components {
		if c.Deployable && !j.owners.aside[i] {
			j.facts(i, c)
		}
	}
	var out []assess.Finding
	for _, k := range j.keys() {
		if f, ok := j.finding(k); ok {
			out = append(out, f)
		}
	}
	return append(out, s.told(h)...), j.suppressions()
}

// key is what one finding is about.
type key struct {
	rule      int32
	component int
}

// place is a line that matches.
type place struct {
	at     fact.Evidence
	print  uint64
	shared bool // counted as work of another component
}

// holding tells where a condition holds that is asked for somewhere in a component.
type holding struct {
	components map[int]bool
	above      map[string]bool // directories of files that belong to no deployable component
}

// judge puts hits and components together.
type judge struct {
	set        *Set
	owners     *owners
	tree       *scan.Tree
	held       map[int32]holding
	ruled      map[string]map[[2]int32]bool // by path: rule and line, 0 being the file as a whole, that an unless rules out
	places     map[key][]place
	poms       pomExclusions
	suppressed []assess.Suppression
}

// gather takes over the hits of one file.
func (j *judge) gather(f fileHits) {
	if f.main && j.owners.tool(f.path) {
		return
	}
	o := j.owners.of(f.path)
	if o.own && j.owners.aside[o.components[0]] || toolFileRE.MatchString(f.path) {
		return
	}
	part := partOf(below(o.base, f.path))
	if part == Main && f.tests {
		part = Tests
	}
	for _, h := range f.hits {
		if x := &j.set.prog.conds[h.cond]; x.role == unless {
			j.rule(f.path, x.rule, h.line)
		}
	}
	for _, h := range f.hits {
		x := &j.set.prog.conds[h.cond]
		if !j.looksAt(x.rule, part) {
			continue
		}
		switch x.role {
		case requires, excluding:
			j.hold(h.cond, f.path, o)
		case matched:
			if !j.ruledOut(f.path, x.rule, h.line) {
				j.match(x.rule, h, f, o)
			}
		}
	}
}

// rule notes a place that an unless of a rule keeps out.
func (j *judge) rule(name string, rule, line int32) {
	if j.ruled[name] == nil {
		j.ruled[name] = map[[2]int32]bool{}
	}
	j.ruled[name][[2]int32{rule, line}] = true
}

func (j *judge) ruledOut(name string, rule, line int32) bool {
	out := j.ruled[name]
	return out[[2]int32{rule, line}] || out[[2]int32{rule, 0}]
}

func (j *judge) looksAt(rule int32, part Part) bool {
	in := j.set.list[rule].In
	return len(in) == 0 && part == Main || slices.Contains(in, part)
}

func (j *judge) hold(c int32, name string, o owner) {
	h, ok := j.held[c]
	if !ok {
		h = holding{map[int]bool{}, map[string]bool{}}
		j.held[c] = h
	}
	for _, i := range o.components {
		h.components[i] = true
	}
	if x := &j.set.prog.conds[c]; !o.own && (x.Dependency != nil || x.Config != nil || x.Element != nil) {
		h.above[dirOf(name)] = true
	}
}

// match notes a place for all components that its file belongs to, unless a comment keeps it out.
func (j *judge) match(rule int32, h hit, f fileHits, o owner) {
	at := fact.Evidence{Path: f.path, Line: int(h.line)}
	id := j.set.list[rule].ID
	for _, ig := range f.ignores {
		if ig.covers(id, at.Line) {
			if len(j.suppressed) < maxPlaces {
				j.suppressed = append(j.suppressed, assess.Suppression{Rule: id, Reason: ig.reason, Evidence: at})
			}
			return
		}
	}
	first := true
	for _, i := range o.components {
		if !o.own && j.set.prog.conds[h.cond].Dependency != nil && i != whole && j.poms.leavesOut(j.tree, j.owners.all[i].Path, f.path, at.Line) {
			continue
		}
		if k := (key{rule, i}); len(j.places[k]) < maxPlaces {
			j.places[k] = append(j.places[k], place{at: at, print: h.print, shared: !first})
			first = false
		}
	}
}

// facts looks for conditions on the facts of a component.
func (j *judge) facts(i int, c assess.Component) {
	for _, n := range j.set.prog.facts {
		x := &j.set.prog.conds[n]
		if x.role != matched || !j.speaks(x.rule, c) {
			continue
		}
		for _, f := range c.Facts {
			if !x.fact(f) {
				continue
			}
			for _, e := range f.Evidence {
				line := int32(e.Line) //nolint:gosec // a line
				if !j.ruledOut(e.Path, x.rule, line) && j.looksAt(x.rule, partOf(below(j.owners.deployableAbove(c.Path), e.Path))) {
					j.match(x.rule, hit{cond: n, line: line, print: j.print(e)}, fileHits{path: e.Path, ignores: j.ignores(e.Path)}, owner{components: []int{i}})
				}
			}
		}
	}
}

func (c *cond) fact(f fact.Fact) bool {
	return matchAny(c.Fact.Keys, f.Key) && c.value.holds(setting(f.Value))
}

// speaks tells whether a rule is about the language of a component.
func (j *judge) speaks(rule int32, c assess.Component) bool {
	langs := j.set.list[rule].Languages
	return len(langs) == 0 || slices.ContainsFunc(langs, func(l language) bool { return string(l) == c.Language.ID })
}

func (j *judge) keys() []key {
	out := make([]key, 0, len(j.places))
	for k := range j.places {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b key) int { return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.component, b.component)) })
	return out
}

// finding makes the finding of one rule and component, if what else the rule asks for holds there.
func (j *judge) finding(k key) (assess.Finding, bool) {
	r := j.set.list[k.rule].Rule
	for _, c := range j.set.prog.around[k.rule] {
		if j.holds(c, k.component) != (j.set.prog.conds[c].role == requires) {
			return assess.Finding{}, false
		}
	}
	places := j.places[k]
	slices.SortStableFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.at.Path, b.at.Path), cmp.Compare(a.at.Line, b.at.Line))
	})
	places = slices.CompactFunc(places, func(a, b place) bool { return a.at == b.at })
	f := assess.Finding{
		ID: r.ID, Dimension: r.Dimension, Severity: r.Severity, Action: r.Action, By: r.By, Component: j.owners.name(k.component),
		Title: r.Title, Rationale: r.Rationale, Remedy: r.Remedy, Effort: r.Effort.of(places), Prints: prints(r.ID, places), Evidence: []fact.Evidence{},
	}
	for _, p := range places {
		f.Evidence = append(f.Evidence, p.at)
	}
	if len(places) > maxEvidence {
		f.Places, f.Evidence, f.Prints = len(places), f.Evidence[:maxEvidence:maxEvidence], f.Prints[:maxEvidence:maxEvidence]
	}
	return f, true
}

// holds tells whether a condition holds somewhere in a component, or in what it inherits.
func (j *judge) holds(c int32, component int) bool {
	if x := &j.set.prog.conds[c]; x.Fact != nil {
		return component != whole && slices.ContainsFunc(j.owners.all[component].Facts, x.fact)
	}
	h := j.held[c]
	if h.components[component] || component == whole {
		return h.components[component]
	}
	for dir := j.owners.all[component].Path; ; dir = dirOf(dir) {
		if h.above[dir] {
			return true
		}
		if dir == "." {
			return false
		}
	}
}

// of is the work on places: once, and for each that is not counted elsewhere.
func (e Effort) of(places []place) assess.Hours {
	n := 0
	for _, p := range places {
		if !p.shared {
			n++
		}
	}
	if n == 0 {
		return assess.Hours{}
	}
	each := e.Each.Times(float64(n))
	if e.Most != (assess.Hours{}) {
		each = assess.Hours{min(each[0], e.Most[0]), min(each[1], e.Most[1])}
	}
	sum := e.Once.Plus(each)
	return assess.Hours{math.Round(sum[0]*100) / 100, math.Round(sum[1]*100) / 100}
}
