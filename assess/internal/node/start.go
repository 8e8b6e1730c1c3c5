package node

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// runKind is what running a command comes to.
type runKind uint8

const (
	runOther   runKind = iota
	runServer          // a server as production runs it
	runDevelop         // a server that compiles or watches
	runStatic          // a server of static files
	runDesktop         // an application on a person's machine
)

// run is a command of a script that keeps running.
type run struct {
	kind       runKind
	args       []string // the command, without wrappers
	entry      string   // file that node runs, relative to the package, as written
	source     string   // file that the entry is compiled from, relative to the package
	env        [][2]string
	before     []command // what runs before it: builds, migrations
	script     string
	path       string // evidence
	line       int
	confidence fact.Confidence
	instances  string
}

// startNames are the scripts that may start production, surest first; only the
// ones that are marked may also name a development server.
func startNames() []string {
	return []string{
		"start:prod", "start:production", "start-prod", "start_prod", "prod:start", "start", "production", "prod", "online",
		"serve:prod", "start:server", "start-server", "server", "serve", "dev", "start:dev", "develop",
	}
}

// starts returns what the scripts of the package run: servers as production runs
// them first, then the others, both in the order of startNames.
func (a *analysis) starts(p *pkg) []run {
	var servers, others []run
	for _, n := range startNames() {
		s, ok := p.Script(n)
		if !ok {
			continue
		}
		r := a.running(p, p.expand(n))
		r.script = n
		if r.path == "" {
			r.path, r.line = p.Path, s.Line
		}
		switch {
		case r.kind == runOther:
		case r.kind == runServer && !devName(n):
			servers = append(servers, r)
		default:
			others = append(others, r)
		}
	}
	return slices.Concat(servers, others)
}

func devName(script string) bool { return strings.Contains(script, "dev") }

// running finds the last command that keeps running.
func (a *analysis) running(p *pkg, cmds []command) run {
	for i, c := range slices.Backward(cmds) { // what runs before the last one has ended by then
		if c.dir != "" && a.byDir[p.join(c.dir)] != nil { // another package's
			continue
		}
		r := a.classify(p, c, 0)
		if r.kind != runOther {
			r.before = cmds[:i]
			r.env = append(r.env, c.env...)
			if c.dir != "" && r.entry != "" {
				r.entry = path.Join(c.dir, r.entry)
			}
			return r
		}
	}
	return run{}
}

// classify tells what a command runs.
func (a *analysis) classify(p *pkg, c command, depth int) run {
	b := c.base()
	sub := ""
	if ops := operands(c.args[1:]); len(ops) > 0 {
		sub = ops[0]
		if strings.Contains(sub, "node_modules/") && len(ops) > 1 {
			sub = ops[1]
		}
	}
	as := func(k runKind, args ...string) run { return run{kind: k, args: args, confidence: fact.High} }
	switch b {
	case "node":
		return nodeRun(p, c)
	case "nodemon", "supervisor", "node-dev", "forever", "ts-node", "ts-node-dev", "tsnd", "tsx", "esno", "babel-node", "vite-node", "swc-node", "jiti":
		return developRun(c, b)
	case "pm2", "pm2-runtime":
		return a.pm2(p, c, depth)
	case "egg-scripts":
		if sub == "start" {
			return as(runServer, undaemon(b, c.args)...)
		}
	case "next", "strapi", "fastify", "directus", "medusa":
		if sub == "start" {
			return as(runServer, append([]string{b}, c.args[slices.Index(c.args, "start"):]...)...)
		}
		if sub == "dev" || sub == "" || sub == "develop" {
			return as(runDevelop, c.args...)
		}
	case "nuxt", "nuxi", "nuxt-ts", "nuxt3":
		if sub == "start" || sub == "preview" {
			return as(runServer, c.args...)
		}
		return devUnlessBuild(c, sub)
	case "remix-serve", "react-router-serve", "moleculer-runner", "probot":
		return as(runServer, c.args...)
	case "sails":
		return as(runServer, "node", "app.js", "--prod")
	case "serve", "http-server", "live-server", "serve-handler", "superstatic", "local-web-server", "ws":
		return as(runStatic, c.args...)
	case "electron", "electron-forge", "electron-vite", "electron-builder", "tauri", "expo", "react-native", "neu":
		return as(runDesktop, c.args...)
	case "vite", "vue-cli-service", "webpack-dev-server", "react-scripts", "react-app-rewired", "craco", "umi", "max", "rsbuild", "rspack",
		"parcel", "ng", "nest", "egg-bin", "midway-bin", "mwtsc", "nx", "webpack", "roadhog", "astro", "gatsby", "docusaurus", "remix", "nitro", "farm", "poi", "ice", "nitropack":
		return devUnlessBuild(c, sub)
	}
	return run{}
}

func devUnlessBuild(c command, sub string) run {
	switch sub {
	case "build", "generate", "prepare", "typegen", "check", "lint", "test", "cov", "analyze", "setup":
		return run{}
	case "preview":
		return run{kind: runStatic, args: c.args, confidence: fact.High}
	}
	if b := c.base(); b == "webpack" && sub != "serve" && sub != "server" || b == "mwtsc" && c.option("--run") == "" {
		return run{}
	}
	return run{kind: runDevelop, args: c.args, confidence: fact.High}
}

// undaemon drops the options that send a server into the background, where a
// container would take it for ended.
func undaemon(b string, args []string) []string {
	out := []string{b}
	for _, w := range args[slices.Index(args, "start"):] {
		if w != "--daemon" && w != "-d" && !strings.HasPrefix(w, "--daemon=") {
			out = append(out, w)
		}
	}
	return out
}

var (
	debugFlagRE  = regexp.MustCompile(`^--(inspect|debug|watch|trace|prof)`)
	onTheFlyRE   = regexp.MustCompile(`ts-node|tsx|esbuild-register|@swc-node|esbuild-runner|jiti`)
	developerRE  = regexp.MustCompile(`(^|/)(dev[-_.]?server|webpack[^/]*|mock[^/]*|dev|setup|seed|migrate|build|open[A-Z]\w*)$`)
	sourceExtRE  = regexp.MustCompile(`\.[cm]?[jt]sx?$`)
	typeScriptRE = regexp.MustCompile(`\.[cm]?tsx?$`)
)

// nodeRun reads a command of node itself.
func nodeRun(p *pkg, c command) run {
	r := run{kind: runServer, args: []string{"node"}, confidence: fact.High}
	for i := 1; i < len(c.args); i++ {
		w := c.args[i]
		switch {
		case r.entry != "":
			r.args = append(r.args, w)
		case w == "-e" || w == "--eval" || w == "-p" || w == "--print" || w == "--test":
			return run{}
		case debugFlagRE.MatchString(w):
			if strings.HasPrefix(w, "--watch") {
				r.kind = runDevelop
			}
		case w == "-r" || w == "--require" || w == "--import" || w == "--loader" || w == "--experimental-loader":
			if i++; i < len(c.args) {
				if onTheFlyRE.MatchString(c.args[i]) {
					r.kind = runDevelop
				}
				r.args = append(r.args, w, c.args[i])
			}
		case strings.HasPrefix(w, "-"):
			if onTheFlyRE.MatchString(w) {
				r.kind = runDevelop
			}
			r.args = append(r.args, w)
		default:
			r.entry = strings.TrimPrefix(w, "./")
			r.args = append(r.args, r.entry)
		}
	}
	if r.entry == "" || developerRE.MatchString(strings.TrimSuffix(r.entry, path.Ext(r.entry))) && r.entry != "build" {
		return run{}
	}
	if r.entry == "." && p.Main.Value != "" {
		r.entry = path.Clean(p.Main.Value)
	}
	return r
}

// developRun reads a command of a watcher or of a runner that compiles on the fly.
func developRun(c command, b string) run {
	r := run{kind: runDevelop, args: c.args, confidence: fact.Medium}
	if exec := c.option("--exec", "-x"); exec != "" {
		if words := strings.Fields(exec); len(words) > 1 {
			r.entry = command{args: words}.operand()
		}
	}
	for i := 1; i < len(c.args) && r.entry == ""; i++ {
		switch w := c.args[i]; {
		case w == "-r" || w == "--require" || w == "-P" || w == "--project" || w == "--watch" || w == "-w" && b == "nodemon" || w == "-e" || w == "--ext" || w == "--ignore":
			i++
		case w == "watch" || w == "start" || w == "node" || w == "ts-node" || w == "tsx" || w == "babel-node" || strings.HasPrefix(w, "-"):
		default:
			r.entry = strings.TrimPrefix(w, "./")
		}
	}
	return r
}
