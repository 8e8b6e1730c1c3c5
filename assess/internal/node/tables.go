package node

import "slices"

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
	case "qiniu", "qn":
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

// callee returns the kind of service that a function of a client package connects to.
func callee(name string, imported func(...string) bool) string {
	switch name {
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
	}
	return map[string]string{
		"createTransport": "smtp", "MongoClient": "mongodb", "Kafka": "kafka", "NacosNamingClient": "nacos", "NacosConfigClient": "nacos", "RedisStore": "redis",
		"Sequelize": "db", "DataSource": "db", "knex": "db", "createDataSource": "db",
	}[name]
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
