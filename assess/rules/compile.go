package rules

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/spring"
	"github.com/gantry-ack/gantry/assess/internal/words"
	"github.com/gantry-ack/gantry/assess/syntax"
)

// role is which list of its rule a condition stands in.
type role uint8

const (
	matched role = iota
	unless
	requires
	excluding
)

// cond is a condition that was prepared.
type cond struct {
	Condition
	rule   int32 // in the set
	role   role
	value  *valueTest    // of Code, Config, Element, Instruction, Fact
	args   []*valueTest  // of Code
	refs   []*expression // of Code: of its arguments
	target *expression   // of Code; of File its Content; of Command its Args
	other  *expression   // of Code its Function; of File its Not
	accept constraint    // of Dependency
}

// program is a set of rules in the form in which a tree is scanned for them: for every kind of
// file an index that leads from what stands in it to the conditions that ask for it.
type program struct {
	conds        []cond
	code         map[syntax.Language]*codeIndex
	unless       map[int32][]int32 // conditions on code that rule places out, by rule
	config       index             // by canonical key
	anyConfig    []int32           // whatever the key
	globs        map[string][]int32
	dependencies map[string]*index
	artifacts    index // of Maven, for archives, whose group is lost
	instructions map[string][]int32
	around       map[int32][]int32 // conditions on the rest of a component, by rule
	commands     index
	facts        []int32
	checks       map[string][]int32
}

// codeIndex leads from uses in one language to conditions.
type codeIndex struct {
	names    index
	within   index
	literals []int32 // on every literal
	worded   []int32 // on every literal that holds a word of some of them
	targeted []int32 // on every use that is given to something

	find      *words.Set // in whatever case: a word for every condition
	inLiteral *words.Set // a word for every one of worded
	addresses bool       // files with IP addresses are read, too
	always    bool       // files are read whatever words they hold
	tests     bool       // tests are read, too
}

func compile(list []located) *program {
	p := &program{
		code: map[syntax.Language]*codeIndex{}, unless: map[int32][]int32{}, around: map[int32][]int32{}, globs: map[string][]int32{}, dependencies: map[string]*index{}, instructions: map[string][]int32{}, checks: map[string][]int32{},
	}
	wanted := wordLists{words: map[syntax.Language]map[string]bool{}, literals: map[syntax.Language][]string{}}
	for i, r := range list {
		for _, part := range []struct {
			role  role
			conds []Condition
		}{{matched, r.Match}, {unless, r.Unless}, {requires, r.Requires}, {excluding, r.Excluding}} {
			for _, x := range part.conds {
				p.add(prepare(x, int32(i), part.role), r.Rule, wanted)
			}
		}
	}
	for lang, list := range wanted.words {
		list[syntax.Marker] = true
		p.code[lang].find = words.NewFold(slices.Sorted(maps.Keys(list))...)
		p.code[lang].inLiteral = words.NewFold(wanted.literals[lang]...)
	}
	return p
}

// wordLists are the words of each language while its index is made.
type wordLists struct {
	words    map[syntax.Language]map[string]bool
	literals map[syntax.Language][]string
}

func prepare(x Condition, rule int32, as role) cond {
	c := cond{Condition: x, rule: rule, role: as}
	switch {
	case x.Code != nil:
		c.value = newValueTest(x.Code.Value)
		for _, a := range x.Code.Args {
			c.args = append(c.args, newValueTest(&a.Value))
			c.refs = append(c.refs, newExpression(a.Ref))
		}
		c.target, c.other = newExpression(x.Code.Target), newExpression(x.Code.Function)
	case x.Config != nil:
		c.value = newValueTest(x.Config.Value)
	case x.Element != nil:
		c.value = newValueTest(x.Element.Value)
	case x.Dependency != nil:
		c.accept, _ = parseConstraint(x.Dependency.Version) // was checked
	case x.File != nil:
		c.target, c.other = newExpression(x.File.Content), newExpression(x.File.Not)
	case x.Instruction != nil:
		c.value = newValueTest(x.Instruction.Value)
	case x.Command != nil:
		c.target = newExpression(x.Command.Args)
	case x.Fact != nil:
		c.value = newValueTest(x.Fact.Value)
	}
	return c
}

// add puts a condition into the indices.
func (p *program) add(c cond, r Rule, wanted wordLists) {
	n := int32(len(p.conds)) //nolint:gosec // bounded by the size of the files of rules
	p.conds = append(p.conds, c)
	if c.role == requires || c.role == excluding {
		p.around[c.rule] = append(p.around[c.rule], n)
	}
	glob := func(globs []string) {
		for _, g := range globs {
			p.globs[g] = append(p.globs[g], n)
		}
	}
	switch {
	case c.Code != nil && c.role == unless: // only looked at where the rule matches
		p.unless[c.rule] = append(p.unless[c.rule], n)
	case c.Code != nil:
		p.addCode(n, *c.Code, r, wanted)
	case c.Config != nil:
		glob(c.Config.Files)
		if anyKey(c.Config.Keys) {
			p.anyConfig = append(p.anyConfig, n)
			break
		}
		for _, k := range c.Config.Keys {
			p.config.add(canonical(k), n)
		}
	case c.Element != nil:
		glob(c.Element.Files)
	case c.Dependency != nil:
		x := p.dependencies[c.Dependency.Ecosystem]
		if x == nil {
			x = &index{}
			p.dependencies[c.Dependency.Ecosystem] = x
		}
		for _, name := range c.Dependency.Names {
			x.add(dependencyKey(c.Dependency.Ecosystem, name), n)
			if _, artifact, ok := strings.Cut(name, ":"); ok && c.Dependency.Ecosystem == Maven && strings.Trim(artifact, "*") != "" {
				p.artifacts.add(artifact, n)
			}
		}
	case c.File != nil:
		glob(c.File.Globs)
	case c.Instruction != nil:
		for _, name := range c.Instruction.Names {
			p.instructions[name] = append(p.instructions[name], n)
		}
	case c.Command != nil:
		for _, name := range c.Command.Names {
			p.commands.add(name, n)
		}
	case c.Fact != nil:
		p.facts = append(p.facts, n)
	default:
		p.checks[c.Check] = append(p.checks[c.Check], n)
	}
}

// canonical is the form of a key in which case, dashes, underscores and places in lists make no difference.
func canonical(key string) string {
	return spring.Canonical(listPlaceRE.ReplaceAllString(key, ""))
}

var listPlaceRE = regexp.MustCompile(`\[\d*\]`)

// addCode puts a condition on code into the index of each of its languages, with the words that
// a file must hold for it.
func (p *program) addCode(n int32, c Code, r Rule, wanted wordLists) {
	langs := c.Languages
	if len(langs) == 0 {
		langs = r.Languages
	}
	if len(langs) == 0 {
		langs = languages()
	}
	for _, lang := range langs {
		x := p.code[lang]
		if x == nil {
			x = &codeIndex{}
			p.code[lang], wanted.words[lang] = x, map[string]bool{}
		}
		x.tests = x.tests || slices.Contains(r.In, Tests)
		asked, to := c.Names, &x.names
		if len(asked) == 0 {
			asked, to = c.Within, &x.within
		}
		for _, name := range asked {
			to.add(name, n)
			if word := lastWord(name); word != "" {
				wanted.words[lang][strings.ToLower(word)] = true
			} else {
				x.always = true
			}
		}
		if len(asked) == 0 {
			if list := wordsFor(p.conds[n].value); list != nil {
				x.worded, wanted.literals[lang] = append(x.worded, n), append(wanted.literals[lang], list...)
			} else {
				x.literals = append(x.literals, n)
			}
			if c.Value == nil {
				x.targeted = append(x.targeted, n)
			}
			x.want(&p.conds[n], wanted.words[lang])
		}
	}
}

// wordsFor returns words of which a text must hold one, in whatever case, to pass a test; nil when there are none.
func wordsFor(t *valueTest) []string {
	if t == nil {
		return nil
	}
	if t.words != nil {
		return t.words
	}
	var out []string
	for _, s := range t.is {
		list := s.words()
		if list == nil {
			return nil
		}
		for _, w := range list {
			out = append(out, strings.ToLower(w))
		}
	}
	return out
}

// want adds the words that a file must hold for a condition on literals.
func (x *codeIndex) want(c *cond, wanted map[string]bool) {
	list := wordsFor(c.value)
	if list == nil {
		list = needed(c.Code.Target)
	}
	if list == nil && c.value != nil && len(c.value.is) == 1 && c.value.is[0] == IPAddress {
		x.addresses = true
		return
	}
	x.always = x.always || list == nil
	for _, w := range list {
		wanted[w] = true
	}
}
