package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/report"
	"github.com/gantry-ack/gantry/internal/i18n"
)

type assessFlags struct {
	format, baseline, why string
	rules                 string
	all                   bool
	bundle, name          string
	hashPaths             bool
}

func (a *app) assessCommand() *cobra.Command {
	var f assessFlags
	c := &cobra.Command{
		Use:   "assess [PATH...]",
		Short: a.say("读懂应用：组件、事实与证据、矛盾、发现，并给出判断", "read applications: components, facts with evidence, contradictions, findings, and a judgement"),
		Long: a.say(`PATH 是目录、压缩包（zip、tar.gz）、git 地址、构建好的 jar/war、镜像，或 --bundle 生成的文件；在工作区内也可以是应用名，
结果会存入工作区，判断会结合调研答案；不写 PATH 则为工作区的全部应用。
--format json 为每个 PATH 输出一个 JSON 文档，格式见 docs/assessment-json.md；sarif 供代码评审工具读取；markdown 含全部依据。
--baseline 只列出比上次新增的发现；源码中的注释 gantry:ignore 规则 理由 可排除一处。
源码不能离开客户时：在客户的机器上用 --bundle 只写出事实与发现（不含源码片段和密钥的值），带校验和；
在工作区内对该文件运行 gantry assess 即可导入，之后的生成只需要它。`,
			`PATH is a directory, an archive (zip, tar.gz), a git address, a built jar or war, an image, or a file that --bundle
made; inside of a workspace it may be the name of an application, the result is stored there, and answers of the
interview count; without a PATH it is all applications of the workspace.
--format json prints one JSON document for each PATH, described in docs/assessment-json.md; sarif is for tools of code
review; markdown holds all reasons.
--baseline lists only what is new since the last time; a comment gantry:ignore RULE reason in the source excludes a place.
Where sources may not leave the house: --bundle on a machine of the customer writes facts and findings alone, without
source and without values of secrets, under a checksum; gantry assess of that file in a workspace brings it in, and
generating needs nothing else.`),
		Example: "  gantry assess shop\n  gantry assess ../src --format sarif > gantry.sarif\n  gantry assess shop --why suitability\n  gantry assess /srv/app --bundle app.bundle.json --hash-paths",
		RunE: func(c *cobra.Command, args []string) error {
			s, err := newShelf()
			if err != nil {
				return err
			}
			if s.workspace == nil && len(args) == 0 {
				return a.wrongArgs(c)
			}
			if s.workspace != nil && a.langArg == "" {
				a.lang = s.workspace.Config.Language
			}
			return a.assess(c, s, args, f)
		},
	}
	fs := c.Flags()
	a.formatFlag(c, &f.format, formatMarkdown, formatSARIF)
	fs.BoolVar(&f.all, "all", false, a.say("列出每一处，不省略", "list every place"))
	fs.StringVar(&f.baseline, "baseline", "", a.say("只列出新增的发现：上次的 JSON 文件，或 last 表示工作区中存的上一次", "list only new findings: the JSON of the last time, or last for what the workspace stores"))
	fs.StringVar(&f.why, "why", "", a.say("说明一个结论的由来，如 suitability、risk、effort.developers、readiness.sessions", "explain a value, such as suitability, risk, effort.developers, readiness.sessions"))
	fs.StringVar(&f.rules, "rules", "", a.say("另加这个目录里的规则，格式见 docs/custom-rules.md；工作区的 rules/ 总会用到", "also use the rules of this directory, in the form of docs/custom-rules.md; rules/ of the workspace is always used"))
	fs.StringVar(&f.bundle, "bundle", "", a.say("写出不含源码的评估包", "write a bundle without any source"))
	fs.StringVar(&f.name, "name", "", a.say("应用在评估包里的名称，只用于一个 PATH；默认取自 PATH", "name of the application in the bundle, for one PATH; taken from PATH by default"))
	fs.BoolVar(&f.hashPaths, "hash-paths", false, a.say("评估包中的证据路径改为散列；对照表另存，留在客户处", "hash the paths of evidence in the bundle; the table of them is kept beside it and stays"))
	return c
}

func (a *app) assess(c *cobra.Command, s shelf, args []string, f assessFlags) error {
	if f.bundle != "" {
		return a.writeBundle(c, s, args, f)
	}
	var targets []gantry.Target
	for _, t := range s.targets(args) {
		if s.workspace == nil || t.Workspace != nil || !gantry.IsBundle(t.Source) {
			targets = append(targets, t)
			continue
		}
		imported, err := a.importBundle(&s, t.Source)
		if err != nil {
			return err
		}
		targets = append(targets, imported...)
	}
	before, err := a.baselines(s, targets, f)
	if err != nil {
		return err
	}
	judge, err := gantry.NewJudge(s.workspace)
	if err != nil {
		return err
	}
	out := assessPrinter{a: a, flags: f, judge: judge, before: before}
	opt, done, err := a.assessing(s, f)
	if err != nil {
		return err
	}
	err = gantry.AssessEach(c.Context(), targets, opt, func(r gantry.Assessed) error {
		done()
		return out.print(r)
	})
	done()
	if err != nil {
		return err
	}
	return out.end()
}

// assessing is how sources are read, with progress on a line that done takes away.
func (a *app) assessing(s shelf, f assessFlags) (opt gantry.AssessOptions, done func(), err error) {
	set, err := gantry.Rules(s.workspace, f.rules)
	if err != nil {
		return opt, nil, err
	}
	progress, done := a.progressLine()
	return gantry.AssessOptions{Rules: set, Today: a.now(), Progress: progress}, done, nil
}

// assessPrinter prints assessments in the format that was asked for.
type assessPrinter struct {
	a       *app
	flags   assessFlags
	judge   *gantry.Judge
	before  map[string]assess.Assessment // by source, to compare with
	n       int
	failed  int             // exit code of the first that failed, each of which is told at once; 0 for none
	reports []report.Report // of SARIF, which is one document
}

func (p *assessPrinter) print(r gantry.Assessed) error {
	if r.Err != nil {
		p.a.tell(r.Err)
		p.failed = cmp.Or(p.failed, exitCode(r.Err))
		return nil
	}
	judgement := p.judge.Judge(r.Application, r.Assessment)
	rep := report.Report{Name: r.Name, Assessment: r.Assessment, Judgement: &judgement}
	if before, ok := p.before[r.Source]; ok {
		rep = rep.NewSince(before)
	}
	p.n++
	if err := p.one(rep); err != nil {
		return err
	}
	if r.Stored != "" {
		_, err := io.WriteString(p.a.err, p.a.sayf("已存入 %s\n", "stored in %s\n", r.Stored))
		return err
	}
	return nil
}

// one prints a report.
func (p *assessPrinter) one(r report.Report) error {
	a := p.a
	switch {
	case p.flags.why != "":
		text, ok := classify.Explain(*r.Judgement, p.flags.why, a.lang)
		if !ok {
			return usage(errors.New(a.sayf("没有 %[1]s 这个结论；有：%[2]s", "there is no value %[1]s to explain; there are %[2]s", p.flags.why, strings.Join(classify.Paths(*r.Judgement), ", "))))
		}
		return a.printf("%s", text)
	case p.flags.format == formatJSON:
		return a.json(judged{r.Assessment, r.Judgement})
	case p.flags.format == formatMarkdown:
		return a.printf("%s", r.Markdown(a.lang))
	case p.flags.format == formatSARIF:
		p.reports = append(p.reports, r)
		return nil
	}
	if p.n > 1 {
		if err := a.printf("\n"); err != nil {
			return err
		}
	}
	return r.Text(a.out, report.TextOptions{Lang: a.lang, Width: a.width(), All: p.flags.all})
}

// end prints what comes behind the last one, and returns what went wrong.
func (p *assessPrinter) end() error {
	if p.flags.format == formatSARIF && p.flags.why == "" {
		if err := report.SARIF(p.a.out, p.reports, version(), p.a.lang); err != nil {
			return err
		}
	}
	if p.failed != 0 {
		return &codeError{code: p.failed}
	}
	return nil
}

// judged is the JSON document of an assessment with the judgement on it.
type judged struct {
	assess.Assessment
	Judgement *classify.Judgement `json:"judgement,omitempty"`
}

// baselines reads what findings are compared with, by source.
func (a *app) baselines(s shelf, targets []gantry.Target, f assessFlags) (map[string]assess.Assessment, error) {
	out := map[string]assess.Assessment{}
	switch {
	case f.baseline == "":
		return nil, nil
	case f.baseline != "last":
		if len(targets) != 1 {
			return nil, usage(errors.New(a.say("--baseline 文件只能用于一个 PATH；在工作区内用 --baseline last", "--baseline FILE is for one PATH; inside of a workspace use --baseline last")))
		}
		before, err := readAssessment(f.baseline)
		out[targets[0].Source] = before
		return out, err
	case s.workspace == nil:
		return nil, usage(errors.New(a.say("--baseline last 只能在工作区内使用", "--baseline last is for a workspace")))
	}
	for _, t := range targets {
		if t.Application.Name == "" {
			continue
		}
		before, err := gantry.ReadAssessment(*s.workspace, t.Application.Name)
		if err != nil {
			return nil, fmt.Errorf("%w; %w", &gantry.Refusal{Text: i18n.Textf("%[1]s 还没有存过评估，先运行一次不带 --baseline 的 gantry assess", "there is no stored assessment of %[1]s yet: run gantry assess without --baseline first", t.Application.Name)}, err)
		}
		out[t.Source] = before
	}
	return out, nil
}

// encode writes a value as indented JSON.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
