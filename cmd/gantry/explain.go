package main

import (
	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/generate/explain"
)

func (a *app) explainCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "explain FILE[#FIELD]",
		Short: a.say("说明生成文件中一个值的来由，直到证据行或答案", "tell why a generated value is what it is, down to the line of evidence or the answer"),
		Example: `  gantry explain deploy/kustomize/overlays/prod/kustomization.yaml#replicas
  gantry explain order-service/Dockerfile`,
		Args: exactArgs(a, 1),
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
			return explain.Print(a.out, e.Path, e.Answers, lang)
		},
	}
	a.formatFlag(c, &format)
	return c
}
