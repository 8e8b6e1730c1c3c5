package explain

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Answer is the explanation of one field: by a decision, or by a practice that is the
// same in everything that is generated.
type Answer struct {
	Field    string     `json:"field"`           // the field that is explained: the one asked for, or the nearest around it
	Chain    *Link      `json:"chain,omitempty"` // nil for a practice
	Practice *i18n.Text `json:"practice,omitempty"`
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
// every field of the file that a decision explains. The error is an *Error.
func (r Record) Explain(path, field string) ([]Answer, error) {
	f, ok := r.file(path)
	if !ok {
		return nil, r.unknownFile(path)
	}
	if field == "" {
		return r.answers(path, f.Fields)
	}
	fields := nearest(f.Fields, field)
	why, depth, fixed := practice(field)
	if fixed && (len(fields) == 0 || fields[0].Path != field && len(elements(fields[0].Path)) < depth) {
		return []Answer{{Field: field, Practice: &why}}, nil
	}
	if len(fields) == 0 {
		var err error
		if fields, err = ending(f.Fields, path, field); err != nil {
			return nil, err
		}
	}
	return r.answers(path, fields)
}

func (r Record) answers(path string, fields []Field) ([]Answer, error) {
	var out []Answer
	for _, e := range fields {
		d, ok := r.decision(e.Decision)
		if !ok {
			return nil, Errorf("说明 %[1]s#%[2]s：%[4]s 中没有决策 %[3]s，请重新生成", "explaining %[1]s#%[2]s: decision %[3]s is not in %[4]s; generate the tree again", path, e.Path, e.Decision, Path)
		}
		link := r.link(d, map[string]bool{})
		out = append(out, Answer{Field: e.Path, Chain: &link})
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
// field around it, else for what is inside of it. The file as a whole is around no field:
// what was decided about it tells nothing of one.
func nearest(fields []Field, want string) []Field {
	for at := want; at != ""; at = parent(at) {
		var hits []Field
		for _, f := range fields {
			if f.Path == at {
				hits = append(hits, f)
			}
		}
		if len(hits) > 0 {
			return hits
		}
	}
	return within(fields, want)
}

// ending returns the entries whose path ends in the field, or in a field around it,
// as long as they are all about the same one.
func ending(fields []Field, path, want string) ([]Field, error) {
	for at := want; at != ""; at = parent(at) {
		var hits []Field
		for _, f := range fields {
			if strings.HasSuffix(f.Path, "."+at) {
				hits = append(hits, f)
			}
		}
		switch {
		case len(hits) == 0:
		case slices.ContainsFunc(hits, func(f Field) bool { return f.Path != hits[0].Path }):
			return nil, Errorf("说明 %[1]s#%[2]s：有几处都以它结尾，请写明是哪一处：%[3]s", "explaining %[1]s#%[2]s: several fields end in this; say which: %[3]s", path, want, names(hits))
		default:
			return hits, nil
		}
	}
	return nil, Errorf("说明 %[1]s#%[2]s：此值没有单独的决策；该文件中有决策的字段：%[3]s", "explaining %[1]s#%[2]s: no decision is recorded for this field; fields of the file that have one: %[3]s", path, want, names(fields))
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
		return Errorf("说明 %[1]s：没有该文件的决策记录；它不是生成的，或其中没有需要决定的内容", "explaining %[1]s: no decision is recorded for this file; it was not generated, or nothing in it was decided", path)
	}
	return Errorf("说明 %[1]s：没有生成这个文件；是否指 %[2]s", "explaining %[1]s: no such generated file; did you mean %[3]s", path, strings.Join(near, " 或 "), strings.Join(near, " or "))
}

// evidence prints places as a list.
func evidence(es []fact.Evidence) string {
	var out []string
	for _, e := range es {
		out = append(out, e.String())
	}
	return strings.Join(out, ", ")
}
