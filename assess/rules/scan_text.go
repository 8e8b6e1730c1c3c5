package rules

import (
	"hash/fnv"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/scan"
)

func keysOf[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// maxLine is the longest line that is compared with expressions, in bytes: longer ones are data.
const maxLine = 4 << 10

// content looks at the lines of a file for the conditions on files that name it.
func (l *looker) content(text string, globbed []int32) {
	var asked []int32
	for _, c := range globbed {
		if x := &l.prog.conds[c]; x.File != nil && x.File.Content != "" && (x.target.find == nil || x.target.find.In(text)) {
			asked = append(asked, c)
		}
	}
	if len(asked) == 0 {
		return
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if len(line) > maxLine {
			continue
		}
		for _, c := range asked {
			if x := &l.prog.conds[c]; x.target.in(line) && (x.other == nil || !x.other.in(line)) {
				l.hit(c, n)
			}
		}
	}
}

// elements looks at the elements of an XML file for the conditions that name it.
func (l *looker) elements(text string, globbed []int32) {
	asked := slices.DeleteFunc(slices.Clone(globbed), func(c int32) bool { return l.prog.conds[c].Element == nil })
	if len(asked) == 0 {
		return
	}
	doc := readXML(text)
	for i := range doc {
		for _, c := range asked {
			x := &l.prog.conds[c]
			if !elementAt(doc, i, x.Element.Path) {
				continue
			}
			value := doc[i].text
			if a := x.Element.Attribute; a != "" {
				if !doc[i].has(a) {
					continue
				}
				value = doc[i].attr(a)
			}
			if x.value.holds(setting(value)) {
				l.hit(c, doc[i].line)
			}
		}
	}
}

// settings looks at a configuration file: one that programs read, or one that a condition names.
func (l *looker) settings(e scan.Entry, text string, globbed []int32) {
	usual := isConfig(e.Path, e.Size)
	named := slices.ContainsFunc(globbed, func(c int32) bool { return l.prog.conds[c].Config != nil })
	if !usual && !named || messagesRE.MatchString(strings.ToLower(e.Path)) {
		return
	}
	asks := func(c int32) bool {
		if len(l.prog.conds[c].Config.Files) == 0 {
			return usual
		}
		return slices.Contains(globbed, c)
	}
	for _, s := range settingsOf(e.Path, text) {
		if len(s.Value) > maxSetting {
			continue
		}
		key := canonical(s.Key)
		found := l.prog.config.find(nil, key)
		if !strings.Contains(key, ".") && strings.Contains(s.Key, "_") { // SPRING_DATASOURCE_URL
			found = l.prog.config.find(found, strings.ToLower(strings.ReplaceAll(s.Key, "_", ".")))
		}
		slices.Sort(found)
		var value *subject // made once for all conditions, and only where one asks
		for _, c := range append(slices.Compact(found), l.prog.anyConfig...) {
			if !asks(c) {
				continue
			}
			if value == nil {
				made := setting(s.Value)
				value = &made
			}
			if l.prog.conds[c].value.holds(*value) {
				l.hit(c, s.Line)
			}
		}
	}
}

// maxSetting is the longest value that is looked at, in bytes; a longer one is a document of its own.
const maxSetting = 16 << 10

// lineIndex finds the lines of a text.
type lineIndex struct {
	text   string
	starts []int32
}

// print is a hash of the words of a line.
func (x *lineIndex) print(line int) uint64 {
	if x.starts == nil {
		x.starts = append(x.starts, 0)
		for i := range len(x.text) {
			if x.text[i] == '\n' {
				x.starts = append(x.starts, int32(i+1))
			}
		}
	}
	if line < 1 || line > len(x.starts) {
		return 0
	}
	rest := x.text[x.starts[line-1]:]
	text, _, _ := strings.Cut(rest[:min(len(rest), maxLine)], "\n")
	return wordsHash(text)
}

func wordsHash(line string) uint64 {
	h := fnv.New64a()
	for w := range strings.FieldsSeq(line) {
		h.Write([]byte(w))
		h.Write([]byte{' '})
	}
	return h.Sum64()
}

// isDockerfile tells by its name.
func isDockerfile(base string) bool {
	lower := strings.ToLower(base)
	return lower == "dockerfile" || lower == "containerfile" || path.Ext(lower) == ".dockerfile" ||
		strings.HasPrefix(lower, "dockerfile.") && !strings.HasSuffix(lower, ".dockerignore") && path.Ext(lower) != ".md" ||
		strings.HasPrefix(lower, "dockerfile-")
}
