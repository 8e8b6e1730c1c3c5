package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// environments decides where the application runs: the environments answered,
// else development, staging and production.
func environments(q *inquiry, app string) ([]generate.Environment, generate.Decision) {
	rows, _ := q.rows("tgt.envs")
	var out []generate.Environment
	for _, r := range rows {
		out = append(out, environment(r, app))
	}
	reason := i18n.Textf("环境、集群和命名空间按答案", "environments, clusters and namespaces as answered")
	if len(out) == 0 {
		q.assume("tgt.envs", "dev, staging, prod")
		out = []generate.Environment{
			{Name: "dev", Namespace: namespace(app, "dev")},
			{Name: "staging", Namespace: namespace(app, "staging")},
			{Name: "prod", Namespace: namespace(app, "prod"), Production: true},
		}
		reason = i18n.Textf("没有答案，采用开发、预发、生产三个环境", "no answer: development, staging and production")
	}
	names := make([]string, len(out))
	for i, e := range out {
		names[i] = e.Name
	}
	return out, q.decide(strings.Join(names, ", "), reason)
}

func environment(r survey.Row, app string) generate.Environment {
	e := generate.Environment{Name: r.Get("name"), Namespace: r.Get("namespace"), Cluster: r.Get("cluster")}
	if e.Namespace == "" {
		e.Namespace = namespace(app, e.Name)
	}
	production, given := r.Bool("production")
	e.Production = production || !given && slices.Contains([]string{"prod", "production", "prd", "live"}, e.Name)
	return e
}

// namespace is <application>-<environment>, a label of at most 63 characters.
func namespace(app, env string) string { return shorten(app+"-"+env, 63) }

// stage tells how an environment is used, which decides its size.
type stage int

const (
	development stage = iota
	staging
	production
)

// stageOf tells staging from development by the names that are in use.
func stageOf(e generate.Environment) stage {
	if e.Production {
		return production
	}
	for _, word := range []string{"stag", "stg", "uat", "pre", "perf", "gray", "grey"} {
		if strings.HasPrefix(e.Name, word) || strings.HasSuffix(e.Name, "-"+word) {
			return staging
		}
	}
	return development
}
