package generate

import (
	"time"

	"github.com/gantry-ack/gantry/assess"
)

// Workload is the target-neutral description of one component to run; what
// every generator reads. Quantities are text as Kubernetes writes them.
type Workload struct {
	Component assess.Component // what is known of it; stack generators read its facts
	Name      string           // DNS-1123 label, at most 40 characters, unique in the application
	Kind      Kind
	Schedule  string // cron expression of a CronJob
	Build     Build
	Ports     []Port  // the main one first
	Exposed   bool    // reached from outside the cluster
	Sticky    bool    // requests of one session must reach the same instance
	Routes    []Route // below which other components answer under the same host, sorted by prefix
	Probes    Probes
	Rollout   Rollout
	// Grace is how long a stopping instance may take; PreStop is the pause before
	// SIGTERM in which load balancers take it out. Whole seconds.
	Grace, PreStop time.Duration
	Security       Security
	Volumes        []Volume
	Env            []EnvVar // the same in every environment, sorted by name
	Secrets        []Secret // sorted by name
	Network        Network
	Settings       []Setting  // one per environment, in the application's order
	Decisions      []Decision // sorted by id
}

// Kind is how the workload runs.
type Kind string

// The kinds.
const (
	Deployment  Kind = "deployment"
	StatefulSet Kind = "statefulset"
	CronJob     Kind = "cronjob"
	Job         Kind = "job"
)

// Build is what is decided about a component's image, whatever its stack.
type Build struct {
	Context    string   // build root, relative to the repository root
	Dockerfile string   // path of the Dockerfile, relative to the repository root
	Version    string   // language version to build and run with: "17", "20", "3.11", "1.24"
	Platforms  []string // linux/amd64 ...
	TimeZone   string   // IANA name; "" leaves UTC
	Locale     string   // e.g. C.UTF-8, zh_CN.UTF-8
	CJKFonts   bool
	Packages   []string // run-time system packages by neutral name (fact.SystemPackage), sorted
	Tests      bool     // the Dockerfile has a stage that runs the unit tests
	GateTests  bool     // the pipeline builds that stage first, so that a failing test stops it
	Port       int      // main port, 0 for none
	// Command builds and Start runs, as an answer or the evidence states them; nil
	// means the usual command of the stack.
	Command, Start []string
}

// Port is a port of the container and of its Service.
type Port struct {
	Name     string // http, grpc, management, dubbo, tcp ...; IANA_SVC_NAME, at most 15 characters
	Number   int
	Protocol string // of the application: http https grpc tcp udp dubbo ws
}

// Route is a path of a front end below which another component answers: what its
// development server or today's web server passes on.
type Route struct {
	Prefix    string // /api
	Component string // name of the workload that answers
	Port      int
	Strip     bool // the prefix is dropped on the way
}

// RoutesDir is where a static image includes the routes that its web server
// follows, as files that end in .conf; it may be missing.
const RoutesDir = "/etc/nginx/routes"

// Probes are the health checks; nil means none.
type Probes struct {
	Startup, Readiness, Liveness *Probe
}

// Probe is one health check by HTTP GET, gRPC health or TCP connect.
type Probe struct {
	Type      ProbeType
	Path      string // of HTTPProbe
	Port      string // name of the port
	Period    time.Duration
	Timeout   time.Duration
	Threshold int // failures before the verdict
}

// ProbeType is how a probe asks.
type ProbeType string

// The probe types.
const (
	HTTPProbe ProbeType = "http"
	GRPCProbe ProbeType = "grpc"
	TCPProbe  ProbeType = "tcp"
)

// Rollout is how a new version replaces the old.
type Rollout struct {
	Recreate       bool // stop the old first; otherwise rolling
	MaxUnavailable string
	MaxSurge       string
}

// Security is what the process may do.
type Security struct {
	UID, GID     int64
	ReadOnlyRoot bool
	Privileged   bool     // pod security level privileged, by answer only
	Capabilities []string // added beyond none
	// LowPorts tells that a process that is not root listens on a port below 1024:
	// the pod needs net.ipv4.ip_unprivileged_port_start=0, which the restricted level allows.
	LowPorts bool
}

// Volume is a writable directory.
type Volume struct {
	Name string // DNS-1123 label
	Path string // in the container
	// Claim is nil for scratch space that lives as long as the pod.
	Claim     *Claim
	SizeLimit string // of scratch space, e.g. 1Gi
}

// Claim is storage that outlives the pod.
type Claim struct {
	Size   string
	Shared bool   // more than one instance writes (ReadWriteMany)
	Class  string // storage class by answer; "" is the cluster's default
}

// EnvVar is a plain setting.
type EnvVar struct {
	Name, Value string
	Decision    string // id of the decision that chose the value
	// Binding is the name in platform.yaml of the value that Value holds or, when
	// only the platform knows it, stands in for; "" when nothing is bound.
	Binding string
}

// Secret is a variable whose value comes from a Secret that is not generated.
type Secret struct {
	Name string // of the variable
	Key  string // in the Secret, which is named <component>-secrets
	// Optional is true when the program does without it: the pod starts when the Secret lacks the key.
	Optional bool
}

// Network is what a component talks to.
type Network struct {
	// Enforce is false when the dependencies are not known well enough to deny
	// everything else; the policies are then only suggested.
	Enforce bool
	Ingress []Peer // who calls it; empty with Exposed false means the application's own components
	Egress  []Peer // whom it calls
}

// Peer is another side of a connection: a component of the application, or an
// address range.
type Peer struct {
	Component string // "" when Service or CIDR is given
	Service   string // kind of a backing service, e.g. mysql
	CIDR      string
	Ports     []int
}

// Setting is what differs by environment.
type Setting struct {
	Environment string
	Replicas    int
	Autoscale   *Autoscale
	Resources   Resources
	// MaxUnavailable of the disruption budget; 0 means none.
	MaxUnavailable int
	SpreadZones    bool
	Hosts          []string // host names under which it is reached from outside
	Env            []EnvVar // sorted by name
}

// Autoscale scales by CPU between two counts of instances.
type Autoscale struct {
	Min, Max   int
	CPUPercent int // of the request
}

// Resources of one instance; "" means not set.
type Resources struct {
	CPURequest, CPULimit       string
	MemoryRequest, MemoryLimit string
}

// SecretName is the name of the Secret that holds the component's secret variables.
func (w Workload) SecretName() string { return w.Name + "-secrets" }

// Setting looks up what is decided for an environment.
func (w Workload) Setting(env string) (Setting, bool) {
	for _, s := range w.Settings {
		if s.Environment == env {
			return s, true
		}
	}
	return Setting{}, false
}

// DecisionID is the id of the workload's decision about an aspect.
func (w Workload) DecisionID(aspect string) string { return w.Name + "." + aspect }
