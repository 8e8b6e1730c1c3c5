package syntax

import (
	"strings"
)

// interner keeps one copy of every name of a file, apart from the file's text.
type interner struct {
	one map[string]string
	two map[[2]string]string // joined by a dot
}

func newInterner() interner {
	return interner{one: map[string]string{}, two: map[[2]string]string{}}
}

// keep returns a copy that does not hold on to the file.
func (n interner) keep(s string) string {
	if s == "" {
		return ""
	}
	if k, ok := n.one[s]; ok {
		return k
	}
	s = strings.Clone(s)
	n.one[s] = s
	return s
}

// join returns base.name; a name that would become too long goes on from unknown.
func (n interner) join(base, name string) string {
	if base == "" {
		base = unknown
	}
	if len(base)+len(name) > maxName {
		base = unknown
		name = name[:min(len(name), maxName)]
	}
	key := [2]string{base, name}
	if k, ok := n.two[key]; ok {
		return k
	}
	k := base + "." + name
	n.two[[2]string{n.keep(base), n.keep(name)}] = k
	return k
}

// call returns NAME(), for what a call gives.
func (n interner) call(name string) string {
	if len(name) > maxName {
		return unknown
	}
	key := [2]string{name, "()"}
	k, ok := n.two[key]
	if !ok {
		k = name + "()"
		n.two[key] = k
	}
	return k
}

// keepShort copies a text off the file; short ones are kept once.
func (n interner) keepShort(s string) string {
	if len(s) <= 64 {
		return n.keep(s)
	}
	return strings.Clone(s)
}

// member returns the name of a member of what r stands for.
func (p *curly) member(r ref, name string) ref {
	out := ref{own: r.own}
	base := r.name
	if r.dims > 0 {
		base = ""
	}
	out.name = p.names.join(base, name)
	if base == "" {
		return out
	}
	for _, a := range r.also {
		out.also = append(out.also, p.names.join(a, name))
	}
	return out
}

// result returns what a call of the method gives: the type that is known of it before NAME().
func (n interner) result(method ref, returns func(string) string) ref {
	if method.name == "" || strings.HasPrefix(method.name, unknown) {
		return ref{}
	}
	var names []string
	add := func(name string) {
		if t := returns(name); t != "" && len(names) < maxAlso {
			names = append(names, t)
		}
	}
	add(method.name)
	for _, a := range method.also {
		add(a)
	}
	names = append(names, n.call(method.name))
	for _, a := range method.also {
		if len(names) < maxAlso {
			names = append(names, n.call(a))
		}
	}
	if len(names) == 1 {
		return ref{name: names[0]}
	}
	return ref{name: names[0], also: names[1:]}
}

// emit adds a use of a name at token i and returns its index.
func (p *curly) emit(kind Kind, r ref, i int) int {
	if r.name == "" && kind != Literal {
		r.name = unknown
	}
	i = max(0, min(i, len(p.toks)-1))
	p.uses = append(p.uses, Use{
		Kind: kind, Name: r.name, Also: r.also, Line: p.tok(i).line, Function: p.function,
	})
	return len(p.uses) - 1
}

// literal adds a string literal at token i.
func (p *curly) literal(text string, i int) int {
	at := p.emit(Literal, ref{}, i)
	u := &p.uses[at]
	u.Text, u.Within, u.Target = p.names.keepShort(text), p.within, p.target
	return at
}

// valueOf is what an argument is seen as.
func valueOf(v val) Value {
	out := Value{Known: v.known, Text: v.text}
	if !v.known && v.dims == 0 {
		out.Ref = v.name
	}
	return out
}

// scopes are the variables that can be seen, the innermost last.
type scopes struct {
	all    []variable
	latest map[string]int
}

type variable struct {
	name   string
	hidden int // index of the one of the same name outside, -1
	ref    ref
	known  bool   // it has one value, which is known
	str    bool   // it is a text that is known at least in part
	text   string // the value
	field  bool
}

func newScopes() scopes { return scopes{latest: map[string]int{}} }

func (s *scopes) add(v variable) {
	v.hidden = -1
	if at, ok := s.latest[v.name]; ok {
		v.hidden = at
	}
	s.latest[v.name] = len(s.all)
	s.all = append(s.all, v)
}

// leave forgets all variables but the first n.
func (s *scopes) leave(n int) {
	for i := len(s.all) - 1; i >= n; i-- {
		if v := s.all[i]; v.hidden >= 0 {
			s.latest[v.name] = v.hidden
		} else {
			delete(s.latest, v.name)
		}
	}
	s.all = s.all[:n]
}

func (s *scopes) find(name string) (*variable, bool) {
	at, ok := s.latest[name]
	if !ok {
		return nil, false
	}
	return &s.all[at], true
}
