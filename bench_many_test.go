//go:build unix

package gantry_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/gantry-ack/gantry"
)

// BenchmarkAssessMany assesses many repositories in one run, as for a portfolio. Cores is the
// processor time by wall time, which should be near the number of cores; MB-heap must not grow with
// the number of repositories.
func BenchmarkAssessMany(b *testing.B) {
	for _, repositories := range []int{50, 200} {
		b.Run(fmt.Sprintf("repositories=%d", repositories), func(b *testing.B) { assessMany(b, repositories) })
	}
}

func assessMany(b *testing.B, repositories int) {
	const files = 300
	dir := b.TempDir()
	var targets []gantry.Target
	for i := range repositories {
		one := filepath.Join(dir, fmt.Sprintf("app-%03d", i))
		growTree(b, one, stacks()[i%len(stacks())], files, files)
		targets = append(targets, gantry.Target{Source: one})
	}
	runtime.GC()
	idle := heap()
	stop := make(chan struct{})
	peak := watchHeap(stop)
	cpu, start := processorTime(b), time.Now()
	for b.Loop() {
		seen := 0
		err := gantry.AssessEach(b.Context(), targets, gantry.AssessOptions{}, func(r gantry.Assessed) error {
			if r.Source != targets[seen].Source {
				return fmt.Errorf("%s came at the place of %s", r.Source, targets[seen].Source)
			}
			seen++
			return r.Err
		})
		if err != nil || seen != repositories {
			b.Fatalf("%d of %d: %v", seen, repositories, err)
		}
	}
	b.ReportMetric(float64(processorTime(b)-cpu)/float64(time.Since(start)), "cores")
	close(stop)
	b.ReportMetric(float64(<-peak-idle)/(1<<20), "MB-heap")
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
