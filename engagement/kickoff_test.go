package engagement

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The page of the preparation phase holds every line of the catalogue that the
// edition has, in the language of the engagement.
func TestKickoffPage(t *testing.T) {
	cat, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		dir := filepath.Join(t.TempDir(), "w")
		if _, err := Init(t.Context(), dir, Options{Customer: "Acme", Edition: Standard, Lang: lang, Git: noGit}); err != nil {
			t.Fatal(err)
		}
		page, err := os.ReadFile(filepath.Join(dir, "preparation.md"))
		if err != nil {
			t.Fatal(err)
		}
		var want []i18n.Text
		for _, p := range cat.Preconditions {
			want = append(want, p.Check)
		}
		for _, i := range cat.Interviews {
			want = append(want, i.Text)
		}
		for _, r := range cat.Risks {
			want = append(want, r.Control)
		}
		for _, e := range cat.OpenPoints(catalog.Standard) {
			want = append(want, e.Ask)
		}
		for _, w := range want {
			if text := strings.Join(strings.Fields(strings.ReplaceAll(w.In(lang), "|", `\|`)), " "); !strings.Contains(string(page), text) {
				t.Errorf("%s: the page lacks %q", lang, text)
			}
		}
	}
}
