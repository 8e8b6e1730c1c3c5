package classify

import (
	"math"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// terms add up to a number. Each is shown to a hundredth of a point.
type terms struct {
	reasons []Reason
	total   float64
}

func (t *terms) add(points float64, r Reason) {
	t.total += points
	r.Points = hundredth(points)
	t.reasons = append(t.reasons, r)
}

// cap takes away what is above the most, as a term of its own.
func (t *terms) cap(most float64, what i18n.Text) {
	if over := t.total - most; over > 0 {
		t.add(-over, Reason{Text: what})
	}
}

// slack keeps what is a whole number but for the last bit of a float from falling below it.
const slack = 1e-6

// number rounds down, so that what is shown has been reached, and tells what rounding took.
func (t *terms) number() Number {
	value := math.Floor(min(max(t.total, 0), 100) + slack)
	sum := 0.0
	for _, r := range t.reasons {
		sum += r.Points
	}
	reasons := append([]Reason{}, t.reasons...)
	if rest := hundredth(value - sum); rest != 0 {
		reasons = append(reasons, Reason{Text: text("取整", "rounding"), Points: rest})
	}
	return Number{Value: int(value), Reasons: reasons}
}

func hundredth(v float64) float64 { return math.Round(v*100) / 100 }

// found is a finding as a reason.
func found(f assess.Finding) Reason {
	return Reason{Text: f.Title, Finding: f.ID, Where: f.Component, Evidence: places(f.Evidence)}
}

// open is a question without an answer as a reason.
func unanswered(q survey.Question, what i18n.Text) Reason {
	return Reason{Text: i18n.Text{ZH: what.ZH + "：" + q.Text.ZH, EN: what.EN + ": " + q.Text.EN}, Question: q.ID}
}

// arithmetic tells a term that leads nowhere, such as rounding or a cap.
func (r Reason) arithmetic() bool {
	return r.Finding == "" && r.Fact == "" && r.Question == ""
}
