package java

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// relational states the databases: by their URLs, and by drivers without one.
func (v *view) relational(settings []spring.Hit) {
	ports := map[string]string{}
	for _, k := range databases() {
		ports[k.id] = k.defaultPort
	}
	hits := map[string][]found{}
	active := false
	for _, h := range slices.Backward(settings) {

		if h.Value == "" || strings.Contains(h.Key, "driver") {
			continue
		}
		id, address, scheme, rest := jdbcURL(v.conf.Settle(h.Value), ports)
		v.databaseFile(scheme, rest, h)
		if id == "" {
			continue
		}
		f := v.found(h, address)
		hits[id] = append(hits[id], f)
		active = active || h.Active && f.off == ""
	}
	for _, k := range databases() {
		dep, has := v.dep(k.deps...)
		c := fact.High
		if !has {
			c = fact.Medium
		}
		if v.placed(k.id, hits[k.id], c, dep) || !has || active {
			continue
		}
		v.driverOnly(k, dep, settings)
	}
}

// driverOnly decides about a driver for which there is no URL. With a database
// inside the process at hand it is a choice for some other environment.
func (v *view) driverOnly(k kind, dep Dep, settings []spring.Hit) {
	if dep.Through != "" && !v.external() && !v.urlFromOutside(settings) {
		return
	}
	c := fact.Medium
	if dep.Through != "" {
		c = fact.Low
	}
	v.add(fact.Service, k.id, fact.FromBuild, c, dep.At)
	if e, ok := v.dep(embedded()...); ok {
		v.add(fact.ServiceOptional(k.id), "true", fact.FromBuild, fact.Medium, e.At)
	}
	for _, h := range settings {
		if strings.HasSuffix(h.Key, "datasource.url") && h.Active && len(spring.Env(h.Value)) > 0 {
			v.add(fact.ServiceAddress(k.id), "${"+spring.Env(h.Value)[0].Name+"}", fact.FromConfig, fact.Medium, h.At)
		}
	}
}

// urlFromOutside tells whether the environment gives the URL.
func (v *view) urlFromOutside(settings []spring.Hit) bool {
	for _, h := range settings {
		if strings.HasSuffix(h.Key, "datasource.url") && len(spring.Env(h.Value)) > 0 {
			return true
		}
	}
	return false
}

// databaseFile states the file of a database inside the process.
func (v *view) databaseFile(scheme, rest string, h spring.Hit) {
	if !h.Active {
		return
	}
	file := cutOutside(rest, ";?")
	switch {
	case scheme == "h2" && (strings.HasPrefix(file, "file:") || strings.HasPrefix(file, "~") || strings.HasPrefix(file, "./") || strings.HasPrefix(file, "/")):
		file = strings.TrimPrefix(file, "file:")
	case scheme == "hsqldb" && strings.HasPrefix(file, "file:"):
		file = strings.TrimPrefix(file, "file:")
	case scheme == "sqlite" && file != "" && !strings.HasPrefix(file, ":memory:"):
	default:
		return
	}
	v.add(fact.LocalWrite, file, fact.FromConfig, fact.High, h.At)
}
