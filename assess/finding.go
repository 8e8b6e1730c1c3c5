package assess

import (
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Severity of a finding.
type Severity string

// The severities: High blocks or breaks, Medium needs work, Low is worth knowing.
const (
	High   Severity = "high"
	Medium Severity = "medium"
	Low    Severity = "low"
)

// Severities returns all, the worst first.
func Severities() []Severity { return []Severity{High, Medium, Low} }

// Dimension is what a finding is about.
type Dimension string

// The dimensions of readiness. DimSource is none of them: its findings are about what could
// not be read.
const (
	DimConfig        Dimension = "config"        // configuration and environments
	DimState         Dimension = "state"         // state and files
	DimSessions      Dimension = "sessions"      // sessions and caches in memory
	DimLogging       Dimension = "logging"       // logs
	DimProcess       Dimension = "process"       // process, signals, health, start and stop
	DimNetwork       Dimension = "network"       // addresses, ports, protocols
	DimNative        Dimension = "native"        // dependencies with native code, system packages
	DimScheduling    Dimension = "scheduling"    // jobs and singletons
	DimBuild         Dimension = "build"         // build and supply chain
	DimSecurity      Dimension = "security"      // secrets, users, privileges
	DimObservability Dimension = "observability" // metrics, traces, health endpoints
	DimResources     Dimension = "resources"     // memory, CPU, JVM, cgroups
	DimLocale        Dimension = "locale"        // locale, time zone, fonts, character sets
	DimLicence       Dimension = "licence"       // licences bound to machines, dongles
	DimMiddleware    Dimension = "middleware"    // legacy middleware and platforms
	DimMicroservices Dimension = "microservices" // registries, configuration centres, RPC, transactions
	DimSource        Dimension = "source"        // the source itself
)

// Dimensions returns those of readiness, in the order in which reports show them.
func Dimensions() []Dimension {
	return []Dimension{
		DimConfig, DimState, DimSessions, DimLogging, DimProcess, DimNetwork, DimNative, DimScheduling, DimBuild, DimSecurity,
		DimObservability, DimResources, DimLocale, DimLicence, DimMiddleware, DimMicroservices,
	}
}

// Text names the dimension.
func (d Dimension) Text() i18n.Text {
	switch d {
	case DimConfig:
		return i18n.Text{ZH: "配置", EN: "configuration"}
	case DimState:
		return i18n.Text{ZH: "状态与文件", EN: "state and files"}
	case DimSessions:
		return i18n.Text{ZH: "会话", EN: "sessions"}
	case DimLogging:
		return i18n.Text{ZH: "日志", EN: "logging"}
	case DimProcess:
		return i18n.Text{ZH: "进程与信号", EN: "process and signals"}
	case DimNetwork:
		return i18n.Text{ZH: "网络与地址", EN: "network and addresses"}
	case DimNative:
		return i18n.Text{ZH: "本地代码与系统依赖", EN: "native code and system packages"}
	case DimScheduling:
		return i18n.Text{ZH: "定时任务与单实例", EN: "scheduling and singletons"}
	case DimBuild:
		return i18n.Text{ZH: "构建与供应链", EN: "build and supply chain"}
	case DimSecurity:
		return i18n.Text{ZH: "安全", EN: "security"}
	case DimObservability:
		return i18n.Text{ZH: "可观测性", EN: "observability"}
	case DimResources:
		return i18n.Text{ZH: "资源", EN: "resources"}
	case DimLocale:
		return i18n.Text{ZH: "时区、字符集与字体", EN: "time zone, character set, fonts"}
	case DimLicence:
		return i18n.Text{ZH: "许可证绑定", EN: "licence binding"}
	case DimMiddleware:
		return i18n.Text{ZH: "传统中间件", EN: "legacy middleware"}
	case DimMicroservices:
		return i18n.Text{ZH: "微服务框架", EN: "microservice stack"}
	case DimSource:
		return i18n.Text{ZH: "源码", EN: "source"}
	}
	return i18n.Text{ZH: string(d), EN: string(d)}
}

// Action is what is to be done about a finding; reports group by it.
type Action string

// The actions, the most pressing first.
const (
	Change    Action = "change"    // the code or a library must change
	Configure Action = "configure" // a setting must change, no code
	Decide    Action = "decide"    // a person must say how it is meant, or choose
	Handled   Action = "handled"   // what is generated takes care of it; to be reviewed
	Know      Action = "know"      // nothing to do, worth knowing
)

// Actions returns all, in the order of reports.
func Actions() []Action { return []Action{Change, Configure, Decide, Handled, Know} }

// Text is the heading for findings with the action.
func (a Action) Text() i18n.Text {
	switch a {
	case Change:
		return i18n.Text{ZH: "需要修改代码", EN: "code to change"}
	case Configure:
		return i18n.Text{ZH: "需要调整配置", EN: "settings to change"}
	case Decide:
		return i18n.Text{ZH: "需要确认或决定", EN: "to be confirmed or decided"}
	case Handled:
		return i18n.Text{ZH: "由生成的文件处理，请复核", EN: "handled by what is generated, to be reviewed"}
	case Know:
		return i18n.Text{ZH: "供了解", EN: "worth knowing"}
	}
	return i18n.Text{ZH: string(a), EN: string(a)}
}

// Party is who does a piece of work.
type Party string

// The parties.
const (
	Developers Party = "developers" // the customer's developers
	Operations Party = "operations" // the customer's operations
	Consultant Party = "consultant"
)

// Parties returns all.
func Parties() []Party { return []Party{Developers, Operations, Consultant} }

// Text names the party.
func (p Party) Text() i18n.Text {
	switch p {
	case Developers:
		return i18n.Text{ZH: "客户研发", EN: "customer's developers"}
	case Operations:
		return i18n.Text{ZH: "客户运维", EN: "customer's operations"}
	}
	return i18n.Text{ZH: "顾问", EN: "consultant"}
}

// Hours are person-hours, the least and the most that are likely.
type Hours [2]float64

// Plus adds up.
func (h Hours) Plus(o Hours) Hours { return Hours{h[0] + o[0], h[1] + o[1]} }

// Times multiplies.
func (h Hours) Times(n float64) Hours { return Hours{h[0] * n, h[1] * n} }

// Finding is something in the source that a person should know or act on.
type Finding struct {
	ID        string          `json:"id"` // of the rule, or of what assessing itself found
	Dimension Dimension       `json:"dimension"`
	Severity  Severity        `json:"severity"`
	Action    Action          `json:"action,omitempty"`
	By        Party           `json:"by,omitempty"`
	Component string          `json:"component,omitempty"`
	Title     i18n.Text       `json:"title"`
	Rationale i18n.Text       `json:"rationale,omitzero"`
	Remedy    i18n.Text       `json:"remedy"`
	Effort    Hours           `json:"effort,omitzero"` // for all its places together
	Evidence  []fact.Evidence `json:"evidence"`
	// Places is the number of places, where Evidence shows only the first of them; 0 when it shows all.
	Places int `json:"places,omitempty"`
	// Prints tell each piece of Evidence apart from others in a way that survives lines moving: a hash
	// over the rule, the path and the words of the line. They are as many as Evidence, or none.
	Prints []string `json:"fingerprints,omitempty"`
}

// Suppression is a place that a comment "gantry:ignore RULE reason" keeps out of the findings.
type Suppression struct {
	Rule     string        `json:"rule"`
	Reason   string        `json:"reason"`
	Evidence fact.Evidence `json:"evidence"`
}
