package classify

import (
	"slices"

	"github.com/gantry-ack/gantry/assess"
)

// DefaultModel returns the coefficients that hold unless an engagement overrides them.
func DefaultModel() Model {
	return Model{
		Readiness: ReadinessModel{
			Penalty: BySeverity{High: 40, Medium: 15, Low: 4}, Action: ByAction{Change: 1, Configure: 0.6, Decide: 0.5, Handled: 0.1, Know: 0},
			PlaceGrowth: 0.25, PlaceMost: 2, YellowAtMost: 60, RedAtMost: 20,
		},
		Suitability: SuitabilityModel{
			Weights:  [16]float64{8, 10, 8, 5, 7, 7, 5, 6, 7, 6, 3, 4, 2, 5, 10, 7},
			Loss:     BySeverity{High: 5, Medium: 1.5, Low: 0.4},
			Blockers: 15, SourceShare: 0.6, Yellow: 0.5, Worst: 0.3,
		},
		Completeness: CompletenessModel{Source: 40, Blocker: 3, Core: 2, Full: 1},
		Confidence: ConfidenceModel{
			Source: 25, Unread: BySeverity{High: 0.2, Medium: 0.1, Low: 0.03}, Conflict: 0.3,
			Confirmed: 0.95, Estimated: 0.6, Assumed: 0.3, FactHigh: 0.8, FactMedium: 0.5, FactLow: 0.25, Pieces: 2,
		},
		Strategy: StrategyModel{HighChange: 1, HighMiddleware: 2, HoursPerDepth: 80, Tight: 2, RedAnswer: 2, RefactorFrom: 8, HeavyFrom: 3},
		Risk:     defaultRisk(),
		Effort:   defaultEffort(),
	}
}

func defaultRisk() RiskModel {
	return RiskModel{
		BlockerRed: 30, Red: 10, Yellow: 3, AnswersMost: 60,
		Finding: BySeverity{High: 4, Medium: 1, Low: 0}, FindingsMost: 25,
		NoTests: 8, TestsUnknown: 4, Ended: 6, Conflict: 1, ConflictsMost: 5,
		UnknownBlocker: 3, UnknownMost: 24, NoSource: 10,
		LargeData: 5, HugeData: 10, LargeGiB: 500, HugeGiB: 5000, ShortFreeze: 8, FreezeHours: 1,
		CriticalCore: 8, CriticalImportant: 4, NoPeople: 8, HighFrom: 60, MediumFrom: 30,
	}
}

func defaultEffort() EffortModel {
	return EffortModel{
		HoursPerDay: 6, StaticFactor: 0.4, RepeatFactor: 0.6, TestedFactor: 0.6, SupportShare: 0.1, UnknownMost: 0.4, GiBPerStep: 100,
		Image: assess.Hours{2, 6}, Configuration: assess.Hours{2, 6}, Setting: assess.Hours{0.25, 0.5},
		VerifyDevelopers: assess.Hours{4, 8}, VerifyOperations: assess.Hours{2, 4}, Manifests: assess.Hours{3, 8}, Pipeline: assess.Hours{2, 5},
		PipelineFirst: assess.Hours{4, 10},
		Regression:    assess.Hours{6, 18}, RegressionApplication: assess.Hours{8, 20}, LoadTest: assess.Hours{8, 20},
		CutoverDevelopers: assess.Hours{4, 8}, CutoverOperations: assess.Hours{8, 16}, CutoverOperationsEach: assess.Hours{0.5, 1.5}, CutoverConsultant: assess.Hours{4, 8},
		Design: assess.Hours{8, 16}, Review: assess.Hours{1, 3}, Refactor: assess.Hours{24, 60},
		DataMove: assess.Hours{8, 20}, DataStep: assess.Hours{0.5, 1.5}, DataRehearsal: assess.Hours{8, 16},
		DataHeterogeneous: assess.Hours{80, 300}, DataSplit: assess.Hours{120, 400},
		RetireOperations: assess.Hours{6, 18}, RetainOperations: assess.Hours{4, 12}, RehostOperations: assess.Hours{6, 16}, RehostVerify: assess.Hours{4, 12}, RehostConsultant: assess.Hours{4, 8},
		Answers: defaultAnswerWork(),
	}
}

// defaultAnswerWork lists the options that mean work, in the order of the bank.
func defaultAnswerWork() []AnswerWork {
	dev, ops := assess.Developers, assess.Operations
	return []AnswerWork{
		{"cur.hosting", "app-platform", ops, "", assess.Hours{8, 24}},
		{"cur.os", "centos-6", dev, assess.DimNative, assess.Hours{4, 16}},
		{"cur.os", "windows", dev, assess.DimNative, assess.Hours{16, 60}},
		{"cur.supervisor", "manual", ops, assess.DimProcess, assess.Hours{2, 4}},
		{"cur.supervisor", "supervisor", ops, assess.DimProcess, assess.Hours{4, 8}},
		{"cur.supervisor", "app-server", ops, assess.DimMiddleware, assess.Hours{8, 20}},
		{"cur.colocated", "file-sync", dev, assess.DimState, assess.Hours{6, 20}},
		{"cur.colocated", "datastore", ops, "", assess.Hours{6, 16}},
		{"cur.colocated", "other-app", ops, "", assess.Hours{2, 8}},
		{"app.source", "unverified", dev, "", assess.Hours{3, 12}},
		{"app.source", "binary-only", dev, "", assess.Hours{8, 20}},
		{"app.source", "commercial", ops, "", assess.Hours{8, 24}},
		{"app.stack", "no-image", ops, "", assess.Hours{8, 20}},
		{"app.native", "glibc-old", dev, assess.DimNative, assess.Hours{6, 24}},
		{"app.root", "root", dev, assess.DimSecurity, assess.Hours{2, 8}},
		{"app.root", "net-admin", ops, assess.DimSecurity, assess.Hours{4, 12}},
		{"app.root", "privileged", dev, assess.DimSecurity, assess.Hours{6, 20}},
		{"app.root", "host-path", ops, assess.DimSecurity, assess.Hours{4, 12}},
		{"app.root", "device", dev, assess.DimSecurity, assess.Hours{8, 30}},
		{"cfg.how", "built-in", dev, assess.DimConfig, assess.Hours{2, 8}},
		{"cfg.how", "hard-coded", dev, assess.DimConfig, assess.Hours{6, 24}},
		{"state.session", "memory-sticky", dev, assess.DimSessions, assess.Hours{6, 16}},
		{"state.session", "memory-replicated", dev, assess.DimSessions, assess.Hours{6, 20}},
		{"state.session", "local-file", dev, assess.DimSessions, assess.Hours{8, 24}},
		{"state.files", "local-shared", dev, assess.DimState, assess.Hours{8, 32}},
		{"state.cluster", "static-ip", dev, assess.DimMicroservices, assess.Hours{4, 12}},
		{"state.cluster", "multicast", dev, assess.DimMicroservices, assess.Hours{16, 40}},
		{"dep.shareddb", "table", dev, "", assess.Hours{8, 32}},
		{"dep.startorder", "exits", dev, assess.DimProcess, assess.Hours{2, 6}},
		{"data.schema", "manual", ops, "", assess.Hours{3, 8}},
		{"ops.logs", "file-only", ops, assess.DimLogging, assess.Hours{2, 6}},
		{"ops.health", "downstream", dev, assess.DimProcess, assess.Hours{2, 6}},
		{"sec.localization", "cpu", dev, "", assess.Hours{6, 20}},
		{"sec.localization", "middleware", ops, "", assess.Hours{16, 60}},
		{"org.ownership", "contractor-gone", dev, "", assess.Hours{12, 40}},
		{"org.ownership", "nobody", dev, "", assess.Hours{20, 60}},
		{"goal.depth", "elastic", ops, "", assess.Hours{4, 12}},
	}
}

// weight is that of a dimension, in proportion to the others.
func (m SuitabilityModel) weight(d assess.Dimension) float64 {
	sum := 0.0
	for _, w := range m.Weights {
		sum += w
	}
	i := slices.Index(assess.Dimensions(), d)
	if i < 0 || sum <= 0 {
		return 0
	}
	return m.Weights[i] / sum
}
