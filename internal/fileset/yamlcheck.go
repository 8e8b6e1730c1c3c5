package fileset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// brokenByMerge reports whether a text that merged line by line is no longer valid YAML while both sides were:
// both may have added the same key in two places, or one may have moved what the other indented. Files of other
// formats and templates, which are no YAML by themselves, are not checked.
func brokenByMerge(name string, mine, generated, merged []byte) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml":
	default:
		return nil
	}
	if checkYAML(mine) != nil || checkYAML(generated) != nil {
		return nil
	}
	return checkYAML(merged)
}

// checkYAML parses every document and looks for keys that occur twice. Aliases are not followed.
func checkYAML(content []byte) error {
	dec := yaml.NewDecoder(bytes.NewReader(content))
	for {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := uniqueKeys(&doc); err != nil {
			return err
		}
	}
}

func uniqueKeys(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		seen := make(map[string]bool, len(n.Content)/2)
		for i := 0; i < len(n.Content); i += 2 {
			key := n.Content[i]
			if key.Kind != yaml.ScalarNode {
				continue
			}
			id := key.ShortTag() + " " + key.Value
			if seen[id] {
				return fmt.Errorf("line %d: key %q occurs twice", key.Line, key.Value)
			}
			seen[id] = true
		}
	}
	for _, child := range n.Content {
		if err := uniqueKeys(child); err != nil {
			return err
		}
	}
	return nil
}
