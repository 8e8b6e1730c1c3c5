package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// takeFlags say how answers of a file become answers of the interview.
type takeFlags struct {
	dryRun, yes bool
	onConflict  string
	missing     bool // list what is still missing afterwards
	partial     bool // what is missing is no mistake
}

// The sides of a conflict between a file and the log.
const (
	keepLog  = "mine"
	takeOver = "file"
)

func (a *app) takeFlagSet(c *cobra.Command, f *takeFlags) {
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, a.say("只比对并列出，什么都不记", "compare and list only, take nothing"))
	c.Flags().StringVar(&f.onConflict, "on-conflict", "", a.say("与日志矛盾时：mine 保留日志里的答案，file 采用文件里的；默认只列出",
		"on a conflict with the log: mine keeps the answer of the log, file takes that of the file; listed only by default"))
}

func (f takeFlags) check() error {
	switch f.onConflict {
	case "", keepLog, takeOver:
		return nil
	}
	return usage(fmt.Errorf("choosing a side with --on-conflict %q: use %s or %s", f.onConflict, keepLog, takeOver))
}

// takeFile compares the answers of a file with those of the log, shows the
// difference, and takes them as one action that undo takes back.
func (a *app) takeFile(ctx context.Context, w engagement.Workspace, file, by string, f takeFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	return a.withInterview(ctx, w, by, func(i *gantry.Interview) error { return a.takeInto(i, file, f) })
}

func (a *app) takeInto(i *gantry.Interview, file string, f takeFlags) error {
	in, err := a.readIncoming(i, scopeOf(i), file)
	if err != nil {
		return err
	}
	all := i.Compare(in.proposals)
	if err := a.printCompared(i, file, all, in); err != nil {
		return err
	}
	invalid := len(in.problems)
	for _, c := range all {
		if c.Verdict == interview.Unusable {
			invalid++
		}
	}
	if invalid > 0 && !in.partly {
		if err := a.printMissing(i.Machine, f); err != nil {
			return err
		}
		return usage(errors.New(a.say("文件里有无效的内容，什么都没有记；请改正后再来", "the file has invalid contents, so nothing was taken; correct them and try again")))
	}
	take, left := chooseProposals(all, f.onConflict)
	if err := a.record(i, take, in, f); err != nil {
		return err
	}
	if err := a.printMissing(i.Machine, f); err != nil {
		return err
	}
	switch {
	case left > 0:
		return &codeError{exitConflict, errors.New(a.sayf("%d 个答案与日志矛盾，没有采用；用 --on-conflict mine|file 选定一边，或在 gantry survey 中逐条确认",
			"%d answer(s) conflict with the log and were not taken; choose a side with --on-conflict mine|file, or go through them in gantry survey", left))}
	case invalid > 0:
		return &codeError{exitFound, errors.New(a.sayf("%d 处无效，没有采用；请改正后再导入一次", "%d invalid place(s) were not taken; correct them and import once more", invalid))}
	}
	return a.complete(i.Machine, f)
}

// complete refuses an answers file that leaves core questions without a word. What
// it says is taken all the same; unknown is an answer, and --partial says that more will come.
func (a *app) complete(m *interview.Machine, f takeFlags) error {
	if !f.missing || f.partial {
		return nil
	}
	n, _ := a.missing(m)
	if n == 0 {
		return nil
	}
	return usage(errors.New(a.sayf("还有 %d 个核心问题没有答案（已列出）；不知道的写 unknown: true，分几次回答时加 --partial",
		"%d core question(s), listed above, have no answer; write unknown: true where nobody knows, or add --partial to answer in several goes", n)))
}

// chooseProposals are those to take, and how many conflicts are left to a person.
func chooseProposals(all []interview.Compared, side string) (take []interview.Compared, left int) {
	for _, c := range all {
		switch {
		case c.Verdict != interview.Clashes || side == takeOver:
			take = append(take, c)
		case side == "":
			left++
		}
	}
	return take, left
}

// record takes what was chosen, once the person agrees.
func (a *app) record(i *gantry.Interview, take []interview.Compared, in incoming, f takeFlags) error {
	drafts := i.Take(take, in.origin)
	switch {
	case f.dryRun:
		return a.printf("%s\n", a.say("试运行，什么都没有记。", "Dry run: nothing was taken."))
	case len(drafts) == 0:
		if in.view {
			i.SettleView()
		}
		return a.printf("%s\n", a.say("没有要记的。", "There is nothing to take."))
	case !f.yes:
		if err := a.confirm(a.sayf("记入日志？", "Take them into the log?")); err != nil {
			return err
		}
	}
	if err := i.Do(drafts...); err != nil {
		return err
	}
	if in.view {
		i.SettleView()
	}
	n := 0
	for _, d := range drafts {
		if d.Kind == interview.Answered {
			n++
		}
	}
	return a.printf("%s\n", a.sayf("已记入日志：答案 %d 个。", "Taken into the log: %d answer(s).", n))
}

// confirm asks a person. Without a terminal there is nobody to ask.
func (a *app) confirm(question string) error {
	if !a.onTerminal() {
		return usage(errors.New(a.say("没有终端可以确认，什么都没有记；确认无误后加 --yes", "there is no terminal to ask at, so nothing was taken; add --yes once you agree")))
	}
	if err := a.printf("%s [y/N] ", question); err != nil {
		return err
	}
	line, err := bufio.NewReader(a.in).ReadString('\n')
	if err == nil && strings.EqualFold(strings.TrimSpace(line), "y") {
		return nil
	}
	return &codeError{exitFound, errors.New(a.say("没有确认，什么都没有记", "not confirmed, nothing was taken"))}
}

// printCompared lists what taking the file would do; what is the same is counted only.
func (a *app) printCompared(i *gantry.Interview, file string, all []interview.Compared, in incoming) error {
	var b strings.Builder
	count := map[interview.Verdict]int{interview.Same: in.unchanged, interview.Unusable: len(in.problems)}
	for _, c := range all {
		count[c.Verdict]++
	}
	var parts []string
	for _, v := range []interview.Verdict{interview.Fresh, interview.Changes, interview.Clashes, interview.Unusable, interview.Same} {
		if count[v] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", v.Text().In(a.lang), count[v]))
		}
	}
	if len(parts) == 0 {
		parts = []string{a.say("没有答案", "no answers")}
	}
	fmt.Fprintf(&b, "%s%s%s\n", filepath.Base(file), a.say("：", ": "), strings.Join(parts, a.say("，", ", ")))
	for _, c := range all {
		if c.Verdict != interview.Same {
			a.writeCompared(&b, i, c)
		}
	}
	for _, p := range in.problems {
		fmt.Fprintf(&b, "  ✗ %s\n", p)
	}
	for _, p := range in.remarks {
		fmt.Fprintf(&b, "  · %s\n", p)
	}
	return a.printf("%s", b.String())
}

func (a *app) writeCompared(b *strings.Builder, i *gantry.Interview, c interview.Compared) {
	mark := map[interview.Verdict]string{interview.Fresh: "+", interview.Changes: "~", interview.Clashes: "!", interview.Unusable: "✗"}[c.Verdict]
	fmt.Fprintf(b, "  %s %s %s  [%s]\n", mark, c.Place, c.Question, c.From)
	if c.Verdict == interview.Unusable {
		fmt.Fprintf(b, "      %s\n", c.Problem.In(a.lang))
		return
	}
	q, _ := i.Bank().Question(c.Question)
	for _, h := range c.Now {
		fmt.Fprintf(b, "      - %s%s\n", q.Show(h.Answer, a.lang), by(h.Answer.By))
	}
	fmt.Fprintf(b, "      + %s\n", q.Show(c.Answer, a.lang))
}

func by(name string) string {
	if name == "" {
		return ""
	}
	return " (" + name + ")"
}

// printMissing lists the questions of the core tier and those that can veto the
// migration that nobody has answered, by place.
func (a *app) printMissing(m *interview.Machine, f takeFlags) error {
	if !f.missing {
		return nil
	}
	n, list := a.missing(m)
	if n == 0 {
		return a.printf("%s\n", a.say("核心问题都有答案。", "Every core question has an answer."))
	}
	return a.printf("%s\n%s", i18n.Textf("还缺 %d 个核心问题：", "Core questions still open: %d", n).In(a.lang), list)
}

// missing counts those questions, and lists them with their places.
func (a *app) missing(m *interview.Machine) (int, string) {
	var b strings.Builder
	n := 0
	for _, p := range m.Subjects().Places() {
		var ids []string
		for _, item := range m.Agenda(p, interview.Filter{Open: true}) {
			if q, _ := m.Bank().Question(item.Question); q.Tier == "core" || q.Blocker {
				ids = append(ids, item.Question)
			}
		}
		if n += len(ids); len(ids) > 0 {
			fmt.Fprintf(&b, "  %s%s%s\n", p, a.say("：", ": "), strings.Join(ids, " "))
		}
	}
	return n, b.String()
}
