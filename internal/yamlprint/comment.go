package yamlprint

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// comment puts text at the field: behind a scalar, above anything else.
func comment(root *yaml.Node, path, text string) error {
	key, value, err := find(root, path)
	switch {
	case err != nil:
		return err
	case value.Kind == yaml.ScalarNode && value.Style != yaml.LiteralStyle:
		value.LineComment = "# " + text
	case key != nil:
		key.HeadComment = "# " + text
	default:
		value.HeadComment = "# " + text
	}
	return nil
}

// find returns the key node (nil for a list item) and the value node at a path.
func find(n *yaml.Node, path string) (key, value *yaml.Node, err error) {
	value = n
	for _, step := range steps(path) {
		if i, ok := step.index(); ok {
			if value.Kind != yaml.SequenceNode || i >= len(value.Content) {
				return nil, nil, fmt.Errorf("commenting %s: no item %d", path, i)
			}
			key, value = nil, value.Content[i]
			continue
		}
		k, v := child(value, string(step))
		if v == nil {
			return nil, nil, fmt.Errorf("commenting %s: no field %s", path, step)
		}
		key, value = k, v
	}
	return key, value, nil
}

func child(n *yaml.Node, name string) (key, value *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

// step is one element of a field path: a field name, or [i].
type step string

func (s step) index() (int, bool) {
	if !strings.HasPrefix(string(s), "[") {
		return 0, false
	}
	i, err := strconv.Atoi(strings.Trim(string(s), "[]"))
	return i, err == nil && i >= 0
}

// steps splits a.b[0].c; a field name with dots in it is written ["a.b/c"].
func steps(path string) []step {
	var out []step
	for path != "" {
		switch {
		case strings.HasPrefix(path, `["`):
			name, rest, _ := strings.Cut(path[2:], `"]`)
			out, path = append(out, step(name)), rest
		case path[0] == '[':
			i, rest, _ := strings.Cut(path, "]")
			out, path = append(out, step(i+"]")), rest
		case path[0] == '.':
			path = path[1:]
		default:
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			out, path = append(out, step(path[:end])), path[end:]
		}
	}
	return out
}
