package prefill

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// variables are the names of what the program reads from its environment; the
// values are for the customer to say. Of secrets the name is all that is kept.
func variables(c component, _ []component) []candidate {
	var rows []survey.Row
	var facts fact.Set
	for _, f := range c.Facts.Prefixed("env.") {
		name, ok := fact.EnvName(f.Key)
		if !ok || fact.Ambient(name) || slices.ContainsFunc(rows, func(r survey.Row) bool { return r.Get("key") == name }) {
			continue
		}
		secret := ""
		if fact.Sensitive(name) {
			if _, optional := c.Facts.Best(fact.EnvOptional(name)); optional || ofOptional(c, name) {
				continue // that of something that may not be in use
			}
			secret = "true"
		}
		rows, facts = append(rows, row(cell("key", name), cell("secret", secret))), append(facts, f)
	}
	return one(table(rows...), facts...)
}

// ofOptional tells by its name a variable of a service that the program does without.
func ofOptional(c component, name string) bool {
	s, ok := assess.ServiceNamed(c.Services, name)
	return ok && s.Optional
}

// configuration tells where settings come from: files with a profile for each
// environment, variables, and servers that hold nothing else. Profiles may also name parts
// of the program; where no environment goes by such a name, the first is assumed.
func configuration(c component, _ []component) []candidate {
	var v survey.Value
	var facts fact.Set
	add := func(option string, fs ...fact.Fact) {
		v.List, facts = append(v.List, option), append(facts, fs...)
	}
	file, inFiles := c.Facts.Best(fact.ConfigFile)
	profiles := c.Facts.All(fact.Profile)
	ofEnvironment := slices.IndexFunc(profiles, func(f fact.Fact) bool { return environments()[strings.ToLower(f.Value)] != "" })
	if inFiles && len(profiles) > 0 {
		add("packaged", profiles[max(0, ofEnvironment)], file)
	}
	if env := c.Facts.Prefixed("env."); len(env) > 0 {
		add("environment", env[0])
	}
	for _, s := range c.Services {
		if option := configServers()[s.Kind]; option != "" && !s.Optional {
			add(option, strongest(c.Facts, fact.Service, s.Kind))
		}
	}
	if slices.Contains(v.List, "packaged") && ofEnvironment < 0 {
		return assumed(one(v, facts...))
	}
	return one(v, facts...)
}

// configServers are the options of cfg.how by the kinds of services. A registry
// such as Nacos or Consul may hold configuration or not.
func configServers() map[string]string {
	return map[string]string{"apollo": "apollo", "config-server": "config-server"}
}

// secrets are the kinds of secrets that stand in plain text in the source, by the
// names of their properties.
func secrets(c component, _ []component) []candidate {
	var found selection
	for _, name := range c.Facts.Values(fact.SecretSetting) {
		kind := secretKind(name)
		if kind == "" || !fact.Sensitive(name) {
			continue
		}
		f := strongest(c.Facts, fact.SecretSetting, name)
		if i := slices.IndexFunc(found.rows, func(r survey.Row) bool { return r.Get("kind") == kind }); i >= 0 {
			found.facts = append(found.facts, f)
			continue
		}
		found.add(f, cell("kind", kind), cell("place", "code"))
	}
	return found.candidates("")
}

// secretKind tells by the name of a property what its secret opens; "" when the
// name does not say.
func secretKind(name string) string {
	n := strings.ToLower(strings.NewReplacer("-", "", "_", "", ".", "").Replace(name))
	for _, k := range []struct {
		kind  string
		words []string
	}{
		{"tls", []string{"keystore", "truststore", "sslkey", "tlskey"}},
		{"cloud", []string{"accesskey", "aliyun", "alicloud", "ossaccess", "secretid"}},
		{"signing", []string{"jwt", "sign", "encrypt", "aeskey", "rsakey", "hmac", "cookiesecret", "sessionsecret"}},
		{"database", []string{
			"datasource", "jdbc", "mysql", "postgres", "oracle", "sqlserver", "mongo", "redis", "rabbit", "kafka", "elasticsearch", "nacos", "database", "druid", "dbpass", "rocketmq", "mqtt", "clickhouse",
		}},
		{"api", []string{"apikey", "appsecret", "token", "wechat", "weixin", "alipay", "sms", "oauth", "clientsecret"}},
	} {
		if slices.ContainsFunc(k.words, func(w string) bool { return strings.Contains(n, w) }) {
			return k.kind
		}
	}
	return ""
}
