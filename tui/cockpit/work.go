package cockpit

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// work is a task whose failure is told in full, on a page: what went wrong with a
// source or a directory rarely fits into the status line.
func work(env *screen.Env, title i18n.Text, run func(ctx context.Context, report Report) (func() screen.Action, error)) screen.Action {
	return screen.Action{Handled: true, Task: &screen.Task{
		Title: title,
		Run: func(ctx context.Context, report func(screen.Progress)) (func() screen.Action, error) {
			finish, err := run(ctx, report)
			if err == nil || ctx.Err() != nil && errors.Is(err, context.Canceled) {
				return finish, err
			}
			return func() screen.Action { return failure(env, title, err) }, nil
		},
	}}
}

// failure shows what went wrong: a short message in the status line, a long one on
// a page of its own.
func failure(env *screen.Env, title i18n.Text, err error) screen.Action {
	text := errorText(err)
	const short = 80 // columns: not much more than a line
	action := screen.Action{Handled: true, Status: &screen.Status{Text: text, Bad: true}}
	if cells.Width(text.ZH) <= short && cells.Width(text.EN) <= short && !strings.Contains(text.ZH+text.EN, "\n") {
		return action
	}
	action.Status.Text = i18n.Text{ZH: title.ZH + "：没有成功", EN: title.EN + ": it did not work"}
	action.Push = screen.NewPage(env, &screen.Page{
		Name: i18n.Text{ZH: "出错", EN: "what went wrong"},
		Text: func() []string {
			out := []string{env.Theme.Marks.Bad + " " + title.In(env.Lang), ""}
			return append(append(out, cells.CleanLines(text.In(env.Lang))...), "",
				env.Say("esc 返回；处理之后可以再试一次。答案都已保存。", "esc goes back; try again once it is dealt with. Every answer is saved."))
		},
	})
	return action
}

// errorText is an error in both languages, where it has them.
func errorText(err error) i18n.Text {
	var edition *catalog.EditionError
	var spoken interface{ In(i18n.Lang) string }
	switch {
	case errors.As(err, &edition):
		return edition.Text()
	case errors.As(err, &spoken):
		return i18n.Text{ZH: strings.TrimSpace(spoken.In(i18n.ZH)), EN: strings.TrimSpace(spoken.In(i18n.EN))}
	}
	text := i18n.Text{ZH: err.Error(), EN: err.Error()}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text.ZH = "找不到文件或目录：" + text.ZH
	case errors.Is(err, fs.ErrPermission):
		text.ZH = "没有权限：" + text.ZH
	}
	return text
}

// quick is work that rarely takes longer than a moment.
func quick(action screen.Action) screen.Action {
	action.Task.Quick = true
	return action
}

// push is an action that shows a screen.
func push(s screen.Screen) screen.Action { return screen.Action{Handled: true, Push: s} }

// opens is what enter does on a line that leads to a screen, which is made then.
func opens(open func() screen.Screen) func() screen.Action {
	return func() screen.Action { return push(open()) }
}

// link is a line that enter acts on.
func link(env *screen.Env, mark, text string, enter func() screen.Action, details ...string) screen.Line {
	l := env.TextLine(mark, text, details...)
	l.Enter = enter
	return l
}

// textOf is a name of others in both languages.
func textOf(s string) i18n.Text { s = cells.Clean(s); return i18n.Text{ZH: s, EN: s} }

// backKeys are the keys that leave a screen.
func backKeys() frame.Binding {
	return frame.Binding{ID: "back", Keys: []string{"esc", "q", "left"}, Text: i18n.Text{ZH: "返回", EN: "back"}, ShowInHelpLine: true}
}
