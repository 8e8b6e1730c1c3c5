package portfolio

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func (g *picture) draw() []byte {
	d := &g.d
	title := d.say("应用依赖与迁移波次", "Applications, dependencies and waves")
	d.open(g.width, g.height, title)
	d.b.WriteString("<defs>\n")
	for _, s := range styles() {
		d.printf(`<marker id="%s" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="%s"/></marker>`+"\n", s.name, s.colour)
	}
	d.b.WriteString("</defs>\n")
	d.label(graphLeft, 34, title, `font-size="20" font-weight="bold"`)
	for _, l := range g.columns {
		g.drawLane(l)
	}
	g.drawGroups()
	for _, s := range styles() { // the telling ones on top
		for _, x := range g.edges {
			if g.style(x) == s.name {
				g.drawEdge(x, s)
			}
		}
	}
	for _, l := range g.columns {
		for _, b := range l.boxes {
			g.drawBox(b, l.wave)
		}
	}
	g.legend()
	return d.close()
}

func (g *picture) drawLane(l *lane) {
	w := float64(l.lanes)*(boxWidth+24) - 24
	fill, stroke := "#fafafa", "#757575"
	if l.wave > 0 {
		fill, stroke = waveFill(l.wave), waveStroke(l.wave)
	}
	g.d.box(l.x-12, l.y-40, w+24, l.h+36, 8, fill, "none", `fill-opacity="0.55"`)
	g.d.label(l.x, l.y-18, l.title, fmt.Sprintf(`font-weight="bold" fill="%s"`, stroke))
}

// drawGroups frames what must move together.
func (g *picture) drawGroups() {
	for _, group := range g.plan.Groups {
		var in []*spot
		for _, name := range group.Applications {
			if b := g.boxes[appID(name)]; b != nil {
				in = append(in, b)
			}
		}
		if len(in) < 2 {
			continue
		}
		byLane := map[float64][]*spot{}
		for _, b := range in {
			byLane[b.x] = append(byLane[b.x], b)
		}
		for _, bs := range byLane {
			slices.SortFunc(bs, func(a, b *spot) int { return cmp.Compare(a.y, b.y) })
		}
		xs := make([]float64, 0, len(byLane))
		for x := range byLane {
			xs = append(xs, x)
		}
		slices.Sort(xs)
		for _, x := range xs {
			bs := byLane[x]
			g.d.box(x-6, bs[0].y-6, boxWidth+12, bs[len(bs)-1].y-bs[0].y+boxHeight+12, 8, "#ffffff", "#37474f", `fill-opacity="0.6" stroke-dasharray="5 3"`)
		}
	}
}

// style is how edges of a kind look.
type style struct {
	name, colour, more string
	zh, en             string
}

// styles are those of edges, the plain one first.
func styles() []style {
	return []style{
		{"plain", "#90a4ae", `stroke-width="1.2"`, "依赖", "needs"},
		{"weak", "#b0bec5", `stroke-width="1.2" stroke-dasharray="2 3"`, "弱依赖，有降级", "weak, with a fallback"},
		{"unknown", "#8e24aa", `stroke-width="1.4" stroke-dasharray="5 3"`, "依赖不明", "unknown"},
		{"split", "#ef6c00", `stroke-width="1.8"`, "迁移的与不迁移的之间", "between what moves and what stays"},
		{"hard", "#263238", `stroke-width="2.4"`, "硬依赖，必须一起迁移", "hard: must move together"},
		{"cycle", "#c62828", `stroke-width="2"`, "循环依赖", "cycle"},
	}
}

func (g *picture) style(x Edge) string {
	from, to := g.boxes[x.From], g.boxes[x.To]
	moves := func(b *spot) bool { return b.entry != nil && b.entry.Moves }
	switch {
	case g.cycles[x.From] > 0 && g.cycles[x.From] == g.cycles[x.To]:
		return "cycle"
	case from.node.Kind == NodeUnknown || to.node.Kind == NodeUnknown:
		return "unknown"
	case from.entry != nil && to.entry != nil && moves(from) != moves(to):
		return "split"
	case x.Hard:
		return "hard"
	case x.Weak:
		return "weak"
	}
	return "plain"
}

// drawEdge draws a curve from box to box; one inside a column bulges out of it.
func (g *picture) drawEdge(x Edge, s style) {
	a, b := g.boxes[x.From], g.boxes[x.To]
	ay, by := a.y+boxHeight/2, b.y+boxHeight/2
	ax, bx, c1, c2 := a.x+boxWidth, b.x, 0.0, 0.0
	switch {
	case a.x == b.x:
		bx = b.x + boxWidth
		bulge := 22 + math.Min(44, math.Abs(by-ay)/8)
		if x.From > x.To { // both ways of a pair are seen
			bulge += 12
			ay, by = ay+6, by+6
		}
		c1, c2 = ax+bulge, bx+bulge
	case a.x < b.x:
		c1, c2 = ax+(bx-ax)/2, bx-(bx-ax)/2
	default:
		ax, bx = a.x, b.x+boxWidth
		c1, c2 = ax-(ax-bx)/2, bx+(ax-bx)/2
		ay, by = ay+6, by+6
	}
	g.d.printf(`<path d="M%.1f,%.1f C%.1f,%.1f %.1f,%.1f %.1f,%.1f" fill="none" stroke="%s" %s marker-end="url(#%s)"/>`+"\n", ax, ay, c1, ay, c2, by, bx, by, s.colour, s.more, s.name)
}

func (g *picture) drawBox(b *spot, wave int) {
	fill, stroke, more := "#ffffff", "#757575", ""
	if wave > 0 {
		stroke = waveStroke(wave)
	}
	switch b.node.Kind {
	case NodeUnknown:
		stroke, more = "#8e24aa", `stroke-dasharray="4 3"`
	case NodeOutside:
		more = `stroke-dasharray="1 2"`
	case NodeApplication:
	default:
		fill = "#eceff1"
	}
	sample := b.entry != nil && b.entry.Name == g.plan.Sample.Recommended
	if sample {
		more = `stroke-width="3"`
	}
	radius := 5.0
	if b.node.Kind != NodeApplication {
		radius = 14
	}
	g.d.box(b.x, b.y, boxWidth, boxHeight, radius, fill, stroke, more)
	name, second := boxText(b, g.d.lang)
	if sample {
		second = g.d.say("示例 · ", "sample · ") + second
	}
	g.d.label(b.x+9, b.y+18, shorten(name, 21), `font-weight="bold"`)
	g.d.label(b.x+9, b.y+34, shorten(second, 24), `font-size="11" fill="#546e7a"`)
}

// boxText is the two lines of a box.
func boxText(b *spot, lang i18n.Lang) (string, string) {
	label := b.node.Label.In(lang)
	if b.entry == nil {
		return label, kindText(b.node.Kind).In(lang)
	}
	purpose := strings.Trim(strings.TrimPrefix(label, b.entry.Name), " （）()")
	var parts []string
	if purpose != "" && purpose != b.entry.Name {
		parts = append(parts, purpose)
	}
	if b.entry.Moves {
		parts = append(parts, i18n.Textf("风险 %d", "risk %d", b.entry.Risk).In(lang))
	} else {
		parts = append(parts, b.entry.Strategy.Text().In(lang))
	}
	return b.entry.Name, strings.Join(parts, " · ")
}

func kindText(k NodeKind) i18n.Text {
	switch k {
	case NodeDatabase:
		return t("数据库", "database")
	case NodeQueue:
		return t("消息", "messages")
	case NodeRegistry:
		return t("注册与配置中心", "registry, configuration")
	case NodeCache:
		return t("缓存", "cache")
	case NodeStorage:
		return t("存储", "storage")
	case NodeOutside:
		return t("外部系统", "outside system")
	case NodeUnknown:
		return t("无人说明", "nobody has named it")
	}
	return t("应用", "application")
}

// legend explains the lines.
func (g *picture) legend() {
	x, y := graphLeft, g.height-22
	used := map[string]bool{}
	for _, e := range g.edges {
		used[g.style(e)] = true
	}
	for _, s := range styles() {
		if !used[s.name] {
			continue
		}
		text := g.d.say(s.zh, s.en)
		g.d.printf(`<path d="M%.1f,%.1f h34" fill="none" stroke="%s" %s marker-end="url(#%s)"/>`+"\n", x, y-4, s.colour, s.more, s.name)
		g.d.label(x+42, y, text, `font-size="12"`)
		x += 42 + float64(cells.Width(text))*6.6 + 26
	}
	text := g.d.say("虚线框：必须一起迁移", "dashed frame: must move together")
	g.d.label(x, y, text, `font-size="12"`)
}
