package cmdline

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// Facts returns what the command states, with one place as evidence.
func (c Command) Facts(origin fact.Origin, path string, line int) fact.Set {
	var out fact.Set
	add := func(key, value string) {
		if value != "" {
			out = append(out, fact.New(key, value, origin, path, line))
		}
	}
	if f, ok := c.start(origin, path, line); ok {
		out = append(out, f)
	}
	for _, p := range c.Ports {
		key := fact.Port
		if p.Name != "" {
			key = fact.PortNamed(p.Name)
		}
		add(key, strconv.Itoa(p.Number)+"/"+p.Protocol)
		if p.Assumed {
			out[len(out)-1].Confidence = fact.Medium
		}
	}
	add(fact.HeapMax, c.HeapMax)
	add(fact.TimeZone, known(c.TimeZone))
	add(fact.Charset, known(c.Charset))
	add(fact.ContextPath, known(c.ContextPath))
	add(fact.RunUser, c.User)
	add(fact.Workload, c.Workload)
	add(fact.Schedule, c.Schedule)
	for _, p := range c.Profiles {
		add(fact.Profile, p)
	}
	for _, f := range c.ConfigFiles {
		add(fact.ConfigFile, known(f))
	}
	for _, step := range c.Before {
		if args, masked := Args(step); !masked {
			add(fact.StartBefore, fact.Command(args...))
		}
	}
	return append(out, c.stack(origin, path, line)...)
}

// start is the command itself. One that is meant for development is still the
// only word on how it runs, and a guess.
func (c Command) start(origin fact.Origin, path string, line int) (fact.Fact, bool) {
	if len(c.Args) == 0 || !c.Serves && !(c.Dev && len(c.Ports) > 0) {
		return fact.Fact{}, false
	}
	args, masked := Args(c.Args)
	f := fact.New(fact.Start, fact.Command(args...), origin, path, line)
	switch {
	case masked || c.Dev || slices.ContainsFunc(args, func(a string) bool { return strings.Contains(a, "$(") || strings.Contains(a, "`") }):
		f.Confidence = fact.Low
	case c.Open:
		f.Confidence = fact.Medium
	}
	return f, true
}

// stack is what only one language has.
func (c Command) stack(origin fact.Origin, path string, line int) fact.Set {
	var out fact.Set
	switch server := strings.TrimSuffix(c.Program, "-serve"); server {
	case "gunicorn", "uvicorn", "hypercorn", "daphne", "uwsgi", "waitress":
		out = append(out, fact.New(fact.PythonServer, server, origin, path, line))
		if app := known(c.App); app != "" {
			if !strings.Contains(app, ":") {
				app += ":application" // what these servers look for
			}
			out = append(out, fact.New(fact.PythonApp, app, origin, path, line))
		}
	case "java":
		if c.Class != "" && !strings.HasPrefix(c.Class, "org.springframework.boot.loader.") {
			out = append(out, fact.New(fact.MainClass, known(c.Class), origin, path, line))
		}
	}
	return out
}

// known drops a value that is not fully known.
func known(s string) string {
	if strings.ContainsAny(s, "$`") {
		return ""
	}
	return s
}
