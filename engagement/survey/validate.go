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
)

// mistakes collects what is wrong with a part of the bank.
type mistakes []error

func (m *mistakes) wrong(bad bool, format string, args ...any) {
	if bad {
		*m = append(*m, fmt.Errorf(format, args...))
	}
}

// in adds the mistakes of a part below its name.
func (m *mistakes) in(what string, part mistakes) {
	for _, err := range part {
		*m = append(*m, fmt.Errorf("%s: %w", what, err))
	}
}

// validate finds every mistake in the bank's data.
func (b *Bank) validate() error {
	var m mistakes
	seen := map[string]bool{}
	earlier := map[string]Question{}
	drives := map[string]bool{}
	for _, d := range Drives() {
		drives[d.ID] = true
	}
	for _, s := range b.sections {
		m.in(fmt.Sprintf("section %q", s.ID), s.mistakes())
		m.wrong(seen[s.ID], "section %q is there twice", s.ID)
		seen[s.ID] = true
		for _, q := range s.Questions {
			_, before := earlier[q.ID]
			m.wrong(before, "question %s is there twice", q.ID)
			m.in("question "+q.ID, q.mistakes())
			m.in("question "+q.ID, q.driveMistakes(drives))
			m.in("question "+q.ID, q.conditionMistakes(earlier))
			earlier[q.ID] = q
		}
	}
	return errors.Join(m...)
}

func (s Section) mistakes() mistakes {
	var m mistakes
	m.wrong(!keyRE.MatchString(s.ID), "an id is lower case words with hyphens")
	m.wrong(!s.Title.Complete(), "the title needs both languages")
	m.wrong(!slices.Contains([]Area{Infrastructure, Applications, Target}, s.Area), "unknown area %q", s.Area)
	m.wrong(len(s.Questions) == 0, "has no questions")
	m.wrong(len(s.Roles) == 0, "says of no role that it can answer")
	return m
}

func (q Question) mistakes() mistakes {
	var m mistakes
	m.wrong(!questionIDRE.MatchString(q.ID), "an id is lower case words with dots")
	m.wrong(!slices.Contains(levels(), q.Scope), "unknown scope %q", q.Scope)
	m.wrong(q.PerEnvironment && (q.Scope == Org || q.Scope == Env), "perEnvironment is for scopes app and component")
	m.wrong(!slices.Contains(levels(), q.Ask) || !q.Allows(q.Ask), "asked at %q, where it cannot be answered", q.Ask)
	m.wrong(q.Tier != Core && q.Tier != Full, "unknown tier %q", q.Tier)
	m.wrong(!q.Text.Complete() || !q.Help.Complete(), "question and help need both languages")
	m.wrong(!q.Default.Text.Complete(), "the default needs its reason in both languages")
	for _, role := range q.Roles {
		m.wrong(!keyRE.MatchString(role), "%q is no id of a role", role)
	}
	m.wrong(twice(q.Roles), "a role is there twice")
	m.wrong(tabular(q.Type) != (len(q.Columns) > 0), "columns belong to tables and records")
	m = append(m, q.Field.mistakes()...)
	keys := map[string]bool{}
	for _, c := range q.Columns {
		m.wrong(keys[c.Key], "column %s is there twice", c.Key)
		keys[c.Key] = true
		m.in("column "+c.Key, c.mistakes())
		m.wrong(c.Unique && q.Type != Table, "column %s: unique is for tables", c.Key)
	}
	return m
}

func (q Question) driveMistakes(known map[string]bool) mistakes {
	var m mistakes
	m.wrong(len(q.Drives) == 0, "drives nothing")
	m.wrong(twice(q.Drives), "a drive is there twice")
	for _, id := range q.Drives {
		m.wrong(!known[id], "drives %q, which nothing names", id)
	}
	return m
}

func (c Column) mistakes() mistakes {
	m := c.Field.mistakes()
	m.wrong(c.Type == Multi || c.Type == List || tabular(c.Type), "a column holds no %s", c.Type)
	m.wrong(!keyRE.MatchString(c.Key) || slices.Contains(wrapperKeys(), c.Key), "%q is no key for a column", c.Key)
	m.wrong(!c.Text.Complete(), "needs both languages")
	return m
}

func (f Field) mistakes() mistakes {
	var m mistakes
	m.wrong(!slices.Contains(types(), f.Type), "unknown type %q", f.Type)
	m.wrong((f.Type == Quantity) != (f.Unit == CPU || f.Unit == Memory), "a quantity, and nothing else, has the unit cpu or memory")
	m.wrong((f.Type == Choice || f.Type == Multi) != (len(f.Options) > 0), "options belong to choice and multi")
	number := f.Type == Number
	m.wrong(number != f.Measure.Complete() || !number && f.Measure != i18n.Text{}, "a number, and nothing else, says in both languages what it counts")
	m.wrong(!number && (f.Min != 0 || f.Max != 0), "min and max belong to numbers")
	m.wrong(f.Max != 0 && f.Max < f.Min, "max is below min")
	m.wrong(f.Type != Multi && (f.Most != 0 || f.Ranked), "most and ranked belong to multi")
	m.wrong(f.Most < 0 || f.Most > 0 && f.Most >= len(f.Options), "most limits nothing")
	if err := f.Format.known(); err != nil {
		m = append(m, err)
	}
	m.wrong(f.Format != "" && f.Type != Text && f.Type != List, "a format belongs to texts")
	keys := map[string]bool{}
	for _, o := range f.Options {
		m.wrong(keys[o.Key], "option %s is there twice", o.Key)
		keys[o.Key] = true
		m.wrong(o.Exclusive && f.Type != Multi, "option %s: exclusive is for multi", o.Key)
		m.in("option "+o.Key, o.mistakes())
	}
	return m
}

func (o Option) mistakes() mistakes {
	var m mistakes
	m.wrong(!keyRE.MatchString(o.Key), "%q is no key for an option", o.Key)
	m.wrong(o.Key == string(Unknown) || o.Key == string(NotApplicable), "that is a state of every answer, not an option")
	m.wrong(!o.Text.Complete(), "needs both languages")
	m.wrong(!slices.Contains([]Risk{"", Red, Yellow, Green}, o.Risk), "unknown risk %q", o.Risk)
	m.wrong(o.Risky() && !(o.Rationale.Complete() && o.Mitigation.Complete()), "is %s and needs rationale and mitigation in both languages", o.Risk)
	m.wrong(!o.Risky() && (o.Rationale != i18n.Text{} || o.Mitigation != i18n.Text{}), "has a mitigation but no risk")
	return m
}

// Risky tells whether the option is a risk, so that rationale and mitigation are there.
func (o Option) Risky() bool { return o.Risk == Red || o.Risk == Yellow }

// tabular tells whether values of the type have columns.
func tabular(t Type) bool { return t == Table || t == Record }

func twice(list []string) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) < len(list)
}

func levels() []Level { return []Level{Org, Env, App, Component} }

func types() []Type {
	return []Type{Choice, Bool, Number, Percent, Quantity, Duration, Text, Date, CIDR, Multi, List, Table, Record}
}
