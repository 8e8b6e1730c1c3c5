package node

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

var upperRE = regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`)

// process reads process.env.NAME, process.env['NAME'], const { NAME } = process.env
// and process.on('SIGTERM').
func (r *reader) process(i int, t js.Token) {
	f := r.f
	if !f.At(i+1).Is(".") && !f.At(i+1).Is("?.") {
		return
	}
	switch f.At(i + 2).Text {
	case "on", "once", "addListener":
		if r.argument(i+2, 0).Text == "SIGTERM" {
			r.out.signal = t.Line
		}
	case "env":
		if f.At(i-1).Is("=") && f.At(i-2).Is("}") {
			r.destructured(f.Partner(i-2), i-2)
			return
		}
		r.variable(i, i+3)
	}
}

// env reads env.NAME, where env was handed over.
func (r *reader) env(i int) {
	r.helper(i, r.f.At(i))
	if before := r.f.At(i - 1); before.Is(".") || before.Is("?.") || before.Is("const") {
		return
	}
	if r.f.At(i+1).Is(".") && upperRE.MatchString(r.f.At(i+2).Text) {
		r.variable(i, i+1)
	}
}

// variable records the read of the variable whose name follows at, in the
// expression that starts at i.
func (r *reader) variable(i, at int) {
	f := r.f
	name, after := f.At(at+1), at+2
	if f.At(at).Is("[") {
		if name.Kind != js.String {
			return
		}
		after++
	} else if !f.At(at).Is(".") && !f.At(at).Is("?.") || name.Kind != js.Ident {
		return
	}
	if f.At(after).Is("=") {
		return
	}
	rd := read{name: name.Text, at: r.at(name.Line), guarded: r.guards(i, after)}
	if rd.guarded {
		r.out.guards = append(r.out.guards, guard{name.Text, rd.at})
	}
	if v := f.Eval(i); v.Kind == js.Text && len(v.Env) > 0 && v.Env[0] == name.Text {
		rd.value, rd.set = v.Text, v.Text != ""
	}
	for open, n := f.Around(i), 0; !rd.set && n < 2 && open >= 0 && f.At(open).Is("("); open, n = f.Around(open), n+1 {
		end := f.Close(open)
		if f.At(end+1).Is("||") || f.At(end+1).Is("??") {
			if v := f.Eval(end + 2); v.Kind == js.Text {
				rd.value, rd.set = v.Text, v.Text != ""
			}
		}
	}
	r.out.reads = append(r.out.reads, rd)
}

// guards tells whether the expression from i to after is asked whether it is set.
func (r *reader) guards(i, after int) bool {
	f := r.f
	if f.At(i - 1).Is("!") {
		return false
	}
	if f.At(i-1).Is("(") && f.At(i-2).Is("if") && (f.At(after).Is(")") || f.At(after).Is("&&")) {
		return true
	}
	return f.At(after).Is("&&") || f.At(after).Is("?")
}

// destructured records the names of a pattern that is bound to process.env.
func (r *reader) destructured(open, end int) {
	if open < 0 {
		return
	}
	for j := open + 1; j < end; j++ {
		t := r.f.At(j)
		if before := r.f.At(j - 1); t.Kind != js.Ident || !before.Is("{") && !before.Is(",") {
			continue
		}
		rd := read{name: t.Text, at: r.at(t.Line)}
		for k := j + 1; k < end && !r.f.At(k).Is(","); k++ {
			if r.f.At(k).Is("=") {
				v := r.f.Eval(k + 1)
				rd.value, rd.set = v.Text, v.Text != ""
				break
			}
		}
		r.out.reads = append(r.out.reads, rd)
	}
}

// schema reads NAME: validator in the description of an environment that zod, joi
// and their like check.
func (r *reader) schema(i int, t js.Token) {
	if !r.property(i) || !upperRE.MatchString(t.Text) ||
		!r.f.Imports("zod", "joi", "@hapi/joi", "envalid", "yup", "convict", "@t3-oss/env-core", "@t3-oss/env-nextjs", "valibot", "env-schema") {
		return
	}
	rd := read{name: t.Text, at: r.at(t.Line)}
	end := r.f.ExprEnd(i + 2)
	for j := i + 2; j < end; j++ {
		if r.f.At(j).Is("default") && (r.f.At(j+1).Is("(") || r.f.At(j+1).Is(":")) {
			v := r.f.Eval(j + 2)
			rd.value, rd.set = v.Text, v.Text != ""
		}
	}
	r.out.reads = append(r.out.reads, rd)
	if t.Text == "PORT" && rd.set {
		if n := portNumber(rd.value); n > 0 {
			r.out.ports = append(r.out.ports, portCandidate{port: n, env: []string{"PORT"}, at: rd.at})
		}
	}
}

// configGet reads configService.get('NAME', default).
func (r *reader) configGet(i int, t js.Token) {
	open := i + 1
	for open < i+8 && !r.f.At(open).Is("(") { // type arguments
		open++
	}
	args := r.f.Args(open)
	if len(args) == 0 || !strings.Contains(strings.ToLower(r.f.At(i-2).Text), "config") {
		return
	}
	name := r.f.At(args[0])
	if name.Kind != js.String || !upperRE.MatchString(name.Text) {
		return
	}
	rd := read{name: name.Text, at: r.at(t.Line)}
	v := js.Value{}
	if len(args) > 1 {
		v = r.f.Eval(args[1])
	} else if end := r.f.Close(open); r.f.At(end+1).Is("||") || r.f.At(end+1).Is("??") {
		v = r.f.Eval(end + 2)
	}
	rd.value, rd.set = v.Text, v.Text != ""
	r.out.reads = append(r.out.reads, rd)
}

// helper reads env('NAME', default) and its like: a function of the program's own, by
// its name.
func (r *reader) helper(i int, t js.Token) {
	if !r.called(i) || len(t.Text) > 24 || !strings.Contains(strings.ToLower(t.Text), "env") || r.f.At(i-1).Is("function") {
		return
	}
	args := r.f.Args(i + 1)
	if len(args) == 0 || r.f.At(args[0]).Kind != js.String || !upperRE.MatchString(r.f.At(args[0]).Text) {
		return
	}
	rd := read{name: r.f.At(args[0]).Text, at: r.at(t.Line)}
	if len(args) > 1 {
		v := r.f.Eval(args[1])
		rd.value, rd.set = v.Text, v.Text != ""
	}
	r.out.reads = append(r.out.reads, rd)
}

// noise tells whether a variable is not the program's own: the platform's, the
// build's, a tool's.
func noise(name string) bool {
	for _, p := range []string{
		"npm_", "JEST_", "VITEST", "VITE_", "VUE_APP_", "REACT_APP_", "NEXT_PUBLIC_", "NEXT_RUNTIME", "NEXT_PHASE", "VERCEL", "NETLIFY",
		"GITHUB_", "CI_", "XDG_", "TEAMCITY", "WEBPACK_", "OPENSHIFT_", "NODE_TEST", "MOCHA_", "STORYBOOK",
	} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	switch name {
	case "NODE_ENV", "PATH", "HOME", "PWD", "USER", "USERNAME", "USERPROFILE", "CI", "NODE_OPTIONS", "NODE_DEBUG", "LANG", "TERM", "SHELL", "APPDATA",
		"FORCE_COLOR", "NO_COLOR", "TEMP", "TMP", "TMPDIR", "HOSTNAME", "ANALYZE", "EDITOR", "SSR", "DEV", "PROD", "MODE", "BASE_URL_DEV", "COMPUTERNAME", "INIT_CWD", "NODE_PATH":
		return true
	}
	return false
}
