package interview

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

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
	bank      *survey.Bank
	questions []survey.Question // of the bank, by index
	device    string
	last      uint64 // highest number seen

	events   map[string]*stamped
	sites    map[survey.Place]*site
	batches  map[string]*batch
	own      history
	meetings map[string]*meeting
	problems map[Problem]bool

	subjects subjects
	links    links
	tallies  map[survey.Place]*tally
	shelf    *shelf      // what can be found; nil until somebody searches
	unfiled  []*register // whose heads changed since
}

// Problem is an event that could not be taken as it is. It stays in its log.
type Problem struct {
	ID   string
	Text i18n.Text
}

// New returns the state without any event.
func New(o Options) *Machine {
	m := &Machine{
		bank: o.Bank, questions: o.Bank.Questions(), device: o.Device,
		events: map[string]*stamped{}, problems: map[Problem]bool{}, sites: map[survey.Place]*site{},
	}
	m.links = link(m.questions, rules())
	m.subjects.declare(o.Applications)
	m.clear()
	m.Suggest(o.Suggestions)
	return m
}

// clear forgets everything that comes from events, but not the events.
func (m *Machine) clear() {
	for _, s := range m.sites {
		s.registers, s.answers = map[slot]*register{}, nil
	}
	m.batches, m.meetings = map[string]*batch{}, map[string]*meeting{}
	m.own = history{}
	m.shelf, m.unfiled = nil, nil
	m.forget()
}

// Bank is the question bank of the interview.
func (m *Machine) Bank() *survey.Bank { return m.bank }

// Device is the device that makes new events.
func (m *Machine) Device() string { return m.device }

// Len is the number of events.
func (m *Machine) Len() int { return len(m.events) }

// Problems are the events that could not be taken as they are, sorted.
func (m *Machine) Problems() []Problem {
	return slices.SortedFunc(maps.Keys(m.problems), func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text.EN, b.Text.EN))
	})
}

// Replay takes many events at once. The result is the same as taking them one by
// one, in whatever order, but it takes less time.
func (m *Machine) Replay(events []Event) {
	fresh := make([]*stamped, 0, len(events))
	again := false
	if len(m.events) == 0 { // a log that is opened: grow the maps once
		m.events, m.batches = make(map[string]*stamped, len(events)), make(map[string]*batch, len(events))
	}
	for _, e := range events {
		s, ok := m.stamp(e)
		if !ok {
			continue
		}
		if first, twice := m.events[s.ID]; twice {
			again = m.choose(first, s) || again
			continue
		}
		m.events[s.ID] = s
		fresh = append(fresh, s)
	}
	if again {
		m.rebuild()
		return
	}
	m.indexAll(fresh)
}

// rebuild computes the state from the events anew.
func (m *Machine) rebuild() {
	m.clear()
	m.indexAll(slices.Collect(maps.Values(m.events)))
}

func (m *Machine) indexAll(events []*stamped) {
	slices.SortFunc(events, (*stamped).compare)
	for _, s := range events {
		m.index(s)
	}
	m.forget()
}

// Apply takes one event. The state does not depend on the order in which events
// are applied; an event that is there already changes nothing.
func (m *Machine) Apply(e Event) {
	s, ok := m.stamp(e)
	if !ok {
		return
	}
	if first, twice := m.events[s.ID]; twice {
		if m.choose(first, s) {
			m.rebuild()
		}
		return
	}
	m.events[s.ID] = s
	m.index(s)
	m.touch(s)
}

// stamp takes an event's id apart, and notes why an event cannot be taken.
func (m *Machine) stamp(e Event) (*stamped, bool) {
	clock, err := e.check()
	if err != nil {
		m.problem(e.ID, i18n.Textf("无法读取该事件：%v", "the event cannot be read: %v", err))
		return nil, false
	}
	if first, wrong := ParseID(e.Batch); wrong != nil || first.Device != clock.Device || first.N > clock.N {
		e.Batch = "" // nobody puts an event into a batch of another device
	}
	return &stamped{Event: e, clock: clock}, true
}

func (m *Machine) problem(id string, text i18n.Text) {
	m.problems[Problem{id, text}] = true
}

// index puts an event where it belongs.
func (m *Machine) index(s *stamped) {
	m.last = max(m.last, s.clock.N)
	switch s.Kind {
	case Undone, Redone:
		m.turn(s)
	case Met, Joined, Closed:
		m.meet(s)
	default:
		c, ok := slotOf(s.Event)
		if !ok {
			return // of a newer program
		}
		s.batch = m.batch(s.batchID())
		s.batch.events = append(s.batch.events, s)
		s.register = m.registerFor(s.Place, c)
		s.register.events = append(s.register.events, s)
		m.forgetRegister(s.register)
	}
	if s.clock.Device == m.device {
		m.own.take(s)
	}
}

func (m *Machine) batch(id string) *batch {
	b := m.batches[id]
	if b == nil {
		b = &batch{}
		m.batches[id] = b
	}
	return b
}

func (m *Machine) siteFor(at survey.Place) *site {
	s := m.sites[at]
	if s == nil {
		s = &site{place: at, registers: map[slot]*register{}}
		m.sites[at] = s
	}
	return s
}

func (m *Machine) registerFor(at survey.Place, c slot) *register {
	s := m.siteFor(at)
	r := s.registers[c]
	if r == nil {
		r = &register{kind: c.kind, filed: c.kind == Answered || c.kind == Noted}
		s.registers[c] = r
		if i := m.bank.Index(c.question); i >= 0 && c.kind == Answered {
			if s.answers == nil {
				s.answers = make([]*register, len(m.questions))
			}
			s.answers[i] = r
		}
	}
	return r
}

// choose settles an id that came twice, and tells whether that changed the state.
// Copies of one log are the same; anything else was written by two devices of one
// name, and one of the two is chosen alike everywhere.
func (m *Machine) choose(first, second *stamped) bool {
	a, b := canonical(first.Event), canonical(second.Event)
	if a == b {
		return false
	}
	m.problem(first.ID, i18n.Textf("事件编号 %s 出现两次且内容不同：两台电脑用了同一个设备名。保留其中一条，请核对该问题的答案",
		"the event id %s is there twice with different content: two machines use one device name. One of them is kept; look at that answer again", first.ID))
	if b >= a {
		return false
	}
	*first = *second
	return true
}

// canonical is a form in which events can be compared.
func canonical(e Event) string {
	line, err := json.Marshal(e)
	if err != nil {
		return e.ID // no such event passes the check
	}
	return string(line)
}

// turn takes an undo or redo. Only the device that made a batch may withdraw it,
// so that its own order decides.
func (m *Machine) turn(s *stamped) {
	target, err := ParseID(s.Target)
	if err != nil || target.Device != s.clock.Device || target.N >= s.clock.N {
		return
	}
	b := m.batch(s.Target)
	if b.turned < s.clock.N {
		b.turned, b.undone = s.clock.N, s.Kind == Undone
	}
	for _, e := range b.events {
		m.forgetRegister(e.register)
	}
}

// forgetRegister forgets what was computed of a register.
func (m *Machine) forgetRegister(r *register) {
	if r.filed {
		m.unfiled = append(m.unfiled, r)
	}
	r.forget()
}

// heads are the events in force in a slot of a place.
func (m *Machine) heads(at survey.Place, c slot) []*stamped {
	return m.sites[at].register(c).head(m.events)
}
