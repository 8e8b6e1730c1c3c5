package interview

import "time"

// history is what one device did and may undo: two stacks of batches.
type history struct {
	done, undone []string
}

// take follows an event of the device.
func (h *history) take(s *stamped) {
	switch {
	case s.Kind == Undone:
		if n := len(h.done); n > 0 && h.done[n-1] == s.Target {
			h.done, h.undone = h.done[:n-1], append(h.undone, s.Target)
		}
	case s.Kind == Redone:
		if n := len(h.undone); n > 0 && h.undone[n-1] == s.Target {
			h.undone, h.done = h.undone[:n-1], append(h.done, s.Target)
		}
	case s.Kind.undoable():
		if n := len(h.done); n == 0 || h.done[n-1] != s.batch() {
			h.done = append(h.done, s.batch())
		}
		h.undone = nil
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

// CanUndo and CanRedo tell whether there is something to undo or redo.
func (m *Machine) CanUndo() bool { return len(m.own.done) > 0 }

// CanRedo tells whether there is something to redo.
func (m *Machine) CanRedo() bool { return len(m.own.undone) > 0 }

// Batch returns the events of an action, for saying what an undo is about.
func (m *Machine) Batch(id string) []Event {
	var out []Event
	for _, s := range m.batches[id] {
		out = append(out, s.Event)
	}
	return out
}
