package classify

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// risk adds up what speaks against a smooth migration. Items of one kind are capped.
func (s *subject) risk() Risk {
	var t terms
	m := s.model.Risk
	for _, kind := range []struct {
		most  float64
		terms func(*terms)
		zh    string
		en    string
	}{
		{m.AnswersMost, s.riskyAnswers, "回答合计封顶", "cap on what answers add"},
		{m.FindingsMost, s.riskyFindings, "发现合计封顶", "cap on what findings add"},
		{100, s.riskyCircumstances, "合计封顶", "cap"},
		{m.ConflictsMost, s.riskyConflicts, "矛盾合计封顶", "cap on what conflicts add"},
		{m.UnknownMost, s.riskyUnknowns, "未知合计封顶", "cap on what is unknown"},
	} {
		var group terms
		kind.terms(&group)
		group.cap(kind.most, text(kind.zh, kind.en))
		t.total += group.total
		t.reasons = append(t.reasons, group.reasons...)
	}
	t.cap(100, text("风险最高 100", "risk is 100 at most"))
	n := t.number()
	return Risk{Score: n.Value, Reasons: n.Reasons, Level: m.level(float64(n.Value))}
}

func (m RiskModel) level(score float64) Level {
	switch {
	case score >= m.HighFrom:
		return HighRisk
	case score >= m.MediumFrom:
		return MediumRisk
	}
	return LowRisk
}

// riskyAnswers are what is red, and what is yellow of that which a rating of risk reads; each question
// counts once, with its worst place.
func (s *subject) riskyAnswers(t *terms) {
	for _, q := range s.questions {
		rated := slices.Contains(q.Drives, "assess.risk") || q.Blocker
		worst, why := survey.Risk(""), Reason{}
		for _, at := range s.spots {
			a, ok := s.known(q.ID, at)
			if !ok {
				continue
			}
			if r := riskOf(q, a); r == survey.Red || r == survey.Yellow && worst != survey.Red {
				if r != worst {
					worst, why = r, s.said(q, a)
				}
			}
		}
		switch {
		case worst == survey.Red && q.Blocker:
			t.add(s.model.Risk.BlockerRed, why)
		case worst == survey.Red:
			t.add(s.model.Risk.Red, why)
		case worst == survey.Yellow && rated:
			t.add(s.model.Risk.Yellow, why)
		}
	}
}

// riskyFindings count each rule once, with the first of the components that it speaks of.
func (s *subject) riskyFindings(t *terms) {
	for _, f := range s.distinct() {
		if f.Action == assess.Handled || f.Action == assess.Know || f.repeated {
			continue
		}
		if p := s.model.Risk.Finding.Of(f.Severity); p > 0 {
			r := found(f.Finding)
			if n := s.components(f.ID); n > 1 {
				r.Text = i18n.Text{ZH: r.Text.ZH + fmt.Sprintf("（%d 个组件）", n), EN: r.Text.EN + fmt.Sprintf(" (%d components)", n)}
			}
			t.add(p, r)
		}
	}
}

// components is the number of those that findings of a rule are about.
func (s *subject) components(rule string) int {
	var names []string
	for _, f := range s.distinct() {
		if f.ID == rule && !slices.Contains(names, f.Component) {
			names = append(names, f.Component)
		}
	}
	return len(names)
}

// riskyCircumstances are tests, people, data, criticality, and runtimes without support.
func (s *subject) riskyCircumstances(t *terms) {
	s.riskyTests(t)
	s.riskyRuntimes(t)
	s.riskyData(t)
	m := s.model.Risk
	if r, ok := s.chose("biz.criticality", "", "core"); ok {
		t.add(m.CriticalCore, r)
	} else if r, ok := s.chose("biz.criticality", "", "important"); ok {
		t.add(m.CriticalImportant, r)
	}
	if a, ok := s.known("org.skills", ""); ok {
		able := 0
		for _, r := range a.Value.Rows {
			able += r.Int("able")
		}
		if q, known := s.question("org.skills"); known && able == 0 {
			r := s.said(q, a)
			r.Text = text("没有人能独立排查 Kubernetes 上的问题", "nobody can trace a problem on Kubernetes alone")
			t.add(m.NoPeople, r)
		}
	}
	if !s.source {
		t.add(m.NoSource, Reason{Text: text("没有读过源码", "no source was read"), Question: "app.source"})
	}
}

// riskyTests looks at each component but front ends, and weighs by the share of them.
func (s *subject) riskyTests(t *terms) {
	backends := s.backends()
	var without, unknown []string
	var why, open Reason
	for _, u := range backends {
		switch r, has, known := s.tests(u); {
		case !known:
			unknown, open = append(unknown, u.Name), r
		case !has:
			without, why = append(without, u.Name), r
		}
	}
	share := func(names []string) float64 { return float64(len(names)) / float64(len(backends)) }
	if len(without) > 0 {
		why.Where = joinedIn(without, i18n.EN)
		t.add(s.model.Risk.NoTests*share(without), why)
	}
	if len(unknown) > 0 {
		open.Where = joinedIn(unknown, i18n.EN)
		t.add(s.model.Risk.TestsUnknown*share(unknown), open)
	}
}

// tests tells whether a component has tests. A source without any has none.
func (s *subject) tests(u unit) (why Reason, has, known bool) {
	q, _ := s.question("test.unit")
	if a, ok := s.known("test.unit", u.answers); ok {
		present, given := a.Value.Record().Bool("present")
		return s.said(q, a), present, given
	}
	if f, ok := u.Facts.Best(fact.Tests); ok {
		return seen(u, f), true, true
	}
	if r, ok := s.looked(u); ok {
		r.Text = text("源码里没有找到测试", "no tests were found in the source")
		return r, false, true
	}
	return Reason{Text: text("不知道有没有测试", "nobody knows whether there are tests"), Question: "test.unit", Where: u.Name}, false, false
}

// ended are the versions before which a runtime or framework has no support any more, as of November 2026.
func ended() []assess.Versioned {
	return []assess.Versioned{{ID: "java", Version: "8"}, {ID: "javascript", Version: "22"}, {ID: "python", Version: "3.11"}, {ID: "spring-boot", Version: "3.0"}, {ID: "django", Version: "5.2"}}
}

func (s *subject) riskyRuntimes(t *terms) {
	for _, u := range s.units {
		for _, v := range []struct {
			assess.Versioned
			key string
		}{{u.Language, fact.LanguageVersion}, {u.Framework, fact.FrameworkVersion}} {
			i := slices.IndexFunc(ended(), func(e assess.Versioned) bool { return e.ID == v.ID })
			f, ok := u.Facts.Best(v.key)
			if i < 0 || !ok || !older(v.Version, ended()[i].Version) {
				continue
			}
			t.add(s.model.Risk.Ended, shows(u, f, textf("%[1]s %[2]s 已停止维护", "%[1]s %[2]s has no support any more", v.ID, v.Version)))
			return
		}
	}
}

// older tells whether a version, by its leading numbers, is before another; a range is not.
func older(version, than string) bool {
	a, b := numbers(version), numbers(than)
	for i := range b {
		if i >= len(a) || a[i] != b[i] {
			return i < len(a) && a[i] < b[i]
		}
	}
	return false
}

func numbers(version string) []int {
	var out []int
	for part := range strings.SplitSeq(strings.TrimPrefix(version, "v"), ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			break
		}
		out = append(out, n)
	}
	return out
}

// moves is the answer where the data go, when they go anywhere.
func (s *subject) moves() (survey.Answer, string, bool) {
	a, ok := s.known("data.migrate", "")
	plan := a.Value.Record().Get("plan")
	return a, plan, ok && plan != "" && plan != "stay"
}

// volume is all data of the application in GiB.
func (s *subject) volume() (float64, Reason, bool) {
	a, ok := s.known("data.volume", "")
	q, known := s.question("data.volume")
	if !ok || !known {
		return 0, Reason{}, false
	}
	sum := 0.0
	for _, r := range a.Value.Rows {
		sum += float64(r.Int("total"))
	}
	why := s.said(q, a)
	why.Text = textf("数据量 %s GiB", "%s GiB of data", trimmed(sum))
	return sum, why, true
}

func (s *subject) riskyData(t *terms) {
	a, _, ok := s.moves()
	if !ok {
		return
	}
	m := s.model.Risk
	if gib, why, known := s.volume(); known && gib >= m.HugeGiB {
		t.add(m.HugeData, why)
	} else if known && gib >= m.LargeGiB {
		t.add(m.LargeData, why)
	}
	freeze := a.Value.Record().Duration("freeze").Hours()
	if q, known := s.question("data.migrate"); known && a.Value.Record().Get("freeze") != "" && freeze < m.FreezeHours {
		r := s.said(q, a)
		r.Text = textf("要搬数据，只能停写 %s 分钟", "data move, and writing may stop for %s minutes only", trimmed(math.Round(freeze*60)))
		t.add(m.ShortFreeze, r)
	}
}

// riskyConflicts are facts that contradict each other, and answers that the source contradicts.
func (s *subject) riskyConflicts(t *terms) {
	for _, u := range s.units {
		for _, x := range u.Conflicts {
			t.add(s.model.Risk.Conflict, conflict(u, x))
		}
	}
	s.contradictions(t)
	for _, g := range s.suggested {
		if q, a, ok := s.contradicted(g); ok {
			r := s.said(q, a)
			r.Text = textf("回答与源码不一致：%[1]s", "answer and source disagree: %[2]s", q.Text.ZH, q.Text.EN)
			t.add(s.model.Risk.Conflict, r)
		}
	}
}

// contradictions are findings that need new code although the answer about their dimension is good.
func (s *subject) contradictions(t *terms) {
	for _, u := range s.units {
		for _, f := range u.findings {
			if f.Severity != assess.High || f.Action != assess.Change {
				continue
			}
			for _, q := range s.askedAbout(f.Dimension) {
				if a, ok := s.known(q.ID, u.answers); ok && riskOf(q, a) == survey.Green && (f.Dimension == assess.DimSessions || f.Dimension == assess.DimState) {
					r := found(f)
					r.Question, r.Where = q.ID, a.Scope
					r.Text = textf("回答与发现不一致，请核对：%[1]s", "answer and finding disagree, to be checked: %[2]s", f.Title.ZH, f.Title.EN)
					t.add(s.model.Risk.Conflict, r)
				}
			}
		}
	}
}

func (s *subject) riskyUnknowns(t *terms) {
	for _, q := range s.questions {
		if !q.Blocker {
			continue
		}
		if how, _ := s.settled(q); how == open {
			t.add(s.model.Risk.UnknownBlocker, unanswered(q, text("否决性问题未回答", "blocker question without an answer")))
		}
	}
}
