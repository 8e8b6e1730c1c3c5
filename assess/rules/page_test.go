package rules_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/rules"
)

const pageFile = "../../docs/rules.md"

// TestPage holds docs/rules.md to the bank, from which it is made.
func TestPage(t *testing.T) {
	all, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	page := page(all.Rules())
	if *update {
		if err := os.WriteFile(pageFile, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, err := os.ReadFile(pageFile)
	if err != nil || strings.ReplaceAll(string(old), "\r\n", "\n") != page {
		t.Error("docs/rules.md is not what the bank says: run go test ./assess/rules -update")
	}
}

const pageHead = `# 就绪规则 Readiness rules

<!-- written by go test ./assess/rules -update from assess/rules/bank -->

评估一个应用时检查的全部规则（%[1]d 条），按主题分组。每条规则：严重程度 · 怎么处理 · 谁来做 · 工时（人时：每个组件一次 + 每处，上限）· 看什么。
在行尾或上一行写注释 ` + "`gantry:ignore 规则编号 原因`" + ` 可以排除一处；原因会列在评估结果里。自定义规则用同样的格式，见 [bank/README.md](../assess/rules/bank/README.md)。

All %[1]d rules that an application is assessed with, by subject. Of each: severity · what to do · who does it · effort (person-hours: once
for a component + for each place, at most) · what it looks at. A comment ` + "`gantry:ignore RULE reason`" + ` on the line or the line above keeps a place
out, and the assessment lists the reason. Custom rules have the same form, see [bank/README.md](../assess/rules/bank/README.md).

`

// page prints the rules, grouped by dimension, both languages side by side.
func page(all []rules.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, pageHead, len(all))
	for _, d := range assess.Dimensions() {
		if n := len(of(all, d)); n > 0 {
			fmt.Fprintf(&b, "- [%s %s](#%s) %d\n", d.Text().ZH, d.Text().EN, d, n)
		}
	}
	for _, d := range assess.Dimensions() {
		list := of(all, d)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n<a id=\"%s\"></a>\n## %s %s\n", d, d.Text().ZH, d.Text().EN)
		for _, r := range list {
			entry(&b, r)
		}
	}
	return b.String()
}

func of(all []rules.Rule, d assess.Dimension) []rules.Rule {
	return slices.DeleteFunc(slices.Clone(all), func(r rules.Rule) bool { return r.Dimension != d })
}

func entry(b *strings.Builder, r rules.Rule) {
	fmt.Fprintf(b, "\n### %s\n\n**%s** · **%s**\n\n", r.ID, flat(r.Title.ZH), flat(r.Title.EN))
	facts := []string{string(r.Severity), string(r.Action), string(r.By), hours(r.Effort), strings.Join(looksAt(r), ", ")}
	if len(r.Konveyor) > 0 {
		facts = append(facts, "Konveyor "+strings.Join(r.Konveyor, ", "))
	}
	fmt.Fprintf(b, "%s\n\n", strings.Join(slices.DeleteFunc(facts, func(s string) bool { return s == "" }), " · "))
	fmt.Fprintf(b, "%s%s\n\n%s %s\n", flat(r.Rationale.ZH), flat(r.Remedy.ZH), flat(r.Rationale.EN), flat(r.Remedy.EN))
	if r.Example.After != "" {
		fmt.Fprintf(b, "\n```diff\n%s%s```\n", marked("- ", r.Example.Before), marked("+ ", r.Example.After))
	}
	var links []string
	for _, l := range r.Links {
		links = append(links, fmt.Sprintf("[%s](%s)", flat(l.Title), l.URL))
	}
	if len(links) > 0 {
		fmt.Fprintf(b, "\n%s\n", strings.Join(links, " · "))
	}
}

func flat(s string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`).Replace(strings.Join(strings.Fields(s), " "))
}

func marked(mark, text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n ")) {
		b.WriteString(mark + strings.TrimRight(line, "\n ") + "\n")
	}
	return b.String()
}

func hours(e rules.Effort) string {
	show := func(h assess.Hours) string {
		n := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
		return n(h[0]) + "–" + n(h[1])
	}
	var out []string
	if e.Once[1] > 0 {
		out = append(out, show(e.Once))
	}
	if e.Each[1] > 0 {
		each := show(e.Each) + " each"
		if e.Most[1] > 0 {
			each += " (≤ " + show(e.Most) + ")"
		}
		out = append(out, each)
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, " + ") + " h"
}

// looksAt names what the conditions of a rule are about.
func looksAt(r rules.Rule) []string {
	var out []string
	add := func(is bool, what string) {
		if is && !slices.Contains(out, what) {
			out = append(out, what)
		}
	}
	for _, l := range r.Languages {
		add(true, string(l))
	}
	for _, c := range r.Match {
		add(c.Code != nil, "code")
		add(c.Config != nil, "configuration")
		add(c.Element != nil, "XML")
		add(c.Dependency != nil, "dependencies")
		add(c.File != nil, "files")
		add(c.Instruction != nil || c.Check == "image-root", "Dockerfiles")
		add(c.Command != nil, "commands")
		add(c.Fact != nil, "facts")
	}
	return out
}
