package cockpit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Findings is the browser of an assessment's findings: the list, the worst first or by
// what is to be done, and beside or below it the one that is selected, with its evidence.
type Findings struct {
	env    *screen.Env
	source *reader
	all    []assess.Finding
	texts  []string // what the words of the filter are looked up in, of all
	shown  []int    // indices of all that pass the filter
	rows   []row    // what the list shows of them
	names  int      // columns that the names of components take

	level                        assess.Severity // "" for all; likewise the next three
	action, dimension, component string
	grouped                      bool // by what is to be done
	input                        *field.Input

	list     frame.Scroll
	detail   frame.Scroll
	of       int  // index of all that the detail is about, -1 for none
	at       int  // which piece of its evidence is the current one
	onDetail bool // whether the detail has the keys
}

// NewFindings returns the browser over the findings of an application.
func NewFindings(env *screen.Env, steps Steps, app string, a assess.Assessment) *Findings {
	f := &Findings{
		env: env, all: slices.Clone(a.Findings), of: -1,
		source: newReader(env, steps, app), input: field.NewLine(env.Theme, ""),
	}
	f.detail.Free = true
	f.list.Skip = func(i int) bool { return f.rows[i].heading != "" }
	slices.SortStableFunc(f.all, func(a, b assess.Finding) int { return severityRank(a.Severity) - severityRank(b.Severity) })
	for _, x := range f.all {
		f.texts = append(f.texts, searchText(x))
		f.names = min(maxNames, max(f.names, cells.Width(cells.Clean(x.Component))))
	}
	f.filter()
	return f
}

// severityRank is the place in the list; what nobody knows comes last.
func severityRank(s assess.Severity) int {
	if i := slices.Index(severities(), s); i >= 0 {
		return i
	}
	return len(severities())
}

func severities() []assess.Severity { return []assess.Severity{assess.High, assess.Medium, assess.Low} }

// searchText is everything of a finding that a word may stand in, in either language.
func searchText(x assess.Finding) string {
	var b strings.Builder
	fmt.Fprintln(&b, x.ID, x.Dimension, x.Dimension.Text(), x.Component, x.Title, x.Rationale, x.Remedy, x.Action.Text(), x.By.Text())
	for _, e := range x.Evidence {
		b.WriteString(e.Path + "\n")
	}
	return strings.ToLower(b.String())
}

// filter keeps the findings that are asked for, and selects the worst of them.
func (f *Findings) filter() {
	f.shown = f.shown[:0]
	words := strings.Fields(strings.ToLower(f.input.Text()))
	for i, x := range f.all {
		missing := func(w string) bool { return !strings.Contains(f.texts[i], w) }
		if (f.level == "" || x.Severity == f.level) && (f.dimension == "" || string(x.Dimension) == f.dimension) &&
			(f.action == "" || string(x.Action) == f.action) && (f.component == "" || x.Component == f.component) && !slices.ContainsFunc(words, missing) {
			f.shown = append(f.shown, i)
		}
	}
	f.rows = f.layOut()
	f.list.SetItems(len(f.rows), f.renderRow)
	f.list.Home()
	f.show()
}

// show brings the detail to the finding that is selected.
func (f *Findings) show() {
	of := -1
	if i := f.list.Selected(); i >= 0 {
		of = f.rows[i].of
	}
	if of != f.of {
		f.of, f.at = of, 0
		f.detail.Home()
	}
}

// filtered tells whether anything is left out.
func (f *Findings) filtered() bool {
	return f.level != "" || f.action != "" || f.dimension != "" || f.component != "" || f.input.Text() != ""
}

func (f *Findings) clear() {
	f.level, f.action, f.dimension, f.component = "", "", "", ""
	f.input.SetText("")
	f.filter()
}

// Title names the screen.
func (f *Findings) Title() i18n.Text {
	return i18n.Text{ZH: "发现", EN: "findings"}
}

// Typing tells whether letters narrow the list down.
func (f *Findings) Typing() bool { return f.input.Focused() }

// Keys are the keys of the browser.
func (f *Findings) Keys() []frame.KeyMap {
	if f.input.Focused() {
		return []frame.KeyMap{{ID: "findings-filter", Title: i18n.Text{ZH: "筛选", EN: "Filter"}, Bindings: []frame.Binding{
			{ID: "done", Keys: []string{"enter", "down", "tab"}, Text: i18n.Text{ZH: "到列表", EN: "to the list"}, ShowInHelpLine: true},
			{ID: "clear", Keys: []string{"esc"}, Text: i18n.Text{ZH: "清除", EN: "clear"}, ShowInHelpLine: true},
		}}}
	}
	esc := i18n.Text{ZH: "返回", EN: "back"}
	if f.filtered() {
		esc = i18n.Text{ZH: "全部显示", EN: "show all"}
	}
	return []frame.KeyMap{{ID: "findings", Title: f.Title(), Bindings: []frame.Binding{
		{ID: "source", Keys: []string{"enter", "right"}, Text: i18n.Text{ZH: "看源码", EN: "source"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "显示证据所在的源码，密码等已隐去", EN: "Show the source where the evidence is, passwords and the like masked"}, Disabled: f.noEvidence()},
		{ID: "next", Keys: []string{"n"}, Text: i18n.Text{ZH: "下一证据", EN: "next evidence"}, ShowInHelpLine: f.places() > 1, Disabled: f.noEvidence()},
		{ID: "previous", Keys: []string{"p"}, Text: i18n.Text{ZH: "上一证据", EN: "evidence before"}, Disabled: f.noEvidence()},
		{ID: "filter", Keys: []string{"/"}, Text: i18n.Text{ZH: "筛选", EN: "filter"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "按标题、做法、编号、路径筛选，多个词都要出现", EN: "By title, remedy, id and path; all words must be there"}},
		{ID: "level", Keys: []string{"v"}, Text: i18n.Text{ZH: "级别", EN: "level"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "只看高、中、低级别，或全部", EN: "High, medium or low ones only, or all"}},
		{ID: "group", Keys: []string{"o"}, Text: i18n.Text{ZH: "按做法排", EN: "order"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "按做法分组，或按级别排列", EN: "Group by what is to be done, or put the worst first"}},
		{ID: "esc", Keys: []string{"esc"}, Text: esc, ShowInHelpLine: true, Help: i18n.Text{ZH: "有筛选时全部显示，否则返回", EN: "Show all when some are left out, else go back"}},
		{ID: "action", Keys: []string{"a"}, Text: i18n.Text{ZH: "做法", EN: "action"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "只看一种做法的，如需要修改代码、由生成的文件处理", EN: "Those with one thing to do only, such as code to change, or handled by what is generated"}},
		{ID: "dimension", Keys: []string{"d"}, Text: i18n.Text{ZH: "维度", EN: "dimension"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "只看一个维度，如构建、配置", EN: "Those of one dimension only, such as build or config"}},
		{ID: "component", Keys: []string{"c"}, Text: i18n.Text{ZH: "组件", EN: "component"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "只看一个组件的", EN: "Those of one component only"}},
		{ID: "detail", Keys: []string{"tab"}, Text: i18n.Text{ZH: "列表/详情", EN: "list/detail"}, Help: i18n.Text{ZH: "上下键在列表与详情之间切换", EN: "Let up and down move the list or the detail"}},
		{ID: "back", Keys: []string{"q", "left"}, Text: i18n.Text{ZH: "返回", EN: "back"}},
	}}, frame.ScrollKeys()}
}

func (f *Findings) noEvidence() i18n.Text {
	if f.places() == 0 {
		return i18n.Text{ZH: "这个发现没有指向源码的证据", EN: "this finding has no evidence in the source"}
	}
	return i18n.Text{}
}

// places is how many pieces of evidence the finding has.
func (f *Findings) places() int {
	if f.of < 0 {
		return 0
	}
	return len(f.all[f.of].Evidence)
}

// Update takes a key.
func (f *Findings) Update(msg tea.Msg) screen.Action {
	key, isKey := msg.(tea.KeyPressMsg)
	if f.input.Focused() {
		return f.typed(msg)
	}
	if f.onDetail && f.detail.Update(msg) || !f.onDetail && f.list.Update(msg) {
		f.show()
		return screen.Done()
	}
	if !isKey {
		return screen.Action{}
	}
	b, ok := f.Keys()[0].Match(key)
	switch {
	case !ok:
		return screen.Action{}
	case !b.Enabled():
		return screen.Action{Handled: true, Status: &screen.Status{Text: b.Disabled, Bad: true}}
	}
	return f.command(b.ID)
}

// typed narrows the list down while the filter is typed.
func (f *Findings) typed(msg tea.Msg) screen.Action {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		b, _ := f.Keys()[0].Match(key)
		switch b.ID {
		case "clear":
			f.input.SetText("")
			f.filter()
			fallthrough
		case "done":
			f.input.Blur()
			return screen.Done()
		}
	}
	before := f.input.Text()
	if f.input.Update(msg) && f.input.Text() != before {
		f.filter()
	}
	return screen.Done()
}

func (f *Findings) command(id string) screen.Action {
	switch id {
	case "esc":
		if f.filtered() {
			f.clear()
			return screen.Done()
		}
		fallthrough
	case "back":
		return screen.Action{Handled: true, Pop: true}
	case "filter":
		f.input.Focus()
	case "detail":
		f.onDetail = !f.onDetail
	case "level":
		order := append([]assess.Severity{""}, severities()...)
		f.level = order[(slices.Index(order, f.level)+1)%len(order)]
		f.filter()
	case "action":
		return f.choose(i18n.Text{ZH: "做法", EN: "Action"}, &f.action, func(x assess.Finding) string { return string(x.Action) }, actionText, ids(assess.Actions()))
	case "group":
		f.grouped = !f.grouped
		f.filter()
	case "dimension":
		return f.choose(i18n.Text{ZH: "维度", EN: "Dimension"}, &f.dimension, func(x assess.Finding) string { return string(x.Dimension) }, dimensionText, ids(assess.Dimensions()))
	case "component":
		return f.choose(i18n.Text{ZH: "组件", EN: "Component"}, &f.component, func(x assess.Finding) string { return x.Component }, textOf, nil)
	case "next":
		f.at = (f.at + 1) % f.places()
	case "previous":
		f.at = (f.at + f.places() - 1) % f.places()
	case "source":
		x := f.all[f.of]
		return f.source.open(x.Title, x.Evidence, f.at, func(at int) { f.at = at })
	}
	return screen.Done()
}

// choose shows the values that findings have, with how many have each, in an order
// or, without one, by the alphabet.
func (f *Findings) choose(title i18n.Text, to *string, of func(assess.Finding) string, name func(string) i18n.Text, order []string) screen.Action {
	count := map[string]int{}
	var values []string
	for _, x := range f.all {
		if v := of(x); v != "" {
			if count[v]++; count[v] == 1 {
				values = append(values, v)
			}
		}
	}
	known := func(v string) int { // what nobody knows comes behind
		if i := slices.Index(order, v); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(cmp.Compare(known(a), known(b)), cmp.Compare(a, b)) })
	pick := func(v string) func() screen.Action {
		return func() screen.Action {
			*to = v
			f.filter()
			return screen.Action{Handled: true, Pop: true}
		}
	}
	return push(screen.NewList(f.env, &screen.List{Name: title, Verb: i18n.Text{ZH: "选择", EN: "choose"}, Build: func() []screen.Line {
		out := []screen.Line{link(f.env, f.env.Theme.Marks.Bullet, f.env.Say("全部", "All"), pick(""), fmt.Sprint(len(f.all)))}
		for _, v := range values {
			out = append(out, link(f.env, f.env.Theme.Marks.Bullet, name(v).In(f.env.Lang), pick(v), fmt.Sprint(count[v])))
		}
		return out
	}}))
}

// ids are the words of a list of values.
func ids[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// dimensionText names a dimension; one that nobody knows goes by its id.
func dimensionText(d string) i18n.Text {
	t := assess.Dimension(d).Text()
	return i18n.Text{ZH: cells.Clean(t.ZH), EN: cells.Clean(t.EN)}
}

// evidence is the current piece of evidence.
func (f *Findings) evidence() (fact.Evidence, bool) {
	if f.places() == 0 {
		return fact.Evidence{}, false
	}
	return f.all[f.of].Evidence[f.at], true
}
