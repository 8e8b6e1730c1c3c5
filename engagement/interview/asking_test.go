package interview

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// interview starts one with what was said.
func interview(t testing.TB, o Options, said ...string) *Session {
	t.Helper()
	s, _ := session(t, "a", o)
	for _, one := range said {
		do(t, s, say(t, s.bank, one))
	}
	return s
}

func shop() Options {
	return Options{Applications: []Application{{"shop", []string{"bff", "pay"}}, {"crm", nil}}}
}

func suggest(t testing.TB, s string) Suggestion {
	t.Helper()
	e := say(t, bank(t), s)
	q, _ := bank(t).Question(e.Question)
	return Suggestion{Place: e.Place, Question: e.Question, Value: e.Answer.value(q), Evidence: []string{"pom.xml:31"}, Confidence: survey.Confirmed}
}

func show(s Subjects) string {
	apps := []string{}
	for _, a := range s.Applications {
		apps = append(apps, a.Name+"["+strings.Join(a.Components, " ")+"]")
	}
	return strings.Join(s.Envs, " ") + " | " + strings.Join(apps, " ")
}

func TestSubjects(t *testing.T) {
	const envs = "dev staging prod | "
	for _, c := range []struct {
		said []string
		want string
	}{
		{nil, envs + "crm[] shop[bff pay]"},
		{[]string{"biz.scope.apps name=erp;name=crm,in-scope=true"}, envs + "crm[] erp[] shop[bff pay]"},
		{[]string{"biz.scope.apps name=erp;name=shop,in-scope=false", "apps.shop app.hw none"}, envs + "crm[] erp[]"},
		{[]string{"apps.shop app.components name=worker;name=bff,deploy=false"}, envs + "crm[] shop[pay worker]"},
		{[]string{"apps.erp app.hw none", "apps.crm.components.web state.session shared"}, envs + "crm[web] erp[] shop[bff pay]"},
		{[]string{"tgt.envs name=test;name=live", "envs.uat tgt.arch arm64"}, "test live uat | crm[] shop[bff pay]"},
		{[]string{"apps.shop tgt.envs name=perf"}, "perf | crm[] shop[bff pay]"},
	} {
		s := interview(t, shop(), c.said...)
		if got := show(s.Subjects()); got != c.want {
			t.Errorf("%q: %s, want %s", c.said, got, c.want)
		}
		for s.CanUndo() {
			if _, err := s.Undo(); err != nil {
				t.Fatal(err)
			}
		}
		if got := show(s.Subjects()); got != envs+"crm[] shop[bff pay]" {
			t.Errorf("%q undone: %s", c.said, got)
		}
	}
	o := shop()
	o.Suggestions = []Suggestion{suggest(t, "tgt.envs name=sit;name=prod,production=true")}
	if got := show(interview(t, o).Subjects()); got != "sit prod | crm[] shop[bff pay]" {
		t.Errorf("suggested: %s", got)
	}
}

// TestSubjectsChangeWhatIsComputed: an application that appears or disappears is
// seen by what was computed before.
func TestSubjectsChangeWhatIsComputed(t *testing.T) {
	s := interview(t, shop(), "biz.scope.apps name=shop", "goal.pilot application=erp")
	if got := contradictions(s.Machine, "pilot-scope"); len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	do(t, s, Event{Kind: Noted, Place: survey.Place{App: "erp"}, Question: "app.source", Text: "下次再问"})
	if got := contradictions(s.Machine, "pilot-scope"); len(got) != 0 {
		t.Errorf("the pilot is in scope, but %+v", got)
	}
	crm := survey.Place{App: "crm"}
	before := s.Progress(crm)
	do(t, s, say(t, s.bank, "apps.crm app.components name=web"))
	if after := s.Progress(crm); after.Asked >= before.Asked {
		t.Errorf("the application still answers for its component: %d questions, before %d", after.Asked, before.Asked)
	}
}

func TestWhereIsAsked(t *testing.T) {
	org, app, lone, component, env := survey.Place{}, survey.Place{App: "shop"}, survey.Place{App: "crm"}, survey.Place{App: "shop", Component: "bff"}, survey.Place{Env: "prod"}
	for _, c := range []struct {
		id    string
		at    survey.Place
		said  []string
		asked bool
	}{
		{"net.mirrors", org, nil, true},
		{"net.mirrors", app, nil, false},
		{"app.ports", component, nil, true},
		{"app.ports", app, nil, false},
		{"app.ports", lone, nil, true}, // it has no components
		{"app.ports", lone, []string{"apps.crm.components.web app.root none"}, false},
		{"app.source", app, nil, true},
		{"app.source", component, nil, false},
		{"app.source", component, []string{"apps.shop.components.bff app.source commercial"}, true},
		{"tgt.arch", org, nil, true},
		{"tgt.arch", env, nil, false},
		{"tgt.arch", env, []string{"envs.prod tgt.arch arm64"}, true},
		{"tgt.region", org, nil, true}, // nobody knows the platform yet
		{"tgt.region", org, []string{"tgt.platform ack-pro"}, true},
		{"tgt.region", org, []string{"tgt.platform openshift"}, false},
		{"tgt.region", org, []string{"tgt.region cn-hangzhou", "tgt.platform openshift"}, true}, // it was answered
		{"app.gpu", app, nil, false},                                                            // its default is none
		{"app.gpu", app, []string{"apps.shop app.hw gpu,hsm"}, true},
		{"app.gpu", app, []string{"app.hw gpu", "apps.shop app.hw none"}, false},
		{"app.gpu", lone, []string{"app.hw gpu", "apps.shop app.hw none"}, true},
	} {
		s := interview(t, shop(), c.said...)
		is := slices.ContainsFunc(s.Agenda(c.at, Filter{}), func(i Item) bool { return i.Question == c.id })
		if is != c.asked {
			t.Errorf("%s at %s after %q: asked %t, want %t", c.id, c.at, c.said, is, c.asked)
		}
	}
	o := shop()
	o.Suggestions = []Suggestion{suggest(t, "apps.shop.components.bff app.source commercial")}
	if s := interview(t, o); !slices.ContainsFunc(s.Agenda(component, Filter{}), func(i Item) bool { return i.Question == "app.source" }) {
		t.Error("what is suggested is not asked")
	}
}

func TestConditionOnNotApplicable(t *testing.T) {
	s := interview(t, shop())
	do(t, s, Event{Kind: Answered, Question: "tgt.platform", Answer: &Answer{State: survey.NotApplicable}})
	if slices.ContainsFunc(s.Agenda(survey.Place{}, Filter{}), func(i Item) bool { return i.Question == "tgt.region" }) {
		t.Error("the region of a platform that does not apply is asked")
	}
}

func TestFilters(t *testing.T) {
	s := interview(t, shop(), "net.mirrors china")
	for name, f := range map[string]Filter{
		"quick": {Quick: true}, "role": {Roles: []string{"security"}}, "area": {Areas: []survey.Area{survey.Infrastructure}}, "open": {Open: true}, "all": {},
	} {
		n := 0
		for _, i := range s.FullAgenda(f) {
			q, _ := s.bank.Question(i.Question)
			e, _ := s.Entry(i.Place, i.Question)
			section := s.bank.Sections()[slices.IndexFunc(s.bank.Sections(), func(x survey.Section) bool { return x.ID == i.Section })]
			if f.Quick && q.Tier != survey.Core || f.Open && e.Status().Answered() || len(f.Roles) > 0 && !slices.Contains(q.Roles, "security") || len(f.Areas) > 0 && section.Area != survey.Infrastructure {
				t.Errorf("%s asks %s at %s", name, i.Question, i.Place)
			}
			n++
		}
		if all := len(s.FullAgenda(Filter{})); n == 0 || (n == all) != (name == "all") {
			t.Errorf("%s asks %d of %d", name, n, all)
		}
	}
}

func TestInheritance(t *testing.T) {
	app, bff, pay := survey.Place{App: "shop"}, survey.Place{App: "shop", Component: "bff"}, survey.Place{App: "shop", Component: "pay"}
	s := interview(t, shop(), "state.session shared", "apps.shop.components.bff state.session memory-sticky", "goal.slo 99.5", "envs.prod goal.slo 99.95")
	for _, c := range []struct {
		at         survey.Place
		id, from   string
		value      string
		inheriting bool
	}{
		{app, "state.session", "org", "shared", true}, {bff, "state.session", "apps.shop.components.bff", "memory-sticky", false}, {pay, "state.session", "org", "shared", true},
		{survey.Place{Env: "prod"}, "goal.slo", "envs.prod", "99.95", false}, {survey.Place{Env: "dev"}, "goal.slo", "org", "99.5", true}, {app, "goal.slo", "org", "99.5", true},
	} {
		e, _ := s.Entry(c.at, c.id)
		a, ok := e.Answer()
		if !ok || a.Value.Text != c.value || e.From.String() != c.from || e.Inherited() != c.inheriting || a.Scope != c.from {
			t.Errorf("%s at %s: %+v from %s", c.id, c.at, a, e.From)
		}
	}
	do(t, s, Event{Kind: Answered, Place: app, Question: "state.session", Answer: &Answer{State: survey.Unknown}})
	if got := status(t, s.Machine, "state.session", pay); got != NotKnown {
		t.Errorf("below an application that does not know it is %s", got)
	}
}

func TestProgress(t *testing.T) {
	o := shop()
	o.Suggestions = []Suggestion{suggest(t, "apps.crm state.session shared")}
	s := interview(t, o, "apps.crm app.source outsourced", "apps.crm biz.lifecycle retire", "apps.crm app.hw none")
	crm := survey.Place{App: "crm"}
	do(t, s, Event{Kind: Answered, Place: crm, Question: "org.ownership", Answer: &Answer{State: survey.Unknown}}, Event{Kind: FollowUp, Place: crm, Question: "org.ownership", Owner: "李工"},
		Event{Kind: Answered, Place: crm, Question: "dep.external", Answer: &Answer{State: survey.NotApplicable, Confidence: survey.Estimated}})
	got := s.Progress(crm)
	got.Asked, got.Risky = 0, 0
	want := Progress{Known: 4, Unknown: 1, Suggested: 1, Parked: 1, Confirmed: 3, Green: 2, Yellow: 1, Red: 1, Blockers: 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all := s.Count(s.Agenda(crm, Filter{})); all != s.Progress(crm) {
		t.Errorf("counted %+v, progress %+v", all, s.Progress(crm))
	}
	if got.Confidence() != 60 || s.Progress(crm).Colour() != ColourRed || (Progress{}).Completeness() != 0 {
		t.Errorf("confidence %d, colour %s", got.Confidence(), s.Progress(crm).Colour())
	}
}

// TestAcceptedOpensAgain: that a conflict may stay is said of the values it had.
func TestAcceptedOpensAgain(t *testing.T) {
	s := interview(t, shop(), "apps.shop state.singleton single", "goal.slo 99.9")
	open := func() string {
		c := contradictions(s.Machine, "single-instance-target")
		if len(c) != 1 {
			t.Fatalf("%+v", c)
		}
		return c[0].Accepted
	}
	do(t, s, contradictions(s.Machine, "single-instance-target")[0].Accept("业务方接受"))
	if open() != "业务方接受" {
		t.Error("it is not accepted")
	}
	do(t, s, say(t, s.bank, "goal.slo 99.99"))
	if open() != "" {
		t.Error("it is accepted with another target")
	}
	do(t, s, say(t, s.bank, "goal.slo 99.9"))
	if open() == "" {
		t.Error("it is open with the target that was accepted")
	}
	do(t, s, contradictions(s.Machine, "single-instance-target")[0].Accept(""))
	if open() != "" {
		t.Error("it is still accepted")
	}
}

func TestEvidence(t *testing.T) {
	for _, c := range []struct{ answer, found, want string }{
		{"apps.shop state.session shared", "apps.shop state.session memory-sticky", "答案为 Redis 等共享存储，证据为 进程内存，靠入口粘滞"},
		{"apps.shop state.session shared", "apps.shop state.session shared", ""},
		{"state.session shared", "apps.shop.components.bff state.session local-file", "答案为 Redis 等共享存储，证据为 本地文件"},
		{"apps.shop.components.bff state.session shared", "apps.shop state.session local-file", ""},
		{"apps.shop app.root none", "apps.shop app.root root", "答案为 不需要，证据为 必须以 root 运行"},
		{"apps.shop app.root root,sysctl", "apps.shop app.root root", ""},
		{"apps.shop app.stack language=java,version=1.8", "apps.shop app.stack language=java,version=8", ""},
		{"apps.shop app.stack version=17", "apps.shop app.stack language=java,version=17.0.2", ""},
		{"apps.shop app.stack version=17", "apps.shop app.stack language=java,version=11", "版本：答案为 17，证据为 11"},
		{"apps.shop app.ports port=8080,protocol=http", "apps.shop app.ports port=8080,protocol=grpc;port=9090", "8080 协议：答案为 HTTP，证据为 gRPC"},
		{"apps.shop app.ports port=80", "apps.shop app.ports port=8080", ""},
		{"apps.shop perf.memory heap=1Gi", "apps.shop perf.memory heap=1024Mi", ""},
		{"apps.shop perf.startup 90s", "apps.shop perf.startup 1m30s", ""},
		{"apps.shop perf.startup 90s", "apps.shop perf.startup 2m", "答案为 90s，证据为 2m"},
		{"apps.shop app.nativedeps ffmpeg", "apps.shop app.nativedeps libaio", ""},
	} {
		o := shop()
		o.Suggestions = []Suggestion{suggest(t, c.found)}
		s := interview(t, o, c.answer)
		var got []string
		for _, x := range s.Conflicts() {
			if x.Kind == WithEvidence {
				got = append(got, x.Text.ZH)
				if x.Place != o.Suggestions[0].Place || !slices.Equal(x.Evidence, []string{"pom.xml:31"}) {
					t.Errorf("%s: %+v", c.answer, x)
				}
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s against %s: %q, want %q", c.answer, c.found, got, c.want)
		}
	}
	o := shop()
	o.Suggestions = []Suggestion{suggest(t, "apps.shop app.ports port=8080")}
	s := interview(t, o)
	do(t, s, Event{Kind: Answered, Place: survey.Place{App: "shop"}, Question: "app.ports", Answer: &Answer{State: survey.NotApplicable}})
	if c := s.Conflicts(); len(c) != 1 || c[0].Text.ZH != "答案为不适用，证据为 端口：8080" {
		t.Errorf("%+v", c)
	}
}

// TestRulesSayWhatIsNotConfirmed: what the evidence suggests counts, and is named.
func TestRulesSayWhatIsNotConfirmed(t *testing.T) {
	o := shop()
	o.Suggestions = []Suggestion{suggest(t, "apps.shop.components.bff state.session memory-sticky")}
	s := interview(t, o, "dev.release wanted=rolling")
	c := contradictions(s.Machine, "session-rolling")
	if len(c) != 1 || c[0].Place.Component != "bff" || !strings.Contains(c[0].Text.ZH, "state.session 来自证据，尚未确认") || fmt.Sprint(c[0].Evidence) != "[pom.xml:31]" {
		t.Fatalf("%+v", c)
	}
	if fmt.Sprint(c[0].Questions, c[0].Places) != "[state.session dev.release] [apps.shop.components.bff org]" {
		t.Errorf("%v %v", c[0].Questions, c[0].Places)
	}
	o.Suggestions[0].Confidence = survey.Assumed
	if c := contradictions(interview(t, o, "dev.release wanted=rolling").Machine, "session-rolling"); len(c) > 0 {
		t.Errorf("an assumption contradicts: %+v", c)
	}
}

func TestAssumptions(t *testing.T) {
	o := shop()
	o.Suggestions = []Suggestion{suggest(t, "apps.shop app.source buildable")}
	s := interview(t, o, "apps.shop app.hw none")
	app := survey.Place{App: "shop"}
	do(t, s, Event{Kind: Answered, Place: app, Question: "biz.criticality", Answer: &Answer{State: survey.Unknown}}, Event{Kind: FollowUp, Place: app, Question: "biz.criticality", Owner: "李工", Due: "2026-12-01"})
	got := map[string]Assumption{}
	for _, a := range s.Assumptions(app) {
		got[a.Question] = a
		if !a.Default.Complete() || len(a.Drives) == 0 || !a.Drives[0].Complete() {
			t.Errorf("%s lacks something: %+v", a.Question, a)
		}
	}
	if _, ok := got["app.hw"]; ok {
		t.Error("what is known is assumed")
	}
	if a := got["biz.criticality"]; a.Status != NotKnown || a.Owner != "李工" || a.Due != "2026-12-01" {
		t.Errorf("%+v", a)
	}
	if a := got["app.source"]; a.Status != Suggested || len(a.Suggestions) != 1 {
		t.Errorf("%+v", a)
	}
	if a := got["app.license"]; a.Status != Open || !a.Blocker {
		t.Errorf("%+v", a)
	}
}
