package catalog

import (
	"time"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// LeadTime is how long ahead the customer applies: section 3 counts working
// days, section 6 days. Text says what the count leaves out.
type LeadTime struct {
	WorkingDays  int       `yaml:"working-days" json:"workingDays"`
	CalendarDays int       `yaml:"calendar-days" json:"calendarDays"`
	Text         i18n.Text `yaml:"text" json:"text"`
}

// DueDates are the last days on which the customer may apply.
type DueDates struct {
	Start time.Time `json:"start"`
	// ByWorkingDays is the earlier one and the date that a plan goes by.
	ByWorkingDays  time.Time `json:"byWorkingDays"`
	ByCalendarDays time.Time `json:"byCalendarDays"`
	Note           i18n.Text `json:"note"`
}

// Due counts back from the day on which the service starts. Working days are
// Monday to Friday; no calendar of public holidays is assumed. The start itself
// is not counted.
func (l LeadTime) Due(start time.Time) DueDates {
	day := time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, time.UTC)
	working := day
	for left := l.WorkingDays; left > 0; {
		working = working.AddDate(0, 0, -1)
		if wd := working.Weekday(); wd != time.Saturday && wd != time.Sunday {
			left--
		}
	}
	return DueDates{
		Start:          day,
		ByWorkingDays:  working,
		ByCalendarDays: day.AddDate(0, 0, -l.CalendarDays),
		Note:           l.Text,
	}
}

// CheckItem is a line of the preparation checklist. Due is there only for the
// item with a lead time, and only when the start is known.
type CheckItem struct {
	Precondition
	Due *DueDates `json:"due,omitempty"`
}

// Checklist lists what has to be confirmed before delivery starts. A zero start
// leaves the due dates out.
func (c Catalog) Checklist(start time.Time) []CheckItem {
	items := make([]CheckItem, 0, len(c.Preconditions))
	for _, p := range c.Preconditions {
		item := CheckItem{Precondition: p}
		if p.LeadTime && !start.IsZero() {
			due := c.LeadTime.Due(start)
			item.Due = &due
		}
		items = append(items, item)
	}
	return items
}

// Role is whom an interview is held with.
type Role struct {
	ID   string    `yaml:"id" json:"id"`
	Text i18n.Text `yaml:"text" json:"text"`
}

// Interview is a session of the interview plan. Topics are the first parts of
// the ids of the questions it asks: net for net.egress.
type Interview struct {
	ID        string    `yaml:"id" json:"id"`
	Text      i18n.Text `yaml:"text" json:"text"`
	Roles     []string  `yaml:"roles" json:"roles"`
	Topics    []string  `yaml:"topics" json:"topics"`
	Materials i18n.Text `yaml:"materials" json:"materials"`
	// Minutes is the estimated length with the first application,
	// PerApplicationMinutes what each further application adds.
	Minutes               int `yaml:"minutes" json:"minutes"`
	PerApplicationMinutes int `yaml:"per-application-minutes" json:"perApplicationMinutes"`
}

// Duration is the estimated length of the session for a number of applications.
func (i Interview) Duration(applications int) time.Duration {
	further := max(applications-1, 0)
	return time.Duration(i.Minutes+further*i.PerApplicationMinutes) * time.Minute
}

// Level is how much a risk matters.
type Level string

// The levels of a risk.
const (
	High   Level = "high"
	Medium Level = "medium"
	Low    Level = "low"
)

// Risk is a line of the risk-control strategy that both parties agree. Party
// is who carries the control.
type Risk struct {
	ID      string    `yaml:"id" json:"id"`
	Phase   string    `yaml:"phase" json:"phase"`
	Party   Party     `yaml:"party" json:"party"`
	Level   Level     `yaml:"level" json:"level"`
	Text    i18n.Text `yaml:"text" json:"text"`
	Control i18n.Text `yaml:"control" json:"control"`
}
