package survey

import (
	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// reader walks YAML nodes and collects what is wrong with them.
type reader struct {
	problems []Problem
	refused  map[*yaml.Node]bool // named as a problem already: secrets, aliases
}

// entry is one key of a mapping with its value.
type entry struct {
	key   string
	node  *yaml.Node // of the key
	value *yaml.Node
}

const (
	maxDepth = 12
	maxRows  = 1000
)

// add notes a problem at a node. A language may leave arguments out when it
// numbers those that it uses.
func (r *reader) add(n *yaml.Node, zh, en string, args ...any) {
	r.problems = append(r.problems, Problem{n.Line, n.Column, i18n.Textf(zh, en, args...)})
}

// unknown notes a key that does not exist, with the closest that does.
func (r *reader) unknown(n *yaml.Node, where, found string, allowed []string) {
	if r.refused[n] {
		return
	}
	list := choices(found, allowed)
	r.add(n, "%[1]s 中没有 %[2]s%[3]s", "%[1]s has no %[2]s%[4]s", where, show(found), list.ZH, list.EN)
}

// guard refuses, in the whole tree, what no answer may hold: secrets, aliases,
// tags of one's own and absurd depth.
func (r *reader) guard(n *yaml.Node, depth int) {
	if r.refused == nil {
		r.refused = map[*yaml.Node]bool{}
	}
	switch {
	case depth > maxDepth:
		r.add(n, "嵌套超过 %d 层", "nested deeper than %d levels", maxDepth)
		r.refused[n] = true
		n.Content = nil
		return
	case n.Kind == yaml.AliasNode:
		r.add(n, "不支持别名 (*), 请写出完整内容", "aliases (*) are not supported: write the content out")
		r.refused[n] = true
		return
	case n.Style&yaml.TaggedStyle != 0:
		r.add(n, "不支持标签 (!)", "tags (!) are not supported")
		r.refused[n] = true
	case n.Kind == yaml.ScalarNode && looksSecret(n.Value):
		r.add(n, "此处像是口令、密钥或令牌, 拒绝读取: 只写明保管位置, 不写内容",
			"this looks like a password, key or token and is refused: say where it is kept, not what it is")
		r.refused[n] = true
	}
	for _, c := range n.Content {
		r.guard(c, depth+1)
	}
}

// entries returns the entries of a mapping, in order, and notes what is not one.
// A refused node has none.
func (r *reader) entries(n *yaml.Node, where string) []entry {
	if r.refused[n] {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.add(n, "%[1]s 应为映射 (键: 值)", "%[1]s is a mapping (key: value)", where)
		return nil
	}
	seen := map[string]int{}
	var out []entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch first, twice := seen[key.Value]; {
		case r.refused[key]:
			continue
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge":
			r.add(key, "%[1]s 的键应为文本", "%[1]s: a key is a text", where)
			continue
		case twice:
			r.add(key, "%[1]s 中 %[2]s 重复, 已在第 %[3]d 行出现", "%[1]s: %[2]s is there twice, first in line %[3]d", where, show(key.Value), first)
			continue
		}
		seen[key.Value] = key.Line
		out = append(out, entry{key.Value, key, value})
	}
	return out
}

// readValue reads a value of the question on its own, as the bank does.
func readValue(q Question, n *yaml.Node) (Value, []Problem) {
	var r reader
	r.guard(n, 0)
	v, _ := r.value(n, q)
	return v, r.problems
}

// value reads the value of a question, and tells whether it could.
func (r *reader) value(n *yaml.Node, q Question) (Value, bool) {
	if r.refused[n] {
		return Value{}, false
	}
	before := len(r.problems)
	var v Value
	switch q.Type {
	case Multi, List:
		v.List = r.list(n, q)
	case Table:
		v.Rows = r.table(n, q)
	case Record:
		if row := r.row(n, q); row != nil {
			v.Rows = []Row{row}
		}
	default:
		v.Text, _ = r.scalar(n, q.Field, q.ID)
	}
	return v, len(r.problems) == before
}

func (r *reader) list(n *yaml.Node, q Question) []string {
	items, ok := r.sequence(n, q.ID)
	if !ok {
		return nil
	}
	item := q.Field
	item.Type = map[Type]Type{Multi: Choice, List: Text}[q.Type]
	seen := map[string]bool{}
	out := []string{}
	for _, c := range items {
		text, ok := r.scalar(c, item, q.ID)
		switch {
		case !ok:
			continue
		case seen[text]:
			r.add(c, "%[1]s 中 %[2]s 重复", "%[1]s: %[2]s is there twice", q.ID, show(text))
			continue
		}
		seen[text] = true
		out = append(out, text)
	}
	if q.Most > 0 && len(out) > q.Most {
		r.add(n, "%[1]s 最多选 %[2]d 项", "%[1]s takes %[2]d at most", q.ID, q.Most)
	}
	for _, o := range q.Options {
		if o.Exclusive && seen[o.Key] && len(out) > 1 {
			r.add(n, "%[1]s 选了 %[2]s 就不能再选其他", "%[1]s: nothing else goes beside %[2]s", q.ID, o.Key)
		}
	}
	return out
}

func (r *reader) sequence(n *yaml.Node, where string) ([]*yaml.Node, bool) {
	switch {
	case n.Kind != yaml.SequenceNode:
		r.add(n, "%[1]s 应为列表 (每项以 - 开头, 或写成 [a, b])", "%[1]s is a list (items begin with -, or [a, b])", where)
		return nil, false
	case len(n.Content) > maxRows:
		r.add(n, "%[1]s 超过 %[2]d 项", "%[1]s has more than %[2]d items", where, maxRows)
		return nil, false
	}
	return n.Content, true
}

func (r *reader) table(n *yaml.Node, q Question) []Row {
	items, ok := r.sequence(n, q.ID)
	if !ok {
		return nil
	}
	rows := []Row{}
	seen := map[[2]string]int{}
	for _, c := range items {
		row := r.row(c, q)
		for _, cell := range row {
			col, _ := q.Column(cell.Column)
			key := [2]string{cell.Column, cell.Text}
			first, twice := seen[key]
			if col.Unique && twice {
				r.add(c, "%[1]s 的 %[2]s 重复: %[3]s, 已在第 %[4]d 行出现", "%[1]s: %[2]s %[3]s is there twice, first in line %[4]d",
					q.ID, cell.Column, show(cell.Text), first)
			}
			seen[key] = c.Line
		}
		if row != nil {
			rows = append(rows, row)
		}
	}
	return rows
}

// row reads the cells of a row, in the order of the columns.
func (r *reader) row(n *yaml.Node, q Question) Row {
	cells := map[string]string{}
	values := map[string]*yaml.Node{}
	entries := r.entries(n, q.ID)
	for _, e := range entries {
		col, ok := q.Column(e.key)
		if !ok {
			r.unknown(e.node, q.ID, e.key, columnKeys(q))
			continue
		}
		if text, ok := r.scalar(e.value, col.Field, q.ID+"."+col.Key); ok {
			cells[col.Key], values[col.Key] = text, e.value
		}
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		r.add(n, "%[1]s 没有内容; 不知道时写 unknown: true", "%[1]s is empty; write unknown: true when nobody knows", q.ID)
	}
	if v, ok := values["setting"]; ok && (cells["secret"] == yes || looksSecret(cells["key"]+"="+cells["setting"])) {
		r.add(v, "%[1]s 是敏感项, 不能写入其值", "%[1]s is a secret: leave its value out", cells["key"])
	}
	var row Row
	for _, c := range q.Columns {
		text, given := cells[c.Key]
		if given {
			row = append(row, Cell{c.Key, text})
		}
		if c.Required && !given && n.Kind == yaml.MappingNode && !hasKey(entries, c.Key) {
			r.add(n, "%[1]s 缺少 %[2]s", "%[1]s lacks %[2]s", q.ID, c.Key)
		}
	}
	return row
}

func hasKey(entries []entry, key string) bool {
	for _, e := range entries {
		if e.key == key {
			return true
		}
	}
	return false
}

func columnKeys(q Question) []string {
	out := make([]string, len(q.Columns))
	for i, c := range q.Columns {
		out[i] = c.Key
	}
	return out
}
