package field

import (
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/internal/cells"
)

// normalize turns what a person typed into the form that the survey reads, where
// the meaning is certain.
func normalize(f survey.Field, s string) string {
	return typed.Normal(f, strings.TrimSpace(cells.Clean(s)))
}

// OptionKey finds the option that a person means by a text: its key or its words in
// either language.
func OptionKey(f survey.Field, s string) (string, bool) {
	if f.Type == survey.Bool {
		b, ok := typed.Bool(s)
		return strconv.FormatBool(b), ok
	}
	return typed.Option(f, s)
}
