package cockpit

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// generate makes the files, or a preview of them, and shows what came out.
func (p *application) generate(preview bool) func() screen.Action {
	return func() screen.Action {
		title := i18n.Textf("生成 %s", "Generating %s", p.name)
		if preview {
			title = i18n.Textf("预览 %s", "Previewing %s", p.name)
		}
		work := p.steps.Generate(p.name, preview)
		return screen.Action{Handled: true, Task: &screen.Task{
			Title: title,
			Run: func(ctx context.Context, report func(screen.Progress)) (func() screen.Action, error) {
				m, err := work(ctx, report)
				if err != nil {
					return nil, err
				}
				return func() screen.Action {
					p.steps.Assessed(p.name, m.Assessment)
					return screen.Action{Handled: true, Push: newMigration(p, m, preview)}
				}, nil
			},
		}}
	}
}

// newMigration lists the files with what happened to each, then what was assumed,
// what is open and what the checks found.
func newMigration(p *application, m gantry.Migration, preview bool) screen.Screen {
	env := p.env
	name := i18n.Textf("%s 的产物", "files of %s", p.name)
	if preview {
		name = i18n.Textf("%s 的预览", "preview of %s", p.name)
	}
	build := func() []screen.Line {
		out := []screen.Line{{Heading: true, Render: func(width int, _ bool) []string {
			return frame.Wrap(summaryOf(env, m, preview, p.steps.Output(p.name)), width)
		}}}
		out = append(out, env.HeadingLine(env.Say("文件（enter 看差异，w 看依据）", "Files (enter shows the difference, w the reasons)")))
		for _, c := range m.Written.Changes {
			out = append(out, p.fileLine(c))
		}
		if len(m.Assumptions) > 0 {
			out = append(out, env.HeadingLine(env.Sayf("假设 %d 个：答案未知，按默认值处理", "Assumptions: %d, where the answer is unknown", len(m.Assumptions))))
		}
		for _, a := range m.Assumptions {
			out = append(out, p.assumption(a.Question, a.Text.In(env.Lang)))
		}
		if len(m.Open) > 0 {
			out = append(out, env.HeadingLine(env.Sayf("需要人处理 %d 件", "Left to people: %d", len(m.Open))))
		}
		for _, o := range m.Open {
			out = append(out, env.TextLine(env.Theme.Marks.Warn, o.Topic.In(env.Lang), o.Text.In(env.Lang)))
		}
		return append(out, findingLines(env, m.Findings)...)
	}
	return screen.NewList(env, &screen.List{
		Name: name, Build: build,
		More: []frame.Binding{{ID: "why", Keys: []string{"w"}, Text: i18n.Text{ZH: "依据", EN: "why"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "说明文件里每个值的依据", EN: "Tell why every value of the file is what it is"}}},
	})
}

func summaryOf(env *screen.Env, m gantry.Migration, preview bool, out string) string {
	w := m.Written
	text := env.Sayf("新建 %d，更新 %d，合并 %d，保留 %d，删除 %d，冲突 %d，无变化 %d",
		"create %d, update %d, merge %d, keep %d, delete %d, conflict %d, unchanged %d",
		w.Count(fileset.Create), w.Count(fileset.Update), w.Count(fileset.Merge), w.Count(fileset.Kept),
		w.Count(fileset.Delete), w.Count(fileset.Conflicts), w.Count(fileset.Unchanged))
	if preview {
		return env.Say("预览，没有写任何文件。", "A preview; nothing was written. ") + text
	}
	return env.Sayf("已写入 %s。", "Written to %s. ", out) + text
}

func (p *application) fileLine(c fileset.Change) screen.Line {
	env := p.env
	mark := env.Theme.Marks.Bullet
	switch c.Kind {
	case fileset.Create, fileset.Update, fileset.Merge:
		mark = env.Theme.Marks.Good
	case fileset.Conflicts:
		mark = env.Theme.Marks.Bad
	}
	note := ""
	if c.Note != "" {
		note = c.Note.Text().In(env.Lang)
	}
	if c.Conflict != nil {
		note = c.Conflict.Reason.Text().In(env.Lang)
	}
	l := env.TextLine(mark, frame.Pad(c.Kind.Text().In(env.Lang), 10)+c.Path, note)
	l.Enter = func() screen.Action {
		return screen.Action{Handled: true, Push: &diff{env: env, name: c.Path, diff: frame.NewDiff(env.Theme, c.Diff), empty: c.Diff == ""}}
	}
	l.Do = map[string]func() screen.Action{"why": func() screen.Action { return explained(env, p.steps, p.name, c.Path) }}
	return l
}

// assumption goes to the question whose answer would replace it.
func (p *application) assumption(question, text string) screen.Line {
	l := p.env.TextLine(p.env.Theme.Marks.Bullet, text, question)
	l.Enter = func() screen.Action {
		i, ok := p.asked(question)
		if !ok {
			return screen.Done()
		}
		p.ask.Open(i)
		return screen.Action{Handled: true, Push: p.ask}
	}
	return l
}

// asked is where the interview asks a question about the application: at one of
// its components, at itself, or above it.
func (p *application) asked(question string) (interview.Item, bool) {
	s := p.env.Session
	for _, at := range s.Subjects().Places() {
		if at.Level() == survey.Env || at.App != "" && at.App != p.name {
			continue
		}
		for _, i := range s.Agenda(at, interview.Filter{}) {
			if i.Question == question {
				return i, true
			}
		}
	}
	return interview.Item{}, false
}

// findingLines are what the checks found.
func findingLines(env *screen.Env, findings []verify.Finding) []screen.Line {
	if len(findings) == 0 {
		return []screen.Line{env.HeadingLine(env.Theme.Marks.Good + " " + env.Say("校验通过，没有发现问题。", "The checks found nothing wrong."))}
	}
	out := []screen.Line{env.HeadingLine(env.Sayf("校验发现 %d 处", "The checks found %d", len(findings)))}
	for _, f := range findings {
		mark := env.Theme.Marks.Warn
		if f.Severity == verify.Error {
			mark = env.Theme.Marks.Bad
		}
		place := f.Path
		if f.Line > 0 {
			place = env.Sayf("%s 第 %d 行", "%s line %d", f.Path, f.Line)
		}
		out = append(out, env.TextLine(mark, f.Message.In(env.Lang), place+" · "+f.Check, f.Remedy.In(env.Lang)))
	}
	return out
}

func (p *application) verify(ready bool) func() screen.Action {
	return func() screen.Action {
		return screen.Action{Handled: true, Task: &screen.Task{
			Title: i18n.Textf("校验 %s", "Verifying %s", p.name),
			Run: func(ctx context.Context, _ func(screen.Progress)) (func() screen.Action, error) {
				findings, err := p.steps.Verify(ctx, p.name, ready)
				if err != nil {
					return nil, err
				}
				return func() screen.Action {
					return screen.Action{Handled: true, Push: screen.NewList(p.env, &screen.List{
						Name:  i18n.Textf("%s 的校验", "checks of %s", p.name),
						Build: func() []screen.Line { return findingLines(p.env, findings) },
					})}
				}, nil
			},
		}}
	}
}

// explained shows the reasons behind a file.
func explained(env *screen.Env, steps Steps, app, path string) screen.Action {
	e, err := steps.Explain(app, path, "")
	if err != nil {
		return screen.Fail(err)
	}
	return screen.Action{Handled: true, Push: screen.NewPage(env, &screen.Page{
		Name: i18n.Text{ZH: "依据：" + path, EN: "why " + path},
		Text: func() []string {
			var b strings.Builder
			if err := explain.Print(&b, e.Path, e.Answers, env.Lang); err != nil {
				return []string{err.Error()}
			}
			if e.Edited {
				b.WriteString("\n" + env.Say("注意：文件在生成之后被修改过，以上说明的是生成的值。", "Note: the file was edited after it was generated; this tells of the generated value."))
			}
			return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
		},
	})}
}

// diff is the screen of one file's difference.
type diff struct {
	env   *screen.Env
	name  string
	diff  *frame.Diff
	empty bool
}

func (d *diff) Title() i18n.Text { return i18n.Text{ZH: d.name, EN: d.name} }
func (d *diff) Typing() bool     { return false }
func (d *diff) Keys() []frame.KeyMap {
	return []frame.KeyMap{frame.DiffKeys(), back(), frame.ScrollKeys()}
}

func back() frame.KeyMap {
	return frame.KeyMap{ID: "back", Title: i18n.Text{ZH: "返回", EN: "Back"}, Bindings: []frame.Binding{
		{ID: "back", Keys: []string{"esc", "q", "left"}, Text: i18n.Text{ZH: "返回", EN: "back"}, ShowInHelpLine: true},
	}}
}

func (d *diff) Update(msg tea.Msg) screen.Action {
	if d.diff.Update(msg) {
		return screen.Done()
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && back().Is(key, "back") {
		return screen.Action{Handled: true, Pop: true}
	}
	return screen.Action{}
}

func (d *diff) Render(width, height int) ([]string, *tea.Cursor) {
	if d.empty {
		return frame.Wrap(d.env.Say("没有差异。", "There is no difference."), width), nil
	}
	head := d.env.Theme.Muted.Render(frame.Truncate(d.diff.Summary(), width))
	return append([]string{head}, d.diff.Render(width, height-1)...), nil
}
