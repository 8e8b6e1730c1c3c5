package dockerfile_test

import (
	"fmt"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func node(name, version, tool, toolVersion, framework string) assess.Component {
	c := assess.Component{Name: name, Workload: assess.Web, Packaging: "source", Language: assess.Versioned{ID: "javascript", Version: version}}
	c.BuildTool = assess.Versioned{ID: tool, Version: toolVersion}
	c.Framework = assess.Versioned{ID: framework}
	return c
}

func site(name, version, tool, toolVersion, framework string) assess.Component {
	c := node(name, version, tool, toolVersion, framework)
	c.Workload, c.Packaging = assess.Static, "static"
	return c
}

func starts(args ...string) func(w *generate.Workload) {
	return func(w *generate.Workload) { w.Build.Start = args }
}

func nodeCases() []goldenCase {
	var many fact.Set
	for i := range 15 {
		many = append(many, facts(fact.BuildFile, fmt.Sprintf("packages/p%02d/package.json", i))...)
	}
	return []goldenCase{
		{name: "npm-server", w: workload(node("bff", "22", "npm", "", "express"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json",
			fact.GracefulShutdown, "true", fact.Tests, fact.Command("npm", "test"), fact.Start, fact.Command("node", "src/server.js"),
		), func(w *generate.Workload) {
			w.Build.Start, w.Build.Tests = []string{"node", "src/server.js"}, true
		})},
		{name: "npm-typescript-native-en", lang: i18n.EN, w: workload(node("api", "20", "npm", "", "nestjs"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json",
			fact.BuildCommand, fact.Command("npm", "run", "build"), fact.BuildArtifact, "dist", fact.Transpiler, "typescript",
			fact.NativeModule, "canvas", fact.BuildPackage, "g++", fact.BuildPackage, "cairo", fact.BuildPackage, "pango",
		), func(w *generate.Workload) {
			w.Build.Start, w.Build.Packages = []string{"node", "dist/main.js"}, []string{"cairo", "fontconfig", "pango"}
			w.Volumes = append(w.Volumes, generate.Volume{Path: "/app/uploads"}, generate.Volume{Path: "/app/logs"})
		})},
		{name: "npm-no-lock-old", w: workload(node("old", "14", "npm", "", "egg"), facts(
			fact.BuildFile, "package.json", fact.GracefulShutdown, "true"), starts("egg-scripts", "start", "--port", "7001"))},
		{name: "npm-dev-at-runtime", w: workload(node("club", "22", "npm", "", "express"), facts(
			fact.BuildFile, "package.json", fact.GracefulShutdown, "true", fact.BuildDevAtRuntime, "errorhandler", fact.BuildDevAtRuntime, "loader-connect"), starts("node", "app.js"))},
		{name: "npm-front-end-beside", w: workload(node("api", "22", "npm", "", "express"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json", fact.GracefulShutdown, "true",
			fact.BuildOutside, fact.Outside{Dir: "web", Output: "public", Tool: "pnpm", Lock: "web/pnpm-lock.yaml", Node: ">=20", Command: []string{"pnpm", "run", "build"}}.Value(),
			fact.BuildOutside, fact.Outside{Dir: "../evil", Output: "public", Tool: "npm", Command: []string{"npm", "run", "build"}}.Value(),
		), starts("node", "app.js"))},
		{name: "npm-compilers-of-old-build-in-folder", w: workload(node("currency", "20", "npm", "", ""), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json", fact.GracefulShutdown, "true",
			fact.BuildPackage, "gcc", fact.BuildLogin, ".npmrc", fact.BuildFile, ".npmrc",
		), func(w *generate.Workload) {
			w.Build.Start, w.Build.Context, w.Build.Dockerfile = []string{"node", "server.js"}, "src/currency", "src/currency/Dockerfile"
		})},
		{name: "npm-start-by-npm", w: workload(node("mystery", "22", "npm", "", ""), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json"), starts("npm", "start"))},
		{name: "yarn1-server-npmrc-login", w: workload(node("hook", "18", "yarn", "1", "koa"), append(facts(
			fact.BuildFile, "package.json", fact.BuildFile, "yarn.lock", fact.BuildFile, ".npmrc", fact.BuildLockFile, "yarn.lock", fact.GracefulShutdown, "true",
		), fact.New(fact.Env("NPM_TOKEN"), "", fact.FromBuild, ".npmrc", 2)), starts("node", "app.js"))},
		{name: "yarn4-workspace", w: workload(node("web", "22", "yarn", "4", "fastify"), append(many, facts(
			fact.BuildFile, "package.json", fact.BuildFile, "yarn.lock", fact.BuildFile, ".yarnrc.yml", fact.BuildLockFile, "yarn.lock", fact.GracefulShutdown, "true",
			fact.BuildModule, "packages/p07", fact.BuildNeeds, "packages/p01", fact.BuildCommand, fact.Command("sh", "-c", "yarn workspace p01 run build && yarn workspace p07 run build"),
			fact.BuildArtifact, "packages/p07/dist",
		)...), starts("node", "dist/index.js"))},
		{name: "pnpm-workspace", w: workload(node("svc", "22", "pnpm", "9.15.0", "express"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "pnpm-lock.yaml", fact.BuildFile, "pnpm-workspace.yaml", fact.BuildFile, "apps/svc/package.json", fact.BuildFile, "libs/core/package.json",
			fact.BuildLockFile, "pnpm-lock.yaml", fact.BuildModule, "apps/svc", fact.BuildNeeds, "libs/core", fact.GracefulShutdown, "true", fact.Tests, fact.Command("pnpm", "test"),
			fact.BuildCommand, fact.Command("pnpm", "--filter", "svc...", "run", "build"), fact.BuildArtifact, "apps/svc/dist",
		), func(w *generate.Workload) { w.Build.Start, w.Build.Tests = []string{"node", "dist/main.js"}, true })},
		{name: "next-standalone", w: workload(node("shop-web", "22", "pnpm", "9", "next"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "pnpm-lock.yaml", fact.BuildLockFile, "pnpm-lock.yaml",
			fact.BuildCommand, fact.Command("pnpm", "run", "build"), fact.BuildArtifact, ".next/standalone",
		), starts("node", "server.js"))},
		{name: "next-server", w: workload(node("portal", "24", "npm", "", "next"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json",
			fact.BuildCommand, fact.Command("npm", "run", "build"), fact.BuildArtifact, ".next",
		), func(w *generate.Workload) {
			w.Build.Start, w.Security.ReadOnlyRoot = []string{"next", "start"}, false
		})},
		{name: "nuxt", w: workload(node("nuxt-web", "22", "npm", "", "nuxt"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json",
			fact.BuildCommand, fact.Command("npm", "run", "build"), fact.BuildArtifact, ".output", fact.GracefulShutdown, "true",
		), starts("node", ".output/server/index.mjs"))},
		{name: "site-vite", w: workload(site("storefront", "22", "npm", "", "vue"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "package-lock.json", fact.BuildLockFile, "package-lock.json", fact.Transpiler, "vite",
			fact.BuildCommand, fact.Command("npm", "run", "build"), fact.BuildArtifact, "dist", fact.StaticProxy, "/api=http://localhost:8080", fact.Tests, fact.Command("npm", "test"),
		), func(w *generate.Workload) { w.Build.Tests = true })},
		{name: "site-webpack-base-en", lang: i18n.EN, w: workload(site("admin", "16", "yarn", "1", "vue"), facts(
			fact.BuildFile, "package.json", fact.BuildFile, "yarn.lock", fact.BuildLockFile, "yarn.lock", fact.Transpiler, "webpack", fact.ContextPath, "/admin",
			fact.BuildCommand, fact.Command("yarn", "run", "build:prod"), fact.BuildArtifact, "dist",
		), func(w *generate.Workload) { w.Build.TimeZone = "Asia/Shanghai" })},
		{name: "site-plain", w: workload(func() assess.Component {
			c := site("docs", "", "", "", "")
			c.Language.ID = "html"
			return c
		}(), facts(fact.BuildModule, "public"), nil)},
	}
}
