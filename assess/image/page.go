package image

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Page is the page about the rules, in Markdown, in both languages.
func Page() string {
	var b strings.Builder
	b.WriteString("# 镜像规则 · Rules about images\n\n")
	b.WriteString("由 `go test ./assess/image -update` 生成，数据在 `assess/image/rules.go`。 Made by `go test ./assess/image -update` from `assess/image/rules.go`.\n")
	for _, d := range append(assess.Dimensions(), assess.DimSource) {
		of := slices.DeleteFunc(allRules(), func(r rule) bool { return r.dimension != d })
		if len(of) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s · %s\n", d.Text().ZH, d.Text().EN)
		for _, r := range of {
			b.WriteString(r.page())
		}
	}
	return b.String()
}

func (r rule) page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n### `%s`\n\n", r.id)
	effort := ""
	if r.effort != (assess.Hours{}) {
		effort = fmt.Sprintf(" · %g–%g h", r.effort[0], r.effort[1])
	}
	fmt.Fprintf(&b, "%s · %s · %s%s\n\n", r.severity, r.action.Text().EN, r.by.Text().EN, effort)
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		fmt.Fprintf(&b, "- %s\n  %s\n  → %s\n", open(r.title.In(l)), r.rationale.In(l), open(r.remedy.In(l)))
	}
	return b.String()
}

// open shows where a text speaks of what was found.
func open(s string) string {
	return strings.NewReplacer("%[1]s", "…", "%[2]s", "…", "%[3]s", "…", "%[1]d", "…", "%[2]d", "…").Replace(s)
}
