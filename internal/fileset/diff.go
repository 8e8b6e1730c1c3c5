package fileset

import (
	"fmt"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// A diff is for reading: above these bounds it would be neither read nor cheap.
const (
	maxDiffBytes = 1 << 20
	maxDiffWork  = 1 << 28 // edits times bytes: what printing them costs
)

// unified is the unified diff of a file from before to after; nil means that there is none. Content that is
// not text gives one line that says so, and so does a text whose diff would be too large to read.
func unified(name string, before, after []byte) string {
	if before != nil && after != nil && string(before) == string(after) {
		return ""
	}
	if isBinary(before) || isBinary(after) {
		return fmt.Sprintf("binary file %s: %d bytes before, %d bytes after\n", name, len(before), len(after))
	}
	from, to := "a/"+name, "b/"+name
	if before == nil {
		from = "/dev/null"
	}
	if after == nil {
		to = "/dev/null"
	}
	tooLarge := fmt.Sprintf("large file %s: %d bytes before, %d bytes after\n", name, len(before), len(after))
	if len(before) > maxDiffBytes || len(after) > maxDiffBytes {
		return tooLarge
	}
	edits := lineEdits(string(before), string(after))
	if len(edits)*len(before) > maxDiffWork {
		return tooLarge
	}
	out, err := udiff.ToUnified(from, to, string(before), edits, udiff.DefaultContextLines)
	if err != nil {
		return tooLarge
	}
	return out
}

// lineEdits finds the edits with byte offsets, as the printer wants them.
func lineEdits(before, after string) []udiff.Edit {
	a, b := strings.SplitAfter(before, lf), strings.SplitAfter(after, lf)
	offsets := make([]int, len(a)+1)
	for i, line := range a {
		offsets[i+1] = offsets[i] + len(line)
	}
	var edits []udiff.Edit
	for _, e := range diffLines(a, b) {
		edits = append(edits, udiff.Edit{
			Start: offsets[e.aFrom], End: offsets[e.aTo], New: strings.Join(b[e.bFrom:e.bTo], ""),
		})
	}
	return edits
}
