// Package resolve puts together what the detectors found: modules and the notes
// about them become components, candidates of a fact become the value that
// holds, and what cannot be put together becomes a conflict or a finding.
package resolve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"golang.org/x/sync/errgroup"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Options of Assess.
type Options struct {
	// Name is what the source is called; a component in the root that has no name
	// of its own takes it.
	Name string
	// Home is the directory of the application where that is not the root, as in an image; its component
	// takes Name likewise.
	Home string
	// More adds findings about the source as a whole to what was found of its components; nil adds none.
	More func(assess.Assessment) []assess.Finding
	// Detectors to run; nil means detect.All.
	Detectors []detect.Detector
	// Rules to look for beside the detectors; nil means none.
	Rules *rules.Set
}

// Assess runs the detectors over the tree, and the rules beside them, and puts together
// what they found. A detector that fails adds a finding; only a cancelled ctx is an error.
func Assess(ctx context.Context, tree *scan.Tree, opt Options) (assess.Assessment, error) {
	detectors := opt.Detectors
	if detectors == nil {
		detectors = detect.All()
	}
	runs, hits, err := run(ctx, tree, detectors, opt.Rules)
	if err != nil {
		return assess.Assessment{}, fmt.Errorf("assessing the source: %w", err)
	}
	var found detect.Output
	var findings []assess.Finding
	for _, r := range runs {
		found.Modules = append(found.Modules, r.out.Modules...)
		found.Notes = append(found.Notes, r.out.Notes...)
		findings = append(findings, errorFindings(r.detector, r.err)...)
	}
	units := unite(found.Modules)
	loose := attach(units, found.Notes)
	findings = append(findings, handOver(units)...)
	unread := dropUnread(tree, units)
	a := assess.Assessment{Schema: assess.Schema, Components: components(units, opt), Findings: findings}
	for i, c := range a.Components { // in the order of the units
		if f, ok := unread[units[i]]; ok {
			f.Component = c.Name
			a.Findings = append(a.Findings, f)
		}
	}
	a.Findings = append(a.Findings, skipFindings(tree.Skips())...)
	a.Findings = append(a.Findings, unrecognised(units, loose)...)
	a.Findings = append(a.Findings, notDeployed(units)...)
	a.Findings = append(a.Findings, containing(a.Components)...)
	a.Findings = append(a.Findings, guarded(a.Components)...)
	a.Findings = append(a.Findings, emptyFindings(a.Components)...)
	a.Findings = append(a.Findings, toldFindings(a.Components)...)
	if opt.More != nil {
		a.Findings = append(a.Findings, opt.More(a)...)
	}
	assign(a.Findings)
	if opt.Rules != nil {
		raised, suppressed := opt.Rules.Findings(hits, a, tree)
		a.Findings, a.Suppressed = append(a.Findings, raised...), suppressed
	}
	sortFindings(a.Findings)
	if a.Findings == nil {
		a.Findings = []assess.Finding{}
	}
	return a, nil
}

type result struct {
	detector string
	out      detect.Output
	err      error
}

// run runs the detectors and looks for the rules, all at the same time.
func run(ctx context.Context, tree *scan.Tree, detectors []detect.Detector, set *rules.Set) ([]result, rules.Hits, error) {
	results := make([]result, len(detectors))
	var hits rules.Hits
	var scanned chan error
	if set != nil {
		scanned = make(chan error, 1)
		go func() {
			var err error
			hits, err = set.Scan(ctx, tree, rules.Options{})
			scanned <- err
		}()
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range detectors {
		g.Go(func() error {
			results[i] = runOne(ctx, tree, d)
			return nil
		})
	}
	err := g.Wait()
	if scanned != nil {
		err = cmp.Or(err, <-scanned)
	}
	return results, hits, cmp.Or(err, ctx.Err())
}

// runOne runs a detector. A panic in it is a defect of ours that must not cost
// the consultant what the other detectors found.
func runOne(ctx context.Context, tree *scan.Tree, d detect.Detector) (r result) {
	r.detector = d.Name
	defer func() {
		if p := recover(); p != nil {
			r.err = fmt.Errorf("detector %s stopped unexpectedly: %v\n%s", d.Name, p, debug.Stack())
		}
	}()
	paths := tree.Match(d.Globs...)
	if len(paths) == 0 {
		return r
	}
	r.out, r.err = d.Run(ctx, detect.Input{Tree: tree, Paths: paths})
	for i := range r.out.Modules {
		stamp(r.out.Modules[i].Facts, d.Name)
	}
	for i := range r.out.Notes {
		stamp(r.out.Notes[i].Facts, d.Name)
	}
	return r
}

func stamp(facts fact.Set, detector string) {
	for i := range facts {
		facts[i].Detector = cmp.Or(facts[i].Detector, detector)
	}
}

// fileErrors splits joined errors into the file errors among them and the rest.
func fileErrors(err error) (files []*detect.FileError, rest []error) {
	if err == nil {
		return nil, nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			f, r := fileErrors(e)
			files, rest = append(files, f...), append(rest, r...)
		}
		return files, rest
	}
	if fe, ok := errors.AsType[*detect.FileError](err); ok {
		return []*detect.FileError{fe}, nil
	}
	return nil, []error{err}
}
