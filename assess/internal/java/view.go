package java

import (
	"slices"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// view is one project with everything that ends up in its program.
type view struct {
	w       *Workspace
	p       *Project
	modules []*Project // the project first
	deps    []Dep
	// onDemand are dependencies that only a profile of the build adds.
	onDemand []Dep
	own      []Mark // of the project's own source
	code     []Mark // of all modules
	conf     *spring.Config
	served   []string // directories from which a config server of this tree gives configuration
	out      fact.Set
}

// has tells whether a dependency is one of the patterns.
func (v *view) has(patterns ...string) bool {
	_, ok := v.dep(patterns...)
	return ok
}

// dep returns the nearest dependency that is one of the patterns.
func (v *view) dep(patterns ...string) (Dep, bool) {
	i := slices.IndexFunc(v.deps, func(d Dep) bool { return d.Is(patterns...) })
	if i < 0 {
		return Dep{}, false
	}
	return v.deps[i], true
}

// mark returns the first mark of a kind in any module.
func (v *view) mark(kind MarkKind) (Mark, bool) { return firstMark(v.code, kind) }

func firstMark(all []Mark, kind MarkKind) (Mark, bool) {
	i := slices.IndexFunc(all, func(m Mark) bool { return m.Kind == kind })
	if i < 0 {
		return Mark{}, false
	}
	return all[i], true
}

func (v *view) marksOf(kind MarkKind) []Mark {
	var out []Mark
	for _, m := range v.code {
		if m.Kind == kind {
			out = append(out, m)
		}
	}
	return out
}

// add states a fact.
func (v *view) add(key, value string, origin fact.Origin, c fact.Confidence, at ...fact.Evidence) {
	if value == "" {
		return
	}
	v.out = append(v.out, fact.Fact{Key: key, Value: value, Origin: origin, Confidence: c, Evidence: slices.Clone(at)})
}

// unsure lowers a confidence where a parent that might say otherwise is missing.
func (v *view) unsure(c fact.Confidence) fact.Confidence {
	if v.p.Unsure && c == fact.High {
		return fact.Medium
	}
	return c
}

// boot is the Spring Boot version, that of a module when the project's own is unknown.
func (v *view) boot() Versioned {
	for _, m := range v.modules {
		if m.Boot.Value != "" {
			return m.Boot
		}
	}
	return Versioned{}
}

func (v *view) isBoot() bool {
	return v.has("org.springframework.boot:*") || v.p.Launch.Kind == BootJar || hasMark(v.own, BootMain) || hasMark(v.own, Servlet)
}

func hasMark(all []Mark, kind MarkKind) bool {
	_, ok := firstMark(all, kind)
	return ok
}

// external tells whether configuration comes from a server that this tree does not hold.
func (v *view) external() bool {
	if v.has("spring-cloud-starter-config", "spring-cloud-config-client") {
		return len(v.served) == 0
	}
	return v.has("spring-cloud-starter-alibaba-nacos-config", "nacos-config-spring-boot-starter", "apollo-client",
		"apollo-client-config-data", "spring-cloud-starter-consul-config", "spring-cloud-starter-zookeeper-config")
}

// derive states all facts. used tells that another program contains this project.
func (v *view) derive(used bool) {
	v.out = slices.Clone(v.p.Facts)
	runs := v.deployable(used)
	if !runs {
		return
	}
	v.configure()
	v.buildFacts()
	v.frameworkFacts()
	v.webFacts()
	v.healthFacts()
	v.serviceFacts()
	v.settingFacts()
	v.configFacts()
	v.dataFacts()
	v.codeFacts()
	v.singleFacts()
}
