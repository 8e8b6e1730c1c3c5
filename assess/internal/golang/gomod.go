package golang

import (
	"errors"
	"path"
	"regexp"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// Module is a go.mod file. Dir is where it lies, relative to the root of the source.
type Module struct {
	Dir       string
	Path      string
	Line      int // of the module directive
	Go        Version
	Toolchain Version
	Requires  []Require
	Replaces  []Replace
}

// Version is a version with the line that states it.
type Version struct {
	Text string
	Line int
}

// Require is a required module. Indirect ones are needed by others only.
type Require struct {
	Path     string
	Version  string
	Line     int
	Indirect bool
}

// Replace is a replacement by a directory of the same source; Dir is relative to
// the root of the source, or starts with .. when it lies outside.
type Replace struct {
	Path string
	Dir  string
	Line int
}

// ReadModule reads a go.mod file at name.
func ReadModule(name, text string) (Module, error) {
	f, err := modfile.Parse(name, []byte(text), nil)
	if err != nil { // a directive of a newer version
		f, err = modfile.ParseLax(name, []byte(text), nil)
	}
	if err != nil {
		return Module{}, err
	}
	m := Module{Dir: path.Dir(name)}
	if f.Module == nil {
		return m, errors.New("no module directive")
	}
	m.Path, m.Line = f.Module.Mod.Path, f.Module.Syntax.Start.Line
	if f.Go != nil {
		m.Go = Version{f.Go.Version, f.Go.Syntax.Start.Line}
	}
	if f.Toolchain != nil {
		m.Toolchain = Version{strings.TrimPrefix(f.Toolchain.Name, "go"), f.Toolchain.Syntax.Start.Line}
	}
	for _, r := range f.Require {
		m.Requires = append(m.Requires, Require{r.Mod.Path, r.Mod.Version, r.Syntax.Start.Line, r.Indirect})
	}
	for _, r := range f.Replace {
		if modfile.IsDirectoryPath(r.New.Path) && !path.IsAbs(r.New.Path) {
			m.Replaces = append(m.Replaces, Replace{r.Old.Path, path.Join(m.Dir, r.New.Path), r.Syntax.Start.Line})
		}
	}
	return m, nil
}

// ReadWork reads the directories that a go.work file at name uses.
func ReadWork(name, text string) ([]string, error) {
	f, err := modfile.ParseWork(name, []byte(text), nil)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, u := range f.Use {
		out = append(out, path.Join(path.Dir(name), u.Path))
	}
	return out, nil
}

var minorRE = regexp.MustCompile(`^\d+\.\d+`)

// Minor shortens 1.24.3 to 1.24.
func Minor(version string) string { return minorRE.FindString(version) }

// PathWithoutMajor returns a module path without its major version suffix.
func PathWithoutMajor(modulePath string) string {
	if prefix, _, ok := module.SplitPathVersion(modulePath); ok {
		return prefix
	}
	return modulePath
}

// LastElement returns the last element of a module path without its major version suffix.
func LastElement(modulePath string) string { return path.Base(PathWithoutMajor(modulePath)) }
