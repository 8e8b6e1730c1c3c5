package node

import (
	"slices"
	"strings"
)

// serviceOf returns the kind of backing service that a package is a client of, "".
func serviceOf(dep string) string {
	switch dep {
	case "mysql", "mysql2", "mariadb", "egg-mysql", "promise-mysql", "think-model-mysql", "ali-rds":
		return "mysql"
	case "pg", "pg-promise", "postgres", "slonik", "pg-native", "egg-pg", "@prisma/adapter-pg", "connect-pg-simple":
		return "postgresql"
	case "mongodb", "mongoose", "egg-mongoose", "egg-mongo-native", "mongoskin", "monk", "@nestjs/mongoose", "@typegoose/typegoose", "connect-mongo",
		"mongolass", "@midwayjs/mongoose", "@midwayjs/typegoose", "@fastify/mongodb", "think-mongo", "agenda":
		return "mongodb"
	case "redis", "ioredis", "egg-redis", "connect-redis", "bull", "bullmq", "@nestjs/bull", "@nestjs/bullmq", "bee-queue", "kue", "socket.io-redis",
		"@socket.io/redis-adapter", "rate-limit-redis", "cache-manager-redis-store", "cache-manager-ioredis", "cache-manager-redis-yet", "@fastify/redis",
		"@midwayjs/redis", "@midwayjs/bull", "koa-redis", "rsmq", "@keyv/redis", "egg-session-redis", "think-redis", "tedis", "@liaoliaots/nestjs-redis", "egg-bull", "think-cache-redis":
		return "redis"
	case "kafkajs", "kafka-node", "node-rdkafka", "@confluentinc/kafka-javascript", "no-kafka", "@midwayjs/kafka":
		return "kafka"
	case "amqplib", "amqp", "amqp-connection-manager", "rascal", "@golevelup/nestjs-rabbitmq", "egg-amqplib", "@midwayjs/rabbitmq":
		return "rabbitmq"
	case "@elastic/elasticsearch", "elasticsearch", "@nestjs/elasticsearch", "egg-elasticsearch":
		return "elasticsearch"
	case "@opensearch-project/opensearch":
		return "opensearch"
	case "nacos", "nacos-naming", "nacos-config", "nacos-sdk-nodejs", "@midwayjs/nacos", "egg-nacos":
		return "nacos"
	case "eureka-js-client":
		return "eureka"
	case "consul", "@midwayjs/consul":
		return "consul"
	case "node-zookeeper-client", "zookeeper", "zookeeper-cluster-client":
		return "zookeeper"
	case "ctrip-apollo", "apollo-node", "egg-apollo-client", "node-apollo", "ctrip-apollo-client":
		return "apollo"
	case "etcd3", "node-etcd":
		return "etcd"
	case "memcached", "memjs":
		return "memcached"
	case "apache-rocketmq", "rocketmq-client-nodejs", "ali-ons", "@aliyunmq/mq-http-sdk", "egg-ons", "rocketmq":
		return "rocketmq"
	case "mqtt", "async-mqtt", "egg-emqtt":
		return "mqtt"
	case "nats":
		return "nats"
	case "minio", "nestjs-minio-client":
		return "minio"
	case "ali-oss", "egg-oss", "@midwayjs/oss":
		return "oss"
	case "aws-sdk", "@aws-sdk/client-s3", "multer-s3":
		return "s3"
	case "cos-nodejs-sdk-v5":
		return "cos"
	case "esdk-obs-nodejs":
		return "obs"
	case "qiniu":
		return "qiniu"
	}
	return otherServiceOf(dep)
}

func otherServiceOf(dep string) string {
	switch dep {
	case "nodemailer", "@nestjs-modules/mailer", "egg-mailer", "emailjs", "nodemailer-smtp-transport":
		return "smtp"
	case "ldapjs", "ldapts", "activedirectory2", "activedirectory", "passport-ldapauth", "ldapauth-fork":
		return "ldap"
	case "@clickhouse/client", "clickhouse", "@apla/clickhouse":
		return "clickhouse"
	case "mssql", "tedious", "egg-mssql":
		return "sqlserver"
	case "oracledb":
		return "oracle"
	case "sqlite3", "better-sqlite3", "sqlite", "@louislam/sqlite3":
		return "sqlite"
	case "influx", "@influxdata/influxdb-client":
		return "influxdb"
	case "neo4j-driver":
		return "neo4j"
	case "cassandra-driver":
		return "cassandra"
	case "dmdb":
		return "dameng"
	case "@zilliz/milvus2-sdk-node":
		return "milvus"
	case "@qdrant/js-client-rest":
		return "qdrant"
	}
	return ""
}

// mappers are packages that reach a database through the driver of another package,
// named by the dialect in the configuration.
func mapper(dep string) bool {
	return slices.Contains([]string{
		"sequelize", "sequelize-typescript", "egg-sequelize", "@nestjs/sequelize", "typeorm", "@nestjs/typeorm", "@midwayjs/typeorm", "@midwayjs/orm", "egg-typeorm",
		"knex", "objection", "bookshelf", "prisma", "@prisma/client", "drizzle-orm", "@mikro-orm/core", "kysely", "egg-orm", "leoric", "waterline", "egg-knex", "@midwayjs/sequelize", "@midwayjs/leoric",
	}, dep)
}

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

// callee returns the kind of service that a function of a client package connects to.
func callee(name string, imported func(...string) bool) string {
	switch name {
	case "createTransport":
		return "smtp"
	case "Redis", "Cluster", "Sentinel":
		if imported("ioredis", "redis") {
			return "redis"
		}
	case "createClient":
		switch {
		case imported("redis"):
			return "redis"
		case imported("@clickhouse/client"):
			return "clickhouse"
		case imported("ldapjs"):
			return "ldap"
		}
	case "createPool", "createConnection", "createPoolCluster":
		switch {
		case imported("mysql", "mysql2", "mysql2/promise", "mariadb", "promise-mysql"):
			return "mysql"
		case imported("oracledb"):
			return "oracle"
		}
	case "Pool", "Client":
		switch {
		case imported("pg"):
			return "postgresql"
		case imported("@elastic/elasticsearch", "elasticsearch"):
			return "elasticsearch"
		case imported("minio"):
			return "minio"
		}
	case "MongoClient":
		return "mongodb"
	case "Kafka":
		return "kafka"
	case "NacosNamingClient", "NacosConfigClient":
		return "nacos"
	case "RedisStore":
		return "redis"
	case "connect", "createConnectionAsync":
		switch {
		case imported("mongoose", "mongodb"):
			return "mongodb"
		case imported("amqplib"):
			return "rabbitmq"
		case imported("mqtt"):
			return "mqtt"
		case imported("mssql"):
			return "sqlserver"
		}
	case "Queue", "Worker":
		if imported("bull", "bullmq") {
			return "redis"
		}
	case "Sequelize", "DataSource", "knex", "createDataSource":
		return "db"
	}
	return ""
}

// serverFrameworks returns the packages of server frameworks with their ids; one
// that is built on another comes before it.
func serverFrameworks() [][2]string {
	return [][2]string{
		{"@nestjs/core", "nestjs"}, {"@midwayjs/core", "midway"}, {"midway", "midway"}, {"@midwayjs/web", "midway"}, {"@midwayjs/koa", "midway"}, {"@midwayjs/express", "midway"}, {"egg", "egg"},
		{"thinkjs", "thinkjs"}, {"@strapi/strapi", "strapi"}, {"strapi", "strapi"}, {"@adonisjs/core", "adonis"}, {"sails", "sails"}, {"@loopback/core", "loopback"}, {"loopback", "loopback"},
		{"@feathersjs/feathers", "feathers"}, {"moleculer", "moleculer"}, {"fastify", "fastify"}, {"@hapi/hapi", "hapi"}, {"hapi", "hapi"}, {"koa", "koa"}, {"restify", "restify"},
		{"hono", "hono"}, {"polka", "polka"}, {"express", "express"},
	}
}
