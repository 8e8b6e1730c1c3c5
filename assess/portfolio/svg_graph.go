package portfolio

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Sizes of the graph, in pixels.
const (
	boxWidth   = 168.0
	boxHeight  = 42.0
	rowGap     = 14.0
	columnGap  = 84.0
	graphTop   = 96.0
	graphLeft  = 28.0
	mostInLane = 14 // boxes above each other before a wave takes another lane
	mostInBand = 8  // columns beside each other before the next go below
	bandHead   = 62.0
)

// GraphSVG draws the applications by wave, with what they share and depend on. Cycles, hard
// dependencies, splits and unknown nodes have colours of their own. Databases and the like that
// one application has to itself are left out.
func GraphSVG(p Plan, lang i18n.Lang) []byte {
	g := newPicture(p, lang)
	g.order()
	g.place()
	return g.draw()
}

// picture is the graph on its way to a drawing.
type picture struct {
	plan    Plan
	d       drawing
	boxes   map[string]*spot
	columns []*lane
	edges   []Edge
	cycles  map[string]int // the cycle that an application is in
	width   float64
	height  float64
}

// lane is a column: a wave, what stays, what is outside.
type lane struct {
	title string
	wave  int // 0 for what has none
	boxes []*spot
	lanes int
	x, y  float64 // the corner of its first box
	h     float64 // of the band that it is in
}

type spot struct {
	node   Node
	entry  *Entry
	group  string
	column int
	row    int // within the lane
	x, y   float64
	weight float64 // for ordering
}

func newPicture(p Plan, lang i18n.Lang) *picture {
	g := &picture{plan: p, d: drawing{lang: lang}, boxes: map[string]*spot{}, cycles: map[string]int{}}
	for _, w := range p.Waves {
		title := fmt.Sprintf(g.d.say("第 %d 波", "Wave %d"), w.Number)
		if w.Cutover != "" {
			title += "  " + string(w.Cutover)
		}
		g.columns = append(g.columns, &lane{title: title, wave: w.Number})
	}
	stays := &lane{title: g.d.say("不迁移", "Stays")}
	shared := &lane{title: g.d.say("共用的数据与中间件", "Shared data and middleware")}
	outside := &lane{title: g.d.say("外部与不明", "Outside and unknown")}
	g.columns = append(g.columns, stays, shared, outside)
	entries := map[string]*Entry{}
	for i := range p.Applications {
		entries[appID(p.Applications[i].Name)] = &p.Applications[i]
	}
	used := g.used()
	for _, n := range p.Nodes {
		at := len(g.columns) - 1
		entry := entries[n.ID]
		switch {
		case n.Kind == NodeApplication && entry != nil && entry.Wave > 0 && entry.Wave <= len(p.Waves):
			at = entry.Wave - 1
		case n.Kind == NodeApplication:
			at = len(g.columns) - 3
		case n.Kind == NodeOutside || n.Kind == NodeUnknown:
			if !used[n.ID] {
				continue
			}
		case n.Shared:
			at = len(g.columns) - 2
		default:
			continue
		}
		g.boxes[n.ID] = &spot{node: n, entry: entry, column: at}
		g.columns[at].boxes = append(g.columns[at].boxes, g.boxes[n.ID])
	}
	g.mark()
	return g
}

// used are the nodes at the end of an edge.
func (g *picture) used() map[string]bool {
	out := map[string]bool{}
	for _, x := range g.plan.Edges {
		out[x.From], out[x.To] = true, true
	}
	return out
}

// mark finds groups, cycles, and the edges with both ends in the picture.
func (g *picture) mark() {
	for _, group := range g.plan.Groups {
		for _, name := range group.Applications {
			if b := g.boxes[appID(name)]; b != nil {
				b.group = group.ID
			}
		}
	}
	for i, p := range g.plan.Problems {
		if p.Kind == ProblemCycle {
			for _, name := range p.Applications {
				g.cycles[appID(name)] = i + 1
			}
		}
	}
	for _, x := range g.plan.Edges {
		if g.boxes[x.From] != nil && g.boxes[x.To] != nil {
			g.edges = append(g.edges, x)
		}
	}
	g.columns = slices.DeleteFunc(g.columns, func(l *lane) bool { return len(l.boxes) == 0 })
	for i, l := range g.columns {
		for _, b := range l.boxes {
			b.column = i
		}
	}
}

// sweeps is how often columns are ordered by the places of their neighbours.
const sweeps = 6

// order sorts each column so that boxes are near what they are connected to, groups kept together.
func (g *picture) order() {
	near := map[string][]*spot{}
	for _, x := range g.edges {
		near[x.From] = append(near[x.From], g.boxes[x.To])
		near[x.To] = append(near[x.To], g.boxes[x.From])
	}
	for _, l := range g.columns {
		renumber(l)
	}
	for range sweeps {
		for _, l := range g.columns {
			for _, b := range l.boxes {
				b.weight = mean(near[b.node.ID], float64(b.row)/float64(len(l.boxes)), g)
			}
			byGroup := map[string][]float64{}
			for _, b := range l.boxes {
				byGroup[b.group] = append(byGroup[b.group], b.weight)
			}
			for _, b := range l.boxes {
				if b.group != "" {
					b.weight = average(byGroup[b.group])
				}
			}
			slices.SortStableFunc(l.boxes, func(a, b *spot) int {
				return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.group, b.group), cmp.Compare(a.node.ID, b.node.ID))
			})
			renumber(l)
		}
	}
}

func renumber(l *lane) {
	for i, b := range l.boxes {
		b.row = i
	}
}

// mean is where the neighbours are in their columns, from 0 to 1.
func mean(near []*spot, own float64, g *picture) float64 {
	total, n := own, 1.0
	for _, b := range near {
		total += float64(b.row) / float64(len(g.columns[b.column].boxes))
		n++
	}
	return total / n
}

func average(vs []float64) float64 {
	total := 0.0
	for _, v := range vs {
		total += v
	}
	return total / float64(len(vs))
}

// place gives each box its corner: columns in bands of as many as a page has room for.
func (g *picture) place() {
	top := graphTop
	for band := range slices.Chunk(g.columns, mostInBand) {
		tallest := 0
		for _, l := range band {
			tallest = max(tallest, min(len(l.boxes), mostInLane))
		}
		x := graphLeft
		for _, l := range band {
			l.lanes = (len(l.boxes) + mostInLane - 1) / mostInLane
			l.x, l.y, l.h = x, top, float64(tallest)*(boxHeight+rowGap)
			perLane := (len(l.boxes) + l.lanes - 1) / l.lanes
			offset := float64(tallest-perLane) / 2 * (boxHeight + rowGap)
			for i, b := range l.boxes {
				b.x = x + float64(i/perLane)*(boxWidth+24)
				b.y = top + offset + float64(i%perLane)*(boxHeight+rowGap)
			}
			x += float64(l.lanes)*(boxWidth+24) - 24 + columnGap
		}
		g.width = math.Max(g.width, x-columnGap+graphLeft)
		top += float64(tallest)*(boxHeight+rowGap) + bandHead
	}
	g.width = math.Max(g.width+44, 900) // room for curves beside the last column
	g.height = top
}
