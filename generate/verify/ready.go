package verify

import (
	"bytes"
	"cmp"
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// onlyReady runs a check when delivery is asked about.
func onlyReady(check func(context.Context, *Tree) []Finding) func(context.Context, *Tree) []Finding {
	return func(ctx context.Context, t *Tree) []Finding {
		if !t.ready {
			return nil
		}
		return check(ctx, t)
	}
}

// standInRE matches the host that stands in for a value which only the platform
// knows; see [generate.Bound].
var standInRE = regexp.MustCompile(`\b[a-z0-9]+(?:-[a-z0-9]+)*\.invalid\b`)

// bindings lists every stand-in that is left, once, with the places where it is.
func bindings(_ context.Context, t *Tree) []Finding {
	places := map[string][]place{}
	var hosts []string
	for _, name := range t.delivered() {
		content, ok := t.read(name)
		if !ok || path.Ext(name) == ".md" {
			continue
		}
		for _, m := range standInRE.FindAllIndex(content, -1) {
			host := string(content[m[0]:m[1]])
			if places[host] == nil {
				hosts = append(hosts, host)
			}
			places[host] = append(places[host], place{name, 1 + bytes.Count(content[:m[0]], []byte("\n"))})
		}
	}
	slices.Sort(hosts)
	var out []Finding
	for _, host := range hosts {
		binding := t.binding(host)
		out = append(out, places[host][0].problem(
			i18n.Textf("%[1]s（%[2]s）尚未填写，共 %[4]d 处", "%[1]s (%[3]s) is not filled in (places: %[4]d)", binding.Name, binding.Text.ZH, binding.Text.EN, len(places[host])),
			i18n.Textf("在平台仓库的 %[1]s 中填写 %[2]s，然后重新运行 gantry migrate --platform", "fill in %[2]s in %[1]s of the platform repository, then run gantry migrate --platform again", generate.PlatformFile, binding.Name)))
	}
	return append(out, t.emptyBindings()...)
}

// binding is what a stand-in stands for, as the record of decisions tells it.
func (t *Tree) binding(host string) generate.Binding {
	if r, err := t.record(); err == nil {
		for _, b := range r.Bindings {
			if (generate.Bound{Binding: b.Name}).String() == host {
				return b
			}
		}
	}
	name := strings.ReplaceAll(strings.TrimSuffix(host, ".invalid"), "-", ".")
	return generate.Binding{Name: name, Text: i18n.Textf("占位主机 %[1]s", "the stand-in %[1]s", host)}
}

// emptyBindings are the names in platform.yaml that have no value.
func (t *Tree) emptyBindings() []Finding {
	content, ok := t.read(generate.PlatformFile)
	if !ok {
		return nil
	}
	docs, _ := parseYAML(generate.PlatformFile, content)
	var out []Finding
	for _, d := range docs {
		for _, name := range mapKeys(d, "bindings") {
			if text(d.root, "bindings", name) == "" {
				n, _ := mapValue(d.root, "bindings")
				_, key := mapValue(resolve(n), name)
				out = append(out, place{d.Path, key.Line + d.offset}.problem(i18n.Textf("平台取值 %[1]s 尚未填写", "the binding %[1]s is not filled in", name),
					i18n.Text{ZH: "填写该值（可由 terraform output -json 得到）", EN: "fill it in; terraform output -json may tell it"}))
			}
		}
	}
	return out
}

// digests lists the application's own images that have no digest yet.
func digests(o *Overlay) []Finding {
	var out []Finding
	for _, i := range o.kustomization.spec.Images {
		if i.Digest != "" {
			continue
		}
		out = append(out, o.kustomization.doc.place("images["+i.Name+"]").problem(
			i18n.Textf("%[1]s 的镜像还没有摘要（%[2]s）", "the image of %[1]s has no digest yet (%[2]s)", i.Name, cmp.Or(i.NewTag, "latest")),
			i18n.Text{ZH: "构建并推送镜像，把摘要写进 images（流水线或 gantry build 会写）", EN: "build and push the image, and write its digest into images; the pipeline and gantry build do"}))
	}
	return out
}

// secrets lists the Secrets that somebody has to create, with their keys.
func secrets(o *Overlay) []Finding {
	type need struct {
		where place
		keys  []string
	}
	needs := map[string]*need{}
	var order []string
	add := func(p pods, field, name, key string, optional *bool) {
		if name == "" || yes(optional) || o.has("Secret", p.Namespace, name) {
			return
		}
		id := p.Namespace + "/" + name
		if needs[id] == nil {
			needs[id] = &need{where: p.place(field)}
			order = append(order, id)
		}
		if key != "" && !slices.Contains(needs[id].keys, key) {
			needs[id].keys = append(needs[id].keys, key)
		}
	}
	for _, p := range o.pods() {
		for _, c := range p.containers() {
			for _, e := range c.Env {
				if e.ValueFrom != nil && e.ValueFrom.SecretKeyRef != nil {
					r := e.ValueFrom.SecretKeyRef
					add(p, c.field+".env["+e.Name+"]", r.Name, r.Key, r.Optional)
				}
			}
			for _, e := range c.EnvFrom {
				if e.SecretRef != nil {
					add(p, c.field+".envFrom", e.SecretRef.Name, "", e.SecretRef.Optional)
				}
			}
		}
		for _, v := range p.spec.Volumes {
			if v.Secret != nil {
				add(p, p.field("spec.volumes["+v.Name+"]"), v.Secret.SecretName, "", v.Secret.Optional)
			}
		}
		for _, s := range p.spec.ImagePullSecrets {
			add(p, p.field("spec.imagePullSecrets"), s.Name, "", nil)
		}
	}
	var out []Finding
	for _, id := range order {
		n := needs[id]
		slices.Sort(n.keys)
		namespace, name, _ := strings.Cut(id, "/")
		out = append(out, n.where.problem(
			i18n.Textf("命名空间 %[1]s 中须有 Secret %[2]s，键：%[3]s", "the namespace %[1]s needs the Secret %[2]s with the keys: %[3]s", namespace, name, cmp.Or(strings.Join(n.keys, ", "), "—")),
			i18n.Text{ZH: "在部署前用 KMS 或 kubectl create secret 创建；本命令不访问集群，已有的可以划掉", EN: "create it before deployment, from KMS or with kubectl create secret; no cluster is asked here, so tick it off once it exists"}))
	}
	return out
}
