package cockpit

import (
	"context"
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// checking verifies a directory.
type checking struct {
	env      *screen.Env
	steps    Steps
	app, dir string // the application whose source helps; "" for none
}

// start verifies; ready also asks for what only people and the platform supply.
func (c *checking) start(ready bool) func() screen.Action {
	return func() screen.Action {
		title := i18n.Textf("校验 %s", "Verifying %s", textOf(c.dir).ZH)
		return work(c.env, title, func(ctx context.Context, _ Report) (func() screen.Action, error) {
			findings, err := c.steps.Verify(ctx, c.dir, c.app, ready)
			if err != nil {
				return nil, err
			}
			return func() screen.Action { return push(c.result(findings, ready)) }, nil
		})
	}
}

func (c *checking) result(findings []verify.Finding, ready bool) screen.Screen {
	env := c.env
	name := i18n.Text{ZH: "校验", EN: "checks"}
	if ready {
		name = i18n.Text{ZH: "交付前校验", EN: "checks before delivery"}
	}
	return screen.NewList(env, &screen.List{Name: name, Build: func() []screen.Line {
		out := []screen.Line{{Heading: true, Render: func(width int, _ bool) []string {
			return screen.Styled(env.Theme.Title.Render, cells.Wrap(env.Sayf("目录 %s", "Directory %s", c.dir), width))
		}}}
		out = append(out, findingLines(env, findings)...)
		if !ready {
			out = append(out, link(env, env.Theme.Marks.Bullet, env.Say("接着做交付前校验", "Go on with the checks before delivery"), c.start(true)))
		}
		return out
	}})
}

// findingLines are what the checks found, by its kind, the worst first.
func findingLines(env *screen.Env, findings []verify.Finding) []screen.Line {
	if len(findings) == 0 {
		return []screen.Line{env.TextLine(env.Theme.Marks.Good, env.Say("校验通过，没有发现问题。", "The checks found nothing wrong."))}
	}
	var out []screen.Line
	for _, label := range verify.Labels() {
		var lines []screen.Line
		for _, f := range findings {
			if f.Label() == label {
				lines = append(lines, checkLine(env, f))
			}
		}
		if len(lines) > 0 {
			out = append(out, env.HeadingLine(fmt.Sprintf("%s %d", label.In(env.Lang), len(lines))))
			out = append(out, lines...)
		}
	}
	return out
}

func checkLine(env *screen.Env, f verify.Finding) screen.Line {
	mark := env.Theme.Marks.Warn
	if f.Severity == verify.Error {
		mark = env.Theme.Marks.Bad
	}
	place := f.Path
	if f.Line > 0 {
		place = fmt.Sprintf("%s:%d", f.Path, f.Line)
	}
	return env.TextLine(mark, f.Message.In(env.Lang), f.Label().In(env.Lang)+" · "+place+" · "+f.Check, env.Say("做法：", "Do: ")+f.Remedy.In(env.Lang))
}

// explained shows the reasons behind a generated file.
func explained(env *screen.Env, steps Steps, file string) screen.Action {
	title := i18n.Textf("说明 %s", "Explaining %s", textOf(file).ZH)
	return quick(work(env, title, func(ctx context.Context, _ Report) (func() screen.Action, error) {
		e, err := steps.Explain(ctx, file)
		if err != nil {
			return nil, err
		}
		return func() screen.Action {
			return push(screen.NewPage(env, &screen.Page{
				Name: i18n.Text{ZH: "依据", EN: "reasons"},
				Text: func() []string {
					var b strings.Builder
					if err := explain.Print(&b, e.Path, e.Answers, env.Lang); err != nil {
						return []string{err.Error()}
					}
					text := strings.TrimRight(b.String(), "\n")
					if e.Edited {
						text = env.Theme.Marks.Warn + " " + env.Say("文件在生成之后被修改过，以下说明的是生成的值。", "The file was edited after it was generated; this tells of what was generated.") + "\n\n" + text
					}
					return cells.CleanLines(text)
				},
			}))
		}, nil
	}))
}
