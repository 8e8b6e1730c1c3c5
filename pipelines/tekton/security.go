package tekton

import corev1 "k8s.io/api/core/v1"

// restricted is the security context that the restricted pod security standard asks for.
func restricted() *corev1.SecurityContext {
	s := unprivileged()
	s.AllowPrivilegeEscalation = new(bool)
	s.Capabilities = &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}}
	s.SeccompProfile = &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}
	return s
}

// rootlessBuilder is what BuildKit needs to make user namespaces without being
// privileged (https://github.com/moby/buildkit/blob/master/docs/rootless.md):
// newuidmap is set-uid, and the default seccomp and AppArmor profiles forbid
// the mounts inside of the user namespace.
func rootlessBuilder() *corev1.SecurityContext {
	s := unprivileged()
	s.SeccompProfile = &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeUnconfined}
	s.AppArmorProfile = &corev1.AppArmorProfile{Type: corev1.AppArmorProfileTypeUnconfined}
	return s
}

func unprivileged() *corev1.SecurityContext {
	yes, id := true, runner
	return &corev1.SecurityContext{RunAsNonRoot: &yes, RunAsUser: &id, RunAsGroup: &id}
}
