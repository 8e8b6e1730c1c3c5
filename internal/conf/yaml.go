package conf

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// YAML reads all documents of a file. Values that start with a Maven
// placeholder (@project.version@), which YAML forbids, are read as text when the
// file does not parse otherwise. On an error the documents before it are
// returned as well.
func YAML(text string) (Settings, error) {
	docs, err := YAMLNodes(text)
	f := flattener{}
	for i := range docs {
		f.doc = i
		if ferr := f.node("", &docs[i]); ferr != nil {
			return f.out, ferr
		}
	}
	return f.out, err
}

// YAMLNodes is YAML with the shape kept: one node for each document.
func YAMLNodes(text string) ([]Node, error) {
	if err := checkSize(text); err != nil {
		return nil, err
	}
	docs, err := yamlDocs(text)
	if err == nil || !strings.Contains(text, "@") {
		return docs, err
	}
	if again, err2 := yamlDocs(quotePlaceholders(text)); err2 == nil {
		return again, nil
	}
	return docs, err
}

func yamlDocs(text string) (docs []Node, err error) {
	defer func() { // the library panics on some input that it ought to refuse
		if r := recover(); r != nil {
			err = failf(0, "invalid YAML: %v", r)
		}
	}()
	dec := yaml.NewDecoder(strings.NewReader(text))
	b := yamlBuilder{}
	for {
		var doc yaml.Node
		switch err := dec.Decode(&doc); {
		case errors.Is(err, io.EOF):
			return docs, nil
		case err != nil:
			return docs, yamlError(err)
		}
		n, err := b.build(&doc, 0, false)
		if err != nil {
			return docs, err
		}
		docs = append(docs, n)
	}
}

var yamlErrorRE = regexp.MustCompile(`^yaml: (?:line (\d+)(?:, column \d+)?: )?`)

func yamlError(err error) error {
	msg, line := err.Error(), 0
	if m := yamlErrorRE.FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[1]) // "" is 0, unknown
		msg = msg[len(m[0]):]
	}
	if strings.HasPrefix(msg, "did not find") { // the library counts these from 0
		line++
	}
	return &Error{Line: line, Err: fmt.Errorf("invalid YAML: %s", msg)}
}

// placeholderRE splits a line into what is before a plain value that starts with
// a Maven placeholder, the value, and a comment.
var placeholderRE = regexp.MustCompile(`(?m)^(\s*(?:- +)*(?:[^\s:#'"@][^:#\n]*: +)?)(@[\w.-]+@[^#\n]*?)((?:[ \t]+#.*)?\r?)$`)

func quotePlaceholders(text string) string {
	return placeholderRE.ReplaceAllStringFunc(text, func(line string) string {
		m := placeholderRE.FindStringSubmatch(line)
		return m[1] + "'" + strings.ReplaceAll(strings.TrimRight(m[2], " \t\r"), "'", "''") + "'" + m[3]
	})
}

// yamlBuilder turns the nodes of the library into ours, within the bounds.
type yamlBuilder struct {
	nodes, aliased int
}

func (b *yamlBuilder) build(n *yaml.Node, depth int, aliased bool) (Node, error) {
	b.nodes++
	if aliased {
		b.aliased++
	}
	if depth > maxDepth || b.nodes > maxNodes || b.aliased > maxAliased {
		return Node{}, tooLarge(true, n.Line)
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) == 1 {
			return b.build(n.Content[0], depth, aliased)
		}
	case yaml.AliasNode:
		return b.build(n.Alias, depth+1, true)
	case yaml.MappingNode:
		return b.mapping(n, depth, aliased)
	case yaml.SequenceNode:
		return b.sequence(n, depth, aliased)
	case yaml.ScalarNode:
		if n.Tag != "!!null" {
			return Node{Kind: Scalar, Value: n.Value, Line: n.Line}, nil
		}
	}
	return Node{Kind: Null, Line: n.Line}, nil
}

func (b *yamlBuilder) sequence(n *yaml.Node, depth int, aliased bool) (Node, error) {
	out := Node{Kind: List, Line: n.Line, Children: make([]Node, 0, len(n.Content))}
	for _, c := range n.Content {
		v, err := b.build(c, depth+1, aliased)
		if err != nil {
			return Node{}, err
		}
		out.Children = append(out.Children, v)
	}
	return out, nil
}

// mapping reads a map. What merge keys bring comes first, less what the map
// itself has, so that the last of two equal keys always holds. A key that is no
// scalar (what an unquoted template reads as) is left out with its value.
func (b *yamlBuilder) mapping(n *yaml.Node, depth int, aliased bool) (Node, error) {
	out := Node{Kind: Map, Line: n.Line}
	own := make([]Node, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind == yaml.AliasNode {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			continue
		}
		child, err := b.build(v, depth+1, aliased)
		if err != nil {
			return Node{}, err
		}
		if k.Tag == "!!merge" {
			out.Children = append(out.Children, merged(child)...)
			continue
		}
		child.Key, child.Line = k.Value, k.Line
		own = append(own, child)
	}
	out.Children = override(out.Children, own)
	return out, nil
}

// merged returns what a merge key brings; of a list of maps the first one wins.
func merged(n Node) []Node {
	if n.Kind != List {
		return n.Children
	}
	var out []Node
	for _, c := range slices.Backward(n.Children) {
		out = override(out, c.Children)
	}
	return out
}

// override returns base without the keys that own has, and then own. Without a
// base, equal keys in own are kept: a file may repeat one, and the last holds.
func override(base, own []Node) []Node {
	if len(base) == 0 {
		return own
	}
	has := make(map[string]bool, len(own))
	for _, n := range own {
		has[n.Key] = true
	}
	var out []Node
	for _, n := range base {
		if !has[n.Key] {
			out = append(out, n)
		}
	}
	return append(out, own...)
}
