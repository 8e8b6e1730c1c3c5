package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/gantry-ack/gantry/internal/cells"
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
	held  []screen.Keeper // screens that were shown and may hold what is typed

	width, height int
	dark          bool
	profile       colorprofile.Profile
	help          *helpPage
	task          *running
	tasks         int // started so far
	status        *screen.Status
	leaving       bool // quitting was asked for, and something is in the way
	unsynced      int  // counts keys, so that only the last rest syncs
}

// New returns the program with its first screen.
func New(ctx context.Context, env *screen.Env, opt Options, first screen.Screen) *App {
	a := &App{ctx: ctx, env: env, opt: opt, dark: true, profile: colorprofile.TrueColor}
	a.theme()
	a.Show(first)
	return a
}

// Show puts a screen on top, before the program runs.
func (a *App) Show(s screen.Screen) {
	a.stack = append(a.stack, s)
	a.hold(s)
}

// hold remembers a screen that may hold what is typed, also when it is left.
func (a *App) hold(s screen.Screen) {
	if k, ok := s.(screen.Keeper); ok && !slices.Contains(a.held, k) {
		a.held = append(a.held, k)
	}
}

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

type syncedMsg struct{ err error }

const rest = 700 * time.Millisecond

// Update takes a message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.theme()
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.theme()
	case restMsg:
		if msg.count == a.unsynced && a.opt.Sync != nil {
			return a, func() tea.Msg { return syncedMsg{a.opt.Sync()} }
		}
	case syncedMsg:
		if msg.err != nil {
			a.act(screen.Fail(msg.err))
		}
	case taskMsg, progressMsg:
		return a, a.taskUpdate(msg)
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		return a, a.input(msg)
	}
	return a, nil
}

func (a *App) top() screen.Screen { return a.stack[len(a.stack)-1] }

// input gives a message to the task, the keys that act everywhere, the help, and
// the screen, in this order.
func (a *App) input(msg tea.Msg) tea.Cmd {
	key, isKey := msg.(tea.KeyPressMsg)
	if isKey {
		if a.leaving && key.String() == "ctrl+c" {
			return tea.Quit
		}
		a.status, a.leaving = nil, false
	}
	if a.task != nil {
		return a.taskKey(msg)
	}
	if a.tooSmall() {
		if isKey && globalKeys(true).Is(key, keyQuit) {
			return a.quit()
		}
		return nil // nobody sees what a key would do
	}
	a.unsynced++
	count := a.unsynced
	again := tea.Tick(rest, func(time.Time) tea.Msg { return restMsg{count} })
	if isKey {
		if cmd, ok := a.everywhere(key); ok {
			return tea.Batch(cmd, again)
		}
		if a.help != nil {
			if !a.help.update(key, a.height) {
				a.help = nil
			}
			return nil
		}
	}
	if a.help != nil {
		return nil
	}
	return tea.Batch(a.act(a.top().Update(msg)), again)
}

// everywhere handles the keys that act on every screen. Those that are letters
// act only where no text is typed.
func (a *App) everywhere(key tea.KeyPressMsg) (tea.Cmd, bool) {
	binding, ok := globalKeys(a.top().Typing() && a.help == nil).Match(key)
	if !ok {
		return nil, false
	}
	switch binding.ID {
	case keyQuit:
		return a.quit(), true
	case keyHelp:
		if a.help != nil {
			a.help = nil
			break
		}
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

// View draws the screen. The mouse stays the terminal's: text can be selected and
// copied, and the wheel arrives as up and down.
func (a *App) View() tea.View {
	content, cursor := a.Render()
	v := tea.NewView(content)
	v.AltScreen = true
	v.WindowTitle = "gantry · " + cells.Clean(a.env.Customer)
	if cursor != nil && !a.opt.VirtualCursor {
		v.Cursor = cursor
	}
	if a.task != nil {
		v.ProgressBar = a.task.bar()
	}
	return v
}
