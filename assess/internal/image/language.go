package image

import (
	"regexp"
	"strings"
)

// Language is what an image brings. Version is in the form of
// fact.LanguageVersion, "" when the tag does not tell (latest, lts). Build tells
// of an image with a build tool or SDK in it.
type Language struct {
	ID, Version string
	Build       bool
}

var (
	numberRE = regexp.MustCompile(`^v?(\d+)(?:\.(\d+))?`)
	// javaRE finds the version of Java in a name or tag that holds others too:
	// 3.9-eclipse-temurin-17, 9.0-jdk11-corretto, java17-debian12, openjdk8.
	javaRE = regexp.MustCompile(`(?:jdk|jre|java|openjdk|temurin|corretto|zulu|semeru|dragonwell|liberica|kona|bisheng)[_-]?(?:jdk[_-]?|jre[_-]?)?v?(1\.)?(\d+)`)
	pyRE   = regexp.MustCompile(`python[_-]?(\d+(?:\.\d+)?)`)
	nodeRE = regexp.MustCompile(`node(?:js)?[_-]?(\d+)`)
)

// Language returns the language that an image brings; false when it is a plain
// system, a server or not known.
func (r Ref) Language() (Language, bool) {
	switch r.Name {
	case "golang":
		return Language{"go", minor(r.Tag), true}, true
	case "node":
		return Language{"javascript", nodeVersion(r.Tag), false}, true
	case "python":
		return Language{"python", minor(r.Tag), false}, true
	case "php":
		return Language{"php", minor(r.Tag), false}, true
	case "ruby":
		return Language{"ruby", minor(r.Tag), false}, true
	case "composer":
		return Language{"php", "", true}, true
	}
	if strings.HasPrefix(r.Repository, "dotnet/") {
		return r.dotnet()
	}
	if l, ok := r.java(); ok {
		return l, true
	}
	// distroless and application images put the version in the name.
	if m := nodeRE.FindStringSubmatch(r.Name); m != nil {
		return Language{"javascript", m[1], false}, true
	}
	if m := pyRE.FindStringSubmatch(r.Name + ":" + r.Tag); m != nil {
		return Language{"python", strings.TrimSuffix(m[1], "."), false}, true
	}
	return Language{}, false
}

func (r Ref) dotnet() (Language, bool) {
	switch r.Name {
	case "aspnet", "runtime", "runtime-deps", "sdk":
		v, _, _ := strings.Cut(minor(r.Tag), ".")
		return Language{"dotnet", v, r.Name == "sdk"}, true
	}
	return Language{}, false
}

// java recognises the distributions, the build tools and the servers.
func (r Ref) java() (Language, bool) {
	build := r.Name == "maven" || r.Name == "gradle"
	distribution := r.Name == "java" || r.Name == "jdk" || r.Name == "jre"
	for _, d := range []string{
		"openjdk", "temurin", "corretto", "semeru", "zulu", "liberica", "dragonwell", "adoptopenjdk", "graalvm",
		"alpine-java", "java-alpine", "kona", "bishengjdk", "jdk1.", "jdk8", "jdk-8", "jdk11", "jdk17", "jre8", "jre11", "jre17", "java8", "java11", "java17", "java21",
	} {
		distribution = distribution || strings.Contains(r.Name, d)
	}
	server := r.Name == "tomcat" || r.Name == "jetty" || r.Name == "wildfly" || r.Name == "payara"
	if !build && !distribution && !server {
		return Language{}, false
	}
	l := Language{ID: "java", Build: build}
	if m := javaRE.FindStringSubmatch(r.Tag); m != nil {
		l.Version = m[2]
	} else if m := numberRE.FindStringSubmatch(r.Tag); m != nil && distribution {
		l.Version = javaMajor(m)
	} else if m := javaRE.FindStringSubmatch(r.Name); m != nil {
		l.Version = m[2]
	}
	return l, true
}

// javaMajor turns 1.8 into 8.
func javaMajor(m []string) string {
	if m[1] == "1" && m[2] != "" {
		return m[2]
	}
	return m[1]
}

func minor(tag string) string {
	m := numberRE.FindStringSubmatch(tag)
	switch {
	case m == nil:
		return ""
	case m[2] == "":
		return m[1]
	}
	return m[1] + "." + m[2]
}

// nodeVersion also knows the code names of the long-term releases.
func nodeVersion(tag string) string {
	if v := minor(tag); v != "" {
		return v
	}
	name, _, _ := strings.Cut(tag, "-")
	return map[string]string{
		"argon": "4", "boron": "6", "carbon": "8", "dubnium": "10", "erbium": "12", "fermium": "14",
		"gallium": "16", "hydrogen": "18", "iron": "20", "jod": "22", "krypton": "24",
	}[name]
}
