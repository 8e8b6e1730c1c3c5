package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// TextOptions say how a report is printed for a terminal.
type TextOptions struct {
	Lang  i18n.Lang
	Width int  // columns of the terminal; 0 means 100
	All   bool // every place and every fact, not just the first ones
}

const (
	usualWidth = 100
	leastWidth = 40
	// fewPlaces is how many places of a finding are listed unless all are asked for.
	fewPlaces = 6
	// fewSpots is for how many components with different places these are listed likewise.
	fewSpots = 8
	// fewUnknown is how many open questions are listed likewise.
	fewUnknown = 5
)

// Text prints the report for reading at a meeting: the verdict first, then what it is about, then
// what to do.
func (r Report) Text(w io.Writer, o TextOptions) error {
	if o.Width == 0 {
		o.Width = usualWidth
	}
	p := &printer{TextOptions: o}
	p.Width = max(leastWidth, p.Width)
	p.head(r)
	p.components(r)
	p.findings(r)
	if r.Judgement != nil {
		p.unknown(r.Judgement.Unknown)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct {
	TextOptions
	b strings.Builder
}

func (p *printer) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(p.Lang) }

func (p *printer) sayf(zh, en string, args ...any) string {
	return i18n.Textf(zh, en, args...).In(p.Lang)
}

// line prints a text at a depth, wrapped so that all its lines stay at it.
func (p *printer) line(depth int, format string, args ...any) {
	p.hang(strings.Repeat("  ", depth), fmt.Sprintf(format, args...))
}

// hang prints a text behind a prefix, its further lines below the first.
func (p *printer) hang(prefix, text string) {
	for _, l := range cells.WrapIndent(prefix, text, p.Width) {
		p.b.WriteString(strings.TrimRight(l, " ") + "\n")
	}
}

// pack prints items on as few lines as hold them, and breaks an item only when it is alone wider
// than a line.
func (p *printer) pack(prefix, sep string, items ...string) {
	line := ""
	for _, item := range items {
		if line != "" && cells.Width(prefix+line+sep+item) > p.Width {
			p.hang(prefix, line+strings.TrimRight(sep, " "))
			line = ""
		}
		if line != "" {
			line += sep
		}
		line += item
	}
	p.hang(prefix, line)
}

func (p *printer) blank() { p.b.WriteByte('\n') }

// head prints the verdict and its numbers.
func (p *printer) head(r Report) {
	p.line(0, "%s", r.Name)
	if j := r.Judgement; j != nil {
		p.line(1, "%s", j.Verdict.In(p.Lang))
		p.pack("  ", "    ",
			p.say("策略 ", "strategy: ")+j.Strategy.Value.Text().In(p.Lang),
			p.sayf("已证明的适合度 %d/100", "suitability shown so far %d/100", j.Suitability.Value),
			p.sayf("完整度 %d %%", "completeness %d %%", j.Completeness.Value),
			p.sayf("置信度 %d %%", "confidence %d %%", j.Confidence.Value),
			p.say("风险 ", "risk ")+levelText(j.Risk.Level).In(p.Lang)+p.sayf("（%d/100）", " (%d/100)", j.Risk.Score))
		p.pack("  ", p.say("，", ", "),
			p.sayf("工作量 %[1]s 人日：客户研发 %[2]s", "effort: %[1]s person-days: customer's developers %[2]s", days(j.Effort.Total), days(j.Effort.Developers)),
			p.say("客户运维 ", "customer's operations ")+days(j.Effort.Operations), p.say("顾问 ", "consultant ")+days(j.Effort.Consultant))
		p.readiness(j.Readiness)
		p.factors(j.Factors)
	}
	p.line(1, "%s", r.counts().In(p.Lang))
	if s := r.Since; s != nil {
		p.line(1, "%s", p.sayf("只列出新增的：已知 %[1]d 处未列出，上次有而现在没有的 %[2]d 处", "only what is new: %[1]d known places are left out, %[2]d are gone since", s.Known, s.Gone))
	}
	if n := len(r.Assessment.Suppressed); n > 0 {
		p.line(1, "%s", p.sayf("源码注释排除了 %d 处（--format json 可查看理由）", "places excluded by comments in the source: %d (--format json shows the reasons)", n))
	}
	p.blank()
}

// readiness names the dimensions that are not ready, and those that nobody could look at.
func (p *printer) readiness(all []classify.Readiness) {
	var low, blind []string
	for _, d := range all {
		switch name := d.Dimension.Text().In(p.Lang); {
		case !d.Examined:
			blind = append(blind, name)
		case d.Score < 100:
			low = append(low, fmt.Sprintf("%s %d", name, d.Score))
		}
	}
	p.listed(p.say("就绪度不足 100 的维度：", "dimensions with a readiness below 100: "), low)
	p.listed(p.say("尚无依据的维度：", "dimensions that nothing speaks of yet: "), blind)
}

// listed prints what there is behind a heading.
func (p *printer) listed(heading string, items []string) {
	if len(items) > 0 {
		items[0] = heading + items[0]
		p.pack("  ", p.say("，", ", "), items...)
	}
}

// factors counts the rows of the twelve-factor table.
func (p *printer) factors(all []classify.Factor) {
	if len(all) == 0 {
		return
	}
	n := map[classify.Status]int{}
	for _, f := range all {
		n[f.Status]++
	}
	p.line(1, "%s", p.sayf("十二要素：满足 %[1]d，部分满足 %[2]d，不满足 %[3]d，未知 %[4]d", "twelve factors: %[1]d met, %[2]d partly, %[3]d not met, %[4]d unknown",
		n[classify.Met], n[classify.Partly], n[classify.NotMet], n[classify.UnknownSt]))
}

func levelText(l classify.Level) i18n.Text {
	switch l {
	case classify.HighRisk:
		return i18n.Text{ZH: "高", EN: "high"}
	case classify.MediumRisk:
		return i18n.Text{ZH: "中", EN: "medium"}
	}
	return i18n.Text{ZH: "低", EN: "low"}
}

// findings prints what was found, by what is to be done about it.
func (p *printer) findings(r Report) {
	for _, g := range r.groups() {
		title := fmt.Sprintf("%s (%d)", g.title().In(p.Lang), len(g.entries))
		if h := hours(g.hours).In(p.Lang); h != "" {
			title += "  " + h
		}
		p.line(0, "%s", title)
		for _, e := range g.entries {
			p.entry(e)
		}
		p.blank()
	}
}

func (p *printer) entry(e entry) {
	f := e[0]
	p.hang("  "+cells.Pad(severityText(f.Severity).In(p.Lang), p.severityWidth())+" ", f.Title.In(p.Lang))
	indent := strings.Repeat(" ", 3+p.severityWidth())
	about := []string{f.ID}
	switch {
	case len(e) > 1:
		about = append(about, p.sayf("%d 个组件", "%d components", len(e)))
	case f.Component != "":
		about = append(about, f.Component)
	}
	about = append(about, f.Dimension.Text().In(p.Lang))
	if h := hours(e.hours()).In(p.Lang); h != "" {
		about = append(about, h+" "+f.By.Text().In(p.Lang))
	}
	p.pack(indent, " · ", about...)
	p.hang(indent+"→ ", f.Remedy.In(p.Lang))
	if len(e) == 1 {
		p.places(indent, f)
		return
	}
	spots := e.spots()
	shown := spots
	if !p.All {
		shown = shown[:min(fewSpots, len(shown))]
	}
	for _, s := range shown {
		p.pack(indent, p.say("、", ", "), s.components...)
		p.places(indent+"  ", s.finding)
	}
	rest := 0
	for _, s := range spots[len(shown):] {
		rest += len(s.components)
	}
	if rest > 0 {
		p.hang(indent, p.sayf("… 另有 %d 个组件，--all 全部列出", "… and %d more components; --all lists them", rest))
	}
}

// places lists the places of a finding, those in one file together.
func (p *printer) places(indent string, f assess.Finding) {
	shown := f.Evidence
	if !p.All {
		shown = shown[:min(fewPlaces, len(shown))]
	}
	for i := 0; i < len(shown); {
		at := []string{shown[i].String()}
		for i++; i < len(shown) && shown[i].Path == shown[i-1].Path; i++ {
			at = append(at, strconv.Itoa(shown[i].Line))
		}
		p.hang(indent, strings.Join(at, ", "))
	}
	switch rest := places(f) - len(shown); {
	case rest > 0 && len(shown) < len(f.Evidence):
		p.hang(indent, p.sayf("… 另有 %d 处，--all 全部列出", "… and %d more places; --all lists them", rest))
	case rest > 0:
		p.hang(indent, p.sayf("… 另有 %d 处", "… and %d more places", rest))
	}
}

func (p *printer) severityWidth() int {
	width := 0
	for _, s := range assess.Severities() {
		width = max(width, cells.Width(severityText(s).In(p.Lang)))
	}
	return width
}

// unknown prints the questions whose answers would tell most.
func (p *printer) unknown(all []classify.Unknown) {
	if len(all) == 0 {
		return
	}
	p.line(0, "%s", p.say("回答这些问题最能提高把握：", "Answers to these questions would settle most:"))
	shown := all
	if !p.All {
		shown = shown[:min(fewUnknown, len(shown))]
	}
	for _, u := range shown {
		where := u.Question
		if u.Where != "" {
			where += " · " + u.Where
		}
		p.hang("  - ", fmt.Sprintf("%s (%s)", u.Text.In(p.Lang), where))
		if s := u.Settles.In(p.Lang); s != "" {
			p.hang("    ", s)
		}
	}
	if rest := len(all) - len(shown); rest > 0 {
		p.line(1, "%s", p.sayf("… 另有 %d 个，--all 全部列出", "… and %d more; --all lists them", rest))
	}
}
