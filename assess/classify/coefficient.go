package classify

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Coefficient describes one coefficient of a model.
type Coefficient struct {
	Key     string    // as an override writes it, e.g. effort.hours-per-day
	Unit    i18n.Text // what it counts
	Meaning i18n.Text
	Least   float64 // bounds that an override must keep
	Most    float64

	one   *float64      // where a single value is
	hours *assess.Hours // where a range is
}

// Group is coefficients that belong together, with why they are as they are.
type Group struct {
	Title, Rationale i18n.Text
	Coefficients     []Coefficient
}

// Value is the coefficient's value; of a range the least and the most.
func (c Coefficient) Value() []float64 {
	if c.hours != nil {
		return c.hours[:]
	}
	return []float64{*c.one}
}

// Coefficients lists all coefficients with the values of the model, in the order of the documentation.
func (m *Model) Coefficients() []Group {
	return []Group{
		m.readinessGroup(), m.suitabilityGroup(), m.completenessGroup(), m.confidenceGroup(), m.strategyGroup(), m.riskGroup(),
		m.componentGroup(), m.applicationGroup(), m.answersGroup(),
	}
}

func points() i18n.Text { return text("分", "points") }
func share() i18n.Text  { return text("比例", "share") }
func factor() i18n.Text { return text("倍数", "factor") }
func hours() i18n.Text  { return text("人时", "person-hours") }

// point is a coefficient of 0 to 100.
func point(key string, v *float64, zh, en string) Coefficient {
	return Coefficient{Key: key, Unit: points(), Meaning: text(zh, en), Most: 100, one: v}
}

// part is a coefficient of 0 to 1.
func part(key string, v *float64, zh, en string) Coefficient {
	return Coefficient{Key: key, Unit: share(), Meaning: text(zh, en), Most: 1, one: v}
}

// number is a coefficient with bounds and a unit of its own.
func number(key string, v *float64, unit i18n.Text, least, most float64, zh, en string) Coefficient {
	return Coefficient{Key: key, Unit: unit, Meaning: text(zh, en), Least: least, Most: most, one: v}
}

// span is a range of hours.
func span(key string, v *assess.Hours, zh, en string) Coefficient {
	return Coefficient{Key: key, Unit: hours(), Meaning: text(zh, en), Most: 2000, hours: v}
}

func (m *Model) readinessGroup() Group {
	r := &m.Readiness
	return Group{
		Title: text("就绪度", "Readiness"),
		Rationale: text("每个维度从 100 分起，每个发现扣分；扣满为止。高级别的发现扣 40 分：三个就说明这个维度要先改造。同一发现的位置再多，改法也是同一种，所以只按位置数的对数增加。",
			"A dimension begins at 100 points and each finding takes some, down to none. A high finding takes 40: three of them mean that the dimension must be changed first. However many places a finding has, the remedy is one, so the penalty grows with the logarithm of the places only."),
		Coefficients: []Coefficient{
			point("readiness.penalty.high", &r.Penalty.High, "一个高级别发现的扣分", "penalty for a high finding"),
			point("readiness.penalty.medium", &r.Penalty.Medium, "一个中级别发现的扣分", "penalty for a medium finding"),
			point("readiness.penalty.low", &r.Penalty.Low, "一个低级别发现的扣分", "penalty for a low finding"),
			part("readiness.action.change", &r.Action.Change, "要改代码的发现按扣分的多少计", "share of the penalty when code must change"),
			part("readiness.action.configure", &r.Action.Configure, "只改配置的", "when only a setting must change"),
			part("readiness.action.decide", &r.Action.Decide, "有待确认的", "when a person must decide"),
			part("readiness.action.handled", &r.Action.Handled, "由生成的文件处理的", "when what is generated handles it"),
			part("readiness.action.know", &r.Action.Know, "仅供了解的", "when it is only worth knowing"),
			part("readiness.place-growth", &r.PlaceGrowth, "位置数每翻一倍，扣分增加的比例", "growth of the penalty with each doubling of the places"),
			number("readiness.place-most", &r.PlaceMost, factor(), 1, 10, "位置再多，扣分的最大倍数", "greatest factor for many places"),
			point("readiness.yellow-at-most", &r.YellowAtMost, "相关回答为黄时，该维度的最高分", "most that a dimension keeps when an answer about it is yellow"),
			point("readiness.red-at-most", &r.RedAtMost, "相关回答为红时，该维度的最高分", "most that it keeps when an answer is red"),
		},
	}
}

func (m *Model) suitabilityGroup() Group {
	s := &m.Suitability
	g := Group{
		Title: text("适合度", "Suitability"),
		Rationale: text("适合度是“已经证明”的部分，从 0 开始累加：源码查过就得相应的部分，再按发现减分，减完为止；回答为绿得全分、为黄得一半，红和未知都不得分。因此未知不会抬高它，也不必为未知另设规则。各维度的权重反映改造时通常卡在哪里：状态、会话、传统中间件和配置最重。",
			"Suitability is what has been shown, and adds up from 0: a source that was looked at earns its part, less what findings take, down to nothing; a green answer earns its whole part, a yellow one half, red and unknown nothing. So what is unknown never raises it, without a rule of its own. The weights say where such projects usually get stuck: state, sessions, legacy middleware and configuration weigh most."),
		Coefficients: []Coefficient{
			point("suitability.loss.high", &s.Loss.High, "一个高级别发现在平均权重的维度里减去的分数，再乘以处理方式和位置的系数", "points that a high finding takes in a dimension of mean weight, times the factors for action and places"),
			point("suitability.loss.medium", &s.Loss.Medium, "中级别的", "a medium one"),
			point("suitability.loss.low", &s.Loss.Low, "低级别的", "a low one"),
			point("suitability.blockers", &s.Blockers, "全部否决性问题的回答合计的分数", "points that answers to blocker questions earn together"),
			part("suitability.source-share", &s.SourceShare, "既有源码又有问题的维度，源码所占的比例", "share of the source in a dimension that questions speak of too"),
			part("suitability.yellow", &s.Yellow, "黄色回答得分的比例", "share that a yellow answer earns"),
			part("suitability.worst", &s.Worst, "应用的源码得分中由最差组件单独决定的比例，其余按组件平均", "share of the source's part that the worst component decides alone; the rest is the mean of the components"),
		},
	}
	for i, d := range assess.Dimensions() {
		t := d.Text()
		g.Coefficients = append(g.Coefficients, number("suitability.weight."+string(d), &s.Weights[i], text("权重", "weight"), 0, 100,
			"维度“"+t.ZH+"”的相对权重", "relative weight of the dimension "+t.EN))
	}
	return g
}

func (m *Model) completenessGroup() Group {
	c := &m.Completeness
	weight := text("权重", "weight")
	return Group{
		Title: text("完整度", "Completeness"),
		Rationale: text("读过源码占 40 分，其余按问题的权重分给所有影响判断的问题。一个问题在所有组件都有回答、被证据确定或不适用时，才算解决。",
			"A source that was read is worth 40 points; the others are shared among all questions that a judgement depends on. A question is settled when every component has an answer, evidence that settles it, or no use for it."),
		Coefficients: []Coefficient{
			point("completeness.source", &c.Source, "读过源码的分数", "points for a source that was read"),
			number("completeness.blocker", &c.Blocker, weight, 0, 100, "否决性问题的权重", "weight of a blocker question"),
			number("completeness.core", &c.Core, weight, 0, 100, "快速调研问题的权重", "weight of a question of the quick pass"),
			number("completeness.full", &c.Full, weight, 0, 100, "完整调研问题的权重", "weight of a question of the full pass"),
		},
	}
}

func (m *Model) confidenceGroup() Group {
	c := &m.Confidence
	return Group{
		Title: text("置信度", "Confidence"),
		Rationale: text("调研问卷的每一章取最可靠的几条证据（回答或源码中的事实），缺的按 0 计；再加源码是否读全。多一条不可靠的证据不会拉低它，少一条不会抬高它。",
			"Each section of the questionnaire counts its surest pieces of evidence, answers or facts of the source, and those that are missing count 0; whether the source was read as a whole is added. Another piece of weak evidence never lowers it, and one less never raises it."),
		Coefficients: []Coefficient{
			point("confidence.source", &c.Source, "源码读全的分数", "points for a source that was read as a whole"),
			part("confidence.unread.high", &c.Unread.High, "每个关于源码本身的高级别发现（读不了、缺文件、互相矛盾）扣去的比例", "share that a high finding about the source itself takes: unreadable, missing, at odds with itself"),
			part("confidence.unread.medium", &c.Unread.Medium, "中级别的", "a medium one"),
			part("confidence.unread.low", &c.Unread.Low, "低级别的", "a low one"),
			part("confidence.conflict", &c.Conflict, "每个未解决的事实矛盾扣去的比例，按组件平摊", "share that each open conflict between facts takes, spread over the components"),
			part("confidence.confirmed", &c.Confirmed, "已确认的回答", "a confirmed answer"),
			part("confidence.estimated", &c.Estimated, "估计的回答", "an estimated answer"),
			part("confidence.assumed", &c.Assumed, "假设的回答", "an assumed answer"),
			part("confidence.fact-high", &c.FactHigh, "证据直接写明的事实", "a fact that the evidence states"),
			part("confidence.fact-medium", &c.FactMedium, "由证据推出的事实", "a fact that follows from the evidence"),
			part("confidence.fact-low", &c.FactLow, "猜测的事实", "a fact that is a guess"),
			number("confidence.pieces", &c.Pieces, text("条", "pieces"), 1, 20, "一章里几条可靠的证据算完全有把握", "pieces of evidence that make a section sure"),
		},
	}
}

func (m *Model) strategyGroup() Group {
	s := &m.Strategy
	depth := text("深度", "depth")
	return Group{
		Title: text("策略", "Strategy"),
		Rationale: text("先看否决项（下线、大型机、授权等，见代码里的表），都没有时按改造深度决定：深度够大就先重构。深度 8 约相当于八个必须改代码的高级别问题，或者两三个传统中间件问题加上相应的工作量。",
			"Vetoes come first (retirement, mainframes, licences; the table is in the code). Without one the depth of the changes decides, and what is deep is refactored first. A depth of 8 is about eight high findings that need new code, or two or three in legacy middleware with the work that comes with them."),
		Coefficients: []Coefficient{
			number("strategy.high-change", &s.HighChange, depth, 0, 100, "每个要改代码的高级别发现", "a high finding that needs new code"),
			number("strategy.high-middleware", &s.HighMiddleware, depth, 0, 100, "传统中间件维度的高级别发现另加", "added for one about legacy middleware"),
			number("strategy.hours-per-depth", &s.HoursPerDepth, hours(), 1, 10000, "改代码的工作量每多少人时加 1", "hours of work on code that add 1"),
			number("strategy.tight", &s.Tight, depth, 0, 100, "紧耦合", "tight coupling"),
			number("strategy.red-answer", &s.RedAnswer, depth, 0, 100, "要求改代码的红色回答", "a red answer that asks for new code"),
			number("strategy.refactor-from", &s.RefactorFrom, depth, 0, 1000, "达到多少先重构", "depth from which it is refactored first"),
			number("strategy.heavy-from", &s.HeavyFrom, depth, 0, 1000, "将被替换的系统，达到多少就不值得容器化", "depth from which a system that will be replaced is not worth containers"),
		},
	}
}
