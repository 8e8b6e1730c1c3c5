package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// use is an answer of the interview and what it must change in what is generated:
// a line that comes in one of the files, whose path has the text before the colon.
type use struct {
	at     survey.Place
	id     string
	answer string // as the answers file writes it
	want   string // path: line
}

// uses has an answer of every kind that generation rests on.
func uses() []use {
	server, gateway, worker := component("order-server"), component("gateway"), component("worker")
	return []use{
		{worker, "biz.criticality", "core", "prod/worker-horizontalpodautoscaler.yaml:minReplicas: 3"},
		{shop(), "goal.slo", "99.99", "decisions.json:99.99"},
		{server, "app.ports", "[{port: 8081, protocol: http}, {port: 20880, protocol: dubbo}]", "order-server/deployment.yaml:containerPort: 20880"},
		{server, "perf.cpu", "{mean: 700m, peak: 2}", "prod/order-server-resources.yaml:cpu: 700m"},
		{server, "perf.memory", "{resident: 2Gi, peak: 3Gi}", "prod/order-server-resources.yaml:memory: 3"},
		{server, "perf.startup", "90s", "order-server/deployment.yaml:failureThreshold: 36"},
		{server, "ops.health", "{kind: single, readiness: /ready}", "order-server/deployment.yaml:path: /ready"},
		{server, "state.shutdown", "{behaviour: graceful, longest: 90s}", "order-server/deployment.yaml:terminationGracePeriodSeconds: 1"},
		{worker, "state.files", "[{path: /data/bills, content: report, size: 80Gi, keep: true, shared: true}]", "worker/deployment.yaml:mountPath: /data/bills"},
		{server, "state.singleton", "single", "order-server/deployment.yaml:type: Recreate"},
		{gateway, "state.session", "memory-sticky", "decisions.json:memory-sticky"},
		{gateway, "state.jobs", "[{name: close, cron: 0 3 * * *, reentrant: false}]", "decisions.json:0 3 * * *"},
		{server, "cfg.perenv", "[{key: DB_POOL_SIZE, env: prod, setting: \"33\"}]", "prod/kustomization.yaml:DB_POOL_SIZE=33"},
		{server, "data.stores", "[{kind: mysql, env: prod, host: new.mysql.rds.aliyuncs.com}]", "prod/kustomization.yaml:MYSQL_HOST=new.mysql.rds.aliyuncs.com"},
		{server, "app.stack", "{language: java, version: \"21\"}", "order-server/Dockerfile:21"},
		{shop(), "tgt.registry", "{product: acr-ee, host: r.example.com, namespace: mall}", "prod/kustomization.yaml:r.example.com/mall/gateway"},
		{shop(), "net.hosts", "[{env: prod, host: new.example.com, component: gateway}]", "prod/gateway-hosts.yaml:new.example.com"},
		{shop(), "tgt.envs", "[{name: dev}, {name: staging}, {name: prod, production: true, namespace: mall}]", "overlays/prod/kustomization.yaml:namespace: mall"},
		{survey.Place{Env: "prod"}, "tgt.arch", "[amd64]", "docker-bake.hcl:linux/amd64"},
		{org(), "net.mirrors", "none", "order-server/Dockerfile:ARG MAVEN_MIRROR=\n"},
		{org(), "tgt.storage", "[{class: my-nas, shared: true}]", "persistentvolumeclaim:my-nas"},
		{shop(), "dev.vcs", "{url: \"https://git.example.com/mall.git\", branch: release}", "deploy/tekton/:https://git.example.com/mall.git"},
		{shop(), "app.locale", "{time-zone: Asia/Tokyo}", ":Asia/Tokyo"},
	}
}

// TestAnswersAreUsed changes an answer of every kind and holds what would be generated to
// it: an answer that nothing follows from was asked in vain.
func TestAnswersAreUsed(t *testing.T) {
	if testing.Short() {
		t.Skip("generates the example twice")
	}
	t.Parallel()
	d := newDesk(t)
	d.run(exitDone, "survey", "--answers", shopAnswers(t), "--partial")
	d.run(exitDone, "generate", "shop")
	w, err := engagement.Load(d.root)
	if err != nil {
		t.Fatal(err)
	}
	l := d.look()
	for n, u := range uses() {
		d.say(l, n, u)
	}
	reading := gantry.Reading{Answers: l.Answers()}
	g, err := gantry.Generate(t.Context(), w, gantry.GenerateOptions{Applications: []string{"shop"}, Reading: &reading, Write: fileset.Options{DryRun: true}})
	if err == nil {
		err = g.Applications[0].Err
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range uses() {
		if name, line, _ := strings.Cut(u.want, ":"); !comes(g.Applications[0].Written.Changes, name, line) {
			t.Errorf("%s %s: %s: no file like %s gets %q", u.at, u.id, u.answer, name, line)
		}
	}
}

// comes tells whether a line with the text comes into one of the files with the name.
func comes(changes []fileset.Change, name, text string) bool {
	for _, c := range changes {
		if !strings.Contains(c.Path, name) {
			continue
		}
		for line := range strings.Lines(c.Diff) {
			if strings.HasPrefix(line, "+") && strings.Contains(line, text) {
				return true
			}
		}
	}
	return false
}

// say gives an answer, which takes the place of the one in force.
func (d *desk) say(l gantry.Look, n int, u use) {
	d.t.Helper()
	text := "schema: gantry.answers/v1\n"
	line := u.id + ": " + u.answer
	switch u.at.Level() {
	case survey.Org:
		text += "org: {" + line + "}\n"
	case survey.Env:
		text += fmt.Sprintf("envs: {%s: {%s}}\n", u.at.Env, line)
	case survey.App:
		text += fmt.Sprintf("apps: {%s: {%s}}\n", u.at.App, line)
	default:
		text += fmt.Sprintf("apps: {%s: {components: {%s: {%s}}}}\n", u.at.App, u.at.Component, line)
	}
	answers, err := survey.ParseAnswers([]byte(text), l.Bank())
	if err != nil {
		d.t.Fatalf("%v\n%s", err, text)
	}
	answer, _ := answers.At(u.at, u.id)
	event := interview.Event{ID: fmt.Sprintf("test/%d", 900000+n), Kind: interview.Answered, Place: u.at, Question: u.id, Answer: interview.AnswerOf(answer)}
	if e, _ := l.Entry(u.at, u.id); !e.Inherited() {
		for _, h := range e.Held {
			event.Seen = append(event.Seen, h.ID)
		}
	}
	l.Apply(event)
}

// shopAnswers is the answers file of the example.
func shopAnswers(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("../../examples/shop/answers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return path
}
