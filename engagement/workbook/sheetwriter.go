package workbook

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
)

// cell is what is written into a cell: a text, a number, or a formula with the
// number that it has now, which programs show that compute nothing.
type cell struct {
	value   any // string, int or float64
	formula string
	style   int
}

// sheetOptions are about a whole sheet.
type sheetOptions struct {
	tab         string // colour
	widths      []float64
	frozenRows  int
	frozenCols  int
	protected   bool
	insertable  bool // rows may be inserted although the sheet is protected
	landscapeA3 bool
}

// sheetWriter writes one sheet from top to bottom. Rules of validation are
// collected and written at its end.
type sheetWriter struct {
	*book
	name   string
	widths []float64
	sw     *excelize.StreamWriter
	rules  []*rule
	index  map[rule]*rule
	refs   map[*rule][][2]int // column and row
}

func (b *book) sheet(name string, o sheetOptions) *sheetWriter {
	s := &sheetWriter{book: b, name: name, widths: o.widths, index: map[rule]*rule{}, refs: map[*rule][][2]int{}}
	yes := true
	if o.tab != "" || o.landscapeA3 {
		props := &excelize.SheetPropsOptions{FitToPage: &yes}
		if o.tab != "" {
			argb := "FF" + o.tab
			props.TabColorRGB = &argb
		}
		b.failed(b.f.SetSheetProps(name, props))
	}
	if o.landscapeA3 {
		size, orientation, wide, high := 8, "landscape", 1, 0
		b.failed(b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	}
	if o.protected {
		b.failed(b.f.ProtectSheet(name, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true, FormatCells: true, FormatColumns: true, FormatRows: true,
			InsertRows: o.insertable, DeleteRows: o.insertable, Sort: true, AutoFilter: true, EditObjects: true, EditScenarios: true,
		}))
	}
	var err error
	s.sw, err = b.f.NewStreamWriter(name)
	b.failed(err)
	if b.err != nil {
		return s
	}
	for i, w := range o.widths {
		b.failed(s.sw.SetColWidth(i+1, i+1, w))
	}
	if o.frozenRows > 0 {
		b.failed(s.sw.SetPanes(&excelize.Panes{
			Freeze: true, XSplit: o.frozenCols, YSplit: o.frozenRows,
			TopLeftCell: sheets.CellName(o.frozenCols+1, o.frozenRows+1), ActivePane: "bottomRight",
		}))
	}
	return s
}

// write writes a row, as high as its longest text needs. Cells without style and
// value stay empty.
func (s *sheetWriter) write(row int, cells ...cell) { s.writeHigh(row, s.height(cells), cells...) }

// height is what a row needs, in points: spreadsheets compute it themselves only
// when somebody writes into the row.
func (s *sheetWriter) height(cells []cell) float64 {
	lines := 1
	for i, c := range cells {
		text, ok := c.value.(string)
		if ok && i < len(s.widths) && s.looks[c.style].wrap {
			lines = max(lines, linesOf(text, s.widths[i]-1))
		}
	}
	const most = 400
	return min(float64(lines)*14.5+5, most)
}

// linesOf is how many lines a text takes in a column of a width in characters.
func linesOf(text string, width float64) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		columns := 0.0
		for _, r := range line {
			if r >= 0x2E80 || r == '“' || r == '”' || r == '…' {
				columns += 2
			} else {
				columns += 1.1
			}
		}
		n += max(1, int(math.Ceil(columns/width)))
	}
	return n
}

// writeHigh writes a row of a height in points.
func (s *sheetWriter) writeHigh(row int, height float64, cells ...cell) {
	if s.err != nil {
		return
	}
	values := make([]any, len(cells))
	for i, c := range cells {
		if c.value == nil && c.formula == "" && c.style == 0 {
			continue
		}
		if t, ok := c.value.(string); ok && t == "" {
			c.value = nil
		}
		values[i] = excelize.Cell{StyleID: c.style, Formula: c.formula, Value: c.value}
	}
	s.failed(s.sw.SetRow(sheets.CellName(1, row), values, excelize.RowOpts{Height: height}))
}

func (s *sheetWriter) close() {
	s.writeRules()
	if s.err == nil {
		s.failed(s.sw.Flush())
	}
}

// link leads from a cell to another one in the workbook.
func (s *sheetWriter) link(column, row int, sheet, to string) {
	s.failed(s.f.SetCellHyperLink(s.name, sheets.CellName(column, row), quote(sheet)+"!"+to, "Location"))
}

// comment explains a cell. It shows when the pointer rests on it.
func (s *sheetWriter) comment(column, row int, text string) {
	s.failed(s.f.AddComment(s.name, excelize.Comment{
		Cell: sheets.CellName(column, row), Author: "Gantry", Width: 300, Height: 110,
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Size: 10}}},
	}))
}

// filled colours cells of a range in which a formula about its first row holds.
func (s *sheetWriter) filled(ref, formula string) {
	id, err := s.f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{doneBG}}})
	s.failed(err)
	s.failed(s.f.SetConditionalFormat(s.name, ref, []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: formula, Format: &id}}))
}

// rule is what a cell accepts.
type rule struct {
	kind       ruleKind
	list       string // name of the choices
	min, max   int    // of a number; max 0 means no limit
	title, say string // when something else is entered
}

type ruleKind int

const (
	fromList ruleKind = iota + 1
	wholeNumber
	percentage
	day
)

// accept adds a cell to those under a rule.
func (s *sheetWriter) accept(column, row int, r rule) {
	if r.kind == 0 {
		return
	}
	known, ok := s.index[r]
	if !ok {
		known = &r
		s.index[r] = known
		s.rules = append(s.rules, known)
	}
	s.refs[known] = append(s.refs[known], [2]int{column, row})
}

// refsPerRule keeps a rule within what programs read.
const refsPerRule = 200

func (s *sheetWriter) writeRules() {
	for _, r := range s.rules {
		for refs := ranges(s.refs[r]); len(refs) > 0; {
			n := min(len(refs), refsPerRule)
			s.writeRule(r, strings.Join(refs[:n], " "))
			refs = refs[n:]
		}
	}
}

// ranges joins cells that stand one below the other, in the order given.
func ranges(refs [][2]int) []string {
	var out []string
	for i := 0; i < len(refs); {
		j := i + 1
		for j < len(refs) && refs[j] == [2]int{refs[i][0], refs[i][1] + j - i} {
			j++
		}
		name := sheets.CellName(refs[i][0], refs[i][1])
		if j > i+1 {
			name += ":" + sheets.CellName(refs[i][0], refs[j-1][1])
		}
		out = append(out, name)
		i = j
	}
	return out
}

func (s *sheetWriter) writeRule(r *rule, refs string) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(refs)
	var err error
	switch r.kind {
	case fromList:
		dv.SetSqrefDropList(r.list)
	case wholeNumber:
		if r.max == 0 {
			err = dv.SetRange(r.min, 0, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorGreaterThanOrEqual)
			dv.Formula2 = ""
		} else {
			err = dv.SetRange(r.min, r.max, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
		}
	case percentage:
		err = dv.SetRange(0, 100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case day:
		err = dv.SetRange(36526, 73050, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	}
	s.failed(err)
	dv.SetError(excelize.DataValidationErrorStyleStop, r.title, r.say)
	if err := s.f.AddDataValidation(s.name, dv); err != nil {
		s.failed(fmt.Errorf("writing what cells accept on %s: %w", s.name, err))
	}
}
