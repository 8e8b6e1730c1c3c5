package ask

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// form is a dialog over an input field: the same fields as those of the questions.
type form struct {
	a     *Ask
	name  i18n.Text
	hint  i18n.Text
	asks  i18n.Text // what is to be typed, where the field has no columns that say so
	field field.Field
	// done takes the value; an error keeps the dialog open.
	done func(survey.Value) (screen.Action, error)
	// empty is done with nothing entered; nil when something must be.
	empty func() (screen.Action, error)
	sure  bool // escape was pressed once, with something filled in
}

// record is a question of one's own, for a dialog with several lines.
func record(id string, columns ...survey.Column) survey.Question {
	return survey.Question{ID: id, Field: survey.Field{Type: survey.Record}, Columns: columns}
}

func textColumn(key, zh, en string, required bool) survey.Column {
	return survey.Column{Key: key, Text: i18n.Text{ZH: zh, EN: en}, Field: survey.Field{Type: survey.Text}, Required: required}
}

func (a *Ask) newForm(name, hint i18n.Text, q survey.Question, value survey.Value) *form {
	f := &form{a: a, name: name, hint: hint, asks: q.Text, field: field.New(q, a.env.Lang, a.env.Theme)}
	f.field.Set(value)
	f.field.Focus()
	return f
}

func (f *form) title() i18n.Text { return f.name }
func (f *form) typing() bool     { return f.field.Editing() }

func (f *form) dirty() bool {
	_, given := f.field.Value()
	return f.field.Changed() && (given || f.field.Problem().Complete())
}

// keys are those of the field, and of those of the dialog what the field leaves:
// while a text is typed, escape ends that first.
func (f *form) keys() frame.KeyMap {
	m := dialogKeys("form", f.name, formKeys()...)
	inner := f.field.Keys()
	used := map[string]bool{}
	for _, b := range inner.Bindings {
		for _, k := range b.Keys {
			used[k] = true
		}
	}
	m.Bindings = slices.DeleteFunc(m.Bindings, func(b frame.Binding) bool { return used[b.Keys[0]] })
	m.Bindings = append(inner.Bindings, m.Bindings...)
	return m
}

func (f *form) update(msg tea.Msg) (screen.Action, bool) {
	key, isKey := msg.(tea.KeyPressMsg)
	sure := f.sure
	f.sure = f.sure && !isKey
	if isKey && key.String() == "ctrl+s" {
		return f.finish()
	}
	if f.field.Update(msg) || !isKey {
		return screen.Done(), false
	}
	switch key.String() {
	case "enter", "tab":
		return f.finish()
	case "esc":
		if f.dirty() && !sure {
			f.sure = true
			return screen.Action{Handled: true, Status: &screen.Status{Bad: true, Text: i18n.Text{
				ZH: "填写的内容还没有保存：ctrl+s 保存，再按 esc 放弃", EN: "what is filled in is not kept yet: ctrl+s keeps it, esc again drops it",
			}}}, false
		}
		return screen.Done(), true
	}
	return screen.Done(), false
}

func (f *form) finish() (screen.Action, bool) {
	f.field.Blur()
	f.field.Focus()
	v, given := f.field.Value()
	var action screen.Action
	var err error
	switch {
	case given:
		action, err = f.done(v)
	case f.field.Problem().Complete():
		err = &problem{f.field.Problem()}
	case f.empty != nil:
		action, err = f.empty()
	default:
		err = &problem{i18n.Text{ZH: "请先填写，或按 esc 取消", EN: "fill it in first, or esc cancels"}}
	}
	if err != nil {
		return screen.Fail(err), false
	}
	return action, true
}

func (f *form) render(width, height int) ([]string, *tea.Cursor) {
	f.field.SetLook(f.a.env.Lang, f.a.env.Theme)
	var out []string
	if f.hint.Complete() {
		out = append(screen.Styled(f.a.env.Theme.Muted.Render, cells.Wrap(f.hint.In(f.a.env.Lang), width)), "")
	}
	if f.asks.Complete() {
		out = append(out, screen.Styled(f.a.env.Theme.Text.Render, cells.Wrap(f.asks.In(f.a.env.Lang), width))...)
	}
	lines, cursor := f.field.Render(width, max(1, height-len(out)))
	moveCursor(cursor, 0, len(out))
	return append(out, lines...), cursor
}

// problem is an input that does not fit.
type problem struct{ text i18n.Text }

func (p *problem) Error() string         { return p.text.EN }
func (p *problem) In(l i18n.Lang) string { return p.text.In(l) }
