package ask

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

const searchHits = 50

func (a *Ask) openSearch() screen.Action {
	return a.show(a.newPick(i18n.Text{ZH: "查找", EN: "Search"}, i18n.Text{
		ZH: "问题、答案、应用名：中文、拼音首字母（hhbc）、英文或编号", EN: "questions, answers, places: Chinese, pinyin initials, English, or an id",
	}, func(typed string) []choice {
		var out []choice
		for _, hit := range a.machine().Index(a.env.Lang).FindNear(typed, a.at, searchHits) {
			out = append(out, a.hitChoice(hit))
		}
		return out
	}))
}

// hitChoice shows what a search found, and in which question and place.
func (a *Ask) hitChoice(hit interview.Hit) choice {
	e, _ := a.machine().Entry(hit.Place, hit.Question)
	where := a.placeName(hit.Place) + " · " + hit.Question + " · " + e.Status().Text().In(a.env.Lang)
	c := choice{text: hit.Text, detail: where, pick: func() (screen.Action, bool) {
		a.onTree = false
		return a.move(hit.Item), false
	}}
	switch hit.Kind {
	case interview.HitAnswer:
		c.mark = a.env.Say("答：", "answer: ")
		c.detail = e.Question.Text.In(a.env.Lang) + " · " + a.placeName(hit.Place)
	case interview.HitPlace:
		c.text, c.detail = a.placeName(hit.Place), e.Question.Text.In(a.env.Lang)
	}
	return c
}

// mostOpened is how many places the jump opens to show their sections, too.
const mostOpened = 20

// openJump lists the sections at hand, then every place, and with something typed
// the sections of the first places that it names.
func (a *Ask) openJump() screen.Action {
	return a.show(a.newPick(i18n.Text{ZH: "跳转", EN: "Jump"}, i18n.Text{
		ZH: "应用、环境、组件或章节的名称", EN: "the name of an application, environment, component or section",
	}, func(typed string) []choice {
		return among(func() []choice { return a.jumps(strings.Fields(strings.ToLower(typed))) })(typed)
	}))
}

func (a *Ask) jumps(words []string) []choice {
	out := a.sectionChoices(a.at)
	opened := 0
	for _, p := range a.machine().Subjects().Places() {
		name := a.placeName(p)
		out = append(out, choice{text: name, pick: func() (screen.Action, bool) {
			a.onTree = false
			return a.move(interview.Item{Place: p, Question: a.firstOf(branch{place: p})}), false
		}})
		named := slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(name), w) })
		if named && p != a.at && opened < mostOpened {
			opened++
			out = append(out, a.sectionChoices(p)...)
		}
	}
	return out
}

func (a *Ask) sectionChoices(p survey.Place) []choice {
	var out []choice
	last := ""
	for _, i := range a.machine().Agenda(p, a.filter) {
		if i.Section == last {
			continue
		}
		last = i.Section
		out = append(out, choice{text: a.placeName(p) + " · " + a.sectionTitle(i.Section), pick: func() (screen.Action, bool) {
			a.onTree = false
			return a.move(interview.Item{Place: p, Question: a.firstOf(branch{p, i.Section})}), false
		}})
	}
	return out
}
