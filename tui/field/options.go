package field

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// options is the field for a choice, a bool or a multi.
type options struct {
	base
	field   survey.Field
	list    []survey.Option
	many    bool
	chosen  []string // keys, in the order chosen when the order counts
	none    bool     // of several: the answer is that none applies
	pointed bool     // a person has moved to an option since the field was opened
	notice  i18n.Text
	scroll  frame.Scroll
}

func newOptions(b base, f survey.Field) *options {
	o := &options{base: b, field: f, list: Options(f), many: f.Type == survey.Multi}
	o.scroll.SetItems(len(o.list), o.item)
	return o
}

func (o *options) SetLook(l i18n.Lang, t frame.Theme) { o.lang, o.theme = l, t }
func (o *options) Editing() bool                      { return false }

func (o *options) Focus() { o.focused, o.pointed = true, false }

func (o *options) Blur() {
	o.focused, o.shown, o.notice = false, true, i18n.Text{}
}

func (o *options) Set(v survey.Value) {
	o.changed, o.shown, o.notice = false, false, i18n.Text{}
	o.chosen, o.none = nil, false
	if o.many {
		o.chosen, o.none = slices.Clone(v.List), v.List != nil && len(v.List) == 0
	} else if v.Text != "" {
		o.chosen = []string{v.Text}
	}
	if len(o.chosen) > 0 {
		o.scroll.Select(max(0, slices.IndexFunc(o.list, func(p survey.Option) bool { return p.Key == o.chosen[0] })))
	}
}

func (o *options) raw() survey.Value {
	if !o.many {
		return survey.Value{Text: strings.Join(o.chosen, "")}
	}
	if o.field.Ranked {
		return survey.Value{List: append([]string{}, o.chosen...)}
	}
	list := []string{} // in the order of the question, whatever the order of the keys
	for _, p := range o.list {
		if slices.Contains(o.chosen, p.Key) {
			list = append(list, p.Key)
		}
	}
	for _, key := range o.chosen {
		if _, known := o.option(key); !known {
			list = append(list, key)
		}
	}
	return survey.Value{List: list}
}

func (o *options) option(key string) (survey.Option, bool) {
	i := slices.IndexFunc(o.list, func(p survey.Option) bool { return p.Key == key })
	if i < 0 {
		return survey.Option{}, false
	}
	return o.list[i], true
}

func (o *options) Value() (survey.Value, bool) {
	if len(o.chosen) == 0 && !o.none {
		return survey.Value{}, false
	}
	v, problem := o.check(o.raw())
	return v, isEmpty(problem)
}

func (o *options) Problem() i18n.Text {
	if len(o.chosen) == 0 {
		return i18n.Text{}
	}
	_, problem := o.check(o.raw())
	return problem
}

func (o *options) Update(msg tea.Msg) bool {
	if !o.focused {
		return false
	}
	k, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		return o.scroll.Update(msg)
	}
	o.notice = i18n.Text{}
	if i, ok := o.numbered(k); ok {
		o.scroll.Select(i)
		o.choose(i)
		return true
	}
	b, _ := o.Keys().Match(k)
	switch b.ID {
	case "choose":
		o.choose(o.scroll.Selected())
		return true
	case "confirm":
		return o.confirm()
	case "earlier":
		return o.rank(-1)
	case "later":
		return o.rank(1)
	case "none":
		o.touch()
		o.chosen, o.none = nil, !o.none
		return true
	}
	if o.scroll.Update(msg) {
		o.pointed = true
		return true
	}
	return false
}

// numbered is the option of a digit.
func (o *options) numbered(k tea.KeyPressMsg) (int, bool) {
	for _, s := range frame.Strokes(k) {
		if n, err := strconv.Atoi(s); err == nil && len(s) == 1 && n >= 1 && n <= len(o.list) {
			return n - 1, true
		}
	}
	return 0, false
}

// confirm chooses the option that a person pointed at, so that enter shows what it
// means before the next enter accepts it. Enter alone, twice, must not be an answer.
func (o *options) confirm() bool {
	i := o.scroll.Selected()
	if o.many || !o.pointed || i < 0 || slices.Contains(o.chosen, o.list[i].Key) {
		return false
	}
	o.choose(i)
	return true
}

func (o *options) choose(i int) {
	if i < 0 || i >= len(o.list) {
		return
	}
	p := o.list[i]
	o.pointed = true
	switch at := slices.Index(o.chosen, p.Key); {
	case !o.many:
		o.chosen = []string{p.Key}
	case at >= 0:
		o.chosen = slices.Delete(o.chosen, at, at+1)
	default:
		kept := slices.DeleteFunc(slices.Clone(o.chosen), func(key string) bool {
			other, _ := o.option(key)
			return p.Exclusive || other.Exclusive
		})
		if o.field.Most > 0 && len(kept) >= o.field.Most {
			o.notice = i18n.Textf("最多选 %d 项，先取消一项", "at most %d may be chosen: take one back first", o.field.Most)
			return
		}
		kept = append(kept, p.Key)
		o.chosen = kept
	}
	o.none = false
	o.touch()
}

// rank moves the option pointed at within the order of those chosen.
func (o *options) rank(dir int) bool {
	i := o.scroll.Selected()
	if i < 0 {
		return false
	}
	at := slices.Index(o.chosen, o.list[i].Key)
	if at < 0 || at+dir < 0 || at+dir >= len(o.chosen) {
		return true
	}
	o.chosen[at], o.chosen[at+dir] = o.chosen[at+dir], o.chosen[at]
	o.touch()
	return true
}

func (o *options) Keys() frame.KeyMap {
	m := frame.KeyMap{ID: "options", Title: i18n.Text{ZH: "选项", EN: "Options"}}
	if o.many {
		m.Bindings = append(m.Bindings,
			frame.Binding{ID: "choose", Keys: []string{"space"}, Text: i18n.Text{ZH: "选/取消", EN: "toggle"}, ShowInHelpLine: true,
				Help: i18n.Text{ZH: "选上或取消光标所在选项；数字键 1 到 9 直接选", EN: "choose the option at the cursor or take it back; digits 1 to 9 do so directly"}},
			frame.Binding{ID: "none", Keys: []string{"0"}, Text: i18n.Text{ZH: "一项也没有", EN: "none of them"},
				Help: i18n.Text{ZH: "回答“一项也没有”", EN: "answer that none of them applies"}})
	} else {
		m.Bindings = append(m.Bindings,
			frame.Binding{ID: "choose", Keys: []string{"space"}, Text: i18n.Text{ZH: "选", EN: "choose"}, ShowInHelpLine: true,
				Help: i18n.Text{ZH: "选光标所在选项；数字键 1 到 9 直接选", EN: "choose the option at the cursor; digits 1 to 9 do so directly"}},
			frame.Binding{ID: "confirm", Keys: []string{"enter"}, Text: i18n.Text{ZH: "选", EN: "choose"},
				Help: i18n.Text{ZH: "选光标所在选项并显示其影响；已选上时接受", EN: "choose the option at the cursor and show what it means; accept it once it is chosen"}})
	}
	if o.field.Ranked {
		m.Bindings = append(m.Bindings,
			frame.Binding{ID: "earlier", Keys: []string{"K", "shift+up"}, Text: i18n.Text{ZH: "前移", EN: "rank higher"}, ShowInHelpLine: true},
			frame.Binding{ID: "later", Keys: []string{"J", "shift+down"}, Text: i18n.Text{ZH: "后移", EN: "rank lower"}, ShowInHelpLine: true})
	}
	m.Bindings = append(m.Bindings, frame.ScrollKeys().Bindings...)
	return m
}

func (o *options) Render(width, height int) ([]string, *tea.Cursor) {
	width, height = max(1, width), max(1, height)
	below := o.below(width)
	below = below[:min(len(below), height/2)]
	o.scroll.SetItems(len(o.list), o.item)
	o.scroll.SetSize(width, height-len(below))
	lines := o.scroll.Render()
	if above, under := o.scroll.More(); (above || under) && len(below) == 0 && height > 3 {
		o.scroll.SetSize(width, height-1)
		lines = append(o.scroll.Render(), o.theme.Muted.Render(cells.PadLeft(o.scroll.Position(), width)))
	}
	return append(lines, below...), nil
}

// below are the lines under the options.
func (o *options) below(width int) []string {
	switch problem := o.Problem(); {
	case !isEmpty(o.notice):
		return paint(o.theme.Warn, cells.WrapIndent(o.theme.Marks.Warn+" ", o.notice.In(o.lang), width))
	case o.shown && !isEmpty(problem):
		return o.fault(problem, width)
	case o.none:
		return paint(o.theme.Chosen, cells.Wrap(o.say("已答：一项也没有", "Answered: none of them"), width))
	case o.field.Ranked && len(o.chosen) > 1:
		names := make([]string, len(o.chosen))
		for i, key := range o.chosen {
			p, _ := o.option(key)
			names[i] = fmt.Sprintf("%d %s", i+1, p.Text.In(o.lang))
		}
		return o.hint(o.say("顺序：", "Order: ")+strings.Join(names, " > "), width)
	case o.field.Most > 0:
		return o.hint(i18n.Textf("已选 %d 项，最多 %d 项", "%d chosen, at most %d", len(o.chosen), o.field.Most).In(o.lang), width)
	}
	return nil
}

// item renders one option: its number, whether it is chosen, its words and, once it
// is chosen, what it means. Of several, only the one at the cursor tells all.
func (o *options) item(i, width int) []string {
	p := o.list[i]
	here := o.focused && i == o.scroll.Selected()
	chosen := slices.Contains(o.chosen, p.Key)
	cursor := o.theme.Marks.NoCursor
	if here {
		cursor = o.theme.Marks.Cursor
	}
	number := "  "
	if i < 9 {
		number = strconv.Itoa(i+1) + " "
	}
	style := o.theme.Text
	switch {
	case here:
		style = o.theme.Selected
	case chosen:
		style = o.theme.Chosen
	}
	text := p.Text.In(o.lang)
	full := chosen && (!o.many || here)
	if chosen && !full {
		text += o.tag(p)
	}
	head := cursor + number + o.mark(p.Key) + " "
	out := paint(style, cells.WrapIndent(head, text, width))
	if !full {
		return out
	}
	indent := strings.Repeat(" ", min(cells.Width(head), width/4))
	for _, l := range consequences(p, o.lang, o.theme, width-len(indent)) {
		out = append(out, indent+l)
	}
	return out
}

// tag is the risk of a chosen option in short.
func (o *options) tag(p survey.Option) string {
	if p.Risk != survey.Red && p.Risk != survey.Yellow {
		return ""
	}
	mark, _ := riskLook(p.Risk, o.theme)
	return "  " + mark + " " + RiskText(p.Risk).In(o.lang)
}

func (o *options) mark(key string) string {
	at := slices.Index(o.chosen, key)
	switch m := o.theme.Marks; {
	case !o.many && at >= 0:
		return m.RadioOn
	case !o.many:
		return m.RadioOff
	case at < 0:
		return m.CheckOff
	case o.field.Ranked:
		return fmt.Sprintf("[%d]", at+1)
	default:
		return m.CheckOn
	}
}
