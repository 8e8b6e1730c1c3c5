package verify

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Bounds of looking for what a COPY reads.
const (
	maxLooked   = 10_000  // files for all sources of a Dockerfile
	maxMatches  = 500_000 // files times patterns of the ignore file
	maxGlobs    = 100     // sources that are patterns
	maxPatterns = 1_000   // of the ignore file
	maxPattern  = 500     // bytes of one
)

// copySources checks that what COPY, ADD and bind mounts read is in the build context and
// not left out by the ignore file.
func copySources(t *Tree, d *dockerfile) []Finding {
	if t.elsewhere {
		return nil // said once, by sourceElsewhere
	}
	var out []Finding
	for i, dir := range d.contextDirs() {
		found := copiesFrom(newBuildContext(t, d, dir), d)
		switch {
		case len(d.builds) > 0:
			out = append(out, found...)
		case len(found) == 0:
			return nil // nothing says where it is built; here it could be
		case i == 0:
			out = found
		}
	}
	return out
}

func copiesFrom(c *buildContext, d *dockerfile) []Finding {
	var out []Finding
	for _, s := range d.stages {
		for _, cmd := range s.Commands {
			for _, src := range localSources(cmd) {
				src = d.word(src, s)
				if strings.Contains(src, "$") || remoteSource(src) {
					continue
				}
				switch c.find(src) {
				case missing:
					out = append(out, d.at(cmd).problem(
						i18n.Textf("构建上下文 %[2]s 中没有 %[1]s", "%[1]s is not in the build context %[2]s", src, c.dir),
						i18n.Text{ZH: "改正路径；源代码在别处时用 --source 指定", EN: "correct the path; where the source is elsewhere, name it with --source"}))
				case ignored:
					out = append(out, d.at(cmd).problem(
						i18n.Textf("%[1]s 被 %[2]s 排除，不会进入构建", "%[1]s is left out by %[2]s and does not reach the build", src, c.ignoreFile),
						i18n.Textf("在 %[1]s 中加一行 !%[2]s", "add the line !%[2]s to %[1]s", c.ignoreFile, src)))
				case found:
				}
			}
		}
	}
	return out
}

// localSources are the sources that come from the build context.
func localSources(c instructions.Command) []string {
	switch c := c.(type) {
	case *instructions.CopyCommand:
		if c.From == "" {
			return c.SourcePaths
		}
	case *instructions.AddCommand:
		return c.SourcePaths
	case *instructions.RunCommand:
		var out []string
		for _, m := range instructions.GetMounts(c) {
			if m.Type == instructions.MountTypeBind && m.From == "" {
				out = append(out, m.Source)
			}
		}
		return out
	}
	return nil
}

// buildContext is the directory that a build reads from.
type buildContext struct {
	t          *Tree
	dir        string
	ignoreFile string
	ignore     *patternmatcher.PatternMatcher // nil ignores nothing
	err        error                          // of reading the ignore file
	left       int                            // files that may still be looked at
	globs      int                            // patterns that may still be followed
}

func newBuildContext(t *Tree, d *dockerfile, dir string) *buildContext {
	c := &buildContext{t: t, dir: dir}
	// BuildKit takes the first that is there.
	for _, name := range []string{d.path + ".dockerignore", path.Join(c.dir, ".dockerignore")} {
		content, ok := t.read(name)
		if !ok {
			continue
		}
		c.ignoreFile = name
		if c.ignore, c.err = parseIgnore(content); c.err != nil {
			c.ignore = nil
		}
		break
	}
	c.left, c.globs = maxLooked, maxGlobs
	if c.ignore != nil {
		c.left = min(c.left, maxMatches/(1+len(c.ignore.Patterns())))
	}
	return c
}

func parseIgnore(content []byte) (*patternmatcher.PatternMatcher, error) {
	patterns, err := ignorefile.ReadAll(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	if len(patterns) > maxPatterns {
		return nil, fmt.Errorf("more than %d patterns", maxPatterns)
	}
	for _, p := range patterns {
		if len(p) > maxPattern {
			return nil, fmt.Errorf("a pattern of more than %d bytes", maxPattern)
		}
	}
	pm, err := patternmatcher.New(patterns)
	if err == nil {
		_, err = pm.MatchesOrParentMatches("a") // patterns are compiled only when they are used
	}
	return pm, err
}

type verdict int

const (
	missing verdict = iota
	ignored
	found
)

// find tells whether a source, which may be a pattern, gives the build a file.
func (c *buildContext) find(src string) verdict {
	src = strings.TrimPrefix(path.Clean("/"+src), "/")
	full := path.Join(c.dir, src)
	if src == "" {
		full = c.dir
	}
	if !in(full) {
		return missing
	}
	best := missing
	for _, fsys := range c.t.both() {
		names := []string{full}
		if strings.ContainsAny(src, "*?[") {
			if c.globs--; c.globs < 0 || len(src) > maxPattern {
				return found // not known: the benefit of the doubt
			}
			// A bad pattern matches nothing.
			names, _ = fs.Glob(fsys, full)
		}
		for _, name := range names {
			if best = max(best, c.look(fsys, name)); best == found {
				return found
			}
		}
	}
	return best
}

// look judges one file, or a directory by the first file in it that is let in.
func (c *buildContext) look(fsys fs.FS, name string) verdict {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return missing
	}
	if !info.IsDir() {
		return c.judge(name)
	}
	if c.judge(name) == found || c.ignore != nil && !c.ignore.Exclusions() {
		return c.judge(name)
	}
	best := ignored
	_ = fs.WalkDir(fsys, name, func(p string, d fs.DirEntry, err error) error {
		if c.left--; c.left < 0 {
			best = found // not known: the benefit of the doubt
			return fs.SkipAll
		}
		if err == nil && !d.IsDir() && c.judge(p) == found {
			best = found
			return fs.SkipAll
		}
		return nil
	})
	return best
}

func (c *buildContext) judge(name string) verdict {
	rel := name
	if c.dir != "." {
		rel = strings.TrimPrefix(strings.TrimPrefix(name, c.dir), "/")
	}
	if c.ignore == nil || rel == "" || rel == "." {
		return found
	}
	if out, err := c.ignore.MatchesOrParentMatches(rel); err == nil && out {
		return ignored
	}
	return found
}

// ignoreFiles checks that the ignore file can be read.
func ignoreFiles(t *Tree, d *dockerfile) []Finding {
	c := newBuildContext(t, d, d.contextDirs()[0])
	if c.err == nil {
		return nil
	}
	return []Finding{place{c.ignoreFile, 0}.problem(i18n.Textf("忽略文件无法解析：%[1]s", "the ignore file cannot be parsed: %[1]s", brief(c.err.Error())),
		i18n.Text{ZH: "改正其中的模式", EN: "correct its patterns"})}
}
