package interview

import (
	"cmp"
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// cell is the part of the state that events replace each other in: what was
// answered to one question in one place, or the note on it, or who follows it up.
type cell struct {
	place    survey.Place
	question string
	kind     Kind // Answered, Noted, FollowUp or Accepted
	target   string
}

func cellOf(e Event) (cell, bool) {
	c := cell{place: e.Place, question: e.Question, kind: e.Kind}
	switch e.Kind {
	case Answered:
	case Cleared:
		c.kind = Answered
	case Noted, FollowUp:
	case Accepted:
		c.target = e.Target
	default:
		return cell{}, false
	}
	return c, true
}

// stamped is an event with its id taken apart.
type stamped struct {
	Event
	clock Clock
}

func (s *stamped) batch() string {
	if s.Batch != "" {
		return s.Batch
	}
	return s.ID
}

// before is the order of events in all that is printed. It says nothing about
// which event replaces which.
func (s *stamped) compare(o *stamped) int {
	return cmp.Or(cmp.Compare(s.clock.N, o.clock.N), cmp.Compare(s.clock.Device, o.clock.Device))
}

// register holds the events of a cell.
type register struct {
	events []*stamped
	heads  []*stamped // cached; nil when it has to be computed
	fresh  bool
}

func (r *register) add(e *stamped) {
	r.events = append(r.events, e)
	r.fresh = false
}

// head returns the events in force, in order: those that are not withdrawn and
// that no event in force replaces, directly or through others. An event that a
// withdrawn one replaced is in force again, unless something later knew of it.
func (r *register) head(withdrawn func(*stamped) bool) []*stamped {
	if r.fresh {
		return r.heads
	}
	byID := map[string]*stamped{}
	for _, e := range r.events {
		byID[e.ID] = e
	}
	replaced := map[string]bool{}
	for _, e := range r.events {
		if !withdrawn(e) {
			mark(e, byID, replaced)
		}
	}
	var out []*stamped
	for _, e := range r.events {
		if !withdrawn(e) && !replaced[e.ID] {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, (*stamped).compare)
	r.heads, r.fresh = out, true
	return out
}

// mark notes everything that e replaces. An event can only know of events with a
// lower number, so the walk ends.
func mark(e *stamped, byID map[string]*stamped, replaced map[string]bool) {
	pending := []*stamped{e}
	for len(pending) > 0 {
		at := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		for _, id := range at.Seen {
			seen, ok := byID[id]
			if !ok || replaced[id] || seen.clock.N >= at.clock.N {
				continue
			}
			replaced[id] = true
			pending = append(pending, seen)
		}
	}
}
