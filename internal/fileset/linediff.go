package fileset

import (
	"slices"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// maxAnchorDepth bounds how often a gap between anchors is searched for anchors again.
const maxAnchorDepth = 8

// edit replaces the lines [aFrom, aTo) of a by the lines [bFrom, bTo) of b.
type edit struct {
	aFrom, aTo, bFrom, bTo int
}

// diffLines finds edits that turn a into b, in order, none touching the next. Lines that occur once on both
// sides are anchors ("patience" diff): repetitive formats such as YAML align the way a reader would align
// them, and the cost stays near linear, since the search for a shortest script, which is bounded too, only
// sees the gaps.
func diffLines(a, b []string) []edit {
	d := differ{a: a, b: b}
	d.between(0, len(a), 0, len(b), maxAnchorDepth)
	return d.edits
}

type differ struct {
	a, b  []string
	edits []edit
}

// add appends an edit, joining it with the one before when they touch.
func (d *differ) add(e edit) {
	if n := len(d.edits); n > 0 {
		last := &d.edits[n-1]
		if last.aTo == e.aFrom && last.bTo == e.bFrom {
			last.aTo, last.bTo = e.aTo, e.bTo
			return
		}
	}
	d.edits = append(d.edits, e)
}

func (d *differ) between(aFrom, aTo, bFrom, bTo, depth int) {
	for aFrom < aTo && bFrom < bTo && d.a[aFrom] == d.b[bFrom] {
		aFrom, bFrom = aFrom+1, bFrom+1
	}
	for aFrom < aTo && bFrom < bTo && d.a[aTo-1] == d.b[bTo-1] {
		aTo, bTo = aTo-1, bTo-1
	}
	if aFrom == aTo && bFrom == bTo {
		return
	}
	if aFrom == aTo || bFrom == bTo {
		d.add(edit{aFrom, aTo, bFrom, bTo})
		return
	}
	anchors := d.anchors(aFrom, aTo, bFrom, bTo)
	if len(anchors) == 0 || depth == 0 {
		for _, e := range lcs.DiffLines(d.a[aFrom:aTo], d.b[bFrom:bTo]) {
			d.add(edit{aFrom + e.Start, aFrom + e.End, bFrom + e.ReplStart, bFrom + e.ReplEnd})
		}
		return
	}
	for _, anchor := range anchors {
		d.between(aFrom, anchor.a, bFrom, anchor.b, depth-1)
		aFrom, bFrom = anchor.a+1, anchor.b+1
	}
	d.between(aFrom, aTo, bFrom, bTo, depth-1)
}

// pair is one line of a and the equal line of b.
type pair struct{ a, b int }

// anchors are the lines that occur exactly once in both ranges, thinned to the longest series in which both
// positions rise.
func (d *differ) anchors(aFrom, aTo, bFrom, bTo int) []pair {
	type count struct{ inA, inB, a int }
	counts := make(map[string]*count, aTo-aFrom)
	for i := aFrom; i < aTo; i++ {
		c := counts[d.a[i]]
		if c == nil {
			c = &count{}
			counts[d.a[i]] = c
		}
		c.inA++
		c.a = i
	}
	for i := bFrom; i < bTo; i++ {
		if c := counts[d.b[i]]; c != nil {
			c.inB++
		}
	}
	var unique []pair
	for i := bFrom; i < bTo; i++ {
		if c := counts[d.b[i]]; c != nil && c.inA == 1 && c.inB == 1 {
			unique = append(unique, pair{c.a, i})
		}
	}
	return longestRising(unique)
}

// longestRising takes pairs that rise in b and picks the longest series that rises in a too, by patience sorting.
func longestRising(pairs []pair) []pair {
	var piles []int // index of the pair on top of each pile
	before := make([]int, len(pairs))
	for i, p := range pairs {
		at, _ := slices.BinarySearchFunc(piles, p.a, func(top, a int) int { return pairs[top].a - a })
		before[i] = -1
		if at > 0 {
			before[i] = piles[at-1]
		}
		if at == len(piles) {
			piles = append(piles, i)
		} else {
			piles[at] = i
		}
	}
	if len(piles) == 0 {
		return nil
	}
	series := make([]pair, 0, len(piles))
	for i := piles[len(piles)-1]; i >= 0; i = before[i] {
		series = append(series, pairs[i])
	}
	slices.Reverse(series)
	return series
}
