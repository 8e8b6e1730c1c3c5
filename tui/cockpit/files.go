package cockpit

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// directory is the files of one directory with what happens to them.
type directory struct {
	name           string // "." for the root
	changes        []fileset.Change
	lines          []string // +12 -3, of each
	added, removed int
}

// directories groups changes by their directory, in the order of the paths; what
// the generator keeps for itself comes last.
func directories(changes []fileset.Change) []directory {
	var out []directory
	index := map[string]int{}
	for _, c := range changes {
		dir := path.Dir(c.Path)
		i, known := index[dir]
		if !known {
			i = len(out)
			index[dir] = i
			out = append(out, directory{name: dir})
		}
		d := &out[i]
		added, removed := countLines(c.Diff)
		d.changes = append(d.changes, c)
		d.lines = append(d.lines, plusMinus(added, removed))
		d.added += added
		d.removed += removed
	}
	slices.SortStableFunc(out, func(a, b directory) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(a.name, b.name))
	})
	return out
}

func (d directory) rank() int {
	if d.name == fileset.DefaultState || strings.HasPrefix(d.name, fileset.DefaultState+"/") {
		return 1
	}
	return 0
}

func (d directory) id() string { return "dir " + d.name }

// needsLook tells a directory with files that people and the generator both changed.
func (d directory) needsLook() bool {
	return slices.ContainsFunc(d.changes, func(c fileset.Change) bool {
		return c.Kind == fileset.Conflicts || c.Kind == fileset.Merge || c.Kind == fileset.Delete || c.Kind == fileset.Kept
	})
}

// directoryLines are a directory that enter unfolds, and its files.
func (r *result) directoryLines(d directory) []screen.Line {
	name := d.name + "/"
	if d.name == "." {
		name = r.env.Say("（根目录）", "(root)")
	}
	text := strings.Join(nonEmpty([]string{name, kindCounts(r.env, d.changes), plusMinus(d.added, d.removed)}), "  ")
	out := []screen.Line{r.folder(d.id(), text)}
	if r.folded[d.id()] {
		return out
	}
	for i, c := range d.changes {
		out = append(out, r.fileLine(c, d.lines[i]))
	}
	return out
}

// fileLine is a file; enter shows the difference, w the reasons.
func (r *result) fileLine(c fileset.Change, lines string) screen.Line {
	env := r.env
	note := ""
	if c.Note != "" {
		note = c.Note.Text().In(env.Lang)
	}
	text := cells.Pad(c.Kind.Text().In(env.Lang), kindWidth) + strings.Join(nonEmpty([]string{path.Base(c.Path), lines}), "  ")
	l := link(env, kindMark(env.Theme, c.Kind), text, r.openDiff(c), note)
	l.Do = map[string]func() screen.Action{"why": r.why(c)}
	if c.Kind == fileset.Conflicts {
		r.addChoices(&l, c.Path)
	}
	return l
}

// kindWidth is the column of the kind of change in either language.
const kindWidth = 10

func kindMark(t frame.Theme, k fileset.Kind) string {
	switch k {
	case fileset.Create:
		return "+"
	case fileset.Update, fileset.Merge:
		return "~"
	case fileset.Delete:
		return "-"
	case fileset.Conflicts:
		return t.Marks.Bad
	case fileset.Kept:
		return t.Marks.Good
	}
	return "="
}

// why explains a file from the record of what was generated last.
func (r *result) why(c fileset.Change) func() screen.Action {
	if r.preview && c.Kind == fileset.Create {
		return func() screen.Action {
			return screen.Action{Handled: true, Status: &screen.Status{Bad: true, Text: i18n.Text{ZH: "这是预览：生成之后才能看依据", EN: "this is a preview: the reasons can be read once it is generated"}}}
		}
	}
	return func() screen.Action {
		return explained(r.env, r.steps, filepath.Join(r.outDir(), filepath.FromSlash(c.Path)))
	}
}

// openDiff shows the difference of a file, from which those of the others that
// change can be reached.
func (r *result) openDiff(c fileset.Change) func() screen.Action {
	return func() screen.Action {
		var all []fileset.Change
		for _, d := range r.dirs {
			for _, x := range d.changes {
				if x.Kind != fileset.Unchanged || x.Path == c.Path {
					all = append(all, x)
				}
			}
		}
		at := slices.IndexFunc(all, func(x fileset.Change) bool { return x.Path == c.Path })
		return push(newDiff(r, all, max(0, at)))
	}
}

// conflictLines are the files of which a person has to choose a side.
func (r *result) conflictLines() []screen.Line {
	paths := conflicted(r.made.Written.Changes)
	if len(paths) == 0 {
		return nil
	}
	env := r.env
	out := []screen.Line{env.HeadingLine(env.Sayf("冲突 %d 个（enter 看两边，m 保留我的，g 用生成的）", "Conflicts: %d (enter shows both sides, m keeps mine, g takes the generated)", len(paths)))}
	for _, c := range r.made.Written.Changes {
		if c.Kind != fileset.Conflicts {
			continue
		}
		reason := ""
		if c.Conflict != nil {
			reason = c.Conflict.Reason.Text().In(env.Lang)
		}
		l := link(env, env.Theme.Marks.Bad, fmt.Sprintf("%s  [%s]", c.Path, r.choiceText(c.Path)), r.openDiff(c), reason)
		r.addChoices(&l, c.Path)
		out = append(out, l)
	}
	return out
}

func (r *result) choiceText(name string) string {
	switch r.choices[name] {
	case fileset.KeepMine:
		return r.env.Say("保留我的", "keep mine")
	case fileset.KeepGenerated:
		return r.env.Say("用生成的", "take generated")
	}
	return r.env.Say("未选", "not chosen")
}

// addChoices lets a side be chosen on the line of a file in conflict.
func (r *result) addChoices(l *screen.Line, name string) {
	if l.Do == nil {
		l.Do = map[string]func() screen.Action{}
	}
	l.Do["mine"] = func() screen.Action { return r.choose(name, fileset.KeepMine) }
	l.Do["generated"] = func() screen.Action { return r.choose(name, fileset.KeepGenerated) }
}

// choose takes a side; the same side again takes the choice back.
func (r *result) choose(name string, k fileset.Keep) screen.Action {
	if r.choices[name] == k {
		delete(r.choices, name)
	} else {
		r.choices[name] = k
	}
	return screen.Done()
}

// chooseAll takes a side wherever none was chosen.
func (r *result) chooseAll(k fileset.Keep) func() screen.Action {
	return func() screen.Action {
		n := 0
		for _, name := range conflicted(r.made.Written.Changes) {
			if r.choices[name] == "" {
				r.choices[name] = k
				n++
			}
		}
		return screen.Tell(i18n.Textf("选了 %d 个文件", "chosen for %d files", n))
	}
}
