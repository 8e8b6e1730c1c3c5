package dockerfile_test

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func program(name, version string) assess.Component {
	return assess.Component{Name: name, Workload: assess.Web, Packaging: "binary", Language: assess.Versioned{ID: "go", Version: version}, BuildTool: assess.Versioned{ID: "go"}}
}

func goCases() []goldenCase {
	return []goldenCase{
		{name: "go-scratch", w: workload(program("gateway", "1.26"), facts(
			fact.BuildModule, ".", fact.GoMain, ".", fact.BuildFile, "go.mod", fact.BuildFile, "go.sum", fact.BuildLockFile, "go.sum", fact.Tests, fact.Command("go", "test", "./..."),
		), func(w *generate.Workload) {
			w.Build.Tests, w.Build.Start, w.Build.Packages = true, []string{"gateway"}, []string{"tzdata"}
		})},
		{name: "go-files-en", lang: i18n.EN, w: workload(program("admin", "1.26"), facts(
			fact.BuildModule, "server", fact.GoMain, "./cmd/admin", fact.BuildFile, "server/go.mod", fact.BuildFile, "server/go.sum", fact.BuildFile, "shared/go.mod", fact.BuildNeeds, "shared",
			fact.RuntimeFile, "server/config.yaml", fact.RuntimeFile, "server/resource/", fact.RuntimeFile, "server/certs/ca.pem",
		), func(w *generate.Workload) {
			w.Build.Start, w.Build.TimeZone = []string{"admin", "-c", "config.yaml"}, "Asia/Shanghai"
			w.Volumes = append(w.Volumes, generate.Volume{Path: "/app/log"}, generate.Volume{Path: "/app/uploads"})
			w.Decisions = []generate.Decision{{ID: "admin.volumes", Value: "scratch", Assumes: "state.files"}}
		})},
		{name: "go-cgo-vendored", w: workload(program("meter", "1.22"), facts(
			fact.GoMain, "./cmd/meter", fact.CGO, "true", fact.Vendored, "true", fact.BuildFile, "go.mod", fact.BuildFile, "go.sum"), nil)},
		{name: "go-workspace-packages", w: workload(program("render", "1.25"), facts(
			fact.BuildModule, "render", fact.GoMain, ".", fact.BuildFile, "go.work", fact.BuildFile, "render/go.mod", fact.BuildFile, "lib/go.mod",
		), func(w *generate.Workload) { w.Build.Packages, w.Build.CJKFonts = []string{"chromium", "ffmpeg"}, true })},
	}
}
