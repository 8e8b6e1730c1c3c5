package interview

import (
	"cmp"
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// slot is the part of a place in which events replace each other: what was
// answered to one question, or the note on it, or who follows it up.
type slot struct {
	question string
	kind     Kind // Answered, Noted, FollowUp or Accepted
	target   string
}

func slotOf(e Event) (slot, bool) {
	c := slot{question: e.Question, kind: e.Kind}
	switch e.Kind {
	case Answered:
	case Cleared:
		c.kind = Answered
	case Noted, FollowUp:
	case Accepted:
		c.target = e.Target
	default:
		return slot{}, false
	}
	return c, true
}

// stamped is an event with its id taken apart and its place in the state.
type stamped struct {
	Event
	clock    Clock
	register *register // nil for events that replace nothing
	batch    *batch
	checked  *checked // of an answer, once it was needed
	shelved  bool     // of an answer or note: whether it can be found
}

func (s *stamped) batchID() string {
	if s.Batch != "" {
		return s.Batch
	}
	return s.ID
}

// compare is the order of events in all that is printed. It says nothing about
// which event replaces which.
func (s *stamped) compare(o *stamped) int {
	return cmp.Or(cmp.Compare(s.clock.N, o.clock.N), cmp.Compare(s.clock.Device, o.clock.Device))
}

// batch is an action: events of one device that are undone together.
type batch struct {
	events []*stamped
	turned uint64 // number of the latest undo or redo of it
	undone bool   // what that was
}

func (s *stamped) withdrawn() bool {
	return s.batch.undone && s.clock.N < s.batch.turned
}

// site is what the log says about one place.
type site struct {
	place     survey.Place
	registers map[slot]*register
	answers   []*register    // those of the answers again, by the index of the question
	suggested [][]Suggestion // by the index of the question
}

// register returns the register of a slot, nil when nothing was ever said.
func (s *site) register(c slot) *register {
	if s == nil {
		return nil
	}
	return s.registers[c]
}

// alive tells whether something that was said of the place is in force.
func (s *site) alive(events map[string]*stamped) bool {
	for _, r := range s.registers {
		for _, h := range r.head(events) {
			if h.Kind == Answered || h.Text != "" || h.Owner != "" || h.Due != "" {
				return true
			}
		}
	}
	return false
}

// register holds the events of a slot.
type register struct {
	kind   Kind // of the slot
	events []*stamped
	fresh  bool       // whether the rest is right
	heads  []*stamped // events in force
	held   []Held     // of answers: those in force
	shown  bool       // whether held is right
	filed  bool       // whether the heads can be found by a search
}

func (r *register) forget() { r.fresh, r.shown, r.filed = false, false, false }

// head returns the events in force, in order: those that are not withdrawn and
// that no event in force replaces, directly or through others. An event that a
// withdrawn one replaced is in force again, unless something later knew of it.
func (r *register) head(events map[string]*stamped) []*stamped {
	if r == nil {
		return nil
	}
	if r.fresh {
		return r.heads
	}
	replaced := map[*stamped]bool{}
	for _, e := range r.events {
		if len(e.Seen) > 0 && !e.withdrawn() {
			mark(e, events, replaced)
		}
	}
	r.heads = nil
	for _, e := range r.events {
		if !e.withdrawn() && !replaced[e] {
			r.heads = append(r.heads, e)
		}
	}
	slices.SortFunc(r.heads, (*stamped).compare)
	r.fresh, r.shown = true, false
	return r.heads
}

// mark notes everything that e replaces. An event can only know of events of its
// register with a lower number, so the walk ends.
func mark(e *stamped, events map[string]*stamped, replaced map[*stamped]bool) {
	pending := []*stamped{e}
	for len(pending) > 0 {
		at := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		for _, id := range at.Seen {
			seen, ok := events[id]
			if !ok || seen.register != e.register || replaced[seen] || seen.clock.N >= at.clock.N {
				continue
			}
			replaced[seen] = true
			pending = append(pending, seen)
		}
	}
}
