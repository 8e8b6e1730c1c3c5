// Package fact defines what evidence shows about a component: a key, a value and
// the lines that say so. Facts are kept, all of them; which candidate holds is
// decided by Best, and candidates that disagree are a conflict for a person.
package fact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Evidence is a place in the source. Path is slash-separated and relative to the
// root of the source; Line counts from 1, and 0 means the file as a whole.
type Evidence struct {
	Path string `json:"path"`
	Line int    `json:"line"`
}

// String prints the place as path:line, the form in which tools and editors accept it.
func (e Evidence) String() string {
	if e.Line == 0 {
		return e.Path
	}
	return fmt.Sprintf("%s:%d", e.Path, e.Line)
}

// Origin tells what kind of source a fact was read from. It decides which of two
// candidates holds, following the order in which running software resolves its
// settings: what is given at start wins over configuration, configuration over
// constants in code, those over the build file; a file that describes a
// deployment elsewhere (compose, EXPOSE) is weaker than the source itself, and
// the documented default of a framework is the weakest.
type Origin string

// The origins, strongest first.
const (
	FromStart   Origin = "start"   // start command or environment of a unit, Procfile or script
	FromConfig  Origin = "config"  // configuration file that the program reads
	FromCode    Origin = "code"    // constant or call in source code
	FromBuild   Origin = "build"   // build file, lock file, version file
	FromDeploy  Origin = "deploy"  // Dockerfile, compose file, manifest
	FromDefault Origin = "default" // documented default of a framework or tool
)

func (o Origin) rank() int {
	return slices.Index([]Origin{FromStart, FromConfig, FromCode, FromBuild, FromDeploy, FromDefault}, o)
}

// Confidence tells how sure the detector is that the evidence means the fact.
type Confidence string

// The confidences, surest first.
const (
	High   Confidence = "high"   // the evidence states it
	Medium Confidence = "medium" // it follows from the evidence by a rule that rarely errs
	Low    Confidence = "low"    // a guess worth showing
)

func (c Confidence) rank() int {
	return slices.Index([]Confidence{High, Medium, Low}, c)
}

// Fact is one observation. A secret's value is never a fact; only its place is.
type Fact struct {
	Key        string     `json:"key"`
	Value      string     `json:"value"`
	Evidence   []Evidence `json:"evidence"`
	Detector   string     `json:"detector"`
	Origin     Origin     `json:"origin"`
	Confidence Confidence `json:"confidence"`
}

// Known tells whether key, origin and confidence are those that this package names.
func (f Fact) Known() bool { return f.Key != "" && f.Origin.rank() >= 0 && f.Confidence.rank() >= 0 }

// New makes a fact with one place of evidence and high confidence.
func New(key, value string, origin Origin, path string, line int) Fact {
	return Fact{Key: key, Value: value, Origin: origin, Confidence: High, Evidence: []Evidence{{Path: path, Line: line}}}
}

// With returns the fact with another confidence.
func (f Fact) With(c Confidence) Fact {
	f.Confidence = c
	return f
}

// Set is a list of facts about one component.
type Set []Fact

// All returns the facts with the key, strongest first.
func (s Set) All(key string) Set {
	var out Set
	for _, f := range s {
		if f.Key == key {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, Stronger)
	return out
}

// Best returns the fact that holds for a single-valued key.
func (s Set) Best(key string) (Fact, bool) {
	all := s.All(key)
	if len(all) == 0 {
		return Fact{}, false
	}
	return all[0], true
}

// Value returns the value that holds for a single-valued key, or "".
func (s Set) Value(key string) string {
	f, _ := s.Best(key)
	return f.Value
}

// Values returns the distinct values of a many-valued key, sorted.
func (s Set) Values(key string) []string {
	var out []string
	for _, f := range s {
		if f.Key == key {
			out = append(out, f.Value)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Prefixed returns the facts whose key starts with prefix, sorted by key and strength.
func (s Set) Prefixed(prefix string) Set {
	var out Set
	for _, f := range s {
		if strings.HasPrefix(f.Key, prefix) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), Stronger(a, b))
	})
	return out
}

// Stronger orders facts of one key: by origin, then confidence, then place, so
// that the order never depends on which detector ran first.
func Stronger(a, b Fact) int {
	return cmp.Or(
		cmp.Compare(a.Origin.rank(), b.Origin.rank()),
		cmp.Compare(a.Confidence.rank(), b.Confidence.rank()),
		cmp.Compare(a.place().Path, b.place().Path),
		cmp.Compare(a.place().Line, b.place().Line),
		cmp.Compare(a.Value, b.Value),
		cmp.Compare(a.Detector, b.Detector),
	)
}

func (f Fact) place() Evidence {
	if len(f.Evidence) == 0 {
		return Evidence{}
	}
	return f.Evidence[0]
}
