package engagement

import (
	"strconv"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

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
