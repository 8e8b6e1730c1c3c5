package generate

import (
	"fmt"
	"io/fs"

	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/internal/yamlprint"
)

// Printer makes the files of an application: it puts the line on top that says
// what a file is, and marks the values that rest on an assumption.
type Printer struct {
	lang      i18n.Lang
	first     []string
	decisions map[string]Decision
}

// NewPrinter returns a printer in the language of the application.
func NewPrinter(a Application) Printer {
	p := Printer{lang: a.Lang, decisions: map[string]Decision{}}
	for _, d := range a.AllDecisions() {
		p.decisions[d.ID] = d
	}
	return p
}

// Leading returns a printer that puts other fields in front of an object than
// apiVersion, kind and metadata.
func (p Printer) Leading(first ...string) Printer {
	p.first = first
	return p
}

// Header is the first line of a generated file, without the comment sign: what it
// is, and how to regenerate it.
func (p Printer) Header(title i18n.Text) string {
	return i18n.Textf("%[1]s。重新生成: gantry migrate（人工修改会被保留）",
		"%[2]s. Regenerate: gantry migrate (edits by hand are kept)", title.ZH, title.EN).In(p.lang)
}

// Comment marks an assumption; "" when the decision is none or not known.
func (p Printer) Comment(decision string) string { return p.decisions[decision].Comment(p.lang) }

// YAML prints a typed object as a file. Every Why must name a field of the
// object and a decision of the application.
func (p Printer) YAML(path string, obj any, title i18n.Text, why ...fileset.Why) (fileset.File, error) {
	opt := yamlprint.Options{First: p.first, Header: []string{p.Header(title)}, Comments: map[string]string{}}
	for _, w := range why {
		d, ok := p.decisions[w.Ref]
		if !ok {
			return fileset.File{}, fmt.Errorf("printing %s: no decision %s explains %q", path, w.Ref, w.Field)
		}
		if c := d.Comment(p.lang); c != "" && w.Field != "" {
			opt.Comments[w.Field] = c
		}
	}
	content, err := yamlprint.Print(obj, opt)
	if err != nil {
		return fileset.File{}, fmt.Errorf("printing %s: %w", path, err)
	}
	return fileset.File{Path: path, Mode: fs.FileMode(0o644), Content: content, Why: why}, nil
}
