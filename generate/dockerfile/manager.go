package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
)

// manager is a package manager of Node, as one component uses it.
type manager struct {
	id            string
	lock          string   // "" when there is none
	setup         []string // commands that bring the right version
	beforeInstall string
	install       string
	lockOnly      bool   // the installation reads the lock file and no manifests of members
	afterCopy     string // completes the installation once the source is there; "" for nothing
	prune         string // drops what only development needs; "" when it cannot
	mounts        []ast.Mount
	variables     ast.Env
}

const officialNPM = "https://registry.npmjs.org"

// manager reads the package manager out of the facts.
func (b *builder) manager() manager {
	m := manager{id: b.w.Component.BuildTool.ID, lock: b.value(fact.BuildLockFile)}
	v := exact(b.w.Component.BuildTool.Version)
	switch {
	case m.id == "pnpm":
		b.pnpm(&m, v)
	case m.id == "yarn" && atLeast(v+".0", 2, 0):
		b.berry(&m, v)
	case m.id == "yarn":
		b.yarn(&m)
	default:
		m.id = "npm"
		b.npm(&m)
	}
	if b.npmrcHasLogin() || ownSource(b.app.Mirrors.NPM) {
		m.mounts = append(m.mounts, ast.Mount{Type: ast.Secret, ID: "npmrc", Target: "/root/.npmrc"})
	}
	return m
}

// npmrcHasLogin tells whether the source commits a .npmrc with a login: then the
// file stays out of the image and comes as a secret of the build.
func (b *builder) npmrcHasLogin() bool {
	if len(b.facts.Values(fact.BuildLogin)) > 0 {
		return true
	}
	for _, f := range b.facts {
		name, isEnv := fact.EnvName(f.Key)
		if !isEnv || !fact.Sensitive(name) {
			continue
		}
		for _, e := range f.Evidence {
			if path.Base(e.Path) == ".npmrc" {
				return true
			}
		}
	}
	return false
}

func (b *builder) npm(m *manager) {
	m.mounts = []ast.Mount{{Type: ast.Cache, Target: "/root/.npm"}}
	m.variables = ast.Env{{Name: "npm_config_registry", Value: "${" + ArgNPM + ":-" + officialNPM + "}", Expand: true}}
	m.install, m.prune = "npm ci", "npm prune --omit=dev"
	if m.lock == "" {
		m.install = "npm install"
	}
	if !atLeast(b.w.Build.Version+".0", 16, 0) { // npm 6
		m.prune = "npm prune --production"
	}
}

// yarn is Yarn 1, whose lock file names the registry with every package.
func (b *builder) yarn(m *manager) {
	const official = "https://registry.yarnpkg.com"
	m.mounts = []ast.Mount{{Type: ast.Cache, Target: "/usr/local/share/.cache/yarn", Locked: true}}
	m.variables = ast.Env{{Name: "npm_config_registry", Value: "${" + ArgNPM + ":-" + official + "}", Expand: true}}
	m.install = "yarn install --frozen-lockfile --non-interactive"
	m.prune = "yarn install --production --ignore-scripts --prefer-offline --frozen-lockfile --non-interactive"
	if m.lock == "" {
		m.install, m.prune = "yarn install --non-interactive", "yarn install --production --ignore-scripts --prefer-offline --non-interactive"
	} else {
		m.beforeInstall = `sed -i -E "s#https://registry\.(yarnpkg\.com|npmjs\.org)#${npm_config_registry%/}#" ` + shellWord(m.lock)
	}
	if m.beforeInstall != "" { // the source brings the lock file back as it was
		m.prune = m.beforeInstall + " && " + m.prune
	}
	if atLeast(b.w.Build.Version+".0", 26, 0) { // the image brings it up to Node 24
		m.setup = []string{"npm install --global yarn@1.22.22"}
	}
}

// berry is Yarn 2 and later. Plain node_modules suit every program, also where the
// source resolves modules by Plug'n'Play in development.
func (b *builder) berry(m *manager, v string) {
	m.mounts = []ast.Mount{{Type: ast.Cache, Target: "/root/.yarn/berry/cache", Locked: true}}
	m.variables = ast.Env{
		{Name: "npm_config_registry", Value: "${" + ArgNPM + ":-" + officialNPM + "}", Expand: true},
		{Name: "YARN_NPM_REGISTRY_SERVER", Value: "${" + ArgNPM + ":-" + officialNPM + "}", Expand: true},
		{Name: "YARN_NODE_LINKER", Value: "node-modules"},
		{Name: "YARN_ENABLE_GLOBAL_CACHE", Value: "true"},
	}
	m.install = "yarn install --immutable"
	if m.lock == "" {
		m.install = "yarn install"
	}
	if atLeast(v+".0", 4, 0) {
		m.prune = "yarn workspaces focus --all --production"
	}
	committed := slices.ContainsFunc(b.facts.Values(fact.BuildFile), func(f string) bool { return strings.Contains(f, ".yarn/releases/") })
	if !committed {
		m.setup = []string{"npm install --global --force @yarnpkg/cli-dist@" + v}
	}
}

func (b *builder) pnpm(m *manager, v string) {
	if v == "" {
		v = "9"
		if !atLeast(b.w.Build.Version+".0", 18, 0) { // pnpm 9 needs Node 18
			v = "7"
		}
	}
	m.mounts = []ast.Mount{{Type: ast.Cache, Target: "/pnpm/store"}}
	m.variables = ast.Env{
		{Name: "npm_config_registry", Value: "${" + ArgNPM + ":-" + officialNPM + "}", Expand: true},
		{Name: "npm_config_store_dir", Value: "/pnpm/store"},
	}
	m.setup = []string{"npm install --global pnpm@" + v}
	m.install, m.afterCopy, m.prune = "pnpm fetch", "pnpm install --frozen-lockfile --prefer-offline", "CI=true pnpm prune --prod"
	if m.lock == "" {
		m.install, m.afterCopy = "pnpm install --no-frozen-lockfile", ""
	}
	m.lockOnly = m.lock != ""
	if len(b.facts.Values(fact.BuildNeeds)) > 0 || b.module() != "." { // prune knows single packages only
		m.prune = "find . -name node_modules -type d -prune -exec rm -rf {} + && CI=true pnpm install --prod --frozen-lockfile --ignore-scripts && pnpm rebuild --recursive"
	}
}

// binary runs a command of a dependency. pnpm makes shell scripts that become the
// program; the others link to a script for node.
func (m manager) binary(name, module string) []string {
	up := ""
	if module != "." && m.id != "pnpm" { // workspaces share the directory at their root
		up = strings.Repeat("../", strings.Count(module, "/")+1)
	}
	if m.id == "pnpm" {
		return []string{"node_modules/.bin/" + name}
	}
	return []string{"node", up + "node_modules/.bin/" + name}
}
