package handbook

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// OpenPoint is something that still needs a person.
type OpenPoint struct {
	Topic i18n.Text // what it is about: a conflict, a binding, a finding ...
	Text  i18n.Text // what to do
}

// OpenPoints lists what still needs a person: contradictions in the source,
// findings, values that the platform must supply, addresses and secrets that stay in
// files, and policies that are not enforced yet.
func OpenPoints(a assess.Assessment, app generate.Application, bindings []generate.Binding) []OpenPoint {
	var out []OpenPoint
	for _, c := range a.Deployables() {
		for _, conflict := range c.Conflicts {
			out = append(out, conflictPoint(c, conflict))
		}
	}
	for _, f := range a.Findings {
		if f.Severity != assess.Low {
			out = append(out, OpenPoint{Topic: i18n.Text{ZH: "发现 ", EN: "finding "}, Text: i18n.Text{
				ZH: f.Title.ZH + places(f.Evidence) + "。" + f.Remedy.ZH, EN: f.Title.EN + places(f.Evidence) + ". " + f.Remedy.EN}})
		}
	}
	for _, b := range generate.Missing(bindings) {
		out = append(out, OpenPoint{Topic: i18n.Textf("平台取值 %s", "binding %s", b.Name), Text: i18n.Text{
			ZH: b.Text.ZH + "；填入 platform.yaml 后重新生成", EN: b.Text.EN + "; fill it in in platform.yaml and generate again"}})
	}
	out = append(out, settingPoints(app)...)
	for _, w := range app.Workloads {
		if !w.Network.Enforce {
			out = append(out, OpenPoint{Topic: i18n.Text{ZH: "网络策略", EN: "network policies"}, Text: i18n.Text{
				ZH: "依赖关系未确认完整，策略只作为组件生成，未在任何环境启用", EN: "the dependencies are not confirmed to be complete, so the policies are there as a component and no environment enforces them"}})
			break
		}
	}
	return out
}

func conflictPoint(c assess.Component, conflict assess.Conflict) OpenPoint {
	var candidates []string
	for _, f := range conflict.Candidates {
		candidates = append(candidates, f.Value+places(f.Evidence))
	}
	slices.Sort(candidates)
	list := strings.Join(slices.Compact(candidates), " / ")
	return OpenPoint{
		Topic: i18n.Textf("%[1]s 的 %[2]s 有矛盾", "%[2]s of %[1]s is contradictory", c.Name, conflict.Key),
		Text: i18n.Textf("采用 %[1]s，候选：%[2]s；%[3]s。请确认", "%[1]s is used of %[2]s; %[4]s. Please confirm",
			conflict.Chosen, list, conflict.Reason.ZH, conflict.Reason.EN),
	}
}

// places shows where to look, at most three places.
func places(es []fact.Evidence) string {
	if len(es) == 0 {
		return ""
	}
	var out []string
	for _, e := range es[:min(len(es), 3)] {
		out = append(out, e.String())
	}
	return " (" + strings.Join(out, ", ") + ")"
}

// Assumptions are the decisions that rest on a question without an answer,
// those on the same question together.
func Assumptions(app generate.Application) []Assumption {
	var out []Assumption
	for _, d := range app.AllDecisions() {
		if !d.Assumption() {
			continue
		}
		i := slices.IndexFunc(out, func(a Assumption) bool { return a.Question == d.Assumes })
		if i < 0 {
			out = append(out, Assumption{Question: d.Assumes})
			i = len(out) - 1
		}
		out[i].Decisions = append(out[i].Decisions, d)
	}
	slices.SortFunc(out, func(a, b Assumption) int { return cmp.Compare(a.Question, b.Question) })
	return out
}

// Assumption is a question without an answer and what was decided on its default.
type Assumption struct {
	Question  string
	Decisions []generate.Decision
}

func (h book) assumptions() document.Document {
	doc := document.Document{h.heading("假设", "Assumptions")}
	all := Assumptions(h.App)
	if len(all) == 0 {
		return append(doc, document.Paragraph{Text: h.say("没有：所有决定都有答案或证据。", "None: every decision has an answer or evidence.")})
	}
	t := document.Table{Head: []string{h.say("问题", "Question"), h.say("采用", "What is used")}}
	for _, a := range all {
		var used []string
		for _, d := range a.Decisions {
			used = append(used, document.Verbatim(d.ID)+" = "+d.Value)
		}
		t.Rows = append(t.Rows, []string{document.Verbatim(a.Question), strings.Join(used, "; ")})
	}
	return append(doc, document.Paragraph{Text: h.say("下列问题还没有答案，采用了默认值。在答案文件中回答后重新生成即可。",
		"These questions have no answer yet and a default was taken. Answer them in the answers file and generate again.")}, t)
}

func (h book) open() document.Document {
	doc := document.Document{h.heading("待办", "Open points")}
	if len(h.Open) == 0 {
		return append(doc, document.Paragraph{Text: h.say("没有。", "None.")})
	}
	l := document.List{}
	for _, p := range h.Open {
		l.Items = append(l.Items, strings.TrimSpace(p.Topic.In(h.App.Lang))+h.say("：", ": ")+p.Text.In(h.App.Lang))
	}
	return append(doc, l)
}
