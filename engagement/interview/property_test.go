package interview

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// TestMergeIsUnion: whatever the order, the repetitions and the portions in which
// the logs of three devices arrive, and whatever was computed in between, the
// state is the same.
func TestMergeIsUnion(t *testing.T) {
	for seed := range uint64(12) {
		w := newWorld(t, seed, 3)
		for range 60 {
			w.act()
		}
		events := w.events()
		for _, part := range [][]Event{events, w.shuffled(events)[:len(events)/2]} {
			all := w.reader()
			all.Replay(part)
			want := dump(t, all)
			one := w.reader()
			for i, e := range w.shuffled(part) {
				one.Apply(e)
				if i%7 == 0 {
					one.Progress(pickOne(w, one.Subjects().Places()))
					one.Conflicts()
				}
			}
			sameDump(t, "one by one in another order", dump(t, one), want)
			portions := w.reader()
			for rest := w.shuffled(part); len(rest) > 0; {
				n := 1 + w.random.IntN(len(rest))
				portions.Replay(rest[:n])
				portions.ConflictsAt(survey.Place{})
				rest = rest[n:]
			}
			sameDump(t, "in portions", dump(t, portions), want)
			sameDump(t, "search", hits(one), hits(portions))
		}
	}
}

func hits(m *Machine) string {
	return strings.ReplaceAll(fmt.Sprintf("%+v", append(m.Index(i18n.ZH).Find("qk shop", 30), m.Index(i18n.EN).Find("erp", 30)...)), "} {", "\n")
}

// TestIncremental: what is computed step by step, with everything cached, is what
// a replay computes at once.
func TestIncremental(t *testing.T) {
	for seed := range uint64(8) {
		w := newWorld(t, seed+100, 2)
		for range 40 {
			s := w.act()
			fresh := New(Options{Bank: w.o.Bank, Device: s.Device(), Applications: w.o.Applications, Suggestions: w.o.Suggestions})
			for _, e := range s.events {
				fresh.Apply(e.Event)
			}
			sameDump(t, "kept", computed(t, s.Machine), computed(t, fresh))
		}
	}
}

// TestUndoRedoIdentity: undo takes back all that an action did and redo brings all
// of it back, to whatever depth.
func TestUndoRedoIdentity(t *testing.T) {
	for seed := range uint64(6) {
		w := newWorld(t, seed+200, 1)
		s := w.devices[0]
		for range 10 {
			w.act()
		}
		for s.CanRedo() {
			_, err := s.Redo()
			w.no(err)
		}
		var before []string
		for range 6 {
			before = append(before, visible(t, s.Machine))
			drafts := []Event{w.draft(s), w.draft(s)}
			w.no(s.Do(drafts...))
		}
		last := visible(t, s.Machine)
		for _, want := range slices.Backward(before) {
			_, err := s.Undo()
			w.no(err)
			sameDump(t, "undo", visible(t, s.Machine), want)
		}
		for i := range before {
			sameDump(t, "redo", visible(t, s.Machine), before[i])
			_, err := s.Redo()
			w.no(err)
		}
		sameDump(t, "all again", visible(t, s.Machine), last)
	}
}

// visible is the dump without its last line, which counts events.
func visible(t testing.TB, m *Machine) string {
	all := dump(t, m)
	return all[:strings.LastIndex(strings.TrimSuffix(all, "\n"), "\n")]
}

// TestUnknownRaisesNothing: that nobody knows an answer makes an interview neither
// more complete nor surer nor readier.
func TestUnknownRaisesNothing(t *testing.T) {
	w := newWorld(t, 300, 1)
	s := w.devices[0]
	for range 150 {
		d := w.draft(s)
		item := []Item{{Place: d.Place, Question: d.Question}}
		before, all := s.Count(item), s.ProgressOf(s.Subjects().Places()...)
		d.Kind, d.Answer, d.Text, d.Owner, d.Due = Answered, &Answer{State: survey.Unknown}, "", "", ""
		w.no(s.Do(d))
		after := s.Count(item)
		if after.Known > before.Known || after.Confirmed > before.Confirmed || after.Green > before.Green || after.Unknown != 1 {
			t.Fatalf("%s: %+v, before %+v", d.Question, after, before)
		}
		if p := s.ProgressOf(s.Subjects().Places()...); p.Asked == all.Asked && (p.Completeness() > all.Completeness() || p.Confidence() > all.Confidence() || p.Readiness() > all.Readiness()) {
			t.Fatalf("%s: %+v, before %+v", d.Question, p, all)
		}
		w.act()
	}
}

// FuzzApply: no line and no order of lines makes the engine panic, hang or depend
// on the order.
func FuzzApply(f *testing.F) {
	w := newWorld(f, 1, 2)
	for range 20 {
		w.act()
	}
	for _, line := range lines(f, w.events()) {
		f.Add(line, []byte(`{"id":"a/1","at":"2026-11-24T09:00:00Z","kind":"undo","target":"a/1"}`))
	}
	f.Add([]byte(`{"id":"a/9223372036854775807","kind":"answer","question":"goal.slo","answer":{"state":"known","rows":[{"x":"y"}]}}`), []byte(`{"id":"a/2","kind":"answer","place":{"app":"x"},"question":"tgt.envs","seen":["a/1","a/2","b/3"],"answer":{"state":"known"}}`))
	f.Add([]byte(`{"id":"a/1","kind":"answer","batch":"b/1","question":"biz.scope.apps","answer":{"state":"known","rows":[{"name":"a\u0000b"},{"name":"x"}]}}`), []byte(`{"id":"a/1","kind":"note","question":"","text":"x"}`))
	f.Add([]byte(`{"id":"b/1","kind":"redo","target":"b/1"}`), []byte(`{"id":"b/2","kind":"close","target":"a/1"}`))
	f.Add([]byte(`{"id":"b/1","kind":"meeting","people":[{}]}`), []byte(`{"id":"b/1","kind":"later","question":"goal.slo"}`))
	base := w.events()
	f.Fuzz(func(t *testing.T, x, y []byte) {
		a, b := w.reader(), w.reader()
		a.Replay(base)
		one, errX := Decode(x)
		two, errY := Decode(y)
		if errX == nil && errY == nil {
			a.Apply(one)
			a.Apply(two)
			b.Apply(two)
			b.Apply(one)
			b.Replay(base)
			sameDump(t, "order", computed(t, a)+inForce(a), computed(t, b)+inForce(b))
		}
		a.Apply(one) // what Decode refuses must not hurt either
		a.Apply(two)
		if _, err := a.Make(clock()(), "王工", Event{Kind: Noted, Question: "goal.slo", Text: "可以继续"}); err != nil {
			t.Fatal(err)
		}
	})
}
