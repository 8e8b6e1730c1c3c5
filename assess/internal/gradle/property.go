package gradle

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/java"
)

// property reads an assignment that means something to us, written x = y, x.set(y)
// or, in Groovy, x y. It is true when there was one.
func (e *evaluator) property(c call, ctx string) bool {
	name := strings.TrimSuffix(c.name, ".set")
	if !c.isSet && name == c.name && !e.groovySetter(c) {
		return false
	}
	owner, last := ctx, name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		owner, last = lastPart(name[:i]), name[i+1:]
	}
	switch last {
	case "sourceCompatibility", "targetCompatibility", "languageVersion", "jvmTarget", "release":
		return e.javaVersion(c)
	case "jvmToolchain":
		return e.javaVersion(c)
	case "mainClass", "mainClassName":
		return e.main(c, owner)
	case "group":
		return e.assign(&e.project.group, c, owner == "")
	case "version":
		return e.assign(&e.project.version, c, owner == "" || owner == "project")
	case "archivesBaseName", "archivesName":
		return e.assign(&e.project.archive.base, c, true)
	case "archiveFileName", "archiveName":
		return e.assign(&e.project.archive.file, c, packs(owner))
	case "archiveBaseName", "baseName":
		return e.assign(&e.project.archive.base, c, packs(owner))
	case "archiveVersion":
		return e.assign(&e.project.archive.version, c, packs(owner))
	case "archiveClassifier", "classifier":
		return e.assign(&e.project.archive.classifier, c, packs(owner) && owner != "jar")
	case "enabled":
		if owner == "bootJar" {
			e.project.bootOff = e.isFalse(c)
		}
		return owner == "bootJar"
	case "encoding":
		e.project.encoding = e.value(c.args)
		return true
	}
	return false
}

func lastPart(s string) string { return s[strings.LastIndexByte(s, '.')+1:] }

// groovySetter tells whether Groovy's x y is an assignment of one that we know.
func (e *evaluator) groovySetter(c call) bool {
	switch lastPart(c.name) {
	case "sourceCompatibility", "targetCompatibility", "jvmToolchain", "mainClassName", "mainClass", "group", "version":
		return len(c.args) > 0
	}
	return false
}

// packs tells whether a block is about the task that makes what is deployed.
func packs(owner string) bool {
	switch owner {
	case "bootJar", "bootWar", "jar", "war", "shadowJar":
		return true
	}
	return false
}

func (e *evaluator) assign(to *string, c call, ours bool) bool {
	if v := e.eval(c.args); ours && v != "" {
		*to = v
	}
	return ours
}

func (e *evaluator) isFalse(c call) bool {
	for _, t := range c.args {
		if t.val == "false" {
			return true
		}
	}
	return false
}

func (e *evaluator) javaVersion(c call) bool {
	v := e.value(c.args)
	if v.at.Path == "" {
		v.at = e.at(c.line)
	}
	if v.val = java.LanguageVersion(v.val); v.val == "" {
		return false
	}
	if v.at != e.at(c.line) && v.at.Path != "" {
		e.project.java = append(e.project.java, versioned{v.val, e.at(c.line)})
		return true
	}
	e.project.java = append(e.project.java, v)
	return true
}

// main keeps the first main class: a second start script is another program of the
// same project.
func (e *evaluator) main(c call, owner string) bool {
	v := e.value(c.args)
	if v.val == "" || strings.Contains(v.val, "$") || owner == "test" {
		return true
	}
	if v.at.Path == "" {
		v.at = e.at(c.line)
	}
	if e.project.mainClass.val == "" {
		e.project.mainClass = v
	}
	return true
}
