package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/tui"
	"github.com/gantry-ack/gantry/tui/cockpit"
	"github.com/gantry-ack/gantry/tui/screen"
)

func (a *app) initCommand() *cobra.Command {
	var customer, edition string
	var f screenFlags
	c := &cobra.Command{
		Use:   "init DIR --customer NAME --edition EDITION",
		Short: a.say("新建一个项目工作区", "make the workspace of an engagement"),
		Long: a.say("新建一个项目工作区。在终端里不带目录运行时，先填表单，再打开新工作区的项目界面。",
			"Makes the workspace of an engagement. On a terminal and without a directory it asks for everything on a form, and opens the screens of the new workspace."),
		Example: a.say("  gantry init\n  gantry init acme --customer 某某零售 --edition upgraded",
			"  gantry init\n  gantry init acme --customer Acme --edition upgraded --lang en"),
		Args: countArgs(a, 0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && (!a.onTerminal() || plainWanted()) {
				return a.wrongArgs(c)
			}
			e, err := engagement.ParseEdition(edition)
			if err != nil {
				return usage(err)
			}
			o := engagement.Options{Customer: customer, Edition: e, Lang: a.lang}
			if len(args) == 0 {
				return a.initOnScreen(c.Context(), o, f)
			}
			w, err := engagement.Init(c.Context(), args[0], o)
			if w.Root == "" {
				return err
			}
			if perr := a.printMade(w, a.say("在 gantry.yaml 中登记应用，进入该目录，用 gantry assess 读源代码，用 gantry survey 开始访谈。",
				"list the applications in its gantry.yaml, change into it, read their sources with gantry assess, begin the interview with gantry survey.")); perr != nil {
				return perr
			}
			return err
		},
	}
	c.Flags().StringVar(&customer, "customer", "", a.say("客户名称（必填）", "name of the customer (required)"))
	c.Flags().StringVar(&edition, "edition", string(engagement.Standard), a.say("服务版本：standard 标准版、upgraded 升级版、premium 尊享版", "edition: standard, upgraded or premium"))
	a.screenFlagSet(c, &f)
	a.byFlag(c.Flags(), &f.by)
	return c
}

// initOnScreen asks for a workspace on a form, with what is known filled in, and opens
// the screens of the one that was made.
func (a *app) initOnScreen(ctx context.Context, known engagement.Options, f screenFlags) error {
	looks, err := f.options()
	if err != nil {
		return err
	}
	var made engagement.Workspace
	var git error
	env := &screen.Env{Lang: a.lang}
	form := cockpit.NewWorkspace(env, known, func(ctx context.Context, dir string, o engagement.Options) error {
		w, err := engagement.Init(ctx, dir, o)
		if w.Root == "" {
			return err
		}
		made, git = w, err // without git the workspace is usable, too
		return nil
	})
	if err := a.show(ctx, tui.New(ctx, env, looks, form)); err != nil || made.Root == "" {
		return err
	}
	if err := a.printMade(made, a.say("进入该目录，运行 gantry 打开项目界面。", "change into it; gantry alone opens its screens.")); err != nil {
		return err
	}
	if err := a.cockpit(ctx, made, f, false); err != nil {
		return err
	}
	return git
}

// printMade says what was made, and what to do next.
func (a *app) printMade(w engagement.Workspace, next string) error {
	return a.printf("%s\n", a.sayf("已建立 %[1]s（%[2]s，%[3]s）。\n下一步：%[4]s", "made %[1]s (%[2]s, %[3]s).\nNext: %[4]s",
		w.Root, w.Config.Customer, w.Config.Edition.Text().In(a.lang), next))
}
