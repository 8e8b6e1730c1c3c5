// Package tekton generates an application's delivery pipeline for Tekton: one
// clone, the tests and the images in parallel, the digests handed to the
// overlay, the rollout watched. The tasks that pipelines share are owned by the
// platform repository; an application only refers to them.
package tekton

import (
	"fmt"
	"path"

	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Root is where an application's pipeline is, relative to its repository.
const Root = "deploy/tekton"

// PlatformRoot is where the shared tasks are, relative to the platform repository.
const PlatformRoot = "cluster/tekton/tasks"

// Names of the Secrets that the platform provides in the namespace of the pipelines.
const (
	// RegistrySecret is of type kubernetes.io/dockerconfigjson and may push.
	RegistrySecret = "registry-credentials"
	// GitSecret is a Tekton git credential: an SSH key or .gitconfig and .git-credentials.
	GitSecret = "git-credentials"
)

// Generate returns the pipelines of an application: the one that builds and
// deploys, with a PipelineRun into the first environment; the one that promotes what was
// built to the next; and the identity with the rights they need.
func Generate(app generate.Application) (fileset.Set, error) {
	p := pipeline{app: app, print: generate.NewPrinter(app)}
	k := types.Kustomization{TypeMeta: types.TypeMeta{APIVersion: types.KustomizationVersion, Kind: types.KustomizationKind}}
	for _, o := range append([]object{p.definition(), p.promotion(), p.serviceAccount()}, p.rights()...) {
		if err := p.add(o); err != nil {
			return fileset.Set{}, err
		}
		k.Resources = append(k.Resources, o.file)
	}
	if len(app.Environments) > 0 {
		if err := p.add(p.run(app.Environments[0])); err != nil {
			return fileset.Set{}, err
		}
	}
	title := i18n.Text{ZH: app.Name + " 的交付流水线", EN: "The delivery pipeline of " + app.Name}
	if err := p.add(object{file: "kustomization.yaml", value: k, title: title}); err != nil {
		return fileset.Set{}, err
	}
	return fileset.New(p.files...)
}

// pipeline gathers the files of one application.
type pipeline struct {
	app   generate.Application
	print generate.Printer
	files []fileset.File
}

type object struct {
	file  string
	value any
	title i18n.Text
	why   []fileset.Why
}

func (p *pipeline) add(o object) error {
	f, err := p.print.YAML(path.Join(Root, o.file), o.value, o.title, o.why...)
	if err != nil {
		return fmt.Errorf("generating the pipeline of %s: %w", p.app.Name, err)
	}
	p.files = append(p.files, f)
	return nil
}

func because(field string) fileset.Why {
	return fileset.Why{Field: field, Ref: generate.AppDecision(generate.AspectPipeline)}
}
