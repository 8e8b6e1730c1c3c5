package decide

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// registry decides where images are pushed: to the registry answered, else to
// the one that the platform binds.
func registry(q *inquiry, app string) (generate.Registry, generate.Decision) {
	answer := q.ask("tgt.registry").Value.Record()
	r := generate.Registry{Namespace: answer.Get("namespace")}
	if r.Namespace == "" {
		r.Namespace = app
		q.byDefault("tgt.registry", "namespace="+app)
	}
	if host := bareHost(answer.Get("host")); host != "" {
		r.Host.Value = host
		return r, q.decide(host+"/"+r.Namespace, i18n.Textf("镜像仓库按答案", "the registry as answered"))
	}
	r.Host.Binding = registryBinding(answer)
	r.Host.Value = bareHost(q.src.bindings[r.Host.Binding])
	if r.Host.Known() {
		q.byDefault(r.Host.Binding, r.Host.Value)
		return r, q.decide(r.Host.Value+"/"+r.Namespace, i18n.Textf("域名取自平台绑定 %s", "the domain comes from the platform binding %s", r.Host.Binding))
	}
	q.assume("tgt.registry", r.Host.Binding)
	return r, q.decide(r.Host.String()+"/"+r.Namespace, i18n.Textf(
		"域名未知，由平台绑定 %[1]s 提供；填写前镜像名不可用", "the domain is unknown and the platform must bind %[1]s; until then the image names do not resolve", r.Host.Binding))
}

// registryBinding is the binding of the registry's domain; ACR unless another
// product is answered.
func registryBinding(answer survey.Row) string {
	switch answer.Get("product") {
	case "harbor", "other":
		return "registry.domain"
	}
	return "acr.domain"
}

// bareHost drops scheme and slashes: image names have neither.
func bareHost(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	return strings.TrimRight(s, "/")
}
