package survey

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

var loadBank = sync.OnceValues(Load)

func testBank(t testing.TB) *Bank {
	t.Helper()
	b, err := loadBank()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBank holds what Load does not: that texts are in the language they are filed
// under, and that a yes-or-no is never asked twice in one question.
func TestBank(t *testing.T) {
	for _, q := range testBank(t).Questions() {
		if !hasHan(q.Text.ZH) || hasHan(q.Text.EN) || !hasHan(q.Help.ZH) || hasHan(q.Help.EN) || !hasHan(q.Default.Text.ZH) || hasHan(q.Default.Text.EN) {
			t.Errorf("%s: a text is in the wrong language", q.ID)
		}
		if !strings.HasSuffix(q.Text.ZH, "？") || !strings.HasSuffix(q.Text.EN, "?") {
			t.Errorf("%s is no question", q.ID)
		}
		for _, f := range append([]Field{q.Field}, fields(q.Columns)...) {
			for _, o := range f.Options {
				if hasHan(o.Text.EN+o.Rationale.EN+o.Mitigation.EN) || o.Risk != "" && o.Risk != Green && !hasHan(o.Mitigation.ZH) {
					t.Errorf("%s: option %s has a text in the wrong language", q.ID, o.Key)
				}
			}
		}
	}
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF })
}

func TestQuestion(t *testing.T) {
	q, ok := testBank(t).Question("biz.criticality")
	if !ok || q.Section != "business" || q.Default.Value.Text != "normal" {
		t.Errorf("%+v", q)
	}
	if _, ok := testBank(t).Question("biz.nothing"); ok {
		t.Error("a question that does not exist")
	}
}

// TestMistakesInTheBank are found when it is loaded.
func TestMistakesInTheBank(t *testing.T) {
	const head = "id: s\ntitle: {zh: 一, en: one}\nquestions:\n"
	const ok = `- {id: a.b, scope: org, tier: core, question: {zh: "吗？", en: "is it?"}, help: {zh: 因, en: why}, type: bool, default: {value: true, text: {zh: 是, en: yes}}, drives: [kind]}` + "\n"
	tests := []struct{ name, data, want string }{
		{"fine", head + ok, ""},
		{"twice", head + ok + ok, "a.b is there twice"},
		{"no Chinese", head + strings.Replace(ok, "zh: \"吗？\", ", "", 1), "both languages"},
		{"no drives", head + strings.Replace(ok, "[kind]", "[]", 1), "drives nothing"},
		{"bad default", head + strings.Replace(ok, "value: true", "value: maybe", 1), "default of a.b"},
		{"bad id", head + strings.Replace(ok, "a.b", "A", 1), "an id is"},
		{"bad scope", head + strings.Replace(ok, "scope: org", "scope: all", 1), "unknown scope"},
		{"unknown key", head + strings.Replace(ok, "tier:", "tire:", 1), "tire"},
		{"options of a bool", head + strings.Replace(ok, "type: bool", "type: bool, options: [{key: x, text: {zh: 一, en: one}}]", 1), "options belong"},
		{"red without mitigation", head + strings.Replace(strings.Replace(ok, "type: bool", "type: choice, options: [{key: x, risk: red, text: {zh: 一, en: one}}]", 1), "value: true, ", "", 1), "needs rationale"},
		{"column like the long form", head + strings.Replace(strings.Replace(ok, "type: bool", "type: record, columns: [{key: note, type: text, text: {zh: 一, en: one}}]", 1), "value: true, ", "", 1), "no key for a column"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := load(fstest.MapFS{"bank/1.yaml": {Data: []byte(tt.data)}}, "bank")
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
