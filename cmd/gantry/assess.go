package main

import (
	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
)

func (a *app) assessCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "assess PATH...",
		Short: a.say("读懂源代码：组件、事实与证据、矛盾、发现", "read sources: components, facts with evidence, contradictions, findings"),
		Long: a.say(`PATH 是目录、压缩包（zip、tar.gz）、git 地址或构建好的 jar/war。
--format json 为每个 PATH 输出一个 JSON 文档，格式见 docs/assessment-json.md。`,
			`PATH is a directory, an archive (zip, tar.gz), a git address, or a built jar or war.
--format json prints one JSON document for each PATH; docs/assessment-json.md describes it.`),
		Args: minArgs(a, 1),
		RunE: func(c *cobra.Command, args []string) error {
			for _, path := range args {
				result, err := gantry.Assess(c.Context(), path)
				if err != nil {
					return err
				}
				if format == formatJSON {
					err = a.json(result)
				} else {
					err = result.Print(a.out, a.lang)
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	a.formatFlag(c, &format)
	return c
}
