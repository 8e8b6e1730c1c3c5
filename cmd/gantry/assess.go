package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement"
)

func (a *app) assessCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "assess PATH...",
		Short: a.say("读懂源代码：组件、事实与证据、矛盾、发现", "read sources: components, facts with evidence, contradictions, findings"),
		Long: a.say(`PATH 是目录、压缩包（zip、tar.gz）、git 地址或构建好的 jar/war；在工作区内也可以是应用名，结果会存入工作区。
--format json 为每个 PATH 输出一个 JSON 文档，格式见 docs/assessment-json.md。`,
			`PATH is a directory, an archive (zip, tar.gz), a git address, or a built jar or war; inside of a workspace it
may be the name of an application, and the result is stored there.
--format json prints one JSON document for each PATH; docs/assessment-json.md describes it.`),
		Args: countArgs(a, 1, 0),
		RunE: func(c *cobra.Command, args []string) error {
			shelf, err := newShelf()
			if err != nil {
				return err
			}
			for _, path := range args {
				result, err := gantry.Assess(c.Context(), shelf.source(path))
				if err != nil {
					return err
				}
				if err := a.printAssessment(result, format); err != nil {
					return err
				}
				if err := a.store(shelf, path, result); err != nil {
					return err
				}
			}
			return nil
		},
	}
	a.formatFlag(c, &format)
	return c
}

func (a *app) printAssessment(result assess.Assessment, format string) error {
	if format == formatJSON {
		return a.json(result)
	}
	return result.Print(a.out, a.lang)
}

// shelf is the workspace that the command runs in, if any.
type shelf struct {
	dir       string
	workspace *engagement.Workspace
}

func newShelf() (shelf, error) {
	dir, err := os.Getwd()
	if err != nil {
		return shelf{}, err
	}
	w, err := engagement.Load(dir)
	switch {
	case errors.Is(err, engagement.ErrNoWorkspace):
		return shelf{dir: dir}, nil
	case err != nil:
		return shelf{}, err
	}
	return shelf{dir: dir, workspace: &w}, nil
}

func (s shelf) application(path string) (engagement.Application, bool) {
	if s.workspace == nil {
		return engagement.Application{}, false
	}
	return s.workspace.ApplicationAt(s.dir, path)
}

// source is where the source is that the argument speaks of.
func (s shelf) source(path string) string {
	if app, ok := s.application(path); ok {
		return s.workspace.SourcePath(app)
	}
	return path
}

// store keeps the assessment of an application of the workspace.
func (a *app) store(s shelf, path string, result assess.Assessment) error {
	application, ok := s.application(path)
	if !ok {
		return nil
	}
	stored, err := gantry.StoreAssessment(*s.workspace, application.Name, result)
	if err != nil {
		return err
	}
	_, err = io.WriteString(a.err, a.sayf("已存入 %s\n", "stored in %s\n", stored))
	return err
}

// encode writes a value as indented JSON.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
