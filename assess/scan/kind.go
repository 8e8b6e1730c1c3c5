package scan

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// fileKind is what the first bytes of a file say that it is. Names of archives
// lie often enough.
type fileKind int

const (
	kindUnknown fileKind = iota
	kindZip
	kindTar
	kindGzip
	kindBzip2
	kindZstd
	kindScript // such as an executable jar starts with
	kindProgram
	kindOther // an archive that is not read
	kindEmpty
)

func (k fileKind) archive() bool { return k >= kindZip && k <= kindZstd }

func (k fileKind) advice() string {
	switch k {
	case kindOther:
		return "repack it as zip or tar.gz"
	case kindEmpty:
		return "the file is empty, copy it again"
	}
	return "give the directory that it is in, or an archive that is not damaged"
}

func sniff(name string) (fileKind, error) {
	f, err := os.Open(name)
	if err != nil {
		return kindUnknown, err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return kindUnknown, err
	}
	return kindOf(head[:n]), nil
}

func kindOf(head []byte) fileKind {
	for _, m := range []struct {
		magic string
		kind  fileKind
	}{
		{"PK\x03\x04", kindZip},
		{"PK\x05\x06", kindZip}, // without entries
		{"\x1f\x8b", kindGzip},
		{"BZh", kindBzip2},
		{"\x28\xb5\x2f\xfd", kindZstd},
		{"#!/", kindScript},
		{"\x7fELF", kindProgram},
		{"\xcf\xfa\xed\xfe", kindProgram}, // Mach-O
		{"MZ", kindProgram},
		{"7z\xbc\xaf\x27\x1c", kindOther},
		{"Rar!\x1a\x07", kindOther},
		{"\xfd7zXZ\x00", kindOther},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.kind
		}
	}
	switch {
	case len(head) == 0:
		return kindEmpty
	case len(head) >= 262 && string(head[257:262]) == "ustar":
		return kindTar
	}
	return kindUnknown
}
