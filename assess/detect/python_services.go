package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// pyUse is a backing service that the project uses.
type pyUse struct {
	kind     string
	at       []fact.Evidence
	origin   fact.Origin
	sure     fact.Confidence
	guard    string // environment variable that switches it on
	unguard  bool   // some use is not behind a variable
	imported bool   // some import is not behind a variable
	called   bool   // its client is made somewhere
	address  string
	where    fact.Evidence
	database bool // named as the engine of the ORM
}

// pyUses collects uses in the order in which they are found.
type pyUses struct{ list []pyUse }

func (u *pyUses) of(kind string) *pyUse {
	for i := range u.list {
		if u.list[i].kind == kind {
			return &u.list[i]
		}
	}
	u.list = append(u.list, pyUse{kind: kind, origin: fact.FromCode, sure: fact.Low})
	return &u.list[len(u.list)-1]
}

func (u *pyUses) note(kind string, at fact.Evidence, sure fact.Confidence, guard string) *pyUse {
	use := u.of(kind)
	use.at = append(use.at, at)
	if sure == fact.High || use.sure == fact.Low {
		use.sure = sure
	}
	switch {
	case guard == "":
		use.unguard = true
	case use.guard == "":
		use.guard = guard
	}
	return use
}

// serviceFacts tells the backing services, where they are and which of them the
// program can do without.
func (p *pyProject) serviceFacts(prog pyProgram) fact.Set {
	uses := &pyUses{}
	p.servicesImported(uses)
	p.servicesNamed(uses)
	p.servicesCalled(uses)
	p.servicesRequired(uses, prog)
	if prog.django != nil {
		p.djangoServices(uses, prog.django)
	}
	p.serviceSwitches(uses)
	uses.fallback()
	var facts fact.Set
	for _, u := range uses.list {
		if len(u.at) == 0 {
			continue
		}
		f := fact.New(fact.Service, u.kind, u.origin, u.at[0].Path, u.at[0].Line).With(u.sure)
		for _, e := range u.at[1:min(len(u.at), 3)] {
			if !slices.Contains(f.Evidence, e) {
				f.Evidence = append(f.Evidence, e)
			}
		}
		facts = append(facts, f)
		if u.address != "" {
			facts = append(facts, fact.New(fact.ServiceAddress(u.kind), u.address, fact.FromCode, u.where.Path, u.where.Line))
		}
		if u.guard != "" && !u.unguard && (u.called || !u.imported) {
			facts = append(facts, fact.New(fact.ServiceOptional(u.kind), u.guard, fact.FromCode, u.at[0].Path, u.at[0].Line).With(fact.Medium))
		}
	}
	return facts
}

// fallback marks SQLite as optional where there is a real database: it is what
// development falls back to.
func (u *pyUses) fallback() {
	database := slices.ContainsFunc(u.list, func(use pyUse) bool {
		return slices.Contains([]string{"mysql", "postgresql", "oracle", "sqlserver", "dameng"}, use.kind) && len(use.at) > 0
	})
	for i := range u.list {
		if use := &u.list[i]; database && use.kind == "sqlite" {
			use.guard, use.unguard, use.imported = "true", false, false
		}
	}
}

func (p *pyProject) servicesImported(uses *pyUses) {
	services, roots := pyServices(), pyServiceRoots()
	for _, f := range p.code {
		for i, s := range f.Stmts {
			if s.Kind != python.Import || !slices.ContainsFunc(s.Imports, func(imp python.ImportName) bool { return roots[pyRoot(imp.Module)] }) {
				continue
			}
			for _, svc := range services {
				if pyImportsOne(s, svc.modules) && svc.kind != "smtp" {
					guard, _ := f.Guard(i)
					use := uses.of(svc.kind)
					open := use.unguard
					uses.note(svc.kind, fact.Evidence{Path: f.Path, Line: s.Line}, fact.High, guard)
					use.unguard, use.imported = open, use.imported || guard == ""
				}
			}
		}
	}
	if at, ok := p.imported("smtplib", "flask_mail", "fastapi_mail", "aiosmtplib", "emails"); ok {
		uses.note("smtp", at, fact.Medium, "")
	}
}

// pyServiceRoots returns the top packages of the modules of clients.
func pyServiceRoots() map[string]bool {
	roots := map[string]bool{}
	for _, s := range pyServices() {
		for _, m := range s.modules {
			roots[pyRoot(m)] = true
		}
	}
	return roots
}

// pyRoot returns the first element of a dotted name.
func pyRoot(name string) string {
	root, _, _ := strings.Cut(name, ".")
	return root
}

func pyImportsOne(s python.Stmt, modules []string) bool {
	for _, imp := range s.Imports {
		for _, m := range modules {
			if pyModuleIs(imp.Module, m) || imp.Module+"."+imp.Name == m {
				return true
			}
		}
	}
	return false
}

// servicesNamed reads URLs of services and names of backend classes in strings that
// are assigned or passed.
func (p *pyProject) servicesNamed(uses *pyUses) {
	engines := pyEngines()
	for _, f := range p.code {
		f.Each(func(i int, e python.Expr) {
			guard := ""
			switch e.Kind {
			case python.Str:
				if kind := engines[e.Text]; kind != "" {
					guard, _ = f.Guard(i)
					uses.note(kind, fact.Evidence{Path: f.Path, Line: e.Line}, fact.High, guard).database = strings.Contains(e.Text, "db")
				}
			case python.Format, python.Binary, python.Call:
			default:
				return
			}
			if e.Kind == python.Call && !strings.Contains(strings.ToLower(f.Callee(e)), "env") {
				return
			}
			for _, t := range p.eval(f, i, e) {
				p.noteURL(uses, f, i, e, t)
			}
		})
	}
}

// servicesCalled reads the hosts that clients are given.
func (p *pyProject) servicesCalled(uses *pyUses) {
	services, roots := pyServices(), pyServiceRoots()
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		if !roots[pyRoot(callee)] {
			return
		}
		for _, svc := range services {
			if svc.kind == "sqlite" || !slices.ContainsFunc(svc.modules, func(m string) bool { return pyModuleIs(callee, m) }) {
				continue
			}
			guard, _ := f.Guard(stmt)
			if guard == "" {
				guard = pyConditional(f, stmt)
			}
			use := uses.note(svc.kind, fact.Evidence{Path: f.Path, Line: e.Line}, fact.High, guard)
			use.called = true
			if addr := p.calledAddress(f, stmt, e, svc.kind); addr != "" && use.address == "" {
				use.address, use.where = addr, fact.Evidence{Path: f.Path, Line: e.Line}
			}
			return
		}
	})
}

// pyConditional returns the name that decides in x = Client(...) if config["NAME"] else None.
func pyConditional(f *python.File, stmt int) string {
	v := f.Stmts[stmt].Value
	if v.Kind != python.Cond || v.Args[2].Kind != python.Name || v.Args[2].Text != "None" {
		return ""
	}
	test := v.Args[1]
	switch {
	case test.Kind == python.Index && test.Args[1].Kind == python.Str:
		return test.Args[1].Text
	case test.Kind == python.Attr || test.Kind == python.Name:
		return test.Text
	case test.Kind == python.Call:
		if a, ok := test.Arg(0); ok && a.Kind == python.Str {
			return a.Text
		}
	}
	return ""
}

// servicesRequired takes drivers that an ORM loads by name from the dependencies.
// Those of other environments' requirements files are a weaker hint.
func (p *pyProject) servicesRequired(uses *pyUses, prog pyProgram) {
	_, orm := p.imported("sqlalchemy", "flask_sqlalchemy", "sqlmodel", "databases", "peewee", "tortoise", "pony", "alembic", "gino", "ormar")
	orm = orm || prog.django != nil
	_, celery := p.imported("celery")
	for _, svc := range pyServices() {
		if svc.driver && (!orm || prog.django != nil && p.engineNamed(uses)) {
			continue
		}
		for _, r := range p.reqs {
			if r.Dev || !slices.Contains(svc.packages, r.Name) {
				continue
			}
			sure := fact.Medium
			if r.variant {
				sure = fact.Low
			}
			use := uses.note(svc.kind, fact.Evidence{Path: r.file, Line: r.Line}, sure, "")
			if len(use.at) == 1 {
				use.origin = fact.FromBuild
			}
		}
	}
	if r, ok := p.requires("celery"); ok && celery && slices.Contains(r.Extras, "redis") {
		uses.note("redis", fact.Evidence{Path: r.file, Line: r.Line}, fact.Medium, "")
	}
}

// engineNamed tells whether settings name the engine of a database, so that drivers
// among the dependencies say no more.
func (p *pyProject) engineNamed(uses *pyUses) bool {
	return slices.ContainsFunc(uses.list, func(u pyUse) bool { return u.database && u.kind != "sqlite" })
}

// serviceSwitches finds conditions on variables that are named after a service: what
// is configured only then, the program can do without.
func (p *pyProject) serviceSwitches(uses *pyUses) {
	for _, f := range p.code {
		for i := range f.Stmts {
			guard, _ := f.Guard(i)
			if guard == "" {
				continue
			}
			for k := range uses.list {
				u := &uses.list[k]
				if strings.Contains(strings.ToLower(guard), u.kind) && u.kind != "sqlite" {
					u.guard, u.unguard, u.imported = guard, false, false
				}
			}
		}
	}
}
