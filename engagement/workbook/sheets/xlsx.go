package sheets

import (
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// xlsx is what the parts of a workbook share.
type xlsx struct {
	*container
	date1904 bool
	strings  []string
	formats  []Kind // by index of a cell's style
}

// sheetPart is a sheet as the workbook lists it.
type sheetPart struct {
	name, part string
	hidden     bool
}

func readXLSX(data []byte, limits Limits) (Book, error) {
	book, err := readWorkbook(data, limits)
	if err != nil {
		return Book{}, fmt.Errorf("reading an xlsx file: %w", err)
	}
	return book, nil
}

func readWorkbook(data []byte, limits Limits) (Book, error) {
	c, err := openContainer(data, limits)
	if err != nil {
		return Book{}, err
	}
	x := &xlsx{container: c}
	parts, err := x.workbook()
	if err != nil {
		return Book{}, err
	}
	if len(parts) > limits.Sheets {
		return Book{}, fmt.Errorf("it has %d sheets, more than %d", len(parts), limits.Sheets)
	}
	var book Book
	for _, p := range parts {
		s, err := x.sheet(p)
		if err != nil {
			return Book{}, err
		}
		book.Sheets = append(book.Sheets, s)
	}
	return book, nil
}

// workbook reads what all sheets need and returns the sheets in their order.
func (x *xlsx) workbook() ([]sheetPart, error) {
	main := "xl/workbook.xml"
	root, err := x.relations("")
	if err != nil {
		return nil, err
	}
	if r, ok := first(root, "officeDocument"); ok {
		main = r
	}
	rels, err := x.relations(main)
	if err != nil {
		return nil, err
	}
	parts, err := x.list(main, rels)
	if err != nil {
		return nil, err
	}
	for _, p := range []struct {
		kind string
		read func(string) error
	}{{"sharedStrings", x.sharedStrings}, {"styles", x.styles}} {
		if part, ok := first(rels, p.kind); ok {
			if err := p.read(part); err != nil && !errors.Is(err, errMissing) {
				return nil, err
			}
		}
	}
	return parts, nil
}

// first returns the part that the first relation of a kind leads to.
func first(rels map[string]relation, kind string) (string, bool) {
	for _, id := range slices.Sorted(maps.Keys(rels)) {
		if rels[id].kind == kind {
			return rels[id].target, true
		}
	}
	return "", false
}

func (x *xlsx) list(main string, rels map[string]relation) ([]sheetPart, error) {
	var out []sheetPart
	err := x.walk(main, func(t xml.Token) (bool, error) {
		e, ok := t.(xml.StartElement)
		if !ok {
			return true, nil
		}
		switch e.Name.Local {
		case "workbookPr":
			v := attribute(e, "date1904")
			x.date1904 = v == "1" || v == "true"
		case "sheet":
			if rel, ok := rels[attribute(e, "id")]; ok && rel.kind == "worksheet" {
				state := attribute(e, "state")
				out = append(out, sheetPart{plain(attribute(e, "name")), rel.target, state == "hidden" || state == "veryHidden"})
			}
		}
		return true, nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("reading %s: it lists no sheets", main)
	}
	return out, err
}

func (x *xlsx) sharedStrings(part string) error {
	var text strings.Builder
	var in element
	return x.walk(part, func(t xml.Token) (bool, error) {
		switch t := t.(type) {
		case xml.StartElement:
			in.open(t.Name.Local)
		case xml.CharData:
			if in.isText() {
				text.Write(t)
			}
		case xml.EndElement:
			in.end(t.Name.Local)
			if t.Name.Local == "si" {
				if err := x.left.take(text.String()); err != nil {
					return false, err
				}
				x.strings = append(x.strings, plain(unescape(text.String())))
				text.Reset()
			}
		}
		return true, nil
	})
}

// element tells whether text belongs to what a cell shows: not how it is read
// aloud, which Japanese files have beside it.
type element struct {
	text, phonetic bool
}

func (in *element) open(name string) {
	in.text = in.text || name == "t"
	in.phonetic = in.phonetic || name == "rPh"
}

func (in *element) end(name string) {
	in.text = in.text && name != "t"
	in.phonetic = in.phonetic && name != "rPh"
}

func (in *element) isText() bool { return in.text && !in.phonetic }

// styles reads how the styles of cells show numbers.
func (x *xlsx) styles(part string) error {
	custom := map[int]string{}
	inCells := false
	return x.walk(part, func(t xml.Token) (bool, error) {
		switch t := t.(type) {
		case xml.StartElement:
			id, _ := strconv.Atoi(attribute(t, "numFmtId"))
			switch {
			case t.Name.Local == "numFmt":
				custom[id] = attribute(t, "formatCode")
			case t.Name.Local == "cellXfs":
				inCells = true
			case t.Name.Local == "xf" && inCells:
				x.formats = append(x.formats, formatOf(id, custom[id]))
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				return false, nil
			}
		}
		return true, nil
	})
}
