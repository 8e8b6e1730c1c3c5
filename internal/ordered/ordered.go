// Package ordered does work on many things at once and hands out what came of it one by one, in their order.
package ordered

import (
	"context"
	"runtime"
)

// Each calls work for 0 to n-1, as many at a time as there are cores, and calls each with what came of it, in that
// order and never from two goroutines at once. Only as many results as there are cores wait for their turn, so that
// memory does not grow with n. An error of each ends it, and so does ctx; work that runs then is told by its context.
func Each[T any](ctx context.Context, n int, work func(context.Context, int) T, each func(T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make([]chan T, n)
	for i := range results {
		results[i] = make(chan T, 1)
	}
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	go func() {
		for i := range n {
			select {
			case turns <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() { results[i] <- work(ctx, i) }()
		}
	}()
	for i := range n {
		select {
		case r := <-results[i]:
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := each(r); err != nil {
				return err
			}
			<-turns
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
