package java

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// singleFacts states what a second instance would break, and what keeps several
// apart.
func (v *view) singleFacts() {
	if d, ok := v.dep("spring-cloud-starter-netflix-eureka-server", "spring-cloud-starter-eureka-server", "spring-cloud-netflix-eureka-server"); ok {
		v.add(fact.Single, "registry:eureka", fact.FromBuild, fact.High, d.At)
	}
	if d, ok := v.dep("com.corundumstudio.socketio:netty-socketio"); ok && !v.has("org.redisson:*") {
		v.add(fact.Single, "sockets:socket.io", fact.FromBuild, fact.Medium, d.At)
	}
	v.memoryDatabase()
	v.scheduleLock()
}

// memoryDatabase states a database inside the process when the program keeps its
// data in no other, unless a setting or a profile brings one in.
func (v *view) memoryDatabase() {
	if v.usesDatabase() || !v.has("spring-boot-starter-jdbc", "spring-boot-starter-data-jpa", "spring-boot-starter-data-jdbc", "spring-boot-starter-jooq",
		"mybatis-spring-boot-starter", "mybatis-plus-boot-starter", "mybatis-plus-spring-boot*", "hibernate-core*", "io.quarkus:quarkus-jdbc-h2") {
		return
	}
	if d, ok := v.dep(embedded()...); ok {
		v.add(fact.Single, "memory-database:"+d.Artifact, fact.FromBuild, v.unlessExternal(), d.At)
	}
}

// scheduleLock states what lets one of several instances alone run a job. A lock
// in code counts when every file with jobs takes one.
func (v *view) scheduleLock() {
	if d, ok := v.dep("net.javacrumbs.shedlock:*"); ok {
		v.add(fact.ScheduleLock, "shedlock", fact.FromBuild, fact.High, d.At)
		return
	}
	for _, key := range []string{"spring.quartz.job-store-type", "spring.quartz.properties.org.quartz.jobStore.isClustered", "org.quartz.jobStore.isClustered"} {
		if h, ok := v.conf.Get(key); ok && slices.Contains([]string{"jdbc", "true"}, strings.ToLower(v.conf.Resolve(h.Value))) {
			v.add(fact.ScheduleLock, "quartz-jdbc", fact.FromConfig, fact.High, h.At)
			return
		}
	}
	locks := v.marksOf(ScheduleLock)
	for _, job := range v.marksOf(Scheduled) {
		if !slices.ContainsFunc(locks, func(l Mark) bool { return l.At.Path == job.At.Path }) {
			return
		}
	}
	if len(locks) > 0 {
		v.add(fact.ScheduleLock, "lock", fact.FromCode, fact.Medium, locks[0].At)
	}
}
