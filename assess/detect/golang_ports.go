package detect

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// goPort is a listener whose port is known.
type goPort struct {
	goListener
	listen symbolic.Listen
	origin fact.Origin
	place  fact.Evidence
}

// ports resolves the addresses of listeners.
func (p *goProgram) ports(listeners []goListener) []goPort {
	var out []goPort
	for _, l := range listeners {
		here := fact.Evidence{Path: l.at.file, Line: l.at.line}
		if l.def > 0 {
			out = append(out, goPort{l, symbolic.Listen{Port: l.def}, fact.FromDefault, here})
			continue
		}
		for _, t := range p.resolve(l.at, l.texts) {
			listen, ok := symbolic.ParseListen(t.Default())
			if !ok {
				continue
			}
			port := goPort{l, listen, fact.FromCode, here}
			if e, ok := textPlace(t); ok {
				port.origin, port.place = fact.FromConfig, e
			}
			out = append(out, port)
			break
		}
	}
	return out
}

// textPlace returns the place in a configuration file that a text was read from.
func textPlace(t symbolic.Text) (fact.Evidence, bool) {
	for _, part := range t {
		if part.Path != "" {
			return fact.Evidence{Path: part.Path, Line: part.Line}, true
		}
	}
	return fact.Evidence{}, false
}

// portFacts chooses the main port: what is nearest to main and no side door, HTTP
// before gRPC. The others get a name.
func portFacts(ports []goPort) fact.Set {
	var facts fact.Set
	main := mainPort(ports)
	if main < 0 {
		return nil
	}
	used := map[int]bool{ports[main].listen.Port: true}
	facts = append(facts, ports[main].fact(fact.Port))
	for i, port := range ports {
		if i == main {
			continue
		}
		if used[port.listen.Port] {
			continue
		}
		used[port.listen.Port] = true
		facts = append(facts, port.fact(fact.PortNamed(port.name())))
	}
	return facts
}

func mainPort(ports []goPort) int {
	best := -1
	rank := func(p goPort) int {
		r := 0
		if p.role != "" {
			r += 8
		}
		if p.listen.Local() {
			r += 4
		}
		if p.sure != fact.High {
			r++
		}
		if p.protocol != "http" && p.protocol != "https" {
			r++
		}
		return r
	}
	for i := range ports {
		if best < 0 || rank(ports[i]) < rank(ports[best]) {
			best = i
		}
	}
	return best
}

func (p goPort) fact(key string) fact.Fact {
	f := fact.New(key, fmt.Sprintf("%d/%s", p.listen.Port, p.protocol), p.origin, p.place.Path, p.place.Line).With(p.sure)
	here := fact.Evidence{Path: p.at.file, Line: p.at.line}
	if !slices.Contains(f.Evidence, here) {
		f.Evidence = append(f.Evidence, here)
	}
	return f
}

func (p goPort) name() string {
	switch {
	case p.role != "":
		return p.role
	case p.protocol == "grpc":
		return "grpc"
	}
	return p.protocol + "-" + strconv.Itoa(p.listen.Port)
}
