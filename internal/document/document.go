// Package document holds prose as blocks, so that a chapter is written once and
// printed in whatever format a reader needs.
package document

import (
	"strings"
)

// Block is a piece of a document: a Heading, Paragraph, List, Table or Code.
type Block interface{ markdown(b *strings.Builder) }

// Document is a sequence of blocks.
type Document []Block

// Heading of a level from 1.
type Heading struct {
	Level int
	Text  string
}

// Paragraph of running text.
type Paragraph struct{ Text string }

// List of items.
type List struct{ Items []string }

// Table with a head and rows of as many cells.
type Table struct {
	Head []string
	Rows [][]string
}

// Code is shown as it stands; Language may be "".
type Code struct{ Language, Text string }

// Markdown prints the document as CommonMark with GitHub's tables.
func (d Document) Markdown() string {
	var b strings.Builder
	for i, block := range d {
		if i > 0 {
			b.WriteByte('\n')
		}
		block.markdown(&b)
	}
	return b.String()
}

func (h Heading) markdown(b *strings.Builder) {
	b.WriteString(strings.Repeat("#", h.Level) + " " + oneLine(h.Text) + "\n")
}

func (p Paragraph) markdown(b *strings.Builder) { b.WriteString(p.Text + "\n") }

func (l List) markdown(b *strings.Builder) {
	for _, item := range l.Items {
		b.WriteString("- " + oneLine(item) + "\n")
	}
}

func (t Table) markdown(b *strings.Builder) {
	row := func(cells []string) {
		b.WriteByte('|')
		for _, c := range cells {
			b.WriteString(" " + strings.ReplaceAll(oneLine(c), "|", `\|`) + " |")
		}
		b.WriteByte('\n')
	}
	row(t.Head)
	b.WriteString("|" + strings.Repeat(" --- |", len(t.Head)) + "\n")
	for _, cells := range t.Rows {
		row(cells)
	}
}

func (c Code) markdown(b *strings.Builder) {
	fence := "```"
	for strings.Contains(c.Text, fence) {
		fence += "`"
	}
	b.WriteString(fence + c.Language + "\n" + strings.TrimSuffix(c.Text, "\n") + "\n" + fence + "\n")
}

// Verbatim marks text that must be read letter by letter: names, paths, values.
func Verbatim(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
