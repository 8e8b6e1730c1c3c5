package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// showInterview hands the interview of a workspace over as it is, and tells what is
// wrong with its files.
func (a *app) showInterview(w engagement.Workspace, show func(gantry.Look) error) error {
	l, err := gantry.LookAtInterview(w)
	if err != nil {
		return err
	}
	if err := a.printReading(l.Reading); err != nil {
		return err
	}
	return show(l)
}

// numbers is how far the interview of a place is, as JSON prints it.
type numbers struct {
	Place        string `json:"place"`
	Asked        int    `json:"asked"`
	Known        int    `json:"known"`
	Unknown      int    `json:"unknown"`
	Suggested    int    `json:"suggested"`
	Conflicting  int    `json:"conflicting"`
	Invalid      int    `json:"invalid"`
	Parked       int    `json:"parked"`
	Blockers     int    `json:"blockers"`
	Completeness int    `json:"completenessPercent"`
	Confidence   int    `json:"confidencePercent"`
	Readiness    int    `json:"readinessPercent"`
	Colour       string `json:"colour"`
}

func numbersOf(place string, p interview.Progress) numbers {
	return numbers{
		Place: place, Asked: p.Asked, Known: p.Known, Unknown: p.Unknown, Suggested: p.Suggested, Conflicting: p.Conflicts, Invalid: p.Invalid,
		Parked: p.Parked, Blockers: p.Blockers, Completeness: p.Completeness(), Confidence: p.Confidence(), Readiness: p.Readiness(), Colour: string(p.Colour()),
	}
}

func (a *app) surveyStatusCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "status",
		Short: a.say("每个应用问了多少、还缺多少", "how far the interview is, place by place"),
		Args:  countArgs(a, 0, 0),
		RunE: func(*cobra.Command, []string) error {
			w, err := a.workspace()
			if err != nil {
				return err
			}
			return a.showInterview(w, func(l gantry.Look) error {
				if format == formatText {
					return a.printNumbers(l)
				}
				places := l.Subjects().Places()
				out := struct {
					Schema string    `json:"schema"`
					All    numbers   `json:"all"`
					Places []numbers `json:"places"`
				}{Schema: "gantry.survey-status/v1", All: numbersOf("all", l.ProgressOf(places...))}
				for _, p := range places {
					out.Places = append(out.Places, numbersOf(p.String(), l.Progress(p)))
				}
				return a.json(out)
			})
		},
	}
	a.formatFlag(c, &format)
	return c
}

func (a *app) printNumbers(l gantry.Look) error {
	rows := [][]string{{
		a.say("位置", "place"), a.say("已知/应答", "known/asked"), a.say("不知道", "unknown"), a.say("待确认", "suggested"),
		a.say("冲突", "conflicts"), a.say("高风险", "red"), a.say("评级", "rating"),
	}}
	places := l.Subjects().Places()
	for _, p := range places {
		n := l.Progress(p)
		rows = append(rows, []string{
			a.placeName(p), fmt.Sprintf("%d/%d", n.Known, n.Asked), strconv.Itoa(n.Unknown), strconv.Itoa(n.Suggested),
			strconv.Itoa(n.Conflicts + n.Invalid), strconv.Itoa(n.Red), n.Colour().Text().In(a.lang),
		})
	}
	var b strings.Builder
	writeTable(&b, rows)
	all := l.ProgressOf(places...)
	fmt.Fprintf(&b, "\n%s\n", a.sayf("完整度 %[1]d%%，可信度 %[2]d%%，就绪度 %[3]d%%；否决项 %[4]d 个，待跟进 %[5]d 个",
		"completeness %[1]d%%, confidence %[2]d%%, readiness %[3]d%%; blockers %[4]d, to be followed up %[5]d",
		all.Completeness(), all.Confidence(), all.Readiness(), all.Blockers, all.Parked))
	return a.printf("%s", b.String())
}

// placeName is a place as a person reads it.
func (a *app) placeName(p survey.Place) string {
	switch p.Level() {
	case survey.Org:
		return a.say("组织", "organisation")
	case survey.Env:
		return a.say("环境 ", "environment ") + p.Env
	case survey.App:
		return p.App
	}
	return p.App + " / " + p.Component
}

func (a *app) surveyReviewCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "review",
		Short: a.say("列出冲突、否决项、失效的答案和待跟进事项", "list conflicts, blockers, answers that no longer fit, and follow-ups"),
		Long:  a.say("有未处理的冲突、否决项或失效的答案时以退出码 1 结束。", "Ends with exit code 1 where conflicts, blockers or answers that no longer fit are open."),
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
	for _, c := range l.Conflicts() {
		if c.Accepted != "" {
			continue
		}
		open++
		fmt.Fprintf(&b, "! %s  %s  [%s]\n    %s\n    → %s\n", a.placeName(c.Place), c.Kind.Text().In(a.lang), strings.Join(c.Questions, " "), c.Text.In(a.lang), c.Advice.In(a.lang))
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
			fmt.Fprintf(&b, "✗ %s  %s  [%s]\n    %s\n", a.placeName(i.Place), e.Status().Text().In(a.lang), i.Question, e.Held[0].Invalid.In(a.lang))
		case known && e.Question.Blocker && interview.WorstRisk(e.Question, answer.Value) == survey.Red:
			open++
			fmt.Fprintf(&b, "■ %s  %s  [%s]\n    %s\n", a.placeName(i.Place), a.say("否决项", "blocker"), i.Question, e.Question.Show(answer, a.lang))
		}
	}
	for _, o := range l.Waiting() {
		q, _ := l.Bank().Question(o.Question)
		fmt.Fprintf(&b, "… %s  %s  [%s]  %s\n", a.placeName(o.Place), a.promise(o), o.Question, q.Text.In(a.lang))
	}
	if b.Len() == 0 {
		b.WriteString(a.say("没有冲突、否决项或待跟进事项。\n", "There are no conflicts, blockers or follow-ups.\n"))
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
		line := fmt.Sprintf("- %s · %s", a.placeName(o.Place), q.Text.In(a.lang))
		if say != nil {
			line += " " + strings.ReplaceAll(say(q, o), "\n", " ")
		}
		fmt.Fprintln(b, line)
	}
}
