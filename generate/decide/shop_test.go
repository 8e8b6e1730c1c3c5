package decide

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/generate"
)

var update = flag.Bool("update", false, "write golden files")

// TestShop holds every decision on the example, with its inputs, for reading.
func TestShop(t *testing.T) {
	var b bytes.Buffer
	app := decideShop(t)
	for _, d := range app.Decisions {
		printDecision(&b, d)
	}
	for _, w := range app.Workloads {
		fmt.Fprintf(&b, "\n== %s\n", w.Name)
		for _, d := range w.Decisions {
			printDecision(&b, d)
		}
	}
	golden(t, "testdata/shop.txt", b.Bytes())
}

func printDecision(b *bytes.Buffer, d generate.Decision) {
	fmt.Fprintf(b, "%s = %s\n", d.ID, d.Value)
	if d.Assumption() {
		fmt.Fprintf(b, "    assumes %s\n", d.Assumes)
	}
	fmt.Fprintf(b, "    %s\n    %s\n", d.Reason.ZH, d.Reason.EN)
	for _, in := range d.Inputs {
		var where []string
		for _, e := range in.Evidence {
			where = append(where, e.String())
		}
		fmt.Fprintf(b, "    - %s\n", strings.Join(strings.Fields(fmt.Sprint(in.Kind, " ", in.Ref, " ", in.Scope, " = ", in.Value, " ", strings.Join(where, " "))), " "))
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s differs (run with -update and read the diff):\n%s", name, d)
	}
}
