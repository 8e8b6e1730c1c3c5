package bundle

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// mask stands for a text that looks like a secret.
const mask = "******"

// scrubber takes out of an assessment what may not leave: words of the source, and, should one
// have come through, secrets.
type scrubber struct {
	paths  *Paths
	masked int
}

func (s *scrubber) assessment(a assess.Assessment) assess.Assessment {
	a.Components = slices.Clone(a.Components)
	for i := range a.Components {
		s.component(&a.Components[i])
	}
	a.Findings = slices.Clone(a.Findings)
	for i := range a.Findings {
		s.finding(&a.Findings[i])
	}
	a.Suppressed = slices.Clone(a.Suppressed)
	for i := range a.Suppressed {
		a.Suppressed[i].Reason = "" // the words of a comment
		a.Suppressed[i].Evidence.Path = s.path(a.Suppressed[i].Evidence.Path)
	}
	return a
}

func (s *scrubber) component(c *assess.Component) {
	c.Facts = s.facts(c.Facts)
	c.Services = slices.Clone(c.Services)
	for i := range c.Services {
		c.Services[i].Address = s.text(c.Services[i].Address)
	}
	c.Start.Command = slices.Clone(c.Start.Command)
	for i := range c.Start.Command {
		c.Start.Command[i] = s.text(c.Start.Command[i])
	}
	c.Conflicts = slices.Clone(c.Conflicts)
	for i := range c.Conflicts {
		x := &c.Conflicts[i]
		x.Chosen, x.Candidates = s.text(x.Chosen), s.facts(x.Candidates)
	}
}

func (s *scrubber) facts(facts fact.Set) fact.Set {
	out := slices.Clone(facts)
	for i := range out {
		out[i].Value, out[i].Evidence = s.text(out[i].Value), s.places(out[i].Evidence)
	}
	return out
}

// finding drops what the error of a parser quotes, and hashes the paths that a title names.
func (s *scrubber) finding(f *assess.Finding) {
	before := f.Evidence
	f.Evidence = s.places(before)
	switch f.ID {
	case resolve.FindingUnreadable:
		f.Title = i18n.Text{ZH: "无法解析文件", EN: "the file cannot be understood"}
	case resolve.FindingDetector:
		f.Title = i18n.Text{ZH: "有检测器未能完成", EN: "a detector did not finish"}
	}
	f.Title = i18n.Text{ZH: s.text(f.Title.ZH), EN: s.text(f.Title.EN)} // it may name an address of the source
	if s.paths == nil {
		return
	}
	for _, e := range before {
		f.Title.ZH = strings.ReplaceAll(f.Title.ZH, e.Path, s.paths.Hash(e.Path))
		f.Title.EN = strings.ReplaceAll(f.Title.EN, e.Path, s.paths.Hash(e.Path))
	}
}

func (s *scrubber) places(at []fact.Evidence) []fact.Evidence {
	out := slices.Clone(at)
	for i := range out {
		out[i].Path = s.path(out[i].Path)
	}
	return out
}

func (s *scrubber) path(name string) string {
	if s.paths == nil {
		return name
	}
	return s.paths.Hash(name)
}

func (s *scrubber) text(t string) string {
	if t != "" && survey.LooksSecret(t) {
		s.masked++
		return mask
	}
	return t
}
