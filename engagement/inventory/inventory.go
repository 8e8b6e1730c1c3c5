package inventory

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Value is what a cell says, and which cell it is: 应用!B7 or apps.csv:7.
type Value struct {
	Text, At string
}

// Application is an application of a list. What the list does not say is empty.
type Application struct {
	Name    string // a DNS label of at most 40 characters
	Display string // as the list writes it
	At      string // the first cell about it

	Purpose, Owner, Department, InScope, Criticality Value
	Repository, Branch                               Value
	Language, Version, Framework, OS                 Value
	Databases, Middleware, DependsOn                 []Value
	Instances                                        []Instance
	Tags                                             []Tag
}

// Instance is how an application runs in one environment.
type Instance struct {
	Env, Count, CPU, Memory, Disk Value
}

// Tag is a word about an application below its category.
type Tag struct {
	Category string
	Value
}

// Problem is a cell that cannot be taken, and what is accepted. It never repeats
// what looks like a secret.
type Problem struct {
	Cell string
	Text i18n.Text
}

// In is the problem behind its cell, in a language.
func (p Problem) In(l i18n.Lang) string { return p.Cell + ": " + p.Text.In(l) }

// Inventory is what a file lists.
type Inventory struct {
	Applications []Application
	Problems     []Problem
}

// Read reads a list of applications. The name of the file stands in the places of a
// CSV file. An error is a file that holds no such list.
func Read(r io.Reader, file string) (Inventory, error) {
	book, err := sheets.Read(r, sheets.Usual())
	if err != nil {
		return Inventory{}, err
	}
	l := &lister{file: path.Base(strings.ReplaceAll(file, `\`, "/")), byDisplay: map[string]int{}, names: map[string]bool{}}
	found := false
	for _, s := range book.Sheets {
		if s.Hidden {
			continue
		}
		if h, ok := findHead(s); ok {
			found = true
			l.sheet(s, h)
		}
	}
	if !found {
		return Inventory{}, &interview.Refusal{Text: i18n.Textf(
			"读取应用清单：各工作表的前 %d 行里没有“应用名称”或 Application Name 这样的标题，请加一行标题",
			"reading a list of applications: none of the first %d rows of a sheet has a title such as 应用名称 or Application Name: add a row of titles", headRows)}
	}
	l.connect()
	return Inventory{Applications: l.apps, Problems: l.problems}, nil
}

// lister collects applications from rows.
type lister struct {
	file      string
	apps      []Application
	byDisplay map[string]int
	names     map[string]bool
	calls     []call
	problems  []Problem
}

// call is a dependency between two applications, by the names in the list.
type call struct {
	from, to string
	at       string
}

func (l *lister) problem(at string, t i18n.Text) {
	l.problems = append(l.problems, Problem{at, t})
}

// at names a cell.
func (l *lister) at(s sheets.Sheet, column, row int) string {
	if s.Name == "" {
		return fmt.Sprintf("%s:%d", l.file, row)
	}
	return s.Cell(column, row)
}

// value reads a cell and refuses secrets and failed formulas.
func (l *lister) value(s sheets.Sheet, r sheets.Row, column int) Value {
	c := r.At(column)
	at := l.at(s, column, r.Number)
	switch {
	case c.Kind == sheets.Failed || c.Kind == sheets.Uncomputed:
		l.problem(at, i18n.Text{ZH: "公式没有可用的结果：请填写值", EN: "the formula has no usable result: please enter the value"})
	case survey.LooksSecret(c.Text):
		l.problem(at, i18n.Text{ZH: "像是口令、密钥或令牌，没有导入：只写明保管位置，不写内容", EN: "it looks like a password, key or token and was not read: say where it is kept, not what it is"})
	case len(c.Text) > mostInCell:
		l.problem(at, i18n.Textf("太长，最多 %d 字节", "too long: at most %d bytes", mostInCell))
	case isNothing(c.Text):
	default:
		return Value{strings.Join(strings.Fields(c.Text), " "), at}
	}
	return Value{}
}

const mostInCell = 4000

// isNothing tells whether a text only says that there is none.
func isNothing(s string) bool {
	switch strings.ToLower(s) {
	case "", "-", "--", "/", "n/a", "无", "暂无", "none", "null":
		return true
	}
	return false
}
