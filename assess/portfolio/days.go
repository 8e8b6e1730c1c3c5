package portfolio

import (
	"slices"
	"time"
)

const dateForm = "2006-01-02"

// day is the date as a time at midnight UTC.
func (d Date) day() (time.Time, bool) {
	t, err := time.Parse(dateForm, string(d))
	return t, err == nil
}

func dateOf(t time.Time) Date { return Date(t.Format(dateForm)) }

// Valid tells whether the date is empty or a day.
func (d Date) Valid() bool {
	_, ok := d.day()
	return ok || d == ""
}

// days is the number of calendar days from one date to another; 0 when one is missing.
func days(from, to Date) int {
	a, ok := from.day()
	b, also := to.day()
	if !ok || !also {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// workdays counts on a calendar of working days.
type workdays struct{ holidays map[Date]bool }

func newWorkdays(holidays []string) workdays {
	w := workdays{holidays: map[Date]bool{}}
	for _, h := range holidays {
		w.holidays[Date(h)] = true
	}
	return w
}

func (w workdays) works(t time.Time) bool {
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && !w.holidays[dateOf(t)]
}

// holiday tells a public holiday from a weekend.
func (w workdays) holiday(t time.Time) bool { return w.holidays[dateOf(t)] }

// next is the first working day on or after t.
func (w workdays) next(t time.Time) time.Time {
	for !w.works(t) {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// last is the last working day on or before t.
func (w workdays) last(t time.Time) time.Time {
	for !w.works(t) {
		t = t.AddDate(0, 0, -1)
	}
	return t
}

// end is the last day of n working days that begin on t, or on the first working day after.
func (w workdays) end(t time.Time, n int) time.Time {
	t = w.next(t)
	for ; n > 1; n-- {
		t = w.next(t.AddDate(0, 0, 1))
	}
	return t
}

// begin is the first day of n working days that end on t, or on the last working day before.
func (w workdays) begin(t time.Time, n int) time.Time {
	t = w.last(t)
	for ; n > 1; n-- {
		t = w.last(t.AddDate(0, 0, -1))
	}
	return t
}

// known tells whether holidays of the year are listed.
func (w workdays) known(year int) bool {
	for d := range w.holidays {
		if t, ok := d.day(); ok && t.Year() == year {
			return true
		}
	}
	return false
}

// statutoryDays are the days off by the State Council's rule on holidays (as revised in 2024:
// 13 days a year), without the days that are swapped with weekends, which are announced each
// autumn and belong into the model of an engagement.
func statutoryDays() []string {
	out := []string{
		"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-04-05", "2026-05-01", "2026-05-02",
		"2026-06-19", "2026-09-25", "2026-10-01", "2026-10-02", "2026-10-03",
		"2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-04-05", "2027-05-01", "2027-05-02",
		"2027-06-09", "2027-09-15", "2027-10-01", "2027-10-02", "2027-10-03",
		"2028-01-01", "2028-01-25", "2028-01-26", "2028-01-27", "2028-01-28", "2028-04-04", "2028-05-01", "2028-05-02",
		"2028-05-28", "2028-10-01", "2028-10-02", "2028-10-03",
	}
	slices.Sort(out)
	return out
}

// frozen tells whether a day falls in one of the periods.
func frozen(periods []Blank, t time.Time) bool {
	d := dateOf(t)
	return slices.ContainsFunc(periods, func(b Blank) bool { return b.From <= d && d <= b.To })
}
