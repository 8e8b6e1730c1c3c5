// Package symbolic holds strings as far as source code tells them: literal
// pieces with holes for what is known only when the program runs. A port that is
// written as ":" + os.Getenv("PORT") is the literal ":" and a hole for PORT.
package symbolic

import (
	"slices"
	"strings"
)

// Kind tells what a part of a text is.
type Kind int

// The kinds of part. A language's reader resolves Ref, Param, Result and Flag by
// substitution as it learns more of the program; what is left counts as unknown.
const (
	Literal Kind = iota // Text is the string itself
	Env                 // Text names an environment variable; Default holds when it is not set
	Config              // Text is a path into configuration: server.port, GlobalConfig.System.Addr
	Ref                 // Text names a package-level value of package Pkg
	Param               // parameter Index of function Text of package Pkg
	Result              // what function Text of package Pkg returns
	Flag                // Text names a command-line flag
	Unknown
)

// Part is a piece of a text.
type Part struct {
	Kind    Kind
	Text    string
	Pkg     string
	Index   int
	Default Text   // of Env; nil when it has none
	Name    Text   // of Env whose name is itself to be resolved
	Path    string // file that the part was read from, when it is not the code at hand
	Line    int
}

// Text is a string with holes. Values are never changed in place.
type Text []Part

// Lit returns a text without holes.
func Lit(s string) Text { return Text{{Kind: Literal, Text: s}} }

// Hole returns a text that is one part of the kind.
func Hole(k Kind, name string) Text { return Text{{Kind: k, Text: name}} }

// EnvOr returns a text that an environment variable replaces.
func EnvOr(name string, def Text) Text { return Text{{Kind: Env, Text: name, Default: def}} }

// maxAlternatives bounds how many values a name is followed to, and maxParts how
// long a text grows, so that code made to explode does not.
const (
	maxAlternatives = 8
	maxParts        = 32
)

// Join concatenates every alternative of a with every one of b.
func Join(a, b []Text) []Text {
	var out []Text
	for _, x := range a {
		for _, y := range b {
			if len(out) == maxAlternatives || len(x)+len(y) > maxParts {
				return out
			}
			out = append(out, slices.Concat(x, y))
		}
	}
	return out
}

// Cap shortens a list of alternatives to what is worth following.
func Cap(alts []Text) []Text {
	if len(alts) > maxAlternatives {
		return alts[:maxAlternatives]
	}
	return alts
}

// Literal returns the string when the text has no hole.
func (t Text) Literal() (string, bool) {
	var b strings.Builder
	for _, p := range t {
		if p.Kind != Literal {
			return "", false
		}
		b.WriteString(p.Text)
	}
	return b.String(), len(t) > 0
}

// Default returns the string that results when no environment variable is set;
// what is unknown is empty.
func (t Text) Default() string {
	var b strings.Builder
	for _, p := range t {
		switch p.Kind {
		case Literal:
			b.WriteString(p.Text)
		case Env:
			b.WriteString(p.Default.Default())
		}
	}
	return b.String()
}

// Known tells whether the text is literals and environment variables only.
func (t Text) Known() bool {
	return len(t) > 0 && !slices.ContainsFunc(t, func(p Part) bool { return p.Kind != Literal && p.Kind != Env })
}

// Envs returns the names of the environment variables in the text.
func (t Text) Envs() []string {
	var out []string
	for _, p := range t {
		if p.Kind == Env && p.Text != "" {
			out = append(out, p.Text)
		}
	}
	return out
}

// String prints the text with environment variables as ${NAME} or
// ${NAME:default} and what is unknown as a star.
func (t Text) String() string {
	var b strings.Builder
	for _, p := range t {
		switch {
		case p.Kind == Literal:
			b.WriteString(p.Text)
		case p.Kind == Env && p.Default == nil:
			b.WriteString("${" + p.Text + "}")
		case p.Kind == Env:
			b.WriteString("${" + p.Text + ":" + p.Default.String() + "}")
		default:
			b.WriteString("*")
		}
	}
	return b.String()
}

// Expand replaces every part by the alternatives that resolve gives for it. A
// part that resolve declines (nil) stays.
func Expand(t Text, resolve func(Part) []Text) []Text {
	out := []Text{{}}
	for _, p := range t {
		alts := resolve(p)
		if alts == nil {
			alts = []Text{{p}}
		}
		out = Join(out, alts)
	}
	return out
}

// Merge puts a variable and the literal it falls back to together: code that reads
// PORT and assigns "8080" when it is empty has the alternatives ${PORT} and
// 8080, and means ${PORT:8080}. With several literals it is not known which one is meant.
func Merge(alts []Text) []Text {
	fallback := onlyLiteral(alts)
	var out []Text
	absorbed := false
	for _, t := range alts {
		if len(t) == 1 && t[0].Kind == Env && t[0].Name == nil && fallback != nil && t[0].Default.Default() == "" {
			t = EnvOr(t[0].Text, fallback)
			absorbed = true
		}
		if s, ok := t.Literal(); ok && s == "" && len(alts) > 1 {
			continue
		}
		out = append(out, t)
	}
	if absorbed {
		out = slices.DeleteFunc(out, func(t Text) bool { _, ok := t.Literal(); return ok })
	}
	slices.SortStableFunc(out, func(a, b Text) int { return holes(b) - holes(a) })
	return out
}

func onlyLiteral(alts []Text) Text {
	var found Text
	for _, t := range alts {
		s, ok := t.Literal()
		if !ok || s == "" {
			continue
		}
		if found != nil && found.Default() != s {
			return nil
		}
		found = t
	}
	return found
}

// holes ranks a bare environment variable above everything else.
func holes(t Text) int {
	if len(t) == 1 && t[0].Kind == Env {
		return 1
	}
	return 0
}
