package field

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/tui/frame"
)

var (
	thousandsRE   = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
	chineseDateRE = regexp.MustCompile(`^(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*[日号]?$`)
	chineseTimeRE = regexp.MustCompile(`(\d)\s*(毫秒|秒钟?|分钟?|小时|时)`)
	memoryRE      = regexp.MustCompile(`^(\d+(?:\.\d+)?)\s*([KMGTkmgt])[Ii][Bb]?$`)
)

// Normalize turns what people type into the form that the survey reads, where the
// meaning is certain: full-width digits and letters (１２８Ｍｉ), Chinese units
// (90秒, 2核), the unit behind a number (30 天), 1,000, 2026年11月30日. Texts in words
// are left as they are.
func Normalize(f survey.Field, s string) string {
	s = strings.TrimSpace(frame.Clean(s))
	if f.Type == survey.Text || f.Type == survey.List {
		if f.Format == "" || f.Format == survey.Path {
			return s
		}
		return halfWidth(s)
	}
	s = halfWidth(s)
	switch f.Type {
	case survey.Number:
		s = strings.TrimSpace(strings.TrimPrefix(s, "+"))
		for _, unit := range []string{f.Measure.ZH, f.Measure.EN} {
			if rest, ok := strings.CutSuffix(s, unit); ok && unit != "" && rest != "" {
				s = strings.TrimSpace(rest)
			}
		}
		if thousandsRE.MatchString(s) {
			s = strings.ReplaceAll(s, ",", "")
		}
	case survey.Quantity:
		s = quantity(f, s)
	case survey.Duration:
		s = duration(s)
	case survey.Date:
		if m := chineseDateRE.FindStringSubmatch(s); m != nil {
			s = m[1] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[3])
		}
	case survey.CIDR:
		s = strings.ReplaceAll(s, " ", "")
	}
	return s
}

// halfWidth replaces full-width characters and Chinese punctuation.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if h, ok := frame.HalfWidth(r); ok {
			return h
		}
		return r
	}, s)
}

func quantity(f survey.Field, s string) string {
	if f.Unit == survey.CPU {
		for _, unit := range []string{"核", "个", "C", "c"} {
			s = strings.TrimSpace(strings.TrimSuffix(s, unit))
		}
		return s
	}
	if m := memoryRE.FindStringSubmatch(s); m != nil {
		return m[1] + strings.ToUpper(m[2]) + "i"
	}
	return s
}

func duration(s string) string {
	units := map[string]string{"毫秒": "ms", "秒": "s", "秒钟": "s", "分": "m", "分钟": "m", "小时": "h", "时": "h"}
	s = chineseTimeRE.ReplaceAllStringFunc(s, func(part string) string {
		m := chineseTimeRE.FindStringSubmatch(part)
		return m[1] + units[m[2]]
	})
	return strings.ToLower(strings.ReplaceAll(s, " ", ""))
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// OptionKey finds the option that a person means by a text: its key or its words in
// either language.
func OptionKey(f survey.Field, s string) (string, bool) {
	s = strings.TrimSpace(frame.Clean(s))
	for _, o := range Options(f) {
		for _, name := range []string{o.Key, o.Text.ZH, o.Text.EN} {
			if strings.EqualFold(name, s) {
				return o.Key, true
			}
		}
	}
	if f.Type != survey.Bool {
		return "", false
	}
	switch strings.ToLower(halfWidth(s)) {
	case "yes", "y", "on", "1", "有", "对", "√", "✓", "x":
		return "true", true
	case "no", "n", "off", "0", "无", "没有", "不", "×":
		return "false", true
	}
	return "", false
}
