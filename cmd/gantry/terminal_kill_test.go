package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/terminal"
)

// killRoundsEnv is how often TestTerminalKill kills the program; `make e2e-kill`
// sets it to a few hundred.
const killRoundsEnv = "GANTRY_KILL_ROUNDS"

// subject is something of the interview that keys change: an answer or a note.
type subject struct {
	at   survey.Place
	id   string
	note bool
}

func (s subject) String() string {
	if s.note {
		return fmt.Sprintf("the note of %s %s", s.at, s.id)
	}
	return fmt.Sprintf("%s %s", s.at, s.id)
}

func (s subject) on(l gantry.Look) string {
	if !s.note {
		return answerOf(l, s.at, s.id)
	}
	e, _ := l.Entry(s.at, s.id)
	return e.Note
}

// move is what a person does at one question: the keys, and what holds once the last
// of them was shown. Each key changes the screen.
type move struct {
	keys  []string
	of    subject
	value string
}

// script is a piece of an interview: where it begins and what is done from there on.
type script struct {
	words, id string
	moves     []move
}

// scripts are the pieces that are played in turn. They depend on what was answered
// before, so that every key changes something.
func scripts(l gantry.Look, round int) script {
	switch round % 5 {
	case 0:
		return script{"", "tgt.region", []move{
			choose(l, org(), "tgt.region"), choose(l, org(), "tgt.zones"), choose(l, org(), "tgt.version"), choose(l, org(), "tgt.cni"),
		}}
	case 1:
		return script{"crm", "goal.slo", []move{
			fill(l, crm(), "goal.slo", strconv.Itoa(90+round%10)+"."+strconv.Itoa(1+round%9)),
			unknown(crm(), "goal.rto_rpo"), unknown(crm(), "mig.window"), unknown(crm(), "mig.rollback"),
		}}
	case 2:
		text := fmt.Sprintf("第%d次", round)
		of := subject{crm(), "test.data", true}
		return script{"crm", "test.data", []move{
			{slices.Concat([]string{"f6"}, terminal.KeysOf(text), []string{"esc"}), of, of.on(l) + text},
			choose(l, crm(), "test.data"),
			choose(l, crm(), "org.ownership"),
		}}
	case 3:
		return script{"", "net.links", []move{
			addLink(l, fmt.Sprintf("机房%d", round)), unknown(org(), "net.cidr"), unknown(org(), "net.egress"),
		}}
	}
	chosen := choose(l, org(), "tgt.ingress")
	return script{"", "tgt.ingress", []move{
		chosen,
		{[]string{"ctrl+z"}, chosen.of, chosen.of.on(l)},
		{[]string{"ctrl+y"}, chosen.of, chosen.value},
	}}
}

// choose takes another option than the one in force.
func choose(l gantry.Look, at survey.Place, id string) move {
	q, _ := l.Bank().Question(id)
	of := subject{at: at, id: id}
	n := 0
	if q.Options[n].Key == of.on(l) {
		n++
	}
	return move{[]string{strconv.Itoa(n + 1), "enter"}, of, q.Options[n].Key}
}

// unknown answers with the key that works while a text is typed.
func unknown(at survey.Place, id string) move {
	return move{[]string{"f3"}, subject{at: at, id: id}, "unknown"}
}

// fill types a value in place of the one in force.
func fill(l gantry.Look, at survey.Place, id, value string) move {
	of, keys := subject{at: at, id: id}, terminal.KeysOf(value)
	if of.on(l) != "" {
		keys = append([]string{"e", "ctrl+u"}, keys...)
	}
	return move{append(keys, "enter"), of, value}
}

// addLink adds a row to a table, below the first one, where the table opens.
func addLink(l gantry.Look, from string) move {
	of := subject{at: org(), id: "net.links"}
	e, _ := l.Entry(of.at, of.id)
	answer, _ := e.Answer()
	rows := slices.Clone(answer.Value.Rows)
	row := survey.Row{{Column: "from", Text: from}, {Column: "to", Text: "云"}}
	rows = slices.Insert(rows, min(1, len(rows)), row)
	keys := slices.Concat([]string{"a"}, terminal.KeysOf(from), []string{"enter", "云", "esc", "enter"})
	return move{keys, of, survey.Value{Rows: rows}.String()}
}

// tally counts what the rounds came to.
type tally struct {
	rounds, keys, acknowledged, kept, extra int
	atOnce                                  int // kills before the first answer was acknowledged
}

// TestTerminalKill kills the real program with SIGKILL at random moments while it is
// answered. Whatever the screen showed as accepted must be on the disk afterwards,
// nothing may be there that nobody entered, and the next start must go on where the last
// answer was given, the lock of the killed one notwithstanding.
func TestTerminalKill(t *testing.T) {
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv(killRoundsEnv)); err == nil {
		rounds = n
	} else if testing.Short() {
		t.Skip("kills the program again and again, which takes seconds")
	}
	d, start := newDesk(t), time.Now()
	var sum tally
	for round := range rounds {
		d.killRound(round, &sum)
		if t.Failed() {
			t.Fatalf("after %d rounds", round+1)
		}
	}
	t.Logf("%d kills in %v: %d keys sent, %d shown; %d answers and notes shown as accepted, all of them kept; %d more were on the disk before they were shown; %d kills came before any answer; %d events in the log",
		sum.rounds, time.Since(start).Round(time.Millisecond), sum.keys, sum.acknowledged, sum.kept, sum.extra, sum.atOnce, len(d.events()))
	if sum.kept == 0 || sum.atOnce == sum.rounds {
		t.Error("the kills came always before the first answer, which proves nothing")
	}
}

// killRound starts the program, plays a script until the kill, and compares.
func (d *desk) killRound(round int, sum *tally) {
	d.t.Helper()
	before := d.look()
	play := scripts(before, round)
	s := d.sit(terminal.Options{})
	s.WaitText(d.resumesAt(), "✓ 已保存")
	s.open(play.words, play.id)
	var keys []string
	for _, m := range play.moves {
		keys = append(keys, m.keys...)
	}
	safe := 0
	if round%2 == 1 { // the first answer is given in peace, so that there is something to lose
		safe = len(play.moves[0].keys)
		s.press(keys[:safe]...)
	}
	k, err := s.KillDuring(terminal.Crash{Seed: uint64(round), Keys: keys[safe:], Within: 30 * time.Millisecond})
	if err != nil {
		d.t.Fatalf("round %d: %v", round, err)
	}
	k.Sent += safe
	k.Acknowledged += safe
	if err := s.Close(); err != nil {
		d.t.Error(err)
	}
	sum.rounds++
	sum.keys += k.Sent
	sum.acknowledged += k.Acknowledged
	d.compare(round, before, play.moves, k, sum)
}

// compare holds the disk to what was shown. What was sent and not shown yet may be
// there or not.
func (d *desk) compare(round int, before gantry.Look, moves []move, k terminal.Killed, sum *tally) {
	d.t.Helper()
	shown, perhaps := map[subject]string{}, map[subject]string{}
	end, accepted := 0, 0
	for _, m := range moves {
		if _, known := shown[m.of]; !known {
			shown[m.of] = m.of.on(before)
		}
		switch end += len(m.keys); {
		case end <= k.Acknowledged:
			shown[m.of] = m.value
			accepted++
		case end <= k.Sent:
			perhaps[m.of] = m.value
		}
	}
	now := d.look()
	for of, want := range shown {
		got := of.on(now)
		other, sent := perhaps[of]
		switch {
		case got == want:
		case sent && got == other:
			sum.extra++
		default:
			d.t.Errorf("round %d: %s is %q on the disk, the screen showed %q (%d of %d keys shown, killed %v after the last):\n%s",
				round, of, got, want, k.Acknowledged, k.Sent, k.Delay, k.Last)
		}
	}
	sum.kept += accepted
	if accepted == 0 {
		sum.atOnce++
	}
}

// resumesAt is the question at which the next start must go on: the one that was
// answered last.
func (d *desk) resumesAt() string {
	events := d.events()
	for _, e := range slices.Backward(events) {
		if e.Question != "" {
			return "· " + strings.TrimSpace(e.Question)
		}
	}
	return "· biz.drivers"
}
