package cockpit

import (
	"context"
	"errors"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// MakeWorkspace makes a workspace in a directory. It runs beside the screen.
type MakeWorkspace = func(ctx context.Context, dir string, o engagement.Options) error

// NewWorkspace returns the form for a new workspace, with what is known of it filled
// in. It leaves the program once the workspace is made.
func NewWorkspace(env *screen.Env, known engagement.Options, create MakeWorkspace) screen.Screen {
	editions := make([]survey.Option, 0, len(catalog.AllEditions()))
	for _, e := range catalog.AllEditions() {
		editions = append(editions, survey.Option{Key: string(e), Text: e.Text()})
	}
	languages := []survey.Option{{Key: string(i18n.ZH), Text: i18n.Text{ZH: "中文", EN: "Chinese"}}, {Key: string(i18n.EN), Text: i18n.Text{ZH: "英文", EN: "English"}}}
	choice := func(key, zh, en string, of []survey.Option) survey.Column {
		return survey.Column{Key: key, Text: i18n.Text{ZH: zh, EN: en}, Field: survey.Field{Type: survey.Choice, Options: of}, Required: true}
	}
	var filled survey.Row
	for _, c := range []survey.Cell{{Column: "customer", Text: known.Customer}, {Column: "edition", Text: string(known.Edition)}, {Column: "language", Text: string(known.Lang)}} {
		if c.Text != "" {
			filled = append(filled, c)
		}
	}
	return newForm(form{
		env: env, title: i18n.Text{ZH: "新建项目工作区", EN: "A new workspace"}, verb: i18n.Text{ZH: "新建", EN: "make it"},
		help: i18n.Text{
			ZH: "目录：新的或空的；里面会建好清单、调研日志和 git 仓库。语言是报告和生成物的语言；ctrl+t 只切换屏幕。",
			EN: "Directory: a new or an empty one; it gets the checklists, the log of the interview and a git repository. The language is that of reports and of what is generated; ctrl+t switches only the screen.",
		},
		enter: func(r survey.Row) screen.Action { return makeWorkspace(r, create) },
	}, filled, textColumn("dir", "目录", "Directory"), textColumn("customer", "客户名称", "Customer"),
		choice("edition", "服务版本", "Edition", editions), choice("language", "语言", "Language", languages))
}

func makeWorkspace(r survey.Row, create MakeWorkspace) screen.Action {
	dir := typedPath(r.Get("dir"))
	o := engagement.Options{Customer: r.Get("customer"), Edition: engagement.Edition(r.Get("edition")), Lang: i18n.Lang(r.Get("language"))}
	return screen.Action{Handled: true, Task: &screen.Task{
		Title: i18n.Textf("新建 %s", "Making %s", textOf(dir).ZH), Quick: true,
		Run: func(ctx context.Context, _ func(screen.Progress)) (func() screen.Action, error) {
			err := create(ctx, dir, o)
			if err != nil && ctx.Err() == nil {
				return func() screen.Action { return bad(notMade(err)) }, nil
			}
			return func() screen.Action { return screen.Action{Handled: true, Quit: true} }, err
		},
	}}
}

// notMade says in both languages why there is no workspace, where that is known.
func notMade(err error) i18n.Text {
	switch {
	case errors.Is(err, engagement.ErrExists):
		return i18n.Text{ZH: "这个目录已经是工作区，没有改动：换一个目录，或退出后在里面运行 gantry", EN: engagement.ErrExists.Error()}
	case errors.Is(err, engagement.ErrNotEmpty):
		return i18n.Text{ZH: "目录里已有别的文件，没有改动：换一个新的或空的目录", EN: engagement.ErrNotEmpty.Error()}
	}
	return errorText(err)
}
