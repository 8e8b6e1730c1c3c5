package classify

import (
	"cmp"
	"math"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// sheet collects lines of effort.
type sheet struct {
	model EffortModel
	lines []EffortLine
}

// add adds a piece of work in hours. What takes less than a tenth of a day rounds to nothing and is left out.
func (w *sheet) add(by assess.Party, hours assess.Hours, task, basis i18n.Text, at EffortLine) {
	days := Days{w.days(hours[0]), w.days(hours[1])}
	if days[1] == 0 {
		return
	}
	at.Task, at.By, at.Days = task, by, days
	at.Basis = i18n.Text{
		ZH: basis.ZH + spell("：%s–%s 人时 ÷ %s", hours, w.model.HoursPerDay),
		EN: basis.EN + spell(": %s–%s person-hours ÷ %s", hours, w.model.HoursPerDay),
	}
	w.lines = append(w.lines, at)
}

func spell(format string, hours assess.Hours, perDay float64) string {
	return textf(format, format, trimmed(hours[0]), trimmed(hours[1]), trimmed(perDay)).EN
}

// days are hours in days, to a tenth.
func (w *sheet) days(hours float64) float64 { return tenth(hours / max(w.model.HoursPerDay, 0.1)) }

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// sum adds lines up, in tenths so that nothing is lost.
func sum(lines []EffortLine) Effort {
	out := Effort{Lines: append([]EffortLine{}, lines...)}
	for i := range out.Total {
		parties := map[assess.Party]float64{}
		total := 0.0
		for _, l := range lines {
			n := math.Round(l.Days[i] * 10)
			parties[l.By] += n
			total += n
		}
		out.Developers[i], out.Operations[i], out.Consultant[i] = parties[assess.Developers]/10, parties[assess.Operations]/10, parties[assess.Consultant]/10
		out.Total[i] = total / 10
	}
	return out
}

// effort is what the strategy costs, of each component and of the application with all of them.
func (s *subject) effort(strategy Strategy, completeness int) (components []Effort, whole Effort) {
	var lines []EffortLine
	for _, u := range s.units {
		w := &sheet{model: s.model.Effort}
		switch strategy {
		case Rehost:
			s.moveServer(w, u)
		case Replatform, Refactor:
			s.containerise(w, u)
		}
		components = append(components, sum(w.lines))
		lines = append(lines, w.lines...)
	}
	w := &sheet{model: s.model.Effort, lines: lines}
	s.applicationWork(w, strategy)
	s.reserve(w, completeness)
	return components, sum(w.lines)
}

// moveServer is the way of a component to a virtual machine.
func (s *subject) moveServer(w *sheet, u unit) {
	at, e := EffortLine{Where: u.Name}, s.model.Effort
	w.add(assess.Operations, e.RehostOperations, text("迁移到 ECS", "move to ECS"), text("每个组件", "each component"), at)
	w.add(assess.Developers, e.RehostVerify, text("迁移后验证", "verification after the move"), text("每个组件", "each component"), at)
}

// containerise is the way of a component into containers.
func (s *subject) containerise(w *sheet, u unit) {
	at, e := EffortLine{Where: u.Name}, s.model.Effort
	share, basis := 1.0, text("每个组件", "each component")
	if s.workload(u).Value == string(assess.Static) {
		share, basis = e.StaticFactor, textf("每个组件，静态前端 × %s", "each component, static front end × %s", trimmed(e.StaticFactor))
	}
	again, repeated := share, basis
	if first, ok := s.sameStack(u); ok {
		again *= e.RepeatFactor
		why := textf("，与 %[1]s 同一技术栈 × %[2]s", ", the same stack as %[1]s × %[2]s", first, trimmed(e.RepeatFactor))
		repeated = i18n.Text{ZH: basis.ZH + why.ZH, EN: basis.EN + why.EN}
	}
	dev, ops := assess.Developers, assess.Operations
	w.add(dev, e.Image.Times(again), text("镜像", "image"), repeated, at)
	w.add(dev, e.Configuration.Times(again), text("配置外置", "configuration out of the image"), repeated, at)
	if n := settings(u); n > 0 {
		w.add(dev, e.Setting.Times(float64(n)), text("写死的地址与密钥", "addresses and secrets in files"), textf("%d 处", "%d places", n), at)
	}
	w.add(ops, e.Manifests.Times(again), text("部署清单", "manifests"), repeated, at)
	w.add(ops, e.Pipeline.Times(again), text("流水线", "pipeline"), repeated, at)
	w.add(dev, e.VerifyDevelopers.Times(share), text("容器内功能验证", "verification in the container"), basis, at)
	w.add(ops, e.VerifyOperations.Times(again), text("部署验证", "verification of the deployment"), repeated, at)
	s.regression(w, u, share, basis)
	w.add(assess.Consultant, e.Review.Times(again), text("复核", "review"), repeated, at)
	s.findingWork(w, u)
	s.answerWork(w, u)
}

// sameStack is an earlier component with the same language, build tool and kind of packaging.
func (s *subject) sameStack(u unit) (string, bool) {
	for _, o := range s.units {
		if o.Name == u.Name {
			break
		}
		if o.Language.ID == u.Language.ID && o.BuildTool.ID == u.BuildTool.ID && o.Packaging == u.Packaging && o.Language.ID != "" {
			return o.Name, true
		}
	}
	return "", false
}

// settings are the secrets and addresses that stand in files of a component.
func settings(u unit) int {
	n := len(u.Facts.Values(fact.SecretSetting))
	for _, v := range u.Services {
		n += len(u.Facts.Values(fact.ServiceSetting(v.Kind)))
	}
	return n
}

func (s *subject) regression(w *sheet, u unit, share float64, basis i18n.Text) {
	e := s.model.Effort
	at := EffortLine{Where: u.Name, Question: "test.unit"}
	if _, has, known := s.tests(u); known && has {
		share *= e.TestedFactor
		basis = i18n.Text{ZH: basis.ZH + "，有自动化测试 × " + trimmed(e.TestedFactor), EN: basis.EN + ", tests run by themselves × " + trimmed(e.TestedFactor)}
	}
	w.add(assess.Developers, e.Regression.Times(share), text("回归测试", "regression"), basis, at)
}

// findingWork are the hours of the findings that count for a component: its own, those of
// libraries and of the application for the first that they concern.
func (s *subject) findingWork(w *sheet, u unit) {
	for _, f := range s.distinct() {
		if owner, ok := s.owner(f.Finding); !ok || owner != u.Name || f.Action == assess.Handled || f.Action == assess.Know {
			continue
		}
		w.add(party(f.Finding), s.hours(f), f.Title, s.basis(f), EffortLine{Finding: f.ID, Where: u.Name})
	}
}

// hours are what a finding takes: nothing at the least where a person may decide to leave it, and less where
// an earlier component has shown how.
func (s *subject) hours(f split) assess.Hours {
	hours := f.Effort
	if f.repeated {
		hours = hours.Times(s.model.Effort.RepeatFactor)
	}
	if f.Action == assess.Decide {
		hours[0] = 0
	}
	return hours
}

// basis says how the hours of a finding come about.
func (s *subject) basis(f split) i18n.Text {
	out := textf("规则 %[1]s，%[2]d 处", "rule %[1]s, places: %[2]d", f.ID, max(f.Places, len(f.Evidence)))
	if f.share < 1 {
		out.ZH, out.EN = out.ZH+"（已扣除其他组件算过的位置）", out.EN+" (less those counted for other components)"
	}
	if f.repeated {
		out.ZH, out.EN = out.ZH+"，前面的组件改过同样的 × "+trimmed(s.model.Effort.RepeatFactor), out.EN+", the same was done in an earlier component × "+trimmed(s.model.Effort.RepeatFactor)
	}
	if f.Action == assess.Decide {
		out.ZH, out.EN = out.ZH+"，待确认，可能不用改", out.EN+", to be decided, perhaps nothing to do"
	}
	return out
}

// party is who does what a finding asks for: the rule says so, and code is changed by developers.
func party(f assess.Finding) assess.Party {
	if f.By == "" && f.Action == assess.Configure {
		return assess.Operations
	}
	return cmp.Or(f.By, assess.Developers)
}

// owner is the first component that a finding concerns.
func (s *subject) owner(f assess.Finding) (string, bool) {
	for _, u := range s.units {
		if s.concerns(f, u) {
			return u.Name, true
		}
	}
	return "", false
}

// answerWork is what answers of a component ask for, where no finding brings it.
func (s *subject) answerWork(w *sheet, u unit) {
	for _, a := range s.model.Effort.Answers {
		r, ok := s.chose(a.Question, u.answers, a.Option)
		if !ok || s.brought(u, a.Dimension) || !s.firstWith(u, a.Question, r.Where) {
			continue
		}
		w.add(a.By, a.Hours, r.Text, textf("回答 %[1]s = %[2]s", "answer %[1]s = %[2]s", a.Question, a.Option), EffortLine{Question: a.Question, Where: u.Name})
	}
}

// brought tells whether findings of a dimension bring hours already.
func (s *subject) brought(u unit, d assess.Dimension) bool {
	return slices.ContainsFunc(u.findings, func(f assess.Finding) bool { return f.Dimension == d && f.Effort[1] > 0 })
}

// firstWith tells whether the work of an answer is a component's: the answer is its own, or holds for all
// and is about each component, or the component is the first of all.
func (s *subject) firstWith(u unit, question, where string) bool {
	if where == (survey.Place{App: s.app, Component: u.answers}).String() && u.answers != "" {
		return true
	}
	backends := s.backends()
	if len(backends) == 0 {
		return u.Name == s.units[0].Name
	}
	q, _ := s.question(question)
	if q.Ask == survey.Component {
		return s.workload(u).Value != string(assess.Static)
	}
	return u.Name == backends[0].Name
}

// applicationWork is what an application takes beside its components.
func (s *subject) applicationWork(w *sheet, strategy Strategy) {
	e, none, whole := s.model.Effort, EffortLine{}, text("每个应用", "each application")
	dev, ops, consultant := assess.Developers, assess.Operations, assess.Consultant
	switch strategy {
	case Retire:
		w.add(ops, e.RetireOperations, text("归档数据并关停", "archive data and switch off"), whole, none)
		return
	case Retain:
		w.add(ops, e.RetainOperations, text("与集群之间的网络打通与验证", "network to the cluster and its verification"), whole, none)
		return
	case Rehost:
		w.add(consultant, e.RehostConsultant, text("平迁方案", "design of the move to ECS"), whole, none)
	default:
		w.add(consultant, e.Design, text("容器化方案", "design"), whole, none)
		w.add(ops, e.PipelineFirst, text("流水线公共部分", "what pipelines have in common"), whole, none)
		w.add(dev, e.RegressionApplication, text("整体联调与回归", "regression of the whole"), whole, none)
		if strategy == Refactor {
			w.add(dev, e.Refactor, text("重构设计", "design before it is refactored"), whole, none)
		}
		s.loadTest(w)
	}
	s.dataWork(w)
	n := float64(len(s.units))
	w.add(dev, e.CutoverDevelopers, text("割接", "cutover"), whole, none)
	w.add(ops, e.CutoverOperations.Plus(e.CutoverOperationsEach.Times(n)), text("割接与演练", "cutover and its rehearsal"), textf("每个应用，另加组件 %d 个", "each application, and %d components", len(s.units)), none)
	w.add(consultant, e.CutoverConsultant, text("割接支持", "support of the cutover"), whole, none)
	s.support(w)
}

func (s *subject) loadTest(w *sheet) {
	for _, option := range []string{"core", "important"} {
		if _, ok := s.chose("biz.criticality", "", option); ok {
			w.add(assess.Operations, s.model.Effort.LoadTest, text("压测", "load test"), text("核心和重要应用", "core and important applications"), EffortLine{Question: "biz.criticality"})
		}
	}
}

// dataWork is the move of the data, when they move.
func (s *subject) dataWork(w *sheet) {
	_, plan, ok := s.moves()
	if !ok {
		return
	}
	e, at := s.model.Effort, EffortLine{Question: "data.migrate"}
	hours, basis := e.DataMove, text("数据搬迁", "move of the data")
	if gib, _, known := s.volume(); known && gib > 0 {
		steps := math.Ceil(gib / max(e.GiBPerStep, 1))
		hours = hours.Plus(e.DataStep.Times(steps))
		basis = textf("数据搬迁，%[1]s GiB 共 %[2]s 步", "move of the data, %[1]s GiB in %[2]s steps", trimmed(gib), trimmed(steps))
	}
	w.add(assess.Operations, hours, text("数据搬迁", "move of the data"), basis, at)
	w.add(assess.Operations, e.DataRehearsal, text("数据搬迁演练", "rehearsal of the data move"), text("每个应用", "each application"), at)
	switch plan {
	case "heterogeneous":
		w.add(assess.Developers, e.DataHeterogeneous, text("换数据库的改造与回归", "changes for another kind of database"), text("每个应用", "each application"), at)
	case "split":
		w.add(assess.Developers, e.DataSplit, text("拆库的改造与回归", "changes for a split database"), text("每个应用", "each application"), at)
	}
}

// support is the consultant's share of the developers' work.
func (s *subject) support(w *sheet) {
	share, dev := s.model.Effort.SupportShare, sum(w.lines).Developers
	hours := assess.Hours(dev).Times(share * w.model.HoursPerDay)
	w.add(assess.Consultant, hours, text("答疑与问题处理", "support and problems"), textf("研发 %[1]s–%[2]s 人日的 %[3]s", "%[3]s of the developers' %[1]s–%[2]s person-days", trimmed(dev[0]), trimmed(dev[1]), trimmed(share)), EffortLine{})
}

// reserve widens the range by what is not known: a share of the greatest sum of each party.
func (s *subject) reserve(w *sheet, completeness int) {
	missing := float64(100-completeness) / 100
	share := s.model.Effort.UnknownMost * missing
	now := sum(w.lines)
	for _, p := range []struct {
		by   assess.Party
		most float64
	}{{assess.Developers, now.Developers[1]}, {assess.Operations, now.Operations[1]}, {assess.Consultant, now.Consultant[1]}} {
		w.add(p.by, assess.Hours{0, p.most * share * w.model.HoursPerDay}, text("未知预留", "set aside for what is not known"),
			textf("上限 %[1]s 人日 × %[2]s × 未知 %[3]d%%", "most %[1]s person-days × %[2]s × %[3]d%% not known", trimmed(p.most), trimmed(s.model.Effort.UnknownMost), 100-completeness), EffortLine{})
	}
}
