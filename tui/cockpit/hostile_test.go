package cockpit

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/excerpt"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// evil is a text as somebody who wants to take the screen over would write it.
const evil = "\x1b[2J\x1b]0;pwned\x07\u202e宽字符\u200b\u0301\u0301\u0301\u0301\u0301é👩‍👩‍👧‍👦\r\n\ttab\x00\x7f\u009b31m" +
	"a-very-long-word-without-any-place-to-break-it-at-all-because-there-is-none/and/a/path/that/goes/on/and/on"

func evilText() i18n.Text { return i18n.Text{ZH: "中" + evil, EN: evil} }

func (f *fake) hostile() {
	at := []fact.Evidence{{Path: evil, Line: 7}, {Path: "b" + evil}}
	f.excerpts[at[0]] = excerpt.Excerpt{First: 6, Lines: []string{evil, evil, strings.Repeat("宽", 500)}}
	component := assess.Component{Name: evil, Path: evil, Deployable: true, Workload: evil, Language: assess.Versioned{ID: evil, Version: evil},
		Facts:     fact.Set{{Key: evil, Value: evil, Evidence: at, Origin: evil, Confidence: evil}},
		Conflicts: []assess.Conflict{{Key: evil, Chosen: evil, Reason: evilText(), Candidates: []fact.Fact{{Value: evil, Evidence: at}}}}}
	f.assessment = assess.Assessment{Components: []assess.Component{component}}
	for _, s := range []assess.Severity{assess.High, evil} {
		f.assessment.Findings = append(f.assessment.Findings, assess.Finding{ID: evil, Dimension: evil, Severity: s, Component: evil, Title: evilText(), Remedy: evilText(), Evidence: at})
	}
	f.changes = []fileset.Change{
		{Path: evil + "/x" + evil, Kind: evil, Note: evil, Diff: "--- " + evil + "\n+++ b\n@@ -1 +1 @@\n-" + evil + "\n+" + evil},
		{Path: "c/" + evil, Kind: fileset.Conflicts, Conflict: &fileset.Conflict{Reason: evil, Hunks: []fileset.Hunk{{Mine: fileset.Lines{Text: evil}, Generated: fileset.Lines{Text: evil}}}}},
	}
	f.findings = []verify.Finding{{Check: evil, Path: evil, Message: evilText(), Remedy: evilText()}}
}

// TestHostileContent: whatever a source holds, no line is wider than the screen, and
// nothing that a terminal obeys reaches it; stage.view checks both after every key.
func TestHostileContent(t *testing.T) {
	for _, size := range [][2]int{{60, 12}, {80, 20}, {120, 36}} {
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			s := newStage(t, lang, size[0], size[1])
			s.env.Customer = evil
			s.steps.hostile()
			s.resume()
			s.choose("shop")
			s.press("<down><up><enter>")
			s.press("<enter>n<end>nrq<tab><down><end>d<down><enter>c<down><enter>/" + "宽👩a" + "<enter><esc>vq")
			s.press("<end><enter><down><down><enter><esc><end><enter>qqq")
			s.choose("crm")
			s.press("<home>" + strings.Repeat("<down>", 2) + "<enter>e<end>")
			for range 12 {
				s.press("<up>")
				if _, ok := s.top().Keys()[0].Find("why"); ok {
					s.press("mgw<enter>")
					for len(s.stack) > 3 {
						s.press("<end>]<esc>")
					}
				}
			}
			s.stack = s.stack[:1]
			s.choose(s.env.Say("校验任意", "Verify any"))
			s.press("宽👩<enter><end>")
			for _, title := range []string{"Overview", "shop", "findings", "source", "Dimension", "Component", textOf(evil).EN, "preview", "difference", "checks"} {
				if !s.seen[title] {
					t.Errorf("%q was not looked at; %v", title, s.seen)
				}
			}
		}
	}
}

// evilJudgement is a judgement of nothing but hostile texts.
func evilJudgement() *classify.Judgement {
	at := []fact.Evidence{{Path: evil, Line: 7}, {Path: "b" + evil}}
	reasons := []classify.Reason{{Text: evilText(), Points: 1e300, Finding: evil, Fact: evil, Question: evil, Where: evil, Evidence: at}, {Text: evilText(), Question: evil}, {Finding: evil}}
	trait := classify.Trait{Value: evil, Text: evilText(), Reasons: reasons}
	number := classify.Number{Value: -1 << 40, Reasons: reasons}
	readiness := []classify.Readiness{{Dimension: evil, Score: 1 << 40, Examined: true, Reasons: reasons}, {Dimension: "b" + evil}}
	var lines []classify.EffortLine
	for range 10 {
		lines = append(lines, classify.EffortLine{Task: evilText(), By: assess.Developers, Days: classify.Days{-1e300, 1e300}, Basis: evilText(), Finding: evil, Where: evil})
	}
	effort := classify.Effort{Developers: classify.Days{1e300, 1e300}, Lines: lines}
	return &classify.Judgement{
		Verdict: evilText(), Style: trait, State: trait, Coupling: trait, Suitability: number, Completeness: number, Confidence: number, Readiness: readiness,
		Strategy: classify.StrategyChoice{Value: evil, Reasons: reasons, WouldChange: []classify.Alternative{{Strategy: evil, When: evilText(), Reasons: reasons}}},
		Risk:     classify.Risk{Level: evil, Score: 1 << 40, Reasons: reasons}, Effort: effort, Factors: []classify.Factor{{Number: 1 << 40, Name: evilText(), Status: evil, Reasons: reasons}},
		Components: []classify.Component{{Name: evil, Workload: trait, Style: trait, State: trait, Readiness: readiness, Suitability: number, Effort: effort}},
		Unknown:    []classify.Unknown{{Question: evil, Where: evil, Text: evilText(), Settles: evilText()}},
	}
}

// openAll presses enter on every line of the list on top, and goes back.
func (s *stage) openAll() {
	s.tb.Helper()
	depth := len(s.stack)
	s.press("<home>")
	for range 200 {
		s.press("<enter>")
		if len(s.stack) > depth {
			s.press("if<end>")
		}
		s.stack = s.stack[:depth]
		s.resume()
		before := s.view()
		s.press("<down>")
		if s.view() == before {
			return
		}
	}
}

// TestHostileJudgementAndPlan opens everything that there is of a judgement and of a plan.
func TestHostileJudgementAndPlan(t *testing.T) {
	for _, at := range []struct {
		width, height int
		lang          i18n.Lang
	}{{30, 12, i18n.ZH}, {60, 12, i18n.EN}, {120, 36, i18n.ZH}} {
		s := newStage(t, at.lang, at.width, at.height)
		s.steps.hostile()
		s.steps.judgement, s.steps.stored["shop"] = evilJudgement(), s.steps.assessment
		s.stack = append(s.stack, newJudging(s.env, s.steps, s.home.ask, "shop").page())
		s.openAll()
		s.stack = append(s.stack, newJudging(s.env, s.steps, s.home.ask, "shop").component(evil))
		s.openAll()
		plan := shopPlan()
		plan.Applications[0].Name, plan.Sample.Recommended, plan.Sample.Why, plan.Problems[0].Text = evil, evil, evilText(), evilText()
		s.steps.plan, s.steps.failing = &plan, evil
		s.stack = s.stack[:1]
		s.choose(s.env.Say("组合规划", "Portfolio plan"))
		s.openAll()
		for _, title := range []string{"suitability", "style", "another strategy", "effort", "source", "findings"} {
			if !s.seen[title] {
				t.Errorf("%q was not looked at; %v", title, s.seen)
			}
		}
	}
}

// TestThemes: what is said is the same without colours and with ASCII alone, on a
// light and a dark background.
func TestThemes(t *testing.T) {
	for name, scene := range scenes() {
		s := enStage(t)
		scene(s)
		want := s.view()
		for _, dark := range []bool{true, false} {
			for _, p := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI, colorprofile.ASCII} {
				s.env.Theme = frame.NewTheme(dark, false, p)
				if got := s.view(); got != want {
					t.Errorf("%s: dark %t, profile %v:\n%s", name, dark, p, got)
				}
			}
		}
		s.env.Theme = frame.NewTheme(true, true, colorprofile.ASCII)
		s.env.Customer, s.env.Edition = "shop", i18n.Text{ZH: "尊享版", EN: "premium"}
		s.resume()
		for _, r := range s.view() {
			if r > 0x7E && !strings.ContainsRune("·–→应用很长的一行", r) {
				t.Errorf("%s: %q on a screen of ASCII:\n%s", name, r, s.view())
				break
			}
		}
	}
}

// TestLanguage switches on every screen, and back.
func TestLanguage(t *testing.T) {
	for name, scene := range scenes() {
		s := enStage(t)
		scene(s)
		en := s.view()
		s.env.Lang = i18n.ZH
		zh := s.view()
		if zh == en {
			t.Errorf("%s stays English:\n%s", name, zh)
		}
		s.env.Lang = i18n.EN
		if got := s.view(); got != en {
			t.Errorf("%s is another screen after switching twice:\n%s", name, got)
		}
	}
}

func manyFindings(n int) assess.Assessment {
	var a assess.Assessment
	for i := range n {
		a.Findings = append(a.Findings, assess.Finding{
			ID: fmt.Sprintf("f.%d", i), Dimension: []assess.Dimension{assess.DimBuild, assess.DimConfig, assess.DimProcess}[i%3], Severity: severities()[i%3], Component: fmt.Sprintf("svc-%d", i%40),
			Title:    i18n.Textf("第 %d 个发现：依赖私有仓库地址", "finding %d: needs a private registry", i),
			Remedy:   i18n.Text{ZH: "把地址改为可达的镜像仓库", EN: "use a mirror that the build reaches"},
			Evidence: []fact.Evidence{{Path: fmt.Sprintf("svc-%d/pom.xml", i%40), Line: i%90 + 1}, {Path: "README.md", Line: 1}},
		})
	}
	return a
}

// TestManyFindings: no key takes longer than a frame at 5,000 findings. The bound is
// far above what is measured, for machines that are busy.
func TestManyFindings(t *testing.T) {
	s := enStage(t)
	s.steps.assessment = manyFindings(5000)
	s.choose("shop")
	s.choose("Assess the source")
	keys := strings.Split("<down> <pgdown> <end> <home> / r e g i <enter> <esc> v n <tab> <down>", " ")
	begin := time.Now()
	for _, k := range keys {
		s.press(k)
	}
	if mean := time.Since(begin) / time.Duration(len(keys)); mean > 16*time.Millisecond {
		t.Errorf("a key takes %v", mean)
	}
	s.press("<esc>/4999 mirror<enter>")
	if f, ok := s.top().(*Findings); !ok || len(f.shown) != 1 {
		t.Errorf("the filter finds %d", len(f.shown))
	}
}

func BenchmarkFindings(b *testing.B) {
	for _, keys := range []string{"<down>", "<pgdown>", "/x<backspace><enter>", "v"} {
		b.Run(keys, func(b *testing.B) {
			s := newStage(b, i18n.ZH, 120, 36)
			s.stack = append(s.stack, NewFindings(s.env, s.steps, "shop", manyFindings(5000)))
			for b.Loop() {
				s.press(keys)
			}
		})
	}
}
