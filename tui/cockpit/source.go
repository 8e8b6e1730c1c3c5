package cockpit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/assess/excerpt"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/image"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// reader reads places of an application's source and keeps what it read.
type reader struct {
	env   *screen.Env
	steps Steps
	app   string
	read  map[fact.Evidence]passage
}

// passage is what was read, or why it could not be.
type passage struct {
	excerpt.Excerpt
	problem i18n.Text
}

// maxPassages bounds what is kept; after that the reader begins anew.
const maxPassages = 500

func newReader(env *screen.Env, steps Steps, app string) *reader {
	return &reader{env: env, steps: steps, app: app, read: map[fact.Evidence]passage{}}
}

func (r *reader) cached(at fact.Evidence) (passage, bool) {
	if at.Path == image.ConfigPath {
		return passage{problem: i18n.Text{
			ZH: "这是镜像自身的配置（入口、用户、端口、环境变量等），不在源码里，没有原文可看。",
			EN: "This is the configuration of the image itself, such as entry point, user, ports and environment; there is no source to show.",
		}}, true
	}
	p, ok := r.read[at]
	return p, ok
}

// fetch reads a place unless that was done before.
func (r *reader) fetch(at fact.Evidence, action screen.Action) screen.Action {
	if _, ok := r.cached(at); ok {
		return action
	}
	action.Task = &screen.Task{
		Title: i18n.Textf("读取 %s……esc 停止", "Reading %s ... esc stops it", cells.Clean(at.String())), Quick: true,
		Run: func(ctx context.Context, _ func(screen.Progress)) (func() screen.Action, error) {
			e, err := r.steps.Excerpt(ctx, r.app, at)
			if err != nil && ctx.Err() != nil {
				return nil, err
			}
			return func() screen.Action {
				if len(r.read) >= maxPassages {
					clear(r.read)
				}
				r.read[at] = passage{e, refusal(err)}
				return screen.Done()
			}, nil
		},
	}
	return action
}

// refusal says in plain words why a source cannot be shown.
func refusal(err error) i18n.Text {
	switch {
	case err == nil:
		return i18n.Text{}
	case errors.Is(err, excerpt.ErrBinary):
		return i18n.Text{ZH: "这不是文本文件，不能显示内容。", EN: "This is no text file, so its content is not shown."}
	case errors.Is(err, fs.ErrNotExist):
		return i18n.Text{
			ZH: "现在的源码里没有这个文件：评估之后源码有变化，或源码不在原处。重新评估即可更新证据。",
			EN: "The source does not have this file now: it changed after the assessment, or is somewhere else. Assess it again to renew the evidence.",
		}
	case errors.Is(err, fs.ErrPermission):
		return i18n.Text{ZH: "没有权限读取这个文件。", EN: "Reading this file is not permitted."}
	}
	return errorText(err)
}

// render draws the numbered lines, the one in question marked and whole, the others
// cut at the edge. It returns the row of the marked line too.
func (p passage) render(t frame.Theme, line, width int) (out []string, marked int) {
	if p.problem.Complete() {
		return nil, 0
	}
	for i, s := range p.Lines {
		n := p.First + i
		lead := fmt.Sprintf("%s%5d  ", t.Marks.NoCursor, n)
		text := strings.ReplaceAll(s, "\t", "    ")
		if n != line {
			out = append(out, t.Muted.Render(lead)+t.Text.Render(cells.Truncate(cells.Clean(text), max(1, width-cells.Width(lead)))))
			continue
		}
		marked = len(out)
		lead = fmt.Sprintf("%s%5d  ", t.Marks.Cursor, n)
		out = append(out, screen.Styled(t.Focus.Render, cells.WrapIndent(lead, text, width))...)
	}
	return out, marked
}

// open shows the source at one of several places. Moved hears which of them is
// shown; it may be nil.
func (r *reader) open(title i18n.Text, places []fact.Evidence, at int, moved func(int)) screen.Action {
	s := &source{reader: r, title: title, places: places, at: at, moved: moved, fresh: true}
	s.scroll.Free = true
	return r.fetch(places[at], screen.Action{Handled: true, Push: s})
}

// source is the screen of the source around a piece of evidence.
type source struct {
	*reader

	title  i18n.Text // of what the evidence is about
	places []fact.Evidence
	at     int
	moved  func(int)
	scroll frame.Scroll
	fresh  bool // whether the view has still to be brought to the marked line
}

func (s *source) Title() i18n.Text { return i18n.Text{ZH: "源码", EN: "source"} }
func (s *source) Typing() bool     { return false }

func (s *source) Keys() []frame.KeyMap {
	var only i18n.Text
	if len(s.places) < 2 {
		only = i18n.Text{ZH: "只有这一处证据", EN: "this is the only evidence"}
	}
	return []frame.KeyMap{{ID: "source", Title: s.Title(), Bindings: []frame.Binding{
		{ID: "next", Keys: []string{"n", "tab"}, Text: i18n.Text{ZH: "下一证据", EN: "next evidence"}, ShowInHelpLine: true, Disabled: only},
		{ID: "previous", Keys: []string{"p", "shift+tab"}, Text: i18n.Text{ZH: "上一证据", EN: "evidence before"}, ShowInHelpLine: true, Disabled: only},
		{ID: "again", Keys: []string{"r"}, Text: i18n.Text{ZH: "重读", EN: "read again"}, Help: i18n.Text{ZH: "重新读取源码", EN: "Read the source again"}},
		backKeys(),
	}}, frame.ScrollKeys()}
}

func (s *source) Update(msg tea.Msg) screen.Action {
	if s.scroll.Update(msg) {
		return screen.Done()
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return screen.Action{}
	}
	b, ok := s.Keys()[0].Match(key)
	switch {
	case !ok:
		return screen.Action{}
	case !b.Enabled():
		return screen.Action{Handled: true, Status: &screen.Status{Text: b.Disabled, Bad: true}}
	case b.ID == "next":
		return s.move(1)
	case b.ID == "previous":
		return s.move(-1)
	case b.ID == "again":
		delete(s.read, s.places[s.at])
		return s.move(0)
	}
	return screen.Action{Handled: true, Pop: true}
}

func (s *source) move(by int) screen.Action {
	s.at = (s.at + by + len(s.places)) % len(s.places)
	s.fresh = true
	if s.moved != nil {
		s.moved(s.at)
	}
	return s.fetch(s.places[s.at], screen.Done())
}

func (s *source) Render(width, height int) ([]string, *tea.Cursor) {
	t := s.env.Theme
	e := s.places[s.at]
	title := cells.Wrap(s.title.In(s.env.Lang), width)
	out := screen.Styled(t.Title.Render, title[:min(2, len(title))])
	count := s.env.Sayf("证据 %d/%d  ", "Evidence %d/%d  ", s.at+1, len(s.places))
	out = append(out, t.Muted.Render(count)+t.Accent.Render(tail(e.String(), width-cells.Width(count))), "")
	read, ok := s.cached(e)
	switch {
	case !ok:
		return append(out, t.Muted.Render(cells.Truncate(s.env.Say("还没有读到；r 读取。", "Not read yet; r reads it."), width))), nil
	case read.problem.Complete():
		return append(out, cells.WrapIndent(t.Marks.Warn+" ", read.problem.In(s.env.Lang), width)...), nil
	case len(read.Lines) == 0:
		return append(out, cells.Wrap(s.env.Say("文件现在没有这一行：评估之后源码有变化。", "The file does not have this line now: it changed after the assessment."), width)...), nil
	}
	lines, marked := read.render(t, e.Line, width)
	height = max(1, height-len(out))
	s.scroll.SetItems(len(lines), func(i, _ int) []string { return lines[i : i+1] })
	s.scroll.SetSize(width, height)
	if s.fresh {
		s.fresh = false
		s.scroll.Home()
		s.scroll.Move(max(0, marked-height/2))
	}
	return append(out, s.scroll.Render()...), nil
}
