package generate

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/internal/yamlprint"
)

// PlatformFile is where the bindings are, relative to the platform repository.
const PlatformFile = "platform.yaml"

const platformSchema = "gantry.platform/v1"

// Names of bindings that every application has; the addresses of backing
// services are bound as <application>.<service>.<what>.
const (
	BindingRegistry = "acr.domain"
	BindingGitURL   = "git.url"
)

// platform is the content of platform.yaml.
type platform struct {
	Schema   string            `json:"schema" yaml:"schema"`
	Bindings map[string]string `json:"bindings" yaml:"bindings"`
}

var bindingName = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

// ParseBindings reads platform.yaml: values by binding name. A value that is
// empty is one that is still missing.
func ParseBindings(data []byte) (map[string]string, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	var p platform
	if err := dec.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading %s: %w", PlatformFile, err)
	}
	if p.Schema != platformSchema {
		return nil, fmt.Errorf("reading %s: schema %q is not %s", PlatformFile, p.Schema, platformSchema)
	}
	known := map[string]string{}
	for name, value := range p.Bindings {
		switch {
		case !bindingName.MatchString(name):
			return nil, fmt.Errorf("reading %s: binding %q: use lower-case words with dots between them, such as acr.domain", PlatformFile, name)
		case strings.ContainsAny(value, " \t\r\n\"'`${}<>"):
			return nil, fmt.Errorf("reading %s: binding %s: its value has blanks, quotes or template signs in it", PlatformFile, name)
		case value != "":
			known[name] = value
		}
	}
	return known, nil
}

// Platform prints platform.yaml with the bindings that an application needs,
// for people or the platform's own tools to fill.
func Platform(bindings []Binding, lang i18n.Lang) (fileset.File, error) {
	p := platform{Schema: platformSchema, Bindings: map[string]string{}}
	opt := yamlprint.Options{First: []string{"schema"}, Comments: map[string]string{}, Header: []string{i18n.Text{
		ZH: "平台取值：只有云上才知道的标识，按名称填写（可由 terraform output -json 填入）；填好后重新运行 gantry migrate --platform",
		EN: "Bindings: what only the cloud knows, by name (terraform output -json may fill them); then run gantry migrate --platform again",
	}.In(lang)}}
	for _, b := range bindings {
		p.Bindings[b.Name] = ""
		opt.Comments[`bindings["`+b.Name+`"]`] = b.Text.In(lang)
	}
	content, err := yamlprint.Print(p, opt)
	if err != nil {
		return fileset.File{}, fmt.Errorf("generating %s: %w", PlatformFile, err)
	}
	return fileset.File{Path: PlatformFile, Mode: 0o644, Content: content}, nil
}

// Bindings lists what the platform must supply, with the generated files that
// hold it or a stand-in, sorted by name.
func (a Application) Bindings(set fileset.Set) []Binding {
	texts := map[string]i18n.Text{}
	add := func(name string, text i18n.Text) {
		if name != "" {
			texts[name] = text
		}
	}
	add(a.Registry.Host.Binding, i18n.Text{ZH: "镜像仓库（ACR）实例的域名，优先用 VPC 域名", EN: "domain of the ACR instance, the one in the VPC where there is one"})
	if a.Pipeline.RepositoryURL == "" {
		add(BindingGitURL, i18n.Text{ZH: "源代码仓库所在的主机", EN: "host of the source repository"})
	}
	for _, w := range a.Workloads {
		for _, e := range w.allEnv() {
			add(e.Binding, a.bindingText(e.Binding, w.Name, e.Name))
		}
	}
	out := make([]Binding, 0, len(texts))
	for name, text := range texts {
		out = append(out, Binding{Name: name, Text: text, UsedIn: usedIn(set, Bound{Binding: name}.String())})
	}
	slices.SortFunc(out, func(x, y Binding) int { return cmp.Compare(x.Name, y.Name) })
	return out
}

// bindingText says what a binding is: the host of a backing service in an
// environment, which is a part of a variable's value or all of it.
func (a Application) bindingText(binding, workload, variable string) i18n.Text {
	parts := strings.Split(strings.TrimPrefix(binding, a.Name+"."), ".")
	if n := len(parts); n == 3 && parts[2] == "host" {
		return i18n.Textf("%[1]s 环境中 %[2]s 的主机名或 IP，用于 %[3]s 的 %[4]s 等", "host name or IP of %[2]s in %[1]s, for %[4]s of %[3]s and others", parts[0], parts[1], workload, variable)
	}
	return i18n.Textf("%[1]s 的环境变量 %[2]s 的取值", "value of the variable %[2]s of %[1]s", workload, variable)
}

func (w Workload) allEnv() []EnvVar {
	out := slices.Clone(w.Env)
	for _, s := range w.Settings {
		out = append(out, s.Env...)
	}
	return out
}

func usedIn(set fileset.Set, standIn string) []string {
	out := []string{}
	for _, f := range set.Files() {
		if bytes.Contains(f.Content, []byte(standIn)) {
			out = append(out, f.Path)
		}
	}
	return out
}

// Missing returns the bindings whose stand-in is still in a file.
func Missing(bindings []Binding) []Binding {
	return slices.DeleteFunc(slices.Clone(bindings), func(b Binding) bool { return len(b.UsedIn) == 0 })
}
