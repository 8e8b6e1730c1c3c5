package survey

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// YAML prints the answers as an answers file, below a comment of one or more
// lines: places in the order of Place.Compare, questions in the order of the bank.
// ParseAnswers reads back what it prints. Answers to questions that the bank lacks
// are left out.
func (a Answers) YAML(bank *Bank, comment string) ([]byte, error) {
	root := mapping()
	root.HeadComment = comment
	put(root, "schema", scalarNode(Schema))
	put(root, string(Org), a.scopeNode(bank, Place{}))
	envs := mapping()
	for _, env := range a.Environments() {
		put(envs, env, a.scopeNode(bank, Place{Env: env}))
	}
	put(root, "envs", envs)
	apps := mapping()
	for _, app := range a.Applications() {
		node := a.scopeNode(bank, Place{App: app})
		components := mapping()
		for _, c := range a.Components(app) {
			put(components, c, a.scopeNode(bank, Place{App: app, Component: c}))
		}
		if len(components.Content) > 0 {
			put(node, "components", components)
		}
		put(apps, app, node)
	}
	put(root, "apps", apps)
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return nil, fmt.Errorf("printing the answers: %w", err)
	}
	return out.Bytes(), nil
}

func (a Answers) scopeNode(bank *Bank, at Place) *yaml.Node {
	n := mapping()
	for _, q := range bank.Questions() {
		if answer, ok := a.At(at, q.ID); ok {
			put(n, q.ID, answer.node(q))
		}
	}
	return n
}

// node is the long form; the short one would lose who said it and when.
func (a Answer) node(q Question) *yaml.Node {
	n := mapping()
	switch a.State {
	case Known:
		put(n, "value", valueNode(q, a.Value))
	default:
		put(n, string(a.State), Field{Type: Bool}.node(yes))
	}
	for _, about := range []struct{ key, text string }{
		{"confidence", string(a.Confidence)}, {"by", a.By}, {"at", a.At}, {"note", a.Note}, {"owner", a.Owner}, {"due", a.Due},
	} {
		if about.text != "" {
			put(n, about.key, scalarNode(about.text))
		}
	}
	if a.State == Known && len(n.Content) == 2 && (q.Type != Record || !isWrapper(n.Content[1])) {
		return n.Content[1]
	}
	if q.Type != Table || a.State != Known {
		n.Style = yaml.FlowStyle
	}
	return n
}

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode} }

func put(m *yaml.Node, key string, value *yaml.Node) {
	m.Content = append(m.Content, scalarNode(key), value)
}
