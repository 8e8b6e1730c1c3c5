package verify

import (
	"strings"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Problem is an error at a field of the document.
func (d *Document) Problem(field string, message, remedy i18n.Text) Finding {
	return d.place(field).problem(message, remedy)
}

// Caution is a warning at a field of the document.
func (d *Document) Caution(field string, message, remedy i18n.Text) Finding {
	return d.place(field).caution(message, remedy)
}

// ProblemAt is an error at the first value that holds a text.
func (d *Document) ProblemAt(text string, message, remedy i18n.Text) Finding {
	line := d.Line
	if n := findText(d.root, text); n != nil {
		line = n.Line + d.offset
	}
	return place{d.Path, line}.problem(message, remedy)
}

func findText(n *yaml.Node, text string) *yaml.Node {
	if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, text) {
		return n
	}
	for _, c := range n.Content {
		if found := findText(c, text); found != nil {
			return found
		}
	}
	return nil
}

// Decode reads the document strictly into v. What does not fit is returned as
// findings; false means that v does not hold the document.
func (d *Document) Decode(v runtime.Object) ([]Finding, bool) {
	raw, err := d.JSON()
	if err != nil {
		return nil, false // a key that occurs twice, which has a check of its own
	}
	problems, fits := strict(raw, v)
	var out []Finding
	for _, p := range problems {
		out = append(out, d.Problem(p.field, i18n.Textf("%[1]s %[2]s：%[3]s", "%[1]s %[2]s: %[4]s", d.Kind, d.Name, p.message.ZH, p.message.EN), fixField()))
	}
	return out, fits
}

// Has tells whether the overlay builds an object.
func (o *Overlay) Has(kind, namespace, name string) bool { return o.has(kind, namespace, name) }

// Problem is an error about the overlay as a whole.
func (o *Overlay) Problem(message, remedy i18n.Text) Finding {
	return place{o.kustomization.path, 0}.problem(message, remedy)
}

// Problem is an error where the build is named.
func (b Build) Problem(message, remedy i18n.Text) Finding { return b.place().problem(message, remedy) }

// OverlayAt finds the overlay of a directory.
func (t *Tree) OverlayAt(dir string) (*Overlay, bool) {
	for _, o := range t.overlays {
		if o.Dir == dir {
			return o, true
		}
	}
	return nil, false
}
