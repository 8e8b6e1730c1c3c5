package js

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLex(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"comments are nothing", "a /* b\n */ // c\n+ 'd // e'", "a + 'd // e'"},
		{"a regular expression is no comment and no string", `x = /['"/]/g; y`, `x = /['"/]/ ; y`},
		{"a division is none", "a / b / c", "a / b / c"},
		{"templates", "`a` + `b${c}d` + `${`x`}`", "'a' + `b${c}d` + `${`x`}`"},
		{"a string ends with its line", "it's\nb", "it 's' b"},
		{"operators", "a?.b ?? c === d => e", "a ?. b ?? c === d => e"},
		{"numbers", "120_000 3.5", "120_000 3.5"},
		{"a hash bang", "#!/usr/bin/env node\nx", "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, tok := range Lex(tt.in) {
				switch tok.Kind {
				case String:
					got = append(got, "'"+tok.Text+"'")
				case Template:
					got = append(got, "`"+tok.Text+"`")
				case Regex:
					got = append(got, "/"+tok.Text+"/")
				default:
					got = append(got, tok.Text)
				}
			}
			if d := cmp.Diff(tt.want, strings.Join(got, " ")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLines(t *testing.T) {
	toks := Lex("a\n/*\n*/ `x\ny` \nb")
	if got := toks[len(toks)-1]; got.Line != 5 {
		t.Errorf("b is on line %d, want 5", got.Line)
	}
	if toks[1].Line != 3 {
		t.Errorf("the template is on line %d, want 3", toks[1].Line)
	}
}

// evalX evaluates what x is bound to in the file; other files are by path.
func evalX(src string, others map[string]string) Value {
	loader := &Loader{}
	loader.Open = func(_, spec string) *File {
		if s, ok := others[spec]; ok {
			return Parse(strings.TrimPrefix(spec, "./"), s, loader)
		}
		return nil
	}
	f := Parse("src/a.js", src, loader)
	return f.evaluator().name(f, "x", 1, 0)
}

func TestEval(t *testing.T) {
	tests := []struct {
		name, src string
		want      string // Text
		form      string // Form, when it differs
		env       string // Env, with commas
	}{
		{"number", "const x = 3000", "3000", "", ""},
		{"default of a variable", "const x = process.env.PORT || 3000", "3000", "${PORT:3000}", "PORT"},
		{"nullish", "const x = Number(process.env['PORT'] ?? '3000')", "3000", "${PORT:3000}", "PORT"},
		{"radix is no port", "var x = parseInt(process.env.PORT, 10) || 8001", "8001", "${PORT:8001}", "PORT"},
		{"two variables", "const x = process.env.A || process.env.B || 80", "80", "${A:${B:80}}", "A,B"},
		{"ternary on the variable", "const x = process.env.PORT ? parseInt(process.env.PORT, 10) : 3000", "3000", "${PORT:3000}", "PORT"},
		{"production branch", "const x = process.env.NODE_ENV === 'production' ? '/app/' : '/'", "/app/", "", ""},
		{"other branch", "const x = process.env.NODE_ENV !== 'production' ? 'a' : 'b'", "b", "", ""},
		{"named test", "const x = isProd ? 'a' : 'b'", "a", "", ""},
		{"through names", "const port = 5\nconst y = port\nconst x = y", "5", "", ""},
		{"circle", "const y = x; const x = y", "", "", ""},
		{"no semicolons", "const x = process.env.P || 1\nfoo(2)", "1", "${P:1}", "P"},
		{"object", "const c = { a: { b: 7 } }; const x = c.a.b", "7", "", ""},
		{"shorthand", "const b = 8, c = { b }; const x = c.b", "8", "", ""},
		{"assigned later", "const c = {}; c.port = 9; const x = c.port", "9", "", ""},
		{"spread", "const base = { a: 1 }; const c = { ...base, d: 2 }; const x = c.a", "1", "", ""},
		{"destructured", "const { PORT: x = 4 } = process.env", "4", "${PORT:4}", "PORT"},
		{"type annotation", "const x: number = +process.env.PORT! || 6", "6", "${PORT:6}", "PORT"},
		{"template", "const h = 'db'; const x = `http://${h}:${process.env.P || 1}/`", "http://db:1/", "http://db:${P:1}/", "P"},
		{"concatenated", "const x = '0.0.0.0:' + (process.env.PORT || 50051)", "0.0.0.0:50051", "0.0.0.0:${PORT:50051}", "PORT"},
		{"path", "const x = path.join(__dirname, '..', 'logs')", "logs", "", ""},
		{"module", "const c = require('./c'); const x = c.port", "12", "", ""},
		{"named import", "import { port as x } from './c'", "12", "", ""},
		{"default import", "import c from './d'; const x = c.http.port", "13", "", ""},
		{"what a function returns", "import { read } from './e'; const c = read(process.env); const x = c.port", "3000", "${PORT:3000}", "PORT"},
		{"configuration service", "const x = config.get<number>('APP_PORT', 3001)", "3001", "${APP_PORT:3001}", "APP_PORT"},
		{"helper for the environment", "import { envNumber } from './e'; const x = envNumber('APP_PORT', 3002)", "3002", "${APP_PORT:3002}", "APP_PORT"},
		{"assigned by key", "const c = {}; c['a/b'] = { d: 5 }; const x = c['a/b'].d", "5", "", ""},
		{"schema", "const s = { PORT: z.coerce.number().default(3000) }; const x = s.PORT", "3000", "", ""},
		{"guard", "const x = a && 'b'", "b", "", ""},
		{"comparison says nothing", "const x = process.env.DEBUG === 'true'", "", "", ""},
		{"first of a list that is set", "const x = [process.env.A, 3001].map((v) => parseInt(v)).find((v) => !isNaN(v))", "3001", "${A:3001}", "A"},
		{"member of this", "this.port = process.env.PORT || 1; const x = this.port", "1", "${PORT:1}", "PORT"},
	}
	others := map[string]string{
		"./c": "module.exports = { port: 12 }",
		"./d": "export default defineConfig(({ mode }) => { const port = 13; return { http: { port } } })",
		"./e": "export function read(env) {\n  if (!env) { return 1 }\n  return { port: Number(env.PORT ?? 3000) };\n}",
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := evalX(tt.src, others)
			if tt.form == "" {
				tt.form = tt.want
			}
			if got.Text != tt.want || got.Form != tt.form || strings.Join(got.Env, ",") != tt.env {
				t.Errorf("got %q %q %v, want %q %q %s", got.Text, got.Form, got.Env, tt.want, tt.form, tt.env)
			}
		})
	}
}

func TestExported(t *testing.T) {
	tests := map[string]string{
		"literal":         "module.exports = { server: { port: 1 } }",
		"function":        "module.exports = appInfo => { const config = exports = {}; config.server = { port: 1 }; return { ...config }; }",
		"members":         "exports.server = { port: 1 }",
		"default":         "export default { server: { port: 1 } } as Config",
		"returned name":   "export default ({ mode }) => { const c = { server: { port: 1 } }; return c }",
		"braces in a row": "export default defineConfig({ plugins: [a({}), b()], server: { port: 1 } })",
		"async":           "export default defineConfig(async () => ({ server: { port: 1 } }))",
	}
	for name, src := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Parse("c.js", src, nil).Exported().Get("server", "port"); got.Text != "1" {
				t.Errorf("port %q", got.Text)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"const x = a || b ? c : d", "x = `${`${a}`}`", "import {a as b} from 'c'", "export default (a) => ({...a, [b]: c})", "}{)(][", "const {const {const {", "`${", "/[/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		file := Parse("a.ts", src, nil)
		for i := range min(len(file.Tokens), 200) {
			v := file.Eval(i)
			v.Fields()
			v.Items()
			v.Get("a", "b")
		}
		file.Exported()
	})
}
