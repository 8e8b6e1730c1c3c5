package tui

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// running is the task that has the screen.
type running struct {
	id       int
	task     screen.Task
	cancel   context.CancelFunc
	reports  chan screen.Progress // holds the latest
	ended    chan struct{}
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
	r := &running{id: a.tasks, task: t, cancel: cancel, reports: make(chan screen.Progress, 1), ended: make(chan struct{})}
	a.task = r
	work := func() (msg tea.Msg) {
		defer close(r.ended)
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
		select {
		case p := <-r.reports:
			return progressMsg{r.id, p}
		case <-r.ended:
		}
		select {
		case p := <-r.reports: // reported just before the end
			return progressMsg{r.id, p}
		default:
			return nil
		}
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
			return a.act(screen.Tell(i18n.Text{ZH: "已停止。", EN: "Stopped."}))
		case msg.err != nil:
			return a.act(screen.Fail(msg.err))
		case msg.finish != nil:
			return a.act(msg.finish())
		}
	}
	return nil
}

// taskKeys are the keys while a task runs.
func taskKeys(stopping bool) frame.KeyMap {
	m := frame.KeyMap{ID: "task", Title: i18n.Text{ZH: "任务运行时", EN: "While a task runs"}, Bindings: []frame.Binding{
		{ID: "stop", Keys: []string{"esc"}, Text: i18n.Text{ZH: "停止", EN: "stop"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "停止任务", EN: "Stop the task"}},
		{ID: "quit", Keys: []string{"ctrl+c"}, Text: i18n.Text{ZH: "停止", EN: "stop"},
			Help: i18n.Text{ZH: "停止任务；停不下来时再按一次退出程序", EN: "Stop the task; when it does not stop, once more quits the program"}},
	}}
	if stopping {
		m.Bindings[0].ShowInHelpLine = false
		m.Bindings[1].Text, m.Bindings[1].ShowInHelpLine = i18n.Text{ZH: "退出程序", EN: "quit the program"}, true
	}
	return m
}

// taskKey stops the task; ctrl+c leaves the program when it will not stop.
func (a *App) taskKey(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch b, _ := taskKeys(a.task.stopping).Match(key); {
	case b.ID == "quit" && a.task.stopping:
		return a.quit()
	case b.ID != "":
		a.task.stopping = true
		a.task.cancel()
	}
	return nil
}

func (r *running) bar() *tea.ProgressBar {
	if r.progress.Total == 0 {
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, min(100, max(0, 100*r.progress.Done/r.progress.Total)))
}

func (r *running) render(env *screen.Env, width, _ int) []string {
	t := env.Theme
	lines := []string{"", "  " + t.Title.Render(cells.Truncate(r.task.Title.In(env.Lang), width-4)), ""}
	for _, l := range cells.Wrap(r.progress.Text.In(env.Lang), width-4) {
		lines = append(lines, "  "+l)
	}
	lines = append(lines, "")
	if r.progress.Total > 0 {
		lines = append(lines, "  "+t.Bar(r.progress.Done, r.progress.Total, min(60, width-4)),
			"  "+t.Muted.Render(fmt.Sprintf("%d / %d", r.progress.Done, r.progress.Total)), "")
	}
	if r.stopping {
		lines = append(lines, "  "+t.Warn.Render(t.Marks.Warn+" "+env.Say("正在停止……", "stopping ...")))
	}
	return lines
}
