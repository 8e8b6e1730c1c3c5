package interview

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "write the golden files")

// held is a morning with two meetings, the second of which goes on.
func held(t testing.TB) *Session {
	b := bank(t)
	s := interview(t, shop(), "goal.slo 99.9")
	app := survey.Place{App: "shop"}
	do(t, s, Event{Kind: Met, Text: "第一次访谈", People: []Attendee{{"李工", "developer"}, {"王总", "business-owner"}}})
	do(t, s, say(t, b, "apps.shop state.singleton single"))
	do(t, s, say(t, b, "apps.shop.components.bff app.ports port=8080,protocol=http,exposed=true"))
	estimated := say(t, b, "apps.shop perf.startup 90s")
	estimated.Answer.Confidence = survey.Estimated
	do(t, s, estimated)
	do(t, s, say(t, b, "apps.shop state.session local-file"))
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	do(t, s, Event{Kind: Answered, Place: app, Question: "app.hw", Answer: &Answer{State: survey.NotApplicable}})
	do(t, s, Event{Kind: Answered, Place: app, Question: "app.license", Answer: &Answer{State: survey.Unknown}}, Event{Kind: FollowUp, Place: app, Question: "app.license", Owner: "李工", Due: "2026-12-01"})
	do(t, s, Event{Kind: Answered, Place: app, Question: "org.ownership", Answer: &Answer{State: survey.Unknown}})
	do(t, s, Event{Kind: FollowUp, Question: "net.cidr", Owner: "网络组|赵工", Due: "2026-11-20"})
	do(t, s, Event{Kind: Joined, People: []Attendee{{"张工", "operations"}, {"李工", "developer"}}})
	do(t, s, Event{Kind: Noted, Place: app, Question: "state.session", Text: "改造排在一月，\n先用粘滞会话"})
	do(t, s, Event{Kind: Closed})
	do(t, s, Event{Kind: Met, Text: "第二次访谈"})
	return s
}

func TestMinutes(t *testing.T) {
	s := held(t)
	zone := time.FixedZone("CST", 8*3600)
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		p := Printing{Lang: l, Zone: zone, Today: "2026-11-24", Role: func(role string) i18n.Text {
			if role == "developer" {
				return i18n.Text{ZH: "开发", EN: "Developer"}
			}
			return i18n.Text{}
		}}
		var out strings.Builder
		for _, m := range s.Meetings() {
			d, ok := s.MinutesDocument(m.ID, p)
			if !ok {
				t.Fatal(m.ID)
			}
			out.WriteString(d.Markdown() + "\n")
		}
		out.WriteString(s.FollowUps(p).Markdown())
		golden(t, "minutes-"+string(l)+".md", out.String())
	}
	if _, ok := s.MinutesDocument("a/1", Printing{}); ok {
		t.Error("there are minutes of an answer")
	}
	if got := New(Options{Bank: bank(t)}).FollowUps(Printing{Lang: i18n.EN}).Markdown(); !strings.Contains(got, "Nothing waits") {
		t.Error(got)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestMeetings: whose meeting it is, who came, and when it ended.
func TestMeetings(t *testing.T) {
	at := func(id string, k Kind, target string, people ...Attendee) Event {
		return Event{ID: id, At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Kind: k, Target: target, People: people}
	}
	events := []Event{
		at("a/5", Closed, "a/1"), at("a/4", Closed, "a/1"), at("b/3", Closed, "a/1"), at("b/2", Joined, "a/1", Attendee{"外人", ""}),
		at("a/3", Joined, "a/1", Attendee{"张工", ""}), at("a/2", Joined, "a/1", Attendee{"李工", ""}), at("a/1", Met, "", Attendee{"王工", ""}), at("a/9", Joined, "a/8", Attendee{"无", ""}),
	}
	for i := range events {
		clock, _ := ParseID(events[i].ID)
		events[i].At = events[i].At.Add(time.Duration(clock.N) * time.Minute)
	}
	m := New(Options{Bank: bank(t), Device: "a"})
	for _, e := range events {
		m.Apply(e)
	}
	want := []Meeting{{ID: "a/1", Device: "a", At: events[6].At, Until: events[1].At, People: []Attendee{{"王工", ""}, {"李工", ""}, {"张工", ""}}}}
	if diff := cmp.Diff(want, m.Meetings()); diff != "" {
		t.Error(diff)
	}
	s := held(t)
	if got := s.CurrentMeeting(); got != s.Meetings()[1].ID {
		t.Errorf("the current meeting is %q", got)
	}
	do(t, s, Event{Kind: Met, Text: "第三次访谈"}, say(t, bank(t), "net.mirrors china"), Event{Kind: Closed})
	minutes, _ := s.Minutes(s.Meetings()[2].ID)
	if len(minutes.Answered) != 1 || minutes.Until.IsZero() || s.CurrentMeeting() != "" {
		t.Errorf("%+v, then %q", minutes, s.CurrentMeeting())
	}
}
