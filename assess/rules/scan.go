package rules

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/assess/syntax"
)

// Options of Scan. The zero value is usable.
type Options struct {
	Workers int // files that are read at a time; 0 means as many as there are processors
}

// Hits are the places in a tree where conditions hold, before it is known to which components
// they belong.
type Hits struct {
	files []fileHits // sorted by path
}

// fileHits are those in one file.
type fileHits struct {
	path    string
	main    bool // part of a program in Go
	tests   bool // a profile for development or tests, although it lies among what runs
	hits    []hit
	ignores []ignore
	problem string // why it was not read to its end
}

// hit is a line where a condition holds; 0 is the file as a whole. Print is a hash of the words of the line.
type hit struct {
	cond  int32
	line  int32
	print uint64
}

// Scan reads every file of the tree once, as far as a rule asks for it. A panic in one file stops nothing; it
// becomes a finding. Only a cancelled ctx is an error.
func (s *Set) Scan(ctx context.Context, tree *scan.Tree, opt Options) (Hits, error) {
	sc := &scanner{prog: s.prog, tree: tree, byGlob: s.prog.globbed(tree), own: detect.Generated(tree), bundled: bundled(tree), all: checks()}
	entries := tree.Entries()
	workers := min(cmp.Or(max(opt.Workers, 0), runtime.GOMAXPROCS(0)), len(entries))
	found := make([][]fileHits, workers)
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			l := &looker{scanner: sc, cache: map[*index]map[string][]int32{}}
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(entries) {
					break
				}
				if f := l.file(entries[i]); len(f.hits) > 0 || len(f.ignores) > 0 || f.problem != "" {
					found[w] = append(found[w], f)
				}
			}
		})
	}
	wg.Wait()
	h := Hits{files: slices.Concat(found...)}
	slices.SortFunc(h.files, func(a, b fileHits) int { return strings.Compare(a.path, b.path) })
	if err := ctx.Err(); err != nil {
		return Hits{}, fmt.Errorf("scanning for the rules: %w", err)
	}
	return h, nil
}

// globbed returns the conditions that name files, by the paths of those.
func (p *program) globbed(tree *scan.Tree) map[string][]int32 {
	out := map[string][]int32{}
	for _, glob := range slices.Sorted(keysOf(p.globs)) {
		for _, name := range tree.Match(glob) {
			out[name] = append(out[name], p.globs[glob]...)
		}
	}
	return out
}

// scanner is what all workers share.
type scanner struct {
	prog   *program
	tree   *scan.Tree
	byGlob map[string][]int32
	own    map[string]bool // written by an earlier run of this program
	// bundled are directories of libraries that were copied into the tree.
	bundled map[string]bool
	poms    pomCache
	all     map[string]check
}

// looker is one worker.
type looker struct {
	*scanner
	cache map[*index]map[string][]int32 // conditions by name
	out   fileHits
	last  map[hit]bool // places that are in out already
	lines lineIndex
}

// maxPerFile bounds the places of one condition in one file.
const maxPerFile = 300

// file looks at one file.
func (l *looker) file(e scan.Entry) (out fileHits) {
	if l.own[e.Path] || vendored(e.Path) || inBundled(l.bundled, e.Path) {
		return fileHits{}
	}
	l.out, l.last = fileHits{path: e.Path}, map[hit]bool{}
	defer func() {
		if p := recover(); p != nil {
			out = fileHits{path: e.Path, problem: fmt.Sprint(p)}
		}
	}()
	globbed := slices.Compact(slices.Sorted(slices.Values(l.byGlob[e.Path])))
	if l.wanted(e, globbed) {
		text, err := l.tree.Text(e.Path)
		if err == nil {
			l.read(e, text, globbed)
		}
	}
	for _, c := range globbed {
		if x := &l.prog.conds[c]; x.File != nil && x.File.Content == "" {
			l.hit(c, 0)
		}
	}
	l.archive(e.Path)
	return l.out
}

// wanted tells whether anything asks for the text of a file.
func (l *looker) wanted(e scan.Entry, globbed []int32) bool {
	if slices.ContainsFunc(globbed, func(c int32) bool { x := &l.prog.conds[c]; return x.File == nil || x.File.Content != "" }) {
		return true
	}
	if lang, ok := syntax.LanguageOf(e.Path); ok && l.prog.code[lang] != nil && e.Size <= syntax.MaxFile {
		return true
	}
	base := path.Base(e.Path)
	return manifestOf(base) != "" || isDockerfile(base) || isScript(e.Path) || isProcess(base) || isConfig(e.Path, e.Size)
}

// read looks at the text of a file in every way that its name calls for.
func (l *looker) read(e scan.Entry, text string, globbed []int32) {
	base := path.Base(e.Path)
	l.lines = lineIndex{text: text}
	if lang, ok := syntax.LanguageOf(e.Path); ok {
		if goElsewhere(e.Path, text) {
			return
		}
		l.out.main = goMain(e.Path, text)
		if minified(text) || generatedRE.MatchString(text[:min(len(text), headOfFile)]) {
			return
		}
		if x := l.prog.code[lang]; x != nil {
			l.code(x, e.Path, text)
		}
	}
	l.content(text, globbed)
	l.elements(text, globbed)
	l.settings(e, text, globbed)
	l.manifest(e.Path, text)
	if isDockerfile(base) {
		l.dockerfile(text)
	}
	if isScript(e.Path) {
		l.script(text)
	}
	l.processes(base, text)
	l.check(base, text)
	if strings.Contains(text, ignoreMark) {
		l.out.ignores = ignores(e.Path, text)
	}
	l.out.tests = development(l.tree, e.Path)
}

// headOfFile is where a file says that a program wrote it, in bytes.
const headOfFile = 2 << 10

var generatedRE = regexp.MustCompile(`(?m)^(?://|#|/?\*|--)\s*(?:Code generated .* DO NOT EDIT\.?\s*$|@generated\b|<auto-generated|Generated by the protocol buffer compiler|Autogenerated by Thrift|This file was automatically generated|Generated by Django )`)

// hit notes a place. Of conditions that only have to hold somewhere one is enough.
func (l *looker) hit(c int32, line int) {
	x := &l.prog.conds[c]
	h := hit{cond: c, line: int32(line)} //nolint:gosec // lines of files of a few megabytes
	if x.role == requires || x.role == excluding {
		h.line = 0
	}
	if l.last[h] || len(l.last) > maxPerFile*8 {
		return
	}
	l.last[h] = true
	if line > 0 {
		h.print = l.lines.print(line)
	}
	l.out.hits = append(l.out.hits, h)
}

// check runs the checks that look at a file: those that match, and those that place out what the rule matches in it.
func (l *looker) check(base, text string) {
	for _, name := range slices.Sorted(maps.Keys(l.prog.checks)) {
		x := l.all[name]
		if !x.of(base) {
			continue
		}
		conds := slices.DeleteFunc(slices.Clone(l.prog.checks[name]), func(c int32) bool { return !l.worthwhile(&l.prog.conds[c]) })
		if len(conds) == 0 {
			continue
		}
		for _, line := range x.lines(text) {
			for _, c := range conds {
				l.hit(c, line)
			}
		}
	}
}

// worthwhile tells whether a check may change anything: one that places out only can where its rule matches.
func (l *looker) worthwhile(c *cond) bool {
	return c.role != unless || slices.ContainsFunc(l.out.hits, func(h hit) bool {
		x := &l.prog.conds[h.cond]
		return x.rule == c.rule && x.role == matched
	})
}
