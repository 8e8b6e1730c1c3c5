package interview

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Application is an application that the interview is about, with the components
// that are known of it.
type Application struct {
	Name       string
	Components []string
}

// Options say what an interview starts from.
type Options struct {
	Bank         *survey.Bank
	Device       string // that makes new events; "" for a reader
	Applications []Application
	Suggestions  []Suggestion
}

// Machine is the state of an interview. It is not safe for concurrent use.
type Machine struct {
	bank   *survey.Bank
	device string
	last   uint64 // highest number seen

	events    map[string]*stamped
	cells     map[cell]*register
	batches   map[string][]*stamped
	withdrawn map[string]reversal // by batch
	own       history
	meetings  map[string]*meeting
	problems  []Problem

	subjects    subjects
	suggestions map[survey.Place]map[string][]Suggestion
	checks      map[string]checked // of answers, by event
	progress    map[survey.Place]*Progress
}

// reversal is the latest undo or redo of a batch.
type reversal struct {
	n      uint64
	undone bool
}

// Problem is an event that could not be taken as it is. It stays in its log.
type Problem struct {
	ID   string
	Text i18n.Text
}

// New returns the state without any event.
func New(o Options) *Machine {
	m := &Machine{
		bank: o.Bank, device: o.Device,
		events: map[string]*stamped{}, cells: map[cell]*register{}, batches: map[string][]*stamped{},
		withdrawn: map[string]reversal{}, meetings: map[string]*meeting{},
		checks: map[string]checked{}, progress: map[survey.Place]*Progress{},
	}
	m.subjects.declare(o.Applications)
	m.Suggest(o.Suggestions)
	return m
}

// Bank is the question bank of the interview.
func (m *Machine) Bank() *survey.Bank { return m.bank }

// Device is the device that makes new events.
func (m *Machine) Device() string { return m.device }

// Len is the number of events.
func (m *Machine) Len() int { return len(m.events) }

// Problems are the events that could not be taken as they are.
func (m *Machine) Problems() []Problem { return m.problems }

// Replay applies events in their order, so that the history of undo comes out
// whatever the order of the logs.
func (m *Machine) Replay(events []Event) {
	sorted := make([]*stamped, 0, len(events))
	for _, e := range events {
		if s, ok := m.stamp(e); ok {
			sorted = append(sorted, s)
		}
	}
	slices.SortStableFunc(sorted, (*stamped).compare)
	for _, s := range sorted {
		m.apply(s)
	}
}

// Apply takes one event. The state does not depend on the order in which events
// are applied, except that an event that is there already changes nothing.
func (m *Machine) Apply(e Event) {
	if s, ok := m.stamp(e); ok {
		m.apply(s)
	}
}

func (m *Machine) stamp(e Event) (*stamped, bool) {
	if err := e.check(); err != nil {
		m.problem(e.ID, "%[1]v", "%[1]v", err)
		return nil, false
	}
	clock, err := ParseID(e.ID)
	if batch, wrong := ParseID(e.Batch); wrong != nil || batch.Device != clock.Device {
		e.Batch = "" // nobody puts an event into a batch of another device
	}
	return &stamped{e, clock}, err == nil
}

func (m *Machine) problem(id, zh, en string, args ...any) {
	m.problems = append(m.problems, Problem{id, i18n.Textf(zh, en, args...)})
}

func (m *Machine) apply(s *stamped) {
	if first, twice := m.events[s.ID]; twice {
		m.again(first, s)
		return
	}
	m.events[s.ID] = s
	m.last = max(m.last, s.clock.N)
	switch s.Kind {
	case Undone, Redone:
		m.reverse(s)
	case Met, Joined, Closed:
		m.meet(s)
	default:
		c, ok := cellOf(s.Event)
		if !ok {
			return
		}
		if m.cells[c] == nil {
			m.cells[c] = &register{}
		}
		m.cells[c].add(s)
		m.batches[s.batch()] = append(m.batches[s.batch()], s)
		m.touch(s)
	}
	if s.clock.Device == m.device {
		m.own.take(s)
	}
}

// again is an id that came twice. Copies of one log are the same; anything else
// was written by two devices of one name, and one of the two is chosen alike
// everywhere.
func (m *Machine) again(first, second *stamped) {
	a, errA := first.Encode()
	b, errB := second.Encode()
	if errA != nil || errB != nil || string(a) == string(b) {
		return
	}
	m.problem(first.ID, "事件编号 %s 出现两次且内容不同：两台电脑用了同一个设备名。保留其中一条，请核对该问题的答案",
		"the event id %s is there twice with different content: two machines use one device name. One of them is kept; look at that answer again", first.ID)
	if string(b) < string(a) {
		first.Event = second.Event
		for _, r := range m.cells {
			r.fresh = false
		}
		m.progress = map[survey.Place]*Progress{}
		delete(m.checks, first.ID)
	}
}

// reverse takes an undo or redo. Only the device that made a batch may withdraw
// it, so that its own order decides.
func (m *Machine) reverse(s *stamped) {
	target, err := ParseID(s.Target)
	if err != nil || target.Device != s.clock.Device || target.N >= s.clock.N {
		return
	}
	if was := m.withdrawn[s.Target]; was.n < s.clock.N {
		m.withdrawn[s.Target] = reversal{s.clock.N, s.Kind == Undone}
	}
	for _, e := range m.batches[s.Target] {
		if c, ok := cellOf(e.Event); ok {
			m.cells[c].fresh = false
		}
		m.touch(e)
	}
}

func (m *Machine) isWithdrawn(e *stamped) bool {
	r := m.withdrawn[e.batch()]
	return r.undone && e.clock.N < r.n
}

// heads are the events in force in a cell.
func (m *Machine) heads(c cell) []*stamped {
	r := m.cells[c]
	if r == nil {
		return nil
	}
	return r.head(m.isWithdrawn)
}

// touch forgets what was computed of the places that the event may change.
func (m *Machine) touch(s *stamped) {
	m.subjects.see(s)
	if s.Place.Level() == survey.Org || s.Place.Level() == survey.Env {
		m.progress = map[survey.Place]*Progress{}
		return
	}
	maps.DeleteFunc(m.progress, func(p survey.Place, _ *Progress) bool {
		return p.App == s.Place.App || p.Level() == survey.Org
	})
}

// Make gives drafts what makes them events: id, time, person, what they replace,
// and one batch, so that they are undone together. It changes nothing: the events
// are applied when they are in the log.
func (m *Machine) Make(now time.Time, by string, drafts ...Event) ([]Event, error) {
	if err := CheckDevice(m.device); err != nil {
		return nil, err
	}
	out := make([]Event, len(drafts))
	n := m.last
	for i, e := range drafts {
		n++
		e.ID = Clock{m.device, n}.String()
		e.At, e.By = now.UTC().Truncate(time.Second), by
		if c, ok := cellOf(e); ok {
			for _, h := range m.heads(c) {
				e.Seen = append(e.Seen, h.ID)
			}
			slices.Sort(e.Seen)
			e.Seen = slices.Compact(e.Seen)
		}
		if i > 0 {
			e.Batch = out[0].ID
		}
		if e.Meeting == "" && e.Kind != Met {
			e.Meeting = m.CurrentMeeting()
		}
		if err := m.refuse(e); err != nil {
			return nil, err
		}
		out[i] = e
	}
	return out, nil
}

// refuse tells why an event must not be written: what the log may never hold.
func (m *Machine) refuse(e Event) error {
	if err := e.check(); err != nil {
		return err
	}
	for _, text := range []string{e.Text, e.Owner} {
		if survey.LooksSecret(text) {
			return &Refusal{i18n.Text{
				ZH: "文字里像是有口令、密钥或令牌，没有保存：只写明保管位置，不写内容",
				EN: "the text seems to hold a password, key or token and was not kept: say where it is kept, not what it is",
			}}
		}
	}
	if e.Kind != Answered || e.Answer.State != survey.Known {
		return nil
	}
	q, ok := m.bank.Question(e.Question)
	if !ok {
		return fmt.Errorf("answering %s: there is no such question", e.Question)
	}
	if !q.Allows(e.Place.Level()) {
		return fmt.Errorf("answering %s: it cannot be answered at %s", e.Question, e.Place)
	}
	if _, problems := q.Check(e.Answer.value(q)); len(problems) > 0 {
		return &Refusal{problems[0]}
	}
	return nil
}

// Refusal says in both languages why something was not taken.
type Refusal struct{ Text i18n.Text }

// Error is the English text.
func (r *Refusal) Error() string { return r.Text.EN }

// In is the text in a language.
func (r *Refusal) In(l i18n.Lang) string { return r.Text.In(l) }
