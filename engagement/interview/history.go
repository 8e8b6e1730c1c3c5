package interview

import (
	"slices"
	"time"
)

// history is what one device did and may undo: two stacks of batches.
type history struct {
	events       []*stamped // of the device, in order
	done, undone []string
}

// take follows an event of the device. One that comes late changes what came
// after it.
func (h *history) take(s *stamped) {
	n := len(h.events)
	h.events = append(h.events, s)
	if n == 0 || h.events[n-1].compare(s) < 0 {
		h.follow(s)
		return
	}
	slices.SortFunc(h.events, (*stamped).compare)
	h.done, h.undone = nil, nil
	for _, e := range h.events {
		h.follow(e)
	}
}

func (h *history) follow(s *stamped) {
	switch {
	case s.Kind == Undone:
		move(&h.done, &h.undone, s.Target)
	case s.Kind == Redone:
		move(&h.undone, &h.done, s.Target)
	case s.Kind.undoable():
		if n := len(h.done); n == 0 || h.done[n-1] != s.batchID() {
			h.done = append(h.done, s.batchID())
		}
		h.undone = nil
	}
}

// move takes a batch, mostly the last one, from one stack to the other.
func move(from, to *[]string, id string) {
	for i, batch := range slices.Backward(*from) {
		if batch == id {
			*from = slices.Delete(*from, i, i+1)
			*to = append(*to, id)
			return
		}
	}
}

// Undo returns the event that withdraws what this device did last, and false when
// there is nothing to undo.
func (m *Machine) Undo(now time.Time, by string) (Event, bool) {
	return m.moveHead(now, by, Undone, m.own.done)
}

// Redo returns the event that brings back what was undone last.
func (m *Machine) Redo(now time.Time, by string) (Event, bool) {
	return m.moveHead(now, by, Redone, m.own.undone)
}

func (m *Machine) moveHead(now time.Time, by string, k Kind, stack []string) (Event, bool) {
	if len(stack) == 0 {
		return Event{}, false
	}
	made, err := m.Make(now, by, Event{Kind: k, Target: stack[len(stack)-1]})
	if err != nil {
		return Event{}, false
	}
	return made[0], true
}

// CanUndo tells whether there is something to undo.
func (m *Machine) CanUndo() bool { return len(m.own.done) > 0 }

// CanRedo tells whether there is something to redo.
func (m *Machine) CanRedo() bool { return len(m.own.undone) > 0 }

// Batch returns the events of an action, for saying what an undo is about.
func (m *Machine) Batch(id string) []Event {
	b := m.batches[id]
	if b == nil {
		return nil
	}
	events := slices.SortedFunc(slices.Values(b.events), (*stamped).compare)
	out := make([]Event, len(events))
	for i, s := range events {
		out[i] = s.Event
	}
	return out
}
