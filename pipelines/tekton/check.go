package tekton

import (
	"context"
	"strings"

	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"knative.dev/pkg/apis"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Checks are the checks on pipelines: what Tekton's admission would say, and
// what it does not look at.
func Checks() []verify.Check {
	c := func(id, zh, en string, run func(context.Context, *checker) []verify.Finding) verify.Check {
		return verify.Check{ID: id, Text: i18n.Text{ZH: zh, EN: en}, Run: func(ctx context.Context, t *verify.Tree) []verify.Finding {
			return run(ctx, read(ctx, t))
		}}
	}
	return []verify.Check{
		c("tekton.schema", "流水线对象严格符合类型", "pipeline objects fit their types strictly", schema),
		c("tekton.validate", "流水线对象通过 Tekton 的校验", "Tekton accepts the pipeline objects", validate),
		c("tekton.task", "引用的任务存在，参数、工作区与结果都对得上", "tasks exist, and parameters, workspaces and results fit", tasksFit),
		c("tekton.run", "每次运行都给齐流水线的参数与工作区", "every run gives its pipeline what it needs", runsFit),
		c("tekton.overlay", "部署的 overlay 存在，命名空间一致", "the overlay that is deployed exists, and the namespace is its own", overlaysFit),
		c("tekton.digest", "overlay 需要的镜像都按摘要交付", "every image that an overlay needs is handed over by digest", digestsFit),
		c("tekton.rollout", "观察的工作负载就是部署的工作负载", "the rollouts watched are those deployed", rolloutsFit),
		c("tekton.identity", "流水线的身份存在且权限足够", "the identity of the pipeline exists and may do what it does", identitiesFit),
		c("tekton.bake", "流水线与 bake 文件构建同样的镜像", "the pipeline and the bake file build the same images", bakeFits),
		c("ready.pipeline-secret", "列出流水线须有的 Secret", "the Secrets that the pipeline needs", secretsNeeded),
	}
}

// located is one Tekton object of the tree.
type located[T any] struct {
	doc *verify.Document
	v   T
}

// checker holds the Tekton objects of a tree.
type checker struct {
	tree      *verify.Tree
	tasks     map[string]*pipelinev1.TaskSpec // those of the tree, then the shared ones
	own       []located[*pipelinev1.Task]
	pipelines []located[*pipelinev1.Pipeline]
	runs      []located[*pipelinev1.PipelineRun]
	taskRuns  []located[*pipelinev1.TaskRun]
	misfits   []verify.Finding // of decoding
}

// read decodes the Tekton objects. Defaults are set: a parameter has its type
// only then. Nothing of it is written back.
func read(ctx context.Context, t *verify.Tree) *checker {
	p := &checker{tree: t, tasks: map[string]*pipelinev1.TaskSpec{}}
	for _, task := range Tasks() {
		task.SetDefaults(ctx)
		p.tasks[task.Name] = &task.Spec
	}
	for _, d := range t.Documents() {
		if d.APIVersion != "tekton.dev/v1" {
			p.outdated(d)
			continue
		}
		switch d.Kind {
		case "Task":
			if v := new(pipelinev1.Task); p.decode(d, v) {
				v.SetDefaults(ctx)
				p.own = append(p.own, located[*pipelinev1.Task]{d, v})
				p.tasks[v.Name] = &v.Spec
			}
		case "Pipeline":
			if v := new(pipelinev1.Pipeline); p.decode(d, v) {
				v.SetDefaults(ctx)
				p.pipelines = append(p.pipelines, located[*pipelinev1.Pipeline]{d, v})
			}
		case "PipelineRun":
			if v := new(pipelinev1.PipelineRun); p.decode(d, v) {
				v.SetDefaults(ctx)
				p.runs = append(p.runs, located[*pipelinev1.PipelineRun]{d, v})
			}
		case "TaskRun":
			if v := new(pipelinev1.TaskRun); p.decode(d, v) {
				v.SetDefaults(ctx)
				p.taskRuns = append(p.taskRuns, located[*pipelinev1.TaskRun]{d, v})
			}
		default:
			p.misfits = append(p.misfits, d.Problem("kind", i18n.Textf("tekton.dev/v1 没有 %[1]s", "tekton.dev/v1 has no %[1]s", d.Kind),
				i18n.Text{ZH: "用 Task、Pipeline、TaskRun 或 PipelineRun", EN: "use Task, Pipeline, TaskRun or PipelineRun"}))
		}
	}
	return p
}

func (p *checker) outdated(d *verify.Document) {
	if d.APIVersion == "tekton.dev/v1beta1" && (d.Kind == "Task" || d.Kind == "Pipeline" || strings.HasSuffix(d.Kind, "Run")) {
		p.misfits = append(p.misfits, d.Caution("apiVersion", i18n.Textf("%[1]s 使用已弃用的 tekton.dev/v1beta1，未检查", "the %[1]s uses the deprecated tekton.dev/v1beta1 and is not checked", d.Kind),
			i18n.Text{ZH: "改为 tekton.dev/v1", EN: "change it to tekton.dev/v1"}))
	}
}

func (p *checker) decode(d *verify.Document, v runtime.Object) bool {
	found, fits := d.Decode(v)
	p.misfits = append(p.misfits, found...)
	return fits
}

func schema(_ context.Context, p *checker) []verify.Finding { return p.misfits }

// validate asks Tekton's own admission. It reports the errors of a graph one at
// a time, so that a correction may bring up the next.
func validate(ctx context.Context, p *checker) []verify.Finding {
	var out []verify.Finding
	for _, o := range p.own {
		out = append(out, rejected(o.doc, o.v.Validate(ctx))...)
	}
	for _, o := range p.pipelines {
		out = append(out, rejected(o.doc, o.v.Validate(ctx))...)
	}
	// The name of a run may be generated, which its own validation refuses.
	for _, o := range p.runs {
		out = append(out, rejected(o.doc, o.v.Spec.Validate(ctx).ViaField("spec"))...)
	}
	for _, o := range p.taskRuns {
		out = append(out, rejected(o.doc, o.v.Spec.Validate(ctx).ViaField("spec"))...)
	}
	return out
}

func rejected(d *verify.Document, err *apis.FieldError) []verify.Finding {
	if err == nil {
		return nil
	}
	var out []verify.Finding
	for _, e := range err.WrappedErrors() {
		field := ""
		if len(e.Paths) > 0 {
			field = e.Paths[0]
		}
		message := strings.Join(strings.Fields(e.Error()), " ")
		out = append(out, d.Problem(field, i18n.Textf("Tekton 不接受 %[1]s %[2]s：%[3]s", "Tekton refuses the %[1]s %[2]s: %[3]s", d.Kind, d.Name, message),
			i18n.Text{ZH: "按提示改正；图中的错误会逐个报出", EN: "correct it; errors of the graph come up one at a time"}))
	}
	return out
}

// spec is the specification of the task that a pipeline's task runs; nil when it
// is not known here, as with a resolver.
func (p *checker) spec(t pipelinev1.PipelineTask) (spec *pipelinev1.TaskSpec, name string, known bool) {
	switch {
	case t.TaskSpec != nil:
		return &t.TaskSpec.TaskSpec, t.Name, true
	case t.TaskRef == nil || t.TaskRef.Resolver != "" || t.TaskRef.Kind != "" && t.TaskRef.Kind != pipelinev1.NamespacedTaskKind:
		return nil, "", false
	}
	spec, ok := p.tasks[t.TaskRef.Name]
	return spec, t.TaskRef.Name, ok
}

func allTasks(p *pipelinev1.Pipeline) []pipelinev1.PipelineTask {
	return append(append([]pipelinev1.PipelineTask{}, p.Spec.Tasks...), p.Spec.Finally...)
}

func field(t pipelinev1.PipelineTask, rest string) string { return "spec.tasks[" + t.Name + "]" + rest }
