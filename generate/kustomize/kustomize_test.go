package kustomize_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/kustomize"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// decided fills in a decision for every reference that the generator may make;
// the assumed ones are on default values.
func decided(w generate.Workload, envs []generate.Environment, assumed ...string) generate.Workload {
	aspects := []string{
		generate.AspectKind, generate.AspectSchedule, generate.AspectPorts, generate.AspectExposure, generate.AspectRollout,
		generate.AspectGrace, generate.AspectProbeStartup, generate.AspectProbeReadiness, generate.AspectProbeLiveness,
		generate.AspectUser, generate.AspectReadOnlyRoot, generate.AspectVolumes, generate.AspectSecrets, generate.AspectNetwork, generate.AspectRoutes,
		generate.AspectEnv("SPRING_PROFILES_ACTIVE"),
	}
	for _, e := range envs {
		for _, a := range []string{generate.AspectReplicas, generate.AspectAutoscale, generate.AspectResources, generate.AspectDisruption, generate.AspectSpread, generate.AspectHosts} {
			aspects = append(aspects, generate.In(a, e.Name))
		}
	}
	for _, a := range aspects {
		w.Decisions = append(w.Decisions, generate.Decision{ID: w.DecisionID(a), Value: "v"})
	}
	for i := range w.Decisions {
		for _, a := range assumed {
			if aspect, question, _ := strings.Cut(a, "="); w.Decisions[i].ID == w.DecisionID(aspect) {
				w.Decisions[i].Assumes, w.Decisions[i].Value, _ = strings.Cut(question, ":")
			}
		}
	}
	return w
}

func environments() []generate.Environment {
	return []generate.Environment{
		{Name: "dev", Namespace: "shop-dev"},
		{Name: "prod", Namespace: "shop-prod", Production: true},
	}
}

func application(ws ...generate.Workload) generate.Application {
	return generate.Application{
		Name: "shop", Lang: i18n.ZH, Environments: environments(),
		Registry:  generate.Registry{Host: generate.Bound{Binding: "acr.domain"}, Namespace: "shop"},
		Workloads: ws,
		Decisions: []generate.Decision{{ID: generate.AppDecision(generate.AspectEnvironments)}, {ID: generate.AppDecision(generate.AspectRegistry)}},
	}
}

func web() generate.Workload {
	return decided(generate.Workload{
		Name: "orders", Kind: generate.Deployment, Component: assess.Component{Workload: assess.Web}, Exposed: true,
		Ports: []generate.Port{{Name: "http", Number: 8081, Protocol: "http"}},
		Probes: generate.Probes{
			Startup:   &generate.Probe{Type: generate.HTTPProbe, Path: "/healthz", Port: "http", Period: 5 * time.Second, Threshold: 24, Timeout: time.Second},
			Readiness: &generate.Probe{Type: generate.TCPProbe, Port: "http", Period: 10 * time.Second, Threshold: 3, Timeout: time.Second},
		},
		Rollout: generate.Rollout{MaxUnavailable: "0", MaxSurge: "25%"}, Grace: 45 * time.Second, PreStop: 5 * time.Second,
		Security: generate.Security{UID: 10001, GID: 10001, ReadOnlyRoot: true},
		Volumes:  []generate.Volume{{Name: "tmp", Path: "/tmp", SizeLimit: "1Gi"}, {Name: "invoices", Path: "/data", Claim: &generate.Claim{Size: "20Gi", Shared: true}}},
		Env:      []generate.EnvVar{{Name: "SPRING_PROFILES_ACTIVE", Value: "prod", Decision: "orders.env.SPRING_PROFILES_ACTIVE"}},
		Secrets:  []generate.Secret{{Name: "DB_PASSWORD", Key: "db-password"}},
		Network:  generate.Network{Egress: []generate.Peer{{Service: "mysql", Ports: []int{3306}}, {Component: "stock", Ports: []int{8080}}}},
		Settings: []generate.Setting{
			{Environment: "dev", Replicas: 1, Resources: generate.Resources{CPURequest: "250m", MemoryRequest: "1Gi", MemoryLimit: "1Gi"},
				Env: []generate.EnvVar{{Name: "SPRING_PROFILES_ACTIVE", Value: "dev"}}},
			{Environment: "prod", Replicas: 3, Autoscale: &generate.Autoscale{Min: 3, Max: 9, CPUPercent: 60}, MaxUnavailable: 1, SpreadZones: true, Hosts: []string{"orders.example.com"},
				Resources: generate.Resources{CPURequest: "500m", MemoryRequest: "2Gi", MemoryLimit: "2Gi"}},
		},
	}, environments(), "resources.dev=perf.memory:1Gi", "replicas.dev=cur.instances:1", "probes.startup=perf.startup:60s")
}

func stateful() generate.Workload {
	return decided(generate.Workload{
		Name: "index", Kind: generate.StatefulSet, Component: assess.Component{Workload: assess.Worker},
		Ports:    []generate.Port{{Name: "grpc", Number: 50051, Protocol: "grpc"}},
		Probes:   generate.Probes{Liveness: &generate.Probe{Type: generate.GRPCProbe, Port: "grpc", Period: 10 * time.Second, Threshold: 3, Timeout: time.Second}},
		Security: generate.Security{UID: 10001, GID: 10001},
		Volumes:  []generate.Volume{{Name: "data", Path: "/data", Claim: &generate.Claim{Size: "50Gi"}}},
		Settings: []generate.Setting{{Environment: "dev", Replicas: 1}, {Environment: "prod", Replicas: 3, SpreadZones: true}},
	}, environments())
}

func cron() generate.Workload {
	return decided(generate.Workload{
		Name: "close-day", Kind: generate.CronJob, Schedule: "30 2 * * *", Component: assess.Component{Workload: assess.Cron},
		Build: generate.Build{TimeZone: "Asia/Shanghai"}, Security: generate.Security{UID: 10001, GID: 10001, ReadOnlyRoot: true},
		Settings: []generate.Setting{{Environment: "dev", Resources: generate.Resources{MemoryRequest: "64Mi", MemoryLimit: "64Mi"}}, {Environment: "prod", Resources: generate.Resources{MemoryRequest: "128Mi", MemoryLimit: "128Mi"}}},
	}, environments())
}

func static() generate.Workload {
	return decided(generate.Workload{
		Name: "site", Kind: generate.Deployment, Component: assess.Component{Workload: assess.Static}, Sticky: true,
		Ports:    []generate.Port{{Name: "http", Number: 80, Protocol: "http"}},
		Routes:   []generate.Route{{Prefix: "/api", Component: "orders", Port: 8081}, {Prefix: "/auth/", Component: "users", Port: 8082, Strip: true}},
		Rollout:  generate.Rollout{MaxUnavailable: "0", MaxSurge: "25%"},
		Security: generate.Security{UID: 101, GID: 101, ReadOnlyRoot: true, LowPorts: true},
		Volumes:  []generate.Volume{{Name: "tmp", Path: "/tmp"}},
		Settings: []generate.Setting{{Environment: "dev", Replicas: 1}, {Environment: "prod", Replicas: 2, MaxUnavailable: 1}},
	}, environments())
}

// A prefix that would end the directive is refused, not printed.
func TestHostileRoute(t *testing.T) {
	for _, prefix := range []string{"/a {", "/a; root /", "api", "/a\nb", "/$x"} {
		w := static()
		w.Routes = []generate.Route{{Prefix: prefix, Component: "x", Port: 1}}
		if _, err := kustomize.Generate(application(w)); err == nil {
			t.Errorf("%q is printed", prefix)
		}
	}
}

func TestGolden(t *testing.T) {
	for name, w := range map[string]generate.Workload{"web": web(), "stateful": stateful(), "cron": cron(), "static": static()} {
		t.Run(name, func(t *testing.T) {
			set, err := kustomize.Generate(application(w))
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, f := range set.Files() {
				fmt.Fprintf(&got, "-- %s --\n%s", f.Path, f.Content)
			}
			for _, env := range environments() {
				fmt.Fprintf(&got, "-- built %s --\n%s", env.Name, build(t, set, env.Name))
			}
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got.String()); d != "" {
				t.Error(d)
			}
		})
	}
}

func build(t *testing.T, set fileset.Set, env string) string {
	t.Helper()
	mem := filesys.MakeFsInMemory()
	for _, f := range set.Files() {
		if err := mem.WriteFile("/"+f.Path, f.Content); err != nil {
			t.Fatal(err)
		}
	}
	res, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(mem, "/"+kustomize.Root+"/overlays/"+env)
	if err != nil {
		t.Fatal(err)
	}
	y, err := res.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return string(y)
}

// Where one environment has no host for a way in that another has, no rule for
// every host may be left.
func TestNoHostNoIngress(t *testing.T) {
	other := web()
	other.Name, other.Settings = "shopfront", []generate.Setting{{Environment: "dev", Hosts: []string{"dev.example.com"}}, {Environment: "prod", Hosts: []string{"www.example.com"}}}
	other = decided(other, environments())
	for i := range other.Env {
		other.Env[i].Decision = ""
	}
	set, err := kustomize.Generate(application(web(), other))
	if err != nil {
		t.Fatal(err)
	}
	dev := build(t, set, "dev")
	if strings.Count(dev, "kind: Ingress") != 1 || !strings.Contains(dev, "host: dev.example.com") {
		t.Errorf("dev has a way in without a host:\n%s", dev)
	}
	if strings.Count(build(t, set, "prod"), "kind: Ingress") != 2 {
		t.Error("prod lacks a way in")
	}
}

func TestPoliciesOnlyWhenKnown(t *testing.T) {
	for _, enforce := range []bool{false, true} {
		w := web()
		w.Network.Enforce = enforce
		set, err := kustomize.Generate(application(w))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(build(t, set, "prod"), "kind: NetworkPolicy"); got != enforce {
			t.Errorf("enforce %v: policy in the overlay: %v", enforce, got)
		}
	}
}

func TestMissingDecisionIsAnError(t *testing.T) {
	w := web()
	w.Decisions = nil
	if _, err := kustomize.Generate(application(w)); err == nil {
		t.Error("a value without a decision is generated")
	}
}
