package field

import (
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// scalar is the field for one value that is typed.
type scalar struct {
	base
	field survey.Field
	input *Input
}

func newScalar(b base) *scalar {
	s := &scalar{base: b, field: b.question.Field}
	s.input = NewLine(b.theme, placeholder(s.field, b.lang))
	return s
}

func (s *scalar) SetLook(l i18n.Lang, t frame.Theme) {
	s.lang, s.theme = l, t
	s.input.SetTheme(t)
	s.input.SetPlaceholder(placeholder(s.field, l))
}

func (s *scalar) Focus() {
	s.focused = true
	if s.input.Text() == "" || s.shown && !isEmpty(s.Problem()) {
		s.input.Focus()
	}
}

func (s *scalar) Blur() {
	s.leave()
	s.focused = false
}

// leave ends typing: the text takes its canonical form, or stays with its problem.
func (s *scalar) leave() {
	s.input.Blur()
	s.shown = true
	if text := s.input.Text(); text != "" {
		if canonical, want := s.field.Parse(normalize(s.field, text)); isEmpty(want) && canonical != text {
			s.input.SetText(canonical)
		}
	}
}

func (s *scalar) Editing() bool { return s.input.Focused() }

func (s *scalar) Set(v survey.Value) {
	s.input.SetText(v.Text)
	s.changed, s.shown = false, false
	if s.focused {
		s.input.Blur()
		s.Focus()
	}
}

func (s *scalar) Value() (survey.Value, bool) {
	text := normalize(s.field, s.input.Text())
	if text == "" {
		return survey.Value{}, false
	}
	v, problem := s.check(survey.Value{Text: text})
	return v, isEmpty(problem)
}

func (s *scalar) Problem() i18n.Text {
	text := normalize(s.field, s.input.Text())
	if text == "" {
		return i18n.Text{}
	}
	if _, want := s.field.Parse(text); !isEmpty(want) {
		return want
	}
	_, problem := s.check(survey.Value{Text: text})
	return problem
}

func (s *scalar) Update(msg tea.Msg) bool {
	if !s.focused {
		return false
	}
	before := s.input.Text()
	handled := s.take(msg)
	if s.input.Text() != before && s.Editing() {
		s.touch()
	}
	return handled
}

func (s *scalar) take(msg tea.Msg) bool {
	k, isKey := msg.(tea.KeyPressMsg)
	switch {
	case s.Editing() && isKey && k.String() == "esc":
		s.leave()
		return true
	case s.Editing():
		return s.input.Update(msg)
	case isKey && s.Keys().Is(k, "edit"):
		s.input.Focus()
		return true
	case isKey && !beginsText(k):
		return false
	}
	if _, pasted := msg.(tea.PasteMsg); !pasted && !isKey {
		return false
	}
	s.input.Focus()
	return s.input.Update(msg)
}

// beginsText tells a key press that can only mean text: a digit, a sign of a number
// or a character of another script. Letters may be shortcuts of the screen.
func beginsText(k tea.KeyPressMsg) bool {
	r, size := utf8.DecodeRuneInString(k.Text)
	if size == 0 {
		return false
	}
	if _, punctuation := frame.HalfWidth(r); punctuation && size == len(k.Text) {
		return unicode.IsDigit(r)
	}
	return unicode.IsDigit(r) || r > unicode.MaxASCII && unicode.IsLetter(r)
}

func (s *scalar) Keys() frame.KeyMap {
	if s.Editing() {
		return typingKeys()
	}
	return frame.KeyMap{ID: "scalar", Title: i18n.Text{ZH: "输入", EN: "Text"}, Bindings: []frame.Binding{editBinding()}}
}

// typingKeys are the keys while a text is typed.
func typingKeys() frame.KeyMap {
	return frame.KeyMap{ID: "typing", Title: i18n.Text{ZH: "输入文字时", EN: "While typing"}, Bindings: []frame.Binding{
		{
			ID: "leave", Keys: []string{"esc"}, Text: i18n.Text{ZH: "结束输入", EN: "stop typing"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "结束输入，已输入的内容保留；之后单字母快捷键可用", EN: "stop typing and keep what is there; then shortcuts of one letter work"},
		},
	}}
}

func editBinding() frame.Binding {
	return frame.Binding{
		ID: "edit", Keys: []string{"e", "i", "f2"}, Text: i18n.Text{ZH: "编辑", EN: "edit"}, ShowInHelpLine: true,
		Help: i18n.Text{ZH: "编辑内容；直接输入数字或汉字也可以", EN: "edit the text; typing a digit does too"},
	}
}

func (s *scalar) Render(width, height int) ([]string, *tea.Cursor) {
	width, height = max(1, width), max(1, height)
	lines, cursor := renderInput(s.input, s.field, s.lang, s.theme, width, height)
	var below []string
	if problem := s.Problem(); s.shown && !isEmpty(problem) {
		below = s.fault(problem, width)
	} else if f := Form(s.field); !isEmpty(f) {
		below = s.hint(f.In(s.lang), width)
	}
	lines = append(lines, below...)
	return lines[:min(len(lines), height)], cursor
}

// renderInput draws a text with its unit behind it.
func renderInput(in *Input, f survey.Field, l i18n.Lang, t frame.Theme, width, height int) ([]string, *tea.Cursor) {
	behind := unit(f, l)
	room := width
	if behind != "" {
		behind = " " + behind
		room = max(1, width-cells.Width(behind))
		if most := fieldWidth(f); most > 0 && cells.Width(in.Text()) < most-cells.Width(t.Marks.Prompt)-1 {
			room = min(room, most)
		}
	}
	lines, cursor := in.Render(room, height)
	if behind != "" && room+cells.Width(behind) <= width {
		lines[0] = cells.Pad(lines[0], room) + t.Muted.Render(behind)
	}
	return lines, cursor
}
