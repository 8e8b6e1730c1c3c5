package kustomize

import (
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const ingressDir = "components/ingress"

// ingressComponent writes an Ingress for what is reached from outside. Its hosts
// are the overlays' to set; an overlay without hosts leaves the component out.
func (g *generator) ingressComponent() error {
	var objects []object
	for _, w := range g.app.Workloads {
		if routed(w) {
			objects = append(objects, object{
				file: w.Name + ".yaml", title: titled(w, "对外入口", "The way in from outside"),
				why:   []fileset.Why{why("spec", w.DecisionID(generate.AspectExposure))},
				value: g.ingress(w),
			})
		}
	}
	if len(objects) == 0 {
		return nil
	}
	title := i18n.Text{ZH: "入口组件：域名由各环境补上", EN: "The way in as a component: each environment adds its hosts"}
	return g.addAll(ingressDir, title, objects, component())
}

// routed tells whether a workload is reached by HTTP from outside in some
// environment whose host names are known.
func routed(w generate.Workload) bool {
	if !w.Exposed || !serves(w) || len(w.Ports) == 0 {
		return false
	}
	for _, s := range w.Settings {
		if len(s.Hosts) > 0 {
			return true
		}
	}
	return false
}

// ingress has one rule whose host the overlay sets. The class is the cluster's
// default one.
func (g *generator) ingress(w generate.Workload) networkingv1.Ingress {
	return networkingv1.Ingress{
		TypeMeta:   metav1.TypeMeta{APIVersion: "networking.k8s.io/v1", Kind: "Ingress"},
		ObjectMeta: g.meta(w),
		Spec:       networkingv1.IngressSpec{Rules: []networkingv1.IngressRule{ingressRule(w, "")}},
	}
}

func ingressRule(w generate.Workload, host string) networkingv1.IngressRule {
	prefix := networkingv1.PathTypePrefix
	return networkingv1.IngressRule{Host: host, IngressRuleValue: networkingv1.IngressRuleValue{
		HTTP: &networkingv1.HTTPIngressRuleValue{Paths: []networkingv1.HTTPIngressPath{{
			Path: "/", PathType: &prefix,
			Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{
				Name: w.Name, Port: networkingv1.ServiceBackendPort{Name: w.Ports[0].Name}}},
		}}},
	}}
}
