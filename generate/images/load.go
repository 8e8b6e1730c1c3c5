package images

import (
	"bytes"
	_ "embed" // the table
	"errors"
	"fmt"
	"regexp"

	"go.yaml.in/yaml/v3"
)

//go:embed images.yaml
var data []byte // never written

var (
	monthRE = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)
	refRE   = regexp.MustCompile(`^[a-z0-9]+(?:[-/][a-z0-9]+)*:[0-9A-Za-z][\w.-]*[0-9][\w.-]*$`)
)

// Load reads the embedded table and checks it.
func Load() (Table, error) { return parse(data) }

func parse(text []byte) (Table, error) {
	var t Table
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&t); err != nil {
		return Table{}, fmt.Errorf("reading the table of base images: %w", err)
	}
	if err := t.check(); err != nil {
		return Table{}, fmt.Errorf("checking the table of base images: %w", err)
	}
	return t, nil
}

// check reports everything in the table that would make a wrong choice.
func (t Table) check() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !monthRE.MatchString(t.AsOf) {
		bad("asOf %q is no month", t.AsOf)
	}
	seen := map[string]bool{}
	for _, l := range t.Languages {
		if l.ID == "" || seen[l.ID] {
			bad("language %q is nameless or there twice", l.ID)
		}
		seen[l.ID] = true
		if _, ok := l.release(l.Default); !ok {
			bad("%s: the default %q is no release", l.ID, l.Default)
		}
		for i, r := range l.Releases {
			if i > 0 && parseVersion(l.Releases[i-1].Version).compare(parseVersion(r.Version)) >= 0 {
				bad("%s: %s does not come after %s", l.ID, r.Version, l.Releases[i-1].Version)
			}
			errs = append(errs, r.check(l.ID)...)
		}
	}
	return errors.Join(errs...)
}

func (r Release) check(lang string) []error {
	var errs []error
	if len(parseVersion(r.Version)) == 0 {
		errs = append(errs, fmt.Errorf("%s: %q is no version", lang, r.Version))
	}
	if !monthRE.MatchString(r.Ends) {
		errs = append(errs, fmt.Errorf("%s %s: ends %q is no month", lang, r.Version, r.Ends))
	}
	if r.Runtime[""] == "" {
		errs = append(errs, fmt.Errorf("%s %s: no image to run on", lang, r.Version))
	}
	for _, m := range []map[string]string{r.Build, r.Runtime} {
		for use, ref := range m {
			if ref != Scratch && !refRE.MatchString(ref) {
				errs = append(errs, fmt.Errorf("%s %s %q: %q is no repository with an exact tag", lang, r.Version, use, ref))
			}
		}
	}
	return errs
}
