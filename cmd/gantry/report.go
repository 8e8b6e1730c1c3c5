package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/generate/wording"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// printMigration says what was done, what was assumed and what still needs a person.
func (a *app) printMigration(m gantry.Migration, opt gantry.MigrateOptions, diff bool) error {
	var b strings.Builder
	a.writeHead(&b, m, opt)
	a.writeComponents(&b, m)
	a.writeFiles(&b, m.Written, opt.Out, diff)
	if m.Platform != nil {
		a.writeFiles(&b, *m.Platform, opt.Platform, diff)
	}
	if m.Unpinned != nil {
		fmt.Fprintf(&b, "\n%s\n", a.say("以下基础镜像没有查到摘要，保留标签：", "The digests of these base images could not be looked up; their tags stay:"))
		writeIndented(&b, "  ", m.Unpinned.Error())
	}
	a.writeOpen(&b, m)
	a.writeAssumptions(&b, m)
	if err := a.printf("%s", b.String()); err != nil {
		return err
	}
	if err := a.printFindings(m.Findings); err != nil {
		return err
	}
	return a.printf("%s", a.nextSteps(m, opt))
}

func (a *app) writeComponents(b *strings.Builder, m gantry.Migration) {
	fmt.Fprintf(b, "\n%s\n", a.sayf("组件 %d 个", "Components: %d", len(m.App.Workloads)))
	var rows [][]string
	for _, w := range m.App.Workloads {
		c := w.Component
		stack := strings.TrimSpace(c.Language.ID + " " + w.Build.Version)
		if c.Framework.ID != "" {
			stack += " · " + strings.TrimSpace(c.Framework.ID+" "+c.Framework.Version)
		}
		rows = append(rows, []string{w.Name, stack, wording.Value(generate.AspectKind, string(w.Kind)).In(a.lang), portText(w), w.Build.Dockerfile})
	}
	writeTable(b, rows)
}

func portText(w generate.Workload) string {
	if len(w.Ports) == 0 {
		return "-"
	}
	var out []string
	for _, p := range w.Ports {
		out = append(out, fmt.Sprintf("%d/%s", p.Number, p.Protocol))
	}
	return strings.Join(out, " ")
}

// writeTable aligns columns by their width on a terminal, where a Chinese
// character takes two cells.
func writeTable(b *strings.Builder, rows [][]string) {
	var width []int
	for _, r := range rows {
		for i, cell := range r {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], ansi.StringWidth(cell))
		}
	}
	for _, r := range rows {
		var line strings.Builder
		line.WriteString(" ")
		for i, cell := range r {
			line.WriteString(" " + cell + strings.Repeat(" ", width[i]-ansi.StringWidth(cell)+1))
		}
		fmt.Fprintln(b, strings.TrimRight(line.String(), " "))
	}
}

func (a *app) writeFiles(b *strings.Builder, r fileset.Report, root string, diff bool) {
	var counts []string
	for _, k := range []fileset.Kind{fileset.Create, fileset.Update, fileset.Merge, fileset.Delete, fileset.Kept, fileset.Conflicts, fileset.Unchanged} {
		if n := r.Count(k); n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", k.Text().In(a.lang), n))
		}
	}
	fmt.Fprintf(b, "\n%s\n", a.sayf("文件 %[1]d 个，在 %[2]s：%[3]s", "Files: %[1]d in %[2]s: %[3]s", len(r.Changes), root, strings.Join(counts, a.say("，", ", "))))
	if r.Recovered {
		fmt.Fprintf(b, "  %s\n", a.say("上一次运行中断过，已先恢复原状", "an earlier run was interrupted and was rolled back first"))
	}
	for _, c := range r.Changes {
		switch {
		case c.Conflict != nil:
			a.writeConflict(b, c)
		case c.Kind == fileset.Merge || c.Kind == fileset.Kept:
			fmt.Fprintf(b, "  %s %s  %s\n", c.Kind.Text().In(a.lang), c.Path, c.Note.Text().In(a.lang))
		}
		if diff && c.Diff != "" && (c.Conflict == nil || c.Conflict.Reason == fileset.BothAdded) {
			fmt.Fprintln(b, strings.TrimRight(c.Diff, "\n"))
		}
	}
}

// writeConflict shows both sides of every place where a merge needs a person. Of a
// file that was there before and has nothing to do with what is generated, line by line says nothing.
func (a *app) writeConflict(b *strings.Builder, c fileset.Change) {
	if c.Conflict.Reason == fileset.BothAdded {
		fmt.Fprintf(b, "  %s %s  %s\n", c.Kind.Text().In(a.lang), c.Path, a.say(
			"已有同名文件；--on-conflict generated 采用生成的版本，mine 保留原文件；--diff 查看差异",
			"a file of this name is there; --on-conflict generated takes the new one, mine keeps the file; --diff shows the difference"))
		return
	}
	fmt.Fprintf(b, "  %s %s  %s\n", c.Kind.Text().In(a.lang), c.Path, c.Conflict.Reason.Text().In(a.lang))
	for _, h := range c.Conflict.Hunks {
		fmt.Fprintf(b, "    %s\n", a.sayf("您的版本，第 %d 行：", "yours, line %d:", h.Mine.Line))
		writeIndented(b, "      - ", h.Mine.Text)
		fmt.Fprintf(b, "    %s\n", a.sayf("新生成的版本，第 %d 行：", "generated anew, line %d:", h.Generated.Line))
		writeIndented(b, "      + ", h.Generated.Text)
	}
}

func writeIndented(b *strings.Builder, prefix, text string) {
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		fmt.Fprintln(b, prefix+line)
	}
}

func (a *app) nextSteps(m gantry.Migration, opt gantry.MigrateOptions) string {
	switch {
	case m.Written.Conflicted():
		return a.say("有冲突：请按两边内容修改文件后重新运行，或用 --on-conflict mine|generated 选定一边。\n",
			"There are conflicts: edit the files so that both sides agree and run again, or choose a side with --on-conflict mine|generated.\n")
	case opt.Write.DryRun || !verify.Holds(m.Findings) || len(m.App.Workloads) == 0:
		return ""
	}
	dockerfile := filepath.Join(opt.Out, filepath.FromSlash(m.App.Workloads[0].Build.Dockerfile))
	return a.sayf("下一步：阅读 %[1]s；gantry explain %[2]s 说明任意文件的来由；gantry verify %[3]s --ready 列出上线前要补齐的内容。\n",
		"Next: read %[1]s; gantry explain %[2]s tells why a file is as it is; gantry verify %[3]s --ready lists what must still be supplied.\n",
		filepath.Join(opt.Out, "deploy", "README.md"), dockerfile, opt.Out)
}
