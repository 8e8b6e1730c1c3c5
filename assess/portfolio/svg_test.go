package portfolio_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// pictures are both drawings in both languages.
func pictures(p portfolio.Plan) map[string][]byte {
	return map[string][]byte{
		"graph.zh": portfolio.GraphSVG(p, i18n.ZH), "graph.en": portfolio.GraphSVG(p, i18n.EN),
		"gantt.zh": portfolio.GanttSVG(p, i18n.ZH), "gantt.en": portfolio.GanttSVG(p, i18n.EN),
	}
}

// wellFormed reads a document to its end and refuses what a picture must not have.
func wellFormed(t *testing.T, name string, svg []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok {
			if e.Name.Local == "script" || e.Name.Local == "a" || e.Name.Local == "image" || e.Name.Local == "foreignObject" {
				t.Errorf("%s: it has an element %s", name, e.Name.Local)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" || strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Errorf("%s: <%s %s=%q>", name, e.Name.Local, a.Name.Local, a.Value)
				}
			}
		}
	}
}

func TestPicturesAreWellFormed(t *testing.T) {
	for _, n := range []int{0, 1, 9, 60} {
		in := synthetic(t, n)
		for _, start := range []portfolio.Date{"", "2027-01-04"} {
			in.Start = start
			p := portfolio.New(in)
			again := pictures(portfolio.New(in))
			for name, svg := range pictures(p) {
				wellFormed(t, name, svg)
				if !bytes.Equal(svg, again[name]) {
					t.Errorf("%s of %d applications is drawn differently the second time", name, n)
				}
			}
		}
	}
}

func TestPicturesEscapeNames(t *testing.T) {
	in := told(t, `
org: {biz.scope.apps: [{name: a, purpose: "<script>&\"'"}], goal.deadline: [{date: 2027-02-01, event: "<b onload=x>"}]}
apps: {a: {dep.down: [{name: "<img src=x>"}]}}
`, app("a"))
	in.Start = "2027-01-04"
	for name, svg := range pictures(portfolio.New(in)) {
		wellFormed(t, name, svg)
		if bytes.Contains(svg, []byte("<img")) || bytes.Contains(svg, []byte("<b ")) {
			t.Errorf("%s: a name became markup", name)
		}
	}
}

func TestPrintFitsTheWidth(t *testing.T) {
	p := portfolio.New(synthetic(t, 25))
	for _, width := range []int{60, 80, 100, 140} {
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			var b strings.Builder
			if err := p.Print(&b, lang, width); err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(b.String(), "\n") {
				if w := cells.Width(line); w > width && width >= 80 {
					t.Errorf("%s, %d columns: %d in %q", lang, width, w, line)
				}
			}
		}
	}
}

// TestPrint holds the page of a small portfolio with everything in it that a plan can name.
func TestPrint(t *testing.T) {
	in := told(t, small, app("web", calls("http://order:8080")), app("order", calls("http://web:8080")), app("stock", calls("http://order:8080")), stays("ledger"))
	in.Start = "2027-01-04"
	p := portfolio.New(in)
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		file := "testdata/small." + string(lang) + ".txt"
		var b strings.Builder
		if err := p.Print(&b, lang, 100); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != strings.ReplaceAll(string(want), "\r\n", "\n") {
			t.Errorf("%s differs; run go test ./assess/portfolio -update and read the diff:\n%s", file, got)
		}
	}
}

const small = `
org:
  org.skills: [{role: developer, people: 2}]
  goal.deadline: [{date: 2027-02-10, event: 机房退租}]
  dev.freeze: [{from: 2027-02-01, to: 2027-02-14, reason: 春节封网}]
  net.links: [{from: 老机房, to: 上海, bandwidth: 200, latency: 5}]
apps:
  web: {biz.criticality: important, org.ownership: in-house-active, biz.lifecycle: invest}
  order:
    biz.criticality: core
    org.ownership: in-house-active
    data.migrate: {plan: move}
    data.volume: [{store: order, total: 300, daily: 500}]
    mig.window: [{day: weekend, downtime: 1h}]
    dep.down: [{name: ledger, strength: strong}, {name: 旧平台}]
  stock: {biz.criticality: normal}
  ledger: {cur.hosting: [mainframe]}
`
