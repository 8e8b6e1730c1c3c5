package gantry_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// workspace is one with the example as its application shop.
func workspace(t *testing.T, answers string) engagement.Workspace {
	t.Helper()
	shop, err := filepath.Abs("examples/shop")
	if err != nil {
		t.Fatal(err)
	}
	w := engagement.Workspace{Root: t.TempDir(), Config: engagement.Config{
		Customer: "某某零售", Edition: engagement.Standard, Language: i18n.ZH,
		Applications: []engagement.Application{{Name: "shop", Source: shop}},
	}}
	if answers != "" {
		write(t, w.AnswersPath(), answers)
	}
	return w
}

// dryRun generates for shop without writing anything.
func dryRun(t *testing.T, w engagement.Workspace, opt gantry.GenerateOptions) gantry.Generated {
	t.Helper()
	opt.Applications, opt.Write.DryRun = []string{"shop"}, true
	g, err := gantry.Generate(t.Context(), w, opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Applications[0].Err; err != nil {
		t.Fatal(err)
	}
	return g.Applications[0]
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, w engagement.Workspace, user string) *gantry.Interview {
	t.Helper()
	i, err := gantry.OpenInterview(t.Context(), w, gantry.InterviewOptions{
		By: user, Host: "laptop", User: user, Command: "test", Rand: strings.NewReader(strings.Repeat(user+"0123456789", 9)),
		Now: func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = i.Close() })
	return i
}

func assessed(t *testing.T, w engagement.Workspace) {
	t.Helper()
	if _, _, err := gantry.AssessApplication(t.Context(), w, w.Config.Applications[0], gantry.AssessOptions{}); err != nil {
		t.Fatal(err)
	}
}

func answer(id, text string, at survey.Place) interview.Event {
	return interview.Event{
		Kind: interview.Answered, Place: at, Question: id, Origin: interview.Person,
		Answer: &interview.Answer{State: survey.Known, Text: text, Confidence: survey.Confirmed},
	}
}

// TestInterview: what is answered is read by what only reads, and shown in answers.yaml.
func TestInterview(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	assessed(t, w)
	i := open(t, w, "wang")
	at := survey.Place{App: "shop"}
	if a, _ := i.Subjects().Application("shop"); len(a.Components) != 5 {
		t.Errorf("components %q", a.Components)
	}
	if e, _ := i.Entry(survey.Place{App: "shop", Component: "order-server"}, "app.stack"); e.Status() != interview.Suggested {
		t.Errorf("app.stack is %s", e.Status())
	}
	if err := i.Do(answer("biz.criticality", "core", at)); err != nil {
		t.Fatal(err)
	}
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	reading, err := gantry.ReadInterview(w)
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := reading.Answers.At(at, "biz.criticality"); a.Value.Text != "core" || a.By != "wang" {
		t.Errorf("%+v", a)
	}
	view, err := os.ReadFile(w.AnswersPath())
	if err != nil || !strings.Contains(string(view), "biz.criticality") {
		t.Errorf("%v: %s", err, view)
	}
}

// TestReload: a new assessment is there without opening the interview anew, and a
// broken one is a problem and nothing more.
func TestReload(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	i := open(t, w, "wang")
	at := survey.Place{App: "shop", Component: "order-server"}
	if e, _ := i.Entry(at, "app.stack"); e.Status() != interview.Open {
		t.Errorf("before the assessment app.stack is %s", e.Status())
	}
	assessed(t, w)
	i.Reload("shop")
	if e, _ := i.Entry(at, "app.stack"); e.Status() != interview.Suggested {
		t.Errorf("after the assessment app.stack is %s", e.Status())
	}
	write(t, w.AssessmentPath("shop"), "<<<<<<< ours\n{}")
	i.Reload("shop")
	if e, _ := i.Entry(at, "app.stack"); e.Status() != interview.Open || len(i.Problems()) != 1 {
		t.Errorf("with a broken assessment app.stack is %s, problems %v", e.Status(), i.Problems())
	}
}

// TestNothingSaid: to open and close an interview changes no file of a person.
func TestNothingSaid(t *testing.T) {
	t.Parallel()
	const mine = "schema: gantry.answers/v1\norg:\n  net.mirrors: none # mine\n"
	w := workspace(t, mine)
	if err := open(t, w, "wang").Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(w.AnswersPath()); err != nil || string(got) != mine {
		t.Errorf("%v: %s", err, got)
	}
}

// TestUnsettled: two answers that do not know each other are named, and neither decides.
func TestUnsettled(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	at := survey.Place{App: "shop"}
	for _, who := range []struct{ name, says string }{{"wang", "core"}, {"li", "normal"}} {
		own := w
		own.Root = t.TempDir()
		i := open(t, own, who.name)
		if err := i.Do(answer("biz.criticality", who.says, at)); err != nil {
			t.Fatal(err)
		}
		device := i.Device()
		if err := i.Close(); err != nil {
			t.Fatal(err)
		}
		log, err := os.ReadFile(filepath.Join(own.SurveyLogDir(), device+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(w.SurveyLogDir(), device+".jsonl"), string(log))
	}
	g := dryRun(t, w, gantry.GenerateOptions{})
	if len(g.Unsettled) != 1 || g.Unsettled[0].ID != "biz.criticality" {
		t.Errorf("%+v", g.Unsettled)
	}
	if _, err := os.Stat(filepath.Join(w.Root, "output")); err == nil {
		t.Error("a preview writes")
	}
	if len(g.Written.Changes) == 0 || g.Written.Changes[0].Diff == "" || len(g.Assumptions) == 0 {
		t.Error("a preview shows nothing")
	}
}

// TestEditedView: what a person wrote into answers.yaml beside the logs does not
// count until somebody takes it, and is not lost.
func TestEditedView(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	i := open(t, w, "wang")
	if err := i.Do(answer("net.mirrors", "none", survey.Place{})); err != nil {
		t.Fatal(err)
	}
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	view, err := os.ReadFile(w.AnswersPath())
	if err != nil {
		t.Fatal(err)
	}
	write(t, w.AnswersPath(), strings.Replace(string(view), "none", "china", 1))
	r, err := gantry.ReadInterview(w)
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := r.Answers.At(survey.Place{}, "net.mirrors"); a.Value.Text != "none" || len(r.Edited.Proposals) != 1 {
		t.Errorf("%+v, edited %+v", a, r.Edited)
	}
	again := open(t, w, "wang")
	var edited *journal.ViewEditedError
	if err := again.Close(); !errors.As(err, &edited) {
		t.Errorf("closing: %v", err)
	}
}

// TestGenerateAsMigrate: a workspace generates what migrate makes of the same
// answers, reports every step, and keeps the assessment.
func TestGenerateAsMigrate(t *testing.T) {
	t.Parallel()
	answers, err := os.ReadFile("examples/shop/answers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w := workspace(t, string(answers))
	out := t.TempDir()
	if _, err := gantry.Migrate(t.Context(), gantry.MigrateOptions{
		Source: "examples/shop", App: "shop", Answers: answers, Out: out, Edition: w.Config.Edition, Lang: i18n.ZH,
	}); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var steps []gantry.Step
	files := 0
	g, err := gantry.Generate(t.Context(), w, gantry.GenerateOptions{Progress: func(p gantry.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if files = max(files, p.Files); p.Files == 0 {
			steps = append(steps, p.Step)
		}
	}})
	if err := errors.Join(err, g.Failed()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(gantry.Steps(), steps); diff != "" || files == 0 {
		t.Errorf("%d files, steps %s", files, diff)
	}
	if diff := cmp.Diff(tree(t, out), tree(t, filepath.Join(w.Root, "output", "shop"))); diff != "" {
		t.Error(diff)
	}
	if _, err := gantry.ReadAssessment(w, "shop"); err != nil {
		t.Error(err)
	}
}

// TestConfirmedSuggestions: whoever confirms all that the source shows gets what
// the source alone would give, so that no suggestion is worse than none.
func TestConfirmedSuggestions(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	assessed(t, w)
	before := preview(t, w, nil)
	i := open(t, w, "wang")
	var confirmed []interview.Event
	for _, item := range i.FullAgenda(interview.Filter{}) {
		e, _ := i.Entry(item.Place, item.Question)
		if e.Status() != interview.Suggested || e.Suggestions[0].Place != item.Place || e.Suggestions[0].Confidence == survey.Assumed {
			continue
		}
		confirmed = append(confirmed, interview.Event{
			Kind: interview.Answered, Place: item.Place, Question: item.Question, Origin: interview.Scan,
			Answer: interview.AnswerOf(survey.Answer{State: survey.Known, Value: e.Suggestions[0].Value}),
		})
	}
	if len(confirmed) < 20 {
		t.Fatalf("%d suggestions", len(confirmed))
	}
	if err := i.Do(confirmed...); err != nil {
		t.Fatal(err)
	}
	if c := i.Conflicts(); len(c) > 0 {
		t.Errorf("confirming makes conflicts: %+v", c)
	}
	r := i.Reading()
	after := preview(t, w, &r)
	for path, want := range before {
		if strings.HasSuffix(path, ".md") || strings.HasPrefix(path, ".gantry/") {
			continue // they say where a value comes from
		}
		if diff := cmp.Diff(want, after[path]); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

// preview are the files that would be generated.
func preview(t *testing.T, w engagement.Workspace, r *gantry.Reading) map[string]string {
	t.Helper()
	g := dryRun(t, w, gantry.GenerateOptions{Out: filepath.Join(t.TempDir(), "none"), Reading: r, Lang: i18n.EN})
	out := map[string]string{}
	for _, c := range g.Written.Changes {
		out[c.Path] = c.Diff
	}
	return out
}

// tree are the files below a directory.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGenerateRefuses(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	two := w
	two.Config.Applications = append([]engagement.Application{{Name: "erp", Source: "git@example.com:erp.git"}}, w.Config.Applications...)
	limited := w
	limited.Config.Applications = []engagement.Application{{Name: "shop", Source: w.Config.Applications[0].Source, Components: []string{"till"}}}
	for _, test := range []struct {
		name string
		w    engagement.Workspace
		opt  gantry.GenerateOptions
		want string
	}{
		{"no applications", engagement.Workspace{Root: w.Root, Config: engagement.Config{Edition: w.Config.Edition}}, gantry.GenerateOptions{}, "lists no applications"},
		{"an unknown application", w, gantry.GenerateOptions{Applications: []string{"till"}}, "it has shop"},
		{"one output for two", two, gantry.GenerateOptions{Out: t.TempDir()}, "--out is for one application"},
		{"into a remote source", two, gantry.GenerateOptions{InPlace: true}, "no directory of this machine"},
		{"two outputs", w, gantry.GenerateOptions{Out: "x", InPlace: true}, "exclude each other"},
		{"what is not made", w, gantry.GenerateOptions{Only: []catalog.Artefact{"dockerfile", "spaceship"}}, "spaceship"},
		{"an unknown component", limited, gantry.GenerateOptions{Write: fileset.Options{DryRun: true}}, `"till"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			g, err := gantry.Generate(t.Context(), test.w, test.opt)
			if err = errors.Join(err, g.Failed()); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

// TestGenerateLimited: gantry.yaml may limit an application to a part of its source.
func TestGenerateLimited(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	w.Config.Applications[0].Components = []string{"gateway", "worker"}
	g := dryRun(t, w, gantry.GenerateOptions{})
	var names []string
	for _, x := range g.App.Workloads {
		names = append(names, x.Name)
	}
	if diff := cmp.Diff([]string{"gateway", "worker"}, names); diff != "" {
		t.Error(diff)
	}
}

// TestGenerateCancelled: an interrupted run says so and leaves nothing behind.
func TestGenerateCancelled(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := gantry.Generate(ctx, w, gantry.GenerateOptions{Progress: func(p gantry.Progress) {
		if p.Step == gantry.StepDecide {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(w.Root, "output")); err == nil {
		t.Error("something was written")
	}
}

// TestPlatformOfAll: the platform repository lists what all applications need.
func TestPlatformOfAll(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	second := w.Config.Applications[0]
	second.Name, second.Components = "back", []string{"worker"}
	w.Config.Applications[0].Components = []string{"order-server"}
	w.Config.Applications = append(w.Config.Applications, second)
	dir := t.TempDir()
	g, err := gantry.Generate(t.Context(), w, gantry.GenerateOptions{Platform: dir})
	if err := errors.Join(err, g.Failed()); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "platform.yaml"))
	if err != nil || !bytes.Contains(got, []byte("shop.prod.mysql.host")) || !bytes.Contains(got, []byte("back.prod.redis.host")) {
		t.Errorf("%v: %s", err, got)
	}
}
