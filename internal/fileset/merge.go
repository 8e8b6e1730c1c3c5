package fileset

import (
	"bytes"
	"slices"
	"strings"
)

// merge3 merges two texts that come from a common base, line by line. Edits of the two sides that touch, even
// if they do not overlap, are a conflict unless they are equal; then there is no merged text but hunks.
// Lines that are on disk keep their line ends, and lines that are new take those of the file on disk.
func merge3(base, mine, generated []byte) ([]byte, []Hunk) {
	switch {
	case bytes.Equal(mine, base):
		return generated, nil
	case bytes.Equal(generated, base), bytes.Equal(generated, mine):
		return mine, nil
	}
	m := merger{base: parseText(base), mine: parseText(mine), generated: parseText(generated)}
	m.end = m.mine.end()
	if m.end == "" {
		m.end = m.generated.end()
	}
	m.run(diffLines(m.base.lines, m.mine.lines), diffLines(m.base.lines, m.generated.lines))
	if len(m.hunks) > 0 {
		return nil, m.hunks
	}
	return m.text(), nil
}

type merger struct {
	base, mine, generated text
	end                   string // for lines that have none on disk
	out                   []string
	ends                  []string
	hunks                 []Hunk
}

// run walks the edits of both sides in the order of the base. at is the next line of the base and of each side.
func (m *merger) run(mine, generated []edit) {
	baseAt, mineAt, genAt := 0, 0, 0
	for len(mine) > 0 || len(generated) > 0 {
		from, to, mineCount, genCount := nextGroup(mine, generated)
		m.takeMine(mineAt, mineAt+from-baseAt)
		mineAt, genAt = mineAt+from-baseAt, genAt+from-baseAt
		mineTo := mineAt + (to - from) + growth(mine[:mineCount])
		genTo := genAt + (to - from) + growth(generated[:genCount])
		switch {
		case genCount == 0 || slices.Equal(m.mine.lines[mineAt:mineTo], m.generated.lines[genAt:genTo]):
			m.takeMine(mineAt, mineTo)
		case mineCount == 0:
			m.takeGenerated(genAt, genTo)
		default:
			m.hunks = append(m.hunks, Hunk{
				Base:      m.base.slice(from, to),
				Mine:      m.mine.slice(mineAt, mineTo),
				Generated: m.generated.slice(genAt, genTo),
			})
		}
		mine, generated = mine[mineCount:], generated[genCount:]
		baseAt, mineAt, genAt = to, mineTo, genTo
	}
	m.takeMine(mineAt, len(m.mine.lines))
}

// nextGroup finds the first edits that touch each other: the range of the base that they cover together, and
// how many of each side belong to them.
func nextGroup(mine, generated []edit) (from, to, mineCount, genCount int) {
	switch {
	case len(mine) == 0:
		return generated[0].aFrom, generated[0].aTo, 0, 1
	case len(generated) == 0:
		return mine[0].aFrom, mine[0].aTo, 1, 0
	}
	from = min(mine[0].aFrom, generated[0].aFrom)
	to = from
	for {
		switch {
		case mineCount < len(mine) && mine[mineCount].aFrom <= to:
			to = max(to, mine[mineCount].aTo)
			mineCount++
		case genCount < len(generated) && generated[genCount].aFrom <= to:
			to = max(to, generated[genCount].aTo)
			genCount++
		default:
			return from, to, mineCount, genCount
		}
	}
}

// growth is by how many lines the edits make a text longer.
func growth(edits []edit) int {
	n := 0
	for _, e := range edits {
		n += (e.bTo - e.bFrom) - (e.aTo - e.aFrom)
	}
	return n
}

func (m *merger) takeMine(from, to int) {
	m.out = append(m.out, m.mine.lines[from:to]...)
	m.ends = append(m.ends, m.mine.ends[from:to]...)
}

func (m *merger) takeGenerated(from, to int) {
	m.out = append(m.out, m.generated.lines[from:to]...)
	for range to - from {
		m.ends = append(m.ends, m.end)
	}
}

// text joins the merged lines. Whether the last line has an end is merged like a line of its own: the person's
// choice where it differs from the base, else what was generated.
func (m *merger) text() []byte {
	final := m.generated.final
	if m.mine.final != m.base.final {
		final = m.mine.final
	}
	var b strings.Builder
	for i, line := range m.out {
		b.WriteString(line)
		end := m.ends[i]
		if i == len(m.out)-1 && !final && line != "" {
			break // an empty line without an end would be none
		}
		if end == "" {
			end = m.end
		}
		if end == "" {
			end = lf
		}
		b.WriteString(end)
	}
	return []byte(b.String())
}

// compare2 lists where two texts without a common base differ.
func compare2(mine, generated []byte) []Hunk {
	a, b := parseText(mine), parseText(generated)
	var hunks []Hunk
	for _, e := range diffLines(a.lines, b.lines) {
		hunks = append(hunks, Hunk{Mine: a.slice(e.aFrom, e.aTo), Generated: b.slice(e.bFrom, e.bTo)})
	}
	return hunks
}
