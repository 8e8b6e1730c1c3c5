package plain

import (
	"bufio"
	"io"
	"strings"

	"github.com/gantry-ack/gantry/internal/cells"
)

// printer writes lines of words. The first error of the writer stays.
type printer struct {
	out   *bufio.Writer
	width int // columns; 0 leaves wrapping to the terminal
	err   error
}

func newPrinter(out io.Writer, width int) *printer {
	return &printer{out: bufio.NewWriter(out), width: width}
}

func (p *printer) write(s string) {
	if _, err := p.out.WriteString(s); err != nil && p.err == nil {
		p.err = err
	}
}

func (p *printer) flush() error {
	if err := p.out.Flush(); err != nil && p.err == nil {
		p.err = err
	}
	return p.err
}

// lines breaks a text into lines, the later ones indented below the prefix.
func (p *printer) lines(prefix, text string) []string {
	if p.width > 0 {
		return cells.WrapIndent(prefix, text, p.width)
	}
	out := cells.CleanLines(text)
	for i, l := range out {
		if out[i] = strings.Repeat(" ", cells.Width(prefix)) + l; i == 0 {
			out[i] = prefix + l
		}
	}
	return out
}

// print writes a text on lines of its own.
func (p *printer) print(text string) { p.item("", text) }

// item writes an entry of a list.
func (p *printer) item(prefix, text string) {
	for _, l := range p.lines(prefix, text) {
		p.write(l + "\n")
	}
}

func (p *printer) blank() { p.write("\n") }

// prompt writes what is asked for and leaves the cursor behind it.
func (p *printer) prompt(text string) error {
	p.write(strings.Join(p.lines("", text), "\n"))
	if !strings.HasSuffix(text, "：") { // which brings its own space
		p.write(" ")
	}
	return p.flush()
}
