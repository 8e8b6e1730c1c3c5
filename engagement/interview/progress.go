package interview

import (
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Progress counts the questions of a place, or of several. Completeness,
// confidence and readiness are told apart, and an unknown raises none of them.
type Progress struct {
	Asked     int // questions that are asked here
	Known     int // answered with a value or as not applicable
	Unknown   int // answered: nobody knows
	Suggested int // an answer of the evidence waits for a person
	Parked    int // somebody is to find out
	Conflicts int // two answers are in force
	Invalid   int // the answer no longer fits the question

	Confirmed int // of Known: confirmed by a person
	Green     int // answers by the risk that they mean
	Yellow    int
	Red       int
	Risky     int // questions whose answer means a risk or none, answered or not
	Blockers  int // red answers that can veto the migration
}

// Add adds the counts of another place.
func (p *Progress) Add(o Progress) {
	p.Asked += o.Asked
	p.Known += o.Known
	p.Unknown += o.Unknown
	p.Suggested += o.Suggested
	p.Parked += o.Parked
	p.Conflicts += o.Conflicts
	p.Invalid += o.Invalid
	p.Confirmed += o.Confirmed
	p.Green += o.Green
	p.Yellow += o.Yellow
	p.Red += o.Red
	p.Risky += o.Risky
	p.Blockers += o.Blockers
}

// Answered is the number of questions to which somebody said something.
func (p Progress) Answered() int { return p.Known + p.Unknown }

// Warnings is the number of questions that need a look.
func (p Progress) Warnings() int { return p.Conflicts + p.Invalid + p.Red }

// Completeness is the share of the questions whose answer is known, in percent.
func (p Progress) Completeness() int { return percent(p.Known, p.Asked) }

// Confidence is the share of all that was said that a person confirmed, in
// percent: estimates, assumptions and unknowns lower it.
func (p Progress) Confidence() int { return percent(p.Confirmed, p.Known+p.Unknown) }

// Readiness is the share of the questions about risks whose answer means none, in
// percent. A question that is open or unknown is no good news.
func (p Progress) Readiness() int { return percent(p.Green, p.Risky) }

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return part * 100 / whole
}

// Colour is the worst that thresholds say about the risks of a place. They are
// those of Konveyor's Pathfinder, with unknown raised to a fifth: an interview
// begins with nothing but unknowns.
type Colour string

// The colours.
const (
	ColourRed     Colour = "red"
	ColourYellow  Colour = "yellow"
	ColourGreen   Colour = "green"
	ColourUnknown Colour = "unknown"
)

const (
	redFrom     = 5  // percent of the answers about risks
	yellowFrom  = 30 // percent
	unknownFrom = 20 // percent
)

// Colour rates the place.
func (p Progress) Colour() Colour {
	open := p.Risky - p.Green - p.Yellow - p.Red
	switch {
	case p.Risky == 0:
		return ColourUnknown
	case p.Blockers > 0 || percent(p.Red, p.Risky) >= redFrom:
		return ColourRed
	case percent(open, p.Risky) >= unknownFrom:
		return ColourUnknown
	case percent(p.Yellow, p.Risky) >= yellowFrom:
		return ColourYellow
	}
	return ColourGreen
}

// Text names the colour by what it means.
func (c Colour) Text() i18n.Text {
	switch c {
	case ColourRed:
		return i18n.Text{ZH: "高风险", EN: "high risk"}
	case ColourYellow:
		return i18n.Text{ZH: "有风险", EN: "some risk"}
	case ColourGreen:
		return i18n.Text{ZH: "可推进", EN: "ready"}
	}
	return i18n.Text{ZH: "信息不足", EN: "not enough known"}
}

// Progress counts all questions of a place.
func (m *Machine) Progress(at survey.Place) Progress {
	m.refresh()
	return m.tally(at).progress(m)
}

// ProgressOf counts the places: an application with its components, or all.
func (m *Machine) ProgressOf(places ...survey.Place) Progress {
	var sum Progress
	for _, p := range places {
		sum.Add(m.Progress(p))
	}
	return sum
}

// Count counts the items of an agenda.
func (m *Machine) Count(items []Item) Progress {
	m.refresh()
	var p Progress
	for _, item := range items {
		q := m.bank.Index(item.Question)
		if q < 0 {
			continue
		}
		c := m.chain(item.Place)
		p.add(m.marksOf(q, &c), 1)
	}
	return p
}

// WorstRisk is the worst risk among the options of an answer; an answer that
// chooses none of them, such as a record without that column, has none.
func WorstRisk(q survey.Question, v survey.Value) survey.Risk {
	worst := survey.Risk("")
	for _, o := range ChosenOptions(q, v) {
		if rank(o.Risk) > rank(worst) {
			worst = o.Risk
		}
	}
	return worst
}

func rank(r survey.Risk) int {
	switch r {
	case survey.Green:
		return 1
	case survey.Yellow:
		return 2
	case survey.Red:
		return 3
	}
	return 0
}

// ChosenOptions are the options that an answer chose, in its order.
func ChosenOptions(q survey.Question, v survey.Value) []survey.Option {
	var out []survey.Option
	for _, key := range append([]string{v.Text}, v.List...) {
		if o, ok := q.Field.Option(key); ok {
			out = append(out, o)
		}
	}
	for _, r := range v.Rows {
		for _, c := range r {
			column, _ := q.Column(c.Column)
			if o, ok := column.Option(c.Text); ok {
				out = append(out, o)
			}
		}
	}
	return out
}
