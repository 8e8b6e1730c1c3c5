package gantry_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// TestAddApplication: an application that is added while the interview goes on is
// asked about and suggested for the scope, and one that is assessed already brings its evidence.
func TestAddApplication(t *testing.T) {
	t.Parallel()
	w := workspace(t, "")
	assessed(t, w)
	listed := w.Config.Applications[0]
	write(t, filepath.Join(w.Root, engagement.ConfigFile), "schema: gantry.workspace/v1\ncustomer: 某某零售\nedition: standard\nlanguage: zh\napplications: []\n")
	w, err := engagement.Load(w.Root)
	if err != nil {
		t.Fatal(err)
	}
	i := open(t, w, "a")
	for _, app := range []engagement.Application{{Name: "crm", Source: "../crm"}, listed} {
		if n := len(i.Agenda(survey.Place{App: app.Name}, interview.Filter{})); n == 0 {
			t.Errorf("nothing could be asked of %s", app.Name)
		}
		if _, known := i.Subjects().Application(app.Name); known {
			t.Errorf("%s is known before", app.Name)
		}
		if err := i.AddApplication(app); err != nil {
			t.Fatal(err)
		}
		if _, known := i.Subjects().Application(app.Name); !known {
			t.Errorf("%s is not known", app.Name)
		}
	}
	shop, _ := i.Subjects().Application("shop")
	if _, ok := i.Assessment("shop"); !ok || !slices.Contains(shop.Components, "gateway") {
		t.Errorf("the assessment of shop does not count: %v", shop)
	}
	e, _ := i.Entry(survey.Place{}, "biz.scope.apps")
	if len(e.Suggestions) != 1 || len(e.Suggestions[0].Value.Rows) != 2 {
		t.Errorf("the scope suggests %v", e.Suggestions)
	}
	if err := i.AddApplication(listed); err == nil {
		t.Error("it is added twice")
	}
	again, err := engagement.Load(w.Root)
	if err != nil || len(again.Config.Applications) != 2 || len(i.Workspace.Config.Applications) != 2 {
		text, _ := os.ReadFile(filepath.Join(w.Root, engagement.ConfigFile))
		t.Errorf("%v\n%s", err, text)
	}
}
