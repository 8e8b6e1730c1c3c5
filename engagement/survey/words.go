package survey

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Text names the risk.
func (r Risk) Text() i18n.Text {
	switch r {
	case Red:
		return i18n.Text{ZH: "红", EN: "red"}
	case Yellow:
		return i18n.Text{ZH: "黄", EN: "yellow"}
	case Green:
		return i18n.Text{ZH: "绿", EN: "green"}
	}
	return i18n.Text{}
}

// Text names the place, a component with its application.
func (p Place) Text() i18n.Text {
	switch p.Level() {
	case Env:
		return i18n.Textf("环境 %s", "environment %s", p.Env)
	case App:
		return i18n.Textf("应用 %s", "application %s", p.App)
	case Component:
		return i18n.Textf("应用 %[1]s 的组件 %[2]s", "component %[2]s of application %[1]s", p.App, p.Component)
	}
	return i18n.Text{ZH: "整个组织", EN: "whole organisation"}
}

// Text names the confidence. An answer without one is a confirmed one.
func (c Confidence) Text() i18n.Text {
	switch c {
	case Estimated:
		return i18n.Text{ZH: "估计", EN: "estimated"}
	case Assumed:
		return i18n.Text{ZH: "假定", EN: "assumed"}
	}
	return i18n.Text{ZH: "已确认", EN: "confirmed"}
}

// each says for what a question at the level is asked.
func (l Level) each() i18n.Text {
	switch l {
	case Org:
		return i18n.Text{ZH: "全组织一次", EN: "once for the organisation"}
	case Env:
		return i18n.Text{ZH: "每个环境", EN: "for each environment"}
	case App:
		return i18n.Text{ZH: "每个应用", EN: "for each application"}
	}
	return i18n.Text{ZH: "每个组件", EN: "for each component"}
}

// when says at which level the question is asked, where it may be answered as
// well, and in which pass.
func (q Question) when() i18n.Text {
	all := []i18n.Text{q.Ask.each()}
	if q.Scope != q.Ask {
		finer := map[Level]i18n.Text{
			Env: {ZH: "个别环境可以另答", EN: "an environment may differ"}, App: {ZH: "个别应用可以另答", EN: "an application may differ"},
			Component: {ZH: "个别组件可以另答", EN: "a component may differ"},
		}
		all = append(all, finer[q.Scope])
	}
	if q.PerEnvironment {
		all = append(all, i18n.Text{ZH: "个别环境可以另答", EN: "an environment may differ"})
	}
	if q.Tier == Core {
		all = append(all, i18n.Text{ZH: "快速调研", EN: "quick pass"})
	}
	if q.Blocker {
		all = append(all, i18n.Text{ZH: "可能否决迁移", EN: "may stop the migration"})
	}
	return i18n.Text{ZH: strings.Join(texts(all, i18n.ZH), "；"), EN: strings.Join(texts(all, i18n.EN), "; ")}
}

// assumption is the default in words, with its value where it has one.
func (q Question) assumption() i18n.Text {
	if !q.Default.Given {
		return q.Default.Text
	}
	return i18n.Text{
		ZH: "**" + q.ShowValue(q.Default.Value, i18n.ZH) + "**。" + q.Default.Text.ZH,
		EN: "**" + q.ShowValue(q.Default.Value, i18n.EN) + "**. " + q.Default.Text.EN,
	}
}

func (o Option) words() i18n.Text {
	t := o.Text
	if o.Advice {
		t.ZH, t.EN = t.ZH+"（仅建议）", t.EN+" (advice only)"
	}
	if o.Exclusive {
		t.ZH, t.EN = t.ZH+"（单独选）", t.EN+" (on its own)"
	}
	return t
}

// words say what kind of value the field takes.
func (f Field) words() i18n.Text {
	switch f.Type {
	case Choice:
		return i18n.Text{ZH: "选一项", EN: "one option"}
	case Multi:
		return f.multiWords()
	case Bool:
		return i18n.Text{ZH: "是或否", EN: "yes or no"}
	case Number:
		return f.numberWords()
	case Percent:
		return i18n.Text{ZH: "百分比", EN: "percentage"}
	case Quantity:
		if f.Unit == CPU {
			return i18n.Text{ZH: "CPU 数量，如 500m、2", EN: "amount of CPU such as 500m or 2"}
		}
		return i18n.Text{ZH: "容量，如 512Mi、2Gi", EN: "amount of bytes such as 512Mi or 2Gi"}
	case Duration:
		return i18n.Text{ZH: "时长，如 90s、2h", EN: "duration such as 90s or 2h"}
	case Date:
		return i18n.Text{ZH: "日期，如 2026-11-30", EN: "date such as 2026-11-30"}
	case CIDR:
		return i18n.Text{ZH: "网段，如 10.0.0.0/8", EN: "range such as 10.0.0.0/8"}
	case List:
		t := f.Format.words()
		return i18n.Text{ZH: "多项" + t.ZH, EN: "list: " + t.EN}
	case Table:
		return i18n.Text{ZH: "表格，每行如下", EN: "table with these columns"}
	case Record:
		return i18n.Text{ZH: "以下各项", EN: "these fields"}
	}
	return f.Format.words()
}

func (f Field) multiWords() i18n.Text {
	t := i18n.Text{ZH: "可选多项", EN: "one or more options"}
	if f.Most > 0 {
		t = i18n.Textf("最多选 %d 项", "%d options at most", f.Most)
	}
	if f.Ranked {
		t.ZH, t.EN = t.ZH+"，按重要性排序", t.EN+", the most important first"
	}
	return t
}

func (f Field) numberWords() i18n.Text {
	limits := fmt.Sprintf("≥ %d", f.Min)
	if f.Max > 0 {
		limits = fmt.Sprintf("%d–%d", f.Min, f.Max)
	}
	return i18n.Textf("整数（%[1]s），%[3]s", "whole number (%[2]s), %[3]s", f.Measure.ZH, f.Measure.EN, limits)
}

func (f Format) words() i18n.Text {
	switch f {
	case Label:
		return i18n.Text{ZH: "名称（小写字母、数字、连字符）", EN: "name (lower case letters, digits, hyphens)"}
	case Host:
		return i18n.Text{ZH: "域名写法的名称或 IP", EN: "name written like a host, or IP address"}
	case Address:
		return i18n.Text{ZH: "地址", EN: "address"}
	case Path:
		return i18n.Text{ZH: "路径", EN: "path"}
	case URLPath:
		return i18n.Text{ZH: "URL 路径", EN: "URL path"}
	case Zone:
		return i18n.Text{ZH: "时区，如 Asia/Shanghai", EN: "time zone such as Asia/Shanghai"}
	case EnvName:
		return i18n.Text{ZH: "环境变量名", EN: "name of an environment variable"}
	case Cron:
		return i18n.Text{ZH: "cron 表达式", EN: "cron expression"}
	case GitURL:
		return i18n.Text{ZH: "Git 地址", EN: "Git address"}
	}
	return i18n.Text{ZH: "文本", EN: "text"}
}

// label puts a name before a text, in both languages.
func label(zh, en string, t i18n.Text) i18n.Text {
	return i18n.Text{ZH: zh + "：" + t.ZH, EN: en + ": " + t.EN}
}

// join lists texts in both languages.
func join(list []i18n.Text) i18n.Text {
	return i18n.Text{ZH: strings.Join(texts(list, i18n.ZH), "、"), EN: strings.Join(texts(list, i18n.EN), ", ")}
}

func texts(list []i18n.Text, l i18n.Lang) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.In(l)
	}
	return out
}

// side puts the languages beside one another, stacked one above the other in a
// cell, and lines in a paragraph.
func side(t i18n.Text) string {
	if t.ZH == t.EN {
		return escape(t.ZH)
	}
	return escape(t.ZH + " · " + t.EN)
}

func stacked(t i18n.Text) string {
	if t.ZH == t.EN {
		return escape(t.ZH)
	}
	return escape(t.ZH) + "<br>" + escape(t.EN)
}

func lines(t i18n.Text) string { return escape(t.ZH) + "<br>\n" + escape(t.EN) }

// escape keeps Markdown from taking <name> for HTML.
func escape(s string) string { return strings.ReplaceAll(s, "<", `\<`) }
