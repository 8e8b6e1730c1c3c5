package field

import (
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Form tells in which form a scalar is accepted; empty when any text is.
func Form(f survey.Field) i18n.Text {
	switch f.Type {
	case survey.Number:
		if f.Max > 0 {
			return i18n.Textf("整数，%d 到 %d", "a whole number from %d to %d", f.Min, f.Max)
		}
		return i18n.Textf("整数，不小于 %d", "a whole number, %d or more", f.Min)
	case survey.Percent:
		return i18n.Text{ZH: "百分比，0 到 100，可带小数", EN: "a percentage from 0 to 100, decimals allowed"}
	case survey.Quantity:
		if f.Unit == survey.CPU {
			return i18n.Text{ZH: "CPU 数量：500m 是半核，2 是两核", EN: "an amount of CPU: 500m is half a core, 2 is two cores"}
		}
		return i18n.Text{ZH: "容量，单位 Mi 或 Gi", EN: "an amount with the unit Mi or Gi"}
	case survey.Duration:
		return i18n.Text{ZH: "带单位的时长：s 秒、m 分、h 小时", EN: "a duration with its unit: s, m or h"}
	case survey.Date:
		return i18n.Text{ZH: "日期：年-月-日", EN: "a date: year-month-day"}
	case survey.CIDR:
		return i18n.Text{ZH: "网段：地址/前缀长度", EN: "a range: address/length of the prefix"}
	}
	return formOfText(f.Format)
}

func formOfText(f survey.Format) i18n.Text {
	switch f {
	case survey.Label:
		return i18n.Text{ZH: "小写字母、数字和连字符，以字母开头", EN: "lower case letters, digits and hyphens, beginning with a letter"}
	case survey.Host:
		return i18n.Text{ZH: "主机名或 IP，不带协议和端口", EN: "a host name or IP address, without scheme or port"}
	case survey.Address:
		return i18n.Text{ZH: "地址，可带端口，不含用户名和口令", EN: "an address, optionally with a port, without user or password"}
	case survey.Path:
		return i18n.Text{ZH: "单个路径", EN: "one path"}
	case survey.URLPath:
		return i18n.Text{ZH: "以 / 开头的路径", EN: "a path that begins with /"}
	case survey.Zone:
		return i18n.Text{ZH: "IANA 时区名", EN: "an IANA time zone"}
	case survey.EnvName:
		return i18n.Text{ZH: "环境变量名", EN: "the name of an environment variable"}
	case survey.Cron:
		return i18n.Text{ZH: "五段 cron 表达式（或 Quartz 六段）", EN: "a cron expression of five fields (or Quartz's six)"}
	case survey.GitURL:
		return i18n.Text{ZH: "Git 地址，不含口令", EN: "a Git address without a password"}
	}
	return i18n.Text{}
}

// Example is a text that a scalar accepts, "" when any text is.
func Example(f survey.Field) string {
	switch f.Type {
	case survey.Number:
		return ""
	case survey.Percent:
		return "99.9"
	case survey.Quantity:
		if f.Unit == survey.CPU {
			return "500m"
		}
		return "512Mi"
	case survey.Duration:
		return "2m30s"
	case survey.Date:
		return "2026-11-30"
	case survey.CIDR:
		return "10.0.0.0/8"
	}
	return map[survey.Format]string{
		survey.Label: "staging", survey.Host: "shop.example.com", survey.Address: "https://mirror.example.com/path",
		survey.Path: "/data/upload", survey.URLPath: "/healthz", survey.Zone: "Asia/Shanghai", survey.EnvName: "LOG_LEVEL",
		survey.Cron: "0 2 * * *", survey.GitURL: "https://git.example.com/shop/shop.git",
	}[f.Format]
}

// placeholder is the example with the words that make it one.
func placeholder(f survey.Field, l i18n.Lang) string {
	e := Example(f)
	if e == "" {
		return ""
	}
	return i18n.Textf("如 %s", "such as %s", e).In(l)
}

// unit is what stands behind the text: what a number counts, or the percent sign.
func unit(f survey.Field, l i18n.Lang) string {
	switch f.Type {
	case survey.Number:
		return f.Measure.In(l)
	case survey.Percent:
		return "%"
	}
	return ""
}

// fieldWidth is the room that is kept for a text so that its unit stays in place;
// 0 for texts that take the whole width.
func fieldWidth(f survey.Field) int {
	switch f.Type {
	case survey.Number, survey.Percent:
		return 12
	}
	return 0
}
