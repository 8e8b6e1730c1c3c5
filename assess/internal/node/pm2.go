package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// pm2 reads what the process manager is to start; in a container the platform is
// the process manager.
func (a *analysis) pm2(p *pkg, c command, depth int) run {
	target := ""
	for _, w := range operands(c.args[1:]) {
		if w != "start" && w != "startOrRestart" && w != "startOrReload" && w != "restart" && w != "reload" {
			target = w
			break
		}
	}
	switch {
	case target == "" || depth > 0:
		return run{}
	case target == "npm" || target == "yarn":
		return run{}
	case !strings.Contains(path.Base(target), "config") && path.Ext(target) != ".json" && path.Ext(target) != ".yml":
		r := nodeRun(p, command{args: []string{"node", target}})
		r.instances = numeric(c.option("-i", "--instances"))
		return r
	}
	full := a.file(p, target)
	if full == "" {
		return run{}
	}
	r := a.ecosystem(p, full)
	r.confidence = fact.Medium
	return r
}

// ecosystem reads the first application of a pm2 file.
func (a *analysis) ecosystem(p *pkg, name string) run {
	var script, args, instances string
	var line int
	switch path.Ext(name) {
	case ".json", ".yml", ".yaml":
		s := a.settings(name)
		for _, prefix := range []string{"apps[0].", "apps.", ""} {
			if v, ok := s.Get(prefix + "script"); ok {
				script, line = v.Value, v.Line
				x, _ := s.Get(prefix + "args")
				n, _ := s.Get(prefix + "instances")
				args, instances = x.Value, n.Value
				break
			}
		}
	default:
		f := a.source(name)
		if f == nil {
			return run{}
		}
		app := f.Exported().Get("apps")
		if items := app.Items(); len(items) > 0 {
			app = items[0]
		}
		v := app.Get("script")
		script, line = v.Text, v.Line
		args, instances = app.Get("args").Text, app.Get("instances").Text
	}
	if script == "" {
		return run{}
	}
	if b := path.Base(script); b == "egg-scripts" || b == "next" || b == "nuxt" {
		script = b
	}
	c := command{args: append([]string{script}, strings.Fields(args)...)}
	if sourceExtRE.MatchString(script) || strings.Contains(script, "/") {
		c.args = append([]string{"node"}, c.args...)
	}
	r := a.classify(p, c, 1)
	r.path, r.line, r.instances = name, line, numeric(instances)
	return r
}

func numeric(s string) string {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return ""
		}
	}
	return s
}
