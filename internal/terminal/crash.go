package terminal

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// Crash says how KillDuring kills.
type Crash struct {
	// Seed chooses the moment; the same seed hits the same key after the same delay.
	Seed uint64
	// Keys are pressed in order, by the names of [Session.Key]. Each must change the
	// screen: the next one is pressed when it has.
	Keys []string
	// Within is the longest time between the last key and the kill; 20 ms when zero,
	// which is longer than a key takes to be shown.
	Within time.Duration
	// Shown tells whether the screen shows what the key, by its place in Keys, does;
	// when nil, any change counts. A program whose screen changes by itself needs it.
	Shown func(key int, before, now *Screen) bool
}

// Killed is what had been seen when the program was killed.
type Killed struct {
	// Sent is how many keys the program was given, the last perhaps unread.
	Sent int
	// Acknowledged is how many keys, from the first, had visibly done something:
	// Sent, or one less.
	Acknowledged int
	// Delay is the time between the last key and the kill.
	Delay time.Duration
	// Last is the last screen that was seen.
	Last *Screen
}

// KeysOf are the keys that type the text, for [Crash.Keys].
func KeysOf(text string) []string {
	out := make([]string, 0, len(text))
	for _, r := range text {
		out = append(out, string(r))
	}
	return out
}

// minDelay is the shortest delay before a kill: the key is hardly read by then.
const minDelay = 20 * time.Microsecond

// KillDuring presses keys until a random one and kills the program, as kill -9
// does, a random time after that key, when it may be unread, half written to disk
// or on the screen already. The delays are spread evenly over their logarithm, so
// that the first millisecond, in which a program works, is hit as often as what
// comes after. Before, the program must have been waited for until it takes keys.
//
// A key costs a frame of the program, 17 ms at the 60 frames a second of Bubble
// Tea, so that a round of five keys and the start of the program takes about 100 ms.
func (s *Session) KillDuring(c Crash) (Killed, error) {
	c = c.withDefaults()
	if len(c.Keys) == 0 {
		return Killed{}, fmt.Errorf("killing %s: no keys to be killed at", s.name)
	}
	key, delay := c.moment()
	for i := range key {
		before := s.Screen()
		if err := s.Key(c.Keys[i]); err != nil {
			return Killed{}, err
		}
		what := fmt.Sprintf("what key %d, %s, does", i, c.Keys[i])
		if err := s.WaitFor(what, func(now *Screen) bool { return c.Shown(i, before, now) }); err != nil {
			return Killed{}, err
		}
	}
	before := s.Screen()
	if err := s.Key(c.Keys[key]); err != nil {
		return Killed{}, err
	}
	if err := s.input.flush(s.patience); err != nil {
		return Killed{}, s.problem("pressing "+c.Keys[key], err.Error())
	}
	time.Sleep(delay)
	if err := s.Kill(); err != nil {
		return Killed{}, err
	}
	if _, err := s.Wait(); err != nil {
		return Killed{}, err
	}
	out := Killed{Sent: key + 1, Acknowledged: key, Delay: delay, Last: s.Screen()}
	if c.Shown(key, before, out.Last) {
		out.Acknowledged++
	}
	return out, nil
}

func (c Crash) withDefaults() Crash {
	if c.Within == 0 {
		c.Within = 20 * time.Millisecond
	}
	c.Within = max(c.Within, minDelay)
	if c.Shown == nil {
		c.Shown = func(_ int, before, now *Screen) bool { return !now.Equal(before) }
	}
	return c
}

// moment chooses the last key and the delay after it.
func (c Crash) moment() (key int, delay time.Duration) {
	r := rand.New(rand.NewPCG(c.Seed, 0)) //nolint:gosec // a test repeats by its seed
	key = r.IntN(len(c.Keys))
	span := math.Log(float64(c.Within) / float64(minDelay))
	return key, time.Duration(float64(minDelay) * math.Exp(r.Float64()*span))
}
