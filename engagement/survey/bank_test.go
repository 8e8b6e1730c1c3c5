package survey

import (
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/gantry-ack/gantry/internal/i18n"
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

func fields(cs []Column) []Field {
	out := make([]Field, len(cs))
	for i, c := range cs {
		out[i] = c.Field
	}
	return out
}

// TestBank holds what Load does not: that texts are in the language they are filed
// under, that a question is one, and that nothing of the draft got lost.
func TestBank(t *testing.T) {
	all := testBank(t).Questions()
	core := 0
	for _, q := range all {
		if q.Tier == Core {
			core++
		}
		if !strings.HasSuffix(q.Text.ZH, "？") || strings.Count(q.Text.ZH, "？") > 1 || !strings.HasSuffix(q.Text.EN, "?") || strings.Count(q.Text.EN, "?") > 1 {
			t.Errorf("%s is no question", q.ID)
		}
		texts := []i18n.Text{q.Text, q.Help, q.Default.Text}
		for _, f := range append([]Field{q.Field}, fields(q.Columns)...) {
			for _, o := range f.Options {
				texts = append(texts, o.Rationale, o.Mitigation)
				if hasHan(o.Text.EN) {
					t.Errorf("%s: option %s has no English", q.ID, o.Key)
				}
			}
			if hasHan(f.Measure.EN) {
				t.Errorf("%s: %s counts in Chinese", q.ID, f.Measure.EN)
			}
		}
		for _, c := range q.Columns {
			if hasHan(c.Text.EN) {
				t.Errorf("%s: column %s has no English", q.ID, c.Key)
			}
		}
		for _, text := range texts {
			if text != (i18n.Text{}) && (!hasHan(text.ZH) || hasHan(text.EN)) {
				t.Errorf("%s: a text is in the wrong language: %+v", q.ID, text)
			}
		}
	}
	if len(all) < 119 {
		t.Errorf("%d questions, fewer than were researched", len(all))
	}
	t.Logf("%d questions, %d of them core", len(all), core)
}

// TestTextsNameWhatExists: a text that sends the reader to another question names
// one that is there.
func TestTextsNameWhatExists(t *testing.T) {
	b := testBank(t)
	prefixes := map[string]bool{}
	for _, q := range b.Questions() {
		prefix, _, _ := strings.Cut(q.ID, ".")
		prefixes[prefix] = true
	}
	id := regexp.MustCompile(`[a-z]+(\.[a-z0-9_]+)+`)
	for _, q := range b.Questions() {
		said := q.Text.ZH + q.Text.EN + q.Help.ZH + q.Help.EN + q.Default.Text.ZH + q.Default.Text.EN
		for _, f := range append([]Field{q.Field}, fields(q.Columns)...) {
			for _, o := range f.Options {
				said += " " + o.Rationale.ZH + o.Rationale.EN + o.Mitigation.ZH + o.Mitigation.EN
			}
		}
		for _, word := range id.FindAllString(said, -1) {
			prefix, _, _ := strings.Cut(word, ".")
			if _, ok := b.Question(word); !ok && prefixes[prefix] {
				t.Errorf("%s speaks of %s, which is no question", q.ID, word)
			}
		}
	}
}

// TestDrivesHaveWords: every drive has words of its own, and some question uses it.
func TestDrivesHaveWords(t *testing.T) {
	used := map[string]bool{}
	for _, q := range testBank(t).Questions() {
		for _, id := range q.Drives {
			used[id] = true
		}
	}
	seen := map[string]string{}
	for _, d := range Drives() {
		if !hasHan(d.Text.ZH) && d.Text.ZH != "" || d.Text.ZH == "" || d.Text.EN == "" || hasHan(d.Text.EN) {
			t.Errorf("%s: %+v", d.ID, d.Text)
		}
		for _, word := range []string{d.ID, d.Text.ZH, d.Text.EN} {
			if seen[word] != "" && seen[word] != d.ID {
				t.Errorf("%q stands for %s and %s", word, seen[word], d.ID)
			}
			seen[word] = d.ID
		}
		if d.Later && !used[d.ID] {
			t.Errorf("no question drives %s", d.ID)
		}
	}
	if _, ok := DriveText("nothing"); ok || IsAspect("nothing") || IsAspect("assess.risk") || !IsAspect("replicas") {
		t.Error("drives are mixed up")
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
	const head = "id: s\ntitle: {zh: 一, en: one}\narea: target\nroles: [manager]\nquestions:\n"
	const ok = `- {id: a.b, scope: org, tier: core, question: {zh: "吗？", en: "is it?"}, help: {zh: 因, en: why}, type: bool, default: {text: {zh: 是, en: yes}}, drives: [kind]}` + "\n"
	const x, y = "{key: x, text: {zh: 一, en: one}}", "{key: y, text: {zh: 二, en: two}}"
	const measure = ", measure: {zh: 天, en: days}"
	with := func(from, to string) string { return head + strings.Replace(ok, from, to, 1) }
	typed := func(s string) string { return with("type: bool", "type: "+s) }
	// second is a question after one of the type, shown on condition.
	second := func(first, condition string) string {
		return typed(first) + strings.NewReplacer("a.b", "a.c", "tier:", "showIf: ["+condition+"], tier:").Replace(ok)
	}
	const choice, table = "choice, options: [" + x + ", " + y + "]", "table, columns: [{key: k, type: text, text: {zh: 一, en: one}}]"
	tests := []struct{ name, data, want string }{
		{"fine", head + ok, ""},
		{"section without area", strings.Replace(head, "area: target\n", "", 1) + ok, "unknown area"},
		{"section without roles", strings.Replace(head, "roles: [manager]\n", "", 1) + ok, "no role"},
		{"section without questions", strings.Replace(head, "questions:\n", "questions: []\n", 1), "no questions"},
		{"section without English", strings.Replace(head, ", en: one", "", 1) + ok, "title needs both"},
		{"twice", head + ok + ok, "a.b is there twice"},
		{"no Chinese", with("zh: \"吗？\", ", ""), "both languages"},
		{"no drives", with("[kind]", "[]"), "drives nothing"},
		{"unknown drive", with("[kind]", "[kindness]"), "which nothing names"},
		{"drive twice", with("[kind]", "[kind, kind]"), "drive is there twice"},
		{"bad default", with("default: {", "default: {value: maybe, "), "default of a.b"},
		{"default without reason", with("text: {zh: 是, en: yes}", ""), "needs its reason"},
		{"bad id", with("a.b", "A"), "an id is"},
		{"bad scope", with("scope: org", "scope: all"), "unknown scope"},
		{"environments of the organisation", with("scope: org", "scope: org, perEnvironment: true"), "perEnvironment"},
		{"asked below its scope", with("scope: org", "scope: org, ask: app"), "cannot be answered"},
		{"asked nowhere", with("scope: org", "scope: app, ask: team"), "cannot be answered"},
		{"asked in the other branch", with("scope: org", "scope: app, ask: env"), "cannot be answered"},
		{"bad role", with("scope: org", "scope: org, roles: [The boss]"), "no id of a role"},
		{"role twice", with("scope: org", "scope: org, roles: [manager, manager]"), "role is there twice"},
		{"bad tier", with("tier: core", "tier: some"), "unknown tier"},
		{"unknown key", with("tier:", "tire:"), "tire"},
		{"unknown type", typed("money"), "unknown type"},
		{"options of a bool", typed("bool, options: [" + x + "]"), "options belong"},
		{"choice of nothing", typed("choice"), "options belong"},
		{"option twice", typed("choice, options: [" + x + ", " + x + "]"), "option x is there twice"},
		{"unknown as an option", typed("choice, options: [{key: unknown, text: {zh: 一, en: one}}]"), "a state of every answer"},
		{"exclusive choice", typed("choice, options: [{key: x, exclusive: true, text: {zh: 一, en: one}}]"), "exclusive is for multi"},
		{"red without mitigation", typed("choice, options: [{key: x, risk: red, text: {zh: 一, en: one}}]"), "needs rationale"},
		{"yellow without English", typed("choice, options: [{key: x, risk: yellow, text: {zh: 一, en: one}, rationale: {zh: 一, en: one}, mitigation: {zh: 一}}]"), "needs rationale"},
		{"mitigation of green", typed("choice, options: [{key: x, risk: green, text: {zh: 一, en: one}, mitigation: {zh: 一, en: one}}]"), "no risk"},
		{"unknown risk", typed("choice, options: [{key: x, risk: blue, text: {zh: 一, en: one}}]"), "unknown risk"},
		{"number of nothing", typed("number"), "says in both languages what it counts"},
		{"number with half a unit", typed("number, measure: {zh: 天}"), "says in both languages what it counts"},
		{"text with a unit", typed("text" + measure), "says in both languages what it counts"},
		{"number without room", typed("number, min: 5, max: 2" + measure), "max is below min"},
		{"limits of a text", typed("text, max: 2"), "min and max belong"},
		{"quantity of nothing", typed("quantity"), "unit cpu or memory"},
		{"format of a number", typed("number, format: host" + measure), "a format belongs"},
		{"unknown format", typed("text, format: poem"), "unknown format"},
		{"ranked choice", typed("choice, ranked: true, options: [" + x + "]"), "belong to multi"},
		{"most that is all", typed("multi, most: 2, options: [" + x + ", " + y + "]"), "limits nothing"},
		{"default above most", with("type: bool, default: {", "type: multi, most: 1, options: ["+x+", "+y+"], default: {value: [x, y], "), "takes 1 at most"},
		{"column like the long form", typed("record, columns: [{key: note, type: text, text: {zh: 一, en: one}}]"), "no key for a column"},
		{"column of columns", typed("record, columns: [{key: k, type: list, text: {zh: 一, en: one}}]"), "a column holds no list"},
		{"column twice", typed("record, columns: [{key: k, type: text, text: {zh: 一, en: one}}, {key: k, type: text, text: {zh: 一, en: one}}]"), "column k is there twice"},
		{"unique record", typed("record, columns: [{key: k, unique: true, type: text, text: {zh: 一, en: one}}]"), "unique is for tables"},
		{"table without columns", typed("table"), "columns belong"},
		{"condition", second(choice, "{question: a.b, is: [x, unknown]}"), ""},
		{"condition on a bool", second("bool", "{question: a.b, is: ['false']}"), ""},
		{"condition on nothing", second(choice, "{question: a.z, is: [x]}"), "not asked before"},
		{"condition on itself", second(choice, "{question: a.c, is: [x]}"), "not asked before"},
		{"condition on a later question", with("tier:", "showIf: [{question: a.c, is: [x]}], tier:") + strings.Replace(ok, "a.b", "a.c", 1), "not asked before"},
		{"condition on no value", second(choice, "{question: a.b}"), "has no values"},
		{"condition on a value twice", second(choice, "{question: a.b, is: [x, x]}"), "a value is there twice"},
		{"condition on another value", second(choice, "{question: a.b, is: [z]}"), `never "z"`},
		{"condition on a text", second("text", "{question: a.b, is: [hello]}"), `never "hello"`},
		{"condition on a column", second(table, "{question: a.b, column: k, is: [unknown]}"), ""},
		{"condition on no column", second(table, "{question: a.b, is: [unknown]}"), "no column"},
		{"condition on a column of a choice", second(choice, "{question: a.b, column: k, is: [x]}"), "no columns"},
		{"condition on what is asked elsewhere", strings.Replace(second(choice, "{question: a.b, is: [x]}"), "scope: org", "scope: app", 1), "asked for each app"},
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

// TestIndex: the place of a question is that among all.
func TestIndex(t *testing.T) {
	bank := testBank(t)
	for i, q := range bank.Questions() {
		if got := bank.Index(q.ID); got != i {
			t.Errorf("the index of %s is %d, want %d", q.ID, got, i)
		}
	}
	if bank.Index("no.such") != -1 {
		t.Error("an unknown question has an index")
	}
}
