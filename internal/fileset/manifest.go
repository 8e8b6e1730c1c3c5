package fileset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// ManifestSchema names the format of the manifest.
const ManifestSchema = "gantry.manifest/v1"

// Manifest lists what was generated last, sorted by path. It holds no time, no person and no place on a machine.
type Manifest struct {
	Schema string  `json:"schema"`
	Files  []Entry `json:"files"`
}

// Entry is one generated file. Its content is the merge base, kept in the state directory under base/SHA256;
// files in the state directory itself are never merged and have none.
type Entry struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Mode   string `json:"mode"` // "0644" or "0755"
	Why    []Why  `json:"why,omitempty"`
}

// Lookup finds the entry of a path.
func (m Manifest) Lookup(name string) (Entry, bool) {
	i, ok := slices.BinarySearchFunc(m.Files, name, func(e Entry, p string) int { return strings.Compare(e.Path, p) })
	if !ok {
		return Entry{}, false
	}
	return m.Files[i], true
}

// ReadManifest reads the manifest of the tree in fsys; state is the state directory, DefaultState when empty.
// A tree that was never written to has an empty one.
func ReadManifest(fsys fs.FS, state string) (Manifest, error) {
	if state == "" {
		state = DefaultState
	}
	name := path.Join(state, "manifest.json")
	content, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{Schema: ManifestSchema}, nil
	}
	if err != nil {
		return Manifest{}, fmt.Errorf("reading %s: %w", name, err)
	}
	return parseManifest(name, content)
}

func parseManifest(name string, content []byte) (Manifest, error) {
	var m Manifest
	hint := "restore it from version control"
	if err := json.Unmarshal(content, &m); err != nil {
		return Manifest{}, fmt.Errorf("reading %s: %w: %s", name, err, hint)
	}
	if m.Schema != ManifestSchema {
		return Manifest{}, fmt.Errorf("reading %s: schema is %q, want %q: use the version of gantry that wrote it", name, m.Schema, ManifestSchema)
	}
	for i, e := range m.Files {
		if err := CheckPath(e.Path); err != nil {
			return Manifest{}, fmt.Errorf("reading %s: %w: %s", name, err, hint)
		}
		if !isHash(e.SHA256) || (e.Mode != "0644" && e.Mode != "0755") {
			return Manifest{}, fmt.Errorf("reading %s: entry %q is damaged: %s", name, e.Path, hint)
		}
		if i > 0 && m.Files[i-1].Path >= e.Path {
			return Manifest{}, fmt.Errorf("reading %s: entry %q is out of order or listed twice: %s", name, e.Path, hint)
		}
	}
	return m, nil
}

// format writes one line for each file, so that two branches that generate different files merge in git.
func (m Manifest) format() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"schema\": %q,\n  \"files\": [", m.Schema)
	for i, e := range m.Files {
		line, err := marshal(e)
		if err != nil {
			return nil, fmt.Errorf("writing the manifest entry of %s: %w", e.Path, err)
		}
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n    ")
		b.Write(line)
	}
	if len(m.Files) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("]\n}\n")
	return b.Bytes(), nil
}

// marshal keeps characters such as '<' readable.
func marshal(e Entry) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), lf), nil
}

func newEntry(f File) Entry {
	return Entry{Path: f.Path, SHA256: hash(f.Content), Mode: fmt.Sprintf("%04o", uint32(f.Mode)), Why: f.Why}
}

func (e Entry) executable() bool { return e.Mode == "0755" }

func hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func isHash(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == sha256.Size*2 && s == strings.ToLower(s)
}
