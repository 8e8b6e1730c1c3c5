// Package survey holds the question bank and the answers to it. The bank is
// data, embedded, with both languages side by side; answers come from a file
// that people write and that is read strictly: every problem in it is named.
//
// The package knows neither Kubernetes nor terminals. Which decision reads an
// answer is the question's Drives, and the tests of the decisions hold the bank
// to it.
package survey

import (
	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Level is how fine an answer can be. Org is the whole customer; below it are
// two branches: Env, one environment for all applications, and App, one
// application with its components.
type Level string

// The levels.
const (
	Org       Level = "org"
	Env       Level = "env"
	App       Level = "app"
	Component Level = "component"
)

// Tier tells in which pass of an interview a question is asked.
type Tier string

// The tiers: Core is asked in the quick pass, Full in the full one only.
const (
	Core Tier = "core"
	Full Tier = "full"
)

// Type is the kind of value that a question or a column takes.
type Type string

// The types. A record is one row of a table: its columns are asked together.
// The last three hold other values and are never the type of a column.
const (
	Choice   Type = "choice"   // key of one option
	Bool     Type = "bool"     // true or false
	Number   Type = "number"   // whole number
	Percent  Type = "percent"  // 0 to 100, decimals allowed
	Quantity Type = "quantity" // as Kubernetes writes them, see Unit
	Duration Type = "duration" // as Go writes them: 90s, 2m30s
	Text     Type = "text"     // one line, see Format
	Date     Type = "date"     // 2026-11-30
	CIDR     Type = "cidr"     // 10.0.0.0/8
	Multi    Type = "multi"    // keys of several options
	List     Type = "list"     // several texts
	Table    Type = "table"    // rows by column key
	Record   Type = "record"   // one such row
)

// Unit is what a quantity counts.
type Unit string

// The units.
const (
	CPU    Unit = "cpu"    // cores: 500m, 2
	Memory Unit = "memory" // bytes: 256Mi, 1Gi
)

// Risk is what choosing an option means for the migration.
type Risk string

// The risks.
const (
	Red    Risk = "red"
	Yellow Risk = "yellow"
	Green  Risk = "green"
)

// Question is one entry of the bank. Its id is permanent.
type Question struct {
	ID      string `yaml:"id"`
	Section string `yaml:"-"` // id of the section that holds it
	// Scope is the finest level at which it may be answered; an answer at a coarser
	// one is the default for what lies below.
	Scope Level `yaml:"scope"`
	// PerEnvironment says that an answer may also be given for one environment,
	// because the decisions that read it are taken for each.
	PerEnvironment bool `yaml:"perEnvironment"`
	// Ask is the level at which an interview asks, Scope or a coarser one: what
	// mostly holds for a whole application is not asked for each of its components.
	Ask     Level       `yaml:"ask"`
	ShowIf  []Condition `yaml:"showIf"` // all must hold, or the question is not asked
	Roles   []string    `yaml:"roles"`  // who can answer, ids of catalog.Role; the section's when empty
	Tier    Tier        `yaml:"tier"`
	Blocker bool        `yaml:"blocker"` // an answer can veto the migration
	Text    i18n.Text   `yaml:"question"`
	Help    i18n.Text   `yaml:"help"`
	Field   `yaml:",inline"`
	Columns []Column `yaml:"columns"` // of a table or record
	Default Default  `yaml:"default"`
	Drives  []string `yaml:"drives"`  // what the answer is for, ids of Drive
	Prefill []string `yaml:"prefill"` // keys of facts that suggest the answer; port.* means every key with the prefix
}

// Condition is a test on the answer to an earlier question, as it holds in the
// place that is asked about: its own answer, else what the evidence suggests, else
// its default.
type Condition struct {
	Question string `yaml:"question"`
	Column   string `yaml:"column"` // of a record; a table holds when one of its rows does
	// Is lists the values with which the condition holds. The word unknown stands
	// for an answer that nobody has.
	Is []string `yaml:"is"`
}

// Field is what a question and a column have in common.
type Field struct {
	Type    Type      `yaml:"type"`
	Unit    Unit      `yaml:"unit"`    // of a quantity
	Measure i18n.Text `yaml:"measure"` // what a number counts: days, GiB, Mbit/s
	Format  Format    `yaml:"format"`  // of a text or of the texts of a list
	Options []Option  `yaml:"options"` // of a choice or multi
	Min     int       `yaml:"min"`     // of a number
	Max     int       `yaml:"max"`     // of a number; 0 means no limit
	Most    int       `yaml:"most"`    // of a multi: how many may be chosen; 0 means all
	Ranked  bool      `yaml:"ranked"`  // of a multi: the order counts, most important first
}

// Column is one column of a table or record. Its key is permanent.
type Column struct {
	Key      string    `yaml:"key"`
	Text     i18n.Text `yaml:"text"`
	Field    `yaml:",inline"`
	Required bool `yaml:"required"`
	Unique   bool `yaml:"unique"` // no two rows of a table share the value
}

// Option is one choice. Its key is permanent.
type Option struct {
	Key        string    `yaml:"key"`
	Text       i18n.Text `yaml:"text"`
	Exclusive  bool      `yaml:"exclusive"` // of a multi: nothing else beside it
	Risk       Risk      `yaml:"risk"`
	Rationale  i18n.Text `yaml:"rationale"`
	Mitigation i18n.Text `yaml:"mitigation"`
	// Advice marks what the service supports with advice only, not with artefacts:
	// products outside Alibaba Cloud and clusters other than ACK.
	Advice bool `yaml:"advice"`
}

// Default is what holds when nobody knows the answer: a value, or the rule in
// Text when no single value fits.
type Default struct {
	Value Value     // of a given default
	Given bool      // whether there is a value
	Text  i18n.Text // what it is and why

	node *yaml.Node // of the value, while the bank is read
}

// Area is one of the three surveys that the statement of work names.
type Area string

// The areas.
const (
	Infrastructure Area = "infrastructure"
	Applications   Area = "application"
	Target         Area = "target"
)

// Text names the area.
func (a Area) Text() i18n.Text {
	switch a {
	case Infrastructure:
		return i18n.Text{ZH: "基础设施调研", EN: "Infrastructure"}
	case Applications:
		return i18n.Text{ZH: "业务现状和应用系统调研", EN: "Business and applications"}
	}
	return i18n.Text{ZH: "容器化目标调研", EN: "Containerization targets"}
}

// Section groups questions in the order in which they are asked.
type Section struct {
	ID        string     `yaml:"id"`
	Title     i18n.Text  `yaml:"title"`
	Area      Area       `yaml:"area"`
	Roles     []string   `yaml:"roles"` // who can answer, ids of catalog.Role
	Questions []Question `yaml:"questions"`
}

// Option looks an option up by its key.
func (f Field) Option(key string) (Option, bool) {
	for _, o := range f.Options {
		if o.Key == key {
			return o, true
		}
	}
	return Option{}, false
}

// Column looks a column up by its key.
func (q Question) Column(key string) (Column, bool) {
	for _, c := range q.Columns {
		if c.Key == key {
			return c, true
		}
	}
	return Column{}, false
}

// Allows tells whether the question may be answered at the level.
func (q Question) Allows(l Level) bool {
	switch l {
	case Org:
		return true
	case Env:
		return q.Scope == Env || q.PerEnvironment
	case App:
		return q.Scope == App || q.Scope == Component
	}
	return q.Scope == Component
}
