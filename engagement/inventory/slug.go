package inventory

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"

	"github.com/gantry-ack/gantry/engagement/survey/typed"
)

// maxName is the longest name of an application in a workspace.
const maxName = 40

// Slug makes a name for a workspace of the name in a list: lower-case letters, digits
// and hyphens, beginning with a letter, at most 40. Chinese becomes pinyin. It is
// empty when nothing is left.
func Slug(s string) string {
	args := pinyin.NewArgs()
	var b strings.Builder
	for _, r := range strings.ToLower(typed.Fold(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Han, r):
			if p := pinyin.SinglePinyin(r, args); len(p) > 0 {
				b.WriteString(p[0])
			}
		default:
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		}
	}
	out := b.String()
	if out != "" && out[0] <= '9' && out[0] >= '0' {
		out = "app-" + out
	}
	return strings.Trim(out[:min(len(out), maxName)], "-")
}

// unique numbers a name that another application has already.
func (l *lister) unique(name string) string {
	out := name
	for n := 2; l.names[out]; n++ {
		end := fmt.Sprintf("-%d", n)
		out = strings.TrimRight(name[:min(len(name), maxName-len(end))], "-") + end
	}
	l.names[out] = true
	return out
}
