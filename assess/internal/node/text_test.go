package node

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

func TestSplitShell(t *testing.T) {
	tests := map[string][][]string{
		"node a.js":                           {{"node", "a.js"}},
		`A="b c" node 'x y' && tsc; echo \"a`: {{"A=b c", "node", "x y"}, {"tsc"}, {"echo", `"a`}},
		"a | b || c & d":                      {{"a"}, {"b"}, {"c"}, {"d"}},
		"node a 2>&1":                         {{"node", "a", "2>&1"}},
		"":                                    nil,
		"'never closed":                       {{"never closed"}},
	}
	for in, want := range tests {
		if d := cmp.Diff(want, splitShell(in)); d != "" {
			t.Errorf("%q: %s", in, d)
		}
	}
}

func TestExpand(t *testing.T) {
	m, err := ParseManifest("package.json", `{"scripts":{
		"all":"run-s clean 'build:*' && yarn serve -- --port 80", "build:a":"webpack --a", "build:a:b":"no", "vue":"run-p check \"build:a {@}\" --", "check":"vue-tsc",
		"both":"concurrently -n a,b 'npm:build:*' 'npm run check' 'A=1 node x.js'", "prebuild":"echo 1", "build":"A=1 cross-env B=2 npx tsc -p .",
		"serve":"yarn vite preview", "clean":"rimraf dist", "deep":"npm run --silent build", "go":"dotenv -e .env.prod -- node x.js", "in":"cd web && npm run build"}}`)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"build": "echo 1; tsc -p .",
		"deep":  "echo 1; tsc -p .",
		"all":   "rimraf dist; webpack --a; vite preview --port 80",
		"vue":   "vue-tsc; webpack --a",
		"both":  "webpack --a; vue-tsc; node x.js",
		"go":    "node x.js",
		"in":    "npm run build",
		"none":  "",
	}
	for script, want := range tests {
		var got []string
		for _, c := range m.expand(script) {
			got = append(got, strings.Join(c.args, " "))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s: %q, want %q", script, s, want)
		}
	}
}

func TestPinnedVersion(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{".nvmrc", "v18.12.0\n", "18.12.0"}, {".nvmrc", "20", "20"}, {".nvmrc", "lts/hydrogen", "18"}, {".nvmrc", "# why\n16.13\n", "16.13"},
		{".nvmrc", "lts/*", ""}, {".nvmrc", "node", ""}, {".nvmrc", "", ""}, {".node-version", "22.1.0\r\n", "22.1.0"},
		{".tool-versions", "ruby 3.3\nnodejs 20.5.0\n", "20.5.0"}, {".tool-versions", "ruby 3.3", ""},
	}
	for _, tt := range tests {
		if got, _ := pinnedVersion(tt.file, tt.text); got != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.file, tt.text, got, tt.want)
		}
	}
}

func TestLock(t *testing.T) {
	tests := []struct {
		name, tool, dir, text string
		dep                   Dependency
		want                  string
	}{
		{"npm 1", "npm", ".", "{\n  \"dependencies\": {\n    \"koa\": {\n      \"version\": \"2.0.1\"", Dependency{Name: "koa"}, "2.0.1"},
		{"npm, of a member", "npm", "a", `{"packages":{"node_modules/koa": {"version": "1.0.0"}, "a/node_modules/koa": {"version": "2.0.0"}}}`, Dependency{Name: "koa"}, "2.0.0"},
		{"npm, linked", "npm", ".", `{"node_modules/koa": {"link": true}, "x": {"version": "9"}}`, Dependency{Name: "koa"}, ""},
		{"yarn, of several ranges the one that is asked for", "yarn", ".", "koa@^1.0.0:\n  version \"1.7.0\"\n\nkoa@^2.0.0, koa@^2.1.0:\n  version \"2.15.0\"\n", Dependency{Name: "koa", Range: "^2.1.0"}, "2.15.0"},
		{"yarn, a name that ends alike", "yarn", ".", "my-koa@^2.0.0:\n  version \"9.0.0\"\n", Dependency{Name: "koa", Range: "^2.0.0"}, ""},
		{"berry", "yarn", ".", "\"@nestjs/core@npm:^10.0.0\":\n  version: 10.3.1\n", Dependency{Name: "@nestjs/core", Range: "^10.0.0"}, "10.3.1"},
		{"pnpm 5", "pnpm", ".", "lockfileVersion: 5.4\n\nspecifiers:\n  vue: ^3.2.0\n\ndependencies:\n  vue: 3.2.47\n\npackages:\n", Dependency{Name: "vue"}, "3.2.47"},
		{"pnpm 6", "pnpm", ".", "lockfileVersion: '6.0'\n\ndependencies:\n  vue:\n    specifier: ^3\n    version: 3.3.4(typescript@5)\n\npackages:\n", Dependency{Name: "vue"}, "3.3.4"},
		{"pnpm, of a member", "pnpm", "apps/b", "\nimporters:\n\n  apps/a:\n    dependencies:\n      vue:\n        version: 1.0.0\n\n  apps/b:\n    dependencies:\n      '@x/y':\n        version: 2.0.0\n      vue:\n        specifier: 'catalog:'\n        version: 3.5.1\n\npackages:\n", Dependency{Name: "vue"}, "3.5.1"},
		{"too large to read", "pnpm", ".", "", Dependency{Name: "vue"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := (&lock{tool: tt.tool, text: tt.text}).version(tt.dir, tt.dep); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestHostPort(t *testing.T) {
	tests := []struct{ in, kind, want string }{
		{"mongodb://user:hunter2@db/shop?x=y@z", "mongodb", "db:27017"},
		{"redis://:p@ss@cache:6380/0", "redis", "cache:6380"},
		{"mysql://${DB_USER}:${DB_PASS}@${DB_HOST:localhost}:${DB_PORT}/x", "mysql", "${DB_HOST:localhost}:${DB_PORT}"},
		{"kafka-1:9092,kafka-2:9092", "kafka", "kafka-1:9092,kafka-2:9092"},
		{"localhost", "redis", "localhost:6379"},
		{"redis://${}/0", "redis", ""},
	}
	for _, tt := range tests {
		if got := hostPort(tt.in, tt.kind); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestKindOfName(t *testing.T) {
	for in, want := range map[string]string{
		"redisHost": "redis", "REDIS_URL": "redis", "mail_opts": "smtp", "DB_HOST": "db", "esUrl": "elasticsearch", "mongodbUri": "mongodb",
		"address": "", "description": "", "pgPool": "postgresql", "adb": "", "userDbName": "",
	} {
		if got := kindOfName(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// TestNoSecret holds every case in testdata to it: no value of a secret is stated.
func TestNoSecret(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, want, _ := strings.Cut(string(b), "\n-- want --\n")
		for _, secret := range []string{"hunter2", "npm_secret", "guest:guest"} {
			if strings.Contains(want, secret) {
				t.Errorf("%s states %s", name, secret)
			}
		}
	}
}

// TestHugeLock has a lock file beyond what is read: the range stands for the version.
func TestHugeLock(t *testing.T) {
	fsys := pack(map[string]string{"package.json": `{"scripts":{"start":"node a.js"},"dependencies":{"express":"^4.1.0"}}`, "a.js": listens,
		"package-lock.json": strings.Repeat(" ", 5<<20) + "{}"})
	if got := value(t, fsys, ".", fact.FrameworkVersion); got != "^4.1.0" {
		t.Errorf("version %q", got)
	}
	if got := value(t, fsys, ".", fact.BuildLockFile); got != "package-lock.json" {
		t.Errorf("lock file %q", got)
	}
}

func FuzzParseManifest(f *testing.F) {
	for _, s := range []string{
		`{"scripts":{"start":"node a.js && npm run b","b":"npm run start"},"workspaces":["*","../x"],"dependencies":{"express":"file:.."}}`,
		"\uFEFF{/* x */}", `{"main":["a"],"engines":{"node":1},"workspaces":{"packages":{}}}`, `[]`, `{"scripts":{"start":"pm2 start ecosystem.config.js"}}`,
		`{"packageManager":"pnpm@","volta":[],"scripts":{"start":"node --require"},"bin":{}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fsys := pack(map[string]string{"package.json": text, "a/package.json": `{"name":"a","dependencies":{"b":"*"}}`, "index.js": text, "vite.config.js": text, "pnpm-workspace.yaml": text})
		describe(t, fsys)
	})
}

func FuzzLock(f *testing.F) {
	f.Add("koa@^1:\n  version \"1\"", "koa")
	f.Fuzz(func(_ *testing.T, text, name string) {
		for _, tool := range []string{"npm", "yarn", "pnpm"} {
			(&lock{tool: tool, text: text}).version("a", Dependency{Name: name})
		}
	})
}
