package interview

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
)

var loadBank = sync.OnceValues(survey.Load)

func bank(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := loadBank()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// memory is a log that forgets nothing and writes nothing.
type memory struct{ events []Event }

func (l *memory) Append(events ...Event) error {
	l.events = append(l.events, events...)
	return nil
}

func clock() func() time.Time {
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	return func() time.Time { at = at.Add(time.Second); return at }
}

func session(t testing.TB, device string, o Options) (*Session, *memory) {
	t.Helper()
	o.Bank, o.Device = bank(t), device
	log := &memory{}
	return NewSession(New(o), log, clock(), "王工"), log
}

func choose(id, key string, at survey.Place) Event {
	return Event{Kind: Answered, Place: at, Question: id, Origin: Person, Answer: &Answer{State: survey.Known, Text: key, Confidence: survey.Confirmed}}
}

func do(t testing.TB, s *Session, drafts ...Event) {
	t.Helper()
	if err := s.Do(drafts...); err != nil {
		t.Fatal(err)
	}
}

func status(t testing.TB, m *Machine, id string, at survey.Place) Status {
	t.Helper()
	e, ok := m.Entry(at, id)
	if !ok {
		t.Fatal(id)
	}
	return e.Status()
}

func TestAnswerUndoRedo(t *testing.T) {
	s, _ := session(t, "a", Options{})
	org := survey.Place{}
	do(t, s, choose("net.mirrors", "china", org))
	do(t, s, choose("net.mirrors", "none", org))
	for _, want := range []string{"china", ""} {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		got := ""
		if e, _ := s.Entry(org, "net.mirrors"); e.Status() == Done {
			got = e.Held[0].Answer.Value.Text
		}
		if got != want {
			t.Errorf("after undo: %q, want %q", got, want)
		}
	}
	if s.CanUndo() || !s.CanRedo() {
		t.Error("nothing is left to undo, two actions to redo")
	}
	if _, err := s.Redo(); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Entry(org, "net.mirrors"); got.Held[0].Answer.Value.Text != "china" {
		t.Errorf("after redo: %+v", got.Held)
	}
}

// TestTwoDevices: answers that do not know each other are a conflict, on both
// devices alike, and a third answer settles it.
func TestTwoDevices(t *testing.T) {
	org := survey.Place{}
	a, logA := session(t, "a", Options{})
	b, logB := session(t, "b", Options{})
	do(t, a, choose("net.mirrors", "china", org))
	do(t, b, choose("net.mirrors", "none", org))
	all := slices.Concat(logB.events, logA.events)
	merged := NewSession(New(Options{Bank: bank(t), Device: "a"}), logA, clock(), "")
	merged.Replay(all)
	if got := status(t, merged.Machine, "net.mirrors", org); got != Conflicting {
		t.Fatalf("status is %s", got)
	}
	if c := merged.Conflicts(); len(c) != 1 || c[0].Kind != BetweenAnswers {
		t.Errorf("%+v", c)
	}
	if a, _ := merged.Answers().At(org, "net.mirrors"); a.State != survey.Unknown {
		t.Errorf("a conflict decides: %+v", a)
	}
	do(t, merged, choose("net.mirrors", "none", org))
	if got := status(t, merged.Machine, "net.mirrors", org); got != Done {
		t.Errorf("status is %s after it was settled", got)
	}
}
