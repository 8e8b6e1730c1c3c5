package survey

import (
	"fmt"
	"strings"
)

// Reference lists every question with its keys, for the description of the answers
// file. What they mean is in Document.
func (b *Bank) Reference() string {
	var out strings.Builder
	for _, s := range b.sections {
		fmt.Fprintf(&out, "### %s · %s\n\n", s.Title.ZH, s.Title.EN)
		for _, q := range s.Questions {
			q.reference(&out)
		}
		out.WriteString("\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func (q Question) reference(out *strings.Builder) {
	fmt.Fprintf(out, "- [`%s`](questions.md#%s) %s %s<br>\n", q.ID, strings.ReplaceAll(q.ID, ".", ""), escape(q.Text.ZH), escape(q.Text.EN))
	fmt.Fprintf(out, "  %s; %s", q.typeName(), q.scopeNames())
	if q.Default.Given {
		fmt.Fprintf(out, "; default `%s`", q.Default.Value)
	}
	if len(q.Options) > 0 {
		out.WriteString(": " + keyList(q.Options))
	}
	out.WriteString("\n")
	for _, c := range q.Columns {
		c.reference(out)
	}
}

func (c Column) reference(out *strings.Builder) {
	marks := c.typeName()
	if c.Required {
		marks += ", required"
	}
	if c.Unique {
		marks += ", unique"
	}
	fmt.Fprintf(out, "  - `%s` %s · %s (%s)", c.Key, c.Text.ZH, c.Text.EN, marks)
	if len(c.Options) > 0 {
		out.WriteString(": " + keyList(c.Options))
	}
	out.WriteString("\n")
}

func keyList(os []Option) string {
	out := make([]string, len(os))
	for i, o := range os {
		out[i] = "`" + o.Key + "`"
	}
	return strings.Join(out, ", ")
}

// typeName is the type with its unit, format or limit.
func (f Field) typeName() string {
	switch {
	case f.Unit != "":
		return fmt.Sprintf("%s (%s)", f.Type, f.Unit)
	case f.Format != "":
		return fmt.Sprintf("%s (%s)", f.Type, f.Format)
	case f.Measure.Complete():
		return fmt.Sprintf("%s (%s)", f.Type, f.Measure.EN)
	case f.Most > 0:
		return fmt.Sprintf("%s (%d at most)", f.Type, f.Most)
	}
	return string(f.Type)
}

func (q Question) scopeNames() string {
	var out []string
	for _, l := range levels() {
		if q.Allows(l) {
			out = append(out, string(l))
		}
	}
	return strings.Join(out, ", ")
}
