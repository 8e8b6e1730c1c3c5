package interview

import (
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// contradiction is a rule about answers that cannot all hold. check returns a
// conflict with the text, and with the questions where those of the rule do not fit.
type contradiction struct {
	id        string
	level     survey.Level // of the places that it looks at
	questions []string
	advice    i18n.Text
	check     func(view) (Conflict, bool)
}

// view is what a rule sees: the answers and suggestions that hold in a place.
type view struct {
	m  *Machine
	at survey.Place
}

// known returns the answer in force, else what the evidence suggests.
func (v view) known(id string) (survey.Value, bool) { return v.m.known(id, v.at) }

// in is the view of another place.
func (v view) in(at survey.Place) view { return view{v.m, at} }
