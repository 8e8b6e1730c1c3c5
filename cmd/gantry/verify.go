package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func (a *app) verifyCommand() *cobra.Command {
	var opt gantry.VerifyOptions
	var format string
	c := &cobra.Command{
		Use:   "verify DIR",
		Short: a.say("检查一个产物目录：Dockerfile、Kustomize、Tekton 与相互引用", "check a generated tree: Dockerfiles, Kustomize, Tekton and what they say of each other"),
		Args:  countArgs(a, 1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			opt.Dir = args[0]
			findings, err := gantry.Verify(c.Context(), opt)
			if err != nil {
				return err
			}
			if format == formatJSON {
				err = a.json(findings)
			} else {
				err = a.printFindings(findings)
			}
			if err == nil && !verify.Holds(findings) {
				return found()
			}
			return err
		},
	}
	c.Flags().StringVar(&opt.Source, "source", "", a.say("源代码所在处，COPY 的来源在产物目录中没有时到这里找", "where the source is, for what COPY needs and the tree lacks"))
	c.Flags().BoolVar(&opt.Ready, "ready", false, a.say("同时列出上线前还要由人或平台补齐的内容", "also list what people or the platform must still supply"))
	a.formatFlag(c, &format)
	return c
}

func (a *app) printFindings(findings []verify.Finding) error {
	if len(findings) == 0 {
		return a.printf("%s\n", a.say("校验通过，没有发现问题。", "verified: nothing was found."))
	}
	if err := verify.Print(a.out, findings, a.lang); err != nil {
		return err
	}
	return a.printf("%s\n", a.say("校验发现", "verified: ")+a.countFindings(findings))
}

// countFindings says how many there are of each kind.
func (a *app) countFindings(findings []verify.Finding) string {
	count := map[i18n.Text]int{}
	for _, f := range findings {
		count[f.Label()]++
	}
	var parts []string
	for _, label := range verify.Labels() {
		if n := count[label]; n > 0 {
			parts = append(parts, a.sayf(" %[2]s %[1]d 项", "%[3]s %[1]d", n, label.ZH, label.EN))
		}
	}
	return strings.Join(parts, a.say("，", ", ")) + a.say("。", ".")
}
