package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Bounds of what is read of a tree.
const (
	maxEntries   = 20_000   // directory entries that are looked at
	maxFiles     = 4_000    // files that are read
	maxFileBytes = 1 << 20  // of one file
	maxTreeBytes = 64 << 20 // of all files together
)

// Tree is a generated tree with what was found in it, read once for all checks.
// A check must not change what it is given.
type Tree struct {
	tree, source fs.FS
	ready        bool

	manifest  fileset.Manifest
	generated bool // there is a manifest: only what it covers is checked
	paths     []string
	content   map[string][]byte
	budget    int
	problems  []Finding

	docs           []*Document
	byPath         map[string][]*Document // nil for a file that could not be read
	data           map[string]bool        // files whose content becomes data of a ConfigMap
	bake           bakeFile
	builds         []Build
	dockerfiles    []*dockerfile
	kustomizations map[string]*kustomization // by directory
	overlays       []*Overlay
	elsewhere      bool // the source that the Dockerfiles copy is in another place
}

func newTree(ctx context.Context, in Input) (*Tree, error) {
	if in.Tree == nil {
		return nil, errNoTree
	}
	if _, err := fs.ReadDir(in.Tree, "."); err != nil {
		return nil, fmt.Errorf("reading the tree: %w", err)
	}
	t := &Tree{tree: in.Tree, source: in.Source, ready: in.Ready, content: map[string][]byte{}, byPath: map[string][]*Document{}, data: map[string]bool{}, budget: maxTreeBytes}
	t.readManifest()
	if err := t.walk(ctx); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context){t.readDocuments, t.readBuilds, t.readDockerfiles, t.lookForSource, t.readKustomizations, t.buildOverlays} {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("reading the tree: %w", err)
		}
		t.guard(ctx, step)
	}
	return t, nil
}

// guard makes one step of reading; see [run] for why it may panic.
func (t *Tree) guard(ctx context.Context, step func(context.Context)) {
	defer func() {
		if r := recover(); r != nil {
			t.problems = append(t.problems, checked("tree.read", place{".", 0}.problem(
				i18n.Textf("目录树未能全部读取：%[1]v", "the tree could not be read in full: %[1]v", r),
				i18n.Text{ZH: "还原最近的修改后重试", EN: "undo the latest edits and try again"})))
		}
	}()
	step(ctx)
}

// Ready tells whether what must be filled in before delivery is asked for, too.
func (t *Tree) Ready() bool { return t.ready }

// Documents are the YAML documents of the tree in the order of their files.
func (t *Tree) Documents() []*Document { return t.docs }

// Overlays are the kustomizations that nothing else refers to, as they were
// built, sorted by directory. What could not be built is not among them.
func (t *Tree) Overlays() []*Overlay { return t.overlays }

// Builds are the image builds that the bake file and the pipelines name.
func (t *Tree) Builds() []Build { return t.builds }

// Exists tells whether there is a file or directory in the tree or the source.
func (t *Tree) Exists(name string) bool {
	_, _, ok := t.stat(name)
	return ok
}

// stat looks a path up in the tree, then in the source.
func (t *Tree) stat(name string) (fs.FileInfo, fs.FS, bool) {
	for _, fsys := range t.both() {
		if info, err := fs.Stat(fsys, name); err == nil {
			return info, fsys, true
		}
	}
	return nil, nil, false
}

func (t *Tree) both() []fs.FS {
	if t.source == nil {
		return []fs.FS{t.tree}
	}
	return []fs.FS{t.tree, t.source}
}

// read returns a file of the tree or the source; what cannot be read is a finding.
func (t *Tree) read(name string) ([]byte, bool) {
	if content, ok := t.content[name]; ok {
		return content, content != nil
	}
	info, fsys, ok := t.stat(name)
	if !ok || info.IsDir() {
		return nil, false
	}
	t.content[name] = nil
	content, err := readBounded(fsys, name, info, maxFileBytes)
	if err == nil && (len(content) > t.budget || len(t.content) > maxFiles) {
		err = errTooMuch
	}
	if err != nil {
		t.problems = append(t.problems, checked("tree.read", place{name, 0}.problem(
			i18n.Textf("文件未检查：%[1]s", "the file is not checked: %[1]s", brief(err.Error())),
			i18n.Text{ZH: "生成的文件远小于上限；移走不属于这里的文件，或修复权限", EN: "what is generated is far below the bounds; move away what does not belong here, or repair its permissions"})))
		return nil, false
	}
	t.budget -= len(content)
	t.content[name] = content
	return content, true
}

var (
	errTooLarge   = fmt.Errorf("larger than %d bytes", maxFileBytes)
	errTooMuch    = errors.New("the tree holds more than is read")
	errNotRegular = errors.New("not a regular file")
)

func readBounded(fsys fs.FS, name string, info fs.FileInfo, limit int64) ([]byte, error) {
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	if info.Size() > limit {
		return nil, errTooLarge
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, errTooLarge
	}
	return append([]byte{}, content...), nil
}

// readManifest finds out what belongs to the generated tree.
func (t *Tree) readManifest() {
	m, err := fileset.ReadManifest(boundedFS{t.tree}, "")
	if err != nil {
		t.problems = append(t.problems, checked("tree.manifest", place{path.Join(fileset.DefaultState, "manifest.json"), 0}.problem(
			i18n.Textf("生成清单无法读取：%[1]s", "the list of generated files cannot be read: %[1]s", brief(err.Error())),
			i18n.Text{ZH: "从版本库恢复该文件", EN: "restore the file from version control"})))
		return
	}
	t.manifest, t.generated = m, len(m.Files) > 0
}

// boundedFS reads the manifest like every other file.
type boundedFS struct{ fs.FS }

func (b boundedFS) ReadFile(name string) ([]byte, error) {
	info, err := fs.Stat(b.FS, name)
	if err != nil {
		return nil, err
	}
	return readBounded(b.FS, name, info, 16*maxFileBytes)
}

// walk lists the files that are checked: with a manifest, those that it lists
// and what people put beside its manifests; without, everything.
func (t *Tree) walk(ctx context.Context) error {
	roots := []string{"."}
	if t.generated {
		roots = nil
		for _, e := range t.manifest.Files {
			if root, ok := managedRoot(e.Path); ok {
				roots = append(roots, root)
			} else if _, err := fs.Stat(t.tree, e.Path); err == nil {
				t.paths = append(t.paths, e.Path)
			}
		}
		slices.Sort(roots)
		roots = slices.Compact(roots)
	}
	w := walker{t: t, left: maxEntries}
	for _, root := range roots {
		if err := fs.WalkDir(t.tree, root, func(name string, d fs.DirEntry, err error) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return w.visit(name, d, err)
		}); err != nil && !errors.Is(err, fs.SkipAll) {
			return fmt.Errorf("reading the tree: %w", err)
		}
	}
	slices.Sort(t.paths)
	t.paths = slices.Compact(t.paths)
	return nil
}

// managedRoot is the directory of manifests that a generated file belongs to:
// deploy/kustomize, deploy/tekton, cluster/tekton.
func managedRoot(name string) (string, bool) {
	parts := strings.Split(name, "/")
	if len(parts) < 3 || !isYAML(name) {
		return "", false
	}
	return parts[0] + "/" + parts[1], true
}

func isYAML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

type walker struct {
	t    *Tree
	left int
}

func (w *walker) visit(name string, d fs.DirEntry, err error) error {
	if w.left--; w.left < 0 {
		w.report(".", i18n.Textf("目录树超过 %[1]d 项，其余未检查", "the tree has more than %[1]d entries; the rest is not checked", maxEntries))
		return fs.SkipAll
	}
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			w.report(name, i18n.Textf("无法读取：%[1]s", "cannot be read: %[1]s", brief(err.Error())))
		}
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	switch {
	case d.IsDir():
		if name != "." && foreign(w.t.tree, name) {
			return fs.SkipDir
		}
	case d.Type().IsRegular():
		w.t.paths = append(w.t.paths, name)
	case w.t.generated:
		w.report(name, i18n.Text{ZH: "不是普通文件（符号链接、管道等），未检查", EN: "not a regular file (a symbolic link, a pipe ...); it is not checked"})
	}
	return nil
}

func (w *walker) report(name string, message i18n.Text) {
	w.t.problems = append(w.t.problems, checked("tree.read", place{name, 0}.problem(message,
		i18n.Text{ZH: "移走不属于这里的文件，或修复权限", EN: "move away what does not belong here, or repair its permissions"})))
}

// foreign tells the directories that hold nothing of a generated tree: what
// tools leave behind, and Helm charts, whose templates are no YAML.
func foreign(fsys fs.FS, dir string) bool {
	switch path.Base(dir) {
	case ".git", ".gantry", ".devcontainer", ".github", ".idea", ".gradle", ".venv", "node_modules", "vendor", "target", "__pycache__":
		return true
	}
	_, err := fs.Stat(fsys, path.Join(dir, "Chart.yaml"))
	return err == nil
}

// readDocuments parses the YAML that is, or looks like, manifests.
func (t *Tree) readDocuments(ctx context.Context) {
	for _, name := range t.paths {
		if !isYAML(name) || ctx.Err() != nil || !t.generated && t.large(name) {
			continue
		}
		content, ok := t.read(name)
		if !ok || !t.generated && !looksLikeManifest(name, content) {
			continue
		}
		t.addDocuments(name, content)
	}
}

// large tells a file that is read only when a kustomization names it: in a tree
// that is not ours it may be anything, such as recorded test data.
func (t *Tree) large(name string) bool {
	info, err := fs.Stat(t.tree, name)
	return err == nil && info.Size() > maxFileBytes
}

func (t *Tree) addDocuments(name string, content []byte) []*Document {
	if docs, ok := t.byPath[name]; ok {
		return docs
	}
	docs, found := parseYAML(name, content)
	t.byPath[name] = docs
	t.docs = append(t.docs, docs...)
	t.problems = append(t.problems, found...)
	if len(found) > 0 && slices.ContainsFunc(found, func(f Finding) bool { return f.Check != "yaml.duplicate-key" }) {
		t.byPath[name] = nil
	}
	return t.byPath[name]
}

func looksLikeManifest(name string, content []byte) bool {
	return isKustomization(name) || strings.HasPrefix(string(content), "apiVersion:") || strings.Contains(string(content), "\napiVersion:")
}

// reported are the problems of one check that came up while reading.
func reported(id string) func(context.Context, *Tree) []Finding {
	return func(_ context.Context, t *Tree) []Finding {
		var out []Finding
		for _, f := range t.problems {
			if f.Check == id {
				out = append(out, f)
			}
		}
		return out
	}
}

// place is where a field of a document is.
func (d *Document) place(field string) place { return place{d.Path, d.LineOf(field)} }

// in tells whether a path can be looked up: relative, and inside the root.
func in(name string) bool { return fs.ValidPath(name) }
