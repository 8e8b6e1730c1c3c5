package decide

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// once are components of which the evidence allows one instance.
func once() map[string]assess.Component {
	job := at(fact.Schedule, "0 0 3 * * *", code, "Job.java", 9)
	sqlite := lang("python", at(fact.Service, "sqlite", code, "settings.py", 3))
	sqlite.Services = []assess.Service{{Kind: "sqlite"}}
	return map[string]assess.Component{
		"registry":                             java(at(fact.Single, "registry:eureka", fact.FromBuild, "pom.xml", 20)),
		"database in memory":                   java(at(fact.Single, "memory-database:hsqldb", fact.FromBuild, "pom.xml", 20)),
		"sockets":                              lang("javascript", at(fact.Single, "sockets:socket.io", fact.FromBuild, "package.json", 8)),
		"job without a lock":                   java(job),
		"Quartz in memory":                     java(at(fact.Schedule, "quartz", fact.FromBuild, "pom.xml", 20)),
		"SQLite alone":                         sqlite,
		"uploads":                              java(at(fact.LocalWrite, "uploads", code, "A.java", 1)),
		"place of data":                        lang("python", at(fact.LocalWrite, "/data/invoices", code, "worker.py", 5)),
		"index":                                lang("python", at(fact.LocalWrite, "whoosh_index", code, "settings.py", 1)),
		"named volume":                         java(at(fact.LocalWrite, "/var/lib/shop", deploy, "compose.yml", 7), at(fact.KeptMount, "/var/lib/shop", deploy, "compose.yml", 7)),
		"uploads of Windows":                   java(at(fact.LocalWrite, "D:/oa/uploadPath", config, "application.yml", 7), at(fact.WriteSetting, "oa.profile=D:/oa/uploadPath", config, "application.yml", 7)),
		"registry, several of which run today": java(at(fact.Single, "registry:eureka", fact.FromBuild, "pom.xml", 20), at(fact.Instances, "3", deploy, "compose.yml", 9)),
	}
}

// several are components that look like those, of which several may run.
func several() map[string]assess.Component {
	profiled := java(at(fact.Single, "memory-database:h2", fact.FromBuild, "pom.xml", 20), at(fact.Profile, "prod", config, "application-prod.yml", 0), at(fact.ServiceOptional("mysql"), "prod", config, "application-prod.yml", 2))
	profiled.Services = []assess.Service{{Kind: "mysql", Optional: true}}
	job := at(fact.Schedule, "0 0 3 * * *", code, "Job.java", 9)
	stored := lang("python", at(fact.Service, "sqlite", code, "settings.py", 3))
	stored.Services = []assess.Service{{Kind: "sqlite"}, {Kind: "mysql"}}
	return map[string]assess.Component{
		"nothing":                         java(),
		"job with a lock":                 java(job, at(fact.ScheduleLock, "shedlock", fact.FromBuild, "pom.xml", 20)),
		"database of a profile":           profiled,
		"jobs handed out":                 java(at(fact.Schedule, "xxl-job", fact.FromBuild, "pom.xml", 20)),
		"beat beside it":                  lang("python", at(fact.Schedule, "celery-beat", code, "celery.py", 4)),
		"SQLite beside MySQL":             stored,
		"logs":                            java(at(fact.LocalWrite, "/var/log/shop", code, "A.java", 1), at(fact.KeptMount, "/var/log/shop", deploy, "compose.yml", 7)),
		"job, several of which run today": java(job, at(fact.Instances, "3", deploy, "compose.yml", 9)),
	}
}

func TestEvidenceOfOne(t *testing.T) {
	for name, c := range once() {
		t.Run(name, func(t *testing.T) {
			w := one(t, c, org("biz.criticality: core"))
			for _, s := range w.Settings {
				if s.Replicas != 1 || s.Autoscale != nil || s.MaxUnavailable != 0 {
					t.Errorf("%s: %d instances, scaling %v, budget %d", s.Environment, s.Replicas, s.Autoscale, s.MaxUnavailable)
				}
			}
			if !w.Rollout.Recreate {
				t.Error("the new version starts beside the old")
			}
			d := decisionOf(t, w, "replicas.prod")
			named := slices.ContainsFunc(d.Inputs, func(in generate.Input) bool { return in.Kind == generate.FromFact && len(in.Evidence) > 0 })
			if d.Assumes != "state.singleton" || !named {
				t.Errorf("assumes %q: %s", d.Assumes, d.Reason.ZH)
			}
			if d := decisionOf(t, one(t, c, ""), "replicas.prod"); d.Value != "1" || d.Assumes != "state.singleton" {
				t.Errorf("without answers: %s assuming %s", d.Value, d.Assumes)
			}
			said := one(t, c, org("biz.criticality: core", "state.singleton: multiple"))
			if s, _ := said.Setting("prod"); s.Replicas != 3 || said.Rollout.Recreate {
				t.Errorf("%d instances although several were answered", s.Replicas)
			}
		})
	}
	for name, c := range several() {
		t.Run(name, func(t *testing.T) {
			w := one(t, c, org("biz.criticality: core"))
			if s, _ := w.Setting("prod"); s.Replicas != 3 || w.Rollout.Recreate {
				t.Errorf("%d instances: %s", s.Replicas, decisionOf(t, w, "replicas.prod").Reason.ZH)
			}
		})
	}
}

func decisionOf(t *testing.T, w generate.Workload, aspect string) generate.Decision {
	t.Helper()
	for _, d := range w.Decisions {
		if d.ID == w.DecisionID(aspect) {
			return d
		}
	}
	t.Fatalf("no decision %s", aspect)
	return generate.Decision{}
}

// TestOneDisk holds, over many random sets of answers, that a disk that one instance
// alone can have is never asked for by two.
func TestOneDisk(t *testing.T) {
	b := bank(t)
	a := assess.Assessment{}
	var names []string
	for _, set := range []map[string]assess.Component{once(), several()} {
		for name, c := range set {
			c.Name, c.Deployable, c.Workload = assess.Slug(name), true, assess.Web
			c.Path = c.Name
			a.Components = append(a.Components, c)
			names = append(names, c.Name)
		}
	}
	slices.SortFunc(a.Components, func(x, y assess.Component) int { return strings.Compare(x.Name, y.Name) })
	slices.Sort(names)
	for seed := range uint64(16) {
		r := rand.New(rand.NewPCG(seed, 3))
		body := randomAnswers(r, b, names, float64(seed%8)/10)
		app, err := Decide(Input{Name: "shop", Assessment: a, Answers: answers(t, body), Bank: b})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range app.Workloads {
			alone := w.Kind == generate.Deployment && slices.ContainsFunc(w.Volumes, func(v generate.Volume) bool { return v.Claim != nil && !v.Claim.Shared })
			for _, s := range w.Settings {
				if alone && (s.Replicas > 1 || s.Autoscale != nil || !w.Rollout.Recreate) {
					t.Errorf("seed %d: %s in %s: %d instances ask for one disk\n%+v\n%s", seed, w.Name, s.Environment, s.Replicas, w.Volumes, body)
				}
			}
		}
		if t.Failed() {
			return
		}
	}
}
