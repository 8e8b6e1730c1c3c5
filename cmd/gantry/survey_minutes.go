package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func (a *app) surveyMinutesCommand() *cobra.Command {
	var all, list bool
	c := &cobra.Command{
		Use:   "minutes [MEETING]",
		Short: a.say("打印会议纪要（Markdown）", "print the minutes of a meeting (Markdown)"),
		Long: a.say("MEETING 是会议的序号（见 --list），默认最近一次。纪要由日志生成：谁参加、答了什么、搁置和答应了什么。",
			"MEETING is the number of a meeting (see --list), the latest by default. Minutes come from the log: who attended, what was answered, parked and promised."),
		Args: countArgs(a, 0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := a.workspace()
			if err != nil {
				return err
			}
			return a.showInterview(w, func(l gantry.Look) error {
				meetings := l.Meetings()
				if list {
					return a.listMeetings(meetings)
				}
				chosen, err := a.chooseMeetings(meetings, args, all)
				if err != nil {
					return err
				}
				for _, m := range chosen {
					if err := a.printMinutes(l, m); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, a.say("打印全部会议", "print those of all meetings"))
	c.Flags().BoolVar(&list, "list", false, a.say("只列出会议", "list the meetings only"))
	return c
}

func (a *app) listMeetings(meetings []interview.Meeting) error {
	var b strings.Builder
	var rows [][]string
	for n, m := range meetings {
		rows = append(rows, []string{strconv.Itoa(n + 1), m.At.Local().Format("2006-01-02 15:04"), m.Subject, strings.Join(names(m.People), a.say("、", ", "))})
	}
	writeTable(&b, rows)
	return a.printf("%s", b.String())
}

func names(people []interview.Attendee) []string {
	var out []string
	for _, p := range people {
		out = append(out, p.Name)
	}
	return out
}

func (a *app) chooseMeetings(meetings []interview.Meeting, args []string, all bool) ([]interview.Meeting, error) {
	n := len(meetings)
	switch {
	case n == 0:
		return nil, usage(errors.New(a.say("日志里没有会议", "the log has no meetings")))
	case all:
		return meetings, nil
	case len(args) == 0:
		return meetings[n-1:], nil
	}
	i, err := strconv.Atoi(args[0])
	if err != nil || i < 1 || i > n {
		return nil, usage(errors.New(a.sayf("没有会议 %[1]s：用 1 到 %[2]d，见 --list", "there is no meeting %[1]s: use 1 to %[2]d, see --list", args[0], n)))
	}
	return meetings[i-1 : i], nil
}

func (a *app) printMinutes(l gantry.Look, m interview.Meeting) error {
	minutes, ok := l.Minutes(m.ID)
	if !ok {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", minutes.Subject)
	fmt.Fprintf(&b, "- %s%s\n", a.say("时间：", "Time: "), span(minutes.Meeting))
	fmt.Fprintf(&b, "- %s%s\n", a.say("参加：", "Present: "), strings.Join(names(minutes.People), a.say("、", ", ")))
	a.outcomes(&b, l, a.say("已回答", "Answered"), minutes.Answered, func(q survey.Question, o interview.Outcome) string { return q.Show(o.Answer, a.lang) })
	a.outcomes(&b, l, a.say("答应跟进", "Promised"), minutes.Promised, func(_ survey.Question, o interview.Outcome) string { return a.promise(o) })
	a.outcomes(&b, l, a.say("搁置", "Parked"), minutes.Parked, nil)
	a.outcomes(&b, l, a.say("备注", "Notes"), minutes.Notes, func(_ survey.Question, o interview.Outcome) string { return o.Text })
	b.WriteString("\n")
	return a.printf("%s", b.String())
}

// span is when the meeting was, in the time of this machine.
func span(m interview.Meeting) string {
	out := m.At.Local().Format("2006-01-02 15:04")
	if !m.Until.IsZero() {
		out += "–" + m.Until.Local().Format("15:04")
	}
	return out
}

func (a *app) outcomes(b *strings.Builder, l gantry.Look, title string, list []interview.Outcome, say func(survey.Question, interview.Outcome) string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", title)
	for _, o := range list {
		q, _ := l.Bank().Question(o.Question)
		line := fmt.Sprintf("- %s · %s", o.Place.Text().In(a.lang), q.Text.In(a.lang))
		if say != nil {
			line += " " + strings.ReplaceAll(say(q, o), "\n", " ")
		}
		fmt.Fprintln(b, line)
	}
}
