package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Options say how the program shows itself.
type Options struct {
	ASCII         bool // borders and signs from ASCII only
	NoColor       bool
	VirtualCursor bool // draw the cursor instead of moving the terminal's
	// Sync brings what was written to the disk for good. It is called when the
	// keyboard rests, and when the program ends.
	Sync func() error
}

// App is the program: the only Bubble Tea model.
type App struct {
	ctx   context.Context //nolint:containedctx // tasks are started by messages and end with the program
	env   *screen.Env
	opt   Options
	stack []screen.Screen

	width, height int
	dark          bool
	profile       colorprofile.Profile
	help          *helpPage
	task          *running
	tasks         int // started so far
	status        *screen.Status
	leaving       bool
	unsynced      int // counts keys, so that only the last rest syncs
}

// New returns the program with its first screen.
func New(ctx context.Context, env *screen.Env, opt Options, first screen.Screen) *App {
	a := &App{ctx: ctx, env: env, opt: opt, stack: []screen.Screen{first}, dark: true, profile: colorprofile.TrueColor}
	a.theme()
	return a
}

// Show puts a screen on top, before the program runs.
func (a *App) Show(s screen.Screen) { a.stack = append(a.stack, s) }

// Tell shows a warning, before the program runs.
func (a *App) Tell(t i18n.Text) { a.status = &screen.Status{Text: t, Bad: true} }

func (a *App) theme() {
	profile := a.profile
	if a.opt.NoColor {
		profile = colorprofile.ASCII
	}
	a.env.Theme = frame.NewTheme(a.dark, a.opt.ASCII, profile)
}

// Init asks the terminal for its background.
func (a *App) Init() tea.Cmd { return tea.RequestBackgroundColor }

// restMsg arrives when the keyboard has rested.
type restMsg struct{ count int }

const rest = 700 * time.Millisecond

// Update takes a message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		return a, nil
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.theme()
		return a, nil
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.theme()
		return a, nil
	case restMsg:
		if msg.count == a.unsynced && a.opt.Sync != nil {
			return a, func() tea.Msg { return syncedMsg{a.opt.Sync()} }
		}
		return a, nil
	case syncedMsg:
		if msg.err != nil {
			a.act(screen.Fail(msg.err))
		}
		return a, nil
	case taskMsg, progressMsg:
		return a, a.taskUpdate(msg)
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		return a, a.input(msg)
	}
	return a, nil
}

type syncedMsg struct{ err error }

func (a *App) top() screen.Screen { return a.stack[len(a.stack)-1] }

// input gives a message to the task, the help, the screen, and the keys that act
// everywhere, in this order.
func (a *App) input(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if a.leaving && key.String() == "ctrl+c" {
			return tea.Quit
		}
		a.status = nil
	}
	if a.task != nil {
		return a.taskKey(msg)
	}
	if a.help != nil {
		if key, ok := msg.(tea.KeyPressMsg); ok && !a.help.update(key, a.height) {
			a.help = nil
		}
		return nil
	}
	a.unsynced++
	count := a.unsynced
	again := tea.Tick(rest, func(time.Time) tea.Msg { return restMsg{count} })
	if cmd, ok := a.everywhere(msg); ok {
		return tea.Batch(cmd, again)
	}
	return tea.Batch(a.act(a.top().Update(msg)), again)
}

// everywhere handles the keys that act on every screen. Those that are letters
// act only where no text is typed, and only when the screen has no use for them.
func (a *App) everywhere(msg tea.Msg) (tea.Cmd, bool) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, false
	}
	binding, ok := globalKeys(a.top().Typing()).Match(key)
	if !ok {
		return nil, false
	}
	switch binding.ID {
	case keyQuit:
		return a.quit(), true
	case keyHelp:
		a.help = newHelpPage(a.env, a.top())
	case keyLanguage:
		if a.env.Lang == i18n.ZH {
			a.env.Lang = i18n.EN
		} else {
			a.env.Lang = i18n.ZH
		}
	case keyRedraw:
		return tea.Batch(tea.ClearScreen, tea.RequestWindowSize), true
	}
	return nil, true
}

// quit leaves every screen, so that none loses what is being typed. When that
// cannot be kept, a second ctrl+c goes all the same.
func (a *App) quit() tea.Cmd {
	for i := len(a.stack) - 1; i >= 0; i-- {
		if l, ok := a.stack[i].(screen.Leaver); ok && !a.leaving {
			if err := l.Leave(); err != nil {
				a.leaving = true
				return a.act(screen.Fail(err))
			}
		}
	}
	return tea.Quit
}

// act does what a screen wants.
func (a *App) act(act screen.Action) tea.Cmd {
	if act.Status != nil {
		a.status = act.Status
	}
	if (act.Pop || act.Home || act.Replace != nil) && !a.leave() {
		return nil
	}
	switch {
	case act.Quit:
		return a.quit()
	case act.Home:
		a.stack = a.stack[:1]
		a.resume()
	case act.Pop && len(a.stack) == 1:
		return a.quit()
	case act.Pop:
		a.stack = a.stack[:len(a.stack)-1]
		a.resume()
	case act.Replace != nil:
		a.stack[len(a.stack)-1] = act.Replace
	}
	if act.Push != nil {
		a.stack = append(a.stack, act.Push)
	}
	if act.Task != nil {
		return a.start(*act.Task)
	}
	return nil
}

// leave keeps what the screen on top still has to keep.
func (a *App) leave() bool {
	l, ok := a.top().(screen.Leaver)
	if !ok {
		return true
	}
	if err := l.Leave(); err != nil {
		a.act(screen.Fail(err))
		return false
	}
	return true
}

func (a *App) resume() {
	if r, ok := a.top().(screen.Resumer); ok {
		r.Resume()
	}
}

// View draws the screen.
func (a *App) View() tea.View {
	content, cursor := a.Render()
	v := tea.NewView(content)
	v.AltScreen = true
	v.WindowTitle = "gantry · " + a.env.Customer
	if cursor != nil && !a.opt.VirtualCursor {
		v.Cursor = cursor
	}
	if a.task != nil {
		v.ProgressBar = a.task.bar()
	}
	return v
}

// Render draws the screen as text of exactly the size of the terminal, and says
// where the cursor is.
func (a *App) Render() (string, *tea.Cursor) {
	if a.width == 0 || a.height == 0 {
		return "", nil
	}
	if a.width < frame.MinWidth || a.height < frame.MinHeight {
		return strings.Join(frame.TooSmall(a.env.Lang, a.width, a.height), "\n"), nil
	}
	height := a.height - headLines - footLines
	lines, cursor := a.body(a.width, height)
	if cursor != nil {
		moved := *cursor
		moved.Y += headLines
		cursor = &moved
		if cursor.Y >= a.height-footLines || cursor.X >= a.width {
			cursor = nil
		}
	}
	if cursor != nil && a.opt.VirtualCursor {
		lines = fill(lines, a.width, height)
		lines[cursor.Y-headLines] = drawCursor(lines[cursor.Y-headLines], cursor.X)
	}
	all := append(a.head(), fill(lines, a.width, height)...)
	all = append(all, a.foot()...)
	return strings.Join(all, "\n"), cursor
}

// fill cuts and pads lines to exactly the size.
func fill(lines []string, width, height int) []string {
	out := make([]string, height)
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out[i] = frame.Pad(line, width)
	}
	return out
}

func (a *App) body(width, height int) ([]string, *tea.Cursor) {
	switch {
	case a.task != nil:
		return a.task.render(a.env, width, height), nil
	case a.help != nil:
		return a.help.render(width, height), nil
	}
	return a.top().Render(width, height)
}
