package decide

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// zoo has a component for every kind, role and stack that decisions tell apart.
func zoo() assess.Assessment {
	a := shop()
	add := func(name string, w assess.Workload, lang, framework string, fs ...fact.Fact) *assess.Component {
		a.Components = append(a.Components, assess.Component{
			Name: name, Path: "more/" + name, Deployable: true, Workload: w, Language: assess.Versioned{ID: lang}, Framework: assess.Versioned{ID: framework}, Facts: fs,
		})
		return &a.Components[len(a.Components)-1]
	}
	add("nightly", assess.Cron, "python", "", at(fact.Schedule, "0 30 3 * * ?", fact.FromCode, "more/nightly/job.py", 3))
	add("migrate", assess.Job, "go", "")
	add("ssr", assess.Web, "javascript", "next", at(fact.Session, "memory", fact.FromCode, "x", 1))
	legacy := add("legacy", assess.Web, "java", "", at(fact.RunUser, "root", fact.FromStart, "unit", 1), at(fact.Charset, "GBK", fact.FromStart, "unit", 2),
		at(fact.LocalWrite, "upload", fact.FromCode, "A.java", 4), at(fact.LocalWrite, "/etc/legacy.conf", fact.FromCode, "A.java", 5), at(fact.CJKFonts, "true", fact.FromCode, "B.java", 1),
		at(fact.SystemPackage, "ffmpeg", fact.FromCode, "B.java", 2), at(fact.Locale, "zh_CN.UTF-8", fact.FromStart, "unit", 3))
	legacy.Packaging = "war"
	legacy.Ports = []assess.Port{{Port: 80, Protocol: "tcp"}, {Port: 9000, Protocol: "http", Name: "management"}}
	rpc := add("rpc", assess.Web, "go", "", at(fact.Health, "grpc:", fact.FromCode, "main.go", 1))
	rpc.Ports, rpc.Health = []assess.Port{{Port: 50051, Protocol: "grpc"}}, []assess.Health{{Kind: "grpc"}}
	beat := add("beat", assess.Worker, "python", "celery")
	beat.Start = assess.Start{Command: []string{"celery", "-A", "shop", "beat"}}
	beat.Services = []assess.Service{{Kind: "rabbitmq", Address: "${BROKER_URL:amqp://guest:guest@localhost:5672//}"}}
	return a
}

// randomAnswers writes a file in which every question is, by chance, left out,
// unknown, not applicable or answered, at every level that it allows.
func randomAnswers(r *rand.Rand, b *survey.Bank, components []string, density float64) string {
	var out strings.Builder
	level := func(l survey.Level, indent string) string {
		var s strings.Builder
		for _, q := range b.Questions() {
			if !q.Allows(l) || r.Float64() > density {
				continue
			}
			switch r.IntN(8) {
			case 0:
				fmt.Fprintf(&s, "%s%s: {unknown: true}\n", indent, q.ID)
			case 1:
				fmt.Fprintf(&s, "%s%s: {na: true}\n", indent, q.ID)
			default:
				fmt.Fprintf(&s, "%s%s: {value: %s}\n", indent, q.ID, randomValue(r, q, components))
			}
		}
		if s.Len() == 0 {
			return " {}\n"
		}
		return "\n" + s.String()
	}
	out.WriteString("org:" + level(survey.Org, "  ") + "apps:\n  shop:" + strings.TrimPrefix(level(survey.App, "    "), " {}"))
	if !strings.HasSuffix(out.String(), "\n") {
		out.WriteString("\n")
	}
	out.WriteString("    components:\n")
	for _, c := range components {
		out.WriteString("      " + c + ":" + level(survey.Component, "        "))
	}
	return out.String()
}

func randomValue(r *rand.Rand, q survey.Question, components []string) string {
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	scalar := func(f survey.Field, key string) string {
		switch f.Type {
		case survey.Choice, survey.Multi:
			return f.Options[r.IntN(len(f.Options))].Key
		case survey.Bool:
			return pick([]string{"true", "false"})
		case survey.Number:
			low, high := max(1, f.Min), f.Min+20
			if f.Max > 0 {
				high = min(high, f.Max)
			}
			return fmt.Sprint(low + r.IntN(max(high-low, 0)+1))
		case survey.Date:
			return "2026-11-30"
		case survey.Percent:
			return pick([]string{"50", "99", "99.9", "99.95"})
		case survey.Quantity:
			if f.Unit == survey.CPU {
				return pick([]string{"50m", "2", "750m"})
			}
			return pick([]string{"64Mi", "2Gi", "300M"})
		case survey.Duration:
			return pick([]string{"5s", "90s", "5m"})
		case survey.CIDR:
			return "10.0.0.0/8"
		}
		switch {
		case key == "env" && q.ID != "tgt.envs":
			return pick([]string{"dev", "prod"})
		case key == "component" || key == "name" && (q.ID == "app.components" || r.IntN(2) == 0 && strings.HasPrefix(q.ID, "dep.")):
			return pick(components)
		case key == "kind":
			return pick([]string{"mysql", "redis", "nacos", "kafka"})
		case key == "key":
			return pick([]string{"DB_POOL_SIZE", "FEATURE_X", "LOG_LEVEL"})
		}
		return map[survey.Format]string{
			survey.Label: pick([]string{"alpha", "beta", "gamma"}), survey.Host: pick([]string{"db.example.com", "10.1.2.3"}), survey.Address: "https://mirror.example.com/x", survey.Path: pick([]string{"/data/a", "b", "/tmp/c"}),
			survey.URLPath: "/ok", survey.Zone: "Asia/Shanghai", survey.EnvName: "NAME", survey.Cron: `"0 4 * * *"`, survey.GitURL: "https://git.example.com/a/b.git", "": pick([]string{"8", "3.11", `"run it"`, `"a | b"`}),
		}[f.Format]
	}
	row := func() string {
		var cells []string
		for _, c := range q.Columns {
			if c.Required || r.IntN(2) == 0 {
				v := scalar(c.Field, c.Key)
				if q.ID == "cfg.perenv" && c.Key == "secret" {
					v = "false"
				}
				cells = append(cells, c.Key+": "+v)
			}
		}
		if len(cells) == 0 {
			cells = append(cells, q.Columns[0].Key+": "+scalar(q.Columns[0].Field, q.Columns[0].Key))
		}
		return "{" + strings.Join(cells, ", ") + "}"
	}
	switch q.Type {
	case survey.Table:
		if q.ID == "tgt.envs" { // the environments that other rows name
			return "[{name: dev}, {name: uat}, {name: prod}]"
		}
		return "[" + row() + "]"
	case survey.Record:
		return row()
	case survey.Multi, survey.List:
		return "[" + scalar(q.Field, "") + "]"
	}
	return scalar(q.Field, "")
}

// TestRandomAnswers holds, over many random sets of answers: no panic, the same
// result twice, every decision with both languages and inputs, every field of a
// Workload with its decision, and valid names.
func TestRandomAnswers(t *testing.T) {
	b := bank(t)
	a := zoo()
	var names []string
	for _, c := range a.Deployables() {
		names = append(names, c.Name)
	}
	for seed := range uint64(24) {
		r := rand.New(rand.NewPCG(seed, 1))
		body := randomAnswers(r, b, names, []float64{0.05, 0.3, 0.8}[seed%3])
		in := Input{Name: "shop", Assessment: a, Answers: answers(t, body), Bank: b, Lang: "en", Bindings: map[string]string{"shop.dev.mysql.host": "bound.example.com"}}
		app, err := Decide(in)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, body)
		}
		again, err := Decide(in)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(app, again) {
			t.Fatalf("seed %d: two runs differ:\n%s", seed, cmp.Diff(app, again))
		}
		checkDecisions(t, app)
		for _, w := range app.Workloads {
			checkWorkload(t, w)
		}
		if t.Failed() {
			t.Fatalf("seed %d with these answers:\n%s", seed, body)
		}
	}
}

func checkDecisions(t *testing.T, app generate.Application) {
	t.Helper()
	all := app.AllDecisions()
	ids := map[string]bool{}
	for i, d := range all {
		ids[d.ID] = true
		if i > 0 && all[i-1].ID == d.ID {
			t.Errorf("%s is taken twice", d.ID)
		}
	}
	for _, d := range all {
		switch {
		case !d.Reason.Complete() || strings.Contains(d.Reason.ZH+d.Reason.EN, "%!"):
			t.Errorf("%s: reason %+v", d.ID, d.Reason)
		case len(d.Inputs) == 0:
			t.Errorf("%s has no inputs", d.ID)
		case d.Value == "":
			t.Errorf("%s has no value", d.ID)
		}
		for _, in := range d.Inputs {
			if in.Kind == "" || in.Ref == "" || in.Value == "" {
				t.Errorf("%s: input %+v", d.ID, in)
			}
			if in.Kind == generate.FromDecision && !ids[in.Ref] {
				t.Errorf("%s rests on %s, which is not there", d.ID, in.Ref)
			}
		}
	}
}

// aspects names the decision behind every field of a Workload, and of what is in
// it; "-" is no decision.
func aspects() map[string]string {
	return map[string]string{
		"Component": "-", "Name": "-", "Decisions": "-", "Settings": "-", "Kind": generate.AspectKind, "Schedule": generate.AspectSchedule,
		"Build.Context": generate.AspectBuildContext, "Build.Dockerfile": generate.AspectBuildContext, "Build.Version": generate.AspectBuildVersion, "Build.Platforms": "-",
		"Build.TimeZone": generate.AspectTimeZone, "Build.Locale": generate.AspectLocale, "Build.CJKFonts": generate.AspectFonts, "Build.Packages": generate.AspectPackages,
		"Build.Tests": generate.AspectTests, "Build.GateTests": generate.AspectTests, "Build.Port": generate.AspectPorts, "Build.Command": generate.AspectBuildCommand, "Build.Start": generate.AspectStart,
		"Routes": generate.AspectRoutes, "Ports": generate.AspectPorts, "Exposed": generate.AspectExposure, "Sticky": generate.AspectSession,
		"Probes.Startup": generate.AspectProbeStartup, "Probes.Readiness": generate.AspectProbeReadiness, "Probes.Liveness": generate.AspectProbeLiveness,
		"Rollout": generate.AspectRollout, "Grace": generate.AspectGrace, "PreStop": generate.AspectGrace,
		"Security.UID": generate.AspectUser, "Security.GID": generate.AspectUser, "Security.ReadOnlyRoot": generate.AspectReadOnlyRoot,
		"Security.Privileged": generate.AspectPrivileged, "Security.Capabilities": generate.AspectPrivileged, "Security.LowPorts": generate.AspectPorts,
		"Volumes": generate.AspectVolumes, "Env": "-", "Secrets": generate.AspectSecrets, "Network": generate.AspectNetwork,
	}
}

func settingAspects() map[string]string {
	return map[string]string{
		"Environment": "-", "Replicas": generate.AspectReplicas, "Autoscale": generate.AspectAutoscale, "Resources": generate.AspectResources,
		"MaxUnavailable": generate.AspectDisruption, "SpreadZones": generate.AspectSpread, "Hosts": generate.AspectHosts, "Env": "-",
	}
}

func checkWorkload(t *testing.T, w generate.Workload) {
	t.Helper()
	has := func(aspect string) bool {
		return slices.ContainsFunc(w.Decisions, func(d generate.Decision) bool { return d.ID == w.DecisionID(aspect) })
	}
	checkFields(t, reflect.ValueOf(w), "", aspects(), has)
	for _, s := range w.Settings {
		checkFields(t, reflect.ValueOf(s), "", settingAspects(), func(aspect string) bool { return has(generate.In(aspect, s.Environment)) })
		checkEnv(t, w, s.Env)
		if a := s.Autoscale; a != nil && (a.Min != s.Replicas || a.Max <= a.Min) {
			t.Errorf("%s in %s: %d instances scale from %d to %d", w.Name, s.Environment, s.Replicas, a.Min, a.Max)
		}
		if s.Replicas < 1 {
			t.Errorf("%s in %s: %d instances", w.Name, s.Environment, s.Replicas)
		}
	}
	checkEnv(t, w, w.Env)
	if !slices.IsSortedFunc(w.Decisions, func(a, b generate.Decision) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("%s: decisions are not sorted", w.Name)
	}
	seen := map[string]bool{}
	for _, p := range w.Ports {
		if seen[p.Name] || p.Name == "" || len(p.Name) > 15 {
			t.Errorf("%s: port name %q", w.Name, p.Name)
		}
		seen[p.Name] = true
	}
}

// checkFields fails on a field that is set without a decision, and on one that
// the list does not know, so that a new field must say what decides it.
func checkFields(t *testing.T, v reflect.Value, prefix string, list map[string]string, has func(string) bool) {
	t.Helper()
	for i := range v.NumField() {
		name := prefix + v.Type().Field(i).Name
		aspect, known := list[name]
		switch {
		case !known && v.Field(i).Kind() == reflect.Struct:
			checkFields(t, v.Field(i), name+".", list, has)
		case !known:
			t.Errorf("no decision is named for field %s", name)
		case aspect != "-" && !v.Field(i).IsZero() && !has(aspect):
			t.Errorf("field %s is set without decision %s", name, aspect)
		}
	}
}

func checkEnv(t *testing.T, w generate.Workload, vars []generate.EnvVar) {
	t.Helper()
	for i, v := range vars {
		if !slices.ContainsFunc(w.Decisions, func(d generate.Decision) bool { return d.ID == v.Decision && (d.Value == v.Value || v.Value == "") }) {
			t.Errorf("%s: %s has no decision %s", w.Name, v.Name, v.Decision)
		}
		if i > 0 && vars[i-1].Name >= v.Name {
			t.Errorf("%s: variables are not sorted: %s, %s", w.Name, vars[i-1].Name, v.Name)
		}
		if slices.ContainsFunc(w.Secrets, func(s generate.Secret) bool { return s.Name == v.Name }) {
			t.Errorf("%s: %s is plain and secret", w.Name, v.Name)
		}
	}
}
