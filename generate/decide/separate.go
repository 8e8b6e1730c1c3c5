package decide

import (
	"maps"
	"slices"

	"github.com/gantry-ack/gantry/assess/fact"
)

// serverHosts are the hosts of backing services that a component's evidence names, by
// kind. The machine itself is none: everybody's default leads there.
func serverHosts(c component) map[string][]string {
	out := map[string][]string{}
	add := func(kind, address string) {
		host, _ := hostPort(address)
		if m := authorityRE.FindStringSubmatch(address); m != nil {
			host = m[2]
		}
		if host != "" && !localRE.MatchString(host) && !slices.Contains(out[kind], host) {
			out[kind] = append(out[kind], host)
		}
	}
	for _, s := range c.Services {
		for _, f := range c.Facts.All(fact.ServiceAddress(s.Kind)) {
			if f.Origin != fact.FromDefault {
				add(s.Kind, placeholderRE.ReplaceAllString(f.Value, "$2"))
			}
		}
	}
	found := addresses(c)
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if a := found[name]; a.part != portPart {
			add(a.kind, a.fallback)
		}
	}
	return out
}

// owner names whose server of a kind the component uses, where the components of the
// application have several that differ: the first that uses the same one. It is "" where there is one.
func (b *builder) owner(kind string) string {
	own := b.hosts[kind]
	if len(own) == 0 {
		return ""
	}
	first, differ := "", false
	for _, p := range b.peers {
		theirs := p.hosts[kind]
		switch shared := slices.ContainsFunc(theirs, func(h string) bool { return slices.Contains(own, h) }); {
		case shared && first == "":
			first = p.name
		case !shared && len(theirs) > 0:
			differ = true
		}
	}
	if !differ {
		return ""
	}
	return first
}
