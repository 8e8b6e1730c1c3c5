package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// outputFlags are what generate and migrate have in common: how files are made and
// merged.
type outputFlags struct {
	out, platform, onConflict string
	only                      []string
	dryRun, diff, pin         bool
}

func (a *app) outputFlagSet(c *cobra.Command, f *outputFlags) {
	fs := c.Flags()
	fs.StringVar(&f.platform, "platform", "", a.say("平台仓库目录：读取 platform.yaml，写入共享任务", "directory of the platform repository: platform.yaml is read, the shared tasks are written"))
	fs.StringSliceVar(&f.only, "only", nil, a.say("只生成这些：dockerfile、build、kustomize、tekton", "generate only these: dockerfile, build, kustomize, tekton"))
	fs.BoolVar(&f.dryRun, "dry-run", false, a.say("只说明会做什么，不写任何文件", "say what would be done and write nothing"))
	fs.BoolVar(&f.diff, "diff", false, a.say("显示每个文件的差异", "show the difference of every file"))
	fs.StringVar(&f.onConflict, "on-conflict", "", a.say("冲突时：mine 保留人工版本，generated 采用生成版本；默认只报告", "on a conflict: mine keeps the person's, generated takes the new one; reported only by default"))
	fs.BoolVar(&f.pin, "pin", false, a.say("查询基础镜像摘要并写入（需要网络）", "look up the digests of base images and write them (needs the network)"))
}

func (f outputFlags) write() fileset.Options {
	return fileset.Options{DryRun: f.dryRun, Keep: fileset.Keep(f.onConflict)}
}

func (f outputFlags) artefacts() []catalog.Artefact {
	var out []catalog.Artefact
	for _, o := range f.only {
		out = append(out, catalog.Artefact(strings.TrimSpace(o)))
	}
	return out
}

func (f outputFlags) resolver() images.Resolver {
	if f.pin {
		return images.Registry{}
	}
	return nil
}

func (a *app) generateCommand() *cobra.Command {
	var f outputFlags
	var inPlace bool
	c := &cobra.Command{
		Use:   "generate [APP...]",
		Short: a.say("在工作区内按调研答案为应用生成迁移产物", "generate for applications of the workspace from the answers of the interview"),
		Long: a.say(`在工作区内运行。APP 是 gantry.yaml 中的应用名，不写则为全部应用。源代码、服务版本和语言取自 gantry.yaml，
答案取自调研日志（没有日志时取 survey/answers.yaml）；分析结果会存入工作区。
默认写入工作区的 output/<应用>/。重复运行会三方合并，人工修改会保留；有冲突时以退出码 3 结束。`,
			`Runs in a workspace. APP is an application of gantry.yaml; without one it is all of them. Source, edition and
language are those of gantry.yaml, answers those of the interview (of survey/answers.yaml as long as there is no
log); the assessment is stored in the workspace. Files go to output/<application>/ of the workspace by default.
A rerun merges three ways and keeps edits by hand; a conflict ends with exit code 3.`),
		Example: "  gantry generate\n  gantry generate shop --dry-run --diff\n  gantry generate shop --in-place --platform platform",
		RunE: func(c *cobra.Command, args []string) error {
			w, err := a.workspace()
			if err != nil {
				return err
			}
			g, err := gantry.Generate(c.Context(), w, gantry.GenerateOptions{
				Applications: args, Out: f.out, InPlace: inPlace, Platform: f.platform, Only: f.artefacts(),
				Lang: a.lang, Write: f.write(), Pin: f.resolver(), Assess: gantry.AssessOptions{Today: a.now()},
			})
			if err != nil {
				return err
			}
			return a.printGeneration(g, f)
		},
	}
	c.Flags().StringVar(&f.out, "out", "", a.say("输出目录，只用于一个应用；默认 output/<应用>", "output directory, for one application; output/<application> by default"))
	c.Flags().BoolVar(&inPlace, "in-place", false, a.say("写入源代码目录", "write into the directory of the source"))
	a.outputFlagSet(c, &f)
	return c
}

// workspace is the one that the command runs in. Without --lang its language is
// that of the run.
func (a *app) workspace() (engagement.Workspace, error) {
	s, err := newShelf()
	switch {
	case err != nil:
		return engagement.Workspace{}, err
	case s.workspace == nil:
		return engagement.Workspace{}, usage(errors.New(a.say("这里不是工作区：请进入工作区目录，或用 gantry init 新建；工作区之外用 gantry migrate",
			"this is no workspace: change into one or make one with gantry init; outside of a workspace use gantry migrate")))
	}
	if a.langArg == "" {
		a.lang = s.workspace.Config.Language
	}
	return *s.workspace, nil
}

// printGeneration says what was done for each application, and returns the error
// that decides the exit code.
func (a *app) printGeneration(g gantry.Generation, f outputFlags) error {
	if err := a.printReading(g.Reading); err != nil {
		return err
	}
	conflicted, holds, failed := g.Platform != nil && g.Platform.Conflicted(), true, false
	for n, one := range g.Applications {
		if n > 0 {
			if err := a.printf("\n"); err != nil {
				return err
			}
		}
		if err := a.printGenerated(one, f.diff); err != nil {
			return err
		}
		failed = failed || one.Err != nil
		conflicted = conflicted || one.Written.Conflicted()
		holds = holds && verify.Holds(one.Findings)
	}
	if g.Platform != nil {
		var b strings.Builder
		a.writeFiles(&b, *g.Platform, f.platform, f.diff)
		if err := a.printf("%s", b.String()); err != nil {
			return err
		}
	}
	switch {
	case failed:
		return &codeError{code: exitUsage}
	case conflicted:
		return &codeError{code: exitConflict}
	case !holds:
		return found()
	}
	return nil
}

func (a *app) printGenerated(g gantry.Generated, diff bool) error {
	if g.Err != nil {
		_, err := fmt.Fprintf(a.err, "gantry: %s: %s\n", g.Application.Name, a.message(g.Err))
		return err
	}
	if len(g.Unsettled) > 0 {
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n", a.sayf("%[1]s 有 %[2]d 个问题的答案不一致，按不知道处理；请在 gantry survey 中确认：",
			"%[1]s: the answers to %[2]d question(s) differ and count as unknown; settle them in gantry survey:", g.Application.Name, len(g.Unsettled)))
		for _, c := range g.Unsettled {
			fmt.Fprintf(&b, "  %s %s  %s\n", c.Place, c.ID, c.Text.In(a.lang))
		}
		if err := a.printf("%s\n", b.String()); err != nil {
			return err
		}
	}
	return a.printMigration(g.Migration, g.Options, diff)
}

// printReading tells of everything about the answers that a person should look at.
func (a *app) printReading(r gantry.Reading) error {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s\n", p.In(a.lang))
	}
	if r.Edited.Open() {
		fmt.Fprintf(&b, "%s\n", a.sayf("survey/answers.yaml 被手工修改过，与日志有 %d 处不同，这些修改没有采用；请在 gantry survey 中确认，或用 gantry survey import survey/answers.yaml 导入",
			"survey/answers.yaml was edited by hand and differs from the logs in %d places, which do not count; go through them in gantry survey, or take them with gantry survey import survey/answers.yaml",
			len(r.Edited.Proposals)+len(r.Edited.Removed)))
	}
	_, err := io.WriteString(a.err, b.String())
	return err
}
