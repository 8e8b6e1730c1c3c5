package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

const (
	formatText = "text"
	formatJSON = "json"
)

// format is a flag that takes text or json.
type formatValue struct{ to *string }

func (f formatValue) String() string {
	if f.to == nil {
		return ""
	}
	return *f.to
}

func (f formatValue) Type() string { return "text|json" }

func (f formatValue) Set(s string) error {
	if s != formatText && s != formatJSON {
		return fmt.Errorf("use %s or %s", formatText, formatJSON)
	}
	*f.to = s
	return nil
}

func (a *app) formatFlag(c *cobra.Command, to *string) {
	*to = formatText
	c.Flags().Var(formatValue{to}, "format", a.say("输出格式", "format of the output"))
}

// countArgs takes from low to high arguments; high 0 is any number.
func countArgs(a *app, low, high int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < low || high > 0 && len(args) > high {
			return a.wrongArgs(c)
		}
		return nil
	}
}

func (a *app) wrongArgs(c *cobra.Command) error {
	return usage(errors.New(a.say("参数个数不对，用法：", "wrong number of arguments; usage: ") + c.UseLine()))
}
