package rules

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// document is a file of rules.
type document struct {
	Rules []Rule `yaml:"rules"`
}

// decode reads a file of rules, strictly, and checks each. Every problem is an error
// that starts with the file and the line.
func decode(name, text string) ([]located, []error) {
	var doc document
	dec := yaml.NewDecoder(strings.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, yamlProblems(name, text, err)
	}
	if err := dec.Decode(&document{}); !errors.Is(err, io.EOF) {
		return nil, []error{fmt.Errorf("%s: more than one YAML document; put all rules below the one key rules", name)}
	}
	root := sync.OnceValue(func() *yaml.Node {
		var n yaml.Node
		_ = yaml.Unmarshal([]byte(text), &n) // was decoded before
		return &n
	})
	var out []located
	var problems []error
	for i, r := range doc.Rules {
		l := located{Rule: r, at: func() (string, *yaml.Node) { return name, lookup(root(), "rules", i) }}
		c := checker{at: l.at}
		c.rule(r)
		out, problems = append(out, l), append(problems, c.problems...)
	}
	return out, problems
}

var (
	yamlLineRE = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	yamlTypeRE = regexp.MustCompile(` (?:in type|into) [\w.\[\]*]+$`)
)

// yamlProblems splits an error of the decoder into one for each line. Of an error without a line, the rule
// that it is about is looked for.
func yamlProblems(name, text string, err error) []error {
	texts := []string{err.Error()}
	if te, ok := errors.AsType[*yaml.TypeError](err); ok {
		texts = te.Errors
	}
	var out []error
	for _, t := range texts {
		if m := yamlLineRE.FindStringSubmatch(t); m != nil {
			out = append(out, fmt.Errorf("%s:%s: %s", name, m[1], yamlTypeRE.ReplaceAllString(m[2], "")))
		} else if line := lineOfProblem(text, t); line > 0 {
			out = append(out, fmt.Errorf("%s:%d: %s", name, line, strings.TrimPrefix(t, "yaml: ")))
		} else {
			out = append(out, fmt.Errorf("%s: %s", name, strings.TrimPrefix(t, "yaml: ")))
		}
	}
	return out
}

// lineOfProblem is the line of the first rule that decodes with the same error, 0 for none.
func lineOfProblem(text, problem string) int {
	var root yaml.Node
	if yaml.Unmarshal([]byte(text), &root) != nil {
		return 0
	}
	list := lookup(&root, "rules")
	if list == nil || list.Kind != yaml.SequenceNode {
		return 0
	}
	for _, n := range list.Content {
		var r Rule
		if err := n.Decode(&r); err != nil && err.Error() == problem {
			return n.Line
		}
	}
	return 0
}

// lookup follows keys (string) and places in lists (int) as far as they lead.
func lookup(n *yaml.Node, steps ...any) *yaml.Node {
	for n != nil && (n.Kind == yaml.DocumentNode || n.Kind == yaml.AliasNode) {
		if n.Kind == yaml.AliasNode {
			n = n.Alias
		} else if len(n.Content) > 0 {
			n = n.Content[0]
		} else {
			return n
		}
	}
	if n == nil || len(steps) == 0 {
		return n
	}
	switch step := steps[0].(type) {
	case int:
		if n.Kind == yaml.SequenceNode && step < len(n.Content) {
			return lookup(n.Content[step], steps[1:]...)
		}
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value != step {
				continue
			}
			if next := lookup(n.Content[i+1], steps[1:]...); next.Kind != yaml.ScalarNode || len(steps) > 1 {
				return next
			}
			return n.Content[i] // of a text, the key is where it starts
		}
	}
	return n
}

func lineOf(n *yaml.Node) int {
	if n == nil {
		return 0
	}
	return n.Line
}
