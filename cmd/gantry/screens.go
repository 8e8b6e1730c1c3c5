package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/user"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/cockpit"
	"github.com/gantry-ack/gantry/tui/plain"
	"github.com/gantry-ack/gantry/tui/screen"
)

// screenFlags say how the screens show themselves, and who sits at the keyboard.
type screenFlags struct {
	by, cursor string
	ascii      bool
}

func (a *app) screenFlagSet(c *cobra.Command, f *screenFlags) {
	fs := c.Flags()
	fs.BoolVar(&f.ascii, "ascii", false, a.say("边框与符号只用 ASCII 字符", "borders and signs of ASCII characters only"))
	fs.StringVar(&f.cursor, "cursor", "real", a.say("real 用终端光标（输入法候选框跟随），virtual 自己画（旧版 Windows 控制台）", "real moves the terminal's cursor, which input methods follow; virtual draws one, for old consoles of Windows"))
}

func (a *app) byFlag(fs *pflag.FlagSet, by *string) {
	fs.StringVar(by, "by", "", a.say("谁在记录答案；默认取系统账号", "who records the answers; the account of the system by default"))
}

// plainInterview asks line by line.
func (a *app) plainInterview(ctx context.Context, w engagement.Workspace, by string) error {
	return a.withInterview(ctx, w, by, func(i *gantry.Interview) error {
		opt := plain.Options{Lang: a.screenLang(w), Start: i.Where(), Sync: i.Sync}
		if out, ok := a.out.(*os.File); ok && term.IsTerminal(out.Fd()) {
			opt.Width, _, _ = term.GetSize(out.Fd()) // without a size nothing is wrapped
		}
		in, ok := a.in.(*os.File)
		opt.Echo = !ok || !term.IsTerminal(in.Fd())
		var keep error
		opt.Left = func(at interview.Item, _ interview.Filter) { keep = i.SetWhere(at) }
		return errors.Join(plain.Run(ctx, a.in, a.out, i.Session, opt), keep)
	})
}

// onTerminal tells whether screens can be shown: both sides are a terminal, and it
// is one that can move its cursor.
func (a *app) onTerminal() bool {
	in, inOK := a.in.(*os.File)
	out, outOK := a.out.(*os.File)
	return inOK && outOK && term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd())
}

// plainWanted tells whether the environment asks for lines instead of screens: a
// terminal that cannot move its cursor, or a screen reader. ACCESSIBLE is what the
// programs of Charm and GitHub's gh look at.
func plainWanted() bool {
	accessible := os.Getenv("ACCESSIBLE")
	return os.Getenv("TERM") == "dumb" || accessible != "" && accessible != "0" && accessible != "false"
}

// openInterview opens the interview of a workspace for the person at the keyboard.
func (a *app) openInterview(ctx context.Context, w engagement.Workspace, by, command string) (*gantry.Interview, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
		if by == "" {
			by = u.Name
		}
	}
	if by == "" {
		by = name
	}
	return gantry.OpenInterview(ctx, w, gantry.InterviewOptions{
		By: by, Host: host, User: name, Command: command, Now: time.Now, Rand: rand.Reader,
	})
}

// cockpit shows the screens of a workspace, at the interview or at the overview.
func (a *app) cockpit(ctx context.Context, w engagement.Workspace, f screenFlags, atInterview bool) (err error) {
	looks, err := f.options()
	if err != nil {
		return err
	}
	a.lang = a.screenLang(w) // of what the screens write to files, too
	i, err := a.openInterview(ctx, w, f.by, "gantry survey")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.closeInterview(i)) }()
	env := &screen.Env{Session: i.Session, Lang: a.screenLang(w), Customer: w.Config.Customer, Edition: w.Config.Edition.Text()}
	home := cockpit.NewHome(env, &steps{a: a, i: i}, i.Where())
	looks.Sync = i.Sync
	program := tui.New(ctx, env, looks, home)
	if atInterview {
		program.Show(home.Ask())
	}
	if view := i.View(); view.Open() {
		program.Show(ask.NewCompare(env, handEdited(i)))
	}
	if problems := i.Problems(); len(problems) > 0 {
		program.Tell(problemsText(problems))
	}
	before := i.Len()
	err = a.show(ctx, program)
	if keep := i.SetWhere(home.Ask().Where()); keep != nil {
		err = errors.Join(err, keep)
	}
	if err != nil {
		return err
	}
	return a.printf("%s\n", a.farewell(env, i.Len()-before))
}

// options are how the program shows itself.
func (f screenFlags) options() (tui.Options, error) {
	if f.cursor != "real" && f.cursor != "virtual" {
		return tui.Options{}, usage(fmt.Errorf("choosing the cursor %q: use real or virtual", f.cursor))
	}
	return tui.Options{ASCII: f.ascii, NoColor: os.Getenv("NO_COLOR") != "", VirtualCursor: f.cursor == "virtual"}, nil
}

// show runs the program until it is left.
func (a *app) show(ctx context.Context, program *tui.App) error {
	_, err := tea.NewProgram(program, tea.WithContext(ctx), tea.WithInput(a.in), tea.WithOutput(a.out)).Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// screenLang is the language that was asked for, else that of the engagement.
func (a *app) screenLang(w engagement.Workspace) i18n.Lang {
	if a.langArg == "" {
		return w.Config.Language
	}
	return a.lang
}

// farewell tells that everything is saved, and how to go on.
func (a *app) farewell(env *screen.Env, events int) string {
	p := env.Session.ProgressOf(env.Session.Subjects().Places()...)
	return env.Sayf("已保存（本次 %[1]d 处改动；%[2]d/%[3]d 题已回答）。继续：gantry survey",
		"Saved (%[1]d changes this time; %[2]d of %[3]d questions answered). Go on with: gantry survey", events, p.Answered(), p.Asked)
}

func problemsText(problems []journal.Problem) i18n.Text {
	return i18n.Textf("文件有 %[3]d 处问题，其余内容都已读入：%[1]s", "%[3]d problems in the files, everything else was read: %[2]s",
		problems[0].In(i18n.ZH), problems[0].In(i18n.EN), len(problems))
}

// handEdited is what a person wrote into answers.yaml.
func handEdited(i *gantry.Interview) ask.Incoming {
	view := i.View()
	in := ask.Incoming{
		Name:      i18n.Text{ZH: "answers.yaml 被人工修改", EN: "answers.yaml was edited by hand"},
		Proposals: view.Proposals, Origin: interview.File, Decided: i.SettleView,
	}
	if view.Problem != nil {
		in.Problems = append(in.Problems, spokenText(view.Problem))
	}
	for _, g := range view.Removed {
		in.Problems = append(in.Problems, i18n.Textf("%s · %s 被删去；答案仍有效，要清除请在访谈中清除", "%s · %s was taken out; the answer is still in force, clear it in the interview", g.Place, g.Question))
	}
	return in
}

// spokenText is an error in both languages, where it has them.
func spokenText(err error) i18n.Text {
	var spoken interface{ In(i18n.Lang) string }
	if errors.As(err, &spoken) {
		return i18n.Text{ZH: spoken.In(i18n.ZH), EN: spoken.In(i18n.EN)}
	}
	return i18n.Text{ZH: err.Error(), EN: err.Error()}
}

// closeInterview writes the view and gives the log back. A view that was edited by
// hand is no failure: it stays, and the next run asks about it again.
func (a *app) closeInterview(i *gantry.Interview) error {
	err := i.Close()
	if edited, ok := errors.AsType[*journal.ViewEditedError](err); ok {
		_, err = fmt.Fprintln(a.err, edited.In(a.lang))
	}
	return err
}
