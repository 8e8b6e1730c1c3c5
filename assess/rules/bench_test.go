package rules_test

import (
	"os"
	"testing"

	"github.com/gantry-ack/gantry/assess/rules"
)

// BenchmarkLoad reads, checks and prepares the bank, as every assessment does once.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.LoadDir(os.DirFS("bank")); err != nil {
			b.Skip(err)
		}
	}
}
