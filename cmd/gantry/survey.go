package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
)

// surveyFlags are those of the interview itself.
type surveyFlags struct {
	takeFlags
	screenFlags
	answers string
	plain   bool
}

func (a *app) surveyCommand() *cobra.Command {
	var f surveyFlags
	c := &cobra.Command{
		Use:   "survey",
		Short: a.say("调研访谈：回答、导入导出、会议纪要、检查", "the interview: answers, import and export, minutes, review"),
		Long: a.say(`在工作区内运行，打开访谈界面，从上次离开的问题继续；--plain 逐行问答，适合读屏软件和管道。
答案逐条记入 survey/log，多人、多台电脑的日志可以合并。
--answers 不进入访谈，把答案文件一次记入日志：先比对，再列出新增、变更、矛盾和还缺的问题；
文件里有错误时列出全部错误，什么都不记，以退出码 2 结束；核心问题还缺答案时也是 2（--partial 除外）。
与日志矛盾的答案默认只列出、不采用，以退出码 3 结束。`,
			`Runs in a workspace and opens the interview where it was left; --plain asks line by line, for screen readers and
pipes. Every answer is a line of survey/log; the logs of several people and machines can be merged.
--answers holds no interview but takes an answers file into the log at once: it is compared first, and what is
new, changed, conflicting and still missing is listed. A file with mistakes is refused as a whole, with all of
them and exit code 2, which core questions without an answer make as well unless --partial is given. Answers that
conflict with the log are listed and not taken, and the exit code is 3.`),
		Example: "  gantry survey\n  gantry survey --answers answers.yaml\n  gantry survey export shop.xlsx --app shop\n  gantry survey import shop.xlsx",
		Args:    countArgs(a, 0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			w, err := a.workspace()
			if err != nil {
				return err
			}
			if f.answers == "" {
				return a.holdInterview(c.Context(), w, f)
			}
			f.yes, f.missing = true, true
			return a.takeFile(c.Context(), w, f.answers, f.by, f.takeFlags)
		},
	}
	c.Flags().StringVar(&f.answers, "answers", "", a.say("把答案文件（docs/answers-file.md）记入日志，不进入访谈", "take an answers file (docs/answers-file.md) into the log and hold no interview"))
	c.Flags().BoolVar(&f.plain, "plain", false, a.say("逐行问答，不用全屏界面（TERM=dumb 与读屏软件自动如此）", "ask line by line instead of on a screen, as TERM=dumb and screen readers make it anyway"))
	c.Flags().BoolVar(&f.partial, "partial", false, a.say("与 --answers 合用：还缺核心问题也算成功", "with --answers: core questions that are still open are no failure"))
	a.takeFlagSet(c, &f.takeFlags)
	a.screenFlagSet(c, &f.screenFlags)
	a.byFlag(c.PersistentFlags(), &f.by)
	c.AddCommand(a.surveyExportCommand(), a.surveyImportCommand(&f.by), a.surveyMinutesCommand(), a.surveyReviewCommand(), a.surveyStatusCommand())
	return c
}

// holdInterview is what gantry survey does by itself: on a screen, or line by line
// where that is wanted. Lines may come from a pipe, but only when that was asked for: a script that
// forgot its answers must not wait for a person.
func (a *app) holdInterview(ctx context.Context, w engagement.Workspace, f surveyFlags) error {
	switch {
	case f.plain || a.onTerminal() && plainWanted():
		return a.plainInterview(ctx, w, f.by)
	case a.onTerminal():
		return a.cockpit(ctx, w, f.screenFlags, true)
	}
	return usage(errors.New(a.say("没有终端：用 --answers FILE 记入答案文件，用 --plain 逐行问答，或用 gantry survey status 查看进展",
		"there is no terminal: take a file with --answers FILE, answer line by line with --plain, or see how far it is with gantry survey status")))
}

// withInterview opens the interview of a workspace for a person, and closes it.
func (a *app) withInterview(ctx context.Context, w engagement.Workspace, by string, do func(*gantry.Interview) error) error {
	i, err := a.openInterview(ctx, w, by, "gantry survey")
	if err != nil {
		return err
	}
	return errors.Join(do(i), a.closeInterview(i))
}
