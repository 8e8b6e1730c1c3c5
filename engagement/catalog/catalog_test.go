package catalog_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func load(t testing.TB) catalog.Catalog {
	t.Helper()
	c, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCounts holds the data to the number of lines that each section of the
// statement of work has.
func TestCounts(t *testing.T) {
	c := load(t)
	perSection := map[string]int{}
	for _, s := range c.Scope {
		perSection["scope "+s.Section]++
	}
	for _, p := range c.Preconditions {
		perSection["preconditions "+p.Section]++
	}
	for _, d := range c.Duties {
		perSection["duties "+d.Phase+" "+string(d.Party)]++
	}
	for _, s := range c.Services {
		perSection["services "+s.Phase]++
	}
	for _, m := range c.Milestones {
		perSection["milestones "+m.Section]++
	}
	perSection["editions"] = len(c.Editions)
	perSection["phases"] = len(c.Phases)
	perSection["boundaries"] = len(c.Boundaries)
	perSection["completion"] = len(c.Completion)
	perSection["sla"] = len(c.SLA)
	perSection["process"] = len(c.Process)
	perSection["deliverables"] = len(c.Deliverables)
	perSection["acceptance"] = len(c.Acceptance)

	want := map[string]int{
		"editions":                       3,
		"phases":                         6,
		"scope 2.1":                      7,
		"scope 2.2":                      2,
		"scope 2.3":                      1,
		"boundaries":                     5,
		"preconditions 3":                9,
		"preconditions 4.1":              2,
		"duties preparation customer":    5,
		"duties preparation provider":    2,
		"duties survey customer":         4,
		"duties survey provider":         3,
		"duties design customer":         3,
		"duties design provider":         3,
		"duties implementation customer": 3,
		"duties implementation provider": 5,
		"duties cutover customer":        6,
		"duties cutover provider":        4,
		"completion":                     5,
		"services preparation":           1,
		"services survey":                3,
		"services design":                6,
		"services implementation":        5,
		"services cutover":               1,
		"services support":               1,
		"sla":                            3,
		"process":                        2,
		"deliverables":                   8,
		"acceptance":                     8,
		"milestones 7.3":                 2,
		"milestones 7.2":                 1, // the proposed end of the premium support
	}
	if diff := cmp.Diff(want, perSection); diff != "" {
		t.Errorf("lines per section (-want +got):\n%s", diff)
	}
}

// TestServices is the table of section 4.2, written down a second time.
func TestServices(t *testing.T) {
	all, upgraded, premium := "SUP", "UP", "P"
	want := [][2]string{
		{"项目交付前准备工作", all},
		{"基础设施调研", all},
		{"业务现状和应用系统调研", all},
		{"容器化目标调研", all},
		{"云上架构设计", all},
		{"应用容器化方案设计", all},
		{"DevOps自动化方案设计", all},
		{"容器化上云方案设计", all},
		{"微服务治理方案设计", upgraded},
		{"可观测性方案设计", upgraded},
		{"基础设施与架构实施", all},
		{"容器化改造实施", all},
		{"DevOps落地实施", all},
		{"可观测性接入实施", upgraded},
		{"容器化迁移上云实施", upgraded},
		{"割接准备与实施", all},
		{"为期1个月的应用改造支持", premium},
	}
	var got [][2]string
	for _, s := range load(t).Services {
		letters := ""
		for _, e := range s.Editions {
			letters += strings.ToUpper(string(e[:1]))
		}
		got = append(got, [2]string{s.Text.ZH, letters})
		if marks := strings.Count(s.Quote, "\t支持"); marks != len(letters) {
			t.Errorf("%s: the quoted row has 支持 %d times, the data %d editions", s.ID, marks, len(letters))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("services (-want +got):\n%s", diff)
	}
}

// TestDeliverables is the table of section 7.1.
func TestDeliverables(t *testing.T) {
	want := [][3]string{
		{"项目调研报告", "survey", "standard"},
		{"云上容器架构设计方案", "design", "standard"},
		{"应用容器化方案", "design", "standard"},
		{"DevOps自动化方案", "design", "standard"},
		{"容器化迁移上云方案", "design", "standard"},
		{"微服务治理方案", "design", "upgraded"},
		{"可观测性方案", "design", "upgraded"},
		{"应用容器化实施支持问题处理清单", "implementation", "standard"},
	}
	var got [][3]string
	for i, d := range load(t).Deliverables {
		if d.Number != i+1 {
			t.Errorf("%s: number %d, want %d", d.ID, d.Number, i+1)
		}
		if d.Type != catalog.Document {
			t.Errorf("%s: type %q", d.ID, d.Type)
		}
		if !strings.Contains(d.Quote, "《"+d.Text.ZH+"》") {
			t.Errorf("%s: title %s is not the one of the source: %s", d.ID, d.Text.ZH, d.Quote)
		}
		got = append(got, [3]string{d.Text.ZH, d.Phase, string(d.Editions[0])})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("deliverables (-want +got):\n%s", diff)
	}
}

func TestDutyNumbers(t *testing.T) {
	c := load(t)
	next := map[string]int{}
	for _, d := range c.Duties {
		key := d.Phase + string(d.Party)
		next[key]++
		if d.Number != next[key] {
			t.Errorf("%s: number %d, want %d", d.ID, d.Number, next[key])
		}
		if !strings.HasPrefix(d.Quote, string(rune('0'+d.Number))+". ") {
			t.Errorf("%s: the quote does not start with its number: %s", d.ID, d.Quote)
		}
	}
}

func TestEntriesAreComplete(t *testing.T) {
	section := regexp.MustCompile(`^\d+(\.\d+)*$`)
	for _, e := range load(t).Entries() {
		if !e.Text.Complete() {
			t.Errorf("%s: text lacks a language", e.ID)
		}
		if strings.TrimSpace(e.Quote) == "" {
			t.Errorf("%s: no quote", e.ID)
		}
		if !section.MatchString(e.Section) {
			t.Errorf("%s: section %q", e.ID, e.Section)
		}
		if e.Reading == (i18n.Text{}) {
			if e.Confirm || e.Ask != (i18n.Text{}) || e.Settled != (i18n.Text{}) {
				t.Errorf("%s: confirmation without a reading", e.ID)
			}
			continue
		}
		if !e.Reading.Complete() {
			t.Errorf("%s: reading lacks a language", e.ID)
		}
		if e.Confirm != e.Ask.Complete() || e.Confirm == e.Settled.Complete() {
			t.Errorf("%s: a reading needs either confirm with ask, or settled, in both languages", e.ID)
		}
	}
}

func TestTextsOutsideEntriesAreComplete(t *testing.T) {
	c := load(t)
	check := func(id string, texts ...i18n.Text) {
		t.Helper()
		for _, text := range texts {
			if !text.Complete() {
				t.Errorf("%s: lacks a language: %+v", id, text)
			}
		}
	}
	for _, p := range c.Preconditions {
		check(p.ID, p.Check, p.Party.Text())
	}
	for _, r := range c.Responsibilities {
		check(r.ID, r.Text)
	}
	for _, a := range c.Artefacts {
		check(string(a.ID), a.Text)
	}
	for _, i := range c.Interviews {
		check(i.ID, i.Text, i.Materials)
	}
	for _, r := range c.Roles {
		check(r.ID, r.Text)
	}
	for _, r := range c.Risks {
		check(r.ID, r.Text, r.Control, r.Party.Text())
	}
	check("lead-time", c.LeadTime.Text)
	check("source", catalog.Source())
}

func TestEnglishHasNoChinese(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	for _, e := range load(t).Entries() {
		for _, text := range []i18n.Text{e.Text, e.Reading, e.Ask, e.Settled} {
			if han.MatchString(text.EN) {
				t.Errorf("%s: %s", e.ID, text.EN)
			}
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	c := load(t)
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	var ids []string
	for _, e := range c.Entries() {
		ids = append(ids, e.ID)
	}
	for _, r := range c.Responsibilities {
		ids = append(ids, r.ID)
	}
	for _, i := range c.Interviews {
		ids = append(ids, i.ID)
	}
	for _, r := range c.Risks {
		ids = append(ids, r.ID)
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if !kebab.MatchString(id) {
			t.Errorf("id %q is not lower-kebab", id)
		}
		if seen[id] {
			t.Errorf("id %q occurs twice", id)
		}
		seen[id] = true
	}
}

func TestReferencesResolve(t *testing.T) {
	c := load(t)
	phase := func(owner, id string) {
		if _, ok := c.Phase(id); !ok {
			t.Errorf("%s: no phase %q", owner, id)
		}
	}
	deliverables := func(owner string, ids []string) {
		for _, id := range ids {
			if _, ok := c.Deliverable(id); !ok {
				t.Errorf("%s: no deliverable %q", owner, id)
			}
		}
	}
	service := func(owner, id string) {
		if _, ok := c.Service(id); !ok {
			t.Errorf("%s: no service %q", owner, id)
		}
	}
	for _, s := range c.Scope {
		for _, id := range s.Services {
			service(s.ID, id)
		}
	}
	for _, s := range c.Services {
		phase(s.ID, s.Phase)
		deliverables(s.ID, s.Evidence.Deliverables)
		for _, id := range s.Evidence.Milestones {
			if _, ok := c.Milestone(id); !ok {
				t.Errorf("%s: no milestone %q", s.ID, id)
			}
		}
		if cmp.Equal(s.Evidence, catalog.Evidence{}) {
			t.Errorf("%s: no evidence, its state could never be told", s.ID)
		}
	}
	for _, d := range c.Duties {
		phase(d.ID, d.Phase)
	}
	for _, d := range c.Deliverables {
		phase(d.ID, d.Phase)
	}
	for _, m := range c.Milestones {
		deliverables(m.ID, m.Deliverables)
	}
	for _, s := range c.SLA {
		deliverables(s.ID, s.Deliverables)
	}
	for _, a := range c.Artefacts {
		service(string(a.ID), a.Service)
	}
	for _, r := range c.Risks {
		phase(r.ID, r.Phase)
	}
	for _, i := range c.Interviews {
		for _, role := range i.Roles {
			if !slices.ContainsFunc(c.Roles, func(r catalog.Role) bool { return r.ID == role }) {
				t.Errorf("%s: no role %q", i.ID, role)
			}
		}
	}
}

// TestEditionsAreNested: a larger edition contains the smaller one.
func TestEditionsAreNested(t *testing.T) {
	c := load(t)
	nested := func(id string, set catalog.Editions) {
		t.Helper()
		all := catalog.AllEditions()
		if len(set) == 0 || !slices.Equal(set, all[len(all)-len(set):]) {
			t.Errorf("%s: editions %v leave out a larger one", id, set)
		}
	}
	for _, s := range c.Services {
		nested(s.ID, s.Editions)
	}
	for _, d := range c.Deliverables {
		nested(d.ID, d.Editions)
	}
	for _, m := range c.Milestones {
		nested(m.ID, m.Editions)
	}
	for _, a := range c.Artefacts {
		nested(string(a.ID), a.Editions)
		service, _ := c.Service(a.Service)
		if !slices.Equal(a.Editions, service.Editions) {
			t.Errorf("artefact %s: editions %v, its service %s has %v", a.ID, a.Editions, service.ID, service.Editions)
		}
	}
}

func TestResponsibilities(t *testing.T) {
	c := load(t)
	byID := map[string]catalog.Duty{}
	covered := map[string]bool{}
	for _, d := range c.Duties {
		byID[d.ID] = d
	}
	for _, r := range c.Responsibilities {
		letters := slices.Concat(r.Customer, r.Provider)
		count := map[catalog.Letter]int{}
		for _, l := range letters {
			count[l]++
			if !l.Text().Complete() {
				t.Errorf("%s: unknown letter %q", r.ID, l)
			}
		}
		if count[catalog.Accountable] != 1 || count[catalog.Responsible] == 0 {
			t.Errorf("%s: %v needs exactly one A and at least one R", r.ID, letters)
		}
		if !r.Proposed {
			t.Errorf("%s: the chart of the source is lost, so the line can only be proposed", r.ID)
		}
		if len(r.Customer) == 0 || len(r.Provider) == 0 || len(r.Basis) == 0 {
			t.Errorf("%s: a party or the basis is empty", r.ID)
		}
		for _, id := range r.Basis {
			d, ok := byID[id]
			if !ok {
				t.Errorf("%s: no duty %q", r.ID, id)
			} else if d.Phase != r.Phase && r.Phase != "support" {
				t.Errorf("%s: duty %s is of phase %s", r.ID, id, d.Phase)
			}
			covered[id] = true
		}
	}
	for _, d := range c.Duties {
		if !covered[d.ID] {
			t.Errorf("duty %s is in no line of the responsibility chart", d.ID)
		}
	}
}

// TestKnownContradictions names the open points that a customer must be asked.
func TestKnownContradictions(t *testing.T) {
	open := map[string]bool{}
	for _, e := range load(t).OpenPoints(catalog.Premium) {
		open[e.ID] = true
	}
	for _, id := range []string{
		"apply-in-time",             // 15 working days against 15 days
		"responsibility-chart-lost", // the chart is a picture
		"service-flow",              // so is the flow
		"scope-sample-application",  // does the sample count as migration execution
		"scope-support-month",       // observability plan or all transformation
		"transformation-support",    // one month or 30 days
		"no-code-change",            // who executes
		"cloud-architecture-plan",   // type "support"
		"sla-documents",             // five of eight, another name
		"scope-cloud-architecture",  // observability products in the standard edition
		"remote-delivery",           // remote against on-site
		"support-period-end",        // no milestone for the support
		"acceptance-report-undefined",
	} {
		if !open[id] {
			t.Errorf("%s is not an open point", id)
		}
	}
}

// TestQuestionsAreAskedOnce: an entry that refers to another one for its
// question refers to one that asks, in every edition in which it matters.
func TestQuestionsAreAskedOnce(t *testing.T) {
	c := load(t)
	all := map[string]catalog.Entry{}
	for _, e := range c.Entries() {
		all[e.ID] = e
	}
	for _, e := range c.Entries() {
		if e.AskedAt == "" {
			continue
		}
		if at, ok := all[e.AskedAt]; !ok || !at.Confirm || at.AskedAt != "" || !e.Confirm {
			t.Errorf("%s: asked at %q, which does not ask", e.ID, e.AskedAt)
		}
		for _, edition := range catalog.AllEditions() {
			if in(c.EntriesOf(edition), e.ID) && !in(c.OpenPoints(edition), e.AskedAt) {
				t.Errorf("%s: nobody asks in the %s edition", e.ID, edition)
			}
		}
	}
}

func in(list []catalog.Entry, id string) bool {
	return slices.ContainsFunc(list, func(e catalog.Entry) bool { return e.ID == id })
}

func TestOpenPointsFollowEdition(t *testing.T) {
	c := load(t)
	has := func(e catalog.Edition, id string) bool { return in(c.OpenPoints(e), id) }
	for _, tc := range []struct {
		id                          string
		standard, upgraded, premium bool
	}{
		{"apply-in-time", true, true, true},
		{"governance-plan", false, true, true},
		{"transformation-support", false, false, true},
		{"upgraded", false, true, true},
		{"completion-deliverables-accepted", true, true, false},
	} {
		got := []bool{has(catalog.Standard, tc.id), has(catalog.Upgraded, tc.id), has(catalog.Premium, tc.id)}
		if diff := cmp.Diff([]bool{tc.standard, tc.upgraded, tc.premium}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.id, diff)
		}
	}
}

func TestOpenPointsInOrderOfSource(t *testing.T) {
	last := "0"
	for _, p := range load(t).OpenPoints(catalog.Premium) {
		if p.Section < last { // all sections have one-digit parts
			t.Errorf("%s of section %s comes after section %s", p.ID, p.Section, last)
		}
		last = p.Section
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
