package classify

import (
	"math"
	"slices"
	"strconv"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// veto is an option that keeps an application out of containers, and where it goes instead.
type veto struct {
	question, option string
	to               Strategy
}

// vetoes are the options whose mitigation in the bank says "stays" or "ECS", in the order of the bank.
func vetoes() []veto {
	return []veto{
		{"biz.constraints", "no-public-cloud", Retain},
		{"biz.constraints", "other-cloud", Retain},
		{"net.fixedip", "licence-bound", Rehost},
		{"cur.hosting", "mainframe", Retain},
		{"cur.os", "unix", Retain},
		{"app.source", "outsourced", Retain},
		{"app.hw", "dongle", Retain},
		{"app.hw", "card", Retain},
		{"app.hw", "serial", Retain},
		{"app.license", "hardware-bound", Retain},
		{"app.license", "forbidden", Retain},
		{"sec.regime", "mlps4", Retain},
	}
}

// choose decides on the strategy: what ends the life of the application, what forbids containers, what is
// too little known, and then how deep the changes are.
func (s *subject) choose() (Strategy, []Reason) {
	if r, ok := s.chose("biz.lifecycle", "", "retire"); ok {
		return Retire, []Reason{r}
	}
	if to, reasons := s.forbidden(); len(reasons) > 0 {
		return to, reasons
	}
	if to, reasons := s.onServers(); len(reasons) > 0 {
		return to, reasons
	}
	if r, ok := s.ignorance(); ok {
		return Retain, r
	}
	depth, reasons := s.depth()
	m := s.model.Strategy
	if r, ok := s.chose("biz.lifecycle", "", "replace"); ok && depth >= m.HeavyFrom {
		return s.beforeReplacement(append([]Reason{r}, reasons...))
	}
	limit := m.RefactorFrom
	total := Reason{Text: textf("改造深度 %.1f，从 %.1f 起先重构", "depth of the changes %.1f; from %.1f it is refactored first", depth, limit), Where: s.app}
	if depth < limit {
		return Replatform, append(s.favourable(), append([]Reason{total}, reasons...)...)
	}
	if r, ok := s.noCode(); ok {
		return Rehost, append([]Reason{r, total}, reasons...)
	}
	return Refactor, append([]Reason{total}, reasons...)
}

// forbidden are the vetoes that hold for every component; what holds for some of them only
// leaves the application its way, without these.
func (s *subject) forbidden() (Strategy, []Reason) {
	to := Strategy("")
	var out []Reason
	for _, v := range vetoes() {
		reasons, all := s.everywhere(v.question, v.option)
		if !all {
			continue
		}
		if to == "" || v.to == Retain {
			to = v.to
		}
		out = append(out, reasons...)
	}
	return to, out
}

// everywhere tells whether an option was chosen for each component.
func (s *subject) everywhere(question, option string) ([]Reason, bool) {
	var out []Reason
	for _, u := range s.units {
		r, ok := s.chose(question, u.answers, option)
		if !ok {
			return nil, false
		}
		if !slices.ContainsFunc(out, func(o Reason) bool { return o.Where == r.Where }) {
			out = append(out, r)
		}
	}
	return out, len(out) > 0
}

// onServers is what runs on virtual machines only: a product without the vendor's support for containers, and what
// needs Windows.
func (s *subject) onServers() (Strategy, []Reason) {
	if r, ok := s.everywhere("app.source", "commercial"); ok {
		if a, known := s.known("app.license", ""); !known || a.Value.Text != "supported" {
			q, _ := s.question("app.license")
			why := unanswered(q, text("厂商没有声明支持容器", "the vendor has not said that containers are supported"))
			if known {
				why = s.said(q, a)
			}
			return Rehost, append(r, why)
		}
	}
	r, ok := s.everywhere("cur.os", "windows")
	if !ok || slices.ContainsFunc(s.units, s.portable) {
		return "", nil
	}
	return Rehost, r
}

// portable tells whether a component's language runs on Linux as on Windows, as far as is known.
func (s *subject) portable(u unit) bool {
	language := u.Language.ID
	if a, ok := s.known("app.stack", u.answers); ok && language == "" {
		language = a.Value.Record().Get("language")
	}
	return slices.Contains([]string{"java", "kotlin", "javascript", "python", "go", "php", "ruby", "rust"}, language)
}

// ignorance is there when neither a source nor an answer about technology is: nothing moves on no evidence.
func (s *subject) ignorance() ([]Reason, bool) {
	if slices.ContainsFunc(s.units, func(u unit) bool { return u.source }) {
		return nil, false
	}
	out := []Reason{{Text: text("没有源码，技术方面的问题也没有回答", "there is no source, and no question about technology was answered"), Question: "app.source"}}
	for _, id := range []string{"app.source", "app.stack", "cur.hosting", "cur.os", "state.session", "state.files"} {
		for _, at := range s.spots {
			if a, ok := s.ask(id, at); ok && a.State != survey.Unknown {
				return nil, false
			}
		}
		if q, ok := s.question(id); ok {
			out = append(out, unanswered(q, text("未回答", "not answered")))
		}
	}
	return out, true
}

// beforeReplacement is for what will be replaced within two years and would be much work.
func (s *subject) beforeReplacement(reasons []Reason) (Strategy, []Reason) {
	if r, ok := s.chose("biz.drivers", "", "dc-exit"); ok {
		return Rehost, append(reasons, r)
	}
	return Retain, reasons
}

// noCode tells whether its code cannot be changed at all.
func (s *subject) noCode() (Reason, bool) {
	for _, option := range []string{"binary-only", "commercial"} {
		if r, ok := s.everywhere("app.source", option); ok {
			return r[0], true
		}
	}
	return Reason{}, false
}

// favourable is what speaks for light changes.
func (s *subject) favourable() []Reason {
	var out []Reason
	for _, id := range []string{"biz.lifecycle", "app.source"} {
		if a, ok := s.known(id, ""); ok {
			q, _ := s.question(id)
			out = append(out, s.said(q, a))
		}
	}
	const shown = 3
	for _, u := range s.units[:min(len(s.units), shown)] {
		if r, ok := s.looked(u); ok {
			out = append(out, r)
		}
	}
	return out
}

// deep are the answers that ask for new code, in the order of the bank.
func deep() [][2]string {
	return [][2]string{
		{"app.stack", "no-image"}, {"cfg.how", "hard-coded"}, {"state.session", "local-file"}, {"state.files", "local-shared"},
		{"state.cluster", "multicast"}, {"app.root", "device"},
	}
}

// depth is how deep the changes to code are, with its terms.
func (s *subject) depth() (float64, []Reason) {
	m := s.model.Strategy
	var t terms
	work := assess.Hours{}
	for _, f := range s.distinct() {
		if f.Action != assess.Change {
			continue
		}
		work = work.Plus(f.Effort)
		if f.Severity != assess.High || f.repeated {
			continue // what is done once is no deeper for being done again; the hours say it
		}
		points := m.HighChange
		if f.Dimension == assess.DimMiddleware {
			points += m.HighMiddleware
		}
		t.add(points, found(f.Finding))
	}
	for _, d := range deep() {
		for _, at := range s.spots {
			if r, ok := s.chose(d[0], at, d[1]); ok {
				t.add(m.RedAnswer, r)
				break
			}
		}
	}
	if c := s.coupling(); c.Value == "tight" {
		t.add(m.Tight, c.Reasons[0])
	}
	if mean := (work[0] + work[1]) / 2; mean > 0 && m.HoursPerDepth > 0 {
		t.add(mean/m.HoursPerDepth, Reason{Text: textf("改代码约 %[1]s 人时", "about %[1]s person-hours of changes to code", trimmed(math.Round(mean))), Where: s.app})
	}
	return t.total, t.reasons
}

// trimmed is a number with at most two decimals.
func trimmed(v float64) string { return strconv.FormatFloat(hundredth(v), 'f', -1, 64) }

// split is a finding with the share of its places that no finding of the same rule in another
// component has, and whether an earlier component has the same to do.
type split struct {
	assess.Finding
	share    float64
	repeated bool
}

// distinct are the findings with their hours, each source line once: a module that two programs
// are built of is changed once.
func (s *subject) distinct() []split { return s.splits }

// splitUp computes the distinct findings of an assessment. What two rules say of the same places of a component
// in the same dimension is one thing to do.
func splitUp(findings []assess.Finding) []split {
	type line struct{ id, at string }
	seen, done := map[line]bool{}, map[string]bool{}
	var out []split
	for _, f := range findings {
		if f.Dimension == assess.DimSource {
			continue
		}
		fresh, spots := 0, f.Component+" "+string(f.Dimension)
		for _, e := range f.Evidence {
			spots += " " + e.String()
			if at := (line{f.ID, e.String()}); !seen[at] {
				seen[at] = true
				fresh++
			}
		}
		x := split{Finding: f, share: 1, repeated: done[f.ID]}
		switch {
		case len(f.Evidence) == 0:
		case done[spots]:
			x.share = 0
		default:
			x.share = float64(fresh) / float64(len(f.Evidence))
		}
		done[spots], done[f.ID] = true, true
		x.Effort = f.Effort.Times(x.share)
		if x.share > 0 {
			out = append(out, x)
		}
	}
	return out
}
