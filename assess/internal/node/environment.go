package node

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// credentials tells whether a text is a URL with a password in it.
func credentials(s string) bool {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		return false
	}
	user, _, ok := strings.Cut(rest, "@")
	return ok && strings.Contains(user, ":")
}

// environment states the variables that the code reads; the value that an environment
// file gives one holds over the default in the code.
func (st *statement) environment() {
	reads := map[string][]read{}
	var names []string
	for _, q := range st.p.closure() {
		q.code.each(func(f *fileCode) {
			for _, r := range f.reads {
				if !upperRE.MatchString(r.name) || noise(r.name) {
					continue
				}
				if reads[r.name] == nil {
					names = append(names, r.name)
				}
				reads[r.name] = append(reads[r.name], r)
			}
		})
	}
	slices.Sort(names)
	for _, n := range names {
		seen := map[string]bool{}
		rs := reads[n]
		set := slices.ContainsFunc(rs, func(r read) bool { return r.set })
		for _, r := range rs {
			if set && !r.set || seen[r.value] {
				continue
			}
			seen[r.value] = true
			value := r.value
			if fact.Sensitive(n) || credentials(value) || len(value) > 300 {
				value = ""
			}
			st.at(fact.Env(n), value, fact.FromCode, r.at, fact.High)
		}
	}
	st.envFiles(reads)
}

// envFiles states what the environment files that the program loads set.
func (st *statement) envFiles(reads map[string][]read) {
	seen := map[string]bool{}
	for _, x := range st.loaded() {
		st.at(fact.ConfigFile, st.p.rel(x.path), fact.FromConfig, fact.Evidence{Path: x.path}, x.conf)
		for _, s := range st.a.settings(x.path) {
			if len(reads[s.Key]) == 0 && s.Key != "PORT" || noise(s.Key) || seen[s.Key] {
				continue
			}
			seen[s.Key] = true
			value := s.Value
			if fact.Sensitive(s.Key) || credentials(value) {
				value = ""
			}
			st.at(fact.Env(s.Key), value, fact.FromConfig, fact.Evidence{Path: x.path, Line: s.Line}, x.conf)
		}
	}
}

// envFile is a file with variables of the environment.
type envFile struct {
	path string
	conf fact.Confidence
}

// loaded returns the environment files that the program loads in production, those
// that hold over others first.
func (st *statement) loaded() []envFile {
	_, loads := st.p.FirstRun("dotenv", "@nestjs/config", "dotenv-expand", "dotenv-flow", "dotenv-safe", "env-cmd", "dotenv-cli", "next", "@fastify/env", "nestjs-config", "egg-dotenv", "config-light", "@dotenvx/dotenvx")
	if !loads && !slices.ContainsFunc(st.s.start.args, func(w string) bool { return strings.HasPrefix(w, "--env-file") }) {
		return nil
	}
	var out []envFile
	for _, x := range []envFile{{".env.production", fact.Medium}, {".env.prod", fact.Medium}, {".env", fact.High}} {
		if f := st.a.file(st.p, x.path); f != "" {
			out = append(out, envFile{f, x.conf})
		}
	}
	return out
}
