package compose

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/conf"
)

func parse(t *testing.T, text string, env map[string]string) []Service {
	t.Helper()
	docs, err := conf.YAMLNodes(text)
	if err != nil {
		t.Fatal(err)
	}
	return Parse(&docs[0], env)
}

func TestParse(t *testing.T) {
	got := parse(t, `
x-common: &common
  environment: {TZ: Asia/Shanghai}
services:
  web:
    <<: *common
    build:
      context: ./web
      dockerfile: docker/Dockerfile
      target: final
      args: [PORT=8080, "TOKEN"]
    command: node "server.js"
    ports: ["127.0.0.1:8000:5000", "9229", {target: 443, protocol: tcp}, "3000-3005:3000-3005"]
    expose: [7000]
    env_file: [.env, {path: prod.env}]
    depends_on: {db: {condition: service_healthy}}
    links: ["redis:cache"]
    volumes: ["./logs:/app/logs", "data:/data:ro", "/tmp/x", {type: bind, source: ./c, target: /c}]
    healthcheck: {test: curl -f http://localhost/up}
    deploy: {replicas: 3}
    extends: base
  db:
    image: mysql:${MYSQL_VERSION:-8}
    environment:
      - A=$B
      - C
`, map[string]string{"B": "b"})
	want := []Service{
		{
			Name: "web", Line: 5,
			Build:    &Build{Context: "./web", Dockerfile: "docker/Dockerfile", Target: "final", Args: map[string]string{"PORT": "8080"}},
			Command:  Launch{Shell: `node "server.js"`, Line: 12},
			Env:      []Variable{{Name: "TZ", Value: "Asia/Shanghai", Line: 3, Given: true}},
			EnvFiles: []Text{{".env", 15}, {"prod.env", 15}},
			Ports:    []Text{{"5000", 13}, {"9229", 13}, {"443/tcp", 13}, {"7000", 14}},
			Health:   []string{"CMD-SHELL", "curl -f http://localhost/up"}, HealthLine: 19,
			Needs: []Link{{Service: "db", Line: 16}, {Service: "redis", Alias: "cache", Line: 17}},
			Volumes: []Volume{
				{Source: "./logs", Target: "/app/logs", Line: 18}, {Source: "data", Target: "/data", ReadOnly: true, Line: 18},
				{Target: "/tmp/x", Line: 18}, {Source: "./c", Target: "/c", Line: 18},
			},
			Replicas: Text{"3", 20}, Extends: &Extends{Service: "base"},
		},
		{
			Name: "db", Line: 22, Image: Text{"mysql:8", 23},
			Env: []Variable{{Name: "A", Value: "b", Line: 25, Given: true}, {Name: "C", Line: 26}},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("services (-want +got):\n%s", d)
	}
}

func TestParseForms(t *testing.T) {
	if got := parse(t, "web:\n  image: a\n", nil); len(got) != 1 || got[0].Image.Value != "a" {
		t.Errorf("first format: %+v", got)
	}
	for _, text := range []string{"apiVersion: v1\nkind: Pod\n", "a: b\n", "[]\n", "services:\n  - x\n", "services:\n"} {
		if got := parse(t, text, nil); len(got) != 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestInterpolate(t *testing.T) {
	r := reader{env: map[string]string{"A": "x", "E": ""}}
	for in, want := range map[string]string{
		"$A-${A}": "x-x", "$$A": "$A", "${N}": "${N}", "$N": "${N}", "${N:-d}": "d", "${E:-d}": "d",
		"${N:?need it}": "${N}", "${A:+y}": "y", "${N:+y}": "", "a$": "a$", "${": "${", "100%": "100%",
	} {
		if got := r.value(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestParseVolume(t *testing.T) {
	for in, want := range map[string]Volume{
		`C:\data:/data`: {Source: `C:\data`, Target: "/data"},
		"":              {},
		"a:b:z,ro":      {Source: "a", Target: "b", ReadOnly: true},
	} {
		if got := ParseVolume(in); got != want {
			t.Errorf("%s: %+v, want %+v", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("services:\n  a:\n    ports: [\"1:2\"]\n    build: {args: {A: ~}}\n    volumes: [{}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		docs, _ := conf.YAMLNodes(text)
		for i := range docs {
			Parse(&docs[i], map[string]string{"A": "b"})
		}
	})
}
