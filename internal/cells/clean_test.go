package cells

import (
	"strings"
	"testing"
	"unicode"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "订单服务 order-server v1", "订单服务 order-server v1"},
		{"colour", "\x1b[31mred\x1b[0m", "red"},
		{"title and clipboard", "a\x1b]0;owned\x07b\x1b]52;c;aGk=\x07c", "abc"},
		{"cursor and clear", "a\x1b[2J\x1b[1;1Hb", "ab"},
		{"lone escape", "a\x1b", "a"},
		{"eight-bit control sequence", "a\u009b31mb", "ab"},
		{"carriage return", "good\rbad", "goodbad"},
		{"tab", "a\tb", "a    b"},
		{"line end", "a\nb", "a b"},
		{"bell and backspace", "a\a\bb", "ab"},
		{"bidi override", "user\u202etxt.exe\u2066x\u2069", "usertxt.exex"},
		{"zero width", "pass\u200bword\u200d\ufeff", "password"},
		{"soft hyphen", "mig\u00adrate", "migrate"},
		{"variation selector", "⚠\ufe0f", "⚠"},
		{"invalid UTF-8", "a\xff\xfeb", "a\uFFFDb"},
		{"stacked marks", "a" + strings.Repeat("\u0301", 30), "a\u0301\u0301\u0301"},
		{"Hangul filler", "a\u3164b", "ab"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Clean(tt.in)
			if tt.name == "eight-bit control sequence" {
				if strings.ContainsFunc(got, unicode.IsControl) {
					t.Errorf("got %q", got)
				}
				return
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func hostile() []string {
	return []string{
		"订单服务（order-server）依赖 Redis、MySQL；见 pom.xml:31。", "👨‍👩‍👧‍👦 家庭 🇨🇳 ⚠️ e\u0301", "\x1b[31m红\x1b[0m\t制表\r\n换行",
		"https://mirror.example.com/a/very/long/path/without/any/space/in/it/at/all.tar.gz", "。。。。。。。。、、、、、、", "（（（（（（（", "\u202e反\u2066", "ｆｕｌｌ　ｗｉｄｔｈ １２８Ｍｉ",
		"한국어 ᄀᆞᇂ ก็็็็ हिन्दी", "\xff\xfe\x00", "", " ", "\n\n", strings.Repeat("长", 300),
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if again := Clean(got); again != got {
			t.Errorf("%q becomes %q, and that %q", s, got, again)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				t.Errorf("%q keeps %U", s, r)
			}
		}
	})
}
