package fileset

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// randomText has few distinct lines, so that diffs have a choice, and sometimes no last line end.
func randomText(r *rand.Rand, n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d", r.IntN(2+n))
	}
	return lines
}

// edited changes, removes and inserts lines; every new line has a tag that no other text has.
func edited(r *rand.Rand, lines []string, tag string) []string {
	var out []string
	for i, line := range lines {
		switch r.IntN(8) {
		case 0:
		case 1:
			out = append(out, fmt.Sprintf("%s %d", tag, i))
		case 2:
			out = append(out, line, fmt.Sprintf("%s after %d", tag, i))
		default:
			out = append(out, line)
		}
	}
	return out
}

func join(r *rand.Rand, lines []string) []byte {
	s := strings.Join(lines, "\n")
	if r.IntN(4) > 0 && len(lines) > 0 {
		s += "\n"
	}
	return []byte(s)
}

func TestMergeLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		lines := randomText(r, r.IntN(30))
		base := join(r, lines)
		mine, generated := join(r, edited(r, lines, "mine")), join(r, edited(r, lines, "generated"))
		checkMerge(t, base, base, generated, generated)
		checkMerge(t, base, mine, base, mine)
		checkMerge(t, base, mine, mine, mine)
		checkNothingLost(t, base, mine, generated)
		if t.Failed() {
			return
		}
	}
}

func checkMerge(t *testing.T, base, mine, generated, want []byte) {
	t.Helper()
	got, hunks := merge3(base, mine, generated)
	if len(hunks) > 0 || !bytes.Equal(got, want) {
		t.Errorf("merge3(%q, %q, %q) = %q, %v; want %q", base, mine, generated, got, hunks, want)
	}
}

// checkNothingLost: what either side wrote is in the merged text, or in a hunk of the conflict.
func checkNothingLost(t *testing.T, base, mine, generated []byte) {
	t.Helper()
	// A last line that ends in a bare CR gets a line end when another follows it.
	base, mine, generated = bytes.TrimRight(base, "\r"), bytes.TrimRight(mine, "\r"), bytes.TrimRight(generated, "\r")
	merged, hunks := merge3(base, mine, generated)
	inMine, inGenerated := parseText(merged).lines, parseText(merged).lines
	if len(hunks) > 0 {
		// The sides that conflict, and all else as the one side has it.
		inMine, inGenerated = parseText(mine).lines, parseText(generated).lines
		for _, h := range hunks {
			checkPiece(t, mine, h.Mine)
			checkPiece(t, generated, h.Generated)
			checkPiece(t, base, h.Base)
		}
	}
	old := parseText(base).lines
	for _, side := range []struct{ text, found []string }{
		{parseText(mine).lines, inMine}, {parseText(generated).lines, inGenerated},
	} {
		for _, line := range side.text {
			if !slices.Contains(old, line) && !slices.Contains(side.found, line) {
				t.Errorf("merge3(%q, %q, %q) = %q lost %q", base, mine, generated, merged, line)
			}
		}
	}
}

func checkPiece(t *testing.T, text []byte, piece Lines) {
	t.Helper()
	lines := parseText(text).lines
	var want []string
	if piece.Text != "" {
		want = strings.Split(strings.TrimSuffix(piece.Text, "\n"), "\n")
	}
	from := piece.Line - 1
	if from < 0 || from+len(want) > len(lines) || !slices.Equal(lines[from:from+len(want)], want) {
		t.Errorf("hunk %+v is not at that line of %q", piece, text)
	}
}

func TestMergeApartSurvives(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		base := make([]string, 20+r.IntN(20))
		for i := range base {
			base[i] = fmt.Sprintf("line %d", i)
		}
		mine, generated, want := slices.Clone(base), slices.Clone(base), slices.Clone(base)
		for i := 1; i < len(base); i += 2 { // never side by side
			switch r.IntN(3) {
			case 0:
				mine[i], want[i] = "mine", "mine"
			case 1:
				generated[i], want[i] = "generated", "generated"
			}
		}
		text := func(lines []string) []byte { return []byte(strings.Join(lines, "\n") + "\n") }
		checkMerge(t, text(base), text(mine), text(generated), text(want))
	}
}

func TestMergeReportsEveryConflict(t *testing.T) {
	base := []byte("a\nb\nc\nd\ne\nf\ng\n")
	mine := []byte("a\nB1\nc\nd\ne\nF1\ng\n")
	generated := []byte("a\nB2\nc\nd\ne\nF2\ng\n")
	_, hunks := merge3(base, mine, generated)
	want := []Hunk{
		{Lines{2, "b\n"}, Lines{2, "B1\n"}, Lines{2, "B2\n"}},
		{Lines{6, "f\n"}, Lines{6, "F1\n"}, Lines{6, "F2\n"}},
	}
	if !slices.Equal(hunks, want) {
		t.Errorf("got %+v, want %+v", hunks, want)
	}
}

func TestMergeLineEnds(t *testing.T) {
	tests := []struct{ name, base, mine, generated, want string }{
		{"CRLF of the person stays", "a\nb\nc\nd\n", "A\r\nb\r\nc\r\nd\r\n", "a\nb\nc\nD\nE\n", "A\r\nb\r\nc\r\nD\r\nE\r\n"},
		{"mixed ends stay", "a\nb\nc\nd\n", "A\nb\r\nc\nd\n", "a\nb\nc\nD\n", "A\nb\r\nc\nD\n"},
		{"LF of the person stays", "a\r\nb\r\nc\r\n", "A\nb\nc\n", "a\r\nb\r\nC\r\n", "A\nb\nC\n"},
		{"no last end stays", "a\nb\nc\n", "a\nb\nc", "A\nb\nc\n", "A\nb\nc"},
		{"no last end, lines appended", "a\nb\n", "a\nb", "a\nb\nc\n", "a\nb\nc"},
		{"last end added by the person", "a\nb\nc", "a\nb\nc\n", "A\nb\nc", "A\nb\nc\n"},
		{"last end taken by the generator", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nc", "A\nb\nc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkMerge(t, []byte(tt.base), []byte(tt.mine), []byte(tt.generated), []byte(tt.want))
		})
	}
}

func TestDiffLinesRebuilds(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		a := randomText(r, r.IntN(60))
		b := edited(r, a, "b")
		if r.IntN(3) == 0 {
			b = randomText(r, r.IntN(400)) // more edits than the bounded search goes through
		}
		var out []string
		at, last := 0, -1
		for _, e := range diffLines(a, b) {
			if e.aFrom == last {
				t.Fatalf("edits touch: %q %q", a, b)
			}
			out = append(append(out, a[at:e.aFrom]...), b[e.bFrom:e.bTo]...)
			at, last = e.aTo, e.aTo
		}
		if out = append(out, a[at:]...); !slices.Equal(out, b) {
			t.Fatalf("diff of %q and %q gives %q", a, b, out)
		}
	}
}

func FuzzMerge(f *testing.F) {
	f.Add([]byte("a\nb\nc\n"), []byte("a\nB\nc\n"), []byte("a\nb\nC\n"))
	f.Add([]byte(""), []byte("x"), []byte("y\r\n"))
	f.Add([]byte("a\r\nb"), []byte("a\n"), []byte("\n\n\n"))
	f.Fuzz(func(t *testing.T, base, mine, generated []byte) {
		checkMerge(t, base, base, generated, generated)
		checkMerge(t, base, mine, base, mine)
		checkMerge(t, base, mine, mine, mine)
		checkNothingLost(t, base, mine, generated)
		unified("x", mine, generated)
		if b, g, err := KeepImages(base, mine, generated); err == nil {
			merge3(b, mine, g)
		}
	})
}
