package detect

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

var updateJava = flag.Bool("update-java", false, "rewrite the expected facts in testdata/java")

// TestJavaGolden holds the detectors to the facts written in testdata/java. Each
// file is a source tree; its last section says what is found in it.
func TestJavaGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/java/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			src, want := fstest.MapFS{}, ""
			for _, f := range ar.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				src[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			got := describeJava(runJava(t, src))
			if *updateJava {
				ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
				ar.Files = append(ar.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("facts (-want +got):\n%s", d)
			}
		})
	}
}

// runJava runs the three detectors over a tree.
func runJava(t *testing.T, src fs.FS) (Output, error) {
	t.Helper()
	tree, err := scan.Walk(t.Context(), src, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var all Output
	var errs error
	for _, d := range []Detector{mavenDetector(), gradleDetector(), javaArchiveDetector()} {
		paths := tree.Match(d.Globs...)
		if len(paths) == 0 {
			continue
		}
		out, err := d.Run(t.Context(), Input{Tree: tree, Paths: paths})
		all.Modules = append(all.Modules, out.Modules...)
		errs = errors.Join(errs, err)
	}
	return all, errs
}

// describeJava prints facts one a line: key value, origin, confidence where it is not high, places.
func describeJava(out Output, err error) string {
	var b strings.Builder
	slices.SortStableFunc(out.Modules, func(x, y Module) int { return strings.Compare(x.Path, y.Path) })
	for _, m := range out.Modules {
		fmt.Fprintf(&b, "module %s\n", m.Path)
		lines := make([]string, 0, len(m.Facts))
		for _, f := range m.Facts {
			places := make([]string, len(f.Evidence))
			for i, e := range f.Evidence {
				places[i] = e.String()
			}
			grade := string(f.Origin)
			if f.Confidence != fact.High {
				grade += "/" + string(f.Confidence)
			}
			lines = append(lines, fmt.Sprintf("  %s = %s (%s %s)\n", f.Key, f.Value, grade, strings.Join(places, " ")))
		}
		slices.Sort(lines)
		b.WriteString(strings.Join(slices.Compact(lines), ""))
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	return b.String()
}

// openedFS notes which files are opened.
type openedFS struct {
	fs.FS
	mu     sync.Mutex
	opened map[string]bool
}

func (o *openedFS) Open(name string) (fs.File, error) {
	f, err := o.FS.Open(name)
	if err == nil {
		if info, serr := f.Stat(); serr == nil && !info.IsDir() {
			o.mu.Lock()
			o.opened[name] = true
			o.mu.Unlock()
		}
	}
	return f, err
}

// TestJavaOpens holds the detectors to the files that they need: sources and
// configuration of modules, and nothing that merely lies around.
func TestJavaOpens(t *testing.T) {
	pom := `<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version>
<build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`
	main := "package p;\nimport org.springframework.boot.SpringApplication;\nclass A { public static void main(String[] a) { SpringApplication.run(A.class, a); } }\n"
	wanted := map[string]string{
		"app/pom.xml": pom, "app/src/main/java/p/A.java": main,
		"app/src/main/resources/application.yml": "server: {port: 1234}\n",
		"app/src/main/resources/logback.xml":     "<configuration/>",
		"web/build.gradle":                       "plugins { id 'java' }\n",
		"web/src/main/kotlin/B.kt":               "class B\n",
	}
	other := map[string]string{
		"app/src/test/java/p/ATest.java": main, "app/src/main/resources/static/app.js": "x", "app/src/main/resources/mapper/A.xml": "<x/>",
		"app/src/main/resources/messages.properties": "a=b", "app/README.md": "x", "tools/Try.java": main, "other/application.yml": "server.port: 1",
		"app/src/main/java/p/notes.txt": "main(", "web/src/main/resources/data.json": "{}", "docs/pom.xml.bak": pom,
	}
	src := fstest.MapFS{}
	for n, c := range wanted {
		src[n] = &fstest.MapFile{Data: []byte(c)}
	}
	for n, c := range other {
		src[n] = &fstest.MapFile{Data: []byte(c)}
	}
	o := &openedFS{FS: src, opened: map[string]bool{}}
	if _, err := runJava(t, o); err != nil {
		t.Fatal(err)
	}
	for n := range wanted {
		if !o.opened[n] {
			t.Errorf("%s was not read", n)
		}
	}
	for n := range o.opened {
		if _, ok := wanted[n]; !ok {
			t.Errorf("%s was read for nothing", n)
		}
	}
}

// TestJavaBadInput holds the detectors to errors about single files.
func TestJavaBadInput(t *testing.T) {
	good := `<project><groupId>g</groupId><artifactId>good</artifactId><version>1</version></project>`
	bomb := `<!DOCTYPE p [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><project><artifactId>&b;</artifactId></project>`
	deep := strings.Repeat("<a>", 5000)
	// 订单 in GBK, declared as such.
	gbk := "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<project><groupId>g</groupId><artifactId>gbk</artifactId><version>1</version><name>\xb6\xa9\xb5\xa5</name></project>"
	for name, c := range map[string]struct {
		bad   string
		parts []string
	}{
		"not closed":     {"<project>\n<artifactId>x", []string{"bad/pom.xml:2"}},
		"wrong end":      {"<project>\n\n</projekt>", []string{"bad/pom.xml:3"}},
		"entity bomb":    {bomb, []string{"bad/pom.xml:1"}},
		"deep":           {deep, []string{"bad/pom.xml:1", "nested too deeply"}},
		"no pom":         {"<settings/>", []string{"no <project>"}},
		"binary":         {"\x00\x01", []string{"not a text file"}},
		"module outside": {"<project><artifactId>x</artifactId><modules>\n<module>../../etc</module></modules></project>", []string{"bad/pom.xml:2", "outside of the source"}},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := runJava(t, fstest.MapFS{"bad/pom.xml": {Data: []byte(c.bad)}, "good/pom.xml": {Data: []byte(good)}, "gbk/pom.xml": {Data: []byte(gbk)}})
			var fe *FileError
			if !errors.As(err, &fe) || fe.Path != "bad/pom.xml" {
				t.Fatalf("error %v", err)
			}
			for _, p := range c.parts {
				if !strings.Contains(err.Error(), p) {
					t.Errorf("error %q lacks %q", err, p)
				}
			}
			var names []string
			for _, m := range out.Modules {
				names = append(names, m.Facts.Value(fact.Name))
			}
			if !slices.Contains(names, "good") || !slices.Contains(names, "gbk") {
				t.Errorf("the other modules are lost: %v", names)
			}
		})
	}
}
