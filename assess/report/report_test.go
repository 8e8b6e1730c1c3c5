package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/report"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func text(zh, en string) i18n.Text { return i18n.Text{ZH: zh, EN: en} }

func at(path string, lines ...int) []fact.Evidence {
	var out []fact.Evidence
	for _, l := range lines {
		out = append(out, fact.Evidence{Path: path, Line: l})
	}
	return out
}

// sample has something in every part of a report.
func sample() report.Report {
	listening := fact.New(fact.Port, "8080/http", fact.FromConfig, "src/main/resources/application.yml", 4)
	exposed := fact.New(fact.Port, "80/tcp", fact.FromDeploy, "Dockerfile", 9)
	a := assess.Assessment{
		Schema: assess.Schema,
		Components: []assess.Component{
			{
				Name: "order", Path: "order", BuildRoot: ".", Deployable: true, Workload: assess.Web,
				Language: assess.Versioned{ID: "java", Version: "17"}, Framework: assess.Versioned{ID: "spring-boot", Version: "3.2.5"},
				BuildTool: assess.Versioned{ID: "maven"}, Packaging: "jar", Ports: []assess.Port{{Port: 8080, Protocol: "http"}},
				Start: assess.Start{Command: []string{"java", "-jar", "order.jar"}}, Services: []assess.Service{{Kind: "redis", Address: "${REDIS_HOST}:6379", Optional: true}},
				Facts:     fact.Set{listening, exposed, fact.New(fact.Language, "java", fact.FromBuild, "order/pom.xml", 1), fact.New(fact.Service, "redis", fact.FromConfig, "src/main/resources/application.yml", 12)},
				Conflicts: []assess.Conflict{{Key: fact.Port, Chosen: "8080/http", Candidates: []fact.Fact{listening, exposed}, Reason: text("端口不一致", "the ports differ")}},
			},
			{Name: "common", Path: "common"},
		},
		Findings: []assess.Finding{
			{
				ID: "java-session-memory", Dimension: assess.DimSessions, Severity: assess.Medium, Action: assess.Decide, By: assess.Developers, Component: "order",
				Title: text("会话保存在进程内存里", "sessions are kept in the memory of the process"), Remedy: text("改用 Spring Session 与 Tair。", "Use Spring Session with Tair."),
				Effort: assess.Hours{4, 8}, Evidence: at("order/src/A.java", 3), Prints: []string{"p1"},
			},
			{
				ID: "java-local-file", Dimension: assess.DimState, Severity: assess.High, Action: assess.Change, By: assess.Developers, Component: "order",
				Title: text("文件写入容器本地磁盘", "files are written to the local disk"), Rationale: text("容器重启后文件丢失，多个副本互相看不到。", "They are lost when the container restarts, and other instances do not see them."),
				Remedy: text("上传的文件写入 OSS，必须用文件系统时挂载 NAS。", "Write uploads to OSS; mount NAS where a file system is needed."), Effort: assess.Hours{6, 20},
				Evidence: at("order/src/上传 Store.java", 12, 20, 31, 40, 52, 60, 77, 81), Places: 11, Prints: []string{"a", "b", "c", "d", "e", "f", "g", "h"},
			},
			{
				ID: "java-session-memory", Dimension: assess.DimSessions, Severity: assess.Medium, Action: assess.Decide, By: assess.Developers, Component: "pay",
				Title: text("会话保存在进程内存里", "sessions are kept in the memory of the process"), Remedy: text("改用 Spring Session 与 Tair。", "Use Spring Session with Tair."),
				Effort: assess.Hours{1, 2}, Evidence: at("pay/src/B.java", 5, 9), Prints: []string{"p2", "p3"},
			},
			{
				ID: "java-session-memory", Dimension: assess.DimSessions, Severity: assess.Medium, Action: assess.Decide, By: assess.Developers, Component: "stock",
				Title: text("会话保存在进程内存里", "sessions are kept in the memory of the process"), Remedy: text("改用 Spring Session 与 Tair。", "Use Spring Session with Tair."),
				Evidence: at("pay/src/B.java", 5, 9), Prints: []string{"p4", "p5"},
			},
			{ID: "source.skipped", Dimension: assess.DimSource, Severity: assess.Low, Title: text("有 2 处未分析", "2 places left out"), Remedy: text("请单独分析。", "Assess them by themselves."), Evidence: []fact.Evidence{}},
		},
		Suppressed: []assess.Suppression{{Rule: "java-exit", Reason: "batch entry point", Evidence: fact.Evidence{Path: "order/src/Batch.java", Line: 9}}},
	}
	reason := classify.Reason{Text: text("文件写入本地磁盘", "files on the local disk"), Points: -22, Finding: "java-local-file", Evidence: at("order/src/上传 Store.java", 12)}
	effort := classify.Effort{
		Developers: classify.Days{1.3, 3.5}, Operations: classify.Days{1, 2}, Consultant: classify.Days{2, 3}, Total: classify.Days{4.3, 8.5},
		Lines: []classify.EffortLine{{Task: text("编写镜像与清单", "image and manifests"), By: assess.Consultant, Days: classify.Days{2, 3}, Basis: text("每个组件 2–3 人日", "2–3 person-days for each component"), Where: "order"}},
	}
	monolith := classify.Trait{Value: "microservice", Text: text("微服务", "microservice")}
	return report.Report{Name: "mall", Assessment: a, Judgement: &classify.Judgement{
		Schema: classify.Schema, Application: "mall", Verdict: text("建议轻改造后上容器。本地文件需要先改造，其余由生成的文件处理。", "Containerise with light changes. Local files come first; what is generated takes care of the rest."),
		Style: monolith, Suitability: classify.Number{Value: 78, Reasons: []classify.Reason{reason}}, Completeness: classify.Number{Value: 41}, Confidence: classify.Number{Value: 80},
		Components: []classify.Component{{Name: "order", Style: monolith, Suitability: classify.Number{Value: 78}, Effort: effort}},
		Readiness:  []classify.Readiness{{Dimension: assess.DimState, Score: 40, Examined: true, Reasons: []classify.Reason{reason}}, {Dimension: assess.DimConfig, Score: 100, Examined: true}, {Dimension: assess.DimLicence}},
		Strategy:   classify.StrategyChoice{Value: classify.Replatform, Reasons: []classify.Reason{reason}, WouldChange: []classify.Alternative{{Strategy: classify.Retire, When: text("客户确认年内下线", "the customer confirms that it ends this year")}}},
		Risk:       classify.Risk{Level: classify.MediumRisk, Score: 42}, Effort: effort,
		Factors: []classify.Factor{{Number: 6, Name: text("进程", "Processes"), Status: classify.NotMet, Reasons: []classify.Reason{reason}}, {Number: 11, Name: text("日志", "Logs"), Status: classify.UnknownSt}},
		Unknown: []classify.Unknown{{Question: "state.session", Where: "order", Text: text("会话保存在哪里？", "Where are sessions kept?"), Settles: text("决定能否多副本", "settles whether several instances can run")}},
	}}
}

func TestGolden(t *testing.T) {
	r := sample()
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		var b bytes.Buffer
		for _, width := range []int{100, 60} {
			fmt.Fprintf(&b, "%s\n", strings.Repeat("=", width))
			if err := r.Text(&b, report.TextOptions{Lang: lang, Width: width}); err != nil {
				t.Fatal(err)
			}
		}
		golden(t, "text."+string(lang)+".txt", b.Bytes())
		golden(t, "report."+string(lang)+".md", []byte(r.Markdown(lang)))
		b.Reset()
		if err := report.SARIF(&b, []report.Report{r}, "v1.2.3", lang); err != nil {
			t.Fatal(err)
		}
		golden(t, "report."+string(lang)+".sarif", b.Bytes())
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), string(got)); diff != "" {
		t.Errorf("%s (-want +got), refresh with -update:\n%s", file, diff)
	}
}

// TestTextFits holds every line to the width, in both languages.
func TestTextFits(t *testing.T) {
	r := sample()
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		for _, width := range []int{40, 61, 80, 120} {
			var b bytes.Buffer
			if err := r.Text(&b, report.TextOptions{Lang: lang, Width: width, All: true}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if w := cells.Width(strings.TrimRight(line, "\n")); w > width {
					t.Errorf("%s %d: %d columns: %s", lang, width, w, line)
				}
			}
		}
	}
}

func TestTextWithoutJudgement(t *testing.T) {
	r := sample()
	r.Judgement = nil
	var b bytes.Buffer
	if err := r.Text(&b, report.TextOptions{Lang: i18n.ZH}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"mall", "发现 5 项", "order/src/上传 Store.java:12"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, b.String())
		}
	}
}

func TestSince(t *testing.T) {
	before, now := sample().Assessment, sample()
	if got := now.NewSince(before); len(got.Assessment.Findings) != 0 || got.Since.Gone != 0 || got.Since.Known != 14 {
		t.Errorf("against itself: %d findings are new, %+v", len(got.Assessment.Findings), *got.Since)
	}
	now.Assessment.Findings[1].Prints = []string{"h", "new", "a", "b", "c", "d", "e", "f"} // lines moved, g is gone
	now.Assessment.Findings[1].Places = 0
	got := now.NewSince(before)
	if len(got.Assessment.Findings) != 1 || got.Since.Gone != 1 {
		t.Fatalf("%d findings are new, %+v", len(got.Assessment.Findings), *got.Since)
	}
	f := got.Assessment.Findings[0]
	if f.ID != "java-local-file" || len(f.Evidence) != 1 || f.Evidence[0].Line != 20 || f.Effort != (assess.Hours{0.75, 2.5}) {
		t.Errorf("what is new is %+v", f)
	}
	fresh := sample()
	if got := fresh.NewSince(assess.Assessment{}); len(got.Assessment.Findings) != 5 || got.Since.Known != 0 {
		t.Errorf("against nothing: %d findings are new", len(got.Assessment.Findings))
	}
}

// TestSARIFOfNothing: tools want lists where there is nothing.
func TestSARIFOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := report.SARIF(&b, []report.Report{{Name: "empty"}}, "", i18n.ZH); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []json.RawMessage
			Tool    struct {
				Driver struct{ Rules []json.RawMessage }
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 || log.Runs[0].Results == nil || log.Runs[0].Tool.Driver.Rules == nil {
		t.Errorf("a list is missing in %s", b.String())
	}
}
