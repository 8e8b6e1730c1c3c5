package portfolio

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Sizes of the chart, in pixels.
const (
	ganttLeft   = 330.0
	ganttLabels = 54.0 // the first row of labels of fixed dates
	labelRow    = 15.0
	ganttRow    = 30.0
	ganttWidth  = 1120.0 // of the time axis
	ganttMargin = 28.0
)

// GanttSVG draws the calendar: preparation, a row for each wave, notices to outside parties,
// freezes as bands and fixed dates as lines. Without a start the axis counts working days.
func GanttSVG(p Plan, lang i18n.Lang) []byte {
	c := newChart(p, lang)
	return c.draw()
}

// chart is the calendar on its way to a drawing; positions are days from its begin.
type chart struct {
	plan  Plan
	d     drawing
	rows  []ganttLine
	begin time.Time // zero without dates
	span  float64   // days
	scale float64
	marks []marker
	top   float64 // of the rows
}

type ganttLine struct {
	text string
	bars []bar
}

type bar struct {
	from, to float64 // days from the begin, to is exclusive
	part     string  // work rehearse cutover observe, or other
	wave     int
}

func newChart(p Plan, lang i18n.Lang) *chart {
	c := &chart{plan: p, d: drawing{lang: lang}}
	c.findBegin()
	at := c.positions()
	for _, it := range p.Calendar.Items {
		pos, ok := at[it.ID]
		if !ok || it.Fixed != "" || strings.HasPrefix(it.ID, "fixed-") {
			continue
		}
		b := bar{pos[0], pos[1], "other", it.Wave}
		row := it.Text.In(lang)
		if rest, isWave := strings.CutPrefix(it.ID, fmt.Sprintf("wave-%d-", it.Wave)); isWave {
			b.part, row = rest, c.waveText(it.Wave)
		}
		i := slices.IndexFunc(c.rows, func(l ganttLine) bool { return l.text == row })
		if i < 0 {
			c.rows = append(c.rows, ganttLine{text: row})
			i = len(c.rows) - 1
		}
		c.rows[i].bars = append(c.rows[i].bars, b)
		c.span = math.Max(c.span, pos[1])
	}
	work := c.span
	for _, it := range p.Calendar.Items { // dates far behind the work are named at the edge
		if pos, ok := at[it.ID]; ok && strings.HasPrefix(it.ID, "fixed-") && pos[1] < 1.6*work {
			c.span = math.Max(c.span, pos[1])
		}
	}
	c.span = math.Max(c.span+4, 20)
	c.scale = ganttWidth / c.span
	c.marks = c.markers()
	c.top = ganttLabels + 2.5*labelRow
	for _, m := range c.marks {
		c.top = math.Max(c.top, ganttLabels+(float64(m.row)+2.5)*labelRow)
	}
	return c
}

// findBegin is the first day of anything that has dates.
func (c *chart) findBegin() {
	for _, it := range c.plan.Calendar.Items {
		if d, ok := it.From.day(); ok && !strings.HasPrefix(it.ID, "fixed-") && (c.begin.IsZero() || d.Before(c.begin)) {
			c.begin = d
		}
	}
}

// positions are the begin and end of each item: by its dates, else by what it comes after.
func (c *chart) positions() map[string][2]float64 {
	out := map[string][2]float64{}
	for _, it := range c.plan.Calendar.Items {
		if !c.begin.IsZero() {
			from, ok := it.From.day()
			to, also := it.To.day()
			if ok && also {
				out[it.ID] = [2]float64{from.Sub(c.begin).Hours() / 24, to.Sub(c.begin).Hours()/24 + 1}
			}
			continue
		}
		from := 0.0
		for _, a := range it.After {
			from = math.Max(from, out[a][1])
		}
		if !strings.HasPrefix(it.ID, "fixed-") && !strings.HasPrefix(it.ID, "external-") {
			out[it.ID] = [2]float64{from, from + math.Max(1, float64(it.Days))}
		}
	}
	return out
}

// waveText names a wave with its applications.
func (c *chart) waveText(wave int) string {
	var names []string
	for _, a := range c.plan.Applications {
		if a.Wave == wave {
			names = append(names, a.Name)
		}
	}
	return fmt.Sprintf(c.d.say("第 %d 波  %s", "Wave %d  %s"), wave, strings.Join(names, c.d.say("、", ", ")))
}

func (c *chart) x(day float64) float64 { return ganttLeft + day*c.scale }

func (c *chart) draw() []byte {
	d := &c.d
	height := c.top + float64(len(c.rows))*ganttRow + 70
	title := d.say("迁移日程", "Calendar of the migration")
	d.open(ganttLeft+ganttWidth+ganttMargin, height, title)
	d.label(ganttMargin, 34, title, `font-size="20" font-weight="bold"`)
	bottom := c.top + float64(len(c.rows))*ganttRow
	for i := 1; i < len(c.rows); i += 2 {
		d.box(ganttMargin-8, c.top+float64(i)*ganttRow, ganttLeft+ganttWidth-ganttMargin+8, ganttRow, 0, "#f5f5f5", "none", "")
	}
	c.freezes(bottom)
	c.axis(bottom)
	for i, l := range c.rows {
		y := c.top + float64(i)*ganttRow
		d.label(ganttMargin, y+20, shorten(l.text, 44), "")
		for _, b := range l.bars {
			c.bar(b, y)
		}
	}
	c.fixed(bottom)
	c.legend(height)
	return d.close()
}

func (c *chart) bar(b bar, y float64) {
	fill, stroke := "#cfd8dc", "#546e7a"
	if b.wave > 0 {
		fill, stroke = waveFill(b.wave), waveStroke(b.wave)
	}
	x, w := c.x(b.from), math.Max(3, (b.to-b.from)*c.scale)
	switch b.part {
	case "cutover":
		mid := x + w/2
		c.d.printf(`<path d="M%.1f,%.1f l8,8 l-8,8 l-8,-8 z" fill="#c62828"/>`+"\n", mid, y+7)
	case "rehearse":
		c.d.box(x, y+6, w, 18, 2, stroke, stroke, `fill-opacity="0.75"`)
	case "observe":
		c.d.box(x, y+11, w, 8, 2, fill, stroke, `stroke-dasharray="2 2"`)
	case "other":
		c.d.box(x, y+9, w, 12, 2, fill, stroke, "")
	default:
		c.d.box(x, y+6, w, 18, 2, fill, stroke, "")
	}
}

// axis draws months, or weeks of five working days where there are no dates.
func (c *chart) axis(bottom float64) {
	d := &c.d
	d.line(ganttLeft, c.top, ganttLeft+ganttWidth, c.top, "#455a64", "")
	if c.begin.IsZero() {
		step := 5 * math.Max(1, math.Ceil(c.span/100))
		for day := 0.0; day <= c.span; day += step {
			d.line(c.x(day), c.top-6, c.x(day), bottom, "#cfd8dc", "")
			d.label(c.x(day)+3, c.top-10, fmt.Sprintf(d.say("第 %.0f 周", "week %.0f"), day/5+1), `font-size="11" fill="#546e7a"`)
		}
		return
	}
	end := c.begin.AddDate(0, 0, int(c.span))
	first := time.Date(c.begin.Year(), c.begin.Month(), 1, 0, 0, 0, 0, time.UTC)
	months := int(c.span/30.4) + 2
	every := 1 + months/16
	for i, m := 0, first; !m.After(end); i, m = i+1, m.AddDate(0, 1, 0) {
		day := m.Sub(c.begin).Hours() / 24
		if day < 0 {
			continue
		}
		d.line(c.x(day), c.top-6, c.x(day), bottom, "#cfd8dc", "")
		if i%every == 0 {
			d.label(c.x(day)+3, c.top-10, m.Format("2006-01"), `font-size="11" fill="#546e7a"`)
		}
	}
}

// freezes are bands behind everything.
func (c *chart) freezes(bottom float64) {
	if c.begin.IsZero() {
		return
	}
	for _, f := range c.plan.Calendar.Freeze {
		from, _ := f.From.day()
		to, _ := f.To.day()
		a, b := math.Max(0, from.Sub(c.begin).Hours()/24), math.Min(c.span, to.Sub(c.begin).Hours()/24+1)
		if a >= b {
			continue
		}
		c.d.box(c.x(a), c.top, (b-a)*c.scale, bottom-c.top, 0, "#b0bec5", "none", `fill-opacity="0.45"`)
		c.d.label(c.x(a)+2, bottom+14, shorten(f.Reason.In(c.d.lang), 20), `font-size="11" fill="#607d8b"`)
	}
}

// marker is a fixed date with where its label stands.
type marker struct {
	at, from, to float64 // pixels: of the line, and from where to where its label goes
	row          int
	text, colour string
}

// markers are the fixed dates; a label goes into the first row in which it hides no other.
func (c *chart) markers() []marker {
	var out []marker
	if c.begin.IsZero() {
		return nil
	}
	for _, it := range c.plan.Calendar.Items {
		if !strings.HasPrefix(it.ID, "fixed-") {
			continue
		}
		day, _ := it.From.day()
		at := day.Sub(c.begin).Hours() / 24
		m := marker{text: string(it.From) + " " + it.Text.In(c.d.lang), colour: "#c62828"}
		if it.Fixed == "" {
			m.colour = "#ef6c00"
		}
		switch {
		case at < 0:
			m.text, at = "← "+m.text, 0
		case at > c.span:
			m.text, at = m.text+" →", c.span
		}
		width := float64(cells.Width(m.text))*6 + 12
		m.at = c.x(at)
		m.from, m.to = m.at, m.at+width
		if m.to > ganttLeft+ganttWidth {
			m.from, m.to = m.at-width, m.at
		}
		for slices.ContainsFunc(out, func(o marker) bool { return o.row == m.row && o.from < m.to && m.from < o.to }) {
			m.row++
		}
		out = append(out, m)
	}
	return out
}

// fixed are lines in front of everything.
func (c *chart) fixed(bottom float64) {
	for _, m := range c.marks {
		y := ganttLabels + float64(m.row)*labelRow
		anchor := ""
		if m.from < m.at {
			anchor = ` text-anchor="end"`
		}
		c.d.line(m.at, y+2, m.at, bottom, m.colour, `stroke-width="1.6" stroke-dasharray="6 3"`)
		c.d.label(m.at, y, m.text, fmt.Sprintf(`font-size="11" fill="%s"%s`, m.colour, anchor))
	}
}

func (c *chart) legend(height float64) {
	d := &c.d
	x, y := ganttMargin, height-20
	next := func(text string) {
		d.label(x+30, y, text, `font-size="12"`)
		x += 30 + float64(cells.Width(text))*6.8 + 24
	}
	d.box(x, y-12, 24, 14, 2, waveFill(1), waveStroke(1), "")
	next(d.say("改造与容器化", "changes and containers"))
	d.box(x, y-12, 24, 14, 2, waveStroke(1), waveStroke(1), `fill-opacity="0.75"`)
	next(d.say("演练与回归", "rehearsal and test"))
	d.printf(`<path d="M%.1f,%.1f l8,8 l-8,8 l-8,-8 z" fill="#c62828"/>`+"\n", x+12, y-13)
	next(d.say("割接", "cutover"))
	d.box(x, y-9, 24, 8, 2, waveFill(1), waveStroke(1), `stroke-dasharray="2 2"`)
	next(d.say("观察", "observation"))
	d.box(x, y-12, 24, 14, 0, "#b0bec5", "none", `fill-opacity="0.45"`)
	next(d.say("封网", "freeze"))
	d.line(x+12, y-12, x+12, y+2, "#c62828", `stroke-width="1.6" stroke-dasharray="6 3"`)
	next(d.say("必须赶上的日期", "fixed date"))
}
