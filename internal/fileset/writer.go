package fileset

// DefaultState is the directory in the root that holds the manifest and the merge bases.
const DefaultState = ".gantry"

// Options say how a set meets the tree on disk. The zero value is the normal, careful run.
type Options struct {
	// DryRun makes Apply report what it would do and write nothing at all.
	DryRun bool
	// Keep says what to do with conflicts; by default they are reported and nothing is resolved.
	Keep Keep
	// KeepPaths answers for single paths and goes before Keep: how a person resolves one conflict.
	KeepPaths map[string]Keep
	// Owned names the merger of a file that has regions which somebody else owns; nil or a nil result: none.
	Owned func(path string) Merger
	// State is the state directory, DefaultState when empty.
	State string
}

// Merger prepares the merge of a file that has regions which somebody other than the generator owns: it
// returns base and generated with these regions brought in line with mine, so that the text merge which follows
// sees no change there but what really is new. base is nil when there is none. On an error the files are
// merged as plain text, where a disagreement is a conflict.
type Merger func(base, mine, generated []byte) (alignedBase, alignedGenerated []byte, err error)

// Keep is a person's answer to a conflict.
type Keep string

// What to do with a conflict.
const (
	KeepReport    Keep = ""          // report it, touch neither the file nor its base
	KeepMine      Keep = "mine"      // the file on disk stays, the generated version becomes its base
	KeepGenerated Keep = "generated" // the generated version is written and becomes the base
)

// Kind says what happened, or would happen, to a file.
type Kind string

// The kinds of change.
const (
	Create    Kind = "create"    // is new on disk
	Update    Kind = "update"    // takes the generated version; nobody had edited it, or Keep said so
	Merge     Kind = "merge"     // joins a person's edits and what was generated anew
	Unchanged Kind = "unchanged" // is on disk as generated
	Delete    Kind = "delete"    // is no longer generated and nobody had edited it
	Kept      Kind = "kept"      // stays as a person left it: edited, deleted, or edited and no longer generated
	Conflicts Kind = "conflict"  // cannot be merged; stays as it is
)

// Change is what happens to one file.
type Change struct {
	Path string
	Kind Kind
	// Note says why, where the kind alone does not.
	Note Note
	// Diff is the unified diff from the file on disk to what is written; in a conflict, to what was generated.
	Diff string
	// Conflict is set when Kind is Conflicts.
	Conflict *Conflict
}

// Note is why a file is of its kind.
type Note string

// The notes.
const (
	NoteEdited            Note = "edited"             // a person edited it
	NoteDeleted           Note = "deleted"            // a person deleted it
	NoteAdopted           Note = "adopted"            // was there before the first run, with the generated content
	NoteOrphan            Note = "orphan"             // is no longer generated, but a person edited or replaced it
	NoteMode              Note = "mode"               // only whether it is executable changes
	NoteBaseLost          Note = "base-lost"          // the merge base is gone from the state directory
	NoteResolvedMine      Note = "resolved-mine"      // a conflict, resolved by KeepMine
	NoteResolvedGenerated Note = "resolved-generated" // a conflict, resolved by KeepGenerated
)

// Reason is why a file cannot be merged.
type Reason string

// The reasons of a conflict.
const (
	BothChanged    Reason = "both-changed"    // the same lines were edited and generated anew
	BothAdded      Reason = "both-added"      // a file that was not generated is there already, with other content
	DeletedChanged Reason = "deleted-changed" // a person deleted it, and it was generated anew with other content
	Unmergeable    Reason = "unmergeable"     // binary or too large, changed on both sides
	Invalid        Reason = "invalid"         // the lines merge, but what comes out is no longer valid in its format
)

// Conflict is a file that cannot be merged, with both sides.
type Conflict struct {
	Path   string
	Reason Reason
	Hunks  []Hunk
}

// Hunk is one place where two versions disagree.
type Hunk struct {
	Base, Mine, Generated Lines
}

// Lines is a piece of a text. Line is the number, from 1, of its first line; when Text is empty, of the line
// before which it would stand.
type Lines struct {
	Line int
	Text string
}

// Report says what was done, or with a dry run would be.
type Report struct {
	// Changes holds one entry per file of the set and per file that was generated before, sorted by path.
	Changes []Change
	// Recovered is true when an interrupted earlier run was rolled back first (in a dry run: would be).
	Recovered bool
}

// Conflicted reports whether any file is in conflict.
func (r Report) Conflicted() bool { return r.Count(Conflicts) > 0 }

// Count is the number of files of a kind.
func (r Report) Count(kind Kind) int {
	n := 0
	for _, c := range r.Changes {
		if c.Kind == kind {
			n++
		}
	}
	return n
}
