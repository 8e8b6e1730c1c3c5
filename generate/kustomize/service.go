package kustomize

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// services are the Service in front of the workload and, for a stateful one,
// the headless Service that names its pods.
func (g *generator) services(w generate.Workload) []object {
	if len(w.Ports) == 0 || !serves(w) {
		return nil
	}
	out := []object{{
		file: "service.yaml", title: titled(w, "服务", "The service"),
		why:   []fileset.Why{why("spec.ports", w.DecisionID(generate.AspectPorts))},
		value: g.service(w, w.Name, ""),
	}}
	if w.Kind == generate.StatefulSet {
		headless := g.service(w, headlessName(w), corev1.ClusterIPNone)
		headless.Spec.PublishNotReadyAddresses = true
		out = append(out, object{file: "service-headless.yaml", title: titled(w, "无头服务", "The headless service"), value: headless,
			why: []fileset.Why{why("spec.ports", w.DecisionID(generate.AspectPorts))}})
	}
	return out
}

func headlessName(w generate.Workload) string { return w.Name + "-headless" }

func (g *generator) service(w generate.Workload, name, clusterIP string) corev1.Service {
	m := g.meta(w)
	m.Name = name
	s := corev1.Service{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Service"},
		ObjectMeta: m,
		Spec:       corev1.ServiceSpec{Selector: g.selector(w), ClusterIP: clusterIP},
	}
	if w.Sticky && clusterIP == "" {
		s.Spec.SessionAffinity = corev1.ServiceAffinityClientIP
	}
	for _, p := range w.Ports {
		port := corev1.ServicePort{Name: p.Name, Port: int32(p.Number), TargetPort: intstr.FromString(p.Name), Protocol: transport(p)} //nolint:gosec // at most 65535
		if app := appProtocol(p.Protocol); app != "" {
			port.AppProtocol = &app
		}
		s.Spec.Ports = append(s.Spec.Ports, port)
	}
	return s
}

// appProtocol is the protocol as load balancers read it: IANA names, and the
// Kubernetes ones for what has none
// (https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol).
func appProtocol(protocol string) string {
	switch protocol {
	case "http", "https", "grpc":
		return protocol
	case "ws":
		return "kubernetes.io/ws"
	}
	return ""
}
