// Package screen is the contract between the program that runs in the terminal
// and the screens that it shows. A screen is a plain struct on a stack: it reads
// what it shows from Env, turns keys into actions and renders itself into a given
// size. It does no input or output; long work is a Task.
package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// Env is what all screens share. Screens read it when they render, so that a
// change of the language or the theme shows at once.
type Env struct {
	Session *interview.Session
	Lang    i18n.Lang
	Theme   frame.Theme
	// Customer and Edition stand in the head line.
	Customer string
	Edition  i18n.Text
}

// Say is a text in the language of the screens.
func (e *Env) Say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(e.Lang) }

// Sayf formats a text in the language of the screens.
func (e *Env) Sayf(zh, en string, args ...any) string { return i18n.Textf(zh, en, args...).In(e.Lang) }

// Screen is one screen.
type Screen interface {
	// Title names the screen in the trail of where the user is.
	Title() i18n.Text
	// Keys are the keys that act now, the most useful first: those of a field that
	// has the focus before those of the screen around it.
	Keys() []frame.KeyMap
	// Typing tells whether letters go into a text: single letters are no commands then.
	Typing() bool
	// Update takes a key, a paste or a mouse event.
	Update(msg tea.Msg) Action
	// Render draws the screen into width × height cells: at most height lines, none
	// wider than width, and the cursor relative to the first of them, nil to hide it.
	Render(width, height int) (lines []string, cursor *tea.Cursor)
}

// Resumer is a screen that wants to know that it is on top again.
type Resumer interface {
	Resume()
}

// Leaver is a screen with something to keep before it is left, such as a text
// that is being typed. What it returns happens before the screen goes; an error
// keeps it.
type Leaver interface {
	Leave() error
}

// Keeper is a screen that holds what is typed. Unsaved tells whether something on it
// is not in the log yet; Unkept names what would be lost if the program ended now,
// because it does not fit its question, and is empty when nothing would be.
type Keeper interface {
	Unsaved() bool
	Unkept() i18n.Text
}

// Status is a word about what just happened, or what is wrong.
type Status struct {
	Text i18n.Text
	Bad  bool
}

// Action is what a screen wants to happen. The zero value means that it did not
// use the message.
type Action struct {
	Handled bool   // always set when anything else is
	Push    Screen // goes on top
	Replace Screen // takes the place of the screen
	To      Screen // goes back to this screen; it takes the place of the one on top when it is not below
	Pop     bool   // goes back to the screen below
	Home    bool   // goes back to the first screen
	Quit    bool
	Task    *Task
	Status  *Status
}

// Done is the action of a screen that used the message and wants nothing else.
func Done() Action { return Action{Handled: true} }

// Tell shows a word about what just happened.
func Tell(t i18n.Text) Action { return Action{Handled: true, Status: &Status{Text: t}} }

// Fail shows what went wrong.
func Fail(err error) Action {
	text := i18n.Text{ZH: err.Error(), EN: err.Error()}
	if spoken, ok := err.(interface{ In(i18n.Lang) string }); ok { // of the outermost words only
		text = i18n.Text{ZH: spoken.In(i18n.ZH), EN: spoken.In(i18n.EN)}
	}
	return Action{Handled: true, Status: &Status{Text: text, Bad: true}}
}

// Progress is how far a task is. Total is zero while nobody knows.
type Progress struct {
	Text        i18n.Text
	Done, Total int
}

// Task is work that takes more than a moment. It runs beside the screen, shows
// its progress and is cancelled with escape; nothing else happens on the screen
// until it ends.
type Task struct {
	Title i18n.Text
	// Quick says that it rarely takes longer than a moment: the screen stays in sight
	// meanwhile, with the title below it.
	Quick bool
	// Run does the work away from the screen. It must not touch the session or any
	// screen: what it returns does, on the screen's side, when the work is done.
	Run func(ctx context.Context, report func(Progress)) (finish func() Action, err error)
}
