package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/inventory"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
)

// incoming is what a file proposes.
type incoming struct {
	proposals []interview.Proposal
	problems  []string // what cannot be taken, with its place, in the language of the run
	remarks   []string // about the file as a whole
	unchanged int      // answers that are as they were when the file was made
	partly    bool     // whether the rest may be taken where something is invalid
	origin    interview.Origin
	view      bool // the file is the view of this very interview
}

// readIncoming reads a file by the end of its name. Of the interview it
// reads only what no screen changes meanwhile, so that it may run beside one.
func (a *app) readIncoming(i *gantry.Interview, scope *survey.Answer, file string) (incoming, error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".yaml", ".yml":
		return a.readYAML(i, file)
	case ".xlsx":
		in, err := a.readWorkbook(i, file)
		if errors.Is(err, workbook.ErrForeign) {
			return a.readInventory(i, scope, file)
		}
		return in, err
	case ".csv":
		return a.readInventory(i, scope, file)
	}
	return incoming{}, usage(errors.New(a.sayf("读不了 %[1]s：支持 .xlsx、.csv 和 .yaml", "%[1]s cannot be read: use .xlsx, .csv or .yaml", file)))
}

// scopeOf is what the interview says of the applications in scope, else those that
// gantry.yaml lists, so that a list from elsewhere adds to them; nil for neither.
func scopeOf(i *gantry.Interview) *survey.Answer {
	if now, ok := i.Answers().At(survey.Place{}, inventory.ScopeQuestion); ok {
		return &now
	}
	if e, ok := i.Entry(survey.Place{}, inventory.ScopeQuestion); ok && len(e.Suggestions) > 0 {
		return &survey.Answer{State: survey.Known, Value: e.Suggestions[0].Value}
	}
	return nil
}

// readInventory reads a list of applications, Konveyor's included. It adds to the
// applications in scope and replaces none.
func (a *app) readInventory(i *gantry.Interview, scope *survey.Answer, file string) (incoming, error) {
	f, err := os.Open(file)
	if err != nil {
		return incoming{}, fmt.Errorf("reading the list of applications: %w", err)
	}
	defer func() { _ = f.Close() }()
	list, err := inventory.Read(f, filepath.Base(file))
	if err != nil {
		return incoming{}, err
	}
	proposals, problems := list.Proposals(i.Bank(), scope)
	in := incoming{proposals: proposals, origin: interview.Inventory, partly: true}
	for _, p := range append(list.Problems, problems...) {
		in.problems = append(in.problems, p.In(a.lang))
	}
	return in, nil
}

// readWorkbook reads a workbook that gantry survey export made.
func (a *app) readWorkbook(i *gantry.Interview, file string) (incoming, error) {
	f, err := os.Open(file)
	if err != nil {
		return incoming{}, fmt.Errorf("reading the workbook: %w", err)
	}
	defer func() { _ = f.Close() }()
	filled, err := workbook.Import(f, i.Bank())
	if err != nil {
		return incoming{}, err
	}
	in := incoming{proposals: filled.Proposals, unchanged: filled.Unchanged, origin: interview.Workbook, partly: true}
	for _, p := range filled.Problems {
		if p.Cell == "" {
			in.remarks = append(in.remarks, p.Text.In(a.lang))
		} else {
			in.problems = append(in.problems, p.Cell+"  "+p.Text.In(a.lang))
		}
	}
	return in, nil
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
		Long: a.say(`FILE 是客户填好的问卷工作簿（.xlsx）、应用清单（.xlsx、.csv，含 Konveyor 的导出格式）或答案文件（.yaml）。
先列出新增（+）、变更（~）、矛盾（!）和无效（✗）的内容，在终端上确认后才记入日志，没有终端时要加 --yes。整个文件是一步，可以撤销。工作簿和清单里无效的单元格不采用，以退出码 1 结束；
答案文件里有无效内容时什么都不记。`,
			`FILE is a workbook that the customer filled in (.xlsx), a list of applications (.xlsx or .csv, as Konveyor exports
it, too), or an answers file (.yaml). What is new (+), changed (~), conflicting (!) and invalid (✗) is listed first
and taken once you agree at the terminal; without one add --yes. The whole file is one step for undo. Of a
workbook or list invalid cells are left out and the exit code is 1; an answers file with invalid contents is not
taken at all.`),
		Example: "  gantry survey import shop.xlsx\n  gantry survey import applications.csv\n  gantry survey import answers.yaml --yes --on-conflict file",
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
