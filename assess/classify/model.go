package classify

import (
	"github.com/gantry-ack/gantry/assess"
)

// Model holds the coefficients of a judgement. They are assumptions of this program, made from how
// such work is usually split, and no measurement: calibrate them after the sample application.
// Coefficients lists each with unit, meaning, bounds and rationale, and docs/estimation.md prints
// that list; an engagement overrides single ones with ParseModel.
type Model struct {
	Readiness    ReadinessModel
	Suitability  SuitabilityModel
	Completeness CompletenessModel
	Confidence   ConfidenceModel
	Strategy     StrategyModel
	Risk         RiskModel
	Effort       EffortModel
}

// BySeverity is a coefficient for findings of each severity.
type BySeverity struct{ High, Medium, Low float64 }

// Of returns that of a severity.
func (b BySeverity) Of(s assess.Severity) float64 {
	switch s {
	case assess.High:
		return b.High
	case assess.Medium:
		return b.Medium
	}
	return b.Low
}

// ByAction is a coefficient for findings of each action.
type ByAction struct{ Change, Configure, Decide, Handled, Know float64 }

// Of returns that of an action; a finding without one is to be decided.
func (b ByAction) Of(a assess.Action) float64 {
	switch a {
	case assess.Change:
		return b.Change
	case assess.Configure:
		return b.Configure
	case assess.Handled:
		return b.Handled
	case assess.Know:
		return b.Know
	}
	return b.Decide
}

// ReadinessModel turns findings and answers into the score of one dimension.
type ReadinessModel struct {
	Penalty     BySeverity // points of 100 that one finding takes
	Action      ByAction   // factor on the penalty
	PlaceGrowth float64    // share by which each doubling of the places raises the penalty
	PlaceMost   float64    // greatest factor for many places
	YellowAtMost,
	RedAtMost float64 // score that a dimension keeps at most when an answer about it is yellow or red
}

// SuitabilityModel weighs dimensions and answers into one number.
type SuitabilityModel struct {
	Weights     [16]float64 // of assess.Dimensions, in their order; only their proportions count
	Loss        BySeverity  // points that a finding takes, in a dimension of mean weight, before actions and places
	Blockers    float64     // points of 100 that the answers to blocker questions earn together
	SourceShare float64     // share of a dimension that the source earns, where questions speak of it too
	Yellow      float64     // share of its part that a yellow answer earns; red and unknown earn nothing
	Worst       float64     // share of the application that its worst component decides alone
}

// CompletenessModel weighs questions.
type CompletenessModel struct {
	Source              float64 // points of 100 for a source that was read
	Blocker, Core, Full float64 // relative weights of questions
}

// ConfidenceModel tells how sure evidence is, from 0 to 1.
type ConfidenceModel struct {
	Source                        float64    // points of 100 for a source that was read as a whole
	Unread                        BySeverity // share of those points that a finding about the source itself takes
	Conflict                      float64    // share of those points that an open conflict between facts takes
	Confirmed, Estimated, Assumed float64    // of answers
	FactHigh, FactMedium, FactLow float64    // of facts
	Pieces                        float64    // pieces of evidence that make a section of the questionnaire fully sure
}

// StrategyModel holds the thresholds between the ways into containers. Depth is the sum of
// the terms below.
type StrategyModel struct {
	HighChange     float64 // depth of a high finding that needs new code
	HighMiddleware float64 // added to it in the dimension of legacy middleware
	HoursPerDepth  float64 // hours of work on code that make one more of depth
	Tight          float64 // depth of tight coupling
	RedAnswer      float64 // depth of a red answer that asks for new code
	RefactorFrom   float64 // depth from which it is refactored first
	HeavyFrom      float64 // depth from which a system that will be replaced is not worth containers
}

// RiskModel holds the points of risk, of 100.
type RiskModel struct {
	BlockerRed, Red, Yellow, AnswersMost float64
	Finding                              BySeverity
	FindingsMost                         float64
	NoTests, TestsUnknown                float64
	Ended                                float64 // runtime or framework without support
	Conflict, ConflictsMost              float64
	UnknownBlocker, UnknownMost          float64
	NoSource                             float64
	LargeData, HugeData                  float64 // more data to move than LargeGiB, HugeGiB
	LargeGiB, HugeGiB                    float64
	ShortFreeze                          float64 // data move and writing may stop for less than FreezeHours
	FreezeHours                          float64
	CriticalCore, CriticalImportant      float64
	NoPeople                             float64 // nobody can trace a problem on Kubernetes
	HighFrom, MediumFrom                 float64 // scores from which the level is high, medium
}

// EffortModel holds person-hours, the least and the most that are likely.
type EffortModel struct {
	HoursPerDay  float64
	StaticFactor float64 // of the fixed work, for static front ends
	RepeatFactor float64 // of what a component shares with an earlier one of the same stack
	TestedFactor float64 // of regression, where tests run by themselves
	SupportShare float64 // consultant's share of the developers' hours, for questions and problems
	UnknownMost  float64 // share of the greatest sum that is set aside when nothing is known
	GiBPerStep   float64 // data that DataStep copies and checks

	Image, Configuration, Setting, VerifyDevelopers, VerifyOperations, Manifests, Pipeline assess.Hours // of one component
	PipelineFirst                                                                          assess.Hours // of an application, in addition
	Regression, RegressionApplication, LoadTest                                            assess.Hours
	CutoverDevelopers, CutoverOperations, CutoverOperationsEach, CutoverConsultant         assess.Hours
	Design, Review                                                                         assess.Hours // consultant, of an application and of each component
	Refactor                                                                               assess.Hours // design of the changes in depth, of an application
	DataMove, DataStep, DataRehearsal, DataHeterogeneous, DataSplit                        assess.Hours
	RetireOperations, RetainOperations, RehostOperations, RehostVerify, RehostConsultant   assess.Hours
	Answers                                                                                []AnswerWork // work that answers ask for
}

// AnswerWork is the work that an answer asks for, unless findings of the dimension bring it already.
type AnswerWork struct {
	Question, Option string
	By               assess.Party
	Dimension        assess.Dimension // "" when no finding speaks of it
	Hours            assess.Hours
}
