package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
)

// number stands before an entry of a list.
func number(i int) string { return fmt.Sprintf("  %d. ", i+1) }

// separators part the options of a multi, after fold.
const separators = " ,/;|\t"

// choose reads which options a line means: numbers, keys or words of either
// language, with commas, 、 or spaces between. Of names that begin alike the longest
// counts, because names may hold spaces and commas themselves.
func choose(f survey.Field, line string) (keys []string, problem i18n.Text) {
	if key, ok := field.OptionKey(f, line); ok && !isNumber(line) {
		return []string{key}, i18n.Text{}
	}
	names := optionNames(f)
	rest := strings.Trim(fold(line), separators)
	for rest != "" {
		key, length := names.longest(rest)
		if length == 0 {
			token, _, _ := strings.Cut(rest, ",")
			if token == fold(line) {
				token = line // as it was typed
			}
			return nil, noOption(f, token)
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		rest = strings.TrimLeft(rest[length:], separators)
	}
	return keys, together(f, keys)
}

// together tells why options cannot be chosen together.
func together(f survey.Field, keys []string) i18n.Text {
	switch {
	case len(keys) == 0:
		return text("没有选", "nothing is chosen")
	case f.Type != survey.Multi && len(keys) > 1:
		return text("只能选一个", "only one can be chosen")
	case f.Most > 0 && len(keys) > f.Most:
		return i18n.Textf("最多选 %d 个", "%d can be chosen at most", f.Most)
	}
	for _, key := range keys {
		if o, _ := f.Option(key); o.Exclusive && len(keys) > 1 {
			return i18n.Textf("选了“%[1]s”就不能再选其他", "nothing else goes beside %[2]q", o.Text.ZH, o.Text.EN)
		}
	}
	return i18n.Text{}
}

// noOption names what is no option, unless that may be a secret.
func noOption(f survey.Field, token string) i18n.Text {
	n := len(field.Options(f))
	if survey.LooksSecret(token) || len(token) > 60 {
		return i18n.Textf("没有这个选项：写 1 到 %d 的序号，或选项的文字", "there is no such option: a number from 1 to %d, or the words of an option", n)
	}
	return i18n.Textf("没有选项“%[1]s”：写 1 到 %[2]d 的序号，或选项的文字", "there is no option %[1]q: a number from 1 to %[2]d, or the words of an option", token, n)
}

// name is a way to say an option.
type name struct{ text, key string }

type names []name

func optionNames(f survey.Field) names {
	var out names
	for i, o := range field.Options(f) {
		n := strconv.Itoa(i + 1)
		for _, s := range []string{o.Key, o.Text.ZH, o.Text.EN, n, n + "."} {
			if s = fold(s); s != "" {
				out = append(out, name{s, o.Key})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b name) int { return cmp.Compare(len(b.text), len(a.text)) })
	return out
}

// longest is the longest name that the text begins with, up to a separator.
func (n names) longest(s string) (key string, length int) {
	for _, c := range n {
		rest, ok := strings.CutPrefix(s, c.text)
		if ok && (rest == "" || strings.ContainsAny(rest[:1], separators)) {
			return c.key, len(c.text)
		}
	}
	return "", 0
}

// fold writes a text so that input methods and capitals make no difference.
func fold(s string) string {
	half := func(r rune) rune {
		r, _ = frame.HalfWidth(r)
		return r
	}
	return strings.ToLower(strings.TrimSpace(strings.Map(half, cells.Clean(s))))
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(fold(s))
	return err == nil
}

// numberIn reads a number from 1 to n.
func numberIn(s string, n int) (index int, ok bool) {
	i, err := strconv.Atoi(strings.TrimSuffix(fold(s), "."))
	return i - 1, err == nil && i >= 1 && i <= n
}
