package wording_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/wording"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// aspects are the constants that begin with Aspect in a file.
func aspects(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, name := range spec.Names {
			if strings.HasPrefix(name.Name, "Aspect") && i < len(spec.Values) {
				value, err := strconv.Unquote(spec.Values[i].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, value)
			}
		}
		return true
	})
	if len(out) < 3 {
		t.Fatalf("%s: only %d aspects found", file, len(out))
	}
	return out
}

func hasChinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func TestEveryAspectHasWords(t *testing.T) {
	all := append(aspects(t, "../aspects.go"), aspects(t, "../dockerfile/builder.go")...)
	for _, a := range append(all, generate.AspectEnv("LOG_LEVEL"), generate.AspectService("mysql")) {
		if name := wording.Aspect(a); !hasChinese(name.ZH) || hasChinese(name.EN) || name.EN == "" || name.EN == a && strings.Contains(a, ".") {
			t.Errorf("aspect %s is called %q", a, name)
		}
	}
}

func TestValue(t *testing.T) {
	for _, tt := range []struct{ aspect, value, zh, en string }{
		{generate.AspectKind, "cronjob", "定时任务", "scheduled job"},
		{generate.AspectPorts, "8080/http, 9090/grpc", "8080/http、9090/grpc", "8080/http, 9090/grpc"},
		{generate.AspectPorts, "none", "不监听端口", "none"},
		{generate.AspectExposure, "internal", "只在集群内访问", "inside the cluster only"},
		{generate.AspectSession, "free", "不要求回到同一实例", "any instance may answer"},
		{generate.AspectRollout, "recreate", "先停旧实例再起新实例", "the old instance stops before the new one starts"},
		{generate.AspectGrace, "1m15s", "1 分 15 秒", "1 min 15 s"},
		{generate.AspectGrace, "45s", "45 秒", "45 s"},
		{generate.AspectGrace, "2m0s", "2 分钟", "2 min"},
		{generate.AspectProbeStartup, "http http /actuator/health/liveness, 5s x 24", "HTTP GET /actuator/health/liveness（端口 http），每 5 秒一次，连续失败 24 次为准", "HTTP GET /actuator/health/liveness (port http), every 5 s, 24 failures in a row count"},
		{generate.AspectProbeReadiness, "tcp http, 10s x 3", "TCP 连接（端口 http），每 10 秒一次，连续失败 3 次为准", "TCP connect (port http), every 10 s, 3 failures in a row count"},
		{generate.AspectProbeLiveness, "none", "没有", "none"},
		{generate.AspectUser, "10001", "UID 10001", "UID 10001"},
		{generate.AspectUser, "0", "root", "root"},
		{generate.AspectReadOnlyRoot, "true", "只读", "read-only"},
		{generate.AspectPrivileged, "NET_ADMIN, SYS_TIME", "NET_ADMIN、SYS_TIME", "NET_ADMIN, SYS_TIME"},
		{generate.AspectVolumes, "/tmp scratch 1Gi; /data shared claim 50Gi", "/tmp 临时空间 1Gi、/data 共享持久存储 50Gi", "/tmp scratch space 1Gi, /data shared persistent storage 50Gi"},
		{generate.AspectNetwork, "suggest; in: none; out: orders:8081 bff:3000", "只作为建议生成，不启用；没有已知的调用方；调用 orders:8081、bff:3000", "written as a suggestion, not enforced; no known callers; calls orders:8081, bff:3000"},
		{generate.AspectNetwork, "enforce; in: gateway:80; out: none", "启用，其余一律拒绝；被 gateway:80 调用；没有已知的依赖", "enforced, all else is denied; called by gateway:80; calls nothing that is known"},
		{generate.AspectStart, "usual", "按技术栈的惯例", "as usual for the stack"},
		{generate.AspectBuildContext, ".", "仓库根目录", "the root of the repository"},
		{generate.AspectTests, "gate", "通过后才构建", "they must pass before the build"},
		{generate.AspectReplicas, "2", "2", "2"},
		{generate.AspectAutoscale, "2-4 at 70% CPU", "2 到 4 个实例，CPU 用到申请量的 70% 时扩容", "2 to 4 instances, more when the CPU passes 70% of the request"},
		{generate.AspectResources, "cpu 250m, memory 768Mi", "CPU 250m、内存 768Mi", "CPU 250m, memory 768Mi"},
		{generate.AspectResources, "cpu 250m-1, memory 1Gi", "CPU 250m（上限 1）、内存 1Gi", "CPU 250m (at most 1), memory 1Gi"},
		{generate.AspectDisruption, "maxUnavailable 1", "一次最多少一个实例", "one instance at a time"},
		{generate.AspectSpread, "zones", "尽量分散", "as far as possible"},
		{generate.AspectHosts, "none", "没有", "none"},
		{generate.AspectMirrors, "china", "国内公共镜像源", "public mirrors in China"},
		{generate.AspectPlatforms, "linux/amd64,linux/arm64", "linux/amd64、linux/arm64", "linux/amd64, linux/arm64"},
		{generate.AspectEnv("A"), "none", "不设置", "not set"},
		{generate.AspectEnv("A"), "secret", "由 Secret 注入", "from a Secret"},
		{generate.AspectService("mysql"), generate.ServiceFixed, "写在文件或代码里，环境变量覆盖不了", "in a file or in code, where no variable wins over it"},
		{generate.AspectVolumes, "odd", "odd", "odd"},
		{generate.AspectGrace, "odd", "odd", "odd"},
		{"no.such", "x", "x", "x"},
	} {
		if d := cmp.Diff(i18n.Text{ZH: tt.zh, EN: tt.en}, wording.Value(tt.aspect, tt.value)); d != "" {
			t.Errorf("%s = %s:\n%s", tt.aspect, tt.value, d)
		}
	}
}

func TestBrief(t *testing.T) {
	for _, tt := range []struct{ aspect, value, zh string }{
		{generate.AspectNetwork, "suggest; in: a:80; out: none", "只作为建议生成，不启用"},
		{generate.AspectRegistry, "acr-domain.invalid/shop", "由平台提供，见待办"},
		{generate.AspectReplicas, "2", "2"},
	} {
		if got := wording.Brief(tt.aspect, tt.value); got.ZH != tt.zh || hasChinese(got.EN) {
			t.Errorf("%s = %s: %v", tt.aspect, tt.value, got)
		}
	}
}

func TestOf(t *testing.T) {
	app := generate.Application{Environments: []generate.Environment{{Name: "dev"}, {Name: "prod"}}, Workloads: []generate.Workload{{Name: "orders"}}}
	for id, want := range map[string]wording.About{
		"orders.replicas.prod":    {Component: "orders", Aspect: "replicas", Environment: "prod"},
		"orders.env.A.B.dev":      {Component: "orders", Aspect: "env.A.B", Environment: "dev"},
		"orders.env.A":            {Component: "orders", Aspect: "env.A"},
		"orders.probes.startup":   {Component: "orders", Aspect: "probes.startup"},
		"orders.probes.prod":      {Component: "orders", Aspect: "probes.prod"},
		"app.environments":        {Aspect: "environments"},
		"orders.replicas.staging": {Component: "orders", Aspect: "replicas.staging"},
	} {
		if d := cmp.Diff(want, wording.Of(app, id)); d != "" {
			t.Errorf("%s:\n%s", id, d)
		}
	}
}
