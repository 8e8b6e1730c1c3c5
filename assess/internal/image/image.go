// Package image knows container images by their name: which are backing services,
// which are infrastructure, and which bring a language in what version.
package image

import (
	"path"
	"slices"
	"strings"
)

// Ref is an image reference taken apart as far as its name tells something.
type Ref struct {
	Repository string // without registry host, tag and digest: library/mysql, mcr... without the host
	Name       string // last element of the repository
	Tag        string
}

// Parse takes a reference apart. Whatever is written, it returns something.
func Parse(ref string) Ref {
	ref, _, _ = strings.Cut(strings.Trim(strings.TrimSpace(ref), `"'`), "@")
	tag := ""
	if i := strings.LastIndexByte(ref, ':'); i > strings.LastIndexByte(ref, '/') {
		ref, tag = ref[:i], ref[i+1:]
	}
	if host, rest, ok := strings.Cut(ref, "/"); ok && (strings.ContainsAny(host, ".:$") || host == "localhost") {
		ref = rest
	}
	ref = strings.ToLower(ref)
	return Ref{Repository: ref, Name: path.Base(ref), Tag: tag}
}

// Service is a backing service as fact.Service names it, and its usual port.
type Service struct {
	Kind string
	Port int
}

// Backing returns the backing service that an image is.
func (r Ref) Backing() (Service, bool) {
	if kind, ok := namedKinds()[r.Name]; ok {
		return Service{kind, defaultPorts()[kind]}, true
	}
	for _, v := range vendorKinds() {
		if strings.HasPrefix(r.Repository, v.prefix) {
			return Service{v.kind, defaultPorts()[v.kind]}, true
		}
	}
	// A team's own image of a service ends in its name: shop-mongodb, my-mysql.
	if i := strings.LastIndexByte(r.Name, '-'); i >= 0 {
		switch kind := namedKinds()[r.Name[i+1:]]; kind {
		case "mysql", "postgresql", "mongodb", "redis", "rabbitmq", "elasticsearch", "zookeeper", "kafka", "nacos":
			return Service{kind, defaultPorts()[kind]}, true
		}
	}
	return Service{}, false
}

// BackingNamed is Backing for an image that someone gave a name to: a team's own
// elasticsearch-ik is the service when what runs it is called es.
func (r Ref) BackingNamed(name string) (Service, bool) {
	if s, ok := r.Backing(); ok {
		return s, true
	}
	byImage, ok := Named(r.Name)
	byName, _ := Named(name)
	return byImage, ok && byImage == byName
}

// Named returns the backing service that a name stands for, as people name
// hosts and compose services: mysql, redis-master, es.
func Named(name string) (Service, bool) {
	name = strings.ToLower(name)
	if kind, ok := map[string]string{
		"mongo": "mongodb", "es": "elasticsearch", "rabbit": "rabbitmq", "mq": "rabbitmq", "zk": "zookeeper",
		"rocketmq-namesrv": "rocketmq", "namesrv": "rocketmq",
	}[name]; ok {
		return Service{kind, defaultPorts()[kind]}, true
	}
	base, _, _ := strings.Cut(strings.TrimRight(name, "0123456789"), "-")
	if kind, ok := namedKinds()[base]; ok {
		return Service{kind, defaultPorts()[kind]}, true
	}
	return Service{}, false
}

// Infrastructure tells of images that an application neither is nor needs:
// proxies, consoles, monitoring.
func (r Ref) Infrastructure() bool {
	return slices.Contains([]string{
		"nginx", "haproxy", "traefik", "caddy", "envoy", "kong", "httpd", "openresty", "certbot",
		"phpmyadmin", "adminer", "pgadmin4", "pgadmin", "mongo-express", "redis-commander", "redisinsight", "kafka-ui",
		"kafdrop", "cerebro", "kibana", "logstash", "filebeat", "fluentd", "fluent-bit",
		"prometheus", "grafana", "alertmanager", "node-exporter", "cadvisor", "loki", "promtail", "jaeger", "all-in-one", "zipkin",
		"skywalking-ui", "skywalking-oap-server", "opentelemetry-collector", "opentelemetry-collector-contrib",
		"portainer", "portainer-ce", "watchtower", "registry", "gitlab-ce", "jenkins", "sonarqube", "busybox", "hello-world", "pause",
	}, r.Name)
}

// namedKinds maps the last element of an image's repository to the kind of service.
func namedKinds() map[string]string {
	return map[string]string{
		"mysql": "mysql", "mariadb": "mysql", "percona": "mysql", "mysql-server": "mysql", "mysql-community-server": "mysql", "percona-server": "mysql",
		"postgres": "postgresql", "postgresql": "postgresql", "postgis": "postgresql", "pgvector": "postgresql", "timescaledb": "postgresql",
		"mongo": "mongodb", "mongodb": "mongodb", "mongodb-community-server": "mongodb",
		"redis": "redis", "redis-stack": "redis", "redis-stack-server": "redis", "redismod": "redis", "redis-sentinel": "redis", "valkey": "redis", "keydb": "redis",
		"memcached": "memcached", "elasticsearch": "elasticsearch", "opensearch": "opensearch",
		"kafka": "kafka", "cp-kafka": "kafka", "redpanda": "kafka", "zookeeper": "zookeeper", "cp-zookeeper": "zookeeper",
		"rabbitmq": "rabbitmq", "rocketmq": "rocketmq", "rocketmq-broker": "rocketmq", "rocketmq-namesrv": "rocketmq",
		"activemq": "activemq", "activemq-artemis": "activemq", "pulsar": "pulsar", "nats": "nats", "emqx": "mqtt", "eclipse-mosquitto": "mqtt",

		"nacos": "nacos", "nacos-server": "nacos", "consul": "consul", "etcd": "etcd", "eureka": "eureka", "eureka-server": "eureka",
		"apollo-configservice": "apollo", "seata-server": "seata", "sentinel-dashboard": "sentinel-dashboard", "xxl-job-admin": "xxl-job",
		"minio": "minio", "clickhouse": "clickhouse", "clickhouse-server": "clickhouse", "influxdb": "influxdb", "cassandra": "cassandra",
		"neo4j": "neo4j", "solr": "solr", "tdengine": "tdengine", "doris": "doris",
		"oracle-xe": "oracle", "oracle-free": "oracle", "oracle-xe-11g": "oracle", "docker-oracle-xe-11g": "oracle",
		"azure-sql-edge": "sqlserver", "mssql-server-linux": "sqlserver", "mssql-server": "sqlserver",
		"opengauss": "gaussdb", "opengauss-server": "gaussdb", "dm8": "dameng", "dm8_single": "dameng", "kingbase": "kingbase", "oceanbase-ce": "oceanbase",
		"openldap": "ldap", "mailhog": "smtp", "mailpit": "smtp", "maildev": "smtp",
	}
}

type vendorKind struct{ prefix, kind string }

// vendorKinds are services whose image has a name that says nothing alone.
func vendorKinds() []vendorKind {
	return []vendorKind{
		{"mssql/server", "sqlserver"},
		{"database/enterprise", "oracle"}, {"database/express", "oracle"}, {"database/free", "oracle"},
		{"mysql/mysql-", "mysql"}, {"apache/rocketmq", "rocketmq"}, {"apache/kafka", "kafka"},
	}
}

func defaultPorts() map[string]int {
	return map[string]int{
		"mysql": 3306, "postgresql": 5432, "mongodb": 27017, "redis": 6379, "memcached": 11211, "elasticsearch": 9200,
		"kafka": 9092, "zookeeper": 2181, "rabbitmq": 5672, "rocketmq": 9876, "activemq": 61616, "pulsar": 6650, "nats": 4222, "mqtt": 1883,
		"nacos": 8848, "consul": 8500, "etcd": 2379, "eureka": 8761, "config-server": 8888, "apollo": 8080, "seata": 8091, "sentinel-dashboard": 8858, "opensearch": 9200, "xxl-job": 8080,
		"minio": 9000, "clickhouse": 8123, "influxdb": 8086, "cassandra": 9042, "neo4j": 7687, "solr": 8983, "tdengine": 6030, "doris": 9030,
		"oracle": 1521, "sqlserver": 1433, "gaussdb": 5432, "dameng": 5236, "kingbase": 54321, "oceanbase": 2881, "ldap": 389, "smtp": 1025,
	}
}
