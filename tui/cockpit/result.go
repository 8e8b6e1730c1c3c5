package cockpit

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/frame"
	"github.com/gantry-ack/gantry/tui/screen"
)

// result is what was made for one application, or what would be: the files with
// what happens to each, what was assumed, what is open, and what the checks found.
type result struct {
	*making

	made    gantry.Generated
	reading gantry.Reading
	preview bool
	events  int // of the session when it was made; more of them may change it
	choices map[string]fileset.Keep
	dirs    []directory
	folded  map[string]bool // sections and directories, by their ids
}

func newResult(g *making, made gantry.Generated, reading gantry.Reading, write fileset.Options, events int) screen.Screen {
	r := &result{
		making: g, made: made, reading: reading, preview: write.DryRun, events: events,
		choices: maps.Clone(write.KeepPaths), dirs: directories(made.Written.Changes), folded: map[string]bool{},
	}
	if r.choices == nil {
		r.choices = map[string]fileset.Keep{}
	}
	r.fold()
	name := i18n.Text{ZH: "产物", EN: "files"}
	if r.preview {
		name = i18n.Text{ZH: "预览", EN: "preview"}
	}
	return screen.NewList(r.env, &screen.List{
		Name: name, Build: r.lines,
		More: resultKeys(),
		Do: map[string]func() screen.Action{
			"all": r.foldAll, "all-mine": r.chooseAll(fileset.KeepMine), "all-generated": r.chooseAll(fileset.KeepGenerated),
		},
	})
}

func resultKeys() []frame.Binding {
	return []frame.Binding{
		{ID: "why", Keys: []string{"w"}, Text: i18n.Text{ZH: "依据", EN: "why"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "说明文件里每个值的依据", EN: "Tell why every value of the file is what it is"}},
		{ID: "mine", Keys: []string{"m"}, Text: i18n.Text{ZH: "保留我的", EN: "keep mine"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "冲突：保留现有文件", EN: "Of a conflict: keep the file on disk"}},
		{ID: "generated", Keys: []string{"g"}, Text: i18n.Text{ZH: "用生成的", EN: "take generated"}, ShowInHelpLine: true, Help: i18n.Text{ZH: "冲突：采用新生成的", EN: "Of a conflict: take what was generated"}},
		{ID: "all-mine", Keys: []string{"M"}, Text: i18n.Text{ZH: "都保留我的", EN: "keep all mine"}, Help: i18n.Text{ZH: "还没选的冲突都保留现有文件", EN: "Keep the files on disk in all conflicts without a choice"}},
		{ID: "all-generated", Keys: []string{"G"}, Text: i18n.Text{ZH: "都用生成的", EN: "take all generated"}, Help: i18n.Text{ZH: "还没选的冲突都采用新生成的", EN: "Take what was generated in all conflicts without a choice"}},
		{ID: "all", Keys: []string{"e"}, Text: i18n.Text{ZH: "全部展开/收起", EN: "unfold or fold all"}, ShowInHelpLine: true},
	}
}

const (
	sectionOpen    = "open points"
	sectionAssumed = "assumptions"
	sectionChecks  = "checks"
)

// fold hides what is long, so that everything that there is stands on a screen or two.
func (r *result) fold() {
	const few, fewFiles = 3, 10
	r.folded[sectionOpen] = len(r.made.Open) > few
	r.folded[sectionAssumed] = len(r.made.Assumptions) > few
	r.folded[sectionChecks] = len(r.made.Findings) > few
	for _, d := range r.dirs {
		r.folded[d.id()] = len(r.made.Written.Changes) > fewFiles && !d.needsLook()
	}
}

func (r *result) foldAll() screen.Action {
	all := true
	for _, id := range slices.Sorted(maps.Keys(r.folded)) {
		all = all && !r.folded[id]
	}
	for _, id := range slices.Sorted(maps.Keys(r.folded)) {
		r.folded[id] = all
	}
	return screen.Done()
}

func (r *result) lines() []screen.Line {
	out := append(r.head(), r.conflictLines()...)
	out = append(out, r.env.HeadingLine(r.env.Say("需要留意", "To look at")))
	if len(r.made.Findings) == 0 {
		out = append(out, findingLines(r.env, nil)...)
	}
	out = append(out, r.section(sectionChecks, r.env.Sayf("校验发现 %d 处", "The checks found %d", len(r.made.Findings)), len(r.made.Findings), r.checkLines)...)
	out = append(out, r.section(sectionOpen, r.env.Sayf("需要人处理 %d 件", "Left to people: %d", len(r.made.Open)), len(r.made.Open), r.openLines)...)
	out = append(out, r.section(sectionAssumed, r.env.Sayf("假设 %d 个：问题没有答案，采用默认值", "Assumptions: %d, questions without an answer", len(r.made.Assumptions)), len(r.made.Assumptions), r.assumptionLines)...)
	out = append(out, r.env.HeadingLine(r.env.Sayf("文件 %d 个", "Files: %d", len(r.made.Written.Changes))))
	for _, d := range r.dirs {
		out = append(out, r.directoryLines(d)...)
	}
	return out
}

// head says what this is, what may be wrong with it, and what can be done next.
func (r *result) head() []screen.Line {
	env, out := r.env, r.outDir()
	text := env.Sayf("已写入 %s：", "Written to %s: ", out)
	if r.preview {
		text = env.Say("预览，没有写任何文件：", "A preview, nothing was written: ")
	}
	lines := []screen.Line{{Heading: true, Render: func(width int, _ bool) []string {
		return screen.Styled(env.Theme.Title.Render, cells.Wrap(text+kindCounts(env, r.made.Written.Changes), width))
	}}}
	lines = append(lines, r.warnings()...)
	if env.Session.Len() != r.events {
		lines = append(lines, link(env, env.Theme.Marks.Warn, env.Say("访谈的答案在这之后有改动：重新预览", "Answers changed since then: preview again"), r.again(true)))
	}
	if r.preview && r.upToDate() {
		return append(lines, env.TextLine(env.Theme.Marks.Good, env.Say("已是最新：生成不会改动任何文件", "Up to date: generating would change no file")))
	}
	if r.preview {
		text := env.Say("生成这些文件", "Generate these files")
		if len(conflicted(r.made.Written.Changes)) > 0 {
			text = env.Say("按下面的选择生成；没有选的冲突文件保持原样", "Generate with the choices below; what is in conflict and not chosen stays as it is")
		}
		return append(lines, link(env, env.Theme.Marks.Bullet, text, r.again(false), out))
	}
	if len(conflicted(r.made.Written.Changes)) > 0 {
		return append(lines, link(env, env.Theme.Marks.Warn, env.Say("按下面的选择再生成一次", "Generate again with the choices below"), r.again(false)))
	}
	ready := &checking{env: env, steps: r.steps, app: r.made.Application.Name, dir: out}
	return append(lines, link(env, env.Theme.Marks.Bullet, env.Say("下一步：交付前校验，列出还要补齐的内容", "Next: verify before delivery, which lists what must still be supplied"), ready.start(true),
		env.Say("说明见 ", "Read ")+filepath.Join(out, "deploy", "README.md")))
}

// upToDate tells whether generating would leave every file as it is. A file of which
// a side was chosen is not, although it stays: the choice is kept for the next time.
func (r *result) upToDate() bool {
	return !slices.ContainsFunc(r.made.Written.Changes, func(c fileset.Change) bool {
		return c.Kind != fileset.Unchanged && (c.Kind != fileset.Kept || r.choices[c.Path] != "")
	})
}

func (r *result) outDir() string {
	if r.made.Options.Out != "" {
		return r.made.Options.Out
	}
	return r.steps.Output(r.made.Application.Name)
}

func (r *result) warnings() []screen.Line {
	env, warn := r.env, r.env.Theme.Marks.Warn
	var out []screen.Line
	if r.made.Written.Recovered {
		out = append(out, env.TextLine(warn, env.Say("上一次运行中断过，已先恢复原状", "An earlier run was interrupted and was rolled back first")))
	}
	if n := len(r.made.Unsettled); n > 0 {
		out = append(out, link(env, warn, env.Sayf("%d 个问题的答案互相矛盾，按不知道处理", "The answers to %d questions contradict and count as unknown", n),
			opens(func() screen.Screen { return ask.NewConflicts(env, r.ask) })))
	}
	if r.reading.Edited.Open() {
		out = append(out, env.TextLine(warn, env.Say("survey/answers.yaml 里手工的修改没有采用", "What was edited by hand in survey/answers.yaml does not count")))
	}
	if r.made.Unpinned != nil {
		out = append(out, env.TextLine(warn, env.Say("有的基础镜像没有查到摘要，保留标签", "Digests of some base images could not be looked up; their tags stay"), r.made.Unpinned.Error()))
	}
	return out
}

// again makes the files anew with what was chosen for conflicts.
func (r *result) again(preview bool) func() screen.Action {
	return func() screen.Action {
		return r.run(fileset.Options{DryRun: preview, KeepPaths: maps.Clone(r.choices)}, true)
	}
}

// section is a heading that enter folds, with its lines.
func (r *result) section(id, text string, count int, lines func() []screen.Line) []screen.Line {
	if count == 0 {
		return nil
	}
	out := []screen.Line{r.folder(id, text)}
	if !r.folded[id] {
		out = append(out, lines()...)
		out = append(out, screen.Line{Heading: true, Render: func(int, bool) []string { return []string{""} }})
	}
	return out
}

// folder is a line that enter unfolds.
func (r *result) folder(id, text string) screen.Line {
	mark := "[-] "
	if r.folded[id] {
		mark = "[+] "
	}
	return screen.Line{
		Render: func(width int, selected bool) []string {
			t := r.env.Theme
			cursor, style := t.Marks.NoCursor, t.Title
			if selected {
				cursor, style = t.Marks.Cursor, t.Selected
			}
			return screen.Styled(style.Render, cells.WrapIndent(cursor+mark, text, width))
		},
		Enter: func() screen.Action {
			r.folded[id] = !r.folded[id]
			return screen.Done()
		},
	}
}

// openLines are what is left to people. Where one names a question, enter goes there.
func (r *result) openLines() []screen.Line {
	var out []screen.Line
	for _, o := range r.made.Open {
		l := r.env.TextLine(r.env.Theme.Marks.Warn, o.Topic.In(r.env.Lang), o.Text.In(r.env.Lang))
		for _, id := range questionRE.FindAllString(o.Text.In(r.env.Lang), -1) {
			if _, ok := r.env.Session.Bank().Question(id); ok {
				l.Enter = r.toQuestion(id)
			}
		}
		out = append(out, l)
	}
	return out
}

// questionRE is what may be the id of a question.
var questionRE = regexp.MustCompile(`[a-z0-9]+(?:[.-][a-z0-9]+)+`)

// assumptionLines say what stands for the answers that nobody gave; enter goes to
// the question.
func (r *result) assumptionLines() []screen.Line {
	var out []screen.Line
	for _, a := range r.made.Assumptions {
		var details []string
		for _, u := range a.Uses {
			details = append(details, u.Line(r.env.Lang))
		}
		out = append(out, link(r.env, r.env.Theme.Marks.Bullet, a.Text.In(r.env.Lang), r.toQuestion(a.Question), append(details, a.Question)...))
	}
	return out
}

// checkLines are what the checks found; enter shows the file.
func (r *result) checkLines() []screen.Line {
	var out []screen.Line
	for _, f := range r.made.Findings {
		l := checkLine(r.env, f)
		l.Enter = r.fileOf(f)
		out = append(out, l)
	}
	return out
}

func (r *result) toQuestion(question string) func() screen.Action {
	return toQuestion(r.env, r.ask, r.made.Application.Name, question, "")
}

// fileOf opens the difference of the file that a check is about.
func (r *result) fileOf(f verify.Finding) func() screen.Action {
	i := slices.IndexFunc(r.made.Written.Changes, func(c fileset.Change) bool { return c.Path == f.Path })
	if i < 0 {
		return nil
	}
	return r.openDiff(r.made.Written.Changes[i])
}
