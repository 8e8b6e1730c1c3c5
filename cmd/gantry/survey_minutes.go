package main

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func (a *app) surveyMinutesCommand() *cobra.Command {
	var all, list, waiting bool
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
				how, err := a.printing()
				if err != nil {
					return err
				}
				meetings := l.Meetings()
				switch {
				case list:
					return a.listMeetings(meetings)
				case waiting:
					return a.printf("%s", l.FollowUps(how).Markdown())
				}
				chosen, err := a.chooseMeetings(meetings, args, all)
				if err != nil {
					return err
				}
				for _, m := range chosen {
					if d, ok := l.MinutesDocument(m.ID, how); ok {
						err = errors.Join(err, a.printf("%s\n", d.Markdown()))
					}
				}
				return err
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, a.say("打印全部会议", "print those of all meetings"))
	c.Flags().BoolVar(&list, "list", false, a.say("只列出会议", "list the meetings only"))
	c.Flags().BoolVar(&waiting, "follow-ups", false, a.say("只打印待跟进的问题，不分会议", "print only what waits for an answer, of all meetings"))
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

// printing says how lists of the interview are printed: in the time of this machine,
// with the names of roles.
func (a *app) printing() (interview.Printing, error) {
	cat, err := catalog.Load()
	if err != nil {
		return interview.Printing{}, err
	}
	role := func(id string) i18n.Text {
		for _, r := range cat.Roles {
			if r.ID == id {
				return r.Text
			}
		}
		return i18n.Text{}
	}
	now := time.Now()
	return interview.Printing{Lang: a.lang, Zone: now.Location(), Today: now.Format(time.DateOnly), Role: role}, nil
}
