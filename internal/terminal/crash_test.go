package terminal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/internal/terminal"
)

// TestKillDuring kills the form at random moments; its journal, which is written
// before anything is shown, must hold every answer that was seen entered.
func TestKillDuring(t *testing.T) {
	t.Parallel()
	rounds := uint64(12)
	if testing.Short() {
		rounds = 5
	}
	keys := append(append(append(terminal.KeysOf("ab"), "enter"), terminal.KeysOf("订单")...), "enter")
	survived, shown := 0, 0
	start := time.Now()
	for seed := range rounds {
		journal := filepath.Join(t.TempDir(), "journal")
		p := startForm(t, terminal.Options{Env: []string{"GANTRY_TERMINAL_JOURNAL=" + journal}})
		k, err := p.KillDuring(terminal.Crash{Seed: seed, Keys: keys})
		if err != nil {
			t.Fatal(err)
		}
		if k.Acknowledged < k.Sent-1 || k.Acknowledged > k.Sent || k.Delay > 20*time.Millisecond {
			t.Fatalf("seed %d: %+v", seed, k)
		}
		text, err := os.ReadFile(journal)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		want := ""
		if k.Acknowledged >= 3 {
			want += "ab\n"
		}
		if k.Acknowledged >= 6 {
			want += "订单\n"
		}
		if !strings.HasPrefix(string(text), want) {
			t.Errorf("seed %d: %q was shown as entered, the journal has %q; the last screen was\n%s", seed, want, text, k.Last)
		}
		survived += strings.Count(string(text), "\n")
		shown += k.Acknowledged
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d rounds of %v each, %d keys shown, %d answers in the journals", rounds, time.Since(start)/time.Duration(rounds), shown, survived)
	if !testing.Short() && (survived == 0 || shown == int(rounds)*len(keys)) {
		t.Error("the kills come always before or always after everything")
	}
}

func TestKillDuringIsRepeatable(t *testing.T) {
	keys := terminal.KeysOf("abcdef")
	var first terminal.Killed
	for i := range 2 {
		p := startForm(t, terminal.Options{})
		k, err := p.KillDuring(terminal.Crash{Seed: 7, Keys: keys, Within: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && (k.Sent != first.Sent || k.Delay != first.Delay) {
			t.Errorf("%+v, then %+v", first, k)
		}
		first = k
	}
}

func TestKillDuringNeedsKeys(t *testing.T) {
	p := startForm(t, terminal.Options{})
	if _, err := p.KillDuring(terminal.Crash{}); err == nil {
		t.Error("killed without a key")
	}
}
