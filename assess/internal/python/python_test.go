package python_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/internal/python"
)

func TestCallsAreCodeOnly(t *testing.T) {
	f := python.Parse("a.py", "a", `"""doc: run(port=1)"""
# run(port=2)
from flask import Flask as F
import os.path, numpy as np
s = 'run(port=3)'; run(port=4)
x = f"{run(port=5)} {{run(port=6)}}"
if x: run(port=7)
@app.route("/a", methods=["GET"])
async def view(a, *, b=run(port=8), **kw) -> None:
    return await run(port=9)
y = [run(port=10) for _ in z if run(port=0)]
lambda: run(port=11)
F(__name__)
`)
	var got []string
	f.Calls(func(_ int, callee string, e python.Expr) {
		if v, ok := e.Keyword("port"); ok {
			got = append(got, callee+" "+v.Text)
		} else {
			got = append(got, callee)
		}
	})
	want := []string{"run 4", "run 5", "run 7", "app.route", "run 9", "run 10", "run 11", "flask.Flask"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEval(t *testing.T) {
	const src = `
import os
from os import environ
from os.path import join
from config import HOST
BASE = os.path.dirname(__file__)
PORT = int(os.environ.get("PORT", 8000))
ALT = os.getenv("ALT") or "x"
a = "%s:%d" % (HOST, PORT)
b = "{}:{port}".format("h", port=PORT)
c = f"http://{environ['NAME']}/"
d = join(BASE, "data", "db.sqlite3")
e = "x" if PORT else "y"
g = ["0.0.0.0:1"]
h = env.int("WORKERS", default=4)
i = i + "x"
def f(p):
    q = os.environ["Q"]
    if not q:
        q = "z"
    return p + q
`
	f := python.Parse("m.py", "m", src)
	got := map[string]string{}
	for _, v := range f.Variables() {
		var alts []string
		for _, t := range f.Eval(v.Stmt, f.Stmts[v.Stmt].Value) {
			alts = append(alts, t.String())
		}
		got[v.Name] = strings.Join(alts, " | ")
	}
	for i, s := range f.Stmts {
		if s.Kind == python.Return {
			for _, t := range f.Eval(i, s.Value) {
				got["return"] = t.String()
			}
		}
	}
	want := map[string]string{
		"BASE": "*", "PORT": "${PORT:8000}", "ALT": "${ALT:x}", "a": "*:${PORT:8000}", "b": "h:${PORT:8000}", "c": "http://${NAME}/",
		"d": "*/data/db.sqlite3", "e": "x | y", "g": "0.0.0.0:1", "h": "${WORKERS:4}", "i": "*xx", "return": "*${Q:z}",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestRelativeImports(t *testing.T) {
	f := python.Parse("pkg/sub/mod.py", "pkg.sub.mod", "from . import a\nfrom ..b import c as d\nfrom .e import (f,\n  g)\n")
	var got []string
	for _, p := range f.Imported() {
		got = append(got, p.Name)
	}
	if d := cmp.Diff([]string{"pkg.sub.a", "pkg.b.c", "pkg.sub.e.f", "pkg.sub.e.g"}, got); d != "" {
		t.Error(d)
	}
	init := python.Parse("pkg/__init__.py", "pkg", "from .app import create\n")
	if got := init.Imported()[0].Name; got != "pkg.app.create" {
		t.Errorf("in a package, .app is %s", got)
	}
}

func TestGuards(t *testing.T) {
	f := python.Parse("a.py", "a", `
import os
if os.environ.get("A") and x:
    one()
elif "B" in os.environ:
    two()
else:
    three()
if not os.environ.get("C"):
    four()
if '__main__' == __name__:
    five()
`)
	got := map[string]string{}
	f.Calls(func(stmt int, callee string, _ python.Expr) {
		env, main := f.Guard(stmt)
		if main {
			env += "main"
		}
		if !strings.HasPrefix(callee, "os.") {
			got[callee] = env
		}
	})
	want := map[string]string{"one": "A", "two": "B", "three": "", "four": "", "five": "main"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReadRequirements(t *testing.T) {
	reqs, includes := python.ReadRequirements(`
# comment
-r base.txt
--requirement=prod.txt
-c constraints.txt
--index-url https://user:pw@example.com/simple
Flask_SQLAlchemy==2.5.1  # pinned
psycopg[binary,pool]>=3.1 ; python_version >= "3.8"
uvicorn (==0.20)
pywin32==306; sys_platform == 'win32'
cryptography==42.0.0 \
    --hash=sha256:abc \
    --hash=sha256:def
-e ../libs/shared[x]
./vendored
git+https://example.com/x.git
lib @ https://example.com/lib.whl
???
`)
	want := []python.Requirement{
		{Name: "flask-sqlalchemy", Version: "2.5.1", Spec: "==2.5.1", Line: 7},
		{Name: "psycopg", Spec: ">=3.1", Extras: []string{"binary", "pool"}, Line: 8},
		{Name: "uvicorn", Spec: "(==0.20)", Line: 9},
		{Name: "cryptography", Version: "42.0.0", Spec: "==42.0.0", Line: 11},
		{Path: "../libs/shared", Line: 14},
		{Path: "./vendored", Line: 15},
		{Name: "lib", Spec: "@ https://example.com/lib.whl", Line: 17},
	}
	if d := cmp.Diff(want, reqs); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]python.Include{{"base.txt", 3}, {"prod.txt", 4}, {"constraints.txt", 5}}, includes); d != "" {
		t.Error(d)
	}
}

func TestReadSetup(t *testing.T) {
	m := python.ReadSetup("setup.py", `
from setuptools import setup, find_packages
REQUIRES = ["flask>=2", "redis"]
setup(name="shop", python_requires=">=3.8", install_requires=REQUIRES)
`)
	var names []string
	for _, r := range m.Requirements {
		names = append(names, r.Name)
	}
	if m.Name.Text != "shop" || m.Name.Line != 4 || m.Requires.Text != ">=3.8" || cmp.Diff([]string{"flask", "redis"}, names) != "" {
		t.Errorf("read %+v", m)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"x = f'{a[\"b\"]:>{w}}'\n", "if x:\n\ty()\nelse: z(**k, *a)\n", "\"\"\"", "a = b = (yield)\n", "\\\n\\", "@x\nclass A(B, metaclass=C): pass\n", "def f(a, b=lambda x: {1: 2}): return [i for i in a]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		file := python.Parse("m.py", "m", s)
		file.Each(func(i int, e python.Expr) {
			file.Eval(i, e)
			file.Guard(i)
		})
		python.ReadSetup("setup.py", s)
	})
}

func FuzzManifests(f *testing.F) {
	f.Add("[project]\nname='a'\ndependencies=['x[y]>=1;z']\n[tool.poetry.dependencies]\na={path='..'}\n")
	f.Add("-r x\nfoo==1 \\\n --hash=a")
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = python.ReadPyproject("pyproject.toml", s)
		_, _ = python.ReadPipfile("Pipfile", s)
		python.ReadSetupCfg("setup.cfg", s)
		python.ReadRequirements(s)
		python.ReadLock(s)
	})
}
