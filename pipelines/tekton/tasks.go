package tekton

import (
	_ "embed"
	"fmt"
	"path"

	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/internal/yamlprint"
)

// The scripts of the tasks. They read parameters from the environment and from
// arguments only, so that no value is ever run as code.
var (
	//go:embed scripts/git-clone.sh
	cloneScript string
	//go:embed scripts/buildkit-build.sh
	buildScript string
	//go:embed scripts/kustomize-deploy.sh
	deployScript string
	//go:embed scripts/rollout-verify.sh
	verifyScript string
)

// Names of the shared tasks.
const (
	cloneTask  = "git-clone"
	buildTask  = "buildkit-build"
	deployTask = "kustomize-deploy"
	verifyTask = "rollout-verify"
)

// Images that the tasks run in. Each is a parameter's default, so that a
// platform can name its own copy.
const (
	gitImage      = "docker.io/alpine/git:v2.54.0"
	buildkitImage = "docker.io/moby/buildkit:v0.34.2-rootless"
	kubectlImage  = "docker.io/alpine/k8s:1.34.1"
)

// runner is the user that every step runs as; the rootless BuildKit image is
// made for this id, and one id for all keeps the shared workspace writable.
const runner int64 = 1000

// Tasks are the shared tasks, sorted by name.
func Tasks() []pipelinev1.Task {
	return []pipelinev1.Task{buildkitBuild(), gitClone(), kustomizeDeploy(), rolloutVerify()}
}

// Platform returns the shared tasks as files of the platform repository.
func Platform(lang i18n.Lang) (fileset.Set, error) {
	k := types.Kustomization{TypeMeta: types.TypeMeta{APIVersion: types.KustomizationVersion, Kind: types.KustomizationKind}}
	var files []fileset.File
	add := func(name string, obj any, title i18n.Text) error {
		header := i18n.Textf("%[1]s。重新生成: gantry migrate --platform（人工修改会被保留）",
			"%[2]s. Regenerate: gantry migrate --platform (edits by hand are kept)", title.ZH, title.EN).In(lang)
		content, err := yamlprint.Print(obj, yamlprint.Options{Header: []string{header}})
		if err != nil {
			return fmt.Errorf("generating the shared tasks: %w", err)
		}
		files = append(files, fileset.File{Path: path.Join(PlatformRoot, name), Mode: 0o644, Content: content})
		return nil
	}
	for _, t := range Tasks() {
		name := t.Name + ".yaml"
		k.Resources = append(k.Resources, name)
		if err := add(name, t, i18n.Text{ZH: "共享任务 " + t.Name, EN: "The shared task " + t.Name}); err != nil {
			return fileset.Set{}, err
		}
	}
	if err := add("kustomization.yaml", k, i18n.Text{ZH: "各应用流水线共用的任务", EN: "The tasks that the applications' pipelines share"}); err != nil {
		return fileset.Set{}, err
	}
	return fileset.New(files...)
}

func task(name, description string, spec pipelinev1.TaskSpec) pipelinev1.Task {
	spec.Description = description
	return pipelinev1.Task{
		TypeMeta:   metav1.TypeMeta{APIVersion: "tekton.dev/v1", Kind: "Task"},
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec:       spec,
	}
}

func gitClone() pipelinev1.Task {
	return task(cloneTask, "Clones one revision of a git repository into the workspace.", pipelinev1.TaskSpec{
		Params: []pipelinev1.ParamSpec{
			required("url", "URL of the repository, HTTPS or SSH."),
			optional("revision", "Branch, tag or commit.", "main"),
			optional("depth", "Commits of history to fetch; 0 fetches all.", "1"),
			optional("submodules", "Whether to fetch submodules too: true or false.", "false"),
			optional("image", "Image with git and a shell.", gitImage),
		},
		Workspaces: []pipelinev1.WorkspaceDeclaration{
			{Name: "source", Description: "Where the repository is cloned to; what is in it is removed."},
			{Name: "git-credentials", Optional: true, Description: "id_rsa or id_ed25519 with known_hosts, or .git-credentials with .gitconfig."},
		},
		Results: []pipelinev1.TaskResult{
			result("commit", "The commit that was cloned."),
			result("url", "The repository, as provenance names it."),
			result("committed-at", "Time of the commit in seconds since 1970, for reproducible builds."),
		},
		Steps: []pipelinev1.Step{{
			Name: "clone", Image: "$(params.image)", Script: cloneScript,
			Env: env("URL", "$(params.url)", "REVISION", "$(params.revision)", "DEPTH", "$(params.depth)", "SUBMODULES", "$(params.submodules)",
				"TARGET", "$(workspaces.source.path)", "CREDENTIALS_BOUND", "$(workspaces.git-credentials.bound)", "CREDENTIALS", "$(workspaces.git-credentials.path)",
				"RESULT_COMMIT", "$(results.commit.path)", "RESULT_URL", "$(results.url.path)", "RESULT_COMMITTED_AT", "$(results.committed-at.path)"),
			SecurityContext:  restricted(),
			ComputeResources: resources("100m", "128Mi", "512Mi"),
		}},
	})
}

func buildkitBuild() pipelinev1.Task {
	build := pipelinev1.Step{
		Name: "build", Image: "$(params.buildkit-image)", Script: buildScript,
		Args: []string{"$(params.build-args[*])"},
		Env: env("IMAGE", "$(params.image)", "TAG", "$(params.tag)", "CONTEXT", "$(params.context)", "DOCKERFILE", "$(params.dockerfile)",
			"TARGET", "$(params.target)", "PLATFORMS", "$(params.platforms)", "PUSH", "$(params.push)", "SOURCE_DATE_EPOCH", "$(params.source-date-epoch)",
			"SOURCE", "$(workspaces.source.path)", "CREDENTIALS_BOUND", "$(workspaces.registry-credentials.bound)", "CREDENTIALS", "$(workspaces.registry-credentials.path)",
			"RESULT_URL", "$(results.IMAGE_URL.path)", "RESULT_DIGEST", "$(results.IMAGE_DIGEST.path)"),
		SecurityContext:  rootlessBuilder(),
		ComputeResources: resources("500m", "1Gi", "4Gi"),
		VolumeMounts:     []corev1.VolumeMount{{Name: "buildkit", MountPath: "/home/user/.local/share/buildkit"}},
	}
	return task(buildTask, "Builds one image with a rootless BuildKit and pushes it; with push=false it only builds, which is how the test stage runs.", pipelinev1.TaskSpec{
		Params: []pipelinev1.ParamSpec{
			required("dockerfile", "Path of the Dockerfile in the source."),
			optional("context", "Build context in the source.", "."),
			optional("image", "Repository to push to, without tag.", ""),
			optional("tag", "Tag to push beside the digest.", "latest-build"),
			optional("target", "Stage to build; empty builds the last one.", ""),
			optional("platforms", "Platforms, separated by commas.", "linux/amd64"),
			optional("push", "Whether to push: true or false.", "true"),
			optional("source-date-epoch", "Timestamp of everything in the image, in seconds since 1970.", "0"),
			{Name: "build-args", Type: pipelinev1.ParamTypeArray, Description: "Build arguments as NAME=VALUE.", Default: list()},
			optional("buildkit-image", "Rootless BuildKit image.", buildkitImage),
		},
		Workspaces: []pipelinev1.WorkspaceDeclaration{
			{Name: "source", Description: "The cloned repository.", ReadOnly: true},
			{Name: "registry-credentials", Optional: true, Description: "A Secret of type kubernetes.io/dockerconfigjson."},
		},
		Results: []pipelinev1.TaskResult{
			result("IMAGE_URL", "Repository that the image was pushed to."),
			result("IMAGE_DIGEST", "Digest of what was pushed."),
		},
		Steps:   []pipelinev1.Step{build},
		Volumes: []corev1.Volume{{Name: "buildkit", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}},
	})
}

func kustomizeDeploy() pipelinev1.Task {
	return task(deployTask, "Puts the digests into an overlay's list of images and applies the overlay.", pipelinev1.TaskSpec{
		Params: []pipelinev1.ParamSpec{
			required("overlay", "Directory of the overlay in the source."),
			{Name: "images", Type: pipelinev1.ParamTypeArray, Description: "Images as NAME=REPOSITORY@DIGEST."},
			optional("image", "Image with kubectl, kustomize and a shell.", kubectlImage),
		},
		Workspaces: []pipelinev1.WorkspaceDeclaration{{Name: "source", Description: "The cloned repository."}},
		Steps: []pipelinev1.Step{{
			Name: "apply", Image: "$(params.image)", Script: deployScript, Args: []string{"$(params.images[*])"},
			Env:             env("SOURCE", "$(workspaces.source.path)", "OVERLAY", "$(params.overlay)"),
			SecurityContext: restricted(), ComputeResources: resources("100m", "128Mi", "512Mi"),
		}},
	})
}

func rolloutVerify() pipelinev1.Task {
	return task(verifyTask, "Waits for rollouts to finish and shows why when they do not.", pipelinev1.TaskSpec{
		Params: []pipelinev1.ParamSpec{
			required("namespace", "Namespace of the workloads."),
			{Name: "workloads", Type: pipelinev1.ParamTypeArray, Description: "Workloads as KIND/NAME."},
			optional("timeout", "How long one rollout may take.", "10m"),
			optional("image", "Image with kubectl and a shell.", kubectlImage),
		},
		Steps: []pipelinev1.Step{{
			Name: "wait", Image: "$(params.image)", Script: verifyScript, Args: []string{"$(params.workloads[*])"},
			Env:             env("NAMESPACE", "$(params.namespace)", "TIMEOUT", "$(params.timeout)"),
			SecurityContext: restricted(), ComputeResources: resources("50m", "64Mi", "256Mi"),
		}},
	})
}

func required(name, description string) pipelinev1.ParamSpec {
	return pipelinev1.ParamSpec{Name: name, Type: pipelinev1.ParamTypeString, Description: description}
}

func optional(name, description, value string) pipelinev1.ParamSpec {
	p := required(name, description)
	p.Default = pipelinev1.NewStructuredValues(value)
	return p
}

// list is an array value, also with fewer than two items.
func list(items ...string) *pipelinev1.ParamValue {
	return &pipelinev1.ParamValue{Type: pipelinev1.ParamTypeArray, ArrayVal: append([]string{}, items...)}
}

func result(name, description string) pipelinev1.TaskResult {
	return pipelinev1.TaskResult{Name: name, Type: pipelinev1.ResultsTypeString, Description: description}
}

func env(pairs ...string) []corev1.EnvVar {
	out := []corev1.EnvVar{{Name: "HOME", Value: "/tmp"}}
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, corev1.EnvVar{Name: pairs[i], Value: pairs[i+1]})
	}
	return out
}

func resources(cpu, memory, limit string) corev1.ResourceRequirements {
	return corev1.ResourceRequirements{
		Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(cpu), corev1.ResourceMemory: resource.MustParse(memory)},
		Limits:   corev1.ResourceList{corev1.ResourceMemory: resource.MustParse(limit)},
	}
}
