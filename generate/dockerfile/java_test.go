package dockerfile_test

import (
	"fmt"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func java(name, version, tool, framework, frameworkVersion string) assess.Component {
	return assess.Component{
		Name: name, Workload: assess.Web, Packaging: "jar",
		Language:  assess.Versioned{ID: "java", Version: version},
		Framework: assess.Versioned{ID: framework, Version: frameworkVersion},
		BuildTool: assess.Versioned{ID: tool},
	}
}

func javaCases() []goldenCase {
	var many fact.Set
	for i := range 34 {
		many = append(many, facts(fact.BuildFile, fmt.Sprintf("services/svc-%02d/pom.xml", i))...)
	}
	return []goldenCase{
		{name: "maven-reactor-boot35", w: workload(java("order-service", "17", "maven", "spring-boot", "3.5.7"), facts(
			fact.BuildModule, "order-server", fact.BuildFile, "pom.xml", fact.BuildFile, "order-api/pom.xml", fact.BuildFile, "order-server/pom.xml",
			fact.BuildNeeds, "order-api", fact.BuildArtifact, "order-server/target/order-server.jar", fact.Layered, "true", fact.MainClass, "com.example.OrderServer",
			fact.Start, fact.Command("/usr/bin/java", "-Xms512m", "-Xmx1g", "-jar", "/opt/shop/order-server.jar", "--spring.profiles.active=prod"),
			fact.Tests, fact.Command("mvn", "-B", "-pl", "order-server", "-am", "test"),
		), func(w *generate.Workload) {
			w.Build.Context, w.Build.Dockerfile = "order-service", "order-service/order-server/Dockerfile"
			w.Build.TimeZone, w.Build.Tests = "Asia/Shanghai", true
			w.Build.Start = []string{"/usr/bin/java", "-Xms512m", "-Xmx1g", "-jar", "/opt/shop/order-server.jar", "--spring.profiles.active=prod"}
			w.Volumes = append(w.Volumes, generate.Volume{Path: "/var/log/shop"})
			w.Grace = 45 * time.Second
		})},
		{name: "maven-boot27-en", lang: i18n.EN, w: workload(java("mall", "8", "maven", "spring-boot", "2.7.5"), facts(
			fact.BuildModule, ".", fact.BuildFile, "pom.xml", fact.BuildFile, ".mvn/maven.config", fact.BuildFile, "mvnw", fact.BuildWrapper, "true",
			fact.BuildArtifact, "target/mall-*.jar", fact.Layered, "true", fact.MainClass, "com.example.Mall",
		), func(w *generate.Workload) {
			w.Build.CJKFonts, w.Build.Locale, w.Build.Packages = true, "zh_CN.UTF-8", []string{"libaio", "oracle-instantclient"}
			w.Build.Command = []string{"./mvnw", "-B", "clean", "package", "-Pprod", "-DskipTests"}
			w.Decisions = []generate.Decision{
				{ID: "mall.build.version", Value: "8", Assumes: "app.stack"}, {ID: "mall.build.fonts", Value: "true", Assumes: "app.nativedeps"},
			}
			w.Ports = append(w.Ports, generate.Port{Name: "management", Number: 9090}, generate.Port{Name: "gossip", Number: 7946, Protocol: "udp"})
		})},
		{name: "maven-large-reactor-boot32", w: workload(java("svc-07", "21", "maven", "spring-cloud-gateway", "3.2.4"), append(many, facts(
			fact.BuildFile, "pom.xml", fact.BuildModule, "services/svc-07", fact.BuildArtifact, "services/svc-07/target/svc-07.jar", fact.Layered, "true", fact.MainClass, "x.Y",
		)...), nil)},
		{name: "maven-war-tomcat", w: workload(func() assess.Component {
			c := java("legacy", "8", "maven", "spring-mvc", "4.3.30")
			c.Packaging = "war"
			return c
		}(), facts(fact.BuildFile, "pom.xml", fact.BuildArtifact, "target/legacy.war", fact.ContextPath, "/legacy"), func(w *generate.Workload) { w.Security.ReadOnlyRoot = false })},
		{name: "maven-war-boot3-contained", w: workload(func() assess.Component {
			c := java("shop-all", "17", "maven", "spring-boot", "3.1.5")
			c.Packaging = "war"
			return c
		}(), facts(fact.BuildFile, "pom.xml", fact.BuildArtifact, "target/shop-all.war"), nil)},
		{name: "maven-war-boot27-alone", w: workload(func() assess.Component {
			c := java("shop-all", "8", "maven", "spring-boot", "2.7.18")
			c.Packaging = "war"
			return c
		}(), facts(fact.BuildFile, "pom.xml", fact.BuildArtifact, "target/shop-all.war", fact.MainClass, "com.example.Shop"), nil)},
		{name: "maven-thin-own-nexus", w: workload(java("batch", "11", "maven", "", ""), facts(
			fact.BuildFile, "pom.xml", fact.BuildArtifact, "target/batch-1.0.jar", fact.MainClass, "com.example.Batch",
			fact.Start, fact.Command("java", "-cp", "target/classes:target/dependency/*", "com.example.Batch"),
		), func(w *generate.Workload) {
			w.Ports, w.Build.Start = nil, []string{"java", "-cp", "target/classes:target/dependency/*", "com.example.Batch"}
		}),
			edit: func(a *generate.Application) {
				a.Mirrors.Maven, a.Mirrors.Images = "https://nexus.example.com/repository/maven-public", "registry.example.com/library"
			}},
		{name: "maven-quarkus", w: workload(java("fruits", "21", "maven", "quarkus", "3.8.1"), facts(
			fact.BuildFile, "pom.xml", fact.BuildArtifact, "target/quarkus-app", fact.MainClass, "x.Y"), nil)},
		{name: "gradle-wrapper-boot", w: workload(java("api", "17", "gradle", "spring-boot", "3.3.1"), facts(
			fact.BuildModule, "apps/api", fact.BuildWrapper, "true", fact.BuildArtifact, "apps/api/build/libs/api*.jar", fact.Layered, "true", fact.MainClass, "x.Y",
			fact.BuildFile, "gradlew", fact.BuildFile, "settings.gradle", fact.BuildFile, "build.gradle", fact.BuildFile, "gradle/wrapper/gradle-wrapper.jar",
			fact.BuildFile, "gradle/wrapper/gradle-wrapper.properties", fact.BuildFile, "apps/api/build.gradle", fact.BuildFile, "gradle/libs.versions.toml",
		), func(w *generate.Workload) { w.Build.Tests = true })},
		{name: "gradle-image-distribution-en", lang: i18n.EN, w: workload(func() assess.Component {
			c := java("tool", "11", "gradle", "", "")
			c.BuildTool.Version = "7.6"
			return c
		}(), facts(fact.BuildFile, "build.gradle.kts", fact.BuildFile, "settings.gradle.kts", fact.BuildArtifact, "build/install/tool", fact.MainClass, "x.Tool"), nil)},
		{name: "archive-boot", w: workload(func() assess.Component {
			c := java("order", "17", "", "spring-boot", "3.1.4")
			c.BuildTool = assess.Versioned{}
			return c
		}(), facts(fact.BuildArtifact, "order.jar", fact.Layered, "true", fact.MainClass, "x.Order", fact.Start, fact.Command("java", "-jar", "order.jar")),
			func(w *generate.Workload) {
				w.Build.Start = []string{"java", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Xmx2g", "-Dapp.mode=fast", "-Ddb.password=secret", "-jar", "order.jar", "--workers=4"}
			})},
		{name: "archive-war-jakarta", w: workload(func() assess.Component {
			c := java("portal", "17", "", "spring-mvc", "6.1.2")
			c.Packaging = "war"
			return c
		}(), facts(fact.BuildArtifact, "portal.war"), nil)},
		{name: "archive-plain-jar", w: workload(java("agent", "25", "", "", ""), facts(fact.BuildArtifact, "agent.jar", fact.MainClass, "x.Agent"), nil)},
	}
}
