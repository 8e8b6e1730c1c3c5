package interview

import (
	"fmt"
	"slices"
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Make gives drafts what makes them events: id, time, person, what they replace,
// and one batch, so that they are undone together. It changes nothing: the events
// are applied when they are in the log. They are as the log will give them back.
func (m *Machine) Make(now time.Time, by string, drafts ...Event) ([]Event, error) {
	if err := CheckDevice(m.device); err != nil {
		return nil, err
	}
	out := make([]Event, 0, len(drafts))
	meeting := m.CurrentMeeting()
	latest := map[survey.Place]map[slot]string{}
	for _, e := range drafts {
		e.ID = Clock{m.device, m.last + uint64(len(out)) + 1}.String()
		e.At, e.By = now.UTC().Truncate(time.Second), by
		m.replace(&e, latest)
		if e.Batch = ""; len(out) > 0 {
			e.Batch = out[0].ID
		}
		if e.Meeting == "" && e.Kind != Met && !e.Origin.outside() {
			e.Meeting = meeting
		}
		switch e.Kind {
		case Met:
			meeting = e.ID
		case Joined, Closed:
			if e.Target == "" {
				e.Target = meeting
			}
		}
		if err := m.refuse(e); err != nil {
			return nil, err
		}
		written, err := e.written()
		if err != nil {
			return nil, err
		}
		out = append(out, written)
	}
	return out, nil
}

// replace names what a draft replaces: what is in force, or what a draft before
// it in the same action says.
func (m *Machine) replace(e *Event, latest map[survey.Place]map[slot]string) {
	e.Seen = nil
	c, ok := slotOf(*e)
	if !ok {
		return
	}
	for _, h := range m.heads(e.Place, c) {
		e.Seen = append(e.Seen, h.ID)
	}
	if latest[e.Place] == nil {
		latest[e.Place] = map[slot]string{}
	}
	if id := latest[e.Place][c]; id != "" {
		e.Seen = append(e.Seen, id)
	}
	latest[e.Place][c] = e.ID
	slices.Sort(e.Seen)
}

// written is the event as the log gives it back.
func (e Event) written() (Event, error) {
	line, err := e.Encode()
	if err != nil {
		return Event{}, err
	}
	return Decode(line)
}

// refuse tells why an event must not be written: what the log may never hold.
func (m *Machine) refuse(e Event) error {
	if _, err := e.check(); err != nil {
		return err
	}
	if problem := refuseWords(e.Text, e.Owner, e.Due); problem.Complete() {
		return &Refusal{problem}
	}
	if _, ok := slotOf(e); !ok {
		return nil
	}
	q, ok := m.bank.Question(e.Question)
	if !ok {
		return fmt.Errorf("answering %s: there is no such question", e.Question)
	}
	if e.Kind != Accepted && !q.Allows(e.Place.Level()) { // a conflict may be below where its answers are
		return fmt.Errorf("answering %s: it cannot be answered at %s", e.Question, e.Place)
	}
	if e.Kind != Answered || e.Answer.State != survey.Known {
		return nil
	}
	if _, problems := q.Check(e.Answer.value(q)); len(problems) > 0 {
		return &Refusal{problems[0]}
	}
	return nil
}

// refuseWords tells what is wrong with a note, an owner and a day.
func refuseWords(text, owner, due string) i18n.Text {
	if survey.LooksSecret(text) || survey.LooksSecret(owner) {
		return i18n.Text{
			ZH: "文字里像是有口令、密钥或令牌，没有保存：只写明保管位置，不写内容",
			EN: "the text seems to hold a password, key or token and was not kept: say where it is kept, not what it is",
		}
	}
	if _, err := time.Parse(time.DateOnly, due); err != nil && due != "" {
		return i18n.Textf("期限应为日期，如 2026-11-30，不是 %q", "the day is a date such as 2026-11-30, not %q", due)
	}
	return i18n.Text{}
}

// Refusal says in both languages why something was not taken.
type Refusal struct{ Text i18n.Text }

// Error is the English text.
func (r *Refusal) Error() string { return r.Text.EN }

// In is the text in a language.
func (r *Refusal) In(l i18n.Lang) string { return r.Text.In(l) }
