package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// book is the file while it is written. The first error stays and ends it, so that
// the many small steps need not each be asked.
type book struct {
	f      *excelize.File
	lang   i18n.Lang
	styles map[look]int
	looks  map[int]look // by style
	lists  []dropDown
	err    error
}

// dropDown is a list of choices on the hidden sheet, which drop-downs refer to by
// its name: in the rule itself a list takes 255 characters only.
type dropDown struct {
	name    string
	choices []string
}

// The names of the hidden sheets. They are in the file in every language.
const (
	listsName = "gantry-lists"
	metaName  = "gantry-meta"
)

func newBook(l i18n.Lang) *book {
	return &book{f: excelize.NewFile(), lang: l, styles: map[look]int{}, looks: map[int]look{}}
}

func (b *book) failed(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// choices returns the name of a list of choices and keeps the list.
func (b *book) choices(texts []i18n.Text) string {
	choices := in(texts, b.lang)
	for _, l := range b.lists {
		if slices.Equal(l.choices, choices) {
			return l.name
		}
	}
	name := fmt.Sprintf("gantry_list_%d", len(b.lists)+1)
	b.lists = append(b.lists, dropDown{name, choices})
	return name
}

// addSheet adds a sheet. The first one takes the place of the sheet that a new file
// has.
func (b *book) addSheet(name string) {
	if b.f.SheetCount == 1 && b.f.GetSheetName(0) == "Sheet1" {
		b.failed(b.f.SetSheetName("Sheet1", name))
		return
	}
	_, err := b.f.NewSheet(name)
	b.failed(err)
}

// addHidden adds a sheet that nobody is to see. Sheets are hidden before they are
// written: later the library reads all of them again to hide one.
func (b *book) addHidden(name string, fromMenusToo bool) {
	b.addSheet(name)
	b.failed(b.f.SetSheetVisible(name, false, fromMenusToo))
}

// writeLists fills the hidden sheet of choices, one list a column.
func (b *book) writeLists() {
	s := b.sheet(listsName, sheetOptions{})
	longest := 0
	for i, l := range b.lists {
		column := sheets.ColumnName(i + 1)
		b.failed(b.f.SetDefinedName(&excelize.DefinedName{
			Name: l.name, RefersTo: fmt.Sprintf("'%s'!$%s$1:$%s$%d", listsName, column, column, len(l.choices)),
		}))
		longest = max(longest, len(l.choices))
	}
	text := b.style(look{format: textFormat})
	for n := range longest {
		row := make([]cell, len(b.lists))
		for i, l := range b.lists {
			if n < len(l.choices) {
				row[i] = cell{value: l.choices[n], style: text}
			}
		}
		s.write(n+1, row...)
	}
	s.close()
}

// look is how a cell looks.
type look struct {
	fill, color  string // RGB without #
	size         float64
	bold, italic bool
	format       string // of numbers
	open         bool   // may be written into when the sheet is protected
	border       bool
	wrap, middle bool // middle of the height
	align        align
	indent       int
}

// align is where a text stands in its cell: where its type puts it, or elsewhere.
type align string

const (
	center align = "center"
	left   align = "left"
)

const (
	textFormat = "@"
	dateFormat = "yyyy-mm-dd"
)

func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{
		Font:       &excelize.Font{Family: i18n.Text{ZH: "微软雅黑", EN: "Calibri"}.In(b.lang), Size: 10, Bold: l.bold, Italic: l.italic, Color: "1F2933"},
		Alignment:  &excelize.Alignment{Vertical: "top", WrapText: l.wrap, Horizontal: string(l.align), Indent: l.indent},
		Protection: &excelize.Protection{Locked: !l.open},
	}
	if b.lang == i18n.EN {
		s.Font.Size = 11
	}
	if l.size > 0 {
		s.Font.Size = l.size
	}
	if l.color != "" {
		s.Font.Color = l.color
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.indent > 0 {
		s.Alignment.Horizontal = string(left) // elsewhere an indent has no effect
	}
	if l.middle {
		s.Alignment.Vertical = "center"
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: line1, Style: 1})
		}
	}
	id, err := b.f.NewStyle(s)
	b.failed(err)
	b.styles[l], b.looks[id] = id, l
	return id
}

// The colours. What they mean is said on the cover in words.
const (
	line1   = "D0D7DE" // borders
	headBG  = "1F4E79"
	headFG  = "FFFFFF"
	bandBG  = "DCE6F1"
	fixedBG = "F6F8FA"
	openBG  = "FFF9DB" // to be filled in
	doneBG  = "E3F4E6" // filled in
	knownFG = "1A5FB4"
	paleFG  = "6B7785"
	keyFG   = "B3261E"
	idFG    = "AAB4BE"
	tickFG  = "1E7B34"
)

// quote puts the name of a sheet into a formula.
func quote(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }
