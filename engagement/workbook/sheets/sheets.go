package sheets

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Book is a spreadsheet file.
type Book struct {
	Sheets []Sheet
}

// Sheet is one sheet: its rows in the order of the file, without empty ones.
type Sheet struct {
	Name   string // empty for CSV
	Hidden bool
	Rows   []Row
	Merged []Range
}

// Row is a row: its cells from left to right, without empty ones.
type Row struct {
	Number int // from 1; of CSV, the line in which it begins
	Cells  []Cell
}

// Kind tells what a cell holds beside its text.
type Kind uint8

// The kinds.
const (
	Text       Kind = iota
	Number          // in plain decimal notation: 0.5, 12000
	Percentage      // a number shown in percent: 99.9%
	Date            // 2026-11-30, or 2026-11-30 22:00:00
	Failed          // an error such as #REF!
	Uncomputed      // a formula without a saved result
)

// Cell is a cell that is not empty.
type Cell struct {
	Column int // from 1
	Kind   Kind
	Text   string
}

// Range is a rectangle of cells, corners included.
type Range struct {
	Left, Top, Right, Bottom int
}

// Covers tells whether the range hides the cell: all but its first one are hidden.
func (r Range) Covers(column, row int) bool {
	return column >= r.Left && column <= r.Right && row >= r.Top && row <= r.Bottom && (column != r.Left || row != r.Top)
}

// At returns the cell of a column, the zero cell when it is empty.
func (r Row) At(column int) Cell {
	for _, c := range r.Cells {
		if c.Column == column {
			return c
		}
	}
	return Cell{Column: column}
}

// Cell names a cell as a person finds it: 应用!B7.
func (s Sheet) Cell(column, row int) string { return s.Name + "!" + CellName(column, row) }

// CellName is a cell within its sheet: B7.
func CellName(column, row int) string { return ColumnName(column) + fmt.Sprint(row) }

// ColumnName is a column in letters: 28 is AB.
func ColumnName(column int) string {
	var out []byte
	for ; column > 0; column = (column - 1) / 26 {
		out = append([]byte{byte('A' + (column-1)%26)}, out...)
	}
	return string(out)
}

// Limits bound what is read. A file beyond them is refused with an error.
type Limits struct {
	File     int64 // bytes of the file
	Unpacked int64 // bytes of all parts that are read
	Cells    int   // cells that are not empty, of all sheets together
	Text     int64 // bytes of text in all cells together
	Sheets   int
}

// Usual are limits that the files of people never reach.
func Usual() Limits {
	return Limits{File: 20 << 20, Unpacked: 256 << 20, Cells: 2_000_000, Text: 128 << 20, Sheets: 500}
}

// The largest sheet of Excel.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// ErrKind is what Read returns for a file that is no spreadsheet it can read.
var ErrKind = errors.New("neither xlsx nor CSV")

// Read reads an xlsx or CSV file, whichever it is.
func Read(r io.Reader, limits Limits) (Book, error) {
	data, err := bounded(r, limits)
	if err != nil {
		return Book{}, err
	}
	if isZip(data) {
		return readXLSX(data, limits)
	}
	return readCSV(data, limits)
}

// ReadXLSX reads an xlsx file.
func ReadXLSX(r io.Reader, limits Limits) (Book, error) {
	data, err := bounded(r, limits)
	if err != nil {
		return Book{}, err
	}
	if !isZip(data) {
		return Book{}, fmt.Errorf("reading a spreadsheet: %w: save it as .xlsx in Excel or WPS", ErrKind)
	}
	return readXLSX(data, limits)
}

func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// bounded reads the file and refuses what has the form of old or encrypted files.
func bounded(r io.Reader, limits Limits) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limits.File+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading a spreadsheet: %w", err)
	case int64(len(data)) > limits.File:
		return nil, fmt.Errorf("reading a spreadsheet: it is larger than %d MiB: send it in parts", limits.File>>20)
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, errors.New("reading a spreadsheet: it is an old .xls or has a password to open it: save it as .xlsx without a password")
	}
	return data, nil
}

// budget is what is left of the limits while a file is read.
type budget struct {
	Limits
}

func (b *budget) unpack(n int) error {
	if b.Unpacked -= int64(n); b.Unpacked < 0 {
		return errors.New("it unpacks to far more than its size allows: it is damaged or was made to harm")
	}
	return nil
}

// take accounts for one cell and tells why it is one too many.
func (b *budget) take(text string) error {
	b.Cells--
	b.Text -= int64(len(text))
	if b.Cells < 0 || b.Text < 0 {
		return errors.New("it has more cells than can be read: send it in parts")
	}
	return nil
}

// plain removes what cells hold beside their words: blanks around them, and line
// ends of other systems.
func plain(s string) string {
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(strings.ReplaceAll(s, "\u00A0", " "))
}
