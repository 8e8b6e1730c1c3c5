package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement"
)

type planFlags struct {
	format, graph, gantt, start, model string
	refresh                            bool
}

func (a *app) planCommand() *cobra.Command {
	var f planFlags
	c := &cobra.Command{
		Use:   "plan",
		Short: a.say("排出应用组合的迁移计划：依赖、波次、示例、容量、割接与日程", "plan the portfolio: dependencies, waves, sample, capacity, cutover and calendar"),
		Long: a.say(`读取工作区里已存的评估和调研答案；还没有评估的应用先评估。结果存入 plan.json，格式见 docs/plan-json.md。
--graph、--gantt 另存依赖图和日程的 SVG；不写 --start 时只排先后，从固定日期倒推最迟开工日。
系数见 docs/portfolio.md；--model 指定系数文件，不写则用工作区的 estimation.yaml。`,
			`It reads the stored assessments and the answers of the workspace; applications without an assessment are assessed
first. The plan is stored as plan.json, described in docs/plan-json.md.
--graph and --gantt write pictures (SVG); without --start only the order is planned, with the latest begins counted
backwards from fixed dates. docs/portfolio.md lists the coefficients; --model names a file of them, else estimation.yaml
of the workspace is taken.`),
		Example: "  gantry plan --start 2027-01-11\n  gantry plan --start 2027-01-11 --graph graph.svg --gantt gantt.svg\n  gantry plan --format json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := newShelf()
			switch {
			case err != nil:
				return err
			case s.workspace == nil:
				return engagement.ErrNoWorkspace
			}
			if a.langArg == "" {
				a.lang = s.workspace.Config.Language
			}
			return a.plan(c, *s.workspace, f)
		},
	}
	fs := c.Flags()
	a.formatFlag(c, &f.format)
	fs.StringVar(&f.start, "start", "", a.say("迁移开始的日期，如 2027-01-11", "first day of the migration, such as 2027-01-11"))
	fs.StringVar(&f.graph, "graph", "", a.say("把依赖图写入 SVG 文件", "write the graph into an SVG file"))
	fs.StringVar(&f.gantt, "gantt", "", a.say("把日程图写入 SVG 文件", "write the calendar into an SVG file"))
	fs.StringVar(&f.model, "model", "", a.say("系数文件", "file of coefficients"))
	fs.BoolVar(&f.refresh, "refresh", false, a.say("重新评估全部应用", "assess all applications anew"))
	return c
}

func (a *app) plan(c *cobra.Command, w engagement.Workspace, f planFlags) error {
	opt := gantry.PlanOptions{Start: portfolio.Date(f.start), Refresh: f.refresh}
	if !opt.Start.Valid() {
		return usage(errors.New(a.sayf("--start %.20q：写成 2027-01-11 这样的日期", "--start %.20q: use a date such as 2027-01-11", f.start)))
	}
	if f.model != "" {
		data, err := readModelFile(f.model)
		if err != nil {
			return err
		}
		opt.Model = data
	}
	progress, done := a.progressLine()
	opt.Progress = progress
	opt.Today = a.now()
	planning, err := gantry.Plan(c.Context(), w, opt)
	done()
	if err != nil {
		return err
	}
	if err := a.tellPlanning(planning); err != nil {
		return err
	}
	if f.format == formatJSON {
		err = planning.Plan.Encode(a.out)
	} else {
		err = planning.Plan.Print(a.out, a.lang, cmp.Or(a.width(), usualColumns))
	}
	return errors.Join(err, a.pictures(planning.Plan, f))
}

// maxModelFile bounds a file of coefficients, in bytes; reading it has a lower bound with a message.
const maxModelFile = 2 << 20

func readModelFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the coefficients: %w", err)
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, maxModelFile))
}

// tellPlanning says what was assessed for the plan and what could not be.
func (a *app) tellPlanning(p gantry.Planning) error {
	for _, m := range p.Missing {
		if _, err := fmt.Fprintln(a.err, a.sayf("%[1]s 没有评估，只按调研答案计划：%[2]v", "%[1]s is not assessed and planned from answers only: %[2]v", m.Application, m.Err)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprint(a.err, a.sayf("已存入 %s\n", "stored in %s\n", p.Stored))
	return err
}

// pictures writes what was asked for.
func (a *app) pictures(p portfolio.Plan, f planFlags) error {
	for _, x := range []struct {
		path string
		draw func() []byte
	}{
		{f.graph, func() []byte { return portfolio.GraphSVG(p, a.lang) }},
		{f.gantt, func() []byte { return portfolio.GanttSVG(p, a.lang) }},
	} {
		if x.path == "" {
			continue
		}
		if err := os.WriteFile(x.path, x.draw(), 0o644); err != nil {
			return fmt.Errorf("writing the picture: %w", err)
		}
		if _, err := fmt.Fprint(a.err, a.sayf("已写出 %s\n", "wrote %s\n", x.path)); err != nil {
			return err
		}
	}
	return nil
}
