package maven

import (
	"cmp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/java"
)

// languageVersion finds the Java release that the compiler targets, in the order
// in which Maven's compiler plugin looks.
func (e *project) languageVersion(boot string) fact.Set {
	for _, f := range []func() java.Versioned{e.compilerPlugin, e.compilerProperties, e.kotlinTarget, e.toolchain} {
		if v := f(); java.LanguageVersion(v.Value) != "" {
			return fact.Set{versionFact(v, fact.FromBuild)}
		}
	}
	if v := defaultJava(boot); v != "" && e.outside != nil && isBootParent(e.outside) {
		return fact.Set{versionFact(java.Versioned{Value: v, At: []fact.Evidence{e.outside.version.at}}, fact.FromDefault)}
	}
	return nil
}

// defaultJava is the java.version that spring-boot-starter-parent sets.
func defaultJava(boot string) string {
	switch {
	case java.AtLeast(boot, 3, 0):
		return "17"
	case java.AtLeast(boot, 2, 0):
		return "8"
	}
	return ""
}

func versionFact(v java.Versioned, origin fact.Origin) fact.Fact {
	f := fact.New(fact.LanguageVersion, java.LanguageVersion(v.Value), origin, v.At[0].Path, v.At[0].Line)
	f.Evidence = v.At
	return f
}

func (e *project) compilerPlugin() java.Versioned {
	var best java.Versioned
	for _, name := range []string{"release", "target", "source"} {
		for _, m := range e.models() {
			for _, p := range append(withArtifact(m.build.plugins, "maven-compiler-plugin"), withArtifact(m.build.managed, "maven-compiler-plugin")...) {
				for _, c := range p.configs() {
					if n := c.child(name); n != nil && best.Value == "" {
						best = e.versioned(value{text: n.value(), at: fact.Evidence{Path: p.at.Path, Line: n.line}})
					}
				}
			}
		}
	}
	return best
}

func (e *project) compilerProperties() java.Versioned {
	for _, name := range []string{"maven.compiler.release", "maven.compiler.target", "maven.compiler.source", "java.version", "jdk.version", "java.release"} {
		if v, ok := e.lookup(name); ok {
			if out := e.versioned(v); java.LanguageVersion(out.Value) != "" && out.At[0].Path != "" {
				return out
			}
		}
	}
	return java.Versioned{}
}

func (e *project) kotlinTarget() java.Versioned {
	if p := e.plugin("kotlin-maven-plugin"); p != nil {
		if v := e.setting(p, "jvmTarget"); v != "" {
			return java.Versioned{Value: v, At: []fact.Evidence{p.at}}
		}
	}
	if v, ok := e.lookup("kotlin.compiler.jvmTarget"); ok && v.at.Path != "" {
		return e.versioned(v)
	}
	return java.Versioned{}
}

func (e *project) toolchain() java.Versioned {
	p := e.plugin("maven-toolchains-plugin")
	if p == nil {
		return java.Versioned{}
	}
	for _, c := range p.configs() {
		if n := c.find("jdk").child("version"); n != nil {
			v, _ := e.resolved(strings.Trim(n.value(), "[](),"))
			return java.Versioned{Value: v, At: []fact.Evidence{{Path: p.at.Path, Line: n.line}}}
		}
	}
	return java.Versioned{}
}

// encoding is a source encoding other than UTF-8.
func (e *project) encoding() fact.Set {
	for _, name := range []string{"project.build.sourceEncoding", "file.encoding"} {
		v, ok := e.lookup(name)
		if !ok || v.at.Path == "" {
			continue
		}
		s, ok := e.resolved(v.text)
		if u := strings.ToUpper(s); ok && !strings.HasPrefix(strings.ReplaceAll(u, "-", ""), "UTF8") {
			return fact.Set{fact.New(fact.Charset, u, fact.FromBuild, v.at.Path, v.at.Line).With(fact.Medium)}
		}
	}
	return nil
}

// imagePort is a property that the image build exposes. It speaks of a deployment,
// not of the program, so it ranks as deployment files do.
func (e *project) imagePort() fact.Set {
	for _, m := range e.models() {
		for _, name := range []string{
			"docker.image.exposed.port", "docker.exposed.port", "docker.port", "docker.expose.port", "dockerfile.port",
			"container.port", "image.port", "exposed.port",
		} {
			v, ok := m.properties[name]
			if !ok {
				continue
			}
			if port := java.PortNumber(e.expand(v.text)); port != "" {
				return fact.Set{fact.New(fact.Port, port+"/http", fact.FromDeploy, v.at.Path, v.at.Line).With(fact.Medium)}
			}
		}
	}
	return nil
}

// name is the artifactId, which is what the reactor calls the module.
func (e *project) nameFact() fact.Fact {
	at := cmp.Or(e.artifact.at, e.atOf())
	return fact.New(fact.Name, e.artifact.text, fact.FromBuild, at.Path, at.Line)
}
