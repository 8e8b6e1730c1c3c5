package sheets

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// container is the zip around the parts of an xlsx file.
type container struct {
	parts map[string]*zip.File // by lower-case name
	left  budget
}

// maxParts is far above what a workbook with a picture in every sheet has.
const maxParts = 10_000

func openContainer(data []byte, limits Limits) (*container, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("opening it: %w: it is damaged; send it again", err)
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("opening it: it has more than %d parts", maxParts)
	}
	c := &container{parts: map[string]*zip.File{}, left: budget{limits}}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := c.parts[name]; !twice {
			c.parts[name] = f
		}
	}
	return c, nil
}

var errMissing = errors.New("the part is missing")

// walk calls visit for every token of a part, with names free of their prefixes. It
// ends early when visit says so.
func (c *container) walk(name string, visit func(xml.Token) (more bool, err error)) error {
	f, ok := c.parts[strings.ToLower(name)]
	if !ok {
		return fmt.Errorf("reading %s: %w", name, errMissing)
	}
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	defer r.Close()
	dec := xml.NewDecoder(&counted{r, &c.left})
	for {
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			var more bool
			if more, err = visit(token); err == nil && !more {
				return nil
			}
		}
		if err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
	}
}

// counted takes what is unpacked off the budget.
type counted struct {
	r    io.Reader
	left *budget
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if over := c.left.unpack(n); over != nil {
		return 0, over
	}
	return n, err
}

// attribute returns an attribute whatever its prefix.
func attribute(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// relation is one entry of a .rels part: what it leads to and its kind, which is
// the last word of its type.
type relation struct {
	target, kind string
}

// relations reads the .rels beside a part, or those of the whole file. A missing
// one has no entries.
func (c *container) relations(part string) (map[string]relation, error) {
	out := map[string]relation{}
	name := "_rels/.rels"
	if part != "" {
		name = path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	}
	err := c.walk(name, func(t xml.Token) (bool, error) {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && attribute(e, "TargetMode") != "External" {
			target := attribute(e, "Target")
			if rooted, ok := strings.CutPrefix(target, "/"); ok {
				target = rooted
			} else {
				target = path.Join(path.Dir(part), target)
			}
			out[attribute(e, "Id")] = relation{target, path.Base(attribute(e, "Type"))}
		}
		return true, nil
	})
	if errors.Is(err, errMissing) {
		return out, nil
	}
	return out, err
}
