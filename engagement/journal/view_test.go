package journal

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var loadBank = sync.OnceValues(survey.Load)

func mustBank(t testing.TB) *survey.Bank {
	t.Helper()
	bank, err := loadBank()
	if err != nil {
		t.Fatal(err)
	}
	return bank
}

func answer(id, key string) interview.Event {
	return interview.Event{Kind: interview.Answered, Question: id, Origin: interview.Person,
		Answer: &interview.Answer{State: survey.Known, Text: key, Confidence: survey.Confirmed}}
}

// shown lists answers of the organisation as id=value.
func shown(a survey.Answers) string {
	var out []string
	for _, g := range a.All() {
		out = append(out, g.Question+"="+g.Answer.Value.Text)
	}
	return strings.Join(out, " ")
}

// proposed says in words what an interview would be asked about.
func proposed(ps []interview.Proposal) string {
	var out []string
	for _, p := range ps {
		was := ""
		if p.Base != nil {
			was = " was " + p.Base.Value.Text
		}
		out = append(out, p.Place.String()+" "+p.Question+"="+p.Answer.Value.Text+was+" at "+p.From)
	}
	return strings.Join(out, "; ")
}

func orgAnswers(pairs ...string) survey.Answers {
	var a survey.Answers
	for i := 0; i < len(pairs); i += 2 {
		a.Set(survey.Place{}, pairs[i], survey.Answer{State: survey.Known, Value: survey.Value{Text: pairs[i+1]}, By: "王工", At: "2026-11-24"})
	}
	return a
}

func mustWrite(t testing.TB, root string, a survey.Answers, settled string) {
	t.Helper()
	if err := WriteView(root, a, mustBank(t), i18n.ZH, settled); err != nil {
		t.Fatal(err)
	}
}

func mustRead(t testing.TB, root string, a survey.Answers) View {
	t.Helper()
	v, err := ReadView(root, a, mustBank(t))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestViewStates changes a written view in every way that it may be changed.
func TestViewStates(t *testing.T) {
	written := orgAnswers("net.mirrors", "china", "goal.slo", "99.9")
	edit := func(old, replacement string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, replacement, 1) }
	}
	same := func(s string) string { return s }
	for _, tc := range []struct {
		name     string
		edit     func(string) string
		now      survey.Answers
		state    ViewState
		proposed string
		removed  int
		open     bool
	}{
		{"as it was written", same, written, ViewCurrent, "", 0, false},
		{"with CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, written, ViewCurrent, "", 0, false},
		{"more was answered", same, orgAnswers("net.mirrors", "none", "goal.slo", "99.9"), ViewOlder, "", 0, false},
		{"emptied", func(string) string { return " \n" }, written, ViewMissing, "", 0, false},
		{"zeros after a cut of power", func(s string) string { return strings.Repeat("\x00", len(s)) }, written, ViewMissing, "", 0, false},
		{"edited", edit("china", "none"), written, ViewEdited, "org net.mirrors=none was china at answers.yaml:6", 0, true},
		{"edited, and older", edit("china", "none"), orgAnswers("net.mirrors", "china", "goal.slo", "99.99"), ViewEdited, "org net.mirrors=none was china at answers.yaml:6", 0, true},
		{"edited to what was answered meanwhile", edit("china", "none"), orgAnswers("net.mirrors", "none", "goal.slo", "99.9"), ViewEdited, "", 0, false},
		{"an answer by hand", edit("envs: {}", "  biz.lifecycle: invest\nenvs: {}"), written, ViewEdited, "org biz.lifecycle=invest at answers.yaml:8", 0, true},
		{"a note by hand", edit("china, by: 王工", "china, note: 见邮件, by: 王工"), written, ViewEdited, "org net.mirrors=china was china at answers.yaml:6", 0, true},
		{"an answer taken out", func(s string) string {
			return strings.Join(strings.Split(s, "\n")[:6], "\n") + "\nenvs: {}\n"
		}, written, ViewEdited, "", 1, true},
		{"only a comment", edit("org:", "# mine\norg:"), written, ViewEdited, "", 0, false},
		{"broken", edit("org:", "org: ["), written, ViewEdited, "", 0, true},
		{"no question of the bank", edit("net.mirrors", "net.miror"), written, ViewEdited, "", 0, true},
		{"merged by git", func(s string) string { return s + checksumMark + "0123\norg: {}\n" }, written, ViewMerged, "", 0, false},
		{"written by hand", func(string) string {
			return "schema: gantry.answers/v1\norg: {net.mirrors: none, goal.slo: 99.9}\napps:\n  shop: {biz.lifecycle: invest}\n"
		}, survey.Answers{}, ViewEdited, "org goal.slo=99.9 at answers.yaml:2; org net.mirrors=none at answers.yaml:2; apps.shop biz.lifecycle=invest at answers.yaml:4", 0, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			root := t.TempDir()
			if tc.name != "written by hand" {
				mustWrite(t, root, written, "")
			}
			content := ""
			if before, err := os.ReadFile(filepath.Join(root, viewFile)); err == nil {
				content = string(before)
			}
			content = tc.edit(content)
			write(t, root, viewFile, []byte(content))
			v := mustRead(t, root, tc.now)
			if v.State != tc.state || v.Open() != tc.open || len(v.Removed) != tc.removed {
				t.Errorf("%s, open %v, removed %v, problem %v\n%s", v.State, v.Open(), v.Removed, v.Problem, content)
			}
			if got := proposed(v.Proposals); got != tc.proposed {
				t.Errorf("proposes %s\nwant     %s\n%s", got, tc.proposed, content)
			}
			holdView(t, root, content, tc.now, v)
		})
	}
}

// holdView writes the view over what is there: never over what a person has to
// decide about, and never without a copy of what a person wrote.
func holdView(t *testing.T, root, content string, now survey.Answers, v View) {
	t.Helper()
	err := WriteView(root, now, mustBank(t), i18n.EN, "")
	var edited *ViewEditedError
	if v.Open() != errors.As(err, &edited) {
		t.Fatalf("writing: %v", err)
	}
	if v.Open() {
		if got := read(t, root, viewFile); got != content {
			t.Errorf("what was edited was replaced:\n%s", got)
		}
		if edited.In(i18n.ZH) == edited.In(i18n.EN) || !strings.Contains(edited.In(i18n.ZH), viewFile) {
			t.Errorf("%s", edited.In(i18n.ZH))
		}
		mustWrite(t, root, now, v.Print)
	}
	if after := mustRead(t, root, now); after.State != ViewCurrent {
		t.Errorf("after writing it is %s", after.State)
	}
	byHand := v.State == ViewEdited || v.State == ViewMerged
	if kept := lastAside(t, root, "answers-"); byHand != (kept == content) {
		t.Errorf("kept:\n%s", kept)
	}
}

// TestViewIsWrittenOnce: a view that says what is in force is not touched.
func TestViewIsWrittenOnce(t *testing.T) {
	root := t.TempDir()
	a := orgAnswers("net.mirrors", "china")
	mustWrite(t, root, a, "")
	before, err := os.Stat(filepath.Join(root, viewFile))
	if err != nil {
		t.Fatal(err)
	}
	mustWrite(t, root, a, "")
	after, err := os.Stat(filepath.Join(root, viewFile))
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("it was written again: %v", err)
	}
	if !HandEdited([]byte("org: {}\n")) || HandEdited([]byte(read(t, root, viewFile))) {
		t.Error("the wrong one is by hand")
	}
}
