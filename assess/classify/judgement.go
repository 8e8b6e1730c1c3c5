// Package classify judges an application: what it is, how ready it is for
// containers in each dimension, which way it should go, at what risk and effort.
// A judgement is a pure function of the evidence, the answers and a model of
// documented coefficients, and every number in it carries the reasons that add up to it.
package classify

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Schema names the JSON contract of Judgement.
const Schema = "gantry.judgement/v1"

// Judgement is what is held of one application.
type Judgement struct {
	Schema      string      `json:"schema"`
	Application string      `json:"application"`
	Verdict     i18n.Text   `json:"verdict"` // one or two sentences, for the head of a report
	Components  []Component `json:"components"`
	// Style, State and Coupling are those of the application as a whole.
	Style    Trait `json:"style"`
	State    Trait `json:"state"`
	Coupling Trait `json:"coupling"`
	// Suitability, Completeness and Confidence are 0 to 100 and independent of each other: how well it
	// suits containers as far as is known, how much of what must be known is known, and how sure what
	// is known is. What is unknown raises none of them.
	Suitability  Number         `json:"suitability"`
	Completeness Number         `json:"completeness"`
	Confidence   Number         `json:"confidence"`
	Readiness    []Readiness    `json:"readiness"` // one for each of assess.Dimensions, in their order
	Strategy     StrategyChoice `json:"strategy"`
	Risk         Risk           `json:"risk"`
	Effort       Effort         `json:"effort"`
	Factors      []Factor       `json:"twelveFactors"`
	Unknown      []Unknown      `json:"unknown"` // what an answer would settle, the most telling first
}

// Component is what is held of one component.
type Component struct {
	Name      string      `json:"name"`
	Workload  Trait       `json:"workload"` // web worker job cron static gateway
	Style     Trait       `json:"style"`
	State     Trait       `json:"state"`
	Readiness []Readiness `json:"readiness"`
	// Suitability is that of the component alone.
	Suitability Number `json:"suitability"`
	Effort      Effort `json:"effort"`
}

// Trait is a value with what led to it. Value "" is unknown.
type Trait struct {
	Value   string    `json:"value"`
	Text    i18n.Text `json:"text"` // the value in words
	Reasons []Reason  `json:"reasons"`
}

// Values of Style: monolith modular-monolith layered microservice frontend batch gateway vendor.
// Values of State: stateless session local-files embedded-database cluster-member.
// Values of Coupling: loose moderate tight.

// Reason is one thing that a value rests on, or one term of a number.
type Reason struct {
	Text i18n.Text `json:"text"`
	// Points are what it adds to a number; terms add up to it, so that nothing is left unexplained.
	Points   float64         `json:"points,omitempty"`
	Finding  string          `json:"finding,omitempty"`  // id of the finding
	Fact     string          `json:"fact,omitempty"`     // key of the fact
	Question string          `json:"question,omitempty"` // id of the question that was answered or not
	Where    string          `json:"where,omitempty"`    // component, or place of the answer
	Evidence []fact.Evidence `json:"evidence,omitempty"`
}

// Number is a number from 0 to 100 with its terms.
type Number struct {
	Value   int      `json:"value"`
	Reasons []Reason `json:"reasons"`
}

// Readiness is that of one dimension.
type Readiness struct {
	Dimension assess.Dimension `json:"dimension"`
	Score     int              `json:"score"` // 0 to 100; of what was examined
	// Examined tells whether there was anything to judge by; a dimension that nobody looked at has
	// the score 0 and counts for completeness, not for suitability.
	Examined bool     `json:"examined"`
	Reasons  []Reason `json:"reasons"`
}

// Strategy is the way that an application goes.
type Strategy string

// The strategies.
const (
	Retire     Strategy = "retire"     // is switched off
	Retain     Strategy = "retain"     // stays where it is
	Rehost     Strategy = "rehost"     // moves to virtual machines as it is
	Replatform Strategy = "replatform" // goes into containers with light changes
	Refactor   Strategy = "refactor"   // is changed in depth first
)

// Text names the strategy as the statement of work does.
func (s Strategy) Text() i18n.Text {
	switch s {
	case Retire:
		return i18n.Text{ZH: "下线", EN: "retire"}
	case Retain:
		return i18n.Text{ZH: "保留", EN: "retain"}
	case Rehost:
		return i18n.Text{ZH: "平迁（虚拟机）", EN: "rehost (virtual machine)"}
	case Replatform:
		return i18n.Text{ZH: "轻改造容器化", EN: "containerise with light changes"}
	case Refactor:
		return i18n.Text{ZH: "重构后容器化", EN: "refactor, then containerise"}
	}
	return i18n.Text{ZH: string(s), EN: string(s)}
}

// StrategyChoice is the strategy with why, and with what would make it another.
type StrategyChoice struct {
	Value       Strategy      `json:"value"`
	Reasons     []Reason      `json:"reasons"`
	WouldChange []Alternative `json:"wouldChange"`
}

// Alternative is a strategy that something would lead to.
type Alternative struct {
	Strategy Strategy  `json:"strategy"`
	When     i18n.Text `json:"when"`
	Reasons  []Reason  `json:"reasons"`
}

// Level is a level of risk.
type Level string

// The levels.
const (
	HighRisk   Level = "high"
	MediumRisk Level = "medium"
	LowRisk    Level = "low"
)

// Risk is the risk of the migration. Score is 0 (none) to 100.
type Risk struct {
	Level   Level    `json:"level"`
	Score   int      `json:"score"`
	Reasons []Reason `json:"reasons"`
}

// Days are person-days, the least and the most that are likely.
type Days [2]float64

// Effort is what it costs to bring the application into containers, by who does it. Lines
// add up to the totals.
type Effort struct {
	Developers Days         `json:"developers"`
	Operations Days         `json:"operations"`
	Consultant Days         `json:"consultant"`
	Total      Days         `json:"total"`
	Lines      []EffortLine `json:"lines"`
}

// EffortLine is one piece of work.
type EffortLine struct {
	Task     i18n.Text    `json:"task"`
	By       assess.Party `json:"by"`
	Days     Days         `json:"days"`
	Basis    i18n.Text    `json:"basis"` // how it is calculated, with the coefficients
	Finding  string       `json:"finding,omitempty"`
	Question string       `json:"question,omitempty"`
	Where    string       `json:"where,omitempty"` // component
}

// Factor is one row of the twelve-factor table.
type Factor struct {
	Number  int       `json:"number"` // 1 to 12
	Name    i18n.Text `json:"name"`
	Status  Status    `json:"status"`
	Reasons []Reason  `json:"reasons"`
}

// Status tells how far a factor is met.
type Status string

// The statuses.
const (
	Met       Status = "met"
	Partly    Status = "partly"
	NotMet    Status = "not-met"
	UnknownSt Status = "unknown"
)

// Unknown is a question without an answer that the judgement would need.
type Unknown struct {
	Question string    `json:"question"`
	Where    string    `json:"where,omitempty"`
	Text     i18n.Text `json:"text"`    // the question
	Settles  i18n.Text `json:"settles"` // what the answer settles
	Weight   float64   `json:"weight"`
}
