package typed

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Bool reads yes and no in both languages, and the marks that people put.
func Bool(s string) (value, ok bool) {
	switch strings.ToLower(Fold(clean(s))) {
	case "是", "有", "对", "需要", "true", "yes", "y", "on", "1", "√", "✓", "✔", "☑", "x":
		return true, true
	case "否", "无", "没有", "不", "不是", "不需要", "false", "no", "n", "off", "0", "×", "✗", "✘", "☐":
		return false, true
	}
	return false, false
}

// Option finds the option that a person means by a text: its key or its words in
// either language, or the part of the words before an explanation when no other
// option begins alike.
func Option(f survey.Field, s string) (key string, ok bool) {
	word := comparable(s)
	if word == "" {
		return "", false
	}
	for _, o := range f.Options {
		for _, name := range []string{o.Key, o.Text.ZH, o.Text.EN} {
			if comparable(name) == word {
				return o.Key, true
			}
		}
	}
	for _, o := range f.Options {
		if word == head(o.Text.ZH) || word == head(o.Text.EN) {
			if key != "" && key != o.Key {
				return "", false
			}
			key = o.Key
		}
	}
	return key, key != ""
}

// comparable is a text without what does not change its meaning.
func comparable(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(Fold(clean(s)))), " ")
}

// head is what stands before an explanation: 核心 of 核心：影响资金或触及监管.
func head(s string) string {
	s = comparable(s)
	if i := strings.IndexAny(s, ":(,;"); i > 0 {
		return strings.TrimSpace(s[:i])
	}
	return s
}

// wantOption lists what may be chosen, in the words of both languages.
func wantOption(f survey.Field) i18n.Text {
	const most = 12
	var zh, en []string
	for i, o := range f.Options {
		if i == most {
			zh, en = append(zh, "……"), append(en, "…")
			break
		}
		zh, en = append(zh, o.Text.ZH), append(en, o.Text.EN)
	}
	return i18n.Text{ZH: "没有这个选项，可选：" + strings.Join(zh, "；"), EN: "there is no such option; choose one of: " + strings.Join(en, "; ")}
}
