package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func (a *app) writeHead(b *strings.Builder, m gantry.Migration, opt gantry.MigrateOptions) {
	what := a.sayf("应用 %[1]s（%[2]s）", "Application %[1]s (%[2]s)", m.App.Name, opt.Edition.Text().In(a.lang))
	if opt.Write.DryRun {
		what += a.say("：试运行，没有写任何文件", ": dry run, nothing was written")
	}
	fmt.Fprintln(b, what)
	cat, err := catalog.Load()
	if err != nil {
		return // Migrate has read it, and would have said so
	}
	fmt.Fprintln(b, "  "+a.scope(cat, opt.Edition))
}

// scope says in a sentence what an edition has more than the one before it and what it lacks.
func (a *app) scope(cat catalog.Catalog, edition catalog.Edition) string {
	var more, lacks []string
	all := catalog.AllEditions()
	before := slices.Index(all, edition) - 1
	for _, artefact := range cat.Artefacts {
		name := artefact.Text.In(a.lang)
		switch {
		case !slices.Contains(artefact.Editions, edition):
			lacks = append(lacks, name)
		case before >= 0 && !slices.Contains(artefact.Editions, all[before]):
			more = append(more, name)
		}
	}
	var parts []string
	if len(more) > 0 {
		parts = append(parts, a.sayf("比%[1]s多%[3]s（不由本命令生成）", "beyond %[2]s: %[3]s (not made by this command)",
			all[before].Text().ZH, all[before].Text().EN, a.some(more)))
	}
	if len(lacks) > 0 {
		parts = append(parts, a.sayf("不含%s", "not included: %s", a.some(lacks)))
	}
	return edition.Text().In(a.lang) + a.say("", ": ") + strings.Join(parts, a.say("；", "; "))
}

// some names the first of a list and counts the rest.
func (a *app) some(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, a.say("、", ", "))
	}
	return a.sayf("%[1]s等 %[2]d 项", "%[1]s and %[3]d more", strings.Join(names[:most], a.say("、", ", ")), len(names), len(names)-most)
}

func (a *app) writeAssumptions(b *strings.Builder, m gantry.Migration) {
	if len(m.Assumptions) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", a.sayf("假设 %d 项（问题尚无答案，采用默认值）", "Assumptions: %d (no answer yet, a default was taken)", len(m.Assumptions)))
	for _, as := range m.Assumptions {
		fmt.Fprintf(b, "  · %s  %s\n", as.Text.In(a.lang), as.Question)
		for _, u := range as.Uses {
			if len(m.App.Workloads) == 1 {
				u.For = i18n.Text{} // everything is for the only component
			}
			fmt.Fprintf(b, "      %s\n", u.Line(a.lang))
		}
	}
	fmt.Fprintln(b)
}

func (a *app) writeOpen(b *strings.Builder, m gantry.Migration) {
	if len(m.Open) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", a.sayf("需要人处理 %d 项", "Needs a person: %d", len(m.Open)))
	for _, p := range m.Open {
		fmt.Fprintf(b, "  · %s%s%s\n", strings.TrimSpace(p.Topic.In(a.lang)), a.say("：", ": "), p.Text.In(a.lang))
	}
}
