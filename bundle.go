package gantry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/bundle"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// bundleHead is how much of a file tells whether it is a bundle.
const bundleHead = 512

// IsBundle tells whether the path is a file that gantry assess --bundle made.
func IsBundle(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false // opening a pipe would wait for ever
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, bundleHead)
	n, err := io.ReadFull(f, head)
	return (err == nil || errors.Is(err, io.ErrUnexpectedEOF)) && bundle.Looks(head[:n])
}

// ReadBundle reads a bundle from a file.
func ReadBundle(path string) (bundle.Bundle, error) {
	f, err := os.Open(path)
	if err != nil {
		return bundle.Bundle{}, fmt.Errorf("opening the bundle %s: %w", path, err)
	}
	defer func() { _ = f.Close() }()
	b, err := bundle.Decode(f)
	if err != nil {
		return bundle.Bundle{}, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// openBundle makes a bundle stand for a source: there are no files, and what is known is what it
// holds.
func openBundle(path string) (source, error) {
	b, err := ReadBundle(path)
	if err != nil {
		return source{}, err
	}
	name := b.Applications[0].Name
	return source{
		name: name, close: func() error { return nil },
		assess: func(_ context.Context, app string, opt AssessOptions) (assess.Assessment, error) {
			opt.Progress.at(app, StepAssess)
			return fromBundle(b, path, app)
		},
	}, nil
}

// fromBundle picks the application of the name, or the only one.
func fromBundle(b bundle.Bundle, path, app string) (assess.Assessment, error) {
	var names []string
	for _, a := range b.Applications {
		if a.Name == app || len(b.Applications) == 1 {
			return a.Assessment, nil
		}
		names = append(names, a.Name)
	}
	return assess.Assessment{}, &Refusal{i18n.Textf("%[1]s 里有多个应用（%[2]s）：在工作区内用 gantry assess %[1]s 导入", "%[1]s holds several applications (%[2]s): bring it into a workspace with gantry assess %[1]s", path, strings.Join(names, ", "))}
}

// Imported is an application that a bundle brought in.
type Imported struct {
	Application engagement.Application // as gantry.yaml lists it now
	Assessment  assess.Assessment
	Stored      string // path of the assessment
	Added       bool   // whether gantry.yaml did not list it before
}

// ImportBundle stores the assessments of a bundle in a workspace, and a bundle of its own for each
// application, which stands for the source wherever that is not on this machine. Applications that
// gantry.yaml lacks are added to it. It returns the workspace as it is then.
func ImportBundle(w engagement.Workspace, path string) (engagement.Workspace, []Imported, error) {
	b, err := ReadBundle(path)
	if err != nil {
		return w, nil, err
	}
	for _, a := range b.Applications {
		if err := engagement.CheckName(a.Name); err != nil {
			return w, nil, fmt.Errorf("%s: %w; have the bundle made with --name", path, err)
		}
	}
	var out []Imported
	for _, a := range b.Applications {
		var one Imported
		if w, one, err = importOne(w, b, a); err != nil {
			return w, out, fmt.Errorf("bringing %s in from %s: %w", a.Name, path, err)
		}
		out = append(out, one)
	}
	return w, out, nil
}

func importOne(w engagement.Workspace, b bundle.Bundle, a bundle.Application) (engagement.Workspace, Imported, error) {
	one := Imported{Assessment: a.Assessment}
	var single bytes.Buffer
	if err := (bundle.Bundle{HashedPaths: b.HashedPaths, Applications: []bundle.Application{a}}).Encode(&single); err != nil {
		return w, one, err
	}
	if _, err := w.StoreBundle(a.Name, single.Bytes()); err != nil {
		return w, one, err
	}
	var err error
	if one.Stored, err = StoreAssessment(w, a.Name, a.Assessment); err != nil {
		return w, one, err
	}
	if !slices.ContainsFunc(w.Config.Applications, func(x engagement.Application) bool { return x.Name == a.Name }) {
		if w, err = engagement.AddApplication(w, engagement.Application{Name: a.Name, Source: engagement.BundleSource(a.Name)}); err != nil {
			return w, one, err
		}
		one.Added = true
	}
	one.Application, _ = w.Application(a.Name)
	return w, one, nil
}

// SourceOf is where an application is assessed from: its source or, when that is not on this machine
// and a bundle was brought in, the bundle.
func SourceOf(w engagement.Workspace, app engagement.Application) string {
	path := w.SourcePath(app)
	if engagement.IsRemote(app.Source) {
		return path
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return path
	}
	stored := filepath.Join(w.Root, filepath.FromSlash(engagement.BundleSource(app.Name)))
	if IsBundle(stored) {
		return stored
	}
	return path
}
