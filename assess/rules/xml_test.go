package rules

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadXML(t *testing.T) {
	doc := readXML(`<?xml version="1.0" encoding="GBK"?>
<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<web-app xmlns:p="u">
  <p:session-config
     mode="x">
    <timeout> 30 </timeout>
  </p:session-config>
  <note>&b; &amp; more</note>
</web-app>`)
	var got []string
	for i := range doc {
		got = append(got, strings.TrimSpace(strings.Repeat(" ", i)+doc[i].name+" "+doc[i].text))
	}
	if d := cmp.Diff([]string{"web-app", "session-config", "timeout 30", "note &b; & more"}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if doc[1].line != 4 || doc[2].line != 6 || doc[1].attr("mode") != "x" {
		t.Errorf("lines and attributes: %+v", doc)
	}
	for path, want := range map[string]bool{
		"//timeout": true, "web-app/session-config/timeout": true, "/web-app/session-config/timeout": true, "//session-config/timeout": true, "//*/timeout": true,
		"session-config/timeout": false, "//web-app/timeout": false, "timeout": false,
	} {
		if got := elementAt(doc, 2, path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// TestHostileXML holds documents that would grow, or nest without end, to a moment's work.
func TestHostileXML(t *testing.T) {
	start := time.Now()
	for _, text := range []string{
		strings.Repeat("<a>", 100_000),
		"<a>" + strings.Repeat("<b/>", 200_000),
		"<a>" + strings.Repeat("x", 1<<20) + "</a>",
		strings.Repeat("</a>", 50_000),
		"<a " + strings.Repeat("b='c' ", 50_000) + "/>",
	} {
		if n := len(readXML(text)); n > maxElements {
			t.Errorf("%d elements", n)
		}
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

// FuzzXML holds the reader to any text: no panic, parents before their children.
func FuzzXML(f *testing.F) {
	f.Add("<a><b c='d'>e</b><f/></a>")
	f.Add("<a><b></a></b>")
	f.Add("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
	f.Fuzz(func(t *testing.T, text string) {
		doc := readXML(text)
		for i := range doc {
			if doc[i].parent >= i {
				t.Errorf("%d is below %d", i, doc[i].parent)
			}
			elementAt(doc, i, "//a/b")
		}
		readPOM("a/pom.xml", text)
		dotnetSettings(text)
	})
}
