package tekton

import (
	"context"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// rights are the roles and bindings that stand beside the pipeline.
type rights struct {
	roles    []located[*rbacv1.Role]
	bindings []located[*rbacv1.RoleBinding]
}

func (p *checker) rights() rights {
	var out rights
	for _, d := range p.tree.Documents() {
		if d.APIVersion != rbacv1.SchemeGroupVersion.String() {
			continue
		}
		switch d.Kind {
		case "Role":
			v := new(rbacv1.Role)
			if _, ok := d.Decode(v); ok {
				out.roles = append(out.roles, located[*rbacv1.Role]{d, v})
			}
		case "RoleBinding":
			v := new(rbacv1.RoleBinding)
			if _, ok := d.Decode(v); ok {
				out.bindings = append(out.bindings, located[*rbacv1.RoleBinding]{d, v})
			}
		}
	}
	return out
}

// identitiesFit checks that a run has an identity, and that it may apply every
// kind that its overlay builds.
func identitiesFit(_ context.Context, p *checker) []verify.Finding {
	var out []verify.Finding
	for _, r := range p.runs {
		name := r.v.Spec.TaskRunTemplate.ServiceAccountName
		if name == "" || name == "default" || p.account(r.v.Namespace, name) {
			continue
		}
		out = append(out, r.doc.Problem("spec.taskRunTemplate.serviceAccountName", i18n.Textf("命名空间 %[2]q 中没有 ServiceAccount %[1]s", "there is no ServiceAccount %[1]s in the namespace %[2]q", name, r.v.Namespace),
			i18n.Text{ZH: "补上该 ServiceAccount，或改正名字", EN: "add the ServiceAccount, or correct the name"}))
	}
	all := p.rights()
	p.overlays(func(d deployment, o *verify.Overlay) {
		out = append(out, all.allow(d, o)...)
	})
	return out
}

func (p *checker) account(namespace, name string) bool {
	return slices.ContainsFunc(p.tree.Documents(), func(d *verify.Document) bool {
		return d.Kind == "ServiceAccount" && d.APIVersion == "v1" && d.Namespace == namespace && d.Name == name
	})
}

// allow lists what the run's identity may not do in the overlay's namespace.
func (r rights) allow(d deployment, o *verify.Overlay) []verify.Finding {
	account, from := d.run.v.Spec.TaskRunTemplate.ServiceAccountName, d.run.v.Namespace
	rules, bound := r.rules(o.Namespace, from, account)
	if !bound {
		return []verify.Finding{d.run.doc.Problem("spec.taskRunTemplate.serviceAccountName",
			i18n.Textf("%[1]s/%[2]s 在命名空间 %[3]s 中没有权限，部署会被拒绝", "%[1]s/%[2]s has no rights in the namespace %[3]s, so deploying is refused", from, account, o.Namespace),
			i18n.Text{ZH: "为该命名空间补上 Role 与 RoleBinding", EN: "add a Role and a RoleBinding for that namespace"})}
	}
	var out []verify.Finding
	seen := map[string]bool{}
	for _, obj := range o.Objects {
		group, _, ok := strings.Cut(obj.APIVersion, "/")
		if !ok {
			group = ""
		}
		resource := plural(obj.Kind)
		if seen[group+"/"+resource] || slices.ContainsFunc(rules, func(rule rbacv1.PolicyRule) bool {
			return covers(rule.APIGroups, group) && covers(rule.Resources, resource) && covers(rule.Verbs, "create") && covers(rule.Verbs, "patch")
		}) {
			continue
		}
		seen[group+"/"+resource] = true
		out = append(out, d.run.doc.Problem("spec.taskRunTemplate.serviceAccountName",
			i18n.Textf("%[1]s 无权在 %[3]s 创建 %[2]s，部署会被拒绝", "%[1]s may not create %[2]s in %[3]s, so deploying is refused", account, resource, o.Namespace),
			i18n.Text{ZH: "在该命名空间的 Role 中加上这种资源", EN: "add the resource to the Role in that namespace"}))
	}
	return out
}

func (r rights) rules(namespace, from, account string) (rules []rbacv1.PolicyRule, bound bool) {
	for _, b := range r.bindings {
		if b.v.Namespace != namespace || !slices.ContainsFunc(b.v.Subjects, func(s rbacv1.Subject) bool {
			return s.Kind == rbacv1.ServiceAccountKind && s.Name == account && s.Namespace == from
		}) {
			continue
		}
		if b.v.RoleRef.Kind == "ClusterRole" {
			// Owned by the platform; what it allows is not known here.
			return []rbacv1.PolicyRule{{APIGroups: []string{"*"}, Resources: []string{"*"}, Verbs: []string{"*"}}}, true
		}
		for _, role := range r.roles {
			if role.v.Namespace == namespace && role.v.Name == b.v.RoleRef.Name {
				rules, bound = append(rules, role.v.Rules...), true
			}
		}
	}
	return rules, bound
}

func covers(list []string, want string) bool {
	return slices.Contains(list, want) || slices.Contains(list, "*")
}

// plural is the resource of a kind, as the API names it.
func plural(kind string) string {
	k := strings.ToLower(kind)
	switch {
	case strings.HasSuffix(k, "s"):
		return k + "es"
	case strings.HasSuffix(k, "y"):
		return strings.TrimSuffix(k, "y") + "ies"
	}
	return k + "s"
}
