package classify

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/assess"
)

// ModelSchema names the form of a file with coefficients.
const ModelSchema = "gantry.model/v1"

// maxModel bounds what ParseModel reads, and maxProblems what it tells.
const (
	maxModel    = 1 << 20
	maxProblems = 50
)

// ParseModel reads overrides of coefficients over DefaultModel. The file has the line
// "schema: gantry.model/v1" and, below the key estimation, keys of docs/estimation.md, nested or with
// dots; ranges are lists of two. What is below portfolio belongs to another model. An error joins
// every problem with its line, and the model is the default one then.
func ParseModel(data []byte) (Model, error) {
	if len(data) > maxModel {
		return DefaultModel(), fmt.Errorf("reading the coefficients: the file is larger than %d KiB", maxModel>>10)
	}
	top, err := topMapping(data)
	if err != nil {
		return DefaultModel(), fmt.Errorf("reading the coefficients: %w", err)
	}
	p := &modelParser{model: DefaultModel(), at: map[string]Coefficient{}, seen: map[string]int{}}
	for _, g := range p.model.Coefficients() {
		for _, c := range g.Coefficients {
			p.at[c.Key] = c
		}
	}
	p.top(top)
	if len(p.problems) > 0 {
		return DefaultModel(), fmt.Errorf("reading the coefficients: %w", errors.Join(p.problems...))
	}
	return p.model, nil
}

// topMapping parses one document whose top is a mapping.
func topMapping(data []byte) (*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("the file is empty; it begins with schema: %s", ModelSchema)
		}
		return nil, err
	}
	if err := dec.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more than one document in it")
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("the top is no mapping of keys to values")
	}
	return doc.Content[0], nil
}

type modelParser struct {
	model    Model
	at       map[string]Coefficient
	seen     map[string]int // line on which a key was first
	problems []error
}

func (p *modelParser) problem(n *yaml.Node, format string, args ...any) {
	if len(p.problems) < maxProblems {
		p.problems = append(p.problems, fmt.Errorf("line %d: %s", n.Line, fmt.Sprintf(format, args...)))
	}
}

func (p *modelParser) top(n *yaml.Node) {
	schema := false
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "schema":
			schema = value.Value == ModelSchema
			if !schema {
				p.problem(value, "schema is %.60q; this program reads %s", value.Value, ModelSchema)
			}
		case "estimation":
			p.mapping("", value, 0)
		case "portfolio": // the model of the portfolio plan reads it
		default:
			p.problem(key, "%.60q is no part of this file; its parts are schema, estimation and portfolio", key.Value)
		}
	}
	if !schema && len(p.problems) == 0 {
		p.problem(n, "there is no schema; write schema: %s", ModelSchema)
	}
}

// mapping reads keys below a prefix. A key may hold dots itself.
func (p *modelParser) mapping(prefix string, n *yaml.Node, depth int) {
	if n.Kind != yaml.MappingNode || depth > 8 {
		p.problem(n, "%s holds no mapping of keys to values", orTop(prefix))
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		full := key.Value
		if prefix != "" {
			full = prefix + "." + key.Value
		}
		c, known := p.at[full]
		switch {
		case known && p.seen[full] > 0:
			p.problem(key, "%s is there twice, first on line %d", full, p.seen[full])
		case known:
			p.seen[full] = key.Line
			p.set(c, value)
		case value.Kind == yaml.MappingNode:
			p.mapping(full, value, depth+1)
		default:
			p.problem(key, "%.80q is no coefficient; docs/estimation.md lists them", full)
		}
	}
}

func orTop(prefix string) string {
	if prefix == "" {
		return "estimation"
	}
	return prefix
}

func (p *modelParser) set(c Coefficient, n *yaml.Node) {
	if c.hours == nil {
		if v, ok := p.float(c, n); ok {
			*c.one = v
		}
		return
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
		p.problem(n, "%s is a range; write [least, most]", c.Key)
		return
	}
	least, ok := p.float(c, n.Content[0])
	most, okMost := p.float(c, n.Content[1])
	switch {
	case !ok || !okMost:
	case least > most:
		p.problem(n, "the least of %s is more than the most", c.Key)
	default:
		*c.hours = assess.Hours{least, most}
	}
}

func (p *modelParser) float(c Coefficient, n *yaml.Node) (float64, bool) {
	v, err := strconv.ParseFloat(n.Value, 64)
	if n.Kind != yaml.ScalarNode || err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		p.problem(n, "%s is %.40q and must be a number", c.Key, n.Value)
		return 0, false
	}
	if v < c.Least || v > c.Most {
		p.problem(n, "%s is %v and must be between %v and %v", c.Key, v, c.Least, c.Most)
		return 0, false
	}
	return v, true
}

// clone copies what a model shares, so that overriding one leaves others alone.
func (m Model) clone() Model {
	m.Effort.Answers = slices.Clone(m.Effort.Answers)
	return m
}
