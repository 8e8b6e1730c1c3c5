package survey

import (
	"errors"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// scalar reads one value of a field. It reads the text as it is written, so that
// YAML's own reading of no, on or 1.10 does not matter.
func (r *reader) scalar(n *yaml.Node, f Field, where string) (string, bool) {
	switch {
	case r.refused[n]:
		return "", false
	case n.Kind != yaml.ScalarNode:
		r.add(n, "%[1]s 应为单个值", "%[1]s is a single value", where)
		return "", false
	case n.Tag == "!!null" || strings.TrimSpace(n.Value) == "":
		r.add(n, "%[1]s 没有值; 不知道时写 unknown: true", "%[1]s has no value; write unknown: true when nobody knows", where)
		return "", false
	case f.Type == Choice:
		if _, ok := f.Option(n.Value); !ok {
			r.unknown(n, where, n.Value, optionKeys(f))
			return "", false
		}
		return n.Value, true
	}
	text := strings.TrimSpace(n.Value)
	if len(text) > maxText {
		r.add(n, "%[1]s 超过 %[2]d 字节", "%[1]s is longer than %[2]d bytes", where, maxText)
		return "", false
	}
	text, want := f.parse(text)
	if want.Complete() {
		r.add(n, "%[1]s 为 %[2]s, 应为%[3]s", "%[1]s is %[2]s, want %[4]s", where, show(n.Value), want.ZH, want.EN)
		return "", false
	}
	return text, true
}

func optionKeys(f Field) []string {
	out := make([]string, len(f.Options))
	for i, o := range f.Options {
		out[i] = o.Key
	}
	return out
}

// parse returns the canonical text of a scalar, or what is wanted instead.
func (f Field) parse(s string) (text string, want i18n.Text) {
	switch f.Type {
	case Bool:
		b, err := parseBool(s)
		return b, wantIf(err != nil, "true 或 false", "true or false")
	case Number:
		n, err := strconv.Atoi(s)
		if err == nil && n >= f.Min && (f.Max == 0 || n <= f.Max) {
			return strconv.Itoa(n), i18n.Text{}
		}
		if f.Max > 0 {
			return "", i18n.Textf(" %d 到 %d 之间的整数", "a whole number from %d to %d", f.Min, f.Max)
		}
		return "", i18n.Textf("不小于 %d 的整数", "a whole number, %d or more", f.Min)
	case Percent:
		p := strings.TrimSpace(strings.TrimSuffix(s, "%"))
		v, err := strconv.ParseFloat(p, 64)
		return p, wantIf(err != nil || !(v >= 0 && v <= 100) || !decimalRE.MatchString(p), " 0 到 100 的百分比, 如 99.9", "a percentage from 0 to 100, such as 99.9")
	case Quantity:
		return s, f.wantQuantity(s)
	case Duration:
		d, err := time.ParseDuration(s)
		if _, e := strconv.Atoi(s); e == nil {
			return "", i18n.Textf("带单位的时长, 如 %[1]ss 或 %[1]sm", "a duration with a unit, such as %[1]ss or %[1]sm", s)
		}
		return s, wantIf(err != nil || d < 0 || d > maxDuration, "时长, 如 90s、2m30s", "a duration such as 90s or 2m30s")
	case Date:
		_, err := time.Parse(time.DateOnly, s)
		return s, wantIf(err != nil, "日期, 如 2026-11-30", "a date such as 2026-11-30")
	case CIDR:
		p, err := netip.ParsePrefix(s)
		if err == nil && p != p.Masked() {
			return "", i18n.Textf("网段 %s", "the range %s", p.Masked())
		}
		return s, wantIf(err != nil, "网段, 如 10.0.0.0/8", "a range such as 10.0.0.0/8")
	}
	if strings.ContainsAny(s, "\r\n\x00") {
		return "", i18n.Textf("一行文本", "a text of one line")
	}
	allowed := f.Format.check(s)
	return s, wantIf(allowed.Complete(), allowed.ZH, allowed.EN)
}

const maxDuration = 365 * 24 * time.Hour

var (
	decimalRE = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)
	likeMemRE = regexp.MustCompile(`^(?i)([0-9]+)\s*(m|g)i?b?$`)
)

func wantIf(wrong bool, zh, en string) i18n.Text {
	if !wrong {
		return i18n.Text{}
	}
	return i18n.Text{ZH: zh, EN: en}
}

// wantQuantity tells what is wanted instead of s; of memory it knows the usual
// mistakes: 512m is half a byte to Kubernetes, and 2GB is nothing.
func (f Field) wantQuantity(s string) i18n.Text {
	if f.Unit == CPU {
		n, err := Millicores(s)
		return wantIf(err != nil || n == 0, " CPU 数量, 如 500m 或 2", "an amount of CPU such as 500m or 2")
	}
	n, err := Bytes(s)
	if m := likeMemRE.FindStringSubmatch(s); m != nil && err != nil {
		return i18n.Textf(" %s%si", "%s%si", m[1], strings.ToUpper(m[2]))
	}
	return wantIf(err != nil || n == 0, "容量, 如 512Mi 或 2Gi", "an amount such as 512Mi or 2Gi")
}

var errBool = errors.New("not true or false")

// parseBool accepts what YAML 1.1 calls a bool as well, which people still write.
func parseBool(s string) (string, error) {
	switch strings.ToLower(s) {
	case "true", "yes", "on":
		return yes, nil
	case "false", "no", "off":
		return no, nil
	}
	return "", errBool
}
