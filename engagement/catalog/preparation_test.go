package catalog_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/catalog"
)

func TestDue(t *testing.T) {
	lead := load(t).LeadTime
	if lead.WorkingDays != 15 || lead.CalendarDays != 15 {
		t.Fatalf("lead time %+v", lead)
	}
	for _, tc := range []struct{ start, working, calendar string }{
		{"2026-12-21", "2026-11-30", "2026-12-06"}, // Monday: three full weeks
		{"2026-12-23", "2026-12-02", "2026-12-08"}, // Wednesday
		{"2026-12-20", "2026-11-30", "2026-12-05"}, // Sunday
		{"2026-12-19", "2026-11-30", "2026-12-04"}, // Saturday
		{"2027-01-08", "2026-12-18", "2026-12-24"}, // over the turn of the year
	} {
		start, err := time.Parse(time.DateOnly, tc.start)
		if err != nil {
			t.Fatal(err)
		}
		due := lead.Due(start)
		got := []string{due.ByWorkingDays.Format(time.DateOnly), due.ByCalendarDays.Format(time.DateOnly)}
		if diff := cmp.Diff([]string{tc.working, tc.calendar}, got); diff != "" {
			t.Errorf("start %s (-want +got):\n%s", tc.start, diff)
		}
	}
}

func TestDueKeepsTheDayOfAnyZone(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	due := load(t).LeadTime.Due(time.Date(2026, 12, 21, 0, 30, 0, 0, shanghai))
	if got := due.ByWorkingDays.Format(time.DateOnly); got != "2026-11-30" {
		t.Errorf("got %s", got)
	}
}

func TestChecklist(t *testing.T) {
	c := load(t)
	start := time.Date(2026, 12, 21, 0, 0, 0, 0, time.UTC)
	var due []string
	for _, item := range c.Checklist(start) {
		if item.Due != nil {
			due = append(due, item.ID)
		}
	}
	if diff := cmp.Diff([]string{"apply-in-time"}, due); diff != "" {
		t.Errorf("items with a due date (-want +got):\n%s", diff)
	}
	for _, item := range c.Checklist(time.Time{}) {
		if item.Due != nil {
			t.Errorf("%s has a due date without a start", item.ID)
		}
	}
}

// TestInterviewsCoverTheSurvey: every topic that the survey services rest on is
// asked in exactly one session.
func TestInterviewsCoverTheSurvey(t *testing.T) {
	c := load(t)
	var got, want []string
	for _, i := range c.Interviews {
		got = append(got, i.Topics...)
		if i.Minutes <= 0 || len(i.Roles) == 0 {
			t.Errorf("%s: no duration or role", i.ID)
		}
	}
	for _, s := range c.Services {
		want = append(want, s.Evidence.Answers...)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("topics (-want +got):\n%s", diff)
	}
}

func TestInterviewDuration(t *testing.T) {
	i := catalog.Interview{Minutes: 90, PerApplicationMinutes: 15}
	for applications, want := range map[int]time.Duration{0: 90 * time.Minute, 1: 90 * time.Minute, 3: 2 * time.Hour} {
		if got := i.Duration(applications); got != want {
			t.Errorf("%d applications: %s, want %s", applications, got, want)
		}
	}
}
