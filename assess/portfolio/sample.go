package portfolio

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// chooseSample ranks the applications as the sample that the contract implements in full.
func (e *estate) chooseSample() {
	s := &e.plan.Sample
	s.Candidates = []Candidate{}
	for _, a := range e.apps {
		s.Candidates = append(s.Candidates, e.candidate(a))
	}
	slices.SortStableFunc(s.Candidates, func(a, b Candidate) int {
		return cmp.Or(min(1, len(a.Excluded.ZH))-min(1, len(b.Excluded.ZH)), cmp.Compare(b.Score, a.Score), cmp.Compare(a.Application, b.Application))
	})
	fit := slices.DeleteFunc(slices.Clone(s.Candidates), func(c Candidate) bool { return c.Excluded != i18n.Text{} })
	if len(fit) > 0 {
		s.Recommended = fit[0].Application
	}
	if len(fit) > 1 {
		s.RunnerUp = fit[1].Application
	}
	s.Why = e.whySample(fit)
	e.sampleProblems(fit)
}

// candidate is an application with its terms; those of one that is excluded stand all the same.
func (e *estate) candidate(a *application) Candidate {
	c := Candidate{Application: a.Name, Excluded: e.unfit(a), Terms: []classify.Reason{}}
	if !a.moves {
		return c
	}
	m, s := e.model.Sample, survey.Scope{App: a.Name}
	add := func(r classify.Reason) {
		if r.Points != 0 {
			c.Terms = append(c.Terms, r)
		}
	}
	if impact := e.choice("biz.criticality", s); impact != "" {
		option := e.optionText("biz.criticality", "", impact)
		factor := map[string]float64{"core": 1, "important": 0.8, "normal": 0.2}[impact]
		add(term(m.Core*factor, "biz.criticality", "业务影响：%[1]s", "impact: %[2]s", option.ZH, strings.ToLower(option.EN)))
	}
	if e.mostNeeded() == a {
		add(term(-m.MostCritical, "", "被 %[1]d 个应用依赖，是影响面最大的一个", "%[1]d applications depend on it, more than on any other", a.dependents))
	}
	alike, moving := e.alike(a)
	add(term(m.Typical*float64(alike)/float64(max(1, moving)), "", "%[2]d 个应用中 %[1]d 个用它的语言（%[3]s），可以照着做", "%[1]d of %[2]d applications are in its language (%[3]s) and can follow it", alike, moving, languageOf(a)))
	risk := a.Judgement.Risk.Score
	away := math.Abs(float64(risk - m.RiskAim))
	add(term(m.MediumRisk*max(0, 1-away/50), "", "风险 %[1]d 分，最适合示例的是 %[2]d 分", "risk %[1]d, where %[2]d suits a sample best", risk, m.RiskAim))
	add(term(m.Complete*float64(a.Judgement.Completeness.Value)/100, "", "信息完整度 %[1]d", "completeness %[1]d", a.Judgement.Completeness.Value))
	with := len(a.group.apps) - 1
	alone := term(m.Independent*max(0, 1-float64(with)/3), "", "只有 %[1]d 个应用必须一起迁移", "only %[1]d applications must move with it", with)
	if with == 0 {
		alone.Text = t("可以单独迁移", "nothing must move with it")
	}
	add(alone)
	if owner := e.choice("org.ownership", s); owner != "" {
		option := e.optionText("org.ownership", "", owner)
		factor := map[string]float64{"in-house-active": 1, "in-house-upkeep": 0.6, "contractor": 0.3}[owner]
		add(term(m.Team*factor, "org.ownership", "%[1]s", "%[2]s", option.ZH, option.EN))
	}
	if e.chosen() == a {
		add(term(m.Chosen, "goal.pilot", "客户已选定它作示例", "the customer chose it"))
	}
	c.Score = sum(c.Terms)
	return c
}

// unfit says why an application cannot be the sample.
func (e *estate) unfit(a *application) i18n.Text {
	owner := e.choice("org.ownership", survey.Scope{App: a.Name})
	switch {
	case !a.moves:
		return i18n.Textf("本期不进容器（%[1]s）", "it does not go into containers this time (%[2]s)", cmp.Or(a.strategy.Text().ZH, "未定"), cmp.Or(a.strategy.Text().EN, "open"))
	case a.Assessment == nil:
		return t("没有源码评估，只有答案", "its source was not assessed, there are answers only")
	case owner == "contractor-gone" || owner == "nobody":
		option := e.optionText("org.ownership", "", owner)
		return i18n.Textf("维护情况：%[1]s", "nobody to work with: %[2]s", option.ZH, strings.ToLower(option.EN))
	case a.Judgement.Risk.Score > e.model.Sample.RiskMost:
		return i18n.Textf("风险 %[1]d 分，高于 %[2]d", "its risk is %[1]d, above %[2]d", a.Judgement.Risk.Score, e.model.Sample.RiskMost)
	case e.choice("biz.criticality", survey.Scope{App: a.Name}) == "negligible":
		return t("业务影响可忽略，不是核心应用", "its impact is negligible, so it is no core application")
	}
	return i18n.Text{}
}

// chosen is the application of goal.pilot.
func (e *estate) chosen() *application {
	if i, ok := e.names.find(e.record("goal.pilot", survey.Scope{}).Get("application")); ok {
		return e.apps[i]
	}
	return nil
}

// mostNeeded is the moving application that most others depend on, three at least.
func (e *estate) mostNeeded() *application {
	if e.needed != nil {
		return e.needed
	}
	most := 2
	for _, a := range e.apps {
		if a.moves && a.dependents > most {
			most, e.needed = a.dependents, a
		}
	}
	return e.needed
}

// stackOf is the language and framework of an application's largest part: the first that serves.
func stackOf(a *application) string {
	for _, c := range a.components {
		if c.Language.ID != "" && c.role != assess.Static {
			return strings.TrimSpace(c.Language.ID + " " + c.Framework.ID)
		}
	}
	for _, c := range a.components {
		if c.Language.ID != "" {
			return strings.TrimSpace(c.Language.ID + " " + c.Framework.ID)
		}
	}
	return "?"
}

// alike counts the moving applications in the language of an application, and all moving ones.
func (e *estate) alike(a *application) (same, moving int) {
	if e.stacks == nil {
		e.stacks = map[string]int{}
		for _, b := range e.apps {
			if b.moves {
				e.stacks[languageOf(b)]++
				e.moving++
			}
		}
	}
	if languageOf(a) == "?" {
		return 0, e.moving
	}
	return e.stacks[languageOf(a)], e.moving
}

func languageOf(a *application) string {
	language, _, _ := strings.Cut(stackOf(a), " ")
	return language
}

// whySample compares the first two term by term.
func (e *estate) whySample(fit []Candidate) i18n.Text {
	if len(fit) == 0 {
		return t("没有适合作示例的应用", "no application is fit to be the sample")
	}
	a := fit[0]
	best := strongest(a.Terms)
	if len(fit) == 1 {
		return i18n.Textf("%[1]s 得 %[2]s 分，是唯一合适的：%[3]s", "%[1]s has %[2]s points and is the only one that is fit: %[4]s", a.Application, number(a.Score), best.ZH, best.EN)
	}
	b := fit[1]
	gain, loss := differences(a.Terms, b.Terms)
	zh := "：" + best.ZH
	en := ": " + best.EN
	if gain != (i18n.Text{}) {
		zh, en = "，胜在 "+gain.ZH, ", ahead by "+gain.EN
	}
	if loss != (i18n.Text{}) {
		zh, en = zh+"；"+b.Application+" 只在 "+loss.ZH+" 上更好", en+"; "+b.Application+" is better only in "+loss.EN
	}
	return i18n.Text{
		ZH: a.Application + " 得 " + number(a.Score) + " 分，" + b.Application + " 得 " + number(b.Score) + " 分" + zh,
		EN: a.Application + " has " + number(a.Score) + " points and " + b.Application + " " + number(b.Score) + en,
	}
}

func strongest(terms []classify.Reason) i18n.Text {
	best := classify.Reason{}
	for _, r := range terms {
		if r.Points > best.Points {
			best = r
		}
	}
	return best.Text
}

// differences names the terms that speak for the first and for the second, the weightiest first.
func differences(a, b []classify.Reason) (gain, loss i18n.Text) {
	points := map[string]float64{}
	for _, r := range a {
		points[topic(r)] += r.Points
	}
	for _, r := range b {
		points[topic(r)] -= r.Points
	}
	topics := sortedKeys(points)
	slices.SortStableFunc(topics, func(x, y string) int { return cmp.Compare(math.Abs(points[y]), math.Abs(points[x])) })
	var plus, minus []i18n.Text
	for _, k := range topics {
		d := round(points[k], 1)
		text := topicText(k)
		switch {
		case d >= 1 && len(plus) < 3:
			plus = append(plus, i18n.Text{ZH: text.ZH + " +" + number(d), EN: text.EN + " +" + number(d)})
		case d <= -1 && len(minus) < 2:
			minus = append(minus, i18n.Text{ZH: text.ZH + " +" + number(-d), EN: text.EN + " +" + number(-d)})
		}
	}
	return i18n.Text{ZH: list(plus, i18n.ZH), EN: list(plus, i18n.EN)}, i18n.Text{ZH: list(minus, i18n.ZH), EN: list(minus, i18n.EN)}
}

// topic tells what a term of a candidate is about.
func topic(r classify.Reason) string {
	if r.Question != "" {
		return r.Question
	}
	first, _, _ := strings.Cut(r.Text.EN, " ")
	switch {
	case first == "risk":
		return "risk"
	case first == "completeness":
		return "completeness"
	case strings.HasSuffix(r.Text.EN, "must move with it"):
		return "independent"
	case strings.Contains(r.Text.EN, "depend on it"):
		return "needed"
	}
	return "typical"
}

func topicText(k string) i18n.Text {
	return map[string]i18n.Text{
		"biz.criticality": t("业务核心程度", "business impact"), "org.ownership": t("团队", "team"), "goal.pilot": t("客户选定", "the customer's choice"),
		"risk": t("风险适中", "medium risk"), "completeness": t("信息完整", "completeness"), "independent": t("独立性", "independence"),
		"needed": t("影响面较小", "fewer dependents"), "typical": t("代表性", "being typical"),
	}[k]
}

// sampleProblems names what stands in the way of a sample.
func (e *estate) sampleProblems(fit []Candidate) {
	remedy := t("与客户商定一个核心应用，先补齐它缺的信息或负责人", "agree on a core application with the customer, and first fill in what is missing about it")
	if len(fit) == 0 && len(e.apps) > 0 {
		var rs []classify.Reason
		for _, c := range e.plan.Sample.Candidates[:min(5, len(e.plan.Sample.Candidates))] {
			rs = append(rs, reason("", "%[1]s：%[2]s", "%[1]s: %[3]s", c.Application, c.Excluded.ZH, c.Excluded.EN))
		}
		e.problem(Problem{Kind: ProblemSample, Text: t("没有适合作示例的应用", "no application is fit to be the sample"), Remedy: remedy, Reasons: rs})
	}
	pilot := e.record("goal.pilot", survey.Scope{}).Get("application")
	a := e.chosen()
	switch {
	case pilot == "":
	case a == nil:
		e.problem(Problem{Kind: ProblemSample, Text: i18n.Textf("客户选定的示例“%[1]s”不在应用清单里", "the sample that the customer chose, “%[1]s”, is not among the applications", pilot), Remedy: remedy})
	case e.unfit(a) != i18n.Text{}:
		e.problem(Problem{Kind: ProblemSample, Text: i18n.Textf("客户选定的示例 %[1]s 不合适：%[2]s", "the sample that the customer chose, %[1]s, is not fit: %[3]s", a.Name, e.unfit(a).ZH, e.unfit(a).EN), Remedy: remedy, Applications: []string{a.Name}})
	case a.Name != e.plan.Sample.Recommended:
		e.problem(Problem{Kind: ProblemSample, Text: i18n.Textf("客户选定 %[1]s 作示例，评估推荐 %[2]s", "the customer chose %[1]s as the sample, and the assessment recommends %[2]s", a.Name, e.plan.Sample.Recommended),
			Remedy: t("在方案评审时定一个；计划按推荐的排", "settle it in the design review; the plan goes by the recommendation"), Applications: []string{a.Name, e.plan.Sample.Recommended}})
	}
	if first, ok := e.app(e.plan.Sample.Recommended); ok {
		if impact := e.choice("biz.criticality", survey.Scope{App: first.Name}); impact != "core" && impact != "important" {
			e.problem(Problem{Kind: ProblemSample, Text: i18n.Textf("推荐的示例 %[1]s 没有被确认为核心应用，合同要求示例是核心应用", "nobody has confirmed that the recommended sample, %[1]s, is a core application, as the contract wants it", first.Name),
				Remedy: t("请业务负责人回答 biz.criticality，或书面同意以它作示例", "let the business owner answer biz.criticality, or agree to this sample in writing"), Applications: []string{first.Name}})
		}
	}
}
