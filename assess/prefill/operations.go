package prefill

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// logs: a directory for logs shows that there are files; whether they are
// collected, the source does not say.
func logs(c component, _ []component) []candidate {
	for _, p := range c.Facts.Values(fact.LocalWrite) {
		if content(p) == "log" {
			return assumed(one(record(cell("to", "file-only"), cell("path", p)), strongest(c.Facts, fact.LocalWrite, p)))
		}
	}
	return nil
}

// metrics: the endpoint for Prometheus.
func metrics(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.MetricsPath)
	if !ok {
		return nil
	}
	return one(record(cell("kind", "prometheus"), cell("path", f.Value)), f)
}

// tracing tells by today's start command which agent is attached.
func tracing(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.Start)
	if !ok {
		return nil
	}
	for _, arg := range fact.Args(f.Value) {
		agent, isAgent := strings.CutPrefix(strings.ToLower(arg), "-javaagent:")
		if !isAgent && !strings.HasSuffix(arg, "opentelemetry-instrument") {
			continue
		}
		for _, a := range agents() {
			if slices.ContainsFunc(a.words, func(w string) bool { return strings.Contains(agent+" "+arg, w) }) {
				return one(record(cell("product", a.product), cell("attached", "agent")), f)
			}
		}
	}
	return nil
}

// agents are the options of ops.tracing by words in the names of their agents.
func agents() []struct {
	product string
	words   []string
} {
	return []struct {
		product string
		words   []string
	}{
		{"skywalking", []string{"skywalking"}},
		{"arms", []string{"aliyunjavaagent", "aliyun-java-agent", "arms"}},
		{"pinpoint", []string{"pinpoint"}},
		{"opentelemetry", []string{"opentelemetry", "otel"}},
	}
}
