package engagement

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

const applicationsKey = "applications"

// extend is data, which reads as c, with one more application behind the others. The
// text is edited where it can be; every edit is held to what it has to read as, and the
// last resort prints the tree of the document, which keeps all but blank lines and indentation.
func (c Config) extend(data []byte, a Application) ([]byte, error) {
	if len(a.Components) == 0 {
		a.Components = nil
	}
	want := c
	want.Applications = append(slices.Clone(c.Applications), a)
	for edited := range edits(data, a) {
		if got, err := ParseConfig(edited); err == nil && reflect.DeepEqual(got, want) {
			return edited, nil
		}
	}
	return nil, errors.New("there is no place for it that keeps the rest: write it into the file by hand")
}

// edits are the ways to write the application into the text, the best first.
func edits(data []byte, a Application) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		top, err := parseNode(data)
		if err != nil {
			return
		}
		key, value, next := lookUp(top)
		t := splitLines(data)
		switch {
		case key == nil:
			if !yield(t.insert(len(t.lines), indentBy(top.Column-1, append([]string{applicationsKey + ":"}, indentBy(2, a.block())...)))) {
				return
			}
		case value.Kind == yaml.SequenceNode && len(value.Content) > 0 && value.Style&yaml.FlowStyle == 0:
			if !yield(t.behindItems(value, next, a)) {
				return
			}
		case value.Kind != yaml.SequenceNode || len(value.Content) == 0:
			if !yield(t.firstItem(key, a)) {
				return
			}
		}
		if value != nil && value.Style&yaml.FlowStyle != 0 {
			for edited := range inFlow(data, a) {
				if !yield(edited) {
					return
				}
			}
		}
		if printed, err := inTree(data, a); err == nil {
			yield(bytes.ReplaceAll(printed, []byte("\n"), []byte(t.end)))
		}
	}
}

// lookUp finds the applications, and the key behind them; nil for what is not there.
func lookUp(top *yaml.Node) (key, value, next *yaml.Node) {
	for i := 0; i+1 < len(top.Content); i += 2 {
		if top.Content[i].Value != applicationsKey {
			continue
		}
		if i+2 < len(top.Content) {
			next = top.Content[i+2]
		}
		return top.Content[i], top.Content[i+1], next
	}
	return nil, nil, nil
}

// block are the lines of an application in block style.
func (a Application) block() []string {
	out := []string{"- name: " + scalar(a.Name), "  source: " + scalar(a.Source)}
	for i, name := range a.Components {
		if i == 0 {
			out = append(out, "  components:")
		}
		out = append(out, "    - "+scalar(name))
	}
	return out
}

// flow is an application in flow style.
func (a Application) flow() string {
	fields := []string{"name: " + flowScalar(a.Name), "source: " + flowScalar(a.Source)}
	if len(a.Components) > 0 {
		var names []string
		for _, name := range a.Components {
			names = append(names, flowScalar(name))
		}
		fields = append(fields, "components: ["+strings.Join(names, ", ")+"]")
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// flowScalar is scalar where commas and brackets mean something.
func flowScalar(s string) string {
	if strings.ContainsAny(s, ",[]{}") {
		return quoted(s)
	}
	return scalar(s)
}

func indentBy(columns int, lines []string) []string {
	out := make([]string, 0, len(lines))
	for _, l := range lines {
		out = append(out, strings.Repeat(" ", max(0, columns))+l)
	}
	return out
}

// text is the lines of a file with their ends, and the end that new lines get.
type text struct {
	lines []string
	end   string
}

func splitLines(data []byte) text {
	t := text{lines: strings.SplitAfter(string(data), "\n"), end: "\n"}
	if strings.HasSuffix(t.lines[0], "\r\n") {
		t.end = "\r\n"
	}
	if last := len(t.lines) - 1; t.lines[last] == "" {
		t.lines = t.lines[:last]
	} else {
		t.lines[last] += t.end
	}
	return t
}

// insert is the text with lines put before the line at the index.
func (t text) insert(at int, lines []string) []byte {
	var b bytes.Buffer
	for _, l := range t.lines[:at] {
		b.WriteString(l)
	}
	for _, l := range lines {
		b.WriteString(l + t.end)
	}
	for _, l := range t.lines[at:] {
		b.WriteString(l)
	}
	return b.Bytes()
}

// behindItems puts the application behind the last of a list in block style, written as that is.
func (t text) behindItems(list, next *yaml.Node, a Application) []byte {
	last := list.Content[len(list.Content)-1]
	end := len(t.lines)
	if next != nil {
		end = min(end, next.Line-1)
	}
	for end > last.Line && (isBlank(t.lines[end-1]) || isComment(t.lines[end-1])) {
		end--
	}
	end = t.overComments(end, list.Column)
	lines := a.block()
	if last.Style&yaml.FlowStyle != 0 {
		lines = []string{"- " + a.flow()}
	}
	return t.insert(end, indentBy(list.Column-1, lines))
}

// emptyRE is how an empty list is written behind its key.
var emptyRE = regexp.MustCompile(`:[ \t]*(\[[ \t]*\]|null|Null|NULL|~)`)

// firstItem puts the application below the key, behind an example in comments.
func (t text) firstItem(key *yaml.Node, a Application) []byte {
	line := min(key.Line, len(t.lines))
	t.lines = slices.Clone(t.lines)
	t.lines[line-1] = emptyRE.ReplaceAllString(t.lines[line-1], ":")
	return t.insert(t.overComments(line, key.Column), indentBy(key.Column+1, a.block()))
}

// overComments goes on over comments that are indented by at least so many columns.
func (t text) overComments(at, columns int) int {
	for at < len(t.lines) && isComment(t.lines[at]) && strings.HasPrefix(t.lines[at], strings.Repeat(" ", columns)) {
		at++
	}
	return at
}

func isBlank(line string) bool   { return strings.TrimSpace(line) == "" }
func isComment(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "#") }

// inFlow tries the closing brackets from the end of the text: behind the one of the
// list there are at most brackets in comments and quotes.
func inFlow(data []byte, a Application) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		const most = 20
		at := len(data)
		for range most {
			if at = bytes.LastIndexByte(data[:at], ']'); at < 0 {
				return
			}
			behind := len(bytes.TrimRight(data[:at], " \t\r\n"))
			sep := ", "
			switch data[max(0, behind-1)] {
			case ',':
				sep = " "
			case '[':
				sep = ""
			}
			for _, put := range []struct {
				at  int
				sep string
			}{{behind, sep}, {at, ", "}, {at, ""}} { // a comment may stand behind the last
				if !yield(fmt.Appendf(nil, "%s%s%s%s", data[:put.at], put.sep, a.flow(), data[put.at:])) {
					return
				}
			}
		}
	}
}

// inTree prints the document with the application in its tree.
func inTree(data []byte, a Application) ([]byte, error) {
	var doc, item yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if err := yaml.Unmarshal([]byte(strings.Join(a.block(), "\n")), &item); err != nil {
		return nil, err
	}
	key, value, _ := lookUp(doc.Content[0])
	added := item.Content[0].Content[0]
	switch {
	case key == nil:
		doc.Content[0].Content = append(doc.Content[0].Content, &yaml.Node{Kind: yaml.ScalarNode, Value: applicationsKey}, item.Content[0])
	case value.Kind == yaml.SequenceNode:
		added.Style = value.Style
		value.Content = append(value.Content, added)
	default:
		item.Content[0].HeadComment, item.Content[0].FootComment = value.HeadComment, value.FootComment
		*value = *item.Content[0]
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(&doc); err != nil {
		return nil, err
	}
	return b.Bytes(), enc.Close()
}
