package tekton

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// serviceAccount is whom the pipeline runs as, in the namespace of the pipelines.
func (p *pipeline) serviceAccount() object {
	return object{file: "serviceaccount.yaml", title: i18n.Text{ZH: "流水线的身份", EN: "The identity of the pipeline"},
		value: corev1.ServiceAccount{
			TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "ServiceAccount"},
			ObjectMeta: metav1.ObjectMeta{Name: p.name(), Namespace: p.namespace(), Labels: p.labels()},
		}}
}

// namespace is where the application's pipelines run, apart from its environments.
func (p *pipeline) namespace() string { return p.app.Name + "-pipelines" }

// rights are, in each environment's namespace, what deploying needs and no more.
func (p *pipeline) rights() []object {
	var out []object
	for _, env := range p.app.Environments {
		meta := metav1.ObjectMeta{Name: p.name(), Namespace: env.Namespace, Labels: p.labels()}
		out = append(out,
			object{file: "role-" + env.Name + ".yaml", title: i18n.Text{ZH: "流水线在 " + env.Name + " 的权限", EN: "The rights of the pipeline in " + env.Name},
				value: rbacv1.Role{TypeMeta: metav1.TypeMeta{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "Role"}, ObjectMeta: meta, Rules: rules()}},
			object{file: "rolebinding-" + env.Name + ".yaml", title: i18n.Text{ZH: "授权流水线部署 " + env.Name, EN: "Who may deploy into " + env.Name},
				value: p.binding(meta)},
		)
	}
	return out
}

func (p *pipeline) binding(meta metav1.ObjectMeta) rbacv1.RoleBinding {
	return rbacv1.RoleBinding{
		TypeMeta: metav1.TypeMeta{APIVersion: "rbac.authorization.k8s.io/v1", Kind: "RoleBinding"}, ObjectMeta: meta,
		RoleRef:  rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: p.name()},
		Subjects: []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Name: p.name(), Namespace: p.namespace()}},
	}
}

// rules name the kinds that the manifests hold, and what a failed rollout is explained with.
func rules() []rbacv1.PolicyRule {
	write := []string{"get", "list", "watch", "create", "update", "patch"}
	read := []string{"get", "list", "watch"}
	return []rbacv1.PolicyRule{
		{APIGroups: []string{""}, Resources: []string{"configmaps", "persistentvolumeclaims", "serviceaccounts", "services"}, Verbs: write},
		{APIGroups: []string{"apps"}, Resources: []string{"deployments", "statefulsets"}, Verbs: write},
		{APIGroups: []string{"batch"}, Resources: []string{"cronjobs", "jobs"}, Verbs: write},
		{APIGroups: []string{"autoscaling"}, Resources: []string{"horizontalpodautoscalers"}, Verbs: write},
		{APIGroups: []string{"policy"}, Resources: []string{"poddisruptionbudgets"}, Verbs: write},
		{APIGroups: []string{"networking.k8s.io"}, Resources: []string{"ingresses", "networkpolicies"}, Verbs: write},
		{APIGroups: []string{"apps"}, Resources: []string{"replicasets", "controllerrevisions"}, Verbs: read},
		{APIGroups: []string{""}, Resources: []string{"events", "pods", "pods/log"}, Verbs: read},
	}
}
