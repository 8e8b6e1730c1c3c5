package resolve

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// FindingUnread is the id of the finding about variables that nothing reads.
const FindingUnread = "config.unread-variable"

// dropUnread takes away the variables that only deployment files set and that no
// file of the unit's source names, and says so of each unit.
func dropUnread(tree *scan.Tree, units []*unit) map[*unit]assess.Finding {
	out := map[*unit]assess.Finding{}
	for _, u := range units {
		names, at := u.onlyDeployed()
		if len(names) == 0 {
			continue
		}
		names = unmentioned(tree, u, names, at)
		if len(names) == 0 {
			continue
		}
		var places []fact.Evidence
		u.facts = slices.DeleteFunc(slices.Clone(u.facts), func(f fact.Fact) bool {
			name, ok := fact.EnvName(f.Key)
			gone := ok && slices.Contains(names, name)
			for _, e := range f.Evidence {
				if gone && !slices.Contains(places, e) {
					places = append(places, e)
				}
			}
			return gone
		})
		list := strings.Join(names, ", ")
		out[u] = assess.Finding{
			ID: FindingUnread, Dimension: assess.DimConfig, Severity: assess.Low,
			Title: i18n.Textf("%[1]s 的部署描述设置了 %[2]s，但它的源码没有读取，已略去", "deployment files of %[1]s set %[2]s, which its source does not read, so it is left out", cmp.Or(u.facts.Value(fact.Name), u.path), list),
			Remedy: i18n.Text{ZH: "确认没有启动脚本或第三方组件用到它；用到的话在环境变量里补上。",
				EN: "Check that no start script or library needs it; add it to the environment if one does."},
			Evidence: places[:min(len(places), maxPlaces)],
		}
	}
	return out
}

// onlyDeployed returns the variables of which nothing but deployment files speaks,
// and the files that do. Where every property can be set by a variable, any may be read.
func (u *unit) onlyDeployed() (names []string, files map[string]bool) {
	if !u.deployable() || !environmentFollowed(u.facts.Value(fact.Language)) || u.facts.Value(fact.ConfigOverride) != "" || u.facts.Value(fact.Workload) == string(assess.Static) {
		return nil, nil
	}
	files = map[string]bool{}
	elsewhere := map[string]bool{}
	for _, f := range u.facts {
		name, ok := fact.EnvName(f.Key)
		switch {
		case !ok:
		case f.Origin != fact.FromDeploy:
			elsewhere[name] = true
		default:
			names = append(names, name)
			for _, e := range f.Evidence {
				files[e.Path] = true
			}
		}
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(n string) bool { return elsewhere[n] || readByRuntime(n) || u.startNames(n) })
	return names, files
}

// environmentFollowed tells of languages whose reads of the environment detectors or the
// search of the source know. Of others, as of PHP with its env() in configuration, not
// finding a name says nothing.
func environmentFollowed(language string) bool {
	switch language {
	case "java", "javascript", "python", "go":
		return true
	}
	return false
}

// startNames tells whether a start command names the variable.
func (u *unit) startNames(name string) bool {
	return slices.ContainsFunc(u.facts, func(f fact.Fact) bool {
		return (f.Key == fact.Start || f.Key == fact.StartBefore) && strings.Contains(f.Value, name)
	})
}

// maxSearch is the largest file that is searched for names, in bytes.
const maxSearch = 512 << 10

// unmentioned returns the names that stand in none of the files that the unit is built
// from, deployment files aside. Libraries of settings build names from a prefix and
// keys in lower case, so that only letters and digits are compared.
func unmentioned(tree *scan.Tree, u *unit, names []string, aside map[string]bool) []string {
	wanted := map[string][]string{}
	for _, n := range names {
		wanted[n] = []string{squeeze(n)}
		if _, rest, ok := strings.Cut(n, "_"); ok && len(rest) > 3 {
			wanted[n] = append(wanted[n], squeeze(rest))
		}
	}
	prefixed, left := false, slices.Clone(names)
	loose := map[string]bool{} // names whose part after a prefix was seen
	var bare []byte
	for _, e := range tree.Under(u.buildRoot()) {
		if len(left) == 0 {
			break
		}
		if aside[e.Path] || e.Size > maxSearch || !searched(e.Path) {
			continue
		}
		text, err := tree.Text(e.Path)
		if err != nil {
			continue
		}
		prefixed = prefixed || strings.Contains(text, "env_prefix") || strings.Contains(text, "EnvPrefix")
		bare = lettersAndDigits(bare[:0], text)
		left = slices.DeleteFunc(left, func(n string) bool { return bytes.Contains(bare, []byte(wanted[n][0])) })
		for _, n := range left {
			loose[n] = loose[n] || len(wanted[n]) > 1 && bytes.Contains(bare, []byte(wanted[n][1]))
		}
	}
	return slices.DeleteFunc(left, func(n string) bool { return prefixed && loose[n] })
}

// lettersAndDigits appends those of a text to dst, in lower case, as squeeze does for
// names.
func lettersAndDigits(dst []byte, text string) []byte {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			dst = append(dst, c)
		case c >= 'A' && c <= 'Z':
			dst = append(dst, c|0x20)
		}
	}
	return dst
}

// searched tells of source code, configuration and scripts, deployment files aside,
// which set variables rather than read them.
func searched(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".go", ".py", ".java", ".kt", ".groovy", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte", ".prisma",
		".yml", ".yaml", ".json", ".json5", ".toml", ".ini", ".cfg", ".conf", ".properties", ".xml", ".sh", ".bash", ".tmpl", ".template", ".j2", "":
	default:
		return false
	}
	return !strings.Contains(base, "dockerfile") && !strings.Contains(base, "compose") && !strings.HasPrefix(base, ".env") && !strings.HasPrefix(name, ".github/") &&
		!strings.HasPrefix(base, "package-lock") && base != "makefile" && !strings.HasPrefix(base, ".gitlab-ci")
}

// readByRuntime tells of variables that interpreters, servers and well-known
// libraries read by themselves.
func readByRuntime(name string) bool {
	switch name {
	case "PORT", "HOST", "HOSTNAME", "DEBUG", "WEB_CONCURRENCY", "DATABASE_URL", "REDIS_URL", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CATALINA_OPTS",
		"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GODEBUG", "GOTRACEBACK", "GIN_MODE", "UV_THREADPOOL_SIZE", "MALLOC_ARENA_MAX", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
		"http_proxy", "https_proxy", "no_proxy", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "FORWARDED_ALLOW_IPS", "DJANGO_SETTINGS_MODULE", "C_FORCE_ROOT":
		return true
	}
	for _, prefix := range []string{
		"NODE_", "NEXT_", "NUXT_", "NITRO_", "PM2_", "PRISMA_", "FLASK_", "GUNICORN_", "UVICORN_", "UWSGI_", "HYPERCORN_", "CELERY_", "STREAMLIT_", "GRADIO_", "PYTHON", "GEVENT_",
		"DOTNET_", "ASPNETCORE_", "COMPlus_", "NUGET_", "S6_", "PHP_", "COMPOSER_", "APACHE_", "NGINX_", "RAILS_", "RACK_", "RUBY", "BUNDLE_", "GEM_", "PASSENGER_", "PUMA_",
		"SPRING_", "SERVER_", "MANAGEMENT_", "LOGGING_", "EUREKA_", "QUARKUS_", "MICRONAUT_", "CATALINA_", "TOMCAT_",
		"OTEL_", "INSTANA_", "SENTRY_", "DD_", "NEW_RELIC_", "ELASTIC_APM_", "SW_", "AWS_", "AZURE_", "GOOGLE_", "GCP_", "GCLOUD_", "ALIBABA_CLOUD_", "ALICLOUD_", "TENCENTCLOUD_",
		"GRPC_", "SSL_", "OPENSSL_", "PG", "MYSQL_", "LD_", "MALLOC_", "OPENAI_", "ANTHROPIC_", "HF_", "TRANSFORMERS_", "OMP_",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
