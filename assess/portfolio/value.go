package portfolio

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// valueOf is what the business gains by moving an application early. What nobody has answered
// adds nothing.
func (e *estate) valueOf(a *application) Value {
	v := Value{Reasons: []classify.Reason{}}
	w, s := e.model.Value, survey.Scope{App: a.Name}
	scales := []struct {
		weight   float64
		question string
		column   string
		scale    map[string]float64
	}{
		{w.Lifecycle, "biz.lifecycle", "", map[string]float64{"invest": 1, "maintain": 0.4, "replace": 0.1}},
		{w.Criticality, "biz.criticality", "", map[string]float64{"core": 1, "important": 0.7, "normal": 0.3}},
		{w.Frequency, "dev.frequency", "", map[string]float64{"on-demand": 1, "daily": 0.8, "weekly": 0.6, "biweekly": 0.4, "monthly": 0.2}},
		{w.Elasticity, "perf.peaks", "pattern", map[string]float64{"promotion": 1, "unpredictable": 1, "daily": 0.5, "month-end": 0.5}},
	}
	for _, x := range scales {
		answer, ok := e.ask(x.question, s)
		if !ok {
			continue
		}
		chosen := answer.Value.Text
		if x.column != "" {
			chosen = answer.Value.Record().Get(x.column)
		}
		if factor := x.scale[chosen]; factor > 0 {
			option := e.optionText(x.question, x.column, chosen)
			v.Reasons = append(v.Reasons, term(x.weight*factor, x.question, "%[1]s", "%[2]s", option.ZH, option.EN))
		}
	}
	v.Reasons = append(v.Reasons, e.relief(s)...)
	v.Value = round(sum(v.Reasons), 2)
	return v
}

// relief is how far containers relieve what troubles people.
func (e *estate) relief(s survey.Scope) []classify.Reason {
	answer, ok := e.ask("pain.top", s)
	if !ok {
		return nil
	}
	var names []i18n.Text
	for _, p := range answer.Value.List {
		if slices.Contains([]string{"slow-release", "environment-drift", "slow-scaling", "slow-recovery", "waste"}, p) {
			names = append(names, e.optionText("pain.top", "", p))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []classify.Reason{term(e.model.Value.Pain*min(1, 0.5*float64(len(names))), "pain.top", "能缓解：%[1]s", "it relieves: %[2]s", list(names, i18n.ZH), list(names, i18n.EN))}
}

func list(ts []i18n.Text, l i18n.Lang) string {
	names := make([]string, len(ts))
	for i, x := range ts {
		names[i] = x.In(l)
	}
	return strings.Join(names, i18n.Text{ZH: "、", EN: ", "}.In(l))
}
