package survey

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Check reads a value as the answers file would, and returns it in its canonical
// form together with everything that is wrong with it. Every driver of the survey
// checks with it, so that none accepts what another refuses.
func (q Question) Check(v Value) (Value, []i18n.Text) {
	if q.Type == Choice {
		if o, ok := q.Option(v.Text); ok {
			return Value{Text: o.Key}, nil // the most frequent answer, and nothing is to be read
		}
	}
	out, problems := readValue(q, valueNode(q, v))
	texts := make([]i18n.Text, len(problems))
	for i, p := range problems {
		texts[i] = p.Text
	}
	return out, texts
}

// Parse reads the text of a scalar and returns its canonical form, or what is
// wanted instead. Of a multi or list it reads one item.
func (f Field) Parse(s string) (text string, want i18n.Text) {
	switch f.Type {
	case Multi:
		f.Type = Choice
	case List:
		f.Type = Text
	}
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return "", i18n.Text{ZH: "不能为空；不知道时请答“不知道”", EN: "it is empty; answer that it is unknown when nobody knows"}
	case len(s) > maxText:
		return "", i18n.Textf("最长 %d 字节", "at most %d bytes", maxText)
	case looksSecret(s):
		return "", i18n.Text{ZH: "像是口令、密钥或令牌：只写明保管位置，不写内容", EN: "it looks like a password, key or token: say where it is kept, not what it is"}
	case f.Type == Choice:
		if _, ok := f.Option(s); ok {
			return s, i18n.Text{}
		}
		list := choices(s, optionKeys(f))
		return "", i18n.Textf("没有这个选项%[1]s", "there is no such option%[2]s", list.ZH, list.EN)
	}
	text, wanted := f.parse(s)
	if wanted.Complete() {
		return "", i18n.Textf("应为%[1]s", "want %[2]s", wanted.ZH, wanted.EN)
	}
	return text, i18n.Text{}
}

// LooksSecret tells whether a text holds a password, key or token, which no
// answer, note or name may.
func LooksSecret(s string) bool { return looksSecret(s) }

func scalarNode(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
}

// valueNode is the value as the answers file writes it.
func valueNode(q Question, v Value) *yaml.Node {
	switch q.Type {
	case Multi, List:
		n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, s := range v.List {
			n.Content = append(n.Content, q.Field.node(s))
		}
		return n
	case Table:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for _, r := range v.Rows {
			n.Content = append(n.Content, rowNode(q, r))
		}
		return n
	case Record:
		return rowNode(q, v.Record())
	}
	return q.Field.node(v.Text)
}

func rowNode(q Question, r Row) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, c := range r {
		column, _ := q.Column(c.Column)
		n.Content = append(n.Content, scalarNode(c.Column), column.node(c.Text))
	}
	return n
}

// node is a scalar in the form that needs no quotes where its type has one.
func (f Field) node(s string) *yaml.Node {
	n := scalarNode(s)
	switch f.Type {
	case Bool, Number, Percent:
		n.Tag = "" // resolved from the text, which is a plain bool or number
	}
	return n
}

// HasRisk tells whether some answer to the question means a risk or its absence.
func (q Question) HasRisk() bool {
	if q.Field.hasRisk() {
		return true
	}
	for _, c := range q.Columns {
		if c.hasRisk() {
			return true
		}
	}
	return false
}

func (f Field) hasRisk() bool {
	for _, o := range f.Options {
		if o.Risk != "" {
			return true
		}
	}
	return false
}
