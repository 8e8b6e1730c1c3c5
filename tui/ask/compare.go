package ask

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// Incoming is what comes from outside of the interview: a workbook, an answers
// file, a list of applications.
type Incoming struct {
	Name      i18n.Text
	Proposals []interview.Proposal
	Problems  []i18n.Text // what could not be read, with its place
	Origin    interview.Origin
	// Decided is called when the person took or dropped it; nil when nobody waits.
	Decided func()
}

// compare shows what taking something in would change, before anything is taken.
// Conflicting answers are left out until the person takes them one by one.
type compare struct {
	env      *screen.Env
	in       Incoming
	compared []interview.Compared
	take     map[int]bool
}

// NewCompare returns the screen.
func NewCompare(env *screen.Env, in Incoming) screen.Screen {
	c := &compare{env: env, in: in, compared: env.Session.Compare(in.Proposals), take: map[int]bool{}}
	for i, x := range c.compared {
		c.take[i] = x.Verdict == interview.Fresh || x.Verdict == interview.Changes
	}
	return screen.NewList(env, &screen.List{
		Name: in.Name, Build: c.lines, Verb: i18n.Text{ZH: "选/不选", EN: "switch"},
		Empty: i18n.Text{ZH: "没有内容。", EN: "There is nothing in it."},
		More: []frame.Binding{
			{ID: "take", Keys: []string{"s", "ctrl+s"}, Text: i18n.Text{ZH: "采纳所选", EN: "take the chosen"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "把选中的答案写入访谈，可撤销", EN: "Make the chosen ones answers; undo takes them back"}},
			{ID: "drop", Keys: []string{"d"}, Text: i18n.Text{ZH: "都不采纳", EN: "take none"}, ShowInHelpLine: true},
		},
		Do: map[string]func() screen.Action{"take": c.takeAll, "drop": c.drop},
	})
}

func (c *compare) lines() []screen.Line {
	env := c.env
	var out []screen.Line
	for _, p := range c.in.Problems {
		out = append(out, env.TextLine(env.Theme.Marks.Bad, p.In(env.Lang)))
	}
	same := 0
	for i, x := range c.compared {
		if x.Verdict == interview.Same {
			same++
			continue
		}
		out = append(out, c.line(i, x))
	}
	head := env.Say("选中的会被采纳；enter 切换。", "The chosen ones are taken; enter switches.")
	if same > 0 {
		head += env.Sayf("相同的 %d 个没有列出。", " %d that are the same are not listed.", same)
	}
	return append([]screen.Line{{Heading: true, Render: func(width int, _ bool) []string { return cells.Wrap(head, width) }}}, out...)
}

func (c *compare) line(i int, x interview.Compared) screen.Line {
	env := c.env
	q, known := env.Session.Bank().Question(x.Question)
	if x.Verdict == interview.Unusable || !known {
		return env.TextLine(env.Theme.Marks.Bad, x.Verdict.Text().In(env.Lang)+" · "+x.Question+" · "+x.From, x.Problem.In(env.Lang))
	}
	mark := env.Theme.Marks.CheckOff
	if c.take[i] {
		mark = env.Theme.Marks.CheckOn
	}
	details := []string{c.label() + q.Show(x.Answer, env.Lang)}
	for _, h := range x.Now {
		details = append(details, env.Say("现：", "now: ")+strings.TrimSpace(q.Show(h.Answer, env.Lang)+"  "+h.Answer.By))
	}
	details = append(details, strings.TrimSuffix(placeName(x.Place, env.Lang)+" · "+x.From, " · "))
	l := env.TextLine(mark, x.Verdict.Text().In(env.Lang)+" · "+q.Text.In(env.Lang), details...)
	l.Enter = func() screen.Action {
		c.take[i] = !c.take[i]
		return screen.Done()
	}
	return l
}

// label names the side that comes in.
func (c *compare) label() string {
	if c.in.Origin == interview.Scan {
		return c.env.Say("源码：", "source: ")
	}
	return c.env.Say("来：", "in: ")
}

func (c *compare) takeAll() screen.Action {
	var chosen []interview.Compared
	for i, x := range c.compared {
		if c.take[i] {
			chosen = append(chosen, x)
		}
	}
	if err := do(c.env.Session, c.env.Session.Take(chosen, c.in.Origin)...); err != nil {
		return screen.Fail(err)
	}
	return c.done(i18n.Textf("已采纳 %d 个答案；ctrl+z 撤销", "%d answers taken; ctrl+z takes them back", len(chosen)))
}

func (c *compare) drop() screen.Action {
	return c.done(i18n.Text{ZH: "没有采纳。", EN: "Nothing was taken."})
}

func (c *compare) done(t i18n.Text) screen.Action {
	if c.in.Decided != nil {
		c.in.Decided()
	}
	return screen.Action{Handled: true, Pop: true, Status: &screen.Status{Text: t}}
}
