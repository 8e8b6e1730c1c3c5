package rules

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/syntax"
	"github.com/gantry-ack/gantry/internal/i18n"
)

type language = syntax.Language

// prints returns a fingerprint for each place: a hash over the rule, the path and the words of the line, and the
// count where a file has several lines of the same words.
func prints(rule string, places []place) []string {
	out := make([]string, len(places))
	seen := map[place]int{}
	for i, p := range places {
		same := place{at: fact.Evidence{Path: p.at.Path}, print: p.print}
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%x\x00%d", rule, p.at.Path, p.print, seen[same]))
		seen[same]++
		out[i] = hex.EncodeToString(sum[:8])
	}
	return out
}

// print is the hash of the words of a line that was not read by the scan.
func (j *judge) print(e fact.Evidence) uint64 {
	if e.Line == 0 || !j.tree.Has(e.Path) {
		return 0
	}
	text, err := j.tree.Text(e.Path)
	if err != nil {
		return 0
	}
	lines := lineIndex{text: text}
	return lines.print(e.Line)
}

// ignores returns the comments of a file that the scan may not have read.
func (j *judge) ignores(name string) []ignore {
	if !j.tree.Has(name) {
		return nil
	}
	text, err := j.tree.Text(name)
	if err != nil || !strings.Contains(text, ignoreMark) {
		return nil
	}
	return ignores(name, text)
}

func (j *judge) suppressions() []assess.Suppression {
	out := slices.Clone(j.suppressed)
	slices.SortFunc(out, func(a, b assess.Suppression) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Evidence.Path, b.Evidence.Path), cmp.Compare(a.Evidence.Line, b.Evidence.Line))
	})
	return slices.Compact(out)
}

func dirOf(name string) string { return path.Dir(name) }

// Ids of the findings that the rules as such make.
const (
	FindingStopped       = "source.rules-stopped"
	FindingIgnoreReason  = "source.ignore-without-reason"
	FindingIgnoreUnknown = "source.ignore-unknown-rule"
)

// told makes the findings about files that could not be read to their end, and about comments that
// keep nothing out.
func (s *Set) told(h Hits) []assess.Finding {
	var out []assess.Finding
	var noReason, unknown []fact.Evidence
	for _, f := range h.files {
		if f.problem != "" {
			out = append(out, stopped(f))
		}
		for _, ig := range f.ignores {
			at := fact.Evidence{Path: f.path, Line: ig.line}
			switch {
			case len(ig.rules) == 0 || ig.reason == "":
				noReason = append(noReason, at)
			case slices.ContainsFunc(ig.rules, func(id string) bool { _, ok := s.Rule(id); return !ok }):
				unknown = append(unknown, at)
			}
		}
	}
	if len(noReason) > 0 {
		out = append(out, aboutComments(FindingIgnoreReason, noReason,
			i18n.Text{ZH: "gantry:ignore 注释缺少规则编号或原因，不起作用", EN: "gantry:ignore comments lack the rule or the reason and keep nothing out"},
			i18n.Text{ZH: "写成 gantry:ignore 规则编号 原因；原因会列在评估结果里。", EN: "Write gantry:ignore RULE reason; the assessment lists the reason."}))
	}
	if len(unknown) > 0 {
		out = append(out, aboutComments(FindingIgnoreUnknown, unknown,
			i18n.Text{ZH: "gantry:ignore 注释里的规则不存在", EN: "gantry:ignore comments name rules that do not exist"},
			i18n.Text{ZH: "核对规则编号（docs/rules.md）；规则已取消时删除注释。", EN: "Check the id against docs/rules.md; remove the comment if the rule is gone."}))
	}
	return out
}

func aboutComments(id string, at []fact.Evidence, title, remedy i18n.Text) assess.Finding {
	f := assess.Finding{ID: id, Dimension: assess.DimSource, Severity: assess.Low, Action: assess.Decide, By: assess.Developers, Title: title, Remedy: remedy, Evidence: at}
	if len(at) > maxEvidence {
		f.Places, f.Evidence = len(at), at[:maxEvidence]
	}
	return f
}

func stopped(f fileHits) assess.Finding {
	return assess.Finding{
		ID: FindingStopped, Dimension: assess.DimSource, Severity: assess.Low, Action: assess.Know, By: assess.Consultant,
		Title: i18n.Textf("检查规则时意外中断，该文件未检查完: %.400s", "looking at the file for the rules stopped unexpectedly: %.400s", f.problem),
		Remedy: i18n.Text{ZH: "人工查看该文件，并把此信息报告给工具维护者；其余文件已照常检查。",
			EN: "Look at the file by hand and report this to the maintainers of the tool; all other files were looked at as usual."},
		Evidence: []fact.Evidence{{Path: f.path}},
	}
}
