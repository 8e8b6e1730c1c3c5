package syntax

import (
	"strings"
)

// Bounds of what a hostile file can make the readers of Java and C# do.
const (
	maxNesting = 120     // of brackets, blocks and types that are followed
	maxName    = 240     // bytes of a name; a longer chain goes on from "?"
	maxFolded  = 4 << 10 // bytes of a text that constants make
	maxAlso    = 8       // other names of one use
)

// unknown is the receiver that is not known.
const unknown = "?"

// curly reads the languages whose syntax comes from C: Java and C#. The parts that differ are
// in java*.go and csharp*.go, behind dialect. It parses as far as names, types and arguments
// need and steps over what it does not understand, always forward.
type curly struct {
	dialect
	cs    bool // C#, else Java
	toks  []curlyToken
	match []int // of a bracket: the index of the other one, or where the file ends
	i     int   // of the next token
	depth int
	uses  []Use
	names interner

	pkg        string          // package or namespace
	declared   map[string]bool // types of the file, by their last name
	supers     map[string]int  // base class of a declared type, as the index of its first token
	reassigned map[string]bool // variables that are assigned somewhere behind their declaration
	types      []typeScope
	vars       scopes
	function   string

	within   string // of literals
	target   string
	expected ref // type that new() without a name makes
}

// dialect is what Java and C# do differently about names.
type dialect interface {
	// resolve gives the whole name of a type by the first of its names.
	resolve(p *curly, name string) ref
	// bare gives the name of a function that is called without a receiver, "" when it is
	// one of the file or its superclass.
	bare(p *curly, name string) ref
	// root tells whether a name that is no variable begins the name of a package or namespace,
	// and how many of the tokens behind i belong to it.
	root(p *curly, i int) (name string, next int, ok bool)
	// returns gives the type that a well-known method returns, "" for none.
	returns(method string) string
}

// ref is what is known of a value or a type: the name of its type.
type ref struct {
	name   string // "" when it is not known
	also   []string
	dims   int8 // of an array
	static bool // the type itself, not an object of it
	own    bool // a type of the file
}

// val is what is known of an expression.
type val struct {
	ref
	known bool
	str   bool   // it is a string
	text  string // with constants of the file put in
	lit   string // as it is written, "{}" for constants too
	use   int    // index of the literal that it is, -1
}

func unknownVal() val { return val{text: "{}", lit: "{}", use: -1} }

func refVal(r ref) val { return val{ref: r, text: "{}", lit: "{}", use: -1} }

// typeScope is a type of the file while its body is read.
type typeScope struct {
	name    string // last name
	super   ref    // base class
	methods map[string]ref
	params  map[string]bool // type parameters of it and of the method being read
}

func newCurly(d dialect, toks []curlyToken) *curly {
	p := &curly{
		dialect: d, toks: toks, names: newInterner(), uses: make([]Use, 0, len(toks)/8+8),
		declared: map[string]bool{}, supers: map[string]int{}, reassigned: map[string]bool{}, vars: newScopes(),
	}
	p.match = matching(toks)
	return p
}

// tok returns a token; behind the end there are empty ones.
func (p *curly) tok(i int) curlyToken {
	if i >= 0 && i < len(p.toks) {
		return p.toks[i]
	}
	return curlyToken{}
}

// is tells whether the token is that name or sign.
func (p *curly) is(i int, text string) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].text == text && p.toks[i].kind <= tokPunct
}

func (p *curly) isName(i int) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].kind == tokName
}

func (p *curly) isPunct(i int, chars string) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].kind == tokPunct && len(p.toks[i].text) == 1 && strings.Contains(chars, p.toks[i].text)
}

// close returns the index of the bracket that closes the one at i.
func (p *curly) close(i int) int { return p.match[i] }

// matching pairs the brackets. One that is not closed by its kind ends where the one around it
// does.
func matching(toks []curlyToken) []int {
	match := make([]int, len(toks))
	var open []int
	for i, t := range toks {
		match[i] = len(toks)
		if t.kind != tokPunct {
			continue
		}
		switch t.text {
		case "(", "[", "{", holeOpen:
			open = append(open, i)
		case ")", "]", "}", holeClose:
			at := lastOpen(toks, open, t.text)
			if at < 0 {
				match[i] = i
				continue
			}
			for _, o := range open[at:] {
				match[o] = i
			}
			match[i] = open[at]
			open = open[:at]
		}
	}
	return match
}

// lastOpen finds the bracket that the closing one belongs to: the last of its kind, or none
// when a brace lies between.
func lastOpen(toks []curlyToken, open []int, closing string) int {
	want := map[string]string{")": "(", "]": "[", "}": "{", holeClose: holeOpen}[closing]
	for at := len(open) - 1; at >= 0 && len(open)-at <= maxNesting; at-- {
		switch text := toks[open[at]].text; {
		case text == want:
			return at
		case text == "{":
			return -1
		}
	}
	return -1
}

// prescan notes the types that the file declares and the variables that are assigned again.
func (p *curly) prescan() {
	for i := 0; i < len(p.toks); i++ {
		t := p.toks[i]
		if t.kind != tokName {
			continue
		}
		switch t.text {
		case "class", "interface", "enum", "record", "struct":
			p.noteType(i)
			continue
		}
		if p.assigns(i+1) && !p.endsType(i-1) {
			p.reassigned[t.text] = true
		}
	}
}

// noteType notes the type whose keyword is at i, and where its base class stands.
func (p *curly) noteType(i int) {
	if p.is(i-1, ".") || !p.isName(i+1) || p.is(i+1, "struct") || p.is(i+1, "class") {
		return
	}
	name := p.toks[i+1].text
	p.declared[name] = true
	if kind := p.toks[i].text; kind == "interface" || kind != "class" && !p.cs {
		return
	}
	before := ":"
	if !p.cs {
		before = "extends"
	}
	for j := i + 2; j < len(p.toks) && j < i+maxTypeTokens && !p.isPunct(j, "{;"); j++ {
		switch {
		case p.isPunct(j, "(["):
			j = p.close(j)
		case p.is(j, "<"):
			if end, ok := p.angles(j); ok {
				j = end - 1
			}
		case p.is(j, before):
			if _, ok := p.supers[name]; !ok {
				p.supers[name] = j + 1
			}
			return
		}
	}
}

// assigns tells whether an assignment to what stands before i is at i, other than a first one
// in a declaration.
func (p *curly) assigns(i int) bool {
	t := p.tok(i)
	if t.kind != tokPunct {
		return false
	}
	switch t.text {
	case "=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "??=", "<<=", "++", "--":
		return true
	}
	return false
}

// endsType tells whether a type may end at i, so that the name behind is being declared.
func (p *curly) endsType(i int) bool {
	t := p.tok(i)
	if t.kind == tokName {
		switch t.text {
		case "return", "else", "do", "case", "throw", "in", "out", "ref", "await", "yield":
			return false
		}
		return true
	}
	return p.isPunct(i, ">]?")
}

// nest calls f unless the nesting is too deep; then it steps over the bracket at the next token.
func (p *curly) nest(f func()) {
	if p.depth >= maxNesting {
		if p.i < len(p.toks) {
			p.i = max(p.i, p.close(p.i)) + 1
		}
		return
	}
	p.depth++
	f()
	p.depth--
}
