package interview

import (
	"cmp"
	"slices"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// Meeting is an interview that was held. Until is zero while it goes on.
type Meeting struct {
	ID, Device string
	Subject    string
	At, Until  time.Time
	People     []Attendee // in the order in which they came
}

// meeting collects the events of one meeting, whatever their order.
type meeting struct {
	begin  *stamped
	joined []*stamped
	end    *stamped
}

func (m *Machine) meet(s *stamped) {
	id := s.Target
	if s.Kind == Met {
		id = s.ID
	}
	if owner, err := ParseID(id); err != nil || owner.Device != s.clock.Device {
		return
	}
	if m.meetings[id] == nil {
		m.meetings[id] = &meeting{}
	}
	at := m.meetings[id]
	switch s.Kind {
	case Met:
		at.begin = s
	case Joined:
		at.joined = append(at.joined, s)
	default:
		if at.end == nil || s.compare(at.end) < 0 {
			at.end = s
		}
	}
}

// Meetings are the meetings in the order in which they began.
func (m *Machine) Meetings() []Meeting {
	var begun []*meeting
	for _, at := range m.meetings {
		if at.begin != nil {
			begun = append(begun, at)
		}
	}
	slices.SortFunc(begun, func(a, b *meeting) int {
		return cmp.Or(a.begin.At.Compare(b.begin.At), a.begin.compare(b.begin))
	})
	out := make([]Meeting, len(begun))
	for i, at := range begun {
		out[i] = at.show()
	}
	return out
}

func (at *meeting) show() Meeting {
	b := at.begin
	out := Meeting{ID: b.ID, Device: b.clock.Device, Subject: b.Text, At: b.At}
	if at.end != nil {
		out.Until = at.end.At
	}
	joined := slices.Clone(at.joined)
	slices.SortFunc(joined, (*stamped).compare)
	for _, s := range append([]*stamped{b}, joined...) {
		for _, p := range s.People {
			if !slices.Contains(out.People, p) {
				out.People = append(out.People, p)
			}
		}
	}
	return out
}

// CurrentMeeting is the id of the meeting that goes on at this device, "" when
// there is none. A new meeting ends the one before.
func (m *Machine) CurrentMeeting() string {
	var last *stamped
	for _, at := range m.meetings {
		if b := at.begin; b != nil && b.clock.Device == m.device && (last == nil || last.compare(b) < 0) {
			last = b
		}
	}
	if last == nil || m.meetings[last.ID].end != nil {
		return ""
	}
	return last.ID
}

// Minutes are what came out of a meeting, from the log: nobody writes them.
type Minutes struct {
	Meeting
	Answered []Outcome // answers that say something and are still in force
	Parked   []Outcome // questions that nobody could answer and nobody took
	Promised []Outcome // questions that somebody finds out, with owner and day
	Notes    []Outcome
}

// Outcome is one line of the minutes.
type Outcome struct {
	Place    survey.Place
	Question string
	Answer   survey.Answer // of Answered
	Text     string        // of Notes
	Owner    string
	Due      string
}

// Minutes returns the minutes of a meeting.
func (m *Machine) Minutes(id string) (Minutes, bool) {
	at := m.meetings[id]
	if at == nil || at.begin == nil {
		return Minutes{}, false
	}
	out := Minutes{Meeting: at.show()}
	for _, at := range m.sites {
		for c, r := range at.registers {
			i := m.bank.Index(c.question)
			for _, s := range r.head(m.events) {
				if s.Meeting == id && i >= 0 {
					out.add(m, i, s)
				}
			}
		}
	}
	order := func(a, b Outcome) int {
		return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(m.bank.Index(a.Question), m.bank.Index(b.Question)), cmp.Compare(a.Text, b.Text))
	}
	for _, list := range [][]Outcome{out.Answered, out.Parked, out.Promised, out.Notes} {
		slices.SortFunc(list, order)
	}
	return out, true
}

func (out *Minutes) add(m *Machine, question int, s *stamped) {
	o := Outcome{Place: s.Place, Question: s.Question}
	switch s.Kind {
	case Answered:
		o.Answer = m.hold(question, s).Answer
		if o.Answer.State != survey.Unknown {
			out.Answered = append(out.Answered, o)
			return
		}
		if owner, due := m.followUp(s.Place, s.Question); owner == "" && due == "" {
			out.Parked = append(out.Parked, o)
		}
	case FollowUp:
		o.Owner, o.Due = s.Owner, s.Due
		if o.Owner != "" || o.Due != "" {
			out.Promised = append(out.Promised, o)
		}
	case Noted:
		if o.Text = s.Text; o.Text != "" {
			out.Notes = append(out.Notes, o)
		}
	}
}

// Waiting are all open follow-ups, the earliest day first.
func (m *Machine) Waiting() []Outcome {
	var out []Outcome
	for _, at := range m.sites {
		for c := range at.registers {
			if c.kind != FollowUp || m.bank.Index(c.question) < 0 {
				continue
			}
			if owner, due := m.followUp(at.place, c.question); owner != "" || due != "" {
				out = append(out, Outcome{Place: at.place, Question: c.question, Owner: owner, Due: due})
			}
		}
	}
	slices.SortFunc(out, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(dueRank(a.Due), dueRank(b.Due)), a.Place.Compare(b.Place), cmp.Compare(m.bank.Index(a.Question), m.bank.Index(b.Question)))
	})
	return out
}

// dueRank puts what has no day last.
func dueRank(due string) string {
	if due == "" {
		return "9"
	}
	return due
}
