package verify

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// services checks that a Service reaches pods, on ports that they have.
func services(o *Overlay) []Finding {
	var out []Finding
	for _, s := range objects[*corev1.Service](o) {
		out = append(out, servicePorts(s)...)
		if len(s.v.Spec.Selector) == 0 || s.v.Spec.Type == corev1.ServiceTypeExternalName {
			continue
		}
		selected := o.selected(s.Namespace, matchLabels(s.v.Spec.Selector))
		if len(selected) == 0 {
			out = append(out, s.place("spec.selector").problem(
				i18n.Textf("服务 %[1]s 没有选中任何 Pod（%[2]s）", "the service %[1]s selects no pods (%[2]s)", s.Name, labelText(s.v.Spec.Selector)),
				i18n.Text{ZH: "让 selector 与 Pod 模板的标签一致", EN: "make the selector match the labels of the pods"}))
			continue
		}
		for _, port := range s.v.Spec.Ports {
			for _, p := range selected {
				if reaches(p, port) {
					continue
				}
				out = append(out, s.place("spec.ports["+port.Name+"]").problem(
					i18n.Textf("服务 %[1]s 转发到端口 %[2]s，%[3]s %[4]s 没有声明它", "the service %[1]s forwards to the port %[2]s, which the %[3]s %[4]s does not declare", s.Name, portText(target(port)), p.Kind, p.Name),
					i18n.Text{ZH: "改成容器声明的端口名", EN: "use the name of a port that the container declares"}))
			}
		}
	}
	return out
}

func servicePorts(s typed[*corev1.Service]) []Finding {
	var out []Finding
	if len(s.v.Spec.Ports) == 0 && s.v.Spec.Type != corev1.ServiceTypeExternalName && s.v.Spec.ClusterIP != corev1.ClusterIPNone {
		out = append(out, s.place("spec").problem(i18n.Textf("服务 %[1]s 没有端口", "the service %[1]s has no ports", s.Name), i18n.Text{ZH: "写上 ports", EN: "set ports"}))
	}
	seen := map[string]bool{}
	for _, p := range s.v.Spec.Ports {
		where := s.place("spec.ports[" + p.Name + "]")
		if p.Name == "" && len(s.v.Spec.Ports) > 1 || seen[p.Name] {
			out = append(out, s.place("spec.ports").problem(i18n.Textf("服务 %[1]s 的端口名 %[2]q 为空或重复", "the port name %[2]q of the service %[1]s is empty or occurs twice", s.Name, p.Name), i18n.Text{ZH: "每个端口用不同的名字", EN: "give every port a name of its own"}))
		}
		seen[p.Name] = true
		if p.Name != "" && len(validation.IsDNS1123Label(p.Name)) > 0 {
			out = append(out, where.problem(i18n.Textf("服务的端口名 %[1]q 无效", "the port name %[1]q is not valid", p.Name), i18n.Text{ZH: "用小写字母、数字和连字符", EN: "use lower-case letters, digits and hyphens"}))
		}
		if len(validation.IsValidPortNum(int(p.Port))) > 0 {
			out = append(out, where.problem(i18n.Textf("服务的端口 %[1]d 不在 1 到 65535 之间", "the port %[1]d is not between 1 and 65535", p.Port), i18n.Text{ZH: "改正端口号", EN: "correct the number"}))
		}
	}
	return out
}

// target is where a port leads; without a target it is the port itself.
func target(p corev1.ServicePort) intstr.IntOrString {
	if p.TargetPort == (intstr.IntOrString{}) {
		return intstr.FromInt32(p.Port)
	}
	return p.TargetPort
}

func portText(p intstr.IntOrString) string { return p.String() }

func reaches(p pods, port corev1.ServicePort) bool {
	return slices.ContainsFunc(p.containers(), func(c container) bool {
		return slices.ContainsFunc(c.Ports, func(cp corev1.ContainerPort) bool {
			t := target(port)
			return protocol(cp.Protocol) == protocol(port.Protocol) && (t.Type == intstr.String && cp.Name == t.StrVal || t.Type == intstr.Int && cp.ContainerPort == t.IntVal)
		})
	})
}

func protocol(p corev1.Protocol) corev1.Protocol {
	if p == "" {
		return corev1.ProtocolTCP
	}
	return p
}

// ingresses checks that every way in leads to a port of a Service.
func ingresses(o *Overlay) []Finding {
	var out []Finding
	for _, in := range objects[*networkingv1.Ingress](o) {
		backends := []networkingv1.IngressBackend{}
		if b := in.v.Spec.DefaultBackend; b != nil {
			backends = append(backends, *b)
		}
		for i, r := range in.v.Spec.Rules {
			if r.HTTP == nil {
				continue
			}
			for _, p := range r.HTTP.Paths {
				backends = append(backends, p.Backend)
				if p.PathType == nil {
					out = append(out, in.place("spec.rules["+intstrText(int32(i))+"]").problem(
						i18n.Textf("入口 %[1]s 的路径 %[2]s 没有 pathType", "the path %[2]s of the ingress %[1]s has no pathType", in.Name, p.Path), i18n.Text{ZH: "写上 pathType: Prefix", EN: "set pathType: Prefix"}))
				}
			}
		}
		for _, b := range backends {
			if b.Service != nil && !serves(o, in.Namespace, *b.Service) {
				port := b.Service.Port.Name
				if port == "" {
					port = intstrText(b.Service.Port.Number)
				}
				out = append(out, in.place("spec.rules").problem(
					i18n.Textf("入口 %[1]s 指向服务 %[2]s 的端口 %[3]s，它不存在", "the ingress %[1]s leads to the port %[3]s of the service %[2]s, which does not exist", in.Name, b.Service.Name, port),
					i18n.Text{ZH: "改正 backend.service", EN: "correct backend.service"}))
			}
		}
	}
	return out
}

func serves(o *Overlay, namespace string, b networkingv1.IngressServiceBackend) bool {
	return slices.ContainsFunc(objects[*corev1.Service](o), func(s typed[*corev1.Service]) bool {
		return s.Name == b.Name && s.Namespace == namespace && slices.ContainsFunc(s.v.Spec.Ports, func(p corev1.ServicePort) bool {
			return b.Port.Name != "" && p.Name == b.Port.Name || b.Port.Number != 0 && p.Port == b.Port.Number
		})
	})
}

// networkPolicies checks that a policy applies to pods and names ports that they have.
func networkPolicies(o *Overlay) []Finding {
	var out []Finding
	for _, n := range objects[*networkingv1.NetworkPolicy](o) {
		selected := o.selected(n.Namespace, &n.v.Spec.PodSelector)
		if len(selected) == 0 {
			out = append(out, n.place("spec.podSelector").problem(i18n.Textf("网络策略 %[1]s 没有选中任何 Pod", "the network policy %[1]s selects no pods", n.Name),
				i18n.Text{ZH: "让 podSelector 与 Pod 模板的标签一致", EN: "make podSelector match the labels of the pods"}))
			continue
		}
		for _, rule := range n.v.Spec.Ingress {
			for _, port := range rule.Ports {
				if port.Port == nil || port.Port.Type != intstr.String || slices.ContainsFunc(selected, func(p pods) bool { return p.named(port.Port.StrVal) }) {
					continue
				}
				out = append(out, n.place("spec.ingress").problem(i18n.Textf("网络策略 %[1]s 放行端口 %[2]s，选中的 Pod 没有声明它", "the network policy %[1]s lets the port %[2]s through, which the pods do not declare", n.Name, port.Port.StrVal),
					i18n.Text{ZH: "改成容器声明的端口名", EN: "use the name of a port that the container declares"}))
			}
		}
	}
	return out
}
