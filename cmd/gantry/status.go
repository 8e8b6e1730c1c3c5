package main

import (
	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
)

func (a *app) statusCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "status [DIR]",
		Short: a.say("查看阶段、交付物与验收里程碑的进展", "show phases, deliverables and acceptance milestones, done and missing"),
		Args:  countArgs(a, 0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			w, err := engagement.Load(dir)
			if err != nil {
				return err
			}
			cat, err := catalog.Load()
			if err != nil {
				return err
			}
			report, err := engagement.Status(w, cat)
			if err != nil {
				return err
			}
			if format == formatJSON {
				return a.json(report)
			}
			if a.langArg == "" {
				a.lang = w.Config.Language
			}
			return a.printf("%s", report.Text(a.lang))
		},
	}
	a.formatFlag(c, &format)
	return c
}

// json prints a value as indented JSON.
func (a *app) json(v any) error { return encode(a.out, v) }
