package verify

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/internal/i18n"
)

const maxKustomizationBytes = 256 << 10

// kustomization is one directory that kustomize can read.
type kustomization struct {
	dir, path string
	spec      types.Kustomization
	doc       *Document
	refs      []reference
	blocked   bool // building it would fetch, run or read what it must not
}

// reference is a file or directory that a kustomization loads.
type reference struct {
	path  string // in the tree
	isDir bool
}

func isKustomization(name string) bool {
	switch path.Base(name) {
	case "kustomization.yaml", "kustomization.yml", "Kustomization":
		return true
	}
	return false
}

func (k *kustomization) component() bool { return k.spec.Kind == types.ComponentKind }

// place is where a text stands in the file.
func (k *kustomization) place(text string) place {
	if n := findScalar(k.doc.root, text); n != nil {
		return place{k.path, n.Line + k.doc.offset}
	}
	return place{k.path, k.doc.Line}
}

func findScalar(n *yaml.Node, value string) *yaml.Node {
	if n.Kind == yaml.ScalarNode && n.Value == value {
		return n
	}
	for _, c := range n.Content {
		if found := findScalar(c, value); found != nil {
			return found
		}
	}
	return nil
}

// readKustomizations reads every kustomization with the parser of kustomize, so
// that no field is seen by one and not by the other, and looks at every path in
// it before kustomize could follow it.
func (t *Tree) readKustomizations(ctx context.Context) {
	t.kustomizations = map[string]*kustomization{}
	for _, name := range t.paths {
		if !isKustomization(name) || ctx.Err() != nil {
			continue
		}
		content, ok := t.read(name)
		if !ok {
			continue
		}
		if k := t.readKustomization(name, content); k != nil {
			t.kustomizations[k.dir] = k
		}
	}
	t.dropData()
}

// dropData forgets that what is only data, such as an application's own
// configuration, was read as YAML.
func (t *Tree) dropData() {
	t.docs = slices.DeleteFunc(t.docs, func(d *Document) bool { return t.data[d.Path] })
	t.problems = slices.DeleteFunc(t.problems, func(f Finding) bool { return t.data[f.Path] && strings.HasPrefix(f.Check, "yaml.") })
}

func (t *Tree) readKustomization(name string, content []byte) *kustomization {
	docs := t.addDocuments(name, content)
	problem := func(message i18n.Text) {
		t.problems = append(t.problems, checked("kustomize.parse", place{name, 0}.problem(message,
			i18n.Text{ZH: "按 kustomize 的字段改正，或重新生成", EN: "correct it to the fields of kustomize, or generate it again"})))
	}
	switch {
	case len(content) > maxKustomizationBytes:
		problem(i18n.Textf("超过 %[1]d 字节", "it has more than %[1]d bytes", maxKustomizationBytes))
		return nil
	case len(docs) == 0:
		return nil // reported by the YAML checks, or empty
	case len(docs) > 1:
		problem(i18n.Text{ZH: "一个 kustomization 只能有一个文档", EN: "a kustomization is one document"})
		return nil
	case t.kustomizations[path.Dir(name)] != nil:
		problem(i18n.Text{ZH: "同一目录有两个 kustomization", EN: "the directory has two kustomizations"})
		return nil
	}
	k := &kustomization{dir: path.Dir(name), path: name, doc: docs[0]}
	if err := k.spec.Unmarshal(content); err != nil {
		problem(i18n.Textf("kustomization 无法解析：%[1]s", "the kustomization cannot be parsed: %[1]s", brief(err.Error())))
		return nil
	}
	k.deprecated(t)
	k.spec.FixKustomization() // as kustomize does: what is deprecated moves to its new field
	k.resolve(t)
	return k
}

// deprecated reports the fields that kustomize will drop.
func (k *kustomization) deprecated(t *Tree) {
	s := k.spec
	for _, f := range []struct {
		used          bool
		name, instead string
	}{
		{s.Bases != nil, "bases", "resources"}, {s.CommonLabels != nil, "commonLabels", "labels"}, {s.ImageTags != nil, "imageTags", "images"},
		{s.PatchesJson6902 != nil, "patchesJson6902", "patches"}, {s.PatchesStrategicMerge != nil, "patchesStrategicMerge", "patches"}, {s.Vars != nil, "vars", "replacements"},
	} {
		if f.used {
			t.problems = append(t.problems, checked("kustomize.deprecated", k.doc.place(f.name).caution(
				i18n.Textf("字段 %[1]s 已弃用", "the field %[1]s is deprecated", f.name), i18n.Textf("改用 %[1]s（kustomize edit fix）", "use %[1]s (kustomize edit fix)", f.instead))))
		}
	}
}

// resolve looks at everything that kustomize would load. Only what is in the
// tree may be loaded: a path that is not there could be taken for a URL.
func (k *kustomization) resolve(t *Tree) {
	s := k.spec
	for _, list := range [][]string{s.Resources, s.Components, s.Crds, s.Configurations} {
		for _, entry := range list {
			k.refer(t, entry, true)
		}
	}
	for _, p := range s.PatchesStrategicMerge {
		k.patch(t, string(p))
	}
	for _, p := range allPatches(s) {
		if p.Path != "" {
			k.refer(t, p.Path, true)
		}
		k.inline(t, p.Patch)
	}
	for _, r := range s.Replacements {
		if r.Path != "" {
			k.refer(t, r.Path, true)
		}
	}
	for _, g := range s.ConfigMapGenerator {
		k.generator(t, g.KvPairSources)
	}
	for _, g := range s.SecretGenerator {
		k.generator(t, g.KvPairSources)
	}
	if p, ok := s.OpenAPI["path"]; ok {
		k.refer(t, p, true)
	}
	k.plugins(t)
}

// allPatches are the patches of both lists that name a target and a path or a text.
func allPatches(s types.Kustomization) []types.Patch {
	return slices.Concat(s.Patches, s.PatchesJson6902)
}

// patch is a path, or a document that stands in the list itself.
func (k *kustomization) patch(t *Tree, entry string) {
	if strings.Contains(entry, "\n") || strings.HasPrefix(entry, "{") || strings.HasPrefix(entry, "[") {
		k.inline(t, entry)
		return
	}
	k.refer(t, entry, true)
}

// generator notes the files whose content becomes data; they need not be YAML.
func (k *kustomization) generator(t *Tree, g types.KvPairSources) {
	files := slices.Clone(g.EnvSources)
	if g.EnvSource != "" {
		files = append(files, g.EnvSource)
	}
	for _, f := range g.FileSources {
		if _, file, ok := strings.Cut(f, "="); ok {
			f = file
		}
		files = append(files, f)
	}
	for _, f := range files {
		k.refer(t, f, false)
	}
}

// plugins blocks what runs programs: charts call helm, and generators,
// transformers and validators may call anything.
func (k *kustomization) plugins(t *Tree) {
	s := k.spec
	if len(s.HelmCharts)+len(s.HelmChartInflationGenerator) > 0 || s.HelmGlobals != nil {
		k.block(t, "kustomize.plugin", "helmCharts", i18n.Text{ZH: "helmCharts 会运行 helm 并访问网络", EN: "helmCharts runs helm, which uses the network"})
	}
	for _, p := range []struct {
		name    string
		entries []string
	}{{"generators", s.Generators}, {"transformers", s.Transformers}, {"validators", s.Validators}} {
		if len(p.entries) > 0 {
			k.block(t, "kustomize.plugin", p.name, i18n.Textf("%[1]s 可能运行任意程序", "%[1]s may run any program", p.name))
		}
	}
}

func (k *kustomization) block(t *Tree, check, text string, message i18n.Text) {
	k.blocked = true
	t.problems = append(t.problems, checked(check, k.place(text).problem(message, i18n.Text{
		ZH: "改用本目录树内的文件、补丁或组件；在此之前不构建引用它的 overlay", EN: "use files of this tree, patches or components instead; overlays that use it are not built until then"})))
}

// remoteRE matches every form that kustomize takes for a URL or a git repository.
var remoteRE = regexp.MustCompile(`(?i)^\s*(git::|[a-z][a-z0-9+.-]*:|[a-z][a-z0-9-]*@|github\.com[/:])`)

// refer notes a path that kustomize would load, and reads it when it is a
// manifest, so that nothing reaches kustomize that has not been looked at.
func (k *kustomization) refer(t *Tree, entry string, manifest bool) {
	if remoteRE.MatchString(entry) || strings.Contains(entry, "//") || strings.Contains(entry, "?") {
		k.block(t, "kustomize.remote", entry, i18n.Textf("%[1]q 指向网络，内容会随时变化", "%[1]q is on the network, and changes without notice", brief(entry)))
		return
	}
	full := path.Join(k.dir, entry)
	if path.IsAbs(entry) || strings.Contains(entry, `\`) || !in(full) {
		k.block(t, "kustomize.reference", entry, i18n.Textf("%[1]q 在目录树之外", "%[1]q is outside the tree", brief(entry)))
		return
	}
	info, err := fs.Stat(t.tree, full)
	if err != nil {
		k.block(t, "kustomize.reference", entry, i18n.Textf("%[1]q 不存在", "%[1]q does not exist", brief(entry)))
		return
	}
	k.refs = append(k.refs, reference{path: full, isDir: info.IsDir()})
	if !info.IsDir() && !k.readable(t, entry, full, manifest) {
		k.blocked = true
	}
}

func (k *kustomization) readable(t *Tree, entry, full string, manifest bool) bool {
	content, ok := t.read(full)
	if !ok || !manifest {
		t.data[full] = t.data[full] || ok
		return ok
	}
	docs := t.addDocuments(full, content)
	if copies(docs) {
		k.block(t, "kustomize.size", entry, copyOperation())
	}
	return docs != nil || len(bytes.TrimSpace(content)) == 0
}

// inline looks at a document that stands in the kustomization itself.
func (k *kustomization) inline(t *Tree, entry string) {
	docs, found := parseYAML(k.path, []byte(entry))
	for _, f := range found {
		if f.Check != "yaml.duplicate-key" {
			k.block(t, "kustomize.parse", entry, i18n.Textf("内嵌补丁：%[1]s", "the patch in it: %[2]s", f.Message.ZH, f.Message.EN))
		}
	}
	if copies(docs) {
		k.block(t, "kustomize.size", entry, copyOperation())
	}
}

// copies tells whether a JSON patch copies, which doubles an object each time.
func copies(docs []*Document) bool {
	for _, d := range docs {
		for _, op := range items(d.root) {
			if strings.EqualFold(text(op, "op"), "copy") {
				return true
			}
		}
	}
	return false
}

func copyOperation() i18n.Text {
	return i18n.Text{ZH: "补丁使用了 copy 操作，对象会成倍增长", EN: "the patch has a copy operation, which makes an object grow without bound"}
}
