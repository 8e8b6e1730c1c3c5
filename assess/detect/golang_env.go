package detect

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// goVariable is an environment variable that the program reads.
type goVariable struct {
	def string
	at  goPlace
}

// environment tells the variables that the program reads, with the defaults that
// the code falls back to.
func (p *goProgram) environment() fact.Set {
	vars := map[string]goVariable{}
	note := func(t symbolic.Text, at goPlace) {
		for _, part := range t {
			if part.Kind != symbolic.Env || !envNameLike(part.Text) {
				continue
			}
			v, seen := vars[part.Text]
			if !seen {
				v.at = at
			}
			if v.def == "" {
				v.def = safeDefault(part.Text, part.Default.Default())
			}
			vars[part.Text] = v
		}
	}
	for c := range p.calls(goHintEnv) {
		for _, t := range p.envCall(c) {
			note(t, c.at)
		}
	}
	fields := map[string]bool{}
	for d, facts := range p.decls(p.hinting, goHintEnv) {
		for _, v := range facts.EnvTags {
			note(symbolic.EnvOr(v.Name, v.Text[0]), goPlace{d.pkg, d.file.Path, v.Line})
		}
		for _, v := range facts.EnvVars {
			p.noteDefaults(vars, p.resolve(goPlace{pkg: d.pkg}, v.Text))
		}
		for _, v := range facts.Values {
			p.noteDefaults(vars, symbolic.Merge(p.values(d.pkg.path, v.Name)))
		}
		for _, v := range facts.Fields {
			fields[v.Name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		p.noteDefaults(vars, symbolic.Merge(p.fields(name)))
	}
	for _, s := range p.config.settings {
		note(placeholders(s.Value, s.file, s.Line), goPlace{file: s.file, line: s.Line})
	}
	var facts fact.Set
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		v := vars[name]
		facts = append(facts, fact.New(fact.Env(name), v.def, fact.FromCode, v.at.file, v.at.line))
	}
	return facts
}

// envCall returns the variables that a call reads.
func (p *goProgram) envCall(c goCall) []symbolic.Text {
	name := strings.ToLower(c.Name)
	if !strings.Contains(name, "env") || strings.HasPrefix(name, "set") || strings.HasPrefix(name, "unset") {
		return nil
	}
	var out []symbolic.Text
	for i := range c.Args {
		for _, t := range p.resolve(c.at, c.Args[i]) {
			s, ok := t.Literal()
			if !ok || !envNameLike(s) {
				continue
			}
			var def symbolic.Text
			if next := p.resolve(c.at, c.Arg(i+1)); len(next) > 0 && c.Pkg != "os" {
				def = next[0]
			}
			out = append(out, symbolic.EnvOr(s, def))
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

// noteDefaults takes over defaults of variables that are known to be read.
func (p *goProgram) noteDefaults(vars map[string]goVariable, texts []symbolic.Text) {
	for _, t := range texts {
		if len(t) != 1 || t[0].Kind != symbolic.Env {
			continue
		}
		if v, ok := vars[t[0].Text]; ok && v.def == "" {
			v.def = safeDefault(t[0].Text, t[0].Default.Default())
			vars[t[0].Text] = v
		}
	}
}

// envNameLike tells whether a string looks like the name of an environment variable.
func envNameLike(s string) bool {
	return len(s) > 1 && len(s) <= 80 && (s[0] < '0' || s[0] > '9') &&
		strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// opaqueRE matches what looks like a key or a hash rather than a word.
var opaqueRE = regexp.MustCompile(`^[A-Za-z0-9+_=!@#$%^&*()-]{24,}$`)

// safeDefault drops a default that is, or may hold, a secret, and one that is no plain word.
func safeDefault(name, def string) string {
	upper := strings.ToUpper(name)
	switch {
	case fact.Sensitive(name), strings.HasSuffix(upper, "KEY"), strings.HasSuffix(upper, "SALT"):
		return ""
	case fact.Sensitive(def), strings.Contains(def, "@"), strings.ContainsAny(def, "\n\r"), len(def) > 200:
		return ""
	case opaqueRE.MatchString(def) && strings.ContainsAny(def, "0123456789"):
		return ""
	}
	return def
}
