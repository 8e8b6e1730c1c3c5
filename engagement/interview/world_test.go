package interview

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// computed is what the engine keeps of what it computed: how far the places are,
// and their conflicts.
func computed(t testing.TB, m *Machine) string {
	t.Helper()
	var out strings.Builder
	fmt.Fprintf(&out, "subjects %v\n", m.Subjects())
	for _, p := range append(m.Subjects().Places(), survey.Place{App: "gone"}, survey.Place{Env: "gone"}) {
		fmt.Fprintf(&out, "%s %+v\n", p, m.Progress(p))
		for _, c := range m.ConflictsAt(p) {
			fmt.Fprintf(&out, "%s %+v\n", p, c)
		}
	}
	return out.String()
}

// dump is everything that a driver can see of an interview.
func dump(t testing.TB, m *Machine) string {
	t.Helper()
	var out strings.Builder
	put := func(what string, v any) {
		line, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s %s\n", what, line)
	}
	out.WriteString(computed(t, m))
	places := append(m.Subjects().Places(), survey.Place{App: "gone"}, survey.Place{Env: "gone"})
	for _, p := range places {
		put("agenda "+p.String(), m.Agenda(p, Filter{}))
		put("open core "+p.String(), m.Agenda(p, Filter{Open: true, Quick: true}))
		for _, q := range m.questions {
			e, _ := m.Entry(p, q.ID)
			if len(e.Held) == 0 && e.Note == "" && e.Owner == "" {
				continue
			}
			fmt.Fprintf(&out, "%s %s %s %s %q %q %q:", p, q.ID, e.Status(), e.From, e.Note, e.Owner, e.Due)
			for _, h := range e.Held {
				fmt.Fprintf(&out, " %s %s %s", h.ID, h.Answer.State, h.Answer.Value)
			}
			out.WriteByte('\n')
		}
	}
	put("assumptions", m.Assumptions(places...))
	put("answers", m.Answers().All())
	put("conflicts", m.Conflicts())
	for _, meeting := range m.Meetings() {
		minutes, _ := m.Minutes(meeting.ID)
		put("minutes", minutes)
	}
	put("waiting", m.Waiting())
	put("problems", m.Problems())
	put("undo", []any{m.CanUndo(), m.CanRedo(), m.own.done, m.own.undone, m.CurrentMeeting(), m.Len()})
	return out.String()
}

// world is some devices that interview about the same applications and hand each
// other their logs now and then.
type world struct {
	t       testing.TB
	random  *rand.Rand
	o       Options
	devices []*Session
	logs    []*memory
	asked   []string // few questions, so that devices meet
}

func newWorld(t testing.TB, seed uint64, devices int) *world {
	b := bank(t)
	w := &world{t: t, random: rand.New(rand.NewPCG(seed, 7)), o: Options{Bank: b, Applications: []Application{{"shop", []string{"bff", "pay"}}, {"crm", nil}}}}
	for _, s := range []string{"apps.shop.components.bff state.session memory-sticky", "apps.crm app.root root", "tgt.arch amd64"} {
		e := say(t, b, s)
		q, _ := b.Question(e.Question)
		w.o.Suggestions = append(w.o.Suggestions, Suggestion{Place: e.Place, Question: e.Question, Value: e.Answer.value(q), Evidence: []string{"pom.xml:31"}})
	}
	w.asked = []string{
		"biz.scope.apps", "tgt.envs", "app.components", "state.session", "dev.release", "state.singleton", "goal.slo", "app.root", "sec.podpolicy", "tgt.platform", "tgt.region",
		"net.hosts", "data.migrate", "tgt.arch", "cur.instances", "app.hw", "app.gpu", "goal.pilot",
	}
	for i := range devices {
		o := w.o
		o.Device = string(rune('a' + i))
		log := &memory{}
		w.devices, w.logs = append(w.devices, NewSession(New(o), log, clock(), "王工")), append(w.logs, log)
	}
	return w
}

func pickOne[T any](w *world, of []T) T { return of[w.random.IntN(len(of))] }

// act lets one device do something.
func (w *world) act() *Session {
	i := w.random.IntN(len(w.devices))
	s := w.devices[i]
	switch n := w.random.IntN(20); {
	case n < 3:
		_, err := s.Undo()
		w.no(err)
	case n < 5:
		_, err := s.Redo()
		w.no(err)
	case n < 7:
		s.Replay(pickOne(w, w.logs).events)
	case n == 7:
		w.no(s.Do(Event{Kind: Met, Text: "第一次访谈", People: []Attendee{{"李工", "developer"}}}))
	case n == 8:
		w.no(s.Do(Event{Kind: pickOne(w, []Kind{Joined, Closed}), People: []Attendee{{"张总", "manager"}}}))
	case n == 9:
		if all := s.Conflicts(); len(all) > 0 {
			w.no(s.Do(pickOne(w, all).Accept("知情")))
		}
	default:
		drafts := make([]Event, 1+w.random.IntN(3)/2)
		for k := range drafts {
			drafts[k] = w.draft(s)
		}
		w.no(s.Do(drafts...))
	}
	return s
}

func (w *world) no(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) draft(s *Session) Event {
	q, _ := w.o.Bank.Question(pickOne(w, w.asked))
	places := []survey.Place{{}, {Env: "prod"}, {Env: "uat"}, {App: "shop"}, {App: "crm"}, {App: "erp"}, {App: "shop", Component: "bff"}, {App: "shop", Component: "new"}}
	e := Event{Place: pickOne(w, places), Question: q.ID, Origin: Person}
	for !q.Allows(e.Place.Level()) {
		e.Place = pickOne(w, places)
	}
	switch n := w.random.IntN(12); {
	case n == 0:
		e.Kind = Cleared
	case n == 1:
		e.Kind, e.Text = Noted, pickOne(w, []string{"", "待定", "见附件"})
	case n == 2:
		e.Kind, e.Owner, e.Due = FollowUp, pickOne(w, []string{"", "李工"}), pickOne(w, []string{"", "2026-12-01"})
	case n == 3:
		e.Kind, e.Answer = Answered, &Answer{State: pickOne(w, []survey.State{survey.Unknown, survey.NotApplicable})}
	default:
		e.Kind, e.Answer = Answered, sample(q, w.random.IntN(50))
		for i := range e.Answer.Rows {
			for _, key := range []string{"name", "application"} {
				if _, ok := e.Answer.Rows[i][key]; ok {
					e.Answer.Rows[i][key] = pickOne(w, []string{"shop", "erp", "prod", "new"})
				}
			}
		}
	}
	return e
}

// events are those of all devices.
func (w *world) events() []Event {
	var out []Event
	for _, l := range w.logs {
		out = append(out, l.events...)
	}
	return out
}

// reader is an interview of one of the devices without any event.
func (w *world) reader() *Machine {
	o := w.o
	o.Device = "a"
	return New(o)
}

func (w *world) shuffled(events []Event) []Event {
	out := append([]Event(nil), events...)
	for range len(events) / 5 {
		out = append(out, pickOne(w, events))
	}
	w.random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func sameDump(t testing.TB, what, a, b string) {
	t.Helper()
	if a == b {
		return
	}
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			t.Fatalf("%s:\n%s\n%s", what, x[i], y[i])
		}
	}
	t.Fatalf("%s: one says more", what)
}
