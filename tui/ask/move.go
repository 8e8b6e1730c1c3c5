package ask

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// toQuestion opens a question of the interview.
func toQuestion(a *Ask, i interview.Item) func() screen.Action {
	return func() screen.Action {
		a.onTree = false
		action := a.move(i)
		if action.Status == nil {
			action.To = a
		}
		return action
	}
}

// firstOpen is the first question that nobody has answered, else the first of all.
func (a *Ask) firstOpen() interview.Item {
	if i, ok := a.openFrom(0, -1); ok {
		return i
	}
	for _, p := range a.machine().Subjects().Places() {
		if items := a.machine().Agenda(p, a.filter); len(items) > 0 {
			return items[0]
		}
	}
	return interview.Item{}
}

// openFrom is the first question without an answer behind one: behind the question
// with an index in the bank in the first of the places from there on, or anywhere in the rest.
func (a *Ask) openFrom(from, behind int) (interview.Item, bool) {
	f := a.filter
	f.Open = true
	places := a.machine().Subjects().Places()
	for n, p := range places[max(0, min(from, len(places))):] {
		for _, i := range a.machine().Agenda(p, f) {
			if n > 0 || a.machine().Bank().Index(i.Question) > behind {
				return i, true
			}
		}
	}
	return interview.Item{}, false
}

// move keeps the field and shows another question.
func (a *Ask) move(to interview.Item) screen.Action {
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	a.goTo(to.Place, to.Question)
	return screen.Done()
}

// onward goes on after an answer: back to where the question was answered apart
// from, else to the next one.
func (a *Ask) onward() screen.Action {
	if back := a.origin; back != nil {
		said := a.at.Text()
		a.goTo(back.Place, back.Question)
		return screen.Tell(i18n.Textf("已为%[1]s分别回答", "answered apart for %[2]s", cells.Clean(said.ZH), cells.Clean(said.EN)))
	}
	if a.step(1) {
		return screen.Done()
	}
	if a.filter.Open {
		if i, ok := a.openFrom(0, -1); ok {
			a.goTo(i.Place, i.Question)
			return screen.Done()
		}
	}
	a.fill()
	return screen.Tell(i18n.Text{ZH: "这是最后一题。o 到下一个没有答案的，r 复核", EN: "This was the last question. o goes to the next without an answer, r reviews"})
}

// step goes to the question before or behind, also in the next place. The question
// that is shown need not be asked any more: an answer may have changed that.
func (a *Ask) step(by int) bool {
	items := a.machine().Agenda(a.at, a.filter)
	here := a.machine().Bank().Index(a.id)
	if by < 0 {
		slices.Reverse(items)
	}
	for _, i := range items {
		if at := a.machine().Bank().Index(i.Question); by > 0 && at > here || by < 0 && at < here {
			a.goTo(a.at, i.Question)
			return true
		}
	}
	return a.across(by)
}

// across goes to the nearest place before or behind that has questions.
func (a *Ask) across(by int) bool {
	places := a.machine().Subjects().Places()
	for i := slices.Index(places, a.at) + by; i >= 0 && i < len(places); i += by {
		items := a.machine().Agenda(places[i], a.filter)
		switch {
		case len(items) == 0:
			continue
		case by > 0:
			a.goTo(places[i], items[0].Question)
		default:
			a.goTo(places[i], items[len(items)-1].Question)
		}
		return true
	}
	return false
}

// walk goes on without an answer, keeping what was typed.
func (a *Ask) walk(by int) screen.Action {
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	if a.step(by) {
		return screen.Done()
	}
	if by < 0 {
		return screen.Tell(i18n.Text{ZH: "这是第一题", EN: "This is the first question"})
	}
	return screen.Tell(i18n.Text{ZH: "这是最后一题", EN: "This is the last question"})
}

// part goes to the first question of the section before or behind.
func (a *Ask) part(by int) screen.Action {
	var sections []interview.Item
	for _, i := range a.machine().Agenda(a.at, a.filter) {
		if n := len(sections); n == 0 || sections[n-1].Section != i.Section {
			sections = append(sections, i)
		}
	}
	at := slices.IndexFunc(sections, func(i interview.Item) bool { return i.Section == a.section() })
	if to := at + by; at >= 0 && to >= 0 && to < len(sections) {
		return a.move(sections[to])
	}
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	if !a.across(by) {
		return screen.Tell(i18n.Text{ZH: "没有更多章节", EN: "There is no further section"})
	}
	return screen.Done()
}

// nextOpen goes to the next question that nobody has answered.
func (a *Ask) nextOpen() screen.Action {
	if err := a.Leave(); err != nil {
		return screen.Fail(err)
	}
	i, ok := a.openFrom(slices.Index(a.machine().Subjects().Places(), a.at), a.machine().Bank().Index(a.id))
	if !ok {
		i, ok = a.openFrom(0, -1)
	}
	switch {
	case !ok:
		return screen.Tell(i18n.Text{ZH: "这一轮的问题都回答了。按 r 复核。", EN: "Everything in this pass is answered. r reviews it."})
	case i.Place == a.at && i.Question == a.id:
		return screen.Tell(i18n.Text{ZH: "只有这一题还没有答案", EN: "Only this question has no answer yet"})
	}
	a.goTo(i.Place, i.Question)
	return screen.Done()
}

// refilter stays at the question as long as the pass asks it.
func (a *Ask) refilter() {
	items := a.machine().Agenda(a.at, a.filter)
	if slices.ContainsFunc(items, func(i interview.Item) bool { return i.Question == a.id }) {
		a.goTo(a.at, a.id)
		return
	}
	if len(items) > 0 {
		a.goTo(a.at, items[0].Question)
		return
	}
	start := a.firstOpen()
	a.goTo(start.Place, start.Question)
}

// placesFor are the places at which the question may be answered apart from here.
func (a *Ask) placesFor(q survey.Question) []survey.Place {
	var out []survey.Place
	for _, p := range a.machine().Subjects().Places() {
		if p != a.at && q.Allows(p.Level()) && related(p, a.at) {
			out = append(out, p)
		}
	}
	return out
}

// related tells whether an answer at one of the places bears on the other.
func related(p, at survey.Place) bool {
	switch {
	case p.Level() == survey.Org || at.Level() == survey.Org || p.Level() == survey.Env || at.Level() == survey.Env:
		return true
	}
	return p.App == at.App
}
