package java

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// dataFacts states what concerns databases and sessions.
func (v *view) dataFacts() {
	v.migration()
	v.pool()
	v.session()
}

func (v *view) migration() {
	for _, m := range []struct{ id, off string }{{"flyway", "spring.flyway.enabled"}, {"liquibase", "spring.liquibase.enabled"}} {
		if d, ok := v.dep("org.flywaydb:*", "spring-boot-starter-flyway"); m.id == "flyway" && ok && v.conf.Value(m.off, "flyway.enabled") != "false" {
			v.add(fact.SchemaMigration, m.id, fact.FromBuild, fact.High, d.At)
		}
		if d, ok := v.dep("org.liquibase:*", "spring-boot-starter-liquibase"); m.id == "liquibase" && ok && v.conf.Value(m.off, "liquibase.enabled") != "false" {
			v.add(fact.SchemaMigration, m.id, fact.FromBuild, fact.High, d.At)
		}
	}
}

// pool states the size of the connection pool as configured, or the library's own.
func (v *view) pool() {
	keys := []string{
		"hikari.maximumpoolsize", "hikari.maxpoolsize", "druid.maxactive", "dbcp2.maxtotal", "datasource.tomcat.maxactive", "datasource.maxactive",
	}
	settings := v.conf.All()
	for _, h := range slices.Backward(settings) {

		if !h.Active || !matchesKey(h.Key, keys) {
			continue
		}
		if n, err := strconv.Atoi(strings.TrimSpace(v.conf.Resolve(h.Value))); err == nil && n > 0 && n < 10_000 {
			v.add(fact.ConnectionPool, strconv.Itoa(n), fact.FromConfig, fact.High, h.At)
			return
		}
	}
	if !v.usesDatabase() {
		return
	}
	if d, ok := v.dep("druid-spring-boot-*", "com.alibaba:druid"); ok {
		v.add(fact.ConnectionPool, "8", fact.FromDefault, v.unlessExternal(), d.At)
	} else if d, ok := v.dep("spring-boot-starter-jdbc", "spring-boot-starter-data-jpa", "mybatis-spring-boot-starter", "mybatis-plus-boot-starter", "mybatis-plus-spring-boot*", "spring-boot-starter-data-jdbc"); ok && AtLeast(v.boot().Value, 2, 0) {
		v.add(fact.ConnectionPool, "10", fact.FromDefault, v.unlessExternal(), d.At)
	}
}

func (v *view) usesDatabase() bool {
	for _, id := range v.out.Values(fact.Service) {
		for _, k := range databases() {
			if k.id == id && v.out.Value(fact.ServiceOptional(id)) == "" {
				return true
			}
		}
	}
	return false
}

// session states where HTTP sessions live. Session libraries replace the
// container's store, so use of HttpSession says memory only without one.
func (v *view) session() {
	for _, s := range []struct {
		id   string
		deps []string
	}{
		{"redis", []string{"spring-session-data-redis", "spring-boot-starter-session-data-redis", "shiro-redis*", "tomcat-redis-session-manager", "redisson-tomcat*"}},
		{"jdbc", []string{"spring-session-jdbc", "spring-boot-starter-session-jdbc"}},
	} {
		if d, ok := v.dep(s.deps...); ok && v.conf.Value("spring.session.store-type") != "none" {
			v.add(fact.Session, s.id, fact.FromBuild, fact.High, d.At)
			return
		}
	}
	if m, ok := v.mark(Stateless); ok {
		v.add(fact.Session, "none", fact.FromCode, fact.Medium, m.At)
	} else if m, ok := v.mark(SessionUse); ok && v.isWeb() {
		v.add(fact.Session, "memory", fact.FromCode, fact.Medium, m.At)
	}
}
