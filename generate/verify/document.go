package verify

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	sigsyaml "sigs.k8s.io/yaml"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Bounds of one YAML document: far above what Kubernetes stores, far below what
// makes a parser slow.
const (
	maxYAMLNodes = 100_000 // aliases expanded
	maxYAMLDepth = 100
	maxDocuments = 500 // of one file
)

// Document is one YAML document of a file.
type Document struct {
	Path                              string
	Line                              int // where it begins
	APIVersion, Kind, Name, Namespace string

	raw    []byte
	root   *yaml.Node
	offset int // lines before raw in the file
}

// Kubernetes tells whether the document is an object of an API.
func (d *Document) Kubernetes() bool { return d.APIVersion != "" && d.Kind != "" }

// JSON is the document as Kubernetes' tools read it. A key that occurs twice is an error.
func (d *Document) JSON() ([]byte, error) {
	out, err := sigsyaml.YAMLToJSONStrict(d.raw)
	if err != nil {
		return nil, fmt.Errorf("reading %s:%d as JSON: %w", d.Path, d.Line, err)
	}
	return out, nil
}

// LineOf is the line of a field such as spec.template.spec.containers[orders].image,
// or of the innermost part of the path that is there. An element of a list is
// named by its index or by its name; brackets also hold a key with dots in it.
func (d *Document) LineOf(field string) int {
	line, _ := d.locate(field)
	return line
}

// locate also tells how many steps of the path are there.
func (d *Document) locate(field string) (line, depth int) {
	line = d.Line
	n := d.root
	for _, step := range steps(field) {
		value, key := child(n, step)
		if value == nil {
			break
		}
		line, depth, n = key.Line+d.offset, depth+1, value
	}
	return line, depth
}

var stepRE = regexp.MustCompile(`[^.\[\]]+|\[[^\]]*\]`)

func steps(field string) []string { return stepRE.FindAllString(field, -1) }

// child finds a value and the node that stands for its place.
func child(n *yaml.Node, step string) (value, key *yaml.Node) {
	n = resolve(n)
	if n == nil {
		return nil, nil
	}
	name := strings.TrimSuffix(strings.TrimPrefix(step, "["), "]")
	if n.Kind != yaml.SequenceNode {
		return mapValue(n, name)
	}
	if !strings.HasPrefix(step, "[") {
		return elementValue(n, name)
	}
	if i, err := strconv.Atoi(name); err == nil {
		if i < 0 || i >= len(n.Content) {
			return nil, nil
		}
		return n.Content[i], n.Content[i]
	}
	for _, c := range n.Content {
		if v, _ := mapValue(resolve(c), "name"); v != nil && v.Value == name {
			return c, c
		}
	}
	return nil, nil
}

// elementValue finds the first element of a list that has a key: decoders leave
// the indexes out of the fields that they name.
func elementValue(n *yaml.Node, name string) (value, key *yaml.Node) {
	for _, c := range n.Content {
		if value, key = mapValue(resolve(c), name); value != nil {
			return value, key
		}
	}
	return nil, nil
}

func mapValue(n *yaml.Node, name string) (value, key *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1], n.Content[i]
		}
	}
	return nil, nil
}

// resolve follows an alias. The parser makes no alias of an alias.
func resolve(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// text is the scalar at a path of map keys, "" when there is none.
func text(n *yaml.Node, keys ...string) string {
	for _, k := range keys {
		n, _ = mapValue(resolve(n), k)
	}
	if n = resolve(n); n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

// items are the elements of the list at a path of map keys.
func items(n *yaml.Node, keys ...string) []*yaml.Node {
	for _, k := range keys {
		n, _ = mapValue(resolve(n), k)
	}
	if n = resolve(n); n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// parseYAML reads the documents of a file. What cannot be read is a finding of
// one of the yaml checks, and of those documents nothing is returned.
func parseYAML(name string, content []byte) (docs []*Document, found []Finding) {
	parts := splitYAML(content)
	if len(parts) > maxDocuments {
		return nil, []Finding{checked("yaml.size", place{name, 0}.problem(
			i18n.Textf("文件有 %[1]d 个文档，超过 %[2]d 个", "the file has %[1]d documents, more than %[2]d", len(parts), maxDocuments),
			i18n.Text{ZH: "拆成更小的文件", EN: "split the file"}))}
	}
	offset := 0
	for _, raw := range parts {
		d, f := parseDocument(name, raw, offset)
		offset += bytes.Count(raw, []byte("\n"))
		found = append(found, f...)
		if d != nil {
			docs = append(docs, d)
		}
	}
	return docs, found
}

// splitYAML cuts a stream at the lines that separate documents, as Kubernetes'
// tools do; each part keeps its separator, so that lines can be counted.
func splitYAML(content []byte) [][]byte {
	var parts [][]byte
	start := 0
	for i := 0; i < len(content); {
		end := bytes.IndexByte(content[i:], '\n')
		if end < 0 {
			break
		}
		i += end + 1
		if bytes.HasPrefix(content[i:], []byte("---")) {
			parts = append(parts, content[start:i])
			start = i
		}
	}
	return append(parts, content[start:])
}

var yamlLineRE = regexp.MustCompile(`line (\d+)`)

func parseDocument(name string, raw []byte, offset int) (*Document, []Finding) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		line := offset + 1
		if m := yamlLineRE.FindStringSubmatch(err.Error()); m != nil {
			n, _ := strconv.Atoi(m[1])
			line = offset + n
		}
		return nil, []Finding{checked("yaml.parse", place{name, line}.problem(
			i18n.Textf("YAML 无法解析：%[1]s", "the YAML cannot be parsed: %[1]s", brief(err.Error())),
			i18n.Text{ZH: "修正该行附近的缩进、引号或括号", EN: "correct the indentation, quotes or brackets near that line"}))}
	}
	if len(doc.Content) == 0 || resolve(doc.Content[0]).Kind == yaml.ScalarNode && resolve(doc.Content[0]).Tag == "!!null" {
		return nil, nil
	}
	root := resolve(doc.Content[0])
	survey := yamlSurvey{left: maxYAMLNodes}
	if !survey.visit(root, 0) {
		return nil, []Finding{checked("yaml.size", place{name, offset + 1}.problem(
			i18n.Textf("文档展开后超过 %[1]d 个节点或 %[2]d 层嵌套", "expanded, the document has more than %[1]d nodes or %[2]d levels", maxYAMLNodes, maxYAMLDepth),
			i18n.Text{ZH: "去掉层层引用的锚点（&、*），拆成更小的文件", EN: "remove anchors (& and *) that refer to each other, and split the file"}))}
	}
	d := &Document{Path: name, Line: root.Line + offset, raw: raw, root: root, offset: offset,
		APIVersion: text(root, "apiVersion"), Kind: text(root, "kind"), Name: text(root, "metadata", "name"), Namespace: text(root, "metadata", "namespace")}
	var found []Finding
	for _, k := range survey.twice {
		found = append(found, checked("yaml.duplicate-key", place{name, k.Line + offset}.problem(
			i18n.Textf("键 %[1]q 在同一层出现两次，后一个会覆盖前一个", "the key %[1]q occurs twice at one level, and the later one wins", k.Value),
			i18n.Text{ZH: "只保留一个", EN: "keep one of them"})))
	}
	return d, found
}

// yamlSurvey walks a document as it is after expansion.
type yamlSurvey struct {
	left  int // nodes that may still come
	twice []*yaml.Node
}

func (s *yamlSurvey) visit(n *yaml.Node, depth int) bool {
	n = resolve(n)
	s.left--
	if s.left < 0 || depth > maxYAMLDepth {
		return false
	}
	if n.Kind == yaml.MappingNode {
		seen := make(map[string]bool, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i]; k.Kind == yaml.ScalarNode {
				if seen[k.Value] && k.Value != "<<" && len(s.twice) < 20 {
					s.twice = append(s.twice, k)
				}
				seen[k.Value] = true
			}
		}
	}
	for _, c := range n.Content {
		if !s.visit(c, depth+1) {
			return false
		}
	}
	return true
}

func checked(id string, f Finding) Finding {
	f.Check = id
	return f
}

// brief is the first line of an error, short enough for a message.
func brief(message string) string {
	line, _, _ := strings.Cut(message, "\n")
	return shorten(line)
}
