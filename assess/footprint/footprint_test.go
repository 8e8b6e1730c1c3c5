package footprint

import (
	"testing"

	"github.com/gantry-ack/gantry/assess/fact"
)

func TestKeeps(t *testing.T) {
	t.Parallel()
	mounted := fact.Set{{Key: fact.KeptMount, Value: "/srv/shop/cache"}, {Key: fact.KeptMount, Value: "state"}}
	for _, c := range []struct {
		given, at string
		want      bool
	}{
		{"uploads", "/app/uploads", true},
		{"./data/shop.db", "/app/data/shop.db", true},
		{`files\avatar`, "/app/files/avatar", true},
		{"/data/orders", "/data/orders", true},
		{"state", "/app/state", true},
		{"work", "/app/work", false},
		{"/var/log/shop", "/var/log/shop", false},
		{"/data/logs", "/data/logs", false},
		{"/data/blog", "/data/blog", true},
		{"/srv/shop/cache", "/srv/shop/cache", false}, // what is mounted may be scratch all the same
		{"database", "/app/database", false},
	} {
		if got := Keeps(mounted, c.given, c.at); got != c.want {
			t.Errorf("%s at %s: %v", c.given, c.at, got)
		}
	}
}

func TestAmounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		bytes int64
		want  string
	}{{1, "16Mi"}, {48 * Mebi, "48Mi"}, {64*Mebi + 1, "96Mi"}, {1000 * Mebi, "1Gi"}, {1025 * Mebi, "1056Mi"}, {2 * Gibi, "2Gi"}} {
		if got := Memory(Steps(c.bytes)); got != c.want {
			t.Errorf("%d bytes are %s, want %s", c.bytes, got, c.want)
		}
	}
	for milli, want := range map[int64]string{50: "50m", 1000: "1", 1500: "1500m"} {
		if got := CPU(milli); got != want {
			t.Errorf("%d millicores are %s, want %s", milli, got, want)
		}
	}
}
