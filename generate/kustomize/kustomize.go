// Package kustomize generates the Kubernetes manifests of an application: a base
// with what is the same everywhere, components that an overlay switches on,
// and an overlay for each environment.
package kustomize

import (
	"cmp"
	"fmt"
	"path"

	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Root is where the manifests are, relative to the repository root.
const Root = "deploy/kustomize"

// Generate returns the manifests of all workloads.
func Generate(app generate.Application) (fileset.Set, error) {
	g := generator{app: app, print: generate.NewPrinter(app)}
	steps := []func() error{g.base, g.networkComponent, g.ingressComponent, g.overlays}
	for _, step := range steps {
		if err := step(); err != nil {
			return fileset.Set{}, fmt.Errorf("generating manifests of %s: %w", app.Name, err)
		}
	}
	return fileset.New(g.files...)
}

// generator gathers the files of one application.
type generator struct {
	app   generate.Application
	print generate.Printer
	files []fileset.File
}

// object is a typed object on its way into a file of its own.
type object struct {
	dir   string
	file  string
	value any
	title i18n.Text
	why   []fileset.Why
}

func (g *generator) add(o object) error {
	printer := g.print
	if _, ok := o.value.(types.Kustomization); ok {
		// What there is reads before how it differs.
		printer = printer.Leading("apiVersion", "kind", "namespace", "resources", "components", "patches", "replicas", "configMapGenerator", "images")
	}
	f, err := printer.YAML(path.Join(Root, o.dir, o.file), o.value, o.title, o.why...)
	if err != nil {
		return err
	}
	g.files = append(g.files, f)
	return nil
}

// addAll adds the objects and, beside them, the kustomization that lists them.
func (g *generator) addAll(dir string, title i18n.Text, objects []object, k types.Kustomization, why ...fileset.Why) error {
	for _, o := range objects {
		o.dir = dir
		if err := g.add(o); err != nil {
			return err
		}
		k.Resources = append(k.Resources, o.file)
	}
	return g.add(object{dir: dir, file: "kustomization.yaml", value: k, title: title, why: why})
}

func kustomization() types.Kustomization {
	return types.Kustomization{TypeMeta: types.TypeMeta{APIVersion: types.KustomizationVersion, Kind: types.KustomizationKind}}
}

func component() types.Kustomization {
	return types.Kustomization{TypeMeta: types.TypeMeta{APIVersion: types.ComponentVersion, Kind: types.ComponentKind}}
}

func why(field, decision string) fileset.Why { return fileset.Why{Field: field, Ref: decision} }

// titled is "<what> of <workload>".
func titled(w generate.Workload, zh, en string) i18n.Text {
	return i18n.Text{ZH: w.Name + " 的" + zh, EN: en + " of " + w.Name}
}

// titledIn is "<what> of <workload> in <environment>".
func titledIn(w generate.Workload, environment, zh, en string) i18n.Text {
	return i18n.Text{ZH: w.Name + " 的" + zh + "（" + environment + "）", EN: en + " of " + w.Name + " in " + environment}
}

// kindOf is the API kind of a workload.
func kindOf(w generate.Workload) string {
	switch w.Kind {
	case generate.StatefulSet:
		return "StatefulSet"
	case generate.CronJob:
		return "CronJob"
	case generate.Job:
		return "Job"
	}
	return "Deployment"
}

// serves tells whether the workload keeps running and so has replicas.
func serves(w generate.Workload) bool {
	return w.Kind == generate.Deployment || w.Kind == generate.StatefulSet || w.Kind == ""
}

// podPath is the field path of the pod template in the workload's object.
func podPath(w generate.Workload) string {
	if w.Kind == generate.CronJob {
		return "spec.jobTemplate.spec.template"
	}
	return "spec.template"
}

func fileName(w generate.Workload) string {
	return cmp.Or(string(w.Kind), string(generate.Deployment)) + ".yaml"
}
