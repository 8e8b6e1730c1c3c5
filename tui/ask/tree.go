package ask

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// tree lists the places, and below the one that is open its sections.
type tree struct {
	open   survey.Place
	scroll frame.Scroll
	rows   []branch
	want   branch // to be selected when the rows are made next
	events int    // of which the rows tell
	counts map[branch]interview.Progress
}

// branch is a row of the tree: a place, or a section of the open place.
type branch struct {
	place   survey.Place
	section string // "" for the place itself
}

// show opens a place and selects a section of it.
func (t *tree) show(at survey.Place, section string) {
	t.open, t.want = at, branch{at, section}
	t.rows = nil
}

// build makes the rows when something may have changed them. Components are listed
// below their application only while that is open, so that two hundred applications
// stay a list to look through.
func (t *tree) build(a *Ask) {
	if t.rows != nil && t.events == a.machine().Len() {
		return
	}
	t.rows, t.events, t.counts = []branch{}, a.machine().Len(), map[branch]interview.Progress{}
	for _, p := range a.machine().Subjects().Places() {
		t.place(a, p)
	}
	t.scroll.SetItems(len(t.rows), func(i, width int) []string { return []string{a.branchLine(t.rows[i], width)} })
	for i, r := range t.rows {
		if r == t.want {
			t.scroll.Select(i)
		}
	}
}

// place adds the row of a place, and those of its sections when it is open.
func (t *tree) place(a *Ask, p survey.Place) {
	if p.Level() == survey.Component && p.App != t.open.App {
		return
	}
	if p.Level() == survey.App && p != t.open { // stays in the list whatever is asked of it
		t.rows = append(t.rows, branch{place: p})
		return
	}
	items := a.machine().Agenda(p, a.filter)
	if len(items) == 0 && p != t.open {
		return
	}
	t.rows = append(t.rows, branch{place: p})
	if p != t.open {
		return
	}
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n].Section == items[0].Section {
			n++
		}
		b := branch{p, items[0].Section}
		t.rows, t.counts[b] = append(t.rows, b), a.machine().Count(items[:n])
		items = items[n:]
	}
}

func (t *tree) selected() branch {
	if i := t.scroll.Selected(); i >= 0 && i < len(t.rows) {
		return t.rows[i]
	}
	return branch{}
}

func (a *Ask) renderTree(width, height int) []string {
	a.tree.build(a)
	a.tree.scroll.SetSize(width, height)
	return a.tree.scroll.Render()
}

// branchLine is one row: how far it is at the right, its name at the left.
func (a *Ask) branchLine(b branch, width int) string {
	t := a.env.Theme
	var p interview.Progress
	indent, name := "", a.branchName(b.place)
	if b.place.Level() == survey.Component {
		indent = "  "
	}
	switch {
	case b.section != "":
		indent, name = indent+"  ", a.sectionTitle(b.section)
		p = a.tree.counts[b]
	default:
		p = a.placeCount(b)
		mark := t.Marks.Closed
		if b.place == a.tree.open || b.place.Level() == survey.App && b.place.App == a.tree.open.App {
			mark = t.Marks.Open
		}
		name = mark + " " + name
	}
	badge := t.Badge(p.Answered(), p.Asked, p.Warnings())
	room := max(4, width-cells.Width(badge)-1)
	gutter, style := "  ", t.Text
	switch {
	case b == a.tree.selected() && a.onTree:
		gutter, style = t.Marks.Prompt, t.Selected
	case b == (branch{a.at, a.section()}):
		gutter, style = t.Marks.Prompt, t.Focus
		if a.onTree {
			gutter = t.Marks.Bullet + " "
		}
	case b.section == "":
		style = t.Title
	}
	label := cells.Truncate(gutter+indent+name, room)
	return cells.Pad(style.Render(label), room) + " " + badge
}

func (a *Ask) sectionTitle(id string) string {
	for _, s := range a.machine().Bank().Sections() {
		if s.ID == id {
			return s.Title.In(a.env.Lang)
		}
	}
	return id
}

// placeCount counts what the pass asks at a place; an application that is closed
// counts with its components.
func (a *Ask) placeCount(b branch) interview.Progress {
	places := []survey.Place{b.place}
	if b.place.Level() == survey.App && b.place.App != a.tree.open.App {
		places = a.appPlaces(b.place.App)
	}
	if !a.filtered() {
		return a.machine().ProgressOf(places...)
	}
	if p, ok := a.tree.counts[b]; ok {
		return p
	}
	p := a.countPass(places...)
	a.tree.counts[b] = p
	return p
}

// filtered tells whether the pass asks less than everything.
func (a *Ask) filtered() bool {
	return a.filter.Quick || len(a.filter.Roles) > 0 || len(a.filter.Areas) > 0
}

// countPass counts what the pass asks at places, answered or not.
func (a *Ask) countPass(places ...survey.Place) interview.Progress {
	f := a.filter
	f.Open = false
	var sum interview.Progress
	for _, p := range places {
		sum.Add(a.machine().Count(a.machine().Agenda(p, f)))
	}
	return sum
}

// branchName is a place in the tree, where there is little room.
func (a *Ask) branchName(p survey.Place) string {
	switch p.Level() {
	case survey.Env:
		return a.env.Say("环境 ", "env ") + cells.Clean(p.Env)
	case survey.App:
		return cells.Clean(p.App)
	case survey.Component:
		return cells.Clean(p.Component)
	}
	return a.env.Say("整个组织", "Organisation")
}

// placeName is a place in words.
func (a *Ask) placeName(p survey.Place) string { return placeName(p, a.env.Lang) }

// placeName is a place in words. Its names are the customer's.
func placeName(p survey.Place, l i18n.Lang) string { return cells.Clean(p.Text().In(l)) }

func treeKeys() frame.KeyMap {
	return frame.KeyMap{ID: "tree", Title: i18n.Text{ZH: "目录", EN: "List"}, Bindings: []frame.Binding{
		{ID: "enter", Keys: []string{"enter", "right", "l", "tab"}, Text: i18n.Text{ZH: "进入", EN: "go there"}, ShowInHelpLine: true,
			Help: i18n.Text{ZH: "展开应用或环境；到章节里第一个没有答案的问题。在当前章节上即回到问题", EN: "Open an application or environment; go to the first question of a section without an answer, or back to the question from its own"}},
		{ID: "up", Keys: []string{"up", "k"}, Text: i18n.Text{ZH: "上移", EN: "up"}, ShowInHelpLine: true},
		{ID: "down", Keys: []string{"down", "j"}, Text: i18n.Text{ZH: "下移", EN: "down"}, ShowInHelpLine: true},
		{ID: "question", Keys: []string{"t"}, Text: i18n.Text{ZH: "回到问题", EN: "question"}, ShowInHelpLine: true},
		{ID: "leave", Keys: []string{"esc", "q", "left"}, Text: i18n.Text{ZH: "返回总览", EN: "leave"}, ShowInHelpLine: true},
		{ID: doSearch, Keys: []string{"/"}, Text: i18n.Text{ZH: "查找", EN: "search"}, ShowInHelpLine: true},
		{ID: "pages", Keys: []string{"pgup", "pgdown", "home", "end"}, Text: i18n.Text{ZH: "翻页", EN: "pages"}},
	}}
}

// treeKey acts on the tree. Opening a place keeps the keys on the tree; going to a
// section gives them to the question.
func (a *Ask) treeKey(key tea.KeyPressMsg) screen.Action {
	a.tree.build(a)
	b, ok := treeKeys().Match(key)
	if !ok {
		if b, ok := a.treeCommands().Match(key); ok {
			return a.command(b)
		}
		return screen.Action{}
	}
	switch b.ID {
	case "leave":
		return screen.Action{Handled: true, Pop: true}
	case "question":
		return a.toField()
	case doSearch:
		return a.openSearch()
	case "enter":
		return a.treeEnter()
	}
	a.treeMove(key)
	return screen.Done()
}

func (a *Ask) treeMove(msg tea.Msg) {
	a.tree.build(a)
	a.tree.scroll.Update(msg)
	a.tree.want = a.tree.selected()
}

// toField gives the keys back to the question.
func (a *Ask) toField() screen.Action {
	a.onTree = false
	a.tree.show(a.at, a.section())
	a.focus()
	return screen.Done()
}

func (a *Ask) treeEnter() screen.Action {
	s := a.tree.selected()
	switch {
	case s == branch{a.at, a.section()}:
		return a.toField()
	case s.section == "" && s.place != a.tree.open:
		a.tree.show(s.place, "")
		return screen.Done()
	}
	a.onTree = false
	return a.move(interview.Item{Place: s.place, Question: a.firstOf(s)})
}

// firstOf is the first question of a branch without an answer, else its first.
func (a *Ask) firstOf(b branch) string {
	first := ""
	for _, i := range a.machine().Agenda(b.place, a.filter) {
		if b.section != "" && i.Section != b.section {
			continue
		}
		if e, ok := a.machine().Entry(i.Place, i.Question); ok && !e.Status().Answered() {
			return i.Question
		}
		if first == "" {
			first = i.Question
		}
	}
	return first
}

// breadcrumb stands for the tree where there is no room for it.
func (a *Ask) breadcrumb() string {
	p := a.machine().Progress(a.at)
	if a.filtered() {
		p = a.countPass(a.at)
	}
	return fmt.Sprintf("%s %s %s  %s", a.placeName(a.at), a.env.Theme.Marks.Separator, a.sectionTitle(a.section()),
		a.env.Theme.Badge(p.Answered(), p.Asked, p.Warnings()))
}
