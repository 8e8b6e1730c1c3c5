package verify

import (
	"fmt"
	"slices"
	"strings"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// resourcesSet checks requests and limits.
func resourcesSet(_ *Overlay, p pods) []Finding {
	var out []Finding
	for _, c := range p.containers() {
		field := c.field + ".resources"
		for _, r := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage} {
			request, limit := c.Resources.Requests[r], c.Resources.Limits[r]
			if _, ok := c.Resources.Limits[r]; ok && request.Cmp(limit) > 0 {
				out = append(out, p.place(field).problem(
					i18n.Textf("容器 %[1]s 的 %[2]s 请求 %[3]s 大于上限 %[4]s", "the container %[1]s requests %[3]s of %[2]s, more than its limit of %[4]s", c.Name, r, request.String(), limit.String()),
					i18n.Text{ZH: "请求不应大于上限", EN: "request no more than the limit"}))
			}
			if request.Sign() < 0 || limit.Sign() < 0 {
				out = append(out, p.place(field).problem(i18n.Textf("容器 %[1]s 的 %[2]s 为负", "the %[2]s of the container %[1]s is negative", c.Name, r), i18n.Text{ZH: "改为正数", EN: "make it positive"}))
			}
		}
		_, request := c.Resources.Requests[corev1.ResourceMemory]
		_, limit := c.Resources.Limits[corev1.ResourceMemory]
		if !request && !limit {
			out = append(out, p.place(field).caution(
				i18n.Textf("容器 %[1]s 没有内存请求，节点紧张时最先被驱逐", "the container %[1]s requests no memory and is evicted first", c.Name),
				i18n.Text{ZH: "在 overlay 的资源补丁中写 requests 与 limits", EN: "set requests and limits in the overlay's resource patch"}))
		}
	}
	return out
}

// scaler is a HorizontalPodAutoscaler of either version.
type scaler struct {
	*Object

	target    autoscalingv2.CrossVersionObjectReference
	minimum   *int32
	maximum   int32
	resources []corev1.ResourceName // scaled by a share of the request
}

func scalers(o *Overlay) []scaler {
	var out []scaler
	for _, h := range objects[*autoscalingv2.HorizontalPodAutoscaler](o) {
		s := scaler{Object: h.Object, target: h.v.Spec.ScaleTargetRef, minimum: h.v.Spec.MinReplicas, maximum: h.v.Spec.MaxReplicas}
		for _, m := range h.v.Spec.Metrics {
			if m.Resource != nil && m.Resource.Target.AverageUtilization != nil {
				s.resources = append(s.resources, m.Resource.Name)
			}
		}
		out = append(out, s)
	}
	for _, h := range objects[*autoscalingv1.HorizontalPodAutoscaler](o) {
		out = append(out, scaler{Object: h.Object, target: autoscalingv2.CrossVersionObjectReference(h.v.Spec.ScaleTargetRef), minimum: h.v.Spec.MinReplicas,
			maximum: h.v.Spec.MaxReplicas, resources: []corev1.ResourceName{corev1.ResourceCPU}})
	}
	return out
}

// autoscalers checks that an autoscaler has something to scale and to measure,
// and that nothing else sets the count.
func autoscalers(o *Overlay) []Finding {
	var out []Finding
	for _, s := range scalers(o) {
		i := slices.IndexFunc(o.pods(), func(p pods) bool {
			return p.Kind == s.target.Kind && p.Name == s.target.Name && p.APIVersion == s.target.APIVersion && p.Namespace == s.Namespace
		})
		if i < 0 {
			out = append(out, s.place("spec.scaleTargetRef").problem(
				i18n.Textf("伸缩目标 %[1]s %[2]s %[3]s 不存在", "there is no %[1]s %[2]s %[3]s to scale", s.target.APIVersion, s.target.Kind, s.target.Name),
				i18n.Text{ZH: "改正 scaleTargetRef", EN: "correct scaleTargetRef"}))
			continue
		}
		p := o.pods()[i]
		if low := s.minimum; s.maximum < 1 || low != nil && (*low > s.maximum || *low < 1) {
			out = append(out, s.place("spec.maxReplicas").problem(i18n.Textf("%[1]s 的 minReplicas 与 maxReplicas 矛盾", "minReplicas and maxReplicas of %[1]s contradict each other", s.Name),
				i18n.Text{ZH: "1 ≤ minReplicas ≤ maxReplicas", EN: "1 ≤ minReplicas ≤ maxReplicas"}))
		}
		if p.replicas != nil {
			out = append(out, p.place("spec.replicas").problem(
				i18n.Textf("%[1]s %[2]s 同时有 replicas 和自动伸缩，每次部署都会重置实例数", "the %[1]s %[2]s has both replicas and an autoscaler, so every deployment resets the count", p.Kind, p.Name),
				i18n.Text{ZH: "去掉 replicas", EN: "remove replicas"}))
		}
		out = append(out, measured(s, p)...)
	}
	return out
}

// measured checks that what is scaled by has a request.
func measured(s scaler, p pods) []Finding {
	var out []Finding
	for _, r := range s.resources {
		for _, c := range p.containers() {
			if _, ok := c.Resources.Requests[r]; !ok && !c.init {
				out = append(out, p.place(c.field+".resources").problem(
					i18n.Textf("按 %[2]s 使用率伸缩，但容器 %[1]s 没有 %[2]s 请求", "it is scaled by the use of %[2]s, but the container %[1]s requests none", c.Name, r),
					i18n.Textf("写上 resources.requests.%[1]s", "set resources.requests.%[1]s", r)))
			}
		}
	}
	return out
}

// disruptionBudgets checks that a budget covers pods and lets some of them go.
func disruptionBudgets(o *Overlay) []Finding {
	var out []Finding
	for _, b := range objects[*policyv1.PodDisruptionBudget](o) {
		if b.v.Spec.Selector == nil || len(o.selected(b.Namespace, b.v.Spec.Selector)) == 0 {
			out = append(out, b.place("spec.selector").problem(i18n.Textf("中断预算 %[1]s 没有选中任何 Pod", "the disruption budget %[1]s selects no pods", b.Name),
				i18n.Text{ZH: "让 selector 与 Pod 模板的标签一致", EN: "make the selector match the labels of the pods"}))
		}
		if (b.v.Spec.MinAvailable == nil) == (b.v.Spec.MaxUnavailable == nil) {
			out = append(out, b.place("spec").problem(i18n.Textf("中断预算 %[1]s 应写 minAvailable 或 maxUnavailable 之一", "the disruption budget %[1]s needs one of minAvailable and maxUnavailable", b.Name),
				i18n.Text{ZH: "只写其中一个", EN: "set exactly one of them"}))
		}
	}
	return out
}

// labelText prints a selector for a message.
func labelText(l map[string]string) string {
	if len(l) == 0 {
		return "{}"
	}
	var parts []string
	for k, v := range l {
		parts = append(parts, fmt.Sprintf("%s=%s", k, v))
	}
	slices.Sort(parts)
	return strings.Join(parts, ",")
}

func matchLabels(l map[string]string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: l}
}
