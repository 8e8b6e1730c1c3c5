package cmdline

import (
	"regexp"
	"strings"
)

// appRE is module:attribute, the attribute possibly a call.
var appRE = regexp.MustCompile(`^[A-Za-z_][\w./]*(:[A-Za-z_][\w.]*(\(.*\))?)?$`)

// python reads python FILE, python -m MODULE and manage.py.
func (c *Command) python(args []string) {
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "-m" && args[0] != "-c" {
		n := 1
		if args[0] == "-W" || args[0] == "-X" {
			n = 2
		}
		args = args[min(n, len(args)):]
	}
	switch {
	case len(args) == 0 || args[0] == "-c":
		return
	case args[0] == "-m":
		if len(args) > 1 {
			c.module(args[1], args[2:])
		}
		return
	}
	c.Artefact = args[0]
	if strings.HasSuffix(args[0], "manage.py") {
		c.manage(args[1:])
		return
	}
	c.Serves = strings.HasSuffix(args[0], ".py") && !strings.HasSuffix(args[0], "setup.py")
	c.flagPort(args[1:])
}

// module is python -m NAME: servers are known by that name too.
func (c *Command) module(name string, args []string) {
	if run, ok := programs()[name]; ok && name != "java" {
		c.Program = name
		run(c, args)
		return
	}
	c.Dev = name == "pytest" || name == "unittest" || name == "pip" || name == "venv" || name == "http.server"
	c.Serves = !c.Dev
	c.flagPort(args)
}

// manage is manage.py COMMAND. Its runserver is for development, and still what
// runs in many places.
func (c *Command) manage(args []string) {
	ops := operands(args)
	if len(ops) == 0 {
		return
	}
	switch ops[0] {
	case "runserver", "runserver_plus":
		c.Dev = true
		if len(ops) > 1 {
			if n, ok := portOf(ops[1]); ok {
				c.port("", n, "http")
			}
		}
	case "celery":
		c.Program = "celery"
		c.celery(args[1:])
	case "qcluster", "rqworker", "process_tasks", "rundramatiq":
		c.Serves, c.Workload = true, "worker"
	}
}

// flask is flask run, a server for development that some use in production.
func (c *Command) flask(args []string) {
	if ops := operands(args, "--app", "-A", "-e", "--env-file", "-h", "--host", "-p", "--port"); len(ops) == 0 || ops[0] != "run" {
		return
	}
	c.Dev = true
	c.App = flag(args, "app", "A")
	c.flagPort(args)
}

func (c *Command) application(args []string, withValue ...string) {
	for _, o := range operands(args, withValue...) {
		if appRE.MatchString(o) {
			c.App = o
			return
		}
	}
}

// gunicorn reads gunicorn and hypercorn, whose flags are alike.
func (c *Command) gunicorn(args []string) {
	c.Serves = true
	c.application(args, "-b", "--bind", "-w", "--workers", "-k", "--worker-class", "-c", "--config", "-t", "--timeout",
		"--threads", "-n", "--name", "-u", "--user", "-g", "--group", "--log-level", "--log-file", "--access-logfile",
		"--error-logfile", "--chdir", "--pythonpath", "--keep-alive", "--max-requests", "--max-requests-jitter",
		"--graceful-timeout", "-p", "--pid", "--env", "-e", "--worker-tmp-dir", "--worker-connections", "--umask",
		"--forwarded-allow-ips", "--backlog", "--log-config", "--access-logformat", "--statsd-host", "-m")
	if addr := flag(args, "bind", "b"); !strings.HasPrefix(addr, "unix:") {
		if n, ok := portOf(addr); ok && !loopback(addr) {
			c.port("", n, "http")
		}
	}
	if f := flag(args, "config", "c"); f != "" && !strings.HasPrefix(f, "python:") {
		c.ConfigFiles = append(c.ConfigFiles, strings.TrimPrefix(f, "file:"))
	}
	c.user(flag(args, "user", "u"))
}

// uvicorn listens on the loopback address unless told otherwise; the port is the
// one to expose all the same.
func (c *Command) uvicorn(args []string) {
	c.Dev = has(args, "--reload")
	c.Serves = !c.Dev
	c.application(args, "--host", "--port", "--workers", "--log-level", "--loop", "--http", "--ws", "--env-file",
		"--log-config", "--root-path", "--proxy-headers", "--forwarded-allow-ips", "--app-dir", "--uds", "--fd",
		"--reload-dir", "--timeout-keep-alive", "--limit-concurrency", "--ssl-keyfile", "--ssl-certfile")
	if n, ok := portOf(flag(args, "port")); ok {
		c.port("", n, "http")
	}
	if p := flag(args, "root-path"); p != "" {
		c.ContextPath = p
	}
}

func (c *Command) daphne(args []string) {
	c.Serves = true
	c.application(args, "-b", "--bind", "-p", "--port", "-u", "--unix-socket", "-e", "--endpoint", "-v", "--access-log")
	c.flagPort(args)
}

func (c *Command) waitress(args []string) {
	c.Serves = true
	c.application(args)
	c.flagPort(args, "listen")
}

func (c *Command) uwsgi(args []string) {
	c.Serves = true
	c.App = flag(args, "module", "w", "wsgi")
	for _, f := range []string{"http", "http-socket"} {
		if n, ok := portOf(flag(args, f)); ok {
			c.port("", n, "http")
		}
	}
	if n, ok := portOf(flag(args, "socket", "s")); ok && len(c.Ports) == 0 {
		c.port("", n, "tcp")
	}
	for _, f := range []string{"ini", "yaml", "json", "xml"} {
		if v := flag(args, f); v != "" {
			c.ConfigFiles = append(c.ConfigFiles, v)
		}
	}
	for _, o := range operands(args) {
		if strings.HasSuffix(o, ".ini") {
			c.ConfigFiles = append(c.ConfigFiles, o)
		}
	}
}

func (c *Command) fastapi(args []string) {
	ops := operands(args, "--host", "--port", "--workers", "--root-path", "--app")
	c.Serves = len(ops) > 0 && ops[0] == "run"
	c.Dev = !c.Serves
	if len(ops) > 1 {
		c.Artefact = ops[1]
	}
	if n, ok := portOf(flag(args, "port")); ok {
		c.port("", n, "http")
	}
}

func (c *Command) streamlit(args []string) {
	c.Serves = has(args, "run")
	if n, ok := portOf(flag(args, "server.port")); ok {
		c.port("", n, "http")
	}
}

// celery is celery -A APP worker|beat|flower.
func (c *Command) celery(args []string) {
	c.App = flag(args, "app", "A")
	switch {
	case has(args, "flower"):
		c.Serves, c.Workload = true, "web"
		c.flagPort(args)
		return
	case has(args, "worker"):
		c.Serves, c.Workload = true, "worker"
	case has(args, "beat"):
		c.Serves, c.Workload = true, "worker"
	default:
		return
	}
	if has(args, "beat", "-B", "--beat") {
		c.Schedule = "celery-beat"
	}
}
