package cockpit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// TestAddApplication: an application that is added is known to the interview at once,
// and assessing it is the next key.
func TestAddApplication(t *testing.T) {
	s := enStage(t)
	s.choose("Add an application")
	s.press("<enter><enter>") // nothing filled in
	s.wantStatus("Fill it in first")
	s.press("pay<enter><enter>")
	s.wantStatus("Source: is required")
	s.press("e \"../pay src\" <enter>")
	if d := cmp.Diff([]string{"pay ../pay src"}, s.steps.added); d != "" {
		t.Error(d, s.view())
	}
	s.wantStatus("pay is listed in gantry.yaml now; enter assesses its source")
	s.press("<enter>")
	s.wantStatus("assessed: 1 components")
	s.press("q<esc>")
	if s.top() != s.home {
		t.Errorf("on %T", s.top())
	}
	s.wantView("Applications: 3")
	if len(s.env.Session.Agenda(survey.Place{App: "pay"}, interview.Filter{})) == 0 {
		t.Error("the interview does not know it")
	}
}

// TestAddApplicationRefused: what was filled in stays, to be corrected.
func TestAddApplicationRefused(t *testing.T) {
	s := newStage(t, i18n.ZH, 80, 20)
	s.steps.err = &engagement.Refusal{Text: i18n.Text{ZH: "已经有应用 shop", EN: "lists the application shop already"}}
	s.choose("添加应用")
	s.press("shop<enter>../x<enter>")
	s.wantStatus("已经有应用 shop")
	s.wantView("shop", "../x")
	s.press("<esc>")
	s.wantStatus("再按 esc 放弃")
	s.press("<esc>")
	if s.top() != s.home || len(s.steps.added) > 0 {
		t.Errorf("on %T, added %v", s.top(), s.steps.added)
	}
}

// TestSourceOfAnApplicationOfTheInterview: an application that only the interview
// names offers to say where its source is, and then to assess it.
func TestSourceOfAnApplicationOfTheInterview(t *testing.T) {
	s := enStage(t)
	s.steps.unlisted = map[string]bool{"crm": true}
	s.home.Resume()
	s.find("crm")
	s.wantView("source not known")
	s.press("<enter>")
	if strings.Contains(s.view(), "Assess the source") {
		t.Error("it can be assessed without a source")
	}
	s.press("<enter>")
	s.wantView("Where is the source of crm")
	s.press("git@example.com:g/crm.git<enter>")
	if d := cmp.Diff([]string{"crm git@example.com:g/crm.git"}, s.steps.added); d != "" {
		t.Error(d)
	}
	s.wantStatus("enter assesses its source")
	s.press("<enter>")
	s.wantStatus("assessed: 1 components")
}

// TestNameThatCannotBeListed leads to the question that gave it.
func TestNameThatCannotBeListed(t *testing.T) {
	s := enStage(t)
	s.steps.unlisted = map[string]bool{"商城": true}
	s.env.Session.Declare([]interview.Application{{Name: "商城"}})
	s.home.Resume()
	s.choose("商城")
	s.choose("Rename it first")
	a, ok := s.top().(*ask.Ask)
	if !ok || a.Where().Question != "biz.scope.apps" {
		t.Fatalf("on %T:\n%s", s.top(), s.view())
	}
}

// workspaceStage shows the form for a new workspace. What is made is kept; an error
// of the directory is what making it fails with.
func workspaceStage(t *testing.T, errs map[string]error) (*stage, *[]string) {
	t.Helper()
	s, made := enStage(t), &[]string{}
	s.stack = []screen.Screen{NewWorkspace(s.env, engagement.Options{Edition: engagement.Standard, Lang: i18n.ZH},
		func(_ context.Context, dir string, o engagement.Options) error {
			if err := errs[dir]; err != nil {
				return err
			}
			*made = append(*made, fmt.Sprintf("%s|%s|%s|%s", dir, o.Customer, o.Edition, o.Lang))
			return nil
		})}
	return s, made
}

// TestNewWorkspace fills the form in, with what it offers and with something else.
func TestNewWorkspace(t *testing.T) {
	s, made := workspaceStage(t, nil)
	s.press("acme<enter>某某零售<enter><enter><enter>")
	if d := cmp.Diff([]string{"acme|某某零售|standard|zh"}, *made); d != "" || !s.quit {
		t.Error(d, s.view())
	}
	s, made = workspaceStage(t, nil)
	s.press("'new dir'<enter>Acme<enter>32<enter>")
	if d := cmp.Diff([]string{"new dir|Acme|premium|en"}, *made); d != "" || !s.quit {
		t.Error(d, s.view())
	}
}

// TestNewWorkspaceRefused says why, and takes another directory.
func TestNewWorkspaceRefused(t *testing.T) {
	s, made := workspaceStage(t, map[string]error{
		"a": fmt.Errorf("making a workspace at a: %w", engagement.ErrExists),
		"b": fmt.Errorf("making a workspace at b: %w (found x)", engagement.ErrNotEmpty),
		"c": errors.New("disk full"),
	})
	s.press("<enter><enter><enter><enter>")
	s.wantStatus("Directory: is required")
	s.press("<home>ea<enter>Acme<enter><enter><enter>")
	for _, step := range []struct{ want, keys string }{
		{"a workspace is already there", "b"}, {"the directory is not empty", "c"}, {"disk full", "d"},
	} {
		s.wantStatus(step.want)
		if s.quit || len(*made) > 0 {
			t.Fatal("it goes on")
		}
		s.press("<home>e<backspace>" + step.keys + "<enter><enter><enter><enter>")
	}
	if d := cmp.Diff([]string{"d|Acme|standard|zh"}, *made); d != "" || !s.quit {
		t.Error(d, s.view())
	}
}
