package ask

import (
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// offer is a value that can be taken over into the field: one of two answers that
// differ, or what the evidence shows.
type offer struct {
	value    survey.Value
	evidence []string
	scan     bool
}

// offers are what the question has to take over, the answers before the evidence.
func offers(e interview.Entry) []offer {
	var out []offer
	if e.Status() == interview.Conflicting {
		for _, h := range e.Held {
			if h.Answer.State == survey.Known && !h.Invalid.Complete() {
				out = append(out, offer{value: h.Answer.Value})
			}
		}
	}
	for _, s := range e.Suggestions {
		out = append(out, offer{s.Value, s.Evidence, true})
	}
	return out
}

// offer puts an offer into the field.
func (a *Ask) offer(e interview.Entry, i int) {
	o := offers(e)[i]
	a.field.Set(o.value)
	a.offered, a.evidence = i, nil
	if o.scan {
		a.evidence = append([]string{}, o.evidence...)
	}
}

// takeOffer puts the next offer into the field, as if it had been typed.
func (a *Ask) takeOffer() {
	e, ok := a.entry()
	if n := len(offers(e)); ok && n > 0 {
		a.offer(e, (a.offered+1)%n)
		a.edited = true
	}
}

// asOffered tells whether the field still holds what was offered.
func (a *Ask) asOffered() bool { return a.offered >= 0 && !a.field.Changed() }

// evidenceHere is what the source shows and nobody confirmed: of the application
// with its components, else of the place alone.
func (a *Ask) evidenceHere() []interview.Proposal {
	places := []survey.Place{a.at}
	if a.at.App != "" {
		places = a.appPlaces(a.at.App)
	}
	return a.machine().Suggested(a.filter, places...)
}

// confirmEvidence shows all of it, to be confirmed in one go.
func (a *Ask) confirmEvidence() screen.Action {
	proposals := a.evidenceHere()
	if len(proposals) == 0 {
		return screen.Tell(i18n.Text{ZH: "这里没有等待确认的证据。", EN: "No evidence waits to be confirmed here."})
	}
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	return screen.Action{Handled: true, Push: NewCompare(a.env, Incoming{
		Name: i18n.Text{ZH: "等待确认的证据", EN: "Evidence to confirm"}, Proposals: proposals, Origin: interview.Scan,
	})}
}
