package dockerfile_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/opencontainers/go-digest"
)

// metadata answers for every image without a registry. Without a layer BuildKit
// would take the base image for scratch.
type metadata struct{}

func (metadata) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	c := []byte(`{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:` + strings.Repeat("a", 64) + `"]}}`)
	return ref, digest.FromBytes(c), c, nil
}

// lint reads a Dockerfile with BuildKit itself, and builds its graph for every stage.
func lint(t *testing.T, text []byte) {
	t.Helper()
	stages := stagesOf(t, text)
	for _, target := range append([]string{""}, stageNames(stages)...) {
		sm := llb.NewSourceMap(nil, "Dockerfile", "dockerfile", text)
		sm.Definition = &llb.Definition{}
		caps := pb.Caps.CapSet(pb.Caps.All())
		opt := dockerfile2llb.ConvertOpt{SourceMap: sm, MetaResolver: metadata{}, LLBCaps: &caps, Config: dockerui.Config{BuildArgs: map[string]string{}, Target: target}}
		res, err := dockerfile2llb.DockerfileLint(context.Background(), text, opt)
		if err != nil {
			t.Errorf("target %q: %v", target, err)
			continue
		}
		if res.Error != nil {
			t.Errorf("target %q does not build: %s", target, res.Error.Message)
		}
		for _, w := range res.Warnings {
			t.Errorf("%s line %d: %s", w.RuleName, w.Location.Ranges[0].Start.Line, w.Detail)
		}
	}
}

func stagesOf(t *testing.T, text []byte) []instructions.Stage {
	t.Helper()
	parsed, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range parsed.Warnings {
		t.Errorf("parser: %s", w.Short)
	}
	stages, _, err := instructions.Parse(parsed.AST, linter.New(&linter.Config{}))
	if err != nil {
		t.Fatal(err)
	}
	return stages
}

func stageNames(stages []instructions.Stage) []string {
	var out []string
	for _, s := range stages {
		if s.Name != "" {
			out = append(out, s.Name)
		}
	}
	return out
}

// resolves checks that stages copy from stages that stand before them, and that the
// ignore file hides nothing that is copied from the context.
func resolves(t *testing.T, text, ignore []byte) {
	t.Helper()
	patterns, err := ignorefile.ReadAll(bytes.NewReader(ignore))
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := patternmatcher.New(patterns)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range stagesOf(t, text) {
		for _, c := range s.Commands {
			cp, ok := c.(*instructions.CopyCommand)
			switch {
			case !ok:
			case cp.From != "" && !seen[cp.From]:
				t.Errorf("copies from %q, which no stage before is", cp.From)
			case cp.From == "":
				for _, src := range cp.SourcePaths {
					if hit, err := hidden.MatchesOrParentMatches(strings.Trim(src, "/")); err != nil || src != "." && hit {
						t.Errorf("%s is copied and ignored (%v)", src, err)
					}
				}
			}
		}
		seen[s.Name] = true
	}
}
