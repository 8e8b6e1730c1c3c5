package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/generate/verify"
)

type migrateFlags struct {
	outputFlags
	answers, edition, app string
}

func (a *app) migrateCommand() *cobra.Command {
	var f migrateFlags
	c := &cobra.Command{
		Use:   "migrate SOURCE --answers FILE --out DIR",
		Short: a.say("从源代码与答案一步生成可合并的迁移产物（离线）", "from source and answers to a migration that can be merged, in one go (offline)"),
		Long: a.say(`SOURCE 是目录、压缩包（zip、tar.gz）、git 地址或构建好的 jar/war；DIR 可以就是源代码目录。
重复运行会三方合并，人工修改会保留；有冲突时列出两边内容并以退出码 3 结束。`,
			`SOURCE is a directory, an archive (zip, tar.gz), a git address, or a built jar or war; DIR may be the source itself.
A rerun merges three ways and keeps edits by hand; a conflict shows both sides and ends with exit code 3.`),
		Example: "  gantry migrate examples/shop --answers examples/shop/answers.yaml --out shop-migrated",
		Args:    countArgs(a, 1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			opt, err := a.migrateOptions(f, args[0])
			if err != nil {
				return err
			}
			m, err := gantry.Migrate(c.Context(), opt)
			if err != nil {
				return err
			}
			if err := a.printMigration(m, opt, f.diff); err != nil {
				return err
			}
			switch {
			case m.Written.Conflicted() || m.Platform != nil && m.Platform.Conflicted():
				return &codeError{code: exitConflict}
			case !verify.Holds(m.Findings):
				return found()
			}
			return nil
		},
	}
	a.migrateFlagSet(c, &f)
	return c
}

func (a *app) migrateFlagSet(c *cobra.Command, f *migrateFlags) {
	fs := c.Flags()
	fs.StringVar(&f.answers, "answers", "", a.say("答案文件（docs/answers-file.md）；不给则全部按假设", "answers file (docs/answers-file.md); without one everything is assumed"))
	fs.StringVar(&f.out, "out", "", a.say("输出目录（必填）", "output directory (required)"))
	fs.StringVar(&f.edition, "edition", string(engagement.Standard), a.say("服务版本：standard、upgraded、premium", "edition: standard, upgraded or premium"))
	fs.StringVar(&f.app, "app", "", a.say("应用名称；默认取答案文件或源代码的名称", "name of the application; that of the answers or the source by default"))
	a.outputFlagSet(c, &f.outputFlags)
}

func (a *app) migrateOptions(f migrateFlags, source string) (gantry.MigrateOptions, error) {
	opt := gantry.MigrateOptions{Source: source, App: f.app, Out: f.out, Platform: f.platform, Lang: a.lang, Assess: gantry.AssessOptions{Today: a.now()}}
	if f.out == "" {
		return opt, usage(errors.New(a.say("请用 --out 指定输出目录", "name the output directory with --out")))
	}
	var err error
	if opt.Edition, err = engagement.ParseEdition(f.edition); err != nil {
		return opt, usage(err)
	}
	opt.Write, opt.Only, opt.Pin = f.write(), f.artefacts(), f.resolver()
	if f.answers != "" {
		if opt.Answers, err = readAnswers(f.answers); err != nil {
			return opt, err
		}
	}
	return opt, nil
}

// maxAnswers bounds an answers file, in bytes; the parser gives the same bound a message.
const maxAnswers = 8 << 20

func readAnswers(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the answers: %w", err)
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxAnswers))
	if err != nil {
		return nil, fmt.Errorf("reading the answers: %w", err)
	}
	return data, nil
}
