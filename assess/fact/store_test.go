package fact_test

import (
	"testing"

	"github.com/gantry-ack/gantry/assess/fact"
)

func TestIsStore(t *testing.T) {
	for kind, want := range map[string]bool{
		"mysql": true, "redis": true, "kingbase": true, "gaussdb": true, "dameng": true, "cassandra": true,
		"elasticsearch": false, "kafka": false, "nacos": false, "smtp": false, "": false,
	} {
		if got := fact.IsStore(kind); got != want {
			t.Errorf("%q: %t", kind, got)
		}
	}
}
