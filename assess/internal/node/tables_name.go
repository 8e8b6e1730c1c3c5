package node

import (
	"slices"
	"strings"
)

// kindOfName returns the kind of service that a name speaks of: redisHost,
// MYSQL_URL, mail_opts. "db" stands for a database of any kind.
func kindOfName(name string) string {
	words := split(name)
	for i, w := range words {
		switch w {
		case "redis", "ioredis":
			return "redis"
		case "mysql", "mysql2", "mariadb":
			return "mysql"
		case "pg", "postgres", "postgresql":
			return "postgresql"
		case "mongo", "mongodb", "mongoose":
			return "mongodb"
		case "rabbit", "rabbitmq", "amqp", "amqplib":
			return "rabbitmq"
		case "kafka":
			return "kafka"
		case "es", "elastic", "elasticsearch":
			return "elasticsearch"
		case "mail", "smtp", "email", "mailer", "nodemailer":
			return "smtp"
		case "mssql", "sqlserver":
			return "sqlserver"
		case "oracle", "oracledb":
			return "oracle"
		case "zk", "zookeeper":
			return "zookeeper"
		case "nacos", "eureka", "consul", "apollo", "etcd", "memcached", "mqtt", "nats", "minio", "oss", "ldap", "clickhouse", "rocketmq", "influxdb", "neo4j":
			return w
		case "database", "datasource", "sequelize", "typeorm", "knex", "sql", "orm":
			return "db"
		case "db":
			if i == 0 || len(words) == 2 {
				return "db"
			}
		}
	}
	return ""
}

// split splits a name into its words in lower case: redisHost, REDIS_HOST and
// redis-host are redis and host.
func split(name string) []string {
	var out []string
	var word strings.Builder
	lower := false
	end := func() {
		if word.Len() > 0 {
			out = append(out, strings.ToLower(word.String()))
			word.Reset()
		}
	}
	for _, c := range name {
		upper := c >= 'A' && c <= 'Z'
		if c == '_' || c == '-' || c == '.' || c == ' ' || c == '/' || upper && lower {
			end()
		}
		lower = c >= 'a' && c <= 'z'
		if c != '_' && c != '-' && c != '.' && c != ' ' && c != '/' {
			word.WriteRune(c)
		}
	}
	end()
	return out
}

// dialect returns the kind of a database by the name that mappers give it.
func dialect(s string) string {
	switch s {
	case "mysql", "mysql2", "mariadb", "aurora-mysql":
		return "mysql"
	case "postgres", "postgresql", "pg", "cockroachdb", "aurora-postgres":
		return "postgresql"
	case "sqlite", "sqlite3", "better-sqlite3", "sqljs":
		return "sqlite"
	case "mssql", "sqlserver", "tedious":
		return "sqlserver"
	case "oracle", "oracledb":
		return "oracle"
	case "mongodb", "mongo":
		return "mongodb"
	}
	return ""
}

func sqlKind(kind string) bool {
	return slices.Contains([]string{"mysql", "postgresql", "sqlite", "sqlserver", "oracle", "dameng"}, kind)
}

// schemeKind returns the kind of service that a URL of the scheme leads to.
func schemeKind(scheme string) string {
	switch strings.TrimSuffix(scheme, "+srv") {
	case "mongodb":
		return "mongodb"
	case "redis", "rediss":
		return "redis"
	case "mysql", "mysql2", "mariadb":
		return "mysql"
	case "postgres", "postgresql":
		return "postgresql"
	case "amqp", "amqps":
		return "rabbitmq"
	case "mqtt", "mqtts":
		return "mqtt"
	case "ldap", "ldaps":
		return "ldap"
	case "mssql", "sqlserver":
		return "sqlserver"
	case "smtp", "smtps":
		return "smtp"
	case "kafka", "nats", "memcached", "zookeeper", "clickhouse":
		return strings.TrimSuffix(scheme, "+srv")
	}
	return ""
}

// usualPort returns the port of a kind of service when an address gives none.
func usualPort(kind string) string {
	return map[string]string{
		"mysql": "3306", "postgresql": "5432", "mongodb": "27017", "redis": "6379", "kafka": "9092", "rabbitmq": "5672", "elasticsearch": "9200",
		"nacos": "8848", "memcached": "11211", "zookeeper": "2181", "sqlserver": "1433", "oracle": "1521", "clickhouse": "8123", "mqtt": "1883",
		"nats": "4222", "ldap": "389", "minio": "9000", "etcd": "2379", "consul": "8500", "smtp": "25",
	}[kind]
}
