package sheets

import (
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// sheetReader goes through the cells of one sheet.
type sheetReader struct {
	*xlsx
	sheet   Sheet
	row     Row
	column  int // of the last cell
	cell    raw
	in      element
	inValue bool
}

// raw is a cell as the file stores it.
type raw struct {
	column, style int
	kind          string
	formula       bool
	value, inline strings.Builder
}

func (x *xlsx) sheet(p sheetPart) (Sheet, error) {
	r := &sheetReader{xlsx: x, sheet: Sheet{Name: p.name, Hidden: p.hidden}}
	err := x.walk(p.part, func(t xml.Token) (bool, error) {
		switch t := t.(type) {
		case xml.StartElement:
			return true, r.start(t)
		case xml.CharData:
			switch {
			case r.inValue:
				r.cell.value.Write(t)
			case r.in.isText():
				r.cell.inline.Write(t)
			}
		case xml.EndElement:
			return true, r.end(t.Name.Local)
		}
		return true, nil
	})
	return r.sheet, err
}

func (r *sheetReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		return r.startRow(e)
	case "c":
		return r.startCell(e)
	case "v":
		r.inValue = true
	case "f":
		r.cell.formula = true
	case "mergeCell":
		if m, ok := rangeOf(attribute(e, "ref")); ok {
			if len(r.sheet.Merged) == maxMerged {
				return fmt.Errorf("it has more than %d merged ranges", maxMerged)
			}
			r.sheet.Merged = append(r.sheet.Merged, m)
		}
	}
	r.in.open(e.Name.Local)
	return nil
}

const maxMerged = 50_000

// startRow begins a row. Its number may be left out: it is the next one then.
func (r *sheetReader) startRow(e xml.StartElement) error {
	number := r.row.Number + 1
	if s := attribute(e, "r"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > maxRow {
			return errors.New("a row has no valid number")
		}
		number = n
	}
	r.row, r.column = Row{Number: number}, 0
	return nil
}

func (r *sheetReader) startCell(e xml.StartElement) error {
	r.column++
	if name := attribute(e, "r"); name != "" {
		column, _ := columnOf(name)
		r.column = column
	}
	if r.column < 1 || r.column > maxColumn {
		return errors.New("a cell has no valid column")
	}
	style, _ := strconv.Atoi(attribute(e, "s"))
	r.cell = raw{column: r.column, style: style, kind: attribute(e, "t")}
	return nil
}

func (r *sheetReader) end(name string) error {
	r.in.end(name)
	switch name {
	case "v":
		r.inValue = false
	case "c":
		return r.endCell()
	case "row":
		if len(r.row.Cells) > 0 {
			slices.SortStableFunc(r.row.Cells, func(a, b Cell) int { return a.Column - b.Column })
			r.sheet.Rows = append(r.sheet.Rows, r.row)
		}
	}
	return nil
}

func (r *sheetReader) endCell() error {
	c, err := r.value()
	if err != nil {
		return err
	}
	if c.Text == "" && c.Kind != Uncomputed {
		return nil
	}
	if err := r.left.take(c.Text); err != nil {
		return err
	}
	r.row.Cells = append(r.row.Cells, c)
	return nil
}

// value is the cell as it shows.
func (r *sheetReader) value() (Cell, error) {
	c := Cell{Column: r.cell.column}
	v := r.cell.value.String()
	switch r.cell.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if v != "" && (err != nil || i < 0 || i >= len(r.strings)) {
			return c, fmt.Errorf("cell %s refers to a text that the file does not have", CellName(c.Column, r.row.Number))
		}
		if v != "" {
			c.Text = r.strings[i]
		}
	case "inlineStr":
		c.Text = plain(unescape(r.cell.inline.String()))
	case "b":
		c.Text = map[string]string{"1": "true", "0": "false"}[strings.TrimSpace(v)]
	case "e":
		c.Text, c.Kind = plain(v), Failed
	case "", "n":
		if v = strings.TrimSpace(v); v != "" {
			c.Text, c.Kind = showNumber(v, r.format(), r.date1904)
		}
	default: // str is the result of a formula, d a date in ISO form
		c.Text = plain(unescape(v))
	}
	if r.cell.formula && v == "" && c.Text == "" {
		c.Kind = Uncomputed
	}
	return c, nil
}

func (r *sheetReader) format() Kind {
	if r.cell.style < 0 || r.cell.style >= len(r.formats) {
		return Number
	}
	return r.formats[r.cell.style]
}
