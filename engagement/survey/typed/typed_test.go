package typed_test

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func TestRead(t *testing.T) {
	number := survey.Field{Type: survey.Number, Max: 100_000, Measure: i18n.Text{ZH: "天", EN: "days"}}
	percent := survey.Field{Type: survey.Percent}
	cpu := survey.Field{Type: survey.Quantity, Unit: survey.CPU}
	memory := survey.Field{Type: survey.Quantity, Unit: survey.Memory}
	duration := survey.Field{Type: survey.Duration}
	date := survey.Field{Type: survey.Date}
	cidr := survey.Field{Type: survey.CIDR}
	text := survey.Field{Type: survey.Text}
	host := survey.Field{Type: survey.Text, Format: survey.Host}
	for _, c := range []struct {
		field    survey.Field
		in, want string
	}{
		{number, "30", "30"}, {number, " 30 天 ", "30"}, {number, "30 days", "30"}, {number, "３０", "30"}, {number, "12,000", "12000"}, {number, "30.0", "30"}, {number, "+7", "7"},
		{number, "30.5", ""}, {number, "-1", ""}, {number, "约30", ""}, {number, "1,2", ""},
		{percent, "99.9%", "99.9"}, {percent, "99.90", "99.9"}, {percent, "１００％", "100"}, {percent, "100.0", "100"}, {percent, "101", ""},
		{cpu, "4核", "4"}, {cpu, "4 个核", "4"}, {cpu, "4C", "4"}, {cpu, "0.5", "0.5"}, {cpu, "500m", "500m"}, {cpu, "8 vCPU", "8"}, {cpu, "4.0", "4"}, {cpu, "四核", ""},
		{memory, "16GB", "16Gi"}, {memory, "16 GiB", "16Gi"}, {memory, "16gi", "16Gi"}, {memory, "512MB", "512Mi"}, {memory, "１６Ｇｉ", "16Gi"}, {memory, "16G", "16G"}, {memory, "16.0GB", "16Gi"},
		{memory, "512m", ""}, {memory, "大约 16", ""},
		{duration, "90秒", "90s"}, {duration, "2 分 30 秒", "2m30s"}, {duration, "1个小时", "1h"}, {duration, "半小时", ""}, {duration, "3天", "72h"}, {duration, "10 min", "10m"},
		{duration, "1.5h", "1.5h"}, {duration, "2 hours", "2h"}, {duration, "500毫秒", "500ms"}, {duration, "30", ""}, {duration, "3 months", ""},
		{date, "2026年11月3日", "2026-11-03"}, {date, "2026/11/30", "2026-11-30"}, {date, "2026.11.30", "2026-11-30"}, {date, "2026-11-30 00:00:00", "2026-11-30"}, {date, "46356", "2026-11-30"},
		{date, "2026-13-01", ""}, {date, "11/30/2026", ""}, {date, "下周", ""},
		{cidr, "10.0.0.0 / 8", "10.0.0.0/8"}, {cidr, "１０.0.0.0/8", "10.0.0.0/8"}, {cidr, "10.0.0.1/8", ""},
		{text, "第一行\n第二行", "第一行 第二行"}, {text, "Ａ公司，内网", "Ａ公司，内网"}, {text, "=1+1", "=1+1"}, {host, "１０.0.0.1", "10.0.0.1"},
	} {
		got, want := typed.Read(c.field, c.in)
		if got != c.want || want.Complete() != (c.want == "") {
			t.Errorf("Read(%s, %q) = %q, %v, want %q", c.field.Type, c.in, got, want, c.want)
		}
	}
}

func TestOption(t *testing.T) {
	f := survey.Field{Type: survey.Choice, Options: []survey.Option{
		{Key: "core", Text: i18n.Text{ZH: "核心：影响资金", EN: "Core: money"}},
		{Key: "core-2", Text: i18n.Text{ZH: "次核心（影响收入）", EN: "Second: revenue"}},
		{Key: "a", Text: i18n.Text{ZH: "其他：一", EN: "Other: one"}},
		{Key: "b", Text: i18n.Text{ZH: "其他：二", EN: "Other: two"}},
	}}
	for in, want := range map[string]string{
		"core": "core", "Core: Money": "core", "核心:影响资金": "core", " 核心 ": "core", "次核心": "core-2", "SECOND": "core-2", "其他": "", "核": "", "": "", "其他：二": "b",
	} {
		if got, _ := typed.Option(f, in); got != want {
			t.Errorf("Option(%q) = %q, want %q", in, got, want)
		}
	}
	_, want := typed.Read(f, "随便")
	if !strings.Contains(want.ZH, "核心：影响资金") || !strings.Contains(want.EN, "Core: money") {
		t.Errorf("want %v", want)
	}
}

func TestSecretsAreNotRepeated(t *testing.T) {
	for _, kind := range []survey.Type{survey.Text, survey.Choice, survey.Bool, survey.Number, survey.Duration, survey.Date} {
		const secret = "Tr0ub4dor3xyz"
		text, want := typed.Read(survey.Field{Type: kind}, "password="+secret)
		if text != "" || !want.Complete() || strings.Contains(want.ZH+want.EN, secret) {
			t.Errorf("%s: %q, %v", kind, text, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("2 分 30 秒", "duration")
	f.Add("16GB", "quantity")
	f.Fuzz(func(t *testing.T, s, kind string) {
		field := survey.Field{Type: survey.Type(kind), Unit: survey.Memory}
		text, want := typed.Read(field, s)
		if want.Complete() {
			return
		}
		if again, want := typed.Read(field, text); again != text || want.Complete() {
			t.Errorf("Read(%q) = %q, which reads as %q, %v", s, text, again, want)
		}
	})
}
