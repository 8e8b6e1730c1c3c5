package decide

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// dataDir is where paths go that mean nothing in a container.
const dataDir = "/data"

// move is a path of today's machine, taken over by a variable.
type move struct {
	variable string
	dir      string // that is mounted
	value    string // of the variable: the directory, or a file in it
	fact     fact.Fact
}

var drivePathRE = regexp.MustCompile(`^/*[A-Za-z]:[\\/]`)

// foreign tells a path that no container has: on a drive of Windows or in a home.
func foreign(p string) bool {
	return drivePathRE.MatchString(p) || strings.HasPrefix(p, "~") || strings.HasPrefix(p, "${user.home}")
}

// moves are the paths that settings name and variables take over.
func moves(c component) []move {
	if c.role == assess.Static {
		return nil
	}
	var out []move
	for _, f := range c.Facts.All(fact.WriteSetting) {
		_, p := fact.Property(f.Value)
		name, ok := c.variableFor(f)
		if !ok || !foreign(p) || slices.ContainsFunc(out, func(m move) bool { return m.variable == name }) {
			continue
		}
		p = strings.Trim(strings.ReplaceAll(p, `\`, "/"), "/")
		m := move{variable: name, fact: f, dir: path.Join(dataDir, assess.Slug(path.Base(p)))}
		m.value = m.dir
		if fileRE.MatchString("/" + path.Base(p)) {
			m.dir = path.Join(dataDir, assess.Slug(path.Base(path.Dir(p))))
			m.value = path.Join(m.dir, path.Base(p))
		}
		if m.dir != dataDir {
			out = append(out, m)
		}
	}
	return out
}

// moved returns where a written path goes that a variable takes over.
func moved(c component, given string) (move, bool) {
	for _, m := range moves(c) {
		if _, p := fact.Property(m.fact.Value); p == given {
			return m, true
		}
	}
	return move{}, false
}

// paths sets the variables that take over paths of today's machine.
func (b *builder) paths() {
	for _, m := range moves(b.c) {
		taken := slices.ContainsFunc(b.w.Decisions, func(d generate.Decision) bool {
			return strings.HasPrefix(d.ID, b.w.DecisionID(generate.AspectEnv(m.variable)))
		})
		if taken {
			continue
		}
		q := b.inquire(generate.AspectEnv(m.variable))
		q.use(m.fact)
		_, p := fact.Property(m.fact.Value)
		d := q.decide(m.value, i18n.Textf("%[1]s 是旧机器上的路径，容器里没有，改用挂载的目录%[2]s", "%[1]s is a path of today's machine that no container has; the mounted directory takes its place%[2]s", p, firstPlace(m.fact)))
		b.take(d)
		b.w.Env = append(b.w.Env, generate.EnvVar{Name: m.variable, Value: m.value, Decision: d.ID})
	}
	slices.SortFunc(b.w.Env, func(x, y generate.EnvVar) int { return strings.Compare(x.Name, y.Name) })
}
