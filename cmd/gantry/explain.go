package main

import (
	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func (a *app) explainCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "explain FILE[#FIELD]",
		Short: a.say("说明生成文件中一个值的来由，直到证据行或答案", "tell why a generated value is what it is, down to the line of evidence or the answer"),
		Example: `  gantry explain deploy/kustomize/overlays/prod/kustomization.yaml#replicas
  gantry explain order-service/Dockerfile`,
		Args: countArgs(a, 1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			e, err := gantry.Explain(args[0])
			if err != nil {
				return err
			}
			if format == formatJSON {
				return a.json(e.Answers)
			}
			lang := a.lang
			if a.langArg == "" {
				lang = e.Record.Lang
			}
			if err := explain.Print(a.out, e.Path, e.Answers, lang); err != nil || !e.Edited {
				return err
			}
			return a.printf("%s\n", i18n.Text{ZH: "注意：文件在生成之后被修改过，以上说明的是生成的值，现在的值可能不同。",
				EN: "Note: the file was edited after it was generated; this tells of the generated value, and the one that stands there may be another."}.In(lang))
		},
	}
	a.formatFlag(c, &format)
	return c
}
