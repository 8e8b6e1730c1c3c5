package survey

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Schema names the format of the answers file.
const Schema = "gantry.answers/v1"

// ParseAnswers reads an answers file against the bank. When anything in it is
// wrong, the error is a *ParseError with every problem, unless the file is no YAML at all.
func ParseAnswers(data []byte, bank *Bank) (Answers, error) {
	text, err := decode(data)
	if err != nil {
		return Answers{}, fmt.Errorf("reading answers: %w", err)
	}
	root, err := document(text)
	if err != nil {
		return Answers{}, fmt.Errorf("reading answers: %w", err)
	}
	p := &parser{bank: bank}
	p.file(root)
	if len(p.problems) > 0 {
		return Answers{}, newParseError(p.problems)
	}
	return p.answers, nil
}

// document parses the only document of the file; nil when it is empty.
func document(text []byte) (*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil //nolint:nilnil // an empty file is no error of YAML
	case err != nil:
		return nil, err
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, errors.New("one document is allowed: a line --- begins a second one")
	}
	return doc.Content[0], nil
}

// parser collects answers and problems.
type parser struct {
	reader
	bank    *Bank
	answers Answers
}

func (p *parser) file(root *yaml.Node) {
	if root == nil {
		p.problems = append(p.problems, Problem{1, 1, i18n.Textf("文件为空, 第一行应为 schema: %s", "the file is empty; begin with schema: %s", Schema)})
		return
	}
	p.guard(root, 0)
	known := []string{"schema", "org", "envs", "apps"}
	sawSchema := false
	for _, e := range p.entries(root, "file") {
		switch e.key {
		case "schema":
			sawSchema = true
			if e.value.Value != Schema {
				p.add(e.value, "schema 为 %[1]s, 应为 %[2]s", "schema is %[1]s, want %[2]s", show(e.value.Value), Schema)
			}
		case "org":
			p.scope(e.value, Place{})
		case "envs":
			for _, env := range p.names(e.value, "envs") {
				p.scope(env.value, Place{Env: env.key})
			}
		case "apps":
			for _, app := range p.names(e.value, "apps") {
				p.scope(app.value, Place{App: app.key})
			}
		default:
			p.unknown(e.node, "file", e.key, known)
		}
	}
	if !sawSchema {
		p.add(root, "缺少 schema: %s", "schema: %s is missing", Schema)
	}
}

// names returns the entries of envs, apps or components, whose keys are names.
func (p *parser) names(n *yaml.Node, where string) []entry {
	var out []entry
	for _, e := range p.entries(n, where) {
		if e.key == "" || len(e.key) > 100 {
			p.add(e.node, "%s 下的名称不能为空或超过 100 个字符", "a name below %s is empty or longer than 100 characters", where)
			continue
		}
		out = append(out, e)
	}
	return out
}

func (p *parser) scope(n *yaml.Node, at Place) {
	for _, e := range p.entries(n, at.String()) {
		if e.key == "components" && at.Level() == App {
			for _, c := range p.names(e.value, at.String()+".components") {
				p.scope(c.value, Place{App: at.App, Component: c.key})
			}
			continue
		}
		q, ok := p.bank.Question(e.key)
		if !ok {
			p.unknown(e.node, at.String(), e.key, p.idsAt(at.Level()))
			continue
		}
		if !q.Allows(at.Level()) {
			p.wrongScope(e.node, q, at)
			continue
		}
		if a, ok := p.answer(e, q); ok {
			a.Scope, a.Line = at.String(), e.node.Line
			p.answers.Set(at, q.ID, a)
		}
	}
}

func (p *parser) idsAt(l Level) []string {
	var out []string
	for _, q := range p.bank.Questions() {
		if q.Allows(l) {
			out = append(out, q.ID)
		}
	}
	return out
}

func (p *parser) wrongScope(n *yaml.Node, q Question, at Place) {
	var allowed []string
	for _, l := range []Level{Org, Env, App, Component} {
		if q.Allows(l) {
			allowed = append(allowed, map[Level]string{
				Org: "org", Env: "envs.<env>", App: "apps.<app>", Component: "apps.<app>.components.<component>",
			}[l])
		}
	}
	text := choices("", allowed)
	p.add(n, "%[1]s 不能在 %[2]s 回答%[3]s", "%[1]s cannot be answered at %[2]s%[4]s", q.ID, at, text.ZH, text.EN)
}

// wrapperKeys are the keys of the long form of an answer; no column may have one.
func wrapperKeys() []string {
	return []string{"value", "unknown", "na", "confidence", "by", "at", "note", "owner", "due"}
}

// answer reads the long or the short form.
func (p *parser) answer(e entry, q Question) (Answer, bool) {
	if !isWrapper(e.value) {
		v, ok := p.value(e.value, q)
		return Answer{State: Known, Value: v}, ok
	}
	before := len(p.problems)
	a := Answer{}
	var states []string
	for _, f := range p.entries(e.value, q.ID) {
		switch f.key {
		case "value":
			a.State = Known
			a.Value, _ = p.value(f.value, q)
			states = append(states, f.key)
		case "unknown", "na":
			a.State = map[string]State{"unknown": Unknown, "na": NotApplicable}[f.key]
			if b, err := parseBool(f.value.Value); err != nil || b != yes {
				p.add(f.value, "%[1]s 的 %[2]s 只能为 true; 不适用时删去该行", "%[1]s: %[2]s can only be true; leave the line out otherwise", q.ID, f.key)
			}
			states = append(states, f.key)
		default:
			p.about(&a, f, q)
		}
	}
	if len(states) != 1 {
		p.add(e.node, "%s 必须且只能有 value、unknown: true、na: true 之一", "%s needs exactly one of value, unknown: true, na: true", q.ID)
	}
	return a, len(p.problems) == before
}

// isWrapper tells the long form from a record, whose keys are columns.
func isWrapper(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i < len(n.Content); i += 2 {
		if slices.Contains(wrapperKeys(), n.Content[i].Value) {
			return true
		}
	}
	return false
}

func confidenceKeys() []string {
	var out []string
	for _, c := range Confidences() {
		out = append(out, string(c))
	}
	return out
}

// about reads who said it, when, and how sure they were.
func (p *parser) about(a *Answer, f entry, q Question) {
	text := f.value.Value
	if f.value.Kind != yaml.ScalarNode {
		p.add(f.value, "%[1]s 的 %[2]s 应为文本", "%[1]s: %[2]s is a text", q.ID, f.key)
		return
	}
	switch f.key {
	case "confidence":
		a.Confidence = Confidence(text)
		if all := confidenceKeys(); !slices.Contains(all, text) {
			p.unknown(f.value, q.ID+".confidence", text, all)
		}
	case "by":
		a.By = text
	case "note":
		a.Note = text
	case "owner":
		a.Owner = text
	case "due":
		a.Due = text
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			p.add(f.value, "%[1]s 的 due 为 %[2]s, 应为日期, 如 2026-11-30", "%[1]s: due is %[2]s, want a date such as 2026-11-30", q.ID, show(text))
		}
	case "at":
		a.At = text
		if !isTime(text) {
			p.add(f.value, "%[1]s 的 at 为 %[2]s, 应为日期, 如 2026-11-30", "%[1]s: at is %[2]s, want a date such as 2026-11-30", q.ID, show(text))
		}
	default:
		p.unknown(f.node, q.ID, f.key, wrapperKeys())
	}
	if len(text) > maxText {
		p.add(f.value, "%[1]s 的 %[2]s 超过 %[3]d 字节", "%[1]s: %[2]s is longer than %[3]d bytes", q.ID, f.key, maxText)
	}
}

const maxText = 4000

func isTime(s string) bool {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", time.DateTime} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}
