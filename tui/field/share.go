package field

import (
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Read turns what a person typed for a scalar or a cell into its canonical form, or
// tells what is wanted instead. Nothing typed is neither.
func Read(f survey.Field, s string) (text string, want i18n.Text) { return cellText(f, s) }

// Options are the options of a choice, a multi or a bool; nil of every other type.
func Options(f survey.Field) []survey.Option { return optionsOf(f) }

// OptionKey finds the option that a person means by a text: its key or its words in
// either language.
func OptionKey(f survey.Field, s string) (string, bool) { return optionKey(f, s) }

// Form tells in which form a scalar is accepted; empty when any text is.
func Form(f survey.Field) i18n.Text { return form(f) }

// Example is a text that a scalar accepts, "" when any text is.
func Example(f survey.Field) string { return example(f) }

// RiskText names the risk of an option in words; empty when there is none.
func RiskText(r survey.Risk) i18n.Text { return riskWord(r) }
