package tekton_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/pipelines/tekton"
)

const bake = `target "orders" {
  context    = "orders"
  dockerfile = "server/Dockerfile"
  tags       = ["acr-domain.invalid/shop/orders:dev"]
}

target "nightly" {
  context    = "."
  dockerfile = "nightly/Dockerfile"
  tags       = ["acr-domain.invalid/shop/nightly:dev"]
}
`

const workloads = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  selector:
    matchLabels: {app.kubernetes.io/name: orders}
  template:
    metadata:
      labels: {app.kubernetes.io/name: orders}
    spec:
      containers:
      - name: orders
        image: orders
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: 30 2 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: nightly
            image: nightly
`

// generated is the pipeline of the golden files with the overlays and the builds that it speaks of.
func generated(t testing.TB) fstest.MapFS {
	t.Helper()
	set, err := tekton.Generate(application())
	if err != nil {
		t.Fatal(err)
	}
	tree := fstest.MapFS{}
	put := func(name, content string) { tree[name] = &fstest.MapFile{Data: []byte(content)} }
	for _, f := range set.Files() {
		put(f.Path, string(f.Content))
	}
	put("deploy/docker-bake.hcl", bake)
	put("orders/server/Dockerfile", "FROM scratch AS test\nFROM scratch\n")
	put("nightly/Dockerfile", "FROM scratch\n")
	put("deploy/kustomize/base/workloads.yaml", workloads)
	put("deploy/kustomize/base/kustomization.yaml", "resources:\n- workloads.yaml\n")
	for overlay, namespace := range map[string]string{"dev": "shop-dev", "prod": "retail-prod"} {
		put("deploy/kustomize/overlays/"+overlay+"/kustomization.yaml", "namespace: "+namespace+`
resources:
- ../../base
images:
- name: orders
  newName: acr-domain.invalid/shop/orders
  newTag: unbuilt
- name: nightly
  newName: acr-domain.invalid/shop/nightly
  newTag: unbuilt
`)
	}
	return tree
}

// found runs all checks and keeps what is about pipelines.
func found(t testing.TB, tree fstest.MapFS, ready bool) []verify.Finding {
	t.Helper()
	all, err := verify.Run(context.Background(), verify.Input{Tree: tree, Ready: ready, Checks: tekton.Checks()})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(f verify.Finding) bool {
		return !strings.HasPrefix(f.Check, "tekton.") && f.Check != "ready.pipeline-secret" && !strings.HasPrefix(f.Check, "kustomize.build")
	})
}

func printed(found []verify.Finding) string {
	var b strings.Builder
	if err := verify.Print(&b, found, "en"); err != nil {
		return err.Error()
	}
	return b.String()
}

func TestGeneratedPipelineHolds(t *testing.T) {
	if f := found(t, generated(t), false); len(f) > 0 {
		t.Error(printed(f))
	}
}

// The shared tasks, as the platform's repository holds them.
func TestPlatformHolds(t *testing.T) {
	tree := fstest.MapFS{}
	set := sets(t)["platform"]
	for _, f := range set.Files() {
		tree[f.Path] = &fstest.MapFile{Data: f.Content}
	}
	if f, err := verify.Run(context.Background(), verify.Input{Tree: tree, Checks: tekton.Checks()}); err != nil || len(f) > 0 {
		t.Errorf("%v\n%s", err, printed(f))
	}
}

func TestPipelineWithOneThingWrong(t *testing.T) {
	const (
		pipeline = "deploy/tekton/pipeline.yaml"
		run      = "deploy/tekton/run-dev.yaml"
		overlay  = "deploy/kustomize/overlays/dev/kustomization.yaml"
	)
	for name, c := range map[string]struct{ path, old, new, want, says string }{
		"unknown field":         {pipeline, "runAfter:", "runsAfter:", "tekton.schema", `there is no field spec.tasks[2].runsAfter`},
		"unknown kind":          {run, "kind: PipelineRun", "kind: PipelineRuns", "tekton.schema", "has no PipelineRuns"},
		"unknown order":         {pipeline, "    - test-orders\n", "    - test-order\n", "tekton.validate", "pipeline.yaml:"},
		"unknown parameter":     {pipeline, "$(params.url)", "$(params.uri)", "tekton.validate", "params.uri"},
		"unknown task":          {pipeline, "      name: git-clone\n", "      name: git-cloner\n", "tekton.task", "there is no task git-cloner"},
		"parameter of no task":  {pipeline, "    - name: dockerfile\n", "    - name: docker-file\n", "tekton.task", "docker-file"},
		"required parameter":    {pipeline, "    - name: overlay\n      value: $(params.overlay)\n", "", "tekton.task", "overlay"},
		"type of parameter":     {pipeline, "      value: $(params.platforms)", "      value: [linux/amd64]", "tekton.task", "type array"},
		"workspace of no task":  {pipeline, "    - name: git-credentials\n      workspace: git-credentials", "    - name: git\n      workspace: git-credentials", "tekton.task", "no workspace git"},
		"required workspace":    {pipeline, "    workspaces:\n    - name: source\n      workspace: source\n    - name: git-credentials\n      workspace: git-credentials\n", "", "tekton.task", "does not bind the workspace source"},
		"undeclared result":     {pipeline, "$(tasks.clone.results.commit)", "$(tasks.clone.results.sha)", "tekton.task", "no result sha"},
		"run without parameter": {run, "  - name: namespace\n    value: shop-dev\n", "", "tekton.run", "namespace"},
		"run with another":      {run, "  - name: url\n", "  - name: uri\n    value: x\n  - name: url\n", "tekton.run", "no parameter uri"},
		"run without workspace": {run, "  - name: registry-credentials\n    secret:\n      secretName: registry-credentials\n", "", "tekton.run", "registry-credentials"},
		"run of nothing":        {run, "    name: shop-delivery\n  params", "    name: shop\n  params", "tekton.run", "there is no pipeline shop"},
		"overlay":               {run, "overlays/dev", "overlays/test", "tekton.overlay", "there is no overlay deploy/kustomize/overlays/test"},
		"namespace":             {run, "value: shop-dev", "value: shop-test", "tekton.overlay", "watches the namespace shop-test"},
		"mistyped image":        {pipeline, "- orders=$(", "- order=$(", "tekton.digest", "needs the image orders"},
		"image by tag":          {pipeline, "- nightly=$(tasks.build-nightly.results.IMAGE_URL)@$(tasks.build-nightly.results.IMAGE_DIGEST)", "- nightly=$(params.registry)/nightly:1", "tekton.digest", "the digest of the build build-nightly is not deployed"},
		"image of overlay":      {overlay, "- name: nightly\n  newName: acr-domain.invalid/shop/nightly\n  newTag: unbuilt\n", "", "tekton.digest", "have no nightly"},
		"rollout":               {pipeline, "- deployment/orders", "- deployment/order", "tekton.rollout", "deployment/orders is deployed"},
		"service account":       {run, "serviceAccountName: shop-delivery", "serviceAccountName: delivery", "tekton.identity", "there is no ServiceAccount delivery"},
		"no rights":             {"deploy/tekton/rolebinding-dev.yaml", "namespace: shop-dev", "namespace: shop-test", "tekton.identity", "has no rights in the namespace shop-dev"},
		"too few rights":        {"deploy/tekton/role-dev.yaml", "  - cronjobs\n", "", "tekton.identity", "may not create cronjobs"},
		"bake builds another":   {"deploy/docker-bake.hcl", `"server/Dockerfile"`, `"Dockerfile"`, "tekton.bake", "orders/server/Dockerfile"},
		"bake builds less":      {"deploy/docker-bake.hcl", "shop/nightly:dev", "shop/daily:dev", "tekton.bake", "does not build daily"},
	} {
		t.Run(name, func(t *testing.T) {
			tree := generated(t)
			content := string(tree[c.path].Data)
			if !strings.Contains(content, c.old) {
				t.Fatalf("%s does not hold %q", c.path, c.old)
			}
			tree[c.path] = &fstest.MapFile{Data: []byte(strings.Replace(content, c.old, c.new, 1))}
			f := found(t, tree, false)
			var ids []string
			for _, one := range f {
				ids = append(ids, one.Check)
				if !one.Message.Complete() || !one.Remedy.Complete() {
					t.Errorf("incomplete: %+v", one)
				}
			}
			slices.Sort(ids)
			if d := cmp.Diff(c.want, strings.Join(slices.Compact(ids), " ")); d != "" {
				t.Errorf("%s%s", d, printed(f))
			}
			if !strings.Contains(printed(f), c.says) {
				t.Errorf("does not say %q:\n%s", c.says, printed(f))
			}
		})
	}
}

func TestReadyListsSecretsOfThePipeline(t *testing.T) {
	f := found(t, generated(t), true)
	if got := printed(f); len(f) != 2 || !strings.Contains(got, "registry-credentials") || !strings.Contains(got, "git-credentials") {
		t.Errorf("got %d:\n%s", len(f), got)
	}
}
