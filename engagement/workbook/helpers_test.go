package workbook_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The bank and the catalogue are read once: that takes longer than most tests.
var (
	loadBank    = sync.OnceValues(survey.Load)
	loadCatalog = sync.OnceValues(catalog.Load)
)

func bank(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := loadBank()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func options(t testing.TB, l i18n.Lang) workbook.Options {
	t.Helper()
	c, err := loadCatalog()
	if err != nil {
		t.Fatal(err)
	}
	return workbook.Options{Lang: l, Customer: "示例零售集团", Roles: c.Roles}
}

func export(t testing.TB, b *survey.Bank, o workbook.Options, items []workbook.Item) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := workbook.Export(&out, b, o, items); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t testing.TB, b *survey.Bank, data []byte) workbook.Filled {
	t.Helper()
	filled, err := workbook.Import(bytes.NewReader(data), b)
	if err != nil {
		t.Fatal(err)
	}
	return filled
}

// placeFor is a place in which a question may be asked.
func placeFor(q survey.Question) survey.Place {
	switch q.Ask {
	case survey.Env:
		return survey.Place{Env: "prod"}
	case survey.App:
		return survey.Place{App: "订单 系统"}
	case survey.Component:
		return survey.Place{App: "shop", Component: "bff"}
	}
	return survey.Place{}
}

// sample is a value that fits the question; n varies it.
func sample(t testing.TB, q survey.Question, n int) survey.Value {
	t.Helper()
	var v survey.Value
	switch q.Type {
	case survey.Multi:
		v.List = []string{}
		for i := range q.Options {
			o := q.Options[(i+n)%len(q.Options)]
			if !o.Exclusive && len(v.List) <= n%4 && (q.Most == 0 || len(v.List) < q.Most) {
				v.List = append(v.List, o.Key)
			}
		}
		if !q.Ranked {
			slices.SortFunc(v.List, func(a, b string) int { return optionIndex(q, a) - optionIndex(q, b) })
		}
	case survey.List:
		for i := range n % 4 {
			v.List = append(v.List, scalar(q.Field, n+i))
		}
	case survey.Table:
		for i := range n % 4 {
			v.Rows = append(v.Rows, row(q, n+i, (n+i)%2 == 0))
		}
	case survey.Record:
		v.Rows = []survey.Row{row(q, n, true)}
	default:
		v.Text = scalar(q.Field, n)
	}
	checked, problems := q.Check(v)
	if len(problems) > 0 {
		t.Fatalf("sample of %s: %v", q.ID, problems)
	}
	return checked
}

func optionIndex(q survey.Question, key string) int {
	return slices.IndexFunc(q.Options, func(o survey.Option) bool { return o.Key == key })
}

func row(q survey.Question, n int, full bool) survey.Row {
	var r survey.Row
	for _, c := range q.Columns {
		if c.Key == "secret" || !full && !c.Required {
			continue
		}
		r = append(r, survey.Cell{Column: c.Key, Text: scalar(c.Field, n)})
	}
	if len(r) == 0 {
		r = survey.Row{{Column: q.Columns[0].Key, Text: scalar(q.Columns[0].Field, n)}}
	}
	return r
}

// scalar has what spreadsheets and people get wrong: formulas, dates, leading zeros.
func scalar(f survey.Field, n int) string {
	switch f.Type {
	case survey.Choice:
		return f.Options[n%len(f.Options)].Key
	case survey.Bool:
		return []string{"true", "false"}[n%2]
	case survey.Number:
		if f.Max > 0 {
			return fmt.Sprint(f.Min + n%(f.Max-f.Min+1))
		}
		return fmt.Sprint(f.Min + n)
	case survey.Percent:
		return []string{"99.9", "99.95", "0", "100", "12.50"}[n%5]
	case survey.Quantity:
		if f.Unit == survey.CPU {
			return fmt.Sprintf("%dm", 100+n)
		}
		return fmt.Sprintf("%dMi", 100+n)
	case survey.Duration:
		return fmt.Sprintf("%dm30s", n)
	case survey.Date:
		return fmt.Sprintf("2026-11-%02d", 1+n%30)
	case survey.CIDR:
		return fmt.Sprintf("10.%d.0.0/16", n%256)
	}
	switch f.Format {
	case survey.Label:
		return fmt.Sprintf("prod-%d", n)
	case survey.Host:
		return fmt.Sprintf("10.0.0.%d", n%256)
	case survey.Address:
		return fmt.Sprintf("https://mirror%d.example.com/path", n)
	case survey.Path:
		return fmt.Sprintf("/data/上传/%d", n)
	case survey.URLPath:
		return fmt.Sprintf("/healthz/%d", n)
	case survey.Zone:
		return []string{"Asia/Shanghai", "UTC"}[n%2]
	case survey.EnvName:
		return fmt.Sprintf("LOG_LEVEL_%d", n)
	case survey.Cron:
		return fmt.Sprintf("%d 2 * * *", n%60)
	case survey.GitURL:
		return fmt.Sprintf("https://git.example.com/shop/shop%d.git", n)
	}
	return fmt.Sprintf([]string{"=1+%d", "@名称 %d", "-%d 条", "+%d、%[1]d", "00%d", "1-%d", "2026/11/3%d", "TRUE %d", `"a, b"; %d`, "_x0041_ %d", "<b>&%d"}[n%11], n)
}

// everything is every question once, with an answer that depends on n.
func everything(t testing.TB, b *survey.Bank, n int) []workbook.Item {
	t.Helper()
	var out []workbook.Item
	for i, q := range b.Questions() {
		out = append(out, workbook.Item{Place: placeFor(q), Question: q.ID, Now: answerFor(t, q, n+i)})
	}
	return out
}

func answerFor(t testing.TB, q survey.Question, n int) *survey.Answer {
	t.Helper()
	a := &survey.Answer{Confidence: []survey.Confidence{"", survey.Confirmed, survey.Estimated, survey.Assumed}[n%4]}
	switch n % 5 {
	case 0:
		return nil
	case 1:
		a.State = survey.Unknown
	case 2:
		a.State, a.Note = survey.NotApplicable, "=HYPERLINK(\"x\")\n第二行"
	case 3:
		a.State, a.Value, a.Owner, a.Due = survey.Known, sample(t, q, n), "@王工", "2026-12-01"
	default:
		a.State, a.Value, a.By = survey.Known, sample(t, q, n), "李 工"
	}
	return a
}

// book is a workbook that a test changes as a person would.
type book struct {
	t *testing.T
	f *excelize.File
}

func open(t *testing.T, data []byte) *book {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return &book{t, f}
}

func (b *book) bytes() []byte {
	b.t.Helper()
	var out bytes.Buffer
	if err := b.f.Write(&out); err != nil {
		b.t.Fatal(err)
	}
	return out.Bytes()
}

func (b *book) rows(sheet string) [][]string {
	b.t.Helper()
	rows, err := b.f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

// find returns the sheet and the row of the nth line with an id.
func (b *book) find(id string, nth int) (sheet string, row int) {
	b.t.Helper()
	for _, s := range b.f.GetSheetList() {
		if s == "gantry-meta" {
			continue
		}
		for i, r := range b.rows(s) {
			if slices.Contains(r, id) {
				if nth == 0 {
					return s, i + 1
				}
				nth--
			}
		}
	}
	b.t.Fatalf("no line has the id %s", id)
	return "", 0
}

// cell is the cell of a line below a title, which stands above it.
func (b *book) cell(id, title string, nth int) (sheet, cell string) {
	b.t.Helper()
	sheet, row := b.find(id, nth)
	rows := b.rows(sheet)
	for i := row - 2; i >= 0; i-- {
		for col, text := range rows[i] {
			if strings.TrimSuffix(text, " *") == title {
				cell, err := excelize.CoordinatesToCellName(col+1, row)
				if err != nil {
					b.t.Fatal(err)
				}
				return sheet, cell
			}
		}
	}
	b.t.Fatalf("no column has the title %s above %s", title, id)
	return "", ""
}

// set writes a value below a title and returns the name of the cell.
func (b *book) set(id, title string, value any) string {
	b.t.Helper()
	return b.setRow(id, title, 0, value)
}

func (b *book) setRow(id, title string, nth int, value any) string {
	b.t.Helper()
	sheet, cell := b.cell(id, title, nth)
	b.must(b.f.SetCellValue(sheet, cell, value))
	return sheet + "!" + cell
}

func (b *book) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// byQuestion are the answers of proposals.
func byQuestion(proposals []interview.Proposal) map[string]survey.Answer {
	out := map[string]survey.Answer{}
	for _, p := range proposals {
		out[p.Question+"@"+p.Place.String()] = p.Answer
	}
	return out
}

// rezip lets change replace the parts of a file; nil leaves a part out.
func rezip(t testing.TB, data []byte, change func(name string, content []byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		content, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if content = change(f.Name, content); content == nil {
			continue
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// forget takes from a workbook what it was made from.
func forget(t testing.TB, data []byte) []byte {
	t.Helper()
	return rezip(t, data, func(_ string, content []byte) []byte {
		return bytes.ReplaceAll(content, []byte(workbook.Schema), []byte("another"))
	})
}
