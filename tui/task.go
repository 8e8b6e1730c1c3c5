package tui

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// running is the task that has the screen.
type running struct {
	id       int
	task     screen.Task
	cancel   context.CancelFunc
	reports  chan screen.Progress
	progress screen.Progress
	stopping bool
}

// taskMsg ends a task; progressMsg says how far it is.
type (
	taskMsg struct {
		id     int
		finish func() screen.Action
		err    error
	}
	progressMsg struct {
		id int
		screen.Progress
	}
)

// start runs a task beside the screen.
func (a *App) start(t screen.Task) tea.Cmd {
	if a.task != nil {
		return nil
	}
	ctx, cancel := context.WithCancel(a.ctx)
	a.tasks++
	r := &running{id: a.tasks, task: t, cancel: cancel, reports: make(chan screen.Progress, 1)}
	a.task = r
	work := func() (msg tea.Msg) {
		defer close(r.reports)
		defer func() {
			if p := recover(); p != nil {
				msg = taskMsg{r.id, nil, fmt.Errorf("running a task: it stopped with %v; nothing that was answered is lost", p)}
			}
		}()
		finish, err := t.Run(ctx, r.report)
		return taskMsg{r.id, finish, err}
	}
	return tea.Batch(work, r.next())
}

// report keeps the latest progress only, so that no task waits for the screen.
func (r *running) report(p screen.Progress) {
	for {
		select {
		case r.reports <- p:
			return
		default:
		}
		select {
		case <-r.reports:
		default:
		}
	}
}

func (r *running) next() tea.Cmd {
	return func() tea.Msg {
		p, ok := <-r.reports
		if !ok {
			return nil
		}
		return progressMsg{r.id, p}
	}
}

func (a *App) taskUpdate(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case progressMsg:
		if a.task != nil && a.task.id == msg.id {
			a.task.progress = msg.Progress
			return a.task.next()
		}
	case taskMsg:
		if a.task == nil || a.task.id != msg.id {
			return nil
		}
		stopped := a.task.stopping
		a.task.cancel()
		a.task = nil
		switch {
		case msg.err != nil && stopped && errors.Is(msg.err, context.Canceled):
			return a.act(screen.Tell(i18n.Text{ZH: "已停止，没有改动任何文件。", EN: "Stopped; no file was changed."}))
		case msg.err != nil:
			return a.act(screen.Fail(msg.err))
		case msg.finish != nil:
			return a.act(msg.finish())
		}
	}
	return nil
}

// taskKey stops the task on escape; ctrl+c leaves the program when it will not stop.
func (a *App) taskKey(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch key.String() {
	case "ctrl+c":
		if a.task.stopping {
			return a.quit()
		}
		fallthrough
	case "esc":
		a.task.stopping = true
		a.task.cancel()
	}
	return nil
}

func (r *running) bar() *tea.ProgressBar {
	if r.progress.Total == 0 {
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, 100*r.progress.Done/r.progress.Total)
}

func (r *running) render(env *screen.Env, width, _ int) []string {
	t := env.Theme
	lines := []string{"", "  " + t.Title.Render(frame.Truncate(r.task.Title.In(env.Lang), width-4)), ""}
	for _, l := range frame.Wrap(r.progress.Text.In(env.Lang), width-4) {
		lines = append(lines, "  "+l)
	}
	lines = append(lines, "")
	if r.progress.Total > 0 {
		lines = append(lines, "  "+t.Bar(r.progress.Done, r.progress.Total, min(60, width-4)),
			"  "+t.Muted.Render(fmt.Sprintf("%d / %d", r.progress.Done, r.progress.Total)), "")
	}
	hint := env.Say("esc 停止", "esc stops it")
	if r.stopping {
		hint = env.Say("正在停止……再按 ctrl+c 退出程序", "stopping ... ctrl+c leaves the program")
	}
	return append(lines, "  "+t.Muted.Render(hint))
}
