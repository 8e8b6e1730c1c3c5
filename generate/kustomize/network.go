package kustomize

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const networkDir = "components/network-policy"

// networkComponent writes the policies as a component, so that they can be read
// and tried before an overlay enforces them.
func (g *generator) networkComponent() error {
	var objects []object
	for _, w := range g.app.Workloads {
		objects = append(objects, object{
			file: w.Name + ".yaml", title: titled(w, "网络策略", "The network policy"),
			why:   []fileset.Why{why("spec", w.DecisionID(generate.AspectNetwork))},
			value: g.networkPolicy(w),
		})
	}
	if len(objects) == 0 {
		return nil
	}
	title := i18n.Text{ZH: "网络策略组件：只放行列出的访问", EN: "Network policies as a component: only what is listed may connect"}
	return g.addAll(networkDir, title, objects, component())
}

// enforced tells whether overlays switch the policies on: only when the
// dependencies of every workload are known.
func (g *generator) enforced() bool {
	for _, w := range g.app.Workloads {
		if !w.Network.Enforce {
			return false
		}
	}
	return len(g.app.Workloads) > 0
}

func (g *generator) networkPolicy(w generate.Workload) networkingv1.NetworkPolicy {
	return networkingv1.NetworkPolicy{
		TypeMeta:   metav1.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "NetworkPolicy"},
		ObjectMeta: g.meta(w),
		Spec: networkingv1.NetworkPolicySpec{
			PodSelector: metav1.LabelSelector{MatchLabels: g.selector(w)},
			PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress},
			Ingress:     g.ingressRules(w),
			Egress:      g.egressRules(w),
		},
	}
}

// ingressRules let the named callers in or, when none is named, the
// application's own pods; what is reached from outside is open on its ports,
// since a load balancer's addresses are its own.
func (g *generator) ingressRules(w generate.Workload) []networkingv1.NetworkPolicyIngressRule {
	if len(w.Ports) == 0 {
		return nil
	}
	rule := networkingv1.NetworkPolicyIngressRule{Ports: ownPorts(w)}
	if w.Exposed {
		return []networkingv1.NetworkPolicyIngressRule{rule}
	}
	for _, p := range w.Network.Ingress {
		rule.From = append(rule.From, g.peer(p))
	}
	if len(rule.From) == 0 {
		rule.From = []networkingv1.NetworkPolicyPeer{{PodSelector: &metav1.LabelSelector{
			MatchLabels: map[string]string{"app.kubernetes.io/part-of": g.app.Name}}}}
	}
	return []networkingv1.NetworkPolicyIngressRule{rule}
}

// egressRules let DNS and the named callees through.
func (g *generator) egressRules(w generate.Workload) []networkingv1.NetworkPolicyEgressRule {
	out := []networkingv1.NetworkPolicyEgressRule{dnsRule()}
	for _, p := range w.Network.Egress {
		rule := networkingv1.NetworkPolicyEgressRule{Ports: tcpPorts(p.Ports)}
		if p.Service == "" || p.CIDR != "" {
			rule.To = []networkingv1.NetworkPolicyPeer{g.peer(p)}
		}
		out = append(out, rule)
	}
	return out
}

func (g *generator) peer(p generate.Peer) networkingv1.NetworkPolicyPeer {
	if p.CIDR != "" {
		return networkingv1.NetworkPolicyPeer{IPBlock: &networkingv1.IPBlock{CIDR: p.CIDR}}
	}
	return networkingv1.NetworkPolicyPeer{PodSelector: &metav1.LabelSelector{MatchLabels: map[string]string{
		"app.kubernetes.io/name": p.Component, "app.kubernetes.io/instance": g.app.Name}}}
}

func dnsRule() networkingv1.NetworkPolicyEgressRule {
	udp, tcp, dns := corev1.ProtocolUDP, corev1.ProtocolTCP, intstr.FromInt32(53)
	return networkingv1.NetworkPolicyEgressRule{
		To: []networkingv1.NetworkPolicyPeer{{NamespaceSelector: &metav1.LabelSelector{
			MatchLabels: map[string]string{corev1.LabelMetadataName: metav1.NamespaceSystem}}}},
		Ports: []networkingv1.NetworkPolicyPort{{Protocol: &udp, Port: &dns}, {Protocol: &tcp, Port: &dns}},
	}
}

func ownPorts(w generate.Workload) []networkingv1.NetworkPolicyPort {
	var out []networkingv1.NetworkPolicyPort
	for _, p := range w.Ports {
		protocol, port := transport(p), intstr.FromString(p.Name)
		out = append(out, networkingv1.NetworkPolicyPort{Protocol: &protocol, Port: &port})
	}
	return out
}

func tcpPorts(ports []int) []networkingv1.NetworkPolicyPort {
	var out []networkingv1.NetworkPolicyPort
	for _, p := range ports {
		tcp, port := corev1.ProtocolTCP, intstr.FromInt32(int32(p)) //nolint:gosec // at most 65535
		out = append(out, networkingv1.NetworkPolicyPort{Protocol: &tcp, Port: &port})
	}
	return out
}
