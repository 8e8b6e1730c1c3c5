package plain

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// jump goes to a place, a section or a question.
func (t *talk) jump(arg string) error {
	if q, ok := t.Bank().Question(arg); ok {
		t.jumpTo(q)
		return nil
	}
	var out []choice
	for _, p := range t.Subjects().Places() {
		for n, i := range t.sections(p) {
			c := choice{text: t.parts(t.place(p), t.section(i.Section)), pick: func() { t.goTo(i) }}
			if n == 0 {
				c.name = nameOf(p)
			}
			out = append(out, c)
		}
	}
	return t.pick(arg, out)
}

// nameOf is how a place can be named: as the answers file nests it, or by its last name.
func nameOf(p survey.Place) string {
	switch p.Level() {
	case survey.Env:
		return p.String() + "\n" + p.Env
	case survey.App:
		return p.String() + "\n" + p.App
	case survey.Component:
		return p.String() + "\n" + p.App + "/" + p.Component
	}
	return p.String()
}

// jumpTo goes to a question: in this place, else where it is asked first, else where
// it can be answered.
func (t *talk) jumpTo(q survey.Question) {
	here := interview.Item{Place: t.at.Place, Question: q.ID}
	isIt := func(i interview.Item) bool { return i.Question == q.ID }
	if items := t.FullAgenda(t.filter); !slices.ContainsFunc(t.Agenda(t.at.Place, t.filter), isIt) {
		if i := slices.IndexFunc(items, isIt); i >= 0 {
			here = items[i]
		} else if !q.Allows(here.Place.Level()) {
			here.Place = survey.Place{}
		}
	}
	t.goTo(here)
}

const searchHits = 20

// search finds questions and answers by words.
func (t *talk) search(arg string) error {
	var out []choice
	for _, hit := range t.Index(t.lang).FindNear(arg, t.at.Place, searchHits) {
		out = append(out, choice{text: t.hit(hit), pick: func() { t.goTo(hit.Item) }})
	}
	return t.pick("", out)
}

// hit is what a search found: a question, the answer to one, or a place.
func (t *talk) hit(h interview.Hit) string {
	e, _ := t.Entry(h.Place, h.Question)
	about := t.parts(t.place(h.Place), h.Question, e.Status().Text().In(t.lang))
	switch h.Kind {
	case interview.HitPlace:
		return t.line(t.place(h.Place))
	case interview.HitAnswer:
		return e.Question.Text.In(t.lang) + " " + h.Text + t.sayf("（%s）", " (%s)", about)
	}
	return h.Text + t.sayf("（%s）", " (%s)", about)
}

// apart goes to the same question in another place.
func (t *talk) apart(arg string) error {
	e, _ := t.entry()
	var out []choice
	for _, p := range t.Subjects().Places() {
		if p == t.at.Place || !e.Question.Allows(p.Level()) || !related(p, t.at.Place) {
			continue
		}
		other, _ := t.Entry(p, e.Question.ID)
		state := other.Status().Text().In(t.lang)
		if a, ok := other.Answer(); ok {
			state = e.Question.Show(a, t.lang)
		}
		out = append(out, choice{text: t.place(p) + t.say("：", ": ") + state, name: nameOf(p), pick: func() {
			origin := t.at
			t.goTo(interview.Item{Place: p, Question: e.Question.ID})
			t.origin = origin
		}})
	}
	if len(out) == 0 {
		t.tell("这个问题只在这里回答。", "It is answered here only.")
		return nil
	}
	return t.pick(arg, out)
}

// related tells whether an answer at one of the places bears on the other.
func related(p, at survey.Place) bool {
	return p.App == "" || at.App == "" || p.App == at.App
}

// copy takes over the answers of another application that the one at hand lacks.
func (t *talk) copy(arg string) error {
	to := t.at.Place.App
	if to == "" {
		t.tell("先到一个应用，如 :g apps.名称。", "Go to an application first, such as :g apps.NAME.")
		return nil
	}
	var out []choice
	for _, app := range t.Subjects().Applications {
		if app.Name == to {
			continue
		}
		fresh := slices.DeleteFunc(t.Compare(t.Copy(app.Name, to, t.filter)), func(c interview.Compared) bool { return c.Verdict != interview.Fresh })
		out = append(out, choice{
			text: app.Name + t.sayf("，可复制 %d 个答案", ", %d answers to copy", len(fresh)), name: app.Name,
			pick: func() { t.copied(app.Name, fresh) },
		})
	}
	return t.pick(arg, out)
}

func (t *talk) copied(from string, fresh []interview.Compared) {
	if len(fresh) == 0 {
		t.tellf("%s 没有可复制的答案。", "%s has no answers to copy.", from)
		return
	}
	saved := t.sayf("已从 %s 复制 %d 个答案，请逐个核对；:z 撤销。", "From %s, %d answers are copied; look at each, :z takes them back.", from, len(fresh))
	if t.settle(saved, t.Take(fresh, interview.Copied)...) {
		t.fresh = true
	}
}
