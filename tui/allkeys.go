package tui

import (
	"github.com/gantry-ack/gantry/tui/frame"
)

// AllKeys are the keys of the program itself in all its modes, for a page that
// lists them.
func AllKeys() []frame.KeyMap {
	return []frame.KeyMap{globalKeys(false), helpKeys(), taskKeys(false)}
}
