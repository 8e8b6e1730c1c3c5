package journal

import (
	"fmt"
	"testing"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// BenchmarkReplay reads a log of 100,000 events and computes the state.
func BenchmarkReplay(b *testing.B) {
	bank, err := survey.Load()
	if err != nil {
		b.Fatal(err)
	}
	root := b.TempDir()
	j := mustOpen(b, optionsAt(root))
	all := events(j.Device(), 1, 100_000)
	for i := range all {
		all[i].Place.App = fmt.Sprintf("app-%d", i%200)
		if i >= 200 {
			all[i].Seen = []string{all[i-200].ID}
		}
	}
	mustAppend(b, j, all...)
	mustClose(b, j)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			j := mustOpen(b, optionsAt(root))
			mustClose(b, j)
		}
	})
	b.Run("open and replay", func(b *testing.B) {
		for b.Loop() {
			j := mustOpen(b, optionsAt(root))
			m := interview.New(interview.Options{Bank: bank, Device: j.Device()})
			m.Replay(j.Events())
			if m.Len() != len(all) {
				b.Fatal(m.Len())
			}
			mustClose(b, j)
		}
	})
}

// BenchmarkAppend is what an answer costs the person who gives it.
func BenchmarkAppend(b *testing.B) {
	j := mustOpen(b, optionsAt(b.TempDir()))
	n := 0
	for b.Loop() {
		n++
		if err := j.Append(event(j.Device(), n)); err != nil {
			b.Fatal(err)
		}
	}
}
