package tekton

import (
	"context"
	"regexp"
	"slices"
	"strings"

	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// tasksFit holds every task of a pipeline against the Task that it runs, which
// Tekton's admission does not.
func tasksFit(_ context.Context, p *checker) []verify.Finding {
	var out []verify.Finding
	for _, o := range p.pipelines {
		for _, t := range allTasks(o.v) {
			spec, name, known := p.spec(t)
			if !known {
				if t.TaskRef != nil && t.TaskRef.Resolver == "" && t.TaskRef.Name != "" {
					out = append(out, o.doc.Problem(field(t, ".taskRef.name"), i18n.Textf("任务 %[1]s 不存在", "there is no task %[1]s", t.TaskRef.Name),
						i18n.Text{ZH: "用共享任务之一，或把该 Task 放进目录树", EN: "use one of the shared tasks, or put the Task into the tree"}))
				}
				continue
			}
			f := fit{doc: o.doc, task: t, spec: spec, name: name}
			out = append(out, f.params()...)
			out = append(out, f.workspaces()...)
		}
		out = append(out, p.results(o)...)
	}
	return out
}

// fit is one task of a pipeline beside the Task that it runs.
type fit struct {
	doc  *verify.Document
	task pipelinev1.PipelineTask
	spec *pipelinev1.TaskSpec
	name string
}

func (f fit) params() []verify.Finding {
	var out []verify.Finding
	given := slices.Clone(f.task.Params)
	if f.task.Matrix != nil {
		given = append(given, f.task.Matrix.Params...)
		for _, i := range f.task.Matrix.Include {
			given = append(given, i.Params...)
		}
	}
	for _, g := range given {
		i := slices.IndexFunc(f.spec.Params, func(s pipelinev1.ParamSpec) bool { return s.Name == g.Name })
		switch {
		case i < 0:
			out = append(out, f.doc.Problem(field(f.task, ".params["+g.Name+"]"), i18n.Textf("任务 %[2]s 没有参数 %[1]s", "the task %[2]s has no parameter %[1]s", g.Name, f.name),
				i18n.Text{ZH: "改正参数名，或去掉它", EN: "correct the parameter's name, or remove it"}))
		case f.task.Matrix == nil && !sameType(f.spec.Params[i].Type, g.Value):
			out = append(out, f.doc.Problem(field(f.task, ".params["+g.Name+"]"),
				i18n.Textf("参数 %[1]s 应为 %[2]s，给的是 %[3]s", "the parameter %[1]s is of type %[2]s, and is given a value of type %[3]s", g.Name, f.spec.Params[i].Type, g.Value.Type),
				i18n.Text{ZH: "改成任务声明的类型", EN: "give it a value of the type that the task declares"}))
		}
	}
	for _, s := range f.spec.Params {
		if s.Default != nil || slices.ContainsFunc(given, func(g pipelinev1.Param) bool { return g.Name == s.Name }) {
			continue
		}
		out = append(out, f.doc.Problem(field(f.task, ""), i18n.Textf("%[1]s 没有给任务 %[3]s 的必填参数 %[2]s", "%[1]s does not give the task %[3]s its required parameter %[2]s", f.task.Name, s.Name, f.name),
			i18n.Textf("在 params 中加上 %[1]s", "add %[1]s to params", s.Name)))
	}
	return out
}

// sameType lets a reference to a whole array or object through: it is text until it is replaced.
func sameType(want pipelinev1.ParamType, value pipelinev1.ParamValue) bool {
	if want == "" || value.Type == want {
		return true
	}
	return value.Type == pipelinev1.ParamTypeString && strings.HasPrefix(value.StringVal, "$(") && strings.HasSuffix(value.StringVal, "[*])")
}

func (f fit) workspaces() []verify.Finding {
	var out []verify.Finding
	for _, w := range f.task.Workspaces {
		if !slices.ContainsFunc(f.spec.Workspaces, func(d pipelinev1.WorkspaceDeclaration) bool { return d.Name == w.Name }) {
			out = append(out, f.doc.Problem(field(f.task, ".workspaces["+w.Name+"]"), i18n.Textf("任务 %[2]s 没有工作区 %[1]s", "the task %[2]s has no workspace %[1]s", w.Name, f.name),
				i18n.Text{ZH: "改正工作区名，或去掉它", EN: "correct the workspace's name, or remove it"}))
		}
	}
	for _, d := range f.spec.Workspaces {
		if d.Optional || slices.ContainsFunc(f.task.Workspaces, func(w pipelinev1.WorkspacePipelineTaskBinding) bool { return w.Name == d.Name }) {
			continue
		}
		out = append(out, f.doc.Problem(field(f.task, ""), i18n.Textf("%[1]s 没有绑定任务 %[3]s 的工作区 %[2]s", "%[1]s does not bind the workspace %[2]s of the task %[3]s", f.task.Name, d.Name, f.name),
			i18n.Textf("在 workspaces 中加上 %[1]s", "add %[1]s to workspaces", d.Name)))
	}
	return out
}

var resultRE = regexp.MustCompile(`\$\(tasks\.([A-Za-z0-9_-]+)\.results\.([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?\)`)

// results checks that every result which is read is one that its task declares.
func (p *checker) results(o located[*pipelinev1.Pipeline]) []verify.Finding {
	raw, err := o.doc.JSON()
	if err != nil {
		return nil
	}
	var out []verify.Finding
	seen := map[string]bool{}
	for _, m := range resultRE.FindAllStringSubmatch(string(raw), -1) {
		i := slices.IndexFunc(o.v.Spec.Tasks, func(t pipelinev1.PipelineTask) bool { return t.Name == m[1] })
		if i < 0 || seen[m[0]] {
			continue // a task that is not there is found by Tekton itself
		}
		seen[m[0]] = true
		spec, name, known := p.spec(o.v.Spec.Tasks[i])
		if !known || slices.ContainsFunc(spec.Results, func(r pipelinev1.TaskResult) bool { return r.Name == m[2] }) {
			continue
		}
		out = append(out, o.doc.ProblemAt(m[0], i18n.Textf("任务 %[2]s 没有结果 %[1]s", "the task %[2]s has no result %[1]s", m[2], name),
			i18n.Text{ZH: "改成任务声明的结果名", EN: "use a result that the task declares"}))
	}
	return out
}
