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
	if m := healthToolRE.FindStringSubmatch(text); m != nil {
		b.Add(fact.HealthTool, m[1], line)
	}
	u, err := url.Parse(healthURLRE.FindString(text))
	if err != nil || u.Host == "" || !tellsStatus(text) {
		return
	}
	b.HealthPath("health", u.Path, line)
}

var (
	healthToolRE = regexp.MustCompile(`(?:^|[\s/;&|("'])(curl|wget|jq)\s`)
	curlRE       = regexp.MustCompile(`(?:^|[\s/;&|("'])curl\s`)
	failRE       = regexp.MustCompile(`\s(?:--fail|--fail-with-body|-[a-zA-Z]*f[a-zA-Z]*)(?:\s|$)`)
)

// tellsStatus tells whether a test fails when the endpoint answers with an error.
// curl is content with any answer unless it is told to fail or what it prints is looked at;
// what that proves is that something listens.
func tellsStatus(text string) bool {
	if !curlRE.MatchString(text) {
		return true
	}
	return failRE.MatchString(text) || strings.Contains(text, "grep") || strings.Contains(text, "http_code") || strings.Contains(text, "jq ")
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
