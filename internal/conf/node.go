package conf

import "strconv"

// Kind is the shape of a node.
type Kind uint8

// The kinds. Null is a value that was left out; it has no text.
const (
	Scalar Kind = iota
	Null
	Map
	List
)

// Node is a value with its shape kept. Key is its key when it stands in a map,
// Value the text of a scalar. Aliases and merge keys are resolved.
type Node struct {
	Kind     Kind
	Key      string
	Value    string
	Line     int
	Children []Node
}

// Get returns the node below keys, or nil. It may be called on nil. The last of
// two equal keys holds.
func (n *Node) Get(keys ...string) *Node {
	for _, k := range keys {
		if n == nil || n.Kind != Map {
			return nil
		}
		n = n.child(k)
	}
	return n
}

func (n *Node) child(key string) *Node {
	for i := len(n.Children) - 1; i >= 0; i-- {
		if n.Children[i].Key == key {
			return &n.Children[i]
		}
	}
	return nil
}

// Text returns the text of the scalar below keys, "" when there is none.
func (n *Node) Text(keys ...string) string {
	if n = n.Get(keys...); n == nil {
		return ""
	}
	return n.Value
}

// Items returns the values of a list, or of a map, in order; nil for everything
// else and for nil.
func (n *Node) Items() []Node {
	if n == nil {
		return nil
	}
	return n.Children
}

// flattener turns nodes into settings.
type flattener struct {
	out   Settings
	doc   int
	bytes int
}

func (f *flattener) node(key string, n *Node) error {
	if len(n.Children) == 0 {
		return f.leaf(key, n.Value, n.Line)
	}
	if err := f.spend(key, n.Line); err != nil {
		return err
	}
	for i := range n.Children {
		c := &n.Children[i]
		if err := f.node(childKey(key, n.Kind, c.Key, i), c); err != nil {
			return err
		}
	}
	return nil
}

func (f *flattener) leaf(key, value string, line int) error {
	if err := f.spend(key, line); err != nil {
		return err
	}
	if key == "" && value == "" { // an empty document says nothing
		return nil
	}
	f.out = append(f.out, Setting{Key: key, Value: value, Line: line, Doc: f.doc})
	return nil
}

// spend accounts for a key that was put together, since long keys of maps inside
// each other would otherwise multiply.
func (f *flattener) spend(key string, line int) error {
	f.bytes += len(key)
	return tooLarge(f.bytes > maxKeyBytes || len(f.out) >= maxNodes, line)
}

func childKey(parent string, kind Kind, key string, i int) string {
	switch {
	case kind == List:
		return parent + "[" + strconv.Itoa(i) + "]"
	case parent == "":
		return key
	}
	return parent + "." + key
}
