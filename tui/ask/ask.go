package ask

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/catalog"
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
	counts counts

	field      field.Field
	edited     bool     // whether the field was filled with something else than what is in force
	offered    int      // the offer that the field was filled with, -1 for none
	evidence   []string // of that offer
	confidence survey.Confidence
	origin     *interview.Item // where to go back to when this question was answered apart

	drafts  map[spot]field.Field // typed, left, and not fit to be kept
	dropped dropped
	dialog  dialog
	known   []catalog.Role // once they were asked for
}

// spot is a question in a place.
type spot struct {
	place survey.Place
	id    string
}

// dropped is what was typed last and then taken away by a key, for the key that
// takes that back.
type dropped struct {
	at     spot
	field  field.Field
	byUndo bool // redo brings it back, else undo
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

// Title names the screen, with what limits the questions and whether a meeting goes on.
func (a *Ask) Title() i18n.Text {
	zh, en := []string{"访谈"}, []string{"Interview"}
	add := func(t i18n.Text) { zh, en = append(zh, t.ZH), append(en, t.EN) }
	if a.filter.Quick {
		add(i18n.Text{ZH: "快速", EN: "quick"})
	}
	if a.filter.Open {
		add(i18n.Text{ZH: "只看未答", EN: "open ones"})
	}
	if n := len(a.filter.Roles); n > 0 {
		add(i18n.Textf("%d 个角色", "%d roles", n))
	}
	if a.machine().CurrentMeeting() != "" {
		add(i18n.Text{ZH: "会议中", EN: "in a meeting"})
	}
	return i18n.Text{ZH: strings.Join(zh, " · "), EN: strings.Join(en, " · ")}
}

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

// here is the spot of the question that is shown.
func (a *Ask) here() spot { return spot{a.at, a.id} }

// goTo shows a question; without one, the first of the place.
func (a *Ask) goTo(at survey.Place, id string) {
	items := a.machine().Agenda(at, a.filter)
	if id == "" && len(items) > 0 {
		id = items[0].Question
	}
	a.at, a.id, a.origin = at, id, nil
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
	a.edited, a.offered, a.evidence = false, -1, nil
	e, ok := a.entry()
	if !ok {
		a.field = nil
		return
	}
	a.field = field.New(e.Question, a.env.Lang, a.env.Theme)
	a.confidence = survey.Confirmed
	switch answer, answered := e.Answer(); {
	case answered && answer.State == survey.Known:
		a.field.Set(answer.Value)
		if answer.Confidence != "" {
			a.confidence = answer.Confidence
		}
	case len(e.Held) == 0 && len(e.Suggestions) > 0:
		a.offer(e, 0)
	}
	if draft, ok := a.drafts[a.here()]; ok {
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

// Resume looks at everything again: something else may have changed it.
func (a *Ask) Resume() {
	a.tree.rows, a.counts = nil, counts{}
	if _, ok := a.entry(); !ok {
		a.goTo(a.at, "")
		return
	}
	a.fill()
}

// Update takes a key, a paste or the wheel of the mouse.
func (a *Ask) Update(msg tea.Msg) screen.Action {
	if a.dialog != nil {
		return a.dialogUpdate(msg)
	}
	key, isKey := msg.(tea.KeyPressMsg)
	switch {
	case isKey && a.onTree:
		return a.treeKey(key)
	case a.onTree:
		a.treeMove(msg)
		return screen.Done()
	case a.field != nil && a.field.Update(msg):
		return screen.Done()
	}
	if isKey {
		if b, ok := a.around().Match(key); ok {
			return a.command(b)
		}
	}
	return screen.Action{}
}
