package plain

import (
	"strings"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// review reads out what the answers add up to: what cannot hold, what may veto,
// what waits to be confirmed, what nobody knows, and who finds out; on request, what
// is open, which is most of it for a long time.
func (t *talk) review(arg string) error {
	t.totals()
	var conflicts, blockers, confirm, unknown, open, waiting []string
	for _, c := range t.OpenConflicts() {
		conflicts = append(conflicts, c.Text.In(t.lang)+t.sayf("（%s）", " (%s)", t.parts(t.place(c.Place), strings.Join(c.Questions, t.say("、", ", ")))))
	}
	for _, i := range t.FullAgenda(interview.Filter{}) {
		e, ok := t.Entry(i.Place, i.Question)
		if !ok {
			continue
		}
		switch answer, answered := e.Answer(); {
		case answered && answer.State == survey.Known:
			if e.Question.Blocker && interview.WorstRisk(e.Question, answer.Value) == survey.Red {
				blockers = append(blockers, t.about(e)+" "+e.Question.Show(answer, t.lang)+" "+t.mitigations(e.Question, answer.Value))
			}
		case e.Status() == interview.Suggested:
			confirm = append(confirm, t.about(e)+" "+e.Question.ShowValue(e.Suggestions[0].Value, t.lang))
		case answered && answer.State == survey.Unknown:
			unknown = append(unknown, t.about(e)+" "+t.say("假设：", "Assumed: ")+e.Question.Default.Text.In(t.lang))
		case e.Status() == interview.Open:
			open = append(open, t.about(e)+" "+t.say("假设：", "Assumed: ")+e.Question.Default.Text.In(t.lang))
		}
	}
	today := t.Now().Format(time.DateOnly)
	for _, o := range t.Waiting() {
		late := ""
		if o.Due != "" && o.Due < today {
			late = t.say("已过期", "overdue")
		}
		q, _ := t.Bank().Question(o.Question)
		waiting = append(waiting, t.parts(o.Due, late, o.Owner, q.Text.In(t.lang), t.place(o.Place), o.Question))
	}
	t.chapter("矛盾", "Conflicts", conflicts)
	t.chapter("可能否决迁移的答案", "Answers that may veto the migration", blockers)
	t.chapter("证据已有、等待确认", "Shown by the evidence, to be confirmed", confirm)
	t.chapter("未知，生成时的假设", "Unknown: what generation would assume", unknown)
	t.chapter("待跟进", "Follow-ups", waiting)
	if same(arg, "all", "全部") {
		t.chapter("未答，生成时的假设", "Open: what generation would assume", open)
	}
	t.tell(":r 全部 也列出未答的问题；:g 加编号到某个问题。", ":r all lists the open questions, too; :g with an id goes to a question.")
	return nil
}

// chapter reads a list out under its title.
func (t *talk) chapter(zh, en string, lines []string) {
	if len(lines) == 0 {
		return
	}
	t.out.blank()
	t.tellf(zh+"，%d 个：", en+", %d:", len(lines))
	for i, l := range lines[:min(len(lines), mostReviewed)] {
		t.out.item(number(i), strings.TrimSpace(l))
	}
	if more := len(lines) - mostReviewed; more > 0 {
		t.tellf("还有 %d 个。", "%d more.", more)
	}
}

// mostReviewed is how many lines a chapter reads out: two hundred applications
// have thousands of open questions.
const mostReviewed = 100

func (t *talk) about(e interview.Entry) string {
	return e.Question.Text.In(t.lang) + t.sayf("（%s）", " (%s)", t.parts(t.place(e.Place), e.Question.ID))
}

func (t *talk) mitigations(q survey.Question, v survey.Value) string {
	var out []string
	for _, o := range interview.ChosenOptions(q, v) {
		if o.Mitigation.Complete() {
			out = append(out, o.Mitigation.In(t.lang))
		}
	}
	return strings.Join(out, " ")
}
