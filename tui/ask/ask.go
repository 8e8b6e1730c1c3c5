package ask

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Ask is the screen on which an interview is held.
type Ask struct {
	env    *screen.Env
	filter interview.Filter

	at     survey.Place
	id     string // of the question, "" in a place without questions
	onTree bool   // whether the tree has the keys
	tree   tree

	field      field.Field
	fromScan   bool // whether the field was filled with what the evidence suggests
	edited     bool // whether it was filled with something else than what is in force
	confidence survey.Confidence
	problem    i18n.Text

	drafts map[spot]field.Field // typed, left, and not fit to be kept
	dialog dialog
}

// spot is a question in a place.
type spot struct {
	place survey.Place
	id    string
}

// New returns the interview at a question; the zero Item starts at the first
// question that is open.
func New(env *screen.Env, filter interview.Filter, start interview.Item) *Ask {
	a := &Ask{env: env, filter: filter, drafts: map[spot]field.Field{}}
	if start.Question == "" {
		start = a.firstOpen()
	}
	a.goTo(start.Place, start.Question)
	return a
}

// Title names the screen.
func (a *Ask) Title() i18n.Text { return i18n.Text{ZH: "访谈", EN: "Interview"} }

// Where is the question that is shown, for resuming at it.
func (a *Ask) Where() interview.Item { return interview.Item{Place: a.at, Question: a.id} }

// Filter is the pass of the interview.
func (a *Ask) Filter() interview.Filter { return a.filter }

// SetFilter chooses the pass, and stays at the question as long as it asks it.
func (a *Ask) SetFilter(f interview.Filter) {
	a.filter = f
	a.onTree = false
	a.refilter()
}

// Open shows a question.
func (a *Ask) Open(i interview.Item) {
	a.onTree = false
	a.goTo(i.Place, i.Question)
}

// Search opens the search over the interview.
func (a *Ask) Search() screen.Action { return a.openSearch() }

// Typing tells whether letters go into a text.
func (a *Ask) Typing() bool {
	if a.dialog != nil {
		return a.dialog.typing()
	}
	return !a.onTree && a.field != nil && a.field.Editing()
}

func (a *Ask) machine() *interview.Session { return a.env.Session }

// firstOpen is the first question that nobody has answered, else the first of all.
func (a *Ask) firstOpen() interview.Item {
	f := a.filter
	f.Open = true
	for _, p := range a.machine().Subjects().Places() {
		if items := a.machine().Agenda(p, f); len(items) > 0 {
			return items[0]
		}
	}
	if items := a.machine().Agenda(survey.Place{}, a.filter); len(items) > 0 {
		return items[0]
	}
	return interview.Item{}
}

// goTo shows a question; without one, the first of the place.
func (a *Ask) goTo(at survey.Place, id string) {
	items := a.machine().Agenda(at, a.filter)
	if id == "" && len(items) > 0 {
		id = items[0].Question
	}
	a.at, a.id = at, id
	a.fill()
	a.tree.show(at, a.section())
}

// section is the section of the question.
func (a *Ask) section() string {
	q, _ := a.machine().Bank().Question(a.id)
	return q.Section
}

func (a *Ask) entry() (interview.Entry, bool) { return a.machine().Entry(a.at, a.id) }

// fill makes the field of the question and puts into it what was typed before,
// else the answer, else what the evidence suggests.
func (a *Ask) fill() {
	e, ok := a.entry()
	if !ok {
		a.field = nil
		return
	}
	a.field = field.New(e.Question, a.env.Lang, a.env.Theme)
	a.fromScan, a.edited, a.problem = false, false, i18n.Text{}
	a.confidence = survey.Confirmed
	switch answer, answered := e.Answer(); {
	case answered && answer.State == survey.Known:
		a.field.Set(answer.Value)
		if answer.Confidence != "" {
			a.confidence = answer.Confidence
		}
	case len(e.Held) == 0 && len(e.Suggestions) > 0:
		a.field.Set(e.Suggestions[0].Value)
		a.fromScan = true
	}
	if draft, ok := a.drafts[spot{a.at, a.id}]; ok {
		a.field, a.edited = draft, true
	}
	a.focus()
}

func (a *Ask) focus() {
	if a.field == nil {
		return
	}
	if a.onTree || a.dialog != nil {
		a.field.Blur()
		return
	}
	a.field.Focus()
}

// Resume looks at the question again: something else may have changed it.
func (a *Ask) Resume() { a.refresh() }

// refresh shows the question again after an event.
func (a *Ask) refresh() {
	if _, ok := a.entry(); !ok {
		a.goTo(a.at, "")
		return
	}
	a.fill()
}

// Update takes a key or a paste.
func (a *Ask) Update(msg tea.Msg) screen.Action {
	if a.dialog != nil {
		return a.dialogUpdate(msg)
	}
	key, isKey := msg.(tea.KeyPressMsg)
	if isKey && a.onTree {
		return a.treeKey(key)
	}
	if a.field != nil && a.field.Update(msg) {
		a.problem = i18n.Text{}
		return screen.Done()
	}
	if isKey {
		if b, ok := a.keys().Match(key); ok {
			return a.command(b)
		}
	}
	return screen.Action{}
}
