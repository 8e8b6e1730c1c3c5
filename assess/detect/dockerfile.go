package detect

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/dockerfile"
	"github.com/gantry-ack/gantry/assess/internal/image"
)

// dockerfileDetector notes what existing Dockerfiles say of the programs in their
// final stages. Images of backing services and files for development only are left out.
func dockerfileDetector() Detector {
	return Detector{
		Name: "dockerfile",
		Globs: []string{
			"**/Dockerfile", "**/dockerfile", "**/Containerfile", "**/Dockerfile.*", "**/Dockerfile-*", "**/*.Dockerfile", "**/*.dockerfile",
		},
		Run: runDockerfiles,
	}
}

func runDockerfiles(ctx context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	generated := Generated(in.Tree)
	builds, _ := composeBuilds(in.Tree, generated) // the compose detector reports what it could not read
	for _, name := range in.Paths {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if dockerfileAside(name, in.Paths) {
			continue
		}
		text, ok, err := deployText(in.Tree, generated, name)
		if err != nil {
			errs = append(errs, fileError(name, err))
		}
		if !ok {
			continue
		}
		f, err := dockerfile.Parse(text)
		if err != nil {
			errs = append(errs, fileError(name, err))
			continue
		}
		p := dockerPlacer{tree: in.Tree, file: f, name: name}
		out.Notes = append(out.Notes, dockerNotes(p, builds[name])...)
	}
	return out, errors.Join(errs...)
}

// dockerNotes returns a note for each way in which a Dockerfile is built: as
// compose files say or, when none speaks of it, on its own.
func dockerNotes(p dockerPlacer, builds []composeBuild) []Note {
	if len(builds) == 0 {
		builds = []composeBuild{{}}
	}
	var out []Note
	for _, b := range builds {
		target := b.Target
		if composeDevTarget(target) {
			target = "" // what is built for production comes last
		}
		if s, ok := p.file.Base(target).Backing(); ok {
			out = append(out, p.backing(s, b)...)
			continue
		}
		n := Note{Facts: p.file.Facts(p.name, target, b.Args)}
		n.Dir, n.Name = p.place(b.Dir, b.Args), b.Service
		if p.file.Proxy(target) && !p.buildFile(n.Dir) {
			continue // unless it serves what is built beside it
		}
		if n.Name == "" {
			n.Name = p.title(n.Facts)
		}
		if !slices.ContainsFunc(out, func(o Note) bool { return o.Dir == n.Dir && o.Name == n.Name }) {
			out = append(out, n)
		}
	}
	return out
}

// backing notes an image of a backing service that is built here, which has
// something of the customer's own in it.
func (p dockerPlacer) backing(s image.Service, b composeBuild) []Note {
	dir := path.Dir(p.name)
	if len(p.file.Sources(nil)) == 0 || dir == "." {
		return nil
	}
	return []Note{{Dir: dir, Name: b.Service, Backing: s.Kind, Facts: fact.Set{fact.New(fact.Service, s.Kind, fact.FromDeploy, p.name, 1)}}}
}

// dockerfileAside tells of Dockerfiles that build no image to deploy.
func dockerfileAside(name string, all []string) bool {
	if asideDir(path.Dir(name)) {
		return true
	}
	variant := strings.ToLower(dockerVariant(name))
	switch variant {
	case "dockerignore", "md", "txt", "j2", "tpl", "tmpl", "template", "erb", "bak", "orig", "old", "swp":
		return true
	case "dev", "develop", "development", "devcontainer", "debug", "local", "test", "tests", "testing", "ci", "build", "builder", "base", "lint", "docs":
		return slices.ContainsFunc(all, func(o string) bool { return o != name && path.Dir(o) == path.Dir(name) })
	}
	return false
}

// asideDir tells of directories whose files are for development, tests or a
// pipeline.
func asideDir(dir string) bool {
	for elem := range strings.SplitSeq(dir, "/") {
		switch elem {
		case "test", "tests", "testdata", "__tests__", "fixtures", "e2e", "cypress", "integration-tests":
			return true
		case ".", ".docker", ".deploy", ".deployment", ".k8s":
			continue
		}
		if strings.HasPrefix(elem, ".") { // .devcontainer, .github
			return true
		}
	}
	return false
}

// dockerVariant is what a Dockerfile's name adds to the word: web for
// Dockerfile.web, Dockerfile-web and web.Dockerfile.
func dockerVariant(name string) string {
	base := path.Base(name)
	for _, prefix := range []string{"Dockerfile.", "Dockerfile-"} {
		if v, ok := strings.CutPrefix(base, prefix); ok {
			return v
		}
	}
	for _, suffix := range []string{".Dockerfile", ".dockerfile"} {
		if v, ok := strings.CutSuffix(base, suffix); ok {
			return v
		}
	}
	return ""
}

// title names the program of an image: by the file's name, by the jar that it
// runs, or by the directory that it lies in.
func (p dockerPlacer) title(facts fact.Set) string {
	if v := dockerVariant(p.name); v != "" && (v == "server" || !deployWord(v)) {
		return v
	}
	if args := fact.Args(facts.Value(fact.Start)); len(args) > 0 {
		for _, a := range args {
			if n := artefactName(a); n != "" && strings.HasSuffix(a, ".jar") {
				return n
			}
		}
	}
	for _, s := range p.file.Sources(nil) {
		if n := artefactName(s); n != "" && strings.HasSuffix(s, ".jar") {
			return n
		}
	}
	for dir := path.Dir(p.name); dir != "."; dir = path.Dir(dir) {
		if b := path.Base(dir); !deployWord(b) {
			return b
		}
	}
	return ""
}
