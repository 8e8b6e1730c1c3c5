package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

const (
	formatText     = "text"
	formatJSON     = "json"
	formatMarkdown = "markdown"
	formatSARIF    = "sarif"
)

// formatValue is a flag that takes the name of a format.
type formatValue struct {
	to      *string
	allowed []string
}

func (f formatValue) String() string {
	if f.to == nil {
		return ""
	}
	return *f.to
}

func (f formatValue) Type() string { return strings.Join(f.allowed, "|") }

func (f formatValue) Set(s string) error {
	if !slices.Contains(f.allowed, s) {
		return fmt.Errorf("use one of %s", strings.Join(f.allowed, ", "))
	}
	*f.to = s
	return nil
}

// formatFlag adds --format with text, JSON and what else a command can print.
func (a *app) formatFlag(c *cobra.Command, to *string, more ...string) {
	*to = formatText
	c.Flags().Var(formatValue{to, append([]string{formatText, formatJSON}, more...)}, "format", a.say("输出格式", "format of the output"))
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
