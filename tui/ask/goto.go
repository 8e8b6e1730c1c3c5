package ask

import (
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/tui/screen"
)

// toQuestion opens a question of the interview below.
func toQuestion(a *Ask, i interview.Item) func() screen.Action {
	return func() screen.Action {
		a.onTree = false
		action := a.move(i)
		action.Pop = true
		return action
	}
}
