// Package report prints what was found in a source and what is held of it: as text
// for a meeting, as Markdown for a document, and as SARIF for code review.
package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Report is what there is to print of one application.
type Report struct {
	Name       string // of the application, or of the source
	Assessment assess.Assessment
	Judgement  *classify.Judgement // nil when there is none
	Since      *Since              // what is known already and left out; nil when everything is there
}

// group are the findings with one action, the worst first.
type group struct {
	action  assess.Action
	entries []entry
	hours   assess.Hours
}

// entry is what one rule found, in one component or in several.
type entry []assess.Finding

// hours are those of all components.
func (e entry) hours() assess.Hours {
	var out assess.Hours
	for _, f := range e {
		out = out.Plus(f.Effort)
	}
	return out
}

// spot are the components for which a rule found the very same places, as in a library that all are built
// with.
type spot struct {
	components []string
	finding    assess.Finding
}

// spots parts an entry by its places, in the order of the first components.
func (e entry) spots() []spot {
	var out []spot
	for _, f := range e {
		i := slices.IndexFunc(out, func(s spot) bool { return slices.Equal(s.finding.Evidence, f.Evidence) })
		if i < 0 {
			i = len(out)
			out = append(out, spot{finding: f})
		}
		out[i].components = append(out[i].components, f.Component)
	}
	return out
}

// merged puts the findings together that differ in the component only, in the order of the first ones.
func merged(fs []assess.Finding) []entry {
	type key struct {
		id       string
		severity assess.Severity
		title    i18n.Text
	}
	at := map[key]int{}
	var out []entry
	for _, f := range fs {
		k := key{f.ID, f.Severity, f.Title}
		i, ok := at[k]
		if f.Component == "" || !ok {
			i = len(out)
			out = append(out, nil)
		}
		if f.Component != "" {
			at[k] = i
		}
		out[i] = append(out[i], f)
	}
	return out
}

// groups parts the findings by what is to be done. What has no action, being about what could
// not be read, comes last with the empty one.
func (r Report) groups() []group {
	var out []group
	for _, action := range append(assess.Actions(), "") {
		g := group{action: action}
		var findings []assess.Finding
		for _, f := range r.Assessment.Findings {
			if f.Action == action {
				findings = append(findings, f)
				g.hours = g.hours.Plus(f.Effort)
			}
		}
		slices.SortStableFunc(findings, func(a, b assess.Finding) int {
			return cmp.Compare(rank(a.Severity), rank(b.Severity))
		})
		if g.entries = merged(findings); len(findings) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (g group) title() i18n.Text {
	if g.action == "" {
		return i18n.Text{ZH: "关于源码本身", EN: "about the source itself"}
	}
	return g.action.Text()
}

func rank(s assess.Severity) int { return slices.Index(assess.Severities(), s) }

func severityText(s assess.Severity) i18n.Text {
	switch s {
	case assess.High:
		return i18n.Text{ZH: "高", EN: "high"}
	case assess.Medium:
		return i18n.Text{ZH: "中", EN: "medium"}
	}
	return i18n.Text{ZH: "低", EN: "low"}
}

// counts says how many findings there are of each severity.
func (r Report) counts() i18n.Text {
	n := map[assess.Severity]int{}
	for _, f := range r.Assessment.Findings {
		n[f.Severity]++
	}
	return i18n.Textf("发现 %[1]d 项：高 %[2]d，中 %[3]d，低 %[4]d", "%[1]d findings: %[2]d high, %[3]d medium, %[4]d low",
		len(r.Assessment.Findings), n[assess.High], n[assess.Medium], n[assess.Low])
}

// hours prints a range of person-hours, "" for none.
func hours(h assess.Hours) i18n.Text {
	if h == (assess.Hours{}) {
		return i18n.Text{}
	}
	return i18n.Textf("%[1]s 人时", "%[1]s person-hours", span(h[0], h[1]))
}

func days(d classify.Days) string { return span(d[0], d[1]) }

// span prints a range; one of a single number is that number.
func span(least, most float64) string {
	if least == most {
		return number(least)
	}
	return number(least) + "–" + number(most)
}

// number prints at most one decimal.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	if n := len(s) - 2; s[n:] == ".0" {
		return s[:n]
	}
	return s
}

// places is how many places a finding has.
func places(f assess.Finding) int { return max(f.Places, len(f.Evidence)) }

func versioned(v assess.Versioned) string {
	if v.Version == "" {
		return v.ID
	}
	return v.ID + " " + v.Version
}

func port(p assess.Port) string {
	s := fmt.Sprintf("%d/%s", p.Port, p.Protocol)
	if p.Name != "" {
		s += " " + p.Name
	}
	return s
}

func orUnknown(t classify.Trait) i18n.Text {
	if t.Value == "" {
		return i18n.Text{ZH: "未知", EN: "unknown"}
	}
	return t.Text
}
