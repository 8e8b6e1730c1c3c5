package portfolio

import (
	"math"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// resources follows generate/decide/resources.go.
func (e *estate) resources(s *sized, c component, scope survey.Scope, env environment) {
	cpu := e.cpuOf(s, c, scope)
	memory, least := e.memoryOf(s, c, scope)
	switch {
	case e.measuredHere(scope):
	case stageOf(env) == development:
		cpu, memory = max(50, cpu/2), max(least, memory*3/4)
	case stageOf(env) == staging:
		cpu = max(50, cpu/2)
	}
	s.cpu, s.memory = cpu, footprint.Steps(memory)
}

func (e *estate) measuredHere(scope survey.Scope) bool {
	for _, id := range []string{"perf.cpu", "perf.memory"} {
		if a, ok := e.ask(id, scope); ok && a.Scope == "envs."+scope.Env {
			return true
		}
	}
	return false
}

func (e *estate) cpuOf(s *sized, c component, scope survey.Scope) int64 {
	row := e.record("perf.cpu", scope)
	if mean := footprint.Millicores(row.Get("mean")); mean > 0 {
		s.why("perf.cpu", "CPU 取平均值 %[1]s", "CPU is the mean, %[1]s", footprint.CPU(mean))
		return mean
	}
	if peak := footprint.Millicores(row.Get("peak")); peak > 0 {
		s.why("perf.cpu", "只有 CPU 峰值 %[1]s，取一半", "only the peak of the CPU is known, %[1]s, so half of it is taken", footprint.CPU(peak))
		return max(1, peak/2)
	}
	use, size := e.utilization(scope)
	if cores := footprint.Millicores(size.Get("cpu")); cores > 0 && use.Percent("cpu-mean") > 0 {
		s.why("cur.utilization", "CPU 由利用率和单机规格推算", "CPU follows from utilization and the size of the machine")
		return share(cores, use.Percent("cpu-mean"))
	}
	cpu := footprint.Usual(c.stack()).CPU
	s.assume("perf.cpu", "CPU 未知，按技术栈采用 %s", "CPU is unknown: %s for the stack", footprint.CPU(cpu))
	return cpu
}

func (e *estate) memoryOf(s *sized, c component, scope survey.Scope) (need, least int64) {
	row := e.record("perf.memory", scope)
	byHeap := heapNeed(c, row)
	least = max(footprint.Usual(c.stack()).Least, byHeap)
	peak := max(footprint.Bytes(row.Get("peak")), footprint.Bytes(row.Get("resident")))
	use, size := e.utilization(scope)
	machine, used := footprint.Bytes(size.Get("memory")), use.Percent("memory-peak")
	switch {
	case peak > 0:
		s.why("perf.memory", "内存取峰值的 1.2 倍", "memory is 1.2 times the peak")
		need = peak * 6 / 5
	case byHeap > 0:
		s.why("perf.memory", "内存由堆上限推算", "memory follows from the largest heap")
		need = byHeap
	case machine > 0 && used > 0:
		s.why("cur.utilization", "内存由利用率和单机规格推算，取 1.2 倍", "memory follows from utilization and the size of the machine, times 1.2")
		need = share(machine, used) * 6 / 5
	default:
		need = footprint.Usual(c.stack()).Memory
		s.assume("perf.memory", "内存未知，按技术栈采用 %s", "memory is unknown: %s for the stack", footprint.Memory(need))
	}
	need = max(need, byHeap)
	return need, min(least, need)
}

// heapNeed is the memory in which the largest heap fits.
func heapNeed(c component, row survey.Row) int64 {
	heap := footprint.Bytes(row.Get("heap"))
	if heap == 0 {
		heap = footprint.Bytes(c.Facts.Value(fact.HeapMax))
	}
	if heap == 0 {
		return 0
	}
	beside := 128 * footprint.Mebi
	if strings.HasPrefix(c.Framework.ID, "spring") {
		beside = 300 * footprint.Mebi
	}
	return max(heap*4/3, heap+beside)
}

// utilization is today's use and the size of the machine nearest to production.
func (e *estate) utilization(scope survey.Scope) (use, size survey.Row) {
	use = e.record("cur.utilization", scope)
	if len(use) == 0 {
		return nil, nil
	}
	for _, r := range e.rows("cur.instances", scope) {
		if r.Get("cpu") != "" || r.Get("memory") != "" {
			size = r
		}
	}
	return use, size
}

func share(of int64, percent float64) int64 { return int64(math.Ceil(float64(of) * percent / 100)) }
