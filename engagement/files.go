package engagement

import (
	"bytes"
	"embed"
	"fmt"
	"text/template"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// templates holds the README of a workspace in both languages.
//
//go:embed templates/*.md
var templates embed.FS

// initialFile is a file of a new workspace, with its slash path.
type initialFile struct {
	path    string
	content []byte
}

// initialFiles are the files of a new workspace; gantry.yaml is the last.
func initialFiles(cfg Config, cat catalog.Catalog) ([]initialFile, error) {
	readme, err := readmeFile(cfg)
	if err != nil {
		return nil, err
	}
	return []initialFile{
		{".gitattributes", journal.Attributes()},
		{".gitignore", ignoreFile(cfg.Language)},
		{"README.md", readme},
		{preparationFile, preparationSkeleton(cat, cfg.Language)},
		{kickoffFile, kickoffPage(cfg, cat)},
		{answersFile, answersSkeleton(cfg.Language)},
		{surveyLogDir + "/.gitkeep", nil},
		{assessmentDir + "/.gitkeep", nil},
		{deliverablesDir + "/.gitkeep", nil},
		{acceptanceDir + "/.gitkeep", nil},
		{ConfigFile, cfg.encode()},
	}, nil
}

func readmeFile(cfg Config) ([]byte, error) {
	name := "templates/README." + string(cfg.Language) + ".md"
	t, err := template.ParseFS(templates, name)
	if err != nil {
		return nil, fmt.Errorf("reading the template of the workspace's README: %w", err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]string{
		"Customer": cfg.Customer,
		"Edition":  cfg.Edition.Text().In(cfg.Language),
	})
	if err != nil {
		return nil, fmt.Errorf("writing the workspace's README: %w", err)
	}
	return b.Bytes(), nil
}

func ignoreFile(l i18n.Lang) []byte {
	sources := i18n.Text{ZH: "客户源代码不进入本仓库", EN: "source code of the customer stays out of this repository"}
	locks := i18n.Text{ZH: "Office 与操作系统的临时文件", EN: "temporary files of Office and the operating system"}
	return fmt.Appendf(nil, "# %s\n/sources/\n\n# %s\n~$*\n.~lock.*#\n*.tmp\n.DS_Store\nThumbs.db\n", sources.In(l), locks.In(l))
}

func answersSkeleton(l i18n.Lang) []byte {
	head := i18n.Text{
		ZH: "调研答案：org 为全组织，envs 按环境，apps 按应用；由 gantry survey 写入，也可手工填写。",
		EN: "Answers of the survey: org for the organisation, envs per environment, apps per application; written by gantry survey or by hand.",
	}
	return fmt.Appendf(nil, "# %s\nschema: gantry.answers/v1\norg: {}\nenvs: {}\napps: {}\n", head.In(l))
}
