package generate

import "strings"

// Aspects of decisions, the part of a decision's id after the component. They
// are permanent: generated files and `gantry explain` refer to them.
const (
	AspectKind           = "kind"
	AspectSchedule       = "schedule"
	AspectPorts          = "ports"
	AspectExposure       = "exposure"
	AspectSession        = "session"
	AspectRoutes         = "routes"
	AspectRollout        = "rollout"
	AspectGrace          = "grace"
	AspectProbeStartup   = "probes.startup"
	AspectProbeReadiness = "probes.readiness"
	AspectProbeLiveness  = "probes.liveness"
	AspectUser           = "security.user"
	AspectReadOnlyRoot   = "security.read-only-root"
	AspectPrivileged     = "security.privileged"
	AspectVolumes        = "volumes"
	AspectSecrets        = "secrets"
	AspectSecretsFixed   = "secrets.fixed" // only where some are: in files, where no variable wins over them
	AspectNetwork        = "network"
	AspectBuildVersion   = "build.version"
	AspectBuildContext   = "build.context"
	AspectBuildBase      = "build.base" // base images; made by the stack's Dockerfile generator
	AspectBuildCommand   = "build.command"
	AspectStart          = "build.start"
	AspectTimeZone       = "build.time-zone"
	AspectLocale         = "build.locale"
	AspectFonts          = "build.fonts"
	AspectPackages       = "build.packages"
	AspectTests          = "build.tests"

	AspectEnvironments = "environments" // of the application
	AspectRegistry     = "registry"     // of the application
	AspectMirrors      = "mirrors"      // of the application
	AspectPlatforms    = "platforms"    // of the application
	AspectPipeline     = "pipeline"     // of the application
)

// Aspects that exist once per environment; the full aspect is <aspect>.<environment>.
const (
	AspectReplicas   = "replicas"
	AspectAutoscale  = "autoscale"
	AspectResources  = "resources"
	AspectDisruption = "disruption"
	AspectSpread     = "spread"
	AspectHosts      = "hosts"
)

// AspectEnv is the aspect of one plain environment variable.
func AspectEnv(name string) string { return "env." + name }

// AspectService is the aspect of where a kind of backing service is, for one whose address no
// variable reaches. Its value is ServiceFixed or ServiceUnknown.
func AspectService(kind string) string { return servicesPrefix + kind }

const servicesPrefix = "services."

// Values of a decision about a backing service that a person must look after.
const (
	ServiceFixed   = "fixed"   // its address stays in a file or in code
	ServiceUnknown = "unknown" // nothing says where the program has its address from
)

// ServiceKind returns the kind of service of an aspect that AspectService made.
func ServiceKind(aspect string) (string, bool) { return strings.CutPrefix(aspect, servicesPrefix) }

// In is the aspect in one environment.
func In(aspect, environment string) string { return aspect + "." + environment }

// AppDecision is the id of a decision of the application as a whole.
func AppDecision(aspect string) string { return "app." + aspect }
