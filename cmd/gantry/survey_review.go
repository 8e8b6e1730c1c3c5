package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func (a *app) surveyReviewCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "review",
		Short: a.say("列出矛盾、否决项、失效的答案和待跟进事项", "list conflicts, blockers, answers that no longer fit, and follow-ups"),
		Long:  a.say("有未处理的矛盾、否决项或失效的答案时以退出码 1 结束。", "Ends with exit code 1 where conflicts, blockers or answers that no longer fit are open."),
		Args:  countArgs(a, 0, 0),
		RunE: func(*cobra.Command, []string) error {
			w, err := a.workspace()
			if err != nil {
				return err
			}
			return a.showInterview(w, a.review)
		},
	}
}

func (a *app) review(l gantry.Look) error {
	var b strings.Builder
	open := 0
	for _, c := range l.OpenConflicts() {
		open++
		fmt.Fprintf(&b, "! %s  %s  [%s]\n    %s\n    → %s\n", c.Place.Text().In(a.lang), c.Kind.Text().In(a.lang), strings.Join(c.Questions, " "), c.Text.In(a.lang), c.Advice.In(a.lang))
		if len(c.Evidence) > 0 {
			fmt.Fprintf(&b, "    %s\n", strings.Join(c.Evidence, " "))
		}
	}
	for _, i := range l.FullAgenda(interview.Filter{}) {
		e, _ := l.Entry(i.Place, i.Question)
		answer, known := e.Answer()
		switch {
		case e.Inherited():
		case e.Status() == interview.Broken:
			open++
			fmt.Fprintf(&b, "✗ %s  %s  [%s]\n    %s\n", i.Place.Text().In(a.lang), e.Status().Text().In(a.lang), i.Question, e.Held[0].Invalid.In(a.lang))
		case known && e.Question.Blocker && interview.WorstRisk(e.Question, answer.Value) == survey.Red:
			open++
			fmt.Fprintf(&b, "■ %s  %s  [%s]\n    %s\n", i.Place.Text().In(a.lang), a.say("否决项", "blocker"), i.Question, e.Question.Show(answer, a.lang))
		}
	}
	for _, o := range l.Waiting() {
		q, _ := l.Bank().Question(o.Question)
		fmt.Fprintf(&b, "… %s  %s  [%s]  %s\n", o.Place.Text().In(a.lang), a.promise(o), o.Question, q.Text.In(a.lang))
	}
	if b.Len() == 0 {
		b.WriteString(a.say("没有矛盾、否决项或待跟进事项。\n", "There are no conflicts, blockers or follow-ups.\n"))
	}
	if err := a.printf("%s", b.String()); err != nil {
		return err
	}
	if open > 0 {
		return found()
	}
	return nil
}

// promise says who finds something out, and until when.
func (a *app) promise(o interview.Outcome) string {
	out := o.Owner
	if o.Due != "" {
		out += a.sayf("，%s 前", ", by %s", o.Due)
	}
	return strings.TrimPrefix(strings.TrimPrefix(out, "，"), ", ")
}
