package detect

import (
	"cmp"
	"context"
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/scan"
)

// scriptsDetector notes what start scripts and the files of process managers
// start: shell scripts, supervisord, pm2 and crontabs.
func scriptsDetector() Detector {
	return Detector{
		Name: "scripts",
		Globs: []string{
			"**/*.sh", "**/supervisord*.conf", "**/supervisor/*.conf", "**/supervisor/**/*.conf", "**/supervisor*.ini",
			"**/ecosystem.config.js", "**/ecosystem.config.cjs", "**/ecosystem*.json", "**/pm2*.json", "**/process.json", "**/processes.json", "**/pm2*.config.js",
			"**/crontab", "**/crontab.txt", "**/*.crontab", "**/*.cron", "**/cron.d/*",
		},
		Run: runScripts,
	}
}

func runScripts(ctx context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	generated := Generated(in.Tree)
	for _, name := range in.Paths {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		read := scriptReader(name)
		if read == nil {
			continue
		}
		text, ok, err := deployText(in.Tree, generated, name)
		if err != nil {
			errs = append(errs, fileError(name, err))
		}
		if ok {
			out.Notes = append(out.Notes, read(in.Tree, name, text)...)
		}
	}
	asideWorkers(out.Notes)
	return out, errors.Join(errs...)
}

// asideWorkers takes the directory from the notes about workers and jobs where
// another note has a server in it: they are not what the component runs.
func asideWorkers(notes []Note) {
	serves := map[string]bool{}
	for _, n := range notes {
		if w := n.Facts.Value(fact.Workload); n.Facts.Value(fact.Start) != "" && (w == "" || w == "web") {
			serves[n.Dir] = true
		}
	}
	for i, n := range notes {
		if w := n.Facts.Value(fact.Workload); n.Name != "" && (w == "worker" || w == "cron") && serves[n.Dir] {
			notes[i].Dir = ""
		}
	}
}

// scriptReader chooses how a file is read, nil for one that starts nothing in
// production.
func scriptReader(name string) func(*scan.Tree, string, string) []Note {
	base := strings.ToLower(path.Base(name))
	switch {
	case scriptAside(name):
		return nil
	case strings.HasSuffix(base, ".sh"):
		return shellNotes
	case strings.HasSuffix(base, ".js") || strings.HasSuffix(base, ".cjs") || strings.HasSuffix(base, ".json"):
		return pm2Notes
	case strings.HasSuffix(base, ".conf") || strings.HasSuffix(base, ".ini"):
		return supervisorNotes
	}
	return crontabNotes
}

var asideRE = regexp.MustCompile(`(?i)(^|[/._-])(tests?|testing|e2e|ci|travis|circleci|examples?|samples?|benchmarks?|fixtures|hack|install|uninstall|build|package|release|lint|format|dev|develop|debug|watch|codegen|gen(erate)?|genproto|docs?)([/._-]|$)`)

// scriptAside tells of scripts for development, tests, builds and installing.
func scriptAside(name string) bool {
	name = strings.TrimSuffix(name, path.Ext(name))
	dir := path.Dir(name)
	// A folder says so too, but for build and docs, where start scripts end up.
	for elem := range strings.SplitSeq(dir, "/") {
		switch strings.ToLower(elem) {
		case "test", "tests", "testdata", "__tests__", "e2e", "examples", "example", "ci", ".github", ".circleci", ".husky", "fixtures", "benchmark", "third_party", "node_modules":
			return true
		}
	}
	return asideRE.MatchString(path.Base(name))
}

// startScriptRE is how scripts that start a program are named.
var startScriptRE = regexp.MustCompile(`(?i)^(re)?(start|run|boot|launch|serve|server|startup|bootstrap|entrypoint|docker-entrypoint|docker_start|app|service|worker|web|cmd)([._-].*)?\.sh$|[_-](start|run|entrypoint|server)\.sh$|^start|^run|entrypoint`)

var worthRE = regexp.MustCompile(`\b(java|node|python[0-9.]*|gunicorn|uvicorn|hypercorn|daphne|uwsgi|celery|flask|pm2|forever|npm|yarn|pnpm|dotnet|php|docker|podman|catalina|nohup|exec|waitress-serve|streamlit|fastapi)\b`)

// shellNotes reads a shell script. A script that is named after starting tells by
// any command that serves; another one only by those that it leaves running, for
// many scripts run a java or node of their own for other ends.
func shellNotes(t *scan.Tree, name, text string) []Note {
	if !worthRE.MatchString(text) {
		return nil
	}
	s, _ := cmdline.Parse(text) // what could not be read is left out
	base := path.Base(name)
	if base == "setenv.sh" {
		return tomcatEnv(t, name, s)
	}
	named := startScriptRE.MatchString(base)
	var ps []process
	var out []Note
	for i, l := range s.Lines {
		if n, ok := dockerRunNote(t, name, l); ok {
			out = append(out, n)
			continue
		}
		c := cmdline.Analyze(l)
		if !scriptStarts(c, named) {
			continue
		}
		if named {
			c.Before = append(cmdline.Steps(s.Lines[:i]), c.Before...)
		}
		p := process{name: scriptTitle(name, c), line: l.Line, cmd: c}
		if dir := cleanDir(l.Dir); dir != "" {
			p.name = cmp.Or(artefactName(c.Artefact), p.name, path.Base(dir))
		}
		ps = append(ps, p)
	}
	return append(out, scriptNotes(t, name, dedupe(ps))...)
}

// scriptStarts tells whether a command of a script is one that serves.
func scriptStarts(c cmdline.Command, named bool) bool {
	switch {
	case c.Dev && c.Program == "python" && len(c.Ports) > 0 && named: // runserver
		return true
	case !c.Serves || c.Dev:
		return false
	case c.Program == "java" && c.Artefact == "" && c.Class == "":
		return false
	case knownProgram(c):
		return named || c.Wrapped || c.Program == "gunicorn" || c.Program == "uvicorn" || c.Program == "uwsgi"
	}
	// A program of the customer's own, by its path: only when it is left running.
	return c.Wrapped && named && c.Artefact != ""
}

// knownProgram tells of programs that run nothing but an application.
func knownProgram(c cmdline.Command) bool {
	switch c.Program {
	case "java", "node", "nodejs", "python", "gunicorn", "uvicorn", "hypercorn", "daphne", "uwsgi", "waitress-serve", "celery", "pm2", "pm2-runtime", "forever",
		"dotnet", "php", "npm", "yarn", "pnpm", "streamlit", "fastapi", "puma", "rails", "rq", "next", "nuxt", "serve", "http-server", "bun":
		return true
	}
	return false
}

// scriptTitle names what a command starts.
func scriptTitle(file string, c cmdline.Command) string {
	if n := artefactName(c.Artefact); n != "" && c.Program == "java" {
		return n
	}
	if n := artefactName(path.Base(file)); n != "" && !startScriptRE.MatchString(path.Base(file)) {
		return n
	}
	if c.Workload != "" {
		return c.Workload
	}
	return ""
}

// cleanDir is a directory that a script names without what only the machine knows.
func cleanDir(dir string) string {
	if strings.ContainsAny(dir, "$`") {
		return ""
	}
	return dir
}

// dedupe leaves one of the commands that a script holds for start and restart.
func dedupe(ps []process) []process {
	var out []process
	seen := map[string]bool{}
	for _, p := range ps {
		key := fact.Command(p.cmd.Args...)
		if !seen[key] {
			out = append(out, p)
		}
		seen[key] = true
	}
	return out
}

// scriptNotes makes notes of what a script starts. Several jars are several
// components, each by its own name.
func scriptNotes(t *scan.Tree, file string, ps []process) []Note {
	jars := 0
	for _, p := range ps {
		if p.cmd.Program == "java" {
			jars++
		}
	}
	if jars < 2 {
		return processNotes(t, file, ps)
	}
	var out []Note
	for _, p := range ps {
		out = append(out, Note{Dir: builtDir(t, file, p.cmd), Name: p.name, Facts: p.cmd.Facts(fact.FromStart, file, p.line)})
	}
	return out
}

// tomcatEnv reads the variables that Tomcat's start script takes from setenv.sh.
func tomcatEnv(t *scan.Tree, file string, s cmdline.Script) []Note {
	var facts fact.Set
	for _, v := range s.Vars {
		facts = append(facts, cmdline.FromVars([]cmdline.Var{v}).Facts(fact.FromStart, file, v.Line)...)
	}
	if len(facts) == 0 {
		return nil
	}
	return []Note{{Dir: startDir(t, file, cmdline.Command{}), Facts: facts}}
}
