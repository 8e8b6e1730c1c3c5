package verify_test

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// shop is a small application that holds in every respect: the tree, and the
// source that its build reads.
func shop(t testing.TB) (tree, source fstest.MapFS) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/shop.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tree, source = fstest.MapFS{}, fstest.MapFS{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "source/"); ok {
			source[name] = &fstest.MapFile{Data: f.Data}
			continue
		}
		tree[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return tree, source
}

func run(t testing.TB, tree, source fs.FS, ready bool) []verify.Finding {
	t.Helper()
	found, err := verify.Run(context.Background(), verify.Input{Tree: tree, Source: source, Ready: ready})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !f.Message.Complete() || !f.Remedy.Complete() || f.Check == "" || f.Path == "" {
			t.Errorf("incomplete finding: %+v", f)
		}
	}
	return found
}

func checks(found []verify.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Check)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func text(found []verify.Finding, lang i18n.Lang) string {
	var b strings.Builder
	if err := verify.Print(&b, found, lang); err != nil {
		return err.Error()
	}
	return b.String()
}

func TestNothingFound(t *testing.T) {
	tree, source := shop(t)
	if found := run(t, tree, source, false); len(found) > 0 {
		t.Errorf("found in a tree that holds:\n%s", text(found, "en"))
	}
}

// edit changes one text of one file.
type edit struct{ path, old, new string }

// TestOneThingWrong breaks one thing at a time and expects exactly the checks
// that are about it.
func TestOneThingWrong(t *testing.T) {
	const (
		docker     = "orders/Dockerfile"
		deployment = "deploy/kustomize/base/orders/deployment.yaml"
		base       = "deploy/kustomize/base/orders/"
		dev        = "deploy/kustomize/overlays/dev/"
		prod       = "deploy/kustomize/overlays/prod/"
		bake       = "deploy/docker-bake.hcl"
	)
	for name, c := range map[string]struct {
		edits []edit
		want  string // checks, separated by blanks
		at    string // path:line of the first of them
	}{
		"unknown instruction":     {[]edit{{docker, "WORKDIR /app", "WORKDIRS /app"}}, "dockerfile.parse", "orders/Dockerfile:13"},
		"lint":                    {[]edit{{docker, "FROM deps AS test", "FROM deps as test"}}, "dockerfile.lint", "orders/Dockerfile:8"},
		"secret in ENV":           {[]edit{{docker, "WORKDIR /app", "WORKDIR /app\nENV DB_PASSWORD=x"}}, "dockerfile.lint", "orders/Dockerfile:14"},
		"shell form":              {[]edit{{docker, `["node", "src/main.js"]`, `node src/main.js`}}, "dockerfile.lint", "orders/Dockerfile:19"},
		"shell without exec":      {[]edit{{docker, `["node", "src/main.js"]`, `["sh", "-c", "node src/main.js"]`}}, "dockerfile.entry-point", "orders/Dockerfile:19"},
		"mistyped stage":          {[]edit{{docker, "--from=deps", "--from=dep"}}, "dockerfile.stage", "orders/Dockerfile:14"},
		"later stage":             {[]edit{{docker, "RUN npm test", "COPY --from=2 /x /y"}}, "dockerfile.build dockerfile.stage", "orders/Dockerfile:10"},
		"mount from nothing":      {[]edit{{docker, "RUN npm test", "RUN --mount=type=bind,from=nope,target=/x npm test"}}, "dockerfile.stage", "orders/Dockerfile:10"},
		"mount of no file":        {[]edit{{docker, "RUN npm test", "RUN --mount=type=bind,source=nope,target=/x npm test"}}, "dockerfile.copy-source", "orders/Dockerfile:10"},
		"missing source":          {[]edit{{docker, "COPY package.json", "COPY package-lock.json"}}, "dockerfile.copy-source", "orders/Dockerfile:5"},
		"source outside":          {[]edit{{docker, "COPY package.json", "COPY ../package.json"}}, "", ""},
		"pattern without a match": {[]edit{{docker, "COPY package.json", "COPY *.lock"}}, "dockerfile.copy-source", "orders/Dockerfile:5"},
		"ignored source":          {[]edit{{docker + ".dockerignore", ".git", "src"}}, "dockerfile.copy-source", "orders/Dockerfile:9"},
		"all but one ignored":     {[]edit{{docker + ".dockerignore", ".git", "**\n!src/main.js\n!package.json"}}, "", ""},
		"bad ignore file":         {[]edit{{docker + ".dockerignore", ".git", "[a"}}, "dockerfile.ignore-file", "orders/Dockerfile.dockerignore"},
		"latest base":             {[]edit{{docker, "node:22-bookworm-slim\nWORKDIR /app", "node\nWORKDIR /app"}}, "dockerfile.base-tag", "orders/Dockerfile:12"},
		"root":                    {[]edit{{docker, "USER 10001:10001", "USER 0"}}, "dockerfile.user", "orders/Dockerfile:16"},
		"named user":              {[]edit{{docker, "USER 10001:10001", "USER node"}}, "dockerfile.user", "orders/Dockerfile:16"},
		"no user":                 {[]edit{{docker, "USER 10001:10001\n", ""}}, "dockerfile.user", "orders/Dockerfile:12"},
		"no process":              {[]edit{{docker, "FROM ${REGISTRY}node:22-bookworm-slim\n", "FROM scratch\n"}, {docker, "ENTRYPOINT [\"node\", \"src/main.js\"]\n", ""}}, "dockerfile.entry-point", "orders/Dockerfile:12"},
		"download":                {[]edit{{docker, "RUN npm test", "ADD https://example.com/x.tgz /x/"}}, "dockerfile.add-url", "orders/Dockerfile:10"},
		"other port":              {[]edit{{docker, "EXPOSE 8081", "EXPOSE 8080"}}, "dockerfile.expose", "orders/Dockerfile:17"},
		"no build output":         {[]edit{{docker, "FROM deps AS test", "FROM nowhere/${NOPE} AS test"}}, "dockerfile.base-tag dockerfile.build dockerfile.lint", ""},

		"bake syntax":      {[]edit{{bake, "context    =", "context    "}}, "bake.parse", "deploy/docker-bake.hcl:14"},
		"bake loop":        {[]edit{{bake, `tags     = []`, `tags = [for a in [1]: "x"]`}}, "bake.parse", ""},
		"bake variable":    {[]edit{{bake, "${TAG}", "${TAGS}"}}, "bake.parse", "deploy/docker-bake.hcl:16"},
		"bake context":     {[]edit{{bake, `"orders"` + "\n  dockerfile", `"order"` + "\n  dockerfile"}}, "build.paths", "deploy/docker-bake.hcl:13"},
		"bake dockerfile":  {[]edit{{bake, `"Dockerfile"`, `"Dockerfile.x"`}}, "build.paths", "deploy/docker-bake.hcl:13"},
		"bake stage":       {[]edit{{bake, `"test"`, `"tests"`}}, "build.stage", "deploy/docker-bake.hcl:19"},
		"other repository": {[]edit{{bake, "acr-domain.invalid/shop", "acr-domain.invalid/shops"}}, "bake.images", "deploy/docker-bake.hcl:13"},
		"built, not run":   {[]edit{{bake, "}/orders:", "}/order:"}}, "bake.images", "deploy/docker-bake.hcl:13"},

		"YAML":                   {[]edit{{deployment, "  template:", "\ttemplate:"}}, "yaml.parse", "deploy/kustomize/base/orders/deployment.yaml:10"},
		"key twice":              {[]edit{{base + "service.yaml", "    port: 80", "    port: 81\n    port: 80"}}, "kustomize.build yaml.duplicate-key", ""},
		"unknown field":          {[]edit{{deployment, "serviceAccountName", "serviceAcountName"}}, "k8s.schema", "deploy/kustomize/base/orders/deployment.yaml:51"},
		"wrong type":             {[]edit{{deployment, "containerPort: 8081", "containerPort: x"}}, "k8s.schema", "deployment.yaml:27"},
		"kustomize field":        {[]edit{{dev + "kustomization.yaml", "patches:", "patchez:"}}, "kustomize.parse", ""},
		"URL":                    {[]edit{{dev + "kustomization.yaml", "- ../../base", "- ../../base\n- https://example.com/x.yaml"}}, "kustomize.remote", "deploy/kustomize/overlays/dev/kustomization.yaml:6"},
		"git":                    {[]edit{{dev + "kustomization.yaml", "- ../../base", "- ../../base\n- github.com/a/b"}}, "kustomize.remote", "deploy/kustomize/overlays/dev/kustomization.yaml:6"},
		"git by user":            {[]edit{{dev + "kustomization.yaml", "- ../../base", "- ../../base\n- git@host:a/b"}}, "kustomize.remote", ""},
		"URL component":          {[]edit{{prod + "kustomization.yaml", "- ../../components/ingress", "- HTTPS://example.com/x"}}, "kustomize.remote", ""},
		"URL patch":              {[]edit{{dev + "kustomization.yaml", "path: orders-resources.yaml", "path: http://example.com/x.yaml"}}, "kustomize.orphan kustomize.remote", ""},
		"URL data":               {[]edit{{base + "kustomization.yaml", "literals:\n  - NODE_ENV=production", "files:\n  - a=https://example.com/x"}}, "kustomize.remote", ""},
		"URL crd":                {[]edit{{dev + "kustomization.yaml", "resources:", "crds:\n- https://example.com/x\nresources:"}}, "kustomize.remote", ""},
		"URL schema":             {[]edit{{dev + "kustomization.yaml", "resources:", "openapi:\n  path: https://example.com/x\nresources:"}}, "kustomize.remote", ""},
		"URL by another case":    {[]edit{{dev + "kustomization.yaml", "resources:\n", "Resources:\n- https://example.com/x\n"}}, "kustomize.remote", ""},
		"deprecated":             {[]edit{{dev + "kustomization.yaml", "resources:", "commonLabels:\n  a: b\nbases:"}}, "kustomize.deprecated", "deploy/kustomize/overlays/dev/kustomization.yaml:4"},
		"chart":                  {[]edit{{dev + "kustomization.yaml", "resources:", "helmCharts:\n- name: x\nresources:"}}, "kustomize.plugin", "deploy/kustomize/overlays/dev/kustomization.yaml:4"},
		"generator":              {[]edit{{dev + "kustomization.yaml", "resources:", "generators:\n- |-\n  apiVersion: x/v1\n  kind: X\n  metadata:\n    name: x\nresources:"}}, "kustomize.plugin", ""},
		"escape":                 {[]edit{{dev + "kustomization.yaml", "- ../../base", "- ../../base\n- ../../../../../etc"}}, "kustomize.reference", ""},
		"absolute":               {[]edit{{dev + "kustomization.yaml", "- ../../base", "- ../../base\n- /etc/passwd"}}, "kustomize.reference", ""},
		"missing resource":       {[]edit{{dev + "kustomization.yaml", "- ../../base", "- ../../base\n- nope.yaml"}}, "kustomize.reference", ""},
		"cycle":                  {[]edit{{"deploy/kustomize/base/kustomization.yaml", "- orders", "- orders\n- ../base"}}, "kustomize.reference", ""},
		"copying patch":          {[]edit{{dev + "kustomization.yaml", "patches:", "patches:\n- target:\n    kind: Deployment\n  patch: |-\n    - op: copy\n      from: /spec\n      path: /spec/x"}}, "kustomize.size", ""},
		"patch of nothing":       {[]edit{{dev + "orders-resources.yaml", "  name: orders\n", "  name: order\n"}}, "kustomize.build", ""},
		"orphan":                 {[]edit{{prod + "kustomization.yaml", "- hpa.yaml\n", ""}}, "kustomize.orphan", "deploy/kustomize/overlays/prod/hpa.yaml"},
		"image replaces nothing": {[]edit{{dev + "kustomization.yaml", "- name: orders\n  newName: acr-domain.invalid/shop/orders", "- name: order\n  newName: acr-domain.invalid/shop/order"}}, "k8s.image kustomize.images", ""},

		"name":               {[]edit{{base + "serviceaccount.yaml", "name: orders", "name: Orders"}}, "k8s.name k8s.service-account", ""},
		"label":              {[]edit{{deployment, "app.kubernetes.io/name: orders\nspec", "app.kubernetes.io/name: orders/x\nspec"}}, "k8s.label", "deploy/kustomize/base/orders/deployment.yaml:6"},
		"no namespace":       {[]edit{{dev + "kustomization.yaml", "namespace: shop-dev\n", ""}}, "k8s.namespace", ""},
		"selector":           {[]edit{{deployment, "    matchLabels:\n      app.kubernetes.io/name: orders", "    matchLabels:\n      app.kubernetes.io/name: other"}}, "k8s.selector", ""},
		"port name":          {[]edit{{deployment, "- name: http", "- name: http-of-the-orders"}}, "k8s.network-policy k8s.port k8s.probe-port k8s.service", ""},
		"probe port":         {[]edit{{deployment, "            port: http", "            port: web"}}, "k8s.probe-port", "deploy/kustomize/base/orders/deployment.yaml:42"},
		"no readiness":       {[]edit{{deployment, "readinessProbe", "livenessProbe"}}, "k8s.readiness", "deploy/kustomize/base/orders/deployment.yaml:23"},
		"variable twice":     {[]edit{{deployment, "        env:\n", "        env:\n        - name: DB_PASSWORD\n          value: x\n"}}, "k8s.list-name", ""},
		"variable name":      {[]edit{{deployment, "name: DB_PASSWORD", "name: 1 DB"}}, "k8s.env", ""},
		"untagged image":     {[]edit{{base + "cronjob.yaml", "busybox:1.37.0", "busybox"}}, "k8s.image", "deploy/kustomize/base/orders/cronjob.yaml:23"},
		"no memory":          {[]edit{{base + "cronjob.yaml", "            resources:\n              requests:\n                memory: 64Mi\n", ""}}, "k8s.resources", ""},
		"too much requested": {[]edit{{dev + "orders-resources.yaml", "cpu: 100m\n            memory: 512Mi", "cpu: 100m\n            memory: 513Mi"}}, "k8s.resources", "deploy/kustomize/overlays/dev/orders-resources.yaml:10"},
		"quantity":           {[]edit{{dev + "orders-resources.yaml", "100m", "100 m"}}, "k8s.schema", "dev/orders-resources.yaml:14"},
		"escalation":         {[]edit{{deployment, "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"}}, "k8s.security", ""},
		"root allowed":       {[]edit{{deployment, "runAsNonRoot: true", "runAsNonRoot: false"}}, "k8s.security", ""},
		"service account":    {[]edit{{deployment, "serviceAccountName: orders", "serviceAccountName: order"}}, "k8s.service-account", "deploy/kustomize/base/orders/deployment.yaml:51"},
		"config map":         {[]edit{{deployment, "name: orders-config", "name: order-config"}}, "k8s.config-map", ""},
		"claim":              {[]edit{{deployment, "claimName: orders-invoices", "claimName: invoices"}}, "k8s.claim", ""},
		"mount":              {[]edit{{deployment, "- name: tmp\n          mountPath", "- name: temp\n          mountPath"}}, "k8s.mount", ""},
		"target port":        {[]edit{{base + "service.yaml", "targetPort: http", "targetPort: web"}}, "k8s.service", "deploy/kustomize/base/orders/service.yaml:7"},
		"service selector":   {[]edit{{base + "service.yaml", "app.kubernetes.io/name: orders", "app.kubernetes.io/name: order"}}, "k8s.service", ""},
		"ingress backend":    {[]edit{{"deploy/kustomize/components/ingress/ingress.yaml", "              name: http", "              name: web"}}, "k8s.ingress", ""},
		"policy port":        {[]edit{{"deploy/kustomize/components/ingress/networkpolicy.yaml", "port: http", "port: web"}}, "k8s.network-policy", ""},
		"scale target":       {[]edit{{prod + "hpa.yaml", "    name: orders", "    name: order"}}, "k8s.autoscaler", "deploy/kustomize/overlays/prod/hpa.yaml:6"},
		"scaled and counted": {[]edit{{prod + "kustomization.yaml", "patches:", "replicas:\n- name: orders\n  count: 3\npatches:"}}, "k8s.autoscaler", ""},
		"nothing measured":   {[]edit{{prod + "orders-resources.yaml", "            cpu: 500m\n", ""}}, "k8s.autoscaler", ""},
		"budget":             {[]edit{{base + "poddisruptionbudget.yaml", "app.kubernetes.io/name: orders", "app.kubernetes.io/name: order"}}, "k8s.disruption-budget", ""},
		"schedule":           {[]edit{{base + "cronjob.yaml", "30 2 * * *", "0 30 2 * * ?"}}, "k8s.schedule", "deploy/kustomize/base/orders/cronjob.yaml:6"},
		"unknown kind":       {[]edit{{base + "serviceaccount.yaml", "apiVersion: v1", "apiVersion: example.com/v1"}}, "k8s.kind", ""},
		"removed version":    {[]edit{{prod + "hpa.yaml", "autoscaling/v2", "autoscaling/v2beta2"}}, "k8s.kind", ""},

		"record":        {[]edit{{".gantry/decisions.json", "gantry.decisions/v1", "x"}}, "record.decisions", ".gantry/decisions.json"},
		"recorded file": {[]edit{{".gantry/decisions.json", "orders/Dockerfile", "order/Dockerfile"}}, "record.decisions", ""},
		"marker":        {[]edit{{base + "service.yaml", "spec:", "spec: # TODO ports"}}, "hygiene.marker", "deploy/kustomize/base/orders/service.yaml:5"},
		"key":           {[]edit{{base + "kustomization.yaml", "NODE_ENV=production", "ALIYUN=LTAI5tAbCdEfGhIjKlMnOpQr"}}, "hygiene.secret", ""},
		"secret":        {[]edit{{base + "serviceaccount.yaml", "kind: ServiceAccount", "kind: Secret\nstringData:\n  a: b"}}, "hygiene.secret-object k8s.service-account", ""},
	} {
		t.Run(name, func(t *testing.T) {
			tree, source := shop(t)
			if strings.HasPrefix(c.want, "dockerfile.") && c.want != "dockerfile.expose" {
				without(tree, "deploy/kustomize/") // whose building takes most of the time
			}
			for _, e := range c.edits {
				apply(t, tree, e)
			}
			found := run(t, tree, source, false)
			if d := cmp.Diff(c.want, strings.Join(checks(found), " ")); d != "" {
				t.Errorf("checks (-want +got):\n%s%s", d, text(found, "en"))
			}
			if c.at != "" && !strings.Contains(text(found, "en"), c.at) {
				t.Errorf("not at %s:\n%s", c.at, text(found, "en"))
			}
		})
	}
}

// Root that the manifests ask for is a choice to be confirmed, not an error.
func TestRootOnPurpose(t *testing.T) {
	tree, source := shop(t)
	apply(t, tree, edit{"orders/Dockerfile", "USER 10001:10001", "USER 0:0"})
	apply(t, tree, edit{"deploy/kustomize/base/orders/deployment.yaml", "runAsUser: 10001\n        runAsNonRoot: true", "runAsUser: 0\n        runAsNonRoot: false"})
	found := run(t, tree, source, false)
	if got := strings.Join(checks(found), " "); got != "dockerfile.user k8s.security" || !verify.Holds(found) {
		t.Errorf("got %s:\n%s", got, text(found, i18n.EN))
	}
}

func without(tree fstest.MapFS, prefix string) {
	for name := range tree {
		if strings.HasPrefix(name, prefix) {
			delete(tree, name)
		}
	}
}

func apply(t *testing.T, tree fstest.MapFS, e edit) {
	t.Helper()
	f, ok := tree[e.path]
	if !ok || !strings.Contains(string(f.Data), e.old) {
		t.Fatalf("%s does not hold %q", e.path, e.old)
	}
	tree[e.path] = &fstest.MapFile{Data: []byte(strings.Replace(string(f.Data), e.old, e.new, 1))}
}

// What must be filled in is asked for only before delivery, each thing once.
func TestReady(t *testing.T) {
	tree, source := shop(t)
	tree["platform.yaml"] = &fstest.MapFile{Data: []byte("schema: gantry.platform/v1\nbindings:\n  acr.domain: \"\"\n  git.url: git.example.com\n")}
	want := `deploy/docker-bake.hcl:2: open ready.binding: acr.domain (domain of the registry) is not filled in (places: 3) — fill in acr.domain in platform.yaml of the platform repository, then run gantry migrate --platform again

deploy/kustomize/base/orders/deployment.yaml:32: open ready.secret: the namespace shop-dev needs the Secret orders-secrets with the keys: db-password — create it before deployment, from KMS or with kubectl create secret; no cluster is asked here, so tick it off once it exists
deploy/kustomize/base/orders/deployment.yaml:32: open ready.secret: the namespace shop-prod needs the Secret orders-secrets with the keys: db-password — create it before deployment, from KMS or with kubectl create secret; no cluster is asked here, so tick it off once it exists

deploy/kustomize/overlays/dev/kustomization.yaml:12: open ready.digest: the image of orders has no digest yet (unbuilt) — build and push the image, and write its digest into images; the pipeline and gantry build do

deploy/kustomize/overlays/prod/kustomization.yaml:12: open ready.digest: the image of orders has no digest yet (unbuilt) — build and push the image, and write its digest into images; the pipeline and gantry build do

deploy/tekton/run-dev.yaml:11: open ready.binding: git.url (the stand-in git-url.invalid) is not filled in (places: 1) — fill in git.url in platform.yaml of the platform repository, then run gantry migrate --platform again

platform.yaml:3: open ready.binding: the binding acr.domain is not filled in — fill it in; terraform output -json may tell it
`
	if d := cmp.Diff(want, text(run(t, tree, source, true), i18n.EN)); d != "" {
		t.Error(d)
	}
	if found := run(t, tree, source, false); len(found) > 0 {
		t.Errorf("asked for before delivery:\n%s", text(found, i18n.EN))
	}
}

// A tree with a manifest is checked as far as the manifest goes: what else the
// customer keeps in the repository is the customer's.
func TestOnlyWhatWasGenerated(t *testing.T) {
	tree, source := shop(t)
	tree["deploy/README.md"] = &fstest.MapFile{Data: []byte("The host is a placeholder.\n")}
	var entries []string
	for name := range tree {
		entries = append(entries, fmt.Sprintf(`{"path": %q, "sha256": %q, "mode": "0644"}`, name, strings.Repeat("0", 64)))
	}
	slices.Sort(entries)
	tree[".gantry/manifest.json"] = &fstest.MapFile{Data: []byte(`{"schema": "gantry.manifest/v1", "files": [` + strings.Join(entries, ",") + `]}`)}
	tree["legacy/Dockerfile"] = &fstest.MapFile{Data: []byte("FROM node\nRUNS\n")}
	tree["k8s/old.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: v1\nkind: Service\n\tx\n")}
	tree["deploy/notes.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: v1\nkind: Service\n\tx\n")}
	if found := run(t, tree, source, false); len(found) > 0 {
		t.Errorf("found in what is not generated:\n%s", text(found, i18n.EN))
	}
	tree["deploy/kustomize/overlays/dev/extra.yaml"] = &fstest.MapFile{Data: []byte("a: b\n")}
	if got := strings.Join(checks(run(t, tree, source, false)), " "); got != "kustomize.orphan" {
		t.Errorf("what people add beside the manifests: %s", got)
	}
}

func TestPrintInChinese(t *testing.T) {
	found := []verify.Finding{
		{Check: "a.b", Severity: verify.Error, Path: "x", Line: 3, Message: i18n.Text{ZH: "坏\x1b[31m了\n", EN: "bad"}, Remedy: i18n.Text{ZH: "修好", EN: "repair it"}},
		{Check: "a.c", Severity: verify.Warning, Path: "y", Message: i18n.Text{ZH: "可疑", EN: "odd"}, Remedy: i18n.Text{ZH: "看看", EN: "look"}},
	}
	want := "x:3: 错误 a.b: 坏\ufffd[31m了  — 修好\n\ny: 警告 a.c: 可疑 — 看看\n"
	if d := cmp.Diff(want, text(found, i18n.ZH)); d != "" {
		t.Error(d)
	}
	if verify.Holds(found) || !verify.Holds(found[1:]) {
		t.Error("an error holds, or a warning does not")
	}
}

func TestChecksAreData(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range verify.Checks() {
		if seen[c.ID] || !c.Text.Complete() || c.Run == nil || strings.Trim(c.ID, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
			t.Errorf("check %q", c.ID)
		}
		seen[c.ID] = true
	}
}

// A check that panics is a finding, and the others go on.
func TestPanicIsAFinding(t *testing.T) {
	tree, source := shop(t)
	found, err := verify.Run(context.Background(), verify.Input{Tree: tree, Source: source, Checks: []verify.Check{
		{ID: "x.panic", Run: func(context.Context, *verify.Tree) []verify.Finding { panic("boom") }},
		{ID: "x.after", Run: func(context.Context, *verify.Tree) []verify.Finding { return []verify.Finding{{Path: "x"}} }},
	}})
	if err != nil || strings.Join(checks(found), " ") != "x.after x.panic" {
		t.Errorf("%v %v", found, err)
	}
}

// BenchmarkRun checks about a hundred files: the application with 16 components.
func BenchmarkRun(b *testing.B) {
	tree, source := shop(b)
	for i := range 15 {
		name := fmt.Sprintf("orders%d", i)
		for path, f := range tree {
			if rest, ok := strings.CutPrefix(path, "deploy/kustomize/base/orders/"); ok {
				tree["deploy/kustomize/base/"+name+"/"+rest] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f.Data), "orders", name))}
			}
		}
		tree["deploy/kustomize/base/kustomization.yaml"] = &fstest.MapFile{Data: append(tree["deploy/kustomize/base/kustomization.yaml"].Data, []byte("- "+name+"\n")...)}
		tree[name+"/Dockerfile"] = tree["orders/Dockerfile"]
	}
	b.ReportMetric(float64(len(tree)), "files")
	for b.Loop() {
		if _, err := verify.Run(context.Background(), verify.Input{Tree: tree, Source: source}); err != nil {
			b.Fatal(err)
		}
	}
}
