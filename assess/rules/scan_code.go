package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/syntax"
)

// maxCache bounds the names whose conditions a worker remembers.
const maxCache = 20_000

// code looks at source code, if it holds a word that says that it may be worth it.
func (l *looker) code(x *codeIndex, name, text string) {
	if !x.tests && certainTest(name) || !x.always && !x.find.In(text) && !(x.addresses && addressRE.MatchString(text)) {
		return
	}
	f, ok := syntax.Parse(name, text)
	if !ok || f.Generated {
		return
	}
	for i := range f.Uses {
		l.use(x, &f.Uses[i])
	}
	l.ruleOut(f.Uses, text)
}

var addressRE = regexp.MustCompile(`\d\.\d{1,3}\.\d{1,3}\.\d`)

// use looks at one use of a name, or at one literal.
func (l *looker) use(x *codeIndex, u *syntax.Use) {
	if u.Kind != syntax.Literal {
		u.Names(func(name string) {
			for _, c := range l.find(&x.names, name) {
				l.test(c, u)
			}
		})
		if u.Target != "" {
			for _, c := range x.targeted {
				l.test(c, u)
			}
		}
		return
	}
	for _, c := range x.literals {
		l.test(c, u)
	}
	if len(x.worded) > 0 && x.inLiteral.In(u.Text) {
		for _, c := range x.worded {
			l.test(c, u)
		}
	}
	if u.Within != "" {
		for _, c := range l.find(&x.within, u.Within) {
			l.test(c, u)
		}
	}
}

// ruleOut looks for what rules places out, on the lines that match.
func (l *looker) ruleOut(uses []syntax.Use, text string) {
	lines := map[int][]int32{} // conditions by line
	for _, h := range l.out.hits {
		x := &l.prog.conds[h.cond]
		if x.role == matched && x.Code != nil {
			lines[int(h.line)] = append(lines[int(h.line)], l.prog.unless[x.rule]...)
		}
	}
	l.ruleOutPaths(lines, text)
	for i := range uses {
		u := &uses[i]
		for _, c := range lines[u.Line] {
			if x := &l.prog.conds[c]; !x.Code.onPaths() && x.named(u) {
				l.test(c, u)
			}
		}
	}
}

// ruleOutPaths looks for the lines of rules on files that write temporary ones, or none that can be told.
func (l *looker) ruleOutPaths(lines map[int][]int32, text string) {
	var all []string
	for line, conds := range lines { // the order of what places out does not matter
		for _, c := range conds {
			x := l.prog.conds[c].Code
			if !x.onPaths() {
				continue
			}
			if all == nil {
				all = strings.Split(text, "\n")
			}
			if x.Temporary && temporary(all, line) || x.Unplaced && unplaced(all, line) {
				l.hit(c, line)
			}
		}
	}
}

// onPaths tells of conditions that look at the path that a line writes, in the text around it.
func (x *Code) onPaths() bool { return x.Temporary || x.Unplaced }

// named tells whether a use has one of the names that the condition asks for.
func (c *cond) named(u *syntax.Use) bool {
	if len(c.Code.Names) == 0 {
		return true
	}
	found := false
	u.Names(func(name string) { found = found || matchAny(c.Code.Names, name) })
	return found
}

// find returns the conditions that ask for a name, and remembers them.
func (l *looker) find(x *index, name string) []int32 {
	cache := l.cache[x]
	found, ok := cache[name]
	if ok {
		return found
	}
	if cache == nil || len(cache) >= maxCache {
		cache = map[string][]int32{}
		l.cache[x] = cache
	}
	found = x.find(nil, name)
	slices.Sort(found)
	found = slices.Compact(found)
	cache[strings.Clone(name)] = found // not the text of the file with it
	return found
}

func (l *looker) test(c int32, u *syntax.Use) {
	if l.prog.conds[c].use(u) {
		l.hit(c, u.Line)
	}
}

// use tells whether a use whose name fits passes the rest of a condition.
func (c *cond) use(u *syntax.Use) bool {
	x := c.Code
	if len(x.Kinds) > 0 && !slices.Contains(x.Kinds, u.Kind) {
		return false
	}
	if (c.value != nil || len(x.Within) > 0) && u.Kind != syntax.Literal {
		return false
	}
	if len(x.Within) > 0 && !matchAny(x.Within, u.Within) {
		return false
	}
	if c.target != nil && !c.target.in(u.Target) || c.other != nil && !c.other.in(u.Function) {
		return false
	}
	for i, a := range x.Args {
		v, ok := argument(a, u.Args)
		if !ok || !c.args[i].holds(argumentOf(v)) || c.refs[i] != nil && !c.refs[i].in(v.Ref) {
			return false
		}
	}
	return c.value == nil || c.value.holds(literal(u.Text, !strings.Contains(u.Text, "{}")))
}

// argument finds the argument that a rule asks for.
func argument(a Arg, args []syntax.Value) (syntax.Value, bool) {
	if a.Name != "" {
		i := slices.IndexFunc(args, func(v syntax.Value) bool { return v.Name == a.Name })
		if i < 0 {
			return syntax.Value{}, false
		}
		return args[i], true
	}
	at := 0
	for _, v := range args {
		if v.Name != "" {
			continue
		}
		if at == a.At {
			return v, true
		}
		at++
	}
	return syntax.Value{}, false
}

func argumentOf(v syntax.Value) subject {
	s := literal(v.Text, v.Known)
	s.path = true
	return s
}
