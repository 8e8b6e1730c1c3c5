// Package assess turns the evidence in a customer's source into an assessment:
// the components, the facts about each with the lines that say so, the
// conflicts between facts, and findings.
package assess

import (
	"slices"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Schema names the JSON contract of Assessment; docs/assessment-json.md describes it.
const Schema = "gantry.assessment/v1"

// Assessment is what is known of one source tree.
type Assessment struct {
	Schema     string      `json:"schema"`
	Components []Component `json:"components"`
	Findings   []Finding   `json:"findings"`
	// Suppressed are places that comments in the source keep out of the findings, with their reasons.
	Suppressed []Suppression `json:"suppressed,omitempty"`
}

// Workload is the kind of thing that a component is when it runs.
type Workload string

// The workloads. A library is no component to run.
const (
	Web     Workload = "web"
	Worker  Workload = "worker"
	Job     Workload = "job"
	Cron    Workload = "cron"
	Static  Workload = "static"
	Gateway Workload = "gateway"
	Library Workload = "library"
)

// Versioned is a language, framework or tool by id, with the version when known.
type Versioned struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// Port is a listening port. Name is "" for the main one, else management, grpc ...
type Port struct {
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
	Name     string `json:"name,omitempty"`
}

// Start is the command that production runs.
type Start struct {
	Command []string `json:"command"`
}

// Health is a health endpoint; Kind is liveness, readiness, startup, health or grpc.
type Health struct {
	Path string `json:"path"`
	Kind string `json:"kind"`
}

// Service is a backing service that a component uses.
type Service struct {
	Kind     string `json:"kind"`
	Address  string `json:"address,omitempty"`
	Optional bool   `json:"optional,omitempty"`
}

// Component is a unit of the source: something that runs or, when Deployable is
// false, a library. The fields say what holds; Facts hold every candidate.
type Component struct {
	Name       string     `json:"name"`
	Path       string     `json:"path"`
	BuildRoot  string     `json:"buildRoot"`
	Deployable bool       `json:"deployable"`
	Workload   Workload   `json:"workload"`
	Language   Versioned  `json:"language"`
	Framework  Versioned  `json:"framework"`
	BuildTool  Versioned  `json:"buildTool"`
	Packaging  string     `json:"packaging"`
	Ports      []Port     `json:"ports"`
	Start      Start      `json:"start"`
	Health     []Health   `json:"health"`
	Services   []Service  `json:"services"`
	Facts      fact.Set   `json:"facts"`
	Conflicts  []Conflict `json:"conflicts"`
}

// Conflict is candidates of one key that cannot all hold. Chosen is the value
// that the resolution order picks; a person should confirm it.
type Conflict struct {
	Key        string      `json:"key"`
	Chosen     string      `json:"chosen"`
	Candidates []fact.Fact `json:"candidates"`
	Reason     i18n.Text   `json:"reason"`
}

// Deployables returns the components to run.
func (a Assessment) Deployables() []Component {
	var out []Component
	for _, c := range a.Components {
		if c.Deployable {
			out = append(out, c)
		}
	}
	return out
}

// Component looks a component up by name.
func (a Assessment) Component(name string) (Component, bool) {
	i := slices.IndexFunc(a.Components, func(c Component) bool { return c.Name == name })
	if i < 0 {
		return Component{}, false
	}
	return a.Components[i], true
}
