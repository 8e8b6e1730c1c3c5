// Package excerpt reads the lines around a piece of evidence, so that a person can
// look at what a finding or a fact rests on. What looks like a password, key or
// token is masked: an excerpt is for a screen that a customer may be looking at.
package excerpt

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// Around is how many lines are shown before and behind the line in question.
const Around = 12

const (
	maxFile = 32 << 20 // bytes that are read of a file at most
	maxLine = 400      // bytes of a line that are kept
)

// Excerpt is a part of a file. First is the number of its first line, from 1.
type Excerpt struct {
	First int
	Lines []string
}

// ErrBinary is returned for a file without lines to show.
var ErrBinary = errors.New("it is no text")

// Read returns the lines around the place. A place without a line gets the
// beginning of the file.
func Read(fsys fs.FS, at fact.Evidence) (Excerpt, error) {
	if !fs.ValidPath(at.Path) {
		return Excerpt{}, fmt.Errorf("reading %.200q: it is no path inside of the source", at.Path)
	}
	f, err := fsys.Open(at.Path)
	if err != nil {
		return Excerpt{}, fmt.Errorf("reading the source: %w", err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return Excerpt{}, fmt.Errorf("reading %s: %w", at.Path, err)
	}
	if !info.Mode().IsRegular() {
		return Excerpt{}, fmt.Errorf("reading %s: it is no regular file", at.Path)
	}
	e, err := read(io.LimitReader(f, maxFile), max(1, at.Line))
	if err != nil {
		return Excerpt{}, fmt.Errorf("reading %s: %w", at.Path, err)
	}
	return e, nil
}

func read(r io.Reader, line int) (Excerpt, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	e := Excerpt{First: max(1, line-Around)}
	inKey := false // between the lines that begin and end a private key
	for n := 1; n <= line+Around; n++ {
		text, err := next(in)
		if strings.ContainsRune(text, 0) {
			return Excerpt{}, ErrBinary
		}
		begins, ends := keyEdge(text)
		inKey = inKey || begins
		if n >= e.First && (err == nil || text != "") {
			e.Lines = append(e.Lines, shown(decode(text), inKey))
		}
		inKey = inKey && !ends
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Excerpt{}, err
		}
	}
	return e, nil
}

// keyEdge tells whether a line begins or ends a private key in PEM form.
func keyEdge(line string) (begins, ends bool) {
	key := strings.Contains(line, "PRIVATE KEY-----")
	return key && strings.Contains(line, "-----BEGIN "), key && strings.Contains(line, "-----END ")
}

func shown(line string, inKey bool) string {
	if inKey {
		return hidden
	}
	return mask(line)
}

// next reads a line without its end; what is too long of it is dropped.
func next(in *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		part, more, err := in.ReadLine()
		if room := maxLine - b.Len(); room > 0 {
			b.Write(part[:min(room, len(part))])
		}
		if err != nil || !more {
			return b.String(), err
		}
	}
}

// decode reads a line as UTF-8, else as GBK.
func decode(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if text, err := simplifiedchinese.GB18030.NewDecoder().String(s); err == nil {
		return text
	}
	return strings.ToValidUTF8(s, "?")
}

var (
	// assignRE is a name and its value: an entry of YAML, JSON or properties, an
	// attribute of XML, an assignment in code.
	assignRE = regexp.MustCompile(`([\p{L}\w.-]+)(["']?\s*(?::=|=>|[:=：])\s*)(["']?)([^\s"',;<>]+)`)
	xmlRE    = regexp.MustCompile(`(<([\w.-]+)>)([^<]+)`)
	urlRE    = regexp.MustCompile(`(://[^/\s:@]*:)([^/\s@]+)(@)`)
)

// hidden stands for a value that is not shown.
const hidden = "******"

func mask(line string) string {
	line = assignRE.ReplaceAllStringFunc(line, func(s string) string {
		m := assignRE.FindStringSubmatch(s)
		if !secret(m[1]) || placeholder(m[4]) {
			return s
		}
		return m[1] + m[2] + m[3] + hidden
	})
	line = xmlRE.ReplaceAllStringFunc(line, func(s string) string {
		m := xmlRE.FindStringSubmatch(s)
		if !secret(m[2]) || placeholder(m[3]) {
			return s
		}
		return m[1] + hidden
	})
	line = urlRE.ReplaceAllString(line, "${1}"+hidden+"${3}")
	if !strings.Contains(line, hidden) && survey.LooksSecret(line) {
		return hidden
	}
	return line
}

func secret(name string) bool {
	return fact.Sensitive(name) || strings.Contains(name, "密码") || strings.Contains(name, "口令") || strings.Contains(name, "密钥")
}

// placeholder tells a reference to a value from the value.
func placeholder(s string) bool {
	return strings.HasPrefix(s, "${") || strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "$(") || strings.HasPrefix(s, "%") ||
		strings.Contains(s, "(") || s == "null" || s == "true" || s == "false" || s == "|" || s == "{" || s == "["
}
