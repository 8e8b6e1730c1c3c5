package ask

import (
	"strings"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// NewMinutes shows the minutes of a meeting as the log has them.
func NewMinutes(env *screen.Env, id string) screen.Screen {
	build := func() []screen.Line {
		m, ok := env.Session.Minutes(id)
		if !ok {
			return nil
		}
		zone := env.Session.Now().Location() // events are in UTC, people read their own time
		head := m.At.In(zone).Format("2006-01-02 15:04")
		if m.Until.IsZero() {
			head += env.Say(" 开始，进行中", ", going on")
		} else {
			head += " - " + m.Until.In(zone).Format("15:04")
		}
		var people []string
		for _, p := range m.People {
			name := p.Name
			if p.Role != "" {
				name += env.Sayf("（%s）", " (%s)", p.Role)
			}
			people = append(people, name)
		}
		out := []screen.Line{
			env.TextLine(env.Theme.Marks.Bullet, m.Subject, head),
			env.TextLine(env.Theme.Marks.Bullet, env.Say("参加：", "Present: ")+strings.Join(people, env.Say("、", ", "))),
		}
		for _, part := range []struct {
			title i18n.Text
			list  []interview.Outcome
		}{
			{i18n.Text{ZH: "已回答", EN: "Answered"}, m.Answered},
			{i18n.Text{ZH: "承诺答复", EN: "Promised"}, m.Promised},
			{i18n.Text{ZH: "搁置", EN: "Parked"}, m.Parked},
			{i18n.Text{ZH: "备注", EN: "Notes"}, m.Notes},
		} {
			if len(part.list) == 0 {
				continue
			}
			out = append(out, env.HeadingLine(part.title.In(env.Lang)))
			for _, o := range part.list {
				out = append(out, outcomeLine(env, o))
			}
		}
		return out
	}
	return screen.NewList(env, &screen.List{Name: i18n.Text{ZH: "会议纪要", EN: "Minutes"}, Build: build})
}

func outcomeLine(env *screen.Env, o interview.Outcome) screen.Line {
	q, _ := env.Session.Bank().Question(o.Question)
	what := ""
	switch {
	case o.Text != "":
		what = o.Text
	case o.Owner != "" || o.Due != "":
		what = strings.TrimSpace(o.Owner + " " + o.Due)
	default:
		what = q.Show(o.Answer, env.Lang)
	}
	return env.TextLine(env.Theme.Marks.Bullet, q.Text.In(env.Lang), what, placeName(o.Place, env.Lang)+" · "+o.Question)
}

// NewWaiting lists the follow-ups, the earliest first.
func NewWaiting(env *screen.Env, a *Ask) screen.Screen {
	build := func() []screen.Line {
		today := env.Session.Now().Format(time.DateOnly)
		var out []screen.Line
		for _, o := range env.Session.Waiting() {
			mark := env.Theme.Marks.Bullet
			if o.Due != "" && o.Due < today {
				mark = env.Theme.Marks.Warn + env.Say(" 已过期", " overdue")
			}
			q, _ := env.Session.Bank().Question(o.Question)
			l := env.TextLine(mark, strings.TrimSpace(o.Due+" "+o.Owner)+" · "+q.Text.In(env.Lang), placeName(o.Place, env.Lang)+" · "+o.Question)
			l.Enter = toQuestion(a, interview.Item{Place: o.Place, Question: o.Question})
			out = append(out, l)
		}
		return out
	}
	return screen.NewList(env, &screen.List{
		Name: i18n.Text{ZH: "待跟进", EN: "Follow-ups"}, Empty: i18n.Text{ZH: "没有待跟进的问题。", EN: "Nothing waits for an answer."}, Build: build,
	})
}
