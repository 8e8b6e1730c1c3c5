package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

// reader reads one file for what it says of the running server.
type reader struct {
	a   *analysis
	p   *pkg
	f   *js.File
	out *fileCode

	controller string // path of the controller that is being read
}

// readFile reads a source file in one pass over its tokens.
func (a *analysis) readFile(p *pkg, name string) *fileCode {
	f := a.scan(name)
	if f == nil {
		return nil
	}
	r := &reader{a: a, p: p, f: f, out: &fileCode{name: name, imports: f.Modules}}
	r.out.browser = f.Imports("vue", "react-dom", "react-dom/client", "vue-router", "pinia", "vuex", "element-ui", "element-plus", "jquery", "@angular/core", "@angular/platform-browser")
	for i, t := range f.Tokens {
		switch t.Kind {
		case js.Ident:
			r.word(i, t)
		case js.String:
			r.str(i, t)
		case js.Template:
			if strings.Contains(t.Text, "://") {
				r.url(i, f.Eval(i))
			}
		}
	}
	return r.out
}

func (r *reader) at(line int) fact.Evidence { return fact.Evidence{Path: r.f.Path, Line: line} }

func (r *reader) add(key, value string, line int) {
	r.out.facts = append(r.out.facts, fact.New(key, value, fact.FromCode, r.f.Path, line))
}

// method tells whether the word at i is the name of a method that is called.
func (r *reader) method(i int) bool {
	return (r.f.At(i-1).Is(".") || r.f.At(i-1).Is("?.")) && r.f.At(i+1).Is("(")
}

func (r *reader) called(i int) bool { return r.f.At(i + 1).Is("(") }

// property tells whether the word at i is the key of a property.
func (r *reader) property(i int) bool {
	return r.f.At(i+1).Is(":") && (r.f.At(i-1).Is("{") || r.f.At(i-1).Is(","))
}

// argument evaluates the nth argument of the call whose name is at i.
func (r *reader) argument(i, n int) js.Value {
	args := r.f.Args(i + 1)
	if n >= len(args) {
		return js.Value{}
	}
	return r.f.Eval(args[n])
}

// word reads what a word at i stands for. Each case is one idiom.
func (r *reader) word(i int, t js.Token) {
	switch t.Text {
	case "process":
		r.process(i, t)
	case "env":
		r.env(i)
	case "listen":
		if r.method(i) {
			r.listen(i, t)
		}
	case "serve":
		if r.called(i) && r.f.Imports("@hono/node-server") {
			r.opened(i, "http", r.portOf(r.argument(i, 0)))
		}
	case "bindAsync", "bind":
		if r.method(i) && r.grpcFile() {
			r.opened(i, "grpc", r.argument(i, 0))
		}
	case "createMicroservice", "connectMicroservice":
		r.microservice(i)
	case "WebSocketServer", "Server":
		r.webSocket(i)
	case "set":
		if r.method(i) && r.argument(i, 0).Text == "port" {
			r.candidate(i, r.argument(i, 1), nil)
			if n := len(r.out.ports); n > 0 {
				r.out.ports[n-1].set = true
			}
		}
	case "port", "PORT", "httpPort", "serverPort", "HTTP_PORT", "SERVER_PORT", "APP_PORT":
		r.portName(i)
	default:
		r.more(i, t)
	}
	r.setting(i, t)
}

// assignee returns the names before the last of a dotted name that is assigned.
func (r *reader) assignee(i int) []string {
	var out []string
	for j := i - 1; r.f.At(j).Is(".") && r.f.At(j-1).Kind == js.Ident; j -= 2 {
		out = append(out, r.f.At(j-1).Text)
	}
	return out
}

// maxOwners bounds how many levels outwards are looked at.
const maxOwners = 6

// owners returns the names of what is around token i: keys, variables, called
// functions, innermost first.
func (r *reader) owners(i int) []string {
	var out []string
	for range maxOwners {
		i = r.f.Around(i)
		if i < 0 {
			break
		}
		out = append(out, r.named(i)...)
	}
	return out
}

// named returns the names that the bracket at i belongs to.
func (r *reader) named(i int) []string {
	t, before := r.f.At(i), r.f.At(i-1)
	switch {
	case t.Is("(") && before.Kind == js.Ident:
		return append([]string{before.Text}, r.assignee(i-1)...)
	case before.Is(":") && (r.f.At(i-2).Kind == js.Ident || r.f.At(i-2).Kind == js.String):
		return []string{r.f.At(i - 2).Text}
	case before.Is("="):
		var out []string
		for j := i - 2; j >= 0 && j > i-10; j-- {
			if k := r.f.At(j); k.Kind == js.Ident && k.Text != "const" && k.Text != "let" && k.Text != "var" && k.Text != "export" {
				out = append(out, k.Text)
			} else if !k.Is(".") && !k.Is(":") {
				break
			}
		}
		return out
	}
	return nil
}

// stem returns the name of the file without folder and extension.
func (r *reader) stem() string {
	b := path.Base(r.f.Path)
	s, _, _ := strings.Cut(b, ".")
	return s
}
