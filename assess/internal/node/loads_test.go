package node

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

// TestLoads looks at what a server would not find when it starts.
func TestLoads(t *testing.T) {
	const manifest = `{"scripts":{"start":"node app.js"},"dependencies":{"express":"4"},"devDependencies":{"errorhandler":"1","mocha":"9","@acme/log":"1"}}`
	for _, c := range []struct {
		name         string
		files        map[string]string
		missing, dev []string
	}{
		{name: "an ignored file of settings", files: map[string]string{
			"app.js": "var config = require('./config');\nrequire('express')().listen(3000)", "config.default.js": "", ".gitignore": "config.js"},
			missing: []string{"config app.js:1 config.default.js"}},
		{name: "of a module that is loaded in turn", files: map[string]string{
			"app.js": "require('./db')\nrequire('express')().listen(3000)", "db/index.js": "const c = require('../conf/secret.json')", "conf/a.js": ""},
			missing: []string{"conf/secret.json db/index.js:1"}},
		{name: "what is there in one of its forms", files: map[string]string{
			"app.js": "require('./a');require('./b');require('./c.json');require('./d');require('./e');require('./pages/f');require('express')().listen(3000)",
			"a.js":   "", "b/index.js": "", "c.json": "{}", "d.node": "", "e/package.json": "{}", "pages/f.vue": ""}},
		{name: "what need not be loaded", files: map[string]string{
			"app.js": "try { require('./local') } catch (e) {}\nif (dev) { require('errorhandler') }\nconst x = dev && require('mocha');const f = () => { require('./later') };const l = import('./lazy');require('express')().listen(3000)"}},
		{name: "what a build makes", files: map[string]string{
			"app.js": "require('./dist/app');require('./lib/x');require('./src/generated/client');require('express')().listen(3000)"}},
		{name: "a file that the entry does not reach", files: map[string]string{
			"app.js": "require('express')().listen(3000)", "tool.js": "require('./nothing');require('mocha')"}},
		{name: "packages for development", files: map[string]string{
			"app.js": "const eh = require('errorhandler');const opts = { log: require('@acme/log/deep') };require('./web')\nrequire('express')().listen(3000)", "web.js": "require('errorhandler')"},
			dev: []string{"errorhandler app.js:1 package.json:1", "@acme/log app.js:1 package.json:1"}},
		{name: "types are erased", files: map[string]string{
			"app.js": "import type { A } from './types'\nimport type B from './more'\nimport express from 'express'\nexpress().listen(3000)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.files["package.json"] = manifest
			tree := walk(t, pack(c.files))
			mods, _, err := Analyse(t.Context(), tree, tree.Match("**/package.json"))
			if err != nil {
				t.Fatal(err)
			}
			var missing, dev []string
			for _, m := range mods {
				if m.Path != "." {
					continue
				}
				for _, f := range m.Facts {
					shown := f.Value
					for _, e := range f.Evidence {
						shown += " " + e.String()
					}
					switch f.Key {
					case fact.BuildMissingFile:
						missing = append(missing, shown)
					case fact.BuildDevAtRuntime:
						dev = append(dev, shown)
					}
				}
			}
			if d := cmp.Diff(c.missing, missing); d != "" {
				t.Errorf("missing files (-want +got):\n%s", d)
			}
			if d := cmp.Diff(c.dev, dev); d != "" {
				t.Errorf("packages for development (-want +got):\n%s", d)
			}
		})
	}
}

// TestOutside looks at front ends that build into the tree of another program.
func TestOutside(t *testing.T) {
	const manifest = `{"scripts":{"build":"vite build"},"devDependencies":{"vite":"6"}}`
	for _, c := range []struct {
		name, config string
		more         map[string]string
		want         string
	}{
		{name: "into the pages of a server", config: "export default { build: { outDir: '../blog/static/dist' } }",
			more: map[string]string{"frontend/package-lock.json": "{}"},
			want: fact.Outside{Dir: "frontend", Output: "blog/static/dist", Tool: "npm", Lock: "frontend/package-lock.json", Command: []string{"npm", "run", "build"}}.Value()},
		{name: "a site of its own", config: "export default { build: { outDir: 'dist' } }", more: map[string]string{"frontend/index.html": ""}},
		{name: "out of the source", config: "export default { build: { outDir: '../../dist' } }"},
		{name: "by the build of Java", config: "export default { build: { outDir: '../src/main/resources/static' } }", more: map[string]string{"pom.xml": "<plugin>frontend-maven-plugin</plugin> frontend"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"frontend/package.json": manifest, "frontend/vite.config.js": c.config}
			maps.Copy(files, c.more)
			if got := value(t, pack(files), "frontend", fact.BuildOutside); got != c.want {
				t.Errorf("built outside: %s, want %s", got, c.want)
			}
		})
	}
}
