package terminal_test

import (
	"context"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/terminal"
)

// skipOnWindows is for tests that start sessions without [terminal.New].
func skipOnWindows(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("ConPTY repaints the screen in its own way, which these tests were not written for")
	}
}

func program(t *testing.T, name string, o terminal.Options) *terminal.Tester {
	t.Helper()
	o.Env = append([]string{programEnv + "=" + name}, o.Env...)
	return terminal.New(t, o, testProgram())
}

// startForm starts the form and waits until it takes keys.
func startForm(t *testing.T, o terminal.Options) *terminal.Tester {
	t.Helper()
	p := program(t, "form", o)
	p.WaitFor("the form and the terminal's answer in it", func(s *terminal.Screen) bool {
		return s.Contains("表单 form", "entered:") && (s.Contains("dark") || s.Contains("light"))
	})
	return p
}

func TestPlainOutputAndExitCode(t *testing.T) {
	p := program(t, "shell", terminal.Options{Width: 20, Height: 4})
	p.Wait(3)
	s := p.Screen()
	if diff := cmp.Diff([]string{"plain 文字", "red <&> 反", "", ""}, s.Lines()); diff != "" {
		t.Error(diff)
	}
	if got := s.StyleAt(0, 1); !got.Bold || got.Foreground == "" {
		t.Errorf("red and bold is %+v", got)
	}
	if s.StyleAt(0, 0) != (terminal.Style{}) || !s.StyleAt(8, 1).Inverse {
		t.Error("plain text has a style, or inverse text has none")
	}
	if !s.Coloured() || s.Alternate {
		t.Error("no colour found, or an alternate screen")
	}
	if col, row, ok := s.Find("字"); !ok || col != 8 || row != 0 {
		t.Errorf("found at %d, %d, %v", col, row, ok)
	}
	if _, _, ok := s.Find("nowhere"); ok {
		t.Error("found what is not there")
	}
}

func TestCursorBehindChinese(t *testing.T) {
	p := startForm(t, terminal.Options{Width: 40, Height: 10})
	p.Type("你好，world")
	p.WaitText("你好，world")
	p.WaitCursor(2+6+5, 1)
	p.Key("left", "backspace", "home")
	p.WaitText("你好，word")
	p.WaitCursor(2, 1)
	if !p.Screen().Alternate {
		t.Error("the program's own screen is not the alternate one")
	}
}

func TestTerminalAnswersItsBackground(t *testing.T) {
	startForm(t, terminal.Options{}).WaitText("80×24 dark")
	startForm(t, terminal.Options{Light: true}).WaitText("80×24 light")
}

func TestResize(t *testing.T) {
	p := startForm(t, terminal.Options{})
	p.Resize(100, 30)
	p.WaitText("form 100×30")
	p.Resize(30, 8)
	p.WaitText("form 30×8")
	if s := p.Screen(); s.Width != 30 || len(s.Lines()) != 8 {
		t.Errorf("the screen is %d wide and has %d rows", s.Width, len(s.Lines()))
	}
}

func TestPaste(t *testing.T) {
	p := startForm(t, terminal.Options{})
	p.Paste("第一行\nsecond\x1b[201~ line")
	p.WaitText("> 第一行", "> second line")
	p.Key("enter")
	p.WaitText("entered: 第一行")
}

func TestCtrlC(t *testing.T) {
	p := startForm(t, terminal.Options{})
	p.Type("answer")
	p.Key("enter", "ctrl+c")
	p.Wait(130)
	if s := p.Screen(); !s.Contains("saved 1") || s.Alternate || !s.Cursor.Visible {
		t.Errorf("after the end the screen is\n%s", s)
	}
}

func TestEnds(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(*terminal.Tester) error
		code int
	}{
		"kill":   {func(p *terminal.Tester) error { return p.Session.Kill() }, 128 + int(syscall.SIGKILL)},
		"hangup": {func(p *terminal.Tester) error { return p.Hangup() }, 128 + int(syscall.SIGHUP)},
	} {
		t.Run(name, func(t *testing.T) {
			p := startForm(t, terminal.Options{})
			if err := c.end(p); err != nil {
				t.Fatal(err)
			}
			p.Wait(c.code)
			if err := p.Session.Type("x"); err == nil {
				t.Error("typed into a program that is gone")
			}
			if err := p.Session.Kill(); err != nil {
				t.Errorf("killing it again: %v", err)
			}
		})
	}
}

func TestErrorsShowTheScreen(t *testing.T) {
	t.Parallel()
	p := startForm(t, terminal.Options{Patience: time.Second})
	err := p.Session.WaitText("nowhere")
	if err == nil || !strings.Contains(err.Error(), "not there after 1s") || !strings.Contains(err.Error(), "| 表单 form 80×24") {
		t.Errorf("%v", err)
	}
	if _, err := p.Session.Wait(); err == nil || !strings.Contains(err.Error(), "still runs") {
		t.Errorf("%v", err)
	}
	p.Key("ctrl+c")
	err = p.Session.WaitText("nowhere")
	if err == nil || !strings.Contains(err.Error(), "ended before with exit code 130") {
		t.Errorf("%v", err)
	}
	if err := p.Session.Key("hyper+x"); err == nil {
		t.Error("pressed a key that no terminal has")
	}
}

// TestNothingIsLeft counts what sessions leave behind, ended in every way.
func TestNothingIsLeft(t *testing.T) {
	skipOnWindows(t)
	before := runtime.NumGoroutine()
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		s, err := terminal.Start(ctx, terminal.Options{Env: []string{programEnv + "=form"}}, testProgram())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.WaitText("entered:"); err != nil {
			t.Fatal(err)
		}
		cancel()
		if code, err := s.Wait(); code != 137 || err != nil {
			t.Errorf("cancelled: exit code %d, %v", code, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines before, %d after", before, now)
	}
	if _, err := terminal.Start(t.Context(), terminal.Options{}, "/nowhere/program"); err == nil {
		t.Error("started a program that does not exist")
	}
}
