package tekton

import (
	"path"
	"strings"
	"time"

	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	sourceWorkspace   = "source"
	registryWorkspace = "registry-credentials"
	gitWorkspace      = "git-credentials"
)

// definition is the Pipeline: clone, then tests and builds side by side, then
// one deployment of all digests, then the rollout.
func (p *pipeline) definition() object {
	spec := pipelinev1.PipelineSpec{
		Description: i18n.Textf("%[1]s：克隆一次，并行测试与构建，按摘要部署，观察发布。",
			"%[1]s: clone once, test and build in parallel, deploy by digest, watch the rollout.", p.app.Name).In(p.app.Lang),
		Params: append(p.placeParams(),
			optional("registry", p.say("镜像仓库地址与命名空间，组件名接在其后。", "Registry and namespace; the component's name follows."), p.registry()),
			optional("platforms", p.say("镜像平台，逗号分隔。", "Platforms of the images, separated by commas."), strings.Join(p.app.Pipeline.Platforms, ",")),
			p.rolloutParam()),
		Workspaces: []pipelinev1.PipelineWorkspaceDeclaration{
			p.sourceDeclaration(),
			{Name: registryWorkspace, Description: p.say("kubernetes.io/dockerconfigjson 类型的 Secret，可推送镜像。", "Secret of type kubernetes.io/dockerconfigjson that may push.")},
			p.gitDeclaration(),
		},
		Tasks: []pipelinev1.PipelineTask{p.clone()},
	}
	for _, w := range p.app.Workloads {
		build := p.build(w)
		if w.Build.GateTests {
			test := p.test(w)
			spec.Tasks = append(spec.Tasks, test)
			build.RunAfter = []string{test.Name}
		}
		spec.Tasks = append(spec.Tasks, build)
		spec.Results = append(spec.Results, pipelinev1.PipelineResult{
			Name: w.Name, Type: pipelinev1.ResultsTypeString,
			Description: p.say(w.Name+" 的镜像摘要", "The image of "+w.Name+" by digest"),
			Value:       *pipelinev1.NewStructuredValues(imageResult(w)),
		})
	}
	spec.Tasks = append(spec.Tasks, p.deploy(), p.verify())
	reasons := []fileset.Why{because(""), {Field: "spec.params[4].default", Ref: generate.AppDecision(generate.AspectRegistry)},
		{Field: "spec.params[5].default", Ref: generate.AppDecision(generate.AspectPlatforms)}}
	return object{file: "pipeline.yaml", title: i18n.Text{ZH: p.app.Name + " 的流水线", EN: "The pipeline of " + p.app.Name}, why: reasons,
		value: pipelinev1.Pipeline{
			TypeMeta:   metav1.TypeMeta{APIVersion: "tekton.dev/v1", Kind: "Pipeline"},
			ObjectMeta: metav1.ObjectMeta{Name: p.name(), Namespace: p.namespace(), Labels: p.labels()},
			Spec:       spec,
		}}
}

// promotion is the Pipeline that deploys images which were built before, by
// digest, so that what was tested is what the next environment runs.
func (p *pipeline) promotion() object {
	images := pipelinev1.ParamSpec{Name: "images", Type: pipelinev1.ParamTypeArray, Description: p.say(
		"已构建的镜像，形如 NAME=REPOSITORY@sha256:…，取自构建流水线的结果。", "Images that were built, as NAME=REPOSITORY@sha256:…, from the results of the pipeline that built them.")}
	deploy := p.deploy()
	deploy.Params = append(params("overlay", "$(params.overlay)"), pipelinev1.Param{Name: "images", Value: *list("$(params.images[*])")})
	deploy.RunAfter = []string{"clone"}
	spec := pipelinev1.PipelineSpec{
		Description: i18n.Textf("%[1]s：把已测试的镜像按摘要部署到下一个环境，不重新构建。",
			"%[1]s: deploy the images that were tested to the next environment by digest, without building again.", p.app.Name).In(p.app.Lang),
		Params:     append(p.placeParams(), images, p.rolloutParam()),
		Workspaces: []pipelinev1.PipelineWorkspaceDeclaration{p.sourceDeclaration(), p.gitDeclaration()},
		Tasks:      []pipelinev1.PipelineTask{p.clone(), deploy, p.verify()},
	}
	return object{file: "promotion.yaml", title: i18n.Text{ZH: p.app.Name + " 的晋级流水线", EN: "The promotion pipeline of " + p.app.Name},
		why: []fileset.Why{because("")},
		value: pipelinev1.Pipeline{
			TypeMeta:   metav1.TypeMeta{APIVersion: "tekton.dev/v1", Kind: "Pipeline"},
			ObjectMeta: metav1.ObjectMeta{Name: p.app.Name + "-promotion", Namespace: p.namespace(), Labels: p.labels()},
			Spec:       spec,
		}}
}

// placeParams say what is deployed from and where to.
func (p *pipeline) placeParams() []pipelinev1.ParamSpec {
	return []pipelinev1.ParamSpec{
		required("url", p.say("源代码仓库地址（HTTPS 或 SSH）。", "URL of the source repository, HTTPS or SSH.")),
		optional("revision", p.say("分支、标签或提交。", "Branch, tag or commit."), p.app.Pipeline.Branch),
		required("overlay", p.say("要部署的 Kustomize overlay 目录。", "Directory of the overlay to deploy.")),
		required("namespace", p.say("该 overlay 的命名空间。", "Namespace of that overlay.")),
	}
}

func (p *pipeline) rolloutParam() pipelinev1.ParamSpec {
	return optional("rollout-timeout", p.say("单个组件发布的最长时间。", "How long the rollout of one component may take."), "10m")
}

func (p *pipeline) sourceDeclaration() pipelinev1.PipelineWorkspaceDeclaration {
	return pipelinev1.PipelineWorkspaceDeclaration{Name: sourceWorkspace, Description: p.say("存放源代码的卷。", "Volume for the source.")}
}

func (p *pipeline) gitDeclaration() pipelinev1.PipelineWorkspaceDeclaration {
	return pipelinev1.PipelineWorkspaceDeclaration{Name: gitWorkspace, Optional: true,
		Description: p.say("拉取源代码的凭据，公开仓库不需要。", "Credentials for the source; a public repository needs none.")}
}

func (p *pipeline) name() string { return p.app.Name + "-delivery" }

func (p *pipeline) labels() map[string]string {
	return map[string]string{"app.kubernetes.io/name": p.name(), "app.kubernetes.io/part-of": p.app.Name}
}

func (p *pipeline) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(p.app.Lang) }

func (p *pipeline) registry() string {
	return p.app.Registry.Host.String() + "/" + p.app.Registry.Namespace
}

func (p *pipeline) clone() pipelinev1.PipelineTask {
	return pipelinev1.PipelineTask{
		Name: "clone", TaskRef: ref(cloneTask),
		Params:     params("url", "$(params.url)", "revision", "$(params.revision)"),
		Workspaces: []pipelinev1.WorkspacePipelineTaskBinding{bind(sourceWorkspace), bind(gitWorkspace)},
		Timeout:    minutes(10),
		Retries:    2,
	}
}

// test builds the stage of the Dockerfile that runs the unit tests, with the
// same tools and caches as the build.
func (p *pipeline) test(w generate.Workload) pipelinev1.PipelineTask {
	t := p.build(w)
	t.Name = "test-" + w.Name
	t.Params = params("dockerfile", w.Build.Dockerfile, "context", w.Build.Context, "target", "test", "push", "false",
		"source-date-epoch", "$(tasks.clone.results.committed-at)")
	return t
}

func (p *pipeline) build(w generate.Workload) pipelinev1.PipelineTask {
	return pipelinev1.PipelineTask{
		Name: "build-" + w.Name, TaskRef: ref(buildTask),
		Params: params("dockerfile", w.Build.Dockerfile, "context", w.Build.Context,
			"image", "$(params.registry)/"+w.Name, "tag", "$(tasks.clone.results.commit)",
			"platforms", "$(params.platforms)", "source-date-epoch", "$(tasks.clone.results.committed-at)"),
		Workspaces: []pipelinev1.WorkspacePipelineTaskBinding{bind(sourceWorkspace), bind(registryWorkspace)},
		Timeout:    minutes(40),
	}
}

func (p *pipeline) deploy() pipelinev1.PipelineTask {
	var images []string
	for _, w := range p.app.Workloads {
		images = append(images, w.Name+"="+imageResult(w))
	}
	return pipelinev1.PipelineTask{
		Name: "deploy", TaskRef: ref(deployTask),
		Params: append(params("overlay", "$(params.overlay)"),
			pipelinev1.Param{Name: "images", Value: *list(images...)}),
		Workspaces: []pipelinev1.WorkspacePipelineTaskBinding{bind(sourceWorkspace)},
		Timeout:    minutes(10),
	}
}

// verify waits for what keeps running; jobs have no rollout.
func (p *pipeline) verify() pipelinev1.PipelineTask {
	var workloads []string
	for _, w := range p.app.Workloads {
		switch w.Kind {
		case generate.Deployment, generate.StatefulSet:
			workloads = append(workloads, string(w.Kind)+"/"+w.Name)
		case generate.CronJob, generate.Job:
		}
	}
	return pipelinev1.PipelineTask{
		Name: "verify-rollout", TaskRef: ref(verifyTask), RunAfter: []string{"deploy"},
		Params: append(params("namespace", "$(params.namespace)", "timeout", "$(params.rollout-timeout)"),
			pipelinev1.Param{Name: "workloads", Value: *list(workloads...)}),
		Timeout: minutes(30),
	}
}

func imageResult(w generate.Workload) string {
	return "$(tasks.build-" + w.Name + ".results.IMAGE_URL)@$(tasks.build-" + w.Name + ".results.IMAGE_DIGEST)"
}

func ref(task string) *pipelinev1.TaskRef {
	return &pipelinev1.TaskRef{Name: task, Kind: pipelinev1.NamespacedTaskKind}
}

func bind(workspace string) pipelinev1.WorkspacePipelineTaskBinding {
	return pipelinev1.WorkspacePipelineTaskBinding{Name: workspace, Workspace: workspace}
}

func params(pairs ...string) pipelinev1.Params {
	var out pipelinev1.Params
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, pipelinev1.Param{Name: pairs[i], Value: *pipelinev1.NewStructuredValues(pairs[i+1])})
	}
	return out
}

func minutes(n int) *metav1.Duration {
	return &metav1.Duration{Duration: time.Duration(n) * time.Minute}
}

func overlayDir(env generate.Environment) string {
	return path.Join("deploy/kustomize/overlays", env.Name)
}
