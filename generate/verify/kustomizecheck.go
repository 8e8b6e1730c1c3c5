package verify

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// orphans finds manifests that stand beside a kustomization which no
// kustomization loads: they look as if they were in force.
func orphans(_ context.Context, t *Tree) []Finding {
	loaded := map[string]bool{}
	for _, k := range t.kustomizations {
		loaded[k.path] = true
		for _, r := range k.refs {
			loaded[r.path] = true
		}
	}
	var out []Finding
	for _, name := range t.paths {
		if loaded[name] || !isYAML(name) || !t.underKustomization(name) || t.createdByHand(name) {
			continue
		}
		out = append(out, place{name, 0}.caution(i18n.Text{ZH: "没有任何 kustomization 引用该文件，它不会生效", EN: "no kustomization refers to the file, so it has no effect"},
			i18n.Text{ZH: "加入 resources 或 patches，或删除它", EN: "list it in resources or patches, or delete it"}))
	}
	return out
}

func (t *Tree) underKustomization(name string) bool {
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		if t.kustomizations[dir] != nil {
			return dir != "." || path.Dir(name) == "."
		}
		if dir == "." {
			return false
		}
	}
}

// createdByHand tells the files for kubectl create, each use of which makes a new
// object; nothing can apply them.
func (t *Tree) createdByHand(name string) bool {
	return slices.ContainsFunc(t.byPath[name], func(d *Document) bool { return text(d.root, "metadata", "generateName") != "" })
}

// imageEntries checks that every entry of an overlay's list of images replaces
// something: kustomize itself says nothing when a name is mistyped.
func imageEntries(o *Overlay) []Finding {
	var out []Finding
	for _, entry := range o.kustomization.spec.Images {
		want := entry.NewName
		if want == "" {
			want = entry.Name
		}
		if !slices.ContainsFunc(o.pods(), func(p pods) bool {
			return slices.ContainsFunc(p.containers(), func(c container) bool {
				repository, _, _ := imageName(c.Image)
				return repository == want
			})
		}) {
			out = append(out, o.kustomization.doc.place("images["+entry.Name+"]").problem(
				i18n.Textf("images 中的 %[1]s 没有替换任何镜像", "the entry %[1]s of images replaces nothing", entry.Name),
				i18n.Text{ZH: "改成容器中写的镜像名，或去掉它", EN: "use the name that the containers have, or remove it"}))
		}
	}
	return out
}

// sameOverlays finds environments that differ in nothing but their namespace.
func sameOverlays(_ context.Context, t *Tree) []Finding {
	var out []Finding
	seen := map[string]*Overlay{}
	for _, o := range t.overlays {
		if !o.App() || o.Namespace == "" {
			continue
		}
		content := strings.ReplaceAll(o.yaml, `"namespace":"`+o.Namespace+`"`, `"namespace":""`)
		if other, ok := seen[content]; ok {
			out = append(out, place{o.kustomization.path, 0}.caution(
				i18n.Textf("与 %[1]s 除命名空间外完全相同", "it builds to the same as %[1]s but for the namespace", other.Dir),
				i18n.Text{ZH: "为环境写出真实的差异（实例数、资源、域名），或合并两者", EN: "write down how the environments differ (instances, resources, hosts), or make them one"}))
			continue
		}
		seen[content] = o
	}
	return out
}
