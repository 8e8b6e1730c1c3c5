package plain

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
)

// TestCommandsAreComplete: every command has a key, words and a help in both
// languages, something to do, and names that no other has.
func TestCommandsAreComplete(t *testing.T) {
	taken := map[string]string{}
	for _, c := range commands() {
		if c.id == "" || len(c.keys) == 0 || len(c.words) == 0 || !c.help.Complete() || c.where == 0 {
			t.Errorf("%+v is not complete", c)
		}
		if (c.do == nil) != (c.where&atQuestion == 0) {
			t.Errorf("%s: a command acts at questions when it has something to do there", c.id)
		}
		if (c.takes == none) == c.usage.Complete() {
			t.Errorf("%s: what stands behind a command is named", c.id)
		}
		zh := 0
		for _, w := range c.words {
			if strings.ContainsFunc(w, func(r rune) bool { return r > 0x2E80 }) {
				zh++
			}
		}
		if zh == 0 {
			t.Errorf("%s has no Chinese word", c.id)
		}
		for _, n := range append(append([]string{"id " + c.id}, c.keys...), c.words...) {
			if n = strings.ToLower(n); taken[n] != "" {
				t.Errorf("%q is %s and %s", n, taken[n], c.id)
			}
			taken[n] = c.id
		}
	}
}

// TestDesignedKeys: the keys that the design promises do what it says.
func TestDesignedKeys(t *testing.T) {
	for key, id := range map[string]string{
		"b": "back", "u": "unknown", "x": "na", "n": "note", "f": "follow-up", "c": "confidence", "z": "undo", "y": "redo", "g": "jump",
		"/": "search", "s": "skip", "o": "next-open", "e": "apart", "p": "copy", "w": "conflicts", "a": "accept", "m": "meeting", "r": "review",
		"v": "filter", "l": "language", "h": "help", "?": "help", "q": "quit", "i": "info", "d": "clear", "k": "cancel",
	} {
		if c, ok := find(key); !ok || c.id != id {
			t.Errorf(":%s is %q, want %s", key, c.id, id)
		}
	}
}

// TestWordsAreNoOptions: a word that acts without a colon is no way to say an option.
func TestWordsAreNoOptions(t *testing.T) {
	var fields []survey.Field
	for _, q := range load(t).Questions() {
		fields = append(fields, q.Field)
		for _, c := range q.Columns {
			fields = append(fields, c.Field)
		}
	}
	for _, c := range commands() {
		for _, w := range c.words {
			for _, f := range fields {
				if key, ok := field.OptionKey(f, w); c.bare && ok && f.Type != survey.Bool {
					t.Errorf("%q is a command and the option %s", w, key)
				}
			}
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		line string
		bare bool
		want string // command or "", then the text
		kind kind
	}{
		{":b", false, "back|", isCommand},
		{"：ｂ", false, "back|", isCommand},
		{":N  一条备注 ", false, "note|一条备注", isCommand},
		{":n备注在这里", false, "note|备注在这里", isCommand},
		{":/监听 端口", false, "search|监听 端口", isCommand},
		{"：、监听", false, "search|监听", isCommand},
		{"/监听", true, "search|监听", isCommand},
		{"/healthz", false, "|/healthz", isAnswer},
		{"?", false, "help|", isCommand},
		{"？", true, "help|", isCommand},
		{"back", true, "back|", isCommand},
		{"back", false, "|back", isAnswer},
		{"back to back", true, "|back to back", isAnswer},
		{"不知道", true, "unknown|", isCommand},
		{"note", true, "|note", isAnswer},
		{"::8080", false, "|:8080", isAnswer},
		{"：：8080", true, "|:8080", isAnswer},
		{":8080", false, "|8080", isUnknown},
		{":", false, "|", isUnknown},
		{"", true, "|", isAnswer},
		{":【", false, "section-before|", isCommand},
		{":f 张三 2026-12-01", false, "follow-up|张三 2026-12-01", isCommand},
	} {
		cmd, text, is := parse(c.line, c.bare)
		if got := cmd.id + "|" + text; got != c.want || is != c.kind {
			t.Errorf("parse(%q, %v) is %q of kind %d, want %q of kind %d", c.line, c.bare, got, is, c.want, c.kind)
		}
	}
}

// TestHelpIsGenerated: the help names every command that acts there, in both languages.
func TestHelpIsGenerated(t *testing.T) {
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		s := newStage(t)
		s.options.Lang = l
		out, _ := s.run(":h\n")
		for _, c := range commands() {
			if c.where&atQuestion != 0 && (!strings.Contains(out, c.name()) || !strings.Contains(out, c.help.In(l))) {
				t.Errorf("%s: the help says nothing of %s", l, c.id)
			}
		}
	}
}

func TestSplitDay(t *testing.T) {
	for line, want := range map[string]string{
		"张三 2026-12-01":    "张三|2026-12-01",
		"张三，2026年12月1日":    "张三|2026年12月1日",
		"Ann Lee 2026/1/2": "Ann Lee|2026/1/2",
		"2026-12-01":       "|2026-12-01",
		"张三":               "张三|",
		"组 2":              "组 2|",
	} {
		owner, due := splitDay(line)
		if got := owner + "|" + due; got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestAttendees(t *testing.T) {
	got := attendees("张三（架构师）、李四, Wang Wu (DBA)；")
	want := "张三/架构师 李四/ Wang Wu/DBA"
	var words []string
	for _, p := range got {
		words = append(words, p.Name+"/"+p.Role)
	}
	if s := strings.Join(words, " "); s != want {
		t.Errorf("%q, want %q", s, want)
	}
}
