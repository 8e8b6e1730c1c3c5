package classify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess/classify"
)

// backend is a service in Java with nothing to say about it.
const backend = "components: [{name: a, path: a, language: java 17, workload: web, facts: ['language=java @ pom.xml:3']}]\n"

// heavy are findings that need much new code.
const heavy = backend + `findings:
  - {id: middleware-ejb, dimension: middleware, severity: high, action: change, component: a, title: {zh: EJB, en: EJB}, effort: [80, 200], at: ["A.java:1"]}
  - {id: middleware-jca, dimension: middleware, severity: high, action: change, component: a, title: {zh: JCA, en: JCA}, effort: [40, 90], at: ["B.java:1"]}
  - {id: java-local-file, dimension: state, severity: high, action: change, component: a, title: {zh: 本地文件, en: local files}, effort: [8, 20], at: ["C.java:1"]}
`

func TestStrategies(t *testing.T) {
	b := bank(t)
	for name, c := range map[string]struct {
		source string
		said   []string
		want   classify.Strategy
	}{
		"clean source":                     {backend, nil, classify.Replatform},
		"nothing known":                    {"", nil, classify.Retain},
		"only who uses it":                 {"", []string{"biz.criticality: core"}, classify.Retain},
		"answers about technology":         {"", []string{"app.stack: {language: java, version: '17'}"}, classify.Replatform},
		"will be switched off":             {backend, []string{"biz.lifecycle: retire"}, classify.Retire},
		"switched off before it is vetoed": {"", []string{"biz.lifecycle: retire", "cur.hosting: [mainframe]"}, classify.Retire},
		"mainframe":                        {"", []string{"cur.hosting: [mainframe]"}, classify.Retain},
		"AIX with source":                  {backend, []string{"cur.os: unix"}, classify.Retain},
		"dongle":                           {backend, []string{"app.hw: [dongle]"}, classify.Retain},
		"GPU":                              {backend, []string{"app.hw: [gpu]"}, classify.Replatform},
		"forbidden by its licence":         {backend, []string{"app.license: forbidden"}, classify.Retain},
		"licence bound to an address":      {backend, []string{"net.fixedip: [licence-bound]"}, classify.Rehost},
		"bound, and not to leave":          {backend, []string{"net.fixedip: [licence-bound]", "app.hw: [dongle]"}, classify.Retain},
		"no source to be had":              {"", []string{"app.source: outsourced"}, classify.Retain},
		"product without support":          {"", []string{"app.source: commercial"}, classify.Rehost},
		"product with support":             {"", []string{"app.source: commercial", "app.license: supported"}, classify.Replatform},
		"Java on Windows":                  {backend, []string{"cur.os: windows"}, classify.Replatform},
		"unknown language on Windows":      {"", []string{"cur.os: windows"}, classify.Rehost},
		".NET Framework on Windows":        {"", []string{"cur.os: windows", "app.stack: {language: dotnet, version: '4.8'}"}, classify.Rehost},
		"much new code":                    {heavy, nil, classify.Refactor},
		"much new code without source":     {heavy, []string{"app.source: binary-only"}, classify.Rehost},
		"much new code before replacement": {heavy, []string{"biz.lifecycle: replace"}, classify.Retain},
		"replaced, and the site closes":    {heavy, []string{"biz.lifecycle: replace", "biz.drivers: [dc-exit]"}, classify.Rehost},
		"light, before replacement":        {backend, []string{"biz.lifecycle: replace"}, classify.Replatform},
	} {
		said := told(c.said...)
		said = orgAnswers(said, "biz.drivers: [dc-exit]")
		j := classify.Judge(input(t, b, c.source, said))
		if j.Strategy.Value != c.want {
			t.Errorf("%s: %s, want %s; %+v", name, j.Strategy.Value, c.want, j.Strategy.Reasons)
		}
		for _, a := range j.Strategy.WouldChange {
			if a.Strategy == j.Strategy.Value || !a.When.Complete() {
				t.Errorf("%s: would change to %s when %q", name, a.Strategy, a.When.EN)
			}
		}
	}
}

// orgAnswers moves a line from the application to the organisation, where alone it may be answered.
func orgAnswers(said, line string) string {
	if !strings.Contains(said, "    "+line+"\n") {
		return said
	}
	said = strings.Replace(said, "    "+line+"\n", "", 1)
	return strings.Replace(said, "apps:\n", "org:\n  "+line+"\napps:\n", 1)
}

// TestAlternativesComeTrue takes what an alternative says at its word.
func TestAlternativesComeTrue(t *testing.T) {
	b := bank(t)
	for name, c := range map[string]struct {
		source string
		now    []string
		to     classify.Strategy
		asks   string // question that the alternative names
		then   []string
	}{
		"a clean source":         {backend, nil, classify.Retain, "cur.hosting", []string{"cur.hosting: [mainframe]"}},
		"to be switched off":     {backend, nil, classify.Retire, "biz.lifecycle", []string{"biz.lifecycle: retire"}},
		"not switched off":       {backend, []string{"biz.lifecycle: retire"}, classify.Replatform, "biz.lifecycle", []string{"biz.lifecycle: invest"}},
		"mainframe no more":      {"", []string{"cur.hosting: [mainframe]"}, classify.Replatform, "cur.hosting", []string{"cur.hosting: [vmware]"}},
		"two vetoes":             {backend, []string{"cur.hosting: [mainframe]", "cur.os: unix"}, classify.Replatform, "cur.os", []string{"cur.hosting: [vmware]", "cur.os: debian"}},
		"support of the product": {"", []string{"app.source: commercial"}, classify.Replatform, "app.license", []string{"app.source: commercial", "app.license: supported"}},
	} {
		j := classify.Judge(input(t, b, c.source, told(c.now...)))
		i := slices.IndexFunc(j.Strategy.WouldChange, func(a classify.Alternative) bool { return a.Strategy == c.to })
		if i < 0 || !slices.ContainsFunc(j.Strategy.WouldChange[i].Reasons, func(r classify.Reason) bool { return r.Question == c.asks }) {
			t.Errorf("%s: no alternative %s by %s: %+v", name, c.to, c.asks, j.Strategy.WouldChange)
			continue
		}
		if got := classify.Judge(input(t, b, c.source, told(c.then...))).Strategy.Value; got != c.to {
			t.Errorf("%s: it became %s, not %s", name, got, c.to)
		}
	}
	j := classify.Judge(input(t, b, heavy, ""))
	i := slices.IndexFunc(j.Strategy.WouldChange, func(a classify.Alternative) bool { return a.Strategy == classify.Replatform })
	if i < 0 || j.Strategy.WouldChange[i].Reasons[0].Finding != "middleware-ejb" {
		t.Errorf("what would make light changes of deep ones: %+v", j.Strategy.WouldChange)
	}
}

func TestTraits(t *testing.T) {
	b := bank(t)
	component := func(rest string) string { return "components: [{name: a, path: a, language: java 17, " + rest + "}]\n" }
	for name, c := range map[string]struct {
		source, style, state, coupling string
		said                           []string
	}{
		"a service alone":            {component("workload: web"), "monolith", "stateless", "", nil},
		"sessions in memory":         {component("workload: web, facts: ['session=memory @ A.java:3']"), "monolith", "session", "", nil},
		"the answer goes first":      {component("workload: web, facts: ['session=memory @ A.java:3']"), "monolith", "stateless", "", []string{"state.session: shared"}},
		"unknown lets facts speak":   {component("workload: web, facts: ['session=memory @ A.java:3']"), "monolith", "session", "", []string{"state.session: {unknown: true}"}},
		"a directory that is kept":   {component("workload: web, facts: ['local-write.kept=/data/upload @ c.yml:3']"), "monolith", "local-files", "", nil},
		"a directory of logs":        {component("workload: web, facts: ['local-write.kept=/var/log @ c.yml:3']"), "monolith", "stateless", "", nil},
		"SQLite":                     {component("workload: web, services: [sqlite], facts: ['service=sqlite @ a.yml:1']"), "monolith", "embedded-database", "", nil},
		"H2 beside MySQL":            {component("workload: web, services: [h2, mysql], facts: ['service=h2 @ a.yml:1', 'service=mysql @ a.yml:2']"), "monolith", "stateless", "", nil},
		"numbered instances":         {component("workload: web"), "monolith", "cluster-member", "", []string{"state.singleton: numbered"}},
		"a scheduled job":            {component("workload: cron"), "batch", "stateless", "", nil},
		"static files":               {component("workload: static"), "frontend", "stateless", "", nil},
		"a gateway":                  {component("workload: gateway"), "gateway", "stateless", "", nil},
		"a product":                  {component("workload: web"), "vendor", "stateless", "", []string{"app.source: commercial"}},
		"modules of its own":         {component("workload: web, facts: ['build.needs=b @ pom.xml:3', 'build.needs=c @ pom.xml:4']"), "modular-monolith", "stateless", "", nil},
		"a table that others use":    {component("workload: web"), "monolith", "stateless", "tight", []string{"dep.shareddb: [{app: b, what: table, access: write}]"}},
		"a database that others use": {component("workload: web"), "monolith", "stateless", "moderate", []string{"dep.shareddb: [{app: b, what: schema, access: read}]"}},
		"a database of its own":      {component("workload: web"), "monolith", "stateless", "loose", []string{"dep.shareddb: []"}},
		"nothing known":              {"", "", "", "", nil},
	} {
		j := classify.Judge(input(t, b, c.source, told(c.said...)))
		if j.Style.Value != c.style || j.State.Value != c.state || j.Coupling.Value != c.coupling {
			t.Errorf("%s: %s %s %s, want %s %s %s", name, j.Style.Value, j.State.Value, j.Coupling.Value, c.style, c.state, c.coupling)
		}
	}
	both := "components: [{name: a, path: a, language: java, workload: web, facts: ['service=nacos @ a.yml:1']}, {name: b, path: b, language: go, workload: web}]\n"
	if j := classify.Judge(input(t, b, both, "")); j.Style.Value != "microservice" || j.Components[1].Style.Value != "monolith" {
		t.Errorf("two services, one with a registry: %s, %s", j.Style.Value, j.Components[1].Style.Value)
	}
	front := "components: [{name: a, path: a, language: java, workload: web}, {name: b, path: b, language: javascript, workload: static}]\n"
	if j := classify.Judge(input(t, b, front, "")); j.Style.Value != "layered" {
		t.Errorf("front end and back end: %s", j.Style.Value)
	}
}

// TestFindingsCountOnce has a module that two programs are built of, whose finding is raised for both.
func TestFindingsCountOnce(t *testing.T) {
	source := `components:
  - {name: a, path: a, language: java, workload: web}
  - {name: b, path: b, language: java, workload: web}
findings:
  - {id: r, dimension: state, severity: high, action: change, component: a, title: {zh: 文件, en: files}, effort: [12, 24], at: ["common/F.java:1", "common/F.java:9"]}
  - {id: r, dimension: state, severity: high, action: change, component: b, title: {zh: 文件, en: files}, effort: [18, 36], at: ["common/F.java:1", "common/F.java:9", "b/G.java:4"]}
  - {id: s, dimension: state, severity: high, action: handled, component: b, title: {zh: 已处理, en: handled}, effort: [12, 24], at: ["b/G.java:5"]}
`
	j := classify.Judge(input(t, bank(t), source, ""))
	var lines []classify.EffortLine
	for _, l := range j.Effort.Lines {
		if l.Finding != "" {
			lines = append(lines, l)
		}
	}
	if len(lines) != 2 || lines[0].Days != (classify.Days{2, 4}) || lines[0].Where != "a" || lines[1].Days != (classify.Days{0.6, 1.2}) || lines[1].Where != "b" {
		t.Errorf("the findings cost %+v", lines)
	}
	for _, i := range []int{0, 1} {
		if r := j.Components[i].Readiness[1]; r.Score > 50 {
			t.Errorf("readiness of state is %d in the component %s, though both have it", r.Score, j.Components[i].Name)
		}
	}
}

func TestEffortFollowsKnowledge(t *testing.T) {
	b := bank(t)
	little := classify.Judge(input(t, b, backend, "")).Effort
	more := classify.Judge(input(t, b, backend, told("biz.lifecycle: maintain", "cur.os: debian", "cur.hosting: [vmware]", "app.source: buildable", "state.session: stateless", "mig.rollback: {need: version}"))).Effort
	if more.Total[0] != little.Total[0] || more.Total[1] >= little.Total[1] {
		t.Errorf("good answers change the range from %v to %v", little.Total, more.Total)
	}
	moved := classify.Judge(input(t, b, backend, told("data.migrate: {plan: heterogeneous}", "data.volume: [{store: a, total: 1000}]"))).Effort
	if moved.Developers[0] < little.Developers[0]+10 || moved.Operations[0] < little.Operations[0]+2 {
		t.Errorf("another kind of database changes the effort from %+v to %+v", little.Developers, moved.Developers)
	}
}

// TestAnswerAndFindingCountOnce has sessions in memory by answer and by finding.
func TestAnswerAndFindingCountOnce(t *testing.T) {
	b := bank(t)
	finding := backend + "findings: [{id: java-session-memory, dimension: sessions, severity: high, action: change, component: a, title: {zh: 会话, en: sessions}, effort: [6, 16], at: ['A.java:1']}]\n"
	said := told("state.session: memory-sticky")
	count := func(source string) (n int) {
		for _, l := range classify.Judge(input(t, b, source, said)).Effort.Lines {
			if l.Finding == "java-session-memory" || l.Question == "state.session" {
				n++
			}
		}
		return n
	}
	if with, without := count(finding), count(backend); with != 1 || without != 1 {
		t.Errorf("sessions cost %d and %d lines", with, without)
	}
}

func TestReadinessHearsAnswers(t *testing.T) {
	b := bank(t)
	score := func(source string, said ...string) (int, bool) {
		r := classify.Judge(input(t, b, source, told(said...))).Readiness[2]
		return r.Score, r.Examined
	}
	for _, c := range []struct {
		name, source string
		said         []string
		want         int
		examined     bool
	}{
		{"clean source", backend, nil, 100, true},
		{"red answer on a clean source", backend, []string{"state.session: local-file"}, 20, true},
		{"yellow answer alone", "", []string{"state.session: memory-sticky"}, 60, true},
		{"nobody knows", "", []string{"state.session: {unknown: true}"}, 0, false},
		{"a language that no rule reads", "components: [{name: a, path: a, language: cobol, workload: web}]\n", nil, 0, false},
	} {
		if got, examined := score(c.source, c.said...); got != c.want || examined != c.examined {
			t.Errorf("%s: %d, %v; want %d, %v", c.name, got, examined, c.want, c.examined)
		}
	}
}
