package decide

import (
	"math"
	"strconv"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// resources decides what one instance gets in an environment. Memory is both
// request and limit, so that no node runs out of it; CPU has no limit, which
// would only throttle bursts, unless a quota demands one.
func resources(q *inquiry, c component, e generate.Environment) (generate.Resources, generate.Decision) {
	var why because
	own := measuredHere(q)
	cpu, peak := cpuOf(q, &why, c)
	memory, least := memoryOf(q, &why, c)
	switch {
	case own:
		why.add("该环境单独给了数值", "values were given for this environment")
	case stageOf(e) == development:
		cpu, memory = max(50, cpu/2), max(least, memory*3/4)
		q.byDefault("resources.development", "cpu 1/2, memory 3/4")
		why.add("开发测试环境 CPU 减半，内存为四分之三", "development and tests get half the CPU and three quarters of the memory")
	case stageOf(e) == staging:
		cpu = max(50, cpu/2)
		q.byDefault("resources.staging", "cpu 1/2")
		why.add("预发环境 CPU 减半，内存与生产相同", "staging gets half the CPU and the memory of production")
	}
	r := generate.Resources{CPURequest: footprint.CPU(cpu), MemoryRequest: footprint.Memory(footprint.Steps(memory))}
	r.MemoryLimit = r.MemoryRequest
	quota := q.ask("tgt.tenancy")
	if quota.Value.Record().Get("quota") == "limits" {
		r.CPULimit = footprint.CPU(max(peak, 2*cpu))
		why.add("命名空间配额要求 CPU 上限", "the namespace's quota demands a CPU limit")
	} else {
		q.byDefault("tgt.tenancy", "no CPU limit")
	}
	value := "cpu " + r.CPURequest + ", memory " + r.MemoryLimit
	if r.CPULimit != "" {
		value = "cpu " + r.CPURequest + "-" + r.CPULimit + ", memory " + r.MemoryLimit
	}
	return r, q.decide(value, why.text())
}

// measuredHere tells whether somebody gave values for this very environment,
// which are taken as they are.
func measuredHere(q *inquiry) bool {
	for _, id := range []string{"perf.cpu", "perf.memory"} {
		if a, ok := q.lookup(id, q.scope.Env); ok && a.State == survey.Known && a.Scope == "envs."+q.scope.Env {
			return true
		}
	}
	return false
}

// cpuOf returns the mean and the peak of one instance, in thousandths of a core.
func cpuOf(q *inquiry, why *because, c component) (mean, peak int64) {
	row := q.ask("perf.cpu").Value.Record()
	mean, peak = footprint.Millicores(row.Get("mean")), footprint.Millicores(row.Get("peak"))
	if mean > 0 {
		why.add("CPU 取平均值", "CPU is the mean")
		return mean, peak
	}
	if peak > 0 {
		why.add("只有 CPU 峰值，取一半", "only the peak of the CPU is known, so half of it is taken")
		return max(1, peak/2), peak
	}
	use, size := utilization(q)
	if cores := footprint.Millicores(size.Get("cpu")); cores > 0 && use.Percent("cpu-mean") > 0 {
		why.add("CPU 由利用率和单机规格推算", "CPU follows from utilization and the size of the machine")
		return share(cores, use.Percent("cpu-mean")), share(cores, use.Percent("cpu-peak"))
	}
	mean = footprint.Usual(c.stack()).CPU
	q.assume("perf.cpu", footprint.CPU(mean))
	why.add("CPU 未知，按技术栈采用 %s", "CPU is unknown: %s for the stack", footprint.CPU(mean))
	return mean, 0
}

// memoryOf returns what one instance needs, and the least with which it starts.
func memoryOf(q *inquiry, why *because, c component) (need, least int64) {
	row := q.ask("perf.memory").Value.Record()
	byHeap, beside := heapNeed(q, c, row)
	least = max(footprint.Usual(c.stack()).Least, byHeap)
	peak := max(footprint.Bytes(row.Get("peak")), footprint.Bytes(row.Get("resident")))
	switch {
	case peak > 0:
		why.add("内存取峰值的 1.2 倍", "memory is 1.2 times the peak")
		need = peak * 6 / 5
	case byHeap > 0:
		why.add("内存为堆上限的三分之四，至少再加 %[1]s 给元空间、线程和本地内存", "memory is four thirds of the largest heap, and %[1]s above it at least for classes, threads and native memory", strconv.FormatInt(beside/footprint.Mebi, 10)+"Mi")
		need = byHeap
	default:
		use, size := utilization(q)
		machine := footprint.Bytes(size.Get("memory"))
		if p := use.Percent("memory-peak"); machine > 0 && p > 0 {
			why.add("内存由利用率和单机规格推算，取 1.2 倍", "memory follows from utilization and the size of the machine, times 1.2")
			need = share(machine, p) * 6 / 5
			break
		}
		need = footprint.Usual(c.stack()).Memory
		q.assume("perf.memory", footprint.Memory(footprint.Steps(need)))
		why.add("内存未知，按技术栈采用 %s", "memory is unknown: %s for the stack", footprint.Memory(footprint.Steps(need)))
	}
	if byHeap > need {
		why.add("峰值放不下堆上限 %[1]s，按堆推算", "the peak does not hold the heap, so %[1]s follows from the heap", footprint.Memory(footprint.Steps(byHeap)))
		need = byHeap
	}
	return need, min(least, need)
}

// What a JVM needs beside its heap, which does not shrink with it.
const (
	besideHeap       = 128 * footprint.Mebi
	besideSpringHeap = 300 * footprint.Mebi
)

// heapNeed is the memory in which the largest heap is three quarters at most, and
// what is left of it beside the heap at least.
func heapNeed(q *inquiry, c component, row survey.Row) (need, beside int64) {
	heap := footprint.Bytes(row.Get("heap"))
	if f, ok := q.fact(fact.HeapMax); heap == 0 && ok {
		heap = footprint.Bytes(f.Value)
	}
	if heap == 0 {
		return 0, 0
	}
	beside = besideOf(c)
	return max(heap*4/3, heap+beside), beside
}

func besideOf(c component) int64 {
	if c.spring() {
		return besideSpringHeap
	}
	return besideHeap
}

// heapShare is the part of the memory that the heap takes, in percent: three quarters,
// less where today's heap is so small that what is beside it would not fit.
func heapShare(q *inquiry, c component) string {
	f, ok := q.fact(fact.HeapMax)
	heap := footprint.Bytes(f.Value)
	if !ok || heap == 0 {
		q.byDefault("jvm.max-ram-percentage", "75")
		return "75"
	}
	return strconv.FormatInt(min(75, heap*100/max(heap*4/3, heap+besideOf(c))), 10)
}

// utilization returns today's use and the size of the production machine.
func utilization(q *inquiry) (use, size survey.Row) {
	use = q.ask("cur.utilization").Value.Record()
	if len(use) == 0 {
		return nil, nil
	}
	for _, r := range q.rowsOf("cur.instances", func(r survey.Row) bool { return r.Get("cpu") != "" || r.Get("memory") != "" }) {
		size = r // the last environment is the one nearest to production
	}
	return use, size
}

func share(of int64, percent float64) int64 {
	return int64(math.Ceil(float64(of) * percent / 100))
}
