package portfolio_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess/portfolio"
)

// measured is an application with the replicas and requests in production.
func measured(replicas int, cpu, memory string) string {
	return fmt.Sprintf(`
org: {tgt.envs: [{name: prod, production: true}], tgt.zones: %%s}
apps:
  a:
    components:
      a:
        cur.instances: [{env: prod, count: %d}]
        perf.cpu: {mean: %q}
        perf.memory: {peak: %q}
        state.singleton: multiple
`, replicas, cpu, memory)
}

func TestNodePools(t *testing.T) {
	small := []portfolio.InstanceType{{Name: "t.8", CPU: 8, Memory: 32}}
	fewPods := []portfolio.InstanceType{{Name: "t.8", CPU: 8, Memory: 32, Enis: 3, IPs: 6}} // 12 pods, 6 of them the system's
	for name, c := range map[string]struct {
		answers, zones string
		types          []portfolio.InstanceType
		survive        string
		nodes, spare   int
		bound          string
	}{
		// 8 vCPU less 0.5 less a quarter is 5.625; 20 cores take four nodes.
		"two zones, one may fail":    {measured(20, "1", "1Gi"), "two", small, "zone", 8, 4, "cpu"},
		"three zones, one may fail":  {measured(20, "1", "1Gi"), "three", small, "zone", 6, 2, "cpu"},
		"one zone":                   {measured(20, "1", "1Gi"), "one", small, "zone", 5, 1, "cpu"},
		"one node of each zone":      {measured(20, "1", "1Gi"), "two", small, "node", 6, 2, "cpu"},
		"memory":                     {measured(20, "100m", "5Gi"), "two", small, "node", 8, 2, "memory"}, // 6Gi each, 22.5 a node
		"pods":                       {measured(24, "10m", "64Mi"), "two", fewPods, "node", 6, 2, "pods"},
		"little, and every zone one": {measured(3, "10m", "64Mi"), "two", small, "zone", 4, 2, "zones"},
	} {
		in := told(t, strings.Replace(c.answers, "%s", c.zones, 1), app("a"))
		in.Model.InstanceTypes, in.Model.Capacity.Survive = c.types, c.survive
		p := portfolio.New(in)
		if len(p.Capacity.NodePools) != 1 {
			t.Errorf("%s: pools %+v, problems %q", name, p.Capacity.NodePools, problems(p, portfolio.ProblemCapacity))
			continue
		}
		got := p.Capacity.NodePools[0]
		if got.Nodes != c.nodes || got.Spare != c.spare || got.BoundBy != c.bound {
			t.Errorf("%s: %d nodes, %d spare, bound by %s; want %d, %d, %s", name, got.Nodes, got.Spare, got.BoundBy, c.nodes, c.spare, c.bound)
		}
	}
}

func TestNoTypeFits(t *testing.T) {
	p := portfolio.New(told(t, strings.Replace(measured(3, "40", "64Mi"), "%s", "two", 1), app("a")))
	if got := problems(p, portfolio.ProblemCapacity); len(got) != 1 || len(p.Capacity.NodePools) != 0 {
		t.Errorf("pools %+v, problems %q", p.Capacity.NodePools, got)
	}
}

func TestNodesAtHandDoNotSuffice(t *testing.T) {
	answers := strings.Replace(measured(20, "1", "1Gi"), "%s", "two", 1)
	for most, wrong := range map[int]int{2: 1, 50: 0} {
		p := portfolio.New(told(t, strings.Replace(answers, "tgt.zones", fmt.Sprintf("tgt.capacity: [{pool: p, cpu: 8, memory: 32, count: 1, most: %d}], tgt.zones", most), 1), app("a")))
		if got := problems(p, portfolio.ProblemCapacity); len(got) != wrong {
			t.Errorf("up to %d nodes: %q", most, got)
		}
	}
}

func TestPodLimits(t *testing.T) {
	for _, x := range portfolio.DefaultModel().InstanceTypes {
		want := map[string]int{"ecs.c7.4xlarge": 210, "ecs.c6.4xlarge": 140}[x.Name] // the others are not confirmed
		if got := x.PodLimit(); got != want {
			t.Errorf("%s: %d pods, want %d", x.Name, got, want)
		}
	}
}

func TestUnknownStaysUnknownInTheComparison(t *testing.T) {
	p := portfolio.New(told(t, "", app("a"), app("b")))
	for _, c := range p.Comparison {
		if c.Before.ZH != "未知" {
			t.Errorf("%s is %q without any answer", c.Subject.ZH, c.Before.ZH)
		}
	}
	p = portfolio.New(told(t, "apps: {a: {cur.instances: [{env: prod, count: 4, cpu: 8}]}}", app("a"), app("b")))
	if got := p.Comparison[0].Before.ZH; got != "至少 4" {
		t.Errorf("with one of two components answered the servers are %q", got)
	}
}
