package catalog

import (
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Catalog is the whole catalogue. A loaded catalogue is not changed by anybody.
type Catalog struct {
	Editions         []EditionInfo    `yaml:"editions" json:"editions"`
	Scope            []Scope          `yaml:"scope" json:"scope"`
	Phases           []Phase          `yaml:"phases" json:"phases"`
	Services         []Service        `yaml:"services" json:"services"`
	Boundaries       []Boundary       `yaml:"boundaries" json:"boundaries"`
	Preconditions    []Precondition   `yaml:"preconditions" json:"preconditions"`
	Duties           []Duty           `yaml:"duties" json:"duties"`
	Responsibilities []Responsibility `yaml:"responsibilities" json:"responsibilities"`
	Completion       []Criterion      `yaml:"completion" json:"completion"`
	SLA              []Commitment     `yaml:"sla" json:"sla"`
	Process          []Entry          `yaml:"process" json:"process"`
	Deliverables     []Deliverable    `yaml:"deliverables" json:"deliverables"`
	Acceptance       []Criterion      `yaml:"acceptance" json:"acceptance"`
	Milestones       []Milestone      `yaml:"milestones" json:"milestones"`
	CompletionSign   Entry            `yaml:"completion-sign" json:"completionSign"`
	Gaps             []Gap            `yaml:"gaps" json:"gaps"`
	Artefacts        []ArtefactInfo   `yaml:"artefacts" json:"artefacts"`
	LeadTime         LeadTime         `yaml:"lead-time" json:"leadTime"`
	Interviews       []Interview      `yaml:"interviews" json:"interviews"`
	Roles            []Role           `yaml:"roles" json:"roles"`
	Risks            []Risk           `yaml:"risks" json:"risks"`
}

// EditionInfo describes an edition (sections 2 to 2.3).
type EditionInfo struct {
	Entry `yaml:",inline"`
}

// Scope is one statement of sections 2.1 to 2.3, with the services it is about.
type Scope struct {
	Entry    `yaml:",inline"`
	Editions Editions `yaml:"editions" json:"editions"`
	Services []string `yaml:"services" json:"services"`
}

// Phase is a stage of the engagement. Alias is the other name that the source
// has for it.
type Phase struct {
	Entry `yaml:",inline"`
	Alias i18n.Text `yaml:"alias" json:"alias,omitzero"`
}

// Service is a row of the table in section 4.2.
type Service struct {
	Entry    `yaml:",inline"`
	Phase    string   `yaml:"phase" json:"phase"`
	Editions Editions `yaml:"editions" json:"editions"`
	Evidence Evidence `yaml:"evidence" json:"evidence"`
}

// Evidence names what in a workspace shows the progress of a service: all of it
// there means done, some of it partly.
type Evidence struct {
	// Checklist asks for the confirmed items of preparation.yaml.
	Checklist bool `yaml:"checklist" json:"checklist,omitempty"`
	// Applications asks for at least one application in gantry.yaml.
	Applications bool `yaml:"applications" json:"applications,omitempty"`
	// Answers lists topics (the first parts of question ids) of which one has to be answered.
	Answers []string `yaml:"answers" json:"answers,omitempty"`
	// Assessments asks for the assessment of every application.
	Assessments bool `yaml:"assessments" json:"assessments,omitempty"`
	// Plan asks for the portfolio plan, Issues for the issue list.
	Plan   bool `yaml:"plan" json:"plan,omitempty"`
	Issues bool `yaml:"issues" json:"issues,omitempty"`
	// Deliverables and Milestones are ids: the document is there, the
	// milestone is accepted.
	Deliverables []string `yaml:"deliverables" json:"deliverables,omitempty"`
	Milestones   []string `yaml:"milestones" json:"milestones,omitempty"`
}

// Boundary is a limit of the service (section 2.4). Mark is the short wording
// for what falls under it, "executed by the customer" for instance; empty when
// nothing is marked.
type Boundary struct {
	Entry `yaml:",inline"`
	Mark  i18n.Text `yaml:"mark" json:"mark,omitzero"`
}

// Precondition is a condition of section 3 or 4.1 that the parties fulfil
// before delivery starts. Check is its line on the checklist.
type Precondition struct {
	Entry `yaml:",inline"`
	Party Party     `yaml:"party" json:"party"`
	Check i18n.Text `yaml:"check" json:"check"`
	// LeadTime marks the one that has a due date.
	LeadTime bool `yaml:"lead-time" json:"leadTime,omitempty"`
}

// Duty is a numbered duty of a party in a phase (section 4.1.1). The numbers
// start at 1 for each phase and party.
type Duty struct {
	Entry  `yaml:",inline"`
	Phase  string `yaml:"phase" json:"phase"`
	Party  Party  `yaml:"party" json:"party"`
	Number int    `yaml:"number" json:"number"`
}

// Responsibility is a line of the responsibility chart. The chart of the source
// is lost, so lines are proposed: derived from the duties in Basis and to be
// confirmed by the customer.
type Responsibility struct {
	ID       string    `yaml:"id" json:"id"`
	Phase    string    `yaml:"phase" json:"phase"`
	Text     i18n.Text `yaml:"text" json:"text"`
	Customer []Letter  `yaml:"customer" json:"customer"`
	Provider []Letter  `yaml:"provider" json:"provider"`
	Proposed bool      `yaml:"proposed" json:"proposed"`
	Basis    []string  `yaml:"basis" json:"basis"`
}

// Criterion is a criterion of completion (4.1.2) or of acceptance (7.2).
type Criterion struct {
	Entry    `yaml:",inline"`
	Editions Editions `yaml:"editions" json:"editions"`
}

// Commitment is a line of the SLA (section 5).
type Commitment struct {
	Entry        `yaml:",inline"`
	Deliverables []string `yaml:"deliverables" json:"deliverables,omitempty"`
}

// Deliverable is a document that the customer signs (section 7.1). Its title
// is Text, without book title marks.
type Deliverable struct {
	Entry  `yaml:",inline"`
	Number int    `yaml:"number" json:"number"`
	Phase  string `yaml:"phase" json:"phase"`
	// Type is our reading of the type; the quote has what the source says.
	Type     DeliverableType `yaml:"type" json:"type"`
	Editions Editions        `yaml:"editions" json:"editions"`
}

// DeliverableType is the kind of a deliverable; all are documents.
type DeliverableType string

// Document (文档) is the one type of deliverables.
const Document DeliverableType = "document"

// Milestone is an acceptance milestone (section 7.3). Proposed marks one that
// the source does not have.
type Milestone struct {
	Entry        `yaml:",inline"`
	Number       int      `yaml:"number" json:"number"`
	Editions     Editions `yaml:"editions" json:"editions"`
	Deliverables []string `yaml:"deliverables" json:"deliverables"`
	Proposed     bool     `yaml:"proposed" json:"proposed,omitempty"`
}

// Gap is an open point of the document as a whole. OutOfScope marks text that
// belongs to other services.
type Gap struct {
	Entry      `yaml:",inline"`
	Editions   Editions `yaml:"editions" json:"editions,omitempty"`
	OutOfScope bool     `yaml:"out-of-scope" json:"outOfScope,omitempty"`
}

// Phase returns the phase with the id.
func (c Catalog) Phase(id string) (Phase, bool) {
	return find(c.Phases, func(p Phase) bool { return p.ID == id })
}

// Service returns the service with the id.
func (c Catalog) Service(id string) (Service, bool) {
	return find(c.Services, func(s Service) bool { return s.ID == id })
}

// Boundary returns the boundary with the id.
func (c Catalog) Boundary(id string) (Boundary, bool) {
	return find(c.Boundaries, func(b Boundary) bool { return b.ID == id })
}

// Deliverable returns the deliverable with the id.
func (c Catalog) Deliverable(id string) (Deliverable, bool) {
	return find(c.Deliverables, func(d Deliverable) bool { return d.ID == id })
}

// Milestone returns the milestone with the id.
func (c Catalog) Milestone(id string) (Milestone, bool) {
	return find(c.Milestones, func(m Milestone) bool { return m.ID == id })
}

func find[T any](list []T, match func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, match); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}
