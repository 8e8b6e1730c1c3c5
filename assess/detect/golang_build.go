package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/golang"
)

// moduleFacts tells what go.mod says and how a build of the module must run.
func (s *goSource) moduleFacts(m *goModule) fact.Set {
	mod := path.Join(m.Dir, "go.mod")
	facts := fact.Set{
		fact.New(fact.Language, "go", fact.FromBuild, mod, m.Line),
		fact.New(fact.BuildTool, "go", fact.FromBuild, mod, 0),
	}
	if v := golang.Minor(m.Go.Text); v != "" {
		facts = append(facts, fact.New(fact.LanguageVersion, v, fact.FromBuild, mod, m.Go.Line))
	}
	if v := golang.Minor(m.Toolchain.Text); v != "" {
		facts = append(facts, fact.New(fact.LanguageVersion, v, fact.FromBuild, mod, m.Toolchain.Line).With(fact.Medium))
	}
	if m.tested != "" {
		facts = append(facts, fact.New(fact.Tests, fact.Command("go", "test", "./..."), fact.FromBuild, m.tested, 0))
	}
	return append(facts, s.buildRoot(m)...)
}

// buildRoot finds the directory that holds everything the build reads: the module
// itself, and the common parent when it needs modules beside it.
func (s *goSource) buildRoot(m *goModule) fact.Set {
	mod := path.Join(m.Dir, "go.mod")
	root, line, evidence := m.Dir, 0, mod
	needs := s.siblings(m)
	for _, n := range needs {
		root = commonDir(root, n.Dir)
		line = n.Line
	}
	files := []string{mod}
	if s.works != nil && m.work != nil && len(needs) > 0 {
		work := m.work.file
		root = commonDir(root, path.Dir(work))
		files = append(files, work, strings.TrimSuffix(work, ".work")+".work.sum")
		evidence, line = work, 0
	}
	facts := fact.Set{
		fact.New(fact.BuildRoot, root, fact.FromBuild, evidence, line),
		fact.New(fact.BuildModule, relTo(root, m.Dir), fact.FromBuild, mod, 0),
	}
	for _, n := range needs {
		facts = append(facts, fact.New(fact.BuildNeeds, relTo(root, n.Dir), fact.FromBuild, mod, n.Line))
		files = append(files, path.Join(n.Dir, "go.mod"), path.Join(n.Dir, "go.sum"))
	}
	if sum := path.Join(m.Dir, "go.sum"); s.tree.Has(sum) {
		facts = append(facts, fact.New(fact.BuildLockFile, relTo(root, sum), fact.FromBuild, sum, 0))
		files = append(files, sum)
	}
	for _, f := range files {
		if s.tree.Has(f) {
			facts = append(facts, fact.New(fact.BuildFile, relTo(root, f), fact.FromBuild, f, 0))
		}
	}
	if v := path.Join(m.Dir, "vendor/modules.txt"); s.tree.Has(v) {
		facts = append(facts, fact.New(fact.Vendored, "true", fact.FromBuild, v, 0))
	}
	return facts
}

// siblings returns the modules of the source that this one is compiled with, by
// replace directives and by the workspace, each once and those that they need too.
func (s *goSource) siblings(m *goModule) []golang.Replace {
	var out []golang.Replace
	seen := map[string]bool{m.Dir: true}
	for queue := []*goModule{m}; len(queue) > 0; queue = queue[1:] {
		for _, r := range s.direct(queue[0]) {
			next := s.byDir[r.Dir]
			if next == nil || seen[r.Dir] {
				continue
			}
			seen[r.Dir] = true
			out = append(out, r)
			queue = append(queue, next)
		}
	}
	slices.SortStableFunc(out, func(a, b golang.Replace) int { return strings.Compare(a.Dir, b.Dir) })
	return out
}

func (s *goSource) direct(m *goModule) []golang.Replace {
	out := slices.Clone(m.Replaces)
	if m.work == nil {
		return out
	}
	for _, use := range m.work.uses {
		other := s.byDir[use]
		if other == nil {
			continue
		}
		for _, r := range m.Requires {
			if r.Path == other.Path {
				out = append(out, golang.Replace{Path: r.Path, Dir: use, Line: r.Line})
			}
		}
	}
	return out
}

func commonDir(a, b string) string {
	for a != b {
		if len(a) > len(b) {
			a = path.Dir(a)
		} else {
			b = path.Dir(b)
		}
		if a == "." || b == "." {
			return "."
		}
	}
	return a
}
