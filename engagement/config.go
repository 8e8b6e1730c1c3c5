package engagement

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// ConfigSchema is the version of gantry.yaml.
const ConfigSchema = "gantry.workspace/v1"

// Config is gantry.yaml: who the customer is, what was bought, and where the
// applications are.
type Config struct {
	Customer     string
	Edition      Edition
	Language     i18n.Lang
	Applications []Application
}

// Application is a system of the customer. Source is a directory, an archive
// or a git address; a relative path starts at the root of the workspace.
// Components limits the application to some of what the source holds; empty
// means all of it.
type Application struct {
	Name       string
	Source     string
	Components []string
}

// ParseConfig reads gantry.yaml strictly; the error names every problem with
// its line.
func ParseConfig(data []byte) (Config, error) {
	top, err := parseNode(data)
	if err != nil {
		return Config{}, err
	}
	var r reader
	cfg := Config{}
	r.mapping(top, ConfigFile,
		field{"schema", true, func(n *yaml.Node) { r.schema(n, ConfigSchema) }},
		field{"customer", true, func(n *yaml.Node) {
			cfg.Customer = r.text(n, "customer")
			r.check(n, checkCustomer(cfg.Customer))
		}},
		field{"edition", true, func(n *yaml.Node) {
			e, err := ParseEdition(r.text(n, "edition"))
			r.check(n, err)
			cfg.Edition = e
		}},
		field{"language", true, func(n *yaml.Node) {
			l, err := i18n.ParseLang(r.text(n, "language"))
			r.check(n, err)
			cfg.Language = l
		}},
		field{"applications", false, func(n *yaml.Node) { cfg.Applications = r.applications(n) }},
	)
	if err := r.err(); err != nil {
		return Config{}, err
	}
	return cfg, nil
}

func (r *reader) check(n *yaml.Node, err error) {
	if err != nil {
		r.fail(n, "%w", err)
	}
}

func (r *reader) applications(n *yaml.Node) []Application {
	var list []Application
	seen := map[string]bool{}
	r.list(n, "applications", func(item *yaml.Node) {
		a := r.application(item)
		if a.Name != "" && seen[a.Name] {
			r.fail(item, "applications: %s is listed twice", a.Name)
		}
		seen[a.Name] = true
		list = append(list, a)
	})
	return list
}

func (r *reader) application(n *yaml.Node) Application {
	var a Application
	r.mapping(n, "applications",
		field{"name", true, func(n *yaml.Node) {
			a.Name = r.text(n, "name")
			r.check(n, CheckName(a.Name))
		}},
		field{"source", true, func(n *yaml.Node) {
			a.Source = r.text(n, "source")
			r.check(n, checkSource(a.Source))
		}},
		field{"components", false, func(n *yaml.Node) {
			r.list(n, "components", func(item *yaml.Node) {
				name := r.text(item, "components")
				r.check(item, CheckName(name))
				a.Components = append(a.Components, name)
			})
		}},
	)
	return a
}

// Check tells everything that ParseConfig would find wrong with the values.
func (c Config) Check() error {
	var problems []error
	problems = append(problems, checkCustomer(c.Customer))
	if _, err := ParseEdition(string(c.Edition)); err != nil {
		problems = append(problems, err)
	}
	if _, err := i18n.ParseLang(string(c.Language)); err != nil {
		problems = append(problems, err)
	}
	seen := map[string]bool{}
	for _, a := range c.Applications {
		problems = append(problems, CheckName(a.Name), checkSource(a.Source))
		for _, name := range a.Components {
			problems = append(problems, CheckName(name))
		}
		if seen[a.Name] {
			problems = append(problems, fmt.Errorf("checking applications: %s is listed twice", a.Name))
		}
		seen[a.Name] = true
	}
	return errors.Join(problems...)
}

// encode writes gantry.yaml with a comment for the person who extends it.
func (c Config) encode() []byte {
	var b bytes.Buffer
	comment := i18n.Text{
		ZH: "项目工作区。版本：standard 标准版、upgraded 升级版、premium 尊享版。",
		EN: "Workspace of an engagement. Editions: standard, upgraded, premium.",
	}
	fmt.Fprintf(&b, "# %s\n", comment.In(c.Language))
	fmt.Fprintf(&b, "schema: %s\n", ConfigSchema)
	fmt.Fprintf(&b, "customer: %s\n", scalar(c.Customer))
	fmt.Fprintf(&b, "edition: %s\n", c.Edition)
	fmt.Fprintf(&b, "language: %s\n", c.Language)
	example := i18n.Text{
		ZH: "应用名称：小写字母、数字与连字符，最长 40 个字符；source 为目录、压缩包或 git 地址。",
		EN: "Names: lower-case letters, digits and hyphens, at most 40; source is a directory, an archive or a git address.",
	}
	fmt.Fprintf(&b, "# %s\n", example.In(c.Language))
	if len(c.Applications) == 0 {
		b.WriteString("applications:\n  # - name: order-service\n  #   source: ../order-service\n")
		return b.Bytes()
	}
	b.WriteString("applications:\n")
	for _, a := range c.Applications {
		for _, line := range a.block() {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	return b.Bytes()
}

// scalar prints text as one YAML value on one line, quoted where it has to be.
func scalar(s string) string {
	plain, err := yaml.Marshal(s)
	if err != nil || bytes.Count(plain, []byte("\n")) != 1 {
		return quoted(s)
	}
	return strings.TrimRight(string(plain), "\n")
}

// quoted prints text as one YAML value in double quotes.
func quoted(s string) string {
	out, err := yaml.Marshal(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Style: yaml.DoubleQuotedStyle})
	if err != nil {
		return `""`
	}
	return strings.TrimRight(string(out), "\n")
}
