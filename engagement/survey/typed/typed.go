package typed

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var (
	thousandsRE = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
	wholeRE     = regexp.MustCompile(`^(\d+)\.0+$`)
	dateRE      = regexp.MustCompile(`^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*[日号]?(?:[ T]0{1,2}:00(?::00)?)?$`)
	serialRE    = regexp.MustCompile(`^[2-7]\d{4}$`)
	timeRE      = regexp.MustCompile(`(\d)\s*(毫秒|秒钟?|分钟?|个?小时|时|天|日|milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)`)
	memoryRE    = regexp.MustCompile(`^(\d+(?:\.\d+)?)\s*(?:([KMGT])i|([KMGT])i?B)$`)
	cpuRE       = regexp.MustCompile(`^(\d+(?:\.\d+)?)\s*(?:个?核心?|个|vcpus?|cpus?|cores?|c)$`)
)

// Read returns the canonical text of a scalar, or what is accepted instead. Of a
// multi or list it reads one item. What looks like a secret is refused and not
// repeated.
func Read(f survey.Field, s string) (text string, want i18n.Text) {
	s = clean(s)
	switch f.Type {
	case survey.Choice, survey.Multi:
		if key, ok := Option(f, s); ok {
			return key, i18n.Text{}
		}
		if s != "" && !survey.LooksSecret(s) {
			return "", wantOption(f)
		}
	case survey.Bool:
		if b, ok := Bool(s); ok {
			return strconv.FormatBool(b), i18n.Text{}
		}
		if s != "" && !survey.LooksSecret(s) {
			return "", i18n.Text{ZH: "应为“是”或“否”", EN: `want "yes" or "no"`}
		}
	}
	if survey.LooksSecret(s) {
		return f.Parse(s)
	}
	return f.Parse(Normal(f, s))
}

// clean makes one line of what was typed on several.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u00A0':
			return ' '
		case unicode.IsControl(r) || r == '\uFEFF' || r == '\u200B':
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// Fold replaces full-width characters and the Chinese full stop by those that
// keyboards have.
func Fold(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(width.Fold.String(s), "。", "."))
}

// Normal is the text as the survey writes values of the type. Texts in words are
// left as they are, and so is what is no value of the type.
func Normal(f survey.Field, s string) string {
	if f.Type == survey.Text || f.Type == survey.List {
		if f.Format == "" || f.Format == survey.Path {
			return s
		}
		return Fold(s)
	}
	s = Fold(s)
	switch f.Type {
	case survey.Number:
		return number(f, s)
	case survey.Percent:
		return percent(s)
	case survey.Quantity:
		return Quantity(f.Unit, s)
	case survey.Duration:
		return duration(s)
	case survey.Date:
		return date(s)
	case survey.CIDR:
		return strings.ReplaceAll(s, " ", "")
	}
	return s
}

func number(f survey.Field, s string) string {
	s = strings.TrimPrefix(s, "+")
	for _, unit := range []string{f.Measure.ZH, f.Measure.EN} {
		if rest, ok := strings.CutSuffix(s, Fold(unit)); ok && unit != "" && rest != "" {
			s = strings.TrimSpace(rest)
		}
	}
	if thousandsRE.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	return wholeRE.ReplaceAllString(s, "$1")
}

func percent(s string) string {
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Quantity reads an amount of CPU or memory as people write it: 4核, 16GB. Between
// GB and GiB people make no difference when they speak of memory.
func Quantity(u survey.Unit, s string) string {
	s = Fold(s)
	if u == survey.CPU {
		if m := cpuRE.FindStringSubmatch(strings.ToLower(s)); m != nil {
			s = m[1]
		}
		return wholeRE.ReplaceAllString(s, "$1")
	}
	for _, form := range []string{s, strings.ToUpper(s)} {
		if m := memoryRE.FindStringSubmatch(strings.ReplaceAll(form, "I", "i")); m != nil {
			return wholeRE.ReplaceAllString(m[1], "$1") + m[2] + m[3] + "i"
		}
	}
	return s
}

// duration reads 2 分 30 秒, 90 min and 1天 as Go writes durations.
func duration(s string) string {
	out := timeRE.ReplaceAllStringFunc(strings.ToLower(s), func(part string) string {
		m := timeRE.FindStringSubmatch(part)
		return m[1] + unit(m[2])
	})
	out = strings.ReplaceAll(out, " ", "")
	if days, ok := strings.CutSuffix(out, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 && n <= 365 {
			return strconv.Itoa(n*24) + "h"
		}
	}
	return out
}

func unit(word string) string {
	for _, u := range []struct{ unit, beginnings string }{
		{"ms", "毫 milli ms"}, {"m", "分 min m"}, {"s", "秒 sec s"}, {"h", "个 小 时 h"}, {"d", "天 日 d"},
	} {
		for beginning := range strings.FieldsSeq(u.beginnings) {
			if strings.HasPrefix(word, beginning) {
				return u.unit
			}
		}
	}
	return word
}

// date reads 2026年11月30日, 2026/11/30 and the serial number of a day.
func date(s string) string {
	if m := dateRE.FindStringSubmatch(s); m != nil {
		return m[1] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[3])
	}
	if serialRE.MatchString(s) {
		days, _ := strconv.Atoi(s)
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days).Format(time.DateOnly)
	}
	return s
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
