package ask

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
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

// build makes the rows. Components are listed below their application only while
// that is open, so that two hundred applications stay a list to look through.
func (t *tree) build(a *Ask) {
	t.rows = t.rows[:0]
	for _, p := range a.machine().Subjects().Places() {
		if p.Level() == survey.Component && p.App != t.open.App {
			continue
		}
		items := a.machine().Agenda(p, a.filter)
		if len(items) == 0 && p != t.open && p.Level() != survey.App {
			continue
		}
		t.rows = append(t.rows, branch{place: p})
		if p != t.open {
			continue
		}
		last := ""
		for _, i := range items {
			if i.Section != last {
				last = i.Section
				t.rows = append(t.rows, branch{p, i.Section})
			}
		}
	}
	t.scroll.SetItems(len(t.rows), func(i, width int) []string { return []string{a.branchLine(t.rows[i], width)} })
	for i, r := range t.rows {
		if r == t.want {
			t.scroll.Select(i)
		}
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
	indent, name := "", a.placeName(b.place)
	switch {
	case b.section != "":
		indent, name = "    ", a.sectionTitle(b.section)
		p = a.machine().Count(a.sectionItems(b))
	default:
		p = a.machine().Progress(b.place)
		if b.place.Level() == survey.App && b.place.App != a.tree.open.App {
			p = a.machine().ProgressOf(a.appPlaces(b.place.App)...)
		}
		mark := t.Marks.Closed
		if b.place == a.tree.open {
			mark = t.Marks.Open
		}
		if b.place.Level() == survey.Component {
			indent = "  "
		}
		name = mark + " " + name
	}
	badge := t.Badge(p.Answered(), p.Asked, p.Warnings())
	room := max(4, width-frame.Width(badge)-1)
	label := frame.Truncate(indent+name, room)
	style := t.Text
	switch {
	case b == a.tree.selected() && a.onTree:
		style = t.Selected
	case b == (branch{a.at, a.section()}):
		style = t.Focus
	case b.section == "":
		style = t.Title
	}
	return frame.Pad(style.Render(label), room) + " " + badge
}

func (a *Ask) sectionItems(b branch) []interview.Item {
	var out []interview.Item
	for _, i := range a.machine().Agenda(b.place, a.filter) {
		if i.Section == b.section {
			out = append(out, i)
		}
	}
	return out
}

func (a *Ask) sectionTitle(id string) string {
	for _, s := range a.machine().Bank().Sections() {
		if s.ID == id {
			return s.Title.In(a.env.Lang)
		}
	}
	return id
}

// placeName is a place in words.
func (a *Ask) placeName(p survey.Place) string { return PlaceText(p).In(a.env.Lang) }

// PlaceText names a place.
func PlaceText(p survey.Place) i18n.Text {
	switch p.Level() {
	case survey.Env:
		return i18n.Textf("环境 %s", "environment %s", frame.Clean(p.Env))
	case survey.App:
		return i18n.Textf("应用 %s", "application %s", frame.Clean(p.App))
	case survey.Component:
		return i18n.Textf("组件 %s", "component %s", frame.Clean(p.Component))
	}
	return i18n.Text{ZH: "整个组织", EN: "whole organisation"}
}

func treeKeys() frame.KeyMap {
	return frame.KeyMap{ID: "tree", Title: i18n.Text{ZH: "目录", EN: "List"}, Bindings: []frame.Binding{
		{ID: "enter", Keys: []string{"enter", "right", "l", "tab"}, Text: i18n.Text{ZH: "进入", EN: "go there"}, ShowInHelpLine: true},
		{ID: "up", Keys: []string{"up", "k"}, Text: i18n.Text{ZH: "上移", EN: "up"}, ShowInHelpLine: true},
		{ID: "down", Keys: []string{"down", "j"}, Text: i18n.Text{ZH: "下移", EN: "down"}, ShowInHelpLine: true},
		{ID: "leave", Keys: []string{"esc", "q"}, Text: i18n.Text{ZH: "回总览", EN: "overview"}, ShowInHelpLine: true},
		{ID: "pages", Keys: []string{"pgup", "pgdown", "home", "end"}, Text: i18n.Text{ZH: "翻页", EN: "pages"}},
		{ID: doSearch, Keys: []string{"/"}, Text: i18n.Text{ZH: "查找", EN: "search"}, ShowInHelpLine: true},
	}}
}

// treeKey acts on the tree. Opening a place keeps the keys on the tree; going to a
// section gives them to the question.
func (a *Ask) treeKey(key tea.KeyPressMsg) screen.Action {
	if a.tree.rows == nil {
		a.tree.build(a)
	}
	b, ok := treeKeys().Match(key)
	switch {
	case !ok:
		if b, ok := a.keys().Match(key); ok {
			return a.command(b)
		}
		return screen.Action{}
	case b.ID == "leave":
		return screen.Action{Handled: true, Pop: true}
	case b.ID == doSearch:
		return a.openSearch()
	case b.ID != "enter":
		a.tree.scroll.Update(key)
		a.tree.want = a.tree.selected()
		return screen.Done()
	}
	s := a.tree.selected()
	if s.section == "" && s.place != a.tree.open {
		a.tree.show(s.place, "")
		return screen.Done()
	}
	id := ""
	if items := a.sectionItems(s); len(items) > 0 {
		id = items[0].Question
		for _, i := range items {
			if e, ok := a.machine().Entry(i.Place, i.Question); ok && !e.Status().Answered() {
				id = i.Question
				break
			}
		}
	}
	a.onTree = false
	a.move(interview.Item{Place: s.place, Question: id})
	return screen.Done()
}

// breadcrumb stands for the tree where there is no room for it.
func (a *Ask) breadcrumb() string {
	p := a.machine().Progress(a.at)
	return fmt.Sprintf("%s %s %s  %s", a.placeName(a.at), a.env.Theme.Marks.Separator, a.sectionTitle(a.section()),
		a.env.Theme.Badge(p.Answered(), p.Asked, p.Warnings()))
}
