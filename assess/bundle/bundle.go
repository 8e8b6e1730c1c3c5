// Package bundle writes and reads bundles: what was found in sources that may not
// leave a customer's house, without any of the source. A bundle is a JSON document
// that a person can read before it leaves: facts, findings and places, no excerpts and
// no values of secrets, with a checksum over its content.
package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/gantry-ack/gantry/assess"
)

// Schema names the JSON contract of a bundle; docs/bundle.md describes it.
const Schema = "gantry.bundle/v1"

// MaxSize bounds a bundle, in bytes.
const MaxSize = 4 * assess.MaxSize

// Application is an application as a bundle holds it.
type Application struct {
	Name       string            `json:"name"`
	Assessment assess.Assessment `json:"assessment"`
}

// Bundle is what one run on a customer's machine found.
type Bundle struct {
	// HashedPaths tells that the paths of evidence are hashes, see Paths.
	HashedPaths  bool          `json:"hashedPaths"`
	Applications []Application `json:"applications"`
}

// envelope is the file: its checksum is over the content without blanks.
type envelope struct {
	Schema   string          `json:"schema"`
	Checksum string          `json:"checksum"` // sha256:HEX
	Content  json.RawMessage `json:"content"`
}

// Errors that callers tell apart.
var (
	ErrNoBundle = errors.New("it is no bundle of gantry assess --bundle")
	ErrChanged  = errors.New("its content does not fit its checksum: it was changed or damaged on the way; have it made and sent again")
)

// New makes a bundle of what was found. Paths hashes the paths of evidence; nil keeps them. Masked
// is the number of texts that looked like secrets and were masked, which should be none.
func New(apps []Application, paths *Paths) (b Bundle, masked int) {
	b.HashedPaths = paths != nil
	for _, a := range apps {
		s := scrubber{paths: paths}
		b.Applications = append(b.Applications, Application{Name: a.Name, Assessment: s.assessment(a.Assessment)})
		masked += s.masked
	}
	return b, masked
}

// Encode writes a bundle.
func (b Bundle) Encode(w io.Writer) error {
	var content bytes.Buffer
	enc := json.NewEncoder(&content)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		return fmt.Errorf("writing a bundle: %w", err)
	}
	sum, err := checksum(content.Bytes())
	if err != nil {
		return fmt.Errorf("writing a bundle: %w", err)
	}
	enc = json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(envelope{Schema: Schema, Checksum: sum, Content: content.Bytes()}); err != nil {
		return fmt.Errorf("writing a bundle: %w", err)
	}
	return nil
}

func checksum(content []byte) (string, error) {
	var compact bytes.Buffer
	if err := json.Compact(&compact, content); err != nil {
		return "", err
	}
	sum := sha256.Sum256(compact.Bytes())
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// Looks tells by its first bytes, of which a few hundred do, whether a file is meant to be a bundle.
func Looks(head []byte) bool {
	head = bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n")
	return bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte(`"`+Schema[:len(Schema)-1]))
}

// Decode reads a bundle and takes nothing in it on trust: the checksum must fit, and every
// assessment is checked like one that is stored.
func Decode(r io.Reader) (Bundle, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return Bundle{}, fmt.Errorf("reading a bundle: %w", err)
	}
	if len(data) > MaxSize {
		return Bundle{}, fmt.Errorf("reading a bundle: it is larger than %d MiB; make one for each application", MaxSize>>20)
	}
	var e envelope
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &e); err != nil {
		return Bundle{}, fmt.Errorf("reading a bundle: %w: %w", ErrNoBundle, err)
	}
	if e.Schema != Schema {
		return Bundle{}, fmt.Errorf("reading a bundle: %w: its schema is %.60q, want %q", ErrNoBundle, e.Schema, Schema)
	}
	return e.open()
}

func (e envelope) open() (Bundle, error) {
	if len(e.Content) == 0 {
		return Bundle{}, fmt.Errorf("reading a bundle: %w", ErrChanged)
	}
	sum, err := checksum(e.Content)
	if err != nil {
		return Bundle{}, fmt.Errorf("reading a bundle: %w", err)
	}
	if sum != e.Checksum {
		return Bundle{}, fmt.Errorf("reading a bundle: %w", ErrChanged)
	}
	var content struct {
		HashedPaths  bool `json:"hashedPaths"`
		Applications []struct {
			Name       string          `json:"name"`
			Assessment json.RawMessage `json:"assessment"`
		} `json:"applications"`
	}
	if err := json.Unmarshal(e.Content, &content); err != nil {
		return Bundle{}, fmt.Errorf("reading a bundle: %w", err)
	}
	out := Bundle{HashedPaths: content.HashedPaths}
	seen := map[string]bool{}
	for _, a := range content.Applications {
		if a.Name == "" || seen[a.Name] {
			return Bundle{}, fmt.Errorf("reading a bundle: application name %.60q is empty or there twice", a.Name)
		}
		seen[a.Name] = true
		found, err := assess.Decode(bytes.NewReader(a.Assessment))
		if err != nil {
			return Bundle{}, fmt.Errorf("reading application %.60q of a bundle: %w", a.Name, err)
		}
		out.Applications = append(out.Applications, Application{Name: a.Name, Assessment: found})
	}
	if len(out.Applications) == 0 {
		return Bundle{}, fmt.Errorf("reading a bundle: it holds no application")
	}
	return out, nil
}
