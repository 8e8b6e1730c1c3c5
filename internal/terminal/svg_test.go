package terminal_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/terminal"
)

var update = flag.Bool("update", false, "write the goldens anew")

func TestSVG(t *testing.T) {
	for name, light := range map[string]bool{"testdata/dark.svg": false, "testdata/light.svg": true} {
		p := program(t, "shell", terminal.Options{Width: 20, Height: 3, Light: light})
		p.Wait(3)
		got := p.Screen().SVG()
		wellFormed(t, got)
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
	}
}
