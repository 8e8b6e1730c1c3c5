package tekton

import (
	"github.com/tektoncd/pipeline/pkg/apis/pipeline/pod"
	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// URL is where the source is, or a stand-in that names the binding.
func URL(app generate.Application) string {
	if app.Pipeline.RepositoryURL != "" {
		return app.Pipeline.RepositoryURL
	}
	return "https://" + generate.Bound{Binding: "git.url"}.String() + "/" + app.Name + ".git"
}

// run is one run of the pipeline into an environment; it is created, not
// applied, since every run is an object of its own.
func (p *pipeline) run(env generate.Environment) object {
	return object{
		file:  "run-" + env.Name + ".yaml",
		title: i18n.Textf("运行一次流水线，部署到 %[1]s（kubectl create -f）", "One run of the pipeline into %[1]s (kubectl create -f)", env.Name),
		why:   []fileset.Why{because("spec.params[0].value"), {Field: "spec.params[2].value", Ref: generate.AppDecision(generate.AspectEnvironments)}},
		value: pipelinev1.PipelineRun{
			TypeMeta:   metav1.TypeMeta{APIVersion: "tekton.dev/v1", Kind: "PipelineRun"},
			ObjectMeta: metav1.ObjectMeta{GenerateName: p.app.Name + "-" + env.Name + "-", Namespace: p.namespace(), Labels: p.labels()},
			Spec: pipelinev1.PipelineRunSpec{
				PipelineRef: &pipelinev1.PipelineRef{Name: p.name()},
				Params:      params("url", URL(p.app), "overlay", overlayDir(env), "namespace", env.Namespace),
				Workspaces: []pipelinev1.WorkspaceBinding{
					{Name: sourceWorkspace, VolumeClaimTemplate: scratch()},
					{Name: registryWorkspace, Secret: &corev1.SecretVolumeSource{SecretName: RegistrySecret}},
					{Name: gitWorkspace, Secret: &corev1.SecretVolumeSource{SecretName: GitSecret}},
				},
				TaskRunTemplate: pipelinev1.PipelineTaskRunTemplate{ServiceAccountName: p.name(), PodTemplate: &pod.Template{
					SecurityContext: &corev1.PodSecurityContext{FSGroup: group()},
				}},
				Timeouts: &pipelinev1.TimeoutFields{Pipeline: minutes(120)},
			},
		},
	}
}

func group() *int64 {
	g := runner
	return &g
}

// scratch is a volume that lives as long as the run.
func scratch() *corev1.PersistentVolumeClaim {
	return &corev1.PersistentVolumeClaim{Spec: corev1.PersistentVolumeClaimSpec{
		AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
		// The smallest cloud disk on ACK has 20 GiB.
		Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("20Gi")}},
	}}
}
