package rules

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/syntax"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// checker finds what is wrong with a rule and tells where.
type checker struct {
	at       func() (file string, node *yaml.Node) // of the rule
	problems []error
}

func (c *checker) bad(at []any, format string, args ...any) {
	file, node := c.at()
	c.problems = append(c.problems, fmt.Errorf("%s:%d: %s", file, lineOf(lookup(node, at...)), fmt.Sprintf(format, args...)))
}

func at(steps ...any) []any { return steps }

// under is a longer path.
func under(path []any, steps ...any) []any { return append(slices.Clone(path), steps...) }

var ruleIDRE = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)

const (
	maxTitle = 120 // characters
	maxHours = 2000
)

func (c *checker) rule(r Rule) {
	if !ruleIDRE.MatchString(r.ID) || len(r.ID) > 60 {
		c.bad(at("id"), "the id %.70q is not of the form java-local-file", r.ID)
	}
	if !slices.Contains(assess.Dimensions(), r.Dimension) {
		c.bad(at("dimension"), "%s: the dimension %q is none of %v", r.ID, r.Dimension, assess.Dimensions())
	}
	if !slices.Contains(assess.Severities(), r.Severity) {
		c.bad(at("severity"), "%s: the severity %q is none of %v", r.ID, r.Severity, assess.Severities())
	}
	if !slices.Contains(assess.Actions(), r.Action) {
		c.bad(at("action"), "%s: the action %q is none of %v", r.ID, r.Action, assess.Actions())
	}
	if !slices.Contains(assess.Parties(), r.By) {
		c.bad(at("by"), "%s: by %q is none of %v", r.ID, r.By, assess.Parties())
	}
	c.texts(r)
	c.effort(r)
	c.example(r)
	c.links(r)
	c.limits(r)
	c.conditions(r)
}

func (c *checker) texts(r Rule) {
	for _, t := range []struct {
		key  string
		text i18n.Text
	}{{"title", r.Title}, {"rationale", r.Rationale}, {"remedy", r.Remedy}} {
		for _, lang := range []struct{ key, text string }{{"zh", t.text.ZH}, {"en", t.text.EN}} {
			switch {
			case strings.TrimSpace(lang.text) == "":
				c.bad(at(t.key, lang.key), "%s: the %s has no %s", r.ID, t.key, lang.key)
			case t.key == "title" && (utf8.RuneCountInString(lang.text) > maxTitle || strings.Contains(strings.TrimSpace(lang.text), "\n")):
				c.bad(at(t.key, lang.key), "%s: a title is one line of at most %d characters", r.ID, maxTitle)
			}
		}
	}
}

func (c *checker) effort(r Rule) {
	for _, e := range []struct {
		key   string
		hours assess.Hours
	}{{"once", r.Effort.Once}, {"each", r.Effort.Each}, {"most", r.Effort.Most}} {
		if low, high := e.hours[0], e.hours[1]; math.IsNaN(low+high) || low < 0 || high < low || high > maxHours {
			c.bad(at("effort", e.key), "%s: the hours %v are not [least, most]", r.ID, e.hours)
		}
	}
	if work := r.Effort.Once.Plus(r.Effort.Each); (r.Action == assess.Change || r.Action == assess.Configure) && work[1] <= 0 {
		c.bad(at("effort"), "%s: something must change, and it costs nothing", r.ID)
	}
}

func (c *checker) example(r Rule) {
	if r.Action != assess.Change && r.Action != assess.Configure && r.Example == (Example{}) {
		return
	}
	if strings.TrimSpace(r.Example.After) == "" || strings.TrimSpace(r.Example.Language) == "" {
		c.bad(at("example"), "%s: the example lacks its language or after", r.ID)
	}
}

func (c *checker) links(r Rule) {
	for i, l := range r.Links {
		u, err := url.Parse(l.URL)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			c.bad(at("links", i, "url"), "%s: the link %.100q is no https address", r.ID, l.URL)
		}
		if strings.TrimSpace(l.Title) == "" {
			c.bad(at("links", i), "%s: a link has no title", r.ID)
		}
	}
}

func (c *checker) limits(r Rule) {
	for i, l := range r.Languages {
		c.language(r.ID, l, at("languages", i))
	}
	for i, p := range r.In {
		if !slices.Contains([]Part{Main, Tests, Docs}, p) {
			c.bad(at("in", i), "%s: in %q is none of main, tests, docs", r.ID, p)
		}
	}
}

func (c *checker) language(id string, l syntax.Language, path []any) {
	if !slices.Contains(languages(), l) {
		c.bad(path, "%s: the language %q is none of %v", id, l, languages())
	}
}

// languages returns those that rules may ask for.
func languages() []syntax.Language {
	return []syntax.Language{syntax.Java, syntax.JavaScript, syntax.Python, syntax.Go, syntax.PHP, syntax.CSharp, syntax.Ruby}
}
