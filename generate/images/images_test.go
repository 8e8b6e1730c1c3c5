package images

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func load(t *testing.T) Table {
	t.Helper()
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestVersions(t *testing.T) {
	table := load(t)
	for _, c := range []struct{ lang, asked, want string }{
		{"java", "17", "17"}, {"java", "1.8", "8"}, {"java", "8", "8"}, {"java", "12", "17"}, {"java", "1.7", "8"}, {"java", "27", "25"}, {"java", "", "17"}, {"java", "21.0.4", "21"},
		{"javascript", ">=18 <21", "20"}, {"javascript", "20.11", "20"}, {"javascript", "v20.11.1", "20"}, {"javascript", ">=20", "22"}, {"javascript", "^18 || ^20", "20"},
		{"javascript", "^18.12.0 || ^22.1", "22"}, {"javascript", "15", "16"}, {"javascript", "0.10", "14"}, {"javascript", "lts/iron", "20"}, {"javascript", "lts/*", "22"}, {"javascript", "*", "22"},
		{"javascript", "16.x", "16"}, {"javascript", "14 - 16", "16"}, {"javascript", ">=18.0.0 <=20", "20"}, {"javascript", "< 20.5", "18"}, {"javascript", "~20.19", "20"}, {"javascript", ">16", "22"},
		{"python", "3.11.4", "3.11"}, {"python", "^3.9", "3.11"}, {"python", ">=3.8,<3.11", "3.10"}, {"python", "~=3.9", "3.11"}, {"python", "~=3.9.1", "3.9"}, {"python", "==3.7.*", "3.7"}, {"python", "3", "3.11"},
		{"python", ">=3.6,!=3.11.*", "3.12"}, {"python", "pypy", "3.12"}, {"python", "2.7", "3.6"},
		{"go", "1.24.3", "1.24"}, {"go", "1.17", "1.18"}, {"go", "1.99", "1.27"}, {"go", "1.26", "1.26"},
	} {
		got, err := table.Runtime(c.lang, c.asked, "")
		if err != nil {
			t.Fatal(err)
		}
		if got.Version != c.want {
			t.Errorf("%s %q: got %s, want %s (%s)", c.lang, c.asked, got.Version, c.want, got.Reason.EN)
		}
		if !got.Reason.Complete() {
			t.Errorf("%s %q: the reason lacks a language: %+v", c.lang, c.asked, got.Reason)
		}
	}
}

func TestReasons(t *testing.T) {
	table := load(t)
	for _, c := range []struct{ lang, asked, want string }{
		{"javascript", ">=18", "the source asks for >=18, of which 22 LTS is taken"},
		{"javascript", "20.11", "the source asks for 20.11; support ended in 2026-04, an upgrade is advised"},
		{"java", "12", "the source asks for 12, which the table lacks; 17 LTS is the nearest, please check"},
		{"go", "", "the source states no version, so 1.26 is used"},
	} {
		got, err := table.Runtime(c.lang, c.asked, "")
		if err != nil {
			t.Fatal(err)
		}
		if s := got.Reason.In(i18n.EN); s != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.asked, s, c.want)
		}
	}
}

func TestUses(t *testing.T) {
	table := load(t)
	for _, c := range []struct {
		tool, version, prefix string
		system                System
	}{
		{"maven", "17", "maven:3.9", Ubuntu}, {"gradle-8", "21", "gradle:8.", Ubuntu}, {"gradle-9", "8", "gradle:9.", Ubuntu}, {"", "11", "eclipse-temurin:11", Ubuntu},
	} {
		got, err := table.Build("java", c.tool, c.version)
		if err != nil || !strings.HasPrefix(got.Ref, c.prefix) || got.System() != c.system {
			t.Errorf("%+v: got %+v, %v", c, got, err)
		}
	}
	if got, err := table.Runtime("java", "8", "tomcat-10.1"); err != nil || got.Version != "11" {
		t.Errorf("Tomcat 10.1 needs Java 11: got %+v, %v", got, err)
	}
	if got, err := table.Runtime("go", "1.26", ""); err != nil || got.Ref != Scratch || got.System() != "" {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, bad := range [][2]string{{"cobol", ""}, {"java", "ant"}} {
		if _, err := table.Build(bad[0], bad[1], "1"); err == nil {
			t.Errorf("%v: no error", bad)
		}
	}
}

func TestAt(t *testing.T) {
	for _, c := range [][3]string{
		{"", "node:22", "node:22"}, {"registry.example.com/library", "node:22", "registry.example.com/library/node:22"},
		{"registry.example.com/library/", "node:22", "registry.example.com/library/node:22"}, {"registry.example.com", Scratch, Scratch},
	} {
		if got := At(c[0], c[1]); got != c[2] {
			t.Errorf("At(%q, %q) = %q", c[0], c[1], got)
		}
	}
}

// Every image must be of a system whose packages are known, and of the version that its line says.
func TestTableIsConsistent(t *testing.T) {
	table := load(t)
	for _, l := range table.Languages {
		for _, r := range l.Releases {
			for _, m := range []map[string]string{r.Build, r.Runtime} {
				for use, ref := range m {
					if ref != Scratch && (Choice{Ref: ref}).System() == "" {
						t.Errorf("%s %s %s: unknown system of %s", l.ID, r.Version, use, ref)
					}
				}
			}
			if l.ID != "go" && r.Runtime[""] == Scratch {
				t.Errorf("%s cannot run on scratch", l.ID)
			}
			if !r.full().under(parseVersion(r.Version)) {
				t.Errorf("%s %s: images are of %v", l.ID, r.Version, r.full())
			}
		}
	}
	if n := len(table.Refs()); n < 50 {
		t.Errorf("only %d images", n)
	}
}

func TestBadTables(t *testing.T) {
	good := "asOf: 2026-11\nlanguages:\n  - id: x\n    default: \"1\"\n    releases:\n      - {version: \"1\", ends: 2027-01, runtime: {\"\": \"x:1.0\"}}\n"
	if _, err := parse([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"2026-11", "soon"}, {"default: \"1\"", "default: \"2\""}, {"x:1.0", "x:latest"}, {"x:1.0", "x"}, {"2027-01", "2027"}, {"version: \"1\"", "version: new"}, {"id: x", "ident: x"}, {"\"\": ", "y: "},
	} {
		if _, err := parse([]byte(strings.Replace(good, c[0], c[1], 1))); err == nil {
			t.Errorf("%q instead of %q: accepted", c[1], c[0])
		}
	}
}

func FuzzRequirement(f *testing.F) {
	for _, s := range []string{">=18 <21", "^0.0.0", "~=", "1.x - 2", "||", "9999999999999.1", "<=20||>=", "=!3"} {
		f.Add(s)
	}
	table, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range []string{"java", "javascript", "python", "go"} {
			if c, err := table.Runtime(l, s, ""); err != nil || c.Ref == "" {
				t.Fatalf("%s %q: %+v, %v", l, s, c, err)
			}
		}
	})
}
