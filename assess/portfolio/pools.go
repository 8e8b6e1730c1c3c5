package portfolio

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// totals are what an environment requests in all.
type totals struct {
	environment
	cpu, memory, storage int64
	pods, assumed        int
	largestCPU, largest  int64 // of one instance
	rows                 []Request
}

// planCapacity sums requests and sizes node pools.
func (e *estate) planCapacity() {
	all := map[string]*totals{}
	var order []string
	for _, a := range e.apps {
		if !a.moves {
			continue
		}
		envs, said := e.environments(a)
		if !said {
			e.assume("tgt.envs", t("没有答环境清单（tgt.envs），按开发、预发、生产三个环境计算容量", "the environments are unknown (tgt.envs); capacity is for development, staging and production"))
		}
		for _, env := range envs {
			if all[env.name] == nil {
				all[env.name] = &totals{environment: env}
				order = append(order, env.name)
			}
			all[env.name].add(e, a)
		}
	}
	e.plan.Capacity = Capacity{Environments: []EnvironmentCapacity{}, NodePools: []NodePool{}}
	for _, name := range order {
		e.plan.Capacity.Environments = append(e.plan.Capacity.Environments, all[name].capacity())
	}
	if slices.ContainsFunc(order, func(name string) bool { return !all[name].production && all[name].storage > 0 }) {
		e.assume("state.files", t("非生产环境的存储按与生产相同的大小计算，与生成的清单一致；通常可以缩小", "storage outside of production is as large as in production, as in the manifests; it can usually be smaller"))
	}
	for _, pool := range poolsOf(order, all) {
		e.sizePool(pool)
	}
}

func (x *totals) add(e *estate, a *application) {
	for _, c := range a.components {
		s := e.size(a, c, x.environment)
		n := int64(s.replicas)
		x.cpu, x.memory, x.storage = x.cpu+n*s.cpu, x.memory+n*s.memory, x.storage+s.storage
		x.pods += s.replicas
		x.largestCPU, x.largest = max(x.largestCPU, s.cpu), max(x.largest, s.memory)
		if s.assumed {
			x.assumed++
		}
		r := Request{Application: a.Name, Component: c.name, Replicas: s.replicas, CPU: footprint.CPU(s.cpu), Memory: footprint.Memory(s.memory), Assumed: s.assumed, Reasons: s.reasons}
		if s.storage > 0 {
			r.Storage = footprint.Memory(s.storage)
		}
		x.rows = append(x.rows, r)
	}
}

func (x *totals) capacity() EnvironmentCapacity {
	return EnvironmentCapacity{
		Environment: x.name, Production: x.production, CPU: footprint.CPU(x.cpu), Memory: footprint.Memory(x.memory), Pods: x.pods,
		Storage: footprint.Memory(x.storage), Assumed: x.assumed, Rows: x.rows,
	}
}

// pool is the environments that share nodes.
type pool struct {
	name string
	envs []*totals
	totals
}

// poolsOf puts environments of one cluster into one pool; without named clusters production has
// one and the others share one. Production and others never share nodes.
func poolsOf(order []string, all map[string]*totals) []pool {
	var out []pool
	for _, name := range order {
		x := all[name]
		id := x.cluster
		mixed := slices.ContainsFunc(order, func(o string) bool { return all[o].cluster == x.cluster && all[o].production != x.production })
		switch {
		case x.production && (mixed || id == ""):
			id = strings.TrimPrefix(id+"-production", "-")
		case mixed || id == "":
			id = strings.TrimPrefix(id+"-test", "-")
		}
		i := slices.IndexFunc(out, func(p pool) bool { return p.name == id })
		if i < 0 {
			out = append(out, pool{name: id})
			i = len(out) - 1
		}
		p := &out[i]
		p.envs = append(p.envs, x)
		p.production = x.production
		p.cpu, p.memory, p.pods = p.cpu+x.cpu, p.memory+x.memory, p.pods+x.pods
		p.largestCPU, p.largest = max(p.largestCPU, x.largestCPU), max(p.largest, x.largest)
	}
	return out
}

// choice of nodes of one type for a pool.
type nodes struct {
	kind                  InstanceType
	perZone, zones, spare int
	boundBy               string
	cost                  float64
}

func (n nodes) count() int { return n.perZone * n.zones }

// sizePool chooses the type and number of nodes of a pool.
func (e *estate) sizePool(p pool) {
	zones, zonesSaid := e.zonesOf(p)
	var best *nodes
	for _, kind := range e.model.InstanceTypes {
		if n, ok := e.fit(p, kind, zones); ok && (best == nil || n.better(*best)) {
			best = &n
		}
	}
	var names []string
	for _, x := range p.envs {
		names = append(names, x.name)
	}
	if best == nil {
		e.problem(Problem{
			Kind: ProblemCapacity,
			Text: i18nf("节点池 %[1]s：没有一种机型放得下（最大的实例要 %[2]s CPU、%[3]s 内存，或超过 %[4]d 台）",
				"node pool %[1]s: no instance type fits (the largest instance takes %[2]s CPU and %[3]s memory, or it would be more than %[4]d nodes)", p.name, footprint.CPU(p.largestCPU), footprint.Memory(p.largest), e.model.Capacity.MostNodes),
			Remedy: t("在 --model 文件的 instanceTypes 里加入更大的机型，或核对该组件的资源", "list larger types below instanceTypes in the --model file, or check what the component requests"),
		})
		return
	}
	out := NodePool{
		Name: p.name, Environments: names, InstanceType: best.kind.Name, CPU: best.kind.CPU, MemoryGiB: best.kind.Memory, PodLimit: best.kind.PodLimit(),
		Zones: best.zones, Nodes: best.count(), Spare: best.spare, BoundBy: best.boundBy, Reasons: e.whyNodes(p, *best, zonesSaid),
	}
	e.plan.Capacity.NodePools = append(e.plan.Capacity.NodePools, out)
	if out.PodLimit == 0 {
		e.assume("pods", t("推荐机型的 Terway Pod 上限没有可靠来源：开通前用 DescribeInstanceTypes 查 EniQuantity 和 EniPrivateIpAddressQuantity，写入 --model 文件",
			"the pod limit under Terway of the recommended type has no reliable source: ask DescribeInstanceTypes for EniQuantity and EniPrivateIpAddressQuantity and put them into the --model file"))
	}
	e.compareWithNodes(p, *best)
}

// zonesOf is the number of zones over which nodes are spread.
func (e *estate) zonesOf(p pool) (int, bool) {
	zones := e.choice("tgt.zones", survey.Scope{Env: p.envs[0].name})
	n := map[string]int{"one": 1, "two": 2, "three": 3}[zones]
	if n == 0 {
		e.assume("tgt.zones", t("没有答可用区（tgt.zones），按两个可用区", "the zones are unknown (tgt.zones); two are assumed"))
		return 2, false
	}
	return n, true
}

// fit works out how many nodes of a type a pool takes.
func (e *estate) fit(p pool, kind InstanceType, zones int) (nodes, bool) {
	m := e.model.Capacity
	cpu := float64(kind.CPU*1000-m.ReservedCPU) * (1 - m.Headroom)
	memory := (float64(kind.Memory)*float64(footprint.Gibi) - float64(m.ReservedMemory)*float64(footprint.Mebi)) * (1 - m.Headroom)
	if cpu <= 0 || memory <= 0 || float64(p.largestCPU) > cpu || float64(p.largest) > memory {
		return nodes{}, false
	}
	n := nodes{kind: kind, zones: zones, boundBy: "cpu"}
	need := math.Ceil(float64(p.cpu) / cpu)
	if by := math.Ceil(float64(p.memory) / memory); by > need {
		need, n.boundBy = by, "memory"
	}
	if limit := kind.PodLimit(); limit > 0 {
		if limit <= m.ReservedPods {
			return nodes{}, false
		}
		if by := math.Ceil(float64(p.pods) / float64(limit-m.ReservedPods)); by > need {
			need, n.boundBy = by, "pods"
		}
	}
	needed := max(1, int(need))
	zone := m.Survive == surviveZone && p.production && zones > 1
	switch {
	case zone: // what is left without a zone holds everything
		n.perZone = (needed + zones - 2) / (zones - 1)
		n.spare = n.perZone
	case p.production: // one spare node in each zone
		n.perZone = (needed+zones-1)/zones + 1
		n.spare = zones
	default: // one spare node in all
		n.perZone = (needed + 1 + zones - 1) / zones
		n.spare = n.perZone*zones - needed
	}
	switch least := max(1, m.LeastPerZone); {
	case p.production && n.perZone < least:
		n.perZone, n.boundBy = least, "zones"
		n.spare = max(n.spare, n.count()-needed)
		if zone {
			n.spare = n.perZone
		}
	case n.perZone == 1:
		n.boundBy = "zones"
	}
	n.cost = float64(n.count()) * (float64(kind.CPU) + m.MemoryWeight*float64(kind.Memory))
	return n, n.count() <= m.MostNodes
}

// better prefers less hardware, then a type whose pod limit is known, then fewer nodes; of equals
// the one that the model lists first.
func (n nodes) better(o nodes) bool {
	known := func(x nodes) int { return min(1, x.kind.PodLimit()) }
	return cmp.Or(cmp.Compare(n.cost, o.cost), cmp.Compare(known(o), known(n)), cmp.Compare(n.count(), o.count())) < 0
}

// whyNodes shows the calculation.
func (e *estate) whyNodes(p pool, n nodes, zonesSaid bool) []classify.Reason {
	m := e.model.Capacity
	question := ""
	if zonesSaid {
		question = "tgt.zones"
	}
	cpu := float64(n.kind.CPU*1000-m.ReservedCPU) * (1 - m.Headroom) / 1000
	memory := (float64(n.kind.Memory) - float64(m.ReservedMemory)/1024) * (1 - m.Headroom)
	out := []classify.Reason{
		reason("", "请求合计 CPU %[1]s、内存 %[2]s、%[3]d 个 Pod", "requests in all: CPU %[1]s, memory %[2]s, %[3]d pods", footprint.CPU(p.cpu), footprint.Memory(p.memory), p.pods),
		reason("", "%[1]s 每台 %[2]d vCPU / %[3]d GiB，扣除系统预留 %[4]s 核 / %[5]s GiB 和余量 %[6]d%%，可用 %[7]s 核 / %[8]s GiB",
			"%[1]s has %[2]d vCPU / %[3]d GiB; less %[4]s cores / %[5]s GiB for the system and %[6]d%% headroom, %[7]s cores / %[8]s GiB can be used",
			n.kind.Name, n.kind.CPU, n.kind.Memory, number(float64(m.ReservedCPU)/1000), number(float64(m.ReservedMemory)/1024), int(math.Round(100*m.Headroom)), number(cpu), number(memory)),
	}
	out = append(out, podReason(p, n, m))
	if !noText(n.kind.Source) {
		out = append(out, reason("", "机型数据来源：%[1]s", "source of the type: %[2]s", n.kind.Source.ZH, n.kind.Source.EN))
	}
	switch {
	case n.spare == n.perZone && p.production && n.zones > 1 && m.Survive == surviveZone:
		out = append(out, reason(question, "%[1]d 个可用区各 %[2]d 台：失去一个可用区后，其余仍放得下全部请求", "%[1]d zones with %[2]d nodes each: without any one zone the others hold everything", n.zones, n.perZone))
	case p.production:
		out = append(out, reason(question, "%[1]d 个可用区各 %[2]d 台，每区一台备用", "%[1]d zones with %[2]d nodes each, one of them spare", n.zones, n.perZone))
	default:
		out = append(out, reason(question, "%[1]d 个可用区共 %[2]d 台，其中 %[3]d 台备用", "%[2]d nodes in %[1]d zones, %[3]d of them spare", n.zones, n.count(), n.spare))
	}
	return out
}

func podReason(p pool, n nodes, m CapacityModel) classify.Reason {
	needed := (p.pods+n.count()-n.spare-1)/max(1, n.count()-n.spare) + m.ReservedPods
	if limit := n.kind.PodLimit(); limit > 0 {
		return reason("", "Terway 共享 ENI 每台最多 %[1]d 个 Pod（(ENI 数 − 1) × 每 ENI 的 IP 数），最坏情况下每台 %[2]d 个", "Terway with shared ENIs allows %[1]d pods a node ((ENIs - 1) x IPs of each), and at worst %[2]d are needed", limit, needed)
	}
	return reason("", "Terway 共享 ENI 的 Pod 上限 = (EniQuantity − 1) × EniPrivateIpAddressQuantity，该机型的值待查；至少要 %[1]d", "the pod limit of Terway with shared ENIs is (EniQuantity - 1) x EniPrivateIpAddressQuantity, to be asked for this type; %[1]d are needed at least", needed)
}

// compareWithNodes holds the need against the nodes that tgt.capacity offers.
func (e *estate) compareWithNodes(p pool, n nodes) {
	rows := e.rows("tgt.capacity", survey.Scope{Env: p.envs[0].name})
	if len(rows) == 0 {
		return
	}
	var cpu, memory int
	var names []string
	for _, r := range rows {
		count := max(r.Int("count"), r.Int("most"))
		cpu, memory = cpu+count*r.Int("cpu"), memory+count*r.Int("memory")
		names = append(names, r.Get("pool"))
	}
	needCPU, needMemory := n.count()*n.kind.CPU, n.count()*n.kind.Memory
	if needCPU <= cpu && needMemory <= memory {
		return
	}
	e.problem(Problem{
		Kind: ProblemCapacity,
		Text: i18nf("现有节点池 %[1]s 最多 %[3]d 核 / %[4]d GiB，%[2]s 需要 %[5]d 核 / %[6]d GiB", "the nodes at hand, %[1]s, have %[3]d cores / %[4]d GiB at most, and %[2]s takes %[5]d cores / %[6]d GiB",
			strings.Join(names, ", "), p.name, cpu, memory, needCPU, needMemory),
		Remedy:  t("提高节点池上限或再开一个节点池", "let the pool grow further or add another"),
		Reasons: []classify.Reason{reason("tgt.capacity", "见 tgt.capacity", "see tgt.capacity")},
	})
}

// noText is the zero text.
func noText(t i18n.Text) bool { return t == i18n.Text{} }
