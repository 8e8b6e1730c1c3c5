package verify

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Bounds of building one overlay.
const (
	maxLoads       = 2_000     // documents and other files, as often as they are loaded
	maxLoadedBytes = 16 << 20  // of them
	maxSteps       = 1_000_000 // transformations times files
	maxSpread      = 4 << 20   // bytes that are copied into every object, times files
)

// Overlay is a kustomization that nothing else refers to, as it was built.
type Overlay struct {
	Dir       string
	Namespace string // that it sets; "" when it sets none
	Objects   []*Object
	// Images are the names in its list of images, which a pipeline replaces.
	Images []string

	kustomization *kustomization
	docs          []*Document // of the files that it loads, its own first
	broken        bool        // an object does not fit its type, so that what refers to it cannot be judged
	yaml          string      // what it builds to
}

// App tells whether the overlay runs anything, as an application's do.
func (o *Overlay) App() bool { return len(o.pods()) > 0 }

// buildOverlays builds every kustomization that is not part of another one.
func (t *Tree) buildOverlays(ctx context.Context) {
	used := map[string]bool{}
	var dirs []string
	for dir, k := range t.kustomizations {
		dirs = append(dirs, dir)
		for _, r := range k.refs {
			if r.isDir {
				used[r.path] = true
			}
		}
	}
	slices.Sort(dirs)
	for _, dir := range dirs {
		k := t.kustomizations[dir]
		if used[dir] || k.component() || ctx.Err() != nil {
			continue
		}
		l := loader{t: t, mem: filesys.MakeFsInMemory(), seen: map[string]bool{}}
		if l.load(k, nil); !l.within(k) {
			continue
		}
		if o := t.buildOverlay(ctx, k, &l); o != nil {
			t.overlays = append(t.overlays, o)
		}
	}
}

// loader follows a kustomization as kustomize will, and copies what it needs
// into a file system in memory.
type loader struct {
	t       *Tree
	mem     filesys.FileSystem
	seen    map[string]bool
	docs    []*Document
	loads   int
	bytes   int
	steps   int
	spread  int
	blocked bool
	cycle   string // the directory that leads back to itself
}

func (l *loader) load(k *kustomization, above []string) {
	l.blocked = l.blocked || k.blocked
	if slices.Contains(above, k.dir) {
		l.cycle = k.dir
		return
	}
	l.add(k.path)
	l.measure(k)
	var dirs []*kustomization
	for _, r := range k.refs {
		if l.loads > maxLoads {
			return
		}
		if !r.isDir {
			l.add(r.path)
			continue
		}
		next, ok := l.t.kustomizations[r.path]
		if !ok {
			l.blocked = true
			l.t.problems = append(l.t.problems, checked("kustomize.reference", k.place(path.Base(r.path)).problem(
				i18n.Textf("目录 %[1]s 中没有可用的 kustomization", "the directory %[1]s has no kustomization that can be used", r.path),
				i18n.Text{ZH: "改正路径，或在该目录中补上 kustomization.yaml", EN: "correct the path, or add a kustomization.yaml there"})))
			continue
		}
		dirs = append(dirs, next)
	}
	for _, next := range dirs {
		l.load(next, append(above, k.dir))
	}
}

// measure adds up what the fields of a kustomization cost for every object below it.
func (l *loader) measure(k *kustomization) {
	s := k.spec
	l.steps += len(s.Images) + len(s.Replicas) + len(allPatches(s)) + len(s.Replacements) + len(s.Labels) +
		len(s.PatchesStrategicMerge) + len(s.Vars)
	l.spread += len(s.NamePrefix) + len(s.NameSuffix)
	labels := []map[string]string{s.CommonAnnotations, s.CommonLabels}
	for _, more := range s.Labels {
		labels = append(labels, more.Pairs)
	}
	for _, m := range labels {
		for key, value := range m {
			l.spread += len(key) + len(value)
		}
	}
	for _, p := range allPatches(s) {
		if p.Target != nil {
			l.spread += len(p.Patch) + len(l.t.content[path.Join(k.dir, p.Path)])
		}
	}
}

func (l *loader) add(name string) {
	content := l.t.content[name]
	l.loads += max(1, len(l.t.byPath[name]))
	l.bytes += len(content)
	if l.seen[name] || l.loads > maxLoads || l.bytes > maxLoadedBytes {
		return
	}
	l.seen[name] = true
	l.docs = append(l.docs, l.t.byPath[name]...)
	_ = l.mem.WriteFile("/"+name, content) // memory does not run out of space
}

// within reports what must not be built; what is blocked has been reported.
func (l *loader) within(k *kustomization) bool {
	where := place{k.path, 0}
	switch {
	case l.cycle != "":
		l.t.problems = append(l.t.problems, checked("kustomize.reference", where.problem(
			i18n.Textf("目录 %[1]s 直接或间接引用了自己", "the directory %[1]s refers to itself, directly or not", l.cycle),
			i18n.Text{ZH: "去掉循环引用", EN: "remove the cycle"})))
		return false
	case l.loads > maxLoads || l.bytes > maxLoadedBytes || l.steps*l.loads > maxSteps || l.spread*l.loads > maxSpread:
		l.t.problems = append(l.t.problems, checked("kustomize.size", where.problem(
			i18n.Textf("overlay 过大，未构建（%[1]d 次加载，%[2]d 字节）", "the overlay is too large and is not built (%[1]d loads, %[2]d bytes)", l.loads, l.bytes),
			i18n.Text{ZH: "拆成更小的 overlay，去掉重复引用", EN: "split it into smaller overlays and remove repeated references"})))
		return false
	}
	return !l.blocked
}

// buildOverlay runs kustomize on what the loader copied.
func (t *Tree) buildOverlay(ctx context.Context, k *kustomization, l *loader) *Overlay {
	built, err := runKustomize(ctx, l.mem, k.dir)
	o := &Overlay{Dir: k.dir, Namespace: k.spec.Namespace, kustomization: k, docs: l.docs}
	if err == nil {
		err = o.objects(built)
	}
	if err != nil {
		t.problems = append(t.problems, checked("kustomize.build", place{k.path, 0}.problem(
			i18n.Textf("kustomize 无法构建：%[1]s", "kustomize cannot build it: %[1]s", lastPart(err.Error())),
			i18n.Text{ZH: "按提示改正 overlay 或它引用的文件", EN: "correct the overlay, or the file that it refers to"})))
		return nil
	}
	for _, i := range k.spec.Images {
		o.Images = append(o.Images, i.Name)
	}
	return o
}

// lastPart is the innermost cause, which kustomize puts last.
func lastPart(message string) string {
	message = strings.ReplaceAll(strings.TrimSpace(message), "\n", " ")
	if r := []rune(message); len(r) > 400 {
		return "…" + string(r[len(r)-400:])
	}
	return message
}

type kustomizeResult struct {
	built resmap.ResMap
	err   error
}

// runKustomize gives up waiting when ctx ends: kustomize itself takes no context.
func runKustomize(ctx context.Context, mem filesys.FileSystem, dir string) (resmap.ResMap, error) {
	done := make(chan kustomizeResult, 1)
	go func() {
		var r kustomizeResult
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("kustomize cannot take it: %v", p)
			}
			done <- r
		}()
		r.built, r.err = krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(mem, "/"+dir)
	}()
	select {
	case r := <-done:
		return r.built, r.err
	case <-ctx.Done():
		return nil, fmt.Errorf("building %s: %w", dir, ctx.Err())
	}
}

func (o *Overlay) objects(built resmap.ResMap) error {
	var all strings.Builder
	for _, r := range built.Resources() {
		raw, err := r.MarshalJSON()
		if err != nil {
			return fmt.Errorf("reading an object of %s: %w", o.Dir, err)
		}
		gvk := r.GetGvk()
		obj := &Object{Overlay: o, APIVersion: gvk.ApiVersion(), Kind: gvk.Kind, Name: r.GetName(), Namespace: r.GetNamespace(), json: raw}
		obj.decode()
		o.broken = o.broken || obj.value == nil && len(obj.problems) > 0
		o.Objects = append(o.Objects, obj)
		all.Write(raw)
		all.WriteByte('\n')
	}
	o.yaml = all.String()
	return nil
}
