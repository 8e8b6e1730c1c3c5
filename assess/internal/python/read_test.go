package python_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/assess/internal/words"
)

func reader() *python.Reader {
	return &python.Reader{
		Files:  words.New("environ", "redis"),
		Words:  words.New("environ", "redis", "makedirs"),
		Module: func(name string) bool { return name == "redis" || strings.HasPrefix(name, "redis.") },
	}
}

func TestReaderKeepsWhatSaysSomething(t *testing.T) {
	const src = `"""All about redis."""
import os
from redis import Redis as Store

PORT = int(os.environ.get("PORT", 80))


class Plain:
    name = column("name")
    size = 3

    def quiet(self, a):
        """Says nothing of environ."""
        b = a + 1
        self.kept = b
        show(b)
        other.show(b)
        return b

    def dull(self):
        x = 1
        x += 2

    @app.route("/a")
    def view(self):
        self.local == 1
        folder = "/data"
        os.makedirs(folder)


def uses():
    y = 5
    return Store(port=y)


def listens():
    z = 6
    run(port=PORT + z)
`
	f := reader().Read("m.py", "m", src)
	lines := strings.Split(src, "\n")
	got := []string{}
	for i, s := range f.Stmts {
		in := f.Function(i)
		if in != "" {
			in += ": "
		}
		got = append(got, in+strings.TrimSpace(lines[s.Line-1]))
	}
	want := []string{
		"import os", "from redis import Redis as Store", `PORT = int(os.environ.get("PORT", 80))`,
		"class Plain:", "size = 3",
		"def quiet(self, a):", "quiet: self.kept = b", "quiet: show(b)", "quiet: return b",
		"def view(self):", "view: self.local == 1", `view: folder = "/data"`, "view: os.makedirs(folder)",
		"def uses():", "uses: y = 5", "uses: return Store(port=y)",
		"def listens():", "listens: z = 6", "listens: run(port=PORT + z)",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReaderLeavesOutFilesWithoutAWord(t *testing.T) {
	if f := reader().Read("m.py", "m", "import os\nos.makedirs('x')\n"); f != nil {
		t.Errorf("read %v", f.Stmts)
	}
}

// FuzzReader: what is read is a part of what Parse reads, in the same order.
func FuzzReader(f *testing.F) {
	f.Add("import redis\n\ndef f(a):\n  x = redis.Redis(a)\n  class C:\n    def g(self): return 1\n  return x\n")
	f.Add("redis\n\"\"\"a\nb\"\"\"\n@d\nasync def f():\n\tif x: self.a = 1; return\n")
	f.Add("x = environ[\n'''\n''', (\ndef f():\n return [1\n]\n")
	f.Fuzz(func(t *testing.T, text string) {
		all := python.Parse("m.py", "m", text).Stmts
		read := reader().Read("m.py", "m", text)
		if read == nil {
			return
		}
		at := 0
		for _, s := range read.Stmts {
			for at < len(all) && (all[at].Line != s.Line || all[at].Kind != s.Kind || all[at].Text != s.Text) {
				at++
			}
			if at == len(all) {
				t.Fatalf("%+v is no statement of\n%s", s, text)
			}
		}
	})
}
