package java

import (
	"slices"

	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// kind is a backing service: the dependencies that speak to it and the settings
// that say where it is.
type kind struct {
	id   string
	deps []string
	keys []string // settings with host:port, URL or a list of them; a suffix of whole elements is enough
	// host and port are settings that give the two apart.
	host, port  string
	defaultPort string
	defaultHost string // where the client looks when nothing is configured, "" when it does not start
	jdbc        bool   // found by its JDBC URL rather than by keys
	placed      bool   // counts only where a setting says where it is
}

// kinds are the services that Java programs are usually found with.
func kinds() []kind {
	all := slices.Concat(databases(), stores(), brokers(), registries(), others())
	for i := range all {
		for j, k := range all[i].keys {
			all[i].keys[j] = spring.Canonical(k)
		}
	}
	return all
}

func databases() []kind {
	return []kind{
		{id: "mysql", jdbc: true, defaultPort: "3306", deps: []string{"mysql:mysql-connector-java", "com.mysql:mysql-connector-j", "org.mariadb.jdbc:mariadb-java-client", "r2dbc-mysql", "r2dbc-mariadb", "io.quarkus:quarkus-jdbc-mysql", "io.quarkus:quarkus-jdbc-mariadb"}},
		{id: "postgresql", jdbc: true, defaultPort: "5432", deps: []string{"org.postgresql:postgresql", "r2dbc-postgresql", "io.quarkus:quarkus-jdbc-postgresql", "io.quarkus:quarkus-reactive-pg-client"}},
		{id: "oracle", jdbc: true, defaultPort: "1521", deps: []string{"ojdbc*", "com.oracle.database.jdbc:*"}},
		{id: "sqlserver", jdbc: true, defaultPort: "1433", deps: []string{"com.microsoft.sqlserver:mssql-jdbc", "net.sourceforge.jtds:jtds", "com.microsoft.sqlserver:sqljdbc4"}},
		{id: "dameng", jdbc: true, defaultPort: "5236", deps: []string{"com.dameng:*", "DmJdbcDriver*", "Dm7JdbcDriver*", "Dm8JdbcDriver*"}},
		{id: "kingbase", jdbc: true, defaultPort: "54321", deps: []string{"cn.com.kingbase:*", "com.kingbase:*", "kingbase8*"}},
		{id: "gaussdb", jdbc: true, defaultPort: "5432", deps: []string{"org.opengauss:opengauss-jdbc", "com.huawei.gauss*", "com.huaweicloud.gaussdb:*"}},
		{id: "oceanbase", jdbc: true, defaultPort: "2881", deps: []string{"com.oceanbase:oceanbase-client"}},
		{id: "db2", jdbc: true, defaultPort: "50000", deps: []string{"com.ibm.db2:jcc", "db2jcc*"}},
		{id: "clickhouse", jdbc: true, defaultPort: "8123", deps: []string{"com.clickhouse:clickhouse-jdbc*", "ru.yandex.clickhouse:clickhouse-jdbc"}},
		{id: "tdengine", jdbc: true, defaultPort: "6030", deps: []string{"com.taosdata.jdbc:taos-jdbcdriver"}},
		{id: "hive", jdbc: true, defaultPort: "10000", deps: []string{"org.apache.hive:hive-jdbc"}},
		{id: "sqlite", jdbc: true, deps: []string{"org.xerial:sqlite-jdbc"}},
	}
}

func stores() []kind {
	return []kind{
		{id: "mongodb", defaultPort: "27017", defaultHost: "localhost", deps: []string{"spring-boot-starter-data-mongodb*", "spring-boot-starter-mongodb*", "mongodb-driver-sync", "mongodb-driver-reactivestreams", "mongo-java-driver", "mongodb-driver", "quarkus-mongodb*"},
			keys: []string{"mongodb.uri", "mongodb.connection-string", "mongodb.address"}, host: "mongodb.host", port: "mongodb.port"},
		{id: "redis", defaultPort: "6379", defaultHost: "localhost", deps: []string{"spring-boot-starter-data-redis*", "spring-boot-starter-redis", "spring-session-data-redis", "redis.clients:jedis", "lettuce-core", "redisson*", "spring-data-redis", "jetcache-starter-redis*", "sa-token-redis*", "quarkus-redis-client"},
			keys: []string{"redis.url", "redis.hosts", "redis.cluster.nodes", "redis.sentinel.nodes", "redis.address", "redis.server", "redisson.address", "singleserverconfig.address"}, host: "redis.host", port: "redis.port"},
		{id: "memcached", placed: true, defaultPort: "11211", deps: []string{"xmemcached", "spymemcached"}, keys: []string{"memcached.servers", "memcached.server", "memcache.servers"}},
		{id: "elasticsearch", defaultPort: "9200", defaultHost: "localhost", deps: []string{"spring-boot-starter-data-elasticsearch*", "spring-boot-starter-elasticsearch*", "elasticsearch-rest-high-level-client", "elasticsearch-rest-client", "elasticsearch-java", "org.elasticsearch.client:transport", "easy-es-boot-starter", "bboss-elasticsearch*", "spring-data-elasticsearch"},
			keys: []string{"elasticsearch.uris", "elasticsearch.rest.uris", "elasticsearch.cluster-nodes", "elasticsearch.hosts", "elasticsearch.address", "easy-es.address", "elasticsearch.jest.uris", "elasticsearch.url", "es.hosts"}, host: "elasticsearch.host", port: "elasticsearch.port"},
		{id: "solr", defaultPort: "8983", deps: []string{"spring-boot-starter-data-solr", "solr-solrj"}, keys: []string{"solr.host", "solr.url"}},
		{id: "neo4j", defaultPort: "7687", deps: []string{"spring-boot-starter-data-neo4j", "neo4j-java-driver"}, keys: []string{"neo4j.uri"}},
		{id: "cassandra", defaultPort: "9042", deps: []string{"spring-boot-starter-data-cassandra*"}, keys: []string{"cassandra.contact-points"}},
		{id: "influxdb", defaultPort: "8086", deps: []string{"influxdb-java", "influxdb-client-java"}, keys: []string{"influx.url", "influxdb.url"}},
		{id: "minio", defaultPort: "9000", deps: []string{"io.minio:minio"}, keys: []string{"minio.endpoint", "minio.url", "minio.host", "minio.server", "minio.minio-url", "minio.address"}},
		{id: "oss", deps: []string{"aliyun-sdk-oss", "aliyun-oss-spring-boot-starter", "aliyun-spring-boot-starter-oss"}, keys: []string{"oss.endpoint", "aliyun.endpoint", "oss.end-point"}},
		{id: "s3", placed: true, deps: []string{"software.amazon.awssdk:s3", "aws-java-sdk-s3", "spring-cloud-aws-starter-s3"}, keys: []string{"s3.endpoint", "s3.end-point", "s3.service-endpoint"}},
		{id: "fastdfs", defaultPort: "22122", deps: []string{"com.github.tobato:fastdfs-client", "fastdfs-client-java"}, keys: []string{"fdfs.tracker-list", "fastdfs.tracker-servers", "fdfs.tracker-server"}},
	}
}

func brokers() []kind {
	return []kind{
		{id: "kafka", defaultPort: "9092", defaultHost: "localhost", deps: []string{"spring-kafka", "spring-boot-starter-kafka", "kafka-clients", "spring-cloud-starter-stream-kafka", "spring-cloud-stream-binder-kafka*", "spring-cloud-starter-bus-kafka", "kafka_2*"},
			keys: []string{"kafka.bootstrap-servers", "kafka.binder.brokers", "kafka.servers", "kafka.brokers"}},
		{id: "rabbitmq", defaultPort: "5672", defaultHost: "localhost", deps: []string{"spring-boot-starter-amqp", "spring-boot-starter-rabbitmq", "spring-rabbit", "amqp-client", "spring-cloud-starter-bus-amqp", "spring-cloud-starter-stream-rabbit", "spring-cloud-stream-binder-rabbit"},
			keys: []string{"rabbitmq.addresses"}, host: "rabbitmq.host", port: "rabbitmq.port"},
		{id: "rocketmq", defaultPort: "9876", deps: []string{"rocketmq-spring-boot-starter", "rocketmq-client*", "spring-cloud-starter-stream-rocketmq", "spring-cloud-starter-bus-rocketmq", "ons-client", "rocketmq-v5-client-spring-boot-starter"},
			keys: []string{"rocketmq.name-server", "rocketmq.namesrv-addr", "rocketmq.binder.name-server", "rocketmq.producer.endpoints", "rocketmq.namesrvaddr", "rocketmq.nameserver"}},
		{id: "activemq", defaultPort: "61616", deps: []string{"spring-boot-starter-activemq", "spring-boot-starter-artemis", "activemq-all"}, keys: []string{"activemq.broker-url", "artemis.broker-url"}},
		{id: "pulsar", defaultPort: "6650", deps: []string{"spring-boot-starter-pulsar*", "pulsar-client"}, keys: []string{"pulsar.client.service-url", "pulsar.service-url"}},
		{id: "mqtt", defaultPort: "1883", deps: []string{"org.eclipse.paho.client.mqttv3", "spring-integration-mqtt"}, keys: []string{"mqtt.url", "mqtt.host", "mqtt.host-url", "mqtt.broker", "mqtt.server-uris", "mqtt.broker-url"}},
	}
}

func registries() []kind {
	return []kind{
		{id: "nacos", defaultPort: "8848", defaultHost: "localhost", deps: []string{"spring-cloud-starter-alibaba-nacos-*", "nacos-client", "nacos-config-spring-boot-starter", "nacos-discovery-spring-boot-starter", "dubbo-registry-nacos", "dubbo-nacos-spring-boot-starter"},
			keys: []string{"nacos.server-addr", "nacos.discovery.server-addr", "nacos.config.server-addr"}},
		{id: "eureka", defaultPort: "8761", defaultHost: "localhost", deps: []string{"spring-cloud-starter-netflix-eureka-client", "spring-cloud-starter-eureka", "spring-cloud-netflix-eureka-client"},
			keys: []string{"eureka.client.service-url.defaultzone"}},
		{id: "consul", defaultPort: "8500", defaultHost: "localhost", deps: []string{"spring-cloud-starter-consul*"}, host: "consul.host", port: "consul.port"},
		{id: "zookeeper", defaultPort: "2181", deps: []string{"spring-cloud-starter-zookeeper*", "curator-framework", "curator-recipes", "org.apache.zookeeper:zookeeper", "dubbo-registry-zookeeper", "dubbo-dependencies-zookeeper", "zkclient", "dubbo-zookeeper-spring-boot-starter", "dubbo-zookeeper-curator5-spring-boot-starter"},
			keys: []string{"zookeeper.connect-string", "zookeeper.address", "zookeeper.server-lists", "regcenter.server-lists", "reg-center.server-lists"}},
		{id: "apollo", defaultPort: "8080", deps: []string{"apollo-client", "apollo-client-config-data"}, keys: []string{"apollo.meta", "apollo.config-service"}},
		{id: "config-server", defaultPort: "8888", defaultHost: "localhost", deps: []string{"spring-cloud-starter-config", "spring-cloud-config-client"}, keys: []string{"spring.cloud.config.uri"}},
	}
}

func others() []kind {
	return []kind{
		{id: "sentinel-dashboard", defaultPort: "8080", deps: []string{"spring-cloud-starter-alibaba-sentinel"}, keys: []string{"sentinel.transport.dashboard"}},
		{id: "zipkin", defaultPort: "9411", defaultHost: "localhost", deps: []string{"spring-boot-starter-zipkin", "spring-cloud-starter-zipkin", "spring-cloud-sleuth-zipkin", "zipkin-reporter-brave", "opentelemetry-exporter-zipkin"},
			keys: []string{"management.zipkin.tracing.endpoint", "management.tracing.export.zipkin.endpoint", "spring.zipkin.base-url"}},
		{id: "otlp", defaultPort: "4318", defaultHost: "localhost", deps: []string{"spring-boot-starter-opentelemetry", "opentelemetry-exporter-otlp", "opentelemetry-spring-boot-starter", "micrometer-registry-otlp"},
			keys: []string{"management.otlp.tracing.endpoint", "management.opentelemetry.tracing.export.otlp.endpoint", "otel.exporter.otlp.endpoint", "management.otlp.metrics.export.url"}},
		{id: "seata", defaultPort: "8091", deps: []string{"spring-cloud-starter-alibaba-seata", "seata-spring-boot-starter", "seata-all"}, keys: []string{"seata.service.grouplist.default", "seata.service.default.grouplist"}},
		{id: "smtp", placed: true, defaultPort: "25", deps: []string{"spring-boot-starter-mail", "javax.mail", "jakarta.mail", "com.sun.mail:*"}, host: "spring.mail.host", port: "spring.mail.port"},
		{id: "ldap", placed: true, defaultPort: "389", deps: []string{"spring-boot-starter-data-ldap", "spring-boot-starter-ldap", "spring-security-ldap", "spring-ldap-core"}, keys: []string{"spring.ldap.urls", "ldap.url", "ldap.urls"}},
		{id: "git", placed: true, deps: []string{"spring-cloud-config-server"}, keys: []string{"config.server.git.uri"}},
		{id: "xxl-job", defaultPort: "8080", deps: []string{"com.xuxueli:xxl-job-core"}, keys: []string{"xxl.job.admin.addresses", "xxl-job.admin.addresses", "xxl.job.admin-addresses"}},
		{id: "powerjob", defaultPort: "7700", deps: []string{"powerjob-worker-spring-boot-starter"}, keys: []string{"powerjob.worker.server-address"}},
	}
}

// jdbcKind tells the service from the start of a JDBC or R2DBC URL; "" for a
// database inside the process.
func jdbcKind(scheme string) string {
	switch scheme {
	case "mysql", "mariadb":
		return "mysql"
	case "postgresql", "postgres", "pgsql":
		return "postgresql"
	case "oracle", "sqlite", "clickhouse", "db2", "oceanbase":
		return scheme
	case "sqlserver", "jtds", "microsoft":
		return "sqlserver"
	case "dm":
		return "dameng"
	case "kingbase8", "kingbase":
		return "kingbase"
	case "opengauss", "gaussdb", "zenith":
		return "gaussdb"
	case "ch":
		return "clickhouse"
	case "TAOS", "TAOS-RS":
		return "tdengine"
	case "hive2":
		return "hive"
	}
	return ""
}

// embedded are databases inside the process.
func embedded() []string {
	return []string{"com.h2database:h2", "org.hsqldb:hsqldb", "org.apache.derby:derby"}
}
