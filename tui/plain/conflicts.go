package plain

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
)

// conflict reads a conflict out: what cannot hold together, and what to do.
func (t *talk) conflict(prefix string, c interview.Conflict) {
	where := t.parts(t.place(c.Place), strings.Join(c.Questions, t.say("、", ", ")))
	t.out.item(prefix, t.say("矛盾，", "Conflict, ")+c.Kind.Text().In(t.lang)+t.sayf("（%s）：", " (%s): ", where)+c.Text.In(t.lang))
	below := strings.Repeat(" ", len(prefix))
	if len(c.Evidence) > 0 {
		t.out.item(below, t.say("证据：", "Evidence: ")+strings.Join(c.Evidence, ", "))
	}
	t.out.item(below, c.Advice.In(t.lang))
	if c.Accepted != "" {
		t.out.item(below, t.say("保留的理由：", "It may stand, because: ")+c.Accepted)
	}
}

// conflicts lists all conflicts, or goes to the question that settles one.
func (t *talk) conflicts(arg string) error {
	all := t.Conflicts()
	if i, ok := numberIn(arg, len(all)); ok {
		t.goTo(interview.Item{Place: all[i].Place, Question: all[i].Questions[0]})
		return nil
	}
	if len(all) == 0 {
		t.tell("没有矛盾。", "There are no conflicts.")
		return nil
	}
	for i, c := range all {
		t.conflict(number(i), c)
	}
	t.tell(":w 加序号到能解决它的问题；在那里 :a 理由 保留矛盾。", ":w with a number goes to the question that settles it; there, :a with a reason lets it stand.")
	return nil
}

// accept lets the conflict at hand stand, for a reason.
func (t *talk) accept(arg string) error {
	for _, c := range t.ConflictsAt(t.at.Place) {
		if c.Questions[0] != t.at.Question || c.Accepted != "" || c.Kind == interview.BetweenAnswers {
			continue
		}
		if arg == "" {
			t.conflict("", c)
			var ok bool
			var err error
			if arg, ok, err = t.ask(t.say("为什么可以保留（直接回车取消）：", "Why may it stand (enter cancels):")); err != nil || !ok {
				return err
			}
		}
		t.settle(t.say("已保留矛盾。", "The conflict may stand."), c.Accept(arg))
		return nil
	}
	t.tell("这里没有可保留的矛盾。", "There is no conflict here that could stand.")
	return nil
}
