package detect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

func TestPythonGolden(t *testing.T) { goldenFacts(t, "testdata/python", pythonDetector()) }

func TestPythonOpensOnlyCodeAndDeclarations(t *testing.T) {
	src := files(map[string]string{
		"requirements.txt":    "flask\n",
		"app.py":              "from flask import Flask\napp = Flask(__name__)\n",
		"tests/test_app.py":   "import app\n",
		"migrations/0001.py":  "import x\n",
		"templates/index.txt": "hello\n",
		"data.csv":            "a,b\n",
		"README.md":           "# x\n",
		"Dockerfile":          "FROM python\n",
		".env":                "SECRET=1\n",
	})
	want := []string{"app.py", "requirements.txt"}
	if d := cmp.Diff(want, openedBy(t, src, pythonDetector())); d != "" {
		t.Errorf("opened (-want +got):\n%s", d)
	}
}

func TestPythonBadInput(t *testing.T) {
	out, err := runOn(t, files(map[string]string{
		"pyproject.toml":      "[project\nname = ",
		"ok/requirements.txt": "-r ../../../etc/passwd\n-r requirements.txt\n-e .\n===\nflask[\n\\\n",
		"ok/app.py":           "from flask import Flask\napp = Flask(__name__)\nx = ((((\ny = f'{{{'\ndef\nclass\nimport\nfrom\n@\nif __name__ ==\n",
		"deep/Pipfile":        "x = [[[[",
		"deep/main.py":        strings.Repeat("(", 5000) + "\n" + strings.Repeat("not ", 5000) + "x\n" + strings.Repeat(" if x:\n", 300),
		"big/setup.py":        "setup(" + strings.Repeat("a=", 2000) + ")",
		"nul/setup.cfg":       "\x00",
	}), pythonDetector())
	if err == nil || !strings.Contains(err.Error(), "pyproject.toml") || !strings.Contains(err.Error(), "nul/setup.cfg") {
		t.Errorf("the broken files are not named: %v", err)
	}
	for _, m := range out.Modules {
		if m.Path == "ok" && m.Facts.Value(fact.PythonApp) == "app:app" {
			return
		}
	}
	t.Errorf("what could be read is lost: %v", out.Modules)
}

func TestHealthKind(t *testing.T) {
	for route, want := range map[string]string{
		"/healthz": "health", "/api/v1/health": "health", "/_healthz": "health", "/livez": "liveness", "/health/live": "liveness", "/readyz": "readiness", "/health/ready": "readiness", "/ping": "health",
		"/": "", "/shopping": "", "/healthy-food/": "health", "/delivery": "", "/users/{id}/health x": "", "/already": "", "/alive": "",
	} {
		if got := healthKind(route); got != want {
			t.Errorf("healthKind(%q) = %q, want %q", route, got, want)
		}
	}
}
