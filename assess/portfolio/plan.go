// Package portfolio plans the move of all applications of a customer: how they
// depend on each other, which must move together, in which waves, which one is the
// sample, what capacity they need, how long the cutover takes and when it can be.
// A plan is a pure function of judgements, facts, answers and a model of documented
// coefficients; what cannot be is named as a problem, never dropped.
package portfolio

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Schema names the JSON contract of Plan.
const Schema = "gantry.plan/v1"

// Input is all that a plan depends on.
type Input struct {
	Applications []Application
	Answers      survey.Answers
	Bank         *survey.Bank
	Model        Model
	Start        Date // first day of the migration; the zero value leaves the calendar without dates
}

// Application is one application of the portfolio. Without an Assessment it is known from answers only.
type Application struct {
	Name       string // as answers name it
	Assessment *assess.Assessment
	Judgement  classify.Judgement
	// Names are the names by which answers speak of components, by their names in the assessment;
	// those that are not there go by their own.
	Names map[string]string
}

// Date is a day, as 2026-11-30; "" is none.
type Date string

// Plan is the portfolio plan; plan.json of the workspace holds it.
type Plan struct {
	Schema       string      `json:"schema"`
	Applications []Entry     `json:"applications"` // sorted by name
	Nodes        []Node      `json:"nodes"`        // of the graph: applications, data, queues, outside systems
	Edges        []Edge      `json:"edges"`
	Groups       []Group     `json:"groups"` // that must move together; applications on their own are groups of one
	Waves        []Wave      `json:"waves"`
	Objective    Objective   `json:"objective"` // what the waves cost by the objective
	Sample       Sample      `json:"sample"`
	Capacity     Capacity    `json:"capacity"`
	Comparison   []Compared  `json:"comparison"` // before and after
	Cutovers     []Cutover   `json:"cutovers"`
	Calendar     Calendar    `json:"calendar"`
	Problems     []Problem   `json:"problems"`
	Assumptions  []i18n.Text `json:"assumptions"` // of the plan as a whole, such as a default that stands for an answer
}

// Entry is what the plan holds of one application.
type Entry struct {
	Name     string            `json:"name"`
	Strategy classify.Strategy `json:"strategy"`
	Moves    bool              `json:"moves"` // whether it goes into containers
	Value    Value             `json:"value"` // what the business gains by moving early
	Risk     int               `json:"risk"`  // 0 to 100, of the judgement
	Effort   Effort            `json:"effort"`
	Wave     int               `json:"wave"`    // 1 is the first; 0 for one that does not move
	By       Executor          `json:"by"`      // who carries it out, by the contract
	Reasons  []classify.Reason `json:"reasons"` // why this wave
}

// Value is what the business gains by moving an application early, 0 to 1; its reasons add up to it.
type Value struct {
	Value   float64           `json:"value"`
	Reasons []classify.Reason `json:"reasons"`
}

// Executor is who carries out the migration of an application.
type Executor string

// The executors: the sample is done together with the consultant, the others by the customer.
const (
	Together Executor = "together"
	Customer Executor = "customer"
)

// NodeKind is the kind of a node of the graph.
type NodeKind string

// The kinds of nodes.
const (
	NodeApplication NodeKind = "application"
	NodeDatabase    NodeKind = "database"
	NodeQueue       NodeKind = "queue"
	NodeRegistry    NodeKind = "registry" // service registry or configuration centre
	NodeCache       NodeKind = "cache"
	NodeStorage     NodeKind = "storage"
	NodeOutside     NodeKind = "outside" // a system of somebody else, or one that is not in scope
	NodeUnknown     NodeKind = "unknown" // something that is depended on and that nobody has named
)

// Node is one thing in the graph.
type Node struct {
	ID     string    `json:"id"`
	Kind   NodeKind  `json:"kind"`
	Label  i18n.Text `json:"label"`
	Shared bool      `json:"shared,omitempty"` // by several applications
}

// Edge is a dependency: From needs To.
type Edge struct {
	From    string            `json:"from"`
	To      string            `json:"to"`
	Kind    EdgeKind          `json:"kind"`
	Hard    bool              `json:"hard"`           // neither works without the other over a wide-area line; they move together
	Weak    bool              `json:"weak,omitempty"` // From goes on without To, with a fallback
	Reasons []classify.Reason `json:"reasons"`
}

// EdgeKind is the kind of a dependency.
type EdgeKind string

// The kinds of dependencies.
const (
	EdgeCalls     EdgeKind = "calls"
	EdgeReads     EdgeKind = "reads"
	EdgeWrites    EdgeKind = "writes"
	EdgeMessages  EdgeKind = "messages"
	EdgeRegisters EdgeKind = "registers"
	EdgeStores    EdgeKind = "stores"
)

// Group are applications that must move together, and why.
type Group struct {
	ID           string            `json:"id"`
	Applications []string          `json:"applications"`
	Reasons      []classify.Reason `json:"reasons"`
	Cuts         []Cut             `json:"cuts"` // each of which would separate them
}

// Cut is a dependency without which a group falls apart.
type Cut struct {
	From string    `json:"from"` // application
	To   string    `json:"to"`   // application
	Kind EdgeKind  `json:"kind"` // calls, from the one to the other, or writes, to something of both
	How  i18n.Text `json:"how"`
}

// Objective is the cost of the order of the waves, the sum of its terms; less is better.
type Objective struct {
	Cost   float64           `json:"cost"`
	Greedy float64           `json:"greedy"` // before the improvement
	Terms  []classify.Reason `json:"terms"`
}

// Effort is that of judgements, without their lines.
type Effort struct {
	Developers classify.Days `json:"developers"`
	Operations classify.Days `json:"operations"`
	Consultant classify.Days `json:"consultant"`
	Total      classify.Days `json:"total"`
}

// Wave is a set of groups that move in the same period.
type Wave struct {
	Number  int               `json:"number"`
	Groups  []string          `json:"groups"`
	Effort  Effort            `json:"effort"`
	Limit   float64           `json:"limit"` // person-days of the customer that the wave takes at most
	From    Date              `json:"from,omitempty"`
	To      Date              `json:"to,omitempty"`
	Cutover Date              `json:"cutover,omitempty"`
	Reasons []classify.Reason `json:"reasons"`
}

// Sample is the recommended sample application, the next best, and all candidates with their terms.
type Sample struct {
	Recommended string      `json:"recommended"` // "" when none is fit; Problems say why
	RunnerUp    string      `json:"runnerUp"`
	Why         i18n.Text   `json:"why"`        // why the one and not the other
	Candidates  []Candidate `json:"candidates"` // the best first
}

// Candidate is an application as a sample. Its terms add up to Score.
type Candidate struct {
	Application string            `json:"application"`
	Score       float64           `json:"score"`
	Excluded    i18n.Text         `json:"excluded,omitzero"` // why it cannot be the sample
	Terms       []classify.Reason `json:"terms"`
}

// Capacity is what the cluster needs.
type Capacity struct {
	Environments []EnvironmentCapacity `json:"environments"`
	NodePools    []NodePool            `json:"nodePools"`
}

// EnvironmentCapacity sums what the components of the applications request in one environment.
type EnvironmentCapacity struct {
	Environment string    `json:"environment"`
	Production  bool      `json:"production"`
	CPU         string    `json:"cpu"`    // Kubernetes quantity
	Memory      string    `json:"memory"` // Kubernetes quantity
	Pods        int       `json:"pods"`
	Storage     string    `json:"storage"`
	Assumed     int       `json:"assumed"` // components whose requests rest on an assumption
	Rows        []Request `json:"rows"`
}

// Request is what one component requests in an environment.
type Request struct {
	Application string            `json:"application"`
	Component   string            `json:"component"`
	Replicas    int               `json:"replicas"`
	CPU         string            `json:"cpu"`    // of one instance
	Memory      string            `json:"memory"` // of one instance
	Storage     string            `json:"storage,omitempty"`
	Assumed     bool              `json:"assumed,omitempty"`
	Reasons     []classify.Reason `json:"reasons"`
}

// NodePool is a recommended pool of ECS instances.
type NodePool struct {
	Name         string            `json:"name"`
	Environments []string          `json:"environments"`
	InstanceType string            `json:"instanceType"` // ecs.g8i.2xlarge
	CPU          int               `json:"cpu"`          // vCPU of one node
	MemoryGiB    int               `json:"memoryGiB"`    // of one node
	PodLimit     int               `json:"podLimit"`     // pods of one node under Terway, host network not counted
	Zones        int               `json:"zones"`
	Nodes        int               `json:"nodes"`   // in all zones, the spare ones included
	Spare        int               `json:"spare"`   // that may fail while everything still runs
	BoundBy      string            `json:"boundBy"` // cpu memory pods zones
	Reasons      []classify.Reason `json:"reasons"`
}

// Compared is a row of the before/after table.
type Compared struct {
	Subject i18n.Text         `json:"subject"`
	Before  i18n.Text         `json:"before"`
	After   i18n.Text         `json:"after"`
	Reasons []classify.Reason `json:"reasons"`
}

// Cutover is how long the cutover of a group takes.
type Cutover struct {
	Group string `json:"group"`
	// Bulk copies the data while everything runs; Final copies what is new and is the outage, with the
	// steps around it. Durations as Go writes them.
	Bulk    string            `json:"bulk"`
	Final   string            `json:"final"`
	Allowed string            `json:"allowed,omitempty"` // the outage that the customer allows
	Fits    *bool             `json:"fits,omitempty"`    // whether Final fits into Allowed; nil when unknown
	Reasons []classify.Reason `json:"reasons"`
}

// Calendar is the plan in days, counted backwards from fixed dates where there are any.
type Calendar struct {
	Start  Date    `json:"start,omitempty"`
	End    Date    `json:"end,omitempty"`
	Items  []Item  `json:"items"`  // in the order of their begin
	Freeze []Blank `json:"freeze"` // periods in which nothing goes live
}

// Item is one bar of the Gantt chart.
type Item struct {
	ID     string    `json:"id"`
	Text   i18n.Text `json:"text"`
	Wave   int       `json:"wave,omitempty"`
	Days   int       `json:"days"`             // working days, 0 for a single moment
	From   Date      `json:"from,omitempty"`   // without a start of the plan, no item has dates
	To     Date      `json:"to,omitempty"`     // inclusive
	After  []string  `json:"after,omitempty"`  // ids that must end before
	Fixed  Date      `json:"fixed,omitempty"`  // a date that it must meet
	Latest Date      `json:"latest,omitempty"` // the last day on which it may begin
}

// Blank is a period without changes.
type Blank struct {
	From   Date      `json:"from"`
	To     Date      `json:"to"` // inclusive
	Reason i18n.Text `json:"reason"`
}

// ProblemKind is the kind of a problem.
type ProblemKind string

// The kinds of problems.
const (
	ProblemCycle      ProblemKind = "cycle"      // applications need each other
	ProblemUnknown    ProblemKind = "unknown"    // a dependency on something that nobody has named
	ProblemDate       ProblemKind = "date"       // a date that cannot be met
	ProblemSplit      ProblemKind = "split"      // one that moves needs one that stays
	ProblemCapacity   ProblemKind = "capacity"   // no instance type fits, or the pool cannot grow so far
	ProblemCutover    ProblemKind = "cutover"    // the outage is longer than allowed
	ProblemUnassessed ProblemKind = "unassessed" // neither source nor answers
	ProblemSample     ProblemKind = "sample"     // no application is fit to be the sample
)

// Problem is something that the plan cannot solve by itself.
type Problem struct {
	Kind         ProblemKind       `json:"kind"`
	Text         i18n.Text         `json:"text"`
	Remedy       i18n.Text         `json:"remedy"`
	Applications []string          `json:"applications,omitempty"`
	Reasons      []classify.Reason `json:"reasons,omitempty"`
}
