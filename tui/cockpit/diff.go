package cockpit

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// diff is the screen of one file's difference; of a conflict, of both sides.
type diff struct {
	*result

	all   []fileset.Change
	at    int
	shown *frame.Diff
	look  look
}

// look is what a diff was made for: another one needs it made anew.
type look struct {
	lang                i18n.Lang
	dark, ascii, colour bool
	at                  int
}

func newDiff(r *result, all []fileset.Change, at int) *diff {
	return &diff{result: r, all: all, at: at}
}

func (d *diff) change() fileset.Change { return d.all[d.at] }

// Title is the name alone: the path stands above the difference.
func (d *diff) Title() i18n.Text { return i18n.Text{ZH: "差异", EN: "difference"} }
func (d *diff) Typing() bool     { return false }

func (d *diff) Keys() []frame.KeyMap {
	var none i18n.Text
	conflict := d.change().Kind == fileset.Conflicts
	if !conflict {
		none = i18n.Text{ZH: "这个文件没有冲突", EN: "this file is in no conflict"}
	}
	return []frame.KeyMap{{ID: "file", Title: d.Title(), Bindings: []frame.Binding{
		{ID: "mine", Keys: []string{"m"}, Text: i18n.Text{ZH: "保留我的", EN: "keep mine"}, ShowInHelpLine: conflict, Disabled: none},
		{ID: "generated", Keys: []string{"g"}, Text: i18n.Text{ZH: "用生成的", EN: "take generated"}, ShowInHelpLine: conflict, Disabled: none},
		{ID: "next-file", Keys: []string{"]", "tab"}, Text: i18n.Text{ZH: "下一文件", EN: "next file"}, ShowInHelpLine: true},
		{ID: "previous-file", Keys: []string{"[", "shift+tab"}, Text: i18n.Text{ZH: "上一文件", EN: "file before"}, ShowInHelpLine: true},
		{ID: "why", Keys: []string{"w"}, Text: i18n.Text{ZH: "依据", EN: "why"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "说明文件里每个值的依据", EN: "Tell why every value of the file is what it is"}},
		backKeys(),
	}}, frame.DiffKeys(), frame.ScrollKeys()}
}

func (d *diff) Update(msg tea.Msg) screen.Action {
	if d.shown != nil && d.shown.Update(msg) {
		return screen.Done()
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return screen.Action{}
	}
	b, ok := d.Keys()[0].Match(key)
	switch {
	case !ok:
		return screen.Action{}
	case !b.Enabled():
		return screen.Action{Handled: true, Status: &screen.Status{Text: b.Disabled, Bad: true}}
	}
	switch b.ID {
	case "next-file", "previous-file":
		step := 1
		if b.ID == "previous-file" {
			step = len(d.all) - 1
		}
		d.at = (d.at + step) % len(d.all)
		return screen.Done()
	case "why":
		return d.why(d.change())()
	case "mine":
		return d.decided(fileset.KeepMine)
	case "generated":
		return d.decided(fileset.KeepGenerated)
	}
	return screen.Action{Handled: true, Pop: true}
}

// decided takes a side and tells how to go on.
func (d *diff) decided(k fileset.Keep) screen.Action {
	name := d.change().Path
	d.choose(name, k)
	if d.choices[name] == "" {
		return screen.Tell(i18n.Text{ZH: "已取消选择", EN: "the choice is taken back"})
	}
	return screen.Tell(i18n.Text{ZH: "已选。返回后选“按下面的选择生成”", EN: "chosen; go back and generate with the choices"})
}

func (d *diff) Render(width, height int) ([]string, *tea.Cursor) {
	t, c := d.env.Theme, d.change()
	now := look{d.env.Lang, t.Dark, t.ASCII, t.Colour, d.at}
	if d.shown == nil || d.look != now {
		d.shown, d.look = frame.NewDiff(t, d.text(c)), now
	}
	head := fmt.Sprintf("%d/%d  ", d.at+1, len(d.all))
	out := []string{t.Muted.Render(head) + t.Title.Render(tail(c.Path, max(1, width-cells.Width(head))))}
	about := []string{kindMark(t, c.Kind) + " " + c.Kind.Text().In(d.env.Lang)}
	if c.Note != "" {
		about = append(about, c.Note.Text().In(d.env.Lang))
	}
	if c.Kind == fileset.Conflicts {
		about = append(about, d.choiceText(c.Path))
		if c.Conflict != nil {
			about = append(about, c.Conflict.Reason.Text().In(d.env.Lang))
		}
	}
	line := cells.Clean(strings.Join(about, " · "))
	if c.Diff != "" {
		line = cells.Truncate(line, max(1, width-16)) + "  " + d.shown.Summary()
	}
	out = append(out, cells.Truncate(line, width), "")
	if c.Diff == "" && c.Conflict == nil {
		return append(out, cells.Wrap(d.env.Say("没有差异。", "There is no difference."), width)...), nil
	}
	return append(out, d.shown.Render(width, max(1, height-len(out)))...), nil
}

// text is the difference; of a conflict, first the places where both sides changed.
func (d *diff) text(c fileset.Change) string {
	if c.Conflict == nil || len(c.Conflict.Hunks) == 0 {
		return c.Diff
	}
	var b strings.Builder
	for _, h := range c.Conflict.Hunks {
		fmt.Fprintf(&b, "%s\n", d.env.Sayf("您的版本，第 %d 行：", "Yours, line %d:", h.Mine.Line))
		indented(&b, h.Mine.Text, d.env.Say("（没有内容）", "(nothing)"))
		fmt.Fprintf(&b, "%s\n", d.env.Sayf("新生成的版本，第 %d 行：", "Generated anew, line %d:", h.Generated.Line))
		indented(&b, h.Generated.Text, d.env.Say("（没有内容）", "(nothing)"))
		b.WriteByte('\n')
	}
	if c.Diff != "" {
		b.WriteString(d.env.Say("采用生成的版本时，整个文件的差异：", "What taking the generated version would change in the whole file:") + "\n" + c.Diff)
	}
	return b.String()
}

func indented(b *strings.Builder, text, empty string) {
	if text == "" {
		text = empty
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		b.WriteString("    " + line + "\n")
	}
}
