package verify

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// cronField is one of the five fields of a schedule.
type cronField struct {
	text      i18n.Text
	low, high int
	names     []string // from low on
}

func cronFields() []cronField {
	return []cronField{
		{text: i18n.Text{ZH: "分", EN: "minute"}, low: 0, high: 59},
		{text: i18n.Text{ZH: "时", EN: "hour"}, low: 0, high: 23},
		{text: i18n.Text{ZH: "日", EN: "day of month"}, low: 1, high: 31},
		{text: i18n.Text{ZH: "月", EN: "month"}, low: 1, high: 12, names: strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")},
		{text: i18n.Text{ZH: "周", EN: "weekday"}, low: 0, high: 6, names: strings.Fields("sun mon tue wed thu fri sat")},
	}
}

// validCron tells whether a CronJob takes a schedule, and if not, why.
func validCron(schedule string) (why i18n.Text, ok bool) {
	if strings.HasPrefix(schedule, "@") {
		ok := slices.Contains([]string{"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}, schedule) || strings.HasPrefix(schedule, "@every ")
		return i18n.Text{ZH: "未知的简写", EN: "unknown shorthand"}, ok
	}
	if strings.Contains(schedule, "TZ=") {
		return i18n.Text{ZH: "时区应写在 timeZone 中", EN: "the time zone belongs in timeZone"}, false
	}
	parts, fields := strings.Fields(schedule), cronFields()
	if len(parts) != len(fields) {
		return i18n.Textf("有 %[1]d 个字段", "it has %[1]d fields", len(parts)), false
	}
	for i, f := range fields {
		for item := range strings.SplitSeq(parts[i], ",") {
			if !f.valid(item) {
				return i18n.Textf("%[1]s字段的 %[3]q", "%[3]q of the field %[2]s", f.text.ZH, f.text.EN, item), false
			}
		}
	}
	return i18n.Text{}, true
}

// valid takes *, ?, a value, a range, and any of them with a step.
func (f cronField) valid(item string) bool {
	item, step, stepped := strings.Cut(item, "/")
	if n, err := strconv.Atoi(step); stepped && (err != nil || n < 1) {
		return false
	}
	if item == "*" || item == "?" {
		return true
	}
	from, to, ranged := strings.Cut(item, "-")
	low, ok := f.number(from)
	if !ok {
		return false
	}
	if !ranged {
		return true
	}
	high, ok := f.number(to)
	return ok && low <= high
}

func (f cronField) number(s string) (int, bool) {
	if i := slices.Index(f.names, strings.ToLower(s)); i >= 0 {
		return f.low + i, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= f.low && n <= f.high && s[0] != '+' && s[0] != '-'
}
