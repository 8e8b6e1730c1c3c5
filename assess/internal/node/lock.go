package node

import (
	"path"
	"regexp"
	"strings"
)

// lock is a lock file. Text is "" when it is too large to read.
type lock struct {
	path string
	tool string
	text string
}

// lockNames are the lock files by name with their tools. The more particular
// tool comes first: a left-over package-lock.json is the commonest left-over.
func lockNames() [][2]string {
	return [][2]string{
		{"pnpm-lock.yaml", "pnpm"}, {"yarn.lock", "yarn"}, {"package-lock.json", "npm"}, {"npm-shrinkwrap.json", "npm"},
	}
}

// locksIn returns the lock files of a directory.
func (a *analysis) locksIn(dir string) []*lock {
	var out []*lock
	for _, n := range lockNames() {
		name := path.Join(dir, n[0])
		if !a.tree.Has(name) {
			continue
		}
		l := a.locks[name]
		if l == nil {
			l = &lock{path: name, tool: n[1]}
			l.text, _ = a.tree.Text(name) // a lock that is too large resolves nothing
			a.locks[name] = l
		}
		out = append(out, l)
	}
	return out
}

func (a *analysis) lockIn(dir string) *lock {
	if ls := a.locksIn(dir); len(ls) > 0 {
		return ls[0]
	}
	return nil
}

// version returns the version that the lock gives a dependency of the package in
// dir, relative to the lock, and the line.
func (l *lock) version(dir string, d Dependency) (string, int) {
	if l == nil || l.text == "" {
		return "", 0
	}
	switch l.tool {
	case "npm":
		return l.npm(dir, d.Name)
	case "yarn":
		return l.yarn(d)
	}
	return l.pnpm(dir, d.Name)
}

// npm looks the package up as npm writes the file, without parsing megabytes.
func (l *lock) npm(dir, name string) (string, int) {
	for _, key := range []string{path.Join(dir, "node_modules", name), "node_modules/" + name, name} {
		pos := strings.Index(l.text, `"`+key+`": {`)
		if pos < 0 {
			continue
		}
		entry := l.text[pos:min(len(l.text), pos+600)]
		const field = `"version": "`
		at := strings.Index(entry, field)
		if end := strings.IndexByte(entry, '}'); at < 0 || end >= 0 && end < at {
			continue
		}
		v, _, ok := strings.Cut(entry[at+len(field):], `"`)
		if ok {
			return v, lineAt(l.text, pos+at)
		}
	}
	return "", 0
}

// yarn reads both formats: name@range, name@range: and "name@npm:range":, with
// the version on the next line.
func (l *lock) yarn(d Dependency) (string, int) {
	line, found, at := 0, "", 0
	entry := false
	for s := range strings.SplitSeq(l.text, "\n") {
		line++
		if entry {
			entry = false
			if v, ok := strings.CutPrefix(strings.TrimSpace(s), "version"); ok {
				found, at = strings.Trim(v, `: "`+"\r"), line
			}
		}
		if s == "" || s[0] == ' ' || s[0] == '#' || !strings.Contains(s, d.Name+"@") {
			continue
		}
		for spec := range strings.SplitSeq(strings.Trim(s, ":\r"), ",") {
			rng, ok := strings.CutPrefix(strings.Trim(spec, ` "`), d.Name+"@")
			rng = strings.TrimPrefix(rng, "npm:")
			if ok && (rng == d.Range || found == "") {
				entry = true
			}
		}
	}
	return found, at
}

var pnpmVersionRE = regexp.MustCompile(`^v?\d[\w.+-]*`)

// pnpm reads the importer of the package. Lock files before version 6 give the
// version in place, later ones below the name.
func (l *lock) pnpm(dir, name string) (string, int) {
	importers := strings.Contains(l.text, "\nimporters:")
	inside, want := !importers, false
	line := 0
	for s := range strings.SplitSeq(l.text, "\n") {
		line++
		s = strings.TrimRight(s, "\r")
		trimmed := strings.TrimSpace(s)
		indent := len(s) - len(strings.TrimLeft(s, " "))
		if importers && indent == 2 && strings.HasSuffix(trimmed, ":") {
			inside = strings.Trim(strings.TrimSuffix(trimmed, ":"), `'"`) == dir
		}
		if s == "packages:" || s == "snapshots:" {
			return "", 0
		}
		if !inside {
			continue
		}
		key, value, _ := strings.Cut(trimmed, ": ")
		key = strings.Trim(strings.TrimSuffix(key, ":"), `'"`)
		if want && key == "version" {
			return pnpmVersionRE.FindString(strings.Trim(value, `'"`)), line
		}
		if key == name {
			v := pnpmVersionRE.FindString(strings.Trim(value, `'"`))
			if v != "" && !specifiers(l.text, line) {
				return v, line
			}
			want = value == ""
		}
	}
	return "", 0
}

// specifiers tells whether a line stands in the list of what was asked for.
func specifiers(text string, line int) bool {
	section := ""
	n := 0
	for s := range strings.SplitSeq(text, "\n") {
		if n++; n >= line {
			break
		}
		if t := strings.TrimSpace(s); strings.HasSuffix(t, ":") && (t == "specifiers:" || strings.HasSuffix(t, "ependencies:")) {
			section = t
		}
	}
	return section == "specifiers:"
}
