package classify

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func trait(value string, words func(string) i18n.Text, reasons ...Reason) Trait {
	return Trait{Value: value, Text: words(value), Reasons: append([]Reason{}, reasons...)}
}

// shows is a fact as a reason, with a text of its own.
func shows(u unit, f fact.Fact, what i18n.Text) Reason {
	return Reason{Text: what, Fact: f.Key, Where: u.Name, Evidence: places(f.Evidence)}
}

func seen(u unit, f fact.Fact) Reason {
	return shows(u, f, textf("源码：%s = %s", "source: %s = %s", f.Key, clip(f.Value)))
}

// workload is the kind of workload: as answers name it, else as the source shows it.
func (s *subject) workload(u unit) Trait {
	if a, ok := s.known("app.components", u.answers); ok {
		for _, r := range a.Value.Rows {
			if r.Get("name") == u.answers && u.answers != "" && r.Get("type") != "" {
				return trait(r.Get("type"), WorkloadText, Reason{Text: textf("回答：%[1]s 的类型是 %[2]s", "answered: %[1]s is of the type %[2]s", u.answers, r.Get("type")), Question: "app.components", Where: a.Scope})
			}
		}
	}
	if u.Workload == "" || u.Workload == assess.Library {
		return trait("", WorkloadText)
	}
	for _, key := range []string{fact.Workload, fact.Framework, fact.Language} {
		if f, ok := u.Facts.Best(key); ok {
			return trait(string(u.Workload), WorkloadText, seen(u, f))
		}
	}
	return trait(string(u.Workload), WorkloadText, Reason{Text: text("源码扫描的结论", "as the scan concludes"), Fact: fact.Workload, Where: u.Name})
}

// style is the architecture style of a component.
func (s *subject) style(u unit) Trait {
	if r, ok := s.chose("app.source", u.answers, "commercial"); ok {
		return trait("vendor", StyleText, r)
	}
	w := s.workload(u)
	switch assess.Workload(w.Value) {
	case assess.Static:
		return trait("frontend", StyleText, w.Reasons...)
	case assess.Gateway:
		return trait("gateway", StyleText, w.Reasons...)
	case assess.Cron, assess.Job:
		return trait("batch", StyleText, w.Reasons...)
	}
	if r, ok := s.oneOfMany(u); ok {
		return trait("microservice", StyleText, r...)
	}
	switch {
	case w.Value == string(assess.Worker):
		return trait("batch", StyleText, w.Reasons...)
	case w.Value == "":
		return trait("", StyleText)
	}
	if parts := u.Facts.Values(fact.BuildNeeds); len(parts) >= modules {
		f, _ := u.Facts.Best(fact.BuildNeeds)
		return trait("modular-monolith", StyleText, shows(u, f, textf("由 %d 个内部模块编译而成", "built of %d modules of its own", len(parts))))
	}
	if front := s.frontend(); front.Name != "" && u.Workload == assess.Web {
		return trait("layered", StyleText, append(slices.Clone(w.Reasons), s.workload(front).Reasons...)...)
	}
	return trait("monolith", StyleText, w.Reasons...)
}

// modules is from how many modules of its own a program counts as modular, and services from how many of
// them an application counts as made of services.
const (
	modules  = 2
	services = 3
)

// frontend is the first static front end.
func (s *subject) frontend() unit {
	for _, u := range s.units {
		if s.workload(u).Value == string(assess.Static) {
			return u
		}
	}
	return unit{}
}

// oneOfMany tells whether a component is one service among others: by a registry that it
// uses, beside another service, or by their number.
func (s *subject) oneOfMany(u unit) ([]Reason, bool) {
	backends := s.backends()
	if r, ok := s.registry(u); ok && len(backends) > 1 {
		return []Reason{r}, true
	}
	if len(backends) < services {
		return nil, false
	}
	var out []Reason
	for _, b := range backends[:services] {
		out = append(out, s.workload(b).Reasons...)
	}
	return out, true
}

// registry is what a component uses to find others.
func (s *subject) registry(u unit) (Reason, bool) {
	if a, ok := s.known("dep.registry", u.answers); ok {
		q, _ := s.question("dep.registry")
		if p := a.Value.Record().Get("product"); p != "" && p != "none" {
			return s.said(q, a), true
		}
		return Reason{}, false
	}
	for _, f := range u.Facts.All(fact.Service) {
		if slices.Contains([]string{"nacos", "eureka", "consul", "zookeeper"}, f.Value) {
			return seen(u, f), true
		}
	}
	f, ok := u.Facts.Best(fact.Framework)
	if ok && (strings.HasPrefix(f.Value, "dubbo") || strings.HasPrefix(f.Value, "spring-cloud")) {
		return seen(u, f), true
	}
	return Reason{}, false
}

// state is what a component keeps beside its databases: as answers say, else as facts show. Both are
// shown where both are there.
func (s *subject) state(u unit) Trait {
	if w := s.workload(u); w.Value == string(assess.Static) {
		return trait("stateless", StateText, w.Reasons...)
	}
	for _, kind := range []struct {
		value string
		of    func(unit) []Reason
	}{{"cluster-member", s.clusterMember}, {"embedded-database", s.embedded}, {"local-files", s.localFiles}, {"session", s.sessions}} {
		if r := kind.of(u); len(r) > 0 {
			return trait(kind.value, StateText, r...)
		}
	}
	if r := s.stateless(u); len(r) > 0 {
		return trait("stateless", StateText, r...)
	}
	return trait("", StateText, s.undecided(u)...)
}

// undecided are the findings about state and sessions on which a person must say how it is meant; with one
// of them silence is no evidence that nothing is kept.
func (s *subject) undecided(u unit) []Reason {
	var out []Reason
	for _, f := range u.findings {
		if (f.Dimension == assess.DimState || f.Dimension == assess.DimSessions) && f.Action == assess.Decide && f.Severity != assess.Low {
			out = append(out, found(f))
		}
	}
	return out
}

func (s *subject) clusterMember(u unit) []Reason {
	var out []Reason
	for _, c := range [][2]string{{"state.singleton", "numbered"}, {"state.cluster", "static-ip"}, {"state.cluster", "multicast"}} {
		if r, ok := s.chose(c[0], u.answers, c[1]); ok {
			out = append(out, r)
		}
	}
	return out
}

func (s *subject) embedded(u unit) []Reason {
	var out []Reason
	for _, f := range u.Facts.All(fact.Service) {
		if (f.Value == "sqlite" || f.Value == "h2" || f.Value == "hsqldb" || f.Value == "derby") && !s.database(u) {
			out = append(out, seen(u, f))
		}
	}
	for _, f := range u.Facts.All(fact.Single) {
		if strings.HasPrefix(f.Value, "memory-database") && !s.database(u) {
			out = append(out, seen(u, f))
		}
	}
	for _, f := range u.findings {
		if embeds(f) && f.Action == assess.Change && !s.database(u) {
			out = append(out, found(f))
		}
	}
	return out
}

// embeds tells the findings about databases in the process from others about state.
func embeds(f assess.Finding) bool {
	return f.Dimension == assess.DimState && (strings.Contains(f.ID, "-embedded-") || strings.HasSuffix(f.ID, "-sqlite"))
}

// database tells whether the component has a database server beside one in its process.
func (s *subject) database(u unit) bool {
	if a, ok := s.known("data.stores", u.answers); ok {
		return slices.ContainsFunc(a.Value.Rows, func(r survey.Row) bool { return server(r.Get("kind")) })
	}
	return slices.ContainsFunc(u.Services, func(v assess.Service) bool { return server(v.Kind) })
}

// server tells the kinds of data stores that are a server with a disk, no cache.
func server(kind string) bool {
	return fact.IsStore(kind) && kind != "redis" && kind != "memcached"
}

// localFiles are the files that must stay: an answer that is there is believed.
func (s *subject) localFiles(u unit) []Reason {
	if a, ok := s.ask("state.files", u.answers); ok && a.State != survey.Unknown {
		q, _ := s.question("state.files")
		for _, r := range a.Value.Rows {
			keep, _ := r.Bool("keep")
			place := r.Get("place")
			if keep && (place == "" || strings.HasPrefix(place, "local")) {
				return []Reason{s.said(q, a)}
			}
		}
		return nil
	}
	var out []Reason
	for _, f := range u.Facts.All(fact.KeptMount) {
		if !scratch(f.Value) {
			out = append(out, seen(u, f))
		}
	}
	return append(out, raised(u, assess.DimState)...)
}

// scratch tells by its name a directory whose content is made again or collected elsewhere.
func scratch(dir string) bool {
	base := strings.ToLower(path.Base(strings.TrimRight(strings.ReplaceAll(dir, `\`, "/"), "/")))
	return slices.ContainsFunc([]string{"log", "tmp", "temp", "cache", "static"}, func(w string) bool { return strings.Contains(base, w) })
}

// raised are the findings of a dimension that need new code.
func raised(u unit, d assess.Dimension) []Reason {
	var out []Reason
	for _, f := range u.findings {
		if f.Dimension == d && f.Severity != assess.Low && f.Action == assess.Change && !embeds(f) {
			out = append(out, found(f))
		}
	}
	return out
}

func (s *subject) sessions(u unit) []Reason {
	if a, ok := s.ask("state.session", u.answers); ok && a.State != survey.Unknown {
		q, _ := s.question("state.session")
		if slices.Contains([]string{"memory-sticky", "memory-replicated", "local-file"}, a.Value.Text) {
			return []Reason{s.said(q, a)}
		}
		return nil
	}
	f, ok := u.Facts.Best(fact.Session)
	switch {
	case !ok:
		return raised(u, assess.DimSessions)
	case f.Value == "memory" || f.Value == "file":
		return []Reason{seen(u, f)}
	}
	return nil
}

// stateless is what says that nothing is kept: answers to both questions, a fact, or a source without
// a word of it.
func (s *subject) stateless(u unit) []Reason {
	var out []Reason
	for _, id := range []string{"state.session", "state.files"} {
		if a, ok := s.ask(id, u.answers); ok && a.State != survey.Unknown {
			q, _ := s.question(id)
			out = append(out, s.said(q, a))
		}
	}
	if f, ok := u.Facts.Best(fact.Session); ok && len(out) == 0 {
		out = append(out, seen(u, f))
	}
	if r, ok := s.looked(u); ok && len(out) == 0 && len(s.undecided(u)) == 0 {
		r.Text = text("源码里没有会话、本地文件或内嵌数据库的证据", "nothing in the source speaks of sessions, local files or an embedded database")
		out = append(out, r)
	}
	return out
}
