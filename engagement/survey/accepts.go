package survey

import "github.com/gantry-ack/gantry/internal/i18n"

// Accepts says what kind of value the field takes, with its unit, limits or an
// example.
func (f Field) Accepts() i18n.Text { return f.words() }
