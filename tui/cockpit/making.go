package cockpit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// making makes the files of applications, or a preview of them; without a name, of
// all that the workspace lists.
type making struct {
	env   *screen.Env
	steps Steps
	ask   *ask.Ask
	apps  []string
}

func newMaking(env *screen.Env, steps Steps, a *ask.Ask, apps ...string) *making {
	return &making{env: env, steps: steps, ask: a, apps: apps}
}

// start makes them and shows what came out.
func (g *making) start(preview bool) func() screen.Action {
	return func() screen.Action { return g.run(fileset.Options{DryRun: preview}, false) }
}

// run makes them; again takes the place of the result that is on top.
func (g *making) run(write fileset.Options, again bool) screen.Action {
	task := g.steps.Generate(g.apps, write)
	events := g.env.Session.Len()
	return work(g.env, g.title(write.DryRun), func(ctx context.Context, report Report) (func() screen.Action, error) {
		made, err := task(ctx, report)
		stopped := err != nil && ctx.Err() != nil && !write.DryRun
		if err != nil && !stopped {
			return nil, err
		}
		if stopped && len(made.Applications) == 0 {
			return func() screen.Action { return screen.Tell(halfway()) }, nil
		}
		return func() screen.Action { return g.done(made, write, events, again, stopped) }, nil
	})
}

// halfway is said when writing was stopped: how far it was is not known, but no
// application is ever half written.
func halfway() i18n.Text {
	return i18n.Text{ZH: "已停止：文件要么全部写入，要么一个也没有；预览可看现状", EN: "stopped: either all files were written or none; a preview tells"}
}

func (g *making) title(preview bool) i18n.Text {
	what := i18n.Text{ZH: "全部应用", EN: "all applications"}
	if len(g.apps) == 1 {
		what = textOf(g.apps[0])
	}
	if preview {
		return i18n.Text{ZH: "预览 " + what.ZH, EN: "Previewing " + what.EN}
	}
	return i18n.Text{ZH: "生成 " + what.ZH, EN: "Generating " + what.EN}
}

// done takes in what was stored on the way and shows what was made.
func (g *making) done(made gantry.Generation, write fileset.Options, events int, again, stopped bool) screen.Action {
	for _, a := range made.Applications {
		if !write.DryRun && a.Err == nil {
			g.steps.Assessed(a.Application.Name, a.Assessment)
		}
	}
	if len(g.apps) == 1 && len(made.Applications) == 1 && made.Applications[0].Err != nil {
		return failure(g.env, g.title(write.DryRun), made.Applications[0].Err)
	}
	var next screen.Screen
	if len(g.apps) == 1 && len(made.Applications) == 1 {
		next = newResult(g, made.Applications[0], made.Reading, write, events)
	} else {
		next = g.several(made, write, events, stopped)
	}
	action := screen.Action{Handled: true, Push: next, Status: outcome(made, write.DryRun, stopped)}
	if again {
		action.Push, action.Replace = nil, next
	}
	return action
}

// outcome says in a word how it went.
func outcome(made gantry.Generation, preview, stopped bool) *screen.Status {
	conflicts, failed := 0, 0
	for _, a := range made.Applications {
		conflicts += a.Written.Count(fileset.Conflicts)
		if a.Err != nil {
			failed++
		}
	}
	switch {
	case stopped:
		return &screen.Status{Bad: true, Text: i18n.Textf("已停止；停止之前完成了 %d 个应用", "stopped; %d applications were done before", len(made.Applications))}
	case failed > 0:
		return &screen.Status{Bad: true, Text: i18n.Textf("%d 个应用没有成功", "%d applications failed", failed)}
	case conflicts > 0:
		return &screen.Status{Bad: true, Text: i18n.Textf("%d 个文件有冲突，请选择保留哪一边", "%d files are in conflict: choose a side", conflicts)}
	case preview:
		return &screen.Status{Text: i18n.Text{ZH: "预览完成，没有写任何文件", EN: "previewed; nothing was written"}}
	}
	return &screen.Status{Text: i18n.Text{ZH: "已生成", EN: "generated"}}
}

// several lists applications with what came out for each.
func (g *making) several(made gantry.Generation, write fileset.Options, events int, stopped bool) screen.Screen {
	env := g.env
	name := i18n.Text{ZH: "全部应用的产物", EN: "files of all applications"}
	if write.DryRun {
		name = i18n.Text{ZH: "全部应用的预览", EN: "preview of all applications"}
	}
	build := func() []screen.Line {
		var out []screen.Line
		if stopped {
			out = append(out, env.TextLine(env.Theme.Marks.Warn, env.Say("中途停止：没有列出的应用没有生成。", "Stopped midway: for applications that are not listed nothing was made.")))
		}
		if write.DryRun {
			out = append(out, link(env, env.Theme.Marks.Bullet, env.Say("生成全部应用", "Generate for all applications"), g.again(), env.Say("现在是预览，没有写任何文件", "This is a preview; nothing was written")))
		}
		out = append(out, env.HeadingLine(env.Sayf("应用 %d 个", "Applications: %d", len(made.Applications))))
		for _, a := range made.Applications {
			out = append(out, g.resultLine(a, made.Reading, write, events))
		}
		if made.Platform != nil {
			out = append(out, env.HeadingLine(env.Say("平台仓库", "Platform repository")), env.TextLine(env.Theme.Marks.Bullet, kindCounts(env, made.Platform.Changes)))
		}
		return out
	}
	return screen.NewList(env, &screen.List{Name: name, Build: build})
}

func (g *making) again() func() screen.Action {
	return func() screen.Action { return g.run(fileset.Options{}, true) }
}

func (g *making) resultLine(a gantry.Generated, reading gantry.Reading, write fileset.Options, events int) screen.Line {
	env, name := g.env, a.Application.Name
	if a.Err != nil {
		return link(env, env.Theme.Marks.Bad, name, func() screen.Action { return failure(env, textOf(name), a.Err) }, errorText(a.Err).In(env.Lang))
	}
	mark := env.Theme.Marks.Good
	detail := kindCounts(env, a.Written.Changes) + env.Sayf("；假设 %d 个，校验发现 %d 处", "; %d assumptions, %d findings of the checks", len(a.Assumptions), len(a.Findings))
	if a.Written.Conflicted() {
		mark = env.Theme.Marks.Bad
	}
	one := newMaking(env, g.steps, g.ask, name)
	return link(env, mark, name, opens(func() screen.Screen { return newResult(one, a, reading, write, events) }), detail)
}

// kindCounts says how many files there are of each kind.
func kindCounts(env *screen.Env, changes []fileset.Change) string {
	var out []string
	for _, k := range kinds() {
		n := 0
		for _, c := range changes {
			if c.Kind == k {
				n++
			}
		}
		if n > 0 {
			out = append(out, fmt.Sprintf("%s %d", k.Text().In(env.Lang), n))
		}
	}
	if len(out) == 0 {
		return env.Say("没有文件", "no files")
	}
	return strings.Join(out, env.Say("，", ", "))
}

// kinds are the kinds of change, what a person has to look at first.
func kinds() []fileset.Kind {
	return []fileset.Kind{fileset.Conflicts, fileset.Create, fileset.Update, fileset.Merge, fileset.Delete, fileset.Kept, fileset.Unchanged}
}

// countLines counts the lines that a diff adds and removes.
func countLines(diff string) (added, removed int) {
	for l := range strings.Lines(diff) {
		switch {
		case strings.HasPrefix(l, "+++ ") || strings.HasPrefix(l, "--- "):
		case strings.HasPrefix(l, "+"):
			added++
		case strings.HasPrefix(l, "-"):
			removed++
		}
	}
	return added, removed
}

// plusMinus shows the two counts.
func plusMinus(added, removed int) string {
	var out []string
	if added > 0 {
		out = append(out, fmt.Sprintf("+%d", added))
	}
	if removed > 0 {
		out = append(out, fmt.Sprintf("-%d", removed))
	}
	return strings.Join(out, " ")
}

// conflicted are the paths in conflict.
func conflicted(changes []fileset.Change) []string {
	var out []string
	for _, c := range changes {
		if c.Kind == fileset.Conflicts {
			out = append(out, c.Path)
		}
	}
	slices.Sort(out)
	return out
}
