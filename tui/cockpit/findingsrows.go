package cockpit

import (
	"fmt"
	"slices"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// row is a line of the list: a finding, or a heading above some.
type row struct {
	of      int // index of all findings; -1 for a heading
	heading string
}

// layOut puts the findings that are shown into rows: the worst first, or by what is to be
// done about them.
func (f *Findings) layOut() []row {
	out := f.rows[:0]
	if !f.grouped {
		for _, i := range f.shown {
			out = append(out, row{of: i})
		}
		return out
	}
	for _, action := range f.actions() {
		head := len(out)
		var hours assess.Hours
		for _, i := range f.shown {
			if f.all[i].Action == action {
				if len(out) == head {
					out = append(out, row{of: -1})
				}
				out = append(out, row{of: i})
				hours = hours.Plus(f.all[i].Effort)
			}
		}
		if n := len(out) - head - 1; n > 0 {
			out[head].heading = fmt.Sprintf("%s %d", actionText(string(action)).In(f.env.Lang), n)
			if text := f.hours(hours); text != "" {
				out[head].heading += "  " + text
			}
		}
	}
	return out
}

// actions are those that findings have, in the order of reports; what nobody knows comes last.
func (f *Findings) actions() []assess.Action {
	out := assess.Actions()
	var others []assess.Action
	for _, x := range f.all {
		if !slices.Contains(out, x.Action) && !slices.Contains(others, x.Action) {
			others = append(others, x.Action)
		}
	}
	slices.Sort(others)
	return append(out, others...)
}

// actionText says what is to be done. Findings about what could not be read have no action.
func actionText(a string) i18n.Text {
	if a == "" {
		return i18n.Text{ZH: "关于源码本身", EN: "about the source itself"}
	}
	t := assess.Action(a).Text()
	return i18n.Text{ZH: cells.Clean(t.ZH), EN: cells.Clean(t.EN)}
}

// hours is an effort in words, "" for none.
func (f *Findings) hours(h assess.Hours) string {
	switch h {
	case assess.Hours{}:
		return ""
	case assess.Hours{1, 1}:
		return f.env.Say("1 人时", "1 person-hour")
	}
	return f.env.Sayf("%[1]s 人时", "%[1]s person-hours", span(h[0], h[1]))
}

// position says which of the findings is selected.
func (f *Findings) position() string {
	at := 0
	for _, r := range f.rows[:min(len(f.rows), f.list.Selected()+1)] {
		if r.of >= 0 {
			at++
		}
	}
	return fmt.Sprintf("%d/%d", at, len(f.shown))
}

// selectFinding selects a finding by its id and its component, else by its id alone, and
// tells whether there is one.
func (f *Findings) selectFinding(id, component string) bool {
	best := -1
	for i, r := range f.rows {
		if r.of < 0 || f.all[r.of].ID != id {
			continue
		}
		if f.all[r.of].Component == component {
			best = i
			break
		}
		if best < 0 {
			best = i
		}
	}
	if best < 0 {
		return false
	}
	f.list.Select(best)
	f.show()
	return true
}
