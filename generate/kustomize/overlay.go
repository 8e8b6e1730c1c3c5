package kustomize

import (
	"path"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Unbuilt is the tag that an overlay's images have until a build or a pipeline
// writes the digest. No registry has it, so that nothing runs by accident.
const Unbuilt = "unbuilt"

func (g *generator) overlays() error {
	for _, env := range g.app.Environments {
		if err := g.overlay(env); err != nil {
			return err
		}
	}
	return nil
}

// overlay writes what differs in one environment.
func (g *generator) overlay(env generate.Environment) error {
	k := kustomization()
	k.Namespace = env.Namespace
	k.Resources = []string{"../../base"}
	k.Components = g.overlayComponents(env)
	reasons := []fileset.Why{why("namespace", generate.AppDecision(generate.AspectEnvironments))}
	for _, w := range g.app.Workloads {
		s, ok := w.Setting(env.Name)
		if !ok {
			continue
		}
		o := overlayed{generator: g, w: w, s: s, dir: path.Join("overlays", env.Name)}
		more, err := o.into(&k)
		if err != nil {
			return err
		}
		reasons = append(reasons, more...)
	}
	title := i18n.Textf("%[1]s 环境", "The environment %[1]s", env.Name)
	if len(k.Images) > 0 {
		reasons = append(reasons, why("images", generate.AppDecision(generate.AspectRegistry)))
	}
	return g.add(object{dir: path.Join("overlays", env.Name), file: "kustomization.yaml", value: k, title: title, why: reasons})
}

func (g *generator) overlayComponents(env generate.Environment) []string {
	var out []string
	if slices.ContainsFunc(g.app.Workloads, func(w generate.Workload) bool {
		s, _ := w.Setting(env.Name)
		return routed(w) && len(s.Hosts) > 0
	}) {
		out = append(out, "../../"+ingressDir)
	}
	if g.enforced() {
		out = append(out, "../../"+networkDir)
	}
	return out
}

// overlayed is one workload in one environment.
type overlayed struct {
	*generator
	w   generate.Workload
	s   generate.Setting
	dir string
}

func (o overlayed) id(aspect string) string {
	return o.w.DecisionID(generate.In(aspect, o.s.Environment))
}

// into adds the workload's differences to the overlay's kustomization and files.
func (o overlayed) into(k *types.Kustomization) ([]fileset.Why, error) {
	var reasons []fileset.Why
	k.Images = append(k.Images, types.Image{Name: o.w.Name, NewName: o.app.Registry.Repository(o.w.Name), NewTag: Unbuilt})
	if serves(o.w) && o.s.Autoscale == nil {
		reasons = append(reasons, why(index("replicas", len(k.Replicas))+".count", o.id(generate.AspectReplicas)))
		k.Replicas = append(k.Replicas, types.Replica{Name: o.w.Name, Count: int64(o.s.Replicas)})
	}
	reasons = append(reasons, o.settings(k)...)
	for _, step := range []func(*types.Kustomization) error{o.resources, o.disruptionBudget, o.autoscaler, o.hosts} {
		if err := step(k); err != nil {
			return nil, err
		}
	}
	return reasons, nil
}

// settings merges the environment's own variables into the base's ConfigMap.
func (o overlayed) settings(k *types.Kustomization) []fileset.Why {
	if len(o.s.Env) == 0 {
		return nil
	}
	args := types.ConfigMapArgs{GeneratorArgs: types.GeneratorArgs{Name: configName(o.w), Behavior: "merge"}}
	var reasons []fileset.Why
	for i, e := range o.s.Env {
		args.LiteralSources = append(args.LiteralSources, e.Name+"="+e.Value)
		if e.Decision != "" {
			reasons = append(reasons, why(index(index("configMapGenerator", len(k.ConfigMapGenerator))+".literals", i), e.Decision))
		}
	}
	k.ConfigMapGenerator = append(k.ConfigMapGenerator, args)
	return reasons
}

// resources patches the requests and limits of the environment into the workload, and
// how its instances are spread.
func (o overlayed) resources(k *types.Kustomization) error {
	patch, reasons, err := o.resourcePatch()
	if err != nil {
		return err
	}
	file := o.w.Name + "-resources.yaml"
	k.Patches = append(k.Patches, types.Patch{Path: file})
	return o.add(object{dir: o.dir, file: file, value: patch, title: titledIn(o.w, o.s.Environment, "资源", "The resources"),
		why: reasons})
}

func (o overlayed) autoscaler(k *types.Kustomization) error {
	a := o.s.Autoscale
	if a == nil {
		return nil
	}
	file := o.w.Name + "-horizontalpodautoscaler.yaml"
	k.Resources = append(k.Resources, file)
	low, percent := int32(a.Min), int32(a.CPUPercent) //nolint:gosec // small
	return o.add(object{
		dir: o.dir, file: file, title: titledIn(o.w, o.s.Environment, "弹性伸缩", "The autoscaling"),
		why: []fileset.Why{why("spec", o.id(generate.AspectAutoscale)), why("spec.minReplicas", o.id(generate.AspectReplicas))},
		value: autoscalingv2.HorizontalPodAutoscaler{
			TypeMeta:   metav1.TypeMeta{APIVersion: "autoscaling/v2", Kind: "HorizontalPodAutoscaler"},
			ObjectMeta: o.meta(o.w),
			Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
				ScaleTargetRef: autoscalingv2.CrossVersionObjectReference{APIVersion: appsv1.SchemeGroupVersion.String(), Kind: kindOf(o.w), Name: o.w.Name},
				MinReplicas:    &low, MaxReplicas: int32(a.Max), //nolint:gosec // small
				Metrics: []autoscalingv2.MetricSpec{{Type: autoscalingv2.ResourceMetricSourceType, Resource: &autoscalingv2.ResourceMetricSource{
					Name:   corev1.ResourceCPU,
					Target: autoscalingv2.MetricTarget{Type: autoscalingv2.UtilizationMetricType, AverageUtilization: &percent},
				}}},
			},
		},
	})
}
