package node

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// lockNatives states the packages of an npm lock file that compile when they are
// installed, or fetch what was compiled from where a closed network does not reach.
// One that is optional may fail.
func (st *statement) lockNatives() {
	l := st.t.lock
	if l == nil || l.tool != "npm" {
		return
	}
	const mark = `"hasInstallScript": true`
	const key = "\n    \"node_modules/"
	found := false
	for at := strings.Index(l.text, mark); at >= 0; {
		start, end := strings.LastIndex(l.text[:at], key), strings.Index(l.text[at:], "\n    }")
		if start >= 0 && end >= 0 {
			entry := l.text[start : at+end]
			if compiles(entry) {
				found = true
				name, _, _ := strings.Cut(entry[len(key):], `"`)
				if i := strings.LastIndex(name, "node_modules/"); i >= 0 {
					name = name[i+len("node_modules/"):]
				}
				st.at(fact.NativeModule, name, fact.FromBuild, fact.Evidence{Path: l.path, Line: lineAt(l.text, start+1)}, fact.High)
			}
		}
		next := strings.Index(l.text[at+len(mark):], mark)
		if next < 0 {
			break
		}
		at += len(mark) + next
	}
	if found {
		for _, p := range []string{"python3", "make", "g++"} {
			st.at(fact.BuildPackage, p, fact.FromBuild, fact.Evidence{Path: l.path}, fact.Medium)
		}
	}
}

// compiles tells whether an entry of a lock file depends on what compiles native code.
func compiles(entry string) bool {
	if strings.Contains(entry, `"optional": true`) {
		return false
	}
	for _, tool := range []string{`"node-gyp"`, `"node-pre-gyp"`, `"@mapbox/node-pre-gyp"`, `"prebuild-install"`, `"node-gyp-build"`, `"nan"`, `"node-addon-api"`, `"bindings"`} {
		if strings.Contains(entry, tool) {
			return true
		}
	}
	return false
}
