package engagement

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Text prints the report as plain aligned tables.
func (r StatusReport) Text(l i18n.Lang) string {
	var b strings.Builder
	assessed := 0
	for _, a := range r.Applications {
		if a.Assessed {
			assessed++
		}
	}
	fmt.Fprintf(&b, i18n.Text{
		ZH: "客户：%s    版本：%s    应用：%d 个，已评估 %d 个\n",
		EN: "Customer: %s    Edition: %s    Applications: %d, assessed %d\n",
	}.In(l), r.Customer, r.Edition.Text().In(l), len(r.Applications), assessed)

	b.WriteString("\n" + i18n.Text{ZH: "阶段与服务", EN: "Phases and services"}.In(l) + "\n")
	b.WriteString(r.phaseTable(l))
	b.WriteString("\n" + i18n.Text{ZH: "交付物", EN: "Deliverables"}.In(l) + "\n")
	b.WriteString(r.deliverableTable(l))
	b.WriteString("\n" + i18n.Text{ZH: "验收里程碑", EN: "Acceptance milestones"}.In(l) + "\n")
	b.WriteString(r.milestoneTable(l))
	b.WriteString(r.notes(l))
	return b.String()
}

func (r StatusReport) phaseTable(l i18n.Lang) string {
	var t table
	for _, p := range r.Phases {
		t.row("  "+p.Title.In(l), p.State.Text().In(l), "")
		for _, s := range p.Services {
			t.row("    "+s.Title.In(l), s.State.Text().In(l), lacking(s, l))
		}
	}
	return t.String()
}

func (r StatusReport) deliverableTable(l i18n.Lang) string {
	var t table
	for _, d := range r.Deliverables {
		t.row("  "+strconv.Itoa(d.Number), titled(d.Title).In(l), d.State.Text().In(l), strings.Join(d.Files, ", "))
	}
	return t.String()
}

func (r StatusReport) milestoneTable(l i18n.Lang) string {
	var t table
	for _, m := range r.Milestones {
		title := m.Title.In(l)
		if m.Proposed {
			title += i18n.Text{ZH: "（建议）", EN: " (proposed)"}.In(l)
		}
		t.row("  "+strconv.Itoa(m.Number), title, m.State.Text().In(l), lacking(m, l))
	}
	return t.String()
}

// lacking says what an item lacks.
func lacking(item Item, l i18n.Lang) string {
	if len(item.Lacks) == 0 {
		return ""
	}
	words := make([]string, 0, len(item.Lacks))
	for _, t := range item.Lacks {
		words = append(words, t.In(l))
	}
	if l == i18n.EN {
		return "lacks " + strings.Join(words, "; ")
	}
	return "待补：" + strings.Join(words, "；")
}

// notes are the lines after the tables.
func (r StatusReport) notes(l i18n.Lang) string {
	var b strings.Builder
	line := func(zh, en string, args ...any) {
		fmt.Fprintf(&b, i18n.Text{ZH: zh, EN: en}.In(l)+"\n", args...)
	}
	b.WriteByte('\n')
	line("准备清单：已确认 %d/%d 项（preparation.yaml）", "Preparation: %d of %d items confirmed (preparation.yaml)", r.Preparation.Confirmed, r.Preparation.Total)
	if due := r.Preparation.Due; due != nil {
		line("计划 %s 开始：最晚 %s 提出申请（15 个工作日）；按 15 个自然日为 %s。%s",
			"Planned start %s: apply by %s (15 working days); by 15 calendar days it is %s. %s",
			due.Start.Format(time.DateOnly), due.ByWorkingDays.Format(time.DateOnly), due.ByCalendarDays.Format(time.DateOnly), due.Note.In(l))
	}
	if r.SupportEnds != "" {
		line("支持服务到期日：%s", "The support ends on %s", r.SupportEnds)
	}
	line("待与客户确认的事项：%d 项", "Points to be confirmed with the customer: %d", r.OpenPoints)
	for _, p := range r.Problems {
		line("问题：%s", "Problem: %s", p)
	}
	return b.String()
}
