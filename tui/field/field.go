// Package field holds one input field for every type of answer of the survey.
//
// A field is a plain struct: it takes key presses and pasted text, tells whether it
// used them, renders lines and says where the real cursor stands, which is where an
// input method opens its window. It does not decide what happens next: keys that it
// leaves are the caller's, enter and shift+tab among them. What is typed is checked
// as package survey checks it, and is never thrown away because it is wrong.
package field

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// Field is the input for the value of one question.
type Field interface {
	// Update takes a message and tells whether the field used it. Without the focus
	// it uses none.
	Update(msg tea.Msg) (handled bool)
	// Render returns at most height lines of at most width columns, and the cursor
	// relative to their top left corner; nil when no text is being typed.
	Render(width, height int) (lines []string, cursor *tea.Cursor)
	// Value returns what is entered in its canonical form, and whether there is a
	// valid answer. Nothing entered is no answer and no problem.
	Value() (v survey.Value, given bool)
	// Set replaces what is entered and forgets changes; the zero Value empties the
	// field. A List or Rows that is empty but not nil is the answer that there are none.
	Set(v survey.Value)
	// Focus gives the field the keys. An empty field for text begins to be typed in.
	Focus()
	// Blur takes the keys away, ends typing, and from then on shows what is wrong.
	Blur()
	// Editing tells that letters go into a text, so that no shortcut of one letter applies.
	Editing() bool
	// Changed tells whether a person changed anything since Set.
	Changed() bool
	// Problem tells what is wrong with what is entered; empty when nothing is.
	Problem() i18n.Text
	// Keys are the keys that the field uses at the moment.
	Keys() frame.KeyMap
	// SetLook changes the language and the styles and keeps everything else.
	SetLook(lang i18n.Lang, theme frame.Theme)
}

// New returns the field for a question, empty and without the focus.
func New(q survey.Question, lang i18n.Lang, theme frame.Theme) Field {
	b := base{question: q, lang: lang, theme: theme}
	switch q.Type {
	case survey.Choice, survey.Bool, survey.Multi:
		return newOptions(b, q.Field)
	case survey.List, survey.Table, survey.Record:
		return newTable(b)
	}
	return newScalar(b)
}

// AllKeys are the keys of the fields in all their modes, for a page that lists them.
func AllKeys() []frame.KeyMap {
	many := survey.Field{Type: survey.Multi, Ranked: true}
	browsed := table{rows: [][]string{{}}, undo: []snapshot{{}}}
	return []frame.KeyMap{newOptions(base{}, many).Keys(), typingKeys(), browsed.Keys(), cellKeys()}
}

// base is what all fields have.
type base struct {
	question survey.Question
	lang     i18n.Lang
	theme    frame.Theme
	focused  bool
	changed  bool
	shown    bool // whether what is wrong is shown: after the field was left
}

func (b *base) Changed() bool { return b.changed }

// touch notes a change by a person; what is wrong is shown again when he leaves.
func (b *base) touch() { b.changed, b.shown = true, false }

func (b *base) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(b.lang) }

// check returns the value as the survey takes it, or the first thing that is wrong.
func (b *base) check(v survey.Value) (survey.Value, i18n.Text) {
	out, problems := b.question.Check(v)
	if len(problems) > 0 {
		return v, problems[0]
	}
	return out, i18n.Text{}
}

// fault is a problem as it is shown, wrapped.
func (b *base) fault(p i18n.Text, width int) []string {
	return paint(b.theme.Bad, cells.WrapIndent(b.theme.Marks.Bad+" ", p.In(b.lang), width))
}

// hint is a line of help, wrapped.
func (b *base) hint(s string, width int) []string {
	return paint(b.theme.Muted, cells.Wrap(s, width))
}
