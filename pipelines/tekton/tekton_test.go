package tekton_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	"sigs.k8s.io/yaml"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/pipelines/tekton"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func application() generate.Application {
	app := generate.Application{
		Name: "shop", Lang: i18n.EN,
		Environments: []generate.Environment{{Name: "dev", Namespace: "shop-dev"}, {Name: "prod", Namespace: "retail-prod"}},
		Registry:     generate.Registry{Host: generate.Bound{Binding: "acr.domain"}, Namespace: "shop"},
		Pipeline:     generate.Pipeline{Branch: "main", Platforms: []string{"linux/amd64", "linux/arm64"}},
		Workloads: []generate.Workload{
			{Name: "orders", Kind: generate.Deployment, Build: generate.Build{Context: "orders", Dockerfile: "orders/server/Dockerfile", Tests: true, GateTests: true}},
			{Name: "nightly", Kind: generate.CronJob, Build: generate.Build{Context: ".", Dockerfile: "nightly/Dockerfile", Tests: true}},
		},
	}
	for _, a := range []string{generate.AspectPipeline, generate.AspectEnvironments, generate.AspectRegistry, generate.AspectPlatforms} {
		app.Decisions = append(app.Decisions, generate.Decision{ID: generate.AppDecision(a)})
	}
	return app
}

func sets(t *testing.T) map[string]fileset.Set {
	t.Helper()
	app, err := tekton.Generate(application())
	if err != nil {
		t.Fatal(err)
	}
	platform, err := tekton.Platform(i18n.EN)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]fileset.Set{"application": app, "platform": platform}
}

func TestGolden(t *testing.T) {
	for name, set := range sets(t) {
		var got strings.Builder
		for _, f := range set.Files() {
			fmt.Fprintf(&got, "-- %s --\n%s", f.Path, f.Content)
		}
		golden := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got.String()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// What Tekton's admission would say of the objects.
func TestTektonAccepts(t *testing.T) {
	ctx := context.Background()
	for _, task := range tekton.Tasks() {
		task.SetDefaults(ctx)
		if err := task.Validate(ctx); err != nil {
			t.Errorf("task %s: %v", task.Name, err)
		}
	}
	set := sets(t)["application"]
	for _, name := range []string{"pipeline", "promotion"} {
		f, _ := set.Lookup("deploy/tekton/" + name + ".yaml")
		var p pipelinev1.Pipeline
		if err := yaml.UnmarshalStrict(f.Content, &p); err != nil {
			t.Fatal(err)
		}
		p.SetDefaults(ctx)
		if err := p.Validate(ctx); err != nil {
			t.Error(name, err)
		}
	}
	f, _ := set.Lookup("deploy/tekton/run-dev.yaml")
	var r pipelinev1.PipelineRun
	if err := yaml.UnmarshalStrict(f.Content, &r); err != nil {
		t.Fatal(err)
	}
	r.SetDefaults(ctx)
	if err := r.Spec.Validate(ctx); err != nil {
		t.Error(err)
	}
}

// Every parameter and workspace that a task is given exists in it, everything
// that it requires is given, and every result that is read is declared:
// admission looks at none of these.
func TestPipelineFitsTasks(t *testing.T) {
	for _, name := range []string{"pipeline", "promotion"} {
		t.Run(name, func(t *testing.T) { fitsTasks(t, name) })
	}
}

func fitsTasks(t *testing.T, name string) {
	t.Helper()
	f, _ := sets(t)["application"].Lookup("deploy/tekton/" + name + ".yaml")
	var p pipelinev1.Pipeline
	if err := yaml.UnmarshalStrict(f.Content, &p); err != nil {
		t.Fatal(err)
	}
	tasks := map[string]pipelinev1.Task{}
	for _, task := range tekton.Tasks() {
		tasks[task.Name] = task
	}
	for _, pt := range p.Spec.Tasks {
		task, ok := tasks[pt.TaskRef.Name]
		if !ok {
			t.Errorf("%s refers to the unknown task %s", pt.Name, pt.TaskRef.Name)
			continue
		}
		given := map[string]bool{}
		for _, param := range pt.Params {
			given[param.Name] = true
		}
		for _, spec := range task.Spec.Params {
			if spec.Default == nil && !given[spec.Name] {
				t.Errorf("%s lacks the parameter %s", pt.Name, spec.Name)
			}
			delete(given, spec.Name)
		}
		for name := range given {
			t.Errorf("%s has the unknown parameter %s", pt.Name, name)
		}
	}
}

// Tests come before the build that ships, and every image is handed over by digest.
func TestOrderAndDigests(t *testing.T) {
	f, _ := sets(t)["application"].Lookup("deploy/tekton/pipeline.yaml")
	var p pipelinev1.Pipeline
	if err := yaml.UnmarshalStrict(f.Content, &p); err != nil {
		t.Fatal(err)
	}
	byName := map[string]pipelinev1.PipelineTask{}
	for _, pt := range p.Spec.Tasks {
		byName[pt.Name] = pt
	}
	if d := cmp.Diff([]string{"test-orders"}, byName["build-orders"].RunAfter); d != "" {
		t.Error(d)
	}
	if _, ok := byName["test-nightly"]; ok {
		t.Error("tests that hold nothing up have a test task")
	}
	want := []string{
		"orders=$(tasks.build-orders.results.IMAGE_URL)@$(tasks.build-orders.results.IMAGE_DIGEST)",
		"nightly=$(tasks.build-nightly.results.IMAGE_URL)@$(tasks.build-nightly.results.IMAGE_DIGEST)",
	}
	for _, param := range byName["deploy"].Params {
		if param.Name == "images" {
			if d := cmp.Diff(want, param.Value.ArrayVal); d != "" {
				t.Error(d)
			}
		}
	}
	for _, param := range byName["verify-rollout"].Params {
		if param.Name == "workloads" && !cmp.Equal([]string{"deployment/orders"}, param.Value.ArrayVal) {
			t.Errorf("rollouts watched: %v", param.Value.ArrayVal)
		}
	}
}

// The build script hands every argument on as it is, blanks and quotes included.
func TestBuildScriptArguments(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell on this system; the scripts run in Linux containers")
	}
	dir := t.TempDir()
	fake := filepath.Join(dir, "buildctl-daemonless.sh")
	record := `#!/bin/sh
for a in "$@"; do printf '%s\n' "$a"; done >"$RECORD"
printf '{"containerimage.digest": "sha256:%064d"}' 7 >"$METADATA"
`
	if err := os.WriteFile(fake, []byte(record), 0o755); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("scripts/buildkit-build.sh")
	if err != nil {
		t.Fatal(err)
	}
	metadata := filepath.Join(dir, "metadata.json")
	body := strings.ReplaceAll(string(script), "/tmp/metadata.json", metadata)
	cmd := exec.Command(sh, "-c", body, "build", "A=b c", `Q="x" $(id)`)
	cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), "RECORD="+filepath.Join(dir, "args"), "METADATA="+metadata,
		"IMAGE=reg.example.com/shop/orders", "TAG=abc", "CONTEXT=.", "DOCKERFILE=orders/Dockerfile", "TARGET=", "PLATFORMS=linux/amd64", "PUSH=true",
		"SOURCE_DATE_EPOCH=1", "SOURCE=/src", "CREDENTIALS_BOUND=false", "CREDENTIALS=", "RESULT_URL="+filepath.Join(dir, "url"), "RESULT_DIGEST="+filepath.Join(dir, "digest"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	args, err := os.ReadFile(filepath.Join(dir, "args"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"build-arg:A=b c\n", "build-arg:Q=\"x\" $(id)\n", "filename=Dockerfile\n", "dockerfile=/src/orders\n"} {
		if !strings.Contains(string(args), want) {
			t.Errorf("arguments lack %q:\n%s", want, args)
		}
	}
	digest, err := os.ReadFile(filepath.Join(dir, "digest"))
	if err != nil || !strings.HasPrefix(string(digest), "sha256:0000") {
		t.Errorf("digest %q, %v", digest, err)
	}
}
