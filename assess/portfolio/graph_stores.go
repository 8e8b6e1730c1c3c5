package portfolio

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// kindOf tells what sort of node a backing service is; ok is false for what stores and passes
// nothing on, and for other servers, which are calls.
func kindOf(service string) (NodeKind, EdgeKind, bool) {
	switch service {
	case "mysql", "mariadb", "postgresql", "oracle", "sqlserver", "mongodb", "dameng", "kingbase", "gaussdb", "oceanbase", "db2", "clickhouse",
		"elasticsearch", "cassandra", "hbase", "influxdb", "neo4j", "tidb", "polardb", "sybase", "informix":
		return NodeDatabase, EdgeWrites, true
	case "redis", "memcached", "tair", "hazelcast":
		return NodeCache, EdgeWrites, true
	case "kafka", "rabbitmq", "rocketmq", "activemq", "pulsar", "mqtt", "ibmmq", "nats":
		return NodeQueue, EdgeMessages, true
	case "nacos", "eureka", "consul", "zookeeper", "apollo", "config-server", "etcd", "seata", "xxl-job":
		return NodeRegistry, EdgeRegisters, true
	case "minio", "oss", "s3", "ftp", "sftp", "nas", "nfs", "fastdfs":
		return NodeStorage, EdgeStores, true
	case "smtp", "ldap":
		return NodeOutside, EdgeCalls, true
	}
	return "", "", false
}

// usualPort is the port that an address of the kind may leave out.
func usualPort(kind string) string {
	return map[string]string{
		"mysql": "3306", "mariadb": "3306", "postgresql": "5432", "oracle": "1521", "sqlserver": "1433", "mongodb": "27017", "redis": "6379",
		"kafka": "9092", "rabbitmq": "5672", "rocketmq": "9876", "nacos": "8848", "eureka": "8761", "zookeeper": "2181", "elasticsearch": "9200",
		"dameng": "5236", "memcached": "11211", "minio": "9000", "activemq": "61616", "consul": "8500", "smtp": "25", "ldap": "389",
	}[kind]
}

// use is a backing service of an application.
type use struct {
	kind string
	at   address // the zero value when nobody knows where it is
	why  classify.Reason
}

// stores draws the backing services of an application: where answers say, else where its
// configuration points to. One without a place is its own.
func (e *estate) stores(a *application) {
	for _, u := range e.uses(a) {
		kind, edgeKind, ok := kindOf(u.kind)
		if !ok {
			continue
		}
		place := u.at
		if kind != NodeDatabase {
			place.path = ""
		}
		if place.port == usualPort(u.kind) {
			place.port = ""
		}
		id, label := string(kind)+":"+u.kind+":"+place.String(), u.kind+" "+place.String()
		if u.at.host == "" {
			id, label = string(kind)+":"+u.kind+":@"+a.Name, u.kind+" ("+a.Name+")"
		}
		e.graph.node(id, kind, i18n.Text{ZH: label, EN: label})
		e.graph.link(appID(a.Name), id, edgeKind, u.why)
	}
}

func (e *estate) uses(a *application) []use {
	var out []use
	add := func(u use) {
		same := func(o use) bool { return o.kind == u.kind && o.at == u.at }
		if !slices.ContainsFunc(out, same) {
			out = append(out, u)
		}
	}
	for _, c := range a.components {
		answered := e.saidStores(a, c)
		for _, u := range answered {
			if u.at.path == "" { // answers name hosts; the name of the database is in the source
				u.at.path = configured(c, u.kind).path
			}
			add(u)
		}
		for _, s := range c.Services {
			if s.Optional || slices.ContainsFunc(answered, func(u use) bool { return u.kind == s.Kind }) {
				continue
			}
			add(use{s.Kind, configured(c, s.Kind), evidence(c, fact.Service, s.Kind)})
		}
	}
	return out
}

// saidStores are the rows about production of data.stores and dep.middleware; rows without an
// environment hold for all.
func (e *estate) saidStores(a *application, c component) []use {
	production := e.production(a)
	var out []use
	for _, id := range []string{"data.stores", "dep.middleware"} {
		answer, ok := e.ask(id, survey.Scope{App: a.Name, Component: c.name})
		if !ok {
			continue
		}
		for _, r := range answer.Value.Rows {
			if env := r.Get("env"); env != "" && env != production {
				continue
			}
			kind := strings.ToLower(r.Get("kind"))
			why := reason(id, "调研：使用 %[1]s %[2]s", "survey: it uses %[1]s %[2]s", kind, r.Get("host"))
			why.Where = answer.Scope
			at, _ := parseAddress(r.Get("host"))
			if at.host != "" {
				at.port = r.Get("port")
			}
			out = append(out, use{kind, at, why})
		}
	}
	return out
}

// configured is where the source says that a service is.
func configured(c component, kind string) address {
	for _, f := range c.Facts.All(fact.ServiceSetting(kind)) {
		_, value := fact.Property(f.Value)
		if at, ok := parseAddress(value); ok {
			return at
		}
	}
	for _, f := range c.Facts.All(fact.ServiceAddress(kind)) {
		if at, ok := parseAddress(f.Value); ok {
			return at
		}
	}
	return address{}
}

// evidence is a reason that rests on a fact.
func evidence(c component, factKey, value string) classify.Reason {
	r := classify.Reason{Text: i18n.Textf("源码：使用 %[1]s", "source: it uses %[1]s", value), Fact: factKey, Where: c.Name}
	for _, f := range c.Facts.All(factKey) {
		if f.Value == value {
			r.Evidence = f.Evidence[:min(len(f.Evidence), 2)]
			break
		}
	}
	return r
}

// production is the name of the environment that is production, as generate/decide tells it.
func (e *estate) production(a *application) string {
	envs, _ := e.environments(a)
	for _, env := range envs {
		if env.production {
			return env.name
		}
	}
	return cmp.Or(envs[len(envs)-1].name, "prod")
}
