package engagement

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// kickoffFile is the page for the kick-off meeting: what must be there before,
// whom to interview, which risks to agree on, and what the contract leaves open.
const kickoffFile = "preparation.md"

type kickoff struct {
	cfg Config
	cat catalog.Catalog
}

func kickoffPage(cfg Config, cat catalog.Catalog) []byte {
	k := kickoff{cfg, cat}
	doc := document.Document{document.Heading{Level: 1, Text: k.say(cfg.Customer+" 项目启动准备", "Preparing the engagement with "+cfg.Customer)}}
	for _, chapter := range []func() document.Document{k.checklist, k.interviews, k.risks, k.open} {
		doc = append(doc, chapter()...)
	}
	return []byte(doc.Markdown())
}

func (k kickoff) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(k.cfg.Language) }

func (k kickoff) heading(zh, en string) document.Heading {
	return document.Heading{Level: 2, Text: k.say(zh, en)}
}

func (k kickoff) checklist() document.Document {
	l := k.cat.LeadTime
	t := document.Table{Head: []string{k.say("事项", "Item"), k.say("负责", "Who"), k.say("依据", "Section")}}
	for _, c := range k.cat.Preconditions {
		t.Rows = append(t.Rows, []string{c.Check.In(k.cfg.Language), c.Party.Text().In(k.cfg.Language), c.Section})
	}
	return document.Document{
		k.heading("前提条件与提前期", "Preconditions and lead time"),
		document.Paragraph{Text: fmt.Sprintf(k.say("服务开始前 %[1]d 个工作日、%[2]d 个自然日提出申请，以较早者为准。%[3]s 确认进度记录在 preparation.yaml。",
			"The customer applies %[1]d working days and %[2]d days before the service starts; the earlier date counts. %[3]s What is confirmed is kept in preparation.yaml."),
			l.WorkingDays, l.CalendarDays, l.Text.In(k.cfg.Language))},
		t,
	}
}

func (k kickoff) interviews() document.Document {
	t := document.Table{Head: []string{k.say("访谈", "Interview"), k.say("对象", "With"), k.say("请准备", "Please prepare"), k.say("时长（估计）", "Length (estimated)")}}
	applications := len(k.cfg.Applications)
	for _, i := range k.cat.Interviews {
		t.Rows = append(t.Rows, []string{i.Text.In(k.cfg.Language), k.roles(i.Roles), i.Materials.In(k.cfg.Language),
			fmt.Sprintf(k.say("%d 分钟", "%d minutes"), int(i.Duration(applications).Minutes()))})
	}
	return document.Document{k.heading("访谈计划", "Interview plan"), t}
}

func (k kickoff) roles(ids []string) string {
	var out []string
	for _, id := range ids {
		if j := slices.IndexFunc(k.cat.Roles, func(r catalog.Role) bool { return r.ID == id }); j >= 0 {
			out = append(out, k.cat.Roles[j].Text.In(k.cfg.Language))
		}
	}
	return strings.Join(out, k.say("、", ", "))
}

func (k kickoff) risks() document.Document {
	t := document.Table{Head: []string{k.say("风险", "Risk"), k.say("程度", "Level"), k.say("控制措施（建议）", "Control (proposed)"), k.say("负责", "Who")}}
	for _, r := range k.cat.Risks {
		t.Rows = append(t.Rows, []string{r.Text.In(k.cfg.Language), k.level(r.Level), r.Control.In(k.cfg.Language), r.Party.Text().In(k.cfg.Language)})
	}
	return document.Document{
		k.heading("风险控制策略（待双方达成一致）", "Risk-control strategy, to be agreed by both parties"), t,
	}
}

func (k kickoff) level(l catalog.Level) string {
	switch l {
	case catalog.High:
		return k.say("高", "high")
	case catalog.Medium:
		return k.say("中", "medium")
	case catalog.Low:
		return k.say("低", "low")
	}
	return string(l)
}

func (k kickoff) open() document.Document {
	t := document.Table{Head: []string{k.say("待确认", "To be confirmed"), k.say("我们的理解", "Our reading"), k.say("原文", "Source"), k.say("章节", "Section")}}
	for _, e := range k.cat.OpenPoints(k.cfg.Edition) {
		t.Rows = append(t.Rows, []string{e.Ask.In(k.cfg.Language), e.Reading.In(k.cfg.Language), e.Quote, e.Section})
	}
	return document.Document{k.heading("工作说明书中待与客户确认的事项", "What the statement of work leaves to confirm with the customer"), t}
}
