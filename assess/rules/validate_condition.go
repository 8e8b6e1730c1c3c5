package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/gantry-ack/gantry/assess/syntax"
)

func (c *checker) conditions(r Rule) {
	if len(r.Match) == 0 {
		c.bad(at("match"), "%s: nothing matches", r.ID)
	}
	for _, list := range []struct {
		key   string
		conds []Condition
	}{{"match", r.Match}, {"unless", r.Unless}, {"requires", r.Requires}, {"excluding", r.Excluding}} {
		for i, x := range list.conds {
			path := at(list.key, i)
			c.condition(r, x, path)
			if list.key == "unless" && x.Fact != nil {
				c.bad(path, "%s: unless is about a place; use excluding for a fact", r.ID)
			}
			if list.key != "match" && list.key != "unless" && x.Check != "" {
				c.bad(path, "%s: a check can only match or keep places out", r.ID)
			}
		}
	}
}

func (c *checker) condition(r Rule, x Condition, path []any) {
	set := 0
	for _, is := range []bool{
		x.Code != nil, x.Config != nil, x.Element != nil, x.Dependency != nil, x.File != nil, x.Instruction != nil, x.Command != nil, x.Fact != nil, x.Check != "",
	} {
		if is {
			set++
		}
	}
	if set != 1 {
		c.bad(path, "%s: a condition is one of code, config, element, dependency, file, instruction, command, fact, check", r.ID)
		return
	}
	switch {
	case x.Code != nil:
		c.code(r.ID, *x.Code, under(path, "code"))
	case x.Config != nil:
		c.config(r.ID, *x.Config, under(path, "config"))
	case x.Element != nil:
		c.element(r.ID, *x.Element, under(path, "element"))
	case x.Dependency != nil:
		c.dependency(r.ID, *x.Dependency, under(path, "dependency"))
	case x.File != nil:
		c.globs(r.ID, x.File.Globs, true, under(path, "file", "globs"))
		c.regexp(r.ID, x.File.Content, under(path, "file", "content"))
		c.regexp(r.ID, x.File.Not, under(path, "file", "not"))
	case x.Instruction != nil:
		c.instruction(r.ID, *x.Instruction, under(path, "instruction"))
	case x.Command != nil:
		c.names(r.ID, x.Command.Names, true, under(path, "command", "names"))
		c.regexp(r.ID, x.Command.Args, under(path, "command", "args"))
	case x.Fact != nil:
		c.names(r.ID, x.Fact.Keys, true, under(path, "fact", "keys"))
		c.value(r.ID, x.Fact.Value, under(path, "fact", "value"))
	case checks()[x.Check].lines == nil:
		c.bad(under(path, "check"), "%s: there is no check %q", r.ID, x.Check)
	}
}

func (c *checker) code(id string, x Code, path []any) {
	for i, l := range x.Languages {
		c.language(id, l, under(path, "languages", i))
	}
	for i, k := range x.Kinds {
		if !slices.Contains(kinds(), k) {
			c.bad(under(path, "kinds", i), "%s: the kind %q is none of %v", id, k, kinds())
		}
	}
	c.names(id, x.Names, false, under(path, "names"))
	c.names(id, x.Within, false, under(path, "within"))
	for i, a := range x.Args {
		if a.At < 0 || a.At > 0 && a.Name != "" {
			c.bad(under(path, "args", i), "%s: an argument is told by at or by name", id)
		}
		c.regexp(id, a.Ref, under(path, "args", i, "ref"))
		if !a.Value.empty() { // that it is there may be all
			c.value(id, &a.Value, under(path, "args", i))
		}
	}
	c.value(id, x.Value, under(path, "value"))
	c.regexp(id, x.Target, under(path, "target"))
	c.regexp(id, x.Function, under(path, "function"))
	switch {
	case x.Temporary || x.Unplaced:
		if path[0] != "unless" || x.Temporary && x.Unplaced || len(x.Names)+len(x.Within)+len(x.Args)+len(x.Kinds) > 0 || x.Value != nil || x.Function != "" || x.Target != "" {
			c.bad(path, "%s: temporary and unplaced stand alone, in unless", id)
		}
	case len(x.Names)+len(x.Within)+len(x.Args) == 0 && x.Value == nil && x.Function == "" && x.Target == "":
		c.bad(path, "%s: give names or, for literals, value or within", id)
	case len(x.Names)+len(x.Within) == 0 && x.Value == nil && x.Target == "" && path[0] != "unless":
		c.bad(path, "%s: without names, value, within or target it would be tested on everything", id)
	case len(x.Names) > 0 && (x.Value != nil || len(x.Within) > 0):
		c.bad(path, "%s: value and within are for literals, which have no names; use args", id)
	}
}

func kinds() []syntax.Kind {
	return []syntax.Kind{
		syntax.Import, syntax.Type, syntax.New, syntax.Call, syntax.Annotation, syntax.Extends, syntax.Read, syntax.Write, syntax.Literal, syntax.Declare,
	}
}

func (v Value) empty() bool {
	return v.Matches == "" && v.Not == "" && len(v.Is) == 0 && v.Known == nil
}

func (c *checker) value(id string, v *Value, path []any) {
	if v == nil {
		return
	}
	if v.empty() {
		c.bad(path, "%s: a value without any test", id)
	}
	c.regexp(id, v.Matches, under(path, "matches"))
	c.regexp(id, v.Not, under(path, "not"))
	for i, s := range v.Is {
		if !slices.Contains(Sorts(), s) {
			c.bad(under(path, "is", i), "%s: the sort %q is none of %v", id, s, Sorts())
		}
	}
}

const maxExpression = 4000

func (c *checker) regexp(id, expr string, path []any) {
	if len(expr) > maxExpression {
		c.bad(path, "%s: an expression of more than %d bytes", id, maxExpression)
	} else if _, err := regexp.Compile(expr); err != nil {
		c.bad(path, "%s: %v", id, err)
	}
}

func (c *checker) names(id string, names []string, must bool, path []any) {
	if must && len(names) == 0 {
		c.bad(path, "%s: no names", id)
	}
	for i, n := range names {
		if strings.Trim(n, "*") == "" || strings.ContainsAny(n, " \t\n") {
			c.bad(under(path, i), "%s: the name %q says nothing", id, n)
		}
	}
}

func (c *checker) globs(id string, globs []string, must bool, path []any) {
	if must && len(globs) == 0 {
		c.bad(path, "%s: no globs", id)
	}
	for i, g := range globs {
		if g == "" || !doublestar.ValidatePattern(g) || strings.HasPrefix(g, "/") {
			c.bad(under(path, i), "%s: %q is no pattern for paths below the source, such as **/*.xml", id, g)
		}
	}
}

func (c *checker) config(id string, x Config, path []any) {
	c.globs(id, x.Files, false, under(path, "files"))
	if !anyKey(x.Keys) {
		c.names(id, x.Keys, false, under(path, "keys"))
	}
	c.value(id, x.Value, under(path, "value"))
	if anyKey(x.Keys) && x.Value == nil && (path[0] != "unless" || len(x.Files) == 0) {
		c.bad(path, "%s: give keys or a value", id)
	}
}

// anyKey tells of keys that leave every key open.
func anyKey(keys []string) bool { return len(keys) == 0 || slices.Contains(keys, "*") }

var elementPathRE = regexp.MustCompile(`^(//|/)?[\w.*-]+(/[\w.*-]+)*$`)

func (c *checker) element(id string, x Element, path []any) {
	c.globs(id, x.Files, true, under(path, "files"))
	c.value(id, x.Value, under(path, "value"))
	if !elementPathRE.MatchString(x.Path) {
		c.bad(under(path, "path"), "%s: the path %q is not of the form //appender or web-app/session-config", id, x.Path)
	}
}

func (c *checker) dependency(id string, x Dependency, path []any) {
	if !slices.Contains(ecosystems(), x.Ecosystem) {
		c.bad(under(path, "ecosystem"), "%s: the ecosystem %q is none of %v", id, x.Ecosystem, ecosystems())
	}
	c.names(id, x.Names, true, under(path, "names"))
	for i, n := range x.Names {
		if x.Ecosystem == Maven && strings.Count(n, ":") != 1 {
			c.bad(under(path, "names", i), "%s: %q is not of the form group:artifact", id, n)
		}
	}
	if _, err := parseConstraint(x.Version); err != nil {
		c.bad(under(path, "version"), "%s: %v", id, err)
	}
}

func (c *checker) instruction(id string, x Instruction, path []any) {
	c.value(id, x.Value, under(path, "value"))
	if len(x.Names) == 0 {
		c.bad(path, "%s: no names", id)
	}
	known := []string{
		"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
	}
	for i, n := range x.Names {
		if !slices.Contains(known, n) {
			c.bad(under(path, "names", i), "%s: %q is no instruction", id, n)
		}
	}
}
