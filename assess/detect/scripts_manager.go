package detect

import (
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/container"
	"github.com/gantry-ack/gantry/assess/internal/ini"
	"github.com/gantry-ack/gantry/assess/scan"
)

// supervisorNotes reads the programs of supervisord.
func supervisorNotes(t *scan.Tree, file, text string) []Note {
	settings := ini.Parse(text)
	var ps []process
	for _, s := range settings {
		section, key, ok := strings.Cut(s.Key, ".command")
		name, program := strings.CutPrefix(section, "program:")
		if !ok || key != "" || !program {
			continue
		}
		value, _, _ := strings.Cut(s.Value, " ;") // a comment of supervisord
		c := commandOf(strings.ReplaceAll(value, "%%", "%"), nil)
		if c.Dev || c.Program == "nginx" || c.Program == "cron" || c.Program == "sshd" || c.Program == "redis-server" {
			continue
		}
		c.Serves = true
		p := process{name: name, line: s.Line, cmd: c}
		b := container.Builder{Origin: fact.FromStart, Path: file}
		if u, ok := settings.Get(section + ".user"); ok {
			b.User(u.Value, u.Line)
		}
		if e, ok := settings.Get(section + ".environment"); ok {
			for k, v := range supervisorEnvironment(e.Value) {
				b.Env(k, v, e.Line)
			}
		}
		p.more = b.Facts()
		ps = append(ps, p)
	}
	return processNotes(t, file, ps)
}

var supervisorEnvRE = regexp.MustCompile(`([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|([^,\s]*))`)

// supervisorEnvironment reads A="x",B=y in its order.
func supervisorEnvironment(value string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for _, m := range supervisorEnvRE.FindAllStringSubmatch(value, 200) {
			if !yield(m[1], m[2]+m[3]+m[4]) {
				return
			}
		}
	}
}

var (
	pm2KeyRE     = regexp.MustCompile(`(?m)^\s*['"]?(name|script|args|instances|cwd|interpreter|PORT|NODE_ENV|watch)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([\w.+-]+))`)
	pm2ScriptRE  = regexp.MustCompile(`['"]?script['"]?\s*:`)
	pm2InlineRE  = regexp.MustCompile(`([{,]\s*)(['"]?(?:name|script|args|instances|cwd|interpreter|PORT|NODE_ENV|watch)['"]?\s*:)`)
	pm2BlockRE   = regexp.MustCompile(`['"]?env(?:_(\w+))?['"]?\s*:\s*\{[^}]*\}`)
	pm2CommentRE = regexp.MustCompile(`(?m)^\s*//.*$`)
)

// pm2Notes reads the applications of pm2. The file is JavaScript, of which only
// plain values are understood.
func pm2Notes(t *scan.Tree, file, text string) []Note {
	text = pm2CommentRE.ReplaceAllString(text, "")
	at := pm2ScriptRE.FindAllStringIndex(text, 50)
	if !strings.Contains(text, "apps") && !json.Valid([]byte(text)) || len(at) == 0 {
		return nil
	}
	var ps []process
	for i := range at {
		from, to := 0, len(text)
		if i > 0 {
			from = pm2Boundary(text, at[i-1][1], at[i][0])
		}
		if i+1 < len(at) {
			to = pm2Boundary(text, at[i][1], at[i+1][0])
		}
		if p, ok := pm2App(file, text[from:to], 1+strings.Count(text[:at[i][0]], "\n")); ok {
			ps = append(ps, p)
		}
	}
	return processNotes(t, file, ps)
}

// pm2Boundary finds where one application ends and the next begins.
func pm2Boundary(text string, from, to int) int {
	if i := strings.LastIndexByte(text[from:to], '{'); i >= 0 {
		return from + i
	}
	return from
}

func pm2App(file, block string, line int) (process, bool) {
	production := map[string]string{}
	for _, m := range pm2BlockRE.FindAllStringSubmatch(block, 20) {
		if m[1] == "" || strings.HasPrefix(m[1], "prod") {
			maps.Copy(production, pm2Values(m[0]))
		}
	}
	values := pm2Values(pm2BlockRE.ReplaceAllString(block, ""))
	script := values["script"]
	if script == "" || strings.Contains(script, "test") {
		return process{}, false
	}
	args := []string{"node", script}
	if script == "npm" || script == "yarn" || script == "serve" || values["interpreter"] == "none" {
		args = []string{script}
	} else if in := values["interpreter"]; in != "" {
		args[0] = in
	}
	l := cmdline.Line{Args: append(args, strings.Fields(values["args"])...)}
	for _, k := range []string{"PORT", "NODE_ENV"} {
		if v := production[k]; v != "" {
			l.Env = append(l.Env, cmdline.Var{Name: k, Value: v})
		}
	}
	c := cmdline.Analyze(l)
	if c.Dev {
		return process{}, false
	}
	c.Serves = true
	p := process{name: values["name"], line: line, cmd: c}
	if n := digits(values["instances"]); n != "" && n != "0" {
		p.more = fact.Set{fact.New(fact.Instances, n, fact.FromStart, file, line)}
	}
	return p, true
}

// pm2Values reads key: value pairs with plain values; the last one holds.
func pm2Values(block string) map[string]string {
	out := map[string]string{}
	for _, m := range pm2KeyRE.FindAllStringSubmatch(pm2InlineRE.ReplaceAllString(block, "$1\n$2"), 200) {
		out[m[1]] = m[2] + m[3] + m[4]
	}
	return out
}

var crontabRE = regexp.MustCompile(`^((?:[\d*/,A-Za-z-]+\s+){4}[\d*/,A-Za-z-]+|@(?:hourly|daily|weekly|monthly|yearly|annually|midnight))\s+(\S.*)$`)

// crontabNotes reads the jobs of a crontab. Each is a component of its own, named
// after what it runs.
func crontabNotes(t *scan.Tree, file, text string) []Note {
	var out []Note
	n := 0
	for line := range strings.Lines(text) {
		n++
		m := crontabRE.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		command := m[2]
		if first, rest, ok := strings.Cut(command, " "); ok && strings.Contains("/"+file, "/cron.d/") || first == "root" || first == "www-data" {
			command = strings.TrimSpace(rest) // /etc/cron.d has the user in front
		}
		c := commandOf(command, nil)
		if len(c.Args) == 0 {
			continue
		}
		c.Serves = true
		c.Workload, c.Schedule = "cron", m[1]
		name := cmp.Or(artefactName(c.Artefact), artefactName(c.Args[0]))
		out = append(out, Note{Name: name, Facts: c.Facts(fact.FromStart, file, n)})
	}
	return out
}
