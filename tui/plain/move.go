package plain

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func indexOf(items []interview.Item, i interview.Item) int {
	return slices.IndexFunc(items, func(o interview.Item) bool { return o.Place == i.Place && o.Question == i.Question })
}

// goTo reads another question out next.
func (t *talk) goTo(i interview.Item) {
	if i.Place != t.at.Place || i.Question != t.at.Question {
		t.confidence, t.origin = "", interview.Item{}
	}
	t.at, t.fresh = i, true
}

// firstOpen is the first question that nobody has answered, else the first of all.
func (t *talk) firstOpen() interview.Item {
	f := t.filter
	f.Open = true
	for _, p := range t.Subjects().Places() {
		if items := t.Agenda(p, f); len(items) > 0 {
			return items[0]
		}
	}
	if items := t.Agenda(survey.Place{}, t.filter); len(items) > 0 {
		return items[0]
	}
	return interview.Item{}
}

// next goes to the question behind this one, in the next place when there is none.
// A question that the pass does not ask has its place in the order all the same. From
// a question that is answered apart it goes back to where that began.
func (t *talk) next() {
	if t.origin.Question != "" {
		t.goTo(t.origin)
		return
	}
	bank := t.Bank()
	for _, i := range t.Agenda(t.at.Place, t.filter) {
		if bank.Index(i.Question) > bank.Index(t.at.Question) {
			t.goTo(i)
			return
		}
	}
	if !t.across(1) {
		t.goTo(interview.Item{})
	}
}

// previous goes to the question before this one.
func (t *talk) previous() {
	if t.at.Question == "" {
		if items := t.FullAgenda(t.filter); len(items) > 0 {
			t.goTo(items[len(items)-1])
		}
		return
	}
	bank := t.Bank()
	for _, i := range slices.Backward(t.Agenda(t.at.Place, t.filter)) {
		if bank.Index(i.Question) < bank.Index(t.at.Question) {
			t.goTo(i)
			return
		}
	}
	if !t.across(-1) {
		t.tell("这是第一题。", "This is the first question.")
	}
}

// across goes to the nearest place before or behind that has questions.
func (t *talk) across(by int) bool {
	places := t.Subjects().Places()
	at := slices.Index(places, t.at.Place)
	if at < 0 {
		return false
	}
	for i := at + by; i >= 0 && i < len(places); i += by {
		items := t.Agenda(places[i], t.filter)
		switch {
		case len(items) == 0:
			continue
		case by > 0:
			t.goTo(items[0])
		default:
			t.goTo(items[len(items)-1])
		}
		return true
	}
	return false
}

func (t *talk) back(string) error {
	t.previous()
	return nil
}

func (t *talk) skip(string) error {
	if t.at.Question == "" {
		t.fresh = true
		return nil
	}
	t.next()
	return nil
}

// nextOpen goes to the next question that nobody has answered, from the beginning
// when there is none behind.
func (t *talk) nextOpen(string) error {
	items := t.FullAgenda(t.filter)
	at := indexOf(items, t.at)
	for _, i := range slices.Concat(items[at+1:], items[:at+1]) {
		if e, ok := t.Entry(i.Place, i.Question); ok && !e.Status().Answered() {
			t.goTo(i)
			return nil
		}
	}
	t.tell("这一轮的问题都回答了。:r 复核。", "Everything in this pass is answered. :r reviews it.")
	return nil
}

func (t *talk) sectionBefore(string) error { return t.bySection(-1) }
func (t *talk) sectionBehind(string) error { return t.bySection(1) }

// bySection goes to the first question of the section before or behind.
func (t *talk) bySection(by int) error {
	heads := t.sections(t.at.Place)
	q, _ := t.Bank().Question(t.at.Question)
	at := slices.IndexFunc(heads, func(i interview.Item) bool { return i.Section == q.Section })
	if to := at + by; at >= 0 && to >= 0 && to < len(heads) {
		t.goTo(heads[to])
		return nil
	}
	if !t.across(by) {
		t.tell("没有更多章节。", "There are no more sections.")
	}
	return nil
}

// sections are the first questions of the sections of a place.
func (t *talk) sections(at survey.Place) []interview.Item {
	var out []interview.Item
	for _, i := range t.Agenda(at, t.filter) {
		if n := len(out); n == 0 || out[n-1].Section != i.Section {
			out = append(out, i)
		}
	}
	return out
}

// undo withdraws the last action and goes to its question.
func (t *talk) undo(string) error {
	events, err := t.Session.Undo()
	t.moved(events, err, t.say("已撤销：", "Undone: "), t.say("没有可撤销的。", "There is nothing to undo."))
	return nil
}

// redo brings back what was undone last.
func (t *talk) redo(string) error {
	events, err := t.Session.Redo()
	t.moved(events, err, t.say("已重做：", "Redone: "), t.say("没有可重做的。", "There is nothing to redo."))
	return nil
}

func (t *talk) moved(events []interview.Event, err error, done, nothing string) {
	switch {
	case err != nil:
		t.fail(err)
		return
	case len(events) == 0:
		t.out.print(nothing)
		return
	}
	e := events[0]
	text := done + t.parts(t.place(e.Place), e.Question, t.kind(e.Kind))
	if n := len(events); n > 1 {
		text += t.sayf("，共 %d 处", ", %d in all", n)
	}
	t.out.print(text)
	if e.Question != "" {
		t.goTo(interview.Item{Place: e.Place, Question: e.Question})
	}
}

// kind names what an action was about.
func (t *talk) kind(k interview.Kind) string {
	switch k {
	case interview.Noted:
		return t.say("备注", "note")
	case interview.FollowUp:
		return t.say("待跟进", "follow-up")
	case interview.Accepted:
		return t.say("保留矛盾", "conflict that may stand")
	case interview.Cleared:
		return t.say("清除", "clearing")
	}
	return t.say("答案", "answer")
}
