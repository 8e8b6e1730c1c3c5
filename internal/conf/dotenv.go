package conf

import (
	"regexp"
	"strings"
)

var (
	dotenvRE     = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$`)
	dotenvBareRE = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*$`)
)

// Dotenv reads the environment files that dotenv libraries, Docker and shells
// use: NAME=value with an optional export, quotes, values in quotes over several
// lines, and comments. References to other variables are kept as they are. A
// line that is none of that is an error, beside which everything else is returned.
func Dotenv(text string) (Settings, error) {
	if err := checkSize(text); err != nil {
		return nil, err
	}
	var first error
	f := flattener{}
	lines := newLineReader(text)
	for {
		raw, start, ok := lines.next()
		if !ok {
			return f.out, first
		}
		trimmed := strings.TrimSpace(raw)
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		key, value := "", ""
		if m := dotenvRE.FindStringSubmatch(raw); m != nil {
			key, value = m[1], dotenvValue(m[2], lines)
		} else if m := dotenvBareRE.FindStringSubmatch(raw); m != nil {
			key = m[1]
		} else {
			if first == nil {
				first = failf(start, "neither NAME=value nor a comment")
			}
			continue
		}
		if err := f.leaf(key, value, start); err != nil {
			return f.out, err
		}
	}
}

// maxQuoted is how far the end of a quoted value of several lines is looked for.
const maxQuoted = 32 << 10

// dotenvValue reads a value whose first line is given; more lines are taken
// only while a quote is open.
func dotenvValue(v string, lines *lineReader) string {
	if v == "" || strings.IndexByte("\"'`", v[0]) < 0 {
		if i := strings.Index(" "+v, " #"); i >= 0 {
			v = v[:max(i-1, 0)]
		}
		return strings.TrimSpace(v)
	}
	quote, rest := v[0], v[1:]
	if end := closing(rest, quote); end >= 0 {
		return unquoteDotenv(rest[:end], quote)
	}
	more := lines.rest[:min(len(lines.rest), maxQuoted)]
	end := closing(more, quote)
	if end < 0 { // never closed: the quote is part of a value of one line
		return strings.TrimSpace(v)
	}
	lines.line += strings.Count(more[:end], "\n")
	lines.rest = lines.rest[end:]
	lines.next() // what stands behind the closing quote
	return unquoteDotenv(rest+"\n"+strings.ReplaceAll(more[:end], "\r\n", "\n"), quote)
}

func unquoteDotenv(s string, quote byte) string {
	if quote != '"' {
		return s
	}
	return strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t", `\"`, `"`, `\$`, "$", `\\`, `\`).Replace(s)
}

// closing finds the quote that ends a value, -1 when there is none.
func closing(s string, quote byte) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote:
			return i
		}
	}
	return -1
}
