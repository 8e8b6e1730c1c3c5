package spring

import (
	"slices"
	"strings"
)

// With returns the configuration as it is when the program is started with a profile,
// which replaces those that it switches on by itself.
func (c *Config) With(profile string) *Config {
	o := &Config{layers: c.layers, props: c.props}
	o.active = o.activeProfiles(profile)
	o.build()
	return o
}

// Production returns the configuration as it holds in production: with the profile
// whose name says so where there is one, else as it is without a word at start.
func (c *Config) Production() *Config {
	if slices.ContainsFunc(c.active, Productive) {
		return c
	}
	exists := c.Profiles()
	for _, name := range productive() {
		for _, p := range exists {
			if strings.ToLower(p.Profile) == name {
				return c.With(p.Profile)
			}
		}
	}
	return c
}

// activeProfiles finds the profiles that are on: those given at start, else those that
// the program itself switches on, and what they include.
func (c *Config) activeProfiles(given ...string) []string {
	active := slices.Clone(given)
	add := func(list string) {
		for p := range strings.SplitSeq(list, ",") {
			if p = strings.TrimSpace(p); p != "" && !strings.Contains(p, "${") && !slices.Contains(active, p) {
				active = append(active, p)
			}
		}
	}
	for _, key := range []string{"spring.profiles.active", "spring.profiles.include", "spring.profiles.default"} {
		if key == "spring.profiles.default" && len(active) > 0 || key == "spring.profiles.active" && len(given) > 0 {
			continue
		}
		for _, l := range slices.Backward(c.layers) {
			found := false
			for _, s := range l.settings {
				if k, _, _ := strings.Cut(s.key, "["); k == key && l.Profile == "" {
					add(c.early(s.value, 8))
					found = true
				}
			}
			if found {
				break
			}
		}
	}
	for i := 0; i < len(active) && i < 50; i++ { // groups switch on further ones
		for _, l := range c.layers {
			for _, s := range l.settings {
				if k, _, _ := strings.Cut(s.key, "["); k == "spring.profiles.group."+Canonical(active[i]) {
					add(c.early(s.value, 8))
				}
			}
		}
	}
	return active
}

// early resolves placeholders before the settings are put in order: build
// properties and defaults are all there is.
func (c *Config) early(v string, depth int) string {
	v = c.filtered(v)
	if inner, ok := strings.CutPrefix(v, "${"); ok && strings.HasSuffix(inner, "}") && depth > 0 {
		name, def, has := cutDefault(inner[:len(inner)-1])
		if p, ok := c.prop(name); ok {
			return p
		}
		if has {
			return c.early(def, depth-1)
		}
	}
	return v
}

// Active returns the profiles that are on without a word at start.
func (c *Config) Active() []string { return c.active }

// Profiles returns the profiles that exist, each with its first layer's path.
func (c *Config) Profiles() []Hit {
	var out []Hit
	for _, l := range c.layers {
		for _, p := range profileNames(l.Profile) {
			if !slices.ContainsFunc(out, func(h Hit) bool { return h.Profile == p }) {
				h := Hit{Profile: p, Own: l.Own}
				h.At.Path = l.Path
				if len(l.settings) > 0 {
					h.At.Line = l.settings[0].line
				}
				out = append(out, h)
			}
		}
	}
	slices.SortFunc(out, func(a, b Hit) int { return strings.Compare(a.Profile, b.Profile) })
	return out
}

// profileNames takes the names out of an expression such as "prod & !cloud".
func profileNames(expr string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(expr, func(r rune) bool { return strings.ContainsRune(",&|() ", r) }) {
		if w != "" && !strings.HasPrefix(w, "!") && !strings.ContainsAny(w, "${}@") {
			out = append(out, w)
		}
	}
	return out
}

// on evaluates a profile expression: names, !, & and |, without parentheses.
func (c *Config) on(expr string) bool {
	if expr == "" {
		return true
	}
	expr = strings.NewReplacer("(", "", ")", "").Replace(expr)
	for _, alt := range strings.FieldsFunc(expr, func(r rune) bool { return r == ',' || r == '|' }) {
		all := true
		for term := range strings.SplitSeq(alt, "&") {
			name, not := strings.CutPrefix(strings.TrimSpace(term), "!")
			is := slices.Contains(c.active, strings.TrimSpace(name)) || name == "default" && len(c.active) == 0
			all = all && is != not
		}
		if all {
			return true
		}
	}
	return false
}

// Productive tells whether a profile's name speaks of production.
func Productive(profile string) bool {
	return slices.ContainsFunc(profileNames(profile), func(p string) bool { return slices.Contains(productive(), strings.ToLower(p)) })
}

// productive are the names of production, the most usual first.
func productive() []string {
	return []string{"prod", "production", "prd", "pro", "online", "live", "release"}
}
