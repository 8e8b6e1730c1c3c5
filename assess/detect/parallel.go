package detect

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls do for 0 to n-1, several at a time, and returns when all are done.
// Worker tells the calls apart that may run at the same time: it is less than
// workers(). A panic in do is one of the caller.
func parallel(n int, do func(worker, i int)) {
	var next atomic.Int64
	var stopped atomic.Pointer[any]
	var wg sync.WaitGroup
	for worker := range min(n, workers()) {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					stopped.Store(&p)
				}
			}()
			for stopped.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(worker, i)
			}
		})
	}
	wg.Wait()
	if p := stopped.Load(); p != nil {
		panic(*p)
	}
}

func workers() int { return runtime.GOMAXPROCS(0) }
