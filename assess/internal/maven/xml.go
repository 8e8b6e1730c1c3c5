// Package maven reads POMs without running Maven: parents, properties, profiles,
// dependency management and the reactor, as far as the tree itself tells.
package maven

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// node is an XML element; Line is that of its start tag.
type node struct {
	name     string
	text     []byte
	line     int
	children []*node
}

const (
	maxDepth = 100
	maxNodes = 200_000
	maxText  = 64 << 10 // bytes of one element's text
)

var (
	errTooLarge = errors.New("nested too deeply or too many elements for a POM")
	errNotPOM   = errors.New("no <project> element, so this is no POM")
)

// syntaxError is an XML error with its line.
type syntaxError struct {
	line int
	err  error
}

func (e *syntaxError) Error() string { return e.err.Error() }
func (e *syntaxError) Unwrap() error { return e.err }

// parseXML reads a document whose text is already UTF-8, whatever its
// declaration says. Entities of a DOCTYPE are not expanded.
func parseXML(text string) (*node, error) {
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	dec.Entity = xml.HTMLEntity
	root := &node{}
	stack := []*node{root}
	for count := 0; ; {
		line, _ := dec.InputPos()
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			at, _ := dec.InputPos()
			return nil, &syntaxError{line: at, err: fmt.Errorf("parsing the XML: %w", err)}
		}
		switch t := tok.(type) {
		case xml.StartElement:
			count++
			if len(stack) > maxDepth || count > maxNodes {
				return nil, &syntaxError{line: line, err: errTooLarge}
			}
			at, _ := dec.InputPos()
			n := &node{name: t.Name.Local, line: at}
			top := stack[len(stack)-1]
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			top := stack[len(stack)-1]
			if len(stack) == 1 || top.name != t.Name.Local {
				at, _ := dec.InputPos()
				return nil, &syntaxError{line: at, err: fmt.Errorf("parsing the XML: unexpected </%s>", t.Name.Local)}
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if top := stack[len(stack)-1]; len(top.text) < maxText {
				top.text = append(top.text, t...)
			}
		}
	}
	if len(stack) > 1 {
		return nil, &syntaxError{line: stack[len(stack)-1].line, err: fmt.Errorf("parsing the XML: <%s> is not closed", stack[len(stack)-1].name)}
	}
	return root, nil
}

// child returns the first child with the name, or nil.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var next *node
		for _, c := range n.children {
			if c.name == name {
				next = c
				break
			}
		}
		n = next
	}
	return n
}

// list returns the children with the name below the path of names before it.
func (n *node) list(names ...string) []*node {
	parent := n.child(names[:len(names)-1]...)
	if parent == nil {
		return nil
	}
	var out []*node
	for _, c := range parent.children {
		if c.name == names[len(names)-1] {
			out = append(out, c)
		}
	}
	return out
}

func (n *node) value() string {
	if n == nil {
		return ""
	}
	return strings.TrimSpace(string(n.text))
}

// find returns the first element with the name anywhere below.
func (n *node) find(name string) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.name == name {
			return c
		}
		if f := c.find(name); f != nil {
			return f
		}
	}
	return nil
}
