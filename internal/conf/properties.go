package conf

import (
	"strings"
)

// Properties reads a Java properties file: escapes, continued lines, and = : or
// white space between key and value. A line #--- or !--- starts a new document,
// as it does for Spring Boot. Nothing is an error but size.
func Properties(text string) (Settings, error) {
	if err := checkSize(text); err != nil {
		return nil, err
	}
	f := flattener{}
	lines := newLineReader(text)
	for {
		raw, start, ok := lines.next()
		if !ok {
			return f.out, nil
		}
		line := strings.TrimLeft(raw, " \t\f")
		switch {
		case line == "":
			continue
		case line[0] == '#' || line[0] == '!':
			if t := strings.TrimRight(raw, " \t\f"); (t == "#---" || t == "!---") && len(f.out) > 0 {
				f.doc++
			}
			continue
		}
		key, value := splitProperty(lines.joined(line))
		if err := f.leaf(unescapeProperty(key), unescapeProperty(value), start); err != nil {
			return f.out, err
		}
	}
}

// lineReader yields lines without their end; \r, \n and \r\n all end one.
type lineReader struct {
	rest string
	line int
}

func newLineReader(text string) *lineReader {
	return &lineReader{rest: strings.TrimPrefix(text, "\uFEFF")}
}

func (r *lineReader) next() (text string, line int, ok bool) {
	if r.rest == "" {
		return "", 0, false
	}
	r.line++
	end := strings.IndexAny(r.rest, "\r\n")
	if end < 0 {
		text, r.rest = r.rest, ""
		return text, r.line, true
	}
	text = r.rest[:end]
	if strings.HasPrefix(r.rest[end:], "\r\n") {
		end++
	}
	r.rest = r.rest[end+1:]
	return text, r.line, true
}

// joined returns the line with those that continue it.
func (r *lineReader) joined(line string) string {
	if !continued(line) {
		return line
	}
	var out strings.Builder
	for continued(line) {
		out.WriteString(line[:len(line)-1])
		next, _, ok := r.next()
		if !ok {
			return out.String()
		}
		line = strings.TrimLeft(next, " \t\f")
	}
	out.WriteString(line)
	return out.String()
}

// continued tells whether a line ends in an odd number of backslashes.
func continued(line string) bool {
	n := 0
	for n < len(line) && line[len(line)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

func splitProperty(line string) (key, value string) {
	i := 0
	for i < len(line) && !strings.ContainsRune("=: \t\f", rune(line[i])) {
		if line[i] == '\\' {
			i++
		}
		i++
	}
	i = min(i, len(line))
	key, value = line[:i], strings.TrimLeft(line[i:], " \t\f")
	if value != "" && (value[0] == '=' || value[0] == ':') {
		value = strings.TrimLeft(value[1:], " \t\f")
	}
	return key, value
}

func unescapeProperty(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			break
		}
		switch c := s[i]; c {
		case 't', 'n', 'r', 'f':
			out.WriteByte("\t\n\r\f"[strings.IndexByte("tnrf", c)])
		case 'u':
			r, n := hexRune(s, i+1)
			if n == 0 { // Java refuses it; as text it is a Windows path that was not escaped
				out.WriteString(`\u`)
				continue
			}
			out.WriteRune(r)
			i += n
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}
