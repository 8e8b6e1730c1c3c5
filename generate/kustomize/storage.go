package kustomize

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// volumes are the pod's own volumes; a stateful set makes those of its single
// claims itself.
func volumes(w generate.Workload) []corev1.Volume {
	var out []corev1.Volume
	for _, v := range w.Volumes {
		vol := corev1.Volume{Name: v.Name}
		switch {
		case v.Claim == nil:
			vol.EmptyDir = &corev1.EmptyDirVolumeSource{}
			if q, err := resource.ParseQuantity(v.SizeLimit); err == nil {
				vol.EmptyDir.SizeLimit = &q
			}
		case ownClaim(w, v):
			continue
		default:
			vol.PersistentVolumeClaim = &corev1.PersistentVolumeClaimVolumeSource{ClaimName: claimName(w, v)}
		}
		out = append(out, vol)
	}
	if len(w.Routes) > 0 {
		out = append(out, routesSource(w))
	}
	return out
}

// ownClaim tells whether every pod has a claim of its own.
func ownClaim(w generate.Workload, v generate.Volume) bool {
	return w.Kind == generate.StatefulSet && v.Claim != nil && !v.Claim.Shared
}

func mounts(w generate.Workload) []corev1.VolumeMount {
	var out []corev1.VolumeMount
	for _, v := range w.Volumes {
		out = append(out, corev1.VolumeMount{Name: v.Name, MountPath: v.Path})
	}
	if len(w.Routes) > 0 {
		out = append(out, routesMount())
	}
	return out
}

func claimName(w generate.Workload, v generate.Volume) string { return w.Name + "-" + v.Name }

// claims are the volume claims that the workload's pods share.
func (g *generator) claims(w generate.Workload) []object {
	var out []object
	for _, v := range w.Volumes {
		if v.Claim == nil || ownClaim(w, v) {
			continue
		}
		m := g.meta(w)
		m.Name = claimName(w, v)
		out = append(out, object{
			file: "persistentvolumeclaim-" + v.Name + ".yaml", title: titled(w, "存储 "+v.Path, "The storage at "+v.Path),
			why: []fileset.Why{why("spec", w.DecisionID(generate.AspectVolumes))},
			value: corev1.PersistentVolumeClaim{
				TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "PersistentVolumeClaim"}, ObjectMeta: m, Spec: claimSpec(*v.Claim)},
		})
	}
	return out
}

func claimSpec(c generate.Claim) corev1.PersistentVolumeClaimSpec {
	mode := corev1.ReadWriteOnce
	if c.Shared {
		mode = corev1.ReadWriteMany
	}
	s := corev1.PersistentVolumeClaimSpec{AccessModes: []corev1.PersistentVolumeAccessMode{mode}}
	if q, err := resource.ParseQuantity(c.Size); err == nil {
		s.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: q}
	}
	if c.Class != "" {
		s.StorageClassName = &c.Class
	}
	return s
}
