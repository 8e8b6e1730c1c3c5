package cockpit

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui"
)

// program is the real program over the screens, with its tasks beside it.
type program struct {
	tb    testing.TB
	app   *tui.App
	steps *fake
	msgs  chan tea.Msg
}

func newProgram(t *testing.T) *program {
	t.Helper()
	env := newEnv(t, i18n.EN)
	steps := newFake(env)
	app := tui.New(t.Context(), env, tui.Options{NoColor: true}, NewHome(env, steps, interview.Item{}))
	p := &program{tb: t, app: app, steps: steps, msgs: make(chan tea.Msg, 100)}
	p.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return p
}

func (p *program) send(msg tea.Msg) {
	_, cmd := p.app.Update(msg)
	p.run(cmd)
}

// run runs commands beside the program, as Bubble Tea does.
func (p *program) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				p.run(c)
			}
			return
		}
		p.msgs <- msg
	}()
}

func (p *program) view() string {
	text, _ := p.app.Render()
	return ansi.Strip(text)
}

// until takes messages until the screen shows the text.
func (p *program) until(text string) {
	p.tb.Helper()
	deadline := time.After(10 * time.Second)
	for !strings.Contains(p.view(), text) {
		select {
		case msg := <-p.msgs:
			if msg != nil {
				p.send(msg)
			}
		case <-deadline:
			p.tb.Fatalf("%q does not appear:\n%s", text, p.view())
		}
	}
}

func (p *program) press(keys ...string) {
	for _, k := range keys {
		p.send(special(k))
	}
}

// TestAssessingIsCancelled: escape stops it, and nothing is stored.
func TestAssessingIsCancelled(t *testing.T) {
	p := newProgram(t)
	p.steps.block = make(chan struct{})
	p.press("down", "down", "down", "down", "down", "enter", "enter")
	p.until("Assessing crm")
	p.until("50%")
	p.press("esc")
	p.until("Stopped.")
	p.until("Assess the source")
	if len(p.steps.stored) > 0 {
		t.Error("it was stored")
	}
}

// TestResultBehindTheCancelling: what was finished before it could be stopped counts,
// and the screen says that it is done.
func TestResultBehindTheCancelling(t *testing.T) {
	p := newProgram(t)
	p.steps.block, p.steps.ignores = make(chan struct{}), true
	p.press("down", "down", "down", "down", "down", "enter", "enter")
	p.until("50%")
	p.press("esc")
	close(p.steps.block)
	p.until("assessed: 1 components")
	p.until("sessions are kept in memory")
	if len(p.steps.stored) != 1 {
		t.Error("it was not taken in")
	}
}

// TestStoppedGenerationTellsWhatIsThere: a run that writes never claims that nothing
// happened, and applications that were done are shown.
func TestStoppedGenerationTellsWhatIsThere(t *testing.T) {
	s := enStage(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, preview := range []bool{true, false} {
		task := newMaking(s.env, s.steps, s.home.ask, "shop").start(preview)().Task
		finish, err := task.Run(ctx, nil)
		switch {
		case preview && err == nil:
			t.Error("a stopped preview is no error that says so")
		case !preview && (err != nil || !strings.Contains(finish().Status.Text.EN, "either all files were written or none")):
			t.Errorf("a stopped run: %v", err)
		}
	}
}

// TestStoppedMidwayShowsWhatWasDone: of all applications, those before the stop.
func TestStoppedMidwayShowsWhatWasDone(t *testing.T) {
	s := enStage(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.steps.stop = cancel
	finish, err := newMaking(s.env, s.steps, s.home.ask).start(false)().Task.Run(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.do(finish())
	s.wantStatus("1 applications were done before")
	s.wantView("Stopped midway", "- shop"[2:])
	if _, ok := s.steps.stored["shop"]; !ok {
		t.Error("what was done is not taken in")
	}
}
