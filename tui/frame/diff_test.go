package frame

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

const unified = `--- a/Dockerfile
+++ b/Dockerfile
@@ -1,3 +1,4 @@
 FROM eclipse-temurin:17-jre
--- a comment that looks like a header
+USER 10001
+ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError" # 内存上限
 EXPOSE 8080
diff --git a/k8s.yaml b/k8s.yaml
--- a/k8s.yaml
+++ b/k8s.yaml
@@ -9 +9 @@ spec:
-  replicas: 1
+  replicas: 2
\ No newline at end of file
`

func TestDiff(t *testing.T) {
	d := NewDiff(plainTheme(false), unified)
	if got := ansi.Strip(d.Summary()); got != "+3 -2" {
		t.Errorf("summary %q", got)
	}
	want := []string{
		"--- a/Dockerfile", "+++ b/Dockerfile", "@@ -1,3 +1,4 @@", " FROM eclipse-temurin:17-jre",
		"--- a comment that looks like a header", "+USER 10001",
		"+ENV JAVA_TOOL_OPTIONS=\"-XX:MaxRAMPercen", "+tage=75 -XX:+ExitOnOutOfMemoryError\" # ", "+内存上限",
	}
	if diff := cmp.Diff(want, stripAll(d.Render(40, 9))); diff != "" {
		t.Error(diff)
	}
	kinds := ""
	for _, l := range d.lines {
		kinds += string("hHs+-"[l.kind])
	}
	if kinds != "hhHs-++shhhH-+s" {
		t.Errorf("kinds %s", kinds)
	}
	for i, want := range []bool{true, true, false} {
		if got := d.Update(tea.KeyPressMsg{Code: 'n', Text: "n"}); got != want {
			t.Errorf("jump %d: %t", i, got)
		}
		if got := ansi.Strip(d.Render(40, 3)[0]); !strings.HasPrefix(got, "@@") {
			t.Errorf("jump %d shows %q", i, got)
		}
	}
}

func TestDiffOfNothing(t *testing.T) {
	d := NewDiff(plainTheme(false), "")
	d.Update(tea.KeyPressMsg{Code: 'n', Text: "n"})
	if got := stripAll(d.Render(20, 5)); len(got) != 1 || got[0] != "" {
		t.Errorf("%q", got)
	}
}
