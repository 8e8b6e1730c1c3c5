package interview

import (
	"slices"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// propose is a proposal in the form of say.
func propose(t testing.TB, s string) Proposal {
	t.Helper()
	e := say(t, bank(t), s)
	q, _ := bank(t).Question(e.Question)
	return Proposal{Place: e.Place, Question: e.Question, From: "应用!B7", Answer: survey.Answer{State: survey.Known, Value: e.Answer.value(q), Confidence: survey.Confirmed}}
}

func TestCompare(t *testing.T) {
	base := func(p Proposal, s string) Proposal {
		b := propose(t, s).Answer
		p.Base = &b
		return p
	}
	about := func(p Proposal, note, owner, due string) Proposal {
		p.Answer.Note, p.Answer.Owner, p.Answer.Due = note, owner, due
		return p
	}
	s := interview(t, shop(), "net.mirrors china", "apps.shop state.session shared", "apps.shop app.root sysctl,root", "apps.shop data.stores kind=mysql;kind=redis")
	other, _ := session(t, "b", shop())
	do(t, other, choose("tgt.platform", "ack-pro", survey.Place{}))
	do(t, s, choose("tgt.platform", "openshift", survey.Place{}))
	for _, e := range other.events {
		s.Apply(e.Event)
	}
	for _, c := range []struct {
		p     Proposal
		want  Verdict
		makes int
	}{
		{propose(t, "net.mirrors china"), Same, 0},
		{propose(t, "goal.slo 99.9"), Fresh, 1},
		{propose(t, "apps.crm state.session shared"), Fresh, 1},
		{propose(t, "apps.shop.components.bff state.session shared"), Fresh, 1}, // inherited, but not said there
		{propose(t, "net.mirrors none"), Clashes, 1},
		{base(propose(t, "net.mirrors none"), "net.mirrors china"), Changes, 1},
		{base(propose(t, "net.mirrors none"), "net.mirrors custom"), Clashes, 1},
		{propose(t, "tgt.platform ack-pro"), Changes, 1}, // it settles two answers
		{propose(t, "tgt.platform ack-basic"), Clashes, 1},
		{propose(t, "apps.shop app.root root"), Clashes, 1},
		{propose(t, "apps.shop data.stores kind=mysql,env=prod,host=db.example.com;kind=mysql,env=uat;kind=redis"), Changes, 1}, // it says more
		{propose(t, "apps.shop data.stores kind=mysql,env=prod"), Clashes, 1},
		{about(propose(t, "net.mirrors china"), "见附件", "", ""), Changes, 1},
		{about(propose(t, "net.mirrors none"), "见附件", "李工", "2026-12-01"), Clashes, 3},
		{about(propose(t, "net.mirrors china"), "password=hunter2hunter2", "", ""), Unusable, 0},
		{about(propose(t, "net.mirrors china"), "", "李工", "下周"), Unusable, 0},
		{Proposal{Question: "net.moon", Answer: survey.Answer{State: survey.Unknown}}, Unusable, 0},
		{Proposal{Question: "net.mirrors", Answer: survey.Answer{State: survey.Known, Value: survey.Value{Text: "moon"}}}, Unusable, 0},
		{Proposal{Question: "net.mirrors", Place: survey.Place{App: "shop"}, Answer: survey.Answer{State: survey.Unknown}}, Unusable, 0},
		{Proposal{Question: "state.session", Place: survey.Place{App: "a\nb"}, Answer: survey.Answer{State: survey.Unknown}}, Unusable, 0},
		{Proposal{Question: "net.mirrors"}, Unusable, 0},
	} {
		got := s.Compare([]Proposal{c.p})
		made := s.Take(got, Workbook)
		if got[0].Verdict != c.want || len(made) != c.makes || (got[0].Verdict == Unusable) != got[0].Problem.Complete() {
			t.Errorf("%s %s: %s (%s), %d events; want %s, %d", c.p.Question, c.p.Answer.Value, got[0].Verdict, got[0].Problem.EN, len(made), c.want, c.makes)
		}
		if _, err := s.Make(clock()(), "王工", made...); err != nil {
			t.Errorf("%s: %v", c.p.Question, err)
		}
		if c.makes > 0 && made[0].Kind == Answered && (made[0].Origin != Workbook || !slices.Equal(made[0].Evidence, []string{"应用!B7"})) {
			t.Errorf("%+v", made[0])
		}
	}
}

// TestTakenTwice: what was taken is the same the next time.
func TestTakenTwice(t *testing.T) {
	s := interview(t, shop(), "net.mirrors china")
	p := propose(t, "net.mirrors none")
	p.Answer.Note, p.Answer.Owner, p.Answer.Due = "见附件", "李工", "2026-12-01"
	do(t, s, s.Take(s.Compare([]Proposal{p}), File)...)
	if got := s.Compare([]Proposal{p}); got[0].Verdict != Same {
		t.Errorf("%s", got[0].Verdict)
	}
	if e, _ := s.Entry(survey.Place{}, "net.mirrors"); e.Note != "见附件" || e.Owner != "李工" || e.Due != "2026-12-01" {
		t.Errorf("%+v", e)
	}
}

func TestCopy(t *testing.T) {
	o := Options{Applications: []Application{{"shop", []string{"bff", "pay"}}, {"crm", []string{"bff"}}}}
	s := interview(t, o, "goal.depth elastic", "apps.shop app.hw none", "apps.shop.components.bff app.ports port=8080", "apps.shop.components.pay app.ports port=9090", "apps.crm app.hw gpu")
	do(t, s, Event{Kind: Answered, Place: survey.Place{App: "shop"}, Question: "org.ownership", Answer: &Answer{State: survey.Unknown}},
		Event{Kind: Noted, Place: survey.Place{App: "shop"}, Question: "app.hw", Text: "只在 shop"})
	var got []string
	for _, p := range s.Copy("shop", "crm", Filter{}) {
		got = append(got, p.Place.String()+" "+p.Question+" "+p.Answer.Value.String()+p.Answer.Note)
	}
	if want := "apps.crm app.hw none|apps.crm.components.bff app.ports port=8080"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := s.Copy("shop", "crm", Filter{Areas: []survey.Area{survey.Target}}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	compared := s.Compare(s.Copy("shop", "crm", Filter{}))
	if compared[0].Verdict != Clashes || compared[1].Verdict != Fresh {
		t.Errorf("%s %s", compared[0].Verdict, compared[1].Verdict)
	}
}
