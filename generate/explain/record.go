// Package explain keeps, beside what was generated, why it is so, and tells it:
// from a field of a file to the decision, its inputs and their evidence.
package explain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Schema names the format of a Record.
const Schema = "gantry.decisions/v1"

// Path is where the record is, relative to the root of what was generated.
const Path = ".gantry/decisions.json"

// MaxSize bounds a record that is read, in bytes.
const MaxSize = 32 << 20

// Record is what explains a generated tree. It holds no person's name and no
// note of the interview.
type Record struct {
	Schema    string              `json:"schema"`
	Lang      i18n.Lang           `json:"lang"`
	Decisions []generate.Decision `json:"decisions"` // sorted by id
	Files     []File              `json:"files"`     // sorted by path
	Bindings  []generate.Binding  `json:"bindings"`  // what the platform must supply, sorted by name
}

// File tells which decision explains which field of a file.
type File struct {
	Path   string  `json:"path"`
	Fields []Field `json:"fields"`
}

// Field is a field of a file; Path "" is the file as a whole.
type Field struct {
	Path     string `json:"path"`
	Decision string `json:"decision"`
}

// Of makes the record of an application and the files generated for it.
func Of(app generate.Application, set fileset.Set, bindings []generate.Binding) Record {
	r := Record{Schema: Schema, Lang: app.Lang, Decisions: app.AllDecisions(), Files: []File{}, Bindings: bindings}
	if r.Bindings == nil {
		r.Bindings = []generate.Binding{}
	}
	for _, f := range set.Files() {
		if len(f.Why) == 0 {
			continue
		}
		file := File{Path: f.Path}
		for _, w := range f.Why {
			file.Fields = append(file.Fields, Field{Path: w.Field, Decision: w.Ref})
		}
		slices.SortStableFunc(file.Fields, func(a, b Field) int { return strings.Compare(a.Path, b.Path) })
		r.Files = append(r.Files, file)
	}
	return r
}

// File prints the record as a file of the tree that it explains.
func (r Record) File() (fileset.File, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return fileset.File{}, fmt.Errorf("writing the record of decisions: %w", err)
	}
	return fileset.File{Path: Path, Mode: 0o644, Content: b.Bytes()}, nil
}

// Parse reads a record.
func Parse(data []byte) (Record, error) {
	if len(data) > MaxSize {
		return Record{}, Errorf("读取 %s：超过 %d 字节，请重新生成", "reading %s: larger than %d bytes; generate the tree again", Path, MaxSize)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var r Record
	if err := dec.Decode(&r); err != nil {
		return Record{}, Errorf("读取 %s：%v；请从版本库恢复或重新生成", "reading %s: %v; restore it from version control or generate the tree again", Path, err)
	}
	if r.Schema != Schema {
		return Record{}, Errorf("读取 %s：schema %q 不是 %s；请用写出它的 gantry 版本，或重新生成", "reading %s: schema %q is not %s; use the version of gantry that wrote it, or generate the tree again", Path, r.Schema, Schema)
	}
	return r, nil
}

func (r Record) file(path string) (File, bool) {
	i := slices.IndexFunc(r.Files, func(f File) bool { return f.Path == path })
	if i < 0 {
		return File{}, false
	}
	return r.Files[i], true
}

func (r Record) decision(id string) (generate.Decision, bool) {
	i := slices.IndexFunc(r.Decisions, func(d generate.Decision) bool { return d.ID == id })
	if i < 0 {
		return generate.Decision{}, false
	}
	return r.Decisions[i], true
}
