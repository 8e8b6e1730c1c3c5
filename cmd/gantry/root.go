package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry/internal/i18n"
)

type streams struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
}

// app is what every command needs: where to print, and the language.
type app struct {
	streams
	lang    i18n.Lang
	langArg string
}

// say is a message in the language of the run.
func (a *app) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(a.lang) }

func (a *app) sayf(zh, en string, args ...any) string { return i18n.Textf(zh, en, args...).In(a.lang) }

// run runs the command line and returns the exit code.
func run(ctx context.Context, s streams, args []string) int {
	a := &app{streams: s, lang: wantedLang(args)}
	root := a.root() //nolint:contextcheck // commands take the context that they are run with
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	return a.exit(ctx, err)
}

// wantedLang looks for --lang before the flags are parsed, since help is in that
// language too. A wrong value is reported when the flag is parsed.
func wantedLang(args []string) i18n.Lang {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if l, err := i18n.ParseLang(value); ok && err == nil {
			return l
		}
	}
	return i18n.ZH
}

func (a *app) root() *cobra.Command {
	var f screenFlags
	c := &cobra.Command{
		Use:   "gantry",
		Short: a.say("龙门：把客户的应用迁移到阿里云 ACK 容器平台", "Gantry: move a customer's applications into containers on Alibaba Cloud ACK"),
		Long: a.say(`龙门 Gantry：访谈客户、读懂应用、作出决策、生成产物、证明可用、交付到仓库。
离线工作，不需要网络、容器引擎或集群。在工作区内直接运行 gantry 即打开项目界面。`,
			`Gantry interviews the customer, reads the applications, decides, generates, proves and hands over.
It works offline, without a daemon or a cluster. In a workspace, gantry alone opens the screens of the engagement.`),
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
		Args:          cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			shelf, err := newShelf()
			switch {
			case err != nil:
				return err
			case shelf.workspace == nil || !a.onTerminal() || plainWanted():
				return c.Help()
			}
			return a.cockpit(c.Context(), *shelf.workspace, f, false)
		},
	}
	a.screenFlagSet(c, &f)
	a.byFlag(c.Flags(), &f.by)
	c.PersistentFlags().StringVar(&a.langArg, "lang", "", a.say("界面与产物的语言：zh 或 en", "language of messages and of what is generated: zh or en"))
	c.PersistentPreRunE = func(*cobra.Command, []string) error {
		if a.langArg == "" {
			return nil
		}
		_, err := i18n.ParseLang(a.langArg)
		return usage(err)
	}
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage(err) })
	c.SetVersionTemplate("gantry {{.Version}}\n")
	c.CompletionOptions.HiddenDefaultCmd = true
	c.AddCommand(a.initCommand(), a.statusCommand(), a.assessCommand(), a.surveyCommand(), a.generateCommand(), a.migrateCommand(), a.verifyCommand(), a.explainCommand(), a.inspectCommand(), a.planCommand())
	a.translate(c)
	return c
}

// translate puts cobra's own words into the language of the run.
func (a *app) translate(c *cobra.Command) {
	if a.lang == i18n.EN {
		return
	}
	c.SetUsageTemplate(strings.NewReplacer(
		"Usage:", "用法：", "Aliases:", "别名：", "Examples:", "示例：", "Available Commands:", "命令：", "Additional Commands:", "其他命令：",
		"Global Flags:", "通用参数：", "Flags:", "参数：", "Additional help topics:", "更多帮助：",
		`Use "{{.CommandPath}} [command] --help" for more information about a command.`, `用 "{{.CommandPath}} [命令] --help" 查看某个命令的说明。`,
	).Replace(c.UsageTemplate()))
	c.InitDefaultHelpCmd()
	for _, sub := range c.Commands() {
		if sub.Name() == "help" {
			sub.Short = "查看命令的说明"
		}
	}
	translateHelp(c)
	c.InitDefaultVersionFlag()
	c.Flags().Lookup("version").Usage = "显示版本"
}

// translateHelp does so for the help flag of a command and of those below it.
func translateHelp(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	if f := c.Flags().Lookup("help"); f != nil {
		f.Usage = "显示说明"
	}
	for _, sub := range c.Commands() {
		translateHelp(sub)
	}
}

// version is the module's version as the build recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

func (a *app) printf(format string, args ...any) error {
	_, err := fmt.Fprintf(a.out, format, args...)
	return err
}
