package node

import (
	"net/url"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// logins states the settings of npm that hold a login. Its value is never kept.
func (st *statement) logins() {
	for _, q := range []*pkg{st.p.root, st.p} {
		f := st.a.file(q, ".npmrc")
		if f == "" {
			continue
		}
		text, err := st.a.tree.Text(f)
		if err != nil {
			continue
		}
		line := 0
		for s := range strings.Lines(text) {
			line++
			name, value, ok := strings.Cut(strings.TrimSpace(s), "=")
			name = strings.TrimSpace(name)
			if !ok || !strings.HasSuffix(name, "_authToken") && !strings.HasSuffix(name, "_auth") && !strings.HasSuffix(name, "_password") {
				continue
			}
			c := fact.High
			if strings.Contains(value, "${") { // whoever builds gives it
				c = fact.Low
			}
			st.at(fact.BuildLogin, relative(st.p.buildRoot(), f), fact.FromBuild, fact.Evidence{Path: f, Line: line}, c)
			break
		}
		if q == st.p && q == q.root { //nolint:gocritic // the package is its own workspace root, and there is no other
			return
		}
	}
}

// addresses states the addresses with a host that the environment files of the
// production build hand to the pages.
func (st *statement) addresses() {
	seen := map[string]bool{}
	for _, n := range []string{".env." + buildMode(st.s.build.Command), ".env.production", ".env.prod", ".env"} {
		f := st.a.file(st.p, n)
		if f == "" {
			continue
		}
		for _, s := range st.a.settings(f) {
			value := strings.Trim(s.Value, `'"`)
			if seen[s.Key] || !public(s.Key) {
				continue
			}
			seen[s.Key] = true
			if u, err := url.Parse(value); err == nil && u.Host != "" && u.User == nil && !strings.Contains(value, "$") && !fact.Sensitive(s.Key) {
				st.add(fact.New(fact.BuildAddress, s.Key+"="+value, fact.FromBuild, f, s.Line))
			}
		}
	}
}

// buildMode is the mode that a build script names, production without one.
func buildMode(script string) string {
	if _, rest, ok := strings.Cut(script, "--mode"); ok {
		if words := strings.Fields(strings.TrimPrefix(rest, "=")); len(words) > 0 && path.Base(words[0]) == words[0] {
			return words[0]
		}
	}
	return "production"
}

// public tells whether bundlers put a variable into the pages.
func public(name string) bool {
	for _, prefix := range []string{"VITE_", "VUE_APP_", "REACT_APP_", "NEXT_PUBLIC_", "NUXT_PUBLIC_", "UMI_APP_", "GATSBY_", "PUBLIC_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
