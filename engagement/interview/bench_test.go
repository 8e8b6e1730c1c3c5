package interview

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// landscape is an interview of 200 applications with 3 components each, in which
// nearly everything was answered.
func landscape(t testing.TB, apps, components int) (*Machine, []Event) {
	b := bank(t)
	var declared []Application
	for i := range apps {
		a := Application{Name: fmt.Sprintf("应用-%03d", i)}
		for j := range components {
			a.Components = append(a.Components, fmt.Sprintf("component-%d", j))
		}
		declared = append(declared, a)
	}
	m := New(Options{Bank: b, Device: "a", Applications: declared})
	var events []Event
	n := uint64(0)
	for _, p := range m.Subjects().Places() {
		for _, i := range m.Agenda(p, Filter{}) {
			q, _ := b.Question(i.Question)
			if q.Type == survey.Table && (q.ID == questionApplications || q.ID == questionEnvironments || q.ID == questionComponents) {
				continue
			}
			n++
			events = append(events, Event{
				ID: Clock{[]string{"a", "b"}[n%2], n}.String(), At: clock()(), By: "王工", Kind: Answered, Place: p, Question: q.ID, Origin: Person,
				Answer: sample(q, int(n)),
			})
		}
	}
	return m, events
}

// sample is a valid answer to a question, one of several by the seed.
func sample(q survey.Question, seed int) *Answer {
	a := &Answer{State: survey.Known, Confidence: survey.Confirmed}
	switch q.Type {
	case survey.Multi:
		a.List = []string{q.Options[seed%len(q.Options)].Key}
	case survey.List:
		a.List = []string{"libaio", "ffmpeg"}
	case survey.Table, survey.Record:
		row := map[string]string{}
		for i, c := range q.Columns {
			if c.Key != "setting" { // it may be a secret
				row[c.Key] = scalar(c.Field, seed+i)
			}
		}
		a.Rows = []map[string]string{row}
	default:
		a.Text = scalar(q.Field, seed)
	}
	return a
}

func scalar(f survey.Field, seed int) string {
	switch f.Type {
	case survey.Choice:
		return f.Options[seed%len(f.Options)].Key
	case survey.Bool:
		return []string{"true", "false"}[seed%2]
	case survey.Number:
		return fmt.Sprint(max(f.Min, 1))
	case survey.Percent:
		return "99.9"
	case survey.Quantity:
		return []string{"2", "4"}[seed%2]
	case survey.Duration:
		return "90s"
	case survey.Date:
		return "2026-11-30"
	case survey.CIDR:
		return fmt.Sprintf("10.%d.0.0/16", seed%200)
	}
	switch f.Format {
	case survey.Path, survey.URLPath:
		return "/data"
	case survey.Zone:
		return "Asia/Shanghai"
	case survey.EnvName:
		return "LOG_LEVEL"
	case survey.Cron:
		return "0 2 * * *"
	case survey.GitURL:
		return "https://git.example.com/shop/shop.git"
	case survey.Label, survey.Host, survey.Address:
		return "shop"
	}
	return fmt.Sprintf("一个回答，说清楚了第 %d 种情况", seed)
}

func lines(t testing.TB, events []Event) [][]byte {
	out := make([][]byte, len(events))
	for i, e := range events {
		line, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		out[i] = line
	}
	return out
}

// BenchmarkReplay100k reads a log of 100,000 events from memory, replays it and
// counts where the interview stands.
func BenchmarkReplay100k(b *testing.B) {
	m, events := landscape(b, 200, 3)
	for n, base := uint64(len(events)), len(events); len(events) < 100_000; {
		n++
		e := events[len(events)%base]
		e.Seen, e.ID = []string{e.ID}, Clock{"a", n}.String()
		events = append(events, e)
	}
	log := lines(b, events[:100_000])
	declared := m.subjects.declared
	b.ResetTimer()
	for b.Loop() {
		events := make([]Event, len(log))
		for i, line := range log {
			var err error
			if events[i], err = Decode(line); err != nil {
				b.Fatal(err)
			}
		}
		m := New(Options{Bank: m.bank, Device: "a", Applications: declared})
		m.Replay(events)
		if m.Len() != 100_000 {
			b.Fatal(m.Len())
		}
	}
}

// BenchmarkKeyToState is what one answer costs before it is on the screen: the
// state, the progress of everything, the conflicts of everything and the agenda.
func BenchmarkKeyToState(b *testing.B) {
	for _, place := range []survey.Place{{}, {App: "应用-100"}, {App: "应用-100", Component: "component-1"}} {
		b.Run(string(place.Level()), func(b *testing.B) {
			m, events := landscape(b, 200, 3)
			m.Replay(events)
			places := m.Subjects().Places()
			agenda := m.Agenda(place, Filter{})
			m.ProgressOf(places...)
			m.Conflicts()
			n := 0
			for b.Loop() {
				q, _ := m.bank.Question(agenda[n%len(agenda)].Question)
				n++
				made, err := m.Make(clock()(), "王工", Event{Kind: Answered, Place: place, Question: q.ID, Answer: sample(q, n)})
				if err != nil {
					b.Fatal(err)
				}
				m.Apply(made[0])
				m.ProgressOf(m.Subjects().Places()...)
				m.Conflicts()
				m.Agenda(place, Filter{})
			}
		})
	}
}

// BenchmarkFirstCount is what opening an interview costs after the replay.
func BenchmarkFirstCount(b *testing.B) {
	m, events := landscape(b, 200, 3)
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		m := New(Options{Bank: m.bank, Applications: m.subjects.declared})
		m.Replay(slices.Clone(events))
		b.StartTimer()
		m.ProgressOf(m.Subjects().Places()...)
		m.Conflicts()
	}
}
