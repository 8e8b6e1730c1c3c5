package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/catalog"
)

func TestAllows(t *testing.T) {
	c := load(t)
	want := map[catalog.Artefact]string{
		catalog.ArtefactSurvey:                 "SUP",
		catalog.ArtefactAssessment:             "SUP",
		catalog.ArtefactLandingZone:            "SUP",
		catalog.ArtefactDockerfile:             "SUP",
		catalog.ArtefactBuild:                  "SUP",
		catalog.ArtefactKustomize:              "SUP",
		catalog.ArtefactTekton:                 "SUP",
		catalog.ArtefactMigrationPlan:          "SUP",
		catalog.ArtefactCutoverPlan:            "SUP",
		catalog.ArtefactSampleApplication:      "SUP",
		catalog.ArtefactGovernanceBlueprint:    "UP",
		catalog.ArtefactObservabilityBlueprint: "UP",
		catalog.ArtefactObservabilityWiring:    "UP",
		catalog.ArtefactMigrationExecution:     "UP",
		catalog.ArtefactSupportLog:             "P",
		catalog.ArtefactWeeklyReport:           "P",
		catalog.ArtefactSupportEndDate:         "P",
	}
	got := map[catalog.Artefact]string{}
	for _, a := range c.Artefacts {
		letters := ""
		for _, e := range catalog.AllEditions() {
			allowed := c.Allows(e, a.ID)
			if allowed {
				letters += strings.ToUpper(string(e[:1]))
			}
			if err := c.Require(e, a.ID); (err == nil) != allowed {
				t.Errorf("%s in %s: allowed %t, but Require says %v", a.ID, e, allowed, err)
			}
		}
		got[a.ID] = letters
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("edition × artefact (-want +got):\n%s", diff)
	}
	if c.Allows(catalog.Premium, "submarine") {
		t.Error("an unknown artefact is allowed")
	}
}

func TestRequireSaysWhatToDo(t *testing.T) {
	err := load(t).Require(catalog.Standard, catalog.ArtefactGovernanceBlueprint)
	var edition *catalog.EditionError
	if !errors.As(err, &edition) {
		t.Fatalf("got %v", err)
	}
	for text, words := range map[string][]string{
		edition.Text().EN: {"standard edition", "governance blueprint", "upgraded and premium", "--edition upgraded", "gantry.yaml"},
		edition.Text().ZH: {"标准版", "微服务治理蓝图", "升级版、尊享版", "--edition upgraded", "gantry.yaml"},
	} {
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%q is not in: %s", w, text)
			}
		}
	}
	if err := load(t).Require(catalog.Premium, "submarine"); err == nil || errors.As(err, &edition) {
		t.Errorf("an unknown artefact is a defect, not a matter of editions: %v", err)
	}
}

func TestParseEdition(t *testing.T) {
	for in, want := range map[string]catalog.Edition{
		"standard": catalog.Standard, "Upgraded": catalog.Upgraded, " premium ": catalog.Premium,
		"标准版": catalog.Standard, "升级版": catalog.Upgraded, "尊享版": catalog.Premium,
	} {
		if got, err := catalog.ParseEdition(in); err != nil || got != want {
			t.Errorf("ParseEdition(%q) = %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "gold", "标准"} {
		if got, err := catalog.ParseEdition(in); err == nil {
			t.Errorf("ParseEdition(%q) = %q, want an error", in, got)
		}
	}
}
