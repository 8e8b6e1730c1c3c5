package kustomize

import (
	"path"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// base writes one directory for each workload and the kustomization over them.
func (g *generator) base() error {
	all := kustomization()
	for _, w := range g.app.Workloads {
		all.Resources = append(all.Resources, w.Name)
		if err := g.baseOf(w); err != nil {
			return err
		}
	}
	title := i18n.Text{ZH: g.app.Name + " 的公共清单（各环境相同的部分）", EN: "What is the same in every environment of " + g.app.Name}
	return g.add(object{dir: "base", file: "kustomization.yaml", value: all, title: title})
}

func (g *generator) baseOf(w generate.Workload) error {
	controller, err := g.controller(w)
	if err != nil {
		return err
	}
	objects := []object{controller, g.serviceAccount(w)}
	objects = append(objects, g.services(w)...)
	objects = append(objects, g.claims(w)...)
	k := kustomization()
	reasons := g.config(w, &k)
	more, err := g.routes(w, &k)
	if err != nil {
		return err
	}
	reasons = append(reasons, more...)
	return g.addAll(path.Join("base", w.Name), titled(w, "公共清单", "The common manifests"), objects, k, reasons...)
}

// config puts the plain settings into a generated ConfigMap, whose name changes
// with its content so that a change rolls out.
func (g *generator) config(w generate.Workload, k *types.Kustomization) []fileset.Why {
	if len(w.Env) == 0 && !hasOwnEnv(w) {
		return nil
	}
	args := types.ConfigMapArgs{GeneratorArgs: types.GeneratorArgs{Name: configName(w)}}
	var reasons []fileset.Why
	for i, e := range w.Env {
		args.LiteralSources = append(args.LiteralSources, e.Name+"="+e.Value)
		if e.Decision != "" {
			reasons = append(reasons, why(index("configMapGenerator[0].literals", i), e.Decision))
		}
	}
	k.ConfigMapGenerator = []types.ConfigMapArgs{args}
	return reasons
}

func hasOwnEnv(w generate.Workload) bool {
	for _, s := range w.Settings {
		if len(s.Env) > 0 {
			return true
		}
	}
	return false
}

func configName(w generate.Workload) string { return w.Name + "-config" }

func (g *generator) meta(w generate.Workload) metav1.ObjectMeta {
	return metav1.ObjectMeta{Name: w.Name, Labels: g.labels(w)}
}

// labels are the recommended labels that never change between versions
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/).
func (g *generator) labels(w generate.Workload) map[string]string {
	l := g.selector(w)
	l["app.kubernetes.io/component"] = string(w.Component.Workload)
	l["app.kubernetes.io/part-of"] = g.app.Name
	return l
}

func (g *generator) selector(w generate.Workload) map[string]string {
	return map[string]string{"app.kubernetes.io/name": w.Name, "app.kubernetes.io/instance": g.app.Name}
}

func (g *generator) serviceAccount(w generate.Workload) object {
	no := false
	return object{file: "serviceaccount.yaml", title: titled(w, "身份", "The identity"), value: corev1.ServiceAccount{
		TypeMeta:                     metav1.TypeMeta{APIVersion: "v1", Kind: "ServiceAccount"},
		ObjectMeta:                   g.meta(w),
		AutomountServiceAccountToken: &no,
	}}
}
