package fact

import "slices"

// IsStore tells the kinds of services that keep data, databases and caches, from
// middleware. Search engines are middleware here, as the questionnaire has them.
func IsStore(kind string) bool {
	return slices.Contains([]string{
		"mysql", "mariadb", "postgresql", "oracle", "sqlserver", "db2", "dameng", "kingbase", "gaussdb", "oceanbase", "tidb", "polardb",
		"mongodb", "redis", "memcached", "cassandra", "clickhouse", "hive", "influxdb", "tdengine", "neo4j",
	}, kind)
}
