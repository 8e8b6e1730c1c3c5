package tekton

import (
	"context"
	"regexp"
	"slices"

	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// deployment is one run beside its pipeline.
type deployment struct {
	run      located[*pipelinev1.PipelineRun]
	pipeline located[*pipelinev1.Pipeline]
}

// deployments pairs every run with the pipeline that it names, when that is in the tree.
func (p *checker) deployments() []deployment {
	var out []deployment
	for _, r := range p.runs {
		if i := p.pipelineOf(r.v); i >= 0 {
			out = append(out, deployment{run: r, pipeline: p.pipelines[i]})
		}
	}
	return out
}

func (p *checker) pipelineOf(r *pipelinev1.PipelineRun) int {
	return slices.IndexFunc(p.pipelines, func(o located[*pipelinev1.Pipeline]) bool {
		return r.Spec.PipelineRef != nil && r.Spec.PipelineRef.Name == o.v.Name && r.Namespace == o.v.Namespace
	})
}

// runsFit checks that every run gives its pipeline what it needs and no more.
func runsFit(_ context.Context, p *checker) []verify.Finding {
	var out []verify.Finding
	for _, r := range p.runs {
		if ref := r.v.Spec.PipelineRef; ref != nil && ref.Resolver == "" && ref.Name != "" && p.pipelineOf(r.v) < 0 {
			out = append(out, r.doc.Problem("spec.pipelineRef.name", i18n.Textf("命名空间 %[2]q 中没有流水线 %[1]s", "there is no pipeline %[1]s in the namespace %[2]q", ref.Name, r.v.Namespace),
				i18n.Text{ZH: "改正 pipelineRef 或命名空间", EN: "correct pipelineRef or the namespace"}))
		}
	}
	for _, d := range p.deployments() {
		out = append(out, d.params()...)
		out = append(out, d.workspaces()...)
	}
	return out
}

func (d deployment) params() []verify.Finding {
	var out []verify.Finding
	given, doc := d.run.v.Spec.Params, d.run.doc
	for _, s := range d.pipeline.v.Spec.Params {
		i := slices.IndexFunc(given, func(g pipelinev1.Param) bool { return g.Name == s.Name })
		switch {
		case i < 0 && s.Default == nil:
			out = append(out, doc.Problem("spec.params", i18n.Textf("没有给流水线 %[2]s 的必填参数 %[1]s", "the required parameter %[1]s of the pipeline %[2]s is not given", s.Name, d.pipeline.v.Name),
				i18n.Textf("在 params 中加上 %[1]s", "add %[1]s to params", s.Name)))
		case i >= 0 && !sameType(s.Type, given[i].Value):
			out = append(out, doc.Problem("spec.params["+s.Name+"]", i18n.Textf("参数 %[1]s 应为 %[2]s，给的是 %[3]s", "the parameter %[1]s is of type %[2]s, and is given a value of type %[3]s", s.Name, s.Type, given[i].Value.Type),
				i18n.Text{ZH: "改成流水线声明的类型", EN: "give it a value of the type that the pipeline declares"}))
		}
	}
	for _, g := range given {
		if !slices.ContainsFunc(d.pipeline.v.Spec.Params, func(s pipelinev1.ParamSpec) bool { return s.Name == g.Name }) {
			out = append(out, doc.Problem("spec.params["+g.Name+"]", i18n.Textf("流水线 %[2]s 没有参数 %[1]s", "the pipeline %[2]s has no parameter %[1]s", g.Name, d.pipeline.v.Name),
				i18n.Text{ZH: "改正参数名，或去掉它", EN: "correct the parameter's name, or remove it"}))
		}
	}
	return out
}

func (d deployment) workspaces() []verify.Finding {
	var out []verify.Finding
	given, doc := d.run.v.Spec.Workspaces, d.run.doc
	for _, w := range d.pipeline.v.Spec.Workspaces {
		if w.Optional || slices.ContainsFunc(given, func(b pipelinev1.WorkspaceBinding) bool { return b.Name == w.Name }) {
			continue
		}
		out = append(out, doc.Problem("spec.workspaces", i18n.Textf("没有绑定流水线 %[2]s 的工作区 %[1]s", "the workspace %[1]s of the pipeline %[2]s is not bound", w.Name, d.pipeline.v.Name),
			i18n.Textf("在 workspaces 中加上 %[1]s", "add %[1]s to workspaces", w.Name)))
	}
	for _, b := range given {
		if !slices.ContainsFunc(d.pipeline.v.Spec.Workspaces, func(w pipelinev1.PipelineWorkspaceDeclaration) bool { return w.Name == b.Name }) {
			out = append(out, doc.Problem("spec.workspaces["+b.Name+"]", i18n.Textf("流水线 %[2]s 没有工作区 %[1]s", "the pipeline %[2]s has no workspace %[1]s", b.Name, d.pipeline.v.Name),
				i18n.Text{ZH: "改正工作区名，或去掉它", EN: "correct the workspace's name, or remove it"}))
		}
	}
	return out
}

var paramRE = regexp.MustCompile(`\$\(params\.([A-Za-z0-9_.-]+)\)`)

// text puts the parameters of the run into a value of the pipeline.
func (d deployment) text(value string) string {
	return paramRE.ReplaceAllStringFunc(value, func(ref string) string {
		name := paramRE.FindStringSubmatch(ref)[1]
		for _, g := range d.run.v.Spec.Params {
			if g.Name == name {
				return g.Value.StringVal
			}
		}
		for _, s := range d.pipeline.v.Spec.Params {
			if s.Name == name && s.Default != nil {
				return s.Default.StringVal
			}
		}
		return ref
	})
}

// running are the tasks of the pipeline that run one of the shared tasks.
func (d deployment) running(task string) []pipelinev1.PipelineTask {
	return slices.DeleteFunc(allTasks(d.pipeline.v), func(t pipelinev1.PipelineTask) bool {
		return t.TaskRef == nil || t.TaskRef.Name != task
	})
}

func param(t pipelinev1.PipelineTask, name string) pipelinev1.ParamValue {
	for _, p := range t.Params {
		if p.Name == name {
			return p.Value
		}
	}
	return pipelinev1.ParamValue{}
}

// secretsNeeded lists, for delivery, the Secrets that runs mount.
func secretsNeeded(_ context.Context, p *checker) []verify.Finding {
	if !p.tree.Ready() {
		return nil
	}
	var out []verify.Finding
	seen := map[string]bool{}
	for _, r := range p.runs {
		for _, w := range r.v.Spec.Workspaces {
			if w.Secret == nil || seen[r.v.Namespace+"/"+w.Secret.SecretName] {
				continue
			}
			seen[r.v.Namespace+"/"+w.Secret.SecretName] = true
			out = append(out, r.doc.Problem("spec.workspaces["+w.Name+"]", i18n.Textf("命名空间 %[1]s 中须有流水线的 Secret %[2]s", "the namespace %[1]s needs the pipeline's Secret %[2]s", r.v.Namespace, w.Secret.SecretName),
				i18n.Text{ZH: "在运行流水线前创建；检查不连集群，不知道它是否已经存在", EN: "create it before the pipeline runs; no cluster is asked, so that this is said even when it exists"}))
		}
	}
	return out
}
