package rules

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// element is an XML element, in the order of start tags. Names are without their namespace.
type element struct {
	name   string
	line   int
	parent int // place in the list, -1 for the root
	attrs  []xml.Attr
	text   string // directly in it, trimmed
}

// Bounds of an XML file. They are far above what people write.
const (
	maxElements = 100_000
	maxNested   = 200
	maxXMLText  = 4 << 10 // bytes of the text of one element
)

// readXML reads what can be read of a document whose text is UTF-8 whatever its declaration says. Entities of a
// DOCTYPE are not expanded, and from the first error on nothing is read.
func readXML(text string) []element {
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	var out []element
	var open []int
	for {
		line, _ := dec.InputPos() // where the token starts
		tok, err := dec.RawToken()
		if err != nil {
			return out
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if len(out) >= maxElements || len(open) >= maxNested {
				return out
			}
			e := element{name: t.Name.Local, line: line, parent: -1, attrs: slices.Clone(t.Attr)}
			if len(open) > 0 {
				e.parent = open[len(open)-1]
			}
			open = append(open, len(out))
			out = append(out, e)
		case xml.EndElement:
			for i, at := range slices.Backward(open) { // what was not closed is closed by its parent
				if out[at].name == t.Name.Local {
					open = open[:i]
					break
				}
			}
		case xml.CharData:
			if len(open) > 0 {
				e := &out[open[len(open)-1]]
				if s := strings.TrimSpace(string(t)); len(e.text)+len(s) < maxXMLText {
					e.text += s
				}
			}
		}
	}
}

func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e *element) has(name string) bool {
	return slices.ContainsFunc(e.attrs, func(a xml.Attr) bool { return a.Name.Local == name })
}

func (e *element) parentName(doc []element) string {
	if e.parent < 0 {
		return ""
	}
	return doc[e.parent].name
}

// elementAt tells whether the element at a place stands at a path: names from the root, or anywhere behind //.
func elementAt(doc []element, place int, path string) bool {
	anywhere := strings.HasPrefix(path, "//")
	names := strings.Split(strings.TrimLeft(path, "/"), "/")
	for _, name := range slices.Backward(names) {
		if place < 0 || name != doc[place].name && (!strings.Contains(name, "*") || !newPattern(name, 0).match(doc[place].name)) {
			return false
		}
		place = doc[place].parent
	}
	return anywhere || place < 0
}
