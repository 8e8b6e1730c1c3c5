package report

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
)

// Since compares with an earlier assessment. It counts places.
type Since struct {
	Known int // that were there before and still are; they are left out
	Gone  int // that were there before and are no more
}

// place tells a place of a finding apart over changes of the source: by its fingerprint where there
// is one, which survives lines moving, else by rule and path.
type place struct{ rule, component, print, path string }

func placeOf(f assess.Finding, i int) place {
	p := place{rule: f.ID, component: f.Component}
	switch {
	case i < len(f.Prints):
		p.print = f.Prints[i]
	case i < len(f.Evidence):
		p.path = f.Evidence[i].Path
	}
	return p
}

func placesOf(a assess.Assessment) map[place]int {
	out := map[place]int{}
	for _, f := range a.Findings {
		for i := range max(1, len(f.Evidence)) {
			out[placeOf(f, i)]++
		}
	}
	return out
}

// NewSince keeps of the findings what an earlier assessment does not have. Effort becomes that
// of the places that are left, in proportion.
func (r Report) NewSince(before assess.Assessment) Report {
	known := placesOf(before)
	since := &Since{}
	var findings []assess.Finding
	for _, f := range r.Assessment.Findings {
		fresh := f
		fresh.Evidence, fresh.Prints = []fact.Evidence{}, nil
		all := max(1, len(f.Evidence))
		for i := range all {
			if p := placeOf(f, i); known[p] > 0 {
				known[p]--
				since.Known++
				continue
			}
			if i < len(f.Evidence) {
				fresh.Evidence = append(fresh.Evidence, f.Evidence[i])
			}
			if i < len(f.Prints) {
				fresh.Prints = append(fresh.Prints, f.Prints[i])
			}
		}
		if len(fresh.Evidence) == 0 && len(f.Evidence) > 0 || len(f.Evidence) == 0 && since.had(f, before) {
			continue
		}
		if n := len(fresh.Evidence); n < len(f.Evidence) {
			fresh.Places = 0
			fresh.Effort = f.Effort.Times(float64(n) / float64(all))
		}
		findings = append(findings, fresh)
	}
	for _, left := range known {
		since.Gone += left
	}
	r.Assessment.Findings, r.Since = findings, since
	return r
}

// had tells whether a finding without places was there before.
func (s *Since) had(f assess.Finding, before assess.Assessment) bool {
	return slices.ContainsFunc(before.Findings, func(b assess.Finding) bool {
		return b.ID == f.ID && b.Component == f.Component && len(b.Evidence) == 0
	})
}
