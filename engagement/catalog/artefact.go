package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Artefact is a kind of thing that Gantry makes or records.
type Artefact string

// The artefacts that the edition decides about.
const (
	ArtefactSurvey                 Artefact = "survey"
	ArtefactAssessment             Artefact = "assessment"
	ArtefactLandingZone            Artefact = "landing-zone"
	ArtefactDockerfile             Artefact = "dockerfile"
	ArtefactBuild                  Artefact = "build"
	ArtefactKustomize              Artefact = "kustomize"
	ArtefactTekton                 Artefact = "tekton"
	ArtefactMigrationPlan          Artefact = "migration-plan"
	ArtefactCutoverPlan            Artefact = "cutover-plan"
	ArtefactSampleApplication      Artefact = "sample-application"
	ArtefactGovernanceBlueprint    Artefact = "governance-blueprint"
	ArtefactObservabilityBlueprint Artefact = "observability-blueprint"
	ArtefactObservabilityWiring    Artefact = "observability-wiring"
	ArtefactMigrationExecution     Artefact = "migration-execution"
	ArtefactSupportLog             Artefact = "support-log"
	ArtefactWeeklyReport           Artefact = "weekly-report"
	ArtefactSupportEndDate         Artefact = "support-end-date"
)

// ArtefactInfo is a row of the edition × artefact table. Service is the row of
// the catalogue on which the artefact rests.
type ArtefactInfo struct {
	ID       Artefact  `yaml:"id" json:"id"`
	Text     i18n.Text `yaml:"text" json:"text"`
	Service  string    `yaml:"service" json:"service"`
	Editions Editions  `yaml:"editions" json:"editions"`
}

// Artefact returns the row of an artefact.
func (c Catalog) Artefact(a Artefact) (ArtefactInfo, bool) {
	return find(c.Artefacts, func(i ArtefactInfo) bool { return i.ID == a })
}

// Allows tells whether the edition contains the artefact. An artefact that the
// catalogue does not know belongs to no edition.
func (c Catalog) Allows(e Edition, a Artefact) bool {
	info, ok := c.Artefact(a)
	return ok && slices.Contains(info.Editions, e)
}

// Require returns an *EditionError when the edition lacks the artefact.
func (c Catalog) Require(e Edition, a Artefact) error {
	info, ok := c.Artefact(a)
	if !ok {
		return fmt.Errorf("looking up artefact %q: the service catalogue has no such artefact", a)
	}
	if slices.Contains(info.Editions, e) {
		return nil
	}
	return &EditionError{Edition: e, Artefact: info}
}

// EditionError says that an edition lacks what was asked for, which one has it
// and how to get there. Error is English; Text has both languages.
type EditionError struct {
	Edition  Edition
	Artefact ArtefactInfo
}

// Error returns the English message.
func (e *EditionError) Error() string { return e.Text().EN }

// Text returns the message in both languages.
func (e *EditionError) Text() i18n.Text {
	var zh, en []string
	for _, has := range e.Artefact.Editions {
		zh = append(zh, has.Text().ZH)
		en = append(en, string(has))
	}
	smallest := ""
	if len(e.Artefact.Editions) > 0 {
		smallest = string(e.Artefact.Editions[0])
	}
	return i18n.Text{
		ZH: fmt.Sprintf("%s不包含“%s”，%s才有。如客户已购买，请使用 --edition %s，或在 gantry.yaml 中设置 edition: %s；否则请先与客户确认升级",
			e.Edition.Text().ZH, e.Artefact.Text.ZH, strings.Join(zh, "、"), smallest, smallest),
		EN: fmt.Sprintf("the %s edition does not contain %q; only %s has it: if the customer bought it, use --edition %s or set edition: %s in gantry.yaml, else agree the upgrade with the customer first",
			e.Edition, e.Artefact.Text.EN, strings.Join(en, " and "), smallest, smallest),
	}
}
