package cockpit

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// shopJudgement is a judgement with one of everything.
func shopJudgement(app string) classify.Judgement {
	session := classify.Reason{Text: i18n.Text{ZH: "会话放在内存里", EN: "sessions are kept in memory"}, Points: -12.5, Finding: "start.session", Where: "api",
		Evidence: []fact.Evidence{{Path: "src/main/Login.java", Line: 40}, {Path: "pom.xml", Line: 31}, {Path: "gone.txt", Line: 2}}}
	answered := classify.Reason{Text: i18n.Text{ZH: "会话放在哪里：没有回答", EN: "where sessions are kept: no answer"}, Points: 73, Question: "state.session", Where: "api"}
	rounding := classify.Reason{Text: i18n.Text{ZH: "取整", EN: "rounding"}, Points: 0.5}
	trait := func(value string, text i18n.Text) classify.Trait {
		return classify.Trait{Value: value, Text: text, Reasons: []classify.Reason{session}}
	}
	readiness := []classify.Readiness{
		{Dimension: assess.DimConfig, Score: 90, Examined: true, Reasons: []classify.Reason{rounding}}, {Dimension: assess.DimSessions, Score: 40, Examined: true, Reasons: []classify.Reason{session}},
		{Dimension: assess.DimLicence}, {Dimension: assess.DimLocale},
	}
	effort := classify.Effort{Developers: classify.Days{2, 5.5}, Operations: classify.Days{1, 1}, Total: classify.Days{3, 6.5}, Lines: []classify.EffortLine{
		{Task: i18n.Text{ZH: "会话移出内存", EN: "move sessions out of memory"}, By: assess.Developers, Days: classify.Days{2, 5.5}, Basis: i18n.Text{ZH: "9 处，每处 0.5 人时", EN: "9 places of half an hour"}, Finding: "start.session", Where: "api"},
		{Task: i18n.Text{ZH: "准备环境", EN: "prepare the environment"}, By: assess.Operations, Days: classify.Days{1, 1}, Basis: i18n.Text{ZH: "固定", EN: "fixed"}},
	}}
	return classify.Judgement{
		Application: app, Verdict: i18n.Text{ZH: "建议轻改造容器化：适合度 61。主要障碍在“会话”。", EN: "Proposal: containerise with light changes; suitability 61. The main obstacle is sessions."},
		Suitability: classify.Number{Value: 61, Reasons: []classify.Reason{answered, session, rounding}}, Completeness: classify.Number{Value: 40}, Confidence: classify.Number{Value: 55},
		Style: trait("monolith", classify.StyleText("monolith")), State: trait("session", classify.StateText("session")), Readiness: readiness,
		Strategy: classify.StrategyChoice{Value: classify.Replatform, Reasons: []classify.Reason{session}, WouldChange: []classify.Alternative{
			{Strategy: classify.Retain, When: i18n.Text{ZH: "源码不可得", EN: "if there is no source"}, Reasons: []classify.Reason{answered}},
			{Strategy: classify.Refactor, When: i18n.Text{ZH: "两件事都查明", EN: "if both are true"}, Reasons: []classify.Reason{answered, session}},
		}},
		Risk: classify.Risk{Level: classify.MediumRisk, Score: 45, Reasons: []classify.Reason{session}}, Effort: effort,
		Factors: []classify.Factor{
			{Number: 1, Name: i18n.Text{ZH: "基准代码", EN: "codebase"}, Status: classify.Met, Reasons: []classify.Reason{rounding}},
			{Number: 6, Name: i18n.Text{ZH: "进程", EN: "processes"}, Status: classify.NotMet, Reasons: []classify.Reason{session}},
			{Number: 12, Name: i18n.Text{ZH: "管理进程", EN: "admin processes"}, Status: classify.UnknownSt},
		},
		Components: []classify.Component{{
			Name: "api", Workload: trait("web", classify.WorkloadText("web")), Style: trait("monolith", classify.StyleText("monolith")), State: trait("session", classify.StateText("session")),
			Readiness: readiness, Suitability: classify.Number{Value: 58, Reasons: []classify.Reason{session}}, Effort: effort,
		}},
		Unknown: []classify.Unknown{
			{Question: "state.session", Where: "api", Text: i18n.Text{ZH: "会话放在哪里？", EN: "Where are sessions kept?"}, Settles: i18n.Text{ZH: "能否多副本", EN: "whether it can have replicas"}},
			{Question: "no.such", Text: i18n.Text{ZH: "没有的问题", EN: "no question"}},
		},
	}
}

// shopPlan is a plan of two applications, one of which stays.
func shopPlan() portfolio.Plan {
	return portfolio.Plan{
		Applications: []portfolio.Entry{
			{Name: "crm", Strategy: classify.Retain, Reasons: []classify.Reason{{Text: i18n.Text{ZH: "年底下线", EN: "is switched off this year"}}}},
			{Name: "shop", Strategy: classify.Replatform, Moves: true, Wave: 1},
		},
		Groups:   []portfolio.Group{{ID: "g1", Applications: []string{"shop"}}},
		Waves:    []portfolio.Wave{{Number: 1, Groups: []string{"g1"}, Limit: 40, Effort: portfolio.Effort{Total: classify.Days{3, 7}}}},
		Sample:   portfolio.Sample{Recommended: "shop", Why: i18n.Text{ZH: "只有它", EN: "there is no other"}},
		Problems: []portfolio.Problem{{Kind: portfolio.ProblemSplit, Text: i18n.Text{ZH: "shop 依赖 crm，crm 不迁", EN: "shop needs crm, which stays"}, Remedy: i18n.Text{ZH: "打通专线", EN: "connect the two"}}},
	}
}
