package terminal_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/terminal"
)

// scenario is what the recordings show: typing, entering, resizing, leaving.
func scenario(t *testing.T, o terminal.Options) (recorded string, last *terminal.Screen) {
	t.Helper()
	var cast strings.Builder
	o.Width, o.Height, o.Record = 40, 8, &cast
	p := startForm(t, o)
	p.Type("订单 <&> ok")
	p.WaitText("> 订单 <&> ok")
	p.Pause(2 * time.Second)
	p.Key("enter")
	p.WaitText("entered: 订单 <&> ok")
	p.Resize(50, 9)
	p.WaitText("50×9")
	p.Key("ctrl+c")
	p.Wait(130)
	return cast.String(), p.Screen()
}

func TestSteppedRecordingIsTheSameTwice(t *testing.T) {
	t.Parallel()
	first, last := scenario(t, terminal.Options{})
	second, _ := scenario(t, terminal.Options{})
	if diff := cmp.Diff(strings.Split(first, "\n"), strings.Split(second, "\n")); diff != "" {
		t.Error(diff)
	}
	events := holdCast(t, first, last)
	if got, want := events[len(events)-1].at, 6.0; got < want {
		t.Errorf("the last event is at %.3f s, which leaves no time to read", got)
	}
	frames := 0
	for _, e := range events {
		if strings.Contains(e.data, "订") {
			frames++
		}
	}
	if frames < 5 {
		t.Errorf("%d frames show what is typed: it does not appear letter by letter", frames)
	}
}

func TestRecordingByTheClock(t *testing.T) {
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	ticks := 0
	clock := func() time.Time {
		ticks++
		return start.Add(time.Duration(ticks-1) * 10 * time.Millisecond)
	}
	recorded, last := scenario(t, terminal.Options{Clock: clock})
	holdCast(t, recorded, last)
	if !strings.HasPrefix(recorded, `{"version":2,"width":40,"height":8,"timestamp":1767323045,`) {
		t.Errorf("the header is %.100s", recorded)
	}
}

type event struct {
	at         float64
	kind, data string
}

// holdCast holds the recording to the form of an asciicast, and plays it on another
// terminal, which must end with the text of the last screen.
func holdCast(t *testing.T, recorded string, last *terminal.Screen) []event {
	t.Helper()
	lines := bufio.NewScanner(strings.NewReader(recorded))
	lines.Scan()
	var head struct{ Version, Width, Height int }
	if err := json.Unmarshal(lines.Bytes(), &head); err != nil || head.Version != 2 || head.Width != 40 || head.Height != 8 {
		t.Fatalf("the header is %s: %v", lines.Text(), err)
	}
	screen := vt.NewEmulator(head.Width, head.Height)
	go func() { // the recording asks what the program asked; nobody answers
		buf := make([]byte, 1024)
		for {
			if _, err := screen.Read(buf); err != nil {
				return
			}
		}
	}()
	var out []event
	for lines.Scan() {
		e := parseEvent(t, lines.Text())
		if len(out) > 0 && e.at < out[len(out)-1].at {
			t.Errorf("time runs backwards at %s", lines.Text())
		}
		switch e.kind {
		case "o":
			_, _ = screen.WriteString(e.data)
		case "r":
			var w, h int
			if _, err := fmt.Sscanf(e.data, "%dx%d", &w, &h); err != nil {
				t.Fatal(err)
			}
			screen.Resize(w, h)
		default:
			t.Errorf("an event of kind %q", e.kind)
		}
		out = append(out, e)
	}
	if diff := cmp.Diff(last.Text(), strings.TrimRight(screen.String(), "\n ")); diff != "" {
		t.Errorf("played, the recording ends otherwise (-want +got):\n%s", diff)
	}
	return out
}

func parseEvent(t *testing.T, line string) event {
	t.Helper()
	var parts []json.RawMessage
	var e event
	if err := json.Unmarshal([]byte(line), &parts); err != nil || len(parts) != 3 {
		t.Fatalf("%s is no event: %v", line, err)
	}
	if err := errors.Join(json.Unmarshal(parts[0], &e.at), json.Unmarshal(parts[1], &e.kind), json.Unmarshal(parts[2], &e.data)); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return e
}

// brokenWriter takes a few lines and no more.
type brokenWriter struct{ left int }

func (w *brokenWriter) Write(b []byte) (int, error) {
	if w.left--; w.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestRecordingThatCannotBeWritten(t *testing.T) {
	skipOnWindows(t)
	s, err := terminal.Start(t.Context(), terminal.Options{Env: []string{programEnv + "=shell"}, Record: &brokenWriter{left: 1}}, testProgram())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err == nil || !strings.Contains(err.Error(), "recording the terminal: disk full") {
		t.Errorf("%v", err)
	}
}
