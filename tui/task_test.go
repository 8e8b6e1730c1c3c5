package tui

import (
	"context"
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// start starts a task as a screen does, and returns the commands that do its work
// and wait for its progress.
func (w *world) start(run func(context.Context, func(screen.Progress)) (func() screen.Action, error)) (work, next tea.Cmd) {
	w.tb.Helper()
	cmd := w.app.act(screen.Action{Handled: true, Task: &screen.Task{Title: i18n.Text{ZH: "评估", EN: "Assessing"}, Run: run}})
	batch, ok := cmd().(tea.BatchMsg)
	if !ok || len(batch) != 2 {
		w.tb.Fatal("a task does not start its work and wait for its progress")
	}
	return batch[0], batch[1]
}

func TestTaskShowsItsProgressAndEnds(t *testing.T) {
	w := newWorld(t)
	work, next := w.start(func(_ context.Context, report func(screen.Progress)) (func() screen.Action, error) {
		for n := range 5 {
			report(screen.Progress{Text: i18n.Text{ZH: "读源码", EN: "reading"}, Done: n, Total: 4})
		}
		return func() screen.Action { return screen.Tell(i18n.Text{ZH: "评估好了", EN: "assessed"}) }, nil
	})
	w.shows("评估", "esc 停止")
	done := work()
	w.send(next())
	w.shows("读源码", "4 / 4")
	if bar := w.app.View().ProgressBar; bar == nil || bar.Value != 100 {
		t.Errorf("the progress bar is %+v", bar)
	}
	w.press("u?")
	w.send(done)
	w.shows("评估好了")
	w.has(org(), "biz.drivers", "open")
	if msg := w.app.taskUpdate(progressMsg{id: 1}); msg != nil {
		t.Error("a task that has ended still waits for progress")
	}
}

func TestTaskIsCancelled(t *testing.T) {
	w := newWorld(t)
	work, _ := w.start(func(ctx context.Context, _ func(screen.Progress)) (func() screen.Action, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	w.press("<esc>")
	w.shows("正在停止", "ctrl+c 退出程序")
	w.send(work())
	w.shows("已停止")
}

func TestTaskThatWillNotStopCanBeLeft(t *testing.T) {
	w := newWorld(t)
	w.start(func(context.Context, func(screen.Progress)) (func() screen.Action, error) { return nil, nil })
	w.press("<ctrl+c>")
	if !quits(w.press("<ctrl+c>")) {
		t.Error("a second ctrl+c does not end the program")
	}
}

func TestTaskThatPanicsOrFailsSaysSo(t *testing.T) {
	w := newWorld(t)
	work, _ := w.start(func(context.Context, func(screen.Progress)) (func() screen.Action, error) { panic("out of luck") })
	w.send(work())
	w.shows("out of luck")
	work, _ = w.start(func(context.Context, func(screen.Progress)) (func() screen.Action, error) {
		return nil, errors.New("reading pom.xml: no such file")
	})
	w.send(work())
	w.shows("reading pom.xml")
}

func TestReportAfterTheEndDoesNothing(t *testing.T) {
	w := newWorld(t)
	var late func(screen.Progress)
	work, _ := w.start(func(_ context.Context, report func(screen.Progress)) (func() screen.Action, error) {
		late = report
		return nil, nil
	})
	w.send(work())
	late(screen.Progress{Done: 1})
}

func TestSyncWhenTheKeyboardRests(t *testing.T) {
	w := newWorld(t)
	synced := 0
	w.app.opt.Sync = func() error { synced++; return errors.New("syncing the log: the disk is gone") }
	w.press("2")
	if cmd := w.send(restMsg{count: w.app.unsynced - 1}); cmd != nil {
		t.Error("it syncs while keys arrive")
	}
	cmd := w.send(restMsg{count: w.app.unsynced})
	if cmd == nil {
		t.Fatal("it does not sync when the keyboard rests")
	}
	w.send(cmd())
	w.shows("the disk is gone")
	if synced != 1 {
		t.Errorf("synced %d times", synced)
	}
}
