package node

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

var serverRE = regexp.MustCompile(`(?i)(app|server|instance|fastify|koa|express|https?|io)$`)

// listen reads X.listen(...). An event bus that listens to a name, and a history
// that takes a function, are none.
func (r *reader) listen(i int, t js.Token) {
	args := r.f.Args(i + 1)
	if len(args) == 0 {
		return
	}
	v := r.f.Eval(args[0])
	switch {
	case v.Kind == js.Function, v.Kind == js.List, v.Kind == js.Unknown && v.Name == "":
		return
	case v.Kind == js.Object:
		v = r.portOf(v)
	case v.Kind == js.Text && len(v.Env) == 0 && v.Text != "" && portNumber(v.Text) == 0:
		if v.Text == "0" {
			return
		}
		if strings.HasPrefix(v.Text, "/") || strings.HasPrefix(v.Text, "unix:") { // a socket in the file system
			r.out.listens = append(r.out.listens, listen{protocol: "http", call: r.at(t.Line), random: true})
		}
		return
	}
	if v.Kind != js.Text && !serverRE.MatchString(r.f.At(i-2).Text) && !r.f.At(i-2).Is(")") && !r.f.Imports("http", "node:http", "https", "node:https", "express", "koa", "fastify") {
		return // some other thing that is listened to
	}
	protocol := "http"
	switch {
	case r.f.Imports("net", "node:net") && !r.f.Imports("http", "node:http", "express", "koa"):
		protocol = "tcp"
	case r.secure(i):
		protocol = "https"
	}
	r.opened(i, protocol, v)
}

// secure tells whether what listens was made with https.
func (r *reader) secure(i int) bool {
	f := r.f
	made := func(j int) bool { return f.At(j).Is("https") || f.At(j).Is("http2") }
	switch t := f.At(i - 2); {
	case t.Is(")"): // https.createServer(options, app).listen
		return made(f.Partner(i-2) - 3)
	case t.Kind == js.Ident:
		start, ok := f.Binding(t.Text)
		return ok && made(start) || strings.HasPrefix(t.Text, "https")
	}
	return false
}

// portOf takes the port out of options.
func (r *reader) portOf(v js.Value) js.Value {
	if v.Kind != js.Object {
		return v
	}
	return v.Get("port")
}

// opened records a port that is opened by the call at i.
func (r *reader) opened(i int, protocol string, v js.Value) {
	l := listen{protocol: protocol, name: v.Name, env: v.Env, call: r.at(r.f.At(i).Line)}
	text := v.Text
	if j := strings.LastIndexByte(text, ':'); j >= 0 {
		text = text[j+1:]
	}
	l.port = portNumber(text)
	l.at = l.call
	if v.File != nil && v.Line > 0 {
		l.at = fact.Evidence{Path: v.File.Path, Line: v.Line}
	}
	r.out.listens = append(r.out.listens, l)
}

func portNumber(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > 65535 {
		return 0
	}
	return n
}

func (r *reader) grpcFile() bool { return r.f.Imports("@grpc/grpc-js", "grpc", "grpc-server-js") }

// microservice reads the transport of a Nest microservice.
func (r *reader) microservice(i int) {
	if !r.called(i) && !r.f.At(i+1).Is("<") {
		return
	}
	open := i + 1
	for open < len(r.f.Tokens) && open < i+10 && !r.f.At(open).Is("(") {
		open++
	}
	args := r.f.Args(open)
	if len(args) == 0 {
		return
	}
	opt := r.f.Eval(args[len(args)-1])
	transport := opt.Get("transport").Name
	switch strings.ToUpper(transport[strings.LastIndexByte(transport, '.')+1:]) {
	case "GRPC":
		r.opened(i, "grpc", opt.Get("options", "url"))
	case "TCP":
		r.opened(i, "tcp", opt.Get("options", "port"))
	case "REDIS", "KAFKA", "RMQ", "NATS", "MQTT":
		r.out.consumes = true
	}
}

// webSocket reads servers of the ws package and of socket.io with a port of their own.
func (r *reader) webSocket(i int) {
	if !r.called(i) || !r.f.Imports("ws", "socket.io", "nodejs-websocket") {
		return
	}
	v := r.argument(i, 0)
	if v.Kind == js.Object {
		v = v.Get("port")
	}
	if v.Kind == js.Text && portNumber(v.Text) > 0 {
		r.opened(i, "ws", v)
	}
}

// portName reads a constant or a property that is named like the port of a server.
func (r *reader) portName(i int) {
	if i+2 >= len(r.f.Tokens) {
		return
	}
	before := r.f.At(i - 1)
	switch {
	case r.f.At(i+1).Is(":") && (before.Is("{") || before.Is(",")):
		r.candidate(i, r.f.Eval(i+2), r.owners(i))
	case r.f.At(i+1).Is("=") && (before.Is("const") || before.Is("let") || before.Is("var") || before.Is(".") || before.Is(",")):
		r.candidate(i, r.f.Eval(i+2), r.assignee(i))
	}
}

func (r *reader) candidate(i int, v js.Value, owner []string) {
	n := portNumber(v.Text)
	if v.Kind != js.Text || n == 0 {
		return
	}
	at := r.at(r.f.At(i).Line)
	if v.File != nil && v.Line > 0 {
		at = fact.Evidence{Path: v.File.Path, Line: v.Line}
	}
	r.out.ports = append(r.out.ports, portCandidate{port: n, env: v.Env, at: at, owner: owner})
}
