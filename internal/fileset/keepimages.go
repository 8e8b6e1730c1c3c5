package fileset

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// KeepImages is the Merger of a kustomization.yaml whose "images:" list belongs to builds and pipelines, which
// write names, tags and digests there. The entry of every image that is on disk wins as it is; images that are
// generated for the first time appear; an image that is generated no longer goes unless somebody wrote
// another value for it. Everything else, comments in the list too, is left to the text merge.
//
// A file without such a list, or whose list is not in block style, is left to the text merge as a whole.
func KeepImages(base, mine, generated []byte) (alignedBase, alignedGenerated []byte, err error) {
	onDisk, err := findImages(mine)
	if err != nil {
		return nil, nil, fmt.Errorf("reading images: of the file on disk: %w", err)
	}
	before, err := findImages(base)
	if err != nil {
		return nil, nil, fmt.Errorf("reading images: of the merge base: %w", err)
	}
	now, err := findImages(generated)
	if err != nil {
		return nil, nil, fmt.Errorf("reading images: of the generated file: %w", err)
	}
	if onDisk.empty() || now.empty() {
		return base, generated, nil
	}
	alignedBase = base
	if !before.empty() {
		alignedBase = before.write(align(before, onDisk, func(imageEntry) bool { return true }))
		now.dropHeads(before, onDisk)
	}
	alignedGenerated = now.write(align(now, onDisk, func(e imageEntry) bool {
		old, known := before.find(e.name)
		return !known || !slices.Equal(old.values, e.values)
	}))
	return alignedBase, alignedGenerated, nil
}

// align lists the entries that list gets: those on disk first, in their order and with their bytes, then what only list
// has, each after the entry that it follows there. An entry that only the disk has stays when keep says so.
func align(list, onDisk imageList, keep func(imageEntry) bool) []imageEntry {
	var out []imageEntry
	for _, e := range onDisk.entries {
		own, known := list.find(e.name)
		switch {
		case known:
			if !sameHead(own.head, e.head) {
				e.head = shift(own.head, list.indent, onDisk.indent)
			}
			out = append(out, e)
		case keep(e):
			out = append(out, e)
		}
	}
	at := 0
	for _, e := range list.entries {
		if i := indexOf(out, e.name); i >= 0 {
			at = i + 1
			continue
		}
		e.head = shift(e.head, list.indent, onDisk.indent)
		e.body = shift(e.body, list.indent, onDisk.indent)
		out = slices.Insert(out, at, e)
		at++
	}
	return out
}

func sameHead(a, b []string) bool {
	return slices.EqualFunc(a, b, func(x, y string) bool { return strings.TrimSpace(x) == strings.TrimSpace(y) })
}

// dropHeads takes the comments off entries that have lost theirs on disk, which is what "kustomize edit" does to
// all comments in a list: nobody decided that, so it is no side of a conflict.
func (l imageList) dropHeads(base, onDisk imageList) {
	for i, e := range l.entries {
		old, inBase := base.find(e.name)
		now, there := onDisk.find(e.name)
		if inBase && there && len(old.head) > 0 && len(now.head) == 0 {
			l.entries[i].head = nil
		}
	}
}

// imageList is where the list is in the lines of a file.
type imageList struct {
	lines    []string // of the whole file, with their ends
	from, to int      // the lines of the entries, with the comments above each
	indent   int      // column of the dashes
	entries  []imageEntry
}

type imageEntry struct {
	name   string
	values []string // key and value of each field, sorted by key
	head   []string // comment and blank lines above it
	body   []string
}

func (l imageList) empty() bool { return len(l.entries) == 0 }

func (l imageList) find(name string) (imageEntry, bool) {
	i := indexOf(l.entries, name)
	if i < 0 {
		return imageEntry{}, false
	}
	return l.entries[i], true
}

func indexOf(entries []imageEntry, name string) int {
	return slices.IndexFunc(entries, func(e imageEntry) bool { return e.name == name })
}

// write gives the file with other entries in the list.
func (l imageList) write(entries []imageEntry) []byte {
	lines := slices.Clone(l.lines[:l.from])
	for _, e := range entries {
		lines = append(append(lines, e.head...), e.body...)
	}
	return []byte(strings.Join(append(lines, l.lines[l.to:]...), ""))
}

// findImages reads the list without touching the bytes around it. No list gives an empty one.
func findImages(content []byte) (imageList, error) {
	if bytes.ContainsAny(plainEnds(content), "\r\u0085\u2028\u2029") {
		return imageList{}, errors.New("it has line breaks other than LF and CRLF")
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(content, &doc); err != nil {
		return imageList{}, err
	}
	seq := imagesNode(&doc)
	if seq == nil || len(seq.Content) == 0 {
		return imageList{}, nil
	}
	if seq.Kind != yaml.SequenceNode || seq.Style&yaml.FlowStyle != 0 || seq.Anchor != "" {
		return imageList{}, fmt.Errorf("line %d: not a plain list in block style", seq.Line)
	}
	l := imageList{lines: slices.Collect(strings.Lines(string(content)))}
	if n := len(l.lines); !strings.HasSuffix(l.lines[n-1], lf) {
		l.lines[n-1] += lf
	}
	l.from = headStart(l.lines, seq.Content[0].Line-1)
	l.to = l.from
	l.indent = strings.Index(l.lines[seq.Content[0].Line-1], "-")
	for _, item := range seq.Content {
		if l.indent < 0 || !strings.HasPrefix(l.lines[item.Line-1], strings.Repeat(" ", l.indent)+"- ") {
			return imageList{}, fmt.Errorf("line %d: image does not begin on the line of its dash", item.Line)
		}
		e, last, err := readImage(item)
		if err != nil {
			return imageList{}, err
		}
		if headStart(l.lines, item.Line-1) > l.to {
			return imageList{}, fmt.Errorf("line %d: something other than comments is between the images", item.Line)
		}
		if indexOf(l.entries, e.name) >= 0 {
			return imageList{}, fmt.Errorf("line %d: image %q is listed twice", item.Line, e.name)
		}
		e.head, e.body = l.lines[l.to:item.Line-1], l.lines[item.Line-1:last]
		if !e.alone() {
			return imageList{}, fmt.Errorf("line %d: image does not end on line %d", item.Line, last)
		}
		l.entries = append(l.entries, e)
		l.to = last
	}
	return l, nil
}

// imagesNode finds the value of the top-level key, nil when there is none.
func imagesNode(doc *yaml.Node) *yaml.Node {
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	fields := doc.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i].Value == "images" {
			return fields[i+1]
		}
	}
	return nil
}

// readImage reads one entry and the number of its last line. Only one-line scalars are taken, so that the entry
// ends where its last value is.
func readImage(item *yaml.Node) (e imageEntry, last int, err error) {
	if item.Kind != yaml.MappingNode || item.Style&yaml.FlowStyle != 0 || item.Anchor != "" || len(item.Content) == 0 {
		return e, 0, fmt.Errorf("line %d: image is not a mapping in block style", item.Line)
	}
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i], item.Content[i+1]
		oneLine := value.Kind == yaml.ScalarNode && value.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 &&
			value.Anchor == "" && value.Line == key.Line && !strings.Contains(value.Value, lf)
		if !oneLine {
			return e, 0, fmt.Errorf("line %d: %s is not a plain value on one line", key.Line, key.Value)
		}
		if key.Value == "name" {
			e.name = value.Value
		}
		e.values = append(e.values, key.Value+"\x00"+value.Value)
		last = max(last, value.Line)
	}
	if e.name == "" {
		return e, 0, fmt.Errorf("line %d: image has no name", item.Line)
	}
	slices.Sort(e.values)
	return e, last, nil
}

// alone checks that the lines of an entry are all of it: read by themselves they give the same fields.
func (e imageEntry) alone() bool {
	var doc yaml.Node
	if yaml.Unmarshal([]byte(strings.Join(e.body, "")), &doc) != nil || len(doc.Content) != 1 || len(doc.Content[0].Content) != 1 {
		return false
	}
	again, _, err := readImage(doc.Content[0].Content[0])
	return err == nil && slices.Equal(again.values, e.values)
}

// headStart goes back from the first entry over the comments above it, not past the key of the list.
func headStart(lines []string, first int) int {
	for first > 0 {
		above := strings.TrimSpace(lines[first-1])
		if above != "" && !strings.HasPrefix(above, "#") {
			break
		}
		first--
	}
	return first
}

// shift moves lines from one indentation to another.
func shift(lines []string, from, to int) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		body := strings.TrimLeft(line, " ")
		spaces := len(line) - len(body)
		if strings.TrimSpace(body) != "" {
			spaces = max(0, spaces+to-from)
		}
		out[i] = strings.Repeat(" ", spaces) + body
	}
	return out
}
