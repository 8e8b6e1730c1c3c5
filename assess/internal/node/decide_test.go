package node

import (
	"maps"
	"testing"

	"github.com/gantry-ack/gantry/assess/fact"
)

const (
	express = `"dependencies":{"express":"4"}`
	listens = "require('express')().listen(3000)"
)

// TestStart tells how production starts what the scripts of a package say.
func TestStart(t *testing.T) {
	ts := `"devDependencies":{"typescript":"5"}`
	tests := []struct {
		name, manifest string
		files          map[string]string
		want           string
	}{
		{"direct", `{"scripts":{"start":"node server.js"},` + express + `}`, map[string]string{"server.js": listens}, `["node","server.js"]`},
		{"flags of production stay, of development go", `{"scripts":{"start":"node --max-old-space-size=512 --inspect=0.0.0.0:9229 server.js --color"},` + express + `}`,
			map[string]string{"server.js": listens}, `["node","--max-old-space-size=512","server.js","--color"]`},
		{"through scripts and variables", `{"scripts":{"start":"npm run serve:all","serve:all":"cross-env NODE_ENV=production node ./server"},` + express + `}`,
			map[string]string{"server.js": listens}, `["node","server"]`},
		{"after a build", `{"scripts":{"start":"npm run build && node dist/server.js","build":"tsc"},` + express + `}`,
			map[string]string{"src/server.ts": listens}, `["node","dist/server.js"]`},
		{"after a migration", `{"scripts":{"start":"sequelize db:migrate && node server.js"},` + express + `}`, map[string]string{"server.js": listens}, `["node","server.js"]`},
		{"start:prod comes before start", `{"scripts":{"start":"node index.js","start:prod":"node dist/main","build":"nest build"},"dependencies":{"@nestjs/core":"10"}}`,
			map[string]string{"src/main.ts": listens}, `["node","dist/main"]`},
		{"a watcher of JavaScript", `{"scripts":{"start":"nodemon server.js"},` + express + `}`, map[string]string{"server.js": listens}, `["node","server.js"]`},
		{"on the fly, and a compiler", `{"scripts":{"start":"ts-node src/index.ts","build":"tsc"},` + express + `,` + ts + `}`,
			map[string]string{"src/index.ts": listens, "tsconfig.json": `{"compilerOptions":{"outDir":"./lib"},"include":["src"]}`}, `["node","lib/index.js"]`},
		{"the layout of the output repeats the whole", `{"scripts":{"dev":"tsx watch src/index.ts","build":"tsc"},` + express + `}`,
			map[string]string{"src/index.ts": listens, "other/x.ts": "", "tsconfig.json": `{"compilerOptions":{"outDir":"dist"}}`}, `["node","dist/src/index.js"]`},
		{"settings that are extended", `{"scripts":{"dev":"ts-node-dev --respawn src/app.ts","build":"tsc -p tsconfig.build.json"},` + express + `}`,
			map[string]string{"src/app.ts": listens, "tsconfig.json": `{"compilerOptions":{"outDir":"out","rootDir":"src"}}`, "tsconfig.build.json": `{"extends":"./tsconfig"}`}, `["node","out/app.js"]`},
		{"on the fly, and no compiler", `{"scripts":{"start":"tsx src/index.ts"},"dependencies":{"express":"4","tsx":"4"}}`,
			map[string]string{"src/index.ts": listens}, `["node","--import","tsx","src/index.ts"]`},
		{"tsup", `{"scripts":{"dev":"tsx src/index.ts","build":"tsup src/index.ts"},` + express + `}`, map[string]string{"src/index.ts": listens}, `["node","dist/index.js"]`},
		{"esbuild", `{"scripts":{"dev":"tsx src/index.ts","build":"esbuild src/index.ts --bundle --outfile=bin/app.js"},` + express + `}`, map[string]string{"src/index.ts": listens}, `["node","bin/app.js"]`},
		{"babel", `{"scripts":{"start":"nodemon --exec babel-node src/index.js","build":"babel src -d build"},` + express + `}`, map[string]string{"src/index.js": listens}, `["node","build/index.js"]`},
		{"nest without a script", `{"scripts":{"start":"nest start","build":"nest build"},"dependencies":{"@nestjs/core":"10"}}`, map[string]string{"src/main.ts": listens}, `["node","dist/main.js"]`},
		{"egg is not sent to the background", `{"scripts":{"start":"egg-scripts start --daemon --title=shop","stop":"egg-scripts stop"},"dependencies":{"egg":"3"}}`,
			map[string]string{"config/config.default.js": ""}, `["egg-scripts","start","--title=shop"]`},
		{"egg without a script", `{"scripts":{"dev":"egg-bin dev"},"dependencies":{"egg":"3"}}`, map[string]string{"app/router.js": ""}, `["egg-scripts","start"]`},
		{"midway", `{"scripts":{"dev":"mwtsc --watch --run @midwayjs/mock/app"},"dependencies":{"@midwayjs/core":"3"}}`, map[string]string{"bootstrap.js": "", "src/configuration.ts": ""}, `["node","bootstrap.js"]`},
		{"pm2 with a file", `{"scripts":{"start":"pm2-runtime start app.js -i 4"},` + express + `}`, map[string]string{"app.js": listens}, `["node","app.js"]`},
		{"pm2 with its configuration", `{"scripts":{"start":"pm2 start ecosystem.config.js --env production"},` + express + `}`,
			map[string]string{"server/app.js": listens, "ecosystem.config.js": "module.exports = { apps: [{ name: 'shop', script: './server/app.js', args: '--quiet', instances: 2 }] }"}, `["node","server/app.js","--quiet"]`},
		{"next", `{"scripts":{"start":"next start -p 4000","build":"next build"},"dependencies":{"next":"15"}}`, nil, `["next","start","-p","4000"]`},
		{"main", `{"main":"lib/server.js",` + express + `}`, map[string]string{"lib/server.js": listens}, `["node","lib/server.js"]`},
		{"main that leads to what listens", `{"main":"index.js",` + express + `}`, map[string]string{"index.js": "require('./lib/web')", "lib/web.js": listens}, `["node","index.js"]`},
		{"a usual name", `{` + express + `}`, map[string]string{"app.js": listens}, `["node","app.js"]`},
		{"express generator", `{"scripts":{"start":"node ./bin/www"},` + express + `}`, map[string]string{"bin/www": "var http = require('http'); http.createServer(app).listen(port)", "app.js": ""}, `["node","bin/www"]`},
		{"another package is started", `{"scripts":{"start":"cd web && npm start"}}`, map[string]string{"web/package.json": `{"name":"web"}`}, ""},
		{"a tool that ends, then a development server", `{"scripts":{"serve":"node open.js && vite"}}`, map[string]string{"open.js": ""}, ""},
		{"a loop of scripts", `{"scripts":{"start":"npm run a","a":"npm run b","b":"npm run a"}}`, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"package.json": tt.manifest}
			maps.Copy(files, tt.files)
			if got := value(t, pack(files), ".", fact.Start); got != tt.want {
				t.Errorf("start %s, want %s", got, tt.want)
			}
		})
	}
}

// TestDeployable tells what runs in a container from what does not.
func TestDeployable(t *testing.T) {
	vite := `"scripts":{"dev":"vite","build":"vite build"},"devDependencies":{"vite":"5"},"dependencies":{"vue":"3"}`
	tests := []struct {
		name  string
		dir   string
		files map[string]string
		want  string // workload, "" when it is not deployed
	}{
		{"server", ".", map[string]string{"package.json": `{"scripts":{"start":"node a.js"},` + express + `}`, "a.js": listens}, "web"},
		{"gRPC alone", ".", map[string]string{"package.json": `{"dependencies":{"@grpc/grpc-js":"1"}}`, "server.js": "const grpc = require('@grpc/grpc-js'); new grpc.Server().bindAsync(`0.0.0.0:${process.env.PORT}`, c, f)"}, "web"},
		{"worker", ".", map[string]string{"package.json": `{"scripts":{"start":"node a.js"},"dependencies":{"bullmq":"5"}}`, "a.js": "const { Worker } = require('bullmq'); new Worker('mail', send)"}, "worker"},
		{"job", ".", map[string]string{"package.json": `{"scripts":{"start":"node a.js"}}`, "a.js": "console.log(1)"}, "job"},
		{"gateway", ".", map[string]string{"package.json": `{"name":"shop-gateway","scripts":{"start":"node a.js"},"dependencies":{"express":"4","http-proxy-middleware":"2"}}`, "a.js": listens}, "gateway"},
		{"site", ".", map[string]string{"package.json": `{` + vite + `}`, "index.html": ""}, "static"},
		{"site without a page of its own", ".", map[string]string{"package.json": `{` + vite + `}`}, ""},
		{"site that goes into another program", ".", map[string]string{"package.json": `{` + vite + `}`, "index.html": "", "vite.config.js": "export default { build: { outDir: '../static' } }"}, ""},
		{"assets of Laravel", ".", map[string]string{"package.json": `{"scripts":{"build":"vite build"},"devDependencies":{"laravel-vite-plugin":"1","vite":"5"}}`, "index.html": ""}, ""},
		{"site that Maven builds in", "web", map[string]string{"web/package.json": `{` + vite + `}`, "web/index.html": "", "pom.xml": "<artifactId>frontend-maven-plugin</artifactId><workingDirectory>web</workingDirectory>"}, ""},
		{"library with a page to try it", ".", map[string]string{"package.json": `{"main":"dist/x.js","exports":{},` + vite + `}`, "index.html": "", "vite.config.js": "export default defineConfig({ build: { lib: { entry: 'src/a.ts' } } })"}, ""},
		{"vue-cli", ".", map[string]string{"package.json": `{"scripts":{"serve":"vue-cli-service serve","build:prod":"vue-cli-service build"},"dependencies":{"vue":"2"}}`, "public/index.html": ""}, "static"},
		{"library of vue-cli", ".", map[string]string{"package.json": `{"scripts":{"build":"vue-cli-service build --target lib src/a.js"},"dependencies":{"vue":"2"}}`}, ""},
		{"site with a mock server", ".", map[string]string{"package.json": `{"scripts":{"start":"node build/dev-server.js","build":"node build/build.js"},"dependencies":{"vue":"2","express":"4"},"devDependencies":{"html-webpack-plugin":"2","webpack":"3"}}`,
			"index.html": "", "build/dev-server.js": listens, "mock/server.js": listens}, "static"},
		{"server with a front end", ".", map[string]string{"package.json": `{"scripts":{"start":"node server/app.js",` + vite[len(`"scripts":{`):] + `}`, "index.html": "", "server/app.js": "require('http').createServer(f).listen(80)"}, "web"},
		{"rendered on the server", ".", map[string]string{"package.json": `{"scripts":{"build":"nuxt build"},"devDependencies":{"nuxt":"^3"}}`}, "web"},
		{"rendered when it is built", ".", map[string]string{"package.json": `{"scripts":{"build":"next build"},"dependencies":{"next":"15"}}`, "next.config.mjs": "export default { output: 'export' }"}, "static"},
		{"components for Next", ".", map[string]string{"package.json": `{"name":"ui","main":"index.js","peerDependencies":{"next":"15"}}`}, ""},
		{"library", ".", map[string]string{"package.json": `{"name":"x","main":"index.js","scripts":{"test":"jest"}}`, "index.js": "exports.a = 1"}, ""},
		{"library that mentions listening", ".", map[string]string{"package.json": `{"name":"x","exports":{}}`, "index.js": listens}, ""},
		{"what is in a comment does not listen", ".", map[string]string{"package.json": `{"name":"x"}`, "index.js": "// require('express')().listen(3000)\n/* app.listen(1) */"}, ""},
		{"a history does not listen", ".", map[string]string{"package.json": `{"name":"x"}`, "index.js": "history.listen(({ pathname }) => {})\nbus.listen('created', f)"}, ""},
		{"desktop", ".", map[string]string{"package.json": `{"main":"main.js","scripts":{"start":"electron ."},"devDependencies":{"electron":"30"}}`, "main.js": ""}, ""},
		{"phone", ".", map[string]string{"package.json": `{"scripts":{"start":"react-native start"},"dependencies":{"react-native":"0.7"}}`}, ""},
		{"mini program", ".", map[string]string{"package.json": `{"name":"mini"}`, "project.config.json": "{}", "app.js": ""}, ""},
		{"mini program that is a site too", ".", map[string]string{"package.json": `{"scripts":{"build:h5":"uni build"},"dependencies":{"@dcloudio/uni-app":"3"}}`, "index.html": ""}, "static"},
		{"plugin of egg", ".", map[string]string{"package.json": `{"eggPlugin":{"name":"ua"},"dependencies":{"egg":"3"}}`, "app/extend/request.js": ""}, ""},
		{"root of a workspace", ".", map[string]string{"package.json": `{"workspaces":["a"],"scripts":{"start":"npm start -w a"}}`, "a/package.json": `{"name":"a"}`}, ""},
		{"root that is an application", ".", map[string]string{"package.json": `{"workspaces":["a"],"scripts":{"start":"node s.js"},` + express + `}`, "s.js": listens, "a/package.json": `{"name":"a"}`}, "web"},
		{"example of a package", "examples/x", map[string]string{"package.json": `{"name":"lib"}`, "examples/x/package.json": `{"scripts":{"start":"node a.js"},` + express + `}`, "examples/x/a.js": listens}, ""},
		{"examples alone are applications", "examples/x", map[string]string{"examples/x/package.json": `{"scripts":{"start":"node a.js"},` + express + `}`, "examples/x/a.js": listens}, "web"},
		{"mock", "backend-mock", map[string]string{"backend-mock/package.json": `{"scripts":{"start":"node a.js"},` + express + `}`, "backend-mock/a.js": listens}, ""},
		{"server for tests", "web/tests/server", map[string]string{"web/tests/server/package.json": `{"scripts":{"start":"node a.js"},` + express + `}`, "web/tests/server/a.js": listens}, ""},
		{"material of tests is no package", "__fixtures__/a", map[string]string{"package.json": `{"name":"x"}`, "__fixtures__/a/package.json": `{"name":"a"}`}, "no such package"},
		{"a marker is no package", "src", map[string]string{"package.json": `{"name":"x"}`, "src/package.json": `{"type":"module"}`}, "no such package"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := pack(tt.files)
			got := value(t, fsys, tt.dir, fact.Deployable)
			switch got {
			case "true":
				got = value(t, fsys, tt.dir, fact.Workload)
			case "false":
				got = ""
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
