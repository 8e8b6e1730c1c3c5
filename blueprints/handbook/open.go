package handbook

import (
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

// OpenPoints lists what still needs a person, what stops the program first: what
// no variable reaches and what has no value, contradictions and findings in the source, the way
// in, values that the platform must supply, secrets, and what is not enforced yet.
func OpenPoints(a assess.Assessment, app generate.Application, bindings []generate.Binding) []OpenPoint {
	var out []OpenPoint
	for _, points := range [][]OpenPoint{
		settingPoints(app), unsetPoints(app), conflictPoints(a), findingPoints(a), entryPoints(app), statePoints(app),
		bindingPoints(app, bindings), secretPoints(app), lockPoints(app), supportPoints(app), networkPoints(app),
	} {
		out = append(out, points...)
	}
	return out
}

func conflictPoints(a assess.Assessment) []OpenPoint {
	var out []OpenPoint
	for _, c := range a.Deployables() {
		for _, conflict := range c.Conflicts {
			out = append(out, conflictPoint(c, conflict))
		}
	}
	return out
}

func findingPoints(a assess.Assessment) []OpenPoint {
	var out []OpenPoint
	for _, f := range a.Findings {
		if f.Severity != assess.Low && f.Action != assess.Handled && f.Action != assess.Know {
			out = append(out, OpenPoint{Topic: i18n.Text{ZH: "发现", EN: "finding"}, Text: i18n.Text{
				ZH: f.Title.ZH + places(f.Evidence) + "。" + f.Remedy.ZH, EN: f.Title.EN + places(f.Evidence) + ". " + f.Remedy.EN}})
		}
	}
	return out
}

func networkPoints(app generate.Application) []OpenPoint {
	for _, w := range app.Workloads {
		if !w.Network.Enforce {
			return []OpenPoint{{Topic: i18n.Text{ZH: "网络策略", EN: "network policies"}, Text: i18n.Text{
				ZH: "依赖关系未确认完整，策略只作为组件生成，未在任何环境启用", EN: "the dependencies are not confirmed to be complete, so the policies are there as a component and no environment enforces them"}}}
		}
	}
	return nil
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
