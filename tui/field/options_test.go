package field

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/survey"
)

func option(key string, risk survey.Risk) survey.Option {
	o := survey.Option{Key: key, Text: text(strings.ToUpper(key)), Risk: risk}
	if risk == survey.Red || risk == survey.Yellow {
		o.Rationale, o.Mitigation = text("because of "+key), text("do something about "+key)
	}
	return o
}

func choiceOf(t survey.Type, options ...survey.Option) survey.Question {
	return survey.Question{Field: survey.Field{Type: t, Options: options}}
}

func TestChoice(t *testing.T) {
	advice := option("c", "")
	advice.Advice = true
	q := choiceOf(survey.Choice, option("a", survey.Green), option("b", survey.Red), advice)
	tests := []struct {
		name, keys, want string
		handled          bool
	}{
		{"nothing", "", "nothing", false},
		{"digit", "2", "b", true},
		{"full-width digit", "２", "b", true},
		{"digit without option", "4", "nothing", false},
		{"space", "<space>", "a", true},
		{"move and space", "j<space>", "b", true},
		{"moving is not choosing", "<down>", "nothing", true},
		{"enter chooses what is pointed at", "<down><enter>", "b", true},
		{"the second enter is the caller's", "<down><enter><enter>", "b", false},
		{"another", "13", "c", true},
		{"letters are the caller's", "n", "nothing", false},
		{"nothing above the first", "k", "nothing", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, q)
			if got := press(f, tt.keys); got != tt.handled {
				t.Errorf("handled: %t", got)
			}
			wantValue(t, f, tt.want)
		})
	}
}

func TestBool(t *testing.T) {
	f := open(t, choiceOf(survey.Bool))
	press(f, "2")
	wantValue(t, f, "false")
	f.Set(survey.Value{Text: "true"})
	if d := cmp.Diff("▸ 1 (*) Yes\n  2 ( ) No", screen(f, 40, 5)); d != "" {
		t.Error(d)
	}
}

func TestRiskIsShownAfterChoosing(t *testing.T) {
	advice := option("c", "")
	advice.Advice = true
	f := open(t, choiceOf(survey.Choice, option("a", survey.Green), option("b", survey.Red), advice))
	press(f, "<down>")
	if got := screen(f, 70, 20); strings.Contains(got, "risk") || strings.Contains(got, "because") || strings.Contains(got, "advice") {
		t.Errorf("the answer is led:\n%s", got)
	}
	press(f, "2")
	want := `  1 ( ) A
▸ 2 (*) B
        ✗ high risk: because of b
          Mitigation: do something about b
  3 ( ) C`
	if d := cmp.Diff(want, screen(f, 70, 20)); d != "" {
		t.Error(d)
	}
	press(f, "3")
	if got := screen(f, 70, 20); !strings.Contains(got, "⚠ advice only") || strings.Contains(got, "high risk") {
		t.Error(got)
	}
}

func TestMulti(t *testing.T) {
	none := option("none", "")
	none.Exclusive = true
	plain := choiceOf(survey.Multi, none, option("a", ""), option("b", survey.Yellow), option("c", ""))
	ranked := choiceOf(survey.Multi, option("a", ""), option("b", ""), option("c", ""))
	ranked.Ranked, ranked.Most = true, 2
	tests := []struct {
		name, keys, want string
		question         survey.Question
	}{
		{"nothing", "", "nothing", plain},
		{"toggle", "<down><space>", "a", plain},
		{"toggle twice", "<down><space><space>", "nothing", plain},
		{"order of the question", "432", "a, b, c", plain},
		{"exclusive takes the others away", "231", "none", plain},
		{"another takes the exclusive away", "12", "a", plain},
		{"none of them", "0", "none", plain},
		{"none, taken back", "00", "nothing", plain},
		{"none, then one", "02", "a", plain},
		{"enter is the caller's", "2<enter>", "a", plain},
		{"order of choosing", "31", "c, a", ranked},
		{"no more than most", "312", "c, a", ranked},
		{"rank higher", "31K", "a, c", ranked},
		{"rank lower", "31<down><down>J", "a, c", ranked},
		{"rank beyond the end", "31KKK", "a, c", ranked},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, tt.question)
			press(f, tt.keys)
			wantValue(t, f, tt.want)
		})
	}
	f := open(t, ranked)
	press(f, "31")
	if got := screen(f, 60, 10); !strings.Contains(got, "▸ 1 [2] A") || !strings.Contains(got, "Order: 1 C > 2 A") {
		t.Error(got)
	}
	press(f, "2")
	if got := screen(f, 60, 10); !strings.Contains(got, "⚠ at most 2 may be chosen") {
		t.Error(got)
	}
}

func TestSetOptions(t *testing.T) {
	f := open(t, choiceOf(survey.Multi, option("a", ""), option("b", "")))
	f.Set(survey.Value{List: []string{"b"}})
	wantValue(t, f, "b")
	if f.Changed() {
		t.Error("changed by Set")
	}
	f.Set(survey.Value{List: []string{}})
	wantValue(t, f, "none")
	f.Set(survey.Value{})
	wantValue(t, f, "nothing")
	f.Set(survey.Value{List: []string{"b", "gone"}})
	wantValue(t, f, "problem: ")
}
