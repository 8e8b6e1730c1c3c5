package portfolio

import (
	"time"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// maxSearch is how many days are looked through for a cutover before the plan gives up.
const maxSearch = 120

// cutoverDay is the first day from a day on which every application of a wave may go live.
func (e *estate) cutoverDay(w *laid, from time.Time) time.Time {
	for d := range maxSearch {
		day := from.AddDate(0, 0, d)
		if e.mayGoLive(w, day) {
			return day
		}
	}
	e.problem(Problem{
		Kind:   ProblemDate,
		Text:   i18nf("第 %[1]d 波在 %[2]s 之后 %[3]d 天内找不到所有应用都允许割接的日子", "wave %[1]d: within %[3]d days from %[2]s there is none on which all its applications may go live", w.number, dateOf(from), maxSearch),
		Remedy: t("核对封网期（dev.freeze）和割接窗口（mig.window），或把互相冲突的应用分到不同的波", "check freezes (dev.freeze) and windows (mig.window), or put the applications that exclude each other into different waves"), Applications: namesOf(w.apps),
	})
	return e.work.next(from)
}

func (e *estate) mayGoLive(w *laid, day time.Time) bool {
	for _, a := range w.apps {
		if frozen(e.freezes(a), day) || !e.windowOpen(a, day) {
			return false
		}
	}
	return true
}

// windowOpen tells whether mig.window allows the day; the default is a weekend.
func (e *estate) windowOpen(a *application, day time.Time) bool {
	rows := e.rows("mig.window", survey.Scope{App: a.Name})
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	if len(rows) == 0 {
		return weekend && !e.work.holiday(day)
	}
	for _, r := range rows {
		switch r.Get("day") {
		case "any":
			return true
		case "weekday":
			if e.work.works(day) {
				return true
			}
		case "weekend":
			if weekend {
				return true
			}
		case "holiday":
			if e.work.holiday(day) {
				return true
			}
		}
	}
	return false
}
