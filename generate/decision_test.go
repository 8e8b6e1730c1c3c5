package generate_test

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func TestComment(t *testing.T) {
	for _, tt := range []struct{ value, zh, en string }{
		{"2", "假设: q.a 未知, 采用 2", "assumed: q.a is unknown, 2 is used"},
		{"/tmp scratch 1Gi; /app/upload scratch 1Gi; /var/log/shop scratch 1Gi; /data scratch 1Gi",
			"假设: q.a 未知, 采用 /tmp scratch 1Gi 等 4 项", "assumed: q.a is unknown, /tmp scratch 1Gi and 3 more is used"},
		{strings.Repeat("长", 80), "假设: q.a 未知, 采用 " + strings.Repeat("长", 59) + "…", "assumed: q.a is unknown, " + strings.Repeat("长", 59) + "… is used"},
	} {
		d := generate.Decision{ID: "a.b", Value: tt.value, Assumes: "q.a"}
		if got := d.Comment(i18n.ZH); got != tt.zh {
			t.Errorf("%q", got)
		}
		if got := d.Comment(i18n.EN); got != tt.en {
			t.Errorf("%q", got)
		}
		d.Assumes = ""
		if got := d.Comment(i18n.EN); got != "" {
			t.Errorf("a decision that rests on no assumption is marked: %q", got)
		}
	}
}
