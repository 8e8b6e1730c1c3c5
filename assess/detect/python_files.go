package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/python"
)

// pyOwnPath takes a path that was put together from the place of a source file as
// one below the project.
func pyOwnPath(name string) string {
	clean := path.Clean(name)
	for strings.HasPrefix(clean, "../") {
		clean = clean[3:]
	}
	if name == "" {
		return ""
	}
	return clean
}

// pyWrites tells upload folders and log files.
func (p *pyProject) pyWrites() fact.Set {
	var facts fact.Set
	seen := map[string]bool{}
	add := func(f *python.File, stmt int, e python.Expr) {
		for _, t := range p.eval(f, stmt, e) {
			name := pyOwnPath(leadingPath(t))
			if clean := path.Clean(name); writable(name) && !seen[clean] && !strings.Contains(f.Path, "/management/commands/") {
				seen[clean] = true
				facts = append(facts, fact.New(fact.LocalWrite, clean, fact.FromCode, f.Path, e.Line).With(fact.Medium))
			}
		}
	}
	for _, f := range p.code {
		f.Each(func(i int, e python.Expr) {
			if class, ok := e.Get("class"); ok && class.Kind == python.Str && strings.HasSuffix(class.Text, "FileHandler") {
				if name, ok := e.Get("filename"); ok {
					add(f, i, name)
				}
			}
			if engine, ok := e.Get("ENGINE"); ok && engine.Kind == python.Str && strings.Contains(strings.ToLower(engine.Text), "whoosh") {
				if name, ok := e.Get("PATH"); ok {
					add(f, i, name)
				}
			}
			callee := f.Callee(e)
			switch {
			case strings.HasSuffix(callee, "FileHandler"), callee == "os.makedirs", callee == "os.mkdir":
				if a, ok := e.Arg(0, "filename", "name"); ok {
					add(f, i, a)
				}
			case callee == "logging.basicConfig":
				if a, ok := e.Keyword("filename"); ok {
					add(f, i, a)
				}
			}
		})
		for i, s := range f.Stmts {
			if s.Kind != python.Assign || len(s.Targets) == 0 {
				continue
			}
			t := s.Targets[0]
			name := t.Text
			if t.Kind == python.Index && t.Args[1].Kind == python.Str {
				name = t.Args[1].Text
			}
			if strings.HasPrefix(name, "UPLOAD") && (strings.HasSuffix(name, "FOLDER") || strings.HasSuffix(name, "DIR") || strings.HasSuffix(name, "PATH") || strings.HasSuffix(name, "DEST")) {
				add(f, i, s.Value)
			}
		}
	}
	return facts
}

// folders tells the folders that variables name, when the program writes files at all.
func (p *pyProject) folders() fact.Set {
	writing := false
	p.calls(func(_ *python.File, _ int, callee string, e python.Expr) {
		switch callee[strings.LastIndexByte(callee, '.')+1:] {
		case "mkdir", "makedirs", "write_text", "write_bytes", "NamedTemporaryFile", "mkstemp":
			writing = true
		case "open":
			mode, ok := e.Arg(1, "mode")
			writing = writing || ok && mode.Kind == python.Str && strings.ContainsAny(mode.Text, "wax")
		}
	})
	if !writing {
		return nil
	}
	var facts fact.Set
	for _, f := range p.environment() {
		name, _ := fact.EnvName(f.Key)
		if (strings.HasSuffix(name, "_DIR") || strings.HasSuffix(name, "_FOLDER")) && strings.HasPrefix(f.Value, "/") && writable(f.Value) {
			facts = append(facts, fact.New(fact.LocalWrite, path.Clean(f.Value), fact.FromCode, f.Evidence[0].Path, f.Evidence[0].Line).With(fact.Medium))
		}
	}
	return facts
}

// configFiles finds files that the code reads settings from, when the tree has them.
func (p *pyProject) configFiles() fact.Set {
	var facts fact.Set
	seen := map[string]bool{}
	p.calls(func(f *python.File, stmt int, callee string, e python.Expr) {
		last := callee[strings.LastIndexByte(callee, '.')+1:]
		if !slices.Contains([]string{"open", "read", "from_pyfile", "from_file", "from_json", "load_dotenv", "fileConfig", "read_env", "load", "Path", "read_text"}, last) {
			return
		}
		for i := 1; i < min(len(e.Args), 3); i++ {
			for _, t := range p.eval(f, stmt, e.Args[i]) {
				name, ok := t.Literal()
				if !ok || !pyConfigName(name) {
					continue
				}
				for _, dir := range []string{p.dir, path.Dir(f.Path)} {
					if full := path.Join(dir, name); p.src.tree.Has(full) && !seen[full] {
						seen[full] = true
						facts = append(facts, fact.New(fact.ConfigFile, full, fact.FromCode, f.Path, e.Line))
					}
				}
			}
		}
	})
	return facts
}

// pyConfigName tells whether a file that is opened is one of settings, and not of data.
func pyConfigName(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".ini", ".cfg", ".toml", ".conf", ".env", ".properties":
		return true
	case ".yaml", ".yml", ".json":
		return strings.Contains(base, "conf") || strings.Contains(base, "setting") || strings.Contains(base, "log") || strings.HasPrefix(base, "app")
	}
	return base == ".env"
}
