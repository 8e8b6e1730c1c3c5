package dockerfile_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func caseNamed(t *testing.T, name string) goldenCase {
	t.Helper()
	all := slices.Concat(javaCases(), nodeCases(), pythonCases(), goCases())
	i := slices.IndexFunc(all, func(c goldenCase) bool { return c.name == name })
	if i < 0 {
		t.Fatalf("no case %s", name)
	}
	return all[i]
}

func TestDecisions(t *testing.T) {
	for _, c := range []struct{ name, id, value, reason string }{
		{"maven-reactor-boot35", "order-service.build.base", "maven:3.9.16-eclipse-temurin-17-noble, eclipse-temurin:17.0.20_8-jre-noble", "the source asks for 17"},
		{"maven-reactor-boot35", "order-service.build.entrypoint", "java org.springframework.boot.loader.launch.JarLauncher", "JVM options such as memory come from the platform's variables"},
		{"archive-boot", "order.build.entrypoint", "java --add-opens java.base/java.lang=ALL-UNNAMED -Dapp.mode=fast org.springframework.boot.loader.JarLauncher --workers=4", "keeps what the start command says"},
		{"maven-war-tomcat", "legacy.build.entrypoint", "catalina.sh run", "tomcat-9.0 (javax.servlet)"},
		{"archive-war-jakarta", "portal.build.entrypoint", "catalina.sh run", "tomcat-10.1 (jakarta.servlet)"},
		{"maven-war-boot3-contained", "shop-all.build.entrypoint", "catalina.sh run", "tomcat-10.1 (jakarta.servlet)"},
		{"npm-no-lock-old", "old.build.dependencies", "npm install", "has no lock file"},
		{"npm-no-lock-old", "old.build.base", "node:14.21.3-bullseye-slim", "support ended in 2023-04"},
		{"npm-typescript-native-en", "api.build.entrypoint", "tini -- node dist/main.js", "does not handle SIGTERM"},
		{"pip-django-static-en", "blog.build.server", "gunicorn==23.0.0", "the development server is not for production"},
		{"uv-monorepo", "svc.build.dependencies", "uv==0.8.22", "exactly what the lock file uv.lock says"},
		{"site-vite", "storefront.build.proxy", "ingress", "/api"},
		{"go-scratch", "gateway.build.base", "golang:1.26.7-bookworm, scratch", "no operating system is needed"},
		{"go-cgo-vendored", "meter.build.dependencies", "vendor", "committed in vendor"},
	} {
		_, decisions, err := dockerfile.Generate(caseNamed(t, c.name).application())
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(decisions, func(d generate.Decision) bool { return d.ID == c.id })
		if i < 0 {
			t.Errorf("%s: no decision %s", c.name, c.id)
			continue
		}
		if d := decisions[i]; d.Value != c.value || !strings.Contains(d.Reason.In(i18n.EN), c.reason) {
			t.Errorf("%s: %s = %q because %q", c.name, c.id, d.Value, d.Reason.EN)
		}
	}
}

func TestWhy(t *testing.T) {
	set, _, err := dockerfile.Generate(caseNamed(t, "maven-reactor-boot35").application())
	if err != nil {
		t.Fatal(err)
	}
	f, ok := set.Lookup("order-service/order-server/Dockerfile")
	if !ok {
		t.Fatal("no Dockerfile where it was decided")
	}
	want := []fileset.Why{
		{Field: "build.ARG.MAVEN_MIRROR", Ref: "app.mirrors"},
		{Field: "build.FROM", Ref: "order-service.build.base"},
		{Field: "build.RUN", Ref: "order-service.build.command"},
		{Field: "build.RUN.dependencies", Ref: "order-service.build.dependencies"},
		{Field: "runtime.ENTRYPOINT", Ref: "order-service.build.entrypoint"},
		{Field: "runtime.ENV.TZ", Ref: "order-service.build.time-zone"},
		{Field: "runtime.EXPOSE", Ref: "order-service.ports"},
		{Field: "runtime.FROM", Ref: "order-service.build.base"},
		{Field: "runtime.RUN.writable", Ref: "order-service.volumes"},
		{Field: "runtime.USER", Ref: "order-service.security.user"},
		{Field: "test.RUN", Ref: "order-service.build.tests"},
	}
	if d := cmp.Diff(want, f.Why); d != "" {
		t.Error(d)
	}
}

func TestNothingWithoutDecision(t *testing.T) {
	c := caseNamed(t, "go-scratch")
	c.w.Decisions = nil
	if _, _, err := dockerfile.Generate(c.application()); err == nil || !strings.Contains(err.Error(), "no decision gateway.") {
		t.Errorf("a value without a decision: %v", err)
	}
}

func TestUnknownStack(t *testing.T) {
	w := workload(assess.Component{Name: "ledger", Language: assess.Versioned{ID: "cobol"}}, nil, nil)
	_, _, err := dockerfile.Generate(goldenCase{w: w}.application())
	if err == nil || !strings.Contains(err.Error(), "ledger") || !strings.Contains(err.Error(), "cobol") {
		t.Errorf("the error does not say what is not supported: %v", err)
	}
}

func TestUnsoundAnswers(t *testing.T) {
	for _, edit := range []func(b *generate.Build){
		func(b *generate.Build) { b.TimeZone = "Asia/Shanghai\nUSER 0" },
		func(b *generate.Build) { b.Locale = "zh_CN.UTF-8; id" },
	} {
		c := caseNamed(t, "go-scratch")
		edit(&c.w.Build)
		if _, _, err := dockerfile.Generate(c.application()); err == nil {
			t.Errorf("accepted: %+v", c.w.Build)
		}
	}
}

func TestPinned(t *testing.T) {
	c := caseNamed(t, "maven-thin-own-nexus")
	refs, err := dockerfile.BaseImages(c.application())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"registry.example.com/library/eclipse-temurin:11.0.32_9-jre-noble", "registry.example.com/library/maven:3.9.16-eclipse-temurin-11-noble"}
	if d := cmp.Diff(want, refs); d != "" {
		t.Fatal(d)
	}
	pinned := want[0] + "@sha256:" + strings.Repeat("a", 64)
	set, _, err := dockerfile.GeneratePinned(c.application(), dockerfile.Digests{want[0]: pinned})
	if err != nil {
		t.Fatal(err)
	}
	text := set.Files()[0].Content
	if !strings.Contains(string(text), "FROM "+pinned+" AS runtime\n") {
		t.Errorf("the image is not pinned:\n%s", text)
	}
	lint(t, text)
}
