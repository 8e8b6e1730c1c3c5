package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
)

// incoming is what a file proposes.
type incoming struct {
	proposals []interview.Proposal
	problems  []string // with their places, in the language of the run
	origin    interview.Origin
	view      bool // the file is the view of this very interview
}

// readIncoming reads a file by the end of its name.
func (a *app) readIncoming(i *gantry.Interview, file string) (incoming, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); ext {
	case ".yaml", ".yml":
		return a.readYAML(i, file)
	default:
		return incoming{}, usage(fmt.Errorf("%s", a.sayf("读不了 %[1]s：支持 .yaml", "%[1]s cannot be read: use .yaml", file)))
	}
}

// readYAML reads an answers file. Of the interview's own view what counts is what a
// person changed in it, so that an answer that only grew old does not come back.
func (a *app) readYAML(i *gantry.Interview, file string) (incoming, error) {
	if same(file, i.Workspace.AnswersPath()) && i.Len() > 0 {
		v := i.View()
		if v.Problem != nil {
			return incoming{}, v.Problem
		}
		return incoming{proposals: v.Proposals, origin: interview.File, view: true}, nil
	}
	data, err := readAnswers(file)
	if err != nil {
		return incoming{}, err
	}
	answers, err := survey.ParseAnswers(data, i.Bank())
	if err != nil {
		var all *survey.ParseError
		if !errors.As(err, &all) {
			return incoming{}, err
		}
		in := incoming{origin: interview.File}
		for _, p := range all.Problems {
			in.problems = append(in.problems, fmt.Sprintf("%s:%d:%d  %s", filepath.Base(file), p.Line, p.Column, p.Text.In(a.lang)))
		}
		if all.Omitted > 0 {
			in.problems = append(in.problems, a.sayf("另有 %d 处未列出", "%d more are not listed", all.Omitted))
		}
		return in, nil
	}
	return incoming{
		proposals: i.Proposals(answers, filepath.Base(file)), origin: interview.File,
		view: same(file, i.Workspace.AnswersPath()),
	}, nil
}

func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

func (a *app) surveyImportCommand(by *string) *cobra.Command {
	var f takeFlags
	c := &cobra.Command{
		Use:   "import FILE",
		Short: a.say("导入答案：先显示差异，确认后记入日志", "take answers from a file: shows the difference first"),
		Long: a.say(`FILE 是答案文件（.yaml）。先列出新增（+）、变更（~）、冲突（!）和无效（✗）的内容，在终端上确认后才记入日志，
没有终端时要加 --yes。整个文件是一步，可以撤销。文件里有无效内容时什么都不记。`,
			`FILE is an answers file (.yaml). What is new (+), changed (~), conflicting (!) and invalid (✗) is listed first and taken
once you agree at the terminal; without one add --yes. The whole file is one step for undo. A file with
invalid contents is not taken at all.`),
		Example: "  gantry survey import answers.yaml\n  gantry survey import answers.yaml --yes --on-conflict file",
		Args:    countArgs(a, 1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			w, err := a.workspace()
			if err != nil {
				return err
			}
			return a.takeFile(c.Context(), w, args[0], *by, f)
		},
	}
	a.takeFlagSet(c, &f)
	c.Flags().BoolVar(&f.yes, "yes", false, a.say("不询问，直接记入", "take them without asking"))
	return c
}

// exportFlags choose what is exported.
type exportFlags struct {
	sections, roles, apps []string
	quick, open           bool
}

func (a *app) surveyExportCommand() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export FILE",
		Short: a.say("导出问卷工作簿或答案文件", "write a workbook to fill in, or the answers"),
		Long: a.say(`FILE 是问卷工作簿（.xlsx）：客户用 Excel 或 WPS 离线填写，再用 gantry survey import 导入；
或答案文件（.yaml）：当前有效的答案，gantry migrate 和 gantry survey --answers 都能读。`,
			`FILE is a workbook (.xlsx), which the customer fills in offline with Excel or WPS and gantry survey import takes
back, or an answers file (.yaml): the answers in force, as gantry migrate and gantry survey --answers read them.`),
		Example: "  gantry survey export shop.xlsx --app shop --open\n  gantry survey export net.xlsx --role network\n  gantry survey export answers.yaml",
		Args:    countArgs(a, 1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := a.workspace()
			if err != nil {
				return err
			}
			return a.showInterview(w, func(l gantry.Look) error {
				items, err := a.exported(l, f)
				if err != nil {
					return err
				}
				return a.writeExport(l, args[0], w.Config.Customer, items)
			})
		},
	}
	fs := c.Flags()
	fs.StringSliceVar(&f.sections, "section", nil, a.say("只要这些章节", "only these sections"))
	fs.StringSliceVar(&f.roles, "role", nil, a.say("只要这些角色能回答的问题", "only questions that these roles can answer"))
	fs.StringSliceVar(&f.apps, "app", nil, a.say("只要这些应用（不含组织级问题）", "only these applications, without what is asked of the organisation"))
	fs.BoolVar(&f.quick, "quick", false, a.say("只要核心问题", "core questions only"))
	fs.BoolVar(&f.open, "open", false, a.say("只要还没有回答的问题", "only questions that nobody has answered"))
	return c
}

// exported are the questions to export, each in its place.
func (a *app) exported(l gantry.Look, f exportFlags) ([]workbook.Item, error) {
	cat, err := catalog.Load()
	if err != nil {
		return nil, err
	}
	var sections, roles, apps []string
	for _, s := range l.Bank().Sections() {
		sections = append(sections, s.ID)
	}
	for _, r := range cat.Roles {
		roles = append(roles, r.ID)
	}
	for _, s := range l.Subjects().Applications {
		apps = append(apps, s.Name)
	}
	err = errors.Join(a.known("--section", f.sections, sections), a.known("--role", f.roles, roles), a.known("--app", f.apps, apps))
	if err != nil {
		return nil, usage(err)
	}
	var out []workbook.Item
	for _, item := range workbook.Items(l.Machine, interview.Filter{Quick: f.quick, Roles: f.roles, Open: f.open}) {
		if q, _ := l.Bank().Question(item.Question); wanted(f.sections, q.Section) && wanted(f.apps, item.Place.App) {
			out = append(out, item)
		}
	}
	return out, nil
}

func wanted(list []string, name string) bool {
	for _, x := range list {
		if x == name {
			return true
		}
	}
	return len(list) == 0
}

// known refuses names that are none of those that there are.
func (a *app) known(flag string, names, all []string) error {
	for _, n := range names {
		if !wanted(append([]string{""}, all...), n) {
			return errors.New(a.sayf("%[1]s %[2]s：没有；可用：%[3]s", "%[1]s %[2]s: there is none; use %[3]s", flag, n, strings.Join(all, ", ")))
		}
	}
	return nil
}

func (a *app) writeExport(l gantry.Look, file, customer string, items []workbook.Item) error {
	var content []byte
	var err error
	switch strings.ToLower(filepath.Ext(file)) {
	case ".yaml", ".yml":
		content, err = a.answersOf(l, items)
	case ".xlsx":
		content, err = a.workbookOf(l, customer, items)
	default:
		return usage(errors.New(a.sayf("写不了 %[1]s：支持 .xlsx 和 .yaml", "%[1]s cannot be written: use .xlsx or .yaml", file)))
	}
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		return fmt.Errorf("exporting to %s: %w; close it when another program has it open", file, err)
	}
	return a.printf("%s\n", a.sayf("已写入 %[1]s：问题 %[2]d 个", "wrote %[1]s: %[2]d question(s)", file, len(items)))
}

func (a *app) workbookOf(l gantry.Look, customer string, items []workbook.Item) ([]byte, error) {
	if len(items) == 0 {
		return nil, usage(errors.New(a.say("没有符合条件的问题", "no question fits what was asked for")))
	}
	cat, err := catalog.Load()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = workbook.Export(&b, l.Bank(), workbook.Options{Lang: a.lang, Customer: customer, Roles: cat.Roles}, items)
	return b.Bytes(), err
}

// answersOf prints the answers to the questions as an answers file.
func (a *app) answersOf(l gantry.Look, items []workbook.Item) ([]byte, error) {
	var out survey.Answers
	for _, i := range items {
		if answer, ok := l.Reading.Answers.At(i.Place, i.Question); ok {
			out.Set(i.Place, i.Question, answer)
		}
	}
	return out.YAML(l.Bank(), a.say("由 gantry survey export 导出", "written by gantry survey export"))
}
