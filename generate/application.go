// Package generate defines what is decided for the target: the Application and
// its Workloads, which every generator below reads and none of which knows a
// Kubernetes type. The packages below it decide (decide), print (dockerfile,
// buildkit, kustomize) and check (verify).
package generate

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Application is one repository of the customer's, decided: what all its
// components share, and the components to run.
type Application struct {
	Name         string    // DNS-1123 label, at most 40 characters
	Lang         i18n.Lang // of comments and prose in what is generated
	Environments []Environment
	Registry     Registry
	Mirrors      Mirrors
	Pipeline     Pipeline
	Workloads    []Workload // sorted by name
	Decisions    []Decision // of the application as a whole, sorted by id
}

// Environment is one place where the application runs.
type Environment struct {
	Name       string // dev, staging, prod, or the customer's own name; DNS-1123 label
	Namespace  string // <application>-<environment> unless answered
	Production bool   // the strictest settings apply
	Cluster    string // name of its cluster by answer; "" when not known
}

// Registry is where images are pushed. Images are named
// <Host>/<Namespace>/<component>.
type Registry struct {
	Host      Bound
	Namespace string
}

// Repository returns the image repository of a component, without tag or digest.
func (r Registry) Repository(component string) string {
	return r.Host.String() + "/" + r.Namespace + "/" + component
}

// Bound is a value that is known, or one that only the platform knows, named by
// its binding in platform.yaml.
type Bound struct {
	Value   string // "" when not known
	Binding string // e.g. acr.domain; "" when the value comes from an answer
}

// Known tells whether there is a value.
func (b Bound) Known() bool { return b.Value != "" }

// String returns the value or, when it is not known, a host name below
// .invalid, the domain that RFC 6761 promises never resolves: what is applied
// by mistake fails and names the binding.
func (b Bound) String() string {
	if b.Known() {
		return b.Value
	}
	return strings.ReplaceAll(b.Binding, ".", "-") + ".invalid"
}

// Binding is a value that the platform must supply, as it is listed for people.
type Binding struct {
	Name   string    `json:"name"`   // dotted, lower case: acr.domain
	Text   i18n.Text `json:"text"`   // what it is and where to find it
	UsedIn []string  `json:"usedIn"` // generated files that hold the stand-in
}

// Mirrors are the package sources that builds use by default. Every one is a
// build argument; "" means the tool's own default.
type Mirrors struct {
	Maven, NPM, PyPI, GoProxy, Apt string
	Images                         string // registry prefix for base images, e.g. registry.example.com/library; "" means the official one
	Proxy                          string // HTTP proxy of the build network; BuildKit's predefined arguments carry it and leave no trace in layers
}

// Pipeline is what is decided for the delivery pipeline.
type Pipeline struct {
	RepositoryURL string   // git URL of the customer's repository; "" when not known
	Branch        string   // default branch
	Platforms     []string // linux/amd64, linux/arm64
}

// Workload looks a workload up by name.
func (a Application) Workload(name string) (Workload, bool) {
	i := slices.IndexFunc(a.Workloads, func(w Workload) bool { return w.Name == name })
	if i < 0 {
		return Workload{}, false
	}
	return a.Workloads[i], true
}

// AllDecisions returns the decisions of the application and of every workload, sorted by id.
func (a Application) AllDecisions() []Decision {
	out := slices.Clone(a.Decisions)
	for _, w := range a.Workloads {
		out = append(out, w.Decisions...)
	}
	slices.SortFunc(out, func(x, y Decision) int { return strings.Compare(x.ID, y.ID) })
	return out
}

// Decision looks any decision up by its id.
func (a Application) Decision(id string) (Decision, bool) {
	for _, d := range a.AllDecisions() {
		if d.ID == id {
			return d, true
		}
	}
	return Decision{}, false
}
