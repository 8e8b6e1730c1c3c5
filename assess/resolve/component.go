package resolve

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
)

// components resolves the units, sorted by path, each with a name of its own.
func components(units []*unit, opt Options) []assess.Component {
	out := make([]assess.Component, 0, len(units))
	names := nameAll(units, opt)
	for i, u := range units {
		out = append(out, resolve(u, names[i]))
	}
	return out
}

// resolve states what holds for a unit. The facts stay as they are.
func resolve(u *unit, name string) assess.Component {
	fs := settle(u.facts)
	slices.SortStableFunc(fs, func(a, b fact.Fact) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), fact.Stronger(a, b))
	})
	fs = joinEvidence(fs)
	c := assess.Component{
		Name: name, Path: u.path, BuildRoot: path.Clean(u.buildRoot()),
		Deployable: u.deployable(),
		Language:   assess.Versioned{ID: fs.Value(fact.Language), Version: fs.Value(fact.LanguageVersion)},
		Framework:  assess.Versioned{ID: fs.Value(fact.Framework), Version: fs.Value(fact.FrameworkVersion)},
		BuildTool:  assess.Versioned{ID: fs.Value(fact.BuildTool), Version: fs.Value(fact.BuildToolVersion)},
		Packaging:  fs.Value(fact.Packaging),
		Ports:      ports(fs),
		Start:      assess.Start{Command: orEmpty(fact.Args(fs.Value(fact.Start)))},
		Health:     health(fs),
		Services:   services(fs),
		Facts:      fs,
	}
	c.Workload = workload(c)
	c.Conflicts = conflicts(fs)
	return c
}

// workload is what the detectors say; without a word from them, what listens is
// web and what does not is a worker.
func workload(c assess.Component) assess.Workload {
	switch w := assess.Workload(c.Facts.Value(fact.Workload)); {
	case !c.Deployable:
		return assess.Library
	case w != "" && w != assess.Library:
		return w
	case len(c.Ports) > 0:
		return assess.Web
	}
	return assess.Worker
}

// ports returns the main port first, then the named ones. Several ports that
// only a deployment file gives (EXPOSE 8080 9090) are all ports.
func ports(fs fact.Set) []assess.Port {
	out := []assess.Port{}
	add := func(value, name string) {
		p, ok := assess.ParsePort(value)
		if !ok || slices.ContainsFunc(out, func(q assess.Port) bool { return q.Port == p.Port }) {
			return
		}
		p.Name = name
		out = append(out, p)
	}
	mains := fs.All(fact.Port)
	if len(mains) > 0 {
		add(spoken(mains), "")
	}
	for _, f := range fs.Prefixed(fact.PortPrefix()) {
		if best, _ := fs.Best(f.Key); best.Value == f.Value {
			add(f.Value, strings.TrimPrefix(f.Key, fact.PortPrefix()))
		}
	}
	if len(mains) > 1 && mains[0].Origin == fact.FromDeploy {
		for _, f := range mains[1:] {
			if f.Origin == fact.FromDeploy && samePlace(f, mains[0]) {
				add(f.Value, "")
			}
		}
	}
	return out
}

// spoken returns the value of the strongest candidate. When it says no more than
// tcp, as EXPOSE does, the protocol is that of another candidate for its number.
func spoken(ports fact.Set) string {
	first := ports[0].Value
	number, ok := strings.CutSuffix(first, "/tcp")
	if !ok {
		return first
	}
	for _, f := range ports[1:] {
		if strings.HasPrefix(f.Value, number+"/") && f.Value != first && !strings.HasSuffix(f.Value, "/udp") {
			return f.Value
		}
	}
	return first
}

func samePlace(a, b fact.Fact) bool {
	return len(a.Evidence) > 0 && len(b.Evidence) > 0 && a.Evidence[0].Path == b.Evidence[0].Path
}

func health(fs fact.Set) []assess.Health {
	out := []assess.Health{}
	for _, v := range fs.Values(fact.Health) {
		kind, p, ok := strings.Cut(v, ":")
		if ok {
			out = append(out, assess.Health{Path: p, Kind: kind})
		}
	}
	return out
}

func services(fs fact.Set) []assess.Service {
	out := []assess.Service{}
	for _, kind := range fs.Values(fact.Service) {
		opt := fs.Value(fact.ServiceOptional(kind))
		out = append(out, assess.Service{
			Kind: kind, Address: fs.Value(fact.ServiceAddress(kind)),
			Optional: opt != "" && opt != "false",
		})
	}
	return out
}

// joinEvidence makes one fact of those that differ in their place alone. The
// facts must be sorted.
func joinEvidence(fs fact.Set) fact.Set {
	out := fact.Set{}
	for _, f := range fs {
		if f.Evidence == nil {
			f.Evidence = []fact.Evidence{}
		}
		i := slices.IndexFunc(out, func(g fact.Fact) bool {
			return g.Key == f.Key && g.Value == f.Value && g.Detector == f.Detector && g.Origin == f.Origin && g.Confidence == f.Confidence
		})
		if i < 0 {
			out = append(out, f)
			continue
		}
		for _, e := range f.Evidence {
			if !slices.Contains(out[i].Evidence, e) {
				out[i].Evidence = append(slices.Clone(out[i].Evidence), e)
			}
		}
	}
	return out
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
