package conf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show prints settings as line|key|value, with the document in front when it is not the first.
func show(s Settings) []string {
	var out []string
	for _, x := range s {
		doc := ""
		if x.Doc > 0 {
			doc = fmt.Sprintf("doc %d ", x.Doc)
		}
		out = append(out, fmt.Sprintf("%s%d|%s|%s", doc, x.Line, x.Key, x.Value))
	}
	return out
}

type parseCase struct {
	name, in string
	want     []string
	line     int // of the error; 0 without one
}

func runCases(t *testing.T, parse func(string) (Settings, error), cases []parseCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := parse(c.in)
			if (err != nil) != (c.line > 0) || LineOf(err) != c.line {
				t.Errorf("error %v on line %d, want it on line %d", err, LineOf(err), c.line)
			}
			if d := cmp.Diff(c.want, show(got)); d != "" {
				t.Errorf("settings (-want +got):\n%s", d)
			}
		})
	}
}

func TestYAML(t *testing.T) {
	runCases(t, YAML, []parseCase{
		{name: "empty", in: ""},
		{name: "comment only", in: "# nothing\n"},
		{
			name: "maps, lists, null and text kept as written",
			in:   "server:\n  port: 0080\nlist:\n  - a\n  - b: 1\n    c: ~\nempty: {}\nnone:\non: yes\n",
			want: []string{"2|server.port|0080", "4|list[0]|a", "5|list[1].b|1", "6|list[1].c|", "7|empty|", "8|none|", "9|on|yes"},
		},
		{
			name: "documents are counted",
			in:   "a: 1\n---\na: 2\n---\n---\na: 3\n",
			want: []string{"1|a|1", "doc 1 3|a|2", "doc 3 6|a|3"},
		},
		{
			name: "anchors and merge keys, own keys win",
			in:   "x-base: &base\n  image: a\n  env: {A: 1}\nweb:\n  <<: *base\n  image: b\nlist:\n  <<: [*base, {image: c, d: e}]\n",
			want: []string{"2|x-base.image|a", "3|x-base.env.A|1", "3|web.env.A|1", "6|web.image|b",
				"8|list.d|e", "2|list.image|a", "3|list.env.A|1"},
		},
		{
			name: "placeholders of Maven",
			in:   "spring:\n  profiles:\n    active: @spring.profiles.active@  # filtered\n  name: \"@quoted@\"\nlist:\n  - @a.b@-it's\nmail: a@b.c\n",
			want: []string{"3|spring.profiles.active|@spring.profiles.active@", "4|spring.name|@quoted@", "6|list[0]|@a.b@-it's", "7|mail|a@b.c"},
		},
		{
			name: "the documents before an error count",
			in:   "a: 1\n---\nb: [\n---\n", want: []string{"1|a|1"}, line: 4,
		},
		{name: "a template that is no YAML", in: "{{- if .Values.on }}\na: b\n{{- end }}\n", line: 1},
		{
			name: "a template that reads as a map with a strange key",
			in:   "name: {{ .Values.name }}\nkind: Service\n", want: []string{"1|name|", "2|kind|Service"},
		},
		{name: "tab", in: "a:\n\tb: 1\n", line: 2},
		{name: "a cycle of aliases", in: "a: &a\n  b: *a\n", line: 1},
	})
}

func TestJSON(t *testing.T) {
	runCases(t, JSON, []parseCase{
		{
			name: "nested",
			in:   "{\n  \"name\": \"shop\",\n  \"files\": [\"a\", {\"b\": 1.50e3}],\n  \"private\": true, \"x\": null,\n  \"e\": {}\n}\n",
			want: []string{"2|name|shop", "3|files[0]|a", "3|files[1].b|1.50e3", "4|private|true", "4|x|", "5|e|"},
		},
		{
			name: "comments, trailing commas, byte order mark",
			in:   "\uFEFF// tsconfig\n{\n  /* two\n lines */ \"a\": 1, // end\n  \"b\": [1, 2,],\n}\n",
			want: []string{"4|a|1", "5|b[0]|1", "5|b[1]|2"},
		},
		{name: "escapes", in: `{"a":"q\"\\\/\n\u4e2d\ud83d\ude00\ud83d"}`, want: []string{"1|a|q\"\\/\n中😀\uFFFD"}},
		{name: "a comment mark in a string", in: `{"u":"http://a/*b*/"}`, want: []string{"1|u|http://a/*b*/"}},
		{name: "a scalar alone", in: " 1", want: []string{"1||1"}},
		{name: "empty", in: "", line: 1},
		{name: "cut off", in: "{\n\"a\": [1,\n", line: 3},
		{name: "no colon", in: "{\n\"a\" 1}", line: 2},
		{name: "two values", in: "{}\n{}", line: 2},
		{name: "a bare word", in: "{\"a\":\n hello}", line: 2},
		{name: "a string over the end of the line", in: "{\"a\":\"b\n\"}", line: 1},
		{name: "conflict marks", in: "{\n<<<<<<< HEAD\n", line: 2},
	})
}

func TestTOML(t *testing.T) {
	runCases(t, TOML, []parseCase{
		{name: "empty", in: ""},
		{
			name: "tables, dotted and quoted keys",
			in:   "[project]\nname = \"shop\"\nrequires-python = '>=3.11'\n[tool.\"x.y\"]\na.b = 0x1F\n",
			want: []string{"2|project.name|shop", "3|project.requires-python|>=3.11", "5|tool.x.y.a.b|0x1F"},
		},
		{
			name: "arrays over lines, inline tables",
			in:   "[project]\ndependencies = [\n  \"flask\", # web\n  \"celery[redis]\",\n]\nx = {version = \"1\", extras = [\"a\"]}\ne = []\n",
			want: []string{"3|project.dependencies[0]|flask", "4|project.dependencies[1]|celery[redis]",
				"6|project.x.version|1", "6|project.x.extras[0]|a", "7|project.e|"},
		},
		{
			name: "arrays of tables and tables below them",
			in:   "[[s]]\nn = 1\n[s.deep]\nv = 2\n[[s]]\nn = 3\n[[s.sub]]\nq = true\n[[s.sub]]\nq = 1979-05-27\n",
			want: []string{"2|s[0].n|1", "4|s[0].deep.v|2", "6|s[1].n|3", "8|s[1].sub[0].q|true", "10|s[1].sub[1].q|1979-05-27"},
		},
		{name: "what is before an error counts", in: "a = 1\nb = \n", want: []string{"1|a|1"}, line: 2},
	})
}

func TestProperties(t *testing.T) {
	runCases(t, Properties, []parseCase{
		{
			name: "separators and comments",
			in:   "# c\n! c\n a=1\nb : 2\nc 3\nd\ne==x\n\r\nf:\n",
			want: []string{"3|a|1", "4|b|2", "5|c|3", "6|d|", "7|e|=x", "9|f|"},
		},
		{
			name: "escapes",
			in:   `k\ e\:y=a\tb\\c\u4e2d\u6587` + "\nw=D:\\\\data\\users\n",
			want: []string{"1|k e:y|a\tb\\c中文", "2|w|D:\\data\\users"},
		},
		{
			name: "continued lines keep the line of the key",
			in:   "a=1,\\\n   2,\\\n\t3\nb=x\\\\\nc=y",
			want: []string{"1|a|1,2,3", "4|b|x\\", "5|c|y"},
		},
		{name: "documents of Spring", in: "a=1\n#---\na=2\n", want: []string{"1|a|1", "doc 1 3|a|2"}},
		{name: "ends in a backslash", in: "a=b\\", want: []string{"1|a|b"}},
	})
}

func TestDotenv(t *testing.T) {
	runCases(t, Dotenv, []parseCase{
		{
			name: "forms",
			in:   "# c\nA=1\nexport B = two words # c\nC='s # x' # c\nD=\"a\\nb\\\"\"\nE=\nF\nG=a#b\nH=# c\n",
			want: []string{"2|A|1", "3|B|two words", "4|C|s # x", "5|D|a\nb\"", "6|E|", "7|F|", "8|G|a#b", "9|H|"},
		},
		{name: "several lines", in: "K=\"l1\r\nl2\"\nL=1\n", want: []string{"1|K|l1\nl2", "3|L|1"}},
		{name: "a quote that is never closed", in: "A='x\nB=1\n", want: []string{"1|A|'x", "2|B|1"}},
		{name: "a wrong line stops nothing", in: "A=1\n- no\nB=2\n", want: []string{"1|A|1", "3|B|2"}, line: 2},
	})
}

func TestGetReturnsTheLast(t *testing.T) {
	s, _ := YAML("a: 1\n---\na: 2\n")
	if got, ok := s.Get("a"); !ok || got.Value != "2" || got.Doc != 1 {
		t.Errorf("Get = %+v, %v", got, ok)
	}
	if _, ok := s.Get("b"); ok {
		t.Error("Get found a key that is not there")
	}
}

func TestNodeGet(t *testing.T) {
	docs, err := YAMLNodes("services:\n  a.b:\n    image: x\n    ports: [\"80\"]\n")
	if err != nil {
		t.Fatal(err)
	}
	svc := docs[0].Get("services", "a.b")
	if svc.Text("image") != "x" || svc.Get("ports").Items()[0].Value != "80" || svc.Line != 2 {
		t.Errorf("node = %+v", svc)
	}
	if svc.Get("image", "deeper").Get("more") != nil || svc.Text("none") != "" {
		t.Error("a path that does not exist was found")
	}
}

// TestHostile holds every format to an error, quickly, on input that multiplies.
func TestHostile(t *testing.T) {
	bomb := "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i < 12; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	long := strings.Repeat("k", 1<<20)
	for name, c := range map[string]struct {
		parse func(string) (Settings, error)
		in    string
	}{
		"yaml aliases":     {YAML, bomb},
		"yaml depth":       {YAML, strings.Repeat("[", 5000) + strings.Repeat("]", 5000)},
		"yaml long keys":   {YAML, long + ":\n" + strings.Repeat("  x: 1\n", 200)},
		"yaml size":        {YAML, strings.Repeat("#", maxBytes+1)},
		"json depth":       {JSON, strings.Repeat("[", 1<<20)},
		"json long keys":   {JSON, `{"` + long + `":[` + strings.Repeat("1,", 1<<16) + `]}`},
		"json nodes":       {JSON, `[` + strings.Repeat("1,", maxNodes) + `]`},
		"toml dotted key":  {TOML, strings.Repeat("a.", 1<<20) + "a = 1"},
		"toml header":      {TOML, "[" + strings.Repeat("a.", 1<<20) + "a]"},
		"toml depth":       {TOML, "a = " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000)},
		"toml long keys":   {TOML, "[" + long + "]\n" + strings.Repeat("x = 1\n", 200)},
		"properties count": {Properties, strings.Repeat("a\n", maxNodes+1)},
		"dotenv count":     {Dotenv, strings.Repeat("a\n", maxNodes+1)},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := c.parse(c.in); err == nil {
				t.Error("no error")
			}
		})
	}
}

func FuzzYAML(f *testing.F) {
	fuzz(f, YAML, "a: &x {b: [1, *x]}\n---\n<<: *x\n", "p: @a@\n", "? [a]\n: b\n")
}
func FuzzJSON(f *testing.F)       { fuzz(f, JSON, `{"a":[1,"\u0041",null,],} // x`, `/*`) }
func FuzzTOML(f *testing.F)       { fuzz(f, TOML, "[[a]]\nb.c = {d = [1]}\n[a.x]\n", "a = '''\n") }
func FuzzProperties(f *testing.F) { fuzz(f, Properties, "a\\u00e4 = b\\\n c\n#---\n") }
func FuzzDotenv(f *testing.F)     { fuzz(f, Dotenv, "export A='b\nc'\n- x\n") }

// fuzz holds a parser to no panic, lines inside the file, and documents in order.
func fuzz(f *testing.F, parse func(string) (Settings, error), seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := parse(in)
		lines := 2 + strings.Count(in, "\n") + strings.Count(in, "\r") + strings.Count(in, "\u0085") + strings.Count(in, "\u2028") + strings.Count(in, "\u2029")
		if LineOf(err) > lines {
			t.Errorf("error on line %d of %d: %v", LineOf(err), lines, err)
		}
		doc := 0
		for _, s := range got {
			if s.Line < 0 || s.Line > lines || s.Doc < doc {
				t.Errorf("setting %+v in a file of %d lines", s, lines)
			}
			doc = s.Doc
		}
	})
}

func BenchmarkYAML(b *testing.B) {
	text := strings.Repeat("key:\n  sub:\n    - a: 1\n      b: two words\n    - ${VAR:default}\n", 200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := YAML(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	text := `{"packages":[` + strings.Repeat("{\"name\":\"left-pad\",\"version\":\"1.0.0\",\"dev\":true},\n", 5000) + `]}`
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := JSON(text); err != nil {
			b.Fatal(err)
		}
	}
}
