package node

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

// code is what the source of a package says.
type code struct {
	files    map[string]*fileCode
	names    []string // of the files, sorted
	imported map[string]fact.Evidence
}

// fileCode is what one source file says.
type fileCode struct {
	name     string
	imports  []js.Module
	browser  bool // runs in a browser
	listens  []listen
	ports    []portCandidate
	reads    []read
	settings []setting
	guards   []guard
	facts    fact.Set
	stores   []js.Token // how session middleware is set up: "store" or ""
	signal   int        // line of a handler of SIGTERM
	consumes bool       // does work without being asked: a queue, a timer
	prefix   string     // global prefix of routes
}

// listen is a call that opens a port.
type listen struct {
	port     int // 0 when not known
	protocol string
	name     string // of the variable that the port comes from, or of what is passed
	env      []string
	at       fact.Evidence // where the port stands
	call     fact.Evidence
	random   bool
}

// portCandidate is a number that is named like the port of the server.
type portCandidate struct {
	port  int
	env   []string
	at    fact.Evidence
	owner []string // names around it, innermost first
	set   bool     // app.set('port', ...)
}

// read is a read of a variable of the environment.
type read struct {
	name    string
	value   string
	set     bool // has a default
	at      fact.Evidence
	guarded bool
}

// setting is a property that may say where a service is.
type setting struct {
	group int // the object that it stands in
	owner []string
	key   string
	text  string
	form  string
	env   []string
	at    fact.Evidence
}

// guard is a name that must be set before something is done.
type guard struct {
	name string
	at   fact.Evidence
}

// read scans the source of the package once. The entries are scanned wherever they are.
func (a *analysis) readCode(p *pkg, entries ...string) *code {
	if p.code == nil {
		p.code = &code{files: map[string]*fileCode{}, imported: map[string]fact.Evidence{}}
		for _, f := range a.sourceFiles(p) {
			if a.ctx.Err() != nil {
				break
			}
			p.code.add(a.readFile(p, f))
		}
	}
	for _, e := range entries {
		if full := a.entryFile(p, e); full != "" && p.code.files[full] == nil {
			p.code.add(a.readFile(p, full))
		}
	}
	return p.code
}

func (c *code) add(f *fileCode) {
	if f == nil {
		return
	}
	i, ok := slices.BinarySearch(c.names, f.name)
	if !ok {
		c.names = slices.Insert(c.names, i, f.name)
	}
	c.files[f.name] = f
	for _, m := range f.imports {
		name := packageOf(m.Name)
		if _, ok := c.imported[name]; !ok {
			c.imported[name] = fact.Evidence{Path: f.name, Line: m.Line}
		}
	}
}

// packageOf returns the package of a specifier: @scope/name/deep is @scope/name.
func packageOf(specifier string) string {
	parts := strings.SplitN(strings.TrimPrefix(specifier, "node:"), "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// entryFile finds the file that node runs for an entry as a command gives it.
func (a *analysis) entryFile(p *pkg, entry string) string {
	if entry == "" {
		return ""
	}
	return a.file(p, entry, entry+".js", entry+".ts", entry+".mjs", entry+".cjs", path.Join(entry, "index.js"), path.Join(entry, "index.ts"))
}

// reachable returns the files that the entry comes to through relative imports,
// the entry first; nil when the entry is not known.
func (a *analysis) reachable(c *code, entry string) []string {
	if c.files[entry] == nil {
		return nil
	}
	out := []string{entry}
	seen := map[string]bool{entry: true}
	for i := 0; i < len(out); i++ {
		f := c.files[out[i]]
		if f == nil {
			continue
		}
		for _, m := range f.imports {
			next := a.resolve(out[i], m.Name)
			if next == "" && !m.Conditional { // as good as what is written after it
				next = a.sample(a.absent(out[i], m))
			}
			if next != "" && !seen[next] {
				seen[next] = true
				out = append(out, next)
			}
		}
	}
	return out
}

// near returns the files of the server itself: those that the entry comes to, what
// lies beside them and may be loaded by name, and what lies below the entry. Tools
// in other folders of the package are none. Without a known entry all files are near.
func (a *analysis) near(p *pkg, c *code, entry string) map[string]bool {
	reached := a.reachable(c, entry)
	dirs := map[string]bool{}
	for _, f := range reached {
		dirs[path.Dir(f)] = true
	}
	delete(dirs, p.dir)
	out := map[string]bool{}
	for _, n := range c.names {
		out[n] = len(reached) < 2 || slices.Contains(reached, n) || dirs[path.Dir(n)] ||
			path.Dir(entry) != p.dir && below(path.Dir(n), path.Dir(entry))
	}
	return out
}

// each calls fn for the files in order.
func (c *code) each(fn func(f *fileCode)) {
	for _, n := range c.names {
		if f := c.files[n]; !f.browser {
			fn(f)
		}
	}
}

// listening tells whether a file opens a port, and where.
func (c *code) listening() (fact.Evidence, bool) {
	var at fact.Evidence
	found := false
	c.each(func(f *fileCode) {
		if !found && len(f.listens) > 0 {
			at, found = f.listens[0].call, true
		}
	})
	return at, found
}

// uses returns the place of the first import of one of the packages.
func (c *code) uses(names ...string) (fact.Evidence, bool) {
	for _, n := range names {
		if at, ok := c.imported[n]; ok {
			return at, true
		}
	}
	return fact.Evidence{}, false
}
