package scan

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode turns the bytes of a text file into UTF-8. Only a file that is not text
// is an error; bytes that fit no encoding become U+FFFD.
func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		u, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		return string(u), err
	case bytes.IndexByte(b, 0) >= 0:
		return "", ErrNotText
	}
	return decodeText(bytes.TrimPrefix(b, []byte{0xEF, 0xBB, 0xBF})), nil
}

// decodeText chooses the encoding of bytes that carry no mark.
func decodeText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	if runes, damaged := countUTF8(b); runes > damaged {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	dec := charmap.Windows1252.NewDecoder()
	if pairs, odd := countGB(b); pairs > odd {
		dec = simplifiedchinese.GB18030.NewDecoder()
	}
	s, err := dec.Bytes(b)
	if err != nil { // these decoders replace and do not fail
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(s)
}

// countUTF8 counts the runes beyond ASCII and the bytes that belong to none.
func countUTF8(b []byte) (runes, damaged int) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			damaged++
		case n > 1:
			runes++
		}
		b = b[n:]
	}
	return runes, damaged
}

// countGB counts pairs of bytes in the area of GB2312, where nearly all
// characters of a Chinese text are, and bytes beyond ASCII that pair otherwise or
// not at all. An accented letter of Latin-1 mostly stands between ASCII letters.
func countGB(b []byte) (pairs, odd int) {
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] < 0x80:
		case i+1 < len(b) && b[i] >= 0xA1 && b[i] <= 0xF7 && b[i+1] >= 0xA1 && b[i+1] < 0xFF:
			pairs++
			i++
		default:
			odd++
		}
	}
	return pairs, odd
}
