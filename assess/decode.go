package assess

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/gantry-ack/gantry/assess/fact"
)

// MaxSize bounds a stored assessment, in bytes; that of a source with thousands of
// components stays far below.
const MaxSize = 64 << 20

// Decode reads an assessment as gantry assess prints it. It takes nothing on trust:
// the schema must be known, names unique, and every place of evidence a path inside the
// source. Fields that a newer version added within the schema are ignored.
func Decode(r io.Reader) (Assessment, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return Assessment{}, fmt.Errorf("reading an assessment: %w", err)
	}
	if len(data) > MaxSize {
		return Assessment{}, fmt.Errorf("reading an assessment: it is larger than %d MiB; assess the source again", MaxSize>>20)
	}
	var a Assessment
	if err := json.Unmarshal(data, &a); err != nil {
		return Assessment{}, fmt.Errorf("reading an assessment: %w; assess the source again", err)
	}
	if err := a.check(); err != nil {
		return Assessment{}, fmt.Errorf("reading an assessment: %w; assess the source again", err)
	}
	return a, nil
}

// Encode writes the assessment as indented JSON.
func (a Assessment) Encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(a); err != nil {
		return fmt.Errorf("writing an assessment: %w", err)
	}
	return nil
}

func (a Assessment) check() error {
	if a.Schema != Schema {
		return fmt.Errorf("its schema is %.60q, want %q", a.Schema, Schema)
	}
	var problems []error
	seen := map[string]bool{}
	for _, c := range a.Components {
		if c.Name == "" || seen[c.Name] {
			problems = append(problems, fmt.Errorf("component name %.60q is empty or there twice", c.Name))
		}
		seen[c.Name] = true
		problems = append(problems, c.check())
	}
	for _, f := range a.Findings {
		if !slices.Contains([]Severity{High, Medium, Low}, f.Severity) {
			problems = append(problems, fmt.Errorf("finding %.60q has the severity %.20q", f.ID, f.Severity))
		}
		problems = append(problems, checkEvidence(f.Evidence))
	}
	return errors.Join(limited(problems)...)
}

func (c Component) check() error {
	var problems []error
	for _, p := range []string{c.Path, c.BuildRoot} {
		if p != "" && !fs.ValidPath(p) {
			problems = append(problems, fmt.Errorf("component %.60q is at %.80q, which is no path inside a source", c.Name, p))
		}
	}
	for _, p := range c.Ports {
		if p.Port < 1 || p.Port > 65535 {
			problems = append(problems, fmt.Errorf("component %.60q has the port %d", c.Name, p.Port))
		}
	}
	problems = append(problems, checkFacts(c.Facts))
	for _, x := range c.Conflicts {
		problems = append(problems, checkFacts(x.Candidates))
	}
	return errors.Join(limited(problems)...)
}

func checkFacts(facts fact.Set) error {
	var problems []error
	for _, f := range facts {
		if !f.Known() {
			problems = append(problems, fmt.Errorf("fact %.60q has the origin %.20q and the confidence %.20q", f.Key, f.Origin, f.Confidence))
		}
		problems = append(problems, checkEvidence(f.Evidence))
	}
	return errors.Join(limited(problems)...)
}

func checkEvidence(places []fact.Evidence) error {
	for _, e := range places {
		if !fs.ValidPath(e.Path) || e.Line < 0 {
			return fmt.Errorf("evidence at %.80q, line %d, is no place inside a source", e.Path, e.Line)
		}
	}
	return nil
}

// limited keeps the first few problems: of a damaged file they say it all.
func limited(problems []error) []error {
	const most = 5
	problems = slices.DeleteFunc(problems, func(err error) bool { return err == nil })
	return problems[:min(len(problems), most)]
}
