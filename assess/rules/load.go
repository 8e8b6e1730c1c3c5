package rules

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed bank
var bankFS embed.FS

// Set is a set of rules, ready to be scanned for. It is never changed and safe for
// concurrent use.
type Set struct {
	list []located // sorted by id
	prog *program
}

// located is a rule with the place that it comes from, which is only looked up to tell of a problem.
type located struct {
	Rule
	at func() (file string, node *yaml.Node)
}

func (l located) place() string {
	file, node := l.at()
	return fmt.Sprintf("%s:%d", file, lineOf(node))
}

// Bounds of what is read as rules. The bank stays far below.
const (
	maxFiles = 200
	maxBytes = 1 << 20 // of one file
	maxRules = 2000
)

// Load returns the rules of the bank, which are read once.
func Load() (*Set, error) { return loaded() }

// loaded keeps the bank, since it never changes and takes longer to prepare than a small source to assess.
var loaded = sync.OnceValues(load) //nolint:gochecknoglobals // assigned once

func load() (*Set, error) {
	fsys, err := fs.Sub(bankFS, "bank")
	if err != nil {
		return nil, fmt.Errorf("loading the bank of rules: %w", err)
	}
	s, err := LoadDir(fsys)
	if err != nil {
		return nil, fmt.Errorf("loading the bank of rules: %w", err)
	}
	return s, nil
}

// LoadDir reads the rules of all .yaml and .yml files right in a directory. The error
// names every problem with its file and line.
func LoadDir(fsys fs.FS) (*Set, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("reading rules: %w", err)
	}
	var names []string
	for _, e := range entries {
		if ext := strings.ToLower(path.Ext(e.Name())); e.Type().IsRegular() && (ext == ".yaml" || ext == ".yml") {
			names = append(names, e.Name())
		}
	}
	if len(names) > maxFiles {
		return nil, fmt.Errorf("reading rules: %d files, more than %d; put several rules into one", len(names), maxFiles)
	}
	list, problems := decodeAll(fsys, names)
	if len(list) > maxRules {
		problems = append(problems, fmt.Errorf("%d rules, more than %d", len(list), maxRules))
	}
	problems = append(problems, twice(list)...)
	if len(problems) > 0 {
		return nil, fmt.Errorf("reading rules: %w", errors.Join(problems...))
	}
	return newSet(list), nil
}

// decodeAll reads files at the same time and keeps their order.
func decodeAll(fsys fs.FS, names []string) ([]located, []error) {
	lists, bad := make([][]located, len(names)), make([][]error, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() {
			text, err := readBounded(fsys, name)
			if err != nil {
				bad[i] = []error{err}
				return
			}
			lists[i], bad[i] = decode(name, text)
		})
	}
	wg.Wait()
	return slices.Concat(lists...), slices.Concat(bad...)
}

func readBounded(fsys fs.FS, name string) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if len(b) > maxBytes {
		return "", fmt.Errorf("%s: larger than %d KiB; split it", name, maxBytes>>10)
	}
	return string(b), nil
}

func twice(list []located) []error {
	var out []error
	first := map[string]located{}
	for _, r := range list {
		if f, ok := first[r.ID]; ok {
			out = append(out, fmt.Errorf("%s: the rule %q is there already, at %s", r.place(), r.ID, f.place()))
			continue
		}
		first[r.ID] = r
	}
	return out
}

func newSet(list []located) *Set {
	slices.SortFunc(list, func(a, b located) int { return strings.Compare(a.ID, b.ID) })
	return &Set{list: list, prog: compile(list)}
}

// With returns the rules together with custom ones. A custom rule that has the id of another
// must be marked with replaces, and then takes its place.
func (s *Set) With(custom *Set) (*Set, error) {
	list := slices.Clone(s.list)
	var problems []error
	for _, r := range custom.list {
		i := slices.IndexFunc(list, func(o located) bool { return o.ID == r.ID })
		switch {
		case i < 0:
			list = append(list, r)
		case r.Replaces:
			list[i] = r
		default:
			problems = append(problems, fmt.Errorf("%s: %q is a rule of the bank; choose another id, or say replaces: true", r.place(), r.ID))
		}
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("adding custom rules: %w", errors.Join(problems...))
	}
	return newSet(list), nil
}

// Only returns the set of the rules with the ids.
func (s *Set) Only(ids ...string) (*Set, error) {
	var list []located
	var problems []error
	for _, id := range ids {
		i := slices.IndexFunc(s.list, func(o located) bool { return o.ID == id })
		if i < 0 {
			problems = append(problems, fmt.Errorf("choosing rules: there is none with the id %q", id))
			continue
		}
		list = append(list, s.list[i])
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return newSet(list), nil
}

// Rules returns all rules, sorted by id.
func (s *Set) Rules() []Rule {
	out := make([]Rule, len(s.list))
	for i, r := range s.list {
		out[i] = r.Rule
	}
	return out
}

// Rule looks a rule up by its id.
func (s *Set) Rule(id string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(s.list, id, func(r located, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return Rule{}, false
	}
	return s.list[i].Rule, true
}
