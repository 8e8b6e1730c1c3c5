package gantry_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// BenchmarkAssess scans generated trees of every stack and of growing size; time
// per file should not grow with the tree. A tree is many services or, the most
// that can have to be kept at a time, a single one. MB-heap is the highest heap
// seen above the idle one.
func BenchmarkAssess(b *testing.B) {
	for _, st := range stacks() {
		for _, files := range []int{1_000, 5_000, 20_000} {
			b.Run(fmt.Sprintf("%s/files=%d", st.name, files), func(b *testing.B) { assessTree(b, st, files, perService) })
		}
		b.Run(st.name+"/files=5000/single", func(b *testing.B) { assessTree(b, st, 5_000, 5_000) })
	}
	b.Run("assets/files=100000", func(b *testing.B) { assessTree(b, assetStack(), 100_000, 100_000) })
}

func assessTree(b *testing.B, st stack, files, perService int) {
	dir := b.TempDir()
	growTree(b, dir, st, files, perService)
	runtime.GC()
	idle := heap()
	stop := make(chan struct{})
	peak := watchHeap(stop)
	for b.Loop() {
		a, err := gantry.Assess(b.Context(), dir, gantry.AssessOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if got, want := len(a.Deployables()), files/perService; got < want {
			b.Fatalf("found %d of %d services", got, want)
		}
	}
	close(stop)
	b.ReportMetric(float64(<-peak-idle)/(1<<20), "MB-heap")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(files), "ns/file")
}

// BenchmarkMigrateShop is the main job on the example, writing included.
func BenchmarkMigrateShop(b *testing.B) {
	answers, err := os.ReadFile(filepath.Join("examples", "shop", "answers.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		out := b.TempDir()
		b.StartTimer()
		m, err := gantry.Migrate(b.Context(), gantry.MigrateOptions{
			Source: filepath.Join("examples", "shop"), Answers: answers, Out: out, Edition: catalog.Standard, Lang: i18n.ZH,
		})
		if err != nil || len(m.Findings) > 0 {
			b.Fatal(err, m.Findings)
		}
	}
}

// heap returns the bytes of live objects and of those not yet swept.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// watchHeap samples the heap until stop and then sends the highest value.
func watchHeap(stop <-chan struct{}) <-chan uint64 {
	out := make(chan uint64, 1)
	go func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		highest := heap()
		for {
			select {
			case <-stop:
				out <- max(highest, heap())
				return
			case <-tick.C:
				highest = max(highest, heap())
			}
		}
	}()
	return out
}
