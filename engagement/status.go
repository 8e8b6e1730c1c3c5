package engagement

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

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

// judge turns what was found into states; it touches no disk.
func judge(cfg Config, cat catalog.Catalog, f found) StatusReport {
	r := StatusReport{
		Schema:       StatusSchema,
		Customer:     cfg.Customer,
		Edition:      cfg.Edition,
		Language:     cfg.Language,
		Applications: []ApplicationStatus{},
		Preparation:  preparationStatus(cat, f.preparation),
		OpenPoints:   len(cat.OpenPoints(cfg.Edition)),
		Problems:     f.problems,
	}
	for _, a := range cfg.Applications {
		r.Applications = append(r.Applications, ApplicationStatus{Name: a.Name, Source: a.Source, Assessed: f.assessed[a.Name]})
	}
	for _, p := range cat.Phases {
		r.Phases = append(r.Phases, judgePhase(p, cfg, cat, f))
	}
	for _, d := range cat.Deliverables {
		r.Deliverables = append(r.Deliverables, judgeDeliverable(d, cfg, f))
	}
	for _, m := range cat.Milestones {
		r.Milestones = append(r.Milestones, judgeMilestone(m, cfg, cat, f))
	}
	if accepted, ok := f.accepted[sampleMilestone]; ok && cfg.Edition == Premium {
		r.SupportEnds = SupportEnd(accepted).Format(time.DateOnly)
	}
	return r
}

// sampleMilestone is the one from whose acceptance the support is counted.
const sampleMilestone = "sample-cutover"

// SupportEnd is the last of the 30 calendar days of support that follow the day
// on which the sample application was accepted.
func SupportEnd(accepted time.Time) time.Time { return accepted.AddDate(0, 0, 30) }

func preparationStatus(cat catalog.Catalog, p Preparation) PreparationStatus {
	s := PreparationStatus{Total: len(cat.Preconditions)}
	for _, item := range p.Items(cat) {
		if item.Confirmed {
			s.Confirmed++
		}
		if item.Due != nil {
			s.Due = item.Due
		}
	}
	return s
}

func judgePhase(p catalog.Phase, cfg Config, cat catalog.Catalog, f found) PhaseStatus {
	s := PhaseStatus{Item: Item{ID: p.ID, Title: p.Text}, Services: []Item{}}
	var states []State
	for _, service := range cat.Services {
		if service.Phase != p.ID {
			continue
		}
		item := judgeService(service, cfg, cat, f)
		s.Services = append(s.Services, item)
		states = append(states, item.State)
	}
	s.State = combine(states)
	return s
}

// combine is the state of a whole from its parts; parts that the edition lacks
// do not count.
func combine(parts []State) State {
	done, missing, count := 0, 0, 0
	for _, p := range parts {
		switch p {
		case NotInEdition:
			continue
		case Done:
			done++
		case Missing:
			missing++
		}
		count++
	}
	switch count {
	case 0:
		return NotInEdition
	case done:
		return Done
	case missing:
		return Missing
	}
	return Partly
}

func judgeDeliverable(d catalog.Deliverable, cfg Config, f found) Item {
	item := Item{ID: d.ID, Number: d.Number, Title: d.Text, State: Missing, Files: f.deliverables[d.ID]}
	switch {
	case !d.Editions.Has(cfg.Edition):
		item.State = NotInEdition
	case len(item.Files) > 0:
		item.State = Done
	}
	return item
}

func judgeMilestone(m catalog.Milestone, cfg Config, cat catalog.Catalog, f found) Item {
	item := Item{ID: m.ID, Number: m.Number, Title: m.Text, Proposed: m.Proposed}
	if !m.Editions.Has(cfg.Edition) {
		item.State = NotInEdition
		return item
	}
	if _, ok := f.accepted[m.ID]; ok {
		item.State, item.Files = Done, []string{acceptanceDir + "/" + m.ID + ".yaml"}
		return item
	}
	item.State = Missing
	var lacking []string
	for _, id := range m.Deliverables {
		d, ok := cat.Deliverable(id)
		if !ok || !d.Editions.Has(cfg.Edition) {
			continue
		}
		if len(f.deliverables[id]) > 0 {
			item.State = Partly
			continue
		}
		lacking = append(lacking, strconv.Itoa(d.Number))
	}
	if len(lacking) > 0 {
		item.Lacks = append(item.Lacks, i18n.Text{
			ZH: "交付物 " + strings.Join(lacking, "、"),
			EN: "deliverables " + strings.Join(lacking, ", "),
		})
	}
	item.Lacks = append(item.Lacks, i18n.Text{ZH: "客户确认", EN: "the customer's confirmation"})
	return item
}

// titled puts book title marks around the Chinese title of a document.
func titled(t i18n.Text) i18n.Text { return i18n.Text{ZH: "《" + t.ZH + "》", EN: t.EN} }
