package cockpit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// form asks for several values at once, with the field that records have in the
// interview.
type form struct {
	env   *screen.Env
	title i18n.Text
	help  i18n.Text
	verb  i18n.Text // what enter behind the last value does
	field field.Field
	enter func(filled survey.Row) screen.Action
	sure  bool // escape was pressed once, with something filled in
}

// newForm begins with typing the first value, whatever is filled in already.
func newForm(f form, filled survey.Row, columns ...survey.Column) *form {
	f.field = field.New(survey.Question{ID: "form", Field: survey.Field{Type: survey.Record}, Columns: columns}, f.env.Lang, f.env.Theme)
	f.field.Set(survey.Value{Rows: []survey.Row{filled}})
	f.field.Focus()
	if !f.field.Editing() {
		f.field.Update(tea.KeyPressMsg{Code: tea.KeyF2})
	}
	return &f
}

func textColumn(key, zh, en string) survey.Column {
	return survey.Column{Key: key, Text: i18n.Text{ZH: zh, EN: en}, Field: survey.Field{Type: survey.Text}, Required: true}
}

func (f *form) Title() i18n.Text { return f.title }
func (f *form) Typing() bool     { return f.field.Editing() }

// Keys are those of the field, and of those of the form what the field leaves.
func (f *form) Keys() []frame.KeyMap {
	m := f.field.Keys()
	for _, b := range []frame.Binding{
		{ID: "done", Keys: []string{"ctrl+s"}, Text: f.verb, ShowInHelpLine: true},
		{ID: "enter", Keys: []string{"enter"}, Text: f.verb},
		{ID: "back", Keys: []string{"esc"}, Text: i18n.Text{ZH: "返回", EN: "back"}, ShowInHelpLine: true},
	} {
		if !slices.ContainsFunc(m.Bindings, func(used frame.Binding) bool { return slices.Contains(used.Keys, b.Keys[0]) }) {
			m.Bindings = append(m.Bindings, b)
		}
	}
	return []frame.KeyMap{m}
}

// Update fills in, and acts on what is filled in behind the last value.
func (f *form) Update(msg tea.Msg) screen.Action {
	key, isKey := msg.(tea.KeyPressMsg)
	sure := f.sure
	f.sure = f.sure && !isKey
	if isKey && key.String() == "ctrl+s" {
		return f.finish()
	}
	if f.field.Update(msg) || !isKey {
		return screen.Done()
	}
	switch key.String() {
	case "enter":
		return f.finish()
	case "esc":
		if f.field.Changed() && !sure {
			f.sure = true
			return bad(i18n.Text{ZH: "填写的内容还没有用上：再按 esc 放弃", EN: "what is filled in is not used yet: esc again drops it"})
		}
		return screen.Action{Handled: true, Pop: true}
	}
	return screen.Done()
}

func (f *form) finish() screen.Action {
	f.field.Blur() // ends typing, and shows from now on what is wrong
	f.field.Focus()
	v, given := f.field.Value()
	if given {
		return f.enter(v.Record())
	}
	if problem := f.field.Problem(); problem.Complete() {
		return bad(problem)
	}
	return bad(i18n.Text{ZH: "请先填写。", EN: "Fill it in first."})
}

func bad(t i18n.Text) screen.Action {
	return screen.Action{Handled: true, Status: &screen.Status{Text: t, Bad: true}}
}

func (f *form) Render(width, height int) ([]string, *tea.Cursor) {
	t := f.env.Theme
	f.field.SetLook(f.env.Lang, t)
	out := []string{"", t.Title.Render(cells.Truncate(f.title.In(f.env.Lang), width)), ""}
	help := screen.Styled(t.Muted.Render, cells.Wrap(f.help.In(f.env.Lang), width))
	lines, cursor := f.field.Render(width, max(1, height-len(out)-len(help)-1))
	if cursor != nil {
		moved := *cursor
		moved.Y += len(out)
		cursor = &moved
	}
	out = append(append(append(out, lines...), ""), help...)
	return out[:min(len(out), height)], cursor
}

// typedPath is a path as a person means it: quotes and the blanks around come with one
// that was dragged into the terminal.
func typedPath(s string) string { return strings.Trim(strings.TrimSpace(s), `"'`) }
