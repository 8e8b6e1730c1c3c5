package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// pythonServers are the programs that serve in production, and hear the signal to
// stop as the first process.
func pythonServers() []string {
	return []string{"gunicorn", "uvicorn", "hypercorn", "daphne", "waitress-serve", "uwsgi", "celery", "granian"}
}

// pythonStart returns the command, and the server to install where the source has
// none. A development server is no server for production.
func (b *builder) pythonStart() (start []string, install string) {
	given := b.w.Build.Start
	app := b.value(fact.PythonApp)
	if app != "" && (len(given) == 0 || developmentServer(given)) {
		return b.productionServer(app)
	}
	if len(given) == 0 {
		given = []string{"python", "main.py"}
	}
	start = b.listening(given)
	program := path.Base(start[0])
	if !slices.Equal(start, given) {
		b.decide(AspectEntrypoint, words(start), i18n.Textf("在容器里监听所有地址和决定的端口，不切换用户，不转入后台", "in a container it listens on every address at the port decided, changes no user and stays in the foreground"), fact.Start)
	}
	if slices.Contains(pythonServers(), program) && !b.dependsOn(program) && program != "celery" {
		install = b.serverPackage(program, workerClass(start))
		b.decide(AspectServer, install, i18n.Textf("启动命令用 %[1]s，依赖清单里没有它，安装 %[2]s；建议写进依赖清单", "the start command uses %[1]s, which the lists of dependencies lack, so %[2]s is installed; better name it there", program, install), fact.Start, fact.PythonInstalled)
	}
	if !slices.Contains(pythonServers(), program) && b.value(fact.GracefulShutdown) != "true" {
		start = b.underTini(start)
	}
	return start, install
}

func developmentServer(command []string) bool {
	return slices.Contains(command, "runserver") || path.Base(command[0]) == "flask" && slices.Contains(command, "run")
}

// productionServer starts the application object with a server that is made for it.
func (b *builder) productionServer(app string) ([]string, string) {
	have := b.declaredServer()
	install, listen := "", "0.0.0.0:"+b.mainPort()
	asgi := slices.Contains([]string{"fastapi", "starlette", "sanic", "litestar", "quart"}, b.w.Component.Framework.ID) || strings.Contains(app, "asgi")
	name := have
	switch {
	case asgi && have != "uvicorn" && have != "gunicorn" && have != "hypercorn" && have != "daphne":
		name = "uvicorn"
	case !asgi && have != "gunicorn":
		name = "gunicorn"
	}
	if name != have {
		install = b.serverPackage(name, "")
		b.decide(AspectServer, install, i18n.Textf("开发服务器不能用于生产，依赖里又没有合适的，安装 %s", "the development server is not for production and the dependencies have none that is, so %s is installed", install), fact.PythonApp, fact.PythonServer)
	}
	var start []string
	switch name {
	case "uvicorn":
		start = []string{"uvicorn", "--host", "0.0.0.0", "--port", b.mainPort(), strings.TrimSuffix(app, "()")}
		if strings.HasSuffix(app, "()") {
			start = append(start, "--factory")
		}
	case "hypercorn":
		start = []string{"hypercorn", "--bind", listen, app}
	case "daphne":
		start = []string{"daphne", "-b", "0.0.0.0", "-p", b.mainPort(), app}
	default:
		start = []string{"gunicorn", "--bind", listen}
		if asgi {
			start = append(start, "--worker-class", "uvicorn.workers.UvicornWorker")
		}
		if dir := path.Dir(b.managePy()); dir != "." && b.w.Component.Framework.ID == "django" {
			start = append(start, "--chdir", dir)
		}
		start = inContainer(append(start, app))
	}
	b.decide(AspectEntrypoint, words(start), i18n.Textf("用 %[1]s 启动 %[2]s，监听所有地址", "%[1]s starts %[2]s and listens on every address", name, app), fact.PythonApp, fact.PythonServer)
	return start, install
}

// serverPackage pins the last release that runs on the version of Python, with what
// the workers of a class need.
func (b *builder) serverPackage(name, class string) string {
	v := b.w.Build.Version
	switch name {
	case "gunicorn":
		if slices.Contains([]string{"gevent", "eventlet", "tornado"}, class) {
			name += "[" + class + "]"
		}
		if !atLeast(v, 3, 7) {
			return name + "==21.2.0"
		}
		return name + "==23.0.0"
	case "uvicorn":
		switch {
		case !atLeast(v, 3, 7):
			return "uvicorn==0.16.0"
		case !atLeast(v, 3, 8):
			return "uvicorn==0.22.0"
		}
		return "uvicorn==0.33.0"
	case "waitress-serve":
		return "waitress==3.0.0"
	}
	return name
}

// listening makes a server reachable from outside the container, on the port that
// everything else goes by.
func (b *builder) listening(command []string) []string {
	out := reachable(command)
	switch path.Base(out[0]) {
	case "gunicorn":
		out = b.offHost(out)
		if !hasOption(out, "-c", "--config") {
			out = b.bound(out, "--bind", "-b", "0.0.0.0:"+b.mainPort())
		}
		return inContainer(out)
	case "hypercorn":
		return b.bound(out, "--bind", "-b", "0.0.0.0:"+b.mainPort())
	case "uvicorn":
		return b.bound(b.bound(out, "--port", "-p", b.mainPort()), "--host", "-h", "0.0.0.0")
	}
	return out
}

// bound sets an option to a value, whichever it had.
func (b *builder) bound(command []string, long, short, value string) []string {
	if len(b.w.Ports) == 0 && hasOption(command, long, short) {
		return command
	}
	for i, a := range command {
		if (a == long || a == short) && i+1 < len(command) {
			out := slices.Clone(command)
			out[i+1] = value
			return out
		}
		if strings.HasPrefix(a, long+"=") {
			out := slices.Clone(command)
			out[i] = long + "=" + value
			return out
		}
	}
	return slices.Insert(slices.Clone(command), 1, long, value)
}

func hasOption(command []string, names ...string) bool {
	return slices.ContainsFunc(command, func(a string) bool {
		name, _, _ := strings.Cut(a, "=")
		return slices.Contains(names, name)
	})
}

// withoutOptions drops options; those but the switches have a value.
func withoutOptions(command []string, names ...string) []string {
	var out []string
	for i := 0; i < len(command); i++ {
		name, _, joined := strings.Cut(command[i], "=")
		if !slices.Contains(names, name) {
			out = append(out, command[i])
			continue
		}
		if !joined && name != "--daemon" && name != "-D" {
			i++
		}
	}
	return out
}

// reachable replaces the address of the machine itself, where nobody else calls.
func reachable(command []string) []string {
	out := slices.Clone(command)
	for i, a := range out {
		for _, local := range []string{"127.0.0.1", "localhost"} {
			if a == local || strings.HasPrefix(a, local+":") || strings.Contains(a, "="+local+":") || strings.HasSuffix(a, "="+local) {
				out[i] = strings.Replace(a, local, "0.0.0.0", 1)
			}
		}
	}
	return out
}

// inContainer keeps gunicorn's heartbeat file off the disk, whose stalls it would
// take for a hung worker (https://docs.gunicorn.org/en/stable/faq.html).
func inContainer(command []string) []string {
	if hasOption(command, "--worker-tmp-dir", "-c", "--config") {
		return command
	}
	return slices.Insert(slices.Clone(command), 1, "--worker-tmp-dir", "/dev/shm")
}

// startsScript tells whether the start command is one that installing the project
// makes, not one of a dependency.
func (b *builder) startsScript() bool {
	if len(b.w.Build.Start) == 0 {
		return false
	}
	program := b.w.Build.Start[0]
	known := append([]string{"python", "python3", "sh", "bash", "flask", "streamlit", "fastapi", "tini", "scrapy", "rq", "dramatiq", "huey_consumer", "faust", "airflow"}, pythonServers()...)
	declares := slices.ContainsFunc(b.manifests(), func(f string) bool { return path.Base(f) == "pyproject.toml" || path.Base(f) == "setup.py" })
	return declares && !strings.Contains(program, "/") && !slices.Contains(known, program)
}
