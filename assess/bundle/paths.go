package bundle

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strings"
)

// hashedLength is how many hexadecimal digits stand for a name: 48 bits, so that names of one
// source do not meet.
const hashedLength = 12

// Paths hashes paths element by element, so that places in one folder still lie together, and keeps
// which hash stands for which path. Extensions stay. Its key makes hashes of common names useless to
// who does not have it.
type Paths struct {
	key   []byte
	known map[string]string
}

// NewPaths hashes with a key, which should be random and at least 16 bytes long.
func NewPaths(key []byte) *Paths { return &Paths{key: key, known: map[string]string{}} }

// Hash returns what stands for a path.
func (p *Paths) Hash(name string) string {
	if name == "" || name == "." {
		return name
	}
	elements := strings.Split(name, "/")
	for i, e := range elements {
		elements[i] = p.element(e, i == len(elements)-1)
	}
	hashed := strings.Join(elements, "/")
	p.known[hashed] = name
	return hashed
}

func (p *Paths) element(e string, last bool) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(e))
	hashed := hex.EncodeToString(mac.Sum(nil))[:hashedLength]
	if ext := path.Ext(e); last && ext != e && len(ext) < 8 {
		hashed += ext
	}
	return hashed
}

// Table lists hash and path, one of each a line, sorted: it stays in the customer's house, where it
// tells which file a finding is about.
func (p *Paths) Table() string {
	var b strings.Builder
	for _, hashed := range slices.Sorted(maps.Keys(p.known)) {
		b.WriteString(hashed + "\t" + p.known[hashed] + "\n")
	}
	return b.String()
}
