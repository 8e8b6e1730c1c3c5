package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// Answer is the explanation of one field.
type Answer struct {
	Field string `json:"field"` // the field that a decision explains: the one asked for, or the nearest around it
	Chain Link   `json:"chain"`
}

// Link is a decision with all that led to it.
type Link struct {
	Decision generate.Decision `json:"decision"`
	From     []Source          `json:"from"`
}

// Source is one input of a decision; Link is set when it is a decision itself.
type Source struct {
	Input generate.Input `json:"input"`
	Link  *Link          `json:"link,omitempty"`
}

// Explain tells why a field of a file is what it is; with field "" it tells of
// every field of the file that a decision explains.
func (r Record) Explain(path, field string) ([]Answer, error) {
	f, ok := r.file(path)
	if !ok {
		return nil, r.unknownFile(path)
	}
	fields := f.Fields
	if field != "" {
		fields = nearest(f.Fields, field)
		if len(fields) == 0 {
			return nil, fmt.Errorf("explaining %s#%s: no decision is recorded for this field; fields that have one: %s", path, field, names(f.Fields))
		}
	}
	var out []Answer
	for _, e := range fields {
		d, ok := r.decision(e.Decision)
		if !ok {
			return nil, fmt.Errorf("explaining %s#%s: decision %s is not in %s; generate the tree again", path, e.Path, e.Decision, Path)
		}
		out = append(out, Answer{Field: e.Path, Chain: r.link(d, map[string]bool{})})
	}
	return out, nil
}

// link follows a decision down to facts, answers and defaults. A decision that
// was met above is not followed again.
func (r Record) link(d generate.Decision, above map[string]bool) Link {
	l := Link{Decision: d}
	above[d.ID] = true
	defer delete(above, d.ID)
	for _, in := range d.Inputs {
		s := Source{Input: in}
		if in.Kind == generate.FromDecision && !above[in.Ref] {
			if next, ok := r.decision(in.Ref); ok {
				link := r.link(next, above)
				s.Link = &link
			}
		}
		l.From = append(l.From, s)
	}
	return l
}

// nearest returns the entries for the field itself, else for the innermost
// field around it, else for what is inside of it.
func nearest(fields []Field, want string) []Field {
	for at := want; ; at = parent(at) {
		var hits []Field
		for _, f := range fields {
			if f.Path == at {
				hits = append(hits, f)
			}
		}
		if len(hits) > 0 && at != "" {
			return hits
		}
		if at == "" {
			if inside := within(fields, want); len(inside) > 0 {
				return inside
			}
			return hits
		}
	}
}

func within(fields []Field, want string) []Field {
	var out []Field
	for _, f := range fields {
		if rest, ok := strings.CutPrefix(f.Path, want); ok && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "[")) {
			out = append(out, f)
		}
	}
	return out
}

// parent drops the last element of a field path.
func parent(field string) string {
	return field[:max(0, strings.LastIndexAny(field, ".["))]
}

func names(fields []Field) string {
	var out []string
	for _, f := range fields {
		if f.Path != "" {
			out = append(out, f.Path)
		}
	}
	slices.Sort(out)
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(slices.Compact(out), ", ")
}

// unknownFile suggests the files of the same name.
func (r Record) unknownFile(path string) error {
	base := path[strings.LastIndex(path, "/")+1:]
	var near []string
	for _, f := range r.Files {
		if strings.HasSuffix(f.Path, "/"+base) || f.Path == base {
			near = append(near, f.Path)
		}
	}
	if len(near) == 0 {
		return fmt.Errorf("explaining %s: no decision is recorded for this file; it was not generated, or nothing in it was decided", path)
	}
	return fmt.Errorf("explaining %s: no such generated file; did you mean %s", path, strings.Join(near, " or "))
}

// evidence prints places as a list.
func evidence(es []fact.Evidence) string {
	var out []string
	for _, e := range es {
		out = append(out, e.String())
	}
	return strings.Join(out, ", ")
}
