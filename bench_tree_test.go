package gantry_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample is a file of a generated tree. {s} in its path and text is the number
// of the service that it belongs to, {n} its own number, {p} one of ten packages.
type sample struct{ path, text string }

// stack is a kind of repository: what every service has once, and what the rest
// of its hundred files are, in turn. The sizes of files, and how much of them
// says something of how a program runs, are those of public repositories.
type stack struct {
	name  string
	once  []sample
	files []sample
}

// perService is how many files a service has when a tree has many of them.
const perService = 100

// stacks are the trees that an assessment is measured on.
func stacks() []stack {
	return []stack{mixedStack(), goStack(), pythonStack(), nodeStack(), javaStack()}
}

// growTree writes a repository of services of the stack, each with so many files.
func growTree(tb testing.TB, dir string, st stack, files, perService int) {
	tb.Helper()
	for i := range files {
		service, at := i/perService, i%perService
		s := st.files[i%len(st.files)]
		if at < len(st.once) {
			s = st.once[at]
		}
		fill := strings.NewReplacer("{s}", fmt.Sprintf("%03d", service), "{n}", fmt.Sprint(at), "{p}", fmt.Sprint(at%10))
		full := filepath.Join(dir, "svc"+fmt.Sprintf("%03d", service), filepath.FromSlash(fill.Replace(s.path)))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(fill.Replace(s.text)), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}

// repeat returns the text n times; {i} in it is the number of the copy.
func repeat(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "{i}", fmt.Sprint(i)))
	}
	return b.String()
}

func docs() []sample {
	return []sample{
		{"docs/d{n}.md", strings.Repeat("text\n", 50)},
		{"web/static/page{n}.html", "<html><body>" + strings.Repeat("<p>text</p>\n", 40) + "</body></html>"},
	}
}

func mixedStack() stack {
	java := javaStack()
	return stack{"mixed", java.once, append([]sample{
		{"src/main/java/com/example/s{s}/S{n}.java", java.files[1].text},
		{"web/src/view{n}.vue", "<template><div/></template>\n<script>\nexport default {}\n</script>\n"},
		{"tools/t{n}.py", "import os\n\ndef main():\n    return os.getenv('HOME')\n"},
	}, docs()...)}
}

// assetStack is a front end with little code and very many small pictures.
func assetStack() stack {
	icon := sample{"web/src/assets/icons/{p}/icon{n}.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>`}
	picture := sample{"web/public/img/{p}/p{n}.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01", 60)}
	node := nodeStack()
	return stack{"assets", node.once, append([]sample{node.files[0]}, icon, picture, icon, picture, icon, picture, icon, picture, icon, picture, icon, picture)}
}

// slicesRepeat returns n of the sample.
func slicesRepeat(n int, s sample) []sample {
	out := make([]sample, n)
	for i := range out {
		out[i] = s
	}
	return out
}
