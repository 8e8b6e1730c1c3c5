package ask

import (
	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// openMeeting begins a meeting, or, while one goes on, adds people to it or ends it.
func (a *Ask) openMeeting() screen.Action {
	if a.machine().CurrentMeeting() == "" {
		return a.show(a.beginMeeting())
	}
	return a.show(a.newPick(i18n.Text{ZH: "会议", EN: "Meeting"}, i18n.Text{}, among(func() []choice {
		return []choice{
			{text: a.env.Say("有人加入", "Somebody joins"), pick: func() (screen.Action, bool) {
				return a.show(a.people(i18n.Text{ZH: "加入会议的人", EN: "Who joins"}, func(people []interview.Attendee) error {
					return a.do(interview.Event{Kind: interview.Joined, Target: a.machine().CurrentMeeting(), People: people})
				})), false
			}},
			{text: a.env.Say("结束会议并看纪要", "End it and read the minutes"), pick: func() (screen.Action, bool) {
				id := a.machine().CurrentMeeting()
				if err := a.do(interview.Event{Kind: interview.Closed, Target: id}); err != nil {
					return screen.Fail(err), true
				}
				return screen.Action{Handled: true, Push: NewMinutes(a.env, id)}, false
			}},
			{text: a.env.Say("看目前的纪要", "Read the minutes so far"), pick: func() (screen.Action, bool) {
				return screen.Action{Handled: true, Push: NewMinutes(a.env, a.machine().CurrentMeeting())}, false
			}},
		}
	})))
}

func (a *Ask) beginMeeting() *form {
	f := a.newForm(i18n.Text{ZH: "开始会议", EN: "Begin a meeting"}, i18n.Text{
		ZH: "之后的回答都记入这次会议的纪要。", EN: "What is answered from now on goes into its minutes.",
	}, survey.Question{ID: "subject", Text: i18n.Text{ZH: "会议主题？", EN: "What is it about?"}, Field: survey.Field{Type: survey.Text}}, survey.Value{})
	f.done = func(v survey.Value) (screen.Action, error) {
		return a.show(a.people(i18n.Text{ZH: "参加的人", EN: "Who attends"}, func(people []interview.Attendee) error {
			return a.do(interview.Event{Kind: interview.Met, Text: v.Text, People: people})
		})), nil
	}
	return f
}

// people asks for names and roles.
func (a *Ask) people(name i18n.Text, done func([]interview.Attendee) error) *form {
	said := i18n.Text{ZH: "会议记录中；m 加人或结束", EN: "the meeting is being noted; m adds people or ends it"}
	role := survey.Column{Key: "role", Text: i18n.Text{ZH: "角色或部门", EN: "Role or department"}, Field: survey.Field{Type: survey.Text}}
	f := a.newForm(name, i18n.Text{ZH: "一人一行。填完一行后，a 再加一人，enter 完成。", EN: "One person a row. When a row is done, a adds another and enter ends it."}, survey.Question{
		ID: "people", Field: survey.Field{Type: survey.Table}, Columns: []survey.Column{textColumn("name", "姓名", "Name", true), role},
	}, survey.Value{})
	f.done = func(v survey.Value) (screen.Action, error) {
		var people []interview.Attendee
		for _, r := range v.Rows {
			people = append(people, interview.Attendee{Name: r.Get("name"), Role: r.Get("role")})
		}
		return screen.Tell(said), done(people)
	}
	f.empty = func() (screen.Action, error) { return screen.Tell(said), done(nil) }
	f.field.Update(tea.KeyPressMsg{Code: 'a', Text: "a"}) // the first row, to be typed in at once
	return f
}
