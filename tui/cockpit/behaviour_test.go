package cockpit

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/frame"
)

func (s *stage) wantView(want ...string) {
	s.tb.Helper()
	for _, w := range want {
		if got := s.view(); !strings.Contains(got, w) {
			s.tb.Errorf("%q is not on the screen:\n%s", w, got)
		}
	}
}

func (s *stage) wantStatus(want string) {
	s.tb.Helper()
	if got := s.statusText(); !strings.Contains(got, want) {
		s.tb.Errorf("the status is %q, not %q", got, want)
	}
}

func enStage(tb testing.TB) *stage { tb.Helper(); return newStage(tb, i18n.EN, 80, 20) }

// TestAssessmentIsEvidenceForTheInterview: what the source shows waits in the
// interview to be confirmed, and the findings open at the worst.
func TestAssessmentIsEvidenceForTheInterview(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Assess the source")
	s.wantStatus("1 components to deploy, 3 findings; 2 answers wait")
	s.wantView("▸ ✗ high   sessions are kept in memory")
	e, ok := s.env.Session.Entry(survey.Place{App: "shop", Component: "api"}, "state.session")
	if !ok || e.Status() != interview.Suggested {
		t.Errorf("state.session is %v", e.Status())
	}
	s.press("q")
	s.wantView("Findings: 3", "high 1, medium 1, low 1", "2 are shown by the source")
	s.press("<esc>")
	s.wantView("assessed: 1 components, 3 findings")
}

// TestAssessmentWithoutFindings says on the screen of the application that it was assessed.
func TestAssessmentWithoutFindings(t *testing.T) {
	s := enStage(t)
	s.steps.assessment.Findings, s.steps.assessment.Components = nil, nil
	s.choose("shop")
	s.choose("Assess the source")
	s.wantView("Findings: 0", "Assess again")
	s.press("<end>")
	s.wantView("No component to deploy was found")
}

// TestFilter narrows findings down by text, level, dimension and component.
func TestFilter(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Assess the source")
	f := s.top().(*Findings) //nolint:forcetypeassert // the test is about it
	shown := func() string {
		var out []string
		for _, i := range f.shown {
			out = append(out, f.all[i].ID)
		}
		return strings.Join(out, " ")
	}
	steps := []struct{ keys, want string }{
		{"", "start.session source.unrecognised build.no-lock"},
		{"/redis LOGIN<enter>", "start.session"},
		{"<esc>", "start.session source.unrecognised build.no-lock"},
		{"/锁文件<enter>", "build.no-lock"},
		{"<esc>vv", "source.unrecognised"},
		{"v", "build.no-lock"},
		{"v", "start.session source.unrecognised build.no-lock"},
		{"d<down><down><down><enter>", "source.unrecognised"},
		{"<esc>c<down><enter>", "start.session build.no-lock"},
		{"/nothing<enter>", ""},
		{"<esc>", "start.session source.unrecognised build.no-lock"},
	}
	for _, step := range steps {
		s.press(step.keys)
		if got := shown(); got != step.want {
			t.Errorf("after %q: %q, not %q", step.keys, got, step.want)
		}
	}
	s.press("<esc>")
	if s.top() == f {
		t.Error("escape does not go back when nothing is filtered")
	}
}

// TestExcerpt moves between evidence, keeps what was read, and says why a source
// cannot be shown.
func TestExcerpt(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Assess the source")
	s.press("<enter>")
	s.wantView("Evidence 1/4  src/main/Login.java:40", "▸    40      s.setAttribute")
	s.press("n")
	s.wantView("Evidence 2/4  pom.xml:31", "▸    31    <version>2.7.18</version>")
	s.press("n")
	s.wantView("does not have this file now")
	s.press("n")
	s.wantView("no text file")
	s.press("n")
	s.wantView("▸    40")
	want := []fact.Evidence{{Path: "src/main/Login.java", Line: 40}, {Path: "pom.xml", Line: 31}, {Path: "gone.txt", Line: 2}, {Path: "logo.png"}}
	if d := cmp.Diff(want, s.steps.reads); d != "" {
		t.Error(d)
	}
	s.press("pq<tab><end>")
	s.wantView("> logo.png"[2:], "▸ logo.png")
	s.press("r<tab><enter>r")
	if n := len(s.steps.reads); n != 5 {
		t.Errorf("%d reads after reading again", n)
	}
	s.press("q<down><enter>")
	s.wantStatus("no evidence")
}

// TestFactsLeadToTheSource: enter on a fact shows where it comes from.
func TestFactsLeadToTheSource(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Assess the source")
	s.press("q")
	s.choose("api")
	s.choose("env.DB_PASSWORD")
	s.wantView("config/application.yml:3", "▸     3      password: ******")
	s.press("q<end>")
	s.wantView("session = memory")
	s.press("<enter>")
	if len(s.stack) != 3 {
		t.Error("a fact without evidence opens something")
	}
}

// TestPreviewToDiffAndBack looks at differences without losing the place.
func TestPreviewToDiffAndBack(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Preview what")
	s.wantStatus("1 files are in conflict")
	s.choose("service.yaml")
	s.wantView("deploy/base/service.yaml", "~ merge · edited by hand", "+1 -1", "+port: 8080")
	s.press("]")
	s.wantView("4/4  .gantry/decisions.json")
	s.press("]")
	s.wantView("1/4  api/Dockerfile")
	s.press("m")
	s.wantStatus("in no conflict")
	s.press("q")
	s.wantView("▸ ~ merge     service.yaml")
	s.choose("kustomization.yaml")
	s.wantView("deploy/base/kustomization.yaml", "There is no difference")
	s.press("q")
	s.find("Dockerfile")
	s.press("w")
	s.wantStatus("this is a preview")
	if !s.steps.writes[0].DryRun {
		t.Error("a preview writes")
	}
}

// TestConflictsAreSettledOnTheWay: a side is chosen, and generating takes it.
func TestConflictsAreSettledOnTheWay(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Preview what")
	s.choose("[not chosen]")
	s.wantView("Yours, line 2:", "    replicas: 5", "Generated anew, line 2:", "    replicas: 2")
	s.press("g")
	s.wantStatus("generate with the choices")
	s.press("q")
	s.wantView("[take generated]")
	s.press("gM")
	s.wantView("[keep mine]")
	s.choose("Generate with the choices")
	s.wantStatus("generated")
	s.wantView("Written to /work/output/shop", "Next: verify before delivery")
	want := fileset.Options{KeepPaths: map[string]fileset.Keep{"deploy/base/deployment.yaml": fileset.KeepMine}}
	if d := cmp.Diff(want, s.steps.writes[1], cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Owned" }, cmp.Ignore())); d != "" {
		t.Error(d)
	}
	if len(s.stack) != 3 {
		t.Errorf("%d screens; the result does not take the place of the preview", len(s.stack))
	}
	s.choose("Next: verify")
	if d := cmp.Diff([]string{"/work/output/shop|shop|true"}, s.steps.verified); d != "" {
		t.Error(d)
	}
	if _, ok, _ := s.steps.Stored("shop"); !ok {
		t.Error("the assessment on the way is not taken in")
	}
}

// TestAssumptionLeadsToItsQuestion, and an answer makes the preview stale.
func TestAssumptionLeadsToItsQuestion(t *testing.T) {
	s := enStage(t)
	s.choose("shop")
	s.choose("Assess the source")
	s.press("q")
	s.choose("Preview what")
	s.choose("Where are sessions kept?")
	a, ok := s.top().(*ask.Ask)
	if !ok {
		t.Fatalf("on %T", s.top())
	}
	if d := cmp.Diff(survey.Place{App: "shop", Component: "api"}, a.Where().Place); d != "" || a.Where().Question != "state.session" {
		t.Errorf("at %v %s", a.Where(), d)
	}
	if err := s.env.Session.Do(interview.Event{Kind: interview.Answered, Place: a.Where().Place, Question: "state.session", Origin: interview.Person,
		Answer: interview.AnswerOf(survey.Answer{State: survey.Known, Value: survey.Value{Text: "shared"}})}); err != nil {
		t.Fatal(err)
	}
	s.stack = s.stack[:len(s.stack)-1]
	s.resume()
	s.choose("Answers changed since then")
	if n := len(s.steps.writes); n != 2 || !s.steps.writes[1].DryRun {
		t.Errorf("%d runs", n)
	}
	s.choose("no question")
	s.wantStatus("does not ask no.such now")
	s.choose("way in")
	if a.Where().Question != "net.hosts" {
		t.Errorf("the open point leads to %v", a.Where())
	}
}

// TestAllApplications: one that fails does not hide the others.
func TestAllApplications(t *testing.T) {
	s := enStage(t)
	s.steps.failing = "crm"
	s.choose("Preview what")
	s.wantStatus("1 applications failed")
	s.choose("crm")
	s.wantView("opening /src/crm")
	s.press("q")
	s.choose("shop")
	s.wantView("A preview, nothing was written", "conflict 1")
	s.press("q")
	s.choose("Generate for all")
	if n := len(s.steps.writes); n != 2 || s.steps.writes[1].DryRun {
		t.Errorf("%d runs", n)
	}
	s.wantView("Applications: 2")
}

// TestErrorsAreToldInFull: a long one on a page, in both languages where it has them.
func TestErrorsAreToldInFull(t *testing.T) {
	s := newStage(t, i18n.ZH, 60, 12)
	s.steps.err = errors.New("assessing the source: a very long story about a directory that nobody may read, below another that is gone; ask for the permission")
	s.choose("shop")
	s.choose("评估源代码")
	s.wantView("a very long story", "the permission", "可以再试一次")
	s.press("<esc>")
	s.wantView("评估源代码")
	s.steps.err = errors.New("disk full")
	s.choose("评估源代码")
	s.wantStatus("disk full")
	s.press("q")
	s.choose("阶段、交付物")
	s.wantStatus("disk full")
}

// TestExport asks before it replaces a file.
func TestExport(t *testing.T) {
	s := enStage(t)
	s.choose("Export the workbook")
	s.choose("All questions")
	s.press("<ctrl+u>there.xlsx<enter>")
	s.wantView("there.xlsx exists already")
	s.press("<enter><ctrl+u>new.xlsx<enter>")
	s.wantStatus("exported /work/new.xlsx")
	s.choose("Export the workbook")
	s.choose("Core questions")
	s.press("<ctrl+u>\"there.xlsx\"<enter>")
	s.choose("Replace it")
	if d := cmp.Diff([]string{"new.xlsx", "there.xlsx"}, s.steps.exported); d != "" {
		t.Error(d)
	}
	if s.top() != s.home {
		t.Errorf("on %T", s.top())
	}
}

// TestImport shows what would change, and takes it only then.
func TestImport(t *testing.T) {
	s := enStage(t)
	s.choose("Import a workbook")
	s.press("<enter>")
	s.wantStatus("Type it first")
	s.press("empty.xlsx<enter>")
	s.wantStatus("no new answer")
	s.choose("Import a workbook")
	s.press("客户.xlsx<enter>")
	s.wantView("new · ", "应用!B7")
	at := survey.Place{App: "shop"}
	if e, _ := s.env.Session.Entry(at, "biz.criticality"); e.Status().Answered() {
		t.Error("it was taken before a person said so")
	}
	s.press("s")
	if e, _ := s.env.Session.Entry(at, "biz.criticality"); !e.Status().Answered() {
		t.Errorf("it was not taken: %s", s.statusText())
	}
}

// TestVerifyAndExplainAnything by its path.
func TestVerifyAndExplainAnything(t *testing.T) {
	s := enStage(t)
	s.choose("Verify any")
	s.press("some/dir<enter>")
	s.wantView("Directory some/dir", "found nothing wrong")
	s.choose("Go on with the checks before delivery")
	if d := cmp.Diff([]string{"some/dir||false", "some/dir||true"}, s.steps.verified); d != "" {
		t.Error(d)
	}
	s.press("qq<esc>")
	s.choose("Explain any")
	s.press("a/Dockerfile#USER<enter>")
	s.wantView("was edited after", "Dockerfile#USER", "images run as a plain user")
}

// TestKeys: within a screen no key means two things.
func TestKeys(t *testing.T) {
	for name, scene := range scenes() {
		s := enStage(t)
		scene(s)
		if s.top() == s.home.Ask() {
			continue
		}
		if clashes := frame.Clashes(s.top().Keys()...); len(clashes) > 0 {
			t.Errorf("%s: %v", name, clashes)
		}
		for _, m := range s.top().Keys() {
			for _, b := range m.Bindings {
				if !b.Text.Complete() || b.Help != (i18n.Text{}) && !b.Help.Complete() {
					t.Errorf("%s: %s.%s is not said in both languages", name, m.ID, b.ID)
				}
			}
		}
	}
}

// TestPreviewWithoutChanges offers nothing to generate.
func TestPreviewWithoutChanges(t *testing.T) {
	s := enStage(t)
	s.steps.changes = []fileset.Change{{Path: "a", Kind: fileset.Unchanged}, {Path: "b", Kind: fileset.Kept}}
	s.choose("shop")
	s.choose("Preview what")
	s.wantView("Up to date")
	if strings.Contains(s.view(), "Generate these") {
		t.Error("it offers to generate")
	}
}
