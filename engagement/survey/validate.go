package survey

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

var (
	questionIDRE = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)
	keyRE        = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	aspectRE     = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
)

// validate finds every mistake in the bank's data.
func (b *Bank) validate() error {
	var errs []error
	seen := map[string]bool{}
	for _, s := range b.sections {
		if !keyRE.MatchString(s.ID) || !s.Title.Complete() || len(s.Questions) == 0 || seen[s.ID] {
			errs = append(errs, fmt.Errorf("section %q: needs an id of its own, a title in both languages and questions", s.ID))
		}
		seen[s.ID] = true
		for _, q := range s.Questions {
			for _, err := range q.mistakes() {
				errs = append(errs, fmt.Errorf("question %s: %w", q.ID, err))
			}
		}
	}
	return errors.Join(errs...)
}

func (q Question) mistakes() []error {
	var errs []error
	wrong := func(bad bool, format string, args ...any) {
		if bad {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	wrong(!questionIDRE.MatchString(q.ID), "an id is lower case words with dots")
	wrong(!slices.Contains([]Level{Org, Env, App, Component}, q.Scope), "unknown scope %q", q.Scope)
	wrong(q.PerEnvironment && (q.Scope == Org || q.Scope == Env), "perEnvironment is for scopes app and component")
	wrong(q.Tier != Core && q.Tier != Full, "unknown tier %q", q.Tier)
	wrong(!q.Text.Complete() || !q.Help.Complete(), "question and help need both languages")
	wrong(!q.Default.Text.Complete(), "the default needs its reason in both languages")
	wrong(len(q.Drives) == 0, "drives nothing")
	for _, a := range q.Drives {
		wrong(!aspectRE.MatchString(a), "drives %q, which is no aspect", a)
	}
	columns := q.Type == Table || q.Type == Record
	wrong(columns != (len(q.Columns) > 0), "columns belong to tables and records")
	errs = append(errs, q.Field.mistakes()...)
	keys := map[string]bool{}
	for _, c := range q.Columns {
		wrong(keys[c.Key], "column %s is there twice", c.Key)
		keys[c.Key] = true
		for _, err := range c.mistakes() {
			errs = append(errs, fmt.Errorf("column %s: %w", c.Key, err))
		}
	}
	return errs
}

func (c Column) mistakes() []error {
	errs := c.Field.mistakes()
	switch c.Type {
	case Multi, List, Table, Record:
		errs = append(errs, fmt.Errorf("a column holds no %s", c.Type))
	}
	if !keyRE.MatchString(c.Key) || slices.Contains(wrapperKeys(), c.Key) {
		errs = append(errs, fmt.Errorf("%q is no key for a column", c.Key))
	}
	if !c.Text.Complete() {
		errs = append(errs, errors.New("needs both languages"))
	}
	return errs
}

func (f Field) mistakes() []error {
	var errs []error
	if !slices.Contains(types(), f.Type) {
		errs = append(errs, fmt.Errorf("unknown type %q", f.Type))
	}
	if (f.Type == Quantity) != (f.Unit == CPU || f.Unit == Memory) {
		errs = append(errs, errors.New("a quantity, and nothing else, has the unit cpu or memory"))
	}
	if (f.Type == Choice || f.Type == Multi) != (len(f.Options) > 0) {
		errs = append(errs, errors.New("options belong to choice and multi"))
	}
	if err := f.Format.known(); err != nil {
		errs = append(errs, err)
	}
	keys := map[string]bool{}
	for _, o := range f.Options {
		if keys[o.Key] {
			errs = append(errs, fmt.Errorf("option %s is there twice", o.Key))
		}
		keys[o.Key] = true
		errs = append(errs, o.mistakes()...)
	}
	return errs
}

func (o Option) mistakes() []error {
	var errs []error
	if !keyRE.MatchString(o.Key) {
		errs = append(errs, fmt.Errorf("%q is no key for an option", o.Key))
	}
	if !o.Text.Complete() {
		errs = append(errs, fmt.Errorf("option %s needs both languages", o.Key))
	}
	if !slices.Contains([]Risk{"", Red, Yellow, Green}, o.Risk) {
		errs = append(errs, fmt.Errorf("option %s has unknown risk %q", o.Key, o.Risk))
	}
	risky := o.Risk == Red || o.Risk == Yellow
	if risky && !(o.Rationale.Complete() && o.Mitigation.Complete()) {
		errs = append(errs, fmt.Errorf("option %s is %s and needs rationale and mitigation in both languages", o.Key, o.Risk))
	}
	if !risky && (o.Rationale != i18n.Text{} || o.Mitigation != i18n.Text{}) {
		errs = append(errs, fmt.Errorf("option %s has a mitigation but no risk", o.Key))
	}
	return errs
}

func types() []Type {
	return []Type{Choice, Bool, Number, Percent, Quantity, Duration, Text, Date, CIDR, Multi, List, Table, Record}
}
