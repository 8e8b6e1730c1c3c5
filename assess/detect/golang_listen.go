package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// goListener is a place where the program starts to listen. Texts are the
// addresses that it may listen on, none when the call names none; def is the port
// that the framework then takes.
type goListener struct {
	texts    []symbolic.Text
	def      int
	protocol string
	role     string // metrics, pprof or admin; "" for the main port
	at       goPlace
	sure     fact.Confidence
}

const (
	goGin   = "github.com/gin-gonic/gin"
	goGrpc  = "google.golang.org/grpc"
	goHertz = "github.com/cloudwego/hertz/pkg/app/server"
)

// goListenCall tells of a function or method that listens. Pkg is the import path
// of the function, or of a package that the caller must import for the method to be the one meant.
type goListenCall struct {
	pkg, name string
	method    bool
	arg       int // of the address, -1 when the call takes none
	def       int
	protocol  string
}

func goListenCalls() []goListenCall {
	return []goListenCall{
		{"net/http", "ListenAndServe", false, 0, 0, "http"},
		{"net/http", "ListenAndServeTLS", false, 0, 0, "https"},
		{goGin, "Run", true, 0, 8080, "http"},
		{goGin, "RunTLS", true, 0, 0, "https"},
		{"github.com/labstack/echo", "Start", true, 0, 0, "http"},
		{"github.com/labstack/echo", "StartTLS", true, 0, 0, "https"},
		{"github.com/gofiber/fiber", "Listen", true, 0, 0, "http"},
		{"github.com/kataras/iris", "Listen", true, 0, 0, "http"},
		{"github.com/kataras/iris", "Addr", false, 0, 0, "http"},
		{"github.com/astaxie/beego", "Run", false, 0, 8080, "http"},
		{"github.com/beego/beego", "Run", false, 0, 8080, "http"},
		{goHertz, "WithHostPorts", false, 0, 0, "http"},
		{goHertz, "Default", false, -1, 8888, "http"},
		{goHertz, "New", false, -1, 8888, "http"},
		{"github.com/go-kratos/kratos/v2/transport/http", "Address", false, 0, 0, "http"},
		{"github.com/go-kratos/kratos/v2/transport/grpc", "Address", false, 0, 0, "grpc"},
		{"github.com/valyala/fasthttp", "ListenAndServe", false, 0, 0, "http"},
		{"github.com/fvbock/endless", "ListenAndServe", false, 0, 0, "http"},
		{"github.com/gogf/gf", "SetPort", true, 0, 0, "http"},
		{"github.com/gogf/gf", "SetAddr", true, 0, 0, "http"},
		{"github.com/cloudwego/kitex", "WithServiceAddr", false, 0, 0, "tcp"},
	}
}

// listeners finds everything that listens, nearest to main first.
func (p *goProgram) listeners() []goListener {
	var out []goListener
	table := goListenCalls()
	for c := range p.calls(goHintListen, goHintFrame) {
		if l, ok := p.listenCall(table, c); ok {
			out = append(out, l)
		} else if l, ok := p.netListen(c); ok {
			out = append(out, l)
		} else if l, ok := p.zeroServer(c); ok {
			out = append(out, l)
		} else if l, ok := p.startCall(c); ok {
			out = append(out, l)
		}
	}
	for lit := range p.literals(goHintServer | goHintHTTP) {
		if lit.Pkg == "net/http" && lit.Type == "Server" {
			out = append(out, goListener{texts: lit.Field("Addr"), protocol: "http", role: goRole(lit.Func, nil), at: lit.at, sure: fact.High})
		}
	}
	if l, ok := p.frameServer(); ok && len(out) == 0 {
		out = append(out, l)
	}
	for i := range out {
		if out[i].role == "" && out[i].at.pkg.imports("net/http/pprof") && goLocal(out[i].texts) {
			out[i].role = "pprof"
		}
	}
	slices.SortStableFunc(out, func(a, b goListener) int { return p.distance[a.at.pkg] - p.distance[b.at.pkg] })
	return out
}

// goLocal tells whether an address is written as one of the machine itself.
func goLocal(texts []symbolic.Text) bool {
	return slices.ContainsFunc(texts, func(t symbolic.Text) bool {
		l, ok := symbolic.ParseListen(t.Default())
		return ok && l.Local()
	})
}

func (p *goProgram) listenCall(table []goListenCall, c goCall) (goListener, bool) {
	for _, t := range table {
		if t.name != c.Name || !goCallee(t, c) {
			continue
		}
		l := goListener{texts: c.Arg(t.arg), protocol: t.protocol, role: goRole(c.Func, append(c.Nested, c.Refs...)), at: c.at, sure: fact.High}
		if len(c.Args) == 0 || t.arg < 0 {
			l.def = t.def
			if t.def == 0 {
				return l, false
			}
		}
		return l, true
	}
	return goListener{}, false
}

// goCallee tells whether a call is the one meant. A method counts when what it is
// called on comes from the package or, that being unknown, when the file's package
// imports it and the argument is no context.
func goCallee(t goListenCall, c goCall) bool {
	if !t.method {
		return goPathIs(c.Pkg, t.pkg)
	}
	if c.Pkg != "" || c.Recv == "" {
		return false
	}
	if c.RecvPkg != "" {
		return goPathIs(c.RecvPkg, t.pkg)
	}
	return c.at.pkg.imports(t.pkg) && len(c.Args) == 1
}

// goPathIs tells whether an import path is another one or lies below it.
func goPathIs(have, want string) bool {
	return strings.HasPrefix(have, want) && (len(have) == len(want) || have[len(want)] == '/')
}

// netListen reads net.Listen("tcp", addr): what serves on it tells the protocol.
func (p *goProgram) netListen(c goCall) (goListener, bool) {
	if c.Pkg != "net" || c.Name != "Listen" && c.Name != "ListenTCP" && c.Name != "ListenPacket" || len(c.Args) < 2 {
		return goListener{}, false
	}
	network := goLiterals(c.Args[:1])[0]
	l := goListener{texts: c.Arg(1), protocol: "tcp", role: goRole(c.Func, nil), at: c.at, sure: fact.High}
	switch {
	case strings.HasPrefix(network, "udp"):
		l.protocol = "udp"
	case network == "unix":
		return l, false
	case c.at.pkg.imports(goGrpc):
		l.protocol = "grpc"
	case c.at.pkg.imports("net/http"):
		l.protocol = "http"
	}
	return l, true
}

// zeroServer reads the servers of go-zero, whose port is in their configuration.
func (p *goProgram) zeroServer(c goCall) (goListener, bool) {
	rest, rpc := goPathIs(c.Pkg, "github.com/zeromicro/go-zero/rest"), goPathIs(c.Pkg, "github.com/zeromicro/go-zero/zrpc")
	if !rest && !rpc || c.Name != "MustNewServer" && c.Name != "NewServer" {
		return goListener{}, false
	}
	key, protocol := "Port", "http"
	if rpc {
		key, protocol = "ListenOn", "grpc"
	}
	l := goListener{protocol: protocol, at: c.at, sure: fact.High}
	for _, t := range c.Arg(0) {
		field := t[len(t)-1].Text
		field = field[strings.LastIndexByte(field, '.')+1:]
		for _, k := range []string{field + "." + key, key} {
			if text, ok := p.config.exact(k); ok {
				l.texts = []symbolic.Text{text}
				return l, true
			}
		}
	}
	return l, true
}

// startCall reads server.Start(addr) and the like of any library when what is given is an address.
func (p *goProgram) startCall(c goCall) (goListener, bool) {
	if c.Recv == "" || len(c.Args) != 1 || !slices.Contains([]string{"Start", "Listen", "Serve", "ListenAndServe", "Run"}, c.Name) {
		return goListener{}, false
	}
	for _, t := range p.resolve(c.at, c.Args[0]) {
		def := t.Default()
		if _, ok := symbolic.ParseListen(def); ok && strings.Contains(def, ":") {
			return goListener{texts: c.Args[0], protocol: "http", role: goRole(c.Func, append(c.Nested, c.Refs...)), at: c.at, sure: fact.Medium}, true
		}
	}
	return goListener{}, false
}

// frameServer reads the address of a GoFrame server, which is in its configuration.
func (p *goProgram) frameServer() (goListener, bool) {
	for c := range p.callsIn(p.hinting, goHintFrame|goHintServer) {
		if c.Name != "Server" || c.Pkg != "github.com/gogf/gf/v2/frame/g" && c.Pkg != "github.com/gogf/gf/frame/g" {
			continue
		}
		l := goListener{protocol: "http", at: c.at, sure: fact.High}
		if text, ok := p.config.exact("server.address"); ok {
			l.texts = []symbolic.Text{text}
		}
		return l, true
	}
	return goListener{}, false
}

// exact returns the setting with the key, whatever its case.
func (c *goConfig) exact(key string) (symbolic.Text, bool) {
	want := normElems(key)
	for _, s := range c.settings {
		if slices.Equal(want, s.norm) {
			return placeholders(s.Value, s.file, s.Line), true
		}
	}
	return nil, false
}

// goRole tells by what it is called, or what it serves, when a listener is not the main one.
func goRole(function string, names []string) string {
	called := []string{function}
	for _, n := range names {
		if strings.Contains(n, "promhttp") {
			return "metrics"
		}
		called = append(called, n[strings.LastIndexByte(n, '/')+1:])
	}
	all := strings.ToLower(strings.Join(called, " "))
	for _, role := range []string{"pprof", "metric", "debug", "admin"} {
		if strings.Contains(all, role) {
			return map[string]string{"pprof": "pprof", "metric": "metrics", "debug": "pprof", "admin": "admin"}[role]
		}
	}
	return ""
}
