package python

import (
	"regexp"
	"strings"
)

// Requirement is a package that a project needs. Name is in the form in which all
// spellings are equal (lower case, dashes); Version is set when it is pinned.
type Requirement struct {
	Name    string
	Version string
	Spec    string
	Extras  []string
	Path    string // of a package in the source, as it is written
	Line    int
	Dev     bool // needed for development and tests only
}

// Include is a file that a requirements file includes.
type Include struct {
	Path string
	Line int
}

var (
	requirementRE = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*(.*)$`)
	pinRE         = regexp.MustCompile(`^===?\s*([0-9A-Za-z][0-9A-Za-z.!+_-]*)$`)
	normRE        = regexp.MustCompile(`[-_.]+`)
)

// ReadRequirement reads a PEP 508 requirement: name[extra]>=1.0; marker. What is
// needed on Windows only is none.
func ReadRequirement(text string) (Requirement, bool) {
	spec, marker, _ := strings.Cut(text, ";")
	if strings.Contains(marker, "sys_platform") && strings.Contains(marker, "win32") && !strings.Contains(marker, "!=") {
		return Requirement{}, false
	}
	m := requirementRE.FindStringSubmatch(strings.TrimSpace(spec))
	if m == nil {
		return Requirement{}, false
	}
	r := Requirement{Name: NormalName(m[1]), Spec: strings.TrimSpace(m[3])}
	for e := range strings.SplitSeq(m[2], ",") {
		if e = strings.TrimSpace(e); e != "" {
			r.Extras = append(r.Extras, e)
		}
	}
	if !strings.HasPrefix(r.Spec, "@") && r.Spec != "" && !strings.ContainsAny(r.Spec[:1], "=<>!~(") {
		return Requirement{}, false
	}
	if pin := pinRE.FindStringSubmatch(r.Spec); pin != nil {
		r.Version = pin[1]
	}
	return r, true
}

// NormalName brings a package name into the form of PEP 503.
func NormalName(name string) string { return strings.ToLower(normRE.ReplaceAllString(name, "-")) }

// ReadRequirements reads a requirements file: its packages and the files that it includes.
func ReadRequirements(text string) (reqs []Requirement, includes []Include) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line, start := lines[i], i+1
		for strings.HasSuffix(line, "\\") && i+1 < len(lines) {
			i++
			line = strings.TrimSuffix(line, "\\") + " " + lines[i]
		}
		if at := strings.Index(" "+line, " #"); at >= 0 {
			line = line[:max(0, at-1)]
		}
		line = strings.TrimSpace(line)
		if at := strings.Index(line, " --"); at > 0 {
			line = strings.TrimSpace(line[:at])
		}
		switch option, rest := splitOption(line); {
		case line == "":
		case option == "-r" || option == "--requirement" || option == "-c" || option == "--constraint":
			includes = append(includes, Include{rest, start})
		case option == "-e" || option == "--editable":
			reqs = append(reqs, localRequirement(rest, start)...)
		case strings.HasPrefix(line, "-"):
		case strings.HasPrefix(line, ".") || strings.HasPrefix(line, "file:"):
			reqs = append(reqs, localRequirement(line, start)...)
		default:
			if r, ok := ReadRequirement(line); ok {
				r.Line = start
				reqs = append(reqs, r)
			}
		}
	}
	return reqs, includes
}

func splitOption(line string) (option, rest string) {
	if !strings.HasPrefix(line, "-") {
		return "", ""
	}
	if strings.HasPrefix(line, "-r") || strings.HasPrefix(line, "-c") || strings.HasPrefix(line, "-e") {
		return line[:2], strings.TrimSpace(strings.TrimPrefix(line[2:], "="))
	}
	at := strings.IndexAny(line, " =")
	if at < 0 {
		return line, ""
	}
	return line[:at], strings.TrimSpace(line[at+1:])
}

func localRequirement(path string, line int) []Requirement {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "file://"), "file:")
	path, _, _ = strings.Cut(path, "[")
	path, _, _ = strings.Cut(path, "#")
	if path == "" || strings.Contains(path, "://") || strings.HasPrefix(path, "git+") || strings.HasPrefix(path, "/") {
		return nil
	}
	return []Requirement{{Path: strings.TrimSpace(path), Line: line}}
}
