package survey

import (
	"fmt"
	"slices"
	"strings"

	blocks "github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Document prints the bank for people: every question with why it is asked, what
// each answer means and what it is for, in both languages. role names a role.
func (b *Bank) Document(role func(id string) i18n.Text) string {
	p := printer{bank: b, role: role}
	p.head()
	for i, s := range b.sections {
		p.section(i+1, s)
	}
	return p.doc.Markdown()
}

type printer struct {
	bank *Bank
	role func(id string) i18n.Text
	doc  blocks.Document
}

func (p *printer) add(bs ...blocks.Block) { p.doc = append(p.doc, bs...) }

func (p *printer) head() {
	all, quick := len(p.bank.Questions()), 0
	overview := blocks.Table{Head: []string{"", "章节 Section", "属于 Part of", "问题 Questions", "快速 Quick"}}
	for i, s := range p.bank.sections {
		core := len(slices.DeleteFunc(slices.Clone(s.Questions), func(q Question) bool { return q.Tier != Core }))
		quick += core
		overview.Rows = append(overview.Rows, []string{
			fmt.Sprint(i + 1), side(s.Title), side(s.Area.Text()), fmt.Sprint(len(s.Questions)), fmt.Sprint(core),
		})
	}
	p.add(
		blocks.Heading{Level: 1, Text: "调研问卷 · Questionnaire"},
		blocks.Paragraph{Text: "<!-- generated from the question bank; go test ./engagement/survey -update rewrites it -->"},
		blocks.Paragraph{Text: fmt.Sprintf("共 %d 个问题，其中 %d 个属于快速调研；其余在完整调研时再问。每个问题都可以答“不知道”或“不适用”：不知道时按所写的假设处理并列入待确认，"+
			"不适用就不再追问。选项的风险在选定之后才显示，以免影响回答。标为“仅建议”的选项不在服务的实施范围内。", all, quick)},
		blocks.Paragraph{Text: fmt.Sprintf("There are %d questions. %d of them make the quick pass and the others are left for the full one. Any of them may be answered with unknown or not applicable: "+
			"where the answer is unknown, the stated assumption holds and the point is listed as open; what does not apply is not asked again. The risk of an option is shown only after it has been chosen, "+
			"so as not to influence the answer. Options marked advice only are outside what the service implements.", all, quick)},
		blocks.Paragraph{Text: "答案文件的写法见 [answers-file.md](answers-file.md)。How answers are written down is in [answers-file.md](answers-file.md)."},
		overview,
	)
}

func (p *printer) section(n int, s Section) {
	p.add(
		blocks.Heading{Level: 2, Text: fmt.Sprintf("%d. %s", n, side(s.Title))},
		blocks.Paragraph{Text: lines(p.answeredBy(s.Roles))},
	)
	for _, q := range s.Questions {
		p.question(s, q)
	}
}

func (p *printer) answeredBy(roles []string) i18n.Text {
	texts := make([]i18n.Text, len(roles))
	for i, r := range roles {
		texts[i] = p.role(r)
	}
	return label("回答人", "Answered by", join(texts))
}

func (p *printer) question(s Section, q Question) {
	p.add(
		blocks.Heading{Level: 3, Text: "`" + q.ID + "`"},
		blocks.Paragraph{Text: "**" + escape(q.Text.ZH) + "**<br>\n**" + escape(q.Text.EN) + "**"},
		blocks.Paragraph{Text: lines(q.Help)},
	)
	var items []string
	item := func(t i18n.Text) { items = append(items, side(t)) }
	item(label("询问", "Asked", q.when()))
	if !slices.Equal(q.Roles, s.Roles) {
		item(p.answeredBy(q.Roles))
	}
	for _, c := range q.ShowIf {
		item(label("前提", "Asked only if", p.condition(c)))
	}
	item(label("回答", "Answer", q.Field.words()))
	item(label("不知道时", "If unknown", q.assumption()))
	drives := make([]i18n.Text, len(q.Drives))
	for i, id := range q.Drives {
		drives[i], _ = DriveText(id)
	}
	item(label("用于", "Drives", join(drives)))
	p.add(blocks.List{Items: items})
	if len(q.Columns) > 0 {
		p.add(columnTable(q.Columns))
	}
	if len(q.Options) > 0 {
		p.add(optionTable(q.Options))
	}
	for _, g := range optionGroups(q.Columns) {
		p.add(blocks.Paragraph{Text: "`" + strings.Join(g.columns, "`, `") + "`:"}, optionTable(g.options))
	}
}

func columnTable(cs []Column) blocks.Table {
	t := blocks.Table{Head: []string{"列 Column", "", "内容 Content"}}
	for _, c := range cs {
		what := []i18n.Text{c.Field.words()}
		if c.Required {
			what = append(what, i18n.Text{ZH: "必填", EN: "required"})
		}
		if c.Unique {
			what = append(what, i18n.Text{ZH: "不重复", EN: "unique"})
		}
		t.Rows = append(t.Rows, []string{"`" + c.Key + "`", side(c.Text), side(join(what))})
	}
	return t
}

// optionTable leaves the columns about risk out where no option has one.
func optionTable(os []Option) blocks.Table {
	if !(Field{Options: os}).hasRisk() {
		t := blocks.Table{Head: []string{"选项 Option", ""}}
		for _, o := range os {
			t.Rows = append(t.Rows, []string{"`" + o.Key + "`", side(o.words())})
		}
		return t
	}
	t := blocks.Table{Head: []string{"选项 Option", "", "风险 Risk", "原因 Rationale", "对策 Mitigation"}}
	for _, o := range os {
		row := []string{"`" + o.Key + "`", stacked(o.words()), "", "", ""}
		if o.Risk != "" {
			row[2] = side(o.Risk.Text())
		}
		if o.Risky() {
			row[3], row[4] = stacked(o.Rationale), stacked(o.Mitigation)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// optionGroup is a list of options with the columns that share it.
type optionGroup struct {
	columns []string
	options []Option
}

func optionGroups(cs []Column) []optionGroup {
	var out []optionGroup
	for _, c := range cs {
		if len(c.Options) == 0 {
			continue
		}
		same := func(g optionGroup) bool { return slices.Equal(g.options, c.Options) }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].columns = append(out[i].columns, c.Key)
			continue
		}
		out = append(out, optionGroup{[]string{c.Key}, c.Options})
	}
	return out
}

// condition reads: tgt.platform is one of these.
func (p *printer) condition(c Condition) i18n.Text {
	on, _ := p.bank.Question(c.Question)
	field, name := on.Field, "`"+c.Question+"`"
	if column, ok := on.Column(c.Column); ok {
		field, name = column.Field, name+" `"+c.Column+"`"
	}
	values := make([]i18n.Text, len(c.Is))
	for i, v := range c.Is {
		values[i] = i18n.Text{ZH: field.Show(v, i18n.ZH), EN: field.Show(v, i18n.EN)}
		if v == string(Unknown) {
			values[i] = i18n.Text{ZH: "不知道", EN: "unknown"}
		}
	}
	is := i18n.Text{ZH: strings.Join(texts(values, i18n.ZH), "、"), EN: strings.Join(texts(values, i18n.EN), ", ")}
	return i18n.Textf("%[1]s 为 %[2]s", "%[1]s is %[3]s", name, is.ZH, is.EN)
}
