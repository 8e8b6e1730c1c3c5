// Package spring reads configuration as Spring Boot does: application and
// bootstrap files, profiles, placeholders, and names in any of their spellings.
package spring

import (
	"cmp"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// Layer is one document of one file. Of two layers the later one wins.
type Layer struct {
	Path     string
	Profile  string // expression that switches it on, "" for always
	Own      bool   // belongs to the program itself, not to a module it uses or a config server
	settings []setting
	rank     int
}

type setting struct {
	key   string // canonical
	raw   string // as written
	value string
	line  int
}

// Config is what a program reads, weakest layer first.
type Config struct {
	layers []Layer
	active []string
	props  func(string) (string, bool) // build properties, for @name@
	index  map[string][]Hit            // effective settings by canonical key, strongest first
}

// Hit is one setting with its place.
type Hit struct {
	Key     string // canonical
	Raw     string // key as written
	Value   string // as written
	At      fact.Evidence
	Profile string // "" when always on
	Active  bool
	Own     bool
}

// Error is a file that could not be read to its end.
type Error struct {
	Path string
	Line int
	Err  error
}

func (e *Error) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Root is a directory with configuration files.
type Root struct {
	Dir string
	Own bool
	// Bases are names of files without profile and suffix; nil means application and bootstrap.
	Bases []string
	// Any makes every properties and YAML file of the directory a base, for
	// programs whose framework has no fixed names.
	Any bool
}

// Load reads the configuration files of the roots. A file name in an earlier root
// hides the same name in a later one, as on a class path; what a config server
// gives has bases of its own and hides nothing.
func Load(tree *scan.Tree, roots []Root, props func(string) (string, bool)) (*Config, []*Error) {
	c := &Config{props: props}
	var errs []*Error
	seen := map[string]bool{}
	for order, r := range roots {
		for _, f := range files(tree, r) {
			key := f.name + "|" + strings.Join(r.Bases, ",")
			if seen[key] {
				continue
			}
			seen[key] = true
			layers, err := read(tree, f)
			if err != nil {
				errs = append(errs, err)
			}
			for i := range layers {
				layers[i].Own = r.Own
				layers[i].rank += 1_000_000 * serverRank(r, order)
			}
			c.layers = append(c.layers, layers...)
		}
	}
	slices.SortStableFunc(c.layers, func(a, b Layer) int { return cmp.Compare(a.rank, b.rank) })
	c.active = c.activeProfiles()
	c.build()
	return c, errs
}

// serverRank puts what a config server gives above what the program has.
func serverRank(r Root, order int) int {
	if r.Bases != nil {
		return 1 + order
	}
	return 0
}

type file struct {
	path, name string // name relative to the root
	base       string
	profile    string
	rank       int
}

const maxFiles = 200

// files lists the configuration files of a root, in it and in config/ below.
func files(tree *scan.Tree, r Root) []file {
	bases := r.Bases
	if bases == nil {
		bases = []string{"application", "bootstrap"}
	}
	var out []file
	for _, e := range tree.Under(r.Dir) {
		rel := strings.TrimPrefix(e.Path, r.Dir+"/")
		dir := path.Dir(rel)
		if len(out) >= maxFiles || dir != "." && dir != "config" && !r.Any || strings.Count(rel, "/") > 1 || e.Size > 1<<20 {
			continue
		}
		f := file{path: e.Path, name: rel}
		if f.match(bases) || r.Any && f.any() {
			if dir == "config" {
				f.rank += 4
			}
			out = append(out, f)
		}
	}
	return out
}

// match splits NAME[-PROFILE].SUFFIX.
func (f *file) match(bases []string) bool {
	name := path.Base(f.name)
	ext := path.Ext(name)
	switch ext {
	case ".yml", ".yaml", ".properties":
	default:
		return false
	}
	stem := strings.TrimSuffix(name, ext)
	for i, b := range bases {
		rest, ok := strings.CutPrefix(stem, b)
		if !ok || rest != "" && rest[0] != '-' {
			continue
		}
		f.base, f.profile = b, strings.TrimPrefix(rest, "-")
		if b == "bootstrap" {
			f.rank -= 100
		}
		f.rank += 10 * i
		if ext == ".properties" {
			f.rank++
		}
		return true
	}
	return false
}

// any takes whatever looks like configuration; texts for people are left out.
func (f *file) any() bool {
	name := strings.ToLower(path.Base(f.name))
	switch path.Ext(name) {
	case ".yml", ".yaml", ".properties":
	default:
		return false
	}
	for _, no := range []string{"message", "i18n", "log4j", "logging", "lang", "validation", "commons-logging", "logback", "_zh", "_en", "mime"} {
		if strings.Contains(name, no) {
			return false
		}
	}
	f.base = name
	return true
}

func read(tree *scan.Tree, f file) ([]Layer, *Error) {
	text, err := tree.Text(f.path)
	if err != nil {
		return nil, &Error{Path: f.path, Err: cmp.Or(errors.Unwrap(err), err)}
	}
	parse := conf.YAML
	if strings.HasSuffix(f.path, ".properties") {
		parse = conf.Properties
	}
	settings, err := parse(text)
	var fe *Error
	if err != nil {
		fe = &Error{Path: f.path, Line: conf.LineOf(err), Err: err}
		if ce, ok := errors.AsType[*conf.Error](err); ok {
			fe.Err = ce.Err // the line is told beside it
		}
	}
	var out []Layer
	for _, s := range settings {
		if n := len(out); n == 0 || out[n-1].rank != s.Doc {
			out = append(out, Layer{Path: f.path, Profile: f.profile, rank: s.Doc})
		}
		l := &out[len(out)-1]
		key := Canonical(s.Key)
		l.settings = append(l.settings, setting{key: key, raw: s.Key, value: s.Value, line: s.Line})
		if k, _, _ := strings.Cut(key, "["); (k == "spring.config.activate.onprofile" || k == "spring.profiles") && s.Value != "" {
			if f.profile == "" {
				l.Profile = s.Value
			}
		}
	}
	for i := range out {
		out[i].rank = 100*f.rank + min(out[i].rank, 99)
		if out[i].Profile != "" {
			out[i].rank += 100_000
		}
	}
	return out, fe
}

// Canonical is the spelling in which all spellings of a key are the same: lower
// case, without dashes and underscores.
func Canonical(key string) string {
	plain := func(c byte) bool { return c != '-' && c != '_' && (c < 'A' || c > 'Z') && c < 0x80 }
	for i := 0; i < len(key); i++ {
		if !plain(key[i]) {
			return strings.ToLower(strings.Map(func(r rune) rune {
				if r == '-' || r == '_' {
					return -1
				}
				return r
			}, key))
		}
	}
	return key
}
