package dockerfile_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate/dockerfile"
)

// Whatever a customer's files hold, no value becomes an instruction, and the
// program never runs as root.
func FuzzHostileFacts(f *testing.F) {
	for _, s := range []string{"x\nUSER 0", "$(id)", "'; id; '", `\`, "a b", "EOF\nRUN id", "../../etc", "${PATH}", "\"]\nUSER 0", "#", "<<EOF", "-", "*"} {
		for n := range uint8(6) {
			f.Add(n*6, s)
		}
	}
	cases := slices.Concat(javaCases(), nodeCases(), pythonCases(), goCases())
	f.Fuzz(func(t *testing.T, n uint8, s string) {
		for _, c := range cases[int(n)%len(cases):][:1] {
			w := c.w
			w.Component.Facts = slices.Clone(w.Component.Facts)
			for i, x := range w.Component.Facts {
				if x.Key != fact.Vendored && x.Key != fact.CGO && x.Key != fact.Layered {
					w.Component.Facts[i].Value = x.Value + s
				}
			}
			w.Build.Start = append(slices.Clone(w.Build.Start), s)
			c.w = w
			set, _, err := dockerfile.Generate(c.application())
			if err != nil {
				continue
			}
			text := set.Files()[0].Content
			stages := stagesOf(t, text)
			last := stages[len(stages)-1]
			if last.Name != dockerfile.RuntimeStage {
				t.Fatalf("%s: the last stage is %q:\n%s", c.name, last.Name, text)
			}
			for _, st := range stages {
				for _, cmd := range st.Commands {
					if u, ok := cmd.(*instructions.UserCommand); ok && u.User != "10001:10001" && u.User != "101:101" {
						t.Fatalf("%s: runs as %q:\n%s", c.name, u.User, text)
					}
				}
			}
		}
	})
}

// Nothing that may be a secret reaches the image from an old start command.
func TestStartLeavesSecretsBehind(t *testing.T) {
	for _, c := range javaCases() {
		c.w.Build.Start = []string{"java", "-Dspring.datasource.password=hunter2", "-jar", "x.jar", "--api.token=hunter2", "--mail.url=smtp://u:hunter2@host"}
		set, decisions, err := dockerfile.Generate(c.application())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(set.Files()[0].Content), "hunter2") {
			t.Errorf("%s: a secret is in the Dockerfile", c.name)
		}
		for _, d := range decisions {
			if strings.Contains(d.Value+d.Reason.EN+d.Reason.ZH, "hunter2") {
				t.Errorf("%s: a secret is in decision %s", c.name, d.ID)
			}
		}
	}
}
