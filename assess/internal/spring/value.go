package spring

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// build puts the settings in order, strongest first.
func (c *Config) build() {
	c.index = map[string][]Hit{}
	for _, l := range slices.Backward(c.layers) {
		on := c.on(l.Profile)
		for _, s := range slices.Backward(l.settings) {
			c.index[s.key] = append(c.index[s.key], Hit{
				Key: s.key, Raw: s.raw, Value: c.filtered(s.value), Profile: l.Profile, Active: on, Own: l.Own,
				At: fact.Evidence{Path: l.Path, Line: s.line},
			})
		}
	}
}

// Get returns the setting that holds for the first of the keys that has one.
func (c *Config) Get(keys ...string) (Hit, bool) {
	for _, k := range keys {
		for _, h := range c.index[Canonical(k)] {
			if h.Active {
				return h, true
			}
		}
	}
	return Hit{}, false
}

// Value is Get with the placeholders replaced; "" when there is none.
func (c *Config) Value(keys ...string) string {
	h, ok := c.Get(keys...)
	if !ok {
		return ""
	}
	return c.Resolve(h.Value)
}

// Variants returns the settings of the keys in every profile, strongest first.
func (c *Config) Variants(keys ...string) []Hit {
	var out []Hit
	for _, k := range keys {
		out = append(out, c.index[Canonical(k)]...)
	}
	return out
}

// All returns all settings, active and not, in the order of files and lines.
func (c *Config) All() []Hit {
	var out []Hit
	for _, l := range c.layers {
		on := c.on(l.Profile)
		for _, s := range l.settings {
			out = append(out, Hit{Key: s.key, Raw: s.raw, Value: c.filtered(s.value), Profile: l.Profile, Active: on, Own: l.Own,
				At: fact.Evidence{Path: l.Path, Line: s.line}})
		}
	}
	return out
}

// Files returns the paths of the files that were read, sorted.
func (c *Config) Files() []string {
	var out []string
	for _, l := range c.layers {
		out = append(out, l.Path)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// OwnFile tells whether a file belongs to the program itself.
func (c *Config) OwnFile(path string) bool {
	return slices.ContainsFunc(c.layers, func(l Layer) bool { return l.Path == path && l.Own })
}

// Has tells whether any layer has a key that starts with prefix.
func (c *Config) Has(prefix string) bool {
	prefix = Canonical(prefix)
	for k := range c.index {
		if strings.HasPrefix(k, prefix) {
			return true
		}
	}
	return false
}

const (
	maxDepth = 8
	maxValue = 4096
)

// Resolve replaces placeholders: by another setting, by a build property, by
// their default. One that has none of these stays.
func (c *Config) Resolve(v string) string {
	budget := 100
	return c.resolve(v, maxDepth, &budget, true)
}

// Settle replaces only placeholders that are settings themselves. Those that the
// environment fills stay with their defaults.
func (c *Config) Settle(v string) string {
	budget := 100
	return c.resolve(v, maxDepth, &budget, false)
}

func (c *Config) resolve(v string, depth int, budget *int, defaults bool) string {
	if depth == 0 || len(v) > maxValue {
		return v
	}
	var b strings.Builder
	for b.Len() < maxValue && *budget > 0 {
		start := strings.Index(v, "${")
		if start < 0 {
			break
		}
		end := closing(v, start)
		if end < 0 {
			break
		}
		*budget--
		b.WriteString(v[:start])
		name, def, has := cutDefault(v[start+2 : end])
		switch h, ok := c.Get(name); {
		case ok && !EnvName(name):
			b.WriteString(c.resolve(h.Value, depth-1, budget, defaults))
		case has && defaults:
			b.WriteString(c.resolve(def, depth-1, budget, defaults))
		default:
			b.WriteString(v[start : end+1])
		}
		v = v[end+1:]
	}
	return b.String() + v
}

// closing finds the brace that closes the placeholder at start.
func closing(v string, start int) int {
	depth := 0
	for i := start; i < len(v); i++ {
		switch v[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// cutDefault splits NAME:DEFAULT.
func cutDefault(s string) (name, def string, has bool) {
	name, def, has = strings.Cut(s, ":")
	return strings.TrimSpace(name), strings.TrimPrefix(def, "-"), has
}

var filterRE = regexp.MustCompile(`@([A-Za-z][\w.-]*)@`)

// filtered replaces @name@ as the build's resource filtering does.
func (c *Config) filtered(v string) string {
	if strings.Count(v, "@") < 2 {
		return v
	}
	return filterRE.ReplaceAllStringFunc(v, func(m string) string {
		if p, ok := c.prop(m[1 : len(m)-1]); ok {
			return p
		}
		return "${" + m[1:len(m)-1] + "}"
	})
}

func (c *Config) prop(name string) (string, bool) {
	if c.props == nil {
		return "", false
	}
	return c.props(name)
}

var envRE = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// EnvName tells whether a placeholder's name is that of an environment variable.
func EnvName(name string) bool { return envRE.MatchString(name) }

// Placeholder is ${NAME:DEFAULT} with the name of an environment variable.
type Placeholder struct {
	Name, Default string
	HasDefault    bool // ${NAME:} has an empty one, ${NAME} has none
}

// Env returns the environment variables that a value asks for, those in defaults too.
func Env(v string) []Placeholder {
	var out []Placeholder
	for budget := 50; budget > 0; budget-- {
		start := strings.Index(v, "${")
		if start < 0 {
			break
		}
		end := closing(v, start)
		if end < 0 {
			break
		}
		name, def, has := cutDefault(v[start+2 : end])
		if EnvName(name) {
			out = append(out, Placeholder{name, def, has})
		}
		v = def + v[end+1:]
	}
	return out
}
