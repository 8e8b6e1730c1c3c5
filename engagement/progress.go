package engagement

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// progress gathers, for a service, what is there and what lacks.
type progress struct {
	there int // pieces of evidence that are complete
	begun int // pieces that are there in part
	lacks []i18n.Text
}

func (p *progress) need(ok bool, zh, en string) {
	if ok {
		p.there++
		return
	}
	p.lacks = append(p.lacks, i18n.Text{ZH: zh, EN: en})
}

// count needs all of a number of things.
func (p *progress) count(have, all int, zh, en string) {
	if have == all && all > 0 {
		p.there++
		return
	}
	if have > 0 {
		p.begun++
	}
	p.lacks = append(p.lacks, i18n.Text{
		ZH: fmt.Sprintf("%s %d/%d", zh, have, all),
		EN: fmt.Sprintf("%s %d/%d", en, have, all),
	})
}

func (p *progress) state() State {
	switch {
	case len(p.lacks) == 0:
		return Done
	case p.there > 0 || p.begun > 0:
		return Partly
	}
	return Missing
}

// judgeService holds the evidence that the catalogue names against what was
// found.
func judgeService(s catalog.Service, cfg Config, cat catalog.Catalog, f found) Item {
	item := Item{ID: s.ID, Title: s.Text}
	if !s.Editions.Has(cfg.Edition) {
		item.State = NotInEdition
		return item
	}
	var p progress
	if s.Evidence.Checklist {
		status := preparationStatus(cat, f.preparation)
		p.count(status.Confirmed, status.Total, "准备清单", "checklist")
	}
	if s.Evidence.Applications {
		p.need(len(cfg.Applications) > 0, "应用清单", "list of applications")
	}
	if len(s.Evidence.Answers) > 0 {
		p.need(f.answered(s.Evidence.Answers), "调研答案", "survey answers")
	}
	if s.Evidence.Assessments {
		p.count(f.assessedOf(cfg), len(cfg.Applications), "应用评估", "assessments")
	}
	if s.Evidence.Plan {
		p.need(f.plan, "组合规划 plan.json", "portfolio plan (plan.json)")
	}
	if s.Evidence.Issues {
		p.need(f.issues, "问题清单 issues.yaml", "issue list (issues.yaml)")
	}
	for _, id := range s.Evidence.Deliverables {
		if d, ok := cat.Deliverable(id); ok && d.Editions.Has(cfg.Edition) {
			p.need(len(f.deliverables[id]) > 0, titled(d.Text).ZH, d.Text.EN)
		}
	}
	for _, id := range s.Evidence.Milestones {
		if m, ok := cat.Milestone(id); ok {
			_, accepted := f.accepted[id]
			p.need(accepted, fmt.Sprintf("里程碑 %d 验收", m.Number), fmt.Sprintf("acceptance of milestone %d", m.Number))
		}
	}
	item.State, item.Lacks = p.state(), p.lacks
	return item
}

// answered tells whether a question with one of the prefixes has an answer.
func (f found) answered(prefixes []string) bool {
	for _, p := range prefixes {
		if f.answers[p] > 0 {
			return true
		}
	}
	return false
}

func (f found) assessedOf(cfg Config) int {
	n := 0
	for _, a := range cfg.Applications {
		if f.assessed[a.Name] {
			n++
		}
	}
	return n
}

// questionPrefix is the topic of a question id, net of net.egress.
func questionPrefix(id string) string {
	if at := strings.IndexAny(id, ".-"); at > 0 {
		return id[:at]
	}
	return id
}
