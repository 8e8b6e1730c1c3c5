package engagement

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/i18n"
)

const configHead = "schema: gantry.workspace/v1\ncustomer: c # 客户\nedition: standard\nlanguage: zh\n"

// TestAddApplicationKeepsTheFile: the application is written as the file writes
// others, and everything else stays as it is.
func TestAddApplicationKeepsTheFile(t *testing.T) {
	added := Application{Name: "pay", Source: "../pay"}
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	for name, tc := range map[string]struct {
		app      Application
		in, want string
	}{
		"no key":           {added, configHead, configHead + "applications:\n  - name: pay\n    source: ../pay\n"},
		"no end of line":   {added, configHead + "applications:", configHead + "applications:\n  - name: pay\n    source: ../pay\n"},
		"the key is first": {added, "applications:\n" + configHead, "applications:\n  - name: pay\n    source: ../pay\n" + configHead},
		"example": {
			added, configHead + "# 应用名称\napplications:\n  # - name: order-service\n  #   source: ../order-service\n",
			configHead + "# 应用名称\napplications:\n  # - name: order-service\n  #   source: ../order-service\n  - name: pay\n    source: ../pay\n",
		},
		"empty list": {added, configHead + "applications: [ ] # none yet\n", configHead + "applications: # none yet\n  - name: pay\n    source: ../pay\n"},
		"null":       {added, configHead + "applications: ~\n", configHead + "applications:\n  - name: pay\n    source: ../pay\n"},
		"CRLF": {
			added, crlf(configHead + "applications: []\n"),
			crlf(configHead + "applications:\n  - name: pay\n    source: ../pay\n"),
		},
		"CRLF behind others": {
			added, crlf(configHead + "applications:\n- name: a\n  source: x\n"),
			crlf(configHead + "applications:\n- name: a\n  source: x\n- name: pay\n  source: ../pay\n"),
		},
		"components": {
			Application{Name: "pay", Source: "a, [b]", Components: []string{"api", "2048"}},
			configHead + "applications:\n  - name: a\n    source: x\n    # components: [b]\n\n  # the next\n\n",
			configHead + "applications:\n  - name: a\n    source: x\n    # components: [b]\n  - name: pay\n    source: a, [b]\n    components:\n      - api\n      - \"2048\"\n\n  # the next\n\n",
		},
		"between keys": {
			added, "applications:\n    -   source: x\n        name: a\n\n# who\n" + configHead,
			"applications:\n    -   source: x\n        name: a\n    - name: pay\n      source: ../pay\n\n# who\n" + configHead,
		},
		"items in flow": {added, configHead + "applications:\n  - {name: a, source: x} # a\n", configHead + "applications:\n  - {name: a, source: x} # a\n  - {name: pay, source: ../pay}\n"},
		"flow": {
			Application{Name: "pay", Source: "a, [b]", Components: []string{"x", "z"}},
			configHead + "applications: [{name: a, source: 'x]'}] # ]\n",
			configHead + "applications: [{name: a, source: 'x]'}, {name: pay, source: \"a, [b]\", components: [x, z]}] # ]\n",
		},
		"flow over lines": {
			added, configHead + "applications: [\n  {name: a, source: x, components: [b]}, # a\n]\n",
			configHead + "applications: [\n  {name: a, source: x, components: [b]}, # a\n{name: pay, source: ../pay}]\n",
		},
		"all in flow": {
			added, "{schema: gantry.workspace/v1, customer: c, edition: standard, language: zh, applications: []} # c\n",
			"{schema: gantry.workspace/v1, customer: c, edition: standard, language: zh, applications: [{name: pay, source: ../pay}]} # c\n",
		},
		"a text like a comment": {
			added, configHead + "applications:\n    - name: a\n      source: |-\n        # x\n",
			configHead + "applications:\n    - name: a\n      source: |-\n        # x\n    - name: pay\n      source: ../pay\n",
		},
		"no line can be put in": { // so the tree is printed
			added, crlf(configHead + "\n# apps\n? applications\n:\n"), crlf(configHead + "# apps\napplications:\n  - name: pay\n    source: ../pay\n"),
		},
		"another line": {added, configHead + "applications:\n  []\n# end\n", configHead + "applications:\n  [{name: pay, source: ../pay}]\n# end\n"},
	} {
		t.Run(name, func(t *testing.T) {
			w := Workspace{Root: t.TempDir()}
			file := filepath.Join(w.Root, ConfigFile)
			if err := os.WriteFile(file, []byte(tc.in), 0o600); err != nil {
				t.Fatal(err)
			}
			before, err := ParseConfig([]byte(tc.in))
			if err != nil {
				t.Fatal(err)
			}
			w, err = AddApplication(w, tc.app)
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, string(got)); d != "" {
				t.Error(d)
			}
			before.Applications = append(before.Applications, tc.app)
			if d := cmp.Diff(before, w.Config); d != "" {
				t.Error(d)
			}
			again, err := Load(w.Root)
			if d := cmp.Diff(w.Config, again.Config); d != "" || err != nil {
				t.Errorf("%v\n%s\n%s", err, d, got)
			}
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the mode is %v, %v", info.Mode(), err)
			}
			if left, _ := filepath.Glob(filepath.Join(w.Root, "*.tmp")); len(left) > 0 {
				t.Errorf("left over: %v", left)
			}
		})
	}
}

// TestAddApplicationToANewWorkspace: one after the other, into the file that init writes.
func TestAddApplicationToANewWorkspace(t *testing.T) {
	none := func(context.Context, string, ...string) error { return nil }
	w, err := Init(t.Context(), filepath.Join(t.TempDir(), "acme"), Options{Customer: "某某零售", Edition: Premium, Git: none})
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(w.Root, ConfigFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"shop", "crm"} {
		if _, err := AddApplication(w, Application{Name: name, Source: "../" + name}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Join(w.Root, ConfigFile))
	want := string(before) + "  - name: shop\n    source: ../shop\n  - name: crm\n    source: ../crm\n"
	if d := cmp.Diff(want, string(got)); d != "" || err != nil {
		t.Error(err, d)
	}
}

// TestAddApplicationRefuses in both languages what it cannot take, and leaves the file alone.
func TestAddApplicationRefuses(t *testing.T) {
	in := configHead + "applications:\n  - {name: shop, source: x}\n"
	w := Workspace{Root: t.TempDir()}
	file := filepath.Join(w.Root, ConfigFile)
	if err := os.WriteFile(file, []byte(in), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		app    Application
		zh, en string
	}{
		{Application{Name: "shop", Source: "y"}, "已经有应用 shop", "lists the application shop already"},
		{Application{Name: "Order_Service", Source: "y"}, `例如 "order-service"`, `for example "order-service"`},
		{Application{Name: "订单", Source: "y"}, "小写字母", "lower-case letters"},
		{Application{Name: "pay"}, "是空的", "it is empty"},
		{Application{Name: "pay", Source: "https://me:s3cret@example.com/r.git"}, "口令", "user or password"},
		{Application{Name: "pay", Source: "y", Components: []string{"A"}}, `例如 "a"`, `for example "a"`},
	} {
		_, err := AddApplication(w, tc.app)
		var refusal *Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.In(i18n.ZH), tc.zh) || !strings.Contains(refusal.In(i18n.EN), tc.en) {
			t.Errorf("%+v: %v", tc.app, err)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("the error prints the source: %v", err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != in {
		t.Errorf("%v\n%s", err, got)
	}
}

// TestReplaceFileLosesNothing: what somebody else wrote since the file was read stays.
func TestReplaceFileLosesNothing(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, ConfigFile)
	if err := os.WriteFile(file, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	err = replaceFile(root, ConfigFile, []byte("read"), []byte("mine"))
	if _, ok := errors.AsType[*Refusal](err); !ok {
		t.Errorf("%v", err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "theirs" {
		t.Errorf("%q, %v", got, err)
	}
	if left, _ := filepath.Glob(file + ".*"); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// FuzzExtend: whatever can be read can be extended, or the extension says that it cannot.
func FuzzExtend(f *testing.F) {
	f.Add([]byte(validConfig))
	f.Add([]byte(configHead + "applications: [{name: a, source: x}] # ]\n"))
	f.Add([]byte("{schema: gantry.workspace/v1, customer: c, edition: standard, language: zh}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, err := ParseConfig(data)
		if err != nil {
			return
		}
		after, err := cfg.extend(data, Application{Name: "added-by-fuzz", Source: "x"})
		if err != nil {
			return
		}
		got, err := ParseConfig(after)
		if err != nil || len(got.Applications) != len(cfg.Applications)+1 {
			t.Fatalf("%v\n%s", err, after)
		}
	})
}
