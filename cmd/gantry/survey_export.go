package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
)

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
	return len(list) == 0 || slices.Contains(list, name)
}

// known refuses names that are none of those that there are.
func (a *app) known(flag string, names, all []string) error {
	for _, n := range names {
		if !slices.Contains(all, n) {
			return errors.New(a.sayf("%[1]s %[2]s：没有；可用：%[3]s", "%[1]s %[2]s: there is none; use %[3]s", flag, n, strings.Join(all, ", ")))
		}
	}
	return nil
}

func isWorkbook(file string) bool { return strings.EqualFold(filepath.Ext(file), ".xlsx") }

// exportOf is what the file will hold; the end of its name chooses.
func (a *app) exportOf(l gantry.Look, file, customer string, items []workbook.Item) ([]byte, error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".yaml", ".yml":
		return a.answersOf(l, items)
	case ".xlsx":
		return a.workbookOf(l, customer, items)
	}
	return nil, usage(errors.New(a.sayf("写不了 %[1]s：支持 .xlsx 和 .yaml", "%[1]s cannot be written: use .xlsx or .yaml", file)))
}

func (a *app) writeExport(l gantry.Look, file, customer string, items []workbook.Item) error {
	content, err := a.exportOf(l, file, customer, items)
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
		answer, ok := l.Reading.Answers.At(i.Place, i.Question)
		e, _ := l.Entry(i.Place, i.Question)
		if ok && e.Status() != interview.Conflicting { // nobody said unknown
			out.Set(i.Place, i.Question, answer)
		}
	}
	return out.YAML(l.Bank(), a.say("由 gantry survey export 导出", "written by gantry survey export"))
}
