package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// quit leaves every screen, so that none loses what is being typed. When that
// cannot be kept, it says so, and a second ctrl+c goes all the same.
func (a *App) quit() tea.Cmd {
	for _, s := range slices.Backward(a.stack) {
		if l, ok := s.(screen.Leaver); ok {
			if err := l.Leave(); err != nil {
				a.leaving = true
				a.status = screen.Fail(err).Status
				return nil
			}
		}
	}
	for _, k := range a.held {
		if what := k.Unkept(); what != (i18n.Text{}) {
			a.leaving = true
			a.status = &screen.Status{Bad: true, Text: i18n.Textf(
				"%[1]s。再按 ctrl+c 放弃并退出", "%[2]s. ctrl+c again drops it and quits", what.ZH, what.EN)}
			return nil
		}
	}
	return tea.Quit
}

// act does what a screen wants.
func (a *App) act(act screen.Action) tea.Cmd {
	if act.Status != nil {
		a.status = act.Status
	}
	if act.Quit {
		return a.quit()
	}
	if moves(act) && !a.leave() {
		return nil
	}
	if act.Pop && len(a.stack) == 1 {
		return a.quit()
	}
	a.move(act)
	if act.Push != nil {
		a.Show(act.Push)
	}
	if act.Task != nil {
		return a.start(*act.Task)
	}
	return nil
}

func moves(act screen.Action) bool {
	return act.Pop || act.Home || act.Replace != nil || act.To != nil || act.Push != nil
}

func (a *App) move(act screen.Action) {
	switch {
	case act.Home:
		a.stack = a.stack[:1]
		a.resume()
	case act.Pop:
		a.stack = a.stack[:len(a.stack)-1]
		a.resume()
	case act.Replace != nil:
		a.replace(act.Replace)
	case act.To != nil:
		if i := slices.Index(a.stack, act.To); i >= 0 {
			a.stack = a.stack[:i+1]
		} else {
			a.replace(act.To)
		}
		a.resume()
	}
}

func (a *App) replace(s screen.Screen) {
	a.stack = a.stack[:len(a.stack)-1]
	a.Show(s)
}

// leave keeps what the screen on top still has to keep.
func (a *App) leave() bool {
	l, ok := a.top().(screen.Leaver)
	if !ok {
		return true
	}
	if err := l.Leave(); err != nil {
		a.status = screen.Fail(err).Status
		return false
	}
	return true
}

func (a *App) resume() {
	if r, ok := a.top().(screen.Resumer); ok {
		r.Resume()
	}
}

// unsaved tells whether some screen, on the stack or left, holds what is not in the log yet.
func (a *App) unsaved() bool {
	return slices.ContainsFunc(a.held, func(k screen.Keeper) bool { return k.Unsaved() || k.Unkept() != (i18n.Text{}) })
}
