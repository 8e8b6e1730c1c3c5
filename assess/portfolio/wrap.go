package portfolio

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/cells"
)

// page prints lines that fit a width, where a Chinese character takes two cells.
type page struct {
	b     strings.Builder
	width int
}

// minWidth is the narrowest page that is laid out; a narrower terminal wraps by itself.
const minWidth = 40

func newPage(width int) *page { return &page{width: max(minWidth, width)} }

func (p *page) blank() { p.b.WriteByte('\n') }

func (p *page) heading(s string) {
	if p.b.Len() > 0 {
		p.blank()
	}
	p.b.WriteString(s + "\n")
}

// text prints a paragraph with a hanging indent: first before the first line, rest before the others.
func (p *page) text(first, rest, s string) {
	indent := max(cells.Width(first), cells.Width(rest))
	for i, line := range cells.Wrap(cells.Clean(s), max(8, p.width-indent)) {
		lead := rest
		if i == 0 {
			lead = first
		}
		p.b.WriteString(strings.TrimRight(lead+line, " ") + "\n")
	}
}

// column is one of a table; the last one folds, numbers stand to the right.
type column struct {
	head  string
	right bool
}

// table prints rows whose last column folds.
func (p *page) table(columns []column, rows [][]string) {
	for _, row := range rows {
		for i := range row {
			row[i] = cells.Clean(row[i])
		}
	}
	width := make([]int, len(columns))
	for _, row := range append([][]string{heads(columns)}, rows...) {
		for i, cell := range row {
			width[i] = max(width[i], cells.Width(cell))
		}
	}
	last := len(columns) - 1
	headless := !slices.ContainsFunc(columns, func(c column) bool { return c.head != "" })
	for i, row := range append([][]string{heads(columns)}, rows...) {
		if i == 0 && headless {
			continue
		}
		var lead strings.Builder
		lead.WriteString("  ")
		for i, cell := range row[:last] {
			pad := strings.Repeat(" ", width[i]-cells.Width(cell))
			if columns[i].right {
				lead.WriteString(pad + cell + "  ")
			} else {
				lead.WriteString(cell + pad + "  ")
			}
		}
		p.text(lead.String(), strings.Repeat(" ", cells.Width(lead.String())), row[last])
	}
}

func heads(columns []column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.head
	}
	return out
}
