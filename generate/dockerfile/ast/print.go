package ast

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
)

const (
	breakLine = " \\\n    "
	endOfText = "EOF"
)

// Print returns the text of the file.
func (f File) Print() []byte {
	var b bytes.Buffer
	if f.Header != "" {
		comment(&b, []string{f.Header})
	}
	for _, s := range f.Stages {
		b.WriteString("\n")
		s.print(&b)
	}
	return b.Bytes()
}

func (s Stage) print(b *bytes.Buffer) {
	comment(b, s.Comment)
	b.WriteString("FROM ")
	if s.Platform != "" {
		b.WriteString("--platform=" + s.Platform + " ")
	}
	b.WriteString(s.From)
	if s.Name != "" {
		b.WriteString(" AS " + s.Name)
	}
	b.WriteString("\n")
	for _, step := range s.Steps {
		if step.Apart || len(step.Comment) > 0 {
			b.WriteString("\n")
		}
		comment(b, step.Comment)
		b.WriteString(step.Do.text() + "\n")
	}
}

func comment(b *bytes.Buffer, lines []string) {
	for _, l := range lines {
		b.WriteString(strings.TrimRight("# "+oneLine(l), " ") + "\n")
	}
}

// oneLine keeps a text on its line, so that no value can become an instruction.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

// lines keeps each line of a here-document on its own, and none of them its end.
func lines(in []string) string {
	out := make([]string, len(in))
	for i, l := range in {
		if out[i] = oneLine(l); out[i] == endOfText {
			out[i] += " "
		}
	}
	return strings.Join(out, "\n")
}

func (a Arg) text() string {
	if a.Predefined {
		return "ARG " + a.Name
	}
	return "ARG " + a.Name + "=" + word(a.Default)
}

func (e Env) text() string {
	parts := make([]string, len(e))
	for i, v := range e {
		value := v.Value
		if !v.Expand {
			value = strings.ReplaceAll(value, "$", `\$`)
		}
		parts[i] = v.Name + "=" + word(value)
	}
	return "ENV " + strings.Join(parts, breakLine)
}

// word quotes a value where Dockerfile words need it.
func word(s string) string {
	s = oneLine(s)
	if !strings.ContainsAny(s, " \t'\"#") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
}

func (r Run) text() string {
	var b strings.Builder
	b.WriteString("RUN")
	for i, m := range r.Mounts {
		if i > 0 {
			b.WriteString(" \\\n   ")
		}
		b.WriteString(" " + m.text())
	}
	if len(r.Script) > 0 {
		b.WriteString(" <<" + endOfText + "\n" + lines(r.Script) + "\n" + endOfText)
		return b.String()
	}
	if len(r.Mounts) > 0 {
		b.WriteString(breakLine)
	} else {
		b.WriteString(" ")
	}
	for i, c := range r.Commands {
		if i > 0 {
			b.WriteString(" && \\\n    ")
		}
		b.WriteString(strings.TrimSuffix(oneLine(c), "\\"))
	}
	return b.String()
}

func (m Mount) text() string {
	fields := []string{"type=" + string(m.Type)}
	add := func(name, value string) {
		if value != "" {
			fields = append(fields, name+"="+value)
		}
	}
	add("id", m.ID)
	add("source", m.Source)
	add("target", m.Target)
	if m.Locked {
		add("sharing", "locked")
	}
	return "--mount=" + strings.Join(fields, ",")
}

func (c Copy) text() string {
	parts := []string{"COPY"}
	if c.From != "" {
		parts = append(parts, "--from="+c.From)
	}
	if c.Chown != "" {
		parts = append(parts, "--chown="+c.Chown)
	}
	if c.Chmod != "" {
		parts = append(parts, "--chmod="+c.Chmod)
	}
	if c.Link {
		parts = append(parts, "--link")
	}
	var words []string
	for _, w := range append(slices.Clone(c.Src), c.Dst) {
		words = append(words, literal(w))
	}
	for _, w := range words {
		if strings.ContainsAny(w, " \"'#<") { // only the JSON form has these in names
			return strings.Join(parts, " ") + " " + list(words)
		}
	}
	return strings.Join(append(parts, words...), " ")
}

// literal writes a path in which nothing is a variable.
func literal(p string) string {
	return strings.NewReplacer(`\`, `\\`, "$", `\$`).Replace(oneLine(p))
}

func (c CopyText) text() string {
	mark := `"` + endOfText + `"`
	if c.Expand {
		mark = endOfText
	}
	head := "COPY "
	if c.Chmod != "" {
		head += "--chmod=" + c.Chmod + " "
	}
	return head + "<<" + mark + " " + literal(c.Dst) + "\n" + lines(c.Lines) + "\n" + endOfText
}

func (w Workdir) text() string    { return "WORKDIR " + literal(string(w)) }
func (u User) text() string       { return "USER " + string(u) }
func (s StopSignal) text() string { return "STOPSIGNAL " + string(s) }
func (e Expose) text() string     { return "EXPOSE " + strings.Join(e, " ") }
func (e Entrypoint) text() string { return "ENTRYPOINT " + list(e) }
func (c Cmd) text() string        { return "CMD " + list(c) }

// list is the exec form.
func list(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(w); err != nil { // a string always encodes
			continue
		}
		quoted[i] = strings.TrimSpace(b.String())
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
