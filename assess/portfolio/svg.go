package portfolio

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// drawing writes an SVG without scripts, links or fonts of its own: a picture that a document can
// take as it is. Everything that is text is escaped.
type drawing struct {
	b    bytes.Buffer
	lang i18n.Lang
}

// fonts name those that have Chinese characters on Linux, macOS and Windows.
const fonts = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"

func (d *drawing) printf(format string, args ...any) { fmt.Fprintf(&d.b, format, args...) }

func (d *drawing) open(width, height float64, title string) {
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" font-family="%s" font-size="13">`+"\n", width, height, width, height, fonts)
	d.printf("<title>%s</title>\n", escape(title))
	d.printf(`<rect width="%.0f" height="%.0f" fill="#ffffff"/>`+"\n", width, height)
}

func (d *drawing) close() []byte {
	d.b.WriteString("</svg>\n")
	return d.b.Bytes()
}

// label writes text; more holds further attributes that are never data.
func (d *drawing) label(x, y float64, text, more string) {
	d.printf(`<text x="%.1f" y="%.1f"%s>%s</text>`+"\n", x, y, spaced(more), escape(text))
}

func (d *drawing) box(x, y, w, h, radius float64, fill, stroke, more string) {
	d.printf(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="%.1f" fill="%s" stroke="%s"%s/>`+"\n", x, y, w, h, radius, fill, stroke, spaced(more))
}

func (d *drawing) line(x1, y1, x2, y2 float64, stroke, more string) {
	d.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"%s/>`+"\n", x1, y1, x2, y2, stroke, spaced(more))
}

func (d *drawing) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(d.lang) }

func spaced(more string) string {
	if more == "" {
		return ""
	}
	return " " + more
}

// escape makes text safe in XML; what XML cannot hold becomes a replacement character.
func escape(s string) string {
	var b bytes.Buffer
	if xml.EscapeText(&b, []byte(s)) != nil { // a buffer takes everything
		return ""
	}
	return b.String()
}

// shorten cuts text to a number of cells.
func shorten(s string, columns int) string { return cells.Truncate(s, columns) }

// waveFill is the colour of a wave; it repeats after eight.
func waveFill(wave int) string {
	return []string{"#e3f2fd", "#e8f5e9", "#fff8e1", "#f3e5f5", "#e0f7fa", "#fbe9e7", "#f1f8e9", "#ede7f6"}[(wave-1)%8]
}

func waveStroke(wave int) string {
	return []string{"#1565c0", "#2e7d32", "#f9a825", "#6a1b9a", "#00838f", "#d84315", "#558b2f", "#4527a0"}[(wave-1)%8]
}
