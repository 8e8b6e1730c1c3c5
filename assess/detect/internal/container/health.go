package container

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

var healthURLRE = regexp.MustCompile(`https?://[^\s"'|;)<>\\` + "`" + `]+`)

// HealthTest adds the endpoint that a test of HEALTHCHECK or of compose asks: a
// list that starts with CMD or CMD-SHELL, or the words of a shell command.
func (b *Builder) HealthTest(test []string, line int) {
	text := strings.Join(test, " ")
	if slices.ContainsFunc(test, func(s string) bool {
		return strings.Contains(s, "grpc_health_probe") || strings.Contains(s, "grpc-health-probe")
	}) {
		b.Add(fact.Health, "grpc:", line)
		return
	}
	u, err := url.Parse(healthURLRE.FindString(text))
	if err != nil || u.Host == "" {
		return
	}
	b.HealthPath("health", u.Path, line)
}

// HealthPath adds an endpoint of one of the kinds of fact.Health.
func (b *Builder) HealthPath(kind, path string, line int) {
	if path == "" {
		path = "/"
	}
	if strings.HasPrefix(path, "/") && !strings.ContainsAny(path, "$ {") && len(path) < 200 {
		b.Add(fact.Health, kind+":"+path, line)
	}
}
