package report

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Document is the whole report as blocks, headings from level 1: everything that Text shows, with
// every place, why each finding matters, the terms of each number, and the twelve-factor table.
func (r Report) Document(lang i18n.Lang) document.Document {
	d := &writer{lang: lang}
	d.add(document.Heading{Level: 1, Text: d.sayf("应用评估：%s", "Assessment of %s", r.Name)})
	if r.Judgement != nil {
		d.judgement(*r.Judgement)
	}
	d.components(r)
	d.findings(r)
	if r.Judgement != nil {
		d.effort(r.Judgement.Effort)
		d.factors(r.Judgement.Factors)
		d.unknown(r.Judgement.Unknown)
	}
	return d.doc
}

// Markdown prints Document.
func (r Report) Markdown(lang i18n.Lang) string { return r.Document(lang).Markdown() }

type writer struct {
	lang i18n.Lang
	doc  document.Document
}

func (d *writer) add(b ...document.Block)    { d.doc = append(d.doc, b...) }
func (d *writer) say(zh, en string) string   { return i18n.Text{ZH: zh, EN: en}.In(d.lang) }
func (d *writer) heading(l int, text string) { d.add(document.Heading{Level: l, Text: text}) }

func (d *writer) sayf(zh, en string, args ...any) string {
	return i18n.Textf(zh, en, args...).In(d.lang)
}

func (d *writer) judgement(j classify.Judgement) {
	d.add(document.Paragraph{Text: j.Verdict.In(d.lang)})
	d.add(document.Table{Head: []string{d.say("项目", "what"), d.say("结论", "value"), d.say("依据", "because of")}, Rows: [][]string{
		{d.say("策略", "strategy"), j.Strategy.Value.Text().In(d.lang), d.because(j.Strategy.Reasons)},
		{d.say("适合度", "suitability"), fmt.Sprintf("%d/100", j.Suitability.Value), d.because(j.Suitability.Reasons)},
		{d.say("完整度", "completeness"), fmt.Sprintf("%d %%", j.Completeness.Value), d.because(j.Completeness.Reasons)},
		{d.say("置信度", "confidence"), fmt.Sprintf("%d %%", j.Confidence.Value), d.because(j.Confidence.Reasons)},
		{d.say("风险", "risk"), fmt.Sprintf("%s (%d/100)", levelText(j.Risk.Level).In(d.lang), j.Risk.Score), d.because(j.Risk.Reasons)},
		{d.say("架构形态", "style"), orUnknown(j.Style).In(d.lang), d.because(j.Style.Reasons)},
		{d.say("状态", "state"), orUnknown(j.State).In(d.lang), d.because(j.State.Reasons)},
		{d.say("耦合", "coupling"), orUnknown(j.Coupling).In(d.lang), d.because(j.Coupling.Reasons)},
	}})
	if len(j.Strategy.WouldChange) > 0 {
		d.heading(2, d.say("什么会改变策略", "What would change the strategy"))
		var items []string
		for _, c := range j.Strategy.WouldChange {
			items = append(items, c.Strategy.Text().In(d.lang)+d.say("：", ": ")+c.When.In(d.lang))
		}
		d.add(document.List{Items: items})
	}
	d.heading(2, d.say("就绪度", "Readiness"))
	var rows [][]string
	for _, r := range j.Readiness {
		score := d.say("尚无依据", "nothing to judge by")
		if r.Examined {
			score = fmt.Sprintf("%d", r.Score)
		}
		rows = append(rows, []string{r.Dimension.Text().In(d.lang), score, d.because(r.Reasons)})
	}
	d.add(document.Table{Head: []string{d.say("维度", "dimension"), d.say("得分", "score"), d.say("依据", "because of")}, Rows: rows})
}

// because lists reasons in one cell, with their terms and first places.
func (d *writer) because(reasons []classify.Reason) string {
	var out []string
	for _, r := range reasons {
		s := r.Text.In(d.lang)
		if r.Points != 0 {
			s += fmt.Sprintf(" (%+g)", r.Points)
		}
		if len(r.Evidence) > 0 {
			s += " " + document.Verbatim(r.Evidence[0].String())
		}
		out = append(out, s)
	}
	return strings.Join(out, d.say("；", "; "))
}

func (d *writer) components(r Report) {
	var rows [][]string
	for _, c := range r.Assessment.Components {
		if !c.Deployable {
			continue
		}
		var listening, services []string
		for _, p := range c.Ports {
			listening = append(listening, port(p))
		}
		for _, s := range c.Services {
			services = append(services, s.Kind)
		}
		suitability := ""
		if j := judged(r.Judgement, c.Name); j != nil {
			suitability = fmt.Sprintf("%d", j.Suitability.Value)
		}
		rows = append(rows, []string{c.Name, document.Verbatim(c.Path), string(c.Workload), versioned(c.Language), versioned(c.Framework), strings.Join(listening, " "), strings.Join(services, " "), suitability})
	}
	if len(rows) == 0 {
		return
	}
	d.heading(2, d.say("组件", "Components"))
	d.add(document.Table{Head: []string{d.say("组件", "component"), d.say("位置", "path"), d.say("类型", "workload"), d.say("语言", "language"), d.say("框架", "framework"), d.say("端口", "ports"), d.say("后端服务", "services"), d.say("适合度", "suitability")}, Rows: rows})
}

func (d *writer) findings(r Report) {
	d.heading(2, r.counts().In(d.lang))
	for _, g := range r.groups() {
		d.heading(3, fmt.Sprintf("%s (%d)", g.title().In(d.lang), len(g.entries)))
		for _, e := range g.entries {
			d.entry(e)
		}
	}
}

func (d *writer) entry(e entry) {
	f := e[0]
	d.heading(4, f.Title.In(d.lang))
	about := []string{d.say("级别 ", "severity ") + severityText(f.Severity).In(d.lang), f.Dimension.Text().In(d.lang), document.Verbatim(f.ID)}
	switch {
	case len(e) > 1:
		about = append(about, d.sayf("%d 个组件", "%d components", len(e)))
	case f.Component != "":
		about = append(about, f.Component)
	}
	if h := hours(e.hours()).In(d.lang); h != "" {
		about = append(about, h+" "+f.By.Text().In(d.lang))
	}
	d.add(document.Paragraph{Text: strings.Join(about, " · ")})
	if why := f.Rationale.In(d.lang); why != "" {
		d.add(document.Paragraph{Text: why})
	}
	d.add(document.Paragraph{Text: d.say("做法：", "What to do: ") + f.Remedy.In(d.lang)})
	for _, s := range e.spots() {
		if len(e) > 1 {
			d.add(document.Paragraph{Text: strings.Join(s.components, d.say("、", ", ")) + d.say("：", ":")})
		}
		d.places(s.finding)
	}
}

func (d *writer) places(f assess.Finding) {
	items := verbatimPlaces(f.Evidence)
	if len(items) == 0 {
		return
	}
	if rest := places(f) - len(f.Evidence); rest > 0 {
		items = append(items, d.sayf("另有 %d 处", "%d more places", rest))
	}
	d.add(document.List{Items: items})
}

func verbatimPlaces(at []fact.Evidence) []string {
	var out []string
	for _, e := range at {
		out = append(out, document.Verbatim(e.String()))
	}
	return out
}

func (d *writer) effort(e classify.Effort) {
	if len(e.Lines) == 0 {
		return
	}
	d.heading(2, d.sayf("工作量：%s 人日", "Effort: %s person-days", days(e.Total)))
	var rows [][]string
	for _, l := range e.Lines {
		rows = append(rows, []string{l.Task.In(d.lang), l.Where, l.By.Text().In(d.lang), days(l.Days), l.Basis.In(d.lang)})
	}
	d.add(document.Table{Head: []string{d.say("工作", "work"), d.say("组件", "component"), d.say("由谁", "by"), d.say("人日", "person-days"), d.say("算法", "basis")}, Rows: rows})
}

func (d *writer) factors(fs []classify.Factor) {
	if len(fs) == 0 {
		return
	}
	d.heading(2, d.say("十二要素", "Twelve factors"))
	var rows [][]string
	for _, f := range fs {
		rows = append(rows, []string{fmt.Sprintf("%d", f.Number), f.Name.In(d.lang), statusText(f.Status).In(d.lang), d.because(f.Reasons)})
	}
	d.add(document.Table{Head: []string{"", d.say("要素", "factor"), d.say("状态", "status"), d.say("依据", "because of")}, Rows: rows})
}

func statusText(s classify.Status) i18n.Text {
	switch s {
	case classify.Met:
		return i18n.Text{ZH: "满足", EN: "met"}
	case classify.Partly:
		return i18n.Text{ZH: "部分满足", EN: "partly"}
	case classify.NotMet:
		return i18n.Text{ZH: "不满足", EN: "not met"}
	}
	return i18n.Text{ZH: "未知", EN: "unknown"}
}

func (d *writer) unknown(us []classify.Unknown) {
	if len(us) == 0 {
		return
	}
	d.heading(2, d.say("尚待回答", "Still to be answered"))
	var items []string
	for _, u := range us {
		item := fmt.Sprintf("%s (%s)", u.Text.In(d.lang), document.Verbatim(u.Question))
		if s := u.Settles.In(d.lang); s != "" {
			item += d.say("：", ": ") + s
		}
		items = append(items, item)
	}
	d.add(document.List{Items: items})
}
