package conf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// TOML reads a file. The tables of an array of tables are numbered in order
// (tool.poetry.source[0].name). On an error what stands before it is returned as well.
func TOML(text string) (Settings, error) {
	if err := checkSize(text); err != nil {
		return nil, err
	}
	t := tomlReader{lines: lineCounter{data: []byte(text), line: 1}, arrays: map[string]int{}}
	t.parser.Reset(t.lines.data)
	for t.parser.NextExpression() {
		if err := t.expression(t.parser.Expression()); err != nil {
			return t.out.out, err
		}
	}
	return t.out.out, t.syntaxError(t.parser.Error())
}

type tomlReader struct {
	parser unstable.Parser
	lines  lineCounter
	out    flattener
	table  string         // path of the table that key values belong to
	arrays map[string]int // tables seen so far of each array of tables, by its path
}

func (t *tomlReader) expression(e *unstable.Node) error {
	switch e.Kind {
	case unstable.KeyValue:
		return t.keyValue(t.table, e, 0)
	case unstable.Table:
		table, _, err := t.header(e)
		t.table = table
		return err
	case unstable.ArrayTable:
		path, array, err := t.header(e)
		if array != "" { // header resolved it to the table before this one
			path = array
		}
		n := t.arrays[path]
		t.arrays[path] = n + 1
		t.table = childKey(path, List, "", n)
		return err
	}
	return nil
}

// header resolves the key of a table: an element that names an array of tables
// means its latest table. It also returns the path without the index of the last
// element when that is an array.
func (t *tomlReader) header(e *unstable.Node) (path, array string, err error) {
	n := 0
	for it := e.Key(); it.Next(); n++ {
		line := t.lines.at(int(it.Node().Raw.Offset))
		path, array = childKey(path, Map, string(it.Node().Data), 0), ""
		if n, ok := t.arrays[path]; ok {
			path, array = childKey(path, List, "", n-1), path
		}
		if err := t.check(path, line, n); err != nil {
			return "", "", err
		}
	}
	return path, array, nil
}

// check bounds keys of many elements.
func (t *tomlReader) check(path string, line, depth int) error {
	if depth > maxDepth {
		return tooLarge(true, line)
	}
	return t.out.spend(path, line)
}

func (t *tomlReader) keyValue(table string, e *unstable.Node, depth int) error {
	path, line, n := table, 0, depth
	for it := e.Key(); it.Next(); n++ {
		line = t.lines.at(int(it.Node().Raw.Offset))
		path = childKey(path, Map, string(it.Node().Data), 0)
		if err := t.check(path, line, n); err != nil {
			return err
		}
	}
	return t.value(path, e.Value(), line, depth)
}

// value emits the leaves of a value; line is that of its key.
func (t *tomlReader) value(path string, v *unstable.Node, line, depth int) error {
	if err := t.check(path, line, depth); err != nil {
		return err
	}
	if v.Kind != unstable.Array && v.Kind != unstable.InlineTable {
		return t.out.leaf(path, string(v.Data), line)
	}
	n := 0
	for it := v.Children(); it.Next(); {
		c := it.Node()
		var err error
		switch c.Kind {
		case unstable.Comment:
			continue
		case unstable.KeyValue:
			err = t.keyValue(path, c, depth+1)
		default:
			if c.Kind != unstable.Array && c.Kind != unstable.InlineTable {
				line = t.lines.at(int(c.Raw.Offset))
			}
			err = t.value(childKey(path, List, "", n), c, line, depth+1)
		}
		if err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		return t.out.leaf(path, "", line)
	}
	return nil
}

func (t *tomlReader) syntaxError(err error) error {
	if err == nil {
		return nil
	}
	line := 0
	if pe, ok := errors.AsType[*unstable.ParserError](err); ok && len(pe.Highlight) > 0 {
		line = t.lines.at(int(t.parser.Range(pe.Highlight).Offset))
	}
	return &Error{Line: line, Err: fmt.Errorf("invalid TOML: %s", strings.TrimPrefix(err.Error(), "toml: "))}
}

// lineCounter tells the line of an offset. Offsets that do not decrease cost
// linear time together.
type lineCounter struct {
	data   []byte
	offset int
	line   int
}

func (c *lineCounter) at(offset int) int {
	if offset < c.offset {
		return 1 + bytes.Count(c.data[:offset], []byte{'\n'})
	}
	c.line += bytes.Count(c.data[c.offset:offset], []byte{'\n'})
	c.offset = offset
	return c.line
}
