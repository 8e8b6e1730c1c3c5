package node

import (
	"path"
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

// envFiles states what the environment file that the program loads sets.
func (st *statement) envFiles(reads map[string][]read) {
	f, sure := st.envFile()
	if f == "" {
		return
	}
	st.at(fact.ConfigFile, st.p.rel(f), fact.FromConfig, fact.Evidence{Path: f}, sure)
	for _, s := range st.a.settings(f) {
		if len(reads[s.Key]) == 0 && s.Key != "PORT" {
			continue
		}
		value := s.Value
		if fact.Sensitive(s.Key) || credentials(value) || noise(s.Key) {
			value = ""
		}
		if !noise(s.Key) {
			st.at(fact.Env(s.Key), value, fact.FromConfig, fact.Evidence{Path: f, Line: s.Line}, sure)
		}
	}
}

// envFile returns the environment file of production that the program loads.
func (st *statement) envFile() (string, fact.Confidence) {
	p := st.p
	_, loads := p.FirstRun("dotenv", "@nestjs/config", "dotenv-expand", "dotenv-flow", "dotenv-safe", "env-cmd", "dotenv-cli", "next", "@fastify/env", "nestjs-config", "egg-dotenv", "config-light", "@dotenvx/dotenvx")
	if !loads && !slices.ContainsFunc(st.s.start.args, func(w string) bool { return strings.HasPrefix(w, "--env-file") }) {
		return "", ""
	}
	f := st.a.file(p, ".env.production", ".env.prod", ".env")
	if path.Base(f) == ".env" || f == "" {
		return f, fact.High
	}
	return f, fact.Medium
}
