package survey

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

//go:embed bank/*.yaml
var bankFiles embed.FS

// Bank is the question bank: sections in order, each with its questions.
type Bank struct {
	sections []Section
	byID     map[string]Question
	index    map[string]int // place of a question among all
}

// Load returns the embedded bank, which is read once. An error is a mistake in the data.
func Load() (*Bank, error) { return loaded() }

// loaded keeps the bank, since it never changes and every step of an engagement asks for it.
var loaded = sync.OnceValues(func() (*Bank, error) { return load(bankFiles, "bank") }) //nolint:gochecknoglobals // assigned once

// load reads the files of dir in the order of their names.
func load(fsys fs.FS, dir string) (*Bank, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("reading the question bank: %w", err)
	}
	sections := make([]Section, len(entries))
	errs := make([]error, len(entries))
	var wg sync.WaitGroup // to read YAML takes longest of all that happens before the first screen
	for i, e := range entries {
		wg.Go(func() { sections[i], errs[i] = readSection(fsys, path.Join(dir, e.Name())) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("reading the question bank: %w", err)
	}
	b := &Bank{sections: sections, byID: map[string]Question{}, index: map[string]int{}}
	for i, q := range b.Questions() {
		b.byID[q.ID], b.index[q.ID] = q, i
	}
	if err := b.validate(); err != nil {
		return nil, fmt.Errorf("checking the question bank: %w", err)
	}
	return b, nil
}

func readSection(fsys fs.FS, name string) (Section, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Section{}, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	var s Section
	if err := dec.Decode(&s); err != nil {
		return Section{}, fmt.Errorf("%s: %w", name, err)
	}
	for i := range s.Questions {
		q := &s.Questions[i]
		q.Section = s.ID
		if q.Ask == "" {
			q.Ask = q.Scope
		}
		if len(q.Roles) == 0 {
			q.Roles = s.Roles
		}
		if err := q.readDefault(); err != nil {
			return Section{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	return s, nil
}

// Sections returns the sections in order.
func (b *Bank) Sections() []Section { return b.sections }

// Questions returns all questions in order.
func (b *Bank) Questions() []Question {
	var out []Question
	for _, s := range b.sections {
		out = append(out, s.Questions...)
	}
	return out
}

// Question looks a question up by its id.
func (b *Bank) Question(id string) (Question, bool) {
	q, ok := b.byID[id]
	return q, ok
}

// Index is the place of a question among all, -1 when there is none.
func (b *Bank) Index(id string) int {
	if i, ok := b.index[id]; ok {
		return i
	}
	return -1
}

// UnmarshalYAML keeps the value as it is written: to read it takes the rest of
// the question.
func (d *Default) UnmarshalYAML(n *yaml.Node) error {
	var raw struct {
		Value yaml.Node `yaml:"value"`
		Text  i18n.Text `yaml:"text"`
	}
	if err := n.Decode(&raw); err != nil {
		return err
	}
	d.Text, d.Given, d.node = raw.Text, raw.Value.Kind != 0, &raw.Value
	return nil
}

// readDefault reads the default's value as an answer would be read.
func (q *Question) readDefault() error {
	node := q.Default.node
	q.Default.node = nil
	if !q.Default.Given {
		return nil
	}
	v, problems := readValue(*q, node)
	if len(problems) > 0 {
		return fmt.Errorf("default of %s: %w", q.ID, newParseError(problems))
	}
	q.Default.Value = v
	return nil
}
