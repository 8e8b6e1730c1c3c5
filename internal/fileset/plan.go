package fileset

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// maxProblems bounds how many obstacles an error names.
const maxProblems = 20

// change is one file to write or remove.
type change struct {
	path string
	old  entity
	new  *version // nil: remove
}

// planner finds out what a set does to a tree, without touching it.
type planner struct {
	disk  disk
	eyes  eyes
	state string
	set   Set
	opt   Options
	// undone is what an interrupted run will have left once it is rolled back; for a dry run, which may not do it.
	undone map[string]entity

	before  Manifest
	after   Manifest
	renamed map[string]Entry // by new path, where a file only changed the case of its name
	changes []change
	report  Report
}

func (p *planner) run() error {
	p.eyes = newEyes(p.disk)
	if err := p.readManifest(); err != nil {
		return err
	}
	p.findRenamed()
	p.after.Schema = ManifestSchema
	var problems []error
	for _, name := range p.names() {
		if err := p.visit(name); err != nil {
			problems = append(problems, err)
		}
	}
	if n := len(problems); n > maxProblems {
		problems = append(problems[:maxProblems], fmt.Errorf("and %d more", n-maxProblems))
	}
	if len(problems) > 0 {
		return fmt.Errorf("looking at the files on disk, nothing is written: %w", errors.Join(problems...))
	}
	if p.opt.DryRun {
		return nil
	}
	return p.planState()
}

func (p *planner) look(name string) (entity, error) {
	if e, ok := p.undone[name]; ok {
		return e, nil
	}
	return p.eyes.look(name)
}

func (p *planner) readManifest() error {
	name := manifestPath(p.state)
	found, err := p.look(name)
	if err != nil {
		return err
	}
	p.before.Schema = ManifestSchema
	if !found.present {
		return nil
	}
	p.before, err = parseManifest(name, found.content)
	if err != nil {
		return err
	}
	for _, e := range p.before.Files {
		if p.reserved(e.Path) {
			return fmt.Errorf("reading %s: entry %q is the writer's own file: restore it from version control", name, e.Path)
		}
	}
	return nil
}

// reserved reports the writer's own files in the state directory.
func (p *planner) reserved(name string) bool {
	return isReserved(p.state, name)
}

func isReserved(state, name string) bool {
	folded, dir := foldPath(name), foldPath(state)
	if folded == dir || inside(folded, dir) { // a file where the state directory is
		return true
	}
	rest, ok := strings.CutPrefix(folded, dir+"/")
	if !ok {
		return false
	}
	if !inside(state, name) {
		return true
	}
	first, _, _ := strings.Cut(rest, "/")
	switch first {
	case "manifest.json", "journal.json", "base", "staging", ".gitattributes", ".gitignore":
		return true
	}
	return strings.HasPrefix(first, "lock")
}

// findRenamed matches files whose name only changed its case with what was generated before, on a system where
// both names are one file: the old name must not be deleted then.
func (p *planner) findRenamed() {
	p.renamed = map[string]Entry{}
	gone := map[string]Entry{}
	for _, e := range p.before.Files {
		if _, ok := p.set.Lookup(e.Path); !ok {
			gone[foldPath(e.Path)] = e
		}
	}
	for _, f := range p.set.files {
		if _, known := p.before.Lookup(f.Path); known {
			continue
		}
		e, ok := gone[foldPath(f.Path)]
		if ok && p.sameOnDisk(e.Path, f.Path) {
			p.renamed[f.Path] = e
		}
	}
}

func (p *planner) sameOnDisk(a, b string) bool {
	one, errOne := p.disk.Lstat(a)
	two, errTwo := p.disk.Lstat(b)
	return errOne == nil && errTwo == nil && os.SameFile(one, two)
}

// names are all paths that are or were generated, sorted.
func (p *planner) names() []string {
	old := map[string]bool{}
	for _, e := range p.renamed {
		old[e.Path] = true
	}
	var names []string
	for _, f := range p.set.files {
		names = append(names, f.Path)
	}
	for _, e := range p.before.Files {
		if !old[e.Path] {
			names = append(names, e.Path)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// subject gathers what bears on one path, but for what is on disk.
func (p *planner) subject(name string) subject {
	s := subject{path: name, inState: inside(p.state, name), keep: p.opt.Keep}
	if f, ok := p.set.Lookup(name); ok {
		s.generated = &f
	}
	if e, ok := p.before.Lookup(name); ok {
		s.base = &e
	} else if e, ok := p.renamed[name]; ok {
		e.Path = name
		s.base = &e
	}
	if k, ok := p.opt.KeepPaths[name]; ok {
		s.keep = k
	}
	if p.opt.Owned != nil {
		s.merger = p.opt.Owned(name)
	}
	s.baseContent = func() ([]byte, bool) {
		if s.base == nil {
			return nil, false
		}
		return p.loadBase(s.base.SHA256)
	}
	return s
}

// loadBase reads a merge base. A checkout may have changed its line ends; anything else is a base that is lost.
func (p *planner) loadBase(sha string) ([]byte, bool) {
	found, err := p.look(basePath(p.state, sha))
	if err != nil || !found.present || found.tooLarge {
		return nil, false
	}
	for _, content := range [][]byte{found.content, plainEnds(found.content)} {
		if hash(content) == sha {
			return content, true
		}
	}
	return nil, false
}

func (p *planner) visit(name string) error {
	s := p.subject(name)
	mine, err := p.look(name)
	var o *obstacle
	if errors.As(err, &o) && s.generated == nil {
		p.add(s, outcome{kind: Kept, note: NoteOrphan, entry: s.base})
		return nil
	}
	if errors.As(err, &o) {
		return fmt.Errorf("%s cannot be written: %w: move it away", name, o)
	}
	if err != nil {
		return err
	}
	s.mine = mine
	out := decide(s)
	if (out.write != nil || out.remove) && mine.tooLarge {
		return fmt.Errorf("%s cannot be replaced: it is larger than %d MiB: move it away", name, maxFileBytes>>20)
	}
	p.add(s, out)
	return nil
}

// add records an outcome.
func (p *planner) add(s subject, out outcome) {
	if out.entry != nil {
		p.after.Files = append(p.after.Files, *out.entry)
	}
	if out.kind == "" {
		return
	}
	c := Change{Path: s.path, Kind: out.kind, Note: out.note, Conflict: out.conflict}
	before := s.mine.content
	if s.mine.present && before == nil {
		before = []byte{}
	}
	switch {
	case out.write != nil:
		c.Diff = unified(s.path, before, out.write.content)
		p.changes = append(p.changes, change{s.path, s.mine, out.write})
	case out.remove:
		c.Diff = unified(s.path, before, nil)
		p.changes = append(p.changes, change{s.path, s.mine, nil})
	case out.conflict != nil && s.mine.tooLarge:
		c.Diff = fmt.Sprintf("large file %s\n", s.path)
	case out.conflict != nil:
		c.Diff = unified(s.path, before, out.shown)
	}
	p.report.Changes = append(p.report.Changes, c)
}

// planState brings manifest, merge bases and the files that git reads about them up to date.
func (p *planner) planState() error {
	if len(p.after.Files) == 0 && len(p.before.Files) == 0 {
		return nil
	}
	manifest, err := p.after.format()
	if err != nil {
		return err
	}
	own := []File{
		{Path: manifestPath(p.state), Content: manifest},
		// Merge bases keep their bytes, and reviews fold them away.
		{Path: path.Join(p.state, ".gitattributes"), Content: []byte("base/** -text linguist-generated gitlab-generated\n")},
		// What a run that was killed leaves until the next one is no part of the repository.
		{Path: path.Join(p.state, ".gitignore"), Content: []byte("/lock*\n/journal.json\n/staging/\n")},
	}
	kept, err := p.keptBases()
	if err != nil {
		return err
	}
	for _, e := range p.after.Files {
		size, there := kept[e.SHA256]
		delete(kept, e.SHA256)
		if inside(p.state, e.Path) {
			continue
		}
		content, ok := p.baseFor(e)
		// The name of a base is its hash: with the right size it is read only when it is needed.
		if ok && (!there || size != int64(len(content))) {
			own = append(own, File{Path: basePath(p.state, e.SHA256), Content: content})
		}
	}
	slices.SortFunc(own, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	own = slices.CompactFunc(own, func(a, b File) bool { return a.Path == b.Path })
	for _, f := range own {
		found, err := p.look(f.Path)
		if err != nil {
			return err
		}
		if !found.present || string(found.content) != string(f.Content) {
			p.changes = append(p.changes, change{f.Path, found, &version{f.Content, 0o644}})
		}
	}
	return p.dropBases(kept)
}

// keptBases lists the merge bases on disk with their sizes.
func (p *planner) keptBases() (map[string]int64, error) {
	dir := path.Join(p.state, "base")
	entries, err := p.disk.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading %s: %w", dir, err)
	}
	kept := map[string]int64{}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && isHash(e.Name()) {
			kept[e.Name()] = info.Size()
		}
	}
	return kept, nil
}

// baseFor finds the content of a merge base: as generated now, or as it was kept.
func (p *planner) baseFor(e Entry) ([]byte, bool) {
	if f, ok := p.set.Lookup(e.Path); ok && hash(f.Content) == e.SHA256 {
		return f.Content, true
	}
	return p.loadBase(e.SHA256)
}

// dropBases removes merge bases that no file needs any more.
func (p *planner) dropBases(unwanted map[string]int64) error {
	names := map[string]bool{}
	for sha := range unwanted {
		names[basePath(p.state, sha)] = true
	}
	for _, name := range sortedKeys(names) {
		found, err := p.look(name)
		if err != nil {
			return err
		}
		if !found.tooLarge {
			p.changes = append(p.changes, change{name, found, nil})
		}
	}
	return nil
}
