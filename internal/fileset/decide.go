package fileset

import (
	"bytes"
	"io/fs"
	"runtime"
)

// subject is one path and everything that bears on what happens to it.
type subject struct {
	path      string
	generated *File  // nil when it is no longer generated
	base      *Entry // nil when it was not generated before
	mine      entity // on disk
	inState   bool   // in the state directory: the writer's own ground, where nobody edits
	keep      Keep
	merger    Merger
	// baseContent loads the merge base; false when it is lost.
	baseContent func() ([]byte, bool)
}

// outcome is what happens to a path.
type outcome struct {
	kind     Kind // "" when there is nothing to say
	note     Note
	write    *version // nil: the file on disk is left alone
	remove   bool
	entry    *Entry // of the new manifest, nil for none
	conflict *Conflict
	shown    []byte // the far side of the diff when nothing is written
}

// version is content with its permissions.
type version struct {
	content []byte
	perm    fs.FileMode
}

// decide is the table of what happens to one path. It reads nothing but the merge base.
func decide(s subject) outcome {
	if s.generated == nil {
		return s.decideGone()
	}
	entry := newEntry(*s.generated)
	out := outcome{entry: &entry}
	same := s.base != nil && s.base.SHA256 == entry.SHA256
	switch {
	case s.inState:
		return s.replace(out, s.generated.Content, "")
	case !s.mine.present && s.base == nil:
		return s.replace(out, s.generated.Content, "")
	case !s.mine.present && same:
		out.kind, out.note = Kept, NoteDeleted
		return out
	case !s.mine.present:
		return s.clash(out, DeletedChanged, nil)
	case s.mine.tooLarge && same:
		out.kind, out.note = Kept, NoteEdited
		return out
	case s.mine.tooLarge:
		return s.clash(out, Unmergeable, []Hunk{})
	case s.base == nil && sameText(s.mine.content, s.generated.Content):
		out.note = NoteAdopted
		return s.settle(out)
	case s.base == nil:
		return s.clash(out, BothAdded, nil)
	case hash(s.mine.content) == s.base.SHA256:
		return s.replace(out, s.generated.Content, "")
	case sameText(s.mine.content, s.generated.Content):
		return s.settle(out)
	case same:
		out.kind, out.note = Kept, NoteEdited
		return s.settle(out)
	}
	return s.merge(out)
}

// merge joins both sides of a file that differs from its base on disk and as generated.
func (s subject) merge(out outcome) outcome {
	base, known := s.baseContent()
	mine, generated := s.mine.content, s.generated.Content
	switch {
	case !known:
		out.note = NoteBaseLost
		return s.clash(out, BothChanged, nil)
	case sameText(mine, base):
		return s.replace(out, withEndsOf(mine, generated), "")
	case isBinary(base) || isBinary(mine) || isBinary(generated):
		return s.clash(out, Unmergeable, []Hunk{})
	}
	base, generated = s.align(base)
	merged, hunks := merge3(base, mine, generated)
	switch {
	case len(hunks) > 0:
		return s.clash(out, BothChanged, hunks)
	case bytes.Equal(merged, mine):
		out.kind, out.note = Kept, NoteEdited
		return s.settle(out)
	case brokenByMerge(s.path, mine, generated, merged) != nil:
		return s.clash(out, Invalid, nil)
	}
	out.kind = Merge
	out.write = &version{merged, s.perm()}
	return out
}

// align applies the merger of owned regions. Where it cannot read one of the files, they stay as they are.
func (s subject) align(base []byte) (alignedBase, alignedGenerated []byte) {
	generated := s.generated.Content
	if s.merger == nil || !s.mine.present || s.mine.tooLarge {
		return base, generated
	}
	b, g, err := s.merger(base, s.mine.content, generated)
	if err != nil {
		return base, generated
	}
	return b, g
}

// decideGone is decide for a file that is no longer generated. Only what nobody touched is deleted.
func (s subject) decideGone() outcome {
	switch {
	case !s.mine.present:
		return outcome{}
	case s.inState, s.untouched():
		return outcome{kind: Delete, remove: true}
	case s.keep == KeepMine:
		return outcome{kind: Kept, note: NoteOrphan}
	}
	return outcome{kind: Kept, note: NoteOrphan, entry: s.base}
}

func (s subject) untouched() bool {
	if s.mine.tooLarge {
		return false
	}
	if hash(s.mine.content) == s.base.SHA256 {
		return true
	}
	base, known := s.baseContent()
	return known && sameText(s.mine.content, base)
}

// replace writes content, unless it is there already.
func (s subject) replace(out outcome, content []byte, note Note) outcome {
	out.note = note
	if s.mine.present && bytes.Equal(s.mine.content, content) {
		return s.settle(out)
	}
	out.kind = Update
	if !s.mine.present {
		out.kind = Create
	}
	out.write = &version{content, s.perm()}
	return out
}

// settle leaves the content on disk, and corrects only whether the file is executable.
func (s subject) settle(out outcome) outcome {
	if perm := s.perm(); perm != s.mine.perm {
		out.kind, out.note = Update, NoteMode
		out.write = &version{s.mine.content, perm}
		return out
	}
	if out.kind == "" {
		out.kind = Unchanged
	}
	return out
}

// clash is a conflict, or what a person said to do about it. With nil hunks the two sides are compared.
func (s subject) clash(out outcome, reason Reason, hunks []Hunk) outcome {
	_, generated := s.align(nil)
	switch {
	case s.keep == KeepMine:
		out.kind, out.note = Kept, NoteResolvedMine
		return out
	case s.keep == KeepGenerated && !s.mine.tooLarge:
		return s.replace(out, generated, NoteResolvedGenerated)
	}
	if hunks == nil && !isBinary(s.mine.content) && !isBinary(generated) {
		hunks = compare2(s.mine.content, generated)
	}
	out.kind, out.entry = Conflicts, s.base
	out.conflict = &Conflict{Path: s.path, Reason: reason, Hunks: hunks}
	out.shown = generated
	return out
}

// perm merges whether the file is executable the way content is merged; the other permissions stay as they are.
// Windows has no such permission.
func (s subject) perm() fs.FileMode {
	if !s.mine.present {
		return s.generated.Mode
	}
	if runtime.GOOS == "windows" {
		return s.mine.perm
	}
	generated := s.generated.Mode&0o100 != 0
	kept := s.base == nil && s.keep != KeepGenerated || s.base != nil && s.base.executable() == generated
	if kept || generated == s.mine.executable() {
		return s.mine.perm
	}
	if generated {
		return s.mine.perm | s.mine.perm&0o444>>2
	}
	return s.mine.perm &^ 0o111
}
