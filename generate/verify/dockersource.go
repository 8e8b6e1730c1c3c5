package verify

import (
	"context"
	"io/fs"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// lookForSource finds out whether a generated tree is without the source that it
// builds: not one file that a Dockerfile copies is there.
func (t *Tree) lookForSource(context.Context) {
	if !t.generated || t.source != nil {
		return
	}
	missed := false
	for _, d := range t.dockerfiles {
		for _, dir := range d.contextDirs() {
			switch files, there := t.copiedFiles(d, newBuildContext(t, d, dir)); {
			case there:
				return
			case files:
				missed = true
			}
		}
	}
	t.elsewhere = missed
}

// copiedFiles tells whether a Dockerfile copies files from a context and whether one of them
// is there. A directory tells nothing: the Dockerfile itself may be all that it holds.
func (t *Tree) copiedFiles(d *dockerfile, c *buildContext) (files, there bool) {
	for _, s := range d.stages {
		for _, cmd := range s.Commands {
			for _, src := range localSources(cmd) {
				src = d.word(src, s)
				if strings.Contains(src, "$") || remoteSource(src) || t.isDir(path.Join(c.dir, path.Clean("/"+src))) {
					continue
				}
				if c.find(src) != missing {
					return true, true
				}
				files = true
			}
		}
	}
	return files, false
}

func (t *Tree) isDir(name string) bool {
	if !in(name) {
		return false
	}
	info, err := fs.Stat(t.tree, name)
	return err == nil && info.IsDir()
}

// sourceElsewhere says once that what COPY reads was not checked.
func sourceElsewhere(_ context.Context, t *Tree) []Finding {
	if !t.elsewhere {
		return nil
	}
	return []Finding{place{".", 0}.caution(
		i18n.Text{ZH: "目录里没有源代码，COPY 的来源没有检查", EN: "the source is not in this tree, so what COPY reads was not checked"},
		i18n.Text{ZH: "用 --source 指明源代码所在处再校验一次", EN: "say where it is with --source and verify again"})}
}
