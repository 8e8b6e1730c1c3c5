package node

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

var (
	plainVersionRE = regexp.MustCompile(`^v?(\d+(?:\.\d+){0,2})$`)
	toolVersionsRE = regexp.MustCompile(`(?m)^node(?:js)?\s+(\S+)`)
)

// languageVersion states the versions of Node that the source asks for. A file
// that pins one is surer than the range of the engines.
func (a *analysis) languageVersion(p *pkg) fact.Set {
	var out fact.Set
	for _, q := range []*pkg{p, p.root} {
		if v := q.Volta["node"]; v.Value != "" && len(out) == 0 {
			out = append(out, fact.New(fact.LanguageVersion, v.Value, fact.FromBuild, q.Path, v.Line))
		}
	}
	if pin, ok := a.pinned(p.dir); ok {
		out = append(out, pin)
	}
	confidence := fact.High
	if len(out) > 0 {
		confidence = fact.Medium
	}
	for _, q := range []*pkg{p, p.root} {
		if v := q.Engines["node"]; v.Value != "" && v.Value != "*" {
			return append(out, fact.New(fact.LanguageVersion, strings.TrimSpace(v.Value), fact.FromBuild, q.Path, v.Line).With(confidence))
		}
	}
	return out
}

// pinned finds the nearest version file in the directory or above it.
func (a *analysis) pinned(dir string) (fact.Fact, bool) {
	for ; ; dir = path.Dir(dir) {
		for _, n := range []string{".nvmrc", ".node-version", ".tool-versions"} {
			name := path.Join(dir, n)
			if !a.tree.Has(name) {
				continue
			}
			text, err := a.tree.Text(name)
			if err != nil {
				a.problem(name, 0, err)
				continue
			}
			if v, line := pinnedVersion(n, text); v != "" {
				return fact.New(fact.LanguageVersion, v, fact.FromBuild, name, line), true
			}
		}
		if dir == "." {
			return fact.Fact{}, false
		}
	}
}

// pinnedVersion reads a version file. The code name of a release line stands for
// its number; "node" and "lts/*", which change with time, say nothing.
func pinnedVersion(name, text string) (string, int) {
	if name == ".tool-versions" {
		m := toolVersionsRE.FindStringSubmatchIndex(text)
		if m == nil {
			return "", 0
		}
		return strings.TrimPrefix(text[m[2]:m[3]], "v"), lineAt(text, m[0])
	}
	line := 0
	for s := range strings.SplitSeq(text, "\n") {
		line++
		s = strings.TrimSpace(s)
		if s == "" || s[0] == '#' {
			continue
		}
		if m := plainVersionRE.FindStringSubmatch(s); m != nil {
			return m[1], line
		}
		return codeName(strings.TrimPrefix(strings.ToLower(s), "lts/")), line
	}
	return "", 0
}

// codeName returns the release line of a code name.
// Source: the release schedule of Node.js.
func codeName(s string) string {
	return map[string]string{
		"argon": "4", "boron": "6", "carbon": "8", "dubnium": "10", "erbium": "12", "fermium": "14",
		"gallium": "16", "hydrogen": "18", "iron": "20", "jod": "22", "krypton": "24",
	}[s]
}
