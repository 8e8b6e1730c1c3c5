package verify

import (
	"context"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Build is one image build, as the bake file or a pipeline names it.
type Build struct {
	// Name is the last part of the image's repository, which is the name of the
	// component; "" when the build pushes nothing.
	Name       string
	Repository string // without tag; "" when unknown or not pushed
	Context    string // relative to the repository root
	Dockerfile string // relative to the repository root
	Target     string // stage; "" is the last one, also where that is named
	Bake       bool   // from the bake file, otherwise from a pipeline
	// Contexts are the names of further contexts that COPY --from may use.
	Contexts []string
	Path     string
	Line     int
}

func (b Build) place() place { return place{b.Path, b.Line} }

// readBuilds gathers the builds of the bake file and of every pipeline.
func (t *Tree) readBuilds(context.Context) {
	t.readBake()
	t.builds = t.bake.builds()
	for _, d := range t.docs {
		if d.Kind == "Pipeline" && strings.HasPrefix(d.APIVersion, "tekton.dev/") {
			t.builds = append(t.builds, pipelineBuilds(d)...)
		}
	}
}

// pipelineBuilds are the tasks that are given a Dockerfile.
func pipelineBuilds(d *Document) []Build {
	var out []Build
	for _, task := range items(d.root, "spec", "tasks") {
		b := Build{Context: ".", Path: d.Path, Line: resolve(task).Line + d.offset}
		for _, p := range items(task, "params") {
			value := text(p, "value")
			switch text(p, "name") {
			case "dockerfile":
				b.Dockerfile = value
			case "context":
				b.Context = value
			case "target":
				b.Target = value
			case "image":
				b.Repository = value
				b.Name = path.Base(value)
			}
		}
		if b.Dockerfile == "" || strings.Contains(b.Dockerfile+b.Context, "$(") {
			continue
		}
		b.Dockerfile, b.Context = path.Clean(b.Dockerfile), path.Clean(b.Context)
		out = append(out, b)
	}
	return out
}

// imageName cuts an image reference into repository and the rest: tag or digest.
func imageName(ref string) (repository, tag, digest string) {
	repository, digest, _ = strings.Cut(ref, "@")
	if i := strings.LastIndexByte(repository, ':'); i > strings.LastIndexByte(repository, '/') {
		repository, tag = repository[:i], repository[i+1:]
	}
	return repository, tag, digest
}

func keys(n *yaml.Node) []string {
	n = resolve(n)
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	var out []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		out = append(out, n.Content[i].Value)
	}
	return out
}
