package node

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

// TestBuildFacts looks at what the build of a package reads and compiles.
func TestBuildFacts(t *testing.T) {
	const (
		server = `{"scripts":{"start":"node app.js"},"dependencies":{"express":"4"}}`
		site   = `{"scripts":{"build":"vite build"},"dependencies":{"vue":"3"},"devDependencies":{"vite":"6"}}`
		listen = "require('express')().listen(3000)"
		entry  = "{\n  \"packages\": {\n    \"\": {},\n    \"node_modules/a/node_modules/pprof\": {\n      \"version\": \"1\",\n      \"hasInstallScript\": true,%\n      \"dependencies\": {\n        \"TOOL\": \"1\"\n      }\n    },\n    \"node_modules/z\": {\n      \"dependencies\": {\n        \"nan\": \"1\"\n      }\n    }\n  }\n}\n"
	)
	for _, c := range []struct {
		name, key string
		files     map[string]string
		want      []string
	}{
		{"a package that compiles", fact.NativeModule, map[string]string{"package.json": server, "app.js": listen, "package-lock.json": replace(entry, "%", "", "TOOL", "@mapbox/node-pre-gyp")}, []string{"pprof"}},
		{"and its compilers", fact.BuildPackage, map[string]string{"package.json": server, "app.js": listen, "package-lock.json": replace(entry, "%", "", "TOOL", "prebuild-install")}, []string{"g++", "make", "python3"}},
		{"one that may fail", fact.NativeModule, map[string]string{"package.json": server, "app.js": listen, "package-lock.json": replace(entry, "%", "\n      \"optional\": true,", "TOOL", "nan")}, nil},
		{"a script that compiles nothing", fact.NativeModule, map[string]string{"package.json": server, "app.js": listen, "package-lock.json": replace(entry, "%", "", "TOOL", "opencollective")}, nil},
		{"a login", fact.BuildLogin, map[string]string{"package.json": server, "app.js": listen, ".npmrc": "registry=https://r/\n//r/:_authToken=abc\n"}, []string{".npmrc"}},
		{"settings without one", fact.BuildLogin, map[string]string{"package.json": server, "app.js": listen, ".npmrc": "registry=https://r/\nstrict-ssl=false\n"}, nil},
		{"addresses in the pages", fact.BuildAddress, map[string]string{"package.json": site, "index.html": "", ".env.production": "VITE_API='https://api.example.com/v1'\nVITE_BASE=/admin\nSECRET=https://x\nVITE_APP_TOKEN=https://t\n", ".env": "VITE_API=http://localhost:8080\nVITE_WS=ws://127.0.0.1:9000\n"},
			[]string{"VITE_API=https://api.example.com/v1", "VITE_WS=ws://127.0.0.1:9000"}},
		{"those of development are none", fact.BuildAddress, map[string]string{"package.json": site, "index.html": "", ".env.development": "VITE_API=http://localhost:8080\n", ".env.production": "VITE_API=/api\n"}, nil},
		{"folders below the source", fact.LocalWrite, map[string]string{"package.json": server, "app.js": "require('./config');" + listen,
			"config.default.js": "const path = require('path');\nmodule.exports = { log_dir: path.join(__dirname, 'logs'), upload: { path: path.join(__dirname, 'public/upload/') }, views: { path: path.join(__dirname, 'views') } }"},
			[]string{"logs", "public/upload"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := walk(t, pack(c.files))
			mods, _, err := Analyse(t.Context(), tree, tree.Match("**/package.json"))
			if err != nil || len(mods) != 1 {
				t.Fatal(mods, err)
			}
			if d := cmp.Diff(c.want, mods[0].Facts.Values(c.key)); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.key, d)
			}
		})
	}
}

// TestMemberWrites holds the writes of a member of a workspace to where it runs.
func TestMemberWrites(t *testing.T) {
	got := value(t, pack(map[string]string{
		"package.json":          `{"private":true,"workspaces":["apps/*"]}`,
		"package-lock.json":     "{}",
		"apps/api/package.json": `{"name":"api","scripts":{"start":"node app.js"},"dependencies":{"express":"4"}}`,
		"apps/api/app.js":       "require('fs').mkdirSync('uploads');require('express')().listen(3000)",
	}), "apps/api", fact.LocalWrite)
	if got != "apps/api/uploads" {
		t.Errorf("writes to %q", got)
	}
}

func replace(s string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(s) }
