package detect

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// pyPort is a port that the code listens on.
type pyPort struct {
	port     int
	protocol string
	role     string // metrics for a side door
	origin   fact.Origin
	at       fact.Evidence
	main     bool // in the script that is run
}

// portFacts tells the main port and side doors. A configuration of gunicorn goes
// before what a development server is given, and that before the framework's default.
func (p *pyProject) portFacts(prog pyProgram) fact.Set {
	ports := append(p.gunicornPorts(), p.codePorts(prog)...)
	var facts fact.Set
	seen := map[string]bool{}
	for _, port := range ports {
		key := fact.Port
		if port.role != "" {
			key = fact.PortNamed(port.role)
		}
		value := fmt.Sprintf("%d/%s", port.port, port.protocol)
		if seen[key+value] {
			continue
		}
		seen[key+value] = true
		c := fact.High
		if !port.main && key == fact.Port {
			c = fact.Medium
		}
		facts = append(facts, fact.New(key, value, port.origin, port.at.Path, port.at.Line).With(c))
	}
	if def := pyDefaultPort(prog); def > 0 && prog.workload == "web" {
		facts = append(facts, fact.New(fact.Port, fmt.Sprintf("%d/http", def), fact.FromDefault, prog.at.Path, prog.at.Line).With(fact.Medium))
	}
	return facts
}

func pyDefaultPort(prog pyProgram) int {
	switch prog.framework {
	case "django":
		return 8000
	case "streamlit":
		return 8501
	case "gradio":
		return 7860
	}
	for _, fw := range pyFrameworks() {
		if fw.id == prog.framework {
			return fw.port
		}
	}
	return 0
}

// gunicornConfig returns the configuration file of gunicorn, "" when there is none. It
// lies in the project or in a folder for deployment.
func (p *pyProject) gunicornConfig() string {
	for _, name := range p.files {
		switch path.Base(name) {
		case "gunicorn.conf.py", "gunicorn_conf.py", "gunicorn.py", "gunicorn_config.py", "gunicorn-config.py":
		default:
			continue
		}
		switch path.Dir(p.below(name)) {
		case ".", "deploy", "config", "conf", "etc", "docker", "gunicorn", "deployment":
			return name
		}
	}
	return ""
}

func (p *pyProject) gunicornPorts() []pyPort {
	name := p.gunicornConfig()
	for _, f := range p.code {
		if f.Path != name {
			continue
		}
		for _, v := range f.Variables() {
			if v.Name != "bind" {
				continue
			}
			s := f.Stmts[v.Stmt]
			for _, t := range p.eval(f, v.Stmt, s.Value) {
				if l, ok := symbolic.ParseListen(t.Default()); ok {
					return []pyPort{{port: l.Port, protocol: "http", origin: fact.FromConfig, at: fact.Evidence{Path: name, Line: s.Line}, main: true}}
				}
			}
		}
	}
	return nil
}

// codePorts finds the ports in calls that start a server.
func (p *pyProject) codePorts(prog pyProgram) []pyPort {
	var out []pyPort
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		arg, protocol, role, ok := pyListenArg(f, callee, e)
		if !ok {
			return
		}
		for _, t := range p.eval(f, stmt, arg) {
			l, ok := symbolic.ParseListen(t.Default())
			if !ok {
				continue
			}
			out = append(out, pyPort{port: l.Port, protocol: protocol, role: role, origin: fact.FromCode,
				at: fact.Evidence{Path: f.Path, Line: e.Line}, main: f == prog.entry || prog.app != nil && f == prog.app.file})
			break
		}
	})
	slices.SortStableFunc(out, func(a, b pyPort) int {
		if a.main != b.main {
			return map[bool]int{true: -1, false: 1}[a.main]
		}
		return 0
	})
	return out
}

// pyListenArg returns the argument that holds the port, or the address, of a call
// that listens.
func pyListenArg(f *python.File, callee string, e python.Expr) (arg python.Expr, protocol, role string, ok bool) {
	last := callee[strings.LastIndexByte(callee, '.')+1:]
	switch last {
	case "run", "run_app", "serve", "run_simple", "start_server", "create_server", "launch":
		if arg, ok = e.Arg(-1, "port", "server_port"); ok {
			return arg, "http", "", pyNoClient(callee)
		}
		if last == "run_simple" {
			arg, ok = e.Arg(1)
		} else if last == "run" && len(e.Args) >= 3 && strings.Contains(callee, ".") && !strings.HasPrefix(callee, "subprocess") {
			arg, ok = e.Arg(1) // app.run("0.0.0.0", 5000)
		} else if listen, has := e.Keyword("listen"); has && last == "serve" {
			arg, ok = listen, true
		}
		return arg, "http", "", ok && arg.Kind != python.Str || ok && last == "serve"
	case "add_insecure_port", "add_secure_port":
		arg, ok = e.Arg(0, "address")
		return arg, "grpc", "", ok
	case "HTTPServer", "ThreadingHTTPServer", "TCPServer", "ThreadingTCPServer", "WSGIServer":
		first, has := e.Arg(0)
		protocol = "http"
		if strings.HasSuffix(last, "TCPServer") {
			protocol = "tcp"
		}
		if has && first.Kind == python.List && len(first.Args) == 2 {
			return first.Args[1], protocol, "", true
		}
		return first, protocol, "", has && first.Kind == python.Str
	case "make_server":
		arg, ok = e.Arg(1, "port")
		return arg, "http", "", ok
	case "listen", "bind":
		arg, ok = e.Arg(0, "port")
		if ok && arg.Kind == python.List && len(arg.Args) == 2 {
			arg = arg.Args[1]
		}
		return arg, "http", "", ok && (pyImports(f, "tornado") || pyImports(f, "eventlet"))
	case "start_http_server", "start_wsgi_server":
		arg, ok = e.Arg(0, "port")
		return arg, "http", "metrics", ok && pyImports(f, "prometheus_client")
	}
	return python.Expr{}, "", "", false
}

func pyNoClient(callee string) bool {
	return !strings.HasPrefix(callee, "subprocess.") && !strings.HasPrefix(callee, "asyncio.run")
}
