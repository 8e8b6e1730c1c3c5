package kustomize

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// controller is the object that runs the workload's pods. Replicas and resources
// are the overlays' to set.
func (g *generator) controller(w generate.Workload) (object, error) {
	pod, reasons := g.podTemplate(w)
	o := object{file: fileName(w), why: append([]fileset.Why{why("", w.DecisionID(generate.AspectKind))}, reasons...)}
	switch w.Kind {
	case generate.StatefulSet:
		o.title, o.value = titled(w, "有状态工作负载", "The stateful workload"), g.statefulSet(w, pod)
	case generate.CronJob:
		if w.Schedule == "" {
			return o, fmt.Errorf("workload %s: a cron job needs a schedule", w.Name)
		}
		o.title, o.value = titled(w, "定时任务", "The scheduled job"), g.cronJob(w, pod)
		o.why = append(o.why, why("spec.schedule", w.DecisionID(generate.AspectSchedule)))
	case generate.Job:
		o.title, o.value = titled(w, "一次性任务", "The job"), batchv1.Job{
			TypeMeta: metav1.TypeMeta{APIVersion: "batch/v1", Kind: "Job"}, ObjectMeta: g.meta(w), Spec: jobSpec(pod)}
	default:
		o.title, o.value = titled(w, "工作负载", "The workload"), g.deployment(w, pod)
		o.why = append(o.why, why("spec.strategy", w.DecisionID(generate.AspectRollout)))
	}
	return o, nil
}

func (g *generator) deployment(w generate.Workload, pod corev1.PodTemplateSpec) appsv1.Deployment {
	return appsv1.Deployment{
		TypeMeta:   metav1.TypeMeta{APIVersion: "apps/v1", Kind: "Deployment"},
		ObjectMeta: g.meta(w),
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: g.selector(w)},
			Strategy: strategy(w.Rollout),
			Template: pod,
		},
	}
}

func strategy(r generate.Rollout) appsv1.DeploymentStrategy {
	if r.Recreate {
		return appsv1.DeploymentStrategy{Type: appsv1.RecreateDeploymentStrategyType}
	}
	unavailable, surge := intstr.Parse(r.MaxUnavailable), intstr.Parse(r.MaxSurge)
	return appsv1.DeploymentStrategy{
		Type:          appsv1.RollingUpdateDeploymentStrategyType,
		RollingUpdate: &appsv1.RollingUpdateDeployment{MaxUnavailable: &unavailable, MaxSurge: &surge},
	}
}

func (g *generator) statefulSet(w generate.Workload, pod corev1.PodTemplateSpec) appsv1.StatefulSet {
	s := appsv1.StatefulSet{
		TypeMeta:   metav1.TypeMeta{APIVersion: "apps/v1", Kind: "StatefulSet"},
		ObjectMeta: g.meta(w),
		Spec: appsv1.StatefulSetSpec{
			ServiceName: headlessName(w),
			Selector:    &metav1.LabelSelector{MatchLabels: g.selector(w)},
			Template:    pod,
		},
	}
	for _, v := range w.Volumes {
		if v.Claim != nil && !v.Claim.Shared {
			s.Spec.VolumeClaimTemplates = append(s.Spec.VolumeClaimTemplates, corev1.PersistentVolumeClaim{
				ObjectMeta: metav1.ObjectMeta{Name: v.Name}, Spec: claimSpec(*v.Claim)})
		}
	}
	return s
}

func (g *generator) cronJob(w generate.Workload, pod corev1.PodTemplateSpec) batchv1.CronJob {
	kept, failed := int32(3), int32(3)
	c := batchv1.CronJob{
		TypeMeta:   metav1.TypeMeta{APIVersion: "batch/v1", Kind: "CronJob"},
		ObjectMeta: g.meta(w),
		Spec: batchv1.CronJobSpec{
			Schedule:                   w.Schedule,
			ConcurrencyPolicy:          batchv1.ForbidConcurrent,
			SuccessfulJobsHistoryLimit: &kept,
			FailedJobsHistoryLimit:     &failed,
			JobTemplate:                batchv1.JobTemplateSpec{Spec: jobSpec(pod)},
		},
	}
	if w.Build.TimeZone != "" {
		c.Spec.TimeZone = &w.Build.TimeZone
	}
	return c
}

// jobSpec retries a failed run twice and never starts a second pod beside one
// that still runs.
func jobSpec(pod corev1.PodTemplateSpec) batchv1.JobSpec {
	retries := int32(2)
	pod.Spec.RestartPolicy = corev1.RestartPolicyNever
	return batchv1.JobSpec{BackoffLimit: &retries, Template: pod}
}
