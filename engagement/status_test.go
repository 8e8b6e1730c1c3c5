package engagement

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "write the golden files anew")

func mustCatalog(t testing.TB) catalog.Catalog {
	t.Helper()
	cat, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// report judges a workspace made of the files.
func report(t testing.TB, edition Edition, apps []string, tree map[string]string) StatusReport {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, content := range tree {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	cfg := Config{Customer: "示例银行", Edition: edition, Language: i18n.ZH}
	for _, a := range apps {
		cfg.Applications = append(cfg.Applications, Application{Name: a, Source: "../" + a})
	}
	cat := mustCatalog(t)
	return judge(cfg, cat, gather(fsys, cfg, cat))
}

func confirmedAll(t testing.TB) string {
	t.Helper()
	return strings.ReplaceAll(string(preparationSkeleton(mustCatalog(t), i18n.EN)), ": false", ": true")
}

func acceptance(milestone, day string) string {
	return "schema: gantry.acceptance/v1\nmilestone: " + milestone + "\naccepted: " + day + "\nby: CTO\n"
}

// stateOf finds the state of a phase, service, deliverable or milestone.
func stateOf(r StatusReport, id string) State {
	items := append(append([]Item{}, r.Deliverables...), r.Milestones...)
	for _, p := range r.Phases {
		items = append(append(items, p.Item), p.Services...)
	}
	for _, i := range items {
		if i.ID == id {
			return i.State
		}
	}
	return State("no such id " + id)
}

func TestStatusStates(t *testing.T) {
	const answers = "schema: gantry.answers/v1\norg: {net.egress: none}\nenvs: {prod: {tgt.arch: {unknown: true}}}\napps:\n  shop:\n    components: {api: {perf.cpu: 500m}}\n"
	for _, tc := range []struct {
		name    string
		edition Edition
		apps    []string
		tree    map[string]string
		want    map[string]State
	}{
		{"new workspace", Standard, nil, nil, map[string]State{
			"preparation-work": Missing, "preparation": Missing, "survey": Missing,
			"governance-design": NotInEdition, "governance-plan": NotInEdition,
			"migration-execution": NotInEdition, "support": NotInEdition, "support-period-end": NotInEdition,
			"sample-cutover": Missing, "design-validated": Missing,
		}},
		{"premium has everything", Premium, nil, nil, map[string]State{
			"governance-design": Missing, "observability-plan": Missing, "support": Missing, "support-period-end": Missing,
		}},
		{"applications are listed", Standard, []string{"shop"}, nil, map[string]State{"preparation-work": Partly, "preparation": Partly}},
		{"preparation confirmed", Standard, []string{"shop"}, map[string]string{"preparation.yaml": confirmedAll(t)},
			map[string]State{"preparation-work": Done, "preparation": Done, "survey": Missing}},
		{"answers at every level", Standard, []string{"shop"}, map[string]string{"survey/answers.yaml": answers},
			map[string]State{"infrastructure-survey": Partly, "application-survey": Partly, "target-survey": Missing, "survey": Partly}},
		{"empty answers", Standard, []string{"shop"}, map[string]string{"survey/answers.yaml": string(answersSkeleton(i18n.ZH))},
			map[string]State{"infrastructure-survey": Missing, "survey": Missing}},
		{"an answer without a value", Standard, nil, map[string]string{"survey/answers.yaml": "org: {net.egress: }\n"},
			map[string]State{"infrastructure-survey": Missing}},
		{"report without assessment", Standard, []string{"shop", "blog"}, map[string]string{
			"survey/answers.yaml": answers, "assessment/shop.json": "{}", "deliverables/v1/项目调研报告.docx": "x",
		}, map[string]State{"infrastructure-survey": Done, "application-survey": Partly, "survey-report": Done, "design-validated": Partly}},
		{"survey done but for the targets", Standard, []string{"shop"}, map[string]string{
			"survey/answers.yaml": answers, "assessment/shop.json": "{}", "deliverables/survey-report-v2.xlsx": "x",
		}, map[string]State{"application-survey": Done, "target-survey": Partly}},
		{"an empty assessment is none", Standard, []string{"shop"}, map[string]string{"assessment/shop.json": ""},
			map[string]State{"application-survey": Missing}},
		{"files that are no deliverable", Standard, nil, map[string]string{
			"deliverables/~$项目调研报告.docx": "x", "deliverables/项目调研报告.txt": "x", "deliverables/devops-plan.docx": "",
			"deliverables/our-survey-report.docx": "x",
		}, map[string]State{"survey-report": Missing, "devops-plan": Missing}},
		{"title marks and case of the extension", Standard, nil, map[string]string{
			"deliverables/《DevOps自动化方案》 v1.DOCX": "x", "deliverables/容器化迁移上云方案-终稿.pptx": "x",
		}, map[string]State{"devops-plan": Done, "migration-plan": Done, "devops-design": Done, "migration-design": Partly}},
		{"accepted", Standard, nil, map[string]string{"acceptance/sample-cutover.yaml": acceptance("sample-cutover", "2026-12-01")},
			map[string]State{"sample-cutover": Done, "cutover-assurance": Done, "cutover": Done}},
		{"record of another milestone", Standard, nil, map[string]string{"acceptance/sample-cutover.yaml": acceptance("design-validated", "2026-12-01")},
			map[string]State{"sample-cutover": Missing}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := report(t, tc.edition, tc.apps, tc.tree)
			got := map[string]State{}
			for id := range tc.want {
				got[id] = stateOf(r, id)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestStatusProblems(t *testing.T) {
	r := report(t, Standard, []string{"shop"}, map[string]string{
		"survey/answers.yaml":              "org: [\n",
		"preparation.yaml":                 "schema: gantry.preparation/v1\nconfirmed: {apply: true}\n",
		"acceptance/sample-cutover.yaml":   "schema: gantry.acceptance/v1\nmilestone: sample-cutover\naccepted:\n",
		"acceptance/design-validated.yaml": acceptance("sample-cutover", "2026-12-01"),
	})
	all := strings.Join(r.Problems, "\n")
	for _, w := range []string{
		"reading survey/answers.yaml: ", "reading preparation.yaml: line 2", "accepted: give the day",
		`acceptance/design-validated.yaml: milestone: expected design-validated, found "sample-cutover"`,
	} {
		if !strings.Contains(all, w) {
			t.Errorf("%q is not in:\n%s", w, all)
		}
	}
	if len(r.Problems) != 4 {
		t.Errorf("problems:\n%s", all)
	}
}

func TestSupportEnd(t *testing.T) {
	tree := map[string]string{"acceptance/sample-cutover.yaml": acceptance("sample-cutover", "2026-12-01")}
	if got := report(t, Premium, nil, tree).SupportEnds; got != "2026-12-31" {
		t.Errorf("premium: %q", got)
	}
	if got := report(t, Upgraded, nil, tree).SupportEnds; got != "" {
		t.Errorf("upgraded has no support: %q", got)
	}
}

// midway is an engagement in which every kind of state occurs.
func midway(t testing.TB) StatusReport {
	return report(t, Upgraded, []string{"shop", "blog"}, map[string]string{
		"preparation.yaml":                  strings.Replace(confirmedAll(t), `start: ""`, "start: 2026-12-21", 1),
		"survey/answers.yaml":               "org: {net.egress: none, goal.depth: run}\napps: {shop: {app.source: full}}\n",
		"assessment/shop.json":              "{}",
		"deliverables/项目调研报告-v1.docx":       "x",
		"deliverables/项目调研报告-v2.docx":       "x",
		"deliverables/governance-plan.pptx": "x",
		"issues.yaml":                       "issues: []\n",
		"plan.json":                         "{}",
		"acceptance/sample-cutover.yaml":    "- broken\n",
	})
}

func TestStatusText(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		got := midway(t).Text(lang)
		golden := filepath.Join("testdata", "status."+string(lang)+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", golden, diff)
		}
	}
}

func TestTableAlignsWideCharacters(t *testing.T) {
	var tab table
	tab.row("短", "a", "")
	tab.row("很长的名称", "b", "x")
	tab.row("ascii", "c", "")
	for line := range strings.SplitSeq(strings.TrimSpace(tab.String()), "\n") {
		at := strings.IndexAny(line, "abc")
		if strings.HasPrefix(line, "ascii") {
			at = strings.LastIndex(line, "c")
		}
		if width := ansi.StringWidth(line[:at]); width != 12 {
			t.Errorf("the second column starts at cell %d: %q", width, line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("space at the end: %q", line)
		}
	}
}

func TestStatusJSON(t *testing.T) {
	data, err := json.Marshal(midway(t))
	if err != nil {
		t.Fatal(err)
	}
	var back StatusReport
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(midway(t), back); diff != "" {
		t.Errorf("round trip (-want +got):\n%s", diff)
	}
	for _, w := range []string{`"schema":"gantry.status/v1"`, `"state":"not-in-edition"`, `"lacks":[{"zh":`} {
		if !strings.Contains(string(data), w) {
			t.Errorf("%s is not in %s", w, data)
		}
	}
}

// TestStatusStaysInside: links out of the workspace and named pipes are not
// followed.
func TestStatusStaysInside(t *testing.T) {
	outer := t.TempDir()
	dir := filepath.Join(outer, "bank")
	w, err := Init(t.Context(), dir, options(i18n.ZH))
	if err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(outer, "secret.docx")
	if err := os.WriteFile(secret, []byte("org: {net.x: 1}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(w.AnswersPath()); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{w.AnswersPath(), filepath.Join(w.DeliverablesDir(), "survey-report.docx")} {
		if err := os.Symlink(secret, link); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	r, err := Status(w, mustCatalog(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := stateOf(r, "survey-report"); got != Missing {
		t.Errorf("a link out of the workspace counts as deliverable: %s", got)
	}
	if got := stateOf(r, "infrastructure-survey"); got != Missing || len(r.Problems) != 1 {
		t.Errorf("a link out of the workspace is read: %s, problems %v", got, r.Problems)
	}
}

func TestStatusOfNewWorkspace(t *testing.T) {
	w, err := Init(t.Context(), filepath.Join(t.TempDir(), "bank"), options(i18n.ZH))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Status(w, mustCatalog(t))
	if err != nil || len(r.Problems) != 0 {
		t.Errorf("%v %v", err, r.Problems)
	}
}

func TestParseAcceptance(t *testing.T) {
	a, err := ParseAcceptance([]byte(acceptance("sample-cutover", "2026-12-01")))
	want := Acceptance{Milestone: "sample-cutover", Accepted: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), By: "CTO"}
	if err != nil || !cmp.Equal(a, want) {
		t.Errorf("%+v %v", a, err)
	}
}
