// Package i18n holds the two languages of the product side by side: every text
// that a person reads exists in Simplified Chinese and in English.
package i18n

import "fmt"

// Lang names one of the two languages.
type Lang string

// The languages, by the code that flags and files use.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// ParseLang accepts the codes zh and en.
func ParseLang(s string) (Lang, error) {
	switch l := Lang(s); l {
	case ZH, EN:
		return l, nil
	}
	return "", fmt.Errorf("parsing language %q: use zh or en", s)
}

// Text is one message in both languages.
type Text struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// In returns the message in the language l; any other value than EN means
// Chinese, the first language of the product.
func (t Text) In(l Lang) string {
	if l == EN {
		return t.EN
	}
	return t.ZH
}

// Complete tells whether both languages are there.
func (t Text) Complete() bool { return t.ZH != "" && t.EN != "" }

// Textf formats both languages with the same arguments.
func Textf(zh, en string, args ...any) Text {
	return Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}
