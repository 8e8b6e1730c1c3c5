package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// outside states what a front end that is no component of its own builds into the
// tree of another one, unless the build of a Java program does it.
func (st *statement) outside() {
	b, p := st.s.bundle, st.p
	if b.tool == "" || !strings.HasPrefix(b.artifact, "../") || p.root != p {
		return
	}
	output := path.Join(p.dir, b.artifact)
	if strings.HasPrefix(output, "..") || output == "." {
		return
	}
	if _, ok := st.a.builtByJava(p); ok {
		return
	}
	out := fact.Outside{Dir: p.dir, Output: output, Tool: st.t.id, Version: st.t.facts.Value(fact.BuildToolVersion), Command: []string{st.t.id, "run", b.script.Name}}
	if st.t.lock != nil {
		out.Lock = st.t.lock.path
	}
	for _, f := range st.a.languageVersion(p) {
		if out.Node == "" {
			out.Node = f.Value
		}
	}
	st.at(fact.BuildOutside, out.Value(), fact.FromBuild, b.artifactAt, fact.High)
}
