package tekton

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// overlays calls f for every overlay that a run deploys.
func (p *checker) overlays(f func(d deployment, o *verify.Overlay)) {
	for _, d := range p.deployments() {
		for _, t := range d.running(deployTask) {
			dir := d.text(param(t, "overlay").StringVal)
			if o, ok := p.tree.OverlayAt(path.Clean(dir)); ok {
				f(d, o)
			}
		}
	}
}

// overlaysFit checks that the directory and the namespace of a run are those of an overlay.
func overlaysFit(_ context.Context, p *checker) []verify.Finding {
	var out []verify.Finding
	for _, d := range p.deployments() {
		for _, t := range d.running(deployTask) {
			dir := d.text(param(t, "overlay").StringVal)
			if dir == "" || strings.Contains(dir, "$(") || p.tree.Exists(path.Join(path.Clean(dir), "kustomization.yaml")) {
				continue
			}
			out = append(out, d.run.doc.ProblemAt(dir, i18n.Textf("overlay %[1]s 不存在", "there is no overlay %[1]s", dir),
				i18n.Text{ZH: "改成 deploy/kustomize/overlays 下的目录", EN: "name a directory below deploy/kustomize/overlays"}))
		}
	}
	p.overlays(func(d deployment, o *verify.Overlay) {
		for _, t := range d.running(verifyTask) {
			namespace := d.text(param(t, "namespace").StringVal)
			if strings.Contains(namespace, "$(") || namespace == o.Namespace {
				continue
			}
			out = append(out, d.run.doc.ProblemAt(namespace, i18n.Textf("流水线观察命名空间 %[1]s，overlay %[2]s 部署到 %[3]s", "the pipeline watches the namespace %[1]s, and the overlay %[2]s deploys to %[3]s", namespace, o.Dir, o.Namespace),
				i18n.Text{ZH: "改成 overlay 的命名空间", EN: "use the overlay's namespace"}))
		}
	})
	return out
}

// digestsFit checks that the images handed over are those that the overlay
// lists, and that every build's digest gets there.
func digestsFit(_ context.Context, p *checker) []verify.Finding {
	var out []verify.Finding
	p.overlays(func(d deployment, o *verify.Overlay) {
		doc := d.pipeline.doc
		used := map[string]bool{}
		var handed []string
		for _, t := range d.running(deployTask) {
			for _, entry := range param(t, "images").ArrayVal {
				name, value, _ := strings.Cut(entry, "=")
				handed = append(handed, name)
				digests := 0
				for _, m := range resultRE.FindAllStringSubmatch(value, -1) {
					if m[2] == "IMAGE_DIGEST" {
						used[m[1]] = true
						digests++
					}
				}
				if digests != 1 && !strings.Contains(value, "@sha256:") {
					out = append(out, doc.ProblemAt(entry, i18n.Textf("镜像 %[1]s 没有按摘要交付", "the image %[1]s is not handed over by digest", name),
						i18n.Text{ZH: "写成 NAME=$(tasks.构建.results.IMAGE_URL)@$(tasks.构建.results.IMAGE_DIGEST)", EN: "write NAME=$(tasks.BUILD.results.IMAGE_URL)@$(tasks.BUILD.results.IMAGE_DIGEST)"}))
				}
				if !slices.Contains(o.Images, name) {
					out = append(out, doc.ProblemAt(entry, i18n.Textf("overlay %[2]s 的 images 没有 %[1]s", "the images of the overlay %[2]s have no %[1]s", name, o.Dir),
						i18n.Text{ZH: "改成 overlay 中的镜像名", EN: "use a name of the overlay's images"}))
				}
			}
		}
		for _, name := range o.Images {
			if !slices.Contains(handed, name) {
				out = append(out, doc.Problem("spec.tasks[deploy]", i18n.Textf("overlay %[2]s 需要镜像 %[1]s，流水线没有交付它", "the overlay %[2]s needs the image %[1]s, which the pipeline does not hand over", name, o.Dir),
					i18n.Text{ZH: "构建它，并加入 deploy 的 images", EN: "build it, and add it to the images of the task that deploys"}))
			}
		}
		for _, t := range d.running(buildTask) {
			if param(t, "push").StringVal == "false" || used[t.Name] {
				continue
			}
			out = append(out, doc.Problem(field(t, ""), i18n.Textf("构建 %[1]s 的摘要没有被部署", "the digest of the build %[1]s is not deployed", t.Name),
				i18n.Text{ZH: "加入 deploy 的 images，或去掉该构建", EN: "add it to the images of the task that deploys, or remove the build"}))
		}
	})
	return out
}

// rolloutsFit checks that what is watched is what keeps running.
func rolloutsFit(_ context.Context, p *checker) []verify.Finding {
	var out []verify.Finding
	p.overlays(func(d deployment, o *verify.Overlay) {
		var deployed []string
		for _, obj := range o.Objects {
			if obj.Kind == "Deployment" || obj.Kind == "StatefulSet" {
				deployed = append(deployed, strings.ToLower(obj.Kind)+"/"+obj.Name)
			}
		}
		for _, t := range d.running(verifyTask) {
			watched := param(t, "workloads").ArrayVal
			for _, w := range deployed {
				if !slices.Contains(watched, w) {
					out = append(out, d.pipeline.doc.Problem(field(t, ".params[workloads]"), i18n.Textf("%[1]s 会被部署（%[2]s），但没有人观察它的发布", "%[1]s is deployed (%[2]s), and nobody watches its rollout", w, o.Dir),
						i18n.Text{ZH: "加入 workloads", EN: "add it to workloads"}))
				}
			}
			for _, w := range watched {
				if !slices.Contains(deployed, w) && !strings.Contains(w, "$(") {
					out = append(out, d.pipeline.doc.ProblemAt(w, i18n.Textf("overlay %[2]s 没有 %[1]s，观察会失败", "the overlay %[2]s has no %[1]s, so watching it fails", w, o.Dir),
						i18n.Text{ZH: "改正名字，或去掉它", EN: "correct the name, or remove it"}))
				}
			}
		}
	})
	return out
}

// bakeFits checks that the pipeline and the bake file build the same images in the same way.
func bakeFits(_ context.Context, p *checker) []verify.Finding {
	byName := map[bool]map[string]verify.Build{true: {}, false: {}}
	var pushed []verify.Build
	for _, b := range p.tree.Builds() {
		if b.Name != "" && b.Repository != "" {
			byName[b.Bake][b.Name] = b
			pushed = append(pushed, b)
		}
	}
	if len(byName[true]) == 0 || len(byName[false]) == 0 {
		return nil
	}
	var out []verify.Finding
	for _, b := range pushed {
		other, ok := byName[!b.Bake][b.Name]
		switch {
		case !ok && b.Bake:
			out = append(out, b.Problem(i18n.Textf("流水线不构建 %[1]s", "the pipeline does not build %[1]s", b.Name), i18n.Text{ZH: "在流水线中加上该构建", EN: "add the build to the pipeline"}))
		case !ok:
			out = append(out, b.Problem(i18n.Textf("bake 文件不构建 %[1]s", "the bake file does not build %[1]s", b.Name), i18n.Text{ZH: "在 bake 文件中加上该目标", EN: "add the target to the bake file"}))
		case !b.Bake && (path.Clean(b.Context) != path.Clean(other.Context) || b.Dockerfile != other.Dockerfile || b.Target != other.Target):
			out = append(out, b.Problem(
				i18n.Textf("%[1]s 在流水线中由 %[2]s（上下文 %[3]s）构建，在 bake 中由 %[4]s（%[5]s）", "the pipeline builds %[1]s from %[2]s (context %[3]s), the bake file from %[4]s (%[5]s)", b.Name, b.Dockerfile, b.Context, other.Dockerfile, other.Context),
				i18n.Text{ZH: "让两处一致", EN: "make them agree"}))
		}
	}
	return out
}
