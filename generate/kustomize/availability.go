package kustomize

import (
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// disruptionBudget lets nodes be drained one instance at a time. It is there only in
// environments that run several: a budget over one instance would be of no use.
func (o overlayed) disruptionBudget(k *types.Kustomization) error {
	if o.s.MaxUnavailable == 0 || !serves(o.w) {
		return nil
	}
	file := o.w.Name + "-poddisruptionbudget.yaml"
	k.Resources = append(k.Resources, file)
	unavailable := intstr.FromInt32(int32(o.s.MaxUnavailable)) //nolint:gosec // small
	return o.add(object{
		dir: o.dir, file: file, title: titledIn(o.w, o.s.Environment, "中断预算", "The disruption budget"),
		why: []fileset.Why{why("spec.maxUnavailable", o.id(generate.AspectDisruption))},
		value: policyv1.PodDisruptionBudget{
			TypeMeta:   metav1.TypeMeta{APIVersion: "policy/v1", Kind: "PodDisruptionBudget"},
			ObjectMeta: o.meta(o.w),
			Spec: policyv1.PodDisruptionBudgetSpec{
				MaxUnavailable: &unavailable,
				Selector:       &metav1.LabelSelector{MatchLabels: o.selector(o.w)},
			},
		},
	})
}

// spread keeps the instances apart, over zones first and nodes second, without
// refusing to run when that cannot be had.
func (o overlayed) spread() []corev1.TopologySpreadConstraint {
	if !o.s.SpreadZones || !serves(o.w) {
		return nil
	}
	one := func(key string) corev1.TopologySpreadConstraint {
		c := corev1.TopologySpreadConstraint{
			MaxSkew: 1, TopologyKey: key, WhenUnsatisfiable: corev1.ScheduleAnyway,
			LabelSelector: &metav1.LabelSelector{MatchLabels: o.selector(o.w)},
		}
		if o.w.Kind != generate.StatefulSet {
			c.MatchLabelKeys = []string{"pod-template-hash"}
		}
		return c
	}
	return []corev1.TopologySpreadConstraint{one(corev1.LabelTopologyZone), one(corev1.LabelHostname)}
}
