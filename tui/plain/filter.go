package plain

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// The words of a filter; the others are roles.
const (
	passQuick     = "quick"
	passFull      = "full"
	passOpen      = "open"
	passAll       = "all"
	passEverybody = "everybody"
)

// passes are the words of a filter as options: the pass, what was answered, and who.
func passes(roles []catalog.Role) survey.Field {
	f := survey.Field{Type: survey.Multi, Options: []survey.Option{
		{Key: passQuick, Text: text("快速", "quick"), Rationale: text("只问核心问题", "core questions only")},
		{Key: passFull, Text: text("完整", "full"), Rationale: text("核心和其余问题", "core questions and the others")},
		{Key: passOpen, Text: text("未答", "open"), Rationale: text("只问未答的", "only what nobody answered")},
		{Key: passAll, Text: text("全部", "all"), Rationale: text("已答的也问", "what was answered, too")},
		{Key: passEverybody, Text: text("所有人", "everybody"), Rationale: text("不按角色筛选", "whatever the role")},
	}}
	for _, r := range roles {
		f.Options = append(f.Options, survey.Option{Key: r.ID, Text: r.Text})
	}
	return f
}

// choosePass changes which questions are asked: quick or full, open ones or all, and
// those of roles.
func (t *talk) choosePass(arg string) error {
	cat, err := catalog.Load()
	if err != nil {
		t.fail(err)
		return nil
	}
	f := passes(cat.Roles)
	keys, problem := choose(f, arg)
	if problem.Complete() {
		if arg != "" {
			t.refuse(f, problem)
		}
		t.filterNow(cat.Roles)
		for i, o := range f.Options {
			what := o.Rationale.In(t.lang)
			if what == "" {
				what = t.say("角色；再写一次即去掉", "a role; named again it is left out")
			}
			t.out.item(number(i), o.Text.In(t.lang)+t.say("：", ": ")+what)
		}
		return nil
	}
	for _, key := range keys {
		t.setPass(key)
	}
	t.filterNow(cat.Roles)
	t.refilter()
	return nil
}

// setPass applies one word. A role that is named again is left out again.
func (t *talk) setPass(key string) {
	switch f := &t.filter; key {
	case passQuick, passFull:
		f.Quick = key == passQuick
	case passOpen, passAll:
		f.Open = key == passOpen
	case passEverybody:
		f.Roles = nil
	default:
		f.Roles = slices.Clone(f.Roles) // the caller's stay as they are
		if i := slices.Index(f.Roles, key); i >= 0 {
			f.Roles = slices.Delete(f.Roles, i, i+1)
			return
		}
		f.Roles = append(f.Roles, key)
	}
}

// filterNow says which questions are asked.
func (t *talk) filterNow(roles []catalog.Role) {
	pass, which, who := t.say("完整", "full"), t.say("全部问题", "all questions"), t.say("所有人", "everybody")
	if t.filter.Quick {
		pass = t.say("快速", "quick")
	}
	if t.filter.Open {
		which = t.say("只问未答的", "open questions only")
	}
	var chosen []string
	for _, r := range roles {
		if slices.Contains(t.filter.Roles, r.ID) {
			chosen = append(chosen, r.Text.In(t.lang))
		}
	}
	if len(chosen) > 0 {
		who = t.list(chosen)
	}
	t.out.print(t.say("现在问：", "Asked now: ") + t.parts(pass, which, who))
}

// refilter stays at the question as long as the pass asks it, else goes to the next
// one that it asks.
func (t *talk) refilter() {
	if t.at.Question == "" || indexOf(t.Agenda(t.at.Place, t.filter), t.at) < 0 {
		t.origin = interview.Item{}
		t.next()
	}
}
