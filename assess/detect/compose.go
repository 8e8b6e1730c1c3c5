package detect

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/compose"
	"github.com/gantry-ack/gantry/assess/internal/dockerfile"
	"github.com/gantry-ack/gantry/assess/internal/image"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// composeDetector notes what Compose files say of the services that are built
// or are a team's own images, and which backing services those depend on.
func composeDetector() Detector {
	return Detector{Name: "compose", Globs: composeGlobs(), Run: runCompose}
}

func composeGlobs() []string {
	return []string{
		"**/compose*.yml", "**/compose*.yaml", "**/docker-compose*.yml", "**/docker-compose*.yaml",
		"**/docker-stack*.yml", "**/docker-stack*.yaml", "**/podman-compose*.yml", "**/podman-compose*.yaml",
	}
}

func runCompose(ctx context.Context, in Input) (Output, error) {
	var out Output
	projects, err := composeProjects(in.Tree, Generated(in.Tree), in.Paths)
	for _, p := range projects {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		for _, s := range p.services {
			if s.application {
				out.Notes = append(out.Notes, p.note(s))
			}
		}
	}
	return out, err
}

// composeProject is the compose files of one directory: files that are meant to
// be given together, or at least know each other's services by name.
type composeProject struct {
	tree     *scan.Tree
	dir      string
	services []composeService
}

// composeService is a service and the file that it stands in.
type composeService struct {
	compose.Service
	file string

	context     string           // build context, "" without one in the source
	dockerfile  string           // path, "" without one in the source
	built       *dockerfile.File // the Dockerfile, nil when it cannot be read
	backing     image.Service    // what it is when it is a backing service
	application bool             // a program of the customer's
}

// composeProjects reads compose files and groups them by directory. Files that
// cannot be read are in the error.
func composeProjects(t *scan.Tree, generated map[string]bool, paths []string) ([]*composeProject, error) {
	var out []*composeProject
	var errs []error
	for _, name := range paths {
		if composeAside(name) {
			continue
		}
		text, ok, err := deployText(t, generated, name)
		if err != nil {
			errs = append(errs, fileError(name, err))
		}
		if !ok || strings.Contains(text, "{{") { // a template of some tool
			continue
		}
		docs, err := conf.YAMLNodes(text)
		if err != nil {
			errs = append(errs, fileError(name, err))
		}
		dir := path.Dir(name)
		i := slices.IndexFunc(out, func(p *composeProject) bool { return p.dir == dir })
		if i < 0 {
			out = append(out, &composeProject{tree: t, dir: dir})
			i = len(out) - 1
		}
		env := dotenvOf(t, path.Join(dir, ".env"))
		for d := range docs {
			for _, s := range compose.Parse(&docs[d], env) {
				out[i].services = append(out[i].services, composeService{Service: s, file: name})
			}
		}
	}
	for _, p := range out {
		p.extend()
		p.classify()
	}
	return out, errors.Join(errs...)
}

// composeAside tells of compose files for tests.
func composeAside(name string) bool {
	if asideDir(path.Dir(name)) {
		return true
	}
	base := strings.ToLower(path.Base(name))
	for word := range strings.FieldsFuncSeq(base, func(r rune) bool { return r == '.' || r == '-' || r == '_' }) {
		switch word {
		case "test", "tests", "testing", "ci", "e2e", "integration":
			return true
		}
	}
	return false
}

// dotenvOf returns the variables of an environment file, nil when there is none.
func dotenvOf(t *scan.Tree, name string) map[string]string {
	if !t.Has(name) {
		return nil
	}
	text, err := t.Text(name)
	if err != nil {
		return nil
	}
	settings, _ := conf.Dotenv(text) // lines that are none are left out
	out := map[string]string{}
	for _, s := range settings {
		out[s.Key] = s.Value
	}
	return out
}

// extend fills services from those that they extend, one step deep, as nearly
// everybody who uses it does.
func (p *composeProject) extend() {
	for i := range p.services {
		s := &p.services[i]
		if s.Extends == nil {
			continue
		}
		file := s.file
		if s.Extends.File != "" {
			file = path.Join(p.dir, s.Extends.File)
		}
		for _, base := range p.services {
			if base.Name == s.Extends.Service && base.file == file && base.Name != s.Name {
				s.inherit(base.Service)
			}
		}
	}
}

// inherit takes over what a service does not say itself.
func (s *composeService) inherit(base compose.Service) {
	if s.Image.Value == "" && s.Build == nil {
		s.Image, s.Build = base.Image, base.Build
	}
	if s.Command.Line == 0 {
		s.Command = base.Command
	}
	if s.Entrypoint.Line == 0 {
		s.Entrypoint = base.Entrypoint
	}
	s.Env = append(slices.Clone(base.Env), s.Env...)
	s.EnvFiles = append(slices.Clone(base.EnvFiles), s.EnvFiles...)
	s.Ports = append(slices.Clone(base.Ports), s.Ports...)
	s.Needs = append(slices.Clone(base.Needs), s.Needs...)
	s.Volumes = append(slices.Clone(base.Volumes), s.Volumes...)
}

// classify finds out what each service is: a backing service by its image or by
// what its Dockerfile starts from, a program of the customer's, or neither.
func (p *composeProject) classify() {
	for i := range p.services {
		s := &p.services[i]
		ref := image.Parse(s.Image.Value)
		if s.Build != nil {
			s.context, s.dockerfile = p.build(*s)
			s.built = readDockerfile(p.tree, s.dockerfile)
		}
		if b, ok := ref.BackingNamed(s.Name); ok {
			s.backing = b
		}
		if s.built != nil && s.backing.Kind == "" {
			s.backing, _ = s.built.Base(s.Build.Target).Backing()
		}
		// An image of a language without a command is an interpreter; a service
		// without image or build is an override that says too little.
		_, language := ref.Language()
		proxy := s.built != nil && s.built.Proxy(s.Build.Target) && !componentDir(p.tree, path.Dir(s.dockerfile))
		s.application = s.backing.Kind == "" && !proxy && (s.Build != nil ||
			ref.Name != "" && ref.Name != "." && !ref.Infrastructure() && (!language || s.Command.Line > 0))
	}
}
