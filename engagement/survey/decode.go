package survey

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// MaxFile is the largest answers file, in bytes.
const MaxFile = 4 << 20

// decode returns the bytes as UTF-8. Editors on Chinese Windows save GBK, and
// Notepad UTF-16.
func decode(b []byte) ([]byte, error) {
	if len(b) > MaxFile {
		return nil, fmt.Errorf("larger than %d MiB: give the answers file, not data", MaxFile>>20)
	}
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		u, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		if err != nil {
			return nil, fmt.Errorf("decoding UTF-16: %w", err)
		}
		return u, nil
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, errors.New("not a text file: save it as UTF-8")
	}
	b = bytes.TrimPrefix(b, []byte{0xEF, 0xBB, 0xBF})
	if utf8.Valid(b) {
		return b, nil
	}
	g, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(g, utf8.RuneError) {
		return nil, errors.New("neither UTF-8 nor GBK: save it as UTF-8")
	}
	return g, nil
}
