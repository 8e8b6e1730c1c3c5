package ordered

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// TestEach: results come in order though the first takes longest, and no more than there are cores are under way.
func TestEach(t *testing.T) {
	t.Parallel()
	var got []int
	var started, most, done atomic.Int64
	err := Each(t.Context(), 200, func(_ context.Context, i int) int {
		if under := started.Add(1) - done.Load(); under > most.Load() {
			most.Store(under)
		}
		if i%10 == 0 {
			time.Sleep(time.Millisecond)
		}
		return i
	}, func(i int) error {
		got = append(got, i)
		done.Add(1)
		return nil
	})
	if err != nil || len(got) != 200 || !slices.IsSorted(got) {
		t.Errorf("%v came: %v", got, err)
	}
	if most.Load() > int64(runtime.GOMAXPROCS(0)) {
		t.Errorf("%d were under way or waiting at once", most.Load())
	}
}

func TestEachEnds(t *testing.T) {
	t.Parallel()
	work := func(_ context.Context, i int) int { return i }
	enough := errors.New("enough")
	n := 0
	err := Each(t.Context(), 50, work, func(int) error {
		n++
		return enough
	})
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("after an error of the caller: %d came, %v", n, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n = 0
	err = Each(ctx, 50, work, func(int) error {
		n++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("after the context ended: %d came, %v", n, err)
	}
	if err := Each(t.Context(), 0, work, func(int) error { return enough }); err != nil {
		t.Errorf("nothing to do: %v", err)
	}
}
