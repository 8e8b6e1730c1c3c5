package cockpit

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/excerpt"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/blueprints/handbook"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// fake is the steps of an engagement that never leaves the memory.
type fake struct {
	env        *screen.Env
	assessment assess.Assessment // what Assess finds
	stored     map[string]assess.Assessment
	excerpts   map[fact.Evidence]excerpt.Excerpt
	changes    []fileset.Change
	findings   []verify.Finding // of the checks
	judgement  *classify.Judgement
	unjudged   error           // of Judge
	plan       *portfolio.Plan // what Plan makes; nil for the usual one
	err        error           // what every step that runs beside the screens fails with
	stop       func()          // called when the first application is done; nil for nothing
	failing    string          // application for which Generate fails with errGone

	unlisted map[string]bool // applications that only the interview names
	added    []string        // by AddApplication

	reads    []fact.Evidence // what was read, in order
	writes   []fileset.Options
	verified []string
	planned  []portfolio.Date // the first days of the plans that were made
	taken    []string         // what plans handed to the session
	exported []string
	block    chan struct{} // Assess waits for it, or for the end of the context
	ignores  bool          // Assess does not look at the context
}

func newFake(env *screen.Env) *fake {
	return &fake{
		env: env, stored: map[string]assess.Assessment{}, assessment: shopAssessment(), excerpts: map[fact.Evidence]excerpt.Excerpt{
			{Path: "pom.xml", Line: 31}:               {First: 29, Lines: []string{"<parent>", "  <artifactId>spring-boot-starter-parent</artifactId>", "  <version>2.7.18</version>", "</parent>"}},
			{Path: "src/main/Login.java", Line: 40}:   {First: 39, Lines: []string{"void login(HttpSession s) {", "\ts.setAttribute(\"user\", user);", "\t// " + repeat("很长的一行", 40)}},
			{Path: "config/application.yml", Line: 3}: {First: 1, Lines: []string{"spring:", "  datasource:", "    password: ******"}},
		}, changes: shopChanges(),
	}
}

func repeat(s string, n int) string {
	out := ""
	for range n {
		out += s
	}
	return out
}

func shopAssessment() assess.Assessment {
	at := func(path string, line int) []fact.Evidence { return []fact.Evidence{{Path: path, Line: line}} }
	return assess.Assessment{
		Components: []assess.Component{
			{Name: "api", Path: "api", Deployable: true, Workload: assess.Web, Language: assess.Versioned{ID: "java", Version: "17"},
				Framework: assess.Versioned{ID: "spring-boot", Version: "2.7.18"}, BuildTool: assess.Versioned{ID: "maven"}, Packaging: "jar",
				Ports: []assess.Port{{Port: 8080, Protocol: "http"}}, Health: []assess.Health{{Path: "/actuator/health", Kind: "health"}},
				Services: []assess.Service{{Kind: "mysql", Address: "db:3306"}, {Kind: "redis", Optional: true}},
				Facts: fact.Set{
					{Key: fact.LanguageVersion, Value: "17", Evidence: at("pom.xml", 31), Origin: fact.FromBuild, Confidence: fact.High},
					{Key: fact.Port, Value: "8080/http", Evidence: at("config/application.yml", 3), Origin: fact.FromConfig, Confidence: fact.High},
					{Key: "env.DB_PASSWORD", Evidence: at("config/application.yml", 3), Origin: fact.FromConfig, Confidence: fact.Medium},
					{Key: "session", Value: "memory", Origin: fact.FromDefault, Confidence: fact.Low},
				},
				Conflicts: []assess.Conflict{{Key: fact.Port, Chosen: "8080/http", Reason: i18n.Text{ZH: "两处配置的端口不同", EN: "two places configure different ports"},
					Candidates: []fact.Fact{fact.New(fact.Port, "8080/http", fact.FromConfig, "config/application.yml", 3), fact.New(fact.Port, "9090/http", fact.FromDeploy, "Dockerfile", 9)}}},
			},
			{Name: "common", Path: "common", Workload: assess.Library, Language: assess.Versioned{ID: "java"}},
		},
		Findings: []assess.Finding{
			{ID: "build.no-lock", Dimension: assess.DimBuild, Severity: assess.Low, Action: assess.Configure, By: assess.Developers, Effort: assess.Hours{1, 1}, Component: "api", Title: i18n.Text{ZH: "没有锁文件", EN: "there is no lock file"}, Remedy: i18n.Text{ZH: "提交锁文件", EN: "commit the lock file"}, Evidence: at("package.json", 1)},
			{ID: "start.session", Dimension: assess.DimSessions, Severity: assess.High, Action: assess.Change, By: assess.Developers, Component: "api", Places: 9, Effort: assess.Hours{4, 12.5},
				Rationale: i18n.Text{ZH: "副本之间不共享内存，滚动发布会让用户掉线", EN: "replicas share no memory, and users are logged out by every roll-out"},
				Title:     i18n.Text{ZH: "会话放在内存里，重启即丢失", EN: "sessions are kept in memory and lost on a restart"}, Remedy: i18n.Text{ZH: "改用 Redis 存放会话", EN: "keep sessions in Redis"},
				Evidence: []fact.Evidence{{Path: "src/main/Login.java", Line: 40}, {Path: "pom.xml", Line: 31}, {Path: "gone.txt", Line: 2}, {Path: "logo.png"}}},
			{ID: "source.unrecognised", Dimension: assess.DimSource, Severity: assess.Medium, Title: i18n.Text{ZH: "有看不懂的目录", EN: "a directory was not understood"}, Remedy: i18n.Text{ZH: "说明它是什么", EN: "say what it is"}},
		},
	}
}

func shopChanges() []fileset.Change {
	return []fileset.Change{
		{Path: ".gantry/decisions.json", Kind: fileset.Create, Diff: "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+{}\n"},
		{Path: "api/Dockerfile", Kind: fileset.Create, Diff: "--- /dev/null\n+++ b/api/Dockerfile\n@@ -0,0 +1,2 @@\n+FROM eclipse-temurin:17\n+USER 10001\n"},
		{Path: "deploy/base/deployment.yaml", Kind: fileset.Conflicts, Diff: "--- a/d\n+++ b/d\n@@ -1,2 +1,2 @@\n kind: Deployment\n-replicas: 5\n+replicas: 2\n",
			Conflict: &fileset.Conflict{Path: "deploy/base/deployment.yaml", Reason: fileset.BothChanged, Hunks: []fileset.Hunk{{Mine: fileset.Lines{Line: 2, Text: "replicas: 5\n"}, Generated: fileset.Lines{Line: 2, Text: "replicas: 2\n"}}}}},
		{Path: "deploy/base/kustomization.yaml", Kind: fileset.Unchanged},
		{Path: "deploy/base/service.yaml", Kind: fileset.Merge, Note: fileset.NoteEdited, Diff: "--- a/s\n+++ b/s\n@@ -1 +1 @@\n-port: 80\n+port: 8080\n"},
	}
}

func (f *fake) Status(context.Context) (engagement.StatusReport, error) {
	return engagement.StatusReport{
		Preparation: engagement.PreparationStatus{Confirmed: 1, Total: 2}, OpenPoints: 3, Problems: []string{"survey/log/a.jsonl: \x1b[31mtorn\x1b[0m"},
		Phases:       []engagement.PhaseStatus{{Item: engagement.Item{Title: i18n.Text{ZH: "调研", EN: "Survey"}, State: engagement.Partly}, Services: []engagement.Item{{Title: i18n.Text{ZH: "应用调研", EN: "Applications"}, State: engagement.Missing, Lacks: []i18n.Text{{ZH: "答案", EN: "answers"}}}}}},
		Deliverables: []engagement.Item{{Number: 1, Title: i18n.Text{ZH: "调研报告", EN: "Report"}, State: engagement.Done, Files: []string{"deliverables/report.docx"}}},
		Milestones:   []engagement.Item{{Number: 1, Title: i18n.Text{ZH: "设计完成", EN: "Designed"}, State: engagement.NotInEdition, Proposed: true}},
	}, f.err
}

func (f *fake) Preparation(context.Context) ([]engagement.PreparationItem, error) {
	item := func(id, zh, en string, done bool) engagement.PreparationItem {
		return engagement.PreparationItem{Confirmed: done, CheckItem: catalog.CheckItem{Precondition: catalog.Precondition{Entry: catalog.Entry{ID: id}, Check: i18n.Text{ZH: zh, EN: en}}}}
	}
	return []engagement.PreparationItem{item("access", "权限已到位", "access is given", true), item("plan", "计划已确认", "the plan is agreed", false)}, f.err
}

func (f *fake) Source(app string) (string, bool) { return "../" + app, !f.unlisted[app] }

func (f *fake) AddApplication(name, source string) error {
	if f.err != nil {
		return f.err
	}
	f.added = append(f.added, name+" "+source)
	delete(f.unlisted, name)
	f.env.Session.Declare(append(f.env.Session.Subjects().Applications, interview.Application{Name: name}))
	return nil
}

func (f *fake) Stored(app string) (assess.Assessment, bool, error) {
	a, ok := f.stored[app]
	return a, ok, nil
}

func (f *fake) Assess(ctx context.Context, _ string, report Report) (assess.Assessment, error) {
	report(screen.Progress{Text: i18n.Text{ZH: "分析", EN: "assessing"}, Done: 1, Total: 2})
	if f.block != nil {
		select {
		case <-f.block:
		case <-done(ctx, f.ignores):
			return assess.Assessment{}, ctx.Err()
		}
	}
	return f.assessment, f.err
}

func done(ctx context.Context, ignored bool) <-chan struct{} {
	if ignored {
		return nil
	}
	return ctx.Done()
}

// Assessed suggests one answer for each component.
func (f *fake) Assessed(app string, a assess.Assessment) {
	f.stored[app] = a
	var out []interview.Suggestion
	var rows []survey.Row
	for _, c := range a.Deployables() {
		rows = append(rows, survey.Row{{Column: "name", Text: c.Name}, {Column: "type", Text: "web"}})
		out = append(out, interview.Suggestion{Place: survey.Place{App: app, Component: c.Name}, Question: "state.session", Value: survey.Value{Text: "memory-sticky"}, Evidence: []string{"src/main/Login.java:40"}, By: "java"})
	}
	out = append(out, interview.Suggestion{Place: survey.Place{App: app}, Question: "app.components", Value: survey.Value{Rows: rows}, Evidence: []string{"pom.xml:31"}, By: "maven"})
	f.env.Session.Suggest(out)
}

func (f *fake) Judge(app string) (classify.Judgement, error) {
	if f.unjudged != nil {
		return classify.Judgement{}, f.unjudged
	}
	if f.judgement != nil {
		return *f.judgement, nil
	}
	return shopJudgement(app), nil
}

func (f *fake) PlanStart() portfolio.Date {
	if len(f.planned) == 0 {
		return "2027-01-11"
	}
	return f.planned[len(f.planned)-1]
}

func (f *fake) Plan(ctx context.Context, start portfolio.Date, report Report) (gantry.Planning, error) {
	report(screen.Progress{Text: i18n.Text{ZH: "评估", EN: "assessing"}, Done: 1, Total: 2})
	f.planned = append(f.planned, start)
	if ctx.Err() != nil {
		return gantry.Planning{Assessed: []string{"shop"}}, ctx.Err()
	}
	out := gantry.Planning{Plan: shopPlan(), Stored: "/work/plan.json", Assessed: []string{"shop"}}
	if f.plan != nil {
		out.Plan = *f.plan
	}
	out.Plan.Calendar.Start = start
	if f.failing != "" {
		out.Missing = []gantry.Unassessed{{Application: f.failing, Err: fmt.Errorf("opening /src/%s: %w", f.failing, fs.ErrNotExist)}}
	}
	return out, f.err
}

func (f *fake) Planned(p gantry.Planning) {
	f.taken = append(f.taken, p.Assessed...)
	for _, app := range p.Assessed {
		f.Assessed(app, f.assessment)
	}
}

func (f *fake) Excerpt(_ context.Context, _ string, at fact.Evidence) (excerpt.Excerpt, error) {
	f.reads = append(f.reads, at)
	switch e, ok := f.excerpts[at]; {
	case f.err != nil:
		return e, f.err
	case at.Path == "logo.png":
		return e, fmt.Errorf("reading %s: %w", at.Path, excerpt.ErrBinary)
	case !ok:
		return e, fmt.Errorf("reading %s: %w", at.Path, fs.ErrNotExist)
	default:
		return e, nil
	}
}

// Generate settles the conflicts that a side was chosen of.
func (f *fake) Generate(apps []string, write fileset.Options) func(context.Context, Report) (gantry.Generation, error) {
	f.writes = append(f.writes, write)
	if len(apps) == 0 {
		apps = []string{"shop", "crm"}
	}
	return func(ctx context.Context, _ Report) (gantry.Generation, error) {
		var out gantry.Generation
		for _, app := range apps {
			if ctx.Err() != nil {
				return out, ctx.Err()
			}
			g := gantry.Generated{Application: engagement.Application{Name: app}, Options: gantry.MigrateOptions{Out: f.Output(app)}}
			if app == f.failing {
				g.Err = fmt.Errorf("opening /src/%s: %w; give a directory, an archive or a git URL", app, fs.ErrNotExist)
				out.Applications = append(out.Applications, g)
				continue
			}
			g.Assessment = f.assessment
			g.Findings = f.findings
			g.Assumptions = []handbook.Assumption{{Question: "state.session", Text: i18n.Text{ZH: "会话放在哪里？", EN: "Where are sessions kept?"}, Uses: []handbook.Use{{What: i18n.Text{ZH: "副本数 = 1", EN: "replicas = 1"}}}}, {Question: "no.such", Text: i18n.Text{ZH: "没有的问题", EN: "no question"}}}
			g.Open = []handbook.OpenPoint{{Topic: i18n.Text{ZH: "入口", EN: "way in"}, Text: i18n.Text{ZH: "没有域名；请回答 net.hosts", EN: "no host name; answer net.hosts"}}}
			for _, c := range f.changes {
				if keep := write.KeepPaths[c.Path]; c.Kind == fileset.Conflicts && keep != "" {
					c.Conflict, c.Kind, c.Note = nil, fileset.Kept, fileset.NoteResolvedMine
					if keep == fileset.KeepGenerated {
						c.Kind, c.Note = fileset.Update, fileset.NoteResolvedGenerated
					}
				}
				g.Written.Changes = append(g.Written.Changes, c)
			}
			out.Applications = append(out.Applications, g)
			if f.stop != nil {
				f.stop()
			}
		}
		return out, f.err
	}
}

func (f *fake) Output(app string) string { return "/work/output/" + app }

func (f *fake) Verify(_ context.Context, dir, app string, ready bool) ([]verify.Finding, error) {
	f.verified = append(f.verified, fmt.Sprintf("%s|%s|%t", dir, app, ready))
	return f.findings, f.err
}

func (f *fake) Explain(_ context.Context, file string) (gantry.Explanation, error) {
	practice := i18n.Text{ZH: "镜像以普通用户运行", EN: "images run as a plain user"}
	return gantry.Explanation{Path: filepath.Base(file), Edited: true, Answers: []explain.Answer{{Field: "USER", Practice: &practice}}}, f.err
}

func (f *fake) Export(file string, _ interview.Filter, replace bool) func(context.Context) (string, error) {
	return func(context.Context) (string, error) {
		if file == "there.xlsx" && !replace {
			return "", fmt.Errorf("exporting: %w", fs.ErrExist)
		}
		f.exported = append(f.exported, file)
		return "/work/" + file, f.err
	}
}

func (f *fake) Import(file string) func(context.Context) (ask.Incoming, error) {
	return func(context.Context) (ask.Incoming, error) {
		if f.err != nil || file == "empty.xlsx" {
			return ask.Incoming{}, f.err
		}
		return ask.Incoming{Name: i18n.Text{ZH: file, EN: file}, Origin: interview.File, Proposals: []interview.Proposal{{
			Place: survey.Place{App: "shop"}, Question: "biz.criticality", From: "应用!B7",
			Answer: survey.Answer{State: survey.Known, Value: survey.Value{Text: "core"}},
		}}}, nil
	}
}
