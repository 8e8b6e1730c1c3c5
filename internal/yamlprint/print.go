// Package yamlprint prints typed objects as the YAML that a person would have
// written: two spaces, block style, apiVersion first, nothing empty that the
// types leave behind, and comments at chosen fields.
package yamlprint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Options of Print.
type Options struct {
	// Header is printed as comment lines on top.
	Header []string
	// First names the fields that lead the object; apiVersion, kind and metadata
	// when it is nil.
	First []string
	// Comments are by field path (spec.template.spec.containers[0].image); a path
	// that the object lacks is an error, so that a comment is never lost.
	Comments map[string]string
}

// Print marshals obj by its JSON tags and prints it. Maps are sorted by key,
// structs keep the order of their fields.
func Print(obj any, opt Options) ([]byte, error) {
	raw, err := json.Marshal(obj)
	if err != nil {
		return nil, fmt.Errorf("printing %T as YAML: %w", obj, err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, fmt.Errorf("printing %T as YAML: %w", obj, err)
	}
	root := doc.Content[0]
	tidy(root)
	lead(root, opt.First)
	for _, path := range sortedKeys(opt.Comments) {
		if err := comment(root, path, opt.Comments[path]); err != nil {
			return nil, fmt.Errorf("printing %T as YAML: %w", obj, err)
		}
	}
	var b bytes.Buffer
	for _, h := range opt.Header {
		b.WriteString(strings.TrimRight("# "+h, " ") + "\n")
	}
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	enc.CompactSeqIndent()
	if err := enc.Encode(root); err != nil {
		return nil, fmt.Errorf("printing %T as YAML: %w", obj, err)
	}
	if err := enc.Close(); err != nil {
		return nil, fmt.Errorf("printing %T as YAML: %w", obj, err)
	}
	return b.Bytes(), nil
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// tidy drops nulls and the empty leftovers of typed objects, and sets the style
// of every node.
func tidy(n *yaml.Node) {
	n.Style = 0
	switch n.Kind {
	case yaml.MappingNode:
		var kept []*yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if value.Tag == "!!null" {
				continue
			}
			tidy(value)
			if key.Value == "status" && value.Kind == yaml.MappingNode || isLeftover(key.Value, value) {
				continue
			}
			quote(key)
			kept = append(kept, key, value)
		}
		n.Content = kept
		if len(kept) == 0 {
			n.Style = yaml.FlowStyle
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			tidy(c)
		}
		if len(n.Content) == 0 {
			n.Style = yaml.FlowStyle
		}
	case yaml.ScalarNode:
		quote(n)
	}
}

// isLeftover tells whether an empty map means nothing at this key; elsewhere it
// does ({} selects every pod, emptyDir: {} is a volume).
func isLeftover(key string, value *yaml.Node) bool {
	if value.Kind != yaml.MappingNode || len(value.Content) > 0 {
		return false
	}
	switch key {
	case "resources", "strategy", "updateStrategy", "metadata", "taskRunTemplate", "securityContext", "computeResources", "template":
		return true
	}
	return false
}

// lead puts the named fields in front, in their order.
func lead(n *yaml.Node, first []string) {
	if n.Kind != yaml.MappingNode {
		return
	}
	if first == nil {
		first = []string{"apiVersion", "kind", "metadata"}
	}
	var front, rest []*yaml.Node
	for _, want := range first {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == want {
				front = append(front, n.Content[i], n.Content[i+1])
			}
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if !slices.Contains(front, n.Content[i]) {
			rest = append(rest, n.Content[i], n.Content[i+1])
		}
	}
	n.Content = slices.Concat(front, rest)
}

// quote gives a string the style in which every YAML reader sees a string:
// literal when it has several lines, quoted when a YAML 1.1 reader would see
// something else in it.
func quote(n *yaml.Node) {
	n.Style = 0
	if n.Tag != "!!str" {
		return
	}
	switch {
	case strings.Contains(n.Value, "\n"):
		n.Style = yaml.LiteralStyle
	case ambiguous(n.Value):
		n.Style = yaml.DoubleQuotedStyle
	}
}
