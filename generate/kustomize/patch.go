package kustomize

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// A patch names only what it sets; the full API types would print the rest of
// the object as empty fields that a merge takes seriously.
type patch struct {
	metav1.TypeMeta `json:",inline"`
	Metadata        patchMeta `json:"metadata"`
	Spec            any       `json:"spec"`
}

type patchMeta struct {
	Name string `json:"name"`
}

type podPatch struct {
	Template templatePatch `json:"template"`
}

type templatePatch struct {
	Spec podSpecPatch `json:"spec"`
}

type podSpecPatch struct {
	Containers                []containerPatch                  `json:"containers"`
	TopologySpreadConstraints []corev1.TopologySpreadConstraint `json:"topologySpreadConstraints,omitempty"`
}

type containerPatch struct {
	Name      string                      `json:"name"`
	Resources corev1.ResourceRequirements `json:"resources"`
}

type jobPatch struct {
	JobTemplate struct {
		Spec podPatch `json:"spec"`
	} `json:"jobTemplate"`
}

// resourcePatch returns the patch of the pod and the decisions behind its fields.
func (o overlayed) resourcePatch() (patch, []fileset.Why, error) {
	requirements, err := requirements(o.s.Resources)
	if err != nil {
		return patch{}, nil, fmt.Errorf("resources of %s in %s: %w", o.w.Name, o.s.Environment, err)
	}
	reasons := []fileset.Why{why(podPath(o.w)+".spec.containers[0].resources", o.id(generate.AspectResources))}
	spec := podSpecPatch{Containers: []containerPatch{{Name: o.w.Name, Resources: requirements}}, TopologySpreadConstraints: o.spread()}
	if len(spec.TopologySpreadConstraints) > 0 {
		reasons = append(reasons, why(podPath(o.w)+".spec.topologySpreadConstraints", o.id(generate.AspectSpread)))
	}
	pod := podPatch{Template: templatePatch{Spec: spec}}
	p := patch{TypeMeta: typeOf(o.w), Metadata: patchMeta{Name: o.w.Name}, Spec: pod}
	if o.w.Kind == generate.CronJob {
		var j jobPatch
		j.JobTemplate.Spec = pod
		p.Spec = j
	}
	return p, reasons, nil
}

func typeOf(w generate.Workload) metav1.TypeMeta {
	version := appsv1.SchemeGroupVersion.String()
	if !serves(w) {
		version = batchv1.SchemeGroupVersion.String()
	}
	return metav1.TypeMeta{APIVersion: version, Kind: kindOf(w)}
}

func requirements(r generate.Resources) (corev1.ResourceRequirements, error) {
	out := corev1.ResourceRequirements{}
	for _, e := range []struct {
		list  *corev1.ResourceList
		name  corev1.ResourceName
		value string
	}{
		{&out.Requests, corev1.ResourceCPU, r.CPURequest},
		{&out.Requests, corev1.ResourceMemory, r.MemoryRequest},
		{&out.Limits, corev1.ResourceCPU, r.CPULimit},
		{&out.Limits, corev1.ResourceMemory, r.MemoryLimit},
	} {
		if e.value == "" {
			continue
		}
		q, err := resource.ParseQuantity(e.value)
		if err != nil {
			return out, fmt.Errorf("%s %q: %w", e.name, e.value, err)
		}
		if *e.list == nil {
			*e.list = corev1.ResourceList{}
		}
		(*e.list)[e.name] = q
	}
	return out, nil
}

type ingressPatch struct {
	Rules []networkingv1.IngressRule `json:"rules"`
}

// removal is a strategic merge patch that takes an object away.
type removal struct {
	metav1.TypeMeta `json:",inline"`
	Metadata        patchMeta `json:"metadata"`
	Patch           string    `json:"$patch"`
}

// hosts gives the way in the host names of the environment; where it has none,
// a rule for every host would be left, so the way in is taken away.
func (o overlayed) hosts(k *types.Kustomization) error {
	if !routed(o.w) {
		return nil
	}
	ingress := metav1.TypeMeta{APIVersion: networkingv1.SchemeGroupVersion.String(), Kind: "Ingress"}
	if len(o.s.Hosts) == 0 {
		if len(k.Components) == 0 || k.Components[0] != "../../"+ingressDir {
			return nil
		}
		file := o.w.Name + "-no-ingress.yaml"
		k.Patches = append(k.Patches, types.Patch{Path: file})
		return o.add(object{dir: o.dir, file: file, title: titledIn(o.w, o.s.Environment, "无对外入口", "The removal of the Ingress"),
			why:   []fileset.Why{why("", o.id(generate.AspectHosts))},
			value: removal{TypeMeta: ingress, Metadata: patchMeta{Name: o.w.Name}, Patch: "delete"}})
	}
	var rules []networkingv1.IngressRule
	for _, h := range o.s.Hosts {
		rules = append(rules, ingressRule(o.w, h))
	}
	file := o.w.Name + "-hosts.yaml"
	k.Patches = append(k.Patches, types.Patch{Path: file})
	return o.add(object{dir: o.dir, file: file, title: titledIn(o.w, o.s.Environment, "域名", "The host names"),
		why: []fileset.Why{why("spec.rules", o.id(generate.AspectHosts))},
		value: patch{TypeMeta: ingress,
			Metadata: patchMeta{Name: o.w.Name}, Spec: ingressPatch{Rules: rules}}})
}
