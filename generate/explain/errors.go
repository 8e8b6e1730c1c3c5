package explain

import "github.com/gantry-ack/gantry/internal/i18n"

// Error says what cannot be explained, in both languages.
type Error struct{ Text i18n.Text }

// Error returns the English message.
func (e *Error) Error() string { return e.Text.EN }

// In returns the message in a language.
func (e *Error) In(l i18n.Lang) string { return e.Text.In(l) }

// Errorf is an *Error from a message in both languages with the same arguments.
func Errorf(zh, en string, args ...any) *Error { return &Error{Text: i18n.Textf(zh, en, args...)} }
