package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
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
		a.say("矛盾", "conflicts"), a.say("高风险", "red"), a.say("评级", "rating"),
	}}
	places := l.Subjects().Places()
	for _, p := range places {
		n := l.Progress(p)
		rows = append(rows, []string{
			p.Text().In(a.lang), fmt.Sprintf("%d/%d", n.Known, n.Asked), strconv.Itoa(n.Unknown), strconv.Itoa(n.Suggested),
			strconv.Itoa(n.Conflicts + n.Invalid), strconv.Itoa(n.Red), n.Colour().Text().In(a.lang),
		})
	}
	var b strings.Builder
	writeTable(&b, rows)
	all := l.ProgressOf(places...)
	fmt.Fprintf(&b, "\n%s\n", a.sayf("完整度 %[1]d%%，把握度 %[2]d%%，就绪度 %[3]d%%；否决项 %[4]d 个，待跟进 %[5]d 个",
		"completeness %[1]d%%, confidence %[2]d%%, readiness %[3]d%%; blockers %[4]d, to be followed up %[5]d",
		all.Completeness(), all.Confidence(), all.Readiness(), all.Blockers, all.Parked))
	return a.printf("%s", b.String())
}
