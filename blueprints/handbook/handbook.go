// Package handbook writes deploy/README.md, the page for whoever builds,
// deploys and rolls back the application, with what was assumed and what is open.
package handbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/buildkit"
	"github.com/gantry-ack/gantry/generate/kustomize"
	"github.com/gantry-ack/gantry/generate/wording"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/pipelines/tekton"
)

// Path is where the handbook is, relative to the repository root.
const Path = "deploy/README.md"

// Input is what the handbook tells of.
type Input struct {
	App         generate.Application
	Assumptions []Assumption
	Open        []OpenPoint
}

// Generate writes the handbook in the language of the application.
func Generate(in Input) fileset.File {
	h := book{Input: in}
	doc := document.Document{
		document.Heading{Level: 1, Text: h.say(in.App.Name+" 部署手册", "Deploying "+in.App.Name)},
	}
	for _, chapter := range []func() document.Document{h.contents, h.components, h.building, h.prerequisites, h.deploying, h.rollback, h.assumptions, h.open} {
		doc = append(doc, chapter()...)
	}
	first := "<!-- " + generate.NewPrinter(in.App).Header(i18n.Text{ZH: in.App.Name + " 部署手册", EN: "The handbook of " + in.App.Name}) + " -->\n\n"
	return fileset.File{Path: Path, Mode: 0o644, Content: []byte(first + doc.Markdown())}
}

type book struct{ Input }

func (h book) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(h.App.Lang) }

func (h book) heading(zh, en string) document.Heading {
	return document.Heading{Level: 2, Text: h.say(zh, en)}
}

func (h book) contents() document.Document {
	rows := [][]string{
		{"<组件>/Dockerfile", "<component>/Dockerfile", "镜像构建文件，旁边是它自己的忽略文件", "how the image is built, with an ignore file of its own"},
		{buildkit.File, buildkit.File, "一次构建所有镜像", "builds all images at once"},
		{kustomize.Root + "/base", kustomize.Root + "/base", "各环境相同的清单", "manifests that are the same everywhere"},
		{kustomize.Root + "/components", kustomize.Root + "/components", "按需启用的组件：入口、网络策略等", "switched on where wanted: the way in, network policies"},
		{kustomize.Root + "/overlays", kustomize.Root + "/overlays", "每个环境一个目录，镜像摘要只写在这里", "one directory for each environment, the only place of image digests"},
		{tekton.Root, tekton.Root, "本应用的流水线；共享任务由平台仓库提供", "the application's pipeline; the platform repository owns the shared tasks"},
		{".gantry", ".gantry", "生成记录与合并基准，随代码提交，不要手改", "record and merge bases; commit it, do not edit it"},
	}
	t := document.Table{Head: []string{h.say("路径", "Path"), h.say("内容", "What it is")}}
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{document.Verbatim(h.say(r[0], r[1])), h.say(r[2], r[3])})
	}
	return document.Document{h.heading("目录", "What is here"), t}
}

func (h book) components() document.Document {
	head := []string{h.say("组件", "Component"), h.say("技术栈", "Stack"), h.say("类型", "Kind"), h.say("端口", "Ports")}
	for _, env := range h.App.Environments {
		head = append(head, h.say(env.Name+" 实例", "instances in "+env.Name))
	}
	t := document.Table{Head: head}
	for _, w := range h.App.Workloads {
		row := []string{document.Verbatim(w.Name), stack(w.Component), wording.Value(generate.AspectKind, string(w.Kind)).In(h.App.Lang), portList(w)}
		for _, env := range h.App.Environments {
			row = append(row, instances(w, env.Name))
		}
		t.Rows = append(t.Rows, row)
	}
	return document.Document{h.heading("组件", "Components"), t}
}

func stack(c assess.Component) string {
	parts := []string{strings.TrimSpace(c.Language.ID + " " + c.Language.Version)}
	if c.Framework.ID != "" {
		parts = append(parts, strings.TrimSpace(c.Framework.ID+" "+c.Framework.Version))
	}
	return strings.Join(parts, ", ")
}

func portList(w generate.Workload) string {
	if len(w.Ports) == 0 {
		return "–"
	}
	var out []string
	for _, p := range w.Ports {
		out = append(out, fmt.Sprintf("%d (%s)", p.Number, p.Name))
	}
	return strings.Join(out, ", ")
}

func instances(w generate.Workload, env string) string {
	s, ok := w.Setting(env)
	switch {
	case w.Kind == generate.CronJob:
		return document.Verbatim(w.Schedule)
	case !ok || w.Kind == generate.Job:
		return "–"
	case s.Autoscale != nil:
		return fmt.Sprintf("%d–%d", s.Autoscale.Min, s.Autoscale.Max)
	}
	return strconv.Itoa(s.Replicas)
}

func (h book) building() document.Document {
	registry := h.App.Registry.Host.String() + "/" + h.App.Registry.Namespace
	return document.Document{
		h.heading("构建", "Building"),
		document.Paragraph{Text: h.say("在仓库根目录执行。所有参数都有默认值；依赖镜像源可用同名参数更换，置空即使用工具自带的源。",
			"Run from the root of the repository. Every variable has a default; the package mirrors are variables too, and an empty one means the tool's own source.")},
		document.Code{Language: "sh", Text: "REGISTRY=" + registry + " TAG=$(git rev-parse HEAD) \\\n  docker buildx bake -f " + buildkit.File + " --push"},
	}
}
