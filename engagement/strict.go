package engagement

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxFile bounds what is read of one file of a workspace; the answers of a
// hundred applications are about 1 MiB.
const maxFile = 16 << 20

// readBounded reads a regular file of at most maxFile bytes.
func readBounded(path string) ([]byte, error) {
	return readFile(os.DirFS(filepath.Dir(path)), filepath.Base(path))
}

// readFile is readBounded in a file system. It opens nothing but a regular
// file: a named pipe would block for ever.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a regular file")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("it is larger than %d MiB", maxFile>>20)
	}
	return data, nil
}

// parseNode parses exactly one YAML document whose top is a mapping.
func parseNode(data []byte) (*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the file is empty")
		}
		return nil, err
	}
	var second yaml.Node
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, errors.New("the file holds more than one YAML document; keep the first")
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("line %d: expected a mapping of keys to values", top.Line)
	}
	return top, nil
}

// reader walks a document strictly and gathers every problem with its line.
type reader struct{ problems []error }

func (r *reader) fail(n *yaml.Node, format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf("line %d: "+format, append([]any{n.Line}, args...)...))
}

func (r *reader) err() error { return errors.Join(r.problems...) }

// field is a key of a mapping and what reads its value.
type field struct {
	key      string
	required bool
	read     func(*yaml.Node)
}

// mapping reads each known key once; others are problems with a suggestion.
func (r *reader) mapping(n *yaml.Node, what string, fields ...field) {
	if n.Kind != yaml.MappingNode {
		r.fail(n, "%s: expected a mapping of keys to values", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := slices.IndexFunc(fields, func(f field) bool { return key.Kind == yaml.ScalarNode && f.key == key.Value })
		switch {
		case at < 0:
			r.fail(key, "%s: unknown key %q%s", what, key.Value, suggestion(key.Value, keysOf(fields)))
		case seen[key.Value]:
			r.fail(key, "%s: %s is given twice", what, key.Value)
		default:
			seen[key.Value] = true
			fields[at].read(value)
		}
	}
	for _, f := range fields {
		if f.required && !seen[f.key] {
			r.fail(n, "%s: %s is missing", what, f.key)
		}
	}
}

func keysOf(fields []field) []string {
	keys := make([]string, 0, len(fields))
	for _, f := range fields {
		keys = append(keys, f.key)
	}
	return keys
}

// text reads a scalar as it is written. A name like 2024 is text as well; null
// is empty.
func (r *reader) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode {
		r.fail(n, "%s: expected one value", what)
		return ""
	}
	if n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

// list reads a sequence; null is the empty one.
func (r *reader) list(n *yaml.Node, what string, item func(*yaml.Node)) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "%s: expected a list", what)
		return
	}
	for _, v := range n.Content {
		item(v)
	}
}

// schema reads the version of the file's format.
func (r *reader) schema(n *yaml.Node, want string) {
	got := r.text(n, "schema")
	if got == want {
		return
	}
	name, _, _ := strings.Cut(want, "/")
	if strings.HasPrefix(got, name+"/") {
		r.fail(n, "schema: this version of gantry reads %s, the file is %s; use the version of gantry that wrote it", want, got)
		return
	}
	r.fail(n, "schema: expected %s, found %q", want, got)
}
