package java

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Bounds of what is read of an archive.
const (
	maxEntries = 200_000
	maxInside  = 200 << 20 // bytes of an archive that must be read into memory as a whole
	maxPiece   = 1 << 20   // bytes of a manifest
)

// archive is a jar or war with what it tells of itself.
type archive struct {
	path     string // in the tree
	inside   *scan.Tree
	manifest map[string]string
	lines    map[string]int // of the manifest's attributes
	classes  string         // directory of the program's own classes, "." for the top
	libs     []Dep
}

const manifestPath = "META-INF/MANIFEST.MF"

// ErrPlainLibrary is the error about an archive that holds no program.
var ErrPlainLibrary = errors.New("a library without a main class")

// Archive derives the facts of a built jar or war. An archive without a program
// is ErrPlainLibrary. alone tells that its directory holds no other archive.
func Archive(ctx context.Context, tree *scan.Tree, name string, alone bool) (Module, error) {
	a, done, err := openArchive(ctx, tree, name)
	if err != nil {
		return Module{}, err
	}
	defer done()
	p, marks := a.project()
	if p.Launch.Kind == NotStartable {
		return Module{}, ErrPlainLibrary
	}
	w := NewWorkspace(a.inside, []*Project{p})
	w.code[p] = marks
	modules, _, err := w.Modules(ctx)
	if err != nil {
		return Module{}, err
	}
	m := Module{Dir: path.Dir(name), Facts: a.outside(modules[0].Facts)}
	if !alone {
		m.Dir = name
	}
	return m, nil
}

// openArchive opens an archive for random access, or reads it when the file
// system offers none.
func openArchive(ctx context.Context, tree *scan.Tree, name string) (*archive, func(), error) {
	f, err := tree.FS().Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the archive: %w", err)
	}
	at, ok := f.(io.ReaderAt)
	size := tree.Size(name)
	if !ok {
		b, err := tree.Bytes(name, maxInside)
		if err != nil {
			_ = f.Close()
			return nil, nil, err
		}
		at, size = bytes.NewReader(b), int64(len(b))
	}
	z, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		_ = f.Close()
		return nil, nil, fmt.Errorf("reading the archive's directory: %w", err)
	}
	inside, err := scan.Walk(ctx, z, scan.Limits{Files: maxEntries, Depth: 64})
	if err != nil {
		_ = f.Close()
		return nil, nil, err
	}
	a := &archive{path: name, inside: inside}
	a.readManifest()
	a.layout()
	return a, func() { _ = f.Close() }, nil
}

// readManifest takes the main attributes; a line that starts with a space
// continues the one before.
func (a *archive) readManifest() {
	a.manifest, a.lines = map[string]string{}, map[string]int{}
	b, err := a.inside.Bytes(manifestPath, maxPiece)
	if err != nil {
		return
	}
	key := ""
	for i, line := range strings.Split(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n") {
		if line == "" {
			return
		}
		if rest, ok := strings.CutPrefix(line, " "); ok {
			if key != "" {
				a.manifest[key] += rest
			}
			continue
		}
		k, v, ok := strings.Cut(line, ":")
		if key = ""; ok && len(a.manifest) < 200 {
			key = strings.TrimSpace(k)
			a.manifest[key], a.lines[key] = strings.TrimSpace(v), i+1
		}
	}
}

// layout finds the program's classes and its libraries.
func (a *archive) layout() {
	a.classes = "."
	for _, d := range []string{"BOOT-INF/classes", "WEB-INF/classes"} {
		if a.inside.HasDir(d) {
			a.classes = d
			break
		}
	}
	for _, dir := range []string{"BOOT-INF/lib", "WEB-INF/lib", "WEB-INF/lib-provided"} {
		for _, e := range a.inside.Under(dir) {
			if path.Ext(e.Path) == ".jar" {
				a.libs = append(a.libs, library(e.Path))
			}
		}
	}
	if len(a.libs) > 0 {
		return
	}
	for _, e := range a.inside.Under("META-INF/maven") { // what was shaded into the jar
		if parts := strings.Split(e.Path, "/"); len(parts) == 5 && parts[4] == "pom.properties" {
			a.libs = append(a.libs, Dep{Group: parts[2], Artifact: parts[3], Scope: "compile", Through: "lib", At: fact.Evidence{Path: e.Path}})
		}
	}
}

// library reads artifact and version out of a file name.
func library(name string) Dep {
	stem := strings.TrimSuffix(path.Base(name), ".jar")
	d := Dep{Artifact: stem, Scope: "compile", Through: "lib", At: fact.Evidence{Path: name}}
	for i := 0; i+1 < len(stem); i++ {
		if stem[i] == '-' && stem[i+1] >= '0' && stem[i+1] <= '9' {
			d.Artifact, d.Version = stem[:i], stem[i+1:]
			break
		}
	}
	for prefix, group := range map[string]string{
		"spring-boot": "org.springframework.boot", "quarkus-": "io.quarkus", "micronaut-": "io.micronaut",
		"flyway-": "org.flywaydb", "liquibase": "org.liquibase",
	} {
		if strings.HasPrefix(d.Artifact, prefix) && !strings.Contains(d.Artifact, "admin") {
			d.Group = group
		}
	}
	return d
}

// project describes the archive as if a build tool had.
func (a *archive) project() (*Project, []Mark) {
	p := &Project{Dir: ".", BuildRoot: ".", Resources: []string{a.classes}, Deps: a.libs, Packaging: "jar", At: fact.Evidence{Path: manifestPath}}
	main := a.manifest["Start-Class"]
	attribute := "Start-Class"
	switch {
	case path.Ext(a.path) == ".war":
		p.Packaging, p.Launch.Kind = "war", War
		p.Launch.SelfRun = main != ""
	case main != "":
		p.Launch.Kind = BootJar
	case a.manifest["Main-Class"] != "":
		p.Launch.Kind, main, attribute = FatJar, a.manifest["Main-Class"], "Main-Class"
	}
	p.Launch.At = fact.Evidence{Path: manifestPath, Line: a.lines[attribute]}
	p.Launch.MainClass = main
	p.Boot = a.bootVersion()
	p.Facts = a.facts(p)
	kind := MainMethod
	if a.manifest["Start-Class"] != "" {
		kind = BootMain
	}
	if main == "" {
		return p, nil
	}
	return p, []Mark{{kind, main, p.Launch.At}}
}

func (a *archive) bootVersion() Versioned {
	if v := a.manifest["Spring-Boot-Version"]; v != "" {
		return Versioned{v, []fact.Evidence{{Path: manifestPath, Line: a.lines["Spring-Boot-Version"]}}}
	}
	for _, d := range a.libs {
		if d.Artifact == "spring-boot" && d.Version != "" {
			return Versioned{d.Version, []fact.Evidence{d.At}}
		}
	}
	return Versioned{}
}

func (a *archive) facts(p *Project) fact.Set {
	at := func(key string) fact.Evidence { return fact.Evidence{Path: manifestPath, Line: a.lines[key]} }
	fs := fact.Set{
		fact.New(fact.Language, "java", fact.FromBuild, manifestPath, 0),
		fact.New(fact.BuildArtifact, path.Base(a.path), fact.FromBuild, manifestPath, 0),
		fact.New(fact.BuildRoot, path.Dir(a.path), fact.FromBuild, manifestPath, 0),
		fact.New(fact.BuildModule, ".", fact.FromBuild, manifestPath, 0),
		a.name(),
	}
	if v, class := a.classVersion(p.Launch.MainClass); v != "" {
		fs = append(fs, fact.New(fact.LanguageVersion, v, fact.FromBuild, class, 0))
	} else if v := LanguageVersion(a.manifest["Build-Jdk-Spec"]); v != "" {
		e := at("Build-Jdk-Spec")
		fs = append(fs, fact.New(fact.LanguageVersion, v, fact.FromBuild, e.Path, e.Line).With(fact.Medium))
	}
	if p.Packaging == "jar" && p.Launch.Kind != NotStartable {
		fs = append(fs, fact.New(fact.Start, fact.Command("java", "-jar", path.Base(a.path)), fact.FromBuild, p.Launch.At.Path, p.Launch.At.Line))
	}
	return fs
}

// name is the artifactId kept in the archive, its title, or its file name.
func (a *archive) name() fact.Fact {
	var own []string
	for _, e := range a.inside.Under("META-INF/maven") {
		if parts := strings.Split(e.Path, "/"); len(parts) == 5 && parts[4] == "pom.properties" {
			own = append(own, e.Path)
		}
	}
	if len(own) == 1 {
		return fact.New(fact.Name, strings.Split(own[0], "/")[3], fact.FromBuild, own[0], 0)
	}
	if t := a.manifest["Implementation-Title"]; t != "" && !strings.ContainsAny(t, " /") {
		return fact.New(fact.Name, t, fact.FromBuild, manifestPath, a.lines["Implementation-Title"])
	}
	stem := strings.TrimSuffix(path.Base(a.path), path.Ext(a.path))
	return fact.New(fact.Name, library(stem+".jar").Artifact, fact.FromBuild, manifestPath, 0).With(fact.Medium)
}

// classVersion reads the Java version out of the main class, or the first of the
// program's own.
func (a *archive) classVersion(main string) (version, class string) {
	candidates := []string{path.Join(a.classes, strings.ReplaceAll(main, ".", "/")+".class")}
	for _, e := range a.inside.Under(a.classes) {
		if path.Ext(e.Path) == ".class" && path.Base(e.Path) != "module-info.class" && !strings.HasPrefix(e.Path, "META-INF/") {
			candidates = append(candidates, e.Path)
			break
		}
	}
	for _, c := range candidates {
		if v := a.major(c); v != "" {
			return v, c
		}
	}
	return "", ""
}

// major reads the eight bytes that every class file starts with.
func (a *archive) major(name string) string {
	if !a.inside.Has(name) {
		return ""
	}
	f, err := a.inside.FS().Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	var head [8]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || !bytes.Equal(head[:4], []byte{0xCA, 0xFE, 0xBA, 0xBE}) {
		return ""
	}
	return LanguageVersion(fmt.Sprint(int(head[6])<<8 + int(head[7]) - 44))
}

// outside rewrites places inside the archive to the form archive!/entry.
func (a *archive) outside(fs fact.Set) fact.Set {
	out := slices.Clone(fs)
	for i := range out {
		out[i].Evidence = slices.Clone(out[i].Evidence)
		for j := range out[i].Evidence {
			out[i].Evidence[j].Path = a.path + "!/" + out[i].Evidence[j].Path
		}
		if out[i].Key == fact.ConfigFile {
			out[i].Value = a.path + "!/" + out[i].Value
		}
	}
	return out
}
