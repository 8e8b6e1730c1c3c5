package maven

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gantry-ack/gantry/assess/scan"
)

// FuzzProjects holds the POM reader to any text: no panic, no path outside of the tree.
func FuzzProjects(f *testing.F) {
	f.Add(`<project><parent><groupId>g</groupId><artifactId>a</artifactId></parent><artifactId>b</artifactId><modules><module>../x</module></modules></project>`)
	f.Add(`<project><artifactId>a</artifactId><properties><x>${y}</x><y>${x}</y></properties><build><finalName>${x}</finalName></build></project>`)
	f.Add(`<project`)
	f.Add(`<?xml version="1.0" encoding="GBK"?><project/>`)
	f.Fuzz(func(t *testing.T, text string) {
		src := fstest.MapFS{"a/pom.xml": {Data: []byte(text)}, "pom.xml": {Data: []byte(`<project><groupId>g</groupId><artifactId>a</artifactId><modules><module>a</module></modules></project>`)}}
		tree, err := scan.Walk(t.Context(), src, scan.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		projects, _ := Projects(t.Context(), tree, []string{"a/pom.xml", "pom.xml"})
		for _, p := range projects {
			for _, d := range append(p.Sources, p.Dir, p.BuildRoot) {
				if strings.HasPrefix(d, "..") || strings.HasPrefix(d, "/") {
					t.Errorf("path outside: %q", d)
				}
			}
		}
	})
}

// TestExpansionIsBounded holds properties that multiply to a moment's work.
func TestExpansionIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("<project><groupId>g</groupId><artifactId>a</artifactId><version>${p0}</version><properties>")
	for i := range 30 {
		n := string(rune('a' + i%26))
		b.WriteString("<p" + itoa(i) + ">" + strings.Repeat("${p"+itoa(i+1)+"}", 50) + "</p" + itoa(i) + "><q>" + n + "</q>")
	}
	b.WriteString("</properties></project>")
	tree, err := scan.Walk(t.Context(), fstest.MapFS{"pom.xml": {Data: []byte(b.String())}}, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if ps, errs := Projects(t.Context(), tree, []string{"pom.xml"}); len(ps) != 1 || len(errs) != 0 {
		t.Errorf("projects %v, errors %v", ps, errs)
	}
	if d := time.Since(start); d > time.Second {
		t.Errorf("took %v", d)
	}
}

func itoa(i int) string {
	if i < 10 {
		return string(rune('0' + i))
	}
	return itoa(i/10) + itoa(i%10)
}
