package ast_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
)

func TestPrint(t *testing.T) {
	build := ast.Stage{From: "node:22", Name: "build", Platform: "$BUILDPLATFORM"}
	build.Add(ast.Workdir("/src"))
	build.Add(ast.Arg{Name: "NPM_REGISTRY", Default: ""}, "registry")
	build.Add(ast.Arg{Name: "TARGETARCH", Predefined: true})
	build.Add(ast.Env{{Name: "A", Value: "b c"}, {Name: "P", Value: "${NPM_REGISTRY:-x}", Expand: true}, {Name: "M", Value: "$1"}})
	build.AddApart(ast.Copy{Src: []string{"a b", "c"}, Dst: "./"})
	build.Add(ast.Run{Mounts: []ast.Mount{{Type: ast.Cache, Target: "/root/.npm", Locked: true}, {Type: ast.Secret, ID: "npmrc", Target: "/root/.npmrc"}}, Commands: []string{"npm ci", "npm run build"}})
	build.Add(ast.Run{Commands: []string{"true"}})
	build.Add(ast.Run{Script: []string{"set -eu", "true"}})
	build.Add(ast.CopyText{Dst: "/etc/x", Lines: []string{"$uri"}})
	build.Add(ast.CopyText{Dst: "/etc/y", Lines: []string{"${A}"}, Expand: true, Chmod: "0644"})
	last := ast.Stage{From: "scratch", Comment: []string{"what runs"}}
	last.Add(ast.Copy{From: "build", Chown: "1:1", Link: true, Src: []string{"/out/"}, Dst: "/"})
	last.Add(ast.User("1:1"))
	last.Add(ast.Expose{"80", "81"})
	last.Add(ast.StopSignal("SIGTERM"))
	last.Add(ast.Entrypoint{"/x", `say "<hi>"`})
	last.Add(ast.Cmd{"-v"})
	last.Add(ast.Copy{Src: []string{"a\nRUN bad", "$HOME"}, Dst: "x"}, "one\ntwo")
	last.Add(ast.Run{Commands: []string{"true\nUSER 0", "b\\"}})
	last.Add(ast.Run{Script: []string{"EOF", "x\nEOF\nUSER 0"}})
	want := `# made

FROM --platform=$BUILDPLATFORM node:22 AS build
WORKDIR /src

# registry
ARG NPM_REGISTRY=
ARG TARGETARCH
ENV A="b c" \
    P=${NPM_REGISTRY:-x} \
    M=\$1

COPY ["a b", "c", "./"]
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci && \
    npm run build
RUN true
RUN <<EOF
set -eu
true
EOF
COPY <<"EOF" /etc/x
$uri
EOF
COPY --chmod=0644 <<EOF /etc/y
${A}
EOF

# what runs
FROM scratch
COPY --from=build --chown=1:1 --link /out/ /
USER 1:1
EXPOSE 80 81
STOPSIGNAL SIGTERM
ENTRYPOINT ["/x", "say \"<hi>\""]
CMD ["-v"]

# one two
COPY ["a RUN bad", "\\$HOME", "x"]
RUN true USER 0 && \
    b
RUN <<EOF
EOF 
x EOF USER 0
EOF
`
	if d := cmp.Diff(want, string(ast.File{Header: "made", Stages: []ast.Stage{build, last}}.Print())); d != "" {
		t.Error(d)
	}
}
