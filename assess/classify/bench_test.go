package classify_test

import (
	"math/rand/v2"
	"testing"

	"github.com/gantry-ack/gantry/assess/classify"
)

// BenchmarkJudge judges applications of up to four components with findings and answers at all levels.
func BenchmarkJudge(b *testing.B) {
	w := world{rand.New(rand.NewPCG(1, 7)), bank(b)}
	var inputs []classify.Input
	for range 8 {
		inputs = append(inputs, w.input())
	}
	for i := 0; b.Loop(); i++ {
		classify.Judge(inputs[i%len(inputs)])
	}
}
