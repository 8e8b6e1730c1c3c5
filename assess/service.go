package assess

import (
	"slices"
	"strings"
)

// ServiceNamed finds the service that the name of a variable speaks of.
func ServiceNamed(services []Service, name string) (Service, bool) {
	tokens := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '_' || r == '.' || r == '-' })
	for _, s := range services {
		for _, alias := range append(serviceAliases(s.Kind), s.Kind) {
			if slices.Contains(tokens, alias) {
				return s, true
			}
		}
	}
	return Service{}, false
}

// serviceAliases are the words for a kind of service in names of variables.
func serviceAliases(kind string) []string {
	database := []string{"db", "database", "datasource", "jdbc"}
	return map[string][]string{
		"mysql": database, "mariadb": database, "oracle": database, "sqlserver": append([]string{"mssql"}, database...), "dameng": append([]string{"dm"}, database...),
		"postgresql": append([]string{"postgres", "pg"}, database...), "mongodb": {"mongo", "db", "database"}, "elasticsearch": {"elastic", "es"}, "rabbitmq": {"rabbit", "amqp"},
		"zookeeper": {"zk"}, "smtp": {"mail"}, "oss": {"aliyun"}, "rocketmq": {"namesrv"}, "redis": {"cache"}, "minio": {"s3"}, "kafka": {"bootstrap"},
	}[kind]
}
