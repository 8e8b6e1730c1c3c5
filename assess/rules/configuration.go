package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/ini"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// maxConfig bounds a file that is taken for configuration although no rule names it, in bytes: larger ones are data.
const maxConfig = 256 << 10

// isConfig tells of the files that programs read their configuration from.
func isConfig(name string, size int64) bool {
	base := strings.ToLower(path.Base(name))
	if size > maxConfig || otherConfigRE.MatchString(base) || hiddenDirRE.MatchString(name) || messagesRE.MatchString(strings.ToLower(name)) {
		return false
	}
	switch ext := path.Ext(base); {
	case ext == ".properties", ext == ".toml", ext == ".ini", ext == ".cnf", isDotenv(base), dotnetConfig(base):
		return true
	case ext == ".yml", ext == ".yaml":
		return !deployedRE.MatchString(strings.ToLower(name))
	case ext == ".conf", ext == ".cfg":
		return configNameRE.MatchString(base)
	case ext == ".json", ext == ".json5":
		return configNameRE.MatchString(base) || configDirRE.MatchString(strings.ToLower(path.Dir(name)))
	}
	return false
}

var (
	otherConfigRE = regexp.MustCompile(`^(?:package|composer|bower|lerna|nx|turbo|tsconfig|jsconfig|angular|nest-cli|deno|renovate|vercel|firebase|manifest|project|launchsettings|global|swagger|openapi|api-docs|schema|pubspec|cargo|pyproject|pipfile|poetry|uv|libs\.versions|gradle|gradle-wrapper|maven-wrapper|lombok|sonar-project|log4j2?|logback|logging|simplelogger|rustfmt|netlify|buf|mkdocs|_config|bandit|ruff|alembic|setup|tox|pytest|mypy|uwsgi|supervisord?|php|my|tsup|biome|\.[\w-]+rc)(?:[.-][\w.-]+)?\.\w+$|[.-]lock\.\w+$|lock\.(?:ya?ml|json)$|^\.(?:editorconfig|eslintrc|prettierrc|babelrc|travis|gitlab-ci|pre-commit|golangci|rubocop|stylelintrc|goreleaser|drone|hadolint|codecov|coveralls|scrutinizer|styleci|readthedocs|appveyor|dependabot|mergify|commitlintrc|lintstagedrc|huskyrc)|^(?:appveyor|azure-pipelines|bitbucket-pipelines|cloudbuild|buildspec|codecov|skaffold|jenkins|sonar|checkstyle)[\w.-]*\.ya?ml$`)
	hiddenDirRE   = regexp.MustCompile(`(?:^|/)\.(?:github|gitlab|circleci|gitee|azure|azuredevops|vscode|devcontainer|husky|changeset|idea|storybook|tekton|buildkite)/`)
	messagesRE    = regexp.MustCompile(`(?:^|/)(?:i18n|locales?|lang|langs|languages?|translations?|messages?)/|(?:^|/)(?:messages?|validationmessages|i18n|language|labels?|resources|strings)(?:[_-]\w+)*\.(?:properties|ya?ml|json|toml)$|[._-](?:zh|en|zh_cn|zh-cn|en_us|en-us|ja|ko|fr|de|tw)\.(?:properties|json|ya?ml)$`)
	deployedRE    = regexp.MustCompile(`(?:^|/)(?:k8s|kubernetes|helm|charts?|manifests?|kustomize|ansible|roles|playbooks?|terraform|deploy|deployment|deployments|argocd|\.argo|istio)/|(?:^|/)[\w.-]*(?:docker-?compose|compose)[\w.-]*\.ya?ml$|(?:^|/)(?:deployment|service|ingress|configmap|secret|statefulset|daemonset|kustomization|values|chart|playbook|serverless|template|app|swagger|openapi|api)\.ya?ml$`)
	configNameRE  = regexp.MustCompile(`^(?:app|application|bootstrap|config|configuration|settings?|default|local|production|prod|development|dev|staging|test|custom-environment-variables|appsettings|database|db|redis|server|env|environment|connections?|reference)(?:[._-][\w-]+)*\.(?:json5?|conf|cfg)$|[._-](?:config|settings|conf)\.(?:json5?|conf|cfg)$`)
	configDirRE   = regexp.MustCompile(`(?:^|/)(?:config|conf|configs|configuration|settings)$`)
)

func isDotenv(base string) bool {
	return base == ".env" || strings.HasPrefix(base, ".env.") || path.Ext(base) == ".env"
}

func dotnetConfig(base string) bool {
	return base == "web.config" || base == "app.config" || strings.HasSuffix(base, ".exe.config") || strings.HasPrefix(base, "web.") && strings.HasSuffix(base, ".config")
}

// development tells of a profile that is for tests or the machine of a developer, by the name of its file. Where there
// is no other profile beside it, one for development may well be what production runs with.
func development(tree *scan.Tree, name string) bool {
	dir, base := path.Split(name)
	stem, profile, ok := profileOf(base)
	switch {
	case profileDirRE.MatchString(name):
		return true
	case !ok:
		return false
	case testProfileRE.MatchString(profile):
		return true
	case !developerProfileRE.MatchString(profile):
		return false
	}
	return slices.ContainsFunc(tree.Under(path.Clean(dir)), func(e scan.Entry) bool {
		other, ok := strings.CutPrefix(e.Path, strings.TrimPrefix(dir, "./"))
		with, profile, known := profileOf(other)
		if !ok || strings.Contains(other, "/") || !known || with != stem {
			return false
		}
		if profile == "" && slices.Contains([]string{"application", "bootstrap"}, stem) { // what is common to all profiles
			return false
		}
		if stem == "" && !deployedProfileRE.MatchString(profile) { // java.properties is no profile beside localhost.properties
			return false
		}
		return !testProfileRE.MatchString(profile) && !developerProfileRE.MatchString(profile)
	})
}

// profileOf splits the name of a configuration file into its stem, "" for one that is only called by its
// profile, and the profile.
func profileOf(base string) (stem, profile string, ok bool) {
	m := profileRE.FindStringSubmatch(strings.ToLower(base))
	if m == nil {
		return "", "", false
	}
	return m[1] + m[3] + m[6], m[2] + m[4] + m[5] + m[7], true
}

var (
	// Stem and profile, or the profile alone: application-dev.yml, appsettings.Development.json, .env.local, dev.json, and
	// what is kept for a configuration centre: order-service-dev.yaml.
	profileRE = regexp.MustCompile(`^(?:(application|bootstrap|appsettings|config|settings|web|database)(?:[-_.]([\w-]+))?(?:\.local)?\.(?:ya?ml|properties|json5?|toml|config|ini)|(\.env)(?:\.([\w-]+))?(?:\.local)?|([a-z]+)\.(?:json5?|ya?ml|toml|properties|env|ini)|([a-z][\w.-]*)[-_.](dev|develop|development|test|testing|local|prod|production|prd|pro|online|live|stag(?:e|ing)|stg|pre|preprod|uat|qa|sit)\.(?:ya?ml|properties))$`)

	// A directory of each profile: profiles/local/jdbc.properties.
	profileDirRE = regexp.MustCompile(`(?:^|/)(?:profiles?|filters|envs?|environments?)/(?:dev|develop|development|local|localhost|test|tests|testing|ut)/[^/]+\.(?:ya?ml|properties|json|toml|ini|conf|xml)$`)

	testProfileRE      = regexp.MustCompile(`^(?:(?:unit|integration|e2e)?-?tests?|testing|ut|it|ci|mock|h2|unittest)$`)
	deployedProfileRE  = regexp.MustCompile(`^(?:default|prod|production|prd|pro|online|live|release|stag(?:e|ing)|stg|pre|preprod|uat|qa|sit)$`)
	developerProfileRE = regexp.MustCompile(`^(?:dev|develop|development|developer|local|localhost|debug)$`)
)

// settingsOf reads a configuration file by its format. What cannot be read is left out.
func settingsOf(name, text string) conf.Settings {
	base := strings.ToLower(path.Base(name))
	var out conf.Settings
	switch ext := path.Ext(base); {
	case isDotenv(base):
		out, _ = conf.Dotenv(text)
	case dotnetConfig(base):
		return dotnetSettings(text)
	case ext == ".properties":
		out, _ = conf.Properties(text)
	case ext == ".yml", ext == ".yaml":
		out, _ = conf.YAML(text)
	case slices.Contains([]string{".json", ".json5", ".jsonc"}, ext):
		out, _ = conf.JSON(text)
	case ext == ".toml":
		out, _ = conf.TOML(text)
	case ext == ".ini", ext == ".cfg", ext == ".cnf", ext == ".conf":
		out = ini.Parse(text)
	}
	return out
}

// dotnetSettings reads appSettings as their keys and connectionStrings as ConnectionStrings.NAME, a colon
// in a key being a dot.
func dotnetSettings(text string) conf.Settings {
	doc := readXML(text)
	var out conf.Settings
	for i := range doc {
		e := &doc[i]
		if e.name != "add" {
			continue
		}
		switch e.parentName(doc) {
		case "appSettings":
			out = append(out, conf.Setting{Key: strings.ReplaceAll(e.attr("key"), ":", "."), Value: e.attr("value"), Line: e.line})
		case "connectionStrings":
			out = append(out, conf.Setting{Key: "ConnectionStrings." + e.attr("name"), Value: e.attr("connectionString"), Line: e.line})
		}
	}
	return out
}
