package sheets

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readCSV reads values between commas, semicolons or tabs.
func readCSV(data []byte, limits Limits) (Book, error) {
	text, err := decode(data)
	if err != nil {
		return Book{}, fmt.Errorf("reading a CSV file: %w", err)
	}
	separator, text := separatorOf(text)
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator, true, -1, true
	left := budget{limits}
	var s Sheet
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return Book{Sheets: []Sheet{s}}, nil
		}
		if err != nil {
			return Book{}, fmt.Errorf("reading a CSV file: %w", err)
		}
		line, _ := r.FieldPos(0)
		row := Row{Number: line}
		for i, field := range record {
			field = plain(field)
			if field == "" || i >= maxColumn {
				continue
			}
			if err := left.take(field); err != nil {
				return Book{}, fmt.Errorf("reading a CSV file: %w", err)
			}
			row.Cells = append(row.Cells, Cell{Column: i + 1, Text: strings.Clone(field)})
		}
		if len(row.Cells) > 0 {
			s.Rows = append(s.Rows, row)
		}
	}
}

// decode returns the bytes as UTF-8. Excel on Chinese Windows saves CSV as GBK,
// and "Unicode text" as UTF-16.
func decode(b []byte) ([]byte, error) {
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		u, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		if err != nil {
			return nil, fmt.Errorf("decoding UTF-16: %w", err)
		}
		b = u
	}
	b = bytes.TrimPrefix(b, []byte{0xEF, 0xBB, 0xBF})
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, fmt.Errorf("%w: it holds bytes that no text has", ErrKind)
	}
	if utf8.Valid(b) {
		return b, nil
	}
	g, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(g, utf8.RuneError) {
		return nil, errors.New("its text is neither UTF-8, UTF-16 nor GBK: save it as UTF-8")
	}
	return g, nil
}

// separatorOf finds what separates the values: what the first line of Excel says,
// else what stands most often in the first lines outside of quotes. It also takes
// Excel's line off, keeping its end so that lines keep their numbers.
func separatorOf(text []byte) (rune, []byte) {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	if hint := bytes.TrimSpace(bytes.ToLower(first)); len(hint) == 5 && bytes.HasPrefix(hint, []byte("sep=")) && bytes.IndexByte([]byte(",;\t"), hint[4]) >= 0 {
		return rune(hint[4]), text[len(first):]
	}
	count := map[byte]int{}
	quoted, lines := false, 0
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			lines++
		default:
			count[c]++
		}
		if lines == 20 {
			break
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t'} {
		if count[c] > count[best] {
			best = c
		}
	}
	return rune(best), text
}
