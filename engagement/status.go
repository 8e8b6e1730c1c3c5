package engagement

import (
	"fmt"
	"os"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// State is how far a part of the engagement has come.
type State string

// The states.
const (
	Done         State = "done"
	Partly       State = "partly"
	Missing      State = "missing"
	NotInEdition State = "not-in-edition"
)

// Text names the state.
func (s State) Text() i18n.Text {
	switch s {
	case Done:
		return i18n.Text{ZH: "完成", EN: "done"}
	case Partly:
		return i18n.Text{ZH: "部分", EN: "partly"}
	case NotInEdition:
		return i18n.Text{ZH: "不含", EN: "not in edition"}
	}
	return i18n.Text{ZH: "缺失", EN: "missing"}
}

// StatusReport tells how far an engagement has come, from what is on disk.
type StatusReport struct {
	Schema       string              `json:"schema"`
	Customer     string              `json:"customer"`
	Edition      Edition             `json:"edition"`
	Language     i18n.Lang           `json:"language"`
	Applications []ApplicationStatus `json:"applications"`
	Preparation  PreparationStatus   `json:"preparation"`
	Phases       []PhaseStatus       `json:"phases"`
	Deliverables []Item              `json:"deliverables"`
	Milestones   []Item              `json:"milestones"`
	// SupportEnds is the last day of the premium support, once the sample is
	// accepted.
	SupportEnds string `json:"supportEnds,omitempty"`
	// OpenPoints counts what the edition leaves to confirm with the customer.
	OpenPoints int `json:"openPoints"`
	// Problems are files of the workspace that could not be read.
	Problems []string `json:"problems"`
}

// StatusSchema is the version of the JSON form of a StatusReport.
const StatusSchema = "gantry.status/v1"

// ApplicationStatus tells whether an application has been assessed.
type ApplicationStatus struct {
	Name     string `json:"name"`
	Source   string `json:"source"`
	Assessed bool   `json:"assessed"`
}

// PreparationStatus counts the checklist and shows its dates.
type PreparationStatus struct {
	Confirmed int               `json:"confirmed"`
	Total     int               `json:"total"`
	Due       *catalog.DueDates `json:"due,omitempty"`
}

// Item is a part with its state, what it lacks, and the files that show it.
type Item struct {
	ID       string      `json:"id"`
	Number   int         `json:"number,omitempty"`
	Title    i18n.Text   `json:"title"`
	State    State       `json:"state"`
	Lacks    []i18n.Text `json:"lacks,omitempty"`
	Files    []string    `json:"files,omitempty"`
	Proposed bool        `json:"proposed,omitempty"`
}

// PhaseStatus is a phase with its services.
type PhaseStatus struct {
	Item
	Services []Item `json:"services"`
}

// Status looks at the workspace on disk. Files that cannot be read are problems
// of the report; the error is about the workspace itself.
func Status(w Workspace, cat catalog.Catalog) (StatusReport, error) {
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return StatusReport{}, fmt.Errorf("reading the workspace: %w", err)
	}
	defer root.Close()
	return judge(w.Config, cat, gather(root.FS(), w.Config, cat)), nil
}
