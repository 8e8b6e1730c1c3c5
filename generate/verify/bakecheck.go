package verify

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// buildPaths checks that the context and the Dockerfile of every build are there.
func buildPaths(_ context.Context, t *Tree) []Finding {
	var out []Finding
	for _, b := range t.builds {
		context, isDir := t.kind(b.Context)
		if !context || !isDir {
			out = append(out, b.place().problem(i18n.Textf("构建上下文 %[1]s 不是目录", "the build context %[1]s is no directory", b.Context),
				i18n.Text{ZH: "改正 context；源代码在别处时用 --source 指定", EN: "correct the context; where the source is elsewhere, name it with --source"}))
		}
		if file, isDir := t.kind(b.Dockerfile); !file || isDir {
			out = append(out, b.place().problem(i18n.Textf("Dockerfile %[1]s 不存在", "there is no Dockerfile %[1]s", b.Dockerfile),
				i18n.Text{ZH: "改正 dockerfile（bake 中相对于 context，流水线中相对于仓库根）", EN: "correct dockerfile; in a bake file it is relative to the context, in a pipeline to the repository"}))
		}
	}
	return out
}

func (t *Tree) kind(name string) (exists, isDir bool) {
	if !in(name) {
		return false, false
	}
	info, _, ok := t.stat(name)
	return ok, ok && info.IsDir()
}

// buildStages checks that the stage which a build names is in its Dockerfile.
func buildStages(_ *Tree, d *dockerfile) []Finding {
	var out []Finding
	for _, b := range d.builds {
		if b.Target == "" || strings.Contains(b.Target, "$(") || slices.ContainsFunc(d.stages, func(s stage) bool { return strings.EqualFold(s.Name, b.Target) }) {
			continue
		}
		out = append(out, b.place().problem(i18n.Textf("%[2]s 没有阶段 %[1]s", "%[2]s has no stage %[1]s", b.Target, d.path),
			i18n.Text{ZH: "改正 target，或在 Dockerfile 中加上该阶段", EN: "correct the target, or add the stage to the Dockerfile"}))
	}
	return out
}

// bakeImages checks that what is built is run, and what is run is built.
func bakeImages(ctx context.Context, t *Tree) []Finding {
	var built []Build
	for _, b := range t.builds {
		if b.Bake && b.Repository != "" {
			built = append(built, b)
		}
	}
	if len(built) == 0 || !slices.ContainsFunc(t.overlays, (*Overlay).App) || t.unsettled() {
		return nil
	}
	var out []Finding
	for _, b := range built {
		switch run := t.runs(b.Name); {
		case len(run) == 0:
			out = append(out, b.place().problem(i18n.Textf("构建了镜像 %[1]s，但没有工作负载使用它", "the image %[1]s is built, but nothing runs it", b.Name),
				i18n.Text{ZH: "去掉该目标，或在清单中使用它", EN: "remove the target, or use the image in the manifests"}))
		case !strings.HasPrefix(b.Repository, "/") && !slices.Contains(run, b.Repository):
			out = append(out, b.place().problem(i18n.Textf("构建推送到 %[1]s，清单使用 %[2]s", "the build pushes to %[1]s, the manifests use %[2]s", b.Repository, strings.Join(run, ", ")),
				i18n.Text{ZH: "让 tags 与 overlay 的 images 一致", EN: "make tags and the overlays' images agree"}))
		}
	}
	return append(out, eachPods(func(o *Overlay, p pods) []Finding { return unbuilt(built, o, p) })(ctx, t)...)
}

// unsettled tells whether an overlay is missing or incomplete, so that nothing can
// be said about what the overlays do not hold.
func (t *Tree) unsettled() bool {
	return slices.ContainsFunc(t.overlays, func(o *Overlay) bool { return o.broken }) ||
		slices.ContainsFunc(t.problems, func(f Finding) bool {
			return strings.HasPrefix(f.Check, "kustomize.") && f.Severity == Error || strings.HasPrefix(f.Check, "yaml.")
		})
}

// runs are the repositories of the images with that last part which overlays run.
func (t *Tree) runs(name string) []string {
	var out []string
	for _, o := range t.overlays {
		for _, p := range o.pods() {
			for _, c := range p.containers() {
				if repository, _, _ := imageName(c.Image); path.Base(repository) == name {
					out = append(out, repository)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unbuilt finds images of the application's own that no target builds: those in
// the registry that the targets push to.
func unbuilt(built []Build, _ *Overlay, p pods) []Finding {
	var out []Finding
	for _, c := range p.containers() {
		repository, tag, _ := imageName(c.Image)
		own := tag == unbuiltTag || slices.ContainsFunc(built, func(b Build) bool {
			return path.Dir(b.Repository) == path.Dir(repository) && path.Dir(repository) != "."
		})
		if !own || slices.ContainsFunc(built, func(b Build) bool { return b.Name == path.Base(repository) }) {
			continue
		}
		out = append(out, p.place(c.field+".image").problem(i18n.Textf("没有任何构建目标产生镜像 %[1]s", "no target builds the image %[1]s", repository),
			i18n.Textf("在 %[1]s 中加上目标 %[2]s", "add the target %[2]s to %[1]s", BakePath, path.Base(repository))))
	}
	return out
}

// unbuiltTag is what an overlay has in place of a digest until a build writes it.
const unbuiltTag = "unbuilt"
