package survey

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Markdown lists every question with its keys and default, for the reference of
// the answers file. Each text is there in both languages.
func (b *Bank) Markdown() string {
	var out strings.Builder
	for _, s := range b.sections {
		fmt.Fprintf(&out, "### %s · %s\n", s.Title.ZH, s.Title.EN)
		for _, q := range s.Questions {
			q.markdown(&out)
		}
		out.WriteString("\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func (q Question) markdown(out *strings.Builder) {
	fmt.Fprintf(out, "\n#### `%s`\n\n%s<br>\n%s\n\n%s<br>\n%s\n\n", q.ID, q.Text.ZH, q.Text.EN, q.Help.ZH, q.Help.EN)
	fmt.Fprintf(out, "- type %s; scope %s; %s\n", q.typeName(), q.scopeNames(), q.Tier)
	if len(q.Options) > 0 {
		fmt.Fprintf(out, "- options: %s\n", optionList(q.Options))
	}
	for _, c := range q.Columns {
		c.markdown(out)
	}
	if q.Default.Given {
		fmt.Fprintf(out, "- default: `%s`. %s %s\n", q.Default.Value, q.Default.Text.ZH, q.Default.Text.EN)
	} else {
		fmt.Fprintf(out, "- default: %s %s\n", q.Default.Text.ZH, q.Default.Text.EN)
	}
	fmt.Fprintf(out, "- drives: %s\n", strings.Join(q.Drives, ", "))
	said := map[string]bool{} // columns may share their options
	for _, f := range append([]Field{q.Field}, fields(q.Columns)...) {
		for _, o := range f.Options {
			if risky := o.Risk == Red || o.Risk == Yellow; risky && !said[o.Key] {
				said[o.Key] = true
				fmt.Fprintf(out, "- `%s` is %s: %s\n", o.Key, o.Risk, both(o.Rationale, o.Mitigation))
			}
		}
	}
}

func (c Column) markdown(out *strings.Builder) {
	marks := c.typeName()
	if c.Required {
		marks += ", required"
	}
	if c.Unique {
		marks += ", unique"
	}
	fmt.Fprintf(out, "  - `%s` %s · %s (%s)", c.Key, c.Text.ZH, c.Text.EN, marks)
	if len(c.Options) > 0 {
		out.WriteString(": " + optionList(c.Options))
	}
	out.WriteString("\n")
}

func fields(cs []Column) []Field {
	out := make([]Field, len(cs))
	for i, c := range cs {
		out[i] = c.Field
	}
	return out
}

func optionList(os []Option) string {
	out := make([]string, len(os))
	for i, o := range os {
		out[i] = fmt.Sprintf("`%s` %s · %s", o.Key, o.Text.ZH, o.Text.EN)
	}
	return strings.Join(out, "; ")
}

func both(rationale, mitigation i18n.Text) string {
	return rationale.ZH + mitigation.ZH + " " + rationale.EN + " " + mitigation.EN
}

// typeName is the type with its unit or format.
func (f Field) typeName() string {
	switch {
	case f.Unit != "":
		return fmt.Sprintf("%s (%s)", f.Type, f.Unit)
	case f.Format != "":
		return fmt.Sprintf("%s (%s)", f.Type, f.Format)
	}
	return string(f.Type)
}

func (q Question) scopeNames() string {
	var out []string
	for _, l := range []Level{Org, Env, App, Component} {
		if q.Allows(l) {
			out = append(out, string(l))
		}
	}
	return strings.Join(out, ", ")
}
