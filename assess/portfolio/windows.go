package portfolio

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var hoursRE = regexp.MustCompile(`^\s*([0-9]{1,2})[:：]([0-9]{2})\s*[-–—~至到]\s*([0-9]{1,2})[:：]([0-9]{2})\s*$`)

// window is a time of certain days in which a cutover may happen.
type window struct {
	days     []string // weekday, weekend, holiday
	from, to int      // minutes of the day; to may lie on the next day
}

// windowsOf are the windows of an application whose hours can be read; all tells that every row
// could be.
func (e *estate) windowsOf(a *application) (out []window, all bool) {
	rows := e.rows("mig.window", survey.Scope{App: a.Name})
	for _, r := range rows {
		w := window{from: 0, to: 24 * 60, days: []string{r.Get("day")}}
		if r.Get("day") == "any" {
			w.days = []string{"weekday", "weekend", "holiday"}
		}
		if hours := r.Get("hours"); hours != "" {
			m := hoursRE.FindStringSubmatch(hours)
			if m == nil {
				return nil, false
			}
			n := func(i int) int {
				v, _ := strconv.Atoi(m[i]) // two digits
				return v
			}
			w.from, w.to = n(1)*60+n(2), n(3)*60+n(4)
			if w.to <= w.from {
				w.to += 24 * 60
			}
		}
		out = append(out, w)
	}
	return out, len(rows) > 0
}

// meets tells whether two windows have a time in common.
func (w window) meets(o window) bool {
	if !slices.ContainsFunc(w.days, func(d string) bool { return slices.Contains(o.days, d) }) {
		return false
	}
	const day = 24 * 60
	for _, shift := range []int{-day, 0, day} {
		if w.from < o.to+shift && o.from+shift < w.to {
			return true
		}
	}
	return false
}

// windowsMeet names the applications of a group that never may be cut over at one time.
func (e *estate) windowsMeet(g *group) {
	var apart []string
	for i, a := range g.apps {
		own, ok := e.windowsOf(a)
		for _, b := range g.apps[i+1:] {
			other, also := e.windowsOf(b)
			if ok && also && !slices.ContainsFunc(own, func(w window) bool { return slices.ContainsFunc(other, w.meets) }) {
				apart = appendNew(appendNew(apart, a.Name), b.Name)
			}
		}
	}
	if len(apart) == 0 {
		return
	}
	var reasons []classify.Reason
	for _, name := range apart {
		reasons = append(reasons, reason("mig.window", "%[1]s：%[2]s", "%[1]s: %[3]s", name, e.windowText(name, i18n.ZH), e.windowText(name, i18n.EN)))
	}
	e.problem(Problem{
		Kind:         ProblemCutover,
		Text:         i18nf("%[1]s 必须一起割接，但割接窗口没有交集", "%[2]s must be cut over together, and their windows have no time in common", joinNames(apart).ZH, joinNames(apart).EN),
		Remedy:       t("与各方业务商定一个共同的窗口（mig.window），或先按“必须一起迁移”里的办法拆开", "agree on a window of all (mig.window), or separate them first as told under what must move together"),
		Applications: apart, Reasons: reasons,
	})
}

// windowText is what was answered about windows.
func (e *estate) windowText(app string, l i18n.Lang) string {
	var out []string
	for _, r := range e.rows("mig.window", survey.Scope{App: app}) {
		out = append(out, strings.TrimSpace(e.optionText("mig.window", "day", r.Get("day")).In(l)+" "+r.Get("hours")))
	}
	return strings.Join(out, i18n.Text{ZH: "、", EN: ", "}.In(l))
}
