package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// timeZone decides which zone the container has: UTC unless an answer or the
// source asks for another.
func timeZone(q *inquiry) (string, generate.Decision) {
	row := q.ask("app.locale").Value.Record()
	if zone := row.Get("time-zone"); zone != "" {
		return zone, q.decide(zone, i18n.Textf("时区按答案", "the time zone as answered"))
	}
	if f, ok := q.fact(fact.TimeZone); ok {
		return f.Value, q.decide(f.Value, i18n.Textf("现有程序依赖该时区", "the program relies on this time zone today"))
	}
	q.assume("app.locale", "UTC")
	return "", q.decide("UTC", i18n.Textf(
		"没有依赖其他时区的证据；旧主机若是北京时间，日志、定时任务和不带时区的时间会差 8 小时，请在 app.locale 里写明 time-zone",
		"nothing shows that another time zone is relied on; where the old hosts run on local time, logs, jobs and times without a zone shift, so please give time-zone in app.locale"))
}

// locale decides the language environment of the container: none unless an
// answer or the source asks for one. Java takes its character set from a start option instead.
func locale(q *inquiry, c component) (string, generate.Decision) {
	a := q.ask("app.locale")
	charset := a.Value.Record().Get("charset")
	f, found := q.fact(fact.Charset)
	if charset == "" && found {
		charset = strings.ToLower(f.Value)
	}
	loc, foundLocale := q.fact(fact.Locale)
	switch {
	case charset == "utf-8" && foundLocale && strings.HasSuffix(strings.ToLower(loc.Value), "utf-8"), charset == "" && foundLocale:
		return loc.Value, q.decide(loc.Value, i18n.Textf("程序依赖该语言环境", "the program relies on this locale"))
	case charset == "utf-8":
		return "C.UTF-8", q.decide("C.UTF-8", i18n.Textf("字符集按答案", "the character set as answered"))
	case charset != "" && c.Language.ID == "java":
		return "", q.decide("", i18n.Textf("字符集 %s 由 JVM 启动参数指定", "a JVM option sets the character set %s", charset))
	case charset != "":
		return "zh_CN.GB18030", q.decide("zh_CN.GB18030", i18n.Textf("程序依赖 %s，GB18030 是它的超集", "the program relies on %s, of which GB18030 is a superset", charset))
	}
	q.byDefault("app.locale", none)
	return "", q.decide("", i18n.Textf("没有依赖特定语言环境的证据", "nothing shows that a locale is relied on"))
}

const cjkFonts = "cjk-fonts"

// fonts decides whether the image has fonts for Chinese.
func fonts(q *inquiry) (bool, generate.Decision) {
	a := q.ask("app.nativedeps")
	if a.Value.Has(cjkFonts) {
		return true, q.decide("true", i18n.Textf("按答案需要中文字体", "fonts for Chinese are needed, as answered"))
	}
	if f, ok := q.fact(fact.CJKFonts); ok && f.Value == "true" {
		return true, q.decide("true", i18n.Textf("程序会绘制文字（验证码、PDF、图表）", "the program draws text (captchas, PDF, charts)"))
	}
	if a.State == survey.Unknown {
		q.byDefault("app.nativedeps", "false")
	}
	return false, q.decide("false", i18n.Textf("没有绘制文字的证据", "nothing shows that it draws text"))
}

// packages decides which system packages the image has at run time.
func packages(q *inquiry) ([]string, generate.Decision) {
	out := slices.Clone(q.ask("app.nativedeps").Value.List)
	out = slices.DeleteFunc(out, func(p string) bool { return p == cjkFonts })
	for _, f := range q.all(fact.SystemPackage) {
		out = append(out, f.Value)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(q.inputs) == 0 {
		q.byDefault("app.nativedeps", none)
	}
	if len(out) == 0 {
		return nil, q.decide("", i18n.Textf("不需要额外的系统包", "no further system packages are needed"))
	}
	return out, q.decide(strings.Join(out, " "), i18n.Textf("运行时要用到", "they are needed at run time"))
}
