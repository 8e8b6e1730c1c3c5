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
		fmt.Fprintf(&out, "%s: %s %s: %s — %s\n", printable(where), f.Label().In(lang), f.Check,
			printable(f.Message.In(lang)), printable(f.Remedy.In(lang)))
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("printing the findings: %w", err)
	}
	return nil
}

// readyChecks begins the ids of the checks of what is still to be supplied.
const readyChecks = "ready."

// Label is what kind of finding it is, as a person reads it: an error, a warning, or
// something that people or the platform still have to supply.
func (f Finding) Label() i18n.Text {
	labels := Labels()
	switch {
	case strings.HasPrefix(f.Check, readyChecks):
		return labels[2]
	case f.Severity == Warning:
		return labels[1]
	}
	return labels[0]
}

// Labels are all that Label returns, the worst first.
func Labels() []i18n.Text {
	return []i18n.Text{{ZH: "错误", EN: "error"}, {ZH: "警告", EN: "warning"}, {ZH: "待补齐", EN: "open"}}
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
