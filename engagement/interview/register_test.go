package interview

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// event writes an event in short: "a/3 none seen a/1,b/2 batch a/2", "a/4 undo a/3",
// "b/5 clear", about net.mirrors unless "of" names another question.
func event(t testing.TB, s string) Event {
	t.Helper()
	words := strings.Fields(s)
	e := Event{ID: words[0], At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Kind: Answered, Question: "net.mirrors"}
	switch k := Kind(words[1]); k {
	case Undone, Redone:
		e.Kind, e.Question, e.Target = k, "", words[2]
		return e
	case Cleared, "later":
		e.Kind = k
	default:
		e.Answer = &Answer{State: survey.Known, Text: words[1]}
	}
	for i := 2; i+1 < len(words); i += 2 {
		switch words[i] {
		case "seen":
			e.Seen = strings.Split(words[i+1], ",")
		case "batch":
			e.Batch = words[i+1]
		case "of":
			e.Question = words[i+1]
		default:
			t.Fatal(s)
		}
	}
	return e
}

// inForce are the answers to net.mirrors.
func inForce(m *Machine) string {
	e, _ := m.Entry(survey.Place{}, "net.mirrors")
	out := []string{}
	for _, h := range e.Held {
		out = append(out, h.ID+" "+h.Answer.Value.Text)
	}
	return strings.Join(out, ", ")
}

func TestWhatIsInForce(t *testing.T) {
	for _, c := range []struct{ name, events, want string }{
		{"one replaces the other", "a/1 china; b/2 none seen a/1", "b/2 none"},
		{"two that do not know each other", "a/1 china; b/1 none", "a/1 china, b/1 none"},
		{"two that say the same", "a/1 china; b/1 china", "a/1 china"},
		{"one settles two", "a/1 china; b/1 none; b/2 custom seen a/1,b/1", "b/2 custom"},
		{"cleared", "a/1 china; b/2 clear seen a/1", ""},
		{"undone", "a/1 china; a/2 none seen a/1; a/3 undo a/2", "a/1 china"},
		{"redone", "a/1 china; a/2 none seen a/1; a/3 undo a/2; a/4 redo a/2", "a/2 none"},
		{"undone, though another replaced it", "a/1 china; a/2 none seen a/1; b/3 custom seen a/2; a/4 undo a/2", "b/3 custom"},
		{"what a withdrawn one replaced, and a later one through it", "a/1 china; a/2 none seen a/1; a/3 custom seen a/2; a/4 undo a/3", "a/2 none"},
		{"redone after another one answered", "a/1 china; a/2 undo a/1; b/3 none; a/4 redo a/1", "a/1 china, b/3 none"},
		{"undo by another device", "a/1 china; b/2 undo a/1", "a/1 china"},
		{"undo of what comes later", "a/5 china; a/3 undo a/5", "a/5 china"},
		{"undo of nothing", "a/1 china; a/2 undo a/9; a/3 undo nothing", "a/1 china"},
		{"undo of a whole action", "a/1 china; a/2 none seen a/1; a/3 custom seen a/2 batch a/2; a/4 undo a/2", "a/1 china"},
		{"batch of another device", "a/1 china; b/2 none seen a/1 batch a/1; a/3 undo a/1", "b/2 none"},
		{"batch of a later event", "a/1 china batch a/7; a/8 undo a/7", "a/1 china"},
		{"seen by one with a lower number", "a/4 china; b/3 none seen a/4", "b/3 none, a/4 china"},
		{"in a circle", "a/2 china seen b/2; b/2 none seen a/2", "a/2 china, b/2 none"},
		{"itself", "a/1 china seen a/1", "a/1 china"},
		{"what is not there", "a/1 china seen b/7,rubbish", "a/1 china"},
		{"an answer to another question", "a/1 public of sec.gate; a/2 china seen a/1; b/3 none of sec.gate seen a/2", "a/2 china"},
		{"a kind of a newer program", "a/1 china; a/2 later seen a/1", "a/1 china"},
		{"a number beyond reason", "a/1 china; a/9223372036854775807 none seen a/1", "a/1 china"},
	} {
		var events []Event
		for s := range strings.SplitSeq(c.events, "; ") {
			events = append(events, event(t, s))
		}
		for range 2 {
			m := New(Options{Bank: bank(t), Device: "a"})
			for _, e := range events {
				m.Apply(e)
			}
			if got := inForce(m); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
			slices.Reverse(events)
		}
	}
}

// TestTwoMachinesOfOneName: one of the two is kept, the same one everywhere, and
// somebody is told.
func TestTwoMachinesOfOneName(t *testing.T) {
	for _, other := range []string{"a/1 none", "a/1 china of sec.gate", "a/1 undo a/9", "a/1 later", "a/1 china seen a/7"} {
		events := []Event{event(t, "a/1 china"), event(t, other), event(t, "a/2 custom of app.source"), event(t, "b/4 none seen a/1")}
		var first string
		for i := range 4 {
			m := New(Options{Bank: bank(t), Device: "a"})
			if i%2 == 0 {
				m.Replay(events)
			} else {
				for _, e := range events {
					m.Apply(e)
					m.Conflicts()
				}
			}
			if len(m.Problems()) != 1 {
				t.Errorf("%s: problems %+v", other, m.Problems())
			}
			if i == 0 {
				first = dump(t, m)
			}
			sameDump(t, other, dump(t, m), first)
			if i == 1 {
				slices.Reverse(events)
			}
		}
	}
}

func TestActions(t *testing.T) {
	s, _ := session(t, "a", Options{})
	org := survey.Place{}
	do(t, s, choose("net.mirrors", "china", org))
	do(t, s, choose("net.mirrors", "none", org), choose("net.mirrors", "custom", org), Event{Kind: Noted, Question: "net.mirrors", Text: "见附件"})
	if got := inForce(s.Machine); got != "a/3 custom" {
		t.Errorf("the last answer of an action is %q", got)
	}
	undone, err := s.Undo()
	if e, _ := s.Entry(org, "net.mirrors"); err != nil || len(undone) != 3 || inForce(s.Machine) != "a/1 china" || e.Note != "" {
		t.Errorf("%d events undone (%v), then %q, note %q", len(undone), err, inForce(s.Machine), e.Note)
	}
	if err := s.Do(); err != nil {
		t.Error(err)
	}
}

// TestLateEventsOfOneself: a copy of the own log that comes in pieces gives the same
// history.
func TestLateEventsOfOneself(t *testing.T) {
	events := []Event{event(t, "a/1 china"), event(t, "a/2 none seen a/1"), event(t, "a/3 undo a/2")}
	m := New(Options{Bank: bank(t), Device: "a"})
	for _, i := range []int{2, 0, 1} {
		m.Apply(events[i])
	}
	if !slices.Equal(m.own.done, []string{"a/1"}) || !slices.Equal(m.own.undone, []string{"a/2"}) {
		t.Errorf("done %v, undone %v", m.own.done, m.own.undone)
	}
}

type broken struct{}

func (broken) Append(...Event) error { return errors.New("disk full") }

func TestNothingChangesUnlessItIsInTheLog(t *testing.T) {
	s := NewSession(New(Options{Bank: bank(t), Device: "a"}), broken{}, clock(), "王工")
	if err := s.Do(choose("net.mirrors", "china", survey.Place{})); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Error(err)
	}
	if s.Len() != 0 || inForce(s.Machine) != "" {
		t.Error("it is in the state all the same")
	}
}

func TestRefused(t *testing.T) {
	s, log := session(t, "a", Options{})
	answer := choose
	for name, e := range map[string]Event{
		"no such option":      answer("net.mirrors", "moon", survey.Place{}),
		"no such question":    answer("net.moon", "china", survey.Place{}),
		"unknown of nothing":  {Kind: Answered, Question: "net.moon", Answer: &Answer{State: survey.Unknown}},
		"note on nothing":     {Kind: Noted, Question: "net.moon", Text: "x"},
		"not at this level":   answer("net.mirrors", "china", survey.Place{App: "shop"}),
		"no place":            answer("state.session", "shared", survey.Place{Env: "prod", App: "shop"}),
		"name of two lines":   answer("state.session", "shared", survey.Place{App: "a\nb"}),
		"name that is hidden": answer("state.session", "shared", survey.Place{App: "\x1b[2J"}),
		"secret in a note":    {Kind: Noted, Question: "net.mirrors", Text: "password: hunter2hunter2"},
		"no day":              {Kind: FollowUp, Question: "net.mirrors", Owner: "李工", Due: "下周"},
		"no state":            {Kind: Answered, Question: "net.mirrors", Answer: &Answer{State: "maybe"}},
		"no kind":             {Question: "net.mirrors"},
	} {
		if err := s.Do(answer("net.mirrors", "none", survey.Place{}), e); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if len(log.events) > 0 || s.Len() > 0 {
		t.Errorf("%d events are in the log", len(log.events))
	}
	if _, err := New(Options{Bank: bank(t)}).Make(time.Time{}, "", answer("net.mirrors", "none", survey.Place{})); err == nil {
		t.Error("a reader makes events")
	}
}

func TestParseID(t *testing.T) {
	for id, ok := range map[string]bool{
		"a/1": true, "wang-mbp/42": true, "a/0": false, "a/01": false, "a/+1": false, "a/-1": false, "a": false, "/1": false, "A/1": false, "-a/1": false, "a-/1": false,
		"a/1/2": false, "": false, "a/1099511627776": true, "a/1099511627777": false, strings.Repeat("a", 65) + "/1": false,
	} {
		c, err := ParseID(id)
		if (err == nil) != ok || ok && c.String() != id {
			t.Errorf("%q: %v %v", id, c, err)
		}
	}
}
