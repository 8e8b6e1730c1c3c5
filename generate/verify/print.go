package verify

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Print writes the findings for a person, grouped by file. Control characters
// of a hostile tree do not reach the terminal.
func Print(w io.Writer, found []Finding, lang i18n.Lang) error {
	var out strings.Builder
	last := ""
	for i, f := range found {
		if i > 0 && f.Path != last {
			out.WriteByte('\n')
		}
		last = f.Path
		where := f.Path
		if f.Line > 0 {
			where = fmt.Sprintf("%s:%d", f.Path, f.Line)
		}
		fmt.Fprintf(&out, "%s: %s %s: %s — %s\n", printable(where), f.Severity.text().In(lang), f.Check,
			printable(f.Message.In(lang)), printable(f.Remedy.In(lang)))
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("printing the findings: %w", err)
	}
	return nil
}

func (s Severity) text() i18n.Text {
	if s == Warning {
		return i18n.Text{ZH: "警告", EN: "warning"}
	}
	return i18n.Text{ZH: "错误", EN: "error"}
}

// printable is s on one line, without what a terminal would obey.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
