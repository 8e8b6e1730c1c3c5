package portfolio

import "github.com/gantry-ack/gantry/internal/i18n"

// Model holds the coefficients of a plan. DefaultModel documents each with where it
// comes from; an engagement may override them.
type Model struct {
	Value         ValueModel     `yaml:"value"`
	Waves         WaveModel      `yaml:"waves"`
	Sample        SampleModel    `yaml:"sample"`
	Capacity      CapacityModel  `yaml:"capacity"`
	Cutover       CutoverModel   `yaml:"cutover"`
	Calendar      CalendarModel  `yaml:"calendar"`
	InstanceTypes []InstanceType `yaml:"instanceTypes"`
}

// ValueModel weighs what the business gains by moving an application early. Each weight is
// multiplied by 0 to 1; what nobody has answered adds nothing.
type ValueModel struct {
	Lifecycle   float64 `yaml:"lifecycle"`
	Criticality float64 `yaml:"criticality"`
	Frequency   float64 `yaml:"frequency"`
	Elasticity  float64 `yaml:"elasticity"`
	Pain        float64 `yaml:"pain"`
}

// WaveModel is the size of a wave and the weights of the objective, which is a cost: less is better.
type WaveModel struct {
	People     int     `yaml:"people"`     // of the customer, where org.skills is not answered
	Share      float64 `yaml:"share"`      // of their time that goes into the migration
	Days       int     `yaml:"days"`       // working days of a wave
	Value      float64 `yaml:"value"`      // for each wave that an application of value 1 waits
	Risk       float64 `yaml:"risk"`       // for each wave that one of risk 100 goes before the last
	Dependents float64 `yaml:"dependents"` // likewise, for one that ten others or more depend on
	Coupling   float64 `yaml:"coupling"`   // for each dependency and wave between its two ends
	Order      float64 `yaml:"order"`      // for each provider that moves before its consumer
	Freeze     float64 `yaml:"freeze"`     // for an application whose cutover would fall into its own freeze
	Date       float64 `yaml:"date"`       // for each week by which an application would miss its own fixed date
	Passes     int     `yaml:"passes"`     // rounds of improvement at most
	// LatencyMS is the round trip from which a strong synchronous call must not cross the line.
	LatencyMS int `yaml:"latencyMs"`
}

// SampleModel weighs the candidates for the sample application, in points.
type SampleModel struct {
	Core         float64 `yaml:"core"`         // core business, as the statement of work wants it
	MostCritical float64 `yaml:"mostCritical"` // taken off the one that most others depend on
	Typical      float64 `yaml:"typical"`      // times the share of the moving applications with the same stack
	MediumRisk   float64 `yaml:"mediumRisk"`   // less the farther its risk is from RiskAim
	RiskAim      int     `yaml:"riskAim"`      // the risk at which a sample teaches most
	Complete     float64 `yaml:"complete"`     // times the completeness of what is known
	Independent  float64 `yaml:"independent"`  // less the more it must move together with
	Team         float64 `yaml:"team"`         // a team of the customer's own that develops it
	Chosen       float64 `yaml:"chosen"`       // the customer has chosen it
	RiskMost     int     `yaml:"riskMost"`     // above it an application is no sample
}

// CapacityModel is how requests become nodes.
type CapacityModel struct {
	ReservedCPU    int     `yaml:"reservedCpu"`    // thousandths of a core of each node for kubelet and daemon sets
	ReservedMemory int     `yaml:"reservedMemory"` // MiB of each node for the same
	ReservedPods   int     `yaml:"reservedPods"`   // pods of each node that daemon sets take from the limit
	Headroom       float64 `yaml:"headroom"`       // share of what is left that stays free for rollouts and peaks
	Survive        string  `yaml:"survive"`        // what production survives with everything running: zone or node
	LeastPerZone   int     `yaml:"leastPerZone"`   // nodes of production in each zone
	MostNodes      int     `yaml:"mostNodes"`      // of one pool
	MemoryWeight   float64 `yaml:"memoryWeight"`   // of a GiB, where a vCPU is 1, when types are compared
}

// CutoverModel is how long a cutover takes.
type CutoverModel struct {
	Efficiency float64 `yaml:"efficiency"` // of a line that a copy really gets
	LinkShare  float64 `yaml:"linkShare"`  // of a line's bandwidth that a copy may use where nobody said
	CatchUp    int     `yaml:"catchUp"`    // minutes of changes that are left when writing stops, with continuous sync
	Stop       int     `yaml:"stop"`       // minutes to stop writing and drain
	Check      int     `yaml:"check"`      // minutes to compare both sides, where data moves
	Switch     int     `yaml:"switch"`     // minutes to switch traffic and wait for it
	Smoke      int     `yaml:"smoke"`      // minutes of smoke tests, where mig.acceptance is not answered
	Window     int     `yaml:"window"`     // minutes of outage allowed, where mig.window is not answered
}

// CalendarModel is how long what surrounds the waves takes.
type CalendarModel struct {
	Apply     int      `yaml:"apply"`     // working days that the service is applied for ahead
	Procure   int      `yaml:"procure"`   // working days to approve, buy and open cloud resources
	Platform  int      `yaml:"platform"`  // working days to set the cluster up
	Firewall  int      `yaml:"firewall"`  // days to open a network access, where net.firewall is not answered
	External  int      `yaml:"external"`  // days that outside parties want to know ahead, where dep.external does not say
	Rehearse  int      `yaml:"rehearse"`  // working days of rehearsal and test at the end of a wave's work
	Observe   int      `yaml:"observe"`   // working days after a cutover before the wave counts as done
	ShortWave int      `yaml:"shortWave"` // working days that a wave takes at least
	Holidays  []string `yaml:"holidays"`  // days without work beside weekends, as 2027-02-06
}

// InstanceType is an ECS instance type that node pools may have. Enis and IPs give the pod limit
// under Terway with shared ENIs, (Enis-1) x IPs; where they are 0, Pods is the limit, and where
// that is 0 too the limit is not known and has to be asked of the cloud.
type InstanceType struct {
	Name   string    `yaml:"name"`
	CPU    int       `yaml:"cpu"`
	Memory int       `yaml:"memory"` // GiB
	Enis   int       `yaml:"enis"`
	IPs    int       `yaml:"ips"` // of one ENI
	Pods   int       `yaml:"pods"`
	Source i18n.Text `yaml:"source"`
}

// PodLimit is the number of pods with an address of their own on one node under Terway with
// shared ENIs; 0 when it is not known.
func (t InstanceType) PodLimit() int {
	if t.Enis > 1 && t.IPs > 0 {
		return (t.Enis - 1) * t.IPs
	}
	return t.Pods
}

// DefaultModel returns the coefficients that hold unless an engagement overrides them.
func DefaultModel() Model {
	return Model{
		Value: ValueModel{Lifecycle: 0.30, Criticality: 0.20, Frequency: 0.20, Elasticity: 0.15, Pain: 0.15},
		Waves: WaveModel{
			People: 4, Share: 0.5, Days: 20, Value: 10, Risk: 8, Dependents: 6, Coupling: 1, Order: 2, Freeze: 20, Date: 15, Passes: 8, LatencyMS: 10,
		},
		Sample: SampleModel{
			Core: 25, MostCritical: 15, Typical: 15, MediumRisk: 15, RiskAim: 40, Complete: 15, Independent: 15, Team: 10, Chosen: 20, RiskMost: 75,
		},
		Capacity: CapacityModel{
			ReservedCPU: 500, ReservedMemory: 2048, ReservedPods: 6, Headroom: 0.25, Survive: surviveZone, LeastPerZone: 2, MostNodes: 200, MemoryWeight: 0.25,
		},
		Cutover: CutoverModel{Efficiency: 0.7, LinkShare: 0.6, CatchUp: 10, Stop: 10, Check: 30, Switch: 15, Smoke: 30, Window: 120},
		Calendar: CalendarModel{
			Apply: 15, Procure: 10, Platform: 5, Firewall: 5, External: 10, Rehearse: 3, Observe: 5, ShortWave: 10, Holidays: statutoryDays(),
		},
		InstanceTypes: instanceTypes(),
	}
}

// What production survives.
const (
	surviveZone = "zone"
	surviveNode = "node"
)

// instanceTypes are the types whose size is confirmed. The pod limit is there only where a source
// states it: ENI quantities belong to the cloud and change, so they are never taken from memory.
func instanceTypes() []InstanceType {
	seen := t("规格见于实际使用；ENI 数量要用 DescribeInstanceTypes 查询", "size seen in use; ask DescribeInstanceTypes for the ENI quantities")
	stated := func(calculation string) i18n.Text {
		return i18n.Textf("ACK 文档，共享 ENI 模式的节点 Pod 数：%[1]s", "ACK documentation, pods of a node with shared ENIs: %[1]s", calculation)
	}
	return []InstanceType{
		{Name: "ecs.g8i.xlarge", CPU: 4, Memory: 16, Source: seen},
		{Name: "ecs.g8i.2xlarge", CPU: 8, Memory: 32, Source: seen},
		{Name: "ecs.g8i.3xlarge", CPU: 12, Memory: 48, Source: seen},
		{Name: "ecs.g8i.4xlarge", CPU: 16, Memory: 64, Source: seen},
		{Name: "ecs.c7.4xlarge", CPU: 16, Memory: 32, Enis: 8, IPs: 30, Source: stated("(8-1) x 30 = 210")},
		{Name: "ecs.g7.2xlarge", CPU: 8, Memory: 32, Source: seen},
		{Name: "ecs.g7.4xlarge", CPU: 16, Memory: 64, Source: seen},
		{Name: "ecs.c6.4xlarge", CPU: 16, Memory: 32, Pods: 140, Source: stated("140")},
	}
}
