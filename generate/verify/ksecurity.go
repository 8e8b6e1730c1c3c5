package verify

import (
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// podSecurity checks the restricted level of the pod security standards
// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
func podSecurity(_ *Overlay, p pods) []Finding {
	remedy := i18n.Text{ZH: "达到 restricted 级别；确有需要时由负责人确认并记录", EN: "meet the level restricted; where that cannot be, have it confirmed and recorded"}
	var out []Finding
	warn := func(field, zh, en string) {
		out = append(out, p.place(field).caution(i18n.Textf("%[1]s %[2]s：%[3]s", "%[1]s %[2]s: %[4]s", p.Kind, p.Name, zh, en), remedy))
	}
	pod := p.spec.SecurityContext
	if pod == nil {
		pod = &corev1.PodSecurityContext{}
	}
	if p.spec.HostNetwork || p.spec.HostPID || p.spec.HostIPC {
		warn(p.field("spec"), "使用了主机的网络或进程空间", "it uses the host's network or processes")
	}
	for _, v := range p.spec.Volumes {
		if v.HostPath != nil {
			warn(p.field("spec.volumes["+v.Name+"]"), "挂载了主机目录 "+v.HostPath.Path, "it mounts the host's directory "+v.HostPath.Path)
		}
	}
	for _, c := range p.containers() {
		for _, problem := range unrestricted(pod, c) {
			warn(c.field+problem.field, "容器 "+c.Name+" "+problem.text.ZH, "the container "+c.Name+" "+problem.text.EN)
		}
	}
	return out
}

type unmet struct {
	field string
	text  i18n.Text
}

// unrestricted lists what of the level restricted a container does not meet.
func unrestricted(pod *corev1.PodSecurityContext, c container) []unmet {
	s := c.SecurityContext
	if s == nil {
		s = &corev1.SecurityContext{}
	}
	const field = ".securityContext"
	if yes(s.Privileged) {
		return []unmet{{field + ".privileged", i18n.Text{ZH: "以特权运行", EN: "is privileged"}}}
	}
	var out []unmet
	nonRoot, user, profile := s.RunAsNonRoot, s.RunAsUser, s.SeccompProfile
	if nonRoot == nil {
		nonRoot = pod.RunAsNonRoot
	}
	if user == nil {
		user = pod.RunAsUser
	}
	if profile == nil {
		profile = pod.SeccompProfile
	}
	if !yes(nonRoot) || user != nil && *user == 0 {
		out = append(out, unmet{field, i18n.Text{ZH: "可能以 root 运行（runAsNonRoot）", EN: "may run as root (runAsNonRoot)"}})
	}
	if s.AllowPrivilegeEscalation == nil || *s.AllowPrivilegeEscalation {
		out = append(out, unmet{field, i18n.Text{ZH: "允许提升权限（allowPrivilegeEscalation）", EN: "may gain privileges (allowPrivilegeEscalation)"}})
	}
	if s.Capabilities == nil || !slices.Contains(s.Capabilities.Drop, "ALL") {
		out = append(out, unmet{field, i18n.Text{ZH: "没有放弃全部 capabilities（drop: ALL）", EN: "keeps capabilities (drop: ALL)"}})
	}
	if s.Capabilities != nil && slices.ContainsFunc(s.Capabilities.Add, func(c corev1.Capability) bool { return c != "NET_BIND_SERVICE" }) {
		out = append(out, unmet{field + ".capabilities", i18n.Text{ZH: "添加了 capabilities", EN: "adds capabilities"}})
	}
	if profile == nil || profile.Type == corev1.SeccompProfileTypeUnconfined {
		out = append(out, unmet{field, i18n.Text{ZH: "没有 seccomp 配置（RuntimeDefault）", EN: "has no seccomp profile (RuntimeDefault)"}})
	}
	return out
}

func yes(b *bool) bool { return b != nil && *b }
